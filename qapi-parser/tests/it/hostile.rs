//! Text that would act on a terminal, forge lines of a report, or overflow a format's width.

use qapi_parser::edition::Edition;
use qapi_parser::lint::LintOptions;
use qapi_parser::loader::Memory;
use qapi_parser::{Compiled, Options, compile_from, dump, render};
use qapi_test_support::{Trial, in_ci, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        control_characters_never_reach_a_report,
        control_characters_in_paths_never_reach_a_report,
        documentation_may_be_as_wide_as_it_likes,
        names_may_be_as_long_as_they_like,
    ]
}

/// Characters that do something else than show themselves.
fn hostile() -> impl Iterator<Item = char> {
    let ranges = [
        '\0'..='\x1f',
        '\x7f'..='\u{9f}',
        '\u{61c}'..='\u{61c}',
        '\u{200e}'..='\u{200f}',
        '\u{2028}'..='\u{202e}',
        '\u{2066}'..='\u{2069}',
        '\u{feff}'..='\u{feff}',
        '\u{e0041}'..='\u{e0042}',
    ];
    ranges.into_iter().flatten()
}

fn check(text: String, edition: &str) -> Compiled {
    let options = Options::new().edition(edition.parse().unwrap());
    let mut compiled = compile_from("a.json", &Memory::new([("a.json", text)]), &options).unwrap();
    compiled.lint(&LintOptions::all());
    compiled
}

/// The diagnostics in all formats, each with its number of lines where that is fixed.
fn reports(compiled: &Compiled) -> Vec<String> {
    let mut reports = Vec::new();
    for diagnostic in &compiled.diagnostics {
        let one_line = [
            render::short(diagnostic, &compiled.sources),
            render::json(diagnostic, &compiled.sources),
        ];
        for line in one_line {
            assert!(!line.contains('\n'), "{line:?}");
            reports.push(line);
        }
        reports.push(render::human(diagnostic, &compiled.sources, false));
        let coloured = render::human(diagnostic, &compiled.sources, true);
        reports.push(without_colours(&coloured));
    }
    reports
}

/// The text without the sequences that the renderer itself makes.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';');
        assert!(
            end.is_some_and(|end| part[end..].starts_with('m')),
            "{part:?}"
        );
        out.push_str(part.split_once('m').unwrap().1);
    }
    out
}

#[track_caller]
fn assert_harmless(reports: &[String]) {
    for report in reports {
        let bad = report
            .chars()
            .find(|&c| c != '\n' && hostile().any(|h| h == c));
        assert_eq!(bad, None, "{report:?}");
    }
}

/// Schemas with `@` where a character goes.
const PLACES: [&str; 14] = [
    "@",
    "{ 'enum@': [] }",
    "{ 'enum': 'E@', 'data': [] }",
    "{ 'enum': 'E', 'data': [ '@' ] }",
    "{ 'enum': 'E', 'data': [ 'a' @ ] }",
    "{ 'enum': 'E', 'data': [ 'a' x@y ] }",
    "{ 'struct': 'S', 'data': { 'm': 'T' } } # @",
    "{ 'include': 'no@file' }",
    "{ 'pragma': { 'no@pragma': true } }",
    "##\n# @E@:\n##\n{ 'enum': 'E', 'data': [] }",
    "##\n# @E:\n#\n# @a@: text\n##\n{ 'enum': 'E', 'data': [] }",
    "##\n# @E:\n#\n# Returns: @\n##\n{ 'enum': 'E', 'data': [] }",
    "##@\n# @E:\n##\n{ 'enum': 'E', 'data': [] }",
    "{ 'if': 'defined(@)', 'enum': 'E', 'data': [ 1 ] }",
];

fn control_characters_never_reach_a_report() {
    let mut texts = 0;
    for place in PLACES {
        for c in hostile() {
            // Two, since a range of one may be replaced as a whole.
            let text = place.replacen('@', &format!("{c}{c}[31m"), 1);
            let in_name = place.rfind('@').map(|at| {
                let mut text = place.to_owned();
                text.replace_range(at..=at, &c.to_string());
                text
            });
            for text in [Some(text), in_name].into_iter().flatten() {
                let editions = ["auto", "5.2", "10.2"];
                // One edition for each text where CI is not set, in turn.
                let taken = if in_ci() {
                    &editions[..]
                } else {
                    &editions[texts % 3..][..1]
                };
                texts += 1;
                for edition in taken {
                    assert_harmless(&reports(&check(text.clone(), edition)));
                }
            }
        }
    }
}

fn control_characters_in_paths_never_reach_a_report() {
    for c in hostile().filter(|&c| c != '\0') {
        let path = format!("a{c}b/c.json");
        let texts = [
            (path.clone(), "{ 'include': 'd.json' }"),
            (format!("a{c}b/d.json"), "oops"),
        ];
        let compiled = compile_from(&path, &Memory::new(texts), &Options::new()).unwrap();
        assert!(compiled.diagnostics.has_errors());
        assert_harmless(&reports(&compiled));
        let missing = compile_from(&path, &Memory::default(), &Options::new()).unwrap_err();
        assert_harmless(&[missing.to_string()]);
    }
}

const EDITIONS: [&str; 7] = ["auto", "2.8", "5.2", "7.2", "8.1", "10.0", "10.2"];

/// Above 65,535, the largest width that formatting takes.
const WIDE: usize = 70_000;

fn documentation_may_be_as_wide_as_it_likes() {
    let blanks = " ".repeat(WIDE);
    let forms = [
        "##\n# @foo:\n#\n# @a:~x\n#~y\n##\n",
        "##\n# @foo:\n#\n# @a: x\n# ~y\n#  z\n##\n",
        "##\n# @foo:\n#\n# Returns:~x\n#\n#~y\n##\n",
        "##\n# @foo:\n#\n# Features:\n#\n# @f:~x\n##\n",
        "##\n# @foo:\n#\n# Note:~x\n#  y\n##\n",
        "##\n# @foo:~\n##\n",
        "##\n#~= Heading\n##\n##\n# @foo:\n##\n",
    ];
    for form in forms {
        let definition = "{ 'command': 'foo', 'data': { 'a': 'str' }, 'features': [ 'f' ] }";
        let text = form.replace('~', &blanks) + definition;
        for edition in EDITIONS {
            let compiled = check(text.clone(), edition);
            reports(&compiled);
            if let Some(schema) = &compiled.schema {
                dump::to_text(schema, edition.parse().unwrap());
                dump::to_json(schema);
            }
        }
    }
}

fn names_may_be_as_long_as_they_like() {
    let schema = "{ 'enum': 'En', 'data': [ 'red' ], 'if': 'COND' }\n\
                  { 'struct': 'Base', 'data': { 'tag': 'En' } }\n\
                  { 'struct': 'St', 'base': 'Base', 'data': { '*mem': [ 'En' ] } }\n\
                  { 'union': 'Un', 'base': 'Base', 'discriminator': 'tag', 'data': { 'red': 'St' } }\n\
                  { 'alternate': 'Al', 'data': { 'alt': 'St', 'name': 'str' } }\n\
                  { 'command': 'com', 'data': { 'arg': 'Un' }, 'returns': 'St' }\n\
                  { 'event': 'EVENT', 'data': { 'arg': 'Al' }, 'features': [ 'feat' ] }\n";
    let words = [
        "En", "red", "COND", "Base", "tag", "St", "mem", "alt", "com", "EVENT", "feat",
    ];
    for word in words {
        let long = word.repeat(WIDE / word.len());
        let all = schema.replace(&format!("'{word}'"), &format!("'{long}'"));
        let first = schema.replacen(&format!("'{word}'"), &format!("'{long}'"), 1);
        for text in [all, first] {
            let compiled = check(text, "auto");
            for report in reports(&compiled) {
                assert!(report.len() < 20_000, "{} bytes", report.len());
            }
            if let Some(schema) = &compiled.schema {
                dump::to_text(schema, Edition::Auto);
            }
        }
    }
}
