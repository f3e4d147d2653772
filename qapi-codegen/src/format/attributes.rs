//! Documentation and other attributes.

use super::printer::{MAX_WIDTH, Printer};
use super::tokens::Kind;

/// Number of columns that rustfmt keeps free behind the `derive`s of one line.
const DERIVE_MARGIN: usize = 4;

impl Printer<'_> {
    /// The start of an item, field, variant, arm or statement after its attributes.
    pub(super) fn head(&self, from: usize, to: usize) -> usize {
        let mut at = from;
        while at < to {
            match self.tokens.kind(at) {
                Some(Kind::Doc) => at += 1,
                Some(Kind::Punct) if self.tokens.is(at, "#") => {
                    at += usize::from(self.tokens.is(at + 1, "!"));
                    at = self.tokens.end(at + 1) + 1;
                }
                _ => break,
            }
        }
        at
    }

    /// Attributes and documentation, each on its lines, and the line after.
    pub(super) fn attributes(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            if self.tokens.kind(at) == Some(Kind::Doc) {
                self.doc(at);
                at += 1;
            } else if self.is_derive(at, to) {
                at = self.derives(at, to);
            } else {
                let inner = usize::from(self.tokens.is(at + 1, "!"));
                let end = self.tokens.end(at + 1 + inner) + 1;
                self.meta(at, end, 0);
                at = end;
            }
            self.newline();
        }
    }

    fn doc(&mut self, at: usize) {
        let tokens = self.tokens;
        for (index, line) in tokens.text(at).split('\n').enumerate() {
            if index > 0 {
                self.newline();
            }
            let line = line.trim_end();
            let tight = line.is_empty() || line.starts_with(' ');
            self.push(if tight { "///" } else { "/// " });
            self.push(line);
        }
    }

    /// `word(…)`, or an attribute around it: on one line, or one element a line. rustfmt writes no
    /// comma behind the last one.
    fn meta(&mut self, from: usize, to: usize, reserve: usize) {
        let start = if self.tokens.is(from, "#") {
            from + 2
        } else {
            from
        };
        let open = self.find(start, to, |t, at| t.is(at, "("));
        let Some(open) = open.filter(|_| !self.fits(from, to, reserve)) else {
            return self.flat(from, to);
        };
        let close = self.tokens.end(open);
        let elements = self.split(open + 1, close);
        self.flat(from, open + 1);
        match elements.as_slice() {
            [] => {}
            &[(from, to)] if self.tokens.is(to - 1, ")") => self.meta(from, to, reserve + 1),
            &[(from, to)] if !self.tokens.is(from + 1, "=") => self.flat(from, to),
            _ => {
                self.indented(|p| {
                    for (index, &(from, to)) in elements.iter().enumerate() {
                        p.newline();
                        p.meta(from, to, 1);
                        p.push(if index + 1 < elements.len() { "," } else { "" });
                    }
                });
                self.newline();
            }
        }
        self.flat(close, to);
    }

    fn is_derive(&self, at: usize, to: usize) -> bool {
        at < to && self.tokens.is(at, "#") && self.tokens.is(at + 2, "derive")
    }

    /// Writes adjacent `derive`s as one. Returns the start of the next attribute.
    fn derives(&mut self, from: usize, to: usize) -> usize {
        let mut at = from;
        let mut traits = Vec::new();
        while self.is_derive(at, to) {
            traits.extend(self.split(at + 4, self.tokens.end(at + 3)));
            at = self.tokens.end(at + 1) + 1;
        }
        self.push("#[derive(");
        let widths = traits
            .iter()
            .map(|&(from, to)| self.tokens.width(from, to) + 2);
        let width = widths.sum::<usize>().saturating_sub(2);
        if self.column + width + 2 + DERIVE_MARGIN <= MAX_WIDTH {
            self.row(&traits);
        } else {
            self.indented(|p| {
                p.newline();
                if p.column + width <= MAX_WIDTH {
                    p.row(&traits);
                    p.push(",");
                    return;
                }
                for (index, &(from, to)) in traits.iter().enumerate() {
                    if index > 0 {
                        p.newline();
                    }
                    p.flat(from, to);
                    p.push(",");
                }
            });
            self.newline();
        }
        self.push(")]");
        at
    }

    fn row(&mut self, elements: &[(usize, usize)]) {
        for (index, &(from, to)) in elements.iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.flat(from, to);
        }
    }
}
