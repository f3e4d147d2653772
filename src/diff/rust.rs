//! `qapi diff --api rust`: changes in the Rust that is generated from versions.

use std::path::PathBuf;

use clap::ValueEnum;
use qapi_codegen::{self as codegen, BuildError, Conditions};
use qapi_diff::rust::{self, Api};
use qapi_diff::{Config, Report};
use qapi_parser::Compiled;

use crate::diff::DiffError;
use crate::generate;
use crate::reading::Reading;
use crate::schema;
use crate::source::Source;
use crate::symbols::{Defines, warn_unknown_to_all};

/// Subject of the comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Class {
    /// The protocol on the wire
    #[default]
    Wire,
    /// The generated Rust, which programs are compiled with
    Rust,
}

/// The reports of each version and the next.
///
/// # Errors
///
/// A version cannot be read, or no code can be generated from it.
pub fn reports(
    texts: &[String],
    reading: &Reading,
    symbols: &Defines,
    role: generate::Side,
    config: &Config,
) -> Result<Vec<Report>, DiffError> {
    let schemas: Vec<_> = texts
        .iter()
        .map(|text| open(text, reading))
        .collect::<Result<_, _>>()?;
    let mut options = codegen::Config::default();
    options.role = role.into();
    if !symbols.is_empty() {
        let symbols = symbols.read()?;
        warn_unknown_to_all(&symbols, schemas.iter().filter_map(|c| c.schema.as_ref()));
        options.conditions = Conditions::Defined(symbols.into_names());
    }
    let apis: Vec<Api> = schemas
        .iter()
        .filter_map(|compiled| compiled.schema.as_ref())
        .map(|schema| {
            rust::api(schema, &options).map_err(|e| DiffError::Generate(BuildError::Options(e)))
        })
        .collect::<Result<_, _>>()?;
    let pairs = apis.windows(2);
    Ok(pairs
        .map(|pair| rust::compare(&pair[0], &pair[1], config))
        .collect())
}

/// The schema of a version; for an answer, one that a QEMU with it could be built from.
fn open(text: &str, reading: &Reading) -> Result<Compiled, DiffError> {
    let source = Source::open(text, reading)?;
    let compiled = schema::compile_source(&source, reading, &Conditions::All)?;
    if compiled.schema.is_none() {
        schema::complain(&compiled)?;
        return Err(DiffError::InvalidVersion(PathBuf::from(text)));
    }
    Ok(compiled)
}
