//! Files that are no regular files, or lie outside of the schema's project.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use qapi_parser::loader::LimitedDisk;
use qapi_parser::{LoadError, Options, compile, compile_from, render};
use qapi_test_support::{Trial, program, trials};

pub(crate) fn all() -> Vec<Trial> {
    let mut all = trials![
        a_file_over_the_limit_is_refused,
        text_of_a_foreign_file_is_not_shown,
        text_of_a_foreign_schema_is_shown,
        text_of_a_file_of_the_repository_is_shown,
    ];
    if cfg!(unix) {
        all.extend(trials![
            devices_are_refused,
            a_fifo_without_a_writer_is_refused,
            a_fifo_with_a_writer_is_read,
            sockets_are_refused,
            links_between_folders_are_a_loop,
            a_link_to_a_foreign_file_hides_its_text,
        ]);
    }
    all
}

/// An empty folder. It is the project if it is a repository, else its subfolder `schema` is.
fn folder(name: &str, is_repository: bool) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("special")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    // The tests may run below a repository: the project ends where the next `.git` is.
    let project = if is_repository {
        folder.clone()
    } else {
        folder.join("schema")
    };
    fs::create_dir_all(project.join(".git")).unwrap();
    folder
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The diagnostics in all formats.
fn rendered(schema: &Path) -> String {
    let compiled = compile(schema, &Options::new()).unwrap();
    let mut out = String::new();
    for diagnostic in &compiled.diagnostics {
        out += &render::short(diagnostic, &compiled.sources);
        out.push('\n');
        out += &render::human(diagnostic, &compiled.sources, false);
        out.push('\n');
        out += &render::json(diagnostic, &compiled.sources);
        out.push('\n');
    }
    out
}

/// The error for an entry file, and that for an include of it.
fn refusals(path: &Path) -> [String; 2] {
    let error = compile(path, &Options::new()).unwrap_err();
    assert!(matches!(error, LoadError::Unreadable { .. }), "{error}");
    let folder = folder(
        &format!("refusal-{}", path.display()).replace('/', "-"),
        false,
    );
    let schema = folder.join("schema.json");
    write(&schema, &format!("{{ 'include': '{}' }}", path.display()));
    [error.to_string(), rendered(&schema)]
}

fn devices_are_refused() {
    for device in ["/dev/zero", "/dev/null", "/dev/tty"] {
        if !Path::new(device).exists() {
            continue;
        }
        for refusal in refusals(Path::new(device)) {
            assert!(refusal.contains("Is a device"), "{refusal}");
        }
    }
}

fn make_fifo(path: &Path) {
    let status = Command::new(program("mkfifo")).arg(path).status().unwrap();
    assert!(status.success());
}

fn a_fifo_without_a_writer_is_refused() {
    let fifo = folder("fifo", false).join("schema.json");
    make_fifo(&fifo);
    for refusal in refusals(&fifo) {
        assert!(refusal.contains("Is a FIFO without a writer"), "{refusal}");
    }
}

fn a_fifo_with_a_writer_is_read() {
    let fifo = folder("fifo-written", false).join("schema.json");
    make_fifo(&fifo);
    let path = fifo.clone();
    let writer = std::thread::spawn(move || fs::write(path, "{ 'command': 'stop' }"));
    let compiled = compile(&fifo, &Options::new()).unwrap();
    writer.join().unwrap().unwrap();
    assert!(compiled.schema.unwrap().lookup("stop").is_some());
}

#[cfg(unix)]
fn sockets_are_refused() {
    // A socket's path is short.
    let path = std::env::temp_dir().join(format!("qapi-{}.sock", std::process::id()));
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let error = compile(&path, &Options::new()).unwrap_err();
    drop(listener);
    fs::remove_file(&path).unwrap();
    assert!(error.to_string().ends_with("Is a socket"), "{error}");
}

#[cfg(unix)]
fn link(target: &Path, link: &Path) {
    std::os::unix::fs::symlink(target, link).unwrap();
}

#[cfg(unix)]
fn links_between_folders_are_a_loop() {
    let folder = folder("links", false);
    link(Path::new("."), &folder.join("again"));
    write(&folder.join("schema.json"), "{ 'include': 'part.json' }");
    write(
        &folder.join("part.json"),
        "{ 'include': 'again/part.json' }",
    );
    let shown = rendered(&folder.join("schema.json"));
    assert!(
        shown.contains("part.json:1:1: error: inclusion loop for again/part.json [include-loop]")
    );
    assert!(shown.contains("symbolic links make it the file"), "{shown}");
    // Links of files that lead nowhere are the system's to report.
    link(Path::new("endless.json"), &folder.join("endless.json"));
    let error = compile(folder.join("endless.json"), &Options::new()).unwrap_err();
    assert!(error.to_string().contains("symbolic links"), "{error}");
}

fn a_file_over_the_limit_is_refused() {
    let folder = folder("limit", false);
    let schema = folder.join("schema.json");
    write(&schema, "{ 'include': 'large.json' }");
    write(&folder.join("large.json"), &"#\n".repeat(500));
    let limited = |limit| compile_from(&schema, &LimitedDisk::new(limit), &Options::new());
    assert!(limited(1000).unwrap().schema.is_some());
    let compiled = limited(999).unwrap();
    let error = compiled.diagnostics.iter().next().unwrap();
    let message = &error.message;
    assert!(
        message.ends_with("File is larger than 999 bytes"),
        "{message}"
    );
    match limited(5) {
        Err(LoadError::Unreadable { source, .. }) => {
            assert_eq!(source.kind(), io::ErrorKind::FileTooLarge);
        }
        other => panic!("{other:?}"),
    }
    // A sparse file of a terabyte is refused before any of it is read.
    let sparse = fs::File::create(folder.join("sparse.json")).unwrap();
    if sparse.set_len(1 << 40).is_ok() {
        let error = compile(folder.join("sparse.json"), &Options::new()).unwrap_err();
        assert!(error.to_string().contains("larger than"), "{error}");
    }
    fs::remove_file(folder.join("sparse.json")).unwrap();
}

const SECRETS: [&str; 5] = [
    "root:hunter2:0:0",
    "{ \"password\": \"hunter2\" }",
    "'hunter2",
    "# hunter2\n[ 'hunter2' ]",
    "{ 'hunter2': { 'hunter2': 'hunter2', } }",
];

fn text_of_a_foreign_file_is_not_shown() {
    let folder = folder("foreign", false);
    let schema = folder.join("schema/schema.json");
    for include in [folder.join("secret"), PathBuf::from("../secret")] {
        for secret in SECRETS
            .map(str::as_bytes)
            .into_iter()
            .chain([b"hunter2 \xff".as_slice()])
        {
            write(
                &schema,
                &format!("{{ 'include': '{}' }}", include.display()),
            );
            fs::write(folder.join("secret"), secret).unwrap();
            let shown = rendered(&schema);
            assert!(!shown.contains("hunter2"), "{shown}");
            assert!(shown.contains("error: the included file is no schema [not-a-schema]"));
        }
    }
}

#[cfg(unix)]
fn a_link_to_a_foreign_file_hides_its_text() {
    let folder = folder("linked", false);
    write(&folder.join("secret"), "hunter2");
    write(
        &folder.join("schema/schema.json"),
        "{ 'include': 'part.json' }",
    );
    link(Path::new("../secret"), &folder.join("schema/part.json"));
    let shown = rendered(&folder.join("schema/schema.json"));
    assert!(!shown.contains("hunter2"), "{shown}");
}

fn text_of_a_foreign_schema_is_shown() {
    let folder = folder("shared", false);
    write(
        &folder.join("schema/schema.json"),
        "{ 'include': '../shared.json' }",
    );
    write(
        &folder.join("shared.json"),
        "{ 'command': 'stop' }\n{ 'enum': 'Mistaken' oops }",
    );
    let shown = rendered(&folder.join("schema/schema.json"));
    assert!(shown.contains("stray 'oops'"), "{shown}");
}

fn text_of_a_file_of_the_repository_is_shown() {
    let folder = folder("repository", true);
    write(
        &folder.join("schema/schema.json"),
        "{ 'include': '../shared.json' }",
    );
    write(&folder.join("shared.json"), "{ 'enum': 'Mistaken' oops }");
    let shown = rendered(&folder.join("schema/schema.json"));
    assert!(shown.contains("stray 'oops'"), "{shown}");
}
