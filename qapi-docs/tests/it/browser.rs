//! Manuals in a real browser: a script uses the page, and its report is compared with
//! `browser/*.txt` (`UPDATE_EXPECT=1` accepts it).
//!
//! Chromium reads the files of a folder, as readers without a server do.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use expect_test::expect_file;
use qapi_docs::manual::{Format, Manual};
use qapi_test_support::{Trial, axe_core, in_ci, program, trials};

use crate::manual::{fan, wire_of, with_history};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_wide_page_by_day,
        a_wide_page_at_night,
        a_phone,
        search_by_keyboard,
        search_finds_members_and_text,
        the_theme_is_chosen_and_kept,
        links_of_the_old_manual_are_followed,
        indexes_are_accessible,
        axe_finds_nothing,
        a_page_without_scripts_is_whole,
        the_largest_page_paints_without_shifts,
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

const WIDE: &str = "--window-size=1440,900";
const PHONE: &str = "--window-size=500,900";
const DAY: &str = "--blink-settings=preferredColorScheme=1";
const NIGHT: &str = "--blink-settings=preferredColorScheme=0";

/// Writes the manual of fans, each page with the driver.
fn site(folder: &Path) {
    let newest = fan(5);
    let schema = newest.schema.as_ref().expect("the schema is valid");
    let older = wire_of(&fan(2));
    let manual = Manual::new(schema, &newest.sources);
    let manual = manual.title("Fans").version("5.0").older("2.0", &older);
    for file in manual.files(Format::Html).expect("the manual is made") {
        let text = with_driver(&file.text);
        fs::write(folder.join(file.name), text).expect("the file is written");
    }
    let driver = include_str!("browser/driver.js");
    fs::write(folder.join("driver.js"), driver).expect("the driver is written");
}

fn with_driver(page: &str) -> String {
    page.replace(
        "</body>",
        "<script src=\"driver.js\" defer></script></body>",
    )
}

/// Returns the driver's report on a page. The driver takes its task from the folder's name.
fn look(task: &str, page: &str, flags: &[&str]) -> String {
    let chromium = program("chromium");
    let place = tempfile::tempdir().expect("a folder is made");
    let folder = place.path().join(task);
    fs::create_dir(&folder).expect("a folder is made");
    site(&folder);
    // Timers run at once.
    let flags = [flags, &["--virtual-time-budget=20000"]].concat();
    let dom = dump(&chromium, place.path(), &folder, page, &flags);
    let seen = dom
        .split_once("<pre id=\"_seen\">")
        .and_then(|(_, rest)| rest.split_once("</pre>"));
    let Some((seen, _)) = seen else {
        panic!("the driver did not come to its end: {dom}");
    };
    crate::page::unescape(seen) + "\n"
}

fn dump(chromium: &Path, place: &Path, folder: &Path, page: &str, flags: &[&str]) -> String {
    let mut browser = Command::new(chromium)
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", place.join("user").display()))
        .args(flags)
        .arg(format!("file://{}/{page}", folder.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromium runs");
    let mut stdout = browser.stdout.take().expect("standard output is piped");
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        stdout.read_to_end(&mut text).expect("the output is read");
        text
    });
    let end = Instant::now() + Duration::from_secs(300);
    while browser.try_wait().expect("chromium is a child").is_none() {
        if Instant::now() > end {
            browser.kill().expect("chromium ends");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let text = reader.join().expect("the reader ends");
    String::from_utf8_lossy(&text).into_owned()
}

/// Compares the report with the expectation of that name.
macro_rules! sees {
    ($name:literal, $task:literal, $page:literal, $flags:expr) => {
        let seen = look($task, $page, &$flags);
        expect_file![concat!("./browser/", $name, ".txt")].assert_eq(&seen);
    };
}

fn a_wide_page_by_day() {
    sees!("day", "inspect", "fan-5.html", [WIDE]);
}

fn a_wide_page_at_night() {
    sees!("night", "inspect", "fan-5.html", [WIDE, NIGHT]);
}

fn a_phone() {
    sees!("phone", "inspect", "fan-5.html", [PHONE]);
}

fn search_by_keyboard() {
    sees!("keyboard", "keyboard", "fan-5.html", [WIDE]);
}

fn search_finds_members_and_text() {
    sees!("search", "search", "index.html", [PHONE]);
}

fn the_theme_is_chosen_and_kept() {
    sees!("theme", "theme", "index.html", [WIDE]);
}

fn links_of_the_old_manual_are_followed() {
    sees!(
        "follow",
        "where",
        "index.html#command-QMP-fan-5.query-fan",
        [WIDE]
    );
}

fn indexes_are_accessible() {
    let pages = [
        "index.html",
        "names.html",
        "deprecated.html",
        "version-5.0.html",
    ];
    for (at, page) in pages.into_iter().enumerate() {
        let windows = [vec![WIDE], vec![PHONE, NIGHT]];
        // One window for each page where CI is not set, in turn.
        let taken = if in_ci() {
            &windows[..]
        } else {
            &windows[at % 2..][..1]
        };
        for flags in taken {
            let seen = look("inspect", page, flags);
            let problems: Vec<_> = seen.lines().filter(|l| l.starts_with("problem")).collect();
            assert_eq!(problems, Vec::<&str>::new(), "{page} {flags:?}");
        }
    }
}

/// Pages of a real release, each kind, under the rules of axe-core.
fn axe_finds_nothing() {
    let chromium = program("chromium");
    let axe = axe_core();
    let (_, files) = with_history(Format::Html);
    let place = tempfile::tempdir().expect("a folder is made");
    let folder = place.path().join("axe");
    fs::create_dir(&folder).expect("a folder is made");
    for file in files {
        let scripts =
            "<script src=\"axe.min.js\"></script><script src=\"run.js\" defer></script></body>";
        let text = file.text.replace("</body>", scripts);
        fs::write(folder.join(&file.name), text).expect("the file is written");
    }
    fs::copy(axe, folder.join("axe.min.js")).expect("axe-core is copied");
    fs::write(folder.join("run.js"), include_str!("browser/axe.js")).expect("a file is written");
    for page in [
        "index.html",
        "names.html",
        "deprecated.html",
        "features.html",
        "version-9.1.html",
        "trace.html",
        "run-state.html",
    ] {
        for flags in [[WIDE, DAY], [PHONE, NIGHT]] {
            let flags = [&flags[..], &["--virtual-time-budget=600000"]].concat();
            let dom = dump(&chromium, place.path(), &folder, page, &flags);
            let seen = dom.split_once("<pre id=\"_seen\">");
            let seen = seen.and_then(|(_, rest)| rest.split_once("</pre>"));
            let seen = seen.map_or("no result", |(seen, _)| seen);
            assert_eq!(seen, "rules that hold: true", "{page} {flags:?}");
        }
    }
}

/// All text is in the HTML itself, and nothing is hidden.
fn a_page_without_scripts_is_whole() {
    let chromium = program("chromium");
    let place = tempfile::tempdir().expect("a folder is made");
    let folder = place.path().join("plain");
    fs::create_dir(&folder).expect("a folder is made");
    site(&folder);
    for script in ["theme.js", "site.js", "driver.js"] {
        fs::remove_file(folder.join(script)).expect("the script is removed");
    }
    let dom = dump(&chromium, place.path(), &folder, "fan-5.html", &[WIDE]);
    let page = fs::read_to_string(folder.join("fan-5.html")).expect("the page is read");
    let texts = |html: &str| html.matches("<section class=\"entry").count();
    assert_eq!(texts(&dom), texts(&page));
    assert!(!dom.contains("data-script"));
    // Only the list of results is hidden.
    assert_eq!(page.matches(" hidden").count(), 1);
}

fn the_largest_page_paints_without_shifts() {
    let chromium = program("chromium");
    let (_, files) = with_history(Format::Html);
    let place = tempfile::tempdir().expect("a folder is made");
    let folder = place.path().join("paint");
    fs::create_dir(&folder).expect("a folder is made");
    for file in files {
        fs::write(folder.join(&file.name), with_driver(&file.text)).expect("the file is written");
    }
    let driver = include_str!("browser/driver.js");
    fs::write(folder.join("driver.js"), driver).expect("the driver is written");
    let entries = files
        .iter()
        .filter(|file| file.text.contains("<section class=\"entry"));
    let largest = entries
        .max_by_key(|file| file.text.len())
        .expect("there are pages");
    let dom = dump(&chromium, place.path(), &folder, &largest.name, &[WIDE]);
    let paint = dom.split_once("first paint: ").map(|(_, rest)| rest);
    let paint = paint.and_then(|rest| rest.split_once(" ms"));
    // The time is in docs/manual.md: here, it would be that of the other tests.
    let painted = paint.is_some_and(|(ms, _)| ms.parse::<f64>().is_ok());
    assert!(painted, "{}: {dom}", largest.name);
    let shift = dom.split_once("layout shift: ").map(|(_, rest)| rest);
    let shift = shift.map_or("not measured", |rest| {
        rest.split("</pre>").next().unwrap_or(rest)
    });
    assert_eq!(shift, "0\n");
}
