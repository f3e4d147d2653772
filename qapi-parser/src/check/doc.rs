//! Documentation in relation to its definition (`docs/devel/qapi-code-gen.rst`, "Documentation
//! comments": "Definition documentation").
//!
//! The parser divides a comment into sections. The checks here are: a definition has documentation
//! where it must, its sections fit its kind, and each member and feature matches a description.

mod descriptions;

use crate::context::{At, Cx};
use crate::definition::Meta;
use crate::diag::Diagnostic;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::ir::{Doc, DocId, DocKind, DocSection};
use crate::source::Span;
use crate::syntax::{self, Str};

pub(crate) use descriptions::Descriptions;

/// Checks a definition's documentation as far as possible before names are resolved. Returns it if
/// it is that of the definition.
pub(super) fn check_sections(
    cx: &mut Cx<'_>,
    at: At,
    meta: Meta,
    name: &Str,
    definition: &syntax::Definition,
    docs: &[Doc],
) -> Option<DocId> {
    let Some(doc) = definition.doc.and_then(|id| docs.get(id.index())) else {
        let lost = definition.doc_lost || cx.documented.contains(&*name.text);
        if cx.doc_required && !lost {
            let message = format!("{} '{}' must be documented", meta.key(), name.text);
            let diagnostic = at.error(codes::DOCUMENTATION_REQUIRED, name.span, message);
            cx.report(diagnostic.note("the pragma 'doc-required' requires it"));
        }
        return None;
    };
    if let Some(symbol) = doc.symbol().filter(|s| **s != *name.text) {
        let message = format!("documentation comment is for '{symbol}'");
        let diagnostic = at.error(codes::WRONG_SYMBOL, name.span, message);
        cx.report(diagnostic.label(doc.span().first(), "the comment is here"));
        // Perhaps it is the definition's name that is wrong.
        if !cx.is_old {
            cx.doubtful.add(symbol);
        }
        return None;
    }
    // With two readings the sections are known only when the definition's members are.
    if doc.otherwise.is_none() {
        let returns_something = definition.object.get("returns").is_some();
        check_fit(cx, doc, name.span, meta == Meta::Command, returns_something);
    }
    definition.doc
}

/// Checks that "Returns" documents a command that returns something, and "Errors" a command.
fn check_fit(cx: &mut Cx<'_>, doc: &Doc, name: Span, is_command: bool, returns_something: bool) {
    let edition = cx.edition;
    // Empty sections are reported already.
    let is = |s: &DocSection, kind| *s.kind() == kind && !s.text().is_empty();
    let find = |kind: DocKind| doc.sections().iter().find(|s| is(s, kind.clone()));
    let misplaced = |section: &DocSection, message: &str| {
        let is = match is_command {
            true => "this returns nothing",
            false => "this is not a command",
        };
        let diagnostic = Diagnostic::error(codes::MISPLACED_SECTION, section.span(), message);
        let diagnostic = diagnostic.label(name, is);
        report_in(edition, doc, diagnostic)
    };
    let (returns, errors) = (find(DocKind::Returns), find(DocKind::Errors));
    match (is_command, returns, errors) {
        (true, Some(returns), _) if !returns_something => {
            cx.discourage(Some(Rule::ReturnsOfNothing), || {
                misplaced(
                    returns,
                    "'Returns' section, but command doesn't return anything",
                )
            });
        }
        (true, ..) => {}
        (_, Some(returns), _) => {
            cx.report(misplaced(
                returns,
                "'Returns' section is only valid for commands",
            ));
        }
        (_, None, Some(errors)) => cx.discourage(Some(Rule::ErrorsAnywhere), || {
            misplaced(errors, "'Errors' section is only valid for commands")
        }),
        (_, None, None) => {}
    }
}

/// Moves the report to the start of the comment, as older compilers do.
fn report_in(edition: crate::edition::Edition, doc: &Doc, diagnostic: Diagnostic) -> Diagnostic {
    if edition.follows(Rule::DocsReportedAsAWhole) {
        diagnostic.reported_at(first_line(doc))
    } else {
        diagnostic
    }
}

fn first_line(doc: &Doc) -> Span {
    doc.span().first()
}
