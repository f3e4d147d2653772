//! Versions, read so that they can be compared.

use qapi_client::introspect::Schema;
use qapi_client::introspect::diff::Model;
use qapi_codegen::introspect_from_ir::{Symbols, diff_model, introspect};
use qapi_parser::ir;

use crate::cli::Reading;
use crate::output::Error;
use crate::schema::{self, Checked};
use crate::source::{self, Source};
use crate::symbols::{self, Defines};

/// A version that was read.
pub enum Loaded {
    /// From source, with what only a source tells: ranges of integers, conditions.
    Source(Box<ir::Schema>, Symbols),
    /// From an answer.
    Answer(Schema<'static>),
}

impl Loaded {
    /// Reads a version.
    ///
    /// # Errors
    ///
    /// It cannot be read or asked, or it is a schema with errors, which have been printed: nothing
    /// can be said about its changes.
    pub fn open(text: &str, reading: &Reading, symbols: &Symbols) -> Result<Loaded, Error> {
        let source = Source::open(text)?;
        let Source::Schema(path) = source else {
            return source.answer().map(Loaded::Answer);
        };
        match schema::valid(path, reading)? {
            Checked::Invalid(_) => Err(Error::InvalidVersion(path.to_owned())),
            Checked::Valid(schema) => Ok(Loaded::Source(schema, symbols.clone())),
        }
    }

    /// What is compared.
    pub fn model(&self) -> Model<'_> {
        match self {
            Loaded::Source(schema, symbols) => diff_model(schema, symbols),
            Loaded::Answer(answer) => Model::from_schema(answer),
        }
    }

    /// What is asked.
    ///
    /// # Errors
    ///
    /// [`Error::Incomplete`]
    pub fn wire(&self) -> Result<Schema<'_>, Error> {
        match self {
            Loaded::Source(schema, symbols) => {
                let options = source::options(qapi_parser::edition::Edition::Auto, symbols.clone());
                Schema::new(introspect(schema, &options)).map_err(Error::Incomplete)
            }
            Loaded::Answer(answer) => Ok(answer.clone()),
        }
    }
}

/// Reads versions, conditions as the symbols say. Symbols that none of the schemas mentions are
/// warned of: later ones have conditions that earlier ones have not.
///
/// # Errors
///
/// As [`Loaded::open`]; a file with symbols cannot be used.
pub fn open_all(
    texts: &[String],
    reading: &Reading,
    symbols: &Defines,
) -> Result<Vec<Loaded>, Error> {
    let symbols = symbols.read_or_all()?;
    let open = |text: &String| Loaded::open(text, reading, &symbols);
    let versions: Vec<_> = texts.iter().map(open).collect::<Result<_, _>>()?;
    let schemas = versions.iter().filter_map(|version| match version {
        Loaded::Source(schema, _) => Some(&**schema),
        Loaded::Answer(_) => None,
    });
    symbols::warn_unknown_to_all(&symbols, schemas);
    Ok(versions)
}

/// What is asked, of each version.
///
/// # Errors
///
/// [`Error::Incomplete`]
pub fn wire_models<'v>(
    versions: impl IntoIterator<Item = &'v Loaded>,
) -> Result<Vec<Schema<'v>>, Error> {
    versions.into_iter().map(Loaded::wire).collect()
}
