//! Documentation comments: tokens → the lines that [`crate::doc`] reads.

use super::{FileParser, Output};
use crate::diag::{Diagnostic, codes::syntax as codes};
use crate::doc::{self, Close, Comment, Late};
use crate::ir::Doc;
use crate::lexer::TokenKind;

/// The result of reading a documentation comment.
pub(super) struct Parsed {
    /// The documentation; None if it has a mistake.
    pub(super) docs: Option<Vec<Doc>>,
    /// True if the comment's last line is the current token, so that the next is to be read.
    pub(super) closed: bool,
    /// Mistakes that QEMU's compiler finds after it has read the token after the comment.
    pub(super) late: Late,
}

/// Reads the comment that starts at the current token. Afterwards the current token is the
/// comment's last line, or the token in its place.
pub(super) fn read(parser: &mut FileParser, out: &mut Output<'_>) -> Parsed {
    let opening = parser.token;
    let text = std::sync::Arc::clone(parser.lexer.text());
    let line_of = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or_default();
    let mut lines = std::mem::take(&mut parser.doc_lines);
    lines.clear();
    let last = loop {
        let token = parser.next_raw();
        let line = line_of(token.start, token.end);
        if token.kind != TokenKind::Comment || line.starts_with("##") {
            break token;
        }
        lines.push(parser.span(token));
    };
    let close = match last.kind {
        TokenKind::Comment if line_of(last.start, last.end) == "##" => {
            Close::Marker(parser.span(last))
        }
        TokenKind::Comment => Close::Junk(parser.span(last)),
        TokenKind::Stray => Close::Bad,
        TokenKind::String if crate::lexer::string_text(line_of(last.start, last.end)).is_err() => {
            Close::Bad
        }
        _ => Close::Missing(parser.span(last)),
    };
    let span = parser.span(opening);
    let closed = matches!(close, Close::Marker(_) | Close::Junk(_));
    let comment = Comment {
        opening: span,
        text: &text,
        base: parser.base,
        lines: &lines,
        close,
    };
    let result = if parser.text(opening) == "##" {
        doc::parse(
            &comment,
            parser.edition,
            &mut parser.doc_scratch,
            out.diagnostics,
        )
    } else {
        let message = "junk after '##' at start of documentation comment";
        Err(vec![Diagnostic::syntax(codes::DOC_JUNK, span, message)])
    };
    let (docs, late) = match result {
        Ok((docs, late)) => (Some(docs), late),
        Err(mistakes) => {
            mistakes.into_iter().for_each(|m| out.push_forgivable(m));
            let is_old = out.syntax.is_old;
            (
                is_old.then(|| doc::parse_leniently(&comment)),
                Late::default(),
            )
        }
    };
    parser.doc_lines = lines;
    if closed {
        parser.token = last;
    } else {
        parser.accept(last, out);
    }
    Parsed { docs, closed, late }
}
