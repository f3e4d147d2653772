//! The page of `qapi diff --format html` in a real browser: a script uses its filter, and what is
//! then to be seen is compared with `page/*.txt` (`UPDATE_EXPECT=1` accepts it).
//!
//! Without chromium on PATH the tests are skipped; in CI that is a failure.

// Tests fail by panicking, and say on standard output what they skip.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;

/// Chromium without a display, without a network and without anything of its user's.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--timeout=60000",
    "--dump-dom",
];

/// Compares with the expectation that is named.
macro_rules! sees {
    ($name:literal, $arguments:expr, $fragment:literal, $flags:expr) => {
        if let Some(seen) = look($name, &$arguments, $fragment, &$flags) {
            expect_file![concat!("page/", $name, ".txt")].assert_eq(&seen);
        }
    };
}

#[test]
fn two_versions() {
    sees!(
        "two",
        ["tests/diff/1.1.json", "tests/diff/1.2.json"],
        "#0/honk/arg-type/times:member-became-mandatory",
        ["--window-size=1280,900"]
    );
}

#[test]
fn several_versions_on_a_phone_at_night() {
    sees!(
        "several",
        [
            "tests/diff/1.0.json",
            "tests/diff/1.1.json",
            "tests/diff/1.2.json"
        ],
        "#1/honk",
        [
            "--window-size=390,844",
            "--blink-settings=preferredColorScheme=0"
        ]
    );
}

#[test]
fn nothing_changed() {
    sees!(
        "nothing",
        ["tests/diff/1.1.json", "tests/diff/1.1.json"],
        "",
        ["--window-size=1280,900"]
    );
}

#[test]
fn in_rust() {
    sees!(
        "rust",
        [
            "--api",
            "rust",
            "tests/diff/1.1.json",
            "tests/diff/1.2.json"
        ],
        "",
        ["--window-size=1280,900"]
    );
}

#[test]
fn since_when() {
    sees!(
        "since",
        [
            "--since",
            "tests/diff/1.0.json",
            "tests/diff/1.1.json",
            "tests/diff/1.2.json"
        ],
        "#wind-up:0",
        ["--window-size=390,844"]
    );
}

/// What the driver sees on the page that these arguments give; None without a browser.
fn look(name: &str, arguments: &[&str], fragment: &str, flags: &[&str]) -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{name}"));
    fs::create_dir_all(&folder).expect("the folder can be made");
    let page = with_driver(&page(arguments), &folder);
    let output = Command::new("chromium")
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", folder.join("user").display()))
        .args(flags)
        .arg(format!("file://{}{fragment}", page.display()))
        .output();
    let output = match output {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            assert!(
                std::env::var_os("CI").is_none(),
                "chromium is not installed"
            );
            println!("skipped: chromium is not installed");
            return None;
        }
        output => output.expect("chromium runs"),
    };
    let dom = String::from_utf8_lossy(&output.stdout);
    let seen = dom
        .split_once("<pre id=\"seen\">")
        .and_then(|(_, rest)| rest.split_once("</pre>"));
    let Some((seen, _)) = seen else {
        panic!(
            "the driver did not come to its end: {dom}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    Some(seen.to_owned() + "\n")
}

/// The page as the command prints it.
fn page(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_qapi"))
        .args(["diff", "--format", "html", "--fail-on", "none"])
        .args(arguments)
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("a page is UTF-8")
}

/// A copy of the page that the driver uses when it is there.
fn with_driver(page: &str, folder: &Path) -> PathBuf {
    let (before, after) = page.rsplit_once("</body>").expect("a page has a body");
    let driver = include_str!("page/driver.js");
    let path = folder.join("page.html");
    let text = format!("{before}<script>{driver}</script></body>{after}");
    fs::write(&path, text).expect("the page can be written");
    path
}
