//! The source of code: a schema, or where there is none, a recorded answer.
//!
//! Input: a path and somewhere to read from. Output: the schema that the parser makes of it, or of
//! the text that [`schema_from_answer`](crate::schema_from_answer) makes of the answer; nothing
//! that comes after needs to know which.

use std::fmt;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use qapi_introspect::{Schema, SchemaError};
use qapi_parser::loader::{Files, Memory};
use qapi_parser::{Compiled, LoadError, Options, compile_from};

use crate::config::Conditions;
use crate::schema_from_answer::schema_text;

/// The entry file in a folder, as QEMU calls it: that of `qga` is in there, that of a whole tree of
/// sources and that of `storage-daemon` one folder further down. The first that can be read counts.
const ENTRIES: [&str; 2] = ["qapi-schema.json", "qapi/qapi-schema.json"];

/// A source that cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum SourceError {
    /// The schema's entry file, or the answer, cannot be read.
    Load(LoadError),
    /// A folder has no schema where one is looked for.
    NoEntry(PathBuf),
    /// A recorded answer cannot be used.
    Answer {
        /// The answer.
        path: PathBuf,
        /// The reason.
        source: SchemaError,
    },
    /// Symbols are defined for a recorded answer, whose conditions are decided already.
    SymbolsWithoutSchema(PathBuf),
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(source) => fmt::Display::fmt(source, f),
            Self::NoEntry(value) => write!(
                f,
                "can't find a schema in '{}': there is neither {} there",
                value.display(),
                ENTRIES.join(" nor ")
            ),
            Self::Answer { path, source } => write!(f, "cannot use {}: {source}", path.display()),
            Self::SymbolsWithoutSchema(value) => write!(
                f,
                "cannot use {}: symbols need a schema, an answer has no conditions any more",
                value.display()
            ),
        }
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Load(source) => source.source(),
            Self::Answer { source, .. } => source.source(),
            _ => None,
        }
    }
}

impl From<LoadError> for SourceError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

/// Reads and checks the schema at `path`, or turns the recorded answer to `query-qmp-schema` there
/// into a schema. The first bytes of the file decide which it is ([`Schema::is_recorded`]).
///
/// In a folder, the schema is `qapi-schema.json` or else `qapi/qapi-schema.json`. `options` apply to
/// schemas only, since an answer has no edition. `conditions` are those of the code to generate. An
/// answer has no conditions left, so [`Conditions::Defined`] is an error for it.
///
/// ```
/// use qapi_codegen::{Conditions, compile_source};
/// use qapi_parser::{Options, loader::Memory};
/// let answer = r#"[
///     {"name": "query-name", "meta-type": "command", "arg-type": "0", "ret-type": "1"},
///     {"name": "0", "meta-type": "object", "members": []},
///     {"name": "1", "meta-type": "object", "members": [{"name": "name", "type": "str"}]},
///     {"name": "str", "meta-type": "builtin", "json-type": "string"}]"#;
/// let files = Memory::new([("answer.json", answer)]);
/// let compiled = compile_source("answer.json", &files, &Options::new(), &Conditions::All)?;
/// assert!(compiled.schema.is_some_and(|s| s.lookup("QueryNameRet").is_some()));
/// # Ok::<(), qapi_codegen::SourceError>(())
/// ```
///
/// # Errors
/// [`SourceError`], when there is nothing to check. Mistakes in a schema, and parts of an
/// answer that no schema has, are in [`Compiled::diagnostics`].
pub fn compile_source(
    path: impl AsRef<Path>,
    files: &dyn Files,
    options: &Options,
    conditions: &Conditions,
) -> Result<Compiled, SourceError> {
    let path = path.as_ref();
    let read = files.read(path).map(String::from_utf8);
    match read {
        Err(error) if error.kind() == ErrorKind::IsADirectory => {
            let mut entries = ENTRIES.iter().map(|entry| path.join(entry));
            let found = entries.find(|entry| files.read(entry).is_ok());
            let entry = found.ok_or_else(|| SourceError::NoEntry(path.to_owned()))?;
            Ok(compile_from(entry, files, options)?)
        }
        Ok(Ok(text)) if Schema::is_recorded(&text) => match conditions {
            Conditions::Defined(_) => Err(SourceError::SymbolsWithoutSchema(path.to_owned())),
            Conditions::All | Conditions::Cfg => compile_answer(path, &text),
        },
        // The parser has better errors for a file that is no text.
        _ => Ok(compile_from(path, files, options)?),
    }
}

/// Returns true if the schema was made of a recorded answer.
pub(crate) fn is_recorded(compiled: &Compiled) -> bool {
    let entry = compiled.sources.files().first();
    entry.is_some_and(|file| file.name().ends_with(AS_A_SCHEMA))
}

/// The end of the name that an answer's text has as a schema.
const AS_A_SCHEMA: &str = " (as a schema)";

fn compile_answer(path: &Path, text: &str) -> Result<Compiled, SourceError> {
    let answer = Schema::from_json(text).map_err(|source| SourceError::Answer {
        path: path.to_owned(),
        source,
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("{name}{AS_A_SCHEMA}");
    let files = Memory::new([(&name, schema_text(&answer))]);
    let mut compiled = compile_from(&name, &files, &Options::new())?;
    compiled.files = vec![path.to_owned()];
    Ok(compiled)
}
