//! Documentation comments → [`Doc`]s (`docs/devel/qapi-code-gen.rst`, "Documentation comments").
//!
//! Input: a comment's lines. Output: the documentation, free-form or of a definition. Two ways to
//! read it: [`by_lines`], as releases until 8.2 did, and [`by_blocks`], as later ones do. With
//! [`Edition::Auto`] a comment is fine if either takes it; if both do and find different sections,
//! the documentation holds both, and those are meant that fit the definition.

mod by_blocks;
mod by_lines;
mod style;
mod text;

use crate::diag::{Diagnostic, Diagnostics, codes::syntax as codes};
use crate::edition::{Edition, Rule};
use crate::ir::Doc;
use crate::source::Span;

/// A line between the comment's `##`, from its `#` on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    pub(crate) text: &'t str,
    pub(crate) span: Span,
}

/// How a comment ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Close {
    /// With `##`.
    Marker(Span),
    /// With `##` and something behind it.
    Junk(Span),
    /// With a token that is no comment.
    Missing(Span),
    /// With something that is no token, which the parser reports.
    Bad,
}

/// A documentation comment.
#[derive(Debug)]
pub(crate) struct Comment<'t> {
    /// The `##` that begins it.
    pub(crate) opening: Span,
    pub(crate) lines: Vec<Line<'t>>,
    pub(crate) close: Close,
}

/// Mistakes that QEMU's compiler finds only when it has read the token after the comment.
#[derive(Debug, Default)]
pub(crate) struct Late(pub(crate) Vec<Diagnostic>);

/// The documentation of one comment, or the first mistake in it. Boxed, since it is rare and large.
pub(crate) type Parsed<T> = Result<T, Box<Diagnostic>>;

/// The documentation that `comment` holds: one [`Doc`], or, when free-form and with headings in
/// the middle, several.
pub(crate) fn parse(
    comment: &Comment<'_>,
    edition: Edition,
    diagnostics: &mut Diagnostics,
) -> Parsed<(Vec<Doc>, Late)> {
    if edition.is_strict() {
        return if edition.allows(Rule::DocByLines) {
            Ok((by_lines::parse(comment, edition)?, Late::default()))
        } else {
            by_blocks::parse(comment, edition).map(|blocks| (vec![blocks.doc], blocks.late))
        };
    }
    let error = match by_blocks::parse(comment, edition) {
        Ok(blocks) => match blocks.late.0.into_iter().next() {
            None if blocks.is_ambiguous => {
                return Ok((both_readings(comment, blocks.doc), Late::default()));
            }
            None => return Ok((vec![blocks.doc], Late::default())),
            Some(first) => Box::new(first),
        },
        Err(error) => error,
    };
    let Some(docs) = by_lines::parse_any(comment) else {
        return Err(error);
    };
    // Forms that older releases' own schemas use are no news to anybody.
    let is_old_form = [
        codes::DOC_HEADING,
        codes::DOC_EMPTY_SECTION,
        codes::DOC_ORDER,
    ]
    .contains(&error.code);
    if !is_old_form {
        diagnostics.push(outdated(*error));
    }
    Ok((docs, Late::default()))
}

/// The documentation as releases until 8.2 read it, with the sections that later ones find in it:
/// which are meant is to be seen from what it documents.
fn both_readings(comment: &Comment<'_>, by_blocks: Doc) -> Vec<Doc> {
    match by_lines::parse_any(comment) {
        Some(mut docs) => {
            if let [doc] = &mut docs[..] {
                doc.otherwise = Some(by_blocks.sections.into());
            }
            docs
        }
        None => vec![by_blocks],
    }
}

/// What older releases accept and newer do not.
fn outdated(mut error: Diagnostic) -> Diagnostic {
    error.severity = crate::diag::Severity::Warning;
    error.note("releases until 8.2 accept it, later ones do not")
}

/// The line's text behind `# `; `None` for a `#` without a space behind it.
fn content<'t>(line: &Line<'t>) -> Parsed<&'t str> {
    match line.text.strip_prefix('#') {
        None | Some("") => Ok(""),
        Some(rest) => rest.strip_prefix(' ').ok_or_else(|| {
            let error = Diagnostic::syntax(codes::DOC_SPACE, line.span, "missing space after #");
            Box::new(error)
        }),
    }
}

/// The mistake, if any, in how the comment ends.
fn check_close(comment: &Comment<'_>) -> Parsed<()> {
    let error = match comment.close {
        Close::Marker(_) | Close::Bad => return Ok(()),
        Close::Junk(span) => {
            let message = "junk after '##' at end of documentation comment";
            Diagnostic::syntax(codes::DOC_JUNK, span, message)
        }
        Close::Missing(span) => {
            let message = "documentation comment must end with '##'";
            Diagnostic::syntax(codes::DOC_UNCLOSED, span, message)
        }
    };
    Err(Box::new(
        error.label(comment.opening, "the comment begins here"),
    ))
}
