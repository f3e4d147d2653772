//! IR → JSON Schema 2020-12 of the wire.
//!
//! Input: a checked schema and an [`Export`], which selects its parts. Output: one document. It
//! validates every message of the protocol. Its `$defs` has
//!
//! | name | validates |
//! | --- | --- |
//! | `TYPE` | a value of that type |
//! | `arguments:COMMAND` | the command's `arguments` |
//! | `return:COMMAND` | the `return` of its reply |
//! | `event:EVENT` | the event's `data` |
//! | `members:TYPE` | an object with the type's members among others: a union's branch |
//! | `message:request`, `message:event`, `message:return`, `message:error`, `message:greeting` | a whole message |
//!
//! [`Export::command`] gives the arguments of one command with the types that these reach.
//! Every `$ref` of a document leads to one of its own `$defs`.
//!
//! Integers have the range of their type. An answer to `query-qmp-schema` does not tell ranges, so
//! [`Export::of_answer`] takes every integer from -2^63 to 2^64-1. Without symbols, everything is
//! there whatever its condition, the condition is a `$comment`, and no member with one is required.

mod messages;
mod types;

use std::collections::BTreeSet;

use qapi_codegen::introspect_from_ir::{Options, Symbols, introspect};
use qapi_introspect::info::Json;
use qapi_introspect::nearest::nearest;
use qapi_introspect::secrets::matches;
use qapi_parser::ir::{Command, Entity, Event, Schema};
use thiserror::Error;

use crate::json::Object;

/// The dialect of the documents.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A name to export that the schema does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "the schema has no {kind} '{name}'{}",
    .nearest.as_ref().map(|n| format!("; did you mean '{n}'?")).unwrap_or_default()
)]
pub struct UnknownName {
    /// `command`, or `command, event or type`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// The nearest name that exists.
    pub nearest: Option<String>,
}

/// The export of a schema: its selection and its strictness.
#[derive(Debug)]
pub struct Export<'s> {
    schema: &'s Schema,
    symbols: Symbols,
    selected: Option<BTreeSet<String>>,
    open: bool,
    described: bool,
    of_answer: bool,
}

impl<'s> Export<'s> {
    /// Everything in the schema, closed for unknown members, with descriptions.
    pub fn new(schema: &'s Schema) -> Self {
        Export {
            schema,
            symbols: Symbols::all(),
            selected: None,
            open: false,
            described: true,
            of_answer: false,
        }
    }

    /// Sets the symbols that decide conditions.
    #[must_use]
    pub fn symbols(mut self, symbols: Symbols) -> Self {
        self.symbols = symbols;
        self
    }

    /// Sets whether objects may have members that the schema does not know.
    #[must_use]
    pub fn open(mut self, open: bool) -> Self {
        self.open = open;
        self
    }

    /// Sets whether descriptions are part of the document.
    #[must_use]
    pub fn described(mut self, described: bool) -> Self {
        self.described = described;
        self
    }

    /// Declares that the schema was made from an answer, which tells neither the ranges of
    /// integers nor the commands with open arguments.
    #[must_use]
    pub fn of_answer(mut self, of_answer: bool) -> Self {
        self.of_answer = of_answer;
        self
    }

    /// Keeps only these commands, events and types, and the types that they reach. `*` in a name
    /// stands for any characters.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for the first name that matches nothing in the schema.
    pub fn select<N: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, UnknownName> {
        let patterns: BTreeSet<String> = names.into_iter().map(Into::into).collect();
        let commands = self.schema.commands().map(|(_, c)| c.name());
        let types = self.schema.types().filter(|(_, ty)| !ty.is_implicit());
        let known: Vec<&str> = commands
            .chain(self.schema.events().map(|(_, e)| e.name()))
            .chain(types.map(|(_, ty)| ty.name()))
            .collect();
        let mut selected = BTreeSet::new();
        for pattern in &patterns {
            let found: Vec<_> = known.iter().filter(|name| matches(pattern, name)).collect();
            if found.is_empty() {
                return Err(unknown("command, event or type", pattern, &known));
            }
            selected.extend(found.into_iter().map(|name| (*name).to_owned()));
        }
        self.selected = Some(selected);
        Ok(self)
    }

    /// Makes the document of all messages.
    pub fn document(&self) -> Json<'s> {
        let mut writer = types::Writer::new(self.settings());
        let mut roots = Object::new();
        let mut requests = Vec::new();
        for command in self.commands() {
            let name = command.name();
            roots.push(format!("arguments:{name}"), writer.arguments(command));
            roots.push(format!("return:{name}"), writer.returned(command));
            requests.push(messages::Request {
                name,
                allow_oob: command.flags().allow_oob,
                needs_arguments: writer.is_required(command.arg()),
            });
        }
        let mut events = Vec::new();
        for event in self.events() {
            roots.push(format!("event:{}", event.name()), writer.data(event));
            events.push((event.name(), writer.is_required(event.arg())));
        }
        for (id, ty) in self.schema.types() {
            let held = self.symbols.hold(ty.cond());
            if !ty.is_implicit() && held && self.is_selected(ty.name()) {
                writer.want(id);
            }
        }
        let (messages, any) = messages::messages(&requests, &events);
        let definitions = messages.and(roots).and(writer.definitions());
        Object::new()
            .with("$schema", DIALECT)
            .with("title", "Messages of a QAPI protocol")
            .with("anyOf", any)
            .with("$defs", definitions)
            .into()
    }

    /// Makes a document of one command's arguments that needs nothing else.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] if the schema has no such command, or the symbols leave it out.
    pub fn command(&self, name: &str) -> Result<Json<'s>, UnknownName> {
        let command = match self.schema.lookup(name) {
            Some(Entity::Command(id)) => Some(self.schema.command(id)),
            _ => None,
        };
        let kept = command.filter(|c| self.symbols.hold(c.cond()));
        let commands = || self.schema.commands().map(|(_, command)| command.name());
        let command =
            kept.ok_or_else(|| unknown("command", name, &commands().collect::<Vec<_>>()))?;
        let mut writer = types::Writer::new(self.settings());
        let arguments = writer.whole_arguments(command);
        let defs = writer.definitions();
        let document = Object::new()
            .with("$schema", DIALECT)
            .with("title", command.name())
            .and(arguments)
            .with_some("$defs", Some(defs).filter(|defs| !defs.is_empty()));
        Ok(document.into())
    }

    fn settings(&self) -> types::Settings<'s, '_> {
        types::Settings {
            schema: self.schema,
            symbols: &self.symbols,
            open: self.open,
            described: self.described,
            of_answer: self.of_answer,
            open_commands: self.open_commands(),
        }
    }

    /// The commands whose arguments are open although nothing in the schema says so.
    fn open_commands(&self) -> BTreeSet<String> {
        if !self.of_answer {
            return BTreeSet::new();
        }
        let infos = introspect(self.schema, &Options::new());
        let Ok(wire) = qapi_introspect::Schema::new(infos) else {
            return BTreeSet::new();
        };
        let names = self.schema.commands().map(|(_, command)| command.name());
        let open = names.filter(|name| wire.has_open_arguments(name));
        open.map(str::to_owned).collect()
    }

    fn is_selected(&self, name: &str) -> bool {
        let selected = self.selected.as_ref();
        selected.is_none_or(|names| names.contains(name))
    }

    fn commands(&self) -> impl Iterator<Item = &'s Command> {
        let commands = self.schema.commands().map(|(_, command)| command);
        commands.filter(|c| self.symbols.hold(c.cond()) && self.is_selected(c.name()))
    }

    fn events(&self) -> impl Iterator<Item = &'s Event> {
        let events = self.schema.events().map(|(_, event)| event);
        events.filter(|e| self.symbols.hold(e.cond()) && self.is_selected(e.name()))
    }
}

fn unknown(kind: &'static str, name: &str, known: &[&str]) -> UnknownName {
    UnknownName {
        kind,
        name: name.to_owned(),
        nearest: nearest(name, known.iter().copied()).map(str::to_owned),
    }
}
