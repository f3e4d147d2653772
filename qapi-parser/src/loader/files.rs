//! Sources of files.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A source of files.
pub trait Files {
    /// Reads the file at `path`: as given, or as an include directive makes it, relative to
    /// [`Files::current_dir`] or absolute.
    ///
    /// # Errors
    /// Any error of the source.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Returns the absolute path of the folder to which relative paths are relative.
    fn current_dir(&self) -> PathBuf;
}

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn current_dir(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"))
    }
}

/// Files in memory, for tests, fuzzing, and editors.
///
/// ```
/// use qapi_parser::{Options, load_from, loader::Memory};
/// let files = Memory::new([("a.json", "{ 'include': 'sub/b.json' }"), ("sub/b.json", "")]);
/// let loaded = load_from("a.json", &files, &Options::new())?;
/// assert!(!loaded.diagnostics.has_errors());
/// assert_eq!(loaded.syntax.modules.len(), 2);
/// # Ok::<(), qapi_parser::LoadError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// Makes files with these paths and contents.
    pub fn new<P: AsRef<Path>, C: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, C)>,
    ) -> Memory {
        let absolute = |path: P| super::path::normal(&root().join(path.as_ref()));
        let files = files
            .into_iter()
            .map(|(path, content)| (absolute(path), content.into()));
        Memory {
            files: files.collect(),
        }
    }
}

/// Returns the folder to which paths are relative.
fn root() -> PathBuf {
    PathBuf::from("/")
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let absolute = super::path::absolute(self, path);
        self.files
            .get(&absolute)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn current_dir(&self) -> PathBuf {
        root()
    }
}

/// Describes an error in words that are the same on every system, as far as possible.
pub(super) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "No such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "Permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "Is a directory".to_owned(),
        _ => error.to_string(),
    }
}
