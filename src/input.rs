//! The way in: files, FIFOs and standard input, with a limit of their size.
//!
//! Input: a path, or `-` for standard input. Output: its bytes. Nothing here waits without end for
//! a FIFO, reads a device, or reads more than the limit.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use qapi_parser::loader::{Disk, Files};

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// Maximum wait for the first byte of a FIFO.
const FIRST_BYTE: Duration = Duration::from_secs(2);

/// Maximum wait for more of a FIFO whose writer is there.
const MORE: Duration = Duration::from_secs(60);

/// Pause between two looks at a FIFO.
const PAUSE: Duration = Duration::from_millis(5);

/// A number of bytes, with a suffix or without: `512K`, `64M`, `2G`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(u64);

impl Size {
    /// Default limit of a file: 64 MiB, a hundred times QEMU's schema.
    pub const DEFAULT: &str = "64M";

    /// Limit of a file of settings, and of an earlier report.
    pub const MOST_TEXT: Self = Self(64 << 20);

    /// Limit of a file of symbols.
    pub const MOST_SYMBOLS: Self = Self(1 << 20);

    /// Returns the number of bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }
}

/// Text that is not a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number of bytes is expected, perhaps with K, M or G")]
pub struct NotASize;

impl FromStr for Size {
    type Err = NotASize;

    fn from_str(text: &str) -> Result<Self, NotASize> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let shift = match &text[digits.len()..] {
            "" => 0,
            "k" | "K" => 10,
            "M" => 20,
            "G" => 30,
            _ => return Err(NotASize),
        };
        let number: u64 = digits.parse().map_err(|_| NotASize)?;
        number.checked_mul(1 << shift).map(Size).ok_or(NotASize)
    }
}

/// A file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}", name(path))]
pub struct ReadError {
    /// The file.
    pub path: PathBuf,
    /// The cause.
    pub source: io::Error,
}

fn name(path: &Path) -> String {
    match path.to_str() {
        Some(STDIN) => "standard input".to_owned(),
        _ => path.display().to_string(),
    }
}

/// Reads files of a limited size; those that can be read only once are kept.
#[derive(Debug)]
pub struct Input {
    limit: u64,
    once: RefCell<BTreeMap<PathBuf, Vec<u8>>>,
}

impl Input {
    /// An input whose files have at most `size` bytes each.
    pub fn new(size: Size) -> Self {
        Self {
            limit: size.0,
            once: RefCell::default(),
        }
    }

    /// Reads a file as bytes.
    ///
    /// # Errors
    ///
    /// [`ReadError`].
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.read(path).map_err(|source| ReadError {
            path: path.to_owned(),
            source,
        })
    }

    /// Reads a file as text.
    ///
    /// # Errors
    ///
    /// [`ReadError`].
    pub fn text(&self, path: &Path) -> Result<String, ReadError> {
        utf8(self.bytes(path)?).map_err(|source| ReadError {
            path: path.to_owned(),
            source,
        })
    }

    fn limited(&self, mut from: impl Read) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut from).take(self.limit + 1).read_to_end(&mut bytes)?;
        self.check(&bytes)?;
        Ok(bytes)
    }

    fn check(&self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() as u64 <= self.limit {
            return Ok(());
        }
        let text = format!("more than {} bytes (--max-size allows more)", self.limit);
        Err(io::Error::new(ErrorKind::FileTooLarge, text))
    }

    /// Reads a FIFO that was opened without blocking.
    fn fifo(&self, mut from: File) -> io::Result<Vec<u8>> {
        let (mut bytes, mut piece) = (Vec::new(), vec![0; 64 << 10]);
        let mut last = Instant::now();
        loop {
            let waited = match from.read(&mut piece) {
                // A writer may still be about to open it.
                Ok(0) if bytes.is_empty() && last.elapsed() < FIRST_BYTE => true,
                Ok(0) if bytes.is_empty() => {
                    let text = "a FIFO to which nothing writes";
                    return Err(io::Error::new(ErrorKind::TimedOut, text));
                }
                Ok(0) => return Ok(bytes),
                Ok(count) => {
                    bytes.extend_from_slice(&piece[..count]);
                    self.check(&bytes)?;
                    last = Instant::now();
                    false
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => false,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    if last.elapsed() > MORE {
                        let text = format!("no more data came in {MORE:?}");
                        return Err(io::Error::new(ErrorKind::TimedOut, text));
                    }
                    true
                }
                Err(error) => return Err(error),
            };
            if waited {
                std::thread::sleep(PAUSE);
            }
        }
    }

    /// Reads standard input, which several sources of one command may be.
    fn stdin(&self) -> io::Result<Vec<u8>> {
        static READ: Mutex<Option<Vec<u8>>> = Mutex::new(None);
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if read.is_none() {
            *read = Some(self.limited(io::stdin().lock())?);
        }
        Ok(read.clone().unwrap_or_default())
    }

    /// Reads standard input or a file that is neither regular nor a folder.
    fn special(&self, path: &Path) -> io::Result<Vec<u8>> {
        if let Some(bytes) = self.once.borrow().get(path) {
            return Ok(bytes.clone());
        }
        let bytes = match is_stdin(path) {
            true => self.stdin()?,
            false => self.fifo(open(path)?)?,
        };
        self.once
            .borrow_mut()
            .insert(path.to_owned(), bytes.clone());
        Ok(bytes)
    }
}

impl Files for Input {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if is_stdin(path) {
            return self.special(path);
        }
        let kind = fs::metadata(path)?.file_type();
        if kind.is_file() || kind.is_dir() {
            return self.limited(open(path)?);
        }
        match special_kind(kind) {
            Special::Fifo => self.special(path),
            Special::Socket => Err(refused("a socket (a monitor is unix:PATH)")),
            Special::Device => Err(refused("a device")),
        }
    }

    fn current_dir(&self) -> PathBuf {
        Disk.current_dir()
    }
}

/// Reads a file of at most [`Size::MOST_TEXT`] as text: a configuration, or an earlier report.
///
/// # Errors
///
/// It cannot be read, or is no text.
pub fn text(path: &Path) -> io::Result<String> {
    let bytes = Input::new(Size::MOST_TEXT).read(path);
    utf8(bytes.map_err(|error| match error.kind() {
        // No option allows more.
        ErrorKind::FileTooLarge => {
            let text = format!("more than {} bytes", Size::MOST_TEXT.0);
            io::Error::new(ErrorKind::FileTooLarge, text)
        }
        _ => error,
    })?)
}

/// Decodes a text; the error has the place of the first byte that is none.
fn utf8(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let (line, column) = place(error.as_bytes(), valid);
        let text = format!("it is not UTF-8 at line {line} column {column}");
        io::Error::new(ErrorKind::InvalidData, text)
    })
}

/// Returns the line and the column of a byte, in characters from 1.
pub fn place(text: &[u8], at: usize) -> (usize, usize) {
    let before = String::from_utf8_lossy(text.get(..at).unwrap_or(text));
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}

fn refused(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, what)
}

/// Returns true for the paths of standard input.
pub fn is_stdin(path: &Path) -> bool {
    [STDIN, "/dev/stdin"]
        .iter()
        .any(|name| path == Path::new(name))
}

/// A file that is neither regular nor a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// A named pipe.
    Fifo,
    /// A Unix socket.
    Socket,
    /// A device.
    Device,
}

/// Classifies a file that is neither regular nor a folder.
#[cfg(unix)]
pub fn special_kind(kind: fs::FileType) -> Special {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        Special::Fifo
    } else if kind.is_socket() {
        Special::Socket
    } else {
        Special::Device
    }
}

/// Classifies a file that is neither regular nor a folder.
#[cfg(not(unix))]
pub fn special_kind(_: fs::FileType) -> Special {
    Special::Device
}

/// Opens a file; a FIFO without waiting for a writer.
fn open(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let bytes = |text: &str| text.parse::<Size>().map(|size| size.0);
        assert_eq!(bytes("0"), Ok(0));
        assert_eq!(bytes("512k"), Ok(512 << 10));
        assert_eq!(bytes(Size::DEFAULT), Ok(64 << 20));
        assert_eq!(bytes("2G"), Ok(2 << 30));
        for wrong in ["", "M", "1T", "-1", "1.5M", "18446744073709551615K", "1 M"] {
            assert_eq!(bytes(wrong), Err(NotASize), "{wrong}");
        }
    }
}
