//! The public items of the generated Rust, for comparison between versions of a schema.
//!
//! Input: a schema and a configuration. Output: an [`Api`], read off the tokens that
//! [`qapi_codegen::generate`] makes of them: so it tells what is generated, whatever the
//! generator comes to emit. Only what the runtime's macros add is not in the tokens;
//! [`macro_impls`] knows it.
//!
//! It reads items as the generator writes them, attributes, visibility and all; of bodies it reads
//! nothing. What is neither a struct, enum, constant, function, module, impl nor one of those
//! macros has no place in an [`Api`].

mod items;
mod types;

use crate::rust::Api;
use proc_macro2::TokenStream;
use qapi_parser::ir::Schema;

use qapi_codegen::{Config, Error};

/// The public items of what [`qapi_codegen::generate`] gives.
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

/// What a macro of the runtime implements for the types that it is given.
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
