//! This project's compiler, in process.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use qapi_parser::diag::{Diagnostic, Severity};
use qapi_parser::edition::Edition;
use qapi_parser::loader::{Disk, Files};
use qapi_parser::{Options, compile_from, dump};

use crate::verdict::{Place, Verdict};

/// The file system, with another text in the place of one file.
struct Overlay<'t> {
    path: &'t Path,
    text: &'t [u8],
}

impl Files for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == self.path {
            Ok(self.text.to_vec())
        } else {
            Disk.read(path)
        }
    }

    fn current_dir(&self) -> PathBuf {
        Disk.current_dir()
    }
}

/// Returns this compiler's verdict on `text` in the place of the file at `path`.
pub(crate) fn check(path: &Path, text: &[u8], edition: Edition) -> Verdict {
    let run = || compile(&Overlay { path, text }, edition);
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
        Verdict::Crash(text.unwrap_or_default())
    })
}

fn compile(files: &Overlay<'_>, edition: Edition) -> Verdict {
    let options = Options::new().edition(edition);
    let compiled = match compile_from(files.path, files, &options) {
        Ok(compiled) => compiled,
        Err(error) => return Verdict::Crash(error.to_string()),
    };
    let is_error = |d: &&Diagnostic| d.severity == Severity::Error;
    let first = compiled.diagnostics.iter().find(is_error);
    match (&compiled.schema, first) {
        (Some(schema), None) => Verdict::Valid(dump::to_text(schema, edition)),
        (None, Some(error)) => {
            let at = compiled.sources.locate(error.place());
            Verdict::Invalid {
                place: Place {
                    file: at.file.to_owned(),
                    line: at.line,
                    column: error.has_column.then_some(at.column),
                },
                rule: error.code.name().to_owned(),
                message: error.message.clone(),
            }
        }
        (Some(_), Some(_)) => Verdict::Crash("a schema in spite of errors".to_owned()),
        (None, None) => Verdict::Crash("neither a schema nor errors".to_owned()),
    }
}
