//! `qapi diff` and `qapi query` on sources that could mislead, and on revisions of a repository.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use qapi_test_support::{Trial, asked, corpus, program, trials};
use serde_json::Value;
use tempfile::TempDir;

use super::command::{Run, run, run_in};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        revisions_are_compared_without_a_checkout,
        releases_are_compared_alike_as_revisions_and_as_files,
        reports_of_releases_are_short_and_whole,
        a_review_fits_a_mail,
        a_missing_revision_is_an_error,
        an_answer_without_commands_is_empty,
        an_agent_is_no_version_of_a_monitor,
        a_bad_rule_names_its_file,
        unused_entries_draw_a_warning,
        ignoring_one_place_hides_no_other,
        a_misspelt_path_is_told_from_no,
        shared_types_have_a_limit,
        lists_begin_at_a_prefix,
    ]
}

const OLD: &str = "{ 'include': 'types.json' }\n\
                   { 'command': 'c', 'data': { '*a': 'Inner', '*b': 'Inner' } }\n";
const OLD_TYPES: &str = "{ 'struct': 'Inner', 'data': { 'x': 'int', '*y': 'int' } }\n";
const NEW_TYPES: &str = "{ 'struct': 'Inner', 'data': { 'x': 'int' } }\n";

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new(program("git"))
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=n", "-c", "user.email=e@localhost"])
        .args(arguments)
        .status();
    assert!(status.unwrap().success());
}

/// A repository whose revisions `one` and `two` differ in an included file.
fn repository() -> TempDir {
    let folder = TempDir::new().unwrap();
    let git = |arguments: &[&str]| git(folder.path(), arguments);
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    git(&["init", "-q"]);
    fs::create_dir(folder.path().join("qapi")).unwrap();
    write("qapi/qapi-schema.json", OLD);
    for (tag, types) in [("one", OLD_TYPES), ("two", NEW_TYPES)] {
        write("qapi/types.json", types);
        git(&["add", "."]);
        git(&["commit", "-q", "-m", tag]);
        git(&["tag", tag]);
    }
    // The checkout is of no account.
    write("qapi/types.json", "nonsense");
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Run {
    run_in(folder, &[&["diff"], arguments].concat())
}

fn revisions_are_compared_without_a_checkout() {
    let folder = repository();
    let seen = diff(folder.path(), &["--git", "one", "two", "--format", "json"]);
    assert_eq!(seen.status, 1, "{seen:?}");
    let report: Value = serde_json::from_str(&seen.out).unwrap();
    let comparison = &report["comparisons"][0];
    assert_eq!(
        (&comparison["old"], &comparison["new"]),
        (&"one".into(), &"two".into())
    );
    let change = &comparison["changes"][0];
    assert_eq!(change["path"], "c/arg-type/a/y");
    assert_eq!(change["also_at"][0], "c/arg-type/b/y");
    assert_eq!(change["type"], "Inner");
    assert_eq!(
        (&change["file"], &change["line"]),
        (&"qapi/types.json".into(), &1.into())
    );
    let same = diff(folder.path(), &["--git", "two", "two"]);
    same.expect(0, "0 breaking, 0 warnings, 0 compatible");
}

fn releases_are_compared_alike_as_revisions_and_as_files() {
    let releases = [
        ("v9.1.0", "history/9.1.0"),
        ("v10.0.0", "qemu-10.0"),
        ("v10.2.0", "qemu-10.2"),
    ];
    let folder = TempDir::new().unwrap();
    git(folder.path(), &["init", "-q"]);
    let schema = folder.path().join("qapi");
    for (tag, release) in releases {
        let _ = fs::remove_dir_all(&schema);
        fs::create_dir(&schema).unwrap();
        let files = fs::read_dir(corpus().join(release).join("qapi")).unwrap();
        for file in files.map(Result::unwrap) {
            fs::copy(file.path(), schema.join(file.file_name())).unwrap();
        }
        git(folder.path(), &["add", "--all"]);
        git(folder.path(), &["commit", "-q", "-m", tag]);
        git(folder.path(), &["tag", tag]);
    }
    let changes = |arguments: &[&str]| {
        let seen = diff(folder.path(), &[arguments, &["--format=json"]].concat());
        assert_eq!(seen.err, "");
        let mut report: Value = serde_json::from_str(&seen.out).unwrap();
        let mut comparisons = report["comparisons"].take();
        let changes = comparisons.as_array_mut().unwrap().iter_mut();
        for change in changes.flat_map(|c| c["changes"].as_array_mut().unwrap()) {
            // The folder of the files.
            for key in ["file", "old_file"] {
                let file = change[key].as_str().and_then(|f| f.rsplit('/').next());
                change[key] = file.into();
            }
        }
        comparisons
    };
    let files = releases.map(|(tag, release)| {
        let path = corpus().join(release).join("qapi");
        format!("{}={}", &tag[1..], path.display())
    });
    let files = files.each_ref().map(String::as_str);
    let tags = releases.map(|(tag, _)| format!("{}={tag}", &tag[1..]));
    let [old, newer, newest] = tags.each_ref().map(String::as_str);
    let revisions = changes(&["--git", old, newer, newest]);
    let files = changes(&files);
    let all = |comparisons: &Value| -> Vec<Value> {
        let comparisons = comparisons.as_array().unwrap().iter();
        comparisons
            .flat_map(|c| c["changes"].as_array().unwrap().clone())
            .collect()
    };
    for (revision, file) in all(&revisions).iter().zip(&all(&files)) {
        assert_eq!(revision, file);
    }
    assert_eq!(all(&revisions).len(), all(&files).len());
    let reports = revisions.as_array().unwrap().iter();
    let counts = reports.map(|report| report["changes"].as_array().unwrap().len());
    assert!(counts.clone().all(|count| count > 20), "{counts:?}");
}

fn reports_of_releases_are_short_and_whole() {
    let mut pairs = vec![("qemu-10.0", "qemu-10.2", 60)];
    if asked("QAPI_RELEASES") {
        pairs.push(("history/9.1.0", "qemu-10.0", 45));
    }
    for (old, new, most) in pairs {
        let report = |arguments: &[&str]| {
            let sources = [old, new].map(|release| {
                let path = corpus().join(release).join("qapi");
                path.display().to_string()
            });
            let sources = sources.each_ref().map(String::as_str);
            run([&["diff", "--fail-on=none"], arguments, &sources].concat()).out
        };
        let text = report(&[]);
        let lines = text.lines().count();
        assert!(lines <= most, "{lines} lines: {text}");
        let places = |arguments: &[&str]| -> BTreeSet<(String, String)> {
            let report: Value = serde_json::from_str(&report(arguments)).unwrap();
            let changes = report["comparisons"][0]["changes"].as_array().unwrap();
            let of = |change: &Value| {
                let also = change["also_at"].as_array().unwrap().iter();
                let rule = change["rule"].as_str().unwrap().to_owned();
                let paths = also.chain([&change["path"]]).map(|p| p.as_str().unwrap());
                let paths: Vec<_> = paths.map(|path| (rule.clone(), path.to_owned())).collect();
                paths
            };
            changes.iter().flat_map(of).collect()
        };
        let (folded, expanded) = (
            places(&["--format=json"]),
            places(&["--format=json", "--expand"]),
        );
        assert_eq!(folded, expanded);
        // The text in full has a line for each place.
        let marks = ["  ! ", "  ? ", "  + "];
        let rows = report(&["--expand"]);
        let rows = rows
            .lines()
            .filter(|line| marks.iter().any(|mark| line.starts_with(mark)));
        assert!(rows.count() >= expanded.len());
        assert!(expanded.len() > 2 * lines, "{}", expanded.len());
    }
}

fn a_review_fits_a_mail() {
    let folder = repository();
    let seen = diff(
        folder.path(),
        &["--git", "one", "two", "--format", "review"],
    );
    assert_eq!(seen.status, 1);
    assert!(
        seen.out.lines().all(|line| line.chars().count() <= 72),
        "{}",
        seen.out
    );
    for part in [
        "This breaks clients:",
        "Inner: y",
        "2 places",
        "deprecated.rst",
        "qapi/types.json:1",
    ] {
        assert!(seen.out.contains(part), "{part}: {}", seen.out);
    }
    let back = diff(
        folder.path(),
        &["--git", "two", "one", "--format", "review"],
    );
    back.expect(0, "lacks the release (Since)");
}

fn a_missing_revision_is_an_error() {
    let folder = repository();
    let git = |arguments: &[&str]| diff(folder.path(), &[&["--git"], arguments].concat());
    git(&["one", "three"]).expect(2, "no revision three");
    git(&["one", "--output=x"]).expect(2, "");
    git(&["one", "two", "--path", "qga/qapi-schema.json"])
        .expect(2, "has no file qga/qapi-schema.json");
    git(&["one", "two", "--max-size", "10"]).expect(
        2,
        "cannot read one:qapi/qapi-schema.json: more than 10 bytes",
    );
    let outside = TempDir::new().unwrap();
    let place = outside.path().to_str().unwrap();
    git(&["one", "two", "--repository", place]).expect(2, "in no Git repository");
}

fn an_answer_without_commands_is_empty() {
    let folder = TempDir::new().unwrap();
    let answers = [
        "",
        " \n",
        "[]",
        r#"{"return": []}"#,
        r#"[{"name": "0", "meta-type": "object", "members": []}]"#,
    ];
    for text in answers {
        fs::write(folder.path().join("a.json"), text).unwrap();
        fs::write(
            folder.path().join("b.json"),
            OLD_TYPES.to_owned() + "{ 'command': 'c' }",
        )
        .unwrap();
        for command in [
            &["query", "a.json", "stop"][..],
            &["query", "a.json", "--list"],
            &["diff", "a.json", "b.json"],
            &["diff", "b.json", "a.json"],
            &["diff", "--since", "a.json", "b.json"],
            &["introspect", "a.json"],
        ] {
            run_in(folder.path(), command).expect(2, "empty");
        }
    }
}

fn an_agent_is_no_version_of_a_monitor() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.json"), "{ 'command': 'guest-ping' }").unwrap();
    fs::write(folder.path().join("m.json"), "{ 'command': 'stop' }").unwrap();
    let seen = diff(folder.path(), &["m.json", "a.json", "--format", "json"]);
    let warning = "m is a monitor's schema (QMP) and a is a guest agent's schema (QGA)";
    assert!(
        seen.err.contains(warning) && seen.out.contains(warning),
        "{seen:?}"
    );
}

fn a_bad_rule_names_its_file() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.json"), "{ 'command': 'stop' }").unwrap();
    let config = "[severity]\ncomand-removed = 'warning'\n";
    fs::write(folder.path().join("my.toml"), config).unwrap();
    diff(folder.path(), &["a.json", "a.json", "--config", "my.toml"]).expect(
        2,
        "my.toml: there is no rule 'comand-removed'; did you mean 'command-removed'?",
    );
    diff(
        folder.path(),
        &["a.json", "a.json", "--severity", "comand-removed=warning"],
    )
    .expect(2, "--severity: there is no rule 'comand-removed'");
}

/// A folder with two versions as files.
fn versions() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, types) in [("old", OLD_TYPES), ("new", NEW_TYPES)] {
        let version = folder.path().join(name);
        fs::create_dir(&version).unwrap();
        fs::write(version.join("qapi-schema.json"), OLD).unwrap();
        fs::write(version.join("types.json"), types).unwrap();
    }
    folder
}

fn unused_entries_draw_a_warning() {
    let folder = versions();
    let baseline = r#"{"changes": [{"rule": "command-removed", "path": "gone"}]}"#;
    fs::write(folder.path().join("base.json"), baseline).unwrap();
    let seen = diff(
        folder.path(),
        &[
            "old",
            "new",
            "--ignore",
            "nothing/**",
            "--baseline",
            "base.json",
        ],
    );
    assert_eq!(seen.status, 1);
    assert!(
        seen.err.contains("'nothing/**' ignores no change"),
        "{seen:?}"
    );
    assert!(
        seen.err
            .contains("1 of the accepted changes did not occur: command-removed at gone")
    );
    // A report is its own baseline, also for places that it folds.
    let report = diff(folder.path(), &["old", "new", "--format", "json"]);
    fs::write(folder.path().join("base.json"), report.out).unwrap();
    let seen = diff(folder.path(), &["old", "new", "--baseline", "base.json"]);
    assert_eq!((seen.status, &*seen.err), (0, ""), "{seen:?}");
}

fn ignoring_one_place_hides_no_other() {
    let folder = versions();
    let seen = diff(
        folder.path(),
        &["old", "new", "--ignore", "c/arg-type/a/**"],
    );
    seen.expect(1, "1 breaking");
    seen.expect(1, "c/arg-type/b/y");
    let seen = diff(
        folder.path(),
        &["old", "new", "--ignore", "c/arg-type/*/**"],
    );
    seen.expect(0, "0 breaking");
}

fn a_misspelt_path_is_told_from_no() {
    let folder = versions();
    let query =
        |arguments: &[&str]| run_in(folder.path(), &[&["query", "old"], arguments].concat());
    let plain = query(&["c/arg-type/a/zzzz", "--strict"]);
    assert_eq!((plain.status, &*plain.err), (1, ""), "{plain:?}");
    query(&["cc/arg-type"]).expect(1, "warning: the source cannot express `cc/arg-type`");
    query(&["cc/arg-type", "--strict"]).expect(2, "cannot express 1 of the paths");
    query(&["c/arg-type/^a"]).expect(
        1,
        "step 3, `^a`, is not possible; possible there: *a, *b, a, b",
    );
    fs::write(
        folder.path().join("bad.json"),
        "{ 'command': 'c', 'data': 'Nope' }",
    )
    .unwrap();
    run_in(folder.path(), &["query", "bad.json", "c"]).expect(2, "has errors");
}

fn shared_types_have_a_limit() {
    let folder = TempDir::new().unwrap();
    let mut text = "{ 'command': 'c', 'data': 'T0', 'boxed': true }\n".to_owned();
    for i in 0..30 {
        let next = if i == 29 {
            "str".to_owned()
        } else {
            format!("T{}", i + 1)
        };
        text += &format!("{{ 'struct': 'T{i}', 'data': {{ 'a': '{next}', 'b': '{next}' }} }}\n");
    }
    fs::write(folder.path().join("dag.json"), text).unwrap();
    let list = run_in(
        folder.path(),
        &["query", "dag.json", "--list", "--limit", "1000"],
    );
    assert_eq!(list.out.lines().count(), 1000);
    list.expect(
        2,
        "more than 1000 paths: the object of `a`, `b` is reached in",
    );
    let since = diff(folder.path(), &["--since", "dag.json", "dag.json"]);
    since.expect(2, "has more than 500000 paths");
}

fn lists_begin_at_a_prefix() {
    let folder = versions();
    let query =
        |arguments: &[&str]| run_in(folder.path(), &[&["query", "old"], arguments].concat()).out;
    let all = query(&["--list"]);
    for prefix in ["c", "c/", "c/a", "c/arg-type/a/", "c/arg-type/a/x", "zz"] {
        let wanted: Vec<_> = all
            .lines()
            .filter(|path| path.starts_with(prefix))
            .collect();
        let listed = query(&["--list", prefix]);
        assert_eq!(listed.lines().collect::<Vec<_>>(), wanted, "{prefix}");
    }
    let members = query(&["--members", "c"]);
    let expected = [
        "c/arg-type",
        "c/arg-type/*a",
        "c/arg-type/*b",
        "c/arg-type/a",
        "c/arg-type/b",
        "c/ret-type",
    ];
    assert_eq!(members.lines().collect::<Vec<_>>(), expected);
    run(["query", "-", "x", "--members", "y"]).expect(2, "cannot be used with");
}
