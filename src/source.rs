//! A SOURCE: a schema file, a recorded answer to `query-qmp-schema`, or a live monitor.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use qapi_client::introspect::Schema;
use qapi_client::{Address, blocking};
use qapi_codegen::introspect_from_ir::{Generation, Options, Symbols, introspect};
use qapi_parser::edition::Edition;

use crate::cli::Reading;
use crate::output::{Error, Status};
use crate::schema::{self, Checked};
use crate::symbols;

/// Where a wire model can come from.
pub enum Source<'a> {
    /// A monitor that answers now.
    Live(Address),
    /// A file with what a monitor answered.
    Recorded(&'a Path, String),
    /// A schema's entry file.
    Schema(&'a Path),
}

impl<'a> Source<'a> {
    /// Tells which kind of source `text` names. A file is a recorded answer if it begins like
    /// JSON with double quotes, which no schema does.
    ///
    /// # Errors
    ///
    /// The address of a monitor is malformed, or the file cannot be read.
    pub fn open(text: &'a str) -> Result<Source<'a>, Error> {
        if text.starts_with("unix:") || text.starts_with("tcp:") {
            return text.parse().map(Source::Live).map_err(Error::Address);
        }
        let path = Path::new(text);
        let unreadable = |source| Error::Read {
            path: path.to_owned(),
            source,
        };
        let bytes = fs::read(path).map_err(unreadable)?;
        Ok(match String::from_utf8(bytes) {
            Ok(content) if Schema::is_recorded(&content) => Source::Recorded(path, content),
            // The parser says better than anyone what is wrong with it.
            _ => Source::Schema(path),
        })
    }

    /// The wire model: asks the monitor, reads the answer, or compiles the schema. Without
    /// symbols, every condition of a schema holds.
    ///
    /// # Errors
    ///
    /// The source cannot be read, or is malformed.
    pub fn wire_model(
        &self,
        reading: &Reading,
        symbols: &symbols::Defines,
    ) -> Result<Model, Error> {
        let Source::Schema(path) = self else {
            return if symbols.is_empty() {
                self.answer().map(Model::Whole)
            } else {
                Err(Error::SymbolsWithoutSchema)
            };
        };
        let schema = match schema::valid(path, reading)? {
            Checked::Invalid(status) => return Ok(Model::Invalid(status)),
            Checked::Valid(schema) => schema,
        };
        let symbols = symbols.read_or_all()?;
        symbols::warn_unknown(&symbols, &schema);
        Schema::new(introspect(&schema, &options(reading.edition, symbols)))
            .map(|model| Model::Whole(model.into_owned()))
            .map_err(|source| Error::Answer {
                path: path.to_path_buf(),
                source,
            })
    }

    /// The answer that was recorded, or that a monitor gives now.
    ///
    /// # Errors
    ///
    /// The answer is malformed or does not come, or the source is a schema.
    pub fn answer(&self) -> Result<Schema<'static>, Error> {
        match self {
            Source::Live(address) => ask(address),
            Source::Recorded(path, text) => Schema::from_json(text)
                .map(Schema::into_owned)
                .map_err(|source| Error::Answer {
                    path: path.to_path_buf(),
                    source,
                }),
            Source::Schema(path) => Err(Error::AnswerNeeded(path.to_path_buf())),
        }
    }
}

/// What became of a source.
pub enum Model {
    /// Its wire model.
    Whole(Schema<'static>),
    /// It is a schema with errors, which have been printed.
    Invalid(Status),
}

/// How a schema of that edition is answered: as its release does, if it is given.
pub fn options(edition: Edition, symbols: Symbols) -> Options {
    let options = Options::new().symbols(symbols);
    match edition {
        Edition::Auto => options,
        edition => options.generation(Generation::of_edition(edition)),
    }
}

/// Asks a monitor for its schema.
///
/// # Errors
///
/// It cannot be reached, does not answer in time, or is a guest agent, which has none.
pub fn ask(address: &Address) -> Result<Schema<'static>, Error> {
    let failed = |source| Error::Monitor {
        address: address.to_string(),
        source: Box::new(source),
    };
    blocking::Client::connect(address)
        .and_then(|mut c| c.schema())
        .map(Arc::unwrap_or_clone)
        .map_err(failed)
}
