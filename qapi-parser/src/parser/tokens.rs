//! The parser's view of the tokens: one token ahead, ordinary comments skipped, mistakes reported
//! in order.

use super::{FileParser, Output, lost};
use crate::diag::{Diagnostic, codes::syntax as codes};
use crate::edition::Rule;
use crate::lexer::{
    StringMistake, Token, TokenKind, old_string_text, plain_text, stray_len, string_text,
};
use crate::source::Span;
use crate::syntax::Text;

impl FileParser {
    pub(super) fn span(&self, token: Token) -> Span {
        Span::new(self.base + token.start, self.base + token.end)
    }

    pub(super) fn text(&self, token: Token) -> &str {
        self.lexer
            .text()
            .get(token.start as usize..token.end as usize)
            .unwrap_or_default()
    }

    /// Goes to the next token that is no ordinary comment. Reports an invalid one and sets `bad`.
    pub(super) fn advance(&mut self, out: &mut Output<'_>) {
        loop {
            let token = self.lexer.next();
            let is_doc =
                || self.edition.allows(Rule::Documentation) && self.text(token).starts_with("##");
            if token.kind != TokenKind::Comment || is_doc() {
                return self.accept(token, out);
            }
        }
    }

    /// Goes to the next token, which may be a comment, without judging it.
    pub(super) fn next_raw(&mut self) -> Token {
        self.lexer.next()
    }

    /// Makes `token` the current one. Reports an invalid one and sets `bad`.
    pub(super) fn accept(&mut self, token: Token, out: &mut Output<'_>) {
        self.token = token;
        self.string = None;
        let mistake = match token.kind {
            TokenKind::Stray if self.null_literal(token) => None,
            TokenKind::Stray => Some(self.stray(token)),
            TokenKind::String if self.edition.follows(Rule::StringEscapes) => {
                self.old_string(token)
            }
            TokenKind::String => self.string_mistake(token),
            _ => None,
        };
        self.bad = mistake.is_some();
        out.diagnostics.extend(mistake);
    }

    /// Makes `null` the current token, where the edition has it.
    fn null_literal(&mut self, token: Token) -> bool {
        const NULL: &str = "null";
        let start = token.start as usize;
        let rest = self.lexer.text().get(start..).unwrap_or_default();
        let has_null = self.edition.follows(Rule::NullLiteral);
        if !has_null || !rest.starts_with(NULL) {
            return false;
        }
        let end = start + NULL.len();
        self.lexer.restart_at(end);
        self.token = Token {
            kind: TokenKind::Null,
            start: token.start,
            end: end as u32,
        };
        true
    }

    /// Reads a string of a release until 4.1, which may reach beyond `token`.
    fn old_string(&mut self, token: Token) -> Option<Diagnostic> {
        if plain_text(self.text(token)).is_some() {
            return None;
        }
        let start = token.start as usize;
        let text = std::sync::Arc::clone(self.lexer.text());
        let text = text.get(start..).unwrap_or_default();
        let (value, len) = match old_string_text(text) {
            Ok(found) => found,
            Err((mistake, at)) => return Some(self.describe_mistake(token, mistake, at)),
        };
        let end = start + len;
        if end != token.end as usize {
            self.lexer.restart_at(end);
            self.token.end = end as u32;
        }
        self.string = Some(value);
        None
    }

    fn stray(&mut self, token: Token) -> Diagnostic {
        let start = token.start as usize;
        let end = start + stray_len(self.lexer.text(), start);
        let span = Span::new(self.base + token.start, self.base + end as u32);
        let found = shorten(self.lexer.text().get(start..end).unwrap_or_default());
        let error = Diagnostic::syntax(codes::STRAY, span, format!("stray '{found}'"));
        match found.chars().next() {
            Some('"') => error.help("strings need single quotes"),
            Some('\u{feff}') => error.help("remove the byte order mark; the text is UTF-8 anyway"),
            Some('0'..='9' | '-') => error.note("QAPI's schema language has no numbers"),
            Some('/') => error.help("comments start with '#'"),
            _ if found == "null" => error.help("write the type as 'null', in quotes"),
            _ if found
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') =>
            {
                error.help(format!(
                    "if it is a string, write '{found}' in single quotes"
                ))
            }
            _ => error,
        }
    }

    fn string_mistake(&self, token: Token) -> Option<Diagnostic> {
        let lexeme = self.text(token);
        if plain_text(lexeme).is_some() {
            return None;
        }
        let (mistake, at) = string_text(lexeme).err()?;
        Some(self.describe_mistake(token, mistake, at))
    }

    /// Describes a mistake at the offset `at` in a string.
    fn describe_mistake(&self, token: Token, mistake: StringMistake, at: usize) -> Diagnostic {
        let start = self.base + token.start;
        let (string, at) = (Span::new(start, start + at as u32), start + at as u32);
        let culprit = |c: char| Span::new(at, at + c.len_utf8() as u32);
        let error = match mistake {
            StringMistake::Unterminated => Diagnostic::syntax(
                codes::UNTERMINATED_STRING,
                string,
                "missing terminating \"'\"",
            )
            .note("a string ends on the line on which it starts"),
            StringMistake::UnknownEscape(c) => Diagnostic::syntax(
                codes::UNKNOWN_ESCAPE,
                Span::new(at, at + 1 + c.len_utf8() as u32),
                format!("unknown escape \\{c}"),
            )
            .note(match self.edition.follows(Rule::StringEscapes) {
                true => "the escapes are those of JSON",
                false => "the only escape is \\\\",
            }),
            StringMistake::FunnyCharacter(c) => Diagnostic::syntax(
                codes::FUNNY_CHARACTER,
                culprit(c),
                "funny character in string",
            )
            .here(format!("this is U+{:04X}", u32::from(c)))
            .note("strings are printable ASCII"),
        };
        // QEMU's compiler reports the start of the string.
        error.reported_at(Span::new(start, start))
    }

    /// Returns the value of the current string, which is not `bad`.
    pub(super) fn string_value(&self) -> Text {
        if let Some(text) = &self.string {
            return (&**text).into();
        }
        let lexeme = self.text(self.token);
        match plain_text(lexeme) {
            Some(text) => text.into(),
            None => (&*string_text(lexeme).unwrap_or_default()).into(),
        }
    }

    /// Skips to the line at which to continue after a mistake in the text from `start` on: the next
    /// that begins with `{` or `##`, from the current token on. Notes the content of the skipped
    /// text.
    pub(super) fn recover(&mut self, start: usize, out: &mut Output<'_>) {
        let end = self.skip(start);
        let text = self.lexer.text().get(start..end).unwrap_or_default();
        lost::note(text, &mut out.syntax.lost);
    }

    /// Goes to that line; returns its place.
    fn skip(&mut self, start: usize) -> usize {
        let text = self.lexer.text();
        let at = self.token.start as usize;
        let bytes = text.as_bytes();
        let begins = |at: usize| {
            bytes.get(at) == Some(&b'{') || bytes.get(at..at + 2).is_some_and(|b| b == b"##")
        };
        let is_line_start = at == 0 || bytes.get(at - 1) == Some(&b'\n');
        if at > start && is_line_start && begins(at) {
            self.lexer.unread(self.token);
            return at;
        }
        let rest = text.get(at..).unwrap_or_default();
        let mut lines = rest.match_indices('\n').map(|(i, _)| at + i + 1);
        let next = lines.find(|&line| begins(line)).unwrap_or(text.len());
        self.lexer.skip_to(next);
        next
    }
}

/// Shortens text for a message.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
