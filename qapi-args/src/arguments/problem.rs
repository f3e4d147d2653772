//! The findings of a check: each has a place, a path in the value, and a severity.

use std::fmt;

use super::tree::Span;

/// A mistake in an argument, or the use of something that the schema marks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Place in the text, in bytes.
    pub span: Span,
    /// Path of the value, such as `file.server.host` or `list.0`; empty for the whole.
    pub path: String,
    /// The mistake.
    pub problem: Box<Problem>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, problem, .. } = self;
        write!(f, "{}{problem}", prefix(path))
    }
}

impl std::error::Error for Finding {}

fn prefix(path: &str) -> String {
    match path {
        "" => String::new(),
        path => format!("'{path}': "),
    }
}

/// Weight of a [`Finding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// QEMU accepts it, and the schema marks it as deprecated or unstable.
    Warning,
    /// QEMU refuses it.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// The subject of a [`Finding`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// A key is no QAPI name, or a fragment of it is none.
    Key(String),
    /// A part between commas has no `=`.
    NoValue(String),
    /// A fragment of a key has more than 127 characters.
    KeyTooLong,
    /// A key has a value and members, or indices and names.
    Inconsistent(String),
    /// The indices of a list have a gap.
    Gap(String),
    /// `help` or `?` stands in the text.
    Help,
    /// The value is nested too deeply.
    TooDeep,
    /// The text is no JSON.
    Json(String),
    /// The object has no such member.
    Unknown {
        /// The object: a type, or a type and the branch of its tag.
        parent: String,
        /// The name that it does not have.
        name: String,
        /// The nearest name that it has.
        nearest: Option<String>,
    },
    /// A member that has to be there is not.
    Missing {
        /// The member.
        name: String,
        /// Its type in words.
        expected: String,
    },
    /// The value is not of the member's type.
    Mismatch {
        /// The type in words.
        expected: String,
        /// The value, or its kind.
        found: String,
        /// The nearest value that the type has.
        nearest: Option<String>,
    },
    /// The integer is outside its type's range.
    Range {
        /// The number.
        found: String,
        /// Least value.
        least: i64,
        /// Greatest value.
        greatest: u64,
    },
    /// The value cannot be written as key=value.
    NotKeyValue(&'static str),
    /// The schema marks the member, value or type as deprecated.
    Deprecated(String),
    /// The schema marks the member, value or type as unstable.
    Unstable(String),
    /// The command line has an option that QEMU does not have.
    Option {
        /// The option without its dash.
        name: String,
        /// The nearest option that exists.
        nearest: Option<String>,
    },
    /// A quote has no end.
    Quote,
    /// An option is the last word, and needs an argument.
    NoArgument,
    /// The recording has no such driver, machine, CPU model or object type.
    NoSuchType {
        /// Name of the recorded QEMU.
        recording: String,
        /// `device`, `machine`, `CPU model` or `object type`.
        kind: &'static str,
        /// The name.
        name: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(value) => write!(f, "'{value}' is no valid key"),
            Self::NoValue(value) => write!(f, "a '=' is missing after '{value}'"),
            Self::KeyTooLong => {
                f.write_str("the key is too long: at most 127 characters between dots")
            }
            Self::Inconsistent(value) => write!(
                f,
                "'{value}.*' is used inconsistently: a key has a value, members, or list elements"
            ),
            Self::Gap(value) => write!(
                f,
                "the list element '{value}' is missing: indices count from 0 without gaps"
            ),
            Self::Help => f.write_str("this asks for help, and is no value"),
            Self::TooDeep => f.write_str("the value is nested too deeply"),
            Self::Json(value) => write!(f, "malformed JSON: {value}"),
            Self::Unknown {
                parent,
                name,
                nearest,
            } => write!(f, "{parent} has no member '{name}'{}", hint(nearest)),
            Self::Missing { name, expected } => {
                write!(f, "the member '{name}' is missing ({expected})")
            }
            Self::Mismatch {
                expected,
                found,
                nearest,
            } => write!(f, "expected {expected}, found {found}{}", hint(nearest)),
            Self::Range {
                found,
                least,
                greatest,
            } => write!(f, "{found} is not from {least} to {greatest}"),
            Self::NotKeyValue(value) => {
                write!(f, "{value} cannot be written as key=value; use JSON")
            }
            Self::Deprecated(value) => write!(f, "{value} is deprecated"),
            Self::Unstable(value) => write!(f, "{value} is unstable: it may change in any release"),
            Self::Option { name, nearest } => {
                write!(f, "QEMU has no option '{name}'{}", hint(nearest))
            }
            Self::Quote => f.write_str("the quote has no end"),
            Self::NoArgument => f.write_str("the option needs an argument"),
            Self::NoSuchType {
                recording,
                kind,
                name,
                nearest,
            } => write!(f, "{recording} has no {kind} '{name}'{}", hint(nearest)),
        }
    }
}

impl std::error::Error for Problem {}

fn hint(nearest: &Option<String>) -> String {
    match nearest {
        Some(nearest) => format!("; did you mean '{nearest}'?"),
        None => String::new(),
    }
}

impl Finding {
    /// A finding about the value at `path`.
    #[must_use]
    pub fn new(span: Span, path: impl Into<String>, problem: Problem) -> Self {
        Finding {
            span,
            path: path.into(),
            problem: Box::new(problem),
        }
    }

    /// Returns the weight.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match *self.problem {
            Problem::Deprecated(_) | Problem::Unstable(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Moves the place, for a text that is part of a longer one.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        self.span = self.span.start + by..self.span.end + by;
        self
    }
}

/// One or more errors in an argument, in the order in which QEMU meets them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Findings(vec![finding])
    }
}
