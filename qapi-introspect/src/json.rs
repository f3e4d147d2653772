//! JSON of the wire: values, and their text.
//!
//! Input: the text of an answer, of arguments or of a recording. Output: a tree that keeps the order
//! of members, and members that this crate does not know: additions of a newer QEMU survive a round
//! trip. Strings are borrowed from the text where they have no escapes.
//!
//! The reader takes exactly JSON (RFC 8259), nested in at most 127 levels, and no number beyond the
//! range of `f64`. A text has at most 8 Mi values, or one for each 8 bytes. The reader stands here
//! instead of a library's because build scripts compile this crate: serde and serde_json take their
//! compiler three times as long as the whole crate.

mod number;
mod read;
mod write;

use std::borrow::Cow;

pub use number::Number;
pub use read::JsonError;

/// A string, borrowed from the answer's text where possible.
pub type Text<'a> = Cow<'a, str>;

/// A JSON value.
///
/// `Display` writes its text without blanks, and `{:#}` with a line for each member and element.
///
/// ```
/// use qapi_introspect::json::Json;
///
/// let json = Json::parse(r#"{"node": "disk0", "sizes": [1, 2.50, 1e3]}"#)?;
/// assert_eq!(json.to_string(), r#"{"node":"disk0","sizes":[1,2.5,1000.0]}"#);
/// assert_eq!(json.get("node").and_then(Json::as_str), Some("disk0"));
///
/// let error = Json::parse(r#"{"node": 'disk0'}"#).unwrap_err();
/// assert_eq!(error.to_string(), "expected a value at line 1 column 10");
/// # Ok::<(), qapi_introspect::json::JsonError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Str(Text<'a>),
    /// An array.
    Array(Vec<Json<'a>>),
    /// An object: its members in the order of the text.
    Object(Members<'a>),
}

/// Members of an object in the order of the text.
pub(crate) type Members<'a> = Vec<(Text<'a>, Json<'a>)>;

impl<'a> Json<'a> {
    /// Parses a text.
    ///
    /// # Errors
    ///
    /// [`JsonError`], with its line and column.
    pub fn parse(text: &'a str) -> Result<Self, JsonError> {
        read::parse(text)
    }

    /// Returns the value of a member of an object, the first of that name.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        match self {
            Json::Object(members) => members.iter().find(|(n, _)| n == name).map(|(_, v)| v),
            _ => None,
        }
    }
}

impl Json<'_> {
    /// Returns the text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The same value, borrowing nothing.
    pub fn into_owned(self) -> Json<'static> {
        match self {
            Json::Null => Json::Null,
            Json::Bool(b) => Json::Bool(b),
            Json::Number(n) => Json::Number(n),
            Json::Str(s) => Json::Str(owned(s)),
            Json::Array(a) => Json::Array(each(a, Json::into_owned)),
            Json::Object(o) => Json::Object(owned_members(o)),
        }
    }

    /// The kind of JSON, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::Str(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// Makes an array.
impl<'a> FromIterator<Json<'a>> for Json<'a> {
    fn from_iter<I: IntoIterator<Item = Json<'a>>>(items: I) -> Self {
        Json::Array(items.into_iter().collect())
    }
}

pub(crate) fn owned(text: Text<'_>) -> Text<'static> {
    Cow::Owned(text.into_owned())
}

pub(crate) fn owned_members(members: Members<'_>) -> Members<'static> {
    each(members, |(name, value)| (owned(name), value.into_owned()))
}

/// Converts each element. Collecting would do it in place, by four times the machine code for each
/// pair of types.
pub(crate) fn each<T, U>(elements: Vec<T>, convert: fn(T) -> U) -> Vec<U> {
    let mut converted = Vec::with_capacity(elements.len());
    for element in elements {
        converted.push(convert(element));
    }
    converted
}
