//! Documentation comments → [`Doc`]s (`docs/devel/qapi-code-gen.rst`, "Documentation comments").
//!
//! Input: a comment's lines. Output: the documentation, free-form or of a definition. [`by_lines`]
//! reads it as releases until 8.2 do, [`by_blocks`] as later ones. In [`Edition::Auto`] a comment
//! is valid if either accepts it. If both do and find different sections, the documentation holds
//! both readings until the definition's members are known.

mod by_blocks;
mod by_lines;
mod style;
mod text;

use crate::diag::{Diagnostic, Diagnostics, codes::syntax as codes};
use crate::edition::{Edition, Rule};
use crate::ir::{Doc, DocSection};
use crate::source::Span;

/// A line between the comment's `##`, from its `#` on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    pub(crate) text: &'t str,
    pub(crate) span: Span,
}

/// The end of a comment.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Close {
    /// With `##`.
    Marker(Span),
    /// With `##` and text after it.
    Junk(Span),
    /// With a token that is no comment.
    Missing(Span),
    /// With text that is no token, which the parser reports.
    Bad,
}

/// A documentation comment.
#[derive(Debug)]
pub(crate) struct Comment<'t> {
    /// The `##` at its start.
    pub(crate) opening: Span,
    /// The text of its file, and the file's address.
    pub(crate) text: &'t str,
    pub(crate) base: u32,
    /// The places of its lines.
    pub(crate) lines: &'t [Span],
    pub(crate) close: Close,
}

impl<'t> Comment<'t> {
    fn lines(&self) -> impl Iterator<Item = Line<'t>> + use<'t> {
        let (text, base) = (self.text, self.base as usize);
        self.lines.iter().map(move |&span| Line {
            text: text
                .get(span.start as usize - base..span.end as usize - base)
                .unwrap_or_default(),
            span,
        })
    }
}

/// Buffers that are reused from comment to comment.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    text: String,
    sections: Vec<DocSection>,
}

/// Mistakes that QEMU's compiler finds only after the token that follows the comment.
#[derive(Debug, Default)]
pub(crate) struct Late(pub(crate) Vec<Diagnostic>);

/// The content of a comment, or the mistakes in it, the first one first.
pub(crate) type Read<T> = Result<T, Vec<Diagnostic>>;

/// The mistakes in a comment so far.
#[derive(Debug, Default)]
struct Mistakes(Vec<Diagnostic>);

/// Maximum number of mistakes that are reported of one comment.
const MANY_MISTAKES: usize = 100;

impl Mistakes {
    fn push(&mut self, mistake: Diagnostic) {
        if self.0.len() < MANY_MISTAKES {
            self.0.push(mistake);
        }
    }

    /// Adds the first mistake of its kind; further ones are likely consequences of it.
    fn once(&mut self, mistake: Option<Diagnostic>) {
        if let Some(mistake) = mistake
            && !self.0.iter().any(|m| m.code == mistake.code)
        {
            self.push(mistake);
        }
    }

    fn extend(&mut self, mistakes: impl IntoIterator<Item = Diagnostic>) {
        mistakes.into_iter().for_each(|mistake| self.push(mistake));
    }

    /// Returns the mistakes if there are any.
    fn none(&mut self) -> Read<()> {
        match std::mem::take(&mut self.0) {
            none if none.is_empty() => Ok(()),
            mistakes => Err(mistakes),
        }
    }
}

const FREE_FORM_HELP: &str = "documentation of a definition starts with '# @NAME:'";

const ORDER_HELP: &str = "describe members first, then features, then the rest";

fn unexpected_indent(expected: usize) -> String {
    format!("unexpected de-indent (expected at least {expected} spaces)")
}

/// Reads a comment: one [`Doc`], or several when free-form with headings in the middle.
pub(crate) fn parse(
    comment: &Comment<'_>,
    edition: Edition,
    scratch: &mut Scratch,
    diagnostics: &mut Diagnostics,
) -> Read<(Vec<Doc>, Late)> {
    if edition.is_strict() {
        return if edition.allows(Rule::DocByLines) {
            Ok((by_lines::parse(comment, edition)?, Late::default()))
        } else {
            by_blocks::parse(comment, edition, scratch)
                .map(|blocks| (vec![blocks.doc], blocks.late))
        };
    }
    let mistakes = match by_blocks::parse(comment, edition, scratch) {
        Ok(blocks) if !blocks.late.0.is_empty() => blocks.late.0,
        Ok(blocks) => {
            let docs = match blocks.is_ambiguous {
                true => both_readings(comment, blocks.doc),
                false => vec![blocks.doc],
            };
            return Ok((docs, Late::default()));
        }
        Err(mistakes) => mistakes,
    };
    let Some(docs) = by_lines::parse_any(comment) else {
        return Err(mistakes);
    };
    // Forms that older releases' own schemas use are not worth a warning.
    let is_news = |mistake: &Diagnostic| {
        ![
            codes::DOC_HEADING,
            codes::DOC_EMPTY_SECTION,
            codes::DOC_ORDER,
        ]
        .contains(&mistake.code)
    };
    diagnostics.extend(mistakes.into_iter().filter(is_news).map(outdated));
    Ok((docs, Late::default()))
}

/// Reads a comment of an old schema, which may have any mistakes.
pub(crate) fn parse_leniently(comment: &Comment<'_>) -> Vec<Doc> {
    by_lines::parse_leniently(comment)
}

/// Returns the documentation as releases until 8.2 read it, together with the sections that later
/// ones find.
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

/// Turns an error of newer releases into a warning.
fn outdated(mut error: Diagnostic) -> Diagnostic {
    error.severity = crate::diag::Severity::Warning;
    error.note("releases until 8.2 accept it, later ones do not")
}

/// Returns the line's text after `# `; a `#` without a space is a mistake.
fn content<'t>(line: &Line<'t>) -> (&'t str, Option<Diagnostic>) {
    let rest = line.text.strip_prefix('#').unwrap_or_default();
    match rest.strip_prefix(' ') {
        Some(text) => (text, None),
        None if rest.is_empty() => ("", None),
        None => {
            let error = Diagnostic::syntax(codes::DOC_SPACE, line.span, "missing space after #");
            (rest, Some(error))
        }
    }
}

/// Finds a mistake in the end of the comment.
fn check_close(comment: &Comment<'_>) -> Option<Diagnostic> {
    let error = match comment.close {
        Close::Marker(_) | Close::Bad => return None,
        Close::Junk(span) => {
            let message = "junk after '##' at end of documentation comment";
            Diagnostic::syntax(codes::DOC_JUNK, span, message)
        }
        Close::Missing(span) => {
            let message = "documentation comment must end with '##'";
            Diagnostic::syntax(codes::DOC_UNCLOSED, span, message)
        }
    };
    Some(error.label(comment.opening, "the comment begins here"))
}
