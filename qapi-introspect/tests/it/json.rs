//! The reader and the writer of JSON, beside serde_json: the same texts are JSON, with the same
//! values, and the same values have the same text.

use qapi_introspect::json::{Json, Number};
use qapi_test_support::{Trial, trials};
use serde_json::Value;

use crate::support::{self, Random};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        every_short_text_is_judged_as_by_serde_json,
        every_short_string_is_judged_as_by_serde_json,
        every_short_number_is_judged_as_by_serde_json,
        nesting_is_limited_as_by_serde_json,
        damaged_answers_are_judged_as_by_serde_json,
        doubles_have_the_text_that_serde_json_gives_them,
        indented_text_is_that_of_serde_json,
        errors_name_their_place,
        strings_are_borrowed_where_possible,
        equal_names_are_kept,
    ]
}

/// Compares verdict, value and text. Returns the verdict.
fn compare(text: &str) -> bool {
    let theirs = serde_json::from_str::<Value>(text);
    let ours = match (Json::parse(text), &theirs) {
        (Ok(ours), Ok(_)) => ours,
        (Err(_), Err(_)) => return false,
        (ours, theirs) => panic!("{text:?}: {ours:?}, serde_json: {theirs:?}"),
    };
    let theirs = theirs.unwrap();
    let written = ours.to_string();
    let again: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(again, theirs, "{text:?}");
    // Its objects have another order.
    if !text.contains('{') {
        assert_eq!(written, theirs.to_string(), "{text:?}");
    }
    assert_eq!(Json::parse(&written).unwrap(), ours, "{text:?}");
    true
}

/// Compares every sequence of up to `most` pieces, between `before` and `after`.
fn compare_all(pieces: &[&str], most: u32, before: &str, after: &str) {
    let (mut good, mut bad) = (0, 0);
    for length in 0..=most {
        for number in 0..pieces.len().pow(length) {
            let mut text = before.to_owned();
            let mut rest = number;
            for _ in 0..length {
                text.push_str(pieces[rest % pieces.len()]);
                rest /= pieces.len();
            }
            text.push_str(after);
            match compare(&text) {
                true => good += 1,
                false => bad += 1,
            }
        }
    }
    assert!(good > 10 && bad > 1000, "{good} good, {bad} bad");
}

fn every_short_text_is_judged_as_by_serde_json() {
    let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "0", "-", "1.5", "null", "true", "fals", " ",
        "\n", "\u{b}", "\u{feff}", "\u{a0}", "'", "/", "\0",
    ];
    compare_all(&pieces, 3, "", "");
    let within = ["{", "}", "[", "]", ",", ":", "\"a\"", "0", " "];
    compare_all(&within, 5, "", "");
    compare_all(&within, 4, "[", "]");
    compare_all(&within, 4, "{", "}");
}

fn every_short_string_is_judged_as_by_serde_json() {
    let pieces = [
        "\\", "u", "\\u", "d83d", "DE00", "0041", "0000", "b", "n", "/", "\"", "\t", "\u{1f}",
        "\u{7f}", "é", "😀", "+041", "x",
    ];
    compare_all(&pieces, 4, "\"", "\"");
}

fn every_short_number_is_judged_as_by_serde_json() {
    let pieces = [
        "-",
        "+",
        ".",
        "e",
        "E",
        "0",
        "1",
        "7",
        "99999999999999999999",
        "308",
        "x",
    ];
    compare_all(&pieces, 5, "", "");
    for text in [
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "5e-324",
        "2e-324",
        "-0",
        "0.1000000000000000055511151231257827021181583404541015625",
        "9007199254740993.0",
    ] {
        compare(text);
        let number = text.parse::<Number>().ok();
        let theirs = text.parse::<serde_json::Number>().ok();
        assert_eq!(
            number.and_then(|n| n.as_i64()),
            theirs.as_ref().and_then(|n| n.as_i64())
        );
        assert_eq!(
            number.and_then(|n| n.as_u64()),
            theirs.as_ref().and_then(|n| n.as_u64())
        );
        assert_eq!(
            number.map(|n| n.as_f64()),
            theirs.as_ref().and_then(|n| n.as_f64())
        );
        assert_eq!(
            number.map(|n| n.is_f64()),
            theirs.as_ref().map(|n| n.is_f64())
        );
    }
}

fn nesting_is_limited_as_by_serde_json() {
    for depth in [1, 126, 127, 128, 129, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]")] {
            let inner = if open == "[" { "" } else { "0" };
            compare(&format!(
                "{}{inner}{}",
                open.repeat(depth),
                close.repeat(depth)
            ));
            compare(&open.repeat(depth));
        }
    }
    let error = Json::parse(&"[".repeat(1000)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nested in more than 127 levels at line 1 column 128"
    );
}

fn damaged_answers_are_judged_as_by_serde_json() {
    let mut random = Random::default();
    let (mut good, mut bad) = (0, 0);
    for (_, text) in support::data() {
        for _ in 0..1000 {
            match compare(&random.damaged(&text)) {
                true => good += 1,
                false => bad += 1,
            }
        }
    }
    assert!(good > 100 && bad > 100, "{good} good, {bad} bad");
    for (name, text) in support::recorded() {
        assert!(compare(&text), "{name}");
    }
}

fn doubles_have_the_text_that_serde_json_gives_them() {
    let compare = |value: f64| {
        let Some(number) = Number::from_f64(value) else {
            return assert!(serde_json::Number::from_f64(value).is_none());
        };
        let theirs = serde_json::Number::from_f64(value).unwrap().to_string();
        let ours = number.to_string();
        assert_eq!(ours.parse(), Ok(number));
        // Of two texts of the same length that are equally near, they choose the even one.
        if ours[..ours.len() - 1] != theirs[..theirs.len() - 1] || ours.len() != theirs.len() {
            assert_eq!(ours, theirs);
        }
    };
    for exponent in -330..310 {
        for digits in ["1", "1.5", "9.999999999999999", "1.2345678901234567"] {
            compare(format!("{digits}e{exponent}").parse().unwrap());
            compare(format!("-{digits}e{exponent}").parse().unwrap());
        }
    }
    let mut random = Random::default();
    for _ in 0..20_000 {
        compare(f64::from_bits(random.next()));
        compare(random.below(1 << 60) as f64 / 1e9);
    }
    for special in [0.0, -0.0, f64::MIN_POSITIVE, f64::INFINITY, f64::NAN] {
        compare(special);
    }
}

fn indented_text_is_that_of_serde_json() {
    for (name, text) in support::data() {
        let value: Value = serde_json::from_str(&text).unwrap();
        let sorted = value.to_string();
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(
            format!("{:#}", Json::parse(&sorted).unwrap()),
            pretty,
            "{name}"
        );
    }
    let empty = r#"{"a":[],"b":{},"c":[[]],"d":"\u0001\u001f\u007f\b\f\n\r\t\"\\/"}"#;
    let value: Value = serde_json::from_str(empty).unwrap();
    let json = Json::parse(empty).unwrap();
    assert_eq!(
        format!("{json:#}"),
        serde_json::to_string_pretty(&value).unwrap()
    );
    assert_eq!(json.to_string(), value.to_string());
}

fn errors_name_their_place() {
    for (text, expected) in [
        ("", "the text ends too early at line 1 column 1"),
        ("[1,\n 2", "the text ends too early at line 2 column 3"),
        ("[1,\n ü]", "expected a value at line 2 column 2"),
        ("[\"ü\", x]", "expected a value at line 1 column 7"),
        ("[1 2]", "expected `,` or `]` at line 1 column 4"),
        ("[1, ]", "expected a value at line 1 column 5"),
        (
            "{a: 1}",
            "expected a member's name in double quotes at line 1 column 2",
        ),
        ("{\"a\" 1}", "expected `:` at line 1 column 6"),
        ("{\"a\": 1; }", "expected `,` or `}` at line 1 column 8"),
        ("1 2", "the text goes on after the value at line 1 column 3"),
        (
            "\"a\tb\"",
            "a control character in a string at line 1 column 3",
        ),
        ("\"a", "the text ends too early at line 1 column 3"),
        ("\"\\x\"", "an unknown escape at line 1 column 2"),
        ("\"\\ud800\"", "a malformed `\\u` escape at line 1 column 2"),
        ("01", "a digit after a leading zero at line 1 column 2"),
        ("[1.]", "expected a digit at line 1 column 4"),
        ("[1e999]", "a number out of range at line 1 column 2"),
        ("\u{feff}[]", "expected a value at line 1 column 1"),
    ] {
        let error = Json::parse(text).unwrap_err();
        assert_eq!(error.to_string(), expected, "{text:?}");
        let place = format!("line {} column {}", error.line(), error.column());
        assert!(expected.ends_with(&place), "{text:?}");
    }
}

fn strings_are_borrowed_where_possible() {
    use std::borrow::Cow::{Borrowed, Owned};
    assert!(matches!(Json::parse("\"é\""), Ok(Json::Str(Borrowed("é")))));
    assert!(matches!(Json::parse(r#""\u00e9""#), Ok(Json::Str(Owned(text))) if text == "é"));
    let Ok(Json::Object(members)) = Json::parse(r#"{"a": "b"}"#) else {
        panic!("it is an object")
    };
    assert!(matches!(
        members[..],
        [(Borrowed("a"), Json::Str(Borrowed("b")))]
    ));
}

fn equal_names_are_kept() {
    let json = Json::parse(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap();
    assert_eq!(json.to_string(), r#"{"a":1,"b":2,"a":3}"#);
    assert_eq!(json.get("a"), Some(&Json::Number(1.into())));
}
