//! A client's bytes, cut into messages as QEMU cuts them.
//!
//! Input: bytes as they arrive, in pieces of any size. Output: [`Said`], in order: the text of a
//! value in standard JSON, or an error to be answered. QEMU's JSON is wider than the standard's
//! (strings may stand in single quotes), and its answers to broken text are part of the protocol.
//! After a byte that belongs to no token it goes on at the next bracket, comma, colon or end of
//! line. Every token that then stands outside of brackets is a message of its own, with its own
//! answer.
//!
//! [`lexer`] finds tokens, [`message`] puts them together; [`number`] formats numbers of ids.
//! Invariant: each byte is looked at once,
//! nesting costs no stack, and at most [`Limits::message_size`] bytes of a message are kept.

mod lexer;
mod message;
pub(crate) mod number;
mod text;

use crate::failure::Failure;
use lexer::{Lexed, Lexer, Token};
use message::Message;
use qapi_client::protocol::Limits;

/// A message of a client.
#[derive(Debug, PartialEq)]
pub(crate) enum Said<'a> {
    /// A JSON value.
    Value(&'a [u8]),
    /// Something else.
    Error(Failure),
}

/// An emptied buffer larger than this is freed.
const KEEP_CAPACITY: usize = 4 << 10;

/// The lexer, its unread input, and the message under way.
#[derive(Debug)]
pub(crate) struct Stream {
    limits: Limits,
    input: Vec<u8>,
    read: usize,
    lexer: Lexer,
    message: Message,
}

impl Stream {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            input: Vec::new(),
            read: 0,
            lexer: Lexer::default(),
            message: Message::default(),
        }
    }

    /// Number of bytes that it keeps memory for.
    pub(crate) fn held(&self) -> usize {
        self.input.capacity() + self.lexer.held() + self.message.held()
    }

    /// Number of tokens of the message that was returned last.
    pub(crate) fn tokens(&self) -> usize {
        self.message.tokens()
    }

    /// Frees the message that was returned last.
    pub(crate) fn release(&mut self) {
        self.message.begin_anew();
    }

    /// Number of bytes that wait to be read.
    pub(crate) fn unread(&self) -> usize {
        self.input.len() - self.read
    }

    /// The unread input.
    #[cfg(unix)]
    pub(crate) fn rest(&self) -> &[u8] {
        self.input.get(self.read..).unwrap_or_default()
    }

    /// The unread input, to append to.
    pub(crate) fn input(&mut self) -> &mut Vec<u8> {
        if self.read == self.input.len() {
            self.input.clear();
            if self.input.capacity() > KEEP_CAPACITY {
                self.input = Vec::new();
            }
        } else {
            self.input.drain(..self.read);
        }
        self.read = 0;
        &mut self.input
    }

    /// The next message; none until there is more to read.
    pub(crate) fn next(&mut self) -> Option<Said<'_>> {
        self.message.begin_anew();
        while self.read < self.input.len() {
            let rest = &self.input[self.read..];
            let (consumed, lexed) = self.lexer.next(rest, self.limits.message_size);
            self.read += consumed;
            let failure = match lexed {
                Lexed::Nothing => continue,
                Lexed::Stray => Some(parse_error(&format!("stray '{}'", self.lexer.excerpt()))),
                Lexed::TooLarge => Some(too_large()),
                Lexed::Token(token) => match self.take(token) {
                    Taken::Part => None,
                    Taken::Whole => return Some(self.message.finish()),
                    Taken::Bad(failure) => Some(failure),
                },
            };
            self.lexer.forget();
            if let Some(failure) = failure {
                self.message.abandon();
                return Some(Said::Error(failure));
            }
        }
        None
    }

    fn take(&mut self, token: Token) -> Taken {
        let text = self.lexer.text();
        if self.message.size() + text.len() + 1 > self.limits.message_size {
            return Taken::Bad(too_large());
        }
        let taken = self.message.take(token, text, self.limits.depth);
        self.lexer.forget();
        taken
    }
}

/// Effect of a token on the message.
enum Taken {
    /// There is more to come.
    Part,
    /// The message is complete.
    Whole,
    /// It goes beyond a limit.
    Bad(Failure),
}

fn too_large() -> Failure {
    Failure::generic("JSON token size limit exceeded")
}

fn parse_error(detail: &str) -> Failure {
    Failure::generic(format!("JSON parse error, {detail}"))
}

#[cfg(test)]
mod tests;
