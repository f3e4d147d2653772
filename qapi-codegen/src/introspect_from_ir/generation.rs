//! The differences between releases' answers.
//!
//! A schema with `query-qmp-schema` documents its own answer, and so tells its release's
//! generation; one without (a guest agent's) is answered as the newest releases would.

use qapi_parser::edition::{Edition, Release};
use qapi_parser::ir::{Command, Entity, Event, Module, ModuleId, Schema, TypeKind};

use crate::index;

/// The form of a release's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generation {
    /// Until 2.11: commands and events are sorted by name.
    by_name: bool,
    /// Until 2.12: `allow-oob` is there for every command.
    always_allow_oob: bool,
    /// Until 4.2: commands and events come in the order of the text, with included files where
    /// they are included; later file by file, the including one first.
    text_order: bool,
    /// Since 6.2: enums have `members` beside `values`.
    enum_members: bool,
}

/// A command or event.
#[derive(Clone, Copy)]
pub(super) enum Root<'s> {
    Command(&'s Command),
    Event(&'s Event),
}

impl<'s> Root<'s> {
    fn name(self) -> &'s str {
        match self {
            Root::Command(command) => command.name(),
            Root::Event(event) => event.name(),
        }
    }
}

impl Generation {
    /// The form of the newest releases.
    pub const NEWEST: Generation = Generation {
        by_name: false,
        always_allow_oob: false,
        text_order: false,
        enum_members: true,
    };

    /// The form of a release; [`Edition::Auto`] stands for the newest.
    pub fn of_edition(edition: Edition) -> Self {
        let since = |major, minor| match edition {
            Edition::Auto => true,
            Edition::Release(release) => release >= Release { major, minor },
        };
        Generation {
            by_name: !since(2, 12),
            always_allow_oob: since(2, 12) && !since(3, 0),
            text_order: !since(5, 0),
            enum_members: since(6, 2),
        }
    }

    /// The form of the release that the schema belongs to, as its own documentation of the answer
    /// tells.
    pub fn of(schema: &Schema) -> Self {
        let member = |ty, name| optional_member(schema, ty, name);
        let documented = |ty| matches!(schema.lookup(ty), Some(Entity::Type(_)));
        if !documented("SchemaInfo") || !documented("SchemaInfoEnum") {
            let latest = schema.latest().map(Edition::Release);
            return Generation::of_edition(latest.unwrap_or(Edition::Auto));
        }
        Generation {
            by_name: member("SchemaInfoCommand", "allow-oob").is_none(),
            always_allow_oob: member("SchemaInfoCommand", "allow-oob") == Some(false),
            text_order: member("SchemaInfo", "features").is_none(),
            enum_members: member("SchemaInfoEnum", "members").is_some(),
        }
    }

    pub(super) fn always_allow_oob(self) -> bool {
        self.always_allow_oob
    }

    pub(super) fn enum_members(self) -> bool {
        self.enum_members
    }

    /// Commands and events in the answer's order.
    pub(super) fn roots(self, schema: &Schema) -> Vec<Root<'_>> {
        let mut entities = Vec::new();
        if self.text_order {
            in_text_order(schema, &mut entities);
        } else {
            for (_, module) in schema.modules() {
                entities.extend(module.entities());
            }
        }
        let root = |entity| match entity {
            Entity::Command(id) => Some(Root::Command(schema.command(id))),
            Entity::Event(id) => Some(Root::Event(schema.event(id))),
            Entity::Include(_) | Entity::Type(_) => None,
        };
        let roots: Vec<Root<'_>> = entities.into_iter().filter_map(root).collect();
        if !self.by_name {
            return roots;
        }
        let order = index::sorted(roots.len(), &|a, b| roots[a].name().cmp(roots[b].name()));
        order.into_iter().map(|at| roots[at]).collect()
    }
}

/// Returns true if that object's member is optional, if there is one.
fn optional_member(schema: &Schema, ty: &str, name: &str) -> Option<bool> {
    let Some(Entity::Type(id)) = schema.lookup(ty) else {
        return None;
    };
    let TypeKind::Object(object) = schema.ty(id).kind() else {
        return None;
    };
    object
        .members(schema)
        .find(|m| m.name() == name)
        .map(|m| m.optional())
}

/// All entities, included files spliced in where they are first included. (With a stack of its
/// own: includes may nest deeply.)
fn in_text_order(schema: &Schema, into: &mut Vec<Entity>) {
    let mut seen = vec![false; schema.modules().len()];
    let mut is_new = |id: ModuleId| !std::mem::replace(&mut seen[id.index()], true);
    // The built-in module, then the entry file; others that no include reaches do not exist.
    for (id, module) in schema.modules() {
        if !is_new(id) {
            continue;
        }
        let mut stack: Vec<(&Module, usize)> = vec![(module, 0)];
        while let Some((module, at)) = stack.pop() {
            let Some(entity) = module.entities().get(at) else {
                continue;
            };
            stack.push((module, at + 1));
            match *entity {
                Entity::Include(id) if is_new(id) => stack.push((schema.module(id), 0)),
                Entity::Include(_) => {}
                other => into.push(other),
            }
        }
    }
}
