//! The way out: exit status, standard output, standard error, files.
//!
//! Invariant: a control character of a schema, a file or a peer does not reach a terminal. Text is
//! escaped by [`line()`] where it becomes part of a line, JSON by [`lines`].

mod file;
mod pager;
mod progress;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anstream::ColorChoice;
use anstream::stream::RawStream;
use anstyle::{AnsiColor, Style};

pub use progress::Progress;
pub use qapi_client::introspect::escape::{lines, terminal as line};

/// Start of the process.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// True if `--quiet` was given.
static QUIET: AtomicBool = AtomicBool::new(false);

/// Result of a subcommand that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is as asked.
    Fine,
    /// There are findings: errors in a schema, a path that does not hold, changes.
    Findings,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Fine => ExitCode::SUCCESS,
            Status::Findings => ExitCode::from(1),
        }
    }
}

/// Output that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// Standard output cannot be written.
    #[error("cannot write to standard output")]
    Stdout(#[source] io::Error),
    /// A file cannot be written.
    #[error("cannot write {path}")]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// JSON cannot be made.
    #[error("cannot write JSON")]
    Json(#[from] serde_json::Error),
}

/// Starts the clock, and sets how much is said.
pub fn start(quiet: bool) {
    LazyLock::force(&START);
    QUIET.store(quiet, Ordering::Relaxed);
    file::keep_size_limit_from_killing();
}

/// Returns true if a stream gets colours, by `--color`, the environment and the terminal.
pub fn colours(stream: &impl RawStream) -> bool {
    anstream::AutoStream::choice(stream) != ColorChoice::Never
}

/// Prints one message to standard error, its first word in colour. If that fails, no place is left
/// to report it.
pub fn complain(text: &str) {
    let text = line(text.trim_end_matches('\n'));
    let styles = [
        ("error:", AnsiColor::Red),
        ("warning:", AnsiColor::Yellow),
        ("note:", AnsiColor::Cyan),
    ];
    let styled = styles
        .iter()
        .filter(|_| colours(&io::stderr()))
        .find_map(|(word, colour)| {
            let rest = text.strip_prefix(word)?;
            let style = Style::new().bold().fg_color(Some((*colour).into()));
            Some(format!("{style}{word}{style:#}{rest}"))
        });
    diagnose(&styled.unwrap_or_else(|| text.into_owned()));
}

/// Prints text that is rendered already to standard error.
pub fn diagnose(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
}

/// Shows text in the pager, if standard output is a terminal that is shorter, and one is set.
/// Returns false if it has to be printed.
#[cfg(feature = "shell")]
pub fn page(text: &str) -> bool {
    pager::show(text)
}

/// Prints text to standard output; through the pager if it is longer than the terminal.
///
/// # Errors
///
/// [`OutputError::Stdout`]. A closed pipe is no error: its reader has seen enough.
pub fn print(text: &str) -> Result<(), OutputError> {
    if pager::show(text) {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    passed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

fn passed(written: io::Result<()>) -> Result<(), OutputError> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(OutputError::Stdout),
    }
}

/// Prints lines to standard output, each escaped, as they come.
///
/// # Errors
///
/// As [`print()`].
pub fn print_lines(mut lines: impl Iterator<Item = String>) -> Result<(), OutputError> {
    if pager::is_wanted() {
        let text: String = lines.map(|text| format!("{}\n", line(&text))).collect();
        return print(&text);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let written = lines.try_for_each(|text| writeln!(out, "{}", line(&text)));
    passed(written.and_then(|()| out.flush()))
}

/// Writes text to the file, or to standard output without one, and says so.
///
/// A regular file is replaced as a whole or stays as it is; see [`file::write`].
///
/// # Errors
///
/// [`OutputError`].
pub fn write(path: Option<&Path>, text: &str) -> Result<(), OutputError> {
    let standard = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    let Some(path) = path.filter(|path| !standard.iter().any(|name| *path == Path::new(name)))
    else {
        return print(text);
    };
    let written = file::write(path, text.as_bytes());
    let changed = written.map_err(|source| OutputError::File {
        path: path.to_owned(),
        source,
    })?;
    wrote(path, changed, text);
    Ok(())
}

/// Reports a written file, unless `--quiet` was given.
fn wrote(path: &Path, changed: bool, text: &str) {
    if QUIET.load(Ordering::Relaxed) {
        return;
    }
    let (path, count) = (path.display(), text.lines().count());
    let took = START.elapsed().as_secs_f64();
    let lines = if count == 1 { "line" } else { "lines" };
    complain(&match changed {
        true => format!("wrote {path}: {count} {lines} in {took:.2} s"),
        false => format!("{path} is up to date: {count} {lines} in {took:.2} s"),
    });
}

/// Reports a written folder, unless `--quiet` was given.
pub fn wrote_folder(path: &Path, files: usize) {
    if !QUIET.load(Ordering::Relaxed) {
        let took = START.elapsed().as_secs_f64();
        complain(&format!(
            "wrote {}: {files} files in {took:.2} s",
            path.display()
        ));
    }
}

/// Returns `; did you mean 'x'?` for the end of a message, or nothing.
pub fn did_you_mean(nearest: Option<&str>) -> String {
    nearest
        .map(|n| format!("; did you mean '{n}'?"))
        .unwrap_or_default()
}
