//! `-o FILE`: regular files, symlinks, FIFOs, devices.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use qapi_test_support::{Trial, program, trials};

use super::command::{Run, qapi, run};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_new_file_has_the_mode_of_the_umask,
        a_file_keeps_its_mode,
        an_unchanged_file_is_left_alone,
        a_symlink_stays_and_its_target_is_replaced,
        a_symlink_without_a_target_gets_one,
        a_fifo_is_written_to,
        a_fifo_without_a_reader_is_an_error,
        devices_are_written_to,
        standard_output_has_a_path,
        a_size_limit_leaves_nothing_behind,
        a_folder_without_permission_is_an_error,
        quiet_says_nothing,
    ]
}

const SCHEMA: &str = "schemas/tutorial/vm.json";

/// Generates code into that file.
fn write(path: &Path) -> Run {
    run(["generate", SCHEMA, "-o", path.to_str().unwrap()])
}

fn expected() -> String {
    run(["generate", SCHEMA]).out
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// Nothing but these files is in the folder.
#[track_caller]
fn only(folder: &Path, names: &[&str]) {
    let found = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut found: Vec<_> = found.map(|entry| entry.file_name()).collect();
    found.sort();
    assert_eq!(found, names);
}

fn a_new_file_has_the_mode_of_the_umask() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vm.rs");
    let mut command = Command::new("sh");
    let script = "umask 027; exec \"$0\" generate \"$1\" -o \"$2\"";
    command.args(["-c", script, env!("CARGO_BIN_EXE_qapi"), SCHEMA]);
    let run = Run::from(command.arg(&path).output().unwrap());
    run.expect(0, "wrote ");
    assert_eq!(mode(&path), 0o640);
    only(folder.path(), &["vm.rs"]);
}

fn a_file_keeps_its_mode() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vm.rs");
    for wanted in [0o600, 0o755, 0o666] {
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
        write(&path).expect(0, "wrote ");
        assert_eq!(mode(&path), wanted);
        assert_eq!(fs::read_to_string(&path).unwrap(), expected());
    }
    only(folder.path(), &["vm.rs"]);
}

fn an_unchanged_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vm.rs");
    write(&path).expect(0, "wrote ");
    let before = fs::metadata(&path).unwrap();
    write(&path).expect(0, "is up to date");
    let after = fs::metadata(&path).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    assert_eq!(before.ino(), after.ino());
}

fn a_symlink_stays_and_its_target_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let (target, link) = (inner.join("vm.rs"), folder.path().join("link"));
    fs::write(&target, "old").unwrap();
    symlink("inner/vm.rs", folder.path().join("middle")).unwrap();
    symlink("middle", &link).unwrap();
    write(&link).expect(0, "wrote ");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), expected());
    only(&inner, &["vm.rs"]);

    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    symlink(&one, &other).unwrap();
    symlink(&other, &one).unwrap();
    write(&one).expect(2, "symbolic links");
}

fn a_symlink_without_a_target_gets_one() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link");
    symlink("target", &link).unwrap();
    write(&link).expect(0, "wrote ");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let target = folder.path().join("target");
    assert_eq!(fs::read_to_string(target).unwrap(), expected());
}

fn fifo(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("fifo");
    let made = Command::new(program("mkfifo")).arg(&path).status().unwrap();
    assert!(made.success());
    path
}

fn a_fifo_is_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(folder.path());
    let reader = {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut text = String::new();
            File::open(path).unwrap().read_to_string(&mut text).unwrap();
            text
        })
    };
    // The reader may not have opened it yet.
    let start = Instant::now();
    let mut result = write(&path);
    while result.status != 0 && start.elapsed() < Duration::from_secs(120) {
        result = write(&path);
    }
    result.expect(0, "wrote ");
    // A look without a writer ends a reader early: it has all or nothing.
    let text = reader.join().unwrap();
    assert_eq!(text, expected());
    let kind = fs::metadata(&path).unwrap().file_type();
    assert!(kind.is_fifo());
}

fn a_fifo_without_a_reader_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(folder.path());
    let start = Instant::now();
    write(&path).expect(2, "a FIFO from which nothing reads");
    assert!(start.elapsed() < Duration::from_secs(120));
    only(folder.path(), &["fifo"]);
}

fn devices_are_written_to() {
    let before = fs::metadata("/dev/null").unwrap();
    write(Path::new("/dev/null")).expect(0, "wrote ");
    let after = fs::metadata("/dev/null").unwrap();
    assert!(after.file_type().is_char_device());
    assert_eq!(before.rdev(), after.rdev());
    write(Path::new("/dev/full")).expect(2, "No space left on device");
    // Not even a link to it is replaced.
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link");
    symlink("/dev/null", &link).unwrap();
    write(&link).expect(0, "wrote ");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

fn standard_output_has_a_path() {
    for path in ["-", "/dev/stdout", "/proc/self/fd/1"] {
        let run = run(["generate", SCHEMA, "-o", path]);
        assert_eq!((run.status, &*run.err), (0, ""), "{path}");
        assert_eq!(run.out, expected(), "{path}");
    }
    // A file that standard output goes to is not replaced.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    let file = File::create(&path).unwrap();
    let before = file.metadata().unwrap().ino();
    let mut command = qapi(["generate", SCHEMA, "-o", "/dev/stdout"]);
    assert!(command.stdout(file).status().unwrap().success());
    assert_eq!(fs::metadata(&path).unwrap().ino(), before);
    assert_eq!(fs::read_to_string(&path).unwrap(), expected());
}

fn a_size_limit_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vm.rs");
    fs::write(&path, "old").unwrap();
    let mut command = Command::new("sh");
    let script = "ulimit -f 1; exec \"$0\" generate \"$1\" -o \"$2\"";
    command.args(["-c", script, env!("CARGO_BIN_EXE_qapi"), SCHEMA]);
    Run::from(command.arg(&path).output().unwrap()).expect(2, "File too large");
    only(folder.path(), &["vm.rs"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
}

fn a_folder_without_permission_is_an_error() {
    write(Path::new("/nowhere/vm.rs")).expect(2, "error: cannot write /nowhere/vm.rs: No such");
    let folder = tempfile::tempdir().unwrap();
    write(folder.path()).expect(2, "error: cannot write ");
}

fn quiet_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vm.rs");
    let run = run(["generate", SCHEMA, "-q", "-o", path.to_str().unwrap()]);
    assert_eq!((run.status, &*run.all()), (0, ""));
}
