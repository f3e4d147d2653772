//! Cargo within a test, for crates outside the workspace.
//!
//! Such a crate has no dependencies in its manifest. It uses crates of the workspace as they are compiled
//! already: the example `runtimes` of qapi-macros-tests re-exports them, and Cargo gives its library a
//! name without a hash. A shim around each re-export has the crate's own name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// The crates that [`nested_cargo`] offers.
const CRATES: [&str; 6] = [
    "qapi_client",
    "qapi_codegen",
    "qapi_macros",
    "qapi_server",
    "serde_json",
    "tokio",
];

/// The folders of compiled crates.
struct Compiled {
    deps: PathBuf,
    examples: PathBuf,
    shims: PathBuf,
}

/// Runs cargo for the crate in `folder`, whose artifacts go below `target_tmpdir`, the caller's
/// `CARGO_TARGET_TMPDIR`.
///
/// The crate can use qapi-client, qapi-codegen, qapi-macros, qapi-server, serde_json and tokio with the
/// features that the workspace's build gave them. `runtime` is the client's name there. Nothing is
/// compiled incrementally or with debug information: each crate is compiled once. It is one unit of code
/// generation, since several take more time in all.
///
/// # Panics
///
/// If the crates of the workspace do not compile.
#[must_use]
pub fn nested_cargo(target_tmpdir: &str, folder: &Path, runtime: &str) -> Command {
    static COMPILED: OnceLock<Compiled> = OnceLock::new();
    let nested = Path::new(target_tmpdir).join("nested");
    let flags = COMPILED.get_or_init(|| compiled(&nested)).flags(runtime);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder).arg("--offline");
    cargo.env("CARGO_TARGET_DIR", nested);
    cargo.env("CARGO_INCREMENTAL", "0");
    for profile in ["DEV", "TEST"] {
        cargo.env(format!("CARGO_PROFILE_{profile}_DEBUG"), "0");
        cargo.env(format!("CARGO_PROFILE_{profile}_CODEGEN_UNITS"), "1");
    }
    for variable in ["RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_BUILD_TARGET"] {
        cargo.env_remove(variable);
    }
    cargo.env("CARGO_ENCODED_RUSTFLAGS", &flags);
    cargo.env("CARGO_ENCODED_RUSTDOCFLAGS", &flags);
    cargo
}

impl Compiled {
    /// The compiler's flags, separated as Cargo reads them.
    fn flags(&self, runtime: &str) -> String {
        let folders = [&self.deps, &self.examples, &self.shims];
        let folders = folders.map(|folder| format!("-Ldependency={}", folder.display()));
        let externs = CRATES.map(|name| {
            let known = if name == "qapi_client" { runtime } else { name };
            let library = self.shims.join(format!("lib{name}.rlib"));
            format!("--extern={known}={}", library.display())
        });
        let flags: Vec<_> = folders.into_iter().chain(externs).collect();
        flags.join("\x1f")
    }
}

/// Finds the workspace's crates. They are compiled only if the command that compiled the test has not
/// done so.
#[allow(clippy::panic, clippy::unwrap_used)]
fn compiled(nested: &Path) -> Compiled {
    let program = std::env::current_exe().unwrap();
    let deps = program.parent().unwrap();
    let profile = deps.parent().unwrap();
    let library = profile.join("examples/libruntimes.rlib");
    let found = match is_current(&library) {
        true => shims(nested, &library, deps).ok(),
        false => None,
    };
    let shims = found.unwrap_or_else(|| {
        build(profile);
        shims(nested, &library, deps).unwrap_or_else(|error| panic!("shims: {error}"))
    });
    Compiled {
        deps: deps.to_owned(),
        examples: profile.join("examples"),
        shims,
    }
}

/// Returns true if the library is newer than all files that Cargo lists as its sources, those of the
/// workspace's other crates included.
fn is_current(library: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let Some(made) = modified(library) else {
        return false;
    };
    let listed = fs::read_to_string(library.with_extension("d")).unwrap_or_default();
    let Some((_, sources)) = listed.split_once(": ") else {
        return false;
    };
    let sources = sources.trim_end().replace("\\ ", "\0");
    let mut sources = sources.split(' ').map(|path| path.replace('\0', " "));
    sources.all(|path| modified(Path::new(&path)).is_some_and(|time| time <= made))
}

/// Compiles the library into the profile's folder.
#[allow(clippy::panic, clippy::unwrap_used)]
fn build(profile: &Path) {
    let name = match profile.file_name().and_then(|name| name.to_str()) {
        None | Some("debug") => "dev",
        Some(name) => name,
    };
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    cargo.args(["build", "--offline", "--quiet", "--profile", name]);
    cargo.args(["--package", "qapi-macros-tests", "--example", "runtimes"]);
    cargo.env("CARGO_TARGET_DIR", profile.parent().unwrap());
    let output = cargo.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
}

/// Compiles a shim for each crate. Their folder has the library's time in its name: another library
/// changes the compiler's flags, which lets Cargo compile all anew.
fn shims(nested: &Path, library: &Path, deps: &Path) -> io::Result<PathBuf> {
    let made = fs::metadata(library)?.modified()?;
    let made = made.duration_since(UNIX_EPOCH).unwrap_or_default();
    let folder = nested.join(format!("shims-{}", made.as_nanos()));
    if folder.exists() {
        return Ok(folder);
    }
    let own = SystemTime::now().duration_since(UNIX_EPOCH);
    let unfinished = nested.join(format!("unfinished-{}", own.unwrap_or_default().as_nanos()));
    fs::create_dir_all(&unfinished)?;
    for name in CRATES {
        let source = unfinished.join(format!("{name}.rs"));
        fs::write(&source, format!("pub use runtimes::{name}::*;\n"))?;
        let mut rustc = Command::new(Path::new(env!("CARGO")).with_file_name("rustc"));
        rustc.args(["--edition=2021", "--crate-type=rlib", "-Cmetadata=shim"]);
        rustc.arg(format!("--crate-name={name}"));
        rustc.arg(format!("--extern=runtimes={}", library.display()));
        rustc.arg(format!("-Ldependency={}", deps.display()));
        let output = rustc
            .arg("--out-dir")
            .arg(&unfinished)
            .arg(&source)
            .output()?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(errors.into_owned()));
        }
    }
    match fs::rename(&unfinished, &folder) {
        // Another process was faster.
        Err(_) if folder.exists() => fs::remove_dir_all(&unfinished)?,
        result => result?,
    }
    Ok(folder)
}
