//! Counters of a proxy, as text for Prometheus.
//!
//! Invariant: names that clients make up take a bounded number of counters.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::log::Outcome;

/// Upper bounds of the latency histogram, in seconds.
const BOUNDS: [f64; 12] = [
    0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.25, 1.0, 10.0,
];

/// Maximum number of counters for commands and events; further names are counted together.
const MOST: usize = 10_000;

/// Longest name that is counted by itself.
const LONGEST: usize = 64;

/// Counters of a proxy.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    clients: Family<OfProfile, Gauge>,
    commands: Family<OfCommand, Counter>,
    events: Family<OfEvent, Counter>,
    /// Number of counters of commands and events.
    counters: AtomicUsize,
    latency: Histogram,
    in_flight: Gauge,
    queued: Gauge,
    unwritten: Gauge,
    memory: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfProfile {
    profile: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfCommand {
    command: String,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfEvent {
    event: String,
}

/// Lengths of a proxy's queues.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lengths {
    /// Commands that were sent and are not answered.
    pub(super) in_flight: usize,
    /// Commands that wait for those of others.
    pub(super) queued: usize,
    /// Bytes that the monitor has not read.
    pub(super) unwritten: usize,
    /// Bytes that all clients make the proxy hold.
    pub(super) memory: usize,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("qapi_proxy"),
            clients: Family::default(),
            commands: Family::default(),
            events: Family::default(),
            counters: AtomicUsize::new(0),
            latency: Histogram::new(BOUNDS),
            in_flight: Gauge::default(),
            queued: Gauge::default(),
            unwritten: Gauge::default(),
            memory: Gauge::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        let clients = self.clients.clone();
        registry.register("clients", "Connected clients by profile", clients);
        let commands = self.commands.clone();
        registry.register("commands", "Commands by name and outcome", commands);
        let events = self.events.clone();
        registry.register("events", "Events of the monitor by name", events);
        let latency = self.latency.clone();
        let help = "Time from a command to its reply";
        registry.register("latency_seconds", help, latency);
        let lengths = [
            ("in_flight", "Commands without an answer", &self.in_flight),
            ("queued", "Commands that wait for others", &self.queued),
            ("unwritten_bytes", "Bytes for the monitor", &self.unwritten),
            ("memory_bytes", "Bytes held for clients", &self.memory),
        ];
        for (name, help, gauge) in lengths {
            registry.register(name, help, gauge.clone());
        }
    }

    /// Counts a command that was sent.
    pub(super) fn ended(&self, command: &str, took: Duration, outcome: Outcome) {
        self.count(command, outcome);
        if outcome != Outcome::Lost {
            self.latency.observe(took.as_secs_f64());
        }
    }

    /// Counts a command that was not sent.
    pub(super) fn refused(&self, command: &str) {
        self.count(command, Outcome::Refused);
    }

    fn count(&self, command: &str, outcome: Outcome) {
        let known = command.len() <= LONGEST && command.bytes().all(|b| b.is_ascii_graphic());
        let mut labels = OfCommand {
            command: if known { command } else { "(other)" }.to_owned(),
            outcome: outcome.as_str(),
        };
        if self.is_too_many(self.commands.get(&labels).is_some()) {
            labels.command = "(other)".to_owned();
        }
        self.commands.get_or_create(&labels).inc();
    }

    /// Counts an event of the monitor.
    pub(super) fn event(&self, name: &str) {
        let mut labels = OfEvent {
            event: name.to_owned(),
        };
        if name.len() > LONGEST || self.is_too_many(self.events.get(&labels).is_some()) {
            labels.event = "(other)".to_owned();
        }
        self.events.get_or_create(&labels).inc();
    }

    /// Reports that a counter which is not there yet would be one too many.
    fn is_too_many(&self, exists: bool) -> bool {
        !exists && self.counters.fetch_add(1, Ordering::Relaxed) >= MOST
    }

    /// Counts a client of a profile that came (1) or left (-1).
    pub(super) fn client(&self, profile: &str, change: i64) {
        let profile = profile.to_owned();
        let labels = OfProfile { profile };
        self.clients.get_or_create(&labels).inc_by(change);
    }

    /// Writes all counters in the text format of OpenMetrics, which Prometheus reads.
    pub(super) fn text(&self, lengths: Lengths) -> String {
        let gauge = |gauge: &Gauge, length: usize| {
            gauge.set(i64::try_from(length).unwrap_or(i64::MAX));
        };
        gauge(&self.in_flight, lengths.in_flight);
        gauge(&self.queued, lengths.queued);
        gauge(&self.unwritten, lengths.unwritten);
        gauge(&self.memory, lengths.memory);
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        sorted(&text)
    }
}

/// The same text with the counters of a family in order: the registry keeps them hashed.
fn sorted(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for chunk in lines.chunk_by_mut(|a, b| family(a).is_some() && family(a) == family(b)) {
        chunk.sort_unstable();
    }
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// The name before the labels of a counter; none of a bucket, which has its order already.
fn family(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('{')?;
    (!name.starts_with('#') && !name.ends_with("_bucket")).then_some(name)
}
