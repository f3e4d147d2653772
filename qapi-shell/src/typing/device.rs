//! Values of a device's properties, by the types that QEMU reports for its driver.
//!
//! Input: the text of a value and QEMU's name of the property's type. Output: JSON of that type.
//! QEMU refuses JSON of another type since 9.2; before, a number became other text (`1e5` the serial
//! number `100000`).

use serde_json::Value;

use super::{infer_text, integer, number};

/// A property's value from its text, which has neither quotes nor brackets.
pub(super) fn value(text: &str, type_name: &str) -> Value {
    let typed = match type_name.strip_suffix("_t").unwrap_or(type_name) {
        "bool" => match text {
            "on" | "true" => Some(true.into()),
            "off" | "false" => Some(false.into()),
            _ => None,
        },
        "int" | "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64"
        | "size" => integer(text, true),
        "number" | "double" => number(text),
        _ if is_text(type_name) => None,
        _ => return infer_text(text),
    };
    // A value that is not of the type is QEMU's to refuse; a PCI address (`5.1`) is text.
    typed.unwrap_or_else(|| text.into())
}

/// A type whose values are text: strings, links, and enumerations, whose names are in camel case or
/// list their values.
fn is_text(type_name: &str) -> bool {
    matches!(type_name, "str" | "string")
        || type_name.starts_with("link<")
        || type_name.contains('|')
        || type_name.starts_with(|c: char| c.is_ascii_uppercase())
}
