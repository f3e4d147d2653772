//! The parts that are generated, and their directions: from the selected commands and events along
//! everything that they contain.
//!
//! Invariant: a type that is reached in a direction has all its parts reached in that direction.

use std::collections::BTreeSet;

use qapi_introspect::nearest::nearest;
use qapi_introspect::secrets::matches;
use qapi_parser::ir::{
    Builtin, Command, CommandId, Event, EventId, Schema, Type, TypeId, TypeKind, TypeSet,
};

use crate::Error;
use crate::config::{Config, Role};
use crate::filter::{holds, keeps, keeps_member};

/// Directions of a type. Neither: it is not generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Direction {
    /// This side sends it.
    pub(crate) encode: bool,
    /// This side receives it.
    pub(crate) decode: bool,
}

impl Direction {
    /// The direction of a command's arguments.
    pub(crate) fn request(role: Role) -> Self {
        Direction {
            encode: role != Role::Server,
            decode: role != Role::Client,
        }
    }

    /// The direction of return values and events.
    pub(crate) fn reply(role: Role) -> Self {
        Direction {
            encode: role != Role::Client,
            decode: role != Role::Server,
        }
    }

    pub(crate) fn both() -> Self {
        Direction {
            encode: true,
            decode: true,
        }
    }

    /// Returns true if it is any direction at all.
    pub(crate) fn any(self) -> bool {
        self.encode || self.decode
    }

    /// Returns true if it has all of `other`.
    pub(crate) fn covers(self, other: Direction) -> bool {
        (self.encode || !other.encode) && (self.decode || !other.decode)
    }

    /// Adds `other`; returns true if that changed anything.
    fn join(&mut self, other: Direction) -> bool {
        let before = *self;
        self.encode |= other.encode;
        self.decode |= other.decode;
        *self != before
    }
}

/// The parts that are generated.
#[derive(Debug)]
pub(crate) struct Reach {
    types: Vec<Direction>,
    /// In order of definition.
    pub(crate) commands: Vec<CommandId>,
    /// In order of definition.
    pub(crate) events: Vec<EventId>,
}

impl Reach {
    /// The directions in which the type is generated.
    pub(crate) fn direction(&self, ty: TypeId) -> Direction {
        self.types.get(ty.index()).copied().unwrap_or_default()
    }

    /// Adds directions in which the type is generated.
    pub(crate) fn set_direction(&mut self, ty: TypeId, direction: Direction) {
        if let Some(known) = self.types.get_mut(ty.index()) {
            *known = direction;
        }
    }

    /// Follows the selection.
    ///
    /// # Errors
    /// Selected names that are no command or event of the schema.
    pub(crate) fn of(schema: &Schema, config: &Config) -> Result<Self, Vec<Error>> {
        if let Some(names) = &config.select {
            check_names(schema, names)?;
        }
        let selected = |name: &str| {
            let names = config.select.as_ref();
            names.is_none_or(|names| names.iter().any(|pattern| matches(pattern, name)))
        };
        let command = |c: &Command| selected(c.name()) && keeps(config, c.cond(), c.features());
        let event = |e: &Event| selected(e.name()) && keeps(config, e.cond(), e.features());
        let mut reach = Reach {
            types: vec![Direction::default(); schema.types().len()],
            commands: schema
                .commands()
                .filter(|(_, c)| command(c))
                .map(|(id, _)| id)
                .collect(),
            events: schema
                .events()
                .filter(|(_, e)| event(e))
                .map(|(id, _)| id)
                .collect(),
        };
        let mut work = Vec::new();
        for &id in &reach.commands {
            let command = schema.command(id);
            work.extend(
                command
                    .arg()
                    .map(|ty| (ty, Direction::request(config.role))),
            );
            work.extend(command.ret().map(|ty| (ty, Direction::reply(config.role))));
        }
        for &id in &reach.events {
            work.extend(
                schema
                    .event(id)
                    .arg()
                    .map(|ty| (ty, Direction::reply(config.role))),
            );
        }
        let named = |ty: &Type| config.select.is_some() && !ty.is_implicit() && selected(ty.name());
        let types = schema.types().filter(|(_, ty)| named(ty));
        work.extend(types.map(|(id, _)| (id, Direction::both())));
        reach.follow(schema, config, work);
        if config.select.is_none() {
            reach.add_unreached(schema, config);
        }
        Ok(reach)
    }

    fn follow(&mut self, schema: &Schema, config: &Config, mut work: Vec<(TypeId, Direction)>) {
        while let Some((id, direction)) = work.pop() {
            let Some(known) = self.types.get_mut(id.index()) else {
                continue;
            };
            if known.join(direction) {
                work.extend(
                    parts(schema, config, id)
                        .into_iter()
                        .map(|part| (part, direction)),
                );
            }
        }
    }

    /// Returns true if callers may pass the object on as open arguments, although they only receive
    /// it: it consists of optional scalars, so it is a set of properties. What
    /// `query-hotpluggable-cpus` returns for `device_add` is one.
    pub(crate) fn is_passed_on(&self, schema: &Schema, id: TypeId) -> bool {
        let direction = self.direction(id);
        let received = direction.decode && !direction.encode;
        let mut commands = self.commands.iter().map(|id| schema.command(*id));
        received && is_properties(schema, schema.ty(id)) && commands.any(is_open)
    }

    /// Adds types that no command or event reaches, in both directions.
    fn add_unreached(&mut self, schema: &Schema, config: &Config) {
        // Bases are flattened and discriminators replaced where they are used.
        let mut absorbed = TypeSet::default();
        for (_, ty) in schema.types() {
            if let TypeKind::Object(object) = ty.kind() {
                let branches = object.branches();
                let tag = branches.and_then(|b| object.members(schema).nth(b.tag_index()));
                if let Some(base) = object.base() {
                    absorbed.insert(base);
                }
                if let Some(tag) = tag {
                    absorbed.insert(tag.ty());
                }
            }
        }
        let work = schema
            .types()
            .filter(|(id, ty)| {
                !ty.is_implicit() && !absorbed.contains(*id) && holds(config, ty.cond())
            })
            .filter(|(id, _)| !self.direction(*id).any())
            .map(|(id, _)| (id, Direction::both()))
            .collect();
        self.follow(schema, config, work);
    }
}

/// Returns true if the type is an object of optional scalars.
fn is_properties(schema: &Schema, ty: &Type) -> bool {
    let scalar = |id| {
        let kind = schema.ty(id).kind();
        matches!(kind, TypeKind::Builtin(builtin) if !matches!(builtin, Builtin::Any | Builtin::Null))
    };
    let TypeKind::Object(object) = ty.kind() else {
        return false;
    };
    let mut members = object.members(schema).peekable();
    let some = members.peek().is_some() && object.branches().is_none();
    some && members.all(|member| member.optional() && scalar(member.ty()))
}

/// Returns true if the command takes arguments beyond those that the schema lists.
pub(crate) fn is_open(command: &Command) -> bool {
    command.arg().is_some() && !command.flags().r#gen
}

/// The types that a value of type `id` contains, with bases flattened.
pub(crate) fn parts(schema: &Schema, config: &Config, id: TypeId) -> Vec<TypeId> {
    match schema.ty(id).kind() {
        TypeKind::Object(object) => {
            let tag = object.branches().map(|b| b.tag_index());
            let members = object.members(schema).enumerate();
            let members = members
                .filter(|(index, _)| Some(*index) != tag)
                .map(|(_, m)| m);
            let members = members.filter(|m| keeps_member(config, m));
            let branches = object.cases().iter();
            let branches = branches.filter(|b| holds(config, b.cond()));
            members
                .map(|m| m.ty())
                .chain(branches.map(|b| b.ty()))
                .collect()
        }
        TypeKind::Alternate(alternate) => {
            let kept = alternate
                .alternatives()
                .iter()
                .filter(|a| holds(config, a.cond()));
            kept.map(|a| a.ty()).collect()
        }
        TypeKind::Array(array) => vec![array.element()],
        TypeKind::Builtin(_) | TypeKind::Enum(_) => Vec::new(),
    }
}

/// Checks that every selected name or pattern matches a command, event or type.
fn check_names(schema: &Schema, names: &BTreeSet<String>) -> Result<(), Vec<Error>> {
    let commands = schema.commands().map(|(_, c)| c.name());
    let types = schema.types().filter(|(_, ty)| !ty.is_implicit());
    let known: Vec<&str> = commands
        .chain(schema.events().map(|(_, e)| e.name()))
        .chain(types.map(|(_, ty)| ty.name()))
        .collect();
    let errors: Vec<Error> = names
        .iter()
        .filter(|name| !known.iter().any(|known| matches(name, known)))
        .map(|name| Error::UnknownSelection {
            name: name.clone(),
            nearest: nearest(name, known.iter().copied()).map(str::to_owned),
        })
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}
