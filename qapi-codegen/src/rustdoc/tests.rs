//! `tests/rustdoc/*.rst`, each with its Markdown beside it.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::Path;

use expect_test::expect_file;

use super::markdown;

/// The references that resolve in these tests.
fn link(name: &str) -> Option<String> {
    match name {
        "StatusInfo" => Some("StatusInfo".to_owned()),
        "query-status" => Some("commands::QueryStatus".to_owned()),
        _ => None,
    }
}

#[test]
fn snippets() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rustdoc");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "rst") {
            let text = fs::read_to_string(&path).unwrap();
            expect_file![path.with_extension("md")].assert_eq(&(markdown(&text, &link) + "\n"));
            count += 1;
        }
    }
    assert!(count >= 10, "only {count} cases found");
}

#[test]
fn hostile_text_is_no_trouble() {
    let bits = [
        "`",
        "``",
        "*",
        "**",
        "_",
        "[",
        "]",
        "(",
        "<a>",
        "&x",
        "\\",
        "- ",
        "\n",
        "\n\n",
        "    ",
        "::",
        ".. note::",
        ":r:`",
        "@",
        "=",
        "1. ",
        "é",
        "|",
    ];
    let mut seed = 7u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            text.push_str(bits[(seed >> 33) as usize % bits.len()]);
        }
        let out = markdown(&text, &link);
        assert!(out.len() <= 8 * text.len() + 64, "{text:?} became {out:?}");
        let fences = out
            .lines()
            .filter(|l| {
                l.trim_start_matches(['>', ' ', '-', '1', '.'])
                    .starts_with("```")
            })
            .count();
        assert_eq!(fences % 2, 0, "{text:?} became {out:?}");
    }
}

/// Four times the text may take sixteen times as long here; were it quadratic in one of these, it
/// would take minutes.
#[test]
fn time_is_linear_in_the_text() {
    let time = |text: &str| {
        let start = std::time::Instant::now();
        assert!(markdown(text, &link).len() <= 20 * text.len() + 64);
        start.elapsed()
    };
    for bit in [
        "* ",
        "`a",
        "- \n  ",
        ":a ",
        "  \n x",
        "=== =\n",
        "**a ",
        "\\",
        "[",
        "@a",
        "a\n b\n",
        "a::\n\n b\n",
    ] {
        let short = time(&bit.repeat(5_000));
        let long = time(&bit.repeat(20_000));
        let limit = short * 16 + std::time::Duration::from_millis(200);
        assert!(long < limit, "{bit:?}: {short:?}, then {long:?}");
    }
}

/// A search to the end of the text at each of these is fast, but quadratic: 16 times as long.
#[test]
fn no_search_goes_far() {
    let time = |text: &str| {
        let (made, time) = qapi_test_support::timed(|| markdown(text, &link));
        assert!(made.len() <= 20 * text.len() + 64);
        time
    };
    for (start, bit) in [("", ": "), ("www.", ")"), ("x ", "`` "), ("", "*a ")] {
        let text = |count: usize| start.to_owned() + &bit.repeat(count);
        let (short, long) = (time(&text(100_000)), time(&text(400_000)));
        let limit = short * 8 + std::time::Duration::from_millis(200);
        assert!(long < limit, "{bit:?}: {short:?}, then {long:?}");
    }
}

#[test]
fn depth_is_limited() {
    let deep: String = (0..1000).map(|i| " ".repeat(i) + "- x\n").collect();
    assert!(markdown(&deep, &link).contains("- x"));
}

/// Every section of every schema in the corpus: fences are closed, and nothing is lost but markup.
#[test]
fn corpus() {
    let Some(corpus) = std::env::var_os("QAPI_CORPUS") else {
        assert!(std::env::var_os("CI").is_none(), "QAPI_CORPUS is not set");
        println!("skipped: QAPI_CORPUS is not set");
        return;
    };
    let mut schemas = Vec::new();
    find_schemas(Path::new(&corpus), 5, &mut schemas);
    assert!(schemas.len() > 5, "{schemas:?}");
    for path in schemas {
        let compiled = qapi_parser::compile(&path, &qapi_parser::Options::new()).unwrap();
        let schema = compiled.schema.unwrap();
        for section in schema.docs().iter().flat_map(|doc| doc.sections()) {
            let out = markdown(section.text(), &link);
            let fences = out
                .lines()
                .filter(|l| l.trim_start_matches(['>', ' ', '-']).starts_with("```"))
                .count();
            assert_eq!(fences % 2, 0, "{}: {out}", path.display());
            let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).count();
            let (before, after) = (letters(section.text()), letters(&out));
            assert!(after + 200 > before, "{}: {out}", path.display());
        }
    }
}

fn find_schemas(folder: &Path, depth: usize, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && depth > 0 && !path.ends_with("tests") {
            find_schemas(&path, depth - 1, found);
        } else if path.ends_with("qapi-schema.json") {
            found.push(path);
        }
    }
}
