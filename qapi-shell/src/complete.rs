//! Completion of the word at the cursor.
//!
//! Input: a line, the cursor's place in it, the [`Knowledge`] of the peer, and a way to ask it for
//! more ([`live`]). Output: the texts that can replace the last word up to the cursor.

mod argument;
mod json;
mod live;

use crate::complete::argument::Argument;
use crate::complete::live::Live;
use crate::given::{self, Map, Node};
use crate::hmp;
use crate::knowledge::Knowledge;
use crate::line::{self, Form, Word, WordKind};
use crate::option;
use crate::own::{self, Takes};
use crate::pretty;
pub use crate::request::Ask;
use crate::types;

/// Maximum number and length of candidates. The line editor cannot list 65,536, or such columns.
const MOST: (usize, usize) = (10_000, 1000);

/// Texts that can stand from `start` to the cursor.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Start of the text that a candidate replaces.
    pub start: usize,
    /// The candidates.
    pub candidates: Vec<String>,
}

impl Completion {
    fn new(start: usize, candidates: impl IntoIterator<Item = String>) -> Self {
        let candidates = candidates.into_iter().collect();
        Self { start, candidates }
    }

    /// Names come from the peer: one that a terminal would not simply show is not put into a line.
    fn keep_usable(&mut self) {
        let (most, longest) = MOST;
        self.candidates
            .retain(|text| text.len() <= longest && *text == pretty::escape(text));
        if self.candidates.len() > most {
            self.candidates.clear();
        }
    }
}

/// Completes the line at `at`.
pub fn complete(knowledge: &Knowledge, ask: &Ask<'_>, line: &str, at: usize) -> Completion {
    let head = &line[..at];
    let behind = head.trim_start().strip_prefix(hmp::OWN);
    if let Some(rest) = behind.filter(|rest| rest.starts_with(char::is_whitespace)) {
        return of_hmp(knowledge, ask, rest.trim_start(), at);
    }
    let (mut words, _) = line::words(head);
    let current = words.pop_if(|word| word.span.end == at);
    let completer = Completer {
        knowledge,
        ask,
        line,
        at,
        current,
    };
    let mut completion = completer.complete(&words);
    completion.keep_usable();
    completion
}

/// Completes a line for the human monitor, which ends at `at`.
pub fn of_hmp(knowledge: &Knowledge, ask: &Ask<'_>, line: &str, at: usize) -> Completion {
    let (start, names) = match hmp::same_names(line) {
        Some(same) => {
            let start = hmp::last_word(line);
            let typed = format!("{same}{}", &line[start..]);
            let found = complete(knowledge, ask, &typed, typed.len());
            let key = same.rsplit(' ').next().unwrap_or_default();
            let value = |text: String| text.strip_prefix(key).unwrap_or(&text).to_owned();
            (start, found.candidates.into_iter().map(value).collect())
        }
        None => hmp::complete(ask, line),
    };
    let mut completion = Completion::new(at - line.len() + start, names);
    completion.keep_usable();
    completion
}

struct Completer<'k> {
    knowledge: &'k Knowledge,
    ask: &'k Ask<'k>,
    line: &'k str,
    at: usize,
    /// The word that the cursor is in.
    current: Option<Word>,
}

impl Completer<'_> {
    fn complete(&self, words: &[Word]) -> Completion {
        let Some((first, rest)) = words.split_first() else {
            return self.first();
        };
        match &self.line[first.span.clone()] {
            "help" => self.behind_name(rest, true),
            ":oob" => self.behind_name(rest, false),
            name if name.starts_with(':') => self.own(name, rest),
            name => self.arguments(name.trim_start_matches('!'), rest),
        }
    }

    fn start(&self) -> usize {
        self.current.as_ref().map_or(self.at, |w| w.span.start)
    }

    fn typed(&self) -> &str {
        &self.line[self.start()..self.at]
    }

    /// The first word: a command of the shell or of the peer, or a whole message.
    fn first(&self) -> Completion {
        let typed = self.typed();
        if typed.starts_with('{') {
            return self.message();
        }
        if typed.starts_with(':') {
            return self.names(own::COMMANDS.iter().map(|own| own.name));
        }
        if typed.starts_with('-') {
            return self.names(option::names());
        }
        if let Some(name) = typed.strip_prefix('!') {
            let start = self.at - name.len();
            return Completion::new(start, matching(name, self.oob_names(), " "));
        }
        self.names(self.knowledge.enabled().into_iter().chain(["help"]))
    }

    fn oob_names(&self) -> Vec<&str> {
        let Some(schema) = self.knowledge.schema() else {
            return Vec::new();
        };
        let names = schema.commands().map(|info| &*info.name);
        names
            .filter(|name| types::command(schema, name).is_some_and(|c| c.oob))
            .collect()
    }

    fn names<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Completion {
        Completion::new(self.start(), matching(self.typed(), names, " "))
    }

    /// Behind `help` and `:oob` stands a command, then its arguments.
    fn behind_name(&self, rest: &[Word], events: bool) -> Completion {
        match rest.split_first() {
            Some((name, rest)) => self.arguments(&self.line[name.span.clone()], rest),
            None if events => {
                let names = self.knowledge.commands().into_iter();
                self.names(names.chain(self.knowledge.events()))
            }
            None => self.names(self.oob_names()),
        }
    }

    fn own(&self, name: &str, rest: &[Word]) -> Completion {
        let own = own::COMMANDS.iter().find(|own| own.name == name);
        match own.map(|own| own.takes) {
            Some(Takes::Events) => {
                let typed = self.typed().trim_start_matches('-');
                let names = self.knowledge.events();
                Completion::new(self.at - typed.len(), matching(typed, names, " "))
            }
            Some(Takes::Jobs) if rest.is_empty() => {
                let live = self.knowledge.schema().map(|schema| Live {
                    schema,
                    ask: self.ask,
                });
                let mut jobs = live.map(|live| live.jobs()).unwrap_or_default();
                // Names that need quotes cannot be written here.
                jobs.retain(|job| worded(job) == *job);
                self.names(jobs.iter().map(|job| &**job).chain(["migration"]))
            }
            Some(Takes::Words(words)) if rest.is_empty() => self.names(words.iter().copied()),
            _ => Completion::default(),
        }
    }

    /// An argument of a command.
    fn arguments(&self, command: &str, before: &[Word]) -> Completion {
        let Some(schema) = self.knowledge.schema() else {
            return Completion::default();
        };
        let Some(info) = types::command(schema, command).map(|c| c.arguments) else {
            return Completion::default();
        };
        let given = self.given(before);
        let argument = Argument {
            schema,
            ask: self.ask,
            command,
            info,
            given,
        };
        match self.current.as_ref().map(|word| (&word.kind, &word.span)) {
            None => argument.name("", self.at),
            Some((WordKind::Bare, span)) => argument.name(&self.line[span.clone()], span.end),
            Some((WordKind::Json, span)) => argument.json(&[], &self.line[span.clone()], span),
            Some((WordKind::Pair { key, value }, _)) => {
                let Ok(parts) = given::parts(self.line, key) else {
                    return Completion::default();
                };
                let path: Vec<_> = parts.into_iter().map(|(name, _)| name).collect();
                match value.form {
                    Form::Json | Form::Bracketed => {
                        argument.json(&path, &self.line[value.span.clone()], &value.span)
                    }
                    Form::Plain | Form::Quoted => {
                        argument.value(&path, &value.text, value.span.start)
                    }
                }
            }
        }
    }

    /// Returns the arguments that the other words of the line give.
    fn given(&self, before: &[Word]) -> Map {
        let mut map = Map::default();
        add(&mut map, self.line, before);
        let tail = &self.line[self.at..];
        let skip = tail.find(char::is_whitespace).unwrap_or(tail.len());
        let (words, _) = line::words(&tail[skip..]);
        add(&mut map, &tail[skip..], &words);
        map
    }

    /// A whole message: the command's name, or something in its arguments.
    fn message(&self) -> Completion {
        let start = self.start();
        let text = &self.line[start..self.at];
        let Some(cursor) = json::cursor(text) else {
            return Completion::default();
        };
        let path: Vec<_> = cursor.path.iter().map(|part| &**part).collect();
        let at = start + cursor.start;
        match &*path {
            [] if cursor.at_name => {
                let names = ["execute", "exec-oob", "arguments"];
                Completion::new(at, json_names(&cursor.prefix, names))
            }
            ["execute" | "exec-oob"] => {
                let names = self.knowledge.commands();
                Completion::new(at, matching(&cursor.prefix, names, "").map(json_string))
            }
            ["arguments", ..] => {
                let command = cursor.given.text("execute");
                let command = command.or_else(|| cursor.given.text("exec-oob"));
                let schema = self.knowledge.schema();
                let found = schema.zip(command).and_then(|(schema, name)| {
                    types::command(schema, name).map(|c| (schema, name, c.arguments))
                });
                let Some((schema, command, info)) = found else {
                    return Completion::default();
                };
                let given = match cursor.given.get("arguments") {
                    Some(Node::Map(map)) => map.clone(),
                    _ => Map::default(),
                };
                let inner = json::Cursor {
                    path: cursor.path[1..].to_vec(),
                    given,
                    ..cursor
                };
                let argument = Argument {
                    schema,
                    ask: self.ask,
                    command,
                    info,
                    given: Map::default(),
                };
                argument.at_cursor(&[], inner, start)
            }
            _ => Completion::default(),
        }
    }
}

/// Adds the arguments that words give; a malformed word gives none.
fn add(map: &mut Map, line: &str, words: &[Word]) {
    for word in words {
        let Ok(read) = given::read(line, std::slice::from_ref(word)) else {
            continue;
        };
        match (&word.kind, read) {
            (WordKind::Pair { key, .. }, mut read) => {
                let Ok(parts) = given::parts(line, key) else {
                    continue;
                };
                // The node at the end of the one path that there is.
                let mut node = None;
                for (name, _) in &parts {
                    node = read.entries.swap_remove(name).map(|entry| entry.node);
                    if let Some(Node::Map(inner)) = &mut node {
                        read = std::mem::take(inner);
                    }
                }
                if let Some(node) = node {
                    let _ = map.insert(&parts, node);
                }
            }
            (_, read) => {
                for (name, entry) in read.entries {
                    let _ = map.insert(&[(name, entry.span)], entry.node);
                }
            }
        }
    }
}

/// A name as it is written behind `=`: in quotes where it would else be something else.
fn worded(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "#%+,-./:@[]_".contains(c);
    let is_json = serde_json::from_str::<serde_json::Value>(name).is_ok() || name.starts_with('[');
    match !is_json && name.chars().all(plain) {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

fn matching<'n>(
    prefix: &str,
    names: impl IntoIterator<Item = &'n str>,
    suffix: &str,
) -> impl Iterator<Item = String> {
    let names = names.into_iter().filter(move |n| n.starts_with(prefix));
    names.map(move |name| format!("{name}{suffix}"))
}

fn json_string(text: String) -> String {
    format!("\"{text}\"")
}

fn json_names<'n>(
    prefix: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> impl Iterator<Item = String> {
    matching(prefix, names, "").map(|name| format!("\"{name}\": "))
}
