//! Items: definitions, functions, modules.

use super::printer::{MAX_WIDTH, Mark, Printer};
use super::tokens::Kind;

impl Printer<'_> {
    /// The items in `from..to`, one after the other, each with the end of its line. A blank line
    /// stands between two, unless both are of one line and kind.
    pub(super) fn items(&mut self, from: usize, to: usize) {
        let mut at = from;
        let mut before: Option<&str> = None;
        while at < to {
            let head = self.head(at, to);
            let end = self.item_end(head, to);
            let keyword = self.one_line_keyword(at, head, end);
            if at > from && (keyword.is_none() || keyword != before) {
                self.blank();
            }
            self.begin_line();
            self.attributes(at, head);
            self.item(head, end);
            self.blank();
            before = keyword;
            at = end;
        }
    }

    /// Indents the line, which is empty.
    fn begin_line(&mut self) {
        for _ in 0..self.indent / super::printer::INDENT {
            self.push("    ");
        }
    }

    /// The keyword of an item that may follow its like without a blank line.
    fn one_line_keyword(&self, at: usize, head: usize, end: usize) -> Option<&'static str> {
        let word = self.skip_visibility(head);
        let keyword = ["use", "mod", "const", "static", "type"]
            .into_iter()
            .find(|k| self.tokens.is(word, k));
        keyword.filter(|_| at == head && self.tokens.is(end - 1, ";"))
    }

    /// The end of the item that begins at `head`.
    pub(super) fn item_end(&self, head: usize, to: usize) -> usize {
        let word = self.skip_visibility(head);
        let with_value = self
            .tokens
            .is_one(word, ["const", "static", "use", "type", "let"])
            && !self.tokens.is(word + 1, "fn");
        let ends =
            |t: &super::tokens::Tokens, at: usize| t.is(at, ";") || (t.is(at, "{") && !with_value);
        match self.find(word, to, ends) {
            Some(at) => self.tokens.end(at) + 1,
            None => to,
        }
    }

    fn skip_visibility(&self, head: usize) -> usize {
        if !self.tokens.is(head, "pub") {
            return head;
        }
        if self.tokens.is(head + 1, "(") {
            self.tokens.end(head + 1) + 1
        } else {
            head + 1
        }
    }

    /// An item without its attributes, from its visibility to its `}` or `;`.
    pub(super) fn item(&mut self, from: usize, to: usize) {
        let word = self.skip_visibility(from);
        let mut keyword = word;
        while self
            .tokens
            .is_one(keyword, ["const", "async", "unsafe", "extern"])
            && self.is_function_behind(keyword)
        {
            keyword += 1;
        }
        match self.tokens.text(keyword) {
            "struct" | "enum" => self.definition(from, to),
            "impl" | "trait" | "mod" => self.container(from, to),
            "fn" => self.function(from, to),
            "const" | "static" | "type" | "use" => self.constant(from, to),
            _ if self.tokens.is(to - 1, "}") => self.macro_call(from, to),
            _ => self.flat(from, to),
        }
    }

    fn is_function_behind(&self, at: usize) -> bool {
        (at + 1..at + 4).any(|i| self.tokens.is(i, "fn"))
    }

    /// `struct` and `enum`.
    fn definition(&mut self, from: usize, to: usize) {
        let Some(open) = self.find(from, to, |t, at| t.is(at, "{")) else {
            return self.tuple_struct(from, to);
        };
        self.flat(from, open);
        self.push(" ");
        let members = self.split(open + 1, to - 1);
        self.braces(!members.is_empty(), |p| {
            // rustfmt writes an enum's variants with members on one line all, or none of them.
            let vertical = members
                .iter()
                .any(|&(from, to)| p.tokens.breaks(p.head(from, to), to));
            for (from, to) in members {
                p.newline();
                let head = p.head(from, to);
                p.attributes(from, head);
                match p.find_text(head, to, "{").filter(|_| vertical) {
                    Some(_) => p.variant(head, to),
                    None => p.member(head, to),
                }
                p.push(",");
            }
        });
    }

    fn tuple_struct(&mut self, from: usize, to: usize) {
        let Some(open) = self.find(from, to, |t, at| t.is(at, "(")) else {
            return self.flat(from, to);
        };
        if self.fits(from, to - 1, 1) {
            return self.flat(from, to);
        }
        self.flat(from, open);
        self.vertical(open, Self::member_with_attributes);
        self.push(";");
    }

    /// A field, a variant or a parameter.
    fn member(&mut self, from: usize, to: usize) {
        if self.fits(from, to, 1) {
            return self.flat(from, to);
        }
        if let Some(colon) = self.find_text(from, to, ":") {
            self.flat(from, colon + 1);
            return self.right_side(colon + 1, to, 1, Self::ty);
        }
        self.variant(from, to);
    }

    fn member_with_attributes(&mut self, from: usize, to: usize) {
        let head = self.head(from, to);
        self.attributes(from, head);
        self.member(head, to);
    }

    /// A variant with its members a line each.
    fn variant(&mut self, from: usize, to: usize) {
        let open = self.find(from, to, |t, at| t.is(at, "(") || t.is(at, "{"));
        let Some(open) = open.filter(|open| !self.tokens.is(open - 1, "pub")) else {
            return self.ty(from, to, 1);
        };
        self.flat(from, open);
        if self.tokens.is(open, "(") {
            return self.vertical(open, Self::member_with_attributes);
        }
        self.push(" ");
        let members = self.split(open + 1, self.tokens.end(open));
        self.braces(!members.is_empty(), |p| {
            for (from, to) in members {
                p.newline();
                p.member_with_attributes(from, to);
                p.push(",");
            }
        });
    }

    /// A type: on one line, or else with the innermost generic arguments broken that must be.
    pub(super) fn ty(&mut self, from: usize, to: usize, reserve: usize) {
        // rustfmt does not count `impl ` before it breaks a bound.
        let uncounted = if self.tokens.is(from, "impl") {
            "impl ".len()
        } else {
            0
        };
        let column = self.column - uncounted.min(self.column);
        let fits = self.fits_at(column, from, to, reserve);
        let opens = self.find_generic(from, to);
        let Some((open, close)) = opens.filter(|_| !fits) else {
            return self.flat(from, to);
        };
        self.flat(from, open + 1);
        let arguments = self.split(open + 1, close);
        self.indented(|p| {
            for (from, to) in arguments {
                p.newline();
                p.ty(from, to, 1);
                p.push(",");
            }
        });
        self.newline();
        self.flat(close, to);
    }

    /// The last generic arguments of a path.
    fn find_generic(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let close = to
            .checked_sub(1)
            .filter(|last| self.tokens.kind(*last) == Some(Kind::Greater))?;
        let mut depth = 0usize;
        for at in (from..=close).rev() {
            match self.tokens.kind(at) {
                Some(Kind::Greater) => depth += 1,
                Some(Kind::Less) => {
                    depth -= 1;
                    if depth == 0 {
                        return Some((at, close));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// `impl`, `trait` and `mod`.
    fn container(&mut self, from: usize, to: usize) {
        let Some(open) = self.find(from, to, |t, at| t.is(at, "{")) else {
            return self.flat(from, to);
        };
        let where_ = self.find_text(from, open, "where");
        let head = where_.unwrap_or(open);
        let empty = open + 2 == to;
        let keyword = self.skip_visibility(from);
        let bounds = self
            .find_text(from, head, ":")
            .filter(|_| self.tokens.is(keyword, "trait"));
        let fits = match bounds {
            // rustfmt counts the words before the name twice.
            Some(_) => self.fits(from, head, self.tokens.width(from, keyword + 1) + 1),
            // rustfmt does not count the indentation here.
            None => self.fits_at(0, from, head, " {".len()),
        };
        if where_.is_none() && fits {
            self.flat(from, head);
            self.push(" ");
        } else {
            let column = bounds.map_or(0, |_| self.column);
            let fits = where_.is_some() && self.fits_at(column, from, head, 0);
            match bounds.filter(|_| !fits) {
                Some(colon) => self.bounded_header(from, colon, head),
                None => self.long_header(from, head, fits),
            }
            if let Some(where_) = where_ {
                self.where_clause(where_, open);
            }
            self.newline();
        }
        self.braces(!empty, |p| {
            p.blank();
            p.items(open + 1, to - 1);
        });
    }

    /// A header that takes several lines: `for` begins one.
    fn long_header(&mut self, from: usize, to: usize, fits: bool) {
        let Some(at) = self.find_text(from, to, "for").filter(|_| !fits) else {
            return self.flat(from, to);
        };
        // The trait goes below its parameters where it does not fit behind them.
        let parameters = self
            .find(from + 1, at, |t, i| t.kind(i) == Some(Kind::Greater))
            .filter(|_| self.tokens.kind(from + 1) == Some(Kind::Less) && !self.fits(from, at, 0));
        self.flat(from, parameters.map_or(at, |end| end + 1));
        self.indented(|p| {
            p.newline();
            match parameters {
                Some(end) if p.fits(end + 1, to, 0) => return p.flat(end + 1, to),
                Some(end) => {
                    p.flat(end + 1, at);
                    p.newline();
                }
                None => {}
            }
            p.ty(at, to, 0);
        });
    }

    /// A trait with its bounds on a line of their own.
    fn bounded_header(&mut self, from: usize, colon: usize, to: usize) {
        self.flat(from, colon + 1);
        self.indented(|p| {
            p.newline();
            p.flat(colon + 1, to);
        });
    }

    fn where_clause(&mut self, from: usize, to: usize) {
        self.newline();
        self.push("where");
        self.indented(|p| {
            for (from, to) in p.split(from + 1, to) {
                p.newline();
                match p.find_text(from, to, ":") {
                    Some(colon) if !p.fits(from, to, 1) => {
                        p.flat(from, colon + 1);
                        p.right_side(colon + 1, to, 1, |p, from, to, reserve| {
                            p.indented(|p| p.ty(from, to, reserve));
                        });
                    }
                    _ => p.flat(from, to),
                }
                p.push(",");
            }
        });
    }

    /// A function: its signature on one line, or a parameter a line.
    fn function(&mut self, from: usize, to: usize) {
        let open = self
            .find(from, to, |t, at| t.is(at, "{") || t.is(at, ";"))
            .unwrap_or(to);
        let where_ = self.find_text(from, open, "where");
        let end = where_.unwrap_or(open);
        let body = self.tokens.is(open, "{");
        let empty = body && open + 2 == to;
        let reserve = match (body, where_) {
            (_, Some(_)) => 0,
            (true, None) if empty => 3,
            (true, None) => 2,
            (false, None) => 1,
        };
        let parameters = self.find(from, end, |t, at| t.is(at, "("));
        let start = self.mark();
        match parameters.filter(|_| !self.fits(from, end, reserve)) {
            None => self.flat(from, end),
            Some(parameters) => {
                self.flat(from, parameters);
                self.vertical(parameters, Self::parameter);
                let close = self.tokens.end(parameters) + 1;
                if close < end {
                    self.push(" ");
                    // Braces that do not fit behind it stand on the next line.
                    self.result(close, end, if body { 0 } else { reserve });
                }
            }
        }
        if let Some(where_) = where_ {
            self.where_clause(where_, open);
        }
        match (body, where_) {
            (false, _) => return self.push(";"),
            (true, Some(_)) => self.newline(),
            (true, None) if !self.fits_brace(start) => self.newline(),
            (true, None) => self.push(" "),
        }
        self.block(open);
    }

    /// Returns true if a function's `{` stands on the last line of the text since `start`.
    /// rustfmt counts the indentation twice where that is not the first.
    fn fits_brace(&self, start: Mark) -> bool {
        let again = if self.lines_since(start) > 0 {
            self.indent
        } else {
            0
        };
        self.column + again + " {".len() <= MAX_WIDTH
    }

    /// `-> T`
    fn result(&mut self, from: usize, to: usize, reserve: usize) {
        if self.fits(from, to, reserve) {
            return self.flat(from, to);
        }
        self.token(from);
        self.push(" ");
        if self.tokens.is(from + 1, "(") {
            self.vertical(from + 1, |p, from, to| p.ty(from, to, 1));
        } else {
            self.ty(from + 1, to, reserve);
        }
    }

    fn parameter(&mut self, from: usize, to: usize) {
        let Some(colon) = self.find_text(from, to, ":") else {
            return self.flat(from, to);
        };
        let mark = self.mark();
        self.flat(from, colon + 1);
        self.push(" ");
        self.ty(colon + 1, to, 1);
        let referent = colon + 1 + usize::from(self.tokens.is(colon + 1, "&"));
        let is_impl = self.tokens.is(referent, "impl");
        if self.first_line_end(mark) > MAX_WIDTH && !is_impl {
            self.reset(mark);
            self.member(from, to);
        }
    }

    /// `const`, `static` and `type`.
    fn constant(&mut self, from: usize, to: usize) {
        match self.find_text(from, to, "=") {
            Some(equals) if !self.fits(from, to, 0) => {
                let colon = self.find_text(from, equals, ":");
                match colon.filter(|_| !self.fits(from, equals + 1, 0)) {
                    Some(colon) => {
                        self.flat(from, colon + 1);
                        self.constant_type(colon + 1, equals);
                        self.push(" =");
                    }
                    None => self.flat(from, equals + 1),
                }
                let is_type = self.tokens.is(self.skip_visibility(from), "type");
                self.right_side(
                    equals + 1,
                    to - 1,
                    1,
                    if is_type { Self::ty } else { Self::expression },
                );
                self.push(";");
            }
            _ => self.flat(from, to),
        }
    }

    /// The type of a constant: on its line, with the generic arguments broken where they must be, if
    /// it can begin there.
    fn constant_type(&mut self, from: usize, to: usize) {
        let mark = self.mark();
        self.push(" ");
        self.ty(from, to, " =".len());
        if self.first_line_end(mark) > MAX_WIDTH {
            self.reset(mark);
            self.indented(|p| {
                p.newline();
                p.ty(from, to, " =".len());
            });
        }
    }

    /// A macro called with braces. rustfmt leaves its contents alone; here they are identifiers
    /// with their attributes, one a line.
    pub(super) fn macro_call(&mut self, from: usize, to: usize) {
        let Some(open) = self.find(from, to, |t, at| t.is(at, "{")) else {
            return self.flat(from, to);
        };
        self.flat(from, open);
        self.push(" ");
        self.lines_in_braces(open, Self::line_of_macro);
    }

    /// The tokens of a macro's contents up to the next word without punctuation between.
    fn line_of_macro(&mut self, from: usize, to: usize) -> usize {
        let mut at = self.tokens.end(from) + 1;
        let starts = |p: &Self, at: usize| {
            let word = matches!(
                p.tokens.kind(at - 1),
                Some(Kind::Word | Kind::Literal | Kind::Close)
            );
            word && (p.tokens.kind(at) == Some(Kind::Word) || p.head(at, to) > at)
                || p.tokens.is(at - 1, ",")
                || p.tokens.is(at - 1, ";")
        };
        while at < to && !starts(self, at) {
            at = self.tokens.end(at) + 1;
        }
        self.flat(from, at);
        at
    }

    /// The braces opened at `open`, with their contents on lines of their own, each behind its
    /// attributes. `line` writes one of them, and returns the start of the next.
    pub(super) fn lines_in_braces(
        &mut self,
        open: usize,
        line: impl Fn(&mut Self, usize, usize) -> usize,
    ) {
        let close = self.tokens.end(open);
        self.braces(open + 1 < close, |p| {
            let mut at = open + 1;
            while at < close {
                p.newline();
                let head = p.head(at, close);
                p.attributes(at, head);
                at = line(p, head, close);
            }
        });
    }

    /// Braces around the output of `body`, which begins its lines itself.
    pub(super) fn braces(&mut self, filled: bool, body: impl FnOnce(&mut Self)) {
        self.push("{");
        if filled {
            let ended = {
                self.indented(body);
                self.column == 0
            };
            if ended {
                // Items end their lines.
                self.begin_line();
            } else {
                self.newline();
            }
        }
        self.push("}");
    }
}
