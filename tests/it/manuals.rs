//! `qapi doc`: sources of every age, and folders that cannot be written.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use qapi_test_support::{Trial, corpus, need, trials};

use super::command::{Run, run};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        releases_of_every_age_are_older_versions,
        a_disk_that_fills_leaves_the_old_manual,
        an_unwritable_folder_leaves_the_old_manual,
    ]
}

const SCHEMA: &str = "schemas/tutorial/vm.json";

/// The files of a folder with their texts.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let file = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    };
    entries.map(file).collect()
}

fn releases_of_every_age_are_older_versions() {
    let older = corpus().join("../older-releases");
    let older = need(
        older.is_dir().then_some(older),
        "no older releases beside the corpus",
    );
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("manual");
    // In any order; an entry file, or its folder.
    let sources = [
        format!("10.2={}", corpus().join("qemu-10.2/qapi").display()),
        format!("2.4={}", older.join("2.4.0/qapi-schema.json").display()),
        format!("4.1={}", older.join("4.1.0/qapi").display()),
        format!("1.5={}", older.join("1.5.0").display()),
        format!("2.8={}", older.join("2.8.0").display()),
    ];
    let options = ["doc", "--format=markdown", "-o", output.to_str().unwrap()];
    let run = run(options
        .into_iter()
        .chain(sources.iter().map(String::as_str)));
    assert_eq!(run.status, 0, "{run:?}");
    let files = files(&output);
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    let releases = ["2.4", "2.8", "4.1", "10.2"];
    for release in releases {
        let page = text(&format!("version-{release}.md"));
        assert!(page.contains(&format!("\n## New in {release}\n")), "{page}");
    }
    assert!(!files.contains_key("version-1.5.md"));
    // QEMU's documentation says 1.7, 2.5 and 6.1; these are the next of the given ones.
    for (command, appeared) in [
        ("blockdev-add", "2.4"),
        ("query-qmp-schema", "2.8"),
        ("blockdev-reopen", "10.2"),
    ] {
        let of = |release: &str| {
            let page = text(&format!("version-{release}.md"));
            let new = page.split("\n## ").find(|part| part.starts_with("New in "));
            new.is_some_and(|new| new.contains(&format!("\n| [`{command}`](")))
        };
        let told: Vec<_> = releases.into_iter().filter(|release| of(release)).collect();
        assert_eq!(told, [appeared], "{command}");
    }
    let page = text("version-10.2.md");
    let (_, gone) = page.split_once("\n## Gone in 10.2\n").unwrap();
    assert!(gone.contains("`cpu-add` | command |"), "{gone}");
}

/// Makes a manual in a folder of `folder`, and returns its files.
fn old_manual(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = folder.join("manual");
    let run = run([
        "doc",
        SCHEMA,
        "--title=Old",
        "-q",
        "-o",
        output.to_str().unwrap(),
    ]);
    assert_eq!(run.status, 0, "{run:?}");
    files(&output)
}

/// Asserts that the folder has the manual and nothing else.
fn assert_whole(folder: &Path, manual: &BTreeMap<String, Vec<u8>>) {
    assert!(files(&folder.join("manual")) == *manual);
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
}

/// A limit on the size of files: some files of the manual fit, some do not.
fn a_disk_that_fills_leaves_the_old_manual() {
    let folder = tempfile::tempdir().unwrap();
    let manual = old_manual(folder.path());
    for blocks in [0, 1, 4, 16] {
        let most = blocks * 512;
        let large = manual.values().filter(|text| text.len() > most).count();
        assert!(large > 0, "{blocks} blocks are enough");
        let mut command = Command::new("sh");
        let script = "ulimit -f \"$0\"; exec \"$1\" doc \"$2\" --title New -q -o \"$3\"";
        command.args(["-c", script, &blocks.to_string()]);
        command.args([env!("CARGO_BIN_EXE_qapi"), SCHEMA]);
        command.arg(folder.path().join("manual"));
        let run = Run::from(command.output().unwrap());
        run.expect(2, "error: cannot write ");
        run.expect(2, "File too large");
        assert_whole(folder.path(), &manual);
    }
}

fn an_unwritable_folder_leaves_the_old_manual() {
    let folder = tempfile::tempdir().unwrap();
    let manual = old_manual(folder.path());
    let doc = |output: &str| run(["doc", SCHEMA, "-q", "-o", output]);
    doc("/proc/manual").expect(2, "error: cannot write /proc");
    doc("README.md/manual").expect(2, "error: cannot write ");
    let mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode));
    mode(0o555).unwrap();
    // A superuser writes everywhere.
    if fs::write(folder.path().join("probe"), "").is_err() {
        let output = folder.path().join("manual");
        doc(output.to_str().unwrap()).expect(2, "Permission denied");
    } else {
        fs::remove_file(folder.path().join("probe")).unwrap();
    }
    mode(0o755).unwrap();
    assert_whole(folder.path(), &manual);
}
