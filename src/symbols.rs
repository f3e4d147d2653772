//! `--define` and `--defines`: the defined `if` symbols.

use std::collections::HashSet;
use std::path::PathBuf;

use qapi_codegen::introspect_from_ir::{DefinesError, Symbols, UnknownSymbol};
use qapi_parser::ir::Schema;

use crate::input::{Input, ReadError, Size};
use crate::output;

/// Symbols that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SymbolsError {
    /// A file of symbols cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// `--define` with text that is no symbol.
    #[error("--define: {0}")]
    Define(DefinesError),
    /// A file has a line that is no symbol.
    #[error("{path}")]
    Defines {
        /// The file.
        path: PathBuf,
        /// The line.
        source: DefinesError,
    },
}

/// Defined `if` symbols of a schema.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Conditions")]
pub struct Defines {
    /// Take the `if` symbol SYM as defined
    #[arg(long = "define", value_name = "SYM")]
    define: Vec<String>,
    /// Take the symbols in FILE as defined: one a line, with blank lines and # comments
    #[arg(long = "defines", value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Defines {
    /// Returns true without either option.
    pub fn is_empty(&self) -> bool {
        self.define.is_empty() && self.files.is_empty()
    }

    /// Reads the symbols, those in files among them; with neither option, no symbol is defined.
    ///
    /// # Errors
    ///
    /// [`SymbolsError`].
    pub fn read(&self) -> Result<Symbols, SymbolsError> {
        let mut symbols = Symbols::defined(&self.define).map_err(SymbolsError::Define)?;
        let input = Input::new(Size::MOST_SYMBOLS);
        for path in &self.files {
            let text = input.text(path)?;
            let more = Symbols::from_file_text(&text).map_err(|source| SymbolsError::Defines {
                path: path.clone(),
                source,
            })?;
            symbols = symbols.and(more);
        }
        Ok(symbols)
    }

    /// Reads the symbols; with neither option, every condition holds: all that any build may have.
    ///
    /// # Errors
    ///
    /// As [`Defines::read`].
    pub fn read_or_all(&self) -> Result<Symbols, SymbolsError> {
        if self.is_empty() {
            Ok(Symbols::all())
        } else {
            self.read()
        }
    }
}

/// Warns of symbols that no condition of the schema mentions.
pub fn warn_unknown(symbols: &Symbols, schema: &Schema) {
    symbols.unknown(schema).iter().for_each(warn);
}

/// Warns of symbols that no condition of any of the schemas mentions.
pub fn warn_unknown_to_all<'s>(symbols: &Symbols, schemas: impl Iterator<Item = &'s Schema>) {
    let unknown = schemas.map(|schema| symbols.unknown(schema));
    let to_all = unknown.reduce(|mut all, more| {
        let more: HashSet<_> = more.into_iter().map(|unknown| unknown.symbol).collect();
        all.retain(|unknown| more.contains(&unknown.symbol));
        all
    });
    to_all.iter().flatten().for_each(warn);
}

fn warn(unknown: &UnknownSymbol) {
    let hint = output::did_you_mean(unknown.nearest.as_deref());
    let symbol = &unknown.symbol;
    output::complain(&format!(
        "warning: no condition of the schema mentions the symbol '{symbol}'{hint}"
    ));
}
