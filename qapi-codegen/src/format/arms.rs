//! `match` expressions: patterns with their guards, and the bodies of arms.

use super::printer::{INDENT, MAX_WIDTH, Printer};
use super::tokens::Kind;

impl Printer<'_> {
    pub(super) fn match_(&mut self, from: usize, to: usize) {
        let open = self.opening(from, to);
        let start = self.mark();
        self.header(from, open);
        if self.lines_since(start) == 0 || self.ends_in_brackets(start) {
            self.push(" ");
        } else {
            self.newline();
        }
        self.arms(open);
    }

    pub(super) fn arms(&mut self, open: usize) {
        self.lines_in_braces(open, Self::arm);
    }

    /// Writes an arm from its pattern to its comma. Returns the start of the next one.
    fn arm(&mut self, from: usize, to: usize) -> usize {
        let Some(arrow) = self.find_text(from, to, "=>") else {
            self.flat(from, to);
            return to;
        };
        let below = self.pattern(from, arrow);
        let body = arrow + 1;
        self.push(" =>");
        match below {
            true => self.newline(),
            false => self.push(" "),
        }
        if self.tokens.is(body, "{") {
            let end = self.tokens.end(body) + 1;
            if end == to
                || self.tokens.is(end, ",")
                || !self.tokens.is(end, ".") && !self.tokens.is(end, "?")
            {
                self.block(body);
                return end + usize::from(self.tokens.is(end, ","));
            }
        }
        let end = self.find_text(body, to, ",").unwrap_or(to);
        match below {
            true => self.arm_in_braces(body, end),
            false => self.arm_body(body, end),
        }
        end + 1
    }

    /// Writes an arm's body as rustfmt's `rewrite_match_body`: on the line of the arrow if it fits.
    /// Else it stands in braces, except that a body in brackets that is longer than a line starts on
    /// the line of the arrow.
    fn arm_body(&mut self, from: usize, to: usize) {
        if self.fits(from, to, 1) {
            self.flat(from, to);
            return self.push(",");
        }
        if self.fits_at(self.indent + INDENT, from, to, 0) {
            return self.arm_in_braces(from, to);
        }
        let mark = self.mark();
        self.expression(from, to, 1);
        let extends = self.is_block_like(from)
            || !self.jumps(from) && self.tokens.kind(to - 1) == Some(Kind::Close);
        let lines = self.lines_since(mark);
        // rustfmt counts the comma on the first line, wherever it stands.
        if self.first_line_end(mark) >= MAX_WIDTH
            || lines > 0 && !extends
            || lines > 2 && !self.is_block_like(from) && lines > self.lines_below(from, to) + 1
        {
            self.reset(mark);
            return self.arm_in_braces(from, to);
        }
        self.push(",");
    }

    /// The number of line breaks in an arm's body that begins a line.
    fn lines_below(&mut self, from: usize, to: usize) -> usize {
        let mark = self.mark();
        self.indented(|p| {
            p.newline();
            p.expression(from, to, 0);
        });
        let lines = self.lines_since(mark) - 1;
        self.reset(mark);
        lines
    }

    fn arm_in_braces(&mut self, from: usize, to: usize) {
        let jumps = self.jumps(from);
        self.braces(true, |p| {
            p.newline();
            p.expression(from, to, usize::from(jumps));
            if jumps {
                p.push(";");
            }
        });
    }

    /// A pattern with its guard, an alternative a line where they do not fit on one. Returns true if
    /// there is a guard and they take several lines: the arm's `{` then begins a line.
    fn pattern(&mut self, from: usize, to: usize) -> bool {
        let reserve = " => {".len();
        if self.fits(from, to, reserve) {
            self.flat(from, to);
            return false;
        }
        let mark = self.mark();
        let guard = self.find_text(from, to, "if").unwrap_or(to);
        let mut start = from;
        if !self.fits(from, guard, reserve) {
            while let Some(bar) = self.find_text(start, guard, "|") {
                self.flat(start, bar);
                self.newline();
                self.push("| ");
                start = bar + 1;
            }
        }
        self.flat(start, guard);
        if guard == to {
            return false;
        }
        let write = |p: &mut Self| {
            p.token(guard);
            p.push(" ");
            p.expression(guard + 1, to, reserve);
        };
        // Behind a pattern that is no wider than an indentation, the guard may take several lines.
        let end = self.mark();
        let narrow = end.column() <= self.indent + INDENT;
        if narrow || self.lines_since(mark) == 0 {
            self.push(" ");
            write(self);
            let one_line = self.lines_since(end) == 0 && self.column + reserve <= MAX_WIDTH;
            if one_line || narrow && self.first_line_end(end) <= MAX_WIDTH {
                return self.lines_since(mark) > 0;
            }
            self.reset(end);
        }
        self.indented(|p| {
            p.newline();
            write(p);
        });
        true
    }
}
