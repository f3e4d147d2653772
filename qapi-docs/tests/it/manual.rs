//! Reference manuals: small ones by hand, and the whole of a release.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use expect_test::expect_file;
use qapi_codegen::introspect_from_ir::{Options, introspect};
use qapi_codegen::{Conditions, compile_source};
use qapi_diff::History;
use qapi_docs::manual::{File, Format, Manual, ManualError};
use qapi_introspect::Schema as Wire;
use qapi_parser::loader::Memory;
use qapi_parser::{Compiled, compile_from, ir::Schema};
use qapi_test_support::{Trial, check_growth, corpus, timed, trials};

use crate::page::{self, Page};
use crate::schemas::from_file;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        html_is_as_expected,
        markdown_is_as_expected,
        a_build_has_a_page,
        the_oldest_version_is_marked,
        an_unknown_oldest_version_is_an_error,
        shared_types_cost_what_they_are,
        circles_of_types_are_refused,
        nested_alternates_cost_what_they_are,
        long_advice_stands_once,
        wide_types_are_compared_by_name,
        hostile_text_stays_text,
        hostile_names_of_an_answer_stay_text,
        long_lines_and_many_blanks_do_no_harm,
        modules_never_take_the_name_of_an_index,
        a_release_has_no_dead_link,
        a_release_has_every_definition_once,
        a_release_in_markdown_has_no_dead_link,
        agents_and_storage_daemons_have_manuals,
        pages_are_small,
        availability_agrees_with_histories,
        facts_from_documents_of_removed_features,
        anchors_of_the_old_manual_lead_here,
        the_same_input_gives_the_same_files,
    ]
}

pub(crate) fn fan(version: u32) -> Compiled {
    let file = format!("tests/it/manual/fan-{version}.json");
    from_file(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file))
}

fn wire(schema: &Schema) -> Wire<'static> {
    let infos = introspect(schema, &Options::new());
    Wire::new(infos).expect("the model is whole").into_owned()
}

pub(crate) fn wire_of(compiled: &Compiled) -> Wire<'static> {
    wire(compiled.schema.as_ref().expect("the schema is valid"))
}

/// Makes a manual of fans, after a change to the plainest one.
fn fans(format: Format, change: impl FnOnce(Manual<'_>) -> Manual<'_>) -> Vec<File> {
    let newest = fan(5);
    let schema = newest.schema.as_ref().expect("the schema is valid");
    let older = [fan(1), fan(2)].map(|compiled| wire_of(&compiled));
    let [first, second] = &older;
    let manual = Manual::new(schema, &newest.sources)
        .title("Fans")
        .version("5.0")
        .older("1.0", first)
        .older("2.0", second);
    change(manual).files(format).expect("the manual is made")
}

fn text<'f>(files: &'f [File], name: &str) -> &'f str {
    let file = files.iter().find(|file| file.name == name);
    &file.unwrap_or_else(|| panic!("no file {name}")).text
}

#[track_caller]
fn assert_sound(files: &[File]) {
    let checked = page::check(files);
    assert_eq!(checked.problems, Vec::<String>::new());
}

fn html_is_as_expected() {
    let files = fans(Format::Html, |manual| manual);
    assert_sound(&files);
    for name in [
        "fan-5.html",
        "index.html",
        "deprecated.html",
        "version-5.0.html",
        "features.html",
    ] {
        // One tag a line, so that differences can be read.
        let lines = text(&files, name).replace("<section", "\n<section");
        expect_file![format!("./manual/{name}")].assert_eq(&lines);
    }
}

fn markdown_is_as_expected() {
    let files = fans(Format::Markdown, |manual| manual);
    assert_eq!(page::check_markdown(&files), Vec::<String>::new());
    for name in ["fan-5.md", "index.md", "deprecated.md", "version-5.0.md"] {
        expect_file![format!("./manual/{name}")].assert_eq(text(&files, name));
    }
}

fn a_build_has_a_page() {
    let build = wire_of(&fan(2));
    let newest = fan(5);
    let schema = newest.schema.as_ref().expect("the schema is valid");
    let manual = Manual::new(schema, &newest.sources).build("vendor's", &build);
    let files = manual.files(Format::Markdown).expect("the manual is made");
    expect_file!["./manual/build.md"].assert_eq(text(&files, "build-1.md"));
    let files = manual.files(Format::Html).expect("the manual is made");
    assert_sound(&files);
    assert!(text(&files, "build-1.html").contains("Build vendor&#39;s"));
}

fn the_oldest_version_is_marked() {
    let files = fans(Format::Html, |manual| manual.oldest("1.0"));
    let page = text(&files, "fan-5.html");
    assert_eq!(page.matches("not in 1.0").count(), 10, "{page}");
    let files = fans(Format::Html, |manual| manual.oldest("5.0"));
    assert!(!text(&files, "fan-5.html").contains("not in"));
}

fn an_unknown_oldest_version_is_an_error() {
    let newest = fan(5);
    let schema = newest.schema.as_ref().expect("the schema is valid");
    let manual = Manual::new(schema, &newest.sources).oldest("9.9");
    let error = manual.files(Format::Html).expect_err("there is no 9.9");
    assert!(matches!(error, ManualError::UnknownVersion(name) if name == "9.9"));
}

/// Makes the manual of a schema's text.
fn manual_of(text: &str, format: Format) -> Vec<File> {
    let files = Memory::new([("hostile.json", text)]);
    let compiled = compile_from("hostile.json", &files, &qapi_parser::Options::new());
    let compiled = compiled.expect("the schema is read");
    let messages: Vec<_> = compiled.diagnostics.iter().map(|d| &d.message).collect();
    let schema = compiled.schema.as_ref();
    let schema = schema.unwrap_or_else(|| panic!("{messages:?}"));
    let manual = Manual::new(schema, &compiled.sources).title("<script>alert(0)</script>");
    manual.files(format).expect("the manual is made")
}

fn shared_types_cost_what_they_are() {
    let text = crate::schemas::shared(200);
    let older = wire(&crate::schemas::from_text(&text));
    let files = Memory::new([("shared.json", text.as_str())]);
    let compiled = compile_from("shared.json", &files, &qapi_parser::Options::new());
    let compiled = compiled.expect("the schema is read");
    let schema = compiled.schema.as_ref().expect("the schema is valid");
    let manual = Manual::new(schema, &compiled.sources).older("1.0", &older);
    assert_sound(&manual.files(Format::Html).expect("the manual is made"));
}

/// Circles whose lengths have no common divisor have as many pairs as types times types.
fn circles_of_types_are_refused() {
    let circle = |length: usize| {
        let one = |i: usize| {
            let next = (i + 1) % length;
            format!("{{ 'struct': 'S{i}', 'data': {{ 'm': 'S{next}', 'n': 'int' }} }}\n")
        };
        let types: String = (0..length).map(one).collect();
        types + "{ 'command': 'c', 'data': 'S0' }"
    };
    let made = |older: usize, newer: usize| {
        let older = wire(&crate::schemas::from_text(&circle(older)));
        let text = circle(newer);
        let files = Memory::new([("circle.json", text.as_str())]);
        let compiled = compile_from("circle.json", &files, &qapi_parser::Options::new());
        let compiled = compiled.expect("the schema is read");
        let schema = compiled.schema.as_ref().expect("the schema is valid");
        let manual = Manual::new(schema, &compiled.sources).older("1.0", &older);
        manual.files(Format::Markdown)
    };
    assert!(made(29, 30).is_ok());
    let error = made(500, 501).expect_err("the pairs are too many");
    let said = error.to_string();
    assert!(matches!(error, ManualError::TooManyParts { .. }), "{said}");
}

/// Makes the Markdown manual of an answer with another one as its older version.
fn of_answers(newer: &str, older: &str) -> Result<Vec<File>, ManualError> {
    let files = Memory::new([("answer.json", newer)]);
    let options = qapi_parser::Options::new();
    let path = std::path::Path::new("answer.json");
    let compiled = compile_source(path, &files, &options, &Conditions::All);
    let compiled = compiled.expect("the answer is read");
    let schema = compiled.schema.as_ref().expect("the answer is valid");
    let older = Wire::from_json(older).expect("the answer is valid");
    let manual = Manual::new(schema, &compiled.sources).older("1.0", &older);
    manual.files(Format::Markdown)
}

/// A command for each alternate of a chain in the older version, and one alternate for all in the newer.
/// Each pair of types is compared once, not for each command that leads to it.
fn nested_alternates_cost_what_they_are() {
    const LENGTH: usize = 2_000;
    let answer = |next: &dyn Fn(usize) -> String, first: &dyn Fn(usize) -> usize| {
        let one = |i: usize| {
            let (next, first) = (next(i), first(i));
            format!(
                r#"{{"name": "c{i}", "meta-type": "command", "arg-type": "0", "ret-type": "a{first}"}},
                {{"name": "a{i}", "meta-type": "alternate",
                  "members": [{{"type": "{next}"}}, {{"type": "str"}}]}},"#
            )
        };
        let alternates: String = (0..LENGTH).map(one).collect();
        format!(
            r#"[{alternates}{{"name": "0", "meta-type": "object", "members": []}},
            {{"name": "str", "meta-type": "builtin", "json-type": "string"}},
            {{"name": "end", "meta-type": "object", "members": [{{"name": "m", "type": "str"}}]}}]"#
        )
    };
    let newer = answer(&|_| "end".to_owned(), &|_| 0);
    let next = |i| match i + 1 {
        LENGTH => "end".to_owned(),
        next => format!("a{next}"),
    };
    let older = answer(&next, &|i| i);
    assert!(of_answers(&newer, &older).is_ok());
}

/// The text of a feature `deprecated` stands beside each deprecated part, unless it is long.
fn long_advice_stands_once() {
    let pages = |advice: &str| {
        let value = |i: usize| format!("{{ 'name': 'v{i}', 'features': [ 'deprecated' ] }}");
        let values: Vec<String> = (0..20).map(value).collect();
        let schema = format!(
            "##\n# @E:\n#\n# Features:\n#\n# @deprecated: {advice}\n##\n\
             {{ 'enum': 'E', 'data': [ {} ], 'features': [ 'deprecated' ] }}\n",
            values.join(", ")
        );
        let files = manual_of(&schema, Format::Markdown);
        text(&files, "deprecated.md").matches(advice).count()
    };
    assert_eq!(pages("use something else"), 21);
    assert_eq!(pages(&"use something else ".repeat(200)), 1);
}

/// A type with as many parts as the other version has, and many places of it: parts are found by
/// name, however many the type has.
fn wide_types_are_compared_by_name() {
    let types = |prefix: &str, places: usize, width: usize| {
        let list = |count: usize, one: &dyn Fn(usize) -> String| {
            (0..count).map(one).collect::<Vec<_>>().join(",")
        };
        let places = list(places, &|i| {
            format!(
                r#"{{"name": "c{i}", "meta-type": "command", "arg-type": "0", "ret-type": "s{i}"}},
                {{"name": "s{i}", "meta-type": "object", "members": [{{"name": "m", "type": "w"}}]}}"#
            )
        });
        let members = list(width, &|i| {
            format!(r#"{{"name": "{prefix}{i}", "type": "str"}}"#)
        });
        format!(
            r#"[{places}, {{"name": "0", "meta-type": "object", "members": []}},
            {{"name": "str", "meta-type": "builtin", "json-type": "string"}},
            {{"name": "w", "meta-type": "object", "members": [{members}]}}]"#
        )
    };
    let cost = |width: usize| {
        let (newer, older) = (types("m", 10, width), types("n", 10, width));
        let (made, time) = timed(|| of_answers(&newer, &older));
        assert!(made.is_ok());
        time
    };
    // Each name of one version against each of the other takes 64 times as long.
    check_growth(1_000, 8_000, 20, cost);
}

/// Texts that would run, if a page let them.
const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</code></pre></section><svg onload=alert(1)>",
    "`click <javascript:alert(1)>`_",
    "`click <javascript://x/%0aalert(1)>`_",
    "[click](javascript:alert(1)) <javascript:alert(1)> ![i](data:text/html,x)",
    "``</code><script>alert(1)</script>``",
    "<!-- --!> <![CDATA[ ]]> &lt;script&gt; &#x3c;b&#x3e;",
    "\" onmouseover=\"alert(1)\" '",
    "**bold <b onclick=alert(1)>x</b>**",
    "{{ 7 * 7 }} {% include \"x\" %} ${7} </style><style>*{display:none}</style>",
    "\u{202e}detcelfer\u{202c} \u{1b}[31mred",
];

fn hostile_text_stays_text() {
    let mut doc = String::from("##\n# @stop:\n#\n");
    for text in HOSTILE {
        doc +=
            &format!("# {text}\n#\n# - {text}\n#\n# ::\n#\n#   {text}\n#\n# .. note:: {text}\n#\n");
    }
    doc += &format!(
        "# @at: {}\n#\n# .. qmp-example::\n#\n#   -> {}\n#\n# Since: {}\n##\n",
        HOSTILE[0], HOSTILE[1], HOSTILE[2]
    );
    let schema = format!(
        "##\n# = Title {}\n##\n{doc}{{ 'command': 'stop', 'if': '{condition}', \
         'data': {{ 'at': {{ 'type': 'str', 'if': '{condition}' }} }} }}",
        HOSTILE[0],
        condition = format!("A`{}`", HOSTILE[1]),
    );
    let files = manual_of(&schema, Format::Html);
    assert_sound(&files);
    for file in files.iter().filter(|file| file.name.ends_with(".html")) {
        let page = Page::new(&file.name, &file.text);
        for (element, attributes) in &page.elements {
            let allowed = !["img", "svg", "iframe", "style", "object"].contains(&element.as_str());
            assert!(
                allowed || element == "svg" && attributes.contains_key("viewBox"),
                "{element}"
            );
            let scripts = ["theme.js", "site.js"];
            let script = attributes.get("src").map(String::as_str);
            assert!(
                script.is_none_or(|src| scripts.contains(&src)),
                "{attributes:?}"
            );
            assert!(element != "script" || script.is_some());
            let handler = attributes.keys().find(|name| name.starts_with("on"));
            assert_eq!(handler, None, "{attributes:?}");
            assert!(!attributes.contains_key("style"));
        }
        let runs = page
            .links
            .iter()
            .find(|l| l.contains(':') && l.contains("script"));
        assert_eq!(runs, None);
    }
    for file in manual_of(&schema, Format::Markdown) {
        let mut fenced = false;
        for line in file.text.lines() {
            let line = line.trim_start_matches(['>', ' ', '-']);
            fenced ^= line.starts_with("```");
            // Between marks of code, everything is text.
            let prose: String = line.split('`').step_by(2).collect();
            let runs = [
                "](javascript",
                "](data",
                "<javascript",
                "<script",
                "<img",
                "<b ",
                "<svg",
            ];
            let found = runs
                .iter()
                .find(|r| !fenced && prose.replace("\\<", "").contains(*r));
            assert_eq!(found, None, "{}: {line}", file.name);
        }
    }
}

fn hostile_names_of_an_answer_stay_text() {
    let answer = r#"[
        {"name": "<script>alert(1)</script>", "meta-type": "event", "arg-type": "0"},
        {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0",
         "features": ["<b>bold</b>"]},
        {"name": "0", "meta-type": "object", "members": []}]"#;
    let older = Wire::from_json(answer).expect("an answer");
    let compiled = {
        let files = Memory::new([("a.json", "{ 'command': 'stop' }")]);
        compile_from("a.json", &files, &qapi_parser::Options::new()).expect("a schema")
    };
    let schema = compiled.schema.as_ref().expect("the schema is valid");
    let manual = Manual::new(schema, &compiled.sources)
        .version("\"><script>2</script>")
        .older("<i>1</i>\n| x |", &older)
        .build("../../<u>b</u>", &older);
    let files = manual.files(Format::Html).expect("the manual is made");
    assert_sound(&files);
    for file in &files {
        assert!(!file.name.contains(['/', '<', '>', '"']), "{}", file.name);
        let html = file.name.ends_with(".html");
        let hostile = ["<script>alert", "<b>bold", "<i>1", "<u>b", "<script>2"];
        assert!(
            !html || hostile.iter().all(|h| !file.text.contains(h)),
            "{}",
            file.text
        );
    }
}

fn long_lines_and_many_blanks_do_no_harm() {
    let long = "x".repeat(1_000_000);
    let blanks = " ".repeat(70_000);
    let text = format!(
        "##\n# @stop:\n#\n# {long}\n#\n# a{blanks}b\n#\n# .. qmp-example::\n#\n#   -> {{ \"{long}\": 1 }}\n##\n{{ 'command': 'stop' }}"
    );
    let files = manual_of(&text, Format::Html);
    assert_sound(&files);
    assert!(manual_of(&text, Format::Markdown).len() > 3);
}

fn modules_never_take_the_name_of_an_index() {
    let files = Memory::new([
        (
            "index.json",
            "{ 'include': 'a/names.json' } { 'include': 'b/Names.json' } { 'command': 'a' }\n\
             { 'include': 'a/version-1.json' } { 'include': 'b/version-1.json' }",
        ),
        ("a/version-1.json", "{ 'command': 'c' }"),
        ("b/version-1.json", "{ 'command': 'd' }"),
        ("a/names.json", "{ 'command': 'b' }"),
        ("b/Names.json", "{ 'command': 'version-1' }"),
    ]);
    let compiled = compile_from("index.json", &files, &qapi_parser::Options::new());
    let compiled = compiled.expect("the schema is read");
    let schema = compiled.schema.as_ref().expect("the schema is valid");
    let files = Manual::new(schema, &compiled.sources).files(Format::Html);
    let files = files.expect("the manual is made");
    assert_sound(&files);
    let names: BTreeSet<String> = files.iter().map(|f| f.name.to_lowercase()).collect();
    assert_eq!(names.len(), files.len());
    assert!(names.contains("module-index.html") && names.contains("module-names.html"));
    let version = |name: &String| name.starts_with("version-");
    assert!(!names.iter().any(version), "{names:?}");
}

/// Older releases of the corpus, the oldest first.
const RELEASES: [(&str, &str); 9] = [
    ("2.12", "history/2.12.0"),
    ("4.2", "history/4.2.0"),
    ("5.2", "qemu-5.2"),
    ("6.1", "history/6.1.0"),
    ("6.2", "history/6.2.0"),
    ("7.2", "qemu-7.2"),
    ("8.2", "history/8.2.0"),
    ("9.1", "history/9.1.0"),
    ("10.0", "qemu-10.0"),
];

fn release(folder: &str) -> Compiled {
    from_file(&corpus().join(folder).join("qapi/qapi-schema.json"))
}

/// Wire models of the older releases.
fn older() -> &'static [Wire<'static>; RELEASES.len()] {
    static OLDER: OnceLock<[Wire<'static>; RELEASES.len()]> = OnceLock::new();
    OLDER.get_or_init(|| RELEASES.map(|(_, folder)| wire_of(&release(folder))))
}

/// A release, and its manual with the older ones: made once for all tests.
pub(crate) fn with_history(format: Format) -> (&'static Compiled, &'static [File]) {
    static NEWEST: OnceLock<Compiled> = OnceLock::new();
    static HTML: OnceLock<Vec<File>> = OnceLock::new();
    static MARKDOWN: OnceLock<Vec<File>> = OnceLock::new();
    let newest = NEWEST.get_or_init(|| release("qemu-10.2"));
    let made = match format {
        Format::Markdown => &MARKDOWN,
        _ => &HTML,
    };
    let files = made.get_or_init(|| {
        let schema = newest.schema.as_ref().expect("the schema is valid");
        let mut manual = Manual::new(schema, &newest.sources)
            .version("10.2")
            .oldest("7.2");
        for ((name, _), wire) in RELEASES.iter().zip(older()) {
            manual = manual.older(*name, wire);
        }
        manual.files(format).expect("the manual is made")
    });
    (newest, files)
}

fn a_release_has_no_dead_link() {
    let (_, files) = with_history(Format::Html);
    let checked = page::check(files);
    assert_eq!(checked.problems, Vec::<String>::new());
    assert!(checked.links > 10_000, "{}", checked.links);
}

fn a_release_has_every_definition_once() {
    let (compiled, files) = with_history(Format::Html);
    let schema = compiled.schema.as_ref().expect("the schema is valid");
    let checked = page::check(files);
    let mut wanted: BTreeMap<&str, &str> = BTreeMap::new();
    wanted.extend(schema.commands().map(|(_, c)| (c.name(), "command")));
    wanted.extend(schema.events().map(|(_, e)| (e.name(), "event")));
    let types = schema.types().filter(|(_, ty)| !ty.is_implicit());
    wanted.extend(types.map(|(_, ty)| (ty.name(), "type")));
    let sections: usize = files
        .iter()
        .map(|f| f.text.matches("<section class=\"entry").count())
        .sum();
    assert_eq!(sections, wanted.len());
    for name in wanted.keys() {
        let pages = checked
            .anchors
            .values()
            .filter(|ids| ids.contains(*name))
            .count();
        assert_eq!(pages, 1, "{name}");
    }
    let index = text(files, "index.html");
    for (count, of) in [
        (schema.commands().len(), "commands"),
        (schema.events().len(), "events"),
    ] {
        assert!(
            index.contains(&format!("<b>{count}</b> {of}")),
            "{count} {of}"
        );
    }
    // Every member of a type has an anchor of its own.
    let members = checked
        .anchors
        .values()
        .flatten()
        .filter(|id| id.contains(':'))
        .count();
    assert!(members > 4_000, "{members}");
}

fn a_release_in_markdown_has_no_dead_link() {
    let (_, files) = with_history(Format::Markdown);
    assert_eq!(page::check_markdown(files), Vec::<String>::new());
}

fn agents_and_storage_daemons_have_manuals() {
    for path in [
        "qga/qapi-schema.json",
        "storage-daemon/qapi/qapi-schema.json",
    ] {
        let compiled = from_file(&corpus().join("qemu-10.2").join(path));
        let schema = compiled.schema.as_ref().expect("the schema is valid");
        let manual = Manual::new(schema, &compiled.sources).namespace("QGA");
        assert_sound(&manual.files(Format::Html).expect("the manual is made"));
        let markdown = manual.files(Format::Markdown).expect("the manual is made");
        assert_eq!(page::check_markdown(&markdown), Vec::<String>::new());
    }
}

/// A reader of one definition loads its page, the style and two scripts.
fn pages_are_small() {
    let (_, files) = with_history(Format::Html);
    let assets = ["style.css", "theme.js", "site.js"];
    let assets: usize = assets.iter().map(|name| text(files, name).len()).sum();
    for file in files.iter().filter(|file| file.name.ends_with(".html")) {
        let size = file.text.len() + assets;
        assert!(size < 300_000, "{}: {size}", file.name);
    }
    assert!(text(files, "search-index.js").len() < 400_000);
}

/// The rows of the tables of versions, by definition.
fn versions_in(files: &[File]) -> BTreeMap<String, BTreeSet<[String; 4]>> {
    let mut found: BTreeMap<String, BTreeSet<[String; 4]>> = BTreeMap::new();
    let mut name = String::new();
    for line in files.iter().flat_map(|file| file.text.lines()) {
        if let Some(heading) = line.strip_prefix("## ") {
            name = heading.split('`').nth(1).unwrap_or_default().to_owned();
        } else if let Some(row) = line.strip_prefix("| ")
            && !name.is_empty()
        {
            let cells: Vec<_> = row.trim_end_matches(" |").split(" | ").collect();
            if let [part, appeared, deprecated, removed] = cells[..] {
                let row = [part, appeared, deprecated, removed].map(|cell| cell.trim().to_owned());
                found.entry(name.clone()).or_default().insert(row);
            }
        }
    }
    found
}

/// Commands, events and their arguments written inline have one path each, so histories tell of
/// them the same.
fn availability_agrees_with_histories() {
    let (newest, files) = with_history(Format::Markdown);
    let schema = newest.schema.as_ref().expect("the schema is valid");
    let own = wire(schema);
    let mut versions: Vec<(&str, &Wire<'_>)> = Vec::new();
    versions.extend(RELEASES.iter().map(|(name, _)| *name).zip(older()));
    versions.push(("10.2", &own));
    let history = History::new(&versions).expect("the paths are not too many");
    let tables = versions_in(files);
    let label = |at: Option<usize>| at.map_or("", |at| &history.versions[at]);
    let mut compared = 0;
    for life in &history.lives {
        let (root, rest) = life.path.split_once('/').unwrap_or((&life.path, ""));
        let inline = |arg: Option<_>| arg.is_none_or(|id| schema.ty(id).is_implicit());
        let (known, inline) = match schema.lookup(root) {
            Some(qapi_parser::ir::Entity::Command(id)) => (true, inline(schema.command(id).arg())),
            Some(qapi_parser::ir::Entity::Event(id)) => (true, inline(schema.event(id).arg())),
            _ => (false, false),
        };
        let part = match rest.strip_prefix("arg-type/") {
            Some(member) if inline && !member.contains(['/', '+', '$']) => {
                format!("member `{member}`")
            }
            None if rest.is_empty() && known => format!("`{root}`"),
            _ => continue,
        };
        // The life of a part that left and came back starts at its return.
        let later = history
            .lives
            .iter()
            .any(|l| l.path == life.path && l.since > life.since);
        let notable = life.since > 0 || life.left.is_some() || life.deprecated.is_some();
        if later || !notable || life.implied {
            continue;
        }
        let table = tables.get(root).cloned().unwrap_or_default();
        let row = table.iter().find(|row| row[0] == part);
        let row = row.unwrap_or_else(|| panic!("{}: {life:?} has no row", life.path));
        let whole = history
            .lives
            .iter()
            .find(|l| l.path == root && l.left.is_none());
        let appeared = Some(life.since)
            .filter(|at| *at > 0 && (rest.is_empty() || whole.is_some_and(|w| w.since < *at)));
        let inherited = !rest.is_empty() && whole.is_some_and(|w| w.deprecated == life.deprecated);
        let deprecated = label(life.deprecated.filter(|_| !inherited));
        assert_eq!(row[1], label(appeared), "{}", life.path);
        let told = if row[2] == "not recorded" {
            ""
        } else {
            &row[2]
        };
        assert_eq!(told, deprecated, "{}", life.path);
        assert_eq!(row[3], label(life.left), "{}", life.path);
        compared += 1;
    }
    assert!(compared > 100, "{compared}");
}

/// The numbers of a release.
fn number(release: &str) -> (u32, u32) {
    let (major, minor) = release.split_once('.').expect("a release is MAJOR.MINOR");
    let number = |text: &str| text.parse().expect("a release has numbers");
    (number(major), number(minor))
}

/// The names and the kind in a row of a list of changes: `| [`NAME`](LINK) `PART` | KIND | … |`.
fn change(row: &str) -> Option<(String, String, String)> {
    let (names, rest) = row.strip_prefix("| ")?.split_once(" | ")?;
    let (kind, _) = rest.split_once(" |")?;
    let mut names = names.split('`').skip(1).step_by(2);
    let (name, part) = (names.next()?, names.next().unwrap_or("-"));
    Some((name.to_owned(), part.to_owned(), kind.to_owned()))
}

/// Each fact shows at the first compared release from its own on, and at no other.
fn facts_from_documents_of_removed_features() {
    let (_, files) = with_history(Format::Markdown);
    let releases: Vec<&str> = RELEASES.iter().map(|(r, _)| *r).chain(["10.2"]).collect();
    let told_in = |wanted: &(String, String, String), heading: &str| -> Vec<&str> {
        let told = |release: &&&str| {
            let page = format!("version-{release}.md");
            let page = files.iter().find(|file| file.name == page);
            let list = page.and_then(|page| page.text.split_once(heading));
            let list = list.map_or("", |(_, list)| {
                list.split("\n## ").next().unwrap_or_default()
            });
            list.lines().filter_map(change).any(|row| row == *wanted)
        };
        releases.iter().filter(told).copied().collect()
    };
    let facts = include_str!("manual/facts.txt").lines();
    let mut counts = BTreeMap::new();
    for fact in facts.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [what, release, name, part, kind] = fact.split_whitespace().collect::<Vec<_>>()[..]
        else {
            panic!("not a fact: {fact}");
        };
        let (heading, least) = match what {
            "removed" => ("\n## Gone in ", (0, 0)),
            _ => ("\n## Deprecated in ", (5, 0)),
        };
        let from = number(release).max(least);
        let wanted = releases.iter().find(|release| number(release) >= from);
        let row = (name.to_owned(), part.to_owned(), kind.to_owned());
        assert_eq!(
            told_in(&row, heading),
            Vec::from_iter(wanted.copied()),
            "{fact}"
        );
        *counts.entry(what).or_insert(0) += 1;
    }
    assert!(
        counts["removed"] >= 10 && counts["deprecated"] >= 10,
        "{counts:?}"
    );
}

fn anchors_of_the_old_manual_lead_here() {
    let (_, files) = with_history(Format::Html);
    let checked = page::check(files);
    for anchor in [
        "command-QMP-block-core.blockdev-add",
        "event-QMP-run-state.SHUTDOWN",
        "object-QMP-block-core.BlockdevOptions",
        "enum-QMP-run-state.RunState",
        "alternate-QMP-block-core.BlockdevRef",
    ] {
        let pages = checked
            .anchors
            .iter()
            .filter(|(_, ids)| ids.contains(anchor));
        let pages: Vec<_> = pages.map(|(name, _)| name.as_str()).collect();
        assert_eq!(pages.len(), 2, "{anchor}: {pages:?}");
        assert!(pages.contains(&"names.html"));
    }
}

fn the_same_input_gives_the_same_files() {
    let first = fans(Format::Html, |manual| manual);
    assert_eq!(first, fans(Format::Html, |manual| manual));
}
