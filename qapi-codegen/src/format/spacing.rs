//! The layout on one line: the places of spaces, and constructs that never stand on one line.
//!
//! Decided from left to right with a look at the token before and the group around. The widths
//! are rustfmt's defaults (`use_small_heuristics = "Default"`).

use super::tokens::{Kind, Tokens};

/// `fn_call_width` and `array_width`
const CALL_WIDTH: usize = 60;
/// `attr_fn_like_width`
const ATTRIBUTE_WIDTH: usize = 70;
/// `struct_lit_width`
const STRUCT_WIDTH: usize = 18;
/// `single_line_if_else_max_width`
const IF_ELSE_WIDTH: usize = 50;
/// `chain_width`
const CHAIN_WIDTH: usize = 60;

/// A group that is being read.
#[derive(Debug, Default)]
struct Level {
    open: usize,
    kind: Group,
    /// The keyword whose braces are still to come, or whose line is not over yet.
    header: Header,
    /// The start of the `if` whose branches are read.
    condition: Option<usize>,
    /// The start of the operand (a path with calls, members and the like).
    operand: Option<usize>,
    /// Its `.` so far, and the last of them.
    links: u32,
    link: usize,
    /// Inside `|…|` of a closure.
    closure: bool,
    /// Open `<`; true for the parameters of `impl` and `for`.
    angles: Vec<bool>,
    commas: u32,
    attributes: bool,
    /// Between `let` and `=`.
    pattern: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Group {
    /// Braces of items, statements or arms; and the file.
    #[default]
    Block,
    /// Braces of a struct literal or pattern.
    Struct,
    /// Braces in a `use`.
    Use,
    /// Braces of a branch that may stand on one line with the others.
    Branch,
    /// Braces of a macro call.
    Macro,
    /// Parentheses or brackets, with the maximum width of their contents.
    List(usize),
    /// Any other parentheses or brackets.
    Plain,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Header {
    #[default]
    None,
    /// `struct`, `enum`, `impl`, `match`, …: braces that follow are theirs.
    Braces,
    /// `fn`: the same, and parentheses that follow are no call's.
    Function,
    If,
    Else,
    Use,
}

impl Header {
    /// The construct that the keyword at `at` begins.
    fn of(tokens: &Tokens, at: usize) -> Self {
        match tokens.text(at) {
            "struct" | "enum" | "impl" | "trait" | "mod" | "match" | "while" | "loop"
            | "extern" => Header::Braces,
            // In `impl … for` the header goes on, `for<'a>` begins none.
            "for" if !tokens.is(at + 1, "<") => Header::Braces,
            "fn" => Header::Function,
            "if" => Header::If,
            "else" => Header::Else,
            "use" => Header::Use,
            _ => Header::None,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Spacer {
    levels: Vec<Level>,
    /// True if the punctuation read last is a prefix (`&x`, `?Sized`, the `|` that opens).
    prefix: bool,
    /// True if the `>` read last ends the parameters of `impl` or `for`.
    parameters: bool,
    /// The end of the last attribute: its `]` is no value.
    attribute: Option<usize>,
}

impl Spacer {
    /// Lays all tokens out.
    pub(super) fn run(&mut self, tokens: &mut Tokens) {
        self.levels.push(Level::default());
        for at in 0..tokens.len() {
            self.token(tokens, at);
        }
    }

    fn level(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn token(&mut self, tokens: &mut Tokens, at: usize) {
        match tokens.kind(at) {
            Some(Kind::Open) => self.open(tokens, at),
            Some(Kind::Close) => self.close(tokens, at),
            Some(Kind::Punct | Kind::Less | Kind::Greater) => self.punct(tokens, at),
            Some(Kind::Word) => self.word(tokens, at),
            Some(Kind::Doc) => {
                tokens.lay_out(false);
                tokens.add_break(at);
            }
            Some(Kind::Literal | Kind::Lifetime) => {
                let space = self.after(tokens, at);
                tokens.lay_out(space);
                self.level().operand.get_or_insert(at);
            }
            None => {}
        }
    }

    fn word(&mut self, tokens: &mut Tokens, at: usize) {
        let keyword = tokens.is_operator_word(at);
        let header = if keyword {
            Header::of(tokens, at)
        } else {
            Header::None
        };
        let is_let = tokens.is(at, "let");
        if keyword {
            self.end_operand(tokens, at);
        }
        let space = self.after(tokens, at);
        tokens.lay_out(space);
        let level = self.level();
        if header != Header::None {
            if header == Header::If && level.header != Header::Else {
                level.condition = Some(at);
            } else if header == Header::If {
                // `else if` takes several lines.
                level.condition = None;
            }
            level.header = header;
        }
        level.pattern |= is_let;
        if !keyword {
            level.operand.get_or_insert(at);
        }
    }

    fn open(&mut self, tokens: &mut Tokens, at: usize) {
        let brace = tokens.is(at, "{");
        let value = at
            .checked_sub(1)
            .is_some_and(|before| self.is_value(tokens, before));
        let bang = self.is_bang(tokens, at);
        if brace && self.level().header != Header::None {
            self.end_operand(tokens, at);
        }
        let space = if brace {
            let tight =
                tokens.kind(at.wrapping_sub(1)) == Some(Kind::Open) && !tokens.is(at - 1, "{");
            at > 0 && !tight && !tokens.is(at - 1, "::")
        } else {
            let tight = value && !self.parameters || bang || self.is_header_name(tokens, at);
            !tight && self.after(tokens, at)
        };
        tokens.lay_out(space);
        let kind = self.group(tokens, at, brace, value, bang);
        let level = self.level();
        level.operand.get_or_insert(at);
        if brace {
            level.header = Header::None;
        }
        self.levels.push(Level {
            open: at,
            kind,
            ..Level::default()
        });
    }

    /// `pub (crate)`, `fn (…)`: parentheses that stick to a keyword.
    fn is_header_name(&self, tokens: &Tokens, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|i| tokens.is(i, "pub") || tokens.is(i, "fn"))
    }

    fn is_bang(&self, tokens: &Tokens, at: usize) -> bool {
        at > 1 && tokens.is(at - 1, "!") && tokens.kind(at - 2) == Some(Kind::Word)
    }

    fn group(&mut self, tokens: &Tokens, at: usize, brace: bool, value: bool, bang: bool) -> Group {
        let (header, condition) = (self.level().header, self.level().condition.is_some());
        let pattern = self.level().pattern;
        let attribute = self
            .levels
            .iter()
            .any(|l| l.kind == Group::List(ATTRIBUTE_WIDTH));
        if brace {
            match header {
                _ if bang => Group::Macro,
                Header::Use => Group::Use,
                Header::If | Header::Else if condition => Group::Branch,
                Header::None if value => Group::Struct,
                _ => Group::Block,
            }
        } else if at > 0 && (tokens.is(at - 1, "#") || at > 1 && tokens.is(at - 2, "#"))
            || attribute
        {
            Group::List(ATTRIBUTE_WIDTH)
        } else if pattern || header == Header::Function && value || tokens.is(at, "[") && value {
            Group::Plain
        } else {
            Group::List(CALL_WIDTH)
        }
    }

    fn close(&mut self, tokens: &mut Tokens, at: usize) {
        let is_call = self.is_only_call(tokens, at);
        self.end_operand(tokens, at);
        let level = self.levels.pop().unwrap_or_default();
        let empty = level.open + 1 == at;
        let spaced = !empty
            && matches!(
                level.kind,
                Group::Block | Group::Struct | Group::Branch | Group::Macro
            );
        tokens.lay_out(spaced);
        let width = tokens.width(level.open + 1, at);
        if level.kind == Group::List(ATTRIBUTE_WIDTH) && tokens.is(at, "]") {
            self.attribute = Some(at);
        }
        let outer = self.level();
        let condition = outer.condition;
        let breaks = match level.kind {
            _ if empty => false,
            Group::Block | Group::Macro => true,
            Group::Struct => level.attributes || width > STRUCT_WIDTH,
            Group::Use | Group::Plain => false,
            Group::List(limit) => {
                level.attributes || (level.commas > 0 || is_call) && width > limit
            }
            Group::Branch if tokens.is(at + 1, "else") => false,
            Group::Branch => {
                let start = condition.unwrap_or(at);
                let is_statement = start
                    .checked_sub(1)
                    .is_none_or(|i| tokens.is(i, ";") || tokens.is(i, "}"));
                outer.condition = None;
                is_statement
                    || !tokens.is(level.open.wrapping_sub(1), "else")
                    || tokens.width(start, at + 1) > IF_ELSE_WIDTH
            }
        };
        if breaks {
            tokens.add_break(at);
        }
        if matches!(level.kind, Group::Block | Group::Macro | Group::Branch) {
            self.level().operand = None;
        }
    }

    /// Returns true if the group that ends at `at` holds one plain call, or a reference to one.
    /// rustfmt limits such a group to the width of a list of arguments.
    fn is_only_call(&mut self, tokens: &Tokens, at: usize) -> bool {
        let level = self.level();
        let first = level.open + 1;
        let first = first + usize::from(tokens.is(first, "&"));
        level.kind == Group::List(CALL_WIDTH)
            && level.links == 0
            && level.operand == Some(first)
            && tokens.is(at - 1, ")")
            && tokens.kind(first) != Some(Kind::Open)
    }

    fn punct(&mut self, tokens: &mut Tokens, at: usize) {
        let value = at
            .checked_sub(1)
            .is_some_and(|before| self.is_value(tokens, before));
        let level = self.level();
        match tokens.text(at).as_bytes() {
            b"<" if is_generic(tokens, at, value) => {
                let parameters = at
                    .checked_sub(1)
                    .is_some_and(|i| tokens.is(i, "impl") || tokens.is(i, "for"));
                level.angles.push(parameters);
                level.operand.get_or_insert(at);
                let space = !value && !parameters && self.after(tokens, at);
                tokens.set_kind(at, Kind::Less);
                tokens.lay_out(space);
            }
            b">" if !level.angles.is_empty() => {
                let parameters = level.angles.pop() == Some(true);
                tokens.set_kind(at, Kind::Greater);
                tokens.lay_out(false);
                self.parameters = parameters;
                self.prefix = false;
                return;
            }
            text @ (b"," | b";") => {
                let (in_angles, comma) = (!level.angles.is_empty(), text == b",");
                level.commas += u32::from(comma && !in_angles);
                let breaks = text == b";" && matches!(level.kind, Group::Block | Group::Branch);
                if !in_angles {
                    self.end_operand(tokens, at);
                }
                tokens.lay_out(false);
                if breaks {
                    tokens.add_break(at);
                    self.level().header = Header::None;
                }
            }
            b"." => {
                level.links += 1;
                level.link = at;
                tokens.lay_out(false);
            }
            b"?" if value => tokens.lay_out(false),
            b"::" => {
                level.operand.get_or_insert(at);
                let space = (!value || self.parameters) && self.after(tokens, at);
                tokens.lay_out(space);
            }
            b"!" if value && tokens.kind(at + 1) == Some(Kind::Open) => tokens.lay_out(false),
            b":" => {
                self.end_operand(tokens, at);
                tokens.lay_out(false);
            }
            b".." | b"..=" => {
                self.end_operand(tokens, at);
                let space = !value && self.after(tokens, at);
                tokens.lay_out(space);
            }
            b"|" if level.closure => {
                self.end_operand(tokens, at);
                tokens.lay_out(false);
                self.level().closure = false;
            }
            _ => {
                self.operator(tokens, at, value);
                self.parameters = false;
                return;
            }
        }
        self.parameters = false;
        self.prefix = false;
    }

    fn operator(&mut self, tokens: &mut Tokens, at: usize, value: bool) {
        let text = tokens.text(at);
        let may_be_prefix = matches!(text, "&" | "&&" | "*" | "-" | "!" | "?" | "|" | "#" | "$");
        let opens_closure = text == "|" && !value;
        let (attribute, arrow, equals) = (text == "#", text == "=>", text == "=");
        let prefix = may_be_prefix && !value || attribute;
        self.end_operand(tokens, at);
        let space = if prefix && !attribute {
            self.after(tokens, at)
        } else {
            at > 0 && !self.opens(tokens, at)
        };
        tokens.lay_out(space);
        let level = self.level();
        level.closure = opens_closure;
        level.attributes |= attribute;
        level.pattern &= !equals;
        if arrow {
            // A guard's `if` is over.
            level.header = Header::None;
            level.condition = None;
        }
        self.prefix = prefix;
    }

    fn opens(&self, tokens: &Tokens, at: usize) -> bool {
        tokens.kind(at - 1) == Some(Kind::Open) && !tokens.is(at - 1, "{")
    }

    /// Returns true if a space follows the token before `at`, before any token that generated code
    /// has there.
    fn after(&mut self, tokens: &Tokens, at: usize) -> bool {
        let parameters = std::mem::take(&mut self.parameters);
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        match tokens.kind(before) {
            Some(Kind::Open) => tokens.is(before, "{") && self.level().kind != Group::Use,
            Some(Kind::Less | Kind::Doc) | None => false,
            Some(Kind::Greater) => parameters || tokens.kind(at) != Some(Kind::Open),
            Some(Kind::Punct) => match tokens.text(before).as_bytes() {
                b"::" | b"." | b".." | b"..=" => false,
                b"&&" | [b'!' | b'#' | b'&' | b'*' | b'-' | b'?' | b'|' | b'$'] => !self.prefix,
                _ => true,
            },
            Some(Kind::Word | Kind::Lifetime | Kind::Literal | Kind::Close) => true,
        }
    }

    /// Returns true if an operand can end at `at`, so that no prefix follows.
    fn is_value(&self, tokens: &Tokens, at: usize) -> bool {
        match tokens.kind(at) {
            Some(Kind::Word) => !tokens.is_operator_word(at),
            Some(Kind::Literal | Kind::Greater) => true,
            Some(Kind::Close) => !tokens.is(at, "}") && self.attribute != Some(at),
            Some(Kind::Punct) => tokens.is(at, "?") && !self.prefix,
            _ => false,
        }
    }

    /// The operand ends before `at`: a chain of several links has a width of its own.
    fn end_operand(&mut self, tokens: &mut Tokens, at: usize) {
        let level = self.level();
        let (links, link) = (std::mem::take(&mut level.links), level.link);
        if let Some(start) = level.operand.take()
            && links > 1
            && tokens.width(start, at) > CHAIN_WIDTH
        {
            // At the last link: the tokens before it may still fit on one line, as may its arguments.
            tokens.add_break_from(link, at);
        }
    }
}

/// Returns true if `<` at `at` encloses generic arguments. A comparison has a value before it,
/// which in generated code never starts with a capital.
fn is_generic(tokens: &Tokens, at: usize, value: bool) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    !value
        || tokens
            .text(before)
            .starts_with(|c: char| c.is_ascii_uppercase())
        || before
            .checked_sub(1)
            .is_some_and(|i| tokens.is(i, "fn") || tokens.is(i, "type"))
}
