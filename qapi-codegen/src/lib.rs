//! Generates Rust from checked QAPI schemas.
//!
//! [`generate`] is pure: a schema and a [`Config`] in, tokens out.

mod builder;
mod config;
mod convert;
mod devices;
mod emit;
mod error;
mod filter;
mod format;
pub mod introspect_from_ir;
mod layout;
mod names;
mod plan;
mod reach;
mod recursion;
pub mod rust_names;
pub mod rustdoc;
pub mod schema_from_answer;
mod share;
mod source;
mod unite;

use proc_macro2::TokenStream;
use qapi_parser::ir::Schema;

pub use builder::{BuildError, Builder, DevicesError, Generated, header, write_if_changed};
pub use config::{
    Conditions, Config, ConfigError, Docs, Layout, Role, Rule, SECRET_MEMBERS, SECRET_PHRASES,
};
pub use convert::conversions;
pub use error::Error;
pub use format::format;
pub use source::{SourceError, compile_source};
pub use unite::{Conflict, Release, Releases, release_name, unite};

/// Generates the Rust of a schema.
///
/// # Errors
/// Parts that the configuration names and the schema does not have.
pub fn generate(schema: &Schema, config: &Config) -> Result<TokenStream, Vec<Error>> {
    Ok(emit::file(&plan::Plan::new(schema, config)?))
}
