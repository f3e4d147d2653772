//! The end of a text: inside a bracket or quote, or not.
//!
//! Input: a text, piece by piece. Output: true while the next line belongs to it. Each character is
//! read once, so that a text of many lines costs its length.
//!
//! Invariant: a text is open where [`words`](super::words) ends with [`Problem::Unclosed`]; comments
//! and lines for the human monitor are never open.
//!
//! [`Problem::Unclosed`]: crate::problem::Problem::Unclosed

use crate::hmp;

/// State at the end of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open(State);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Before the first piece.
    #[default]
    Start,
    /// In a text that is no words, or behind a mistake: nothing opens any more.
    Closed,
    /// Between words.
    Between,
    /// In a name; true behind a colon.
    Name(bool),
    /// Behind `=`, or behind `:=` if true.
    Equals(bool),
    /// In JSON without brackets.
    Scalar,
    /// In a value without brackets.
    Text,
    /// In such a value, behind a backslash.
    Escape,
    /// Between single quotes.
    Single,
    /// Between double quotes; true behind a backslash.
    Double(bool),
    /// In JSON, below that many brackets.
    Json(usize),
    /// In a string below that many brackets; true behind a backslash.
    JsonString(usize, bool),
    /// Behind JSON, where a space has to follow.
    Behind,
}

impl Open {
    /// Adds a piece of the text. The first piece is a whole line.
    pub fn push(&mut self, piece: &str) {
        if self.0 == State::Start {
            let is_words = !super::is_comment(piece) && hmp::behind(piece).is_none();
            self.0 = if is_words {
                State::Between
            } else {
                State::Closed
            };
        }
        self.0 = piece.chars().fold(self.0, State::next);
    }

    /// Returns true if a bracket or quote is open, so that the next line belongs to the text.
    pub fn is_open(self) -> bool {
        matches!(
            self.0,
            State::Single | State::Double(_) | State::Json(_) | State::JsonString(..)
        )
    }
}

impl State {
    fn next(self, next: char) -> Self {
        match self {
            State::Start | State::Closed => State::Closed,
            State::Between => match next {
                '{' => State::Json(1),
                next => State::Name(false).next(next),
            },
            State::Name(is_json) => match next {
                '=' => State::Equals(is_json),
                next => State::space_or(next, State::Name(next == ':')),
            },
            State::Equals(is_json) => match next {
                '{' | '[' => State::Json(1),
                '"' if is_json => State::JsonString(0, false),
                next if is_json => State::Scalar.next(next),
                next => State::Text.next(next),
            },
            State::Scalar => State::space_or(next, State::Scalar),
            State::Text => match next {
                '\'' => State::Single,
                '"' => State::Double(false),
                '\\' => State::Escape,
                next => State::space_or(next, State::Text),
            },
            State::Escape => State::Text,
            State::Single if next == '\'' => State::Text,
            State::Single => State::Single,
            State::Double(false) if next == '"' => State::Text,
            State::Double(is_escaped) => State::Double(!is_escaped && next == '\\'),
            State::Json(depth) => match next {
                '"' => State::JsonString(depth, false),
                '{' | '[' => State::Json(depth + 1),
                '}' | ']' => State::below(depth - 1),
                _ => State::Json(depth),
            },
            State::JsonString(depth, false) if next == '"' => State::below(depth),
            State::JsonString(depth, is_escaped) => {
                State::JsonString(depth, !is_escaped && next == '\\')
            }
            State::Behind => State::space_or(next, State::Closed),
        }
    }

    /// Between words behind a space, else `other`.
    fn space_or(next: char, other: State) -> State {
        match next.is_whitespace() {
            true => State::Between,
            false => other,
        }
    }

    /// In JSON, below that many brackets.
    fn below(depth: usize) -> State {
        match depth {
            0 => State::Behind,
            depth => State::Json(depth),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Open;
    use crate::hmp;
    use crate::line::{is_comment, is_open, split, words};
    use crate::problem::Problem;

    /// The same, by the words of the whole text.
    fn is_unclosed(text: &str) -> bool {
        let is_words = !is_comment(text) && hmp::behind(text).is_none();
        let error = words(text).1;
        is_words && error.is_some_and(|error| matches!(error.problem, Problem::Unclosed(_)))
    }

    #[test]
    fn words_agree_for_every_short_text() {
        let alphabet = "a=:{]\"'\\ \n";
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            let longer = texts
                .iter()
                .flat_map(|text| alphabet.chars().map(move |next| format!("{text}{next}")));
            texts = longer.collect();
            for text in &texts {
                assert_eq!(is_open(text), is_unclosed(text), "{text:?}");
            }
        }
    }

    #[test]
    fn lines_of_an_open_text_are_joined() {
        for (text, lines) in [
            ("", 1),
            ("a\nb", 2),
            ("a {\n}\nb", 2),
            ("a b='x\ny' c=\"\n\\\"\n\"\nd", 2),
            ("a b:=[\n\"]\",\n1]\n", 2),
            ("# {\na", 2),
            (":hmp {\na", 2),
            ("a {}{\nb", 2),
            ("a b=\\\nc", 2),
        ] {
            assert_eq!(split(text).len(), lines, "{text:?}");
        }
        let mut open = Open::default();
        open.push("a {\n");
        assert!(open.is_open());
        open.push("\"}\\");
        open.push("\"\n");
        assert!(open.is_open());
        open.push("\"}\n");
        assert!(!open.is_open());
    }

    #[test]
    fn a_text_of_many_lines_is_read_once() {
        let text = format!("a {{\n{}}}\nb", "\"member\": 1,\n".repeat(100_000));
        let start = Instant::now();
        assert_eq!(split(&text).len(), 2);
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}
