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

    /// Returns the path of the file without symbolic links, if there is such a file. Without links
    /// (the default) a file has one path.
    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        let _ = path;
        None
    }

    /// Returns the folder of the project that `folder` belongs to: text of files outside of it is
    /// shown only if they prove to be schemas. The default is `folder`.
    fn project(&self, folder: &Path) -> PathBuf {
        folder.to_owned()
    }
}

/// Maximum size in bytes of a file that [`Disk`] reads.
pub const MAX_FILE_SIZE: u64 = 256 << 20;

/// The file system, with files up to [`MAX_FILE_SIZE`].
///
/// Devices, sockets and FIFOs without a writer are errors; inherited pipes and FIFOs with a writer
/// are read. The project of a folder is the nearest folder above it with `.git`, else the folder.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        super::special::read(path, MAX_FILE_SIZE)
    }

    fn current_dir(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"))
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        std::fs::canonicalize(path).ok()
    }

    fn project(&self, folder: &Path) -> PathBuf {
        let mut folders = folder.ancestors();
        let found = folders.find(|folder| folder.join(".git").exists());
        found.unwrap_or(folder).to_owned()
    }
}

/// The file system, with files up to another size than [`MAX_FILE_SIZE`].
///
/// ```
/// use qapi_parser::loader::LimitedDisk;
/// use qapi_parser::{LoadError, Options, compile_from};
/// let small = LimitedDisk::new(10);
/// let error = compile_from("Cargo.toml", &small, &Options::new()).unwrap_err();
/// assert!(error.to_string().ends_with("File is larger than 10 bytes"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LimitedDisk {
    limit: u64,
}

impl LimitedDisk {
    /// Makes a file system with files of at most `limit` bytes.
    pub fn new(limit: u64) -> LimitedDisk {
        LimitedDisk { limit }
    }
}

impl Files for LimitedDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        super::special::read(path, self.limit)
    }

    fn current_dir(&self) -> PathBuf {
        Disk.current_dir()
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        Disk.canonical(path)
    }

    fn project(&self, folder: &Path) -> PathBuf {
        Disk.project(folder)
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
        let mut memory = Memory::default();
        for (path, content) in files {
            memory.add(path.as_ref(), content.into());
        }
        memory
    }

    fn add(&mut self, path: &Path, content: Vec<u8>) {
        let path = super::path::normal(&root().join(path));
        self.files.insert(path, content);
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
