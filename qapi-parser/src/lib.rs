//! The front end of the QAPI compiler: schema files in, a checked [`ir::Schema`] out.
//!
//! Three representations, three types, one direction: [`syntax`] (permissive and spanned: what
//! the text says), the checks (which produce [`diag::Diagnostic`]s and nothing else), and [`ir`]
//! (only ever valid). Nothing but the [`loader`] does I/O.

pub mod diag;
mod doc;
pub mod edition;
pub mod ir;
mod lexer;
pub mod loader;
mod parser;
pub mod source;
pub mod syntax;

use std::path::Path;

use edition::Edition;
use loader::{Disk, Files};
pub use loader::{LoadError, Loaded};

/// How to read a schema.
///
/// ```
/// use qapi_parser::Options;
/// let options = Options::new().edition("10.0".parse()?);
/// # Ok::<(), qapi_parser::edition::UnknownEdition>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Which release's language it is written in.
    pub edition: Edition,
}

impl Options {
    /// The default: every release's language.
    pub fn new() -> Options {
        Options::default()
    }

    /// Sets which release's language the schema is written in.
    #[must_use]
    pub fn edition(mut self, edition: Edition) -> Options {
        self.edition = edition;
        self
    }
}

/// Reads the schema at `path` and all that it includes, and checks nothing but the syntax.
///
/// # Errors
/// [`LoadError`] when there is nothing to check: the file cannot be read. What is wrong with its
/// text, or with files that it includes, is in [`Loaded::diagnostics`].
pub fn load(path: impl AsRef<Path>, options: &Options) -> Result<Loaded, LoadError> {
    load_from(path, &Disk, options)
}

/// [`load`] with files from elsewhere.
///
/// # Errors
/// As [`load`].
pub fn load_from(
    path: impl AsRef<Path>,
    files: &dyn Files,
    options: &Options,
) -> Result<Loaded, LoadError> {
    loader::load(path.as_ref(), files, options)
}
