//! Operands: paths and literals with calls, members, struct literals and `?` behind.

use super::printer::{INDENT, MAX_WIDTH, Printer};
use super::tokens::Kind;

/// `chain_width`
const CHAIN_WIDTH: usize = 60;

impl Printer<'_> {
    /// A path, literal or group, with calls, indices, members, `?` and `as` behind.
    pub(super) fn postfix(&mut self, from: usize, to: usize, reserve: usize) {
        if self.find_text(from, to, "as").is_some() {
            return self.flat(from, to);
        }
        let links = self.links(from, to);
        if links.is_empty() {
            self.link(from, to, reserve);
        } else {
            self.chain(from, &links, to, reserve);
        }
    }

    /// The place of each `.` of a chain.
    pub(super) fn links(&self, from: usize, to: usize) -> Vec<usize> {
        let mut links = Vec::new();
        let mut at = from;
        while let Some(dot) = self.find_text(at, to, ".") {
            links.push(dot);
            at = dot + 1;
        }
        links
    }

    /// A path, or a chain's `.name`, with the calls behind.
    fn link(&mut self, from: usize, to: usize, reserve: usize) {
        let mut at = from;
        let mut rest = to;
        // The tokens behind the last brackets go with them.
        while rest > from && self.tokens.kind(rest - 1) != Some(Kind::Close) {
            rest -= 1;
        }
        let tail = self.tokens.width(rest, to);
        while at < rest {
            if self.tokens.kind(at) != Some(Kind::Open) {
                if at > from && self.tokens.get(at).is_some_and(|t| t.space) {
                    self.push(" ");
                }
                self.token(at);
                at += 1;
                continue;
            }
            let end = self.tokens.end(at) + 1;
            let reserve = if end == rest { tail + reserve } else { 0 };
            match self.tokens.text(at) {
                "{" => {
                    self.push(" ");
                    self.struct_literal(at);
                }
                _ => {
                    if at > from && self.tokens.get(at).is_some_and(|t| t.space) {
                        self.push(" ");
                    }
                    self.list(at, reserve);
                }
            }
            at = end;
        }
        self.flat(rest, to);
    }

    /// The members of a struct literal.
    fn struct_literal(&mut self, open: usize) {
        let close = self.tokens.end(open);
        let members = self.split(open + 1, close);
        self.braces(!members.is_empty(), |p| {
            for (from, to) in members {
                p.newline();
                let head = p.head(from, to);
                p.attributes(from, head);
                let rest = p.tokens.is(head, "..");
                match p.find_text(head, to, ":").filter(|_| !rest) {
                    Some(colon) => {
                        p.flat(head, colon + 1);
                        p.value(colon + 1, to);
                    }
                    None => p.flat(head, to),
                }
                if !rest {
                    p.push(",");
                }
            }
        });
    }

    /// Writes the tokens behind the `:` of a struct literal's member: on the same line, if that can
    /// begin there.
    fn value(&mut self, from: usize, to: usize) {
        let mark = self.mark();
        self.push(" ");
        self.expression(from, to, 1);
        if self.first_line_end(mark) > MAX_WIDTH {
            self.reset(mark);
            self.indented(|p| {
                p.newline();
                p.expression(from, to, 1);
            });
        }
    }

    /// A chain: on one line with the last link open to the lines after, or a link a line.
    fn chain(&mut self, from: usize, links: &[usize], to: usize, reserve: usize) {
        let &[.., last] = links else { return };
        let start = self.mark();
        let head_fits = self.fits(from, last, reserve);
        let overflowed = head_fits && {
            self.flat(from, last);
            self.link(last, to, reserve);
            true
        };
        let lines = self.lines_since(start);
        let first = self.first_line_end(start);
        let width = first - start.column();
        let budget = if links.len() == 1 {
            MAX_WIDTH
        } else {
            CHAIN_WIDTH
        };
        let could_fit = overflowed && first <= MAX_WIDTH && width <= budget;
        let joined = links.len() == 1 && self.is_short_head(from, last, start.column());
        if could_fit && (joined || lines >= 4) {
            return;
        }
        if could_fit && lines > 0 {
            // Compare with the last link on a line of its own.
            let own = self.lines_of_own(last, to, reserve);
            if own >= lines {
                return;
            }
        }
        if overflowed {
            self.reset(start);
        }
        self.vertical_chain(from, links, to, reserve);
    }

    /// rustfmt lets a head no wider than a tab keep its first link, at the start of a line.
    fn is_short_head(&self, from: usize, dot: usize, column: usize) -> bool {
        self.tokens.width(from, dot) + column.saturating_sub(self.indent) <= INDENT
    }

    fn lines_of_own(&mut self, last: usize, to: usize, reserve: usize) -> usize {
        let mark = self.mark();
        self.indented(|p| {
            p.newline();
            p.link(last, to, reserve);
        });
        let lines = self.lines_since(mark) - 1;
        self.reset(mark);
        lines
    }

    fn vertical_chain(&mut self, from: usize, links: &[usize], to: usize, reserve: usize) {
        let mut links = links;
        let mut head = links.first().copied().unwrap_or(to);
        while self.is_short_head(from, head, self.column) && links.len() > 1 {
            links = &links[1..];
            head = links[0];
        }
        self.link(from, head, 0);
        let ends = links.iter().skip(1).copied().chain([to]);
        self.indented(|p| {
            for (&link, end) in links.iter().zip(ends) {
                p.newline();
                p.link(link, end, if end == to { reserve } else { 0 });
            }
        });
    }
}
