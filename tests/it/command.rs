//! Running the command.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Result of one run of the command.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Both outputs.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// Asserts the exit status, and that an output has a part.
    #[track_caller]
    pub(crate) fn expect(&self, status: i32, part: &str) {
        assert!(
            self.status == status && self.all().contains(part),
            "wanted {status} and `{part}`: {self:#?}"
        );
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            status: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

/// The command, without input and without the user's settings.
pub(crate) fn qapi<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qapi"));
    command.args(arguments).stdin(Stdio::null());
    for name in [
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "NO_COLOR",
        "PAGER",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs it.
#[track_caller]
pub(crate) fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    qapi(arguments).output().unwrap().into()
}

/// Runs it in a folder.
#[track_caller]
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = qapi(arguments);
    command.current_dir(folder).output().unwrap().into()
}

/// Runs it with an input.
#[track_caller]
pub(crate) fn run_with(input: &str, arguments: &[&str]) -> Run {
    let mut command = qapi(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may end without reading all.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap().into()
}
