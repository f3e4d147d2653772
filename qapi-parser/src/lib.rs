//! The front end of the QAPI compiler: it reads schema files and checks them.
//!
//! [QAPI] is the language in which QEMU defines its management protocols. [`compile`] reads a
//! schema with all its included files, and returns the checked [`ir::Schema`] or the
//! [`diag::Diagnostic`]s that [`render`] turns into text. A strict [`edition`] accepts and rejects
//! exactly the same schemas as that release's own compiler.
//!
//! ```
//! use qapi_parser::loader::Memory;
//! use qapi_parser::{Options, compile_from, render};
//!
//! // `compile("qapi/qapi-schema.json", &options)` reads from the file system.
//! let files = Memory::new([
//!     ("main.json", "{ 'include': 'color.json' }\n{ 'command': 'paint', 'data': { 'with': 'Colour' } }"),
//!     ("color.json", "{ 'enum': 'Color', 'data': [ 'red', 'green' ] }"),
//! ]);
//! let options = Options::new().edition("10.0".parse()?);
//! let compiled = compile_from("main.json", &files, &options)?;
//!
//! assert!(compiled.schema.is_none());
//! let found = compiled.diagnostics.iter().map(|d| render::short(d, &compiled.sources));
//! assert_eq!(
//!     found.collect::<Vec<_>>(),
//!     ["main.json:2:1: error: parameter 'with' uses unknown type 'Colour' [unknown-type]"]
//! );
//!
//! // The mistake mended:
//! let files = Memory::new([
//!     ("main.json", "{ 'include': 'color.json' }\n{ 'command': 'paint', 'data': { 'with': 'Color' } }"),
//!     ("color.json", "{ 'enum': 'Color', 'data': [ 'red', 'green' ] }"),
//! ]);
//! let schema = compile_from("main.json", &files, &options)?.schema.expect("a valid schema");
//! let (_, paint) = schema.commands().next().expect("a command");
//! assert_eq!(paint.name(), "paint");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | content |
//! | --- | --- |
//! | [`loader`] | sources of files; the only I/O |
//! | [`syntax`] | the text as expressions, directives and comments; any text has one |
//! | [`ir`] | the checked schema: always valid, all references resolved |
//! | [`diag`] | diagnostics, and the registry of their codes |
//! | [`render`] | diagnostics as text, in three formats |
//! | [`lint`] | warnings about valid schemas |
//! | [`dump`] | the checked schema as text, like QEMU's test suite, or as JSON |
//! | [`edition`] | the releases' languages, as data |
//! | [`source`] | places in the text |
//!
//! The default features `lint` and `dump` provide [`lint`], and [`dump`] with [`render::json`]. Build
//! scripts do without both.
//!
//! The crate `qapic-codegen` turns the IR into Rust and into the answer to `query-qmp-schema`.
//!
//! [QAPI]: https://www.qemu.org/docs/master/devel/qapi-code-gen.html

mod check;
mod cond;
mod context;
mod definition;
pub mod diag;
mod doc;
#[cfg(feature = "dump")]
pub mod dump;
pub mod edition;
mod entity;
mod escape;
pub mod ir;
mod lexer;
#[cfg(feature = "lint")]
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

/// The options for reading a schema.
///
/// ```
/// use qapi_parser::Options;
/// let options = Options::new().edition("10.0".parse()?);
/// # Ok::<(), qapi_parser::edition::UnknownEdition>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The release whose language it is written in.
    pub edition: Edition,
}

impl Options {
    /// Returns the default: every release's language.
    pub fn new() -> Options {
        Options::default()
    }

    /// Sets the release whose language the schema is written in.
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
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
    /// Every file that was read, or whose reading failed, in that order. The result depends on all
    /// of them.
    pub files: Vec<PathBuf>,
}

impl Compiled {
    /// Runs lints over the schema, if it is valid, and adds their warnings to the diagnostics.
    #[cfg(feature = "lint")]
    pub fn lint(&mut self, options: &lint::LintOptions) {
        if let Some(schema) = &self.schema {
            self.diagnostics.extend(lint::run(schema, options));
            // Without errors the order is the same in all editions.
            self.diagnostics.sort(Edition::Auto);
        }
    }

    /// Returns true if an included file was unreadable, so that a part of the schema is unknown.
    pub fn has_unreadable_include(&self) -> bool {
        let mut codes = self.diagnostics.iter().map(|d| d.code);
        codes.any(|code| code == diag::codes::syntax::UNREADABLE_INCLUDE)
    }
}

/// Reads the schema at `path` with all included files, and checks it.
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
/// [`LoadError`] if the file cannot be read. Mistakes in the schema are in
/// [`Compiled::diagnostics`].
pub fn compile(path: impl AsRef<Path>, options: &Options) -> Result<Compiled, LoadError> {
    compile_from(path, &Disk, options)
}

/// Does the same as [`compile`] with files from another source.
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

/// Reads the schema at `path` with all included files, and checks only the syntax.
///
/// # Errors
/// [`LoadError`] if the file cannot be read. Mistakes in its text, or in included files, are in
/// [`Loaded::diagnostics`].
pub fn load(path: impl AsRef<Path>, options: &Options) -> Result<Loaded, LoadError> {
    load_from(path, &Disk, options)
}

/// Does the same as [`load`] with files from another source.
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
