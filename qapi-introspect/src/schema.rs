//! The index over an answer.
//!
//! Input: an answer's text, or [`SchemaInfo`]s made by other means. Output: a [`Schema`], on whose
//! invariants its readers rely: every type name refers to a type of the same answer, names are
//! unique, and no array or alternate consists of nothing but itself.

use std::collections::HashMap;
use std::fmt;

use crate::info::{Body, Json, MOST_RESERVED, SchemaInfo, ShapeError, Text};
use crate::json::{JsonError, Members, each};

/// The answer of a QEMU to `query-qmp-schema`, indexed by name.
///
/// ```
/// let answer = r#"{"return": [
///     {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
///     {"name": "0", "meta-type": "object", "members": []}]}"#;
/// let schema = qapi_introspect::Schema::from_json(answer)?;
/// assert!(schema.query("stop")?);
/// assert!(!schema.query("cont")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Schema<'a> {
    infos: Vec<SchemaInfo<'a>>,
    /// Positions in `infos`.
    by_name: HashMap<Text<'a>, u32>,
}

/// An answer that cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum SchemaError {
    /// The text is not JSON, or nested too deeply; the error says at which line and column.
    Syntax(JsonError),
    /// The JSON is neither the array nor an object that holds it as `return` or `schema`.
    NotAnAnswer {
        /// The value found instead.
        found: String,
    },
    /// The JSON is a monitor's error reply.
    ErrorReply {
        /// The error's class.
        class: String,
        /// The error's description.
        desc: String,
    },
    /// An object of the answer is not as documented.
    Shape(ShapeError),
    /// Two objects bear the same name.
    Duplicate {
        /// The name.
        name: String,
        /// The index of the first.
        first: usize,
        /// The index of the second.
        second: usize,
    },
    /// A type is referred to that does not exist, or is no type.
    Dangling {
        /// The index of the object that refers to it.
        index: usize,
        /// The object's name.
        name: String,
        /// The name that no type has.
        type_name: String,
    },
    /// An array or alternate leads to itself through arrays and alternates alone, so that no
    /// value of it exists.
    Endless {
        /// The index of such a type.
        index: usize,
        /// Its name.
        name: String,
    },
    /// More objects than an index can number.
    TooMany(usize),
    /// Large alternates, or those within each other, stand at so many places that a walk through all of
    /// them would take too long.
    TooNested {
        /// The index of the object whose places were too many.
        index: usize,
        /// Its name.
        name: String,
    },
}

/// Maximum number of references of arrays and alternates that walks from all places of an answer
/// follow. Those of a QEMU's follow some 1,000.
const MOST_FOLLOWED: usize = 16 << 20;

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(value) => write!(f, "malformed JSON: {value}"),
            Self::NotAnAnswer { found } => write!(
                f,
                "no query-qmp-schema answer: expected an array, or an object with one as `return` or `schema`, found {found}"
            ),
            Self::ErrorReply { class, desc } => {
                write!(f, "the monitor answered an error: {class}: {desc}")
            }
            Self::Shape(value) => write!(f, "malformed query-qmp-schema answer: {value}"),
            Self::Duplicate {
                name,
                first,
                second,
            } => write!(
                f,
                "malformed query-qmp-schema answer: [{second}] `{name}`: the name is that of [{first}] already"
            ),
            Self::Dangling {
                index,
                name,
                type_name,
            } => write!(
                f,
                "malformed query-qmp-schema answer: [{index}] `{name}` refers to a type `{type_name}`, which does not exist"
            ),
            Self::Endless { index, name } => write!(
                f,
                "malformed query-qmp-schema answer: [{index}] `{name}` consists of nothing but itself"
            ),
            Self::TooMany(value) => write!(
                f,
                "malformed query-qmp-schema answer: {value} objects are too many"
            ),
            Self::TooNested { index, name } => write!(
                f,
                "malformed query-qmp-schema answer: [{index}] `{name}` has too many alternatives, as have the objects before it"
            ),
        }
    }
}

impl std::error::Error for SchemaError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Shape(source) => source.source(),
            _ => None,
        }
    }
}

impl From<JsonError> for SchemaError {
    fn from(error: JsonError) -> Self {
        Self::Syntax(error)
    }
}

impl From<ShapeError> for SchemaError {
    fn from(error: ShapeError) -> Self {
        Self::Shape(error)
    }
}

impl<'a> Schema<'a> {
    /// Reads and indexes an answer: the array itself, or an object that holds it as `return` (a
    /// reply from the wire) or `schema` (a recorded one). Strings without escapes are borrowed
    /// from `text`; [`Schema::into_owned`] ends that.
    ///
    /// # Errors
    ///
    /// [`SchemaError`] when the text is not JSON, not an answer, an error reply, or an answer
    /// whose parts do not fit together. Members and meta-types that this crate does not know are
    /// no error.
    pub fn from_json(text: &'a str) -> Result<Self, SchemaError> {
        let items = match Json::parse(text)? {
            Json::Array(items) => items,
            Json::Object(members) => unwrap_answer(members)?,
            other => {
                return Err(SchemaError::NotAnAnswer {
                    found: other.kind().to_owned(),
                });
            }
        };
        let mut infos = Vec::with_capacity(items.len().min(MOST_RESERVED));
        for (index, item) in items.into_iter().enumerate() {
            infos.push(SchemaInfo::from_json(index, item)?);
        }
        Schema::new(infos)
    }

    /// Reports that a file with that text is meant as a recorded answer, not as a schema: it begins
    /// like JSON with double quotes, which no schema does.
    ///
    /// ```
    /// use qapi_introspect::Schema;
    /// assert!(Schema::is_recorded(r#"{"return": []}"#) && Schema::is_recorded("[]"));
    /// assert!(!Schema::is_recorded("{ 'command': 'stop' }"));
    /// ```
    pub fn is_recorded(text: &str) -> bool {
        let mut start = text.trim_start_matches('\u{feff}').trim_start().chars();
        match start.next() {
            Some('[') => true,
            Some('{') => start.as_str().trim_start().starts_with('"'),
            _ => false,
        }
    }

    /// Indexes objects that were made by other means.
    ///
    /// # Errors
    ///
    /// [`SchemaError`] when they do not fit together.
    pub fn new(infos: Vec<SchemaInfo<'a>>) -> Result<Self, SchemaError> {
        let count = u32::try_from(infos.len()).map_err(|_| SchemaError::TooMany(infos.len()))?;
        let mut by_name = HashMap::with_capacity(infos.len());
        for (info, second) in infos.iter().zip(0..count) {
            if let Some(first) = by_name.insert(info.name.clone(), second) {
                let (first, second) = (first as usize, second as usize);
                let name = info.name.to_string();
                return Err(SchemaError::Duplicate {
                    name,
                    first,
                    second,
                });
            }
        }
        let schema = Schema { infos, by_name };
        schema.check_references()?;
        schema.check_ends()?;
        Ok(schema)
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Schema<'static> {
        let infos = each(self.infos, SchemaInfo::into_owned);
        let names = infos.iter().map(|i| i.name.clone());
        let by_name = names.zip(0..).collect();
        Schema { infos, by_name }
    }

    /// Returns the answer's array.
    pub fn to_json(&self) -> Json<'_> {
        self.entities().map(SchemaInfo::to_json).collect()
    }

    /// Every object in the order of the answer.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = &SchemaInfo<'a>> {
        self.infos.iter()
    }

    /// Every command in the order of the answer.
    pub fn commands(&self) -> impl Iterator<Item = &SchemaInfo<'a>> {
        self.entities()
            .filter(|i| matches!(i.body, Body::Command { .. }))
    }

    /// Every event in the order of the answer.
    pub fn events(&self) -> impl Iterator<Item = &SchemaInfo<'a>> {
        self.entities()
            .filter(|i| matches!(i.body, Body::Event { .. }))
    }

    /// The command, event or type of that name.
    pub fn entity(&self, name: &str) -> Option<&SchemaInfo<'a>> {
        self.index_of(name).map(|i| &self.infos[i])
    }

    /// The type of that name.
    pub fn type_named(&self, name: &str) -> Option<&SchemaInfo<'a>> {
        self.entity(name).filter(|i| !i.is_root())
    }

    /// The position of that name in the answer.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).map(|&at| at as usize)
    }

    /// The object at that position of the answer.
    pub(crate) fn at(&self, index: usize) -> &SchemaInfo<'a> {
        &self.infos[index]
    }

    /// Every type name refers to a type.
    fn check_references(&self) -> Result<(), SchemaError> {
        for (index, info) in self.infos.iter().enumerate() {
            if let Some(bad) = info
                .references()
                .find(|name| self.type_named(name).is_none())
            {
                let type_name = bad.to_owned();
                return Err(SchemaError::Dangling {
                    index,
                    name: info.name.to_string(),
                    type_name,
                });
            }
        }
        Ok(())
    }

    /// Every chain of arrays and alternates ends somewhere, and all of them together are short. (A
    /// search in depth with a stack of its own, since nobody promises that a chain is.)
    fn check_ends(&self) -> Result<(), SchemaError> {
        const NEW: u8 = 0;
        const OPEN: u8 = 1;
        const DONE: u8 = 2;
        let mut state = vec![NEW; self.infos.len()];
        // The number of references that a walk through each array and alternate follows, at most.
        let mut followed = vec![0; self.infos.len()];
        let count = |index: &usize| self.at(*index).references().count();
        let indices = 0..self.infos.len();
        let (through, places): (Vec<_>, Vec<_>) = indices.partition(|i| self.is_passed_through(*i));
        let all = through.iter().map(count).sum();
        let mut stack = Vec::new();
        for start in 0..self.infos.len() {
            stack.push((start, false));
            while let Some((index, leave)) = stack.pop() {
                if leave {
                    state[index] = DONE;
                    // A walk follows no reference twice.
                    followed[index] = self.sum(index, |i| 1 + followed[i]).min(all);
                } else if state[index] == OPEN {
                    let name = self.at(index).name.to_string();
                    return Err(SchemaError::Endless { index, name });
                } else if state[index] == NEW && self.is_passed_through(index) {
                    state[index] = OPEN;
                    stack.push((index, true));
                    let next = self.at(index).references().filter_map(|n| self.index_of(n));
                    stack.extend(next.map(|i| (i, false)));
                }
            }
        }
        let most = followed.iter().max().copied().unwrap_or_default();
        let references: usize = places.iter().map(count).sum();
        if references.saturating_mul(most) <= MOST_FOLLOWED {
            return Ok(());
        }
        let mut left = MOST_FOLLOWED;
        for index in places {
            let here = self.sum(index, |i| followed[i]);
            left = left.checked_sub(here).ok_or_else(|| {
                let name = self.at(index).name.to_string();
                SchemaError::TooNested { index, name }
            })?;
        }
        Ok(())
    }

    /// Adds up a number of each type that an object refers to.
    fn sum(&self, index: usize, of: impl Fn(usize) -> usize) -> usize {
        let references = self.at(index).references();
        let indices = references.filter_map(|name| self.index_of(name));
        indices.fold(0, |sum: usize, i| sum.saturating_add(of(i)))
    }

    fn is_passed_through(&self, index: usize) -> bool {
        matches!(
            self.at(index).body,
            Body::Array { .. } | Body::Alternate { .. }
        )
    }
}

/// The array in a reply or a recorded answer.
fn unwrap_answer(members: Members<'_>) -> Result<Vec<Json<'_>>, SchemaError> {
    let mut found = "an object with neither".to_owned();
    for (key, value) in members {
        match (&*key, value) {
            ("return" | "schema", Json::Array(items)) => return Ok(items),
            ("return" | "schema", other) => found = format!("{} as `{key}`", other.kind()),
            ("error", Json::Object(error)) => {
                let text = |name| match error.iter().find(|(k, _)| k == name) {
                    Some((_, Json::Str(text))) => text.to_string(),
                    _ => String::new(),
                };
                return Err(SchemaError::ErrorReply {
                    class: text("class"),
                    desc: text("desc"),
                });
            }
            _ => {}
        }
    }
    Err(SchemaError::NotAnAnswer { found })
}

/// Lets a reader of a schema take it owned, borrowed or shared.
impl<'a> AsRef<Schema<'a>> for Schema<'a> {
    fn as_ref(&self) -> &Schema<'a> {
        self
    }
}

impl fmt::Debug for Schema<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.infos).finish()
    }
}

/// Writes the answer's array as JSON, in the answer's order.
impl fmt::Display for Schema<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_json().fmt(f)
    }
}
