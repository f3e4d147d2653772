//! Changes as a JUnit report: a suite for each comparison, in it a case for each rule, which fails
//! if a change of that rule is a finding.
//!
//! The cases are the same in each run, so a change shows as a case that fails now. The format has
//! no norm. These elements are known to all readers: `testsuites`, `testsuite`, `testcase`,
//! `failure`, `system-out`.

use std::fmt::Write;

use qapi_diff::Change;

use super::super::{Class, Printing};
use super::Section;

/// A suite for each section, a case for each rule of the class that is compared. Changes of
/// `fail_on` and worse are failures.
pub fn report(sections: &[Section<'_>], printing: Printing) -> String {
    let is_failure = |c: &Change| printing.fail_on.is_some_and(|least| c.severity >= least);
    let of_class =
        |rule: &&qapi_diff::Rule| rule.is_about_rust() == (printing.class == Class::Rust);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for section in sections {
        let (name, changes) = (&section.title, &section.report.changes);
        let (mut cases, mut tests, mut failures) = (String::new(), 0, 0);
        for rule in qapi_diff::rules().filter(of_class) {
            let of_rule = || changes.iter().filter(|c| c.rule == rule.id);
            let (failed, told): (Vec<_>, Vec<_>) = of_rule().partition(|c| is_failure(c));
            tests += 1;
            failures += usize::from(!failed.is_empty());
            cases += &case(name, rule, &failed, &told);
        }
        let name = escape(name);
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" \
             skipped=\"0\">\n{cases}</testsuite>"
        );
    }
    text + "</testsuites>\n"
}

fn case(suite: &str, rule: &qapi_diff::Rule, failed: &[&Change], told: &[&Change]) -> String {
    let mut inner = String::new();
    if !failed.is_empty() {
        let message = escape(&format!("{} ({})", rule.text, failed.len()));
        let lines = lines(failed);
        inner += &format!(
            "<failure type=\"{}\" message=\"{message}\">{lines}</failure>\n",
            rule.id
        );
    }
    if !told.is_empty() {
        inner += &format!("<system-out>{}</system-out>\n", lines(told));
    }
    let head = format!(
        "<testcase classname=\"{}\" name=\"{}\"",
        escape(suite),
        rule.id
    );
    if inner.is_empty() {
        head + "/>\n"
    } else {
        format!("{head}>\n{inner}</testcase>\n")
    }
}

/// A change a line.
fn lines(changes: &[&Change]) -> String {
    let lines = changes.iter().map(|change| {
        let Change { severity, path, .. } = change;
        let side = change.sides();
        let reached = change.reached_from().map(|text| format!(" ({text})"));
        let at = change.at().map(|at| format!("  {at}"));
        let line = format!(
            "{severity} {side} {path}: {}{}{}",
            change.told(),
            reached.unwrap_or_default(),
            at.unwrap_or_default()
        );
        escape(&line) + "\n"
    });
    lines.collect()
}

/// Escapes text for XML's text, or for a value in double quotes. Control characters, which XML
/// cannot have, are replaced: section 2.2 of the recommendation.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\n' => escaped += "&#10;",
            '\r' => escaped += "&#13;",
            '\t' => escaped += "&#9;",
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        assert_eq!(
            escape("<a b=\"1\">&\n\u{1}\u{ffff}é"),
            "&lt;a b=&quot;1&quot;&gt;&amp;&#10;\u{fffd}\u{fffd}é"
        );
    }
}
