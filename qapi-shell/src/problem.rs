//! Problems of a line, and their places.

use std::fmt::Write as _;
use std::ops::Range;

use qapi_client::introspect::nearest::nearest;
use unicode_width::UnicodeWidthChar;

use crate::pretty;

/// Maximum columns of a long line that are shown on each side of a mistake.
const AROUND: usize = 50;

/// A mistake in a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct LineError {
    /// The problem.
    pub problem: Problem,
    /// Its place.
    pub span: Range<usize>,
}

/// A problem of a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A quote or bracket is never closed.
    #[error("`{0}` is not closed")]
    Unclosed(char),
    /// The line ends behind a backslash.
    #[error("nothing follows the backslash")]
    Escape,
    /// Something follows JSON without a space.
    #[error("a space is missing behind the JSON value")]
    AfterJson,
    /// There is no command, only arguments.
    #[error("a command's name comes first")]
    NoCommand,
    /// Something is neither `NAME=VALUE` nor JSON.
    #[error("an argument is NAME=VALUE, NAME:=JSON or a JSON object")]
    NotAnArgument,
    /// A name is empty, or has empty parts.
    #[error("a name is missing")]
    NoName,
    /// Names have too many parts.
    #[error("names have at most {0} parts")]
    TooDeep(usize),
    /// A member is given twice.
    #[error("`{0}` is given twice")]
    Twice(String),
    /// Text in the place of JSON is not JSON.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// An option's argument is not what the schema allows.
    #[error("{0}")]
    Argument(String),
    /// No command takes the argument of that option of QEMU's command line.
    #[error("no command adds what `{name}` adds{hint}")]
    UnknownOption {
        /// The text that was typed.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// Something follows an option's argument.
    #[error(
        "an option has one argument: commas separate its parts, and quotes enclose text with spaces"
    )]
    AfterArgument,
    /// Something follows a whole message.
    #[error("nothing can follow a whole message")]
    AfterMessage,
    /// A message has other members than the protocol's.
    #[error("a message has `execute` or `exec-oob`, and perhaps `arguments`")]
    NotAMessage,
    /// There is no such command.
    #[error("there is no command `{name}`{hint}")]
    UnknownCommand {
        /// The text that was typed.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// No command or event has that name.
    #[error("there is no command or event `{name}`{hint}")]
    UnknownTopic {
        /// The text that was typed.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// There is no such member.
    #[error("`{parent}` has no member `{name}`{hint}")]
    UnknownMember {
        /// The object that should have it.
        parent: String,
        /// The text that was typed.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// A mandatory member is not given.
    #[error("`{name}`{type_name} is missing")]
    Missing {
        /// The member.
        name: String,
        /// The expected type, in brackets.
        type_name: String,
    },
    /// A value is not of its type.
    #[error("`{name}` is {expected}, not `{found}`{hint}")]
    Mismatch {
        /// The member.
        name: String,
        /// Its type.
        expected: String,
        /// The text that was typed.
        found: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// A value of a type without members is given members.
    #[error("`{name}` is {expected}: it has no members")]
    NoMembers {
        /// The member.
        name: String,
        /// Its type.
        expected: String,
    },
    /// A list's numbers leave something out.
    #[error("a list's elements are numbered from 0: `{0}` is no number, or leaves a gap")]
    Index(String),
    /// The command cannot be executed out of band.
    #[error("`{0}` cannot be executed out of band")]
    NotOutOfBand(String),
    /// The shell has no such command of its own.
    #[error("the shell has no command `{name}`{hint}; see :help")]
    UnknownOwn {
        /// The text that was typed.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// There is no such event.
    #[error("there is no event `{name}`{hint}")]
    UnknownEvent {
        /// The text that was typed.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// A command of the shell is used otherwise than it is meant.
    #[error("usage: {0}")]
    Usage(&'static str),
    /// There is no schema that knows of it.
    #[error("there is no schema; give one with --schema")]
    NoSchema,
}

impl LineError {
    /// Makes an error of a problem and its place.
    pub fn new(problem: Problem, span: Range<usize>) -> Self {
        Self { problem, span }
    }

    /// The mistake with the line that it is in, and `^` under its place.
    pub fn render(&self, line: &str) -> String {
        let start = self.span.start.min(line.len());
        let end = self.span.end.clamp(start, line.len());
        let from = line[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let to = line[start..].find('\n').map_or(line.len(), |n| start + n);
        let before = tail(&line[from..start], AROUND);
        let marked = head(&line[start..end.min(to)], AROUND);
        let after = head(&line[(start + marked.len()).min(to)..to], AROUND);
        let (before, marked, after) = (visible(before), visible(marked), visible(after));
        let mut text = format!(
            "error: {}\n  {before}{marked}{after}\n  ",
            pretty::escape(&self.to_string())
        );
        let carets = "^".repeat(width(&marked).max(1));
        // Writing to a String cannot fail.
        let _ = write!(text, "{}{carets}", " ".repeat(width(&before)));
        text
    }
}

/// Converts serde_json's error to one with a place in the line.
pub fn json_error(error: &serde_json::Error, text: &str, start: usize) -> LineError {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(&*message, |(message, _)| message);
    let problem = Problem::NotJson(message.to_owned());
    LineError::new(problem, start + at..start + at + length)
}

/// Returns `; did you mean …?` if a known name is near, or nothing.
pub fn hint<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let nearest = nearest(name, known);
    nearest
        .map(|nearest| format!("; did you mean '{nearest}'?"))
        .unwrap_or_default()
}

fn head(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map_or(text.len(), |(i, _)| i);
    &text[..end]
}

fn tail(text: &str, most: usize) -> &str {
    let skip = text.chars().count().saturating_sub(most);
    let start = text.char_indices().nth(skip).map_or(text.len(), |(i, _)| i);
    &text[start..]
}

fn visible(text: &str) -> String {
    pretty::escape(&text.replace('\t', " "))
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}
