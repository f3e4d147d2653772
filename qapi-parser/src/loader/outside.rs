//! Files outside of the schema's project.
//!
//! A schema may include any file, as in QEMU. But a schema of unknown origin may name a file of
//! passwords, and the excerpt of an error would show it. So the text of a file outside of the
//! project is shown only if the file proves to be a schema: at least one expression in it is valid.

use std::path::{Path, PathBuf};

use super::{Files, Loaded, path};
use crate::diag::{Diagnostic, Severity, codes::syntax as codes};
use crate::parser::Include;
use crate::source::Span;

/// The folder with all files of the schema's project.
pub(super) struct Project {
    /// The path as given, and without symbolic links.
    folders: Vec<PathBuf>,
}

impl Project {
    /// Finds the project of the entry file at `entry`.
    pub(super) fn new(files: &dyn Files, entry: &Path) -> Project {
        let folder = path::absolute(files, path::parent(entry));
        let real = files.canonical(entry);
        let real = real.map(|entry| path::parent(&entry).to_owned());
        let folders = std::iter::once(folder).chain(real);
        Project {
            folders: folders.map(|folder| files.project(&folder)).collect(),
        }
    }

    /// Returns true if the file at the absolute path belongs to the project.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| path.starts_with(folder))
    }
}

/// The state of the schema before a file of which it is unknown if it is one.
pub(super) struct Unproven {
    path_span: Span,
    items: usize,
    docs: usize,
    diagnostics: usize,
    pragmas: usize,
}

impl Unproven {
    /// Notes the state before the file that `include` names.
    pub(super) fn new(include: &Include, loaded: &Loaded) -> Unproven {
        Unproven {
            path_span: include.path_span,
            items: loaded.syntax.items.len(),
            docs: loaded.syntax.docs.len(),
            diagnostics: loaded.diagnostics.len(),
            pragmas: loaded.syntax.pragmas.directives,
        }
    }

    /// Replaces the errors in a file without anything valid by one that shows nothing of it.
    pub(super) fn judge(self, loaded: &mut Loaded) {
        let syntax = &loaded.syntax;
        let is_schema = syntax.items.len() > self.items
            || syntax.docs.len() > self.docs
            || syntax.pragmas.directives > self.pragmas;
        if is_schema {
            return;
        }
        let found = loaded.diagnostics.split_off(self.diagnostics);
        let Some(first) = found.into_iter().find(|d| d.severity == Severity::Error) else {
            return;
        };
        let message = "the included file is no schema";
        let error = Diagnostic::error(codes::NOT_A_SCHEMA, self.path_span, message);
        let error = error
            .note("its text is not shown, since it is outside of the schema's project")
            .reported_at(first.place());
        loaded.diagnostics.push(Diagnostic {
            has_column: first.has_column,
            ..error
        });
    }
}
