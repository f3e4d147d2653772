//! A parsed JSON text, with strings borrowed if they have no escapes.
//!
//! Numbers are stored as in QEMU's parser (`qobject/json-parser.c`): without fraction and exponent
//! as an integer if it fits into 64 bits, else as a double. Duplicate members are errors, as there.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde_core::ser::{Serialize, SerializeMap, Serializer};

use crate::introspect::walk::{Kind, Node};

use super::{DecodeError, Map, Problem, Value};

/// Maximum nesting of arrays and objects, for every parser that fills the tree.
const MAX_DEPTH: u8 = 128;

/// With serde_json's feature `arbitrary_precision`, which any crate in a build may enable, a number
/// arrives as a map with this one key.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer in the range of `i64`.
    Int(i64),
    /// An integer beyond `i64`.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Json<'a>>),
    /// An object: its members in the order of the text, with unique names.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl Node for Json<'_> {
    fn kind(&self) -> Kind<'_> {
        match self {
            Json::Null => Kind::Null,
            Json::Bool(_) => Kind::Bool,
            Json::Int(_) | Json::Uint(_) => Kind::Int,
            Json::Float(_) => Kind::Float,
            Json::String(text) => Kind::String(text),
            Json::Array(_) => Kind::Array,
            Json::Object(_) => Kind::Object,
        }
    }

    fn items(&self) -> &[Self] {
        match self {
            Json::Array(items) => items,
            _ => &[],
        }
    }

    fn each_member<'v>(&'v self, give: &mut dyn FnMut(&'v str, &'v Self)) {
        if let Json::Object(members) = self {
            for (name, value) in members {
                give(name, value);
            }
        }
    }
}

/// Memory that a message may take whatever its text's length.
const ALWAYS: usize = 256 << 20;

/// Memory that a larger message may take, as a multiple of its text's length.
const TIMES: usize = 6;

/// Memory of a value in a list that grows by doubling.
const PER_VALUE: usize = 2 * size_of::<(Cow<'_, str>, Json<'_>)>();

/// Further memory of a member: its name and its part of a map, where it becomes a [`Value`].
const PER_MEMBER: usize = 128;

/// Further memory of an array with elements: room for those to come.
const PER_ARRAY: usize = 64;

/// Further memory of an object with members: its list, and the first node of its map.
const PER_OBJECT: usize = 640;

/// Most memory that a byte of text can take: `{"":1},` takes 992 bytes.
const PER_BYTE: usize = 160;

/// Refuses a text that would take far more memory than its length, such as millions of `{}`: as a
/// tree, and as a [`Value`] beside it.
///
/// Only texts that are large enough to exceed the limit are scanned.
fn check_size(text: &str) -> Result<(), DecodeError> {
    if text.len() <= ALWAYS / PER_BYTE {
        return Ok(());
    }
    let limit = text.len().saturating_mul(TIMES).max(ALWAYS);
    let mut taken = text.len() + PER_VALUE;
    let (mut in_string, mut escaped, mut opened) = (false, false, None);
    for (offset, byte) in text.bytes().enumerate() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        if let Some(extra) = opened.filter(|_| !byte.is_ascii_whitespace()) {
            opened = None;
            let is_empty = matches!(byte, b']' | b'}');
            taken += if is_empty { 0 } else { PER_VALUE + extra };
        }
        match byte {
            b'"' => in_string = true,
            b',' => taken += PER_VALUE,
            b':' => taken += PER_MEMBER,
            b'[' => opened = Some(PER_ARRAY),
            b'{' => opened = Some(PER_OBJECT),
            _ => {}
        }
        if taken > limit {
            let message = format!("so many values would take more than {limit} bytes");
            return Err(DecodeError::syntax(message, offset));
        }
    }
    Ok(())
}

impl<'a> Json<'a> {
    /// Parses a text that is one JSON value.
    ///
    /// # Errors
    /// The text is not JSON, an object has two members of one name, values nest deeper than 127
    /// levels, or the value would take more than 256 MiB and more than 6 times the text.
    pub fn parse(text: &'a str) -> Result<Self, DecodeError> {
        check_size(text)?;
        serde_json::from_str(text).map_err(|error| {
            let line = text
                .split_inclusive('\n')
                .take(error.line().saturating_sub(1));
            let before: usize = line.map(str::len).sum();
            let offset = (before + error.column().saturating_sub(1)).min(text.len());
            let message = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            DecodeError::syntax(
                message.strip_suffix(&place).unwrap_or(&message).to_owned(),
                offset,
            )
        })
    }

    /// Returns the error that the value does not match the schema.
    #[cold]
    pub fn mismatch(&self, expected: &'static str) -> DecodeError {
        DecodeError::new(Problem::Mismatch {
            expected,
            found: self.describe(),
        })
    }

    /// Returns the value without borrowing.
    pub fn to_value(&self) -> Value {
        match self {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::Int(value) => Value::from(*value),
            Json::Uint(value) => Value::from(*value),
            Json::Float(value) => Value::from(*value),
            Json::String(value) => Value::String(value.as_ref().to_owned()),
            Json::Array(values) => Value::Array(values.iter().map(Json::to_value).collect()),
            Json::Object(members) => Value::Object(to_map(members)),
        }
    }

    /// Returns a short description for an error message.
    fn describe(&self) -> String {
        match self {
            Json::Null => "null".to_owned(),
            Json::Bool(value) => value.to_string(),
            Json::Int(value) => format!("the number {value}"),
            Json::Uint(value) => format!("the number {value}"),
            Json::Float(value) => format!("the number {value:?}"),
            Json::String(value) if value.chars().count() <= 40 => format!("the string {value:?}"),
            Json::String(_) => "a string".to_owned(),
            Json::Array(_) => "an array".to_owned(),
            Json::Object(_) => "an object".to_owned(),
        }
    }

    /// Parses the number in `text`.
    fn from_number<E: Error>(text: &str) -> Result<Self, E> {
        if let Ok(value) = text.parse::<i64>() {
            return Ok(Json::Int(value));
        }
        if let Ok(value) = text.parse::<u64>() {
            return Ok(Json::Uint(value));
        }
        text.parse::<f64>().map(Json::Float).map_err(E::custom)
    }
}

/// Returns the members without borrowing.
pub(super) fn to_map(members: &[(Cow<'_, str>, Json<'_>)]) -> Map {
    let mut map = Map::new();
    for (name, value) in members {
        map.insert(name.as_ref().to_owned(), value.to_value());
    }
    map
}

/// Builds a [`Json`] that may nest this many levels deeper.
#[derive(Clone, Copy)]
struct Build(u8);

impl Build {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        self.0
            .checked_sub(1)
            .map(Build)
            .ok_or_else(|| E::custom("recursion limit exceeded"))
    }
}

impl<'de> DeserializeSeed<'de> for Build {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Json<'de>, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        Build(MAX_DEPTH).deserialize(reader)
    }
}

impl<'de> Visitor<'de> for Build {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, reader: D) -> Result<Json<'de>, D::Error> {
        self.deserialize(reader)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(i64::try_from(value).map_or(Json::Uint(value), Json::Int))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json<'de>, E> {
        Ok(Json::Float(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json<'de>, A::Error> {
        let inner = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = seq.next_element_seed(inner)? {
            values.push(value);
        }
        Ok(Json::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let inner = self.deeper()?;
        let mut members: Vec<(Cow<'de, str>, Json<'de>)> = Vec::new();
        while let Some(Name(name)) = map.next_key()? {
            if members.is_empty() && name == NUMBER_TOKEN {
                return Json::from_number(&map.next_value::<String>()?);
            }
            members.push((name, map.next_value_seed(inner)?));
        }
        match duplicate(&members) {
            Some(name) => Err(A::Error::custom(format_args!("duplicate member `{name}`"))),
            None => Ok(Json::Object(members)),
        }
    }
}

/// Returns a name that two members share.
fn duplicate<'m>(members: &'m [(Cow<'_, str>, Json<'_>)]) -> Option<&'m str> {
    if members.len() <= 16 {
        let earlier = |i: usize, name: &str| members.iter().take(i).any(|(other, _)| other == name);
        return members
            .iter()
            .enumerate()
            .find(|(i, (name, _))| earlier(*i, name))
            .map(|(_, (n, _))| n.as_ref());
    }
    let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_ref()).collect();
    names.sort_unstable();
    names
        .windows(2)
        .find(|pair| pair.first() == pair.last())
        .and_then(|pair| pair.first().copied())
}

/// A member's name, borrowed if it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member's name")
            }

            fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        reader.deserialize_str(NameVisitor)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => writer.serialize_unit(),
            Json::Bool(value) => writer.serialize_bool(*value),
            Json::Int(value) => writer.serialize_i64(*value),
            Json::Uint(value) => writer.serialize_u64(*value),
            Json::Float(value) => writer.serialize_f64(*value),
            Json::String(value) => writer.serialize_str(value),
            Json::Array(values) => writer.collect_seq(values),
            Json::Object(members) => {
                let mut map = writer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
