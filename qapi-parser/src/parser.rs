//! Tokens → [`Syntax`]: expressions, directives, documentation comments of one file.
//!
//! Input: a file's text. Output: its content, added to a [`Syntax`], and [`Diagnostics`]. An
//! include directive returns control to the loader, which reads the other file first. Invariant:
//! every step consumes a token, so parsing ends. After a mistake it continues at the next line that
//! starts like an expression or a documentation comment, so one mistake is one error.

mod comment;
mod directive;
mod expression;
mod lost;
pub(crate) mod old;
mod tokens;

use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, codes::syntax as codes};
use crate::doc::{Late, Scratch};
use crate::edition::{Edition, Rule};
use crate::ir::DocId;
use crate::lexer::{Lexer, Token, TokenKind};
use crate::source::Span;
use crate::syntax::{Definition, Item, Str, Syntax, Text, Value};

/// Maximum number of errors in a file; its rest is not read.
const MAX_ERRORS: usize = 1000;

/// A reported mistake: the current expression is lost.
#[derive(Debug)]
struct Reported;

/// The targets of parsing.
pub(crate) struct Output<'o> {
    pub(crate) syntax: &'o mut Syntax,
    pub(crate) diagnostics: &'o mut Diagnostics,
}

impl Output<'_> {
    /// Adds an error in documentation, which is a warning in an old schema.
    fn push_forgivable(&mut self, error: Diagnostic) {
        let is_old = self.syntax.is_old;
        self.diagnostics.push(match is_old {
            true => old::forgiven(error),
            false => error,
        });
    }
}

/// The reason why the parser stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The file includes another.
    Include(Include),
    /// The file ends.
    End,
}

/// An include directive.
#[derive(Debug)]
pub(crate) struct Include {
    /// The path as written.
    pub(crate) path: Text,
    /// The string with the path.
    pub(crate) path_span: Span,
    /// The whole directive.
    pub(crate) span: Span,
}

/// The documentation before the current expression.
#[derive(Debug, Clone, Copy)]
enum Before {
    /// No documentation comment.
    Nothing,
    /// An unreadable one, so its content is in doubt.
    Broken,
    /// A valid one.
    Doc(DocId),
}

/// The parser of one file.
#[derive(Debug)]
pub(crate) struct FileParser {
    lexer: Lexer,
    base: u32,
    module: usize,
    edition: Edition,
    token: Token,
    /// The value of the current token, if it is a string that differs from its text.
    string: Option<Box<str>>,
    bad: bool,
    before: Before,
    /// Members and elements of the objects and arrays that are being read, the innermost last.
    members: Vec<(Str, Value)>,
    values: Vec<Value>,
    /// The lines of the current documentation comment, and buffers for it.
    doc_lines: Vec<Span>,
    doc_scratch: Scratch,
    /// The end of the last line with a value at the top level that is no object.
    no_object_until: u32,
}

impl FileParser {
    /// Makes a parser of `text`, whose first byte has the address `base`; `module` is an index into
    /// [`Syntax::modules`].
    pub(crate) fn new(
        text: Arc<str>,
        base: u32,
        module: usize,
        edition: Edition,
        out: &mut Output<'_>,
    ) -> FileParser {
        let token = Token {
            kind: TokenKind::End,
            start: 0,
            end: 0,
        };
        let lexer = Lexer::new(text);
        let before = Before::Nothing;
        let mut parser = FileParser {
            lexer,
            base,
            module,
            edition,
            token,
            string: None,
            bad: false,
            before,
            members: Vec::new(),
            values: Vec::new(),
            doc_lines: Vec::new(),
            doc_scratch: Scratch::default(),
            no_object_until: 0,
        };
        parser.advance(out);
        parser
    }

    /// Parses until the next include directive or the end.
    pub(crate) fn run(&mut self, out: &mut Output<'_>) -> Stop {
        loop {
            if self.token.kind == TokenKind::End {
                self.reject_loose_doc(None, out);
                return Stop::End;
            }
            if out.diagnostics.error_count() >= MAX_ERRORS {
                let message = format!("more than {MAX_ERRORS} errors, giving up");
                let at = self.span(self.token);
                out.diagnostics
                    .push(Diagnostic::error(codes::TOO_MANY_ERRORS, at, message));
                out.syntax.lost.anything = true;
                return Stop::End;
            }
            let start = self.token.start as usize;
            if self.bad {
                self.recover(start, out);
                self.before = Before::Nothing;
                self.advance(out);
            } else if self.token.kind == TokenKind::Comment {
                self.reject_loose_doc(Some(self.span(self.token)), out);
                self.documentation(out);
            } else {
                match self.top_level(out) {
                    Ok(Some(include)) => return Stop::Include(include),
                    Ok(None) => {}
                    Err(Reported) => {
                        self.members.clear();
                        self.values.clear();
                        self.recover(start, out);
                        self.advance(out);
                    }
                }
                self.before = Before::Nothing;
            }
        }
    }

    fn top_level(&mut self, out: &mut Output<'_>) -> Result<Option<Include>, Reported> {
        let errors = out.diagnostics.error_count();
        let object = match self.top_level_value(out)? {
            Value::Object(mut object) => {
                if out.syntax.is_old {
                    old::modernise(&mut object, out);
                    for hoisted in old::hoist(&mut object, out) {
                        let definition = old::undocumented(hoisted, self.module);
                        out.syntax.items.push(Item::Definition(definition));
                    }
                }
                object
            }
            other => {
                self.reject_no_object(&other, out);
                return Ok(None);
            }
        };
        if object.key("include").is_some() {
            self.reject_loose_doc(Some(object.span), out);
            let include = directive::include(&object, out.diagnostics);
            out.syntax.lost.anything |= include.is_none();
            return Ok(include);
        }
        if object.key("pragma").is_some() && self.edition.allows(Rule::Pragmas) {
            self.reject_loose_doc(Some(object.span), out);
            directive::pragma(&object, self.edition, out);
            return Ok(None);
        }
        let damaged = out.diagnostics.error_count() > errors;
        let doc = self.doc_of(object.span, out);
        out.syntax.items.push(Item::Definition(Definition {
            object,
            doc,
            doc_lost: doc.is_none() && !matches!(self.before, Before::Nothing),
            damaged,
            module: self.module,
        }));
        Ok(None)
    }

    /// Rejects a value at the top level that is no object. Of several on one line the first is
    /// reported.
    fn reject_no_object(&mut self, value: &Value, out: &mut Output<'_>) {
        let span = value.span();
        if span.start >= self.no_object_until {
            let message = "top-level expression must be an object";
            let error = Diagnostic::error(codes::NOT_AN_OBJECT, span, message);
            out.diagnostics
                .push(error.here(format!("this is {}", value.kind_name())));
        }
        if span.end > self.no_object_until {
            let text = self.lexer.text().as_bytes();
            let rest = text
                .get((span.end - self.base) as usize..)
                .unwrap_or_default();
            let line = rest.iter().position(|&byte| byte == b'\n');
            self.no_object_until = span.end + line.unwrap_or(rest.len()) as u32;
        }
        out.syntax.lost.anything = true;
    }

    /// Returns the documentation comment that belongs to the definition at `definition`.
    fn doc_of(&self, definition: Span, out: &mut Output<'_>) -> Option<DocId> {
        let Before::Doc(id) = self.before else {
            return None;
        };
        let doc = &out.syntax.docs[id.index()];
        if doc.symbol.is_some() {
            return Some(id);
        }
        let error = Diagnostic::error(
            codes::FREE_FORM_BEFORE_DEFINITION,
            doc.span,
            "definition documentation required",
        );
        out.push_forgivable(
            error
                .here("this comment does not start with '@NAME:'")
                .label(definition.first(), "but this definition follows it")
                .help("start it with the definition's name, as '# @NAME:'"),
        );
        None
    }

    /// Rejects documentation that its definition does not follow; `instead` is the next item.
    fn reject_loose_doc(&mut self, instead: Option<Span>, out: &mut Output<'_>) {
        let Before::Doc(id) = std::mem::replace(&mut self.before, Before::Nothing) else {
            return;
        };
        let doc = &out.syntax.docs[id.index()];
        let span = doc.span;
        if let Some(symbol) = doc.symbol.clone() {
            let message = format!("documentation for '{symbol}' is not followed by the definition");
            let error = Diagnostic::error(codes::LOOSE_DOCUMENTATION, span, message);
            out.push_forgivable(match instead {
                Some(span) => error.label(span.first(), "this comes next"),
                None => error.note("the file ends after it"),
            });
            out.syntax.lost.documented.push(symbol);
        }
    }

    fn documentation(&mut self, out: &mut Output<'_>) {
        let parsed = comment::read(self, out);
        // QEMU's compiler reads the next token before it closes the comment.
        if parsed.closed && self.edition.follows(Rule::DocFollowedByDoc) {
            let next = self.next_raw();
            self.accept(next, out);
        } else if parsed.closed {
            self.advance(out);
        }
        self.before = match parsed.docs {
            None => Before::Broken,
            Some(docs) => {
                let mut last = Before::Nothing;
                for doc in docs {
                    last = Before::Doc(DocId(out.syntax.docs.len() as u32));
                    out.syntax.docs.push(doc);
                }
                last
            }
        };
        let Late(late) = parsed.late;
        late.into_iter()
            .for_each(|error| out.push_forgivable(error));
    }
}
