//! Documentation of changed parts, from the sources of the versions.

use std::collections::BTreeMap;

use qapi_diff::Change;
use qapi_parser::ir::{DocId, DocKind, Entity, Schema};

/// Longest text of a change; the rest is left out.
const LONGEST: usize = 600;

/// Finds the documentation of changes by their paths, in the new version or else in the old one.
pub fn of_changes(
    changes: &[Change],
    old: Option<&Schema>,
    new: Option<&Schema>,
) -> BTreeMap<String, String> {
    let text = |change: &Change| {
        let found = new.and_then(|schema| documented(schema, change));
        let found = found.or_else(|| old.and_then(|schema| documented(schema, change)));
        found.map(|text| (change.path.clone(), shortened(&text)))
    };
    changes.iter().filter_map(text).collect()
}

fn documented(schema: &Schema, change: &Change) -> Option<String> {
    let mut steps = change.below.split('/').map(name);
    let (doc, part) = match &change.type_name {
        Some(name) => (of(schema, name)?, steps.next()),
        None => {
            // Arguments that are written inline are documented with their command.
            let mut steps = change.path.split('/').map(name);
            let root = steps.next()?;
            let inline = steps.next().map(|_| steps.next());
            (of(schema, root)?, inline.flatten())
        }
    };
    let kind = match part {
        Some(part) if !part.is_empty() => DocKind::Member(part.to_owned()),
        _ => DocKind::Plain,
    };
    let mut sections = schema.doc(doc).sections().iter();
    let section = sections.find(|section| *section.kind() == kind)?;
    let text = section.text().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Reports that the documentation of an addition does not name its release: `Since:` of a command
/// or event, `(since X)` of a member, value or branch.
pub fn lacks_since(schema: &Schema, change: &Change) -> bool {
    let is_root = matches!(change.rule, "command-added" | "event-added");
    let is_part = matches!(
        change.rule,
        "mandatory-member-added" | "optional-member-added" | "value-added" | "branch-added"
    );
    let doc = |name: &str| of(schema, name).map(|doc| schema.doc(doc));
    if is_root {
        let sections = doc(&change.path).map(|doc| doc.sections());
        return sections
            .is_none_or(|sections| !sections.iter().any(|s| *s.kind() == DocKind::Since));
    }
    is_part
        && documented(schema, change)
            .is_none_or(|text| !text.to_ascii_lowercase().contains("(since"))
}

fn of(schema: &Schema, name: &str) -> Option<DocId> {
    match schema.lookup(name)? {
        Entity::Type(id) => schema.ty(id).doc(),
        Entity::Command(id) => schema.command(id).doc(),
        Entity::Event(id) => schema.event(id).doc(),
        Entity::Include(_) => None,
    }
}

/// The name in a step of a path.
fn name(step: &str) -> &str {
    step.trim_start_matches([' ', '*', '+', '^', '$'])
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
