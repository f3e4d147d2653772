//! Reading of files that may be no regular files, or larger than memory.
//!
//! A schema is a regular file, or a pipe that the process got from its parent (`<(…)`, `/dev/stdin`).
//! Devices and sockets are refused, since some never end; a FIFO is read if a writer opens it.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// [`io::ErrorKind::FileTooLarge`] for a larger one, [`io::ErrorKind::InvalidInput`] for a device,
/// a socket or a FIFO without a writer, and all errors of the system.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    let file = if metadata.is_file() || metadata.is_dir() {
        File::open(path)?
    } else {
        open_special(path, &metadata)?
    };
    let mut bytes = Vec::new();
    if metadata.is_file() {
        if metadata.len() > limit {
            return Err(too_large(limit));
        }
        bytes.try_reserve_exact(usize::try_from(metadata.len()).unwrap_or(0))?;
    }
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(limit));
    }
    Ok(bytes)
}

fn too_large(limit: u64) -> io::Error {
    let message = format!("File is larger than {limit} bytes");
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

#[cfg(not(unix))]
fn open_special(path: &Path, _: &Metadata) -> io::Result<File> {
    File::open(path)
}

#[cfg(unix)]
fn open_special(path: &Path, metadata: &Metadata) -> io::Result<File> {
    use std::os::unix::fs::FileTypeExt as _;

    let ty = metadata.file_type();
    let refused = |what| io::Error::new(io::ErrorKind::InvalidInput, what);
    if ty.is_char_device() || ty.is_block_device() {
        return Err(refused("Is a device"));
    }
    if ty.is_socket() {
        return Err(refused("Is a socket"));
    }
    // An inherited pipe has no path of its own, and opens at once.
    if std::fs::canonicalize(path).is_err() {
        return File::open(path);
    }
    open_fifo(path)
}

/// Opens a FIFO, which waits for a writer, but not for long.
#[cfg(unix)]
fn open_fifo(path: &Path) -> io::Result<File> {
    use std::fs::OpenOptions;
    use std::thread;
    use std::time::{Duration, Instant};

    /// Time for a writer to open the other end.
    const PATIENCE: Duration = Duration::from_secs(1);

    /// Time between two looks: machine code for a channel would be a twentieth of the crate's.
    const POLL: Duration = Duration::from_millis(1);

    let owned = path.to_owned();
    let opening = thread::spawn(move || File::open(owned));
    let begin = Instant::now();
    while !opening.is_finished() {
        if begin.elapsed() > PATIENCE {
            // A writer for a moment lets the thread go on, and end.
            let _ = OpenOptions::new().read(true).write(true).open(path);
            let message = "Is a FIFO without a writer";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        thread::sleep(POLL);
    }
    let opened = opening.join();
    opened.unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
}
