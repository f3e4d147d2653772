//! The things that some tests need and not every machine has.

use std::env;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The payload of the panic that ends a test that cannot run.
pub(crate) struct Skipped {
    pub(crate) reason: String,
    /// True if the machine's owner chose to do without the test, in CI too.
    pub(crate) waived: bool,
}

/// Returns true in CI, where every test has to run.
#[must_use]
pub fn in_ci() -> bool {
    env::var_os("CI").is_some()
}

/// Ends the test that calls it: it cannot run here, for the given reason.
///
/// # Panics
///
/// Always; [`trial`](crate::trial) catches it.
pub fn skip(reason: impl Into<String>) -> ! {
    end(reason.into(), false)
}

/// Ends the test that calls it, as [`skip`] does, in CI too: the machine itself cannot have the thing.
///
/// # Panics
///
/// Always; [`trial`](crate::trial) catches it.
pub fn waive(reason: impl Into<String>) -> ! {
    end(reason.into(), true)
}

fn end(reason: String, waived: bool) -> ! {
    // No message: the test's line in the output has the reason.
    resume_unwind(Box::new(Skipped { reason, waived }))
}

/// Returns true if the environment variable asks for tests that are left out by default.
#[must_use]
pub fn asked(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Returns the value, or skips the test if there is none.
///
/// # Panics
///
/// As [`skip`], if there is nothing.
pub fn need<T>(thing: Option<T>, reason: &str) -> T {
    thing.unwrap_or_else(|| skip(reason))
}

/// The folder of QEMU's schemas and recorded sessions that `QAPI_CORPUS` names.
///
/// # Panics
///
/// As [`skip`], if it names none.
#[must_use]
pub fn corpus() -> PathBuf {
    let corpus = env::var_os("QAPI_CORPUS").filter(|value| !value.is_empty());
    PathBuf::from(need(corpus, "QAPI_CORPUS is not set"))
}

/// Finds a program on `PATH`.
#[must_use]
pub fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut candidates = env::split_paths(&path).map(|folder| folder.join(name));
    candidates.find(|candidate| candidate.is_file())
}

/// The path of a program that has to be on `PATH`.
///
/// # Panics
///
/// As [`skip`], if it is not there.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    need(find(name), &format!("{name} is not on PATH"))
}

/// The file of axe-core, `axe.min.js`, that `QAPI_AXE` names.
///
/// # Panics
///
/// Ends the test if the variable is not set, in CI too: axe-core comes from npm only.
#[must_use]
pub fn axe_core() -> PathBuf {
    match env::var_os("QAPI_AXE").filter(|value| !value.is_empty()) {
        Some(file) => file.into(),
        None => end("QAPI_AXE is not set".to_owned(), true),
    }
}

/// A Python that has the module `qemu.qmp`: the one that `QAPI_PYTHON` names, else `python3`.
///
/// # Panics
///
/// As [`skip`], if there is none. An empty `QAPI_PYTHON` waives the test: it is ignored in CI, too.
#[must_use]
pub fn python() -> PathBuf {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let named = env::var_os("QAPI_PYTHON");
    if named.as_ref().is_some_and(|name| name.is_empty()) {
        end("QAPI_PYTHON is empty".to_owned(), true);
    }
    let named = || {
        let python = named.unwrap_or_else(|| "python3".into());
        let python = PathBuf::from(python);
        imports_qemu(&python).then_some(python)
    };
    let found = FOUND.get_or_init(named).clone();
    need(found, "no Python with the package qemu.qmp")
}

fn imports_qemu(python: &Path) -> bool {
    let mut import = Command::new(python);
    import.args(["-c", "import qemu.qmp"]);
    let status = import.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
