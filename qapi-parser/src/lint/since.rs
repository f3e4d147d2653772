//! The releases that documentation names in `Since:` and `(since X)`.

use foldhash::HashMap;

use super::Context;
use super::parts::{Definition, Part, Role};
use crate::diag::{Diagnostic, codes::lint as codes};
use crate::ir::{Doc, DocKind, Type, TypeId, TypeKind};
use crate::source::Span;

/// A release, as documentation names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version(Vec<u32>);

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let numbers: Vec<_> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&numbers.join("."))
    }
}

impl Version {
    /// Reads the version at the start of the text. `1.2.0` is `1.2`, and `2` alone no version.
    fn parse(text: &str) -> Option<Version> {
        let text = text.trim_start();
        let end = text
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len());
        let numbers = text.get(..end)?.trim_end_matches('.').split('.');
        let mut numbers: Vec<u32> = numbers.map(|n| n.parse().ok()).collect::<Option<_>>()?;
        if numbers.len() < 2 {
            return None;
        }
        while numbers.len() > 2 && numbers.last() == Some(&0) {
            numbers.pop();
        }
        Some(Version(numbers))
    }

    /// Reads the version of a `Since:` section.
    fn of_definition(doc: &Doc) -> Option<Version> {
        doc.since().and_then(Version::parse)
    }

    /// Reads the version of `(since X)` in a description.
    fn of_description(text: &str) -> Option<Version> {
        const MARK: &str = "(since";
        let text = text.to_ascii_lowercase();
        let (_, rest) = text.split_once(MARK)?;
        let rest = rest.trim_start_matches(|c: char| c == ':' || c.is_whitespace());
        Version::parse(rest.strip_prefix("qemu ").unwrap_or(rest))
    }
}

/// Finds documentation without a `Since:` section.
pub(super) fn missing(_: &Context<'_>, definition: &Definition<'_>, found: &mut Vec<Diagnostic>) {
    if definition.doc.is_some_and(|doc| doc.since().is_none()) {
        let message = format!(
            "documentation of {} '{}' has no 'Since:' section",
            definition.meta, definition.name
        );
        let warning = Diagnostic::warning(codes::MISSING_SINCE, definition.head, message);
        found.push(warning.help("end it with a section 'Since:'"));
    }
}

/// Finds descriptions that name an earlier release than the definition's section.
pub(super) fn before_owner(
    _: &Context<'_>,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(doc) = definition.doc else { return };
    let Some(since) = Version::of_definition(doc) else {
        return;
    };
    for section in doc.sections() {
        let (what, name) = match section.kind() {
            DocKind::Member(name) if definition.meta == "enum" => ("value", name),
            DocKind::Member(name) if definition.meta == "alternate" => ("branch", name),
            DocKind::Member(name) => ("member", name),
            DocKind::Feature(name) => ("feature", name),
            _ => continue,
        };
        let Some(own) = Version::of_description(section.text()).filter(|v| *v < since) else {
            continue;
        };
        let message = format!(
            "{what} '{name}' is documented since {own}, but {} '{}' since {since}",
            definition.meta, definition.name
        );
        let warning = Diagnostic::warning(codes::SINCE_BEFORE_OWNER, section.span(), message);
        let at = since_section(doc);
        found.push(
            at.into_iter()
                .fold(warning, |w, s| w.label(s, "documented here")),
        );
    }
}

fn since_section(doc: &Doc) -> Option<Span> {
    let mut sections = doc.sections().iter();
    let section = sections.find(|s| *s.kind() == DocKind::Since);
    section.map(|s| s.span())
}

/// Finds types that are newer than their use.
pub(super) fn before_type(
    context: &Context<'_>,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(doc) = definition.doc else { return };
    let Some(since) = Version::of_definition(doc) else {
        return;
    };
    let sections = doc.sections().iter();
    let described: HashMap<&str, &str> = sections
        .filter_map(|s| match s.kind() {
            DocKind::Member(name) => Some((name.as_str(), s.text())),
            _ => None,
        })
        .collect();
    let own = |part: &Part<'_>| {
        let text = described.get(part.name);
        let text = text.filter(|_| part.role == Role::Member);
        text.and_then(|t| Version::of_description(t))
    };
    for part in definition.parts.iter().filter(|p| p.role != Role::Branch) {
        let Some((newer, ty)) = part.ty.and_then(|id| since_of_type(context, id)) else {
            continue;
        };
        let own = own(part).unwrap_or_else(|| since.clone());
        if newer <= own {
            continue;
        }
        let message = format!(
            "{} of {} '{}' exists since {own}, but its type '{}' since {newer}",
            part.describe(),
            definition.meta,
            definition.name,
            ty.name()
        );
        let warning = Diagnostic::warning(codes::SINCE_BEFORE_TYPE, part.span, message);
        let head = ty.head().into_iter();
        found.push(head.fold(warning, |w, head| w.label(head, "the type is here")));
    }
}

/// Returns the version of the type, or that of an array's elements.
fn since_of_type<'s>(context: &Context<'s>, id: TypeId) -> Option<(Version, &'s Type)> {
    let ty = match context.schema.ty(id).kind() {
        TypeKind::Array(array) => context.schema.ty(array.element()),
        _ => context.schema.ty(id),
    };
    let doc = context.schema.doc(ty.doc()?);
    Some((Version::of_definition(doc)?, ty))
}
