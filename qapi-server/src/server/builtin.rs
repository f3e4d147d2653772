//! Commands that a monitor answers by itself, unless its handler does.

use qapi_client::Version;
use serde_json::json;
use serde_json::value::RawValue;

use crate::codec::{QUERY_SCHEMA, text};
use crate::failure::Failure;
use crate::handler::Handler;
use crate::inbound::encode_version;

/// The commands: they are allowed before the machine is configured, and not out of band.
const ALL: [&str; 3] = [QUERY_SCHEMA, "query-commands", "query-version"];

/// Reports that `command` is answered here, if `handler` does not have it. Without a schema there is
/// none to return.
pub(super) fn answers(command: &str, handler: &dyn Handler) -> bool {
    ALL.contains(&command) && (command != QUERY_SCHEMA || handler.schema().is_some())
}

/// Returns the text of the answer.
pub(super) fn answer(
    command: &str,
    arguments: Option<&RawValue>,
    handler: &dyn Handler,
    version: &Version,
) -> Result<Vec<u8>, Failure> {
    if let Some(arguments) = arguments {
        let arguments: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(arguments.get())
                .map_err(|error| Failure::generic(error.to_string()))?;
        if let Some(name) = arguments.keys().next() {
            return Err(Failure::unexpected_argument(name));
        }
    }
    Ok(match command {
        QUERY_SCHEMA => match handler.schema() {
            Some(schema) => schema.to_string().into_bytes(),
            None => b"null".to_vec(),
        },
        "query-commands" => text(&commands(handler)),
        _ => text(&encode_version(version)),
    })
}

fn commands(handler: &dyn Handler) -> serde_json::Value {
    let mut names = handler.commands();
    let built_in = ALL.iter().filter(|name| answers(name, handler));
    names.extend(built_in.map(|name| (*name).to_owned()));
    names.push("qmp_capabilities".to_owned());
    names.sort();
    names.dedup();
    names.iter().map(|name| json!({"name": name})).collect()
}
