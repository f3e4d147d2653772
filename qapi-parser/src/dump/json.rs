//! The IR as JSON, for programs.
//!
//! One object with the members
//! - `modules`: `{ name, includes }`, the built-in one first;
//! - `types`, `commands`, `events`: in order of creation, each `{ name, module }` and the
//!   members of its kind, see below;
//! - `docs`: `{ symbol, sections }` in the order of the text, each section `{ kind, name, text }`.
//!
//! Types have a `kind`: `builtin`; `enum` with `prefix` and `values` (`{ name, if, features }`);
//! `array` with `element`; `object` with `base`, `members` (its own: `{ name, type, optional, if,
//! features }`), and for unions `discriminator` and `branches` (`{ name, type, if }`); `alternate`
//! with `alternatives`, which are like branches. Types are named. Commands have `arg`, `ret`, and
//! their flags; events `arg` and `boxed`. `implicit: true` marks types without a definition. Empty
//! and default values are left out. Of the flags `gen` and `success-response` the default is true.
//!
//! A condition (`if`) is a string, the symbol that must be defined; `{ all: […] }`, `{ any: […] }`,
//! `{ not: … }`; or `{ c: STRING }`, any other C expression of an old release. New versions may add
//! members, but change none.

use super::writer::Writer;
use crate::ir::{
    Branch, Command, Cond, CondTree, Doc, DocId, DocKind, DocSection, Entity, Enum, EnumValue,
    Event, Feature, Member, Module, ModuleId, Object, Schema, Type, TypeId, TypeKind,
};

/// Returns the schema as JSON; the module's source documents the layout.
///
/// ```
/// # fn show(schema: &qapi_parser::ir::Schema) {
/// print!("{}", qapi_parser::dump::to_json(schema));
/// # }
/// ```
pub fn to_json(schema: &Schema) -> String {
    let mut writer = Writer::new();
    writer.object(|w| {
        w.key("modules")
            .array(schema.modules(), |w, (_, m)| module(w, schema, m));
        w.key("types")
            .array(schema.types(), |w, (_, t)| ty(w, schema, t));
        w.key("commands")
            .array(schema.commands(), |w, (_, c)| command(w, schema, c));
        w.key("events")
            .array(schema.events(), |w, (_, e)| event(w, schema, e));
        w.key("docs").array(schema.docs(), doc);
    });
    writer.finish()
}

fn module(w: &mut Writer, schema: &Schema, module: &Module) {
    w.object(|w| {
        w.key("name").string(module.name());
        let included = |entity: &Entity| match entity {
            Entity::Include(id) => Some(*id),
            _ => None,
        };
        let includes: Vec<ModuleId> = module.entities().iter().filter_map(included).collect();
        if !includes.is_empty() {
            w.key("includes")
                .array(includes, |w, id| w.string(schema.module(id).name()));
        }
    });
}

/// The common parts of definitions.
struct Common<'c> {
    name: &'c str,
    module: ModuleId,
    cond: Option<&'c Cond>,
    features: &'c [Feature],
    doc: Option<DocId>,
}

fn common(w: &mut Writer, schema: &Schema, common: &Common<'_>) {
    w.key("name").string(common.name);
    w.key("module").string(schema.module(common.module).name());
    part(w, common.cond, common.features);
    if common.doc.is_some() {
        w.key("documented").boolean(true);
    }
}

macro_rules! common_of {
    ($w:ident, $schema:ident, $of:ident) => {
        common(
            $w,
            $schema,
            &Common {
                name: $of.name(),
                module: $of.module(),
                cond: $of.cond(),
                features: $of.features(),
                doc: $of.doc(),
            },
        )
    };
}

fn part(w: &mut Writer, condition: Option<&Cond>, features: &[Feature]) {
    if let Some(condition) = condition {
        cond(w.key("if"), condition.tree());
    }
    if !features.is_empty() {
        w.key("features").array(features, |w, feature| {
            w.object(|w| {
                w.key("name").string(feature.name());
                part(w, feature.cond(), &[]);
            });
        });
    }
}

fn cond(w: &mut Writer, tree: &CondTree) {
    match tree {
        CondTree::Symbol(name) => w.string(name),
        CondTree::All(parts) => w.object(|w| w.key("all").array(parts, cond)),
        CondTree::Any(parts) => w.object(|w| w.key("any").array(parts, cond)),
        CondTree::Not(inner) => w.object(|w| cond(w.key("not"), inner)),
        CondTree::Opaque(text) => w.object(|w| w.key("c").string(text)),
    }
}

fn type_name(w: &mut Writer, schema: &Schema, key: &str, id: Option<TypeId>) {
    if let Some(id) = id {
        w.key(key).string(schema.ty(id).name());
    }
}

fn ty(w: &mut Writer, schema: &Schema, ty: &Type) {
    w.object(|w| {
        common_of!(w, schema, ty);
        if ty.is_implicit() {
            w.key("implicit").boolean(true);
        }
        match ty.kind() {
            TypeKind::Builtin(_) => w.key("kind").string("builtin"),
            TypeKind::Enum(e) => enumeration(w, e),
            TypeKind::Array(array) => {
                w.key("kind").string("array");
                type_name(w, schema, "element", Some(array.element()));
            }
            TypeKind::Object(o) => object(w, schema, o),
            TypeKind::Alternate(alternate) => {
                w.key("kind").string("alternate");
                w.key("alternatives")
                    .array(alternate.alternatives(), |w, b| branch(w, schema, b));
            }
        }
    });
}

fn enumeration(w: &mut Writer, e: &Enum) {
    w.key("kind").string("enum");
    if let Some(prefix) = e.prefix() {
        w.key("prefix").string(prefix);
    }
    w.key("values").array(e.values(), |w, value: &EnumValue| {
        w.object(|w| {
            w.key("name").string(value.name());
            part(w, value.cond(), value.features());
        });
    });
}

fn object(w: &mut Writer, schema: &Schema, object: &Object) {
    w.key("kind").string("object");
    type_name(w, schema, "base", object.base());
    w.key("members")
        .array(object.local_members(), |w, m| member(w, schema, m));
    if let Some(branches) = object.branches() {
        if let Some(tag) = object.members(schema).nth(branches.tag_index()) {
            w.key("discriminator").string(tag.name());
        }
        w.key("branches")
            .array(branches.branches(), |w, b| branch(w, schema, b));
    }
}

fn member(w: &mut Writer, schema: &Schema, member: &Member) {
    w.object(|w| {
        w.key("name").string(member.name());
        type_name(w, schema, "type", Some(member.ty()));
        if member.optional() {
            w.key("optional").boolean(true);
        }
        part(w, member.cond(), member.features());
    });
}

fn branch(w: &mut Writer, schema: &Schema, branch: &Branch) {
    w.object(|w| {
        w.key("name").string(branch.name());
        type_name(w, schema, "type", Some(branch.ty()));
        part(w, branch.cond(), &[]);
    });
}

fn command(w: &mut Writer, schema: &Schema, command: &Command) {
    let flags = command.flags();
    w.object(|w| {
        common_of!(w, schema, command);
        type_name(w, schema, "arg", command.arg());
        type_name(w, schema, "ret", command.ret());
        for (key, value, default) in [
            ("gen", flags.r#gen, true),
            ("success-response", flags.success_response, true),
            ("boxed", flags.boxed, false),
            ("allow-oob", flags.allow_oob, false),
            ("allow-preconfig", flags.allow_preconfig, false),
            ("coroutine", flags.coroutine, false),
        ] {
            if value != default {
                w.key(key).boolean(value);
            }
        }
    });
}

fn event(w: &mut Writer, schema: &Schema, event: &Event) {
    w.object(|w| {
        common_of!(w, schema, event);
        type_name(w, schema, "arg", event.arg());
        if event.boxed() {
            w.key("boxed").boolean(true);
        }
    });
}

fn doc(w: &mut Writer, doc: &Doc) {
    w.object(|w| {
        if let Some(symbol) = doc.symbol() {
            w.key("symbol").string(symbol);
        }
        w.key("sections").array(doc.sections(), section);
    });
}

fn section(w: &mut Writer, section: &DocSection) {
    let (kind, name) = match section.kind() {
        DocKind::Plain => ("plain", None),
        DocKind::Member(name) => ("member", Some(name)),
        DocKind::Feature(name) => ("feature", Some(name)),
        DocKind::Returns => ("returns", None),
        DocKind::Errors => ("errors", None),
        DocKind::Since => ("since", None),
        DocKind::Todo => ("todo", None),
        DocKind::Note(tag) => ("note", Some(tag)),
        DocKind::Example(tag) => ("example", Some(tag)),
    };
    w.object(|w| {
        w.key("kind").string(kind);
        if let Some(name) = name {
            w.key("name").string(name);
        }
        w.key("text").string(section.text());
    });
}
