//! The public items of the generated Rust, for comparison between versions of a schema.
//!
//! Input: a schema and a configuration. Output: an [`Api`], read from the tokens that
//! [`qapi_codegen::generate`] makes, so it has whatever the generator comes to emit. Only additions
//! of the runtime's macros are not in the tokens; [`macro_impls`] knows them.
//!
//! It reads items with attributes and visibility as the generator writes them, and no bodies. Other
//! items than structs, enums, constants, functions, modules, impls and those macros have no place
//! in an [`Api`].

mod items;
mod types;

use crate::rust::Api;
use proc_macro2::TokenStream;
use qapi_parser::ir::Schema;

use qapi_codegen::{Config, Error};

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
    let tokens = qapi_codegen::generate(schema, config)?;
    Ok(read(tokens, [&config.runtime, &config.server]))
}

fn read(tokens: TokenStream, crates: [&str; 2]) -> Api {
    let mut reader = items::Reader::new(crates);
    reader.file(tokens);
    reader.finish()
}

/// Returns the traits that a macro of the runtime implements for its arguments.
fn macro_impls(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "__enums" => &["Debug", "Display", "Eq", "FromStr", "PartialEq"],
        "__encode_enums" => &["Encode"],
        "__decode_enums" => &["Decode"],
        "__debug" | "__debug_branches" => &["Debug"],
        "__no_features" => &["Features"],
        "__visit_commands" | "__visit_events" => &[],
        "__execute" => &[],
        "__serialize" => &["Serialize"],
        "__deserialize" => &["Deserialize"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
