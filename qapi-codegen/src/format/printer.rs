//! The text being written, and the checks of its width.

use super::tokens::{Head, Kind, Tokens};

/// `max_width`
pub(super) const MAX_WIDTH: usize = 100;
/// `tab_spaces`
pub(super) const INDENT: usize = 4;

/// Writes tokens, with line breaks.
pub(super) struct Printer<'t> {
    pub(super) tokens: &'t Tokens,
    out: String,
    /// Used width of the current line.
    pub(super) column: usize,
    /// The indentation of the current statement or item.
    pub(super) indent: usize,
    /// True inside a pattern.
    pub(super) in_pattern: bool,
}

/// A state of the text to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    len: usize,
    column: usize,
    indent: usize,
}

impl Mark {
    /// The column at which it stands.
    pub(super) fn column(self) -> usize {
        self.column
    }
}

impl<'t> Printer<'t> {
    /// Writes behind `out`, indented `depth` steps.
    pub(super) fn new(tokens: &'t Tokens, mut out: String, depth: usize) -> Self {
        // Text beyond the tokens is mostly indentation.
        out.reserve(tokens.text_len() * 2);
        Printer {
            tokens,
            out,
            column: 0,
            indent: depth * INDENT,
            in_pattern: false,
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes one token.
    pub(super) fn token(&mut self, at: usize) {
        self.flat(at, at + 1);
    }

    /// Writes `from..to` on one line.
    pub(super) fn flat(&mut self, from: usize, to: usize) {
        self.out.push_str(self.tokens.line(from, to));
        self.column += self.tokens.width(from, to);
    }

    /// Writes punctuation that is not in the tokens.
    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.len();
    }

    /// Ends the line and indents the next.
    pub(super) fn newline(&mut self) {
        const SPACES: &str = "                                ";
        self.out.push('\n');
        let mut missing = self.indent;
        while missing > 0 {
            let some = missing.min(SPACES.len());
            self.out.push_str(&SPACES[..some]);
            missing -= some;
        }
        self.column = self.indent;
    }

    /// Ends the line without indenting the next: a blank line, or the end.
    pub(super) fn blank(&mut self) {
        self.out.push('\n');
        self.column = 0;
    }

    /// Runs `body` one step further indented.
    pub(super) fn indented(&mut self, body: impl FnOnce(&mut Self)) {
        self.indent += INDENT;
        body(self);
        self.indent -= INDENT;
    }

    /// Returns true if `from..to` and `reserve` more columns fit on the current line.
    pub(super) fn fits(&self, from: usize, to: usize, reserve: usize) -> bool {
        self.fits_at(self.column, from, to, reserve)
    }

    /// Returns true if `from..to` and `reserve` more columns fit on a line of which `column` is
    /// used.
    pub(super) fn fits_at(&self, column: usize, from: usize, to: usize, reserve: usize) -> bool {
        !self.tokens.breaks(from, to) && column + self.tokens.width(from, to) + reserve <= MAX_WIDTH
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            len: self.out.len(),
            column: self.column,
            indent: self.indent,
        }
    }

    /// Forgets the text since a mark.
    pub(super) fn reset(&mut self, mark: Mark) {
        self.out.truncate(mark.len);
        self.column = mark.column;
        self.indent = mark.indent;
    }

    /// The text since a mark.
    pub(super) fn since(&self, mark: Mark) -> &str {
        self.out.get(mark.len..).unwrap_or_default()
    }

    /// The width of the line on which `mark` stands.
    pub(super) fn first_line_end(&self, mark: Mark) -> usize {
        let first = self.since(mark).split('\n').next().unwrap_or_default();
        mark.column
            + if first.is_ascii() {
                first.len()
            } else {
                first.chars().count()
            }
    }

    /// Number of lines since a mark.
    pub(super) fn lines_since(&self, mark: Mark) -> usize {
        self.since(mark).bytes().filter(|b| *b == b'\n').count()
    }

    /// The index of the first of `texts` in `from..to` outside of groups and generic arguments.
    pub(super) fn find(
        &self,
        from: usize,
        to: usize,
        wanted: impl Fn(&Tokens, usize) -> bool,
    ) -> Option<usize> {
        let mut at = from;
        let mut angles = 0usize;
        while at < to {
            match self.tokens.kind(at) {
                Some(Kind::Less) => angles += 1,
                Some(Kind::Greater) => angles = angles.saturating_sub(1),
                _ => {}
            }
            if angles == 0 && wanted(self.tokens, at) {
                return Some(at);
            }
            at = self.tokens.end(at) + 1;
        }
        None
    }

    /// Finds the token `text` in `from..to`, outside of groups and generic arguments.
    pub(super) fn find_text(&self, from: usize, to: usize, text: &str) -> Option<usize> {
        let head = Head::of(text);
        self.find(from, to, |tokens, at| tokens.has(at, head))
    }

    /// The parts of `from..to` between commas.
    pub(super) fn split(&self, from: usize, to: usize) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let mut start = from;
        while start < to {
            let end = self.find_text(start, to, ",").unwrap_or(to);
            parts.push((start, end));
            start = end + 1;
        }
        parts
    }
}
