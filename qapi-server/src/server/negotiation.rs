//! The arguments of `qmp_capabilities`.

use serde_json::Value;
use serde_json::value::RawValue;

use crate::failure::Failure;

/// Returns true if `qmp_capabilities` asks for out of band.
pub(super) fn enabled(arguments: Option<&RawValue>, offered: &[String]) -> Result<bool, Failure> {
    let Some(arguments) = arguments else {
        return Ok(false);
    };
    let arguments: Value = serde_json::from_str(arguments.get())
        .map_err(|error| Failure::generic(format!("JSON parse error, {error}")))?;
    let mut oob = false;
    for (name, value) in arguments.as_object().into_iter().flatten() {
        if name != "enable" {
            return Err(Failure::unexpected_argument(name));
        }
        for (index, item) in value
            .as_array()
            .ok_or_else(|| Failure::wrong_argument_type(name, "array"))?
            .iter()
            .enumerate()
        {
            match item.as_str() {
                None => {
                    let path = format!("{name}[{index}]");
                    return Err(Failure::wrong_argument_type(&path, "string"));
                }
                Some("oob") if offered.iter().any(|offer| offer == "oob") => oob = true,
                Some("oob") => return Err(Failure::generic("Capability oob not available")),
                Some(other) => {
                    return Err(Failure::generic(format!(
                        "Parameter 'null' does not accept value '{other}'"
                    )));
                }
            }
        }
    }
    Ok(oob)
}
