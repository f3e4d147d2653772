//! Schemas of any size that look like QEMU's: as many definitions of each kind, as many members,
//! as much documentation.

use std::fmt::Write as _;

/// QEMU 10.0's schema has 26,000 lines with 990 definitions; so many units have as many.
const UNITS: usize = 47;

/// A schema `times` as large as QEMU 10.0's.
pub(crate) fn schema(times: usize) -> String {
    let mut text = String::from("{ 'pragma': { 'doc-required': true } }\n");
    for unit in 0..UNITS * times {
        write_unit(&mut text, unit);
    }
    text
}

/// 4 enums, 10 structs, a union, 5 commands and an event. Types of the units before are used too.
fn write_unit(text: &mut String, unit: usize) {
    section(text, &format!("Unit {unit}"));
    for i in 0..4 {
        write_enum(text, &format!("Enum{unit}x{i}"), 5 + 2 * i);
    }
    for i in 0..10 {
        let (name, before) = (format!("Struct{unit}x{i}"), unit.saturating_sub(1));
        let base = (i > 7).then(|| format!("Struct{unit}x0"));
        let types = [
            "'int'".to_owned(),
            "'str'".to_owned(),
            format!("'Enum{unit}x{}'", i % 4),
            format!("[ 'Struct{unit}x{}' ]", (i + 1) % 10),
            format!("'Struct{before}x{i}'"),
            "'bool'".to_owned(),
            "'size'".to_owned(),
        ];
        write_struct(text, &name, base.as_deref(), &types[..3 + i % 5]);
    }
    write_union(text, unit);
    for i in 0..5 {
        write_command(text, unit, i);
    }
    write_event(text, unit);
}

fn section(text: &mut String, title: &str) {
    write(text, format_args!("\n##\n# = {title}\n##\n"));
}

/// A definition's documentation.
fn doc(text: &mut String, name: &str, members: &[String]) {
    write(
        text,
        format_args!(
            "\n##\n# @{name}:\n#\n# What {name} is for, in a sentence or two that say\n# what everybody knows who has read its name.\n#\n"
        ),
    );
    for member in members {
        write(
            text,
            format_args!(
                "# @{member}: what it means when somebody gives it, and what happens\n\
                 #     when nobody does (since 5.1)\n#\n"
            ),
        );
    }
    write(
        text,
        format_args!(
            "# .. note:: This describes nothing at all, at the length that is\n\
             #    usual for such descriptions.\n#\n# Since: 2.12\n##\n"
        ),
    );
}

fn write_enum(text: &mut String, name: &str, values: usize) {
    let values: Vec<String> = (0..values).map(|i| format!("value-{i}")).collect();
    doc(text, name, &values);
    let values: Vec<String> = values.iter().map(|v| format!("'{v}'")).collect();
    let data = values.join(",\n            ");
    write(
        text,
        format_args!("{{ 'enum': '{name}',\n  'data': [ {data} ] }}\n"),
    );
}

fn write_struct(text: &mut String, name: &str, base: Option<&str>, types: &[String]) {
    let own = name.rsplit('x').next().unwrap_or_default();
    let members: Vec<String> = (0..types.len())
        .map(|i| format!("member-{own}-{i}"))
        .collect();
    doc(text, name, &members);
    let base = base.map_or(String::new(), |base| format!("  'base': '{base}',\n"));
    let data = object(&members, types);
    write(
        text,
        format_args!(
            "{{ 'struct': '{name}',\n{base}  'data': {data},\n  'if': 'CONFIG_{own}' }}\n"
        ),
    );
}

/// Every second member optional.
fn object(members: &[String], types: &[String]) -> String {
    let members = members.iter().zip(types).enumerate();
    let members = members.map(|(i, (member, ty))| {
        let star = if i % 2 == 1 { "*" } else { "" };
        format!("'{star}{member}': {ty}")
    });
    let members: Vec<String> = members.collect();
    format!("{{ {} }}", members.join(",\n            "))
}

fn write_union(text: &mut String, unit: usize) {
    let name = format!("Union{unit}");
    doc(text, &name, &["tag".to_owned(), "id".to_owned()]);
    let branches: Vec<String> = (1..5)
        .map(|i| format!("'value-{i}': 'Struct{unit}x{i}'"))
        .collect();
    write(
        text,
        format_args!(
            "{{ 'union': '{name}',\n  'base': {{ 'tag': 'Enum{unit}x0', 'id': 'str' }},\n  \
             'discriminator': 'tag',\n  'data': {{ {} }} }}\n",
            branches.join(",\n            ")
        ),
    );
}

fn write_command(text: &mut String, unit: usize, i: usize) {
    let name = format!("do-{unit}-{i}");
    let members: Vec<String> = (0..i).map(|i| format!("argument-{i}")).collect();
    doc(text, &name, &members);
    let types = vec!["'str'".to_owned(); i];
    let data = object(&members, &types);
    write(
        text,
        format_args!(
            "{{ 'command': '{name}', 'data': {data},\n  'returns': [ 'Struct{unit}x{i}' ] }}\n"
        ),
    );
}

fn write_event(text: &mut String, unit: usize) {
    let name = format!("DONE_{unit}");
    doc(text, &name, &["id".to_owned(), "reason".to_owned()]);
    write(
        text,
        format_args!(
            "{{ 'event': '{name}', 'data': {{ 'id': 'str', 'reason': 'Enum{unit}x1' }} }}\n"
        ),
    );
}

fn write(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing into a string does not fail.
    let _ = text.write_fmt(what);
}
