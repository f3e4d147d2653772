//! `--define` and `--defines`: which `if` symbols are defined.

use std::collections::HashSet;
use std::path::PathBuf;

use qapi_codegen::introspect_from_ir::{Symbols, UnknownSymbol};
use qapi_parser::ir::Schema;

use crate::output::{self, Error};

/// Which `if` symbols of a schema are defined.
#[derive(Debug, clap::Args)]
pub struct Defines {
    /// Take the `if` symbol SYM as defined
    #[arg(long = "define", value_name = "SYM")]
    define: Vec<String>,
    /// Take the symbols in FILE as defined: one a line; blank lines and what follows a # do not
    /// count
    #[arg(long = "defines", value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Defines {
    /// Whether nothing was said about symbols.
    pub fn is_empty(&self) -> bool {
        self.define.is_empty() && self.files.is_empty()
    }

    /// The symbols, those in files among them; with neither option, no symbol is defined.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] for a file that cannot be read, [`Error::Define`] and [`Error::Defines`]
    /// for what is no symbol.
    pub fn read(&self) -> Result<Symbols, Error> {
        let mut symbols = Symbols::defined(&self.define).map_err(Error::Define)?;
        for path in &self.files {
            let text = output::read(path)?;
            let more = Symbols::from_file_text(&text).map_err(|source| Error::Defines {
                path: path.clone(),
                source,
            })?;
            symbols = symbols.and(more);
        }
        Ok(symbols)
    }

    /// The symbols; with neither option, every condition holds: all that any build may have.
    ///
    /// # Errors
    ///
    /// As [`Defines::read`].
    pub fn read_or_all(&self) -> Result<Symbols, Error> {
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
