//! The page of `qapi diff --format html` in a real browser: a script uses its filter, and the visible
//! text is compared with `page/*.txt` (`UPDATE_EXPECT=1` accepts it).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;
use qapi_test_support::{Trial, asked, in_ci, program, trials};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        two_versions,
        several_versions_on_a_phone_at_night,
        nothing_changed,
        in_rust,
        since_when,
        changes_fit_every_window_with_and_without_scripts,
        histories_fit_every_window_with_and_without_scripts,
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

fn changes_fit_every_window_with_and_without_scripts() {
    let known = include_str!("../page/frames-two.txt");
    let versions = ["tests/diff/1.1.json", "tests/diff/1.2.json"];
    let seen = look_in_frames("frames-two", &versions, "day", known);
    expect_file!["../page/frames-two.txt"].assert_eq(&seen);
}

fn histories_fit_every_window_with_and_without_scripts() {
    let versions = [
        "--since",
        "tests/diff/1.0.json",
        "tests/diff/1.1.json",
        "tests/diff/1.2.json",
    ];
    let known = include_str!("../page/frames-since.txt");
    let seen = look_in_frames("frames-since", &versions, "night", known);
    expect_file!["../page/frames-since.txt"].assert_eq(&seen);
}

/// Returns the text that is seen by day and at night on the page of these arguments, in frames of
/// three widths. A frame may be narrower than a browser's least window, and may be without scripts.
/// The page is seen at both times in CI, and at `at` alone elsewhere: the other half is that of `known`.
fn look_in_frames(name: &str, arguments: &[&str], at: &str, known: &str) -> String {
    let folder = folder(name);
    fs::write(folder.join("page.html"), page(arguments)).expect("the page can be written");
    let mut frames = String::new();
    for sandbox in ["allow-same-origin allow-scripts", "allow-same-origin"] {
        for width in [360, 820, 1440] {
            frames += &format!(
                "<iframe src=\"page.html\" width=\"{width}\" height=\"900\" \
                 style=\"border: 0; color-scheme: light dark\" sandbox=\"{sandbox}\"></iframe>\n"
            );
        }
    }
    let driver = include_str!("../page/frames.js");
    let text = format!(
        "<!DOCTYPE html><meta name=\"color-scheme\" content=\"light dark\">\
         <body>{frames}<script>{driver}</script></body>"
    );
    let path = folder.join("frames.html");
    fs::write(&path, text).expect("the page can be written");
    let night = "--blink-settings=preferredColorScheme=0";
    let files = "--allow-file-access-from-files";
    let both = in_ci() || asked("UPDATE_EXPECT");
    let lines: Vec<&str> = known.split_inclusive('\n').collect();
    let (known_day, known_night) = lines.split_at(lines.len() / 2);
    let day = match both || at == "day" {
        true => seen(&folder, &path, "", &[files]),
        false => known_day.concat(),
    };
    let night = match both || at == "night" {
        true => seen(&folder, &path, "", &[files, night]),
        false => known_night.concat(),
    };
    day + &night
}

/// Returns the text that the driver sees on the page of these arguments.
fn look(name: &str, arguments: &[&str], fragment: &str, flags: &[&str]) -> String {
    let folder = folder(name);
    let page = with_driver(&page(arguments), &folder);
    seen(&folder, &page, fragment, flags)
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{name}"));
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// Returns the text that the script of a page leaves.
fn seen(folder: &Path, page: &Path, fragment: &str, flags: &[&str]) -> String {
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
