//! Widths of formats: `{:width$}` panics above 65,535, so none is a variable.

use qapi_test_support::{Trial, trials};

use super::crates;

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![no_format_has_a_variable_width, the_lint_finds_widths]
}

/// Formats that may have one, and their bound.
const BOUNDED: [(&str, &str); 1] = [
    // 20 places at most: the exponent is matched before.
    ("qapi-server/src/json/number.rs", "{value:.places$}"),
];

fn no_format_has_a_variable_width() {
    let (mut bounded, mut found) = (0, Vec::new());
    for (file, text) in crates::files() {
        let file = file.display().to_string();
        for (number, line) in (1..).zip(text.lines()) {
            for placeholder in variable_widths(line) {
                match BOUNDED.contains(&(&file, &placeholder)) {
                    true => bounded += 1,
                    false => found.push(format!("{file}:{number}: {placeholder}")),
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "formats with a width or precision from a variable: {found:#?}"
    );
    assert_eq!(
        bounded,
        BOUNDED.len(),
        "BOUNDED lists a format that is gone"
    );
}

/// Returns the placeholders of a line with `$` or `.*` in their format.
fn variable_widths(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices('{') {
        let placeholder = line[at + 1..].split('}').next().unwrap_or_default();
        let Some((argument, format)) = placeholder.split_once(':') else {
            continue;
        };
        let is_argument = argument
            .chars()
            .all(|c| c.is_alphanumeric() || "_.".contains(c));
        let is_format = !format.contains(['{', '"']) && format.len() < 60;
        if is_argument && is_format && (format.contains('$') || format.contains(".*")) {
            found.push(format!("{{{placeholder}}}"));
        }
    }
    found
}

fn the_lint_finds_widths() {
    for line in [
        "println!(\"{:1$}\", a, b)",
        "format!(\"{a:>width$} {b}\")",
        "format!(\"{:.*}\", 3, x)",
        "format!(\"{x:.places$}\")",
        "format!(\"{0: <1$}\", a, b)",
    ] {
        assert_eq!(variable_widths(line).len(), 1, "{line}");
    }
    for line in [
        "format!(\"{a:>10} {b:?}\", b)",
        "struct A { b: C }",
        "'${b}'",
    ] {
        assert_eq!(variable_widths(line), [""; 0], "{line}");
    }
}
