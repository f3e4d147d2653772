//! Paths: questions to a schema.
//!
//! Input: text in libvirt's path language. Output: a [`Path`], whose steps are well formed; or a
//! [`PathError`] that says which step is not. Whether a path is well formed does not depend on
//! any schema. The steps' meaning, and every corner of it, is told at [`crate::query`].

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A parsed path, to be asked any number of times of any number of schemas.
///
/// ```
/// use qapi_introspect::{Path, Step};
///
/// let path: Path = "blockdev-add/arg-type/+file/aio/^io_uring".parse()?;
/// assert_eq!(path.root(), "blockdev-add");
/// assert_eq!(path.steps().last(), Some(Step::Value("io_uring")));
/// assert!("stop/$a/b".parse::<Path>().is_err());
/// # Ok::<(), qapi_introspect::PathError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    text: Box<str>,
}

/// A step of a [`Path`] after its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step<'p> {
    /// `name`: on a command or event `arg-type` or `ret-type`, on an object that member.
    Name(&'p str),
    /// `*name`: that member, which must be optional.
    Optional(&'p str),
    /// `+name`: that variant of a union.
    Variant(&'p str),
    /// `^name`: that value of an enumeration.
    Value(&'p str),
    /// `!name`: that JSON type of a built-in type.
    JsonType(&'p str),
    /// `$name`: that feature.
    Feature(&'p str),
}

/// A path that is not well formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The path as given.
    pub path: String,
    /// The number of the step, from 1.
    pub step: usize,
    /// The mistake.
    pub reason: PathErrorKind,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, step, reason } = self;
        write!(f, "malformed path `{path}`: step {step}: {reason}")
    }
}

impl std::error::Error for PathError {}

/// Mistakes in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathErrorKind {
    /// Nothing between two slashes, or before the first, or after the last.
    Empty,
    /// `*`, `+`, `^`, `!` or `$`, or the blank before a name, with nothing after it.
    NoName(char),
    /// The first step begins like a later one.
    BadRoot(char),
    /// A step after one that nothing can follow.
    AfterTerminal(String),
    /// A step other than `$feature` after `^value`.
    AfterValue(String),
}

impl fmt::Display for PathErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the step is empty"),
            Self::NoName(value) => write!(f, "the name after `{value}` is missing"),
            Self::BadRoot(value) => write!(
                f,
                "a path starts with the name of a command or event, not with `{value}`"
            ),
            Self::AfterTerminal(value) => write!(f, "nothing can follow `{value}`"),
            Self::AfterValue(value) => write!(f, "only `$feature` can follow `{value}`"),
        }
    }
}

impl std::error::Error for PathErrorKind {}

impl<'p> Step<'p> {
    /// Reads one step. A name that does not begin with a letter may have a blank before it, as
    /// libvirt demands, and may do without.
    ///
    /// # Errors
    ///
    /// [`PathErrorKind::Empty`] and [`PathErrorKind::NoName`].
    pub fn parse(text: &'p str) -> Result<Self, PathErrorKind> {
        let first = text.chars().next().ok_or(PathErrorKind::Empty)?;
        let make = match first {
            ' ' => Step::Name,
            '*' => Step::Optional,
            '+' => Step::Variant,
            '^' => Step::Value,
            '!' => Step::JsonType,
            '$' => Step::Feature,
            _ => return Ok(Step::Name(text)),
        };
        match &text[1..] {
            "" => Err(PathErrorKind::NoName(first)),
            name => Ok(make(name)),
        }
    }

    /// The name in it.
    pub fn name(self) -> &'p str {
        match self {
            Step::Name(n)
            | Step::Optional(n)
            | Step::Variant(n)
            | Step::Value(n)
            | Step::JsonType(n)
            | Step::Feature(n) => n,
        }
    }
}

/// As written in a path: a name that does not begin with a letter gets its blank.
impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sigil = match self {
            Step::Name(n) if n.starts_with(|c: char| c.is_ascii_alphabetic()) => "",
            Step::Name(_) => " ",
            Step::Optional(_) => "*",
            Step::Variant(_) => "+",
            Step::Value(_) => "^",
            Step::JsonType(_) => "!",
            Step::Feature(_) => "$",
        };
        f.write_str(sigil)?;
        f.write_str(self.name())
    }
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// [`PathError`] when it is not well formed.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let fail = |step, reason| PathError {
            path: text.to_owned(),
            step,
            reason,
        };
        let mut before: Option<Step<'_>> = None;
        for (i, part) in text.split('/').enumerate() {
            if i == 0 {
                check_root(part).map_err(|reason| fail(1, reason))?;
                continue;
            }
            let step = Step::parse(part).map_err(|reason| fail(i + 1, reason))?;
            match (before, step) {
                (Some(Step::Value(_)), Step::Feature(_)) => {}
                (Some(v @ Step::Value(_)), _) => {
                    return Err(fail(i + 1, PathErrorKind::AfterValue(v.to_string())));
                }
                (Some(t @ (Step::Feature(_) | Step::JsonType(_))), _) => {
                    return Err(fail(i + 1, PathErrorKind::AfterTerminal(t.to_string())));
                }
                _ => {}
            }
            before = Some(step);
        }
        Ok(Path { text: text.into() })
    }

    /// The command or event that it starts with.
    pub fn root(&self) -> &str {
        self.text.split('/').next().unwrap_or_default()
    }

    /// The steps after the first.
    pub fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        // Well formed, as `parse` saw.
        self.text
            .split('/')
            .skip(1)
            .filter_map(|part| Step::parse(part).ok())
    }

    /// The text that it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn check_root(text: &str) -> Result<(), PathErrorKind> {
    match text.chars().next() {
        None => Err(PathErrorKind::Empty),
        Some(c @ ('*' | '+' | '^' | '!' | '$' | ' ')) => Err(PathErrorKind::BadRoot(c)),
        Some(_) => Ok(()),
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        Path::parse(text)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Argument of [`crate::Schema::query`]: a path's text, or a [`Path`] that was read before.
pub trait ToPath {
    /// The path.
    ///
    /// # Errors
    ///
    /// [`PathError`] when the text is not well formed.
    fn to_path(&self) -> Result<Cow<'_, Path>, PathError>;
}

impl ToPath for Path {
    fn to_path(&self) -> Result<Cow<'_, Path>, PathError> {
        Ok(Cow::Borrowed(self))
    }
}

impl ToPath for str {
    fn to_path(&self) -> Result<Cow<'_, Path>, PathError> {
        Path::parse(self).map(Cow::Owned)
    }
}

impl ToPath for String {
    fn to_path(&self) -> Result<Cow<'_, Path>, PathError> {
        self.as_str().to_path()
    }
}

impl<T: ToPath + ?Sized> ToPath for &T {
    fn to_path(&self) -> Result<Cow<'_, Path>, PathError> {
        (**self).to_path()
    }
}
