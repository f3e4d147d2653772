//! Files → [`Syntax`]: reads the entry file and all that it includes. The only I/O of the crate.
//!
//! Input: a path and a source of files ([`Files`]). Output: [`Loaded`]. Absolute paths, made
//! lexically as in QEMU's compiler, identify files. Each is read once, where it is first included.
//! Invariant: inclusion uses no stack, so its depth does not matter.

use std::fmt;

mod files;
mod outside;
mod path;
mod special;

use std::io;
use std::path::{Path, PathBuf};

use foldhash::{HashMap, HashMapExt};

pub use files::{Disk, Files, LimitedDisk, MAX_FILE_SIZE, Memory};

use crate::Options;
use crate::diag::{Diagnostic, Diagnostics, codes::syntax as codes};
use crate::edition::Edition;
use crate::parser::{FileParser, Include, Output, Stop, old};
use crate::source::{SourceMap, Span, TooLarge};
use crate::syntax::{Item, Module, Syntax};
use outside::{Project, Unproven};

/// The syntax of a schema, valid or not.
#[derive(Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The syntax.
    pub syntax: Syntax,
    /// The text.
    pub sources: SourceMap,
    /// The mistakes so far.
    pub diagnostics: Diagnostics,
    /// Every file that was read, or whose reading failed, in that order. The result depends on all
    /// of them.
    pub files: Vec<PathBuf>,
}

/// The schema cannot be read at all.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadError {
    /// The entry file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The files are too large together.
    TooLarge(TooLarge),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, source } => write!(
                f,
                "can't read schema file '{}': {source}",
                crate::escape::line(&path.to_string_lossy())
            ),
            Self::TooLarge(source) => fmt::Display::fmt(source, f),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } => source.source(),
            Self::TooLarge(source) => source.source(),
        }
    }
}

impl From<TooLarge> for LoadError {
    fn from(error: TooLarge) -> Self {
        Self::TooLarge(error)
    }
}

/// Reads the schema at `path` and all that it includes.
pub(crate) fn load(path: &Path, files: &dyn Files, options: &Options) -> Result<Loaded, LoadError> {
    let mut loader = Loader {
        files,
        options,
        project: Project::new(files, path),
        root: path::absolute(files, path::parent(path)),
        modules: HashMap::new(),
        open: Vec::new(),
        is_open: Vec::new(),
        canonical: HashMap::new(),
        loaded: Loaded {
            syntax: Syntax::default(),
            sources: SourceMap::new(),
            diagnostics: Diagnostics::new(),
            files: Vec::new(),
        },
    };
    let bytes = loader.read(path).map_err(|source| {
        let path = path.to_owned();
        LoadError::Unreadable { path, source }
    })?;
    loader.open(path.to_owned(), bytes, None)?;
    loader.run()?;
    Ok(loader.loaded)
}

struct Loader<'l> {
    files: &'l dyn Files,
    options: &'l Options,
    project: Project,
    /// The entry file's folder, absolute.
    root: PathBuf,
    /// Absolute path to index into [`Syntax::modules`].
    modules: HashMap<PathBuf, usize>,
    /// Files being read, each included by the one before it.
    open: Vec<OpenFile>,
    /// For each of [`Syntax::modules`], true while it is in `open`.
    is_open: Vec<bool>,
    /// The files in `open` by their paths without symbolic links.
    canonical: HashMap<PathBuf, usize>,
    loaded: Loaded,
}

struct OpenFile {
    /// The path as reached from the entry file.
    path: PathBuf,
    /// The path without symbolic links.
    canonical: Option<PathBuf>,
    module: usize,
    parser: FileParser,
    /// The state before it, if its text may only be shown when it proves to be a schema.
    unproven: Option<Unproven>,
}

impl Loader<'_> {
    fn run(&mut self) -> Result<(), TooLarge> {
        while let Some(file) = self.open.last_mut() {
            let Loaded {
                syntax,
                diagnostics,
                ..
            } = &mut self.loaded;
            match file.parser.run(&mut Output {
                syntax,
                diagnostics,
            }) {
                Stop::End => {
                    self.is_open[file.module] = false;
                    if let Some(unproven) = file.unproven.take() {
                        unproven.judge(&mut self.loaded);
                    }
                    let closed = self.open.pop();
                    if let Some(canonical) = closed.and_then(|file| file.canonical) {
                        self.canonical.remove(&canonical);
                    }
                }
                Stop::Include(include) => {
                    let (path, from) = (path::join(&file.path, &include.path), file.module);
                    self.include(include, path, from)?;
                }
            }
        }
        Ok(())
    }

    fn include(&mut self, include: Include, path: PathBuf, from: usize) -> Result<(), TooLarge> {
        let span = include.span;
        let absolute = path::absolute(self.files, &path);
        if let Some(&module) = self.modules.get(&absolute) {
            if self.is_open[module] {
                self.reject_loop(&include, None);
            } else {
                self.loaded
                    .syntax
                    .items
                    .push(Item::Include { from, module, span });
            }
            return Ok(());
        }
        let canonical = self.files.canonical(&path);
        let index = canonical.and_then(|canonical| self.canonical.get(&canonical));
        if let Some(same) = index.and_then(|&index| self.open.get(index)) {
            let same = same.path.clone();
            self.reject_loop(&include, Some(&same));
            return Ok(());
        }
        let bytes = match self.read(&path) {
            Ok(bytes) => bytes,
            Err(reason) => {
                let reason = files::describe(&reason);
                let message = format!("can't read include file '{}': {reason}", path.display());
                let error =
                    Diagnostic::error(codes::UNREADABLE_INCLUDE, include.path_span, message);
                self.loaded
                    .diagnostics
                    .push(error.reported_at(span.first()));
                self.loaded.syntax.lost.anything = true;
                return Ok(());
            }
        };
        let module = self.loaded.syntax.modules.len();
        self.loaded
            .syntax
            .items
            .push(Item::Include { from, module, span });
        self.open(path, bytes, Some(&include))
    }

    /// Rejects the inclusion of an open file, which has the path `same` if links lead to it.
    fn reject_loop(&mut self, include: &Include, same: Option<&Path>) {
        let message = format!("inclusion loop for {}", include.path);
        let error = Diagnostic::error(codes::INCLUDE_LOOP, include.path_span, message);
        let error = match same {
            Some(same) => error.note(format!(
                "symbolic links make it the file '{}', which includes it",
                same.display()
            )),
            None => error,
        };
        let error = error.reported_at(include.span.first());
        self.loaded.diagnostics.push(error);
    }

    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        self.loaded.files.push(path.to_owned());
        self.files.read(path)
    }

    /// Starts to parse a file.
    fn open(
        &mut self,
        path: PathBuf,
        bytes: Vec<u8>,
        include: Option<&Include>,
    ) -> Result<(), TooLarge> {
        let absolute = path::absolute(self.files, &path);
        let canonical = self.files.canonical(&path);
        let paths = [Some(&absolute), canonical.as_ref()];
        let outside = paths.into_iter().flatten().any(|p| !self.project.has(p));
        let unproven = include.filter(|_| outside);
        let unproven = unproven.map(|include| Unproven::new(include, &self.loaded));
        let name = path::relative(&absolute, &self.root);
        let module = self.loaded.syntax.modules.len();
        self.loaded.syntax.modules.push(Module { name });
        self.modules.insert(absolute, module);
        self.is_open.push(false);

        let (text, broken_at) = decode(bytes);
        let Loaded {
            syntax,
            sources,
            diagnostics,
            ..
        } = &mut self.loaded;
        let at = include.map(|include| include.span);
        if self.options.edition == Edition::Auto {
            syntax.is_old |= old::is_old(&text);
        }
        let id = sources.add(path.display().to_string(), text, at)?;
        let file = sources.file(id);
        let base = file.span().start;
        if let Some(offset) = broken_at {
            let start = base + file.text().len().min(offset) as u32;
            let error = Diagnostic::error(
                codes::NOT_UTF8,
                Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8() as u32),
                "the file is not UTF-8",
            );
            diagnostics.push(error.here("invalid bytes"));
            syntax.lost.anything = true;
            if let Some(unproven) = unproven {
                unproven.judge(&mut self.loaded);
            }
            return Ok(());
        }
        let mut out = Output {
            syntax,
            diagnostics,
        };
        let text = file.shared_text();
        let parser = FileParser::new(text, base, module, self.options.edition, &mut out);
        self.is_open[module] = true;
        if let Some(canonical) = &canonical {
            self.canonical.insert(canonical.clone(), self.open.len());
        }
        self.open.push(OpenFile {
            path,
            canonical,
            module,
            parser,
            unproven,
        });
        Ok(())
    }
}

/// Decodes a file. If it is not UTF-8, the text has replacement characters, and the offset of the
/// first is returned.
fn decode(bytes: Vec<u8>) -> (String, Option<usize>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            // A carriage return with its newline becomes one byte later.
            let shift = error
                .as_bytes()
                .iter()
                .take(valid)
                .zip(text.bytes().skip(1));
            let shift = shift.filter(|&(&a, b)| a == b'\r' && b == b'\n').count();
            (text.into_owned(), Some(valid - shift))
        }
    }
}
