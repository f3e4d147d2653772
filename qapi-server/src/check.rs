//! Arguments against a schema, as strictly as QEMU's own visitors.
//!
//! Input: a schema, a command, the text of its arguments. Output: the first mistake, in the order in
//! which QEMU meets them: an object's members in the order of the schema, then those of the branch
//! that its tag selects, then the members that belong to neither. A schema does not contain the
//! bounds of integers: the decoding of the arguments checks those.

use std::ops::ControlFlow;

use qapi_client::introspect::Schema;
use qapi_client::introspect::info::{Body, SchemaInfo};
use qapi_client::introspect::walk::{Place, Visit, walk};
use qapi_client::wire::Json;
use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::handler::CommandInfo;

/// Checks a command's arguments against a schema. A command that the schema lacks passes. Arguments
/// are open if `info` has them so, and those of `device_add` always: a schema does not show them. The
/// integer `-0` has to be `0` in the text: serde_json reads `-0` as a double.
///
/// # Errors
///
/// The failure that QEMU answers.
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
    let open = info.open_arguments || schema.has_open_arguments(command);
    let checked = walk(
        schema,
        arg_type,
        &json,
        open,
        &mut |place, visit| match mistake(schema, place, &visit) {
            Some(failure) => ControlFlow::Break(failure),
            None => ControlFlow::Continue(()),
        },
    );
    match checked {
        ControlFlow::Break(failure) => Err(failure),
        ControlFlow::Continue(()) => Ok(()),
    }
}

/// Returns QEMU's answer to something that the walk meets, if that is a mistake.
fn mistake(schema: &Schema<'_>, place: Place<'_>, visit: &Visit<'_, '_>) -> Option<Failure> {
    let path = || place.to_string();
    match visit {
        Visit::Mismatch { expected } => Some(Failure::wrong_argument_type(
            &path(),
            &kinds(schema, expected),
        )),
        Visit::Value(value, None, _) => Some(Failure::generic(format!(
            "Parameter '{}' does not accept value '{value}'",
            path()
        ))),
        Visit::Missing(_) => Some(Failure::missing_argument(&path())),
        Visit::Unexpected { open: false, .. } => Some(Failure::unexpected_argument(&path())),
        _ => None,
    }
}

/// The kinds of JSON value that a type takes. Its name would mean nothing: types on the wire are
/// numbered.
fn kinds(schema: &Schema<'_>, info: &SchemaInfo<'_>) -> String {
    match &info.body {
        Body::Builtin { json_type } if json_type == "int" => "integer".to_owned(),
        Body::Builtin { json_type } => json_type.to_string(),
        Body::Enum(_) => "string".to_owned(),
        Body::Array { .. } => "array".to_owned(),
        Body::Alternate { members } => {
            let branches = members.iter().map(|member| &member.type_name);
            let kinds: Vec<String> = branches
                .filter_map(|name| schema.type_named(name))
                // An answer may name an alternate within itself; the language does not allow it.
                .filter(|branch| !matches!(branch.body, Body::Alternate { .. }))
                .map(|branch| kinds(schema, branch))
                .collect();
            kinds.join(" or ")
        }
        _ => "object".to_owned(),
    }
}
