//! Arguments against a schema, as strictly as QEMU's own visitors.
//!
//! Input: a schema, a command, the text of its arguments. Output: the first of its mistakes, in
//! the order in which QEMU meets them: an object's members in the order of the schema, then those
//! of the branch that its tag selects, then what belongs to neither. The bounds of integers are not
//! in a schema: whoever decodes the arguments looks at those.

use std::borrow::Cow;
use std::fmt;

use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::handler::CommandInfo;
use qapi_client::introspect::Schema;
use qapi_client::introspect::info::{Body, ObjectInfo, ObjectMember, SchemaInfo};
use qapi_client::wire::Json;

type Members<'j, 'a> = &'j [(Cow<'a, str>, Json<'a>)];

/// Whether the schema allows the command those arguments. A command that the schema does not have
/// is not judged. The integer `-0` has to be `0` in the text, which would else be a double's.
///
/// # Errors
///
/// What QEMU would answer.
///
/// # Examples
///
/// ```
/// use qapi_server::{CommandInfo, check_arguments};
/// use serde_json::value::to_raw_value;
///
/// let arguments = to_raw_value(&serde_json::json!({"id": "job0", "force": true}))?;
/// let schema = qapi_client::qmp::schema();
/// let error = check_arguments(schema, "job-cancel", CommandInfo::DEFAULT, Some(&arguments));
/// assert_eq!(error.unwrap_err().desc, "Parameter 'force' is unexpected");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn check_arguments(
    schema: &Schema<'_>,
    command: &str,
    info: CommandInfo,
    arguments: Option<&RawValue>,
) -> Result<(), Failure> {
    let Some(Body::Command { arg_type, .. }) = schema.entity(command).map(|c| &c.body) else {
        return Ok(());
    };
    let json = match arguments {
        Some(text) => Json::parse(text.get())?,
        None => Json::Object(Vec::new()),
    };
    let check = Check { schema };
    match (schema.type_named(arg_type).map(|t| &t.body), &json) {
        (Some(Body::Object(object)), Json::Object(given)) => {
            check.object(object, given, &Path::Root, info.open_arguments)
        }
        _ => Ok(()),
    }
}

struct Check<'s> {
    schema: &'s Schema<'s>,
}

impl Check<'_> {
    fn value(&self, type_name: &str, value: &Json<'_>, path: &Path<'_>) -> Result<(), Failure> {
        let Some(info) = self.schema.type_named(type_name) else {
            return Ok(());
        };
        match (&info.body, value) {
            (Body::Builtin { json_type }, _) => match is_builtin(json_type, value) {
                true => Ok(()),
                false => Err(path.wrong_type(builtin_name(json_type))),
            },
            (Body::Enum(values), Json::String(text)) => {
                match values.iter().any(|(value, _)| value == text) {
                    true => Ok(()),
                    false => Err(path.wrong_value(text)),
                }
            }
            (Body::Enum(_), _) => Err(path.wrong_type("string")),
            (Body::Array { element_type }, Json::Array(values)) => {
                let mut values = values.iter().enumerate();
                values.try_for_each(|(i, v)| self.value(element_type, v, &Path::Index(path, i)))
            }
            (Body::Array { .. }, _) => Err(path.wrong_type("array")),
            (Body::Object(object), Json::Object(given)) => self.object(object, given, path, false),
            (Body::Object(_), _) => Err(path.wrong_type("object")),
            (Body::Alternate { .. }, _) => self.alternate(info, value, path),
            _ => Ok(()),
        }
    }

    fn alternate(
        &self,
        info: &SchemaInfo<'_>,
        value: &Json<'_>,
        path: &Path<'_>,
    ) -> Result<(), Failure> {
        let takes = |name: &&str| {
            let body = self.schema.type_named(name).map(|branch| &branch.body);
            match (body, value) {
                (Some(Body::Builtin { json_type }), _) => is_builtin(json_type, value),
                (Some(Body::Enum(_)), Json::String(_))
                | (Some(Body::Array { .. }), Json::Array(_))
                | (Some(Body::Object(_)), Json::Object(_)) => true,
                _ => false,
            }
        };
        match info.references().find(takes) {
            Some(branch) => self.value(branch, value, path),
            None => Err(path.wrong_type(&self.kinds(info))),
        }
    }

    /// The kinds of value that an alternate takes. Its name would mean nothing: a schema on the
    /// wire has numbers for names.
    fn kinds(&self, alternate: &SchemaInfo<'_>) -> String {
        let kind = |name| match self.schema.type_named(name).map(|branch| &branch.body) {
            Some(Body::Builtin { json_type }) => builtin_name(json_type),
            Some(Body::Enum(_)) => "string",
            Some(Body::Array { .. }) => "array",
            _ => "object",
        };
        let kinds: Vec<&str> = alternate.references().map(kind).collect();
        kinds.join(" or ")
    }

    fn object(
        &self,
        object: &ObjectInfo<'_>,
        given: Members<'_, '_>,
        path: &Path<'_>,
        open: bool,
    ) -> Result<(), Failure> {
        let layers = self.layers(object, given);
        let known = || layers.iter().flat_map(|layer| &layer.members);
        let is_known = |name: &str| known().any(|member| member.name == name);
        let unexpected = || {
            let mut names = given.iter().map(|(name, _)| name);
            match names.find(|name| !open && !is_known(name)) {
                Some(name) => Err(Failure::unexpected_argument(
                    &Path::Member(path, name).to_string(),
                )),
                None => Ok(()),
            }
        };
        // So that each member of a small schema is not looked for among a million.
        if given.len() > known().count() {
            unexpected()?;
        }
        known().try_for_each(|member| self.member(member, given, path))?;
        unexpected()
    }

    fn member(
        &self,
        member: &ObjectMember<'_>,
        given: Members<'_, '_>,
        path: &Path<'_>,
    ) -> Result<(), Failure> {
        let path = Path::Member(path, &member.name);
        match given.iter().find(|(name, _)| *name == member.name) {
            Some((_, value)) => self.value(&member.type_name, value, &path),
            None if member.is_optional() => Ok(()),
            None => Err(Failure::missing_argument(&path.to_string())),
        }
    }

    /// The object types whose members stand in the object: its own, those of the branch that its
    /// tag selects, of that one's branch, and so on.
    fn layers<'c>(
        &'c self,
        object: &'c ObjectInfo<'c>,
        given: Members<'_, '_>,
    ) -> Vec<&'c ObjectInfo<'c>> {
        let mut layers = vec![object];
        let mut next = Some(object);
        while let Some(object) = next.take() {
            let tag = object.tag.as_deref();
            let tag = given.iter().find(|(name, _)| Some(&**name) == tag);
            let Some((_, Json::String(case))) = tag else {
                continue;
            };
            let mut variants = object.variants.iter().flatten();
            let branch = variants
                .find(|variant| variant.case == *case)
                .and_then(|variant| self.schema.type_named(&variant.type_name));
            if let Some(Body::Object(branch)) = branch.map(|branch| &branch.body) {
                // A branch that contains itself is nonsense, but not worth a hang.
                if !layers.iter().any(|layer| std::ptr::eq(*layer, branch)) {
                    layers.push(branch);
                    next = Some(branch);
                }
            }
        }
        layers
    }
}

/// Whether the value is of that built-in type.
fn is_builtin(json_type: &str, value: &Json<'_>) -> bool {
    match json_type {
        "string" => matches!(value, Json::String(_)),
        "int" => matches!(value, Json::Int(_) | Json::Uint(_)),
        "number" => matches!(value, Json::Int(_) | Json::Uint(_) | Json::Float(_)),
        "boolean" => matches!(value, Json::Bool(_)),
        "null" => matches!(value, Json::Null),
        _ => true,
    }
}

fn builtin_name(json_type: &str) -> &str {
    match json_type {
        "int" => "integer",
        other => other,
    }
}

/// Where a value stands, as in `a.b[1].c`.
enum Path<'p> {
    Root,
    Member(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn wrong_type(&self, expected: &str) -> Failure {
        Failure::wrong_argument_type(&self.to_string(), expected)
    }

    fn wrong_value(&self, value: &str) -> Failure {
        Failure::generic(format!(
            "Parameter '{self}' does not accept value '{value}'"
        ))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Member(Path::Root, name) => f.write_str(name),
            Path::Member(outer, name) => write!(f, "{outer}.{name}"),
            Path::Index(outer, index) => write!(f, "{outer}[{index}]"),
        }
    }
}
