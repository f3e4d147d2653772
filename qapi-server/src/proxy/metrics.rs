//! Counters of a proxy, as text for Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::log::Outcome;

/// Upper bounds of the latency histogram, in microseconds.
const BOUNDS: [u64; 12] = [
    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000, 10_000_000,
];

/// Counters of a proxy.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    /// By command and outcome.
    commands: BTreeMap<(Box<str>, &'static str), u64>,
    events: BTreeMap<Box<str>, u64>,
    buckets: [u64; BOUNDS.len() + 1],
    micros: u64,
    clients: BTreeMap<String, i64>,
}

impl Metrics {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a command that was sent.
    pub(super) fn ended(&self, command: &str, since: Instant, outcome: Outcome) {
        let mut counts = self.counts();
        *counts
            .commands
            .entry((command.into(), outcome.as_str()))
            .or_default() += 1;
        if outcome != Outcome::Lost {
            let micros = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
            let bucket = BOUNDS.partition_point(|bound| *bound < micros);
            counts.buckets[bucket] += 1;
            counts.micros = counts.micros.saturating_add(micros);
        }
    }

    /// Counts a command that a profile refused.
    pub(super) fn refused(&self, command: &str) {
        // A name that a client makes up must not take memory.
        let known = command.len() <= 64 && command.bytes().all(|b| b.is_ascii_graphic());
        let mut counts = self.counts();
        let full = counts.commands.len() >= 10_000;
        let name = if known && !full { command } else { "(other)" };
        *counts.commands.entry((name.into(), "refused")).or_default() += 1;
    }

    /// Counts an event of the monitor.
    pub(super) fn event(&self, name: &str) {
        *self.counts().events.entry(name.into()).or_default() += 1;
    }

    /// Counts a client of a profile that came (1) or left (-1).
    pub(super) fn client(&self, profile: &str, change: i64) {
        *self.counts().clients.entry(profile.to_owned()).or_default() += change;
    }

    /// Writes all counters in Prometheus' text format.
    pub(super) fn text(&self, in_flight: usize) -> String {
        let counts = self.counts();
        let mut text = String::new();
        let head = |text: &mut String, name: &str, kind: &str, help: &str| {
            let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        };
        head(
            &mut text,
            "qapi_proxy_clients",
            "gauge",
            "Connected clients by profile.",
        );
        for (profile, count) in &counts.clients {
            let _ = writeln!(text, "qapi_proxy_clients{{profile={profile:?}}} {count}");
        }
        head(
            &mut text,
            "qapi_proxy_commands_total",
            "counter",
            "Commands by name and outcome.",
        );
        for ((command, outcome), count) in &counts.commands {
            let labels = format!("command={command:?},outcome={outcome:?}");
            let _ = writeln!(text, "qapi_proxy_commands_total{{{labels}}} {count}");
        }
        head(
            &mut text,
            "qapi_proxy_events_total",
            "counter",
            "Events of the monitor by name.",
        );
        for (event, count) in &counts.events {
            let _ = writeln!(text, "qapi_proxy_events_total{{event={event:?}}} {count}");
        }
        head(
            &mut text,
            "qapi_proxy_in_flight",
            "gauge",
            "Commands without an answer.",
        );
        let _ = writeln!(text, "qapi_proxy_in_flight {in_flight}");
        let name = "qapi_proxy_latency_seconds";
        head(
            &mut text,
            name,
            "histogram",
            "Time from a command to its reply.",
        );
        let mut sum = 0;
        for (index, count) in counts.buckets.iter().enumerate() {
            sum += count;
            let bound = BOUNDS
                .get(index)
                .map(|micros| (*micros as f64 / 1e6).to_string());
            let bound = bound.unwrap_or_else(|| "+Inf".to_owned());
            let _ = writeln!(text, "{name}_bucket{{le=\"{bound}\"}} {sum}");
        }
        let _ = writeln!(text, "{name}_sum {}", counts.micros as f64 / 1e6);
        let _ = writeln!(text, "{name}_count {sum}");
        text
    }
}
