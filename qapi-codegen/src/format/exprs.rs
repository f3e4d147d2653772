//! Statements and expressions other than [`arms`](super::arms) and [`chains`](super::chains).

use super::printer::{MAX_WIDTH, Mark, Printer};
use super::tokens::Kind;

/// Binary operators, those that bind least first.
const OPERATORS: &[&[&str]] = &[
    &["||"],
    &["&&"],
    &["==", "!=", "<", ">", "<=", ">="],
    &["|"],
    &["^"],
    &["&"],
    &["+", "-"],
    &["*", "/", "%"],
];

impl Printer<'_> {
    /// The block opened at `open`, its statements on lines of their own.
    pub(super) fn block(&mut self, open: usize) {
        self.lines_in_braces(open, |p, head, close| {
            let end = p.statement_end(head, close);
            p.statement(head, end);
            if end == close && p.jumps(head) && !p.tokens.is(end - 1, ";") {
                p.push(";");
            }
            end
        });
    }

    /// The end of the statement that begins at `from`: behind its `;`, or behind the braces of a
    /// statement without one.
    fn statement_end(&self, from: usize, to: usize) -> usize {
        if self.is_item(from) {
            return self.item_end(from, to);
        }
        if !self.is_block_like(from) {
            return self.find_text(from, to, ";").map_or(to, |at| at + 1);
        }
        let mut at = from;
        loop {
            let Some(open) = self.find_text(at, to, "{") else {
                return to;
            };
            at = self.tokens.end(open) + 1;
            if !self.tokens.is(at, "else") {
                break;
            }
        }
        let goes_on = self.tokens.is(at, ".") || self.tokens.is(at, "?");
        match self.find_text(at, to, ";") {
            Some(end) if goes_on || end == at => end + 1,
            _ if goes_on => to,
            _ => at,
        }
    }

    /// Returns true if the statement gets a `;` though it is its block's last.
    pub(super) fn jumps(&self, at: usize) -> bool {
        self.tokens.is_one(at, ["return", "break", "continue"])
    }

    fn is_item(&self, at: usize) -> bool {
        const ITEMS: [&str; 11] = [
            "const", "static", "use", "fn", "struct", "enum", "impl", "mod", "trait", "type", "pub",
        ];
        self.tokens.is_one(at, ITEMS) && !self.tokens.is(at + 1, "{")
    }

    pub(super) fn is_block_like(&self, at: usize) -> bool {
        self.tokens
            .is_one(at, ["{", "if", "match", "for", "while", "loop", "unsafe"])
            || self.tokens.kind(at) == Some(Kind::Lifetime)
    }

    /// A statement with its `;`, if it has one.
    pub(super) fn statement(&mut self, from: usize, to: usize) {
        if self.is_item(from) {
            return self.item(from, to);
        }
        let semicolon = self.tokens.is(to - 1, ";");
        let end = to - usize::from(semicolon);
        if self.tokens.is(from, "let") {
            self.binding(from, end);
        } else {
            self.expression(from, end, usize::from(semicolon));
        }
        if semicolon {
            self.push(";");
        }
    }

    /// `let … = …` and `let … = … else { … }`
    fn binding(&mut self, from: usize, to: usize) {
        let Some(equals) = self.find_text(from, to, "=") else {
            return self.flat(from, to);
        };
        let start = self.mark();
        self.bound(from, equals);
        let one_line = self.lines_since(start) == 0;
        let other = self
            .find_text(equals, to, "else")
            .filter(|_| !self.is_block_like(equals + 1));
        let Some(other) = other else {
            return self.right_side(equals + 1, to, 1, Self::expression);
        };
        self.right_side(equals + 1, other, 1, Self::expression);
        if one_line && self.goes_on(start) {
            self.push(" else ");
        } else {
            self.newline();
            self.push("else ");
        }
        self.block(other + 1);
    }

    /// `let`, the pattern and `=`.
    fn bound(&mut self, from: usize, equals: usize) {
        let open = self.find(from, equals, |t, at| t.is(at, "("));
        match open.filter(|_| !self.fits(from, equals, 1)) {
            Some(open) => {
                let close = self.tokens.end(open);
                self.flat(from, open);
                if self.tokens.get(open).is_some_and(|t| t.space) {
                    self.push(" ");
                }
                self.in_pattern = true;
                self.list(open, 2);
                self.in_pattern = false;
                self.flat(close + 1, equals);
            }
            None => self.flat(from, equals),
        }
        self.push(" =");
    }

    /// Returns true if `else {` stands on the last line of the text since `start`: where it
    /// fits behind all on one line, or behind closing brackets alone.
    fn goes_on(&self, start: Mark) -> bool {
        if self.lines_since(start) == 0 {
            return self.column + " else {".len() < MAX_WIDTH;
        }
        self.ends_in_brackets(start)
    }

    /// Returns true if the last line of the text since `start` is closing brackets alone.
    pub(super) fn ends_in_brackets(&self, start: Mark) -> bool {
        let last = self.since(start).lines().last().unwrap_or_default();
        let brackets = last.trim_start();
        last.len() - brackets.len() == self.indent && brackets.chars().all(|c| ")]}?".contains(c))
    }

    /// An expression, with `reserve` columns kept free behind it.
    pub(super) fn expression(&mut self, from: usize, to: usize, reserve: usize) {
        if from >= to {
            return;
        }
        if self.fits(from, to, reserve) {
            return self.flat(from, to);
        }
        match self.tokens.text(from) {
            "return" | "break" if from + 1 < to => {
                self.flat(from, from + 1);
                self.push(" ");
                return self.expression(from + 1, to, reserve);
            }
            "|" | "||" | "move" => return self.closure(from, to, reserve),
            "match" if self.tokens.end(self.opening(from, to)) + 1 == to => {
                return self.match_(from, to);
            }
            "if" | "for" | "while" | "loop" | "{" | "unsafe" => return self.blocks(from, to),
            _ => {}
        }
        const ASSIGNMENTS: [&str; 7] = ["=", "+=", "-=", "*=", "/=", "|=", "&="];
        if let Some(at) = self.find(from, to, |t, at| t.is_one(at, ASSIGNMENTS)) {
            self.flat(from, at + 1);
            return self.right_side(at + 1, to, reserve, Self::expression);
        }
        if self.binary(from, to, reserve) {
            return;
        }
        let mut at = from;
        while self.tokens.is_one(at, ["&", "&&", "mut", "*", "!", "-"]) {
            if at > from && self.tokens.get(at).is_some_and(|t| t.space) {
                self.push(" ");
            }
            self.token(at);
            at += 1;
        }
        if at > from && self.tokens.get(at).is_some_and(|t| t.space) {
            self.push(" ");
        }
        self.postfix(at, to, reserve);
    }

    pub(super) fn opening(&self, from: usize, to: usize) -> usize {
        self.find_text(from, to, "{").unwrap_or(to)
    }

    /// Operands of the operators that bind least, one a line. False where there is none.
    fn binary(&mut self, from: usize, to: usize, reserve: usize) -> bool {
        for operators in OPERATORS {
            let is_operator = |p: &Self, at: usize| {
                at > from
                    && p.tokens.kind(at) == Some(Kind::Punct)
                    && operators.iter().any(|op| p.tokens.is(at, op))
                    && p.ends_operand(at - 1)
            };
            let mut starts = vec![from];
            let mut at = from;
            while let Some(found) = self.find(at, to, |_, at| is_operator(self, at)) {
                starts.push(found);
                at = found + 1;
            }
            if starts.len() == 1 {
                continue;
            }
            self.operands(&starts, to, reserve);
            return true;
        }
        false
    }

    fn operands(&mut self, starts: &[usize], to: usize, reserve: usize) {
        let ends = starts.iter().skip(1).copied().chain([to]);
        let last = starts.len() - 1;
        for (index, (&start, end)) in starts.iter().zip(ends).enumerate() {
            let reserve = if index == last { reserve } else { 0 };
            if index == 0 {
                self.expression(start, end, reserve);
                continue;
            }
            self.indented(|p| {
                p.newline();
                p.token(start);
                p.push(" ");
                p.expression(start + 1, end, reserve);
            });
        }
    }

    fn ends_operand(&self, at: usize) -> bool {
        match self.tokens.kind(at) {
            Some(Kind::Word) => !self
                .tokens
                .is_one(at, ["return", "mut", "as", "in", "match", "if", "move"]),
            Some(Kind::Punct) => self.tokens.is(at, "?"),
            Some(Kind::Literal | Kind::Close | Kind::Greater) => true,
            _ => false,
        }
    }

    fn closure(&mut self, from: usize, to: usize, reserve: usize) {
        let bar = if self.tokens.is(from, "move") {
            from + 1
        } else {
            from
        };
        let end = if self.tokens.is(bar, "||") {
            bar
        } else {
            self.find_text(bar + 1, to, "|").unwrap_or(to - 1)
        };
        let body = self
            .find(end + 1, to, |t, at| !t.is(at, "->"))
            .unwrap_or(to);
        self.flat(from, end + 1);
        if self.tokens.is(end + 1, "->") {
            let open = self.opening(end, to);
            self.push(" ");
            self.flat(end + 1, open);
            self.push(" ");
            return self.block(open);
        }
        self.push(" ");
        if self.tokens.is(body, "{") && self.tokens.end(body) + 1 == to {
            return self.block(body);
        }
        let mark = self.mark();
        self.expression(body, to, reserve);
        let begins_here =
            self.lines_since(mark) == 0 || self.is_block_like(body) || self.overflows_closure(to);
        if self.first_line_end(mark) > MAX_WIDTH || !begins_here {
            self.reset(mark);
            self.braces(true, |p| {
                p.newline();
                p.expression(body, to, 0);
            });
        }
    }

    /// Returns true if a closure's body of several lines needs no braces: a struct literal.
    fn overflows_closure(&self, to: usize) -> bool {
        self.tokens.is(to - 1, "}")
    }

    /// `if … { } else { }`, loops and plain blocks.
    fn blocks(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let open = self.opening(at, to);
            if open == to {
                return self.postfix_tail(at, to);
            }
            if open > at {
                self.header(at, open);
                self.push(" ");
            }
            if self.tokens.is(at, "match") {
                self.arms(open);
            } else {
                self.block(open);
            }
            at = self.tokens.end(open) + 1;
            if at < to && !self.tokens.is(at, ".") && !self.tokens.is(at, "?") {
                self.push(" ");
            }
        }
    }

    fn postfix_tail(&mut self, from: usize, to: usize) {
        self.flat(from, to);
    }

    /// From a keyword up to the brace.
    pub(super) fn header(&mut self, from: usize, to: usize) {
        if self.fits(from, to, 2) {
            return self.flat(from, to);
        }
        let mut at = from;
        while self
            .tokens
            .is_one(at, ["else", "if", "while", "match", "let"])
        {
            at += 1;
        }
        if at == from || at >= to {
            return self.flat(from, to);
        }
        self.flat(from, at);
        self.push(" ");
        self.expression(at, to, 2);
    }
}
