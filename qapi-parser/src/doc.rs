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
use crate::ir::{Doc, DocSection};
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
    /// The file that it is in, and that file's place among all.
    pub(crate) text: &'t str,
    pub(crate) base: u32,
    /// Where its lines are.
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

/// Room for what is being read, to be used for one comment after the other.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    text: String,
    sections: Vec<DocSection>,
}

/// Mistakes that QEMU's compiler finds only when it has read the token after the comment.
#[derive(Debug, Default)]
pub(crate) struct Late(pub(crate) Vec<Diagnostic>);

/// What was read of one comment, or the mistakes in it, the first one first.
pub(crate) type Read<T> = Result<T, Vec<Diagnostic>>;

/// The mistakes found so far in a comment.
#[derive(Debug, Default)]
struct Mistakes(Vec<Diagnostic>);

/// So many mistakes of a comment are worth reporting.
const MANY_MISTAKES: usize = 100;

impl Mistakes {
    fn push(&mut self, mistake: Diagnostic) {
        if self.0.len() < MANY_MISTAKES {
            self.0.push(mistake);
        }
    }

    /// Adds a mistake of which further ones of the same kind are likely to be a consequence.
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

    /// Ends reading if there are any.
    fn none(&mut self) -> Read<()> {
        match std::mem::take(&mut self.0) {
            none if none.is_empty() => Ok(()),
            mistakes => Err(mistakes),
        }
    }
}

const FREE_FORM_HELP: &str = "documentation of a definition begins with '# @NAME:'";

const ORDER_HELP: &str = "describe members first, then features, then the rest";

fn unexpected_indent(expected: usize) -> String {
    format!("unexpected de-indent (expected at least {expected} spaces)")
}

/// The documentation that `comment` holds: one [`Doc`], or, when free-form and with headings in
/// the middle, several.
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
    // Forms that older releases' own schemas use are no news to anybody.
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

/// The line's text behind `# `; a `#` without a space behind it is a mistake.
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

/// The mistake, if any, in how the comment ends.
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
