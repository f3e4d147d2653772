//! Places that no type describes for all releases.

use std::fmt;

use qapi_parser::source::{SourceMap, Span};

/// The most pairs of types in the same places, for each type of all releases. Releases of QEMU have
/// fewer pairs than types.
pub(super) const MOST_PAIRS: usize = 64;

/// A reason why releases cannot be united.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conflict {
    /// Two unions at the same place have different discriminators.
    Discriminators {
        /// The path of the place, for the option that prefers a release.
        path: String,
        /// Each union.
        unions: Vec<Site>,
    },
    /// A preferred release is not one of those that were given.
    NoRelease {
        /// The path of the place.
        path: String,
        /// The release.
        name: String,
        /// The releases that were given.
        known: Vec<String>,
    },
    /// Types of two releases stand in the same places in too many pairs: more than 64 for each type.
    TooManyPairs {
        /// A type that stands where too many others do, as `type of release`.
        newer: String,
        /// The type that was one too many.
        older: String,
    },
    /// A path for which a release is preferred is the place of nothing.
    NoPlace {
        /// The path.
        path: String,
        /// The nearest path of a place.
        nearest: Option<String>,
    },
}

/// A definition in one of the releases.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Site {
    /// The release.
    pub release: String,
    /// The definition.
    pub name: String,
    /// `file:line`, where the definition has a text.
    pub place: Option<String>,
    /// The property that differs.
    pub what: String,
}

impl Site {
    pub(super) fn new(
        release: &str,
        name: &str,
        at: Option<(&SourceMap, Span)>,
        what: String,
    ) -> Self {
        Site {
            release: release.to_owned(),
            name: name.to_owned(),
            place: at.map(|(sources, span)| line(sources, span)),
            what,
        }
    }
}

fn line(sources: &SourceMap, span: Span) -> String {
    let location = sources.locate(span);
    format!("{}:{}", location.file, location.line)
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` of {}", self.name, self.release)?;
        if let Some(place) = &self.place {
            write!(f, " ({place})")?;
        }
        write!(f, " has {}", self.what)
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Conflict::Discriminators { path, unions } => {
                write!(f, "nothing tells the unions at `{path}` apart: ")?;
                for (index, union) in unions.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{union}")?;
                }
                let release = unions.first().map_or("RELEASE", |u| u.release.as_str());
                write!(f, "; choose one of the releases: prefer `{path}={release}`")
            }
            Conflict::NoRelease { path, name, known } => {
                write!(
                    f,
                    "prefer `{path}={name}`: the releases are {}",
                    known.join(", ")
                )
            }
            Conflict::TooManyPairs { newer, older } => {
                write!(
                    f,
                    "more than {MOST_PAIRS} times as many pairs of types stand in the same places \
                     as there are types, reached at {newer} and {older}"
                )
            }
            Conflict::NoPlace { path, nearest } => {
                write!(f, "prefer `{path}`: there is no such place")?;
                match nearest {
                    Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for Conflict {}
