//! `qapi diff --api rust`: what changed in the Rust that is generated from versions.

use std::path::PathBuf;

use clap::ValueEnum;
use qapi_codegen::{self as codegen, BuildError, Conditions};
use qapi_diff::rust::{self, Api};
use qapi_diff::{Config, Report};
use qapi_parser::loader::Memory;
use qapi_parser::{Compiled, compile_from};

use crate::cli::Reading;
use crate::generate;
use crate::output::Error;
use crate::schema;
use crate::source::{self, Source};
use crate::symbols::{Defines, warn_unknown_to_all};

/// What is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Class {
    /// What goes over the wire
    #[default]
    Wire,
    /// The Rust that is generated: what programs that use it are compiled with
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
) -> Result<Vec<Report>, Error> {
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
            rust::api(schema, &options).map_err(|e| Error::Generate(BuildError::Options(e)))
        })
        .collect::<Result<_, _>>()?;
    let pairs = apis.windows(2);
    Ok(pairs
        .map(|pair| rust::compare(&pair[0], &pair[1], config))
        .collect())
}

/// The schema of a version; for an answer, one that a QEMU with it could be built from.
fn open(text: &str, reading: &Reading) -> Result<Compiled, Error> {
    let compiled = match Source::open(text)? {
        Source::Live(address) => {
            let answer = source::ask(&address)?;
            let text = codegen::schema_from_answer::schema_text(&answer);
            let name = format!("{address} (as a schema)");
            let files = Memory::new([(&name, text)]);
            let options = qapi_parser::Options::new();
            compile_from(&name, &files, &options).map_err(|e| Error::Load(Box::new(e)))?
        }
        Source::Recorded(path, _) | Source::Schema(path) => {
            schema::compile_source(path, reading, &Conditions::All)?
        }
    };
    if compiled.schema.is_none() {
        schema::complain(&compiled)?;
        return Err(Error::InvalidVersion(PathBuf::from(text)));
    }
    Ok(compiled)
}
