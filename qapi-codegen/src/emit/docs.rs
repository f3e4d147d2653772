//! Documentation of generated items: QAPI's sections as rustdoc's Markdown.
//!
//! Every public item has some, so that `missing_docs` reports nothing where a schema has none.

use std::fmt::Write;

use proc_macro2::TokenStream;
use qapi_parser::ir::{CondTree, Doc, DocId, DocKind, DocSection, Feature};
use quote::quote;

use crate::config::Docs;
use crate::filter;
use crate::plan::{At, Plan};
use crate::rustdoc::{fenced, markdown};

/// Documentation of a type, command or event, without that of its members.
pub(crate) fn definition(
    plan: &Plan<'_>,
    at: At,
    doc: Option<DocId>,
    features: &[Feature],
    fallback: &str,
) -> String {
    if !plan.documented {
        return String::new();
    }
    let mut text = String::new();
    let doc = written(plan, doc);
    if let Some(doc) = doc {
        for section in doc.sections() {
            add_section(plan, at, section, &mut text);
        }
    }
    if text.trim().is_empty() {
        fallback.clone_into(&mut text);
    }
    add_features(plan, at, doc, features, &mut text);
    text
}

/// The documentation in the schema, unless generated code does without.
fn written<'s>(plan: &Plan<'s>, doc: Option<DocId>) -> Option<&'s Doc> {
    let wanted = plan.config.docs == Docs::Full;
    doc.filter(|_| wanted).map(|id| plan.schema.doc(id))
}

/// Documentation of a member, value, branch or alternative.
pub(crate) fn member(
    plan: &Plan<'_>,
    at: At,
    doc: Option<DocId>,
    name: &str,
    features: &[Feature],
    fallback: &str,
) -> String {
    documented_member(plan, at, doc, (name, features), fallback, None)
}

/// The text about a member; `note` ends its description.
fn documented_member(
    plan: &Plan<'_>,
    at: At,
    doc: Option<DocId>,
    (name, features): (&str, &[Feature]),
    fallback: &str,
    note: Option<String>,
) -> String {
    if !plan.documented {
        return String::new();
    }
    let given = written(plan, doc)
        .and_then(|doc| doc.member(name))
        .filter(|text| !text.trim().is_empty());
    let mut text = given.map_or_else(
        || fallback.to_owned(),
        |text| markdown(text, &|name| plan.link(name, at)),
    );
    if let Some(note) = note {
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
        text.push_str(&note);
    }
    add_features(plan, at, None, features, &mut text);
    text
}

/// Documentation of a struct's field.
pub(crate) fn field(
    plan: &Plan<'_>,
    at: At,
    doc: Option<DocId>,
    member: &qapi_parser::ir::Member,
) -> String {
    let fallback = format!("`{}`", member.name());
    let note = filter::is_required_if(plan.config, member);
    let note = note.map(|cond| format!("Required where {}.", words(cond.tree(), true)));
    documented_member(
        plan,
        at,
        doc,
        (member.name(), member.features()),
        &fallback,
        note,
    )
}

/// A condition in words.
fn words(cond: &CondTree, outermost: bool) -> String {
    let list = |parts: &[CondTree], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| words(part, false)).collect();
        let text = parts.join(word);
        if outermost { text } else { format!("({text})") }
    };
    match cond {
        CondTree::Symbol(name) => format!("`{name}` is defined"),
        CondTree::Opaque(text) => format!("`{text}`"),
        CondTree::All(parts) => list(parts, " and "),
        CondTree::Any(parts) => list(parts, " or "),
        CondTree::Not(part) => match &**part {
            CondTree::Symbol(name) => format!("`{name}` is not defined"),
            other => format!("not {}", words(other, false)),
        },
    }
}

/// Returns true if one of the features is `deprecated`.
pub(crate) fn is_deprecated(features: &[Feature]) -> bool {
    features.iter().any(|f| f.name() == "deprecated")
}

/// `#[allow(deprecated)]` for an item that names a deprecated one.
pub(crate) fn allow_deprecated(named: bool) -> TokenStream {
    if named {
        quote!(#[allow(deprecated)])
    } else {
        TokenStream::new()
    }
}

fn add_section(plan: &Plan<'_>, at: At, section: &DocSection, out: &mut String) {
    let title = match section.kind() {
        DocKind::Plain => "",
        DocKind::Returns => "# Returns\n\n",
        // Not `# Errors`, which in Rust documents a `Result`.
        DocKind::Errors => "# Errors of the command\n\n",
        DocKind::Since => "Since ",
        DocKind::Todo => "# To do\n\n",
        DocKind::Note(_) => "# Note\n\n",
        DocKind::Example(_) => "# Example\n\n",
        DocKind::Member(_) | DocKind::Feature(_) => return,
    };
    let text = section.text().trim();
    if text.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    let convert = |text: &str| markdown(text, &|name| plan.link(name, at));
    match section.kind() {
        // A version, as a rule; but some sections go on for several lines.
        DocKind::Since if !text.contains('\n') => {
            out.push_str(convert(&format!("{title}{text}.")).trim_end());
        }
        DocKind::Since => out.push_str(convert(&format!("{title}{text}")).trim_end()),
        DocKind::Example(_) => {
            out.push_str(title);
            out.push_str(&fenced(text));
        }
        _ => {
            out.push_str(title);
            out.push_str(convert(text).trim_end());
        }
    }
}

fn add_features(
    plan: &Plan<'_>,
    at: At,
    doc: Option<&Doc>,
    features: &[Feature],
    out: &mut String,
) {
    if features.is_empty() {
        return;
    }
    out.push_str("\n\n# Features\n");
    for feature in features {
        let text = doc
            .and_then(|d| d.feature(feature.name()))
            .unwrap_or_default();
        let text = markdown(text, &|name| plan.link(name, at));
        let _ = write!(out, "\n- `{}`", feature.name());
        let mut lines = text.trim().lines();
        if let Some(first) = lines.next() {
            let _ = write!(out, ": {first}");
        }
        for line in lines {
            let _ = write!(out, "\n  {line}");
        }
    }
}
