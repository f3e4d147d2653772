//! Selection and display of events.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use qapi_client::{EventMessage, RawEvent, Timestamp};
use serde_json::{Value, json};

use crate::pretty::{self, Paint, Style};

/// A selection of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// All but these.
    Except(BTreeSet<String>),
    /// These alone.
    Only(BTreeSet<String>),
}

impl Filter {
    /// All events.
    pub fn all() -> Self {
        Filter::Except(BTreeSet::new())
    }

    /// No events.
    pub fn none() -> Self {
        Filter::Only(BTreeSet::new())
    }

    /// Returns true if that event is shown.
    pub fn shows(&self, name: &str) -> bool {
        match self {
            Filter::Except(names) => !names.contains(name),
            Filter::Only(names) => names.contains(name),
        }
    }

    /// Takes the words of `:events`: `all`, `none`, names to show in addition (or alone), and
    /// names to hide behind `-`.
    pub fn change<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            match (word, word.strip_prefix('-')) {
                ("all", _) => *self = Filter::all(),
                ("none", _) => *self = Filter::none(),
                (_, Some(name)) => self.hide(name),
                (name, None) => self.show(name),
            }
        }
    }

    fn show(&mut self, name: &str) {
        match self {
            Filter::Only(names) => drop(names.insert(name.to_owned())),
            Filter::Except(names) => {
                if !names.remove(name) {
                    *self = Filter::Only([name.to_owned()].into());
                }
            }
        }
    }

    fn hide(&mut self, name: &str) {
        match self {
            Filter::Only(names) => drop(names.remove(name)),
            Filter::Except(names) => drop(names.insert(name.to_owned())),
        }
    }

    /// The events that it names.
    pub fn names(&self) -> &BTreeSet<String> {
        match self {
            Filter::Except(names) | Filter::Only(names) => names,
        }
    }

    /// In words.
    pub fn describe(&self) -> String {
        let list = |names: &BTreeSet<String>| {
            let names: Vec<_> = names.iter().map(|name| pretty::escape(name)).collect();
            names.join(", ")
        };
        match self {
            Filter::Except(names) if names.is_empty() => "all events are shown".to_owned(),
            Filter::Except(names) => format!("all events are shown but {}", list(names)),
            Filter::Only(names) if names.is_empty() => "no events are shown".to_owned(),
            Filter::Only(names) => format!("shown: {}", list(names)),
        }
    }
}

/// The filter that the one who shows and the one who is asked to change it share.
#[derive(Debug, Clone)]
pub struct SharedFilter(Arc<Mutex<Filter>>);

impl SharedFilter {
    /// Shares it.
    pub fn new(filter: Filter) -> Self {
        Self(Arc::new(Mutex::new(filter)))
    }

    /// Does something with it.
    pub fn with<T>(&self, work: impl FnOnce(&mut Filter) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Maximum number of events that are kept.
const KEPT: usize = 1000;

/// The last events of a connection.
#[derive(Debug, Default)]
pub struct History(Mutex<VecDeque<EventMessage<RawEvent>>>);

impl History {
    /// Adds an event.
    pub fn add(&self, event: &EventMessage<RawEvent>) {
        let mut events = self.lock();
        events.push_back(event.clone());
        if events.len() > KEPT {
            events.pop_front();
        }
    }

    /// Forgets the events of an earlier connection.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// Returns the events of these names, the oldest first; without names, all.
    pub fn of(&self, names: &[&str]) -> Vec<EventMessage<RawEvent>> {
        let events = self.lock();
        let wanted = |event: &&EventMessage<RawEvent>| {
            names.is_empty() || names.contains(&&*event.body.name)
        };
        events.iter().filter(wanted).cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<EventMessage<RawEvent>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An event on a line: when (UTC), which, its data.
pub fn line(event: &EventMessage<RawEvent>, paint: Paint) -> String {
    let time = event.timestamp.map(time).unwrap_or_default();
    let time = paint.paint(Style::Faint, &time);
    let name = paint.paint(Style::Strong, &pretty::escape(&event.body.name));
    match data(event) {
        None => format!("{time}{name}"),
        Some(data) => format!("{time}{name} {}", pretty::line(&data, paint)),
    }
}

/// The event as a message of the protocol.
pub fn message(event: &EventMessage<RawEvent>) -> Value {
    let mut message = json!({ "event": event.body.name });
    if let Some(data) = data(event) {
        message["data"] = data;
    }
    if let Some(time) = event.timestamp {
        message["timestamp"] =
            json!({ "seconds": time.seconds, "microseconds": time.microseconds });
    }
    message
}

/// The data; as text where it is nested too deeply to be read.
fn data(event: &EventMessage<RawEvent>) -> Option<Value> {
    let text = event.body.data.as_ref()?.get();
    Some(serde_json::from_str(text).unwrap_or_else(|_| text.into()))
}

fn time(time: Timestamp) -> String {
    let day = time.seconds.rem_euclid(24 * 60 * 60);
    let (hours, minutes, seconds) = (day / 3600, day / 60 % 60, day % 60);
    let millis = time.microseconds.rem_euclid(1_000_000) / 1000;
    format!("{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z ")
}
