//! Texts that are strange in their bytes, and texts that end too early.

use qapi_parser::edition::Edition;
use qapi_test_support::{Trial, trials};

use super::{compile_files, first_codes};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        everything_is_valid,
        any_part_is_valid_or_rejected,
        any_change_of_one_character_is_valid_or_rejected,
        line_ends_do_not_matter,
        text_that_is_no_schema_is_rejected
    ]
}

fn codes(text: impl Into<Vec<u8>>) -> Vec<&'static str> {
    first_codes(&compile_files(
        vec![("entry.json".to_owned(), text)],
        Edition::Auto,
    ))
}

/// A valid schema with every construct of the language.
const EVERYTHING: &str = "\
##\n# = Heading\n#\n# Text.\n##\n\n\
{ 'pragma': { 'doc-required': true, 'member-name-exceptions': [ 'St' ] } }\n\
##\n# @En:\n#\n# An enum.\n#\n# @red: the first (since 1.0)\n#\n# @green:\n#\n#     indented::\n#\n\
#         literal\n#\n# Features:\n#\n# @deprecated: gone soon\n#\n# Since: 1.0\n##\n\
{ 'enum': 'En', 'prefix': 'X', 'if': { 'any': [ 'A', { 'not': 'B' } ] },\n\
\x20 'data': [ { 'name': 'red', 'if': 'C', 'features': [ 'deprecated' ] }, 'green' ] }\n\
##\n# @St:\n#\n# @a: one\n#\n# @b: two\n##\n\
{ 'struct': 'St', 'data': { 'a': [ 'int' ], '*b': { 'type': 'str', 'if': { 'all': [ 'A' ] } } } }\n\
##\n# @Un:\n#\n# @tag: which\n##\n\
{ 'union': 'Un', 'base': { 'tag': 'En' }, 'discriminator': 'tag', 'data': { 'red': 'St' } }\n\
##\n# @Al:\n#\n# @s: one\n#\n# @n: two\n##\n\
{ 'alternate': 'Al', 'data': { 's': 'St', 'n': 'null' } }\n\
##\n# @c:\n#\n# Returns: it\n#\n# Errors:\n#     - none\n##\n\
{ 'command': 'c', 'data': 'Un', 'boxed': true, 'returns': 'St', 'allow-oob': true }\n\
##\n# @EV:\n#\n# @x: an \\\\ and 'quotes'\n##\n\
{ 'event': 'EV', 'data': { 'x': 'size' } }\n";

fn everything_is_valid() {
    assert_eq!(codes(EVERYTHING), [""; 0]);
}

fn any_part_is_valid_or_rejected() {
    for at in 0..EVERYTHING.len() {
        codes(&EVERYTHING[..at]);
        codes(&EVERYTHING[at..]);
    }
}

fn any_change_of_one_character_is_valid_or_rejected() {
    let strange = [
        "", "'", "\\", "#", "\0", "\r", "\t", "\u{e9}", "\u{2028}", "{", "]", "@", "\n\n",
    ];
    for at in 0..EVERYTHING.len() {
        let new = strange[at % strange.len()];
        codes(format!(
            "{}{new}{}",
            &EVERYTHING[..at],
            &EVERYTHING[at + 1..]
        ));
    }
}

fn line_ends_do_not_matter() {
    for end in ["\r\n", "\r"] {
        assert_eq!(codes(EVERYTHING.replace('\n', end)), [""; 0]);
    }
}

fn text_that_is_no_schema_is_rejected() {
    let cases: &[(&[u8], &[&str])] = &[
        (b"", &[]),
        (b"\n", &[]),
        (b"# a comment without an end of line", &[]),
        (b"\xef\xbb\xbf{ 'enum': 'En', 'data': [] }", &["stray"]),
        (b"\0", &["stray"]),
        (b"{ 'enum': 'En\0', 'data': [] }", &["funny-character"]),
        (b"{ 'enum': '\xff', 'data': [] }", &["not-utf-8"]),
        (b"# caf\xe9\r\n", &["not-utf-8"]),
        (b"\xff\xfe{\0", &["not-utf-8"]),
        (b"'", &["unterminated-string"]),
        (b"{", &["unexpected-token"]),
        (b"[", &["unexpected-token"]),
        (b"{ 'enum'", &["unexpected-token"]),
        (b"{ 'enum': ", &["unexpected-token"]),
        (b"{ 'enum': 'En',", &["unexpected-token"]),
        (b"{ 'enum': 'E\n", &["unterminated-string"]),
        (b"{ 'enum': 'En\\", &["unterminated-string"]),
        (b"##", &["doc-unclosed"]),
        (b"##\n# @En:", &["doc-unclosed"]),
        (b"##\n# @En:\n##", &["loose-documentation"]),
    ];
    let mut wrong = Vec::new();
    for &(text, expected) in cases {
        let found = codes(text);
        if found != expected {
            wrong.push(format!("{}: {found:?}", text.escape_ascii()));
        }
    }
    assert_eq!(wrong, [""; 0]);
}
