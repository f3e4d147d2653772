//! Reading of text that is no schema, too deep, too long or in many files. (`robustness` tests that
//! its time and memory stay linear.)

use std::io;
use std::path::{Path, PathBuf};

use qapi_parser::loader::{Files, Memory};
use qapi_parser::{Compiled, LoadError, Options, compile, compile_from, render};
use qapi_test_support::{Trial, check_growth, timed, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        nesting_of_any_depth,
        a_line_of_a_megabyte,
        files_that_include_each_other_deeply,
        diamonds_of_includes_are_read_once,
        files_with_other_paths_are_found_at_once,
        line_ends_of_other_systems,
        bytes_that_are_no_text,
        no_end_of_errors,
        no_end_of_definitions_that_are_none,
        windows_of_the_tokenizer_do_not_show,
        missing_files_and_folders_are_unreadable
    ]
}

fn check(text: impl Into<Vec<u8>>) -> Compiled {
    let files = Memory::new([("a.json", text)]);
    compile_from("a.json", &files, &Options::new()).unwrap()
}

/// The diagnostics in the short format.
fn short(compiled: &Compiled) -> Vec<String> {
    let diagnostics = compiled.diagnostics.iter();
    diagnostics
        .map(|d| render::short(d, &compiled.sources))
        .collect()
}

const VALID: &str = "##\n# @Color:\n#\n# Colors.\n#\n# @red: like roses\n#\n# Since: 1.0\n##\n\
                     { 'enum': 'Color', 'data': [ 'red' ] }\n\
                     { 'pragma': { 'doc-required': true } }\n";

fn nesting_of_any_depth() {
    for (open, close) in [("[", "]"), ("{ 'a': ", " }"), ("{ 'if': { 'not': ", "} }")] {
        for depth in [100, 399, 400, 401, 100_000] {
            let text = open.repeat(depth) + "'x'" + &close.repeat(depth);
            assert!(check(text).diagnostics.has_errors());
            assert!(check(open.repeat(depth)).diagnostics.has_errors());
        }
    }
    let deep = short(&check("[".repeat(500)));
    assert_eq!(
        deep,
        ["a.json:1:401: error: expressions nest more than 400 levels deep [too-deep]"]
    );
}

fn a_line_of_a_megabyte() {
    let names: String = (0..120_000).map(|i| format!("'v{i}',")).collect();
    let text = format!("{{ 'enum': 'E', 'data': [ {names} oops ] }}");
    let compiled = check(text);
    assert_eq!(compiled.diagnostics.len(), 1);
    for diagnostic in &compiled.diagnostics {
        let shown = render::human(diagnostic, &compiled.sources, false);
        assert!(shown.len() < 2000, "{} bytes", shown.len());
    }
    for text in [
        "#".repeat(1_000_000),
        format!("{{ '{}' }}", "x".repeat(1_000_000)),
        "x".repeat(1_000_000),
        format!("'{}", "x".repeat(1_000_000)),
        format!("##\n# @{}:\n##\n", "x".repeat(1_000_000)),
    ] {
        let compiled = check(text);
        for diagnostic in &compiled.diagnostics {
            assert!(render::human(diagnostic, &compiled.sources, false).len() < 2000);
        }
    }
}

fn files_that_include_each_other_deeply() {
    let files = (0..2_000).map(|i| {
        let include = format!("{{ 'include': 'f{}.json' }}", i + 1);
        (
            format!("f{i}.json"),
            if i == 1_999 { String::new() } else { include },
        )
    });
    let files = Memory::new(files);
    let compiled = compile_from("f0.json", &files, &Options::new()).unwrap();
    assert_eq!(compiled.files.len(), 2_000);
    assert!(compiled.schema.is_some());
}

fn diamonds_of_includes_are_read_once() {
    let layers = 30;
    let files = (0..layers).flat_map(|i| {
        let both = format!(
            "{{ 'include': 'l{0}.json' }}\n{{ 'include': 'r{0}.json' }}",
            i + 1
        );
        let text = if i + 1 == layers { String::new() } else { both };
        [
            (format!("l{i}.json"), text.clone()),
            (format!("r{i}.json"), text),
        ]
    });
    let files = Memory::new(files);
    let compiled = compile_from("l0.json", &files, &Options::new()).unwrap();
    assert_eq!(compiled.files.len(), 2 * layers - 1);
    assert!(compiled.schema.is_some());
}

/// Files as on a disk, where each has a path without symbolic links.
struct Linked(Memory);

impl Files for Linked {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }

    fn current_dir(&self) -> PathBuf {
        self.0.current_dir()
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        Some(path.to_owned())
    }
}

/// Each file of a chain was compared with all files that lead to it: 64 times the time for eight times as
/// many.
fn files_with_other_paths_are_found_at_once() {
    let chain = |length: usize| {
        let file = |i: usize| {
            let text = format!("{{ 'include': '{}.json' }}", i + 1);
            let text = if i + 1 == length { String::new() } else { text };
            (format!("{i}.json"), text)
        };
        let files = Linked(Memory::new((0..length).map(file)));
        let compiled = || compile_from("0.json", &files, &Options::new());
        let (compiled, time) = timed(compiled);
        assert_eq!(compiled.unwrap().files.len(), length);
        time
    };
    check_growth(2_000, 16_000, 24, chain);
}

fn line_ends_of_other_systems() {
    for end in ["\r\n", "\r"] {
        let compiled = check(VALID.replace('\n', end));
        assert_eq!(short(&compiled), Vec::<String>::new(), "{end:?}");
    }
    let compiled = check("# comment\r\n\r\n{ 'enum': oops }\r\n");
    assert_eq!(
        short(&compiled),
        ["a.json:3:11: error: stray 'oops' [stray]"]
    );
}

fn bytes_that_are_no_text() {
    assert_eq!(
        short(&check(b"# fine\r\n# not \xff fine\n".to_vec())),
        ["a.json:2:7: error: the file is not UTF-8 [not-utf-8]"]
    );
    assert_eq!(
        short(&check("\0")),
        ["a.json:1:1: error: stray '\\u0000' [stray]"]
    );
    assert_eq!(
        short(&check("# a comment may hold \0\n")),
        Vec::<String>::new()
    );
    assert_eq!(
        short(&check("{ 'a\0': true }")),
        ["a.json:1:3: error: funny character in string [funny-character]"]
    );
}

fn no_end_of_errors() {
    let compiled = check("{ oops\n".repeat(100_000));
    assert_eq!(compiled.diagnostics.error_count(), 1001);
    let last = compiled.diagnostics.iter().last().unwrap();
    assert_eq!(last.code.name(), "too-many-errors");
}

fn no_end_of_definitions_that_are_none() {
    let compiled = check("{}\n".repeat(100_000));
    assert_eq!(compiled.diagnostics.error_count(), 1001);
    let last = compiled.diagnostics.iter().last().unwrap();
    assert_eq!(last.message, "more than 1000 errors, the rest is not shown");
}

fn windows_of_the_tokenizer_do_not_show() {
    // Tokens of every kind at every distance from where a window may end.
    for shift in 0..130 {
        let mut text = " ".repeat(8 * 1024 - 120 + shift);
        text.push_str("{ 'enum': 'Color', 'data': [ 'red', 'green' ] } # comment\n");
        text.push_str("{ 'pragma': { 'doc-required': false } } # false\n'e\u{301}'");
        let lines = short(&check(text));
        assert_eq!(lines.len(), 1, "{shift}: {lines:?}");
        assert!(
            lines[0].ends_with("funny character in string [funny-character]"),
            "{lines:?}"
        );
    }
}

fn missing_files_and_folders_are_unreadable() {
    for path in ["tests/no-such-file.json", "tests"] {
        let error = compile(path, &Options::new()).unwrap_err();
        assert!(matches!(error, LoadError::Unreadable { .. }), "{error}");
        assert!(error.to_string().contains(path), "{error}");
    }
}
