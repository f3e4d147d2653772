//! Decoding errors: the reason and the position.

use std::fmt;

use super::locate;
use super::step::Step;

/// A text that is not JSON, or not a value of the wanted type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    /// Innermost step first, the order of unwinding.
    path: Vec<Step>,
    problem: Problem,
    offset: Option<usize>,
}

/// The kind of a decoding error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The text is not JSON as QEMU parses it.
    Syntax(String),
    /// A required member is missing.
    Missing,
    /// The type to convert into has no such member.
    Unknown,
    /// The type to convert into has another type here, of which the value is none.
    Retyped,
    /// The value has another JSON type, or is another value, than the schema requires.
    Mismatch {
        /// The schema's requirement.
        expected: &'static str,
        /// The text's value, shortened.
        found: String,
    },
    /// A number beyond the bounds of its type.
    OutOfRange {
        /// The QAPI type.
        expected: &'static str,
        /// The number.
        found: String,
    },
}

impl DecodeError {
    /// Returns an error at the current value.
    pub fn new(problem: Problem) -> Self {
        DecodeError(Box::new(Inner {
            path: Vec::new(),
            problem,
            offset: None,
        }))
    }

    /// Returns a syntax error at a known position.
    pub(super) fn syntax(message: String, offset: usize) -> Self {
        let problem = Problem::Syntax(message);
        DecodeError(Box::new(Inner {
            path: Vec::new(),
            problem,
            offset: Some(offset),
        }))
    }

    /// Returns the same error, seen from the object whose member `name` it concerns.
    #[cold]
    #[must_use]
    pub fn in_member(mut self, name: &str) -> Self {
        self.0.path.push(Step::Member(name.to_owned()));
        self
    }

    /// Returns the same error, seen from the array whose element it concerns.
    #[cold]
    #[must_use]
    pub fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Step::Index(index));
        self
    }

    /// Returns the same error with its byte offset in `text`, the decoded text.
    #[cold]
    #[must_use]
    pub fn located_in(mut self, text: &str) -> Self {
        if self.0.offset.is_none() {
            self.0.offset = Some(locate::offset(text, self.0.path.iter().rev()));
        }
        self
    }

    /// Returns the same error, in a text in which the decoded text starts at byte `start`.
    #[must_use]
    pub fn shifted(mut self, start: usize) -> Self {
        if let Some(offset) = &mut self.0.offset {
            *offset += start;
        }
        self
    }

    /// Returns the kind of the error.
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// Returns the path from the root to the value, outermost step first.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.0.path.iter().rev()
    }

    /// Returns the path from the root to the value, as in `return[3].inserted.file`. Empty at the
    /// root.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.steps() {
            match step {
                Step::Member(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }

    /// Returns the byte offset of the value in the text, if the text was available. A missing member
    /// has the offset of its object.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        match &self.0.problem {
            Problem::Syntax(message) => write!(f, "not JSON: {message}")?,
            Problem::Missing => write!(f, "required member is missing")?,
            Problem::Unknown => write!(f, "the type has no such member")?,
            Problem::Retyped => write!(f, "the type has another type here")?,
            Problem::Mismatch { expected, found } => {
                write!(f, "expected {expected}, found {found}")?
            }
            Problem::OutOfRange { expected, found } => {
                write!(f, "{found} is out of range for {expected}")?
            }
        }
        match self.0.offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
