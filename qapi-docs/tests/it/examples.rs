//! Examples in documentation: each case is a schema, its findings stand beside it.

use std::fmt::Write;

use expect_test::expect_file;
use qapi_docs::examples;
use qapi_parser::diag::Diagnostic;
use qapi_parser::loader::Memory;
use qapi_parser::{Compiled, Options, compile_from, render};
use qapi_test_support::{Case, Trial, corpus, folder, trials};

use crate::schemas::from_file;

pub(crate) fn all() -> Vec<Trial> {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/examples");
    let mut all = folder("examples::case", cases, "json", case);
    all.extend(trials![
        the_newest_release_has_these_findings,
        suggestions_are_few,
        requests_without_replies_cost_what_they_are,
        every_release_is_read,
    ]);
    all
}

/// One finding a line, as `--format short` prints it, below the file's name alone.
fn findings(compiled: &Compiled) -> String {
    let schema = compiled.schema.as_ref().expect("the schema is valid");
    let mut text = String::new();
    for diagnostic in examples::check(schema, &compiled.sources) {
        let line = render::short(&diagnostic, &compiled.sources);
        let name = line
            .rsplit_once(".json:")
            .map_or(0, |(path, _)| path.rfind('/').map_or(0, |slash| slash + 1));
        writeln!(text, "{}", &line[name..]).expect("text takes lines");
    }
    text
}

fn case(case: &Case) {
    let found = findings(&from_file(&case.path));
    expect_file![case.beside("txt")].assert_eq(&found);
}

fn the_newest_release_has_these_findings() {
    let mut text = String::new();
    for path in ["qapi", "qga"] {
        let path = corpus().join(format!("qemu-10.2/{path}/qapi-schema.json"));
        let compiled = from_file(&path);
        let count = examples::count(compiled.schema.as_ref().expect("the schema is valid"));
        writeln!(text, "{count} messages").expect("text takes lines");
        text += &findings(&compiled);
    }
    expect_file!["./examples-10.2.txt"].assert_eq(&text);
}

fn every_release_is_read() {
    for release in ["history/2.12.0", "qemu-5.2", "qemu-7.2", "history/9.1.0"] {
        let path = corpus().join(format!("{release}/qapi/qapi-schema.json"));
        let compiled = from_file(&path);
        let schema = compiled.schema.as_ref().expect("the schema is valid");
        let (messages, found) = (
            examples::count(schema),
            examples::check(schema, &compiled.sources).len(),
        );
        assert!(messages > 300, "{release}: {messages} messages");
        assert!(
            found * 10 < messages * 2,
            "{release}: {found} of {messages}"
        );
    }
}

/// The findings in a comment with that text.
fn findings_in(lines: &str) -> Vec<Diagnostic> {
    let text = format!("##\n# @stop:\n#\n{lines}##\n{{ 'command': 'stop' }}");
    let compiled = compile_from(
        "stop.json",
        &Memory::new([("stop.json", text)]),
        &Options::new(),
    );
    let compiled = compiled.expect("the schema is read");
    let schema = compiled.schema.as_ref().expect("the schema is valid");
    examples::check(schema, &compiled.sources)
}

/// Each takes time for every command.
fn suggestions_are_few() {
    let found = findings_in(&"#     -> { \"execute\": \"stopp\" }\n".repeat(200));
    assert_eq!(found.len(), 200);
    assert_eq!(found.iter().filter(|d| !d.help.is_empty()).count(), 50);
}

/// Each reply is compared with requests that wait for one.
fn requests_without_replies_cost_what_they_are() {
    let requests = "#     -> { \"execute\": \"stop\" }\n".repeat(8000);
    let replies = "#     <- { \"return\": 1 }\n".repeat(8000);
    let start = std::time::Instant::now();
    assert_eq!(findings_in(&(requests + &replies)).len(), 8000);
    assert!(start.elapsed().as_secs() < 20);
}
