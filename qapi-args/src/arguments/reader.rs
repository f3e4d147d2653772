//! Reading and writing arguments by a schema.

use std::fmt;

use qapi_introspect::Schema;
use qapi_introspect::info::{Body, Json};
use qapi_introspect::nearest::nearest;
use serde_core::Serialize;

use super::check::{self, Check};
use super::problem::{Finding, Findings, Problem, Severity};
use super::tree::{Item, Members, Node};
use super::types::{Form, Type};
use super::{flat, json, keyval, write};

/// Types whose key=value text is flat, with the tags that QEMU reads as nested keys. Each is the
/// type of an option older than nested keys.
const FLAT: &[(&str, &[&str])] = &[
    ("Netdev", &["stream", "dgram"]),
    ("netdev_add", &["stream", "dgram"]),
    ("NumaOptions", &[]),
    ("set-numa-node", &[]),
];

/// Reads values by a schema: key=value or JSON.
///
/// # Examples
///
/// ```
/// use qapi_args::Reader;
///
/// let schema = qapi_introspect::Schema::from_json(r#"[
///     {"name": "blockdev-add", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
///     {"name": "0", "meta-type": "object", "members": [
///         {"name": "filename", "type": "str"},
///         {"name": "read-only", "type": "bool", "default": null}]},
///     {"name": "str", "meta-type": "builtin", "json-type": "string"},
///     {"name": "bool", "meta-type": "builtin", "json-type": "boolean"}]"#)?;
/// let reader = Reader::new(&schema);
/// let ty = reader.find("blockdev-add")?;
///
/// let read = reader.read(&ty, "filename=a,,b,read-only=on")?;
/// let json = read.value.to_string();
/// assert_eq!(json, r#"{"filename":"a,b","read-only":true}"#);
/// assert_eq!(reader.json_to_key_value(&ty, &json)?, "filename=a,,b,read-only=on");
///
/// let error = reader.read(&ty, "file-name=x").unwrap_err();
/// assert_eq!(error.to_string(), "the member 'filename' is missing (a string); \
///     the value has no member 'file-name'; did you mean 'filename'?");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Reader<'s> {
    schema: &'s Schema<'s>,
    exact: bool,
}

/// A value that the schema allows.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// The value as JSON, typed, in the order of the text.
    pub value: Json<'static>,
    /// Uses of deprecated and unstable parts of the schema.
    pub warnings: Vec<Finding>,
}

/// A name that is no type, command or event of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownType {
    /// The name.
    pub name: String,
    /// The nearest name that the schema has.
    pub nearest: Option<String>,
}

impl fmt::Display for UnknownType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, nearest } = self;
        write!(
            f,
            "the schema has no type, command or event '{name}'{}",
            hint(nearest)
        )
    }
}

impl std::error::Error for UnknownType {}

fn hint(nearest: &Option<String>) -> String {
    nearest
        .as_ref()
        .map(|name| format!("; did you mean '{name}'?"))
        .unwrap_or_default()
}

impl<'s> Reader<'s> {
    /// A reader by a monitor's answer, in which all integer types are one: each takes 64 bits and
    /// the suffixes of a size.
    #[must_use]
    pub fn new(schema: &'s Schema<'s>) -> Self {
        Reader {
            schema,
            exact: false,
        }
    }

    /// A reader by a model in which built-in types have the names of the language (`size`,
    /// `uint16`), so that ranges and suffixes are checked.
    #[must_use]
    pub fn exact(schema: &'s Schema<'s>) -> Self {
        Reader {
            schema,
            exact: true,
        }
    }

    /// Returns the schema.
    #[must_use]
    pub fn schema(&self) -> &'s Schema<'s> {
        self.schema
    }

    /// Finds a type by its name, the arguments of a command or event by theirs, or the end of a
    /// query path such as `blockdev-add/arg-type`.
    ///
    /// # Errors
    ///
    /// [`UnknownType`].
    pub fn find(&self, name: &str) -> Result<Type<'s>, UnknownType> {
        let found = check::find(self.schema, name);
        found.ok_or_else(|| {
            let known = self.schema.entities().map(|info| &*info.name);
            UnknownType {
                name: name.to_owned(),
                nearest: nearest(name, known).map(str::to_owned),
            }
        })
    }

    /// Reads a value: JSON if it begins with a bracket or the type is no object, else key=value.
    ///
    /// # Errors
    ///
    /// All that QEMU would refuse, with places in the text.
    pub fn read(&self, ty: &Type<'s>, text: &str) -> Result<Checked, Findings> {
        if self.is_json(ty, text) {
            self.read_json(ty, text)
        } else {
            self.read_key_value(ty, text)
        }
    }

    /// Tells JSON from key=value: it begins with a bracket, or the type is no object.
    #[must_use]
    pub fn is_json(&self, ty: &Type<'s>, text: &str) -> bool {
        let object = matches!(ty.info.body, Body::Object(_));
        text.starts_with(['{', '[']) || !object
    }

    /// Reads JSON.
    ///
    /// # Errors
    ///
    /// As [`Reader::read`].
    pub fn read_json(&self, ty: &Type<'s>, text: &str) -> Result<Checked, Findings> {
        self.check(ty, &json::parse(text)?)
    }

    /// Reads key=value; the first key may be left out if it is the type's implied key.
    ///
    /// # Errors
    ///
    /// As [`Reader::read`].
    pub fn read_key_value(&self, ty: &Type<'s>, text: &str) -> Result<Checked, Findings> {
        let item = Item {
            node: Node::Map(self.members(ty, text)?),
            span: 0..text.len(),
            key: 0..text.len(),
        };
        self.check(ty, &item)
    }

    fn members(&self, ty: &Type<'s>, text: &str) -> Result<Members, Finding> {
        let implied = ty.implied_key();
        if ty.form == Form::KeyVal && !self.may_be_flat(ty) {
            return keyval::parse(text, implied);
        }
        let pairs = flat::pairs(text, implied)?;
        let tag = pairs.iter().rev().find(|p| Some(&*p.key) == implied);
        match &ty.info.body {
            Body::Object(_) if self.is_flat(ty, tag.map(|tag| &*tag.value)) => {
                flat::tree(self.schema, ty.info, &pairs)
            }
            _ => keyval::parse(text, implied),
        }
    }

    fn may_be_flat(&self, ty: &Type<'s>) -> bool {
        FLAT.iter().any(|(name, _)| *name == ty.name)
    }

    /// Tells whether a value of that tag is written flat.
    fn is_flat(&self, ty: &Type<'s>, tag: Option<&str>) -> bool {
        match FLAT.iter().find(|(name, _)| *name == ty.name) {
            Some((_, nested)) => !tag.is_some_and(|tag| nested.contains(&tag)),
            None => ty.form == Form::Flat,
        }
    }

    fn check(&self, ty: &Type<'s>, item: &Item) -> Result<Checked, Findings> {
        let mut check = Check::new(self.schema, self.exact);
        let value = check.root(ty, item);
        let findings = check.findings;
        match findings.iter().any(|f| f.severity() == Severity::Error) {
            true => Err(Findings(findings)),
            false => Ok(Checked {
                value,
                warnings: findings,
            }),
        }
    }

    /// Writes a value, such as one of a generated type, as key=value.
    ///
    /// # Errors
    ///
    /// The type does not allow the value, or key=value cannot express it: null, an empty list or
    /// object, a value of type `any` that is no string, a number that is an alternative to a
    /// string.
    pub fn to_key_value(
        &self,
        ty: &Type<'s>,
        value: &(impl Serialize + ?Sized),
    ) -> Result<String, Findings> {
        let text = serde_json::to_string(value).map_err(|error| {
            let problem = Problem::Json(error.to_string());
            Findings::from(Finding::new(0..0, "", problem))
        })?;
        self.json_to_key_value(ty, &text)
    }

    /// Writes a JSON text as key=value.
    ///
    /// # Errors
    ///
    /// As [`Reader::to_key_value`], with places in `text`.
    pub fn json_to_key_value(&self, ty: &Type<'s>, text: &str) -> Result<String, Findings> {
        let item = json::parse(text)?;
        let checked = self.check(ty, &item)?;
        let refuse = |subject| {
            let problem = Problem::NotKeyValue(subject);
            Findings::from(Finding::new(item.span.clone(), "", problem))
        };
        let Node::Map(members) = &item.node else {
            return Err(refuse("a value that is no object"));
        };
        let tag = ty
            .implied_key()
            .and_then(|tag| members.get(tag)?.node.text());
        let form = match self.is_flat(ty, tag) {
            true => Form::Flat,
            false => Form::KeyVal,
        };
        let written = write::write(members, form)?;
        match self.read_key_value(ty, &written) {
            Ok(again) if equal(&again.value, &checked.value) => Ok(written),
            _ => Err(self.inexpressible(ty, members, form, &item)),
        }
    }

    /// The first member that reads back as another value.
    fn inexpressible(&self, ty: &Type<'s>, members: &Members, form: Form, item: &Item) -> Findings {
        let read = |members: &Members| {
            let text = write::write(members, form).ok()?;
            self.members(ty, &text).ok()
        };
        let culprit = members.iter().find(|(name, item)| {
            let alone = Members::from([((*name).clone(), (*item).clone())]);
            let again = read(&alone);
            again.is_none_or(|again| !self.same_member(ty, members, &again, name))
        });
        let (span, path) = culprit.map_or((item.span.clone(), String::new()), |(name, item)| {
            (item.span.clone(), name.clone())
        });
        let problem = Problem::NotKeyValue("a value that would be read as another");
        Finding::new(span, path, problem).into()
    }

    /// Tells whether the member of that name, read again, gives the same JSON.
    fn same_member(&self, ty: &Type<'s>, all: &Members, again: &Members, name: &str) -> bool {
        let Some(read) = again.get(name) else {
            return false;
        };
        let mut swapped = all.clone();
        swapped.insert(name.to_owned(), read.clone());
        let item = |members| Item {
            node: Node::Map(members),
            span: 0..0,
            key: 0..0,
        };
        match (
            self.check(ty, &item(all.clone())),
            self.check(ty, &item(swapped)),
        ) {
            (Ok(one), Ok(other)) => equal(&one.value, &other.value),
            _ => false,
        }
    }
}

/// Writes a value on one line, with a blank after commas and colons, as QEMU does.
#[must_use]
pub fn json_text(value: &Json<'_>) -> String {
    let mut text = String::new();
    push(&mut text, value);
    text
}

fn push(text: &mut String, value: &Json<'_>) {
    let mut first = true;
    let mut separate = |text: &mut String| {
        if !std::mem::take(&mut first) {
            text.push_str(", ");
        }
    };
    match value {
        Json::Object(members) => {
            text.push('{');
            for (name, value) in members {
                separate(text);
                push(text, &Json::Str(name.clone()));
                text.push_str(": ");
                push(text, value);
            }
            text.push('}');
        }
        Json::Array(items) => {
            text.push('[');
            for item in items {
                separate(text);
                push(text, item);
            }
            text.push(']');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

/// Compares values, whatever the order of members.
fn equal(one: &Json<'_>, other: &Json<'_>) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            let find = |name| other.iter().find(|(other, _)| other == name);
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, value)| find(name).is_some_and(|(_, other)| equal(value, other)))
        }
        (Json::Array(one), Json::Array(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| equal(one, other))
        }
        _ => one == other,
    }
}
