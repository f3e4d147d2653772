//! The words of a command line, as a POSIX shell splits it, with their places.

use super::problem::{Finding, Problem};
use super::tree::Span;

/// A word and the place of each of its bytes in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The text without quotes.
    pub text: String,
    /// One place a byte, and that of the end.
    places: Vec<usize>,
}

impl Word {
    /// A text without quotes that begins at `at`.
    #[must_use]
    pub fn plain(text: &str, at: usize) -> Self {
        let mut word = Word::default();
        for (index, c) in text.char_indices() {
            word.push(c, at + index);
        }
        ended(word, at + text.len())
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.places.extend(std::iter::repeat_n(at, c.len_utf8()));
    }

    /// Returns the place in the whole text of a place in the word.
    #[must_use]
    pub fn place(&self, span: &Span) -> Span {
        let at = |index: usize| {
            let last = self.places.last().copied().unwrap_or_default();
            self.places.get(index).copied().unwrap_or(last)
        };
        let start = at(span.start);
        start..at(span.end).max(start)
    }

    /// Returns the place of the whole word.
    #[must_use]
    pub fn span(&self) -> Span {
        self.place(&(0..self.text.len()))
    }
}

/// Splits a command line. Quotes and backslashes are those of a shell; nothing is expanded.
///
/// # Errors
///
/// A quote has no end.
pub fn split_words(text: &str) -> Result<Vec<Word>, Finding> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut chars = text.char_indices().peekable();
    let open = |at: usize| {
        let problem = Problem::Quote;
        Finding::new(at..at + 1, "", problem)
    };
    while let Some((at, c)) = chars.next() {
        match c {
            ' ' | '\t' | '\n' => words.extend(word.take().map(|word| ended(word, at))),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some((_, '\'')) => break,
                        Some((at, c)) => word.push(c, at),
                        None => return Err(open(at)),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some((_, '"')) => break,
                        Some((at, '\\')) => match chars.peek().copied() {
                            Some((_, c @ ('"' | '\\' | '$' | '`'))) => {
                                chars.next();
                                word.push(c, at);
                            }
                            Some((_, '\n')) => drop(chars.next()),
                            _ => word.push('\\', at),
                        },
                        Some((at, c)) => word.push(c, at),
                        None => return Err(open(at)),
                    }
                }
            }
            '\\' => match chars.next() {
                Some((_, '\n')) => {}
                Some((_, c)) => word.get_or_insert_default().push(c, at),
                None => return Err(open(at)),
            },
            c => word.get_or_insert_default().push(c, at),
        }
    }
    words.extend(word.take().map(|word| ended(word, text.len())));
    Ok(words)
}

fn ended(mut word: Word, end: usize) -> Word {
    word.places.push(end);
    word
}
