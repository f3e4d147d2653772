//! Examples in documentation against the schema that they document.
//!
//! Input: a checked schema and its text. Output: a warning for each message of an example that no
//! QEMU with that schema sends or accepts. Messages begin with `->` (to QEMU) or `<-` (from QEMU),
//! in `.. qmp-example::` blocks, `Example:` sections or anywhere else in a definition's comment.
//!
//! An elision (`...`) stands for anything: a value, or further members and elements beside those
//! shown. Conditions are not held against an example: it may show any build, so a member with an
//! `if` may be there or not. A reply belongs to a request before it in the same comment, or else
//! to the documented command.

mod extract;
mod json;
mod judge;

use std::collections::VecDeque;

use qapi_parser::diag::{Diagnostic, codes::example as codes};
use qapi_parser::ir::{Command, Doc, Entity, Event, Schema};
use qapi_parser::source::{SourceMap, Span};

use extract::{Direction, Lines, Message};
use json::{Node, Value};
use judge::{Judge, Problem};

/// Greatest number of findings for which a near name is searched: each search takes time for every
/// name of its kind.
const MOST_SEARCHES: usize = 50;

/// Greatest number of requests of a comment that wait for a reply.
const MOST_PENDING: usize = 100;

/// Checks every example in the documentation of a schema.
///
/// ```
/// use qapi_docs::examples;
/// use qapi_parser::{Options, compile_from, loader::Memory};
///
/// let text = "##\n# @stop:\n#\n# Stop.\n#\n# .. qmp-example::\n#\n\
///     ##     -> { \"execute\": \"stop\", \"arguments\": { \"now\": true } }\n\
///     ##     <- { \"return\": {} }\n##\n{ 'command': 'stop' }";
/// let files = Memory::new([("a.json", text)]);
/// let compiled = compile_from("a.json", &files, &Options::new())?;
/// let schema = compiled.schema.ok_or("invalid")?;
/// let found = examples::check(&schema, &compiled.sources);
/// assert_eq!(found[0].message, "example of 'stop': no member 'now'");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(schema: &Schema, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut searches_left = MOST_SEARCHES;
    for doc in schema.docs() {
        // Free-form documentation explains the notation.
        if let Some(symbol) = doc.symbol() {
            Check {
                schema,
                sources,
                symbol,
                pending: VecDeque::new(),
                searches_left: &mut searches_left,
                found: &mut found,
            }
            .doc(doc);
        }
    }
    found
}

/// Counts the messages in the examples of a schema.
pub fn count(schema: &Schema) -> usize {
    let docs = schema.docs().iter().filter(|doc| doc.symbol().is_some());
    let sections = docs.flat_map(Doc::sections);
    sections
        .map(|section| extract::messages(section.text()).len())
        .sum()
}

/// The check of one comment.
struct Check<'s, 'f> {
    schema: &'s Schema,
    sources: &'s SourceMap,
    symbol: &'s str,
    /// Requests without a reply so far; None for one that names no command.
    pending: VecDeque<Option<&'s Command>>,
    /// Number of further findings for which a near name is searched.
    searches_left: &'f mut usize,
    found: &'f mut Vec<Diagnostic>,
}

impl<'s> Check<'s, '_> {
    fn doc(&mut self, doc: &'s Doc) {
        for section in doc.sections() {
            let messages = extract::messages(section.text());
            if messages.is_empty() {
                continue;
            }
            let mut lines = Lines::new(self.sources, section.span(), section.text());
            for message in messages {
                let problems = self.message(&message);
                for problem in problems {
                    let span = lines.span(problem.at);
                    self.report(span, problem);
                }
            }
        }
    }

    fn report(&mut self, span: Span, problem: Problem) {
        let message = format!("example of '{}': {}", self.symbol, problem.message);
        let mut warning = Diagnostic::warning(problem.code, span, message);
        if let Some((name, known)) = &problem.unknown {
            *self.searches_left = self.searches_left.saturating_sub(1);
            warning = warning.suggest(name, known.iter().map(String::as_str));
        }
        if let Some(note) = problem.note {
            warning = warning.note(note);
        }
        self.found.push(warning);
    }

    fn message(&mut self, message: &Message) -> Vec<Problem> {
        let value = match &message.value {
            Ok(value) => value,
            Err(error) => {
                if message.direction == Direction::ToQemu {
                    self.wait(None);
                } else {
                    self.pending.pop_front();
                }
                let message = format!("malformed JSON: {}", error.message);
                return vec![Problem::new(codes::EXAMPLE_JSON, error.at, message)];
            }
        };
        match (&value.node, message.direction) {
            (Node::Elided, _) => Vec::new(),
            (Node::Object { .. }, Direction::ToQemu) => self.request(value),
            (Node::Object { .. }, Direction::FromQemu) => self.answer(value),
            _ => vec![no_message(value.at)],
        }
    }

    /// Notes a request, which waits for its reply.
    fn wait(&mut self, command: Option<&'s Command>) {
        if self.pending.len() == MOST_PENDING {
            self.pending.pop_front();
        }
        self.pending.push_back(command);
    }

    fn request(&mut self, value: &Value) -> Vec<Problem> {
        let mut judge = Judge::new(self.schema, *self.searches_left);
        let Some(name) = value.member("execute").or_else(|| value.member("exec-oob")) else {
            self.wait(None);
            if value.is_elided() {
                return Vec::new();
            }
            return vec![no_message(value.at)];
        };
        judge.only(
            value,
            &["execute", "exec-oob", "arguments", "id", "control"],
        );
        let command = match &name.node {
            Node::Str(text) => match self.schema.lookup(text) {
                Some(Entity::Command(id)) => Some(self.schema.command(id)),
                _ => {
                    let known = self.schema.commands().map(|(_, c)| c.name());
                    judge.add_unknown(unknown("command", text, name.at), text, known);
                    None
                }
            },
            Node::Elided => None,
            _ => {
                judge.add(no_message(name.at));
                None
            }
        };
        self.wait(command);
        if let Some(command) = command {
            if value.member("exec-oob").is_some() && !command.flags().allow_oob {
                let message = format!("'{}' cannot be executed out of band", command.name());
                judge.add(Problem::new(codes::EXAMPLE_MEMBER, name.at, message));
            }
            judge.data(value, "arguments", command.arg(), !command.flags().r#gen);
        }
        judge.problems()
    }

    /// A reply, an event or a greeting.
    fn answer(&mut self, value: &Value) -> Vec<Problem> {
        let mut judge = Judge::new(self.schema, *self.searches_left);
        if let Some(returned) = value.member("return") {
            judge.only(value, &["return", "id"]);
            return self.returned(judge, returned);
        }
        if let Some(error) = value.member("error") {
            self.pending.pop_front();
            judge.only(value, &["error", "id"]);
            judge.error(error);
        } else if let Some(event) = value.member("event") {
            judge.only(value, &["event", "data", "timestamp"]);
            match &event.node {
                Node::Str(name) => match self.event(name) {
                    Some(known) => judge.data(value, "data", known.arg(), false),
                    None => {
                        let known = self.schema.events().map(|(_, e)| e.name());
                        judge.add_unknown(unknown("event", name, event.at), name, known);
                    }
                },
                Node::Elided => {}
                _ => judge.add(no_message(event.at)),
            }
            judge.timestamp(value);
        } else if value.member("QMP").is_none() && !value.is_elided() {
            judge.add(no_message(value.at));
        }
        judge.problems()
    }

    /// A reply fits if it fits any request that waits for one.
    fn returned(&mut self, judge: Judge<'s>, value: &Value) -> Vec<Problem> {
        let mut candidates: Vec<(usize, Option<&Command>)> =
            self.pending.iter().copied().enumerate().collect();
        if candidates.is_empty() {
            let own = match self.schema.lookup(self.symbol) {
                Some(Entity::Command(id)) => Some(self.schema.command(id)),
                _ => None,
            };
            candidates.push((0, own));
        }
        let mut least: Option<(usize, Vec<Problem>)> = None;
        for (at, command) in candidates {
            if least
                .as_ref()
                .is_some_and(|(_, problems)| problems.is_empty())
            {
                break;
            }
            let mut judge = judge.clone();
            if let Some(command) = command {
                let ret = command.ret().unwrap_or_else(|| self.schema.empty_object());
                judge.value(value, ret, "");
            }
            let problems = judge.problems();
            if least.as_ref().is_none_or(|(_, l)| problems.len() < l.len()) {
                least = Some((at, problems));
            }
        }
        let (at, problems) = least.unwrap_or_default();
        self.pending.remove(at);
        problems
    }

    fn event(&self, name: &str) -> Option<&'s Event> {
        match self.schema.lookup(name)? {
            Entity::Event(id) => Some(self.schema.event(id)),
            _ => None,
        }
    }
}

fn unknown(kind: &str, name: &str, at: usize) -> Problem {
    Problem::new(codes::EXAMPLE_NAME, at, format!("no {kind} '{name}'"))
}

fn no_message(at: usize) -> Problem {
    Problem::new(
        codes::EXAMPLE_NAME,
        at,
        "neither a request, nor a reply, nor an event".to_owned(),
    )
}
