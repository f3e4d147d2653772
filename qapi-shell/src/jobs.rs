//! Jobs, as they are listed and followed.

use qapi_client::qmp::JobStatus;
use qapi_client::tokio::{Client, Job, JobEnd, JobProgress};
use serde_json::Value;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr};

use crate::meter::Meter;
use crate::pretty::{Paint, Style, escape, name_width, pad};

/// Columns of a bar, if there is room.
const BAR: usize = 30;

/// The id of the migration, which is no job.
const MIGRATION: &str = "migration";

/// The jobs of an answer to `query-jobs`, one a line.
pub fn list(jobs: &Value, paint: Paint) -> String {
    let jobs = jobs.as_array().map(Vec::as_slice).unwrap_or_default();
    if jobs.is_empty() {
        return "no jobs".to_owned();
    }
    let text = |job: &Value, name: &str| escape(job[name].as_str().unwrap_or_default());
    let ids: Vec<_> = jobs.iter().map(|job| text(job, "id")).collect();
    let width = name_width(ids.iter().map(String::as_str));
    let line = |job: &Value| {
        let number = |name: &str| job[name].as_u64().unwrap_or_default();
        let bar = bar(number("current-progress"), number("total-progress"), BAR);
        let error = match job["error"].as_str() {
            Some(error) => paint.paint(Style::Error, &format!("  {}", escape(error))),
            None => String::new(),
        };
        format!(
            "{}  {bar}  {} {}{error}",
            paint.paint(Style::Name, &pad(&text(job, "id"), width)),
            text(job, "type"),
            text(job, "status"),
        )
    };
    jobs.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Follows work of that id; `migration` is the migration.
pub fn follow(client: &Client, id: &str) -> Job {
    match id {
        MIGRATION => client.migration(),
        id => client.job(id),
    }
}

/// Returns the command that a waiting job waits for; none if it does not wait.
pub fn waits(id: &str, progress: &JobProgress) -> Option<&'static str> {
    let migration = id == MIGRATION;
    match progress.status {
        JobStatus::Ready => Some("is ready: job-complete ends it"),
        JobStatus::Pending if migration => Some("is pending: migrate-continue lets it go on"),
        JobStatus::Pending => Some("is pending: job-finalize ends it"),
        JobStatus::Paused if migration => Some("is paused: migrate-recover lets it go on"),
        JobStatus::Paused | JobStatus::Standby => Some("is paused: job-resume lets it go on"),
        _ => None,
    }
}

/// Renders a job's progress on one line of `columns`: of two, the first could not be drawn over.
pub fn progress(
    id: &str,
    progress: &JobProgress,
    columns: usize,
    meter: &Meter,
    paint: Paint,
) -> String {
    let (id, mut detail) = (escape(id), escape(&progress.detail));
    // As many of the measurements as leave room for the bar.
    let taken = id.width() + BAR + "  [] 100%  ".len();
    for part in meter.describe(progress.current, progress.total) {
        let longer = format!("{detail}, {part}");
        if taken + longer.width() > columns {
            break;
        }
        detail = longer;
    }
    let drawn = |length| bar(progress.current, progress.total, length);
    let other = [&*id, "  ", &drawn(0), "  ", &*detail].map(UnicodeWidthStr::width);
    let length = columns.saturating_sub(other.iter().sum()).min(BAR);
    let rest = format!("  {}  {detail}", drawn(length));
    let (id, room) = cut(&id, columns);
    let (rest, _) = cut(&rest, room);
    format!("{}{rest}", paint.paint(Style::Name, id))
}

/// As much of a text as has its place in so many columns, and how many are left.
fn cut(text: &str, columns: usize) -> (&str, usize) {
    let mut left = columns;
    for (at, c) in text.char_indices() {
        let width = c.width().unwrap_or(0);
        if width > left {
            return (&text[..at], 0);
        }
        left -= width;
    }
    (text, left)
}

/// Describes a job's end; true if it failed.
pub fn end(id: &str, end: &JobEnd, paint: Paint) -> (String, bool) {
    let id = escape(id);
    match end {
        JobEnd::Concluded => (format!("{id}: concluded"), false),
        JobEnd::Cancelled => (format!("{id}: cancelled"), true),
        JobEnd::Aborted { error } => {
            let error = error.as_deref().unwrap_or("the monitor gives no reason");
            let text = format!("{id}: failed: {}", escape(error));
            (paint.paint(Style::Error, &text), true)
        }
        _ => (format!("{id}: there is no such job"), true),
    }
}

/// A bar of that length, with how much is done of how much.
fn bar(current: u64, total: u64, length: usize) -> String {
    if total == 0 {
        return format!("[{}]   -", " ".repeat(length));
    }
    let share = |of: usize| {
        let scaled = u128::from(current.min(total)) * of as u128 / u128::from(total);
        usize::try_from(scaled).unwrap_or(of)
    };
    let full = share(length);
    format!(
        "[{}{}] {:>3}%",
        "#".repeat(full),
        " ".repeat(length - full),
        share(100)
    )
}
