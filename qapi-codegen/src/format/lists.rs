//! Lists in parentheses and brackets: arguments, parameters, arrays, patterns.

use super::printer::{INDENT, MAX_WIDTH, Mark, Printer};
use super::tokens::Kind;

/// `short_array_element_width_threshold`
const SHORT: usize = 10;
/// `fn_call_width`, `array_width`
const CALL_WIDTH: usize = 60;

/// Writes a range of tokens and keeps a number of columns free behind it.
pub(super) type Write<'p> = fn(&mut Printer<'p>, usize, usize, usize);

impl<'p> Printer<'p> {
    /// The group opened at `open`, each element on its own lines.
    pub(super) fn vertical(&mut self, open: usize, element: impl Fn(&mut Self, usize, usize)) {
        let close = self.tokens.end(open);
        self.token(open);
        let elements = self.split(open + 1, close);
        self.indented(|p| {
            for (from, to) in &elements {
                p.newline();
                element(p, *from, *to);
                p.push(",");
            }
        });
        self.newline();
        self.token(close);
    }

    /// Arguments or elements: on one line, with the last one open to the lines after, several
    /// short ones a line, or each on its own lines.
    pub(super) fn list(&mut self, open: usize, reserve: usize) {
        let close = self.tokens.end(open);
        if self.fits(open, close + 1, reserve) {
            return self.flat(open, close + 1);
        }
        let elements = self.split(open + 1, close);
        if self.overflow(open, &elements, reserve) {
            return;
        }
        let many = elements.len() > 1 && !self.in_pattern;
        if many && elements.iter().all(|&(from, to)| self.is_short(from, to)) {
            self.token(open);
            self.fill(&elements);
            return self.token(close);
        }
        self.vertical(open, |p, from, to| {
            let head = p.head(from, to);
            p.attributes(from, head);
            p.expression(head, to, 1);
        });
    }

    /// Writes all elements on the line, the last of which may go on below. Returns false and writes
    /// nothing if rustfmt would not lay them out so.
    fn overflow(&mut self, open: usize, elements: &[(usize, usize)], reserve: usize) -> bool {
        let Some((&(from, to), others)) = elements.split_last() else {
            return false;
        };
        if !self.overflows(from, to, elements.len()) {
            return false;
        }
        if others
            .iter()
            .any(|&(from, to)| self.tokens.breaks(from, to))
        {
            return false;
        }
        let mark = self.mark();
        self.token(open);
        for &(from, to) in others {
            self.flat(from, to);
            self.push(", ");
        }
        let start = self.mark();
        let limit = if others.is_empty() && self.tokens.is(to - 1, ")") {
            CALL_WIDTH
        } else {
            MAX_WIDTH
        };
        let beyond = MAX_WIDTH.saturating_sub(start.column() + limit);
        self.expression(from, to, beyond.max(reserve + 1));
        let first = self.first_line_end(start);
        let width = first - mark.column();
        let fits = self.lines_since(start) > 0
            && first + 1 + reserve <= MAX_WIDTH
            && (others.is_empty() || width <= CALL_WIDTH + 1);
        if !fits || !self.is_one_line_chain(from, to, start) {
            self.reset(mark);
            return false;
        }
        let close = self.tokens.end(open);
        // Of the commas before an end, only that of `(a,)` is a token.
        let from = close - usize::from(self.tokens.is(close - 1, ","));
        self.flat(from, close + 1);
        true
    }

    /// Returns true if the text of `from..to` is no chain with its last link on a line of
    /// its own.
    fn is_one_line_chain(&self, from: usize, to: usize, start: Mark) -> bool {
        let chain = !self.links(from, to).is_empty();
        let mut lines = self.since(start).lines().skip(1);
        !chain
            || !lines.any(|line| {
                line.trim_start().starts_with('.') && !line.trim_start().starts_with("..")
            })
    }

    /// Returns true if the last of `count` arguments may begin on the line of the call and go on
    /// below.
    fn overflows(&self, from: usize, to: usize, count: usize) -> bool {
        let mut at = from;
        while self.tokens.is_one(at, ["&", "mut", "*", "!", "-"]) {
            at += 1;
        }
        if self.tokens.is_one(at, ["|", "||", "move", "{", "unsafe"]) {
            return true;
        }
        if self
            .tokens
            .is_one(at, ["if", "match", "loop", "while", "for"])
        {
            return count == 1;
        }
        let last = if self.tokens.is(to - 1, "?") {
            to - 2
        } else {
            to - 1
        };
        count == 1 && self.tokens.kind(last) == Some(Kind::Close) && self.links(at, to).len() <= 1
    }

    /// rustfmt's simple expressions: literals, names, their fields, and references to them.
    fn is_short(&self, from: usize, to: usize) -> bool {
        let at = if self.tokens.is(from, "&") || self.tokens.is(from, "-") {
            from + 1
        } else {
            from
        };
        let simple = |at| matches!(self.tokens.kind(at), Some(Kind::Word | Kind::Literal));
        let mut end = at + 1;
        while self.tokens.is(end, ".") && simple(end + 1) {
            end += 2;
        }
        simple(at) && to == end && self.tokens.width(from, to) <= SHORT
    }

    /// As many elements a line as fit, indented, and the line of the closing bracket.
    fn fill(&mut self, elements: &[(usize, usize)]) {
        // rustfmt keeps a column free behind each comma.
        let reserve = ", ".len();
        self.indented(|p| {
            p.newline();
            for (index, &(from, to)) in elements.iter().enumerate() {
                if index > 0 {
                    if p.column + 1 + p.tokens.width(from, to) + reserve > MAX_WIDTH {
                        p.newline();
                    } else {
                        p.push(" ");
                    }
                }
                p.flat(from, to);
                p.push(",");
            }
        });
        self.newline();
    }

    /// Writes the tokens behind `=` or `:` (rustfmt's `choose_rhs`): on the same line if they fit,
    /// else on the next line if they fit. If neither, they start on the same line where they can.
    pub(super) fn right_side(&mut self, from: usize, to: usize, reserve: usize, write: Write<'p>) {
        if self.fits_at(self.column + 1, from, to, reserve) {
            self.push(" ");
            return self.flat(from, to);
        }
        if self.fits_at(self.indent + INDENT, from, to, reserve) {
            return self.indented(|p| {
                p.newline();
                p.flat(from, to);
            });
        }
        let mark = self.mark();
        self.push(" ");
        write(self, from, to, reserve);
        let bracket = self.first_line_bracket(mark, 0);
        // A bracket at its start alone may stand beyond the end of the line.
        let begins = self.tokens.kind(from) == Some(Kind::Open);
        let too_wide = self.first_line_end(mark) > MAX_WIDTH + if begins { 3 } else { 0 };
        if !too_wide && bracket.is_none() {
            return;
        }
        let text = self.since(mark).to_owned();
        let end = self.mark();
        self.reset(mark);
        self.indented(|p| {
            p.newline();
            write(p, from, to, reserve);
        });
        if !too_wide && self.first_line_bracket(mark, 1) == bracket {
            self.reset(mark);
            self.push(&text);
            self.column = end.column();
        }
    }

    /// The opening bracket at the end of a line, counted from the one of `mark`.
    fn first_line_bracket(&self, mark: Mark, line: usize) -> Option<char> {
        let last = self.since(mark).split('\n').nth(line)?.chars().last();
        last.filter(|c| ['(', '[', '{'].contains(c))
    }
}
