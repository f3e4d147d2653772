//! A part of a release as a schema, or as an answer, of its own.

use std::collections::BTreeSet;
use std::path::Path;

use qapi_parser::ir::{Entity, Schema, TypeKind};
use qapi_parser::source::Span;
use qapi_parser::{Options, compile};
use serde_json::Value;

/// The definitions of those names, and all that they need, as the release's files have them. Names that
/// the release does not have are left out, as is documentation.
pub fn part(path: &Path, names: &[&str]) -> String {
    let compiled = compile(path, &Options::new()).unwrap();
    let schema = compiled.schema.as_ref().unwrap();
    let sources = &compiled.sources;
    let named = names.iter().filter_map(|name| schema.lookup(name));
    let (mut left, mut spans) = (named.collect::<Vec<_>>(), BTreeSet::new());
    let mut seen = BTreeSet::new();
    while let Some(entity) = left.pop() {
        if seen.insert(format!("{entity:?}")) {
            let (span, needs) = needs(schema, entity);
            spans.extend(span);
            left.extend(needs);
        }
    }
    let files = sources.files().iter();
    let mut pragmas = files.filter(|file| file.name().ends_with("pragma.json"));
    let pragmas = pragmas.next().unwrap().text();
    let required = "'doc-required': true";
    assert!(pragmas.contains(required));
    let mut text = pragmas.replace(required, "'doc-required': false");
    for span in spans {
        text.push_str(sources.text(span));
        text.push('\n');
    }
    text
}

/// The place of a definition, and the definitions that it needs.
fn needs(schema: &Schema, entity: Entity) -> (Option<Span>, Vec<Entity>) {
    let (span, types) = match entity {
        Entity::Command(id) => {
            let command = schema.command(id);
            let types = command.arg().into_iter().chain(command.ret());
            (command.span(), types.collect())
        }
        Entity::Event(id) => {
            let event = schema.event(id);
            (event.span(), event.arg().into_iter().collect())
        }
        Entity::Include(_) => (None, Vec::new()),
        Entity::Type(id) => {
            let ty = schema.ty(id);
            let mut types = ty.references(schema);
            if let TypeKind::Object(object) = ty.kind() {
                types.extend(object.base());
            }
            let span = ty
                .span()
                .filter(|_| !matches!(ty.kind(), TypeKind::Array(_)));
            (span, types)
        }
    };
    (span, types.into_iter().map(Entity::Type).collect())
}

/// The entities of those names, and all that they need, of a recorded answer.
pub fn part_of_answer(path: &Path, names: &[&str]) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let mut recorded: Value = serde_json::from_str(&text).unwrap();
    let answer = qapi_introspect::Schema::from_json(&text).unwrap();
    let (mut left, mut wanted) = (names.to_vec(), BTreeSet::new());
    while let Some(name) = left.pop() {
        if let Some(entity) = answer.entity(name)
            && wanted.insert(name)
        {
            left.extend(entity.references());
        }
    }
    let all = recorded["schema"].as_array_mut().unwrap();
    all.retain(|entity| wanted.contains(entity["name"].as_str().unwrap()));
    recorded.to_string()
}
