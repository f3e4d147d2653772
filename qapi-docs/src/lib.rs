//! Documents made from a checked QAPI schema.
//!
//! - [`json_schema`]: one JSON Schema 2020-12 document of all messages, or of one command's
//!   arguments.
//! - [`examples`]: the examples in documentation, checked against the schema.
//! - [`manual`]: the reference manual of several versions, as HTML or Markdown.
//! - [`devices`]: the manual of recordings of devices, in the same formats.
//!
//! ```
//! use qapi_docs::json_schema::Export;
//! use qapi_parser::{Options, compile_from, loader::Memory};
//!
//! let text = "{ 'command': 'set-speed', 'data': { 'percent': 'uint8', '*why': 'str' } }";
//! let files = Memory::new([("fan.json", text)]);
//! let schema = compile_from("fan.json", &files, &Options::new())?.schema.ok_or("invalid")?;
//! let arguments = Export::new(&schema).command("set-speed")?;
//! let arguments: serde_json::Value = serde_json::from_str(&arguments.to_string())?;
//! assert_eq!(arguments["properties"]["percent"]["maximum"], 255);
//! assert_eq!(arguments["required"][0], "percent");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod devices;
pub mod examples;
mod json;
pub mod json_schema;
pub mod manual;
mod text;
mod words;
