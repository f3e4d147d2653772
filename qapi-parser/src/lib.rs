//! The front end of the QAPI compiler: schema files in, a checked [`ir::Schema`] out.
//!
//! Three representations, three types, one direction: [`syntax`] (permissive and spanned: what
//! the text says), the checks (which produce [`diag::Diagnostic`]s and nothing else), and [`ir`]
//! (only ever valid). Nothing but the [`loader`] does I/O.

mod check;
mod cond;
mod context;
mod definition;
pub mod diag;
mod doc;
pub mod dump;
pub mod edition;
mod entity;
pub mod ir;
mod lexer;
pub mod lint;
pub mod loader;
mod lower;
mod name;
mod parser;
mod passes;
pub mod render;
pub mod source;
pub mod syntax;
mod text;

use std::path::{Path, PathBuf};

use diag::Diagnostics;
use edition::Edition;
use loader::{Disk, Files};
pub use loader::{LoadError, Loaded};
use source::SourceMap;

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

/// A schema that was read and checked, valid or not.
#[derive(Debug)]
#[non_exhaustive]
pub struct Compiled {
    /// The schema; None if it is invalid.
    pub schema: Option<ir::Schema>,
    /// Its text.
    pub sources: SourceMap,
    /// What is wrong with it, and warnings.
    pub diagnostics: Diagnostics,
    /// Every file that was read, or that was to be read and could not, in that order: whenever one
    /// of them changes, the result may change.
    pub files: Vec<PathBuf>,
}

impl Compiled {
    /// Runs lints over the schema, if it is valid, and adds what they find to the diagnostics.
    pub fn lint(&mut self, options: &lint::LintOptions) {
        if let Some(schema) = &self.schema {
            self.diagnostics.extend(lint::run(schema, options));
            // Without errors the order is the same in all editions.
            self.diagnostics.sort(Edition::Auto);
        }
    }

    /// Whether a file that the schema includes could not be read, so that not all of it was seen.
    pub fn has_unreadable_include(&self) -> bool {
        let mut codes = self.diagnostics.iter().map(|d| d.code);
        codes.any(|code| code == diag::codes::syntax::UNREADABLE_INCLUDE)
    }
}

/// Reads the schema at `path` and all that it includes, and checks it.
///
/// ```
/// use qapi_parser::{Options, compile_from, loader::Memory};
/// let files = Memory::new([("a.json", "{ 'enum': 'Color', 'data': [ 'red' ] }")]);
/// let compiled = compile_from("a.json", &files, &Options::new())?;
/// assert!(compiled.schema.is_some_and(|schema| schema.lookup("Color").is_some()));
/// # Ok::<(), qapi_parser::LoadError>(())
/// ```
///
/// # Errors
/// [`LoadError`] when there is nothing to check: the file cannot be read. What is wrong with the
/// schema is in [`Compiled::diagnostics`].
pub fn compile(path: impl AsRef<Path>, options: &Options) -> Result<Compiled, LoadError> {
    compile_from(path, &Disk, options)
}

/// [`compile`] with files from elsewhere.
///
/// # Errors
/// As [`compile`].
pub fn compile_from(
    path: impl AsRef<Path>,
    files: &dyn Files,
    options: &Options,
) -> Result<Compiled, LoadError> {
    let Loaded {
        syntax,
        sources,
        mut diagnostics,
        files,
    } = load_from(path, files, options)?;
    let schema = passes::run(syntax, options.edition, &mut diagnostics);
    diagnostics.sort(options.edition);
    Ok(Compiled {
        schema,
        sources,
        diagnostics,
        files,
    })
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
