//! Schema files: found, read and checked, each of them tracked.
//!
//! Input: a path as the caller wrote it. Output: the file's content, and tokens by which the
//! compiler knows of every file that was read. Invariant: paths are shown as written in the call,
//! so that messages are the same on every machine.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use qapi_codegen::introspect_from_ir::{self, introspect};
use qapi_codegen::{Conditions, SourceError, compile_source};
use qapi_parser::diag::Severity;
use qapi_parser::loader::{Disk, Files};
use qapi_parser::{Compiled, LoadError, Options, render};
use quote::quote;

use crate::failure::{Failure, Problem};
use crate::input::Text;

/// The folders to which a path may be relative.
#[derive(Clone, Debug)]
pub(crate) struct Folders {
    /// The calling crate's.
    pub(crate) package: PathBuf,
    /// The calling file's, if the compiler reports it.
    pub(crate) file: Option<PathBuf>,
}

impl Folders {
    /// The folder in which `path` exists: the crate's, else the calling file's.
    fn of(&self, path: &Path) -> &Path {
        let mut folders = std::iter::once(&self.package).chain(&self.file);
        folders
            .find(|folder| folder.join(path).exists())
            .unwrap_or(&self.package)
    }
}

/// Reads files relative to a folder, and remembers them.
#[derive(Debug)]
pub(crate) struct Reader {
    folders: Folders,
    read: BTreeSet<PathBuf>,
}

impl Reader {
    pub(crate) fn new(folders: Folders) -> Reader {
        Reader {
            folders,
            read: BTreeSet::new(),
        }
    }

    /// Reads a file as it is.
    pub(crate) fn text(&mut self, path: &Text) -> Result<String, Failure> {
        let full = self.folders.of(Path::new(&path.value)).join(&path.value);
        let text = std::fs::read_to_string(&full).map_err(|e| unreadable(path, &e))?;
        self.read.insert(full);
        Ok(text)
    }

    /// Compiles a schema, or a recorded answer to `query-qmp-schema`.
    ///
    /// # Errors
    /// One for each error in the schema, or one for an answer that is malformed or used with defined
    /// symbols.
    pub(crate) fn schema(
        &mut self,
        path: &Text,
        options: &Options,
        conditions: &Conditions,
    ) -> Result<qapi_parser::ir::Schema, Vec<Failure>> {
        let compiled = self.compiled(path, options, conditions)?;
        compiled.schema.ok_or_else(Vec::new)
    }

    /// The same with the schema's text.
    pub(crate) fn compiled(
        &mut self,
        path: &Text,
        options: &Options,
        conditions: &Conditions,
    ) -> Result<Compiled, Vec<Failure>> {
        let folder = self.folders.of(Path::new(&path.value)).to_owned();
        let compiled = compile_source(&path.value, &Within(&folder), options, conditions)
            .map_err(|error| vec![source_failure(path, error)])?;
        self.read
            .extend(compiled.files.iter().map(|file| folder.join(file)));
        let failures = failures(path, &compiled);
        if failures.is_empty() {
            Ok(compiled)
        } else {
            Err(failures)
        }
    }

    /// The wire model of a schema or of the one in a folder, all conditions taken as true, or of a
    /// recorded answer to `query-qmp-schema`.
    ///
    /// # Errors
    /// As [`Reader::schema`], and for an answer that is malformed.
    pub(crate) fn wire_model(
        &mut self,
        path: &Text,
    ) -> Result<qapi_introspect::Schema<'static>, Vec<Failure>> {
        let failed = |error| vec![Failure::from_error(path.span, &InFile { path, error })];
        let folder = self.folders.of(Path::new(&path.value));
        if !folder.join(&path.value).is_dir() {
            let text = self.text(path).map_err(|failure| vec![failure])?;
            if qapi_introspect::Schema::is_recorded(&text) {
                let answer = qapi_introspect::Schema::from_json(&text).map_err(failed)?;
                return Ok(answer.into_owned());
            }
        }
        let schema = self.schema(path, &Options::new(), &Conditions::All)?;
        let answer = introspect(&schema, &introspect_from_ir::Options::new());
        Ok(qapi_introspect::Schema::new(answer)
            .map_err(failed)?
            .into_owned())
    }

    /// Makes the compiler track the files that were read: it then expands the macro again when
    /// one of them has changed.
    pub(crate) fn tracking(&self) -> TokenStream {
        // A literal can only hold UTF-8.
        let files = self.read.iter().filter_map(|file| file.to_str());
        quote!(#(const _: &[u8] = ::core::include_bytes!(#files);)*)
    }
}

/// An error in a recorded answer.
#[derive(Debug, thiserror::Error)]
#[error("`{}`: {error}", path.value)]
struct InFile<'p> {
    path: &'p Text,
    error: qapi_introspect::SchemaError,
}

fn source_failure(path: &Text, error: SourceError) -> Failure {
    match error {
        SourceError::Load(LoadError::Unreadable { source, .. }) => unreadable(path, &source),
        SourceError::Answer { source: error, .. } => {
            Failure::from_error(path.span, &InFile { path, error })
        }
        other => Failure::from_error(path.span, &other),
    }
}

fn unreadable(path: &Text, error: &io::Error) -> Failure {
    let reason = if error.kind() == io::ErrorKind::NotFound {
        "it is neither in the crate's folder nor next to the calling file".to_owned()
    } else {
        error.to_string()
    };
    unusable(path, reason)
}

/// A file that cannot be used.
pub(crate) fn unusable(file: &Text, reason: String) -> Failure {
    let path = file.value.clone();
    Failure::new(file.span, Problem::Unreadable { path, reason })
}

/// The errors in a schema, each with its place, excerpt and code.
fn failures(path: &Text, compiled: &Compiled) -> Vec<Failure> {
    let errors = compiled
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error);
    let errors = errors.map(|diagnostic| {
        let text = render::human(diagnostic, &compiled.sources, false);
        // rustc puts its own `error: ` in front.
        let title = format!("error[{}]: ", diagnostic.code);
        let text = text.strip_prefix(&title).unwrap_or(&text);
        let (message, excerpt) = text.split_once('\n').unwrap_or((text, ""));
        let text = format!("{message} [{}]\n{excerpt}", diagnostic.code);
        Failure::new(path.span, Problem::Schema(text))
    });
    errors.collect()
}

/// The file system as seen from a folder.
struct Within<'p>(&'p Path);

impl Files for Within<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Disk.read(&self.0.join(path))
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        Disk.canonical(&self.0.join(path))
    }

    fn project(&self, folder: &Path) -> PathBuf {
        Disk.project(folder)
    }

    fn current_dir(&self) -> PathBuf {
        self.0.to_owned()
    }
}
