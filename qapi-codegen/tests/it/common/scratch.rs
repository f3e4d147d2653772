//! A crate outside the workspace, written, compiled and run by a test.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use qapi_test_support::nested_cargo;

/// A scratch crate in the target folder of the test's own build.
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// A crate of that name with those files under `src`.
    pub fn new(name: &str, files: &[(String, String)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let source = folder.join("src");
        std::fs::create_dir_all(&source).unwrap();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n"
        );
        std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        for (file, text) in files {
            let path = source.join(file);
            if std::fs::read_to_string(&path).ok().as_ref() != Some(text) {
                std::fs::write(path, text).unwrap();
            }
        }
        Scratch { folder }
    }

    /// Compiles it without making machine code, which takes most of a build's time.
    pub fn check(&self) {
        self.cargo(&["check", "--quiet"], "");
    }

    /// Builds its program, which has its name, and tells where it is.
    pub fn program(&self) -> PathBuf {
        self.cargo(&["build", "--quiet"], "");
        let name = self.folder.file_name().unwrap();
        let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nested/debug");
        built.join(name)
    }

    /// Builds and runs its program. Returns its output.
    pub fn run(&self, input: &str) -> String {
        self.cargo(&["run", "--quiet"], input)
    }

    /// Runs cargo in it; its output is the test's failure.
    pub fn cargo(&self, arguments: &[&str], input: &str) -> String {
        let mut child = nested_cargo(env!("CARGO_TARGET_TMPDIR"), &self.folder, "qapi_client")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        let _ = writer.join();
        let errors = String::from_utf8_lossy(&output.stderr);
        let errors: String = errors.chars().take(8000).collect();
        assert!(
            output.status.success(),
            "cargo {}: {errors}",
            arguments.join(" ")
        );
        String::from_utf8(output.stdout).unwrap()
    }
}
