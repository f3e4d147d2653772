//! Expressions: `{ … }`, `[ … ]`, strings, `true`, `false`.
//!
//! QEMU's compiler descends recursively until Python's recursion limit, some 490 levels. Here the
//! limit is [`MAX_DEPTH`], for this module and for all that walk the values later.

use foldhash::HashMap;

use super::{FileParser, Output, Reported};
use crate::diag::{Diagnostic, codes::syntax as codes};
use crate::edition::Rule;
use crate::lexer::TokenKind;
use crate::source::Span;
use crate::syntax::{Array, Object, Str, Text, Value};

/// Maximum depth of expressions.
const MAX_DEPTH: usize = 400;

/// Number of members from which on an object's keys are looked up by hash.
const MANY: usize = 16;

impl FileParser {
    /// Reads an expression at the top level.
    pub(super) fn top_level_value(&mut self, out: &mut Output<'_>) -> Result<Value, Reported> {
        if self.token.kind != TokenKind::Mark(b'{')
            && !self.edition.allows(Rule::TopLevelCheckedAfterParsing)
        {
            return Err(self.expected("'{'", out));
        }
        self.value(0, out)
    }

    fn value(&mut self, depth: usize, out: &mut Output<'_>) -> Result<Value, Reported> {
        let span = self.span(self.token);
        if depth == MAX_DEPTH {
            let message = format!("expressions nest more than {MAX_DEPTH} levels deep");
            out.diagnostics
                .push(Diagnostic::syntax(codes::TOO_DEEP, span, message));
            return Err(Reported);
        }
        match self.token.kind {
            TokenKind::Mark(b'{') => self.object(depth, out).map(Value::Object),
            TokenKind::Mark(b'[') => self.array(depth, out).map(Value::Array),
            TokenKind::String if !self.bad => {
                let text = self.string_value();
                self.advance(out);
                Ok(Value::Str(Str { text, span }))
            }
            TokenKind::Boolean(value) => {
                self.advance(out);
                Ok(Value::Bool(value, span))
            }
            TokenKind::Null => {
                self.advance(out);
                Ok(Value::Null(span))
            }
            _ => Err(self.expected("'{', '[', string, or boolean", out)),
        }
    }

    fn starts_value(&self) -> bool {
        matches!(
            self.token.kind,
            TokenKind::Mark(b'{' | b'[')
                | TokenKind::String
                | TokenKind::Boolean(_)
                | TokenKind::Null
        )
    }

    fn array(&mut self, depth: usize, out: &mut Output<'_>) -> Result<Array, Reported> {
        let open = self.span(self.token);
        self.advance(out);
        let start = self.values.len();
        if self.token.kind != TokenKind::Mark(b']') {
            if !self.starts_value() {
                return Err(self.expected_inside("'{', '[', ']', string, or boolean", open, out));
            }
            loop {
                if !self.starts_value() {
                    return Err(self.expected_inside("'{', '[', string, or boolean", open, out));
                }
                let value = self.value(depth + 1, out)?;
                self.values.push(value);
                match self.token.kind {
                    TokenKind::Mark(b']') => break,
                    TokenKind::Mark(b',') => {
                        self.advance(out);
                        if self.token.kind == TokenKind::Mark(b']') && out.syntax.is_old {
                            out.push_forgivable(self.unexpected("a value"));
                            break;
                        }
                    }
                    _ => return Err(self.expected_inside("',' or ']'", open, out)),
                }
            }
        }
        let span = open.to(self.span(self.token));
        self.advance(out);
        // Without spare capacity: there are many.
        let values = self.values.drain(start..).collect();
        Ok(Array { values, span })
    }

    fn object(&mut self, depth: usize, out: &mut Output<'_>) -> Result<Object, Reported> {
        let open = self.span(self.token);
        self.advance(out);
        let mut keys = Keys::new(self.members.len());
        if self.token.kind != TokenKind::Mark(b'}') {
            if self.bad || self.token.kind != TokenKind::String {
                return Err(self.expected_inside("string or '}'", open, out));
            }
            loop {
                self.member(depth, &mut keys, out)?;
                match self.token.kind {
                    TokenKind::Mark(b'}') => break,
                    TokenKind::Mark(b',') => {
                        self.advance(out);
                        if self.token.kind == TokenKind::Mark(b'}') && out.syntax.is_old {
                            out.push_forgivable(self.unexpected("string"));
                            break;
                        }
                    }
                    TokenKind::String if !self.bad && out.syntax.is_old => {
                        out.push_forgivable(self.unexpected("',' or '}'"));
                    }
                    _ => return Err(self.expected_inside("',' or '}'", open, out)),
                }
                if self.bad || self.token.kind != TokenKind::String {
                    return Err(self.expected_inside("string", open, out));
                }
            }
        }
        let span = open.to(self.span(self.token));
        self.advance(out);
        let members = self.members.drain(keys.start..).collect();
        Ok(Object { members, span })
    }

    /// Reads `KEY: VALUE`; the current token is the key.
    fn member(
        &mut self,
        depth: usize,
        keys: &mut Keys,
        out: &mut Output<'_>,
    ) -> Result<(), Reported> {
        let key = Str {
            text: self.string_value(),
            span: self.span(self.token),
        };
        self.advance(out);
        if self.token.kind != TokenKind::Mark(b':') {
            return Err(self.expected("':'", out));
        }
        self.advance(out);
        let first = keys.find(&self.members, &key.text);
        if let Some(first) = first
            && !self.bad
        {
            let message = format!("duplicate key '{}'", key.text);
            let error = Diagnostic::syntax(codes::DUPLICATE_KEY, key.span, message);
            // QEMU's compiler is at the value when it notices.
            let value = self.span(self.token).first();
            out.diagnostics
                .push(error.label(first, "first given here").reported_at(value));
        }
        let value = self.value(depth + 1, out)?;
        match value {
            _ if first.is_none() => {
                self.members.push((key, value));
                keys.pushed(&self.members);
            }
            // It may be meant as the definition's name.
            Value::Str(name) if depth == 0 => out.syntax.lost.names.push(name.text.to_string()),
            _ => {}
        }
        Ok(())
    }

    /// Reports that another token is expected, unless the current one is reported already.
    fn expected(&self, what: &str, out: &mut Output<'_>) -> Reported {
        if !self.bad {
            out.diagnostics.push(self.unexpected(what));
        }
        Reported
    }

    /// Like [`FileParser::expected`], inside an object or array that starts at `open`.
    fn expected_inside(&self, what: &str, open: Span, out: &mut Output<'_>) -> Reported {
        if !self.bad {
            out.diagnostics.push(
                self.unexpected(what)
                    .label(open, "in the object or array that starts here"),
            );
        }
        Reported
    }

    fn unexpected(&self, what: &str) -> Diagnostic {
        let error = Diagnostic::syntax(
            codes::UNEXPECTED_TOKEN,
            self.span(self.token),
            format!("expected {what}"),
        );
        match self.token.kind {
            TokenKind::End => error.here("but the file ends here"),
            TokenKind::Comment => error.here("but a documentation comment begins here"),
            TokenKind::Mark(b'}' | b']') if !what.contains("'}'") && !what.contains("']'") => {
                error.help("remove the comma before it")
            }
            _ => error,
        }
    }
}

/// The keys of an object being read, whose members are the last in [`FileParser::members`].
struct Keys {
    /// Index of the first.
    start: usize,
    /// Index by key, once there are [`MANY`].
    index: HashMap<Text, usize>,
}

impl Keys {
    fn new(start: usize) -> Keys {
        Keys {
            start,
            index: HashMap::default(),
        }
    }

    fn find(&self, members: &[(Str, Value)], key: &str) -> Option<Span> {
        let own = members.get(self.start..).unwrap_or_default();
        let at = if self.index.is_empty() {
            own.iter().position(|(k, _)| *k.text == *key)
        } else {
            self.index.get(key).copied()
        };
        at.and_then(|i| own.get(i)).map(|(k, _)| k.span)
    }

    /// Notes the last member.
    fn pushed(&mut self, members: &[(Str, Value)]) {
        let own = members.get(self.start..).unwrap_or_default();
        if own.len() >= MANY {
            let new = if self.index.is_empty() {
                0
            } else {
                own.len() - 1
            };
            let keys = own.iter().enumerate().skip(new);
            self.index
                .extend(keys.map(|(i, (k, _))| (k.text.clone(), i)));
        }
    }
}
