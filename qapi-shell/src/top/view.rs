//! The screen of `:top`, drawn from replies.

use std::collections::HashMap;
use std::time::Instant;

use qapi_client::{EventMessage, RawEvent};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Style, Stylize as _};
use ratatui::text::Line;
use ratatui::widgets::{Block, Cell, Gauge, Paragraph, Row, Table};
use serde_json::Value;

use super::Sample;
use crate::events;
use crate::meter::{Meter, size};
use crate::pretty::{Paint, escape};

/// Maximum number of rows of a table: a peer may report more than any screen has.
const MOST: usize = 200;

/// Maximum characters of a text: longer ones are cut.
const LONGEST: usize = 300;

/// State of the screen.
pub struct View {
    version: String,
    sample: Sample,
    events: Vec<EventMessage<RawEvent>>,
    /// Last counters of each disk, with the rates since those before.
    disks: HashMap<String, Disk>,
    sampled: Option<Instant>,
    meters: HashMap<String, Meter>,
}

/// Counters of a disk: bytes read and written, operations read and written.
type Counters = [u64; 4];

#[derive(Debug, Default)]
struct Disk {
    counters: Counters,
    /// Per second; None before the second sample.
    rates: Option<Counters>,
}

impl View {
    /// Makes a view of a QEMU of that version.
    pub fn new(version: String) -> Self {
        Self {
            version,
            sample: Sample::default(),
            events: Vec::new(),
            disks: HashMap::new(),
            sampled: None,
            meters: HashMap::new(),
        }
    }

    /// Adds the replies of one look, and the events so far.
    pub fn add(&mut self, now: Instant, sample: Sample, events: Vec<EventMessage<RawEvent>>) {
        let millis = self
            .sampled
            .map(|last| now.duration_since(last).as_millis());
        let mut disks = HashMap::new();
        for (name, counters) in counters(sample.disks.as_ref()) {
            let rates = millis.filter(|millis| *millis > 0).and_then(|millis| {
                let last = self.disks.get(&name)?.counters;
                let rate = |at: usize| {
                    let done = u128::from(counters[at].saturating_sub(last[at]));
                    u64::try_from(done * 1000 / millis).unwrap_or(u64::MAX)
                };
                Some([rate(0), rate(1), rate(2), rate(3)])
            });
            disks.insert(name, Disk { counters, rates });
        }
        let mut meters = HashMap::new();
        for job in items(sample.jobs.as_ref()) {
            let id = text(job, "id");
            let mut meter = self.meters.remove(&id).unwrap_or_default();
            meter.add(now, number(job, "current-progress"));
            meters.insert(id, meter);
        }
        (self.disks, self.meters, self.sampled) = (disks, meters, Some(now));
        (self.sample, self.events) = (sample, events);
    }

    /// Draws the view.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let jobs = self.jobs();
        let disks = self.disk_rows();
        let migration = self.migration();
        let rows = |count: usize, most: u16| {
            let count = u16::try_from(count).unwrap_or(most).min(most);
            if count == 0 { 0 } else { count + 3 }
        };
        let third = frame.area().height / 3;
        let [head, job_area, disk_area, migration_area, event_area] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(rows(jobs.len(), third)),
            Constraint::Length(rows(disks.len(), third)),
            Constraint::Length(if migration.is_some() { 3 } else { 0 }),
            Constraint::Min(3),
        ])
        .areas(frame.area());
        frame.render_widget(Paragraph::new(self.head()), head);
        let widths = [
            Constraint::Fill(3),
            Constraint::Length(10),
            Constraint::Length(10),
            Constraint::Length(4),
            Constraint::Fill(4),
        ];
        let titles = ["job", "type", "status", "%", "progress"];
        table(frame, job_area, "Jobs", titles, jobs, widths);
        let widths = [
            Constraint::Fill(3),
            Constraint::Length(13),
            Constraint::Length(13),
            Constraint::Length(9),
            Constraint::Length(9),
        ];
        let titles = ["disk", "read/s", "write/s", "r-op/s", "w-op/s"];
        table(frame, disk_area, "Disks", titles, disks, widths);
        if let Some((label, ratio)) = migration {
            let block = Block::bordered().title("Migration");
            let gauge = Gauge::default().block(block).ratio(ratio).label(label);
            frame.render_widget(gauge, migration_area);
        }
        self.draw_events(frame, event_area);
    }

    fn head(&self) -> Line<'static> {
        let name = self.sample.name.as_ref().map(|name| text(name, "name"));
        let name = name.filter(|name| !name.is_empty());
        let status = self
            .sample
            .status
            .as_ref()
            .map(|status| text(status, "status"));
        let vcpus = items(self.sample.vcpus.as_ref()).count();
        let plural = if vcpus == 1 { "" } else { "s" };
        Line::from(vec![
            name.map(|name| name + "  ").unwrap_or_default().bold(),
            format!("QEMU {}  ", self.version).into(),
            status.unwrap_or_else(|| "no status".to_owned()).bold(),
            format!("  {vcpus} vCPU{plural}  (q leaves)").into(),
        ])
    }

    fn jobs(&self) -> Vec<[String; 5]> {
        let row = |job: &Value| {
            let id = text(job, "id");
            let (current, total) = (
                number(job, "current-progress"),
                number(job, "total-progress"),
            );
            let percent = u128::from(current.min(total)) * 100 / u128::from(total.max(1));
            let meter = self.meters.get(&id);
            let parts = meter.map(|meter| meter.describe(current, total));
            let parts = parts.unwrap_or_default().join(", ");
            let error = text(job, "error");
            let rest = if error.is_empty() { parts } else { error };
            [
                id,
                text(job, "type"),
                text(job, "status"),
                percent.to_string(),
                rest,
            ]
        };
        items(self.sample.jobs.as_ref())
            .take(MOST)
            .map(row)
            .collect()
    }

    fn disk_rows(&self) -> Vec<[String; 5]> {
        let row = |(name, _): (String, Counters)| {
            let rates = self.disks.get(&name).and_then(|disk| disk.rates);
            let bytes = |at: usize| rates.map_or("-".to_owned(), |rates| size(rates[at]));
            let count = |at: usize| rates.map_or("-".to_owned(), |rates| rates[at].to_string());
            [name, bytes(0), bytes(1), count(2), count(3)]
        };
        let disks = counters(self.sample.disks.as_ref()).into_iter();
        disks.take(MOST).map(row).collect()
    }

    /// The label and the share of a migration, if there is one.
    fn migration(&self) -> Option<(String, f64)> {
        let migration = self.sample.migration.as_ref()?;
        let status = text(migration, "status");
        if status.is_empty() || status == "none" {
            return None;
        }
        let ram = &migration["ram"];
        let (total, left) = (number(ram, "total"), number(ram, "remaining"));
        let done = total.saturating_sub(left);
        let label = format!("{status}  {} of {}", size(done), size(total));
        // A share needs no more than the 53 bits of a float.
        #[allow(clippy::cast_precision_loss)]
        let ratio = done as f64 / total.max(1) as f64;
        Some((label, ratio.clamp(0.0, 1.0)))
    }

    fn draw_events(&self, frame: &mut Frame<'_>, area: Rect) {
        let room = usize::from(area.height.saturating_sub(2));
        let paint = Paint { colours: false };
        let last = self.events.iter().rev().take(room);
        let mut lines: Vec<_> = last
            .map(|event| Line::from(cut(&events::line(event, paint))))
            .collect();
        lines.reverse();
        let block = Block::bordered().title("Events");
        frame.render_widget(Paragraph::new(lines).block(block), area);
    }
}

fn table(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &'static str,
    titles: [&'static str; 5],
    rows: Vec<[String; 5]>,
    widths: [Constraint; 5],
) {
    let head = Row::new(titles.map(Cell::from)).style(Style::new().dim());
    let rows = rows.into_iter().map(|row| Row::new(row.map(Cell::from)));
    let table = Table::new(rows, widths).header(head);
    frame.render_widget(table.block(Block::bordered().title(title)), area);
}

/// Returns the counters of the disks in a reply to `query-blockstats`.
fn counters(disks: Option<&Value>) -> Vec<(String, Counters)> {
    let counters = |disk: &Value| {
        let names = ["device", "node-name", "qdev"].map(|name| text(disk, name));
        let name = names.into_iter().find(|name| !name.is_empty())?;
        let stats = &disk["stats"];
        let members = ["rd_bytes", "wr_bytes", "rd_operations", "wr_operations"];
        Some((name, members.map(|member| number(stats, member))))
    };
    items(disks).filter_map(counters).collect()
}

fn items(reply: Option<&Value>) -> impl Iterator<Item = &Value> {
    reply.and_then(Value::as_array).into_iter().flatten()
}

fn number(value: &Value, member: &str) -> u64 {
    value[member].as_u64().unwrap_or_default()
}

/// Returns a member's text, escaped and cut.
fn text(value: &Value, member: &str) -> String {
    cut(&escape(value[member].as_str().unwrap_or_default()))
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use expect_test::expect;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use serde_json::json;

    use super::*;

    fn sample(bytes: u64) -> Sample {
        Sample {
            name: Some(json!({"name": "vm\u{1b}[31m"})),
            status: Some(json!({"status": "running", "running": true})),
            jobs: Some(json!([{"id": "copy", "type": "mirror", "status": "running",
                "current-progress": bytes, "total-progress": 1_u64 << 30},
                {"id": "j".repeat(70_000), "type": "x", "status": "aborted", "error": "no \u{9b}room"}])),
            disks: Some(json!([{"device": "disk0", "stats": {"rd_bytes": bytes,
                "wr_bytes": 0, "rd_operations": bytes >> 12, "wr_operations": 7}}])),
            vcpus: Some(json!([{"cpu-index": 0}, {"cpu-index": 1}])),
            migration: Some(json!({"status": "active", "ram": {"total": 1024, "remaining": 512}})),
        }
    }

    fn drawn(view: &View, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view.draw(frame)).unwrap();
        let text = terminal.backend().to_string();
        text.lines()
            .map(|line| line.trim_matches('"').trim_end().to_owned() + "\n")
            .collect()
    }

    #[test]
    fn a_view_has_rates_and_no_control_characters() {
        let mut view = View::new("10.0.0".to_owned());
        let start = Instant::now();
        view.add(start, sample(0), Vec::new());
        view.add(start + Duration::from_secs(2), sample(64 << 20), Vec::new());
        expect![[r#"
            vm\u001b[31m  QEMU 10.0.0  running  2 vCPUs  (q leaves)
            ┌Jobs──────────────────────────────────────────────────────────────────────────┐
            │job                   type       status     %    progress                     │
            │copy                  mirror     running    6    64.0 MiB of 1.0 GiB, 32.0 MiB│
            │jjjjjjjjjjjjjjjjjjjjj x          aborted    0    no \u009broom                │
            └──────────────────────────────────────────────────────────────────────────────┘
            ┌Disks─────────────────────────────────────────────────────────────────────────┐
            │disk                           read/s        write/s       r-op/s    w-op/s   │
            │disk0                          32.0 MiB      0 B           8192      0        │
            └──────────────────────────────────────────────────────────────────────────────┘
            ┌Migration─────────────────────────────────────────────────────────────────────┐
            │███████████████████████████active  512 B of 1.0 KiB                           │
            └──────────────────────────────────────────────────────────────────────────────┘
            ┌Events────────────────────────────────────────────────────────────────────────┐
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            └──────────────────────────────────────────────────────────────────────────────┘
        "#]]
        .assert_eq(&drawn(&view, 80, 24));
        let bad = |c: char| c != '\n' && qapi_client::introspect::escape::is_unsafe(c);
        // A terminal of any size is drawn on.
        for (width, height) in [(1, 1), (10, 3), (200, 60), (40, 10)] {
            assert!(!drawn(&view, width, height).contains(bad));
        }
        view.add(
            start + Duration::from_secs(3),
            Sample::default(),
            Vec::new(),
        );
        assert!(drawn(&view, 80, 24).contains("no status"));
    }
}
