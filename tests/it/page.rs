//! The page of `qapi diff --format html` in a real browser: a script uses its filter, and the visible
//! text is compared with `page/*.txt` (`UPDATE_EXPECT=1` accepts it).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;
use qapi_test_support::{Trial, program, trials};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        two_versions,
        several_versions_on_a_phone_at_night,
        nothing_changed,
        in_rust,
        since_when,
    ]
}

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
        let seen = look($name, &$arguments, $fragment, &$flags);
        expect_file![concat!("../page/", $name, ".txt")].assert_eq(&seen);
    };
}

fn two_versions() {
    sees!(
        "two",
        ["tests/diff/1.1.json", "tests/diff/1.2.json"],
        "#0/honk/arg-type/times:member-became-mandatory",
        ["--window-size=1280,900"]
    );
}

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

fn nothing_changed() {
    sees!(
        "nothing",
        ["tests/diff/1.1.json", "tests/diff/1.1.json"],
        "",
        ["--window-size=1280,900"]
    );
}

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

/// Returns the text that the driver sees on the page of these arguments.
fn look(name: &str, arguments: &[&str], fragment: &str, flags: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{name}"));
    fs::create_dir_all(&folder).expect("the folder can be made");
    let page = with_driver(&page(arguments), &folder);
    let output = Command::new(program("chromium"))
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", folder.join("user").display()))
        .args(flags)
        .arg(format!("file://{}{fragment}", page.display()))
        .output();
    let output = output.expect("chromium runs");
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
    seen.to_owned() + "\n"
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
    let driver = include_str!("../page/driver.js");
    let path = folder.join("page.html");
    let text = format!("{before}<script>{driver}</script></body>{after}");
    fs::write(&path, text).expect("the page can be written");
    path
}
