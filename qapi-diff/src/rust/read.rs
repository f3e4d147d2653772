//! The public items of the generated Rust, for comparison between versions of a schema.
//!
//! Input: a schema and a configuration. Output: an [`Api`], read from the items that
//! [`qapi_codegen::items`] gives, so it has whatever the generator comes to emit.

mod items;
mod types;

use qapi_codegen::items::Item;
use qapi_codegen::{Config, Error};
use qapi_parser::ir::Schema;

use super::item::Api;

/// Returns the public items of the code that [`qapi_codegen::generate`] makes.
///
/// ```
/// use qapi_codegen::Config;
/// use qapi_diff::rust::api;
/// use qapi_parser::{Options, compile_from, loader::Memory};
///
/// let files = Memory::new([("a.json", "{ 'command': 'stop', 'data': { '*why': 'str' } }")]);
/// let schema = compile_from("a.json", &files, &Options::new())?.schema.ok_or("invalid")?;
/// let api = api(&schema, &Config::default()).map_err(|e| format!("{e:?}"))?;
/// assert!(api.items["commands::Stop"].functions.contains_key("why"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`qapi_codegen::generate`].
pub fn api(schema: &Schema, config: &Config) -> Result<Api, Vec<Error>> {
    let items = qapi_codegen::items(schema, config)?;
    Ok(read(&items, [&config.runtime, &config.server]))
}

fn read(items: &[Item], crates: [&str; 2]) -> Api {
    let mut reader = items::Reader::new(crates);
    reader.module(items, "");
    reader.finish()
}

#[cfg(test)]
mod tests;
