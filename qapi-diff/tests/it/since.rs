//! Documented releases of everything that is on the wire, compared with small histories.

use qapi_codegen::introspect_from_ir::{Options, introspect};
use qapi_diff::History;
use qapi_diff::check_since;
use qapi_introspect::Schema;
use qapi_parser::ir;
use qapi_parser::loader::Memory;
use qapi_test_support::{Trial, check_growth, timed, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        backports_are_not_told,
        parts_of_types_that_came_later_than_documented,
        parts_of_types_that_are_older_than_documented,
        documented_as_they_came,
        one_use_is_enough,
        moved_to_the_common_part,
        parts_of_wide_types_are_found_by_name,
    ]
}

fn compile(text: &str) -> ir::Schema {
    let files = Memory::new([("a.json", text)]);
    let options = qapi_parser::Options::new();
    let compiled = qapi_parser::compile_from("a.json", &files, &options).unwrap();
    let diagnostics = format!("{:?}", compiled.diagnostics);
    compiled.schema.unwrap_or_else(|| panic!("{diagnostics}"))
}

/// Mistakes in the documentation of the last version.
fn wrong(versions: &[(&str, &str)]) -> Vec<String> {
    let schemas: Vec<_> = versions.iter().map(|(_, text)| compile(text)).collect();
    let answer = |s| Schema::new(introspect(s, &Options::new())).unwrap();
    let answers: Vec<_> = schemas.iter().map(answer).collect();
    let labels = versions.iter().map(|(label, _)| *label);
    let history = History::new(&labels.zip(&answers).collect::<Vec<_>>()).unwrap();
    let wrong = check_since(schemas.last().unwrap(), &history);
    let told = wrong.iter().map(|w| {
        let sign = if w.came_later { "later" } else { "earlier" };
        format!(
            "{} {}: {sign} ({:?}, {})",
            w.path, w.documented, w.after, w.until
        )
    });
    told.collect()
}

/// A lamp with members, values, a branch and features, of which `later` came after 1.0; all are
/// documented as that says.
fn lamp(since: &str, later: bool) -> String {
    let if_later = |text: &str| if later { text } else { "" }.replace("SINCE", since);
    format!(
        "##
# @Kind:
#
# @led: an LED
#{}
##
{{ 'enum': 'Kind', 'data': [ 'led'{} ] }}

##
# @Neon:
#
# @volts: how many
#{}
##
{{ 'struct': 'Neon', 'data': {{ '*volts': 'int'{} }} }}

##
# @Lamp:
#
# @id: its name
#{}
#
# Since: 0.1
##
{{ 'union': 'Lamp', 'base': {{ 'id': 'str', 'kind': 'Kind'{} }}, 'discriminator': 'kind',
  'data': {{ 'led': 'Neon' }}{} }}

##
# @query-lamps:
#
# Since: 1.0
##
{{ 'command': 'query-lamps', 'returns': [ 'Lamp' ] }}
",
        if_later("\n# @neon: a tube (since SINCE)"),
        if_later(", 'neon'"),
        if_later("\n# @gas: which (since SINCE)"),
        if_later(", '*gas': 'str'"),
        if_later(
            "\n# @size: in cm (since SINCE)\n#\n# Features:\n#\n\
             # @dimmable: can be dimmed (since SINCE)"
        ),
        if_later(", '*size': 'int'"),
        if_later(", 'features': [ 'dimmable' ]"),
    )
}

fn parts_of_types_that_came_later_than_documented() {
    let (old, new) = (lamp("1.0", false), lamp("1.0", true));
    let expected = [
        "query-lamps/ret-type/$dimmable 1.0: later (Some(\"1.0\"), 2.0)",
        "query-lamps/ret-type/+led/gas 1.0: later (Some(\"1.0\"), 2.0)",
        "query-lamps/ret-type/kind/^neon 1.0: later (Some(\"1.0\"), 2.0)",
        "query-lamps/ret-type/size 1.0: later (Some(\"1.0\"), 2.0)",
    ];
    assert_eq!(wrong(&[("1.0", &old), ("2.0", &new)]), expected);
}

fn parts_of_types_that_are_older_than_documented() {
    let new = lamp("2.0", true);
    let expected = [
        "query-lamps/ret-type/$dimmable 2.0: earlier (None, 1.0)",
        "query-lamps/ret-type/+led/gas 2.0: earlier (None, 1.0)",
        "query-lamps/ret-type/kind/^neon 2.0: earlier (None, 1.0)",
        "query-lamps/ret-type/size 2.0: earlier (None, 1.0)",
    ];
    assert_eq!(wrong(&[("1.0", &new), ("2.0", &new)]), expected);
}

fn documented_as_they_came() {
    let (old, new) = (lamp("2.0", false), lamp("2.0", true));
    assert_eq!(wrong(&[("1.0", &old), ("2.0", &new)]), [""; 0]);
    // It may as well have come on the way.
    let new = lamp("1.5", true);
    assert_eq!(wrong(&[("1.0", &old), ("2.0", &new)]), [""; 0]);
}

/// Each member of a type, and its description, was searched among all: 64 times the time for eight times
/// as many.
fn parts_of_wide_types_are_found_by_name() {
    let wide = |count: usize| {
        let list = |one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
        let docs = list(&|i| format!("# @m{i}: a member (since 1.0)\n"));
        let members = list(&|i| format!("'*m{i}': 'int', "));
        let new = format!(
            "##\n# @c:\n#\n{docs}#\n# Since: 1.0\n##\n{{ 'command': 'c', 'data': {{ {members} 'n': 'int' }} }}"
        );
        let old = "##\n# @c:\n#\n# Since: 1.0\n##\n{ 'command': 'c', 'data': { 'n': 'int' } }";
        let (found, time) = timed(|| wrong(&[("1.0", old), ("2.0", &new)]));
        assert_eq!(found.len(), count);
        time
    };
    check_growth(1_000, 8_000, 20, wide);
}

/// A type used by one command since its beginning, by another since yesterday.
fn one_use_is_enough() {
    let schema = |more: &str| {
        format!(
            "##
# @Lamp:
#
# @size: in cm (since 1.0)
#
# Since: 1.0
##
{{ 'struct': 'Lamp', 'data': {{ '*size': 'int' }} }}
{{ 'command': 'query-lamp', 'returns': 'Lamp' }}
{more}"
        )
    };
    let (old, new) = (
        schema(""),
        schema("{ 'command': 'add-lamp', 'data': 'Lamp' }"),
    );
    assert_eq!(wrong(&[("1.0", &old), ("2.0", &new)]), [""; 0]);
    // Where it was used before 2.0, nothing tells.
    let other = "{ 'command': 'stop' }";
    assert_eq!(wrong(&[("1.5", other), ("2.0", &new)]), [""; 0]);
}

/// A member that moved from the branches into the common part is as old as in the branches.
fn moved_to_the_common_part() {
    let schema = |base: &str, branch: &str| {
        format!(
            "{{ 'enum': 'Kind', 'data': [ 'led' ] }}
{{ 'struct': 'Led', 'data': {{ '*volts': 'int'{branch} }} }}
##
# @Lamp:
#
# @size: in cm (since 1.0)
##
{{ 'union': 'Lamp', 'base': {{ 'kind': 'Kind'{base} }}, 'discriminator': 'kind',
  'data': {{ 'led': 'Led' }} }}
{{ 'command': 'query-lamps', 'returns': [ 'Lamp' ] }}
"
        )
    };
    let size = ", '*size': 'int'";
    // Its documentation has no place before.
    let old = schema("", size).replace("# @size: in cm (since 1.0)\n", "");
    let new = schema(size, "");
    assert_eq!(wrong(&[("1.0", &old), ("2.0", &new)]), [""; 0]);
}

/// A point release that has a backport does not contradict the documentation.
fn backports_are_not_told() {
    let first = "{ 'command': 'on' }";
    let now = "##\n# @on:\n#\n# Since: 1.0\n##\n{ 'command': 'on' }\n\
               ##\n# @dim:\n#\n# Since: 1.2\n##\n{ 'command': 'dim' }";
    let versions = |label| [("1.0", first), (label, now), ("1.1", first), ("1.2", now)];
    assert_eq!(wrong(&versions("1.0.7")), [""; 0]);
    let versions = |label| [("1.0", first), (label, now), ("1.2", now)];
    assert_eq!(wrong(&versions("1.0.7")), [""; 0]);
    assert_eq!(
        wrong(&versions("1.1.0")),
        [r#"dim 1.2: earlier (Some("1.0"), 1.1.0)"#]
    );
}
