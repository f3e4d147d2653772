//! JSON → [`SchemaInfo`]: known members are checked, others are kept.

use std::fmt;

use super::{
    AlternateMember, Body, EnumInfo, EnumMember, ObjectInfo, ObjectMember, ObjectVariant,
    SchemaInfo, Text,
};
use crate::json::{Json, Members};

/// An object of the answer that is not as `query-qmp-schema` documents it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeError {
    /// The object by number and name, and the part of it.
    pub place: Box<str>,
    /// The expected kind of value.
    pub expected: &'static str,
    /// The kind of value that was found.
    pub found: Box<str>,
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            expected,
            found,
        } = self;
        write!(f, "{place}: expected {expected}, found {found}")
    }
}

impl std::error::Error for ShapeError {}

/// Number of elements for which memory is taken before they are checked: an element of three bytes may
/// be read as one of a hundred.
pub(crate) const MOST_RESERVED: usize = 4096;

type Result<T> = std::result::Result<T, ShapeError>;

impl ShapeError {
    pub(crate) fn new(place: &str, expected: &'static str, found: &str) -> Self {
        ShapeError {
            place: place.into(),
            expected,
            found: found.into(),
        }
    }

    /// The same error, one level further out.
    fn within(mut self, place: impl std::fmt::Display) -> Self {
        self.place = format!("{place}: {}", self.place).into();
        self
    }
}

/// The members of an object that is being read; those left at the end are unknown.
struct Fields<'a>(Members<'a>);

impl<'a> Fields<'a> {
    fn new(value: Json<'a>) -> Result<Self> {
        match value {
            Json::Object(members) => Ok(Fields(members)),
            other => Err(ShapeError::new("the value", "an object", other.kind())),
        }
    }

    /// Takes the member `key` out. (Objects have few members: a search costs nothing.)
    fn take(&mut self, key: &str) -> Option<Json<'a>> {
        let index = self.0.iter().position(|(k, _)| k == key)?;
        Some(self.0.remove(index).1)
    }

    fn text(&mut self, key: &'static str) -> Result<Text<'a>> {
        match self.optional_text(key)? {
            Some(text) => Ok(text),
            None => Err(ShapeError::new(key, "a string", "nothing")),
        }
    }

    fn optional_text(&mut self, key: &'static str) -> Result<Option<Text<'a>>> {
        self.take(key).map(|value| text(key, value)).transpose()
    }

    fn optional_bool(&mut self, key: &'static str) -> Result<Option<bool>> {
        match self.take(key) {
            None => Ok(None),
            Some(Json::Bool(b)) => Ok(Some(b)),
            Some(other) => Err(ShapeError::new(key, "a boolean", other.kind())),
        }
    }

    fn list<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Json<'a>) -> Result<T>,
    ) -> Result<Option<Vec<T>>> {
        let items = match self.take(key) {
            None => return Ok(None),
            Some(Json::Array(items)) => items,
            Some(other) => return Err(ShapeError::new(key, "an array", other.kind())),
        };
        // Collecting a `Result` would not know the length.
        let mut list = Vec::with_capacity(items.len().min(MOST_RESERVED));
        for (i, item) in items.into_iter().enumerate() {
            list.push(read(item).map_err(|e| e.within(format_args!("{key}[{i}]")))?);
        }
        Ok(Some(list))
    }

    fn texts(&mut self, key: &'static str) -> Result<Option<Vec<Text<'a>>>> {
        self.list(key, |value| text("the value", value))
    }
}

/// Maximum length of a name in bytes, that of schemas: outputs repeat a type's name for each of its members.
const MAX_NAME: usize = 1024;

/// Reads a name.
fn text<'a>(place: &str, value: Json<'a>) -> Result<Text<'a>> {
    match value {
        Json::Str(text) if text.len() <= MAX_NAME => Ok(text),
        Json::Str(text) => {
            let found = format!("one of {}", text.len());
            Err(ShapeError::new(
                place,
                "a name of at most 1,024 bytes",
                &found,
            ))
        }
        other => Err(ShapeError::new(place, "a string", other.kind())),
    }
}

impl<'a> SchemaInfo<'a> {
    /// Reads one object of the answer; `index` is its number, for the error's place.
    pub(crate) fn from_json(index: usize, value: Json<'a>) -> Result<Self> {
        let mut fields = Fields::new(value).map_err(|e| e.within(format_args!("[{index}]")))?;
        let name = fields
            .text("name")
            .map_err(|e| e.within(format_args!("[{index}]")))?;
        match read_body(&mut fields) {
            Ok((features, body)) => Ok(SchemaInfo {
                name,
                features,
                body,
                extra: fields.0,
            }),
            Err(e) => Err(e.within(format_args!("[{index}] `{name}`"))),
        }
    }
}

fn read_body<'a>(fields: &mut Fields<'a>) -> Result<(Option<Vec<Text<'a>>>, Body<'a>)> {
    let meta_type = fields.text("meta-type")?;
    let features = fields.texts("features")?;
    let body = match &*meta_type {
        "builtin" => Body::Builtin {
            json_type: fields.text("json-type")?,
        },
        "enum" => Body::Enum(read_enum(fields)?),
        "array" => Body::Array {
            element_type: fields.text("element-type")?,
        },
        "object" => Body::Object(read_object(fields)?),
        "alternate" => Body::Alternate {
            members: needed(fields, "members", alternate_member)?,
        },
        "command" => Body::Command {
            arg_type: fields.text("arg-type")?,
            ret_type: fields.text("ret-type")?,
            allow_oob: fields.optional_bool("allow-oob")?,
        },
        "event" => Body::Event {
            arg_type: fields.text("arg-type")?,
        },
        _ => Body::Unknown { meta_type },
    };
    Ok((features, body))
}

fn needed<'a, T>(
    fields: &mut Fields<'a>,
    key: &'static str,
    read: impl Fn(Json<'a>) -> Result<T>,
) -> Result<Vec<T>> {
    fields
        .list(key, read)?
        .ok_or_else(|| ShapeError::new(key, "an array", "nothing"))
}

fn read_enum<'a>(fields: &mut Fields<'a>) -> Result<EnumInfo<'a>> {
    let info = EnumInfo {
        members: fields.list("members", enum_member)?,
        values: fields.texts("values")?,
    };
    match info {
        EnumInfo {
            members: None,
            values: None,
        } => Err(ShapeError::new(
            "members",
            "an array (or `values`)",
            "nothing",
        )),
        info => Ok(info),
    }
}

fn enum_member(value: Json<'_>) -> Result<EnumMember<'_>> {
    let mut fields = Fields::new(value)?;
    Ok(EnumMember {
        name: fields.text("name")?,
        features: fields.texts("features")?,
        extra: fields.0,
    })
}

fn read_object<'a>(fields: &mut Fields<'a>) -> Result<ObjectInfo<'a>> {
    Ok(ObjectInfo {
        members: needed(fields, "members", object_member)?,
        tag: fields.optional_text("tag")?,
        variants: fields.list("variants", object_variant)?,
    })
}

fn object_member(value: Json<'_>) -> Result<ObjectMember<'_>> {
    let mut fields = Fields::new(value)?;
    Ok(ObjectMember {
        name: fields.text("name")?,
        type_name: fields.text("type")?,
        default: fields.take("default"),
        features: fields.texts("features")?,
        extra: fields.0,
    })
}

fn object_variant(value: Json<'_>) -> Result<ObjectVariant<'_>> {
    let mut fields = Fields::new(value)?;
    Ok(ObjectVariant {
        case: fields.text("case")?,
        type_name: fields.text("type")?,
        extra: fields.0,
    })
}

fn alternate_member(value: Json<'_>) -> Result<AlternateMember<'_>> {
    let mut fields = Fields::new(value)?;
    Ok(AlternateMember {
        type_name: fields.text("type")?,
        extra: fields.0,
    })
}
