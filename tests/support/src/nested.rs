//! Cargo within a test, for crates outside the workspace.

use std::path::Path;
use std::process::Command;

/// Runs cargo for the crate in `folder`, whose artifacts go below `target_tmpdir`, the caller's
/// `CARGO_TARGET_TMPDIR`.
///
/// All such crates share one target folder. Those whose dependencies are the same, with the same
/// features, share one build of them. Nothing is compiled incrementally or with debug information:
/// each crate is compiled once.
#[must_use]
pub fn nested_cargo(target_tmpdir: &str, folder: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(folder).arg("--offline");
    cargo.env("CARGO_TARGET_DIR", Path::new(target_tmpdir).join("nested"));
    cargo.env("CARGO_INCREMENTAL", "0");
    for profile in ["DEV", "TEST"] {
        cargo.env(format!("CARGO_PROFILE_{profile}_DEBUG"), "0");
    }
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        cargo.env_remove(variable);
    }
    cargo
}
