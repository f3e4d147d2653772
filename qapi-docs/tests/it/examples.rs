//! Examples in documentation: each case is a schema, its findings stand beside it.

use std::fmt::Write;

use expect_test::expect_file;
use qapi_docs::examples;
use qapi_parser::{Compiled, render};
use qapi_test_support::{Case, Trial, corpus, folder, trials};

use crate::schemas::from_file;

pub(crate) fn all() -> Vec<Trial> {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/examples");
    let mut all = folder("examples::case", cases, "json", case);
    all.extend(trials![
        the_newest_release_has_these_findings,
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
