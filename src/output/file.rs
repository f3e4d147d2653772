//! Writing a file: as a whole or not at all, with nothing else harmed.
//!
//! Invariant: a regular file is replaced by renaming, with its mode, from a file of a random name
//! that nothing else can have opened. A symlink stays, and its target is replaced. Anything that is
//! no regular file is written to as a stream.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Maximum length of a chain of symlinks, as in Linux.
const LINKS: usize = 40;

/// Makes a write beyond the size limit of the process an error instead of its end, so that the
/// unfinished file is removed.
pub(super) fn keep_size_limit_from_killing() {
    #[cfg(unix)]
    {
        let flag = std::sync::Arc::default();
        // Without the handler, the limit ends the process as it does for every other program.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
    }
}

/// Writes a file. Returns false if a regular file had the same content and was left alone.
///
/// # Errors
///
/// It cannot be written; then a regular file is as before.
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<bool> {
    let path = target(path)?;
    match fs::metadata(&path) {
        Ok(found) if found.is_file() => {
            if has(&path, &found, content)? {
                return Ok(false);
            }
            replace(&path, Some(found.permissions()), content)?;
        }
        Ok(found) if found.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(_) => stream(&path, content)?,
        Err(error) if error.kind() == ErrorKind::NotFound => replace(&path, None, content)?,
        Err(error) => return Err(error),
    }
    Ok(true)
}

/// Follows symlinks; the last path may not exist.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let is_link = fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink());
        if !is_link {
            return Ok(path);
        }
        let next = fs::read_link(&path)?;
        // Links of /proc have targets without a path, such as `pipe:[1]`: they are opened as they are.
        if fs::symlink_metadata(path.with_file_name(&next)).is_err() && path.exists() {
            return Ok(path);
        }
        path = match path.parent() {
            Some(parent) => parent.join(next),
            None => next,
        };
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

/// Returns true if a regular file has that content.
fn has(path: &Path, found: &Metadata, content: &[u8]) -> io::Result<bool> {
    if found.len() != content.len() as u64 {
        return Ok(false);
    }
    let mut present = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(found.len() + 1).read_to_end(&mut present)?,
        // It may be replaced all the same.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => return Ok(false),
        Err(error) => return Err(error),
    };
    Ok(present == content)
}

/// Writes beside the file, then renames.
fn replace(path: &Path, permissions: Option<Permissions>, content: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Its error names the folder's absence, not a temporary file.
    fs::metadata(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".qapi-");
    #[cfg(unix)]
    if permissions.is_none() {
        use std::os::unix::fs::PermissionsExt as _;
        // The system takes away the bits of the umask.
        builder.permissions(Permissions::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder)?;
    beside.write_all(content)?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions)?;
    }
    beside.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes to a file that is not regular.
fn stream(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    // Held until the stream is open, so that a FIFO's reader sees no end before the content.
    let _found = reader_of(path)?;
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.flush()
}

/// Refuses a socket, and a FIFO without a reader, for which opening would wait without end.
#[cfg(unix)]
fn reader_of(path: &Path) -> io::Result<Option<File>> {
    use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
    let kind = fs::metadata(path)?.file_type();
    if kind.is_socket() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "a socket"));
    }
    if !kind.is_fifo() {
        return Ok(None);
    }
    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let mut options = OpenOptions::new();
    let found = options.write(true).custom_flags(flags).open(path);
    found.map(Some).map_err(|error| {
        let text = format!("a FIFO from which nothing reads ({error})");
        io::Error::new(ErrorKind::BrokenPipe, text)
    })
}

/// Other systems have no such files.
#[cfg(not(unix))]
fn reader_of(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}
