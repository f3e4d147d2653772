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
        Self::with(name, "", files)
    }

    /// The same with further lines of dependencies.
    ///
    /// Every crate depends on both runtimes with the same features, so that all share one build of
    /// them.
    pub fn with(name: &str, lines: &str, files: &[(String, String)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let source = folder.join("src");
        std::fs::create_dir_all(&source).unwrap();
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../qapi-client");
        let server = runtime.with_file_name("qapi-server");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n\
             [dependencies]\nqapi-client = {{ path = {runtime:?}, features = [\"tokio\"] }}\n\
             qapi-server = {{ path = {server:?} }}\nserde_json = \"1\"\n\
             tokio = {{ version = \"1\", features = [\"rt\", \"net\", \"io-util\", \"time\"] }}\n{lines}\n"
        );
        std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
        for (file, text) in files {
            let path = source.join(file);
            if std::fs::read_to_string(&path).ok().as_ref() != Some(text) {
                std::fs::write(path, text).unwrap();
            }
        }
        Scratch { folder }
    }

    /// Builds its program, which has its name, and tells where it is.
    pub fn program(&self) -> PathBuf {
        self.cargo(&["build", "--quiet"], "");
        let name = self.folder.file_name().unwrap();
        let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nested/debug");
        built.join(name)
    }

    /// Runs cargo in it; its output is the test's failure.
    pub fn cargo(&self, arguments: &[&str], input: &str) -> String {
        let mut child = nested_cargo(env!("CARGO_TARGET_TMPDIR"), &self.folder)
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
