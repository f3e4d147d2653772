//! The dump of a checked schema, where QEMU's own test-suite has no case.

use qapi_parser::edition::Edition;
use qapi_parser::ir::Schema;
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile_from, dump};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        returns_that_nobody_documented,
        examples_keep_trailing_blanks_until_2_11,
        a_tag_has_one_colon,
        strings_are_those_of_python,
        conditions_in_c_tell_the_last_release,
    ]
}

/// The sections of the documentation of each command, in the order in which documents show them.
fn sections(text: &str, edition: &str) -> Result<Vec<Vec<String>>, Box<dyn std::error::Error>> {
    let edition: Edition = edition.parse()?;
    let options = Options::new().edition(edition);
    let compiled = compile_from("a.json", &Memory::new([("a.json", text)]), &options)?;
    let schema = compiled.schema.ok_or("an invalid schema")?;
    let dumped = dump::to_text(&schema, edition);
    let sections = schema.docs().iter().map(|doc| {
        let kinds = doc.sections().iter().skip(1);
        kinds.map(|s| format!("{:?}", s.kind())).collect()
    });
    let sections: Vec<Vec<String>> = sections.collect();
    let stubs = sections.iter().flatten().filter(|s| *s == "Returns");
    assert_eq!(
        dumped.matches("    section=Returns\n\n").count(),
        stubs.count()
    );
    Ok(sections)
}

const COMMANDS: &str = "
##
# @with-arguments:
#
# @a: one
#
# @b: another
#
# Errors:
#     - if any
##
{ 'command': 'with-arguments', 'data': { 'a': 'str', 'b': 'str' }, 'returns': [ 'Color' ] }

##
# @with-errors:
#
# Features:
#
# @fast: very
#
# Errors:
#     - if any
##
{ 'command': 'with-errors', 'returns': 'Color', 'features': [ 'fast' ] }

##
# @with-features:
#
# Since: 1.0
#
# Features:
#
# @fast: very
##
{ 'command': 'with-features', 'returns': 'Color', 'features': [ 'fast' ] }

##
# @with-text:
#
# Text.
#
# Since: 1.0
##
{ 'command': 'with-text', 'returns': 'Color' }

##
# @with-nothing:
##
{ 'command': 'with-nothing' }

{ 'struct': 'Color', 'data': {} }
";

fn returns_that_nobody_documented() -> Result<(), Box<dyn std::error::Error>> {
    let found = sections(COMMANDS, "10.2")?;
    let expected: [&[&str]; 5] = [
        &["Member(\"a\")", "Member(\"b\")", "Returns", "Errors"],
        &["Feature(\"fast\")", "Returns", "Errors"],
        &["Since", "Returns", "Feature(\"fast\")"],
        &["Returns", "Since"],
        &[],
    ];
    assert_eq!(found, expected);
    let before = sections(COMMANDS, "10.0")?;
    assert!(!before.iter().flatten().any(|s| s == "Returns"));
    Ok(())
}

/// `DocSection` in the dump of QEMU's test suite, for each release.
fn examples_keep_trailing_blanks_until_2_11() -> Result<(), Box<dyn std::error::Error>> {
    let text =
        "##\n# @c:\n#\n# Example: first  \n#    second \t\n# third\n##\n{ 'command': 'c' }\n";
    for (edition, expected) in [
        ("2.9", "first  \n   second \t\nthird\n"),
        ("2.11", "first  \n   second \t\nthird\n"),
        ("2.12", "first\n   second\nthird\n"),
    ] {
        let edition: Edition = edition.parse()?;
        let options = Options::new().edition(edition);
        let compiled = compile_from("a.json", &Memory::new([("a.json", text)]), &options)?;
        let schema = compiled.schema.ok_or("an invalid schema")?;
        let dumped = dump::to_text(&schema, edition);
        assert!(dumped.contains(expected), "{edition}: {dumped:?}");
    }
    Ok(())
}

/// A blank between two colons makes a tag of the first; `TAG::` is reStructuredText since 9.1.
fn a_tag_has_one_colon() -> Result<(), Box<dyn std::error::Error>> {
    for (line, edition, kind) in [
        ("Since: :", "10.2", "Since"),
        ("Since::", "10.2", "Plain"),
        ("Since::", "9.0", "Since"),
    ] {
        let text = format!("##\n# @c:\n#\n# {line}\n##\n{{ 'command': 'c' }}\n");
        let edition: Edition = edition.parse()?;
        let options = Options::new().edition(edition);
        let compiled = compile_from("a.json", &Memory::new([("a.json", &*text)]), &options)?;
        let schema = compiled.schema.ok_or("an invalid schema")?;
        let doc = schema.docs().iter().next().ok_or("no documentation")?;
        let last = doc.sections().last().ok_or("no section")?;
        assert_eq!(format!("{:?}", last.kind()), kind, "{line} in {edition:?}");
    }
    Ok(())
}

fn schema(text: &str, edition: &str) -> (Schema, Edition) {
    let edition: Edition = edition.parse().unwrap();
    let options = Options::new().edition(edition);
    let compiled = compile_from("a.json", &Memory::new([("a.json", text)]), &options).unwrap();
    (compiled.schema.unwrap(), edition)
}

fn strings_are_those_of_python() {
    for (written, shown) in [
        (r"X == \\1", r"['X == \\1']"),
        (r"X == \'a\'", r#"["X == 'a'"]"#),
        (
            r#"X == \'a\' && Y == \"b\""#,
            r#"['X == \'a\' && Y == "b"']"#,
        ),
        (r"X\n\t\u007f", r"['X\n\t\x7f']"),
    ] {
        let text = format!("{{ 'command': 'c', 'if': '{written}' }}");
        let (schema, edition) = schema(&text, "4.1");
        let dumped = dump::to_text(&schema, edition);
        assert!(dumped.contains(&format!("    if {shown}\n")), "{dumped}");
    }
}

fn conditions_in_c_tell_the_last_release() {
    let parts = [
        "{ 'command': 'c', 'if': 'defined(A)' }",
        "{ 'struct': 'St', 'data': { 'm': { 'type': 'int', 'if': 'defined(A)' } } }",
        "{ 'enum': 'En', 'data': [ { 'name': 'v', 'if': 'defined(A)' } ] }",
        "{ 'struct': 'St', 'data': {}, 'features': [ { 'name': 'f', 'if': 'defined(A)' } ] }",
    ];
    for text in parts {
        let latest = schema(text, "auto")
            .0
            .latest()
            .map(|release| release.to_string());
        assert_eq!(latest.as_deref(), Some("6.1"), "{text}");
    }
    assert_eq!(
        schema("{ 'command': 'c', 'if': 'A' }", "auto").0.latest(),
        None
    );
}
