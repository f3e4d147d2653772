//! Decoding and encoding of built-in types, as a table of texts and results: the behaviour of QEMU's
//! own parser and visitors, or a clear error.

use std::fmt::Debug;

use qapi_client::wire::{self, Decode, Encode, Null, Value};

use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        readings,
        writings,
        many_members_are_checked_for_duplicates,
        nesting_is_limited,
        memory_of_many_small_values_is_limited,
    ]
}

/// Decodes `text`, and describes the result.
fn decoded<T: Decode + Debug>(text: &str) -> String {
    match wire::from_json::<T>(text) {
        Ok(value) => format!("{value:?}"),
        Err(error) => error.to_string(),
    }
}

fn encoded(value: &dyn Encode) -> String {
    let mut out = Vec::new();
    wire::to_json(value, &mut out);
    String::from_utf8(out).unwrap()
}

type Decoder = fn(&str) -> String;

/// Type, its decoder, text, and result.
const READINGS: &[(&str, Decoder, &str, &str)] = &[
    ("int8", decoded::<i8>, "-128", "-128"),
    (
        "int8",
        decoded::<i8>,
        "-129",
        "-129 is out of range for int8 (at byte 0)",
    ),
    ("int8", decoded::<i8>, "127", "127"),
    (
        "int8",
        decoded::<i8>,
        "128",
        "128 is out of range for int8 (at byte 0)",
    ),
    ("int16", decoded::<i16>, "-32768", "-32768"),
    (
        "int16",
        decoded::<i16>,
        "32768",
        "32768 is out of range for int16 (at byte 0)",
    ),
    ("int32", decoded::<i32>, "2147483647", "2147483647"),
    (
        "int32",
        decoded::<i32>,
        "2147483648",
        "2147483648 is out of range for int32 (at byte 0)",
    ),
    (
        "int",
        decoded::<i64>,
        "9223372036854775807",
        "9223372036854775807",
    ),
    (
        "int",
        decoded::<i64>,
        "9223372036854775808",
        "9223372036854775808 is out of range for int (at byte 0)",
    ),
    (
        "int",
        decoded::<i64>,
        "-9223372036854775808",
        "-9223372036854775808",
    ),
    (
        "int",
        decoded::<i64>,
        "-9223372036854775809",
        "expected an integer, found the number -9.223372036854776e18 (at byte 0)",
    ),
    (
        "int",
        decoded::<i64>,
        "1.0",
        "expected an integer, found the number 1.0 (at byte 0)",
    ),
    (
        "int",
        decoded::<i64>,
        "1e3",
        "expected an integer, found the number 1000.0 (at byte 0)",
    ),
    ("int", decoded::<i64>, "-0", "0"),
    (
        "int",
        decoded::<i64>,
        "\"1\"",
        "expected an integer, found the string \"1\" (at byte 0)",
    ),
    ("uint8", decoded::<u8>, "255", "255"),
    (
        "uint8",
        decoded::<u8>,
        "256",
        "256 is out of range for uint8 (at byte 0)",
    ),
    (
        "uint8",
        decoded::<u8>,
        "-1",
        "-1 is out of range for uint8 (at byte 0)",
    ),
    ("uint16", decoded::<u16>, "65535", "65535"),
    (
        "uint16",
        decoded::<u16>,
        "65536",
        "65536 is out of range for uint16 (at byte 0)",
    ),
    ("uint32", decoded::<u32>, "4294967295", "4294967295"),
    (
        "uint32",
        decoded::<u32>,
        "4294967296",
        "4294967296 is out of range for uint32 (at byte 0)",
    ),
    (
        "uint64",
        decoded::<u64>,
        "18446744073709551615",
        "18446744073709551615",
    ),
    (
        "uint64",
        decoded::<u64>,
        "18446744073709551616",
        "expected an integer, found the number 1.8446744073709552e19 (at byte 0)",
    ),
    ("number", decoded::<f64>, "1", "1.0"),
    (
        "number",
        decoded::<f64>,
        "18446744073709551615",
        "1.8446744073709552e19",
    ),
    ("number", decoded::<f64>, "1e3", "1000.0"),
    ("number", decoded::<f64>, "0.1", "0.1"),
    (
        "number",
        decoded::<f64>,
        "9007199254740993",
        "9007199254740992.0",
    ),
    (
        "number",
        decoded::<f64>,
        "1e999",
        "not JSON: number out of range (at byte 4)",
    ),
    (
        "number",
        decoded::<f64>,
        "NaN",
        "not JSON: expected value (at byte 0)",
    ),
    (
        "number",
        decoded::<f64>,
        "01",
        "not JSON: invalid number (at byte 1)",
    ),
    ("bool", decoded::<bool>, "true", "true"),
    (
        "bool",
        decoded::<bool>,
        "1",
        "expected a boolean, found the number 1 (at byte 0)",
    ),
    ("null", decoded::<Null>, "null", "Null"),
    (
        "null",
        decoded::<Null>,
        "0",
        "expected null, found the number 0 (at byte 0)",
    ),
    ("str", decoded::<String>, r#""é\n\u00e9""#, r#""é\né""#),
    ("str", decoded::<String>, r#""\ud83d\ude00""#, "\"😀\""),
    (
        "str",
        decoded::<String>,
        r#""\ud83d""#,
        "not JSON: unexpected end of hex escape (at byte 7)",
    ),
    (
        "str",
        decoded::<String>,
        r#""\ude00""#,
        "not JSON: lone leading surrogate in hex escape (at byte 6)",
    ),
    (
        "str",
        decoded::<String>,
        r#""\x""#,
        "not JSON: invalid escape (at byte 2)",
    ),
    (
        "str",
        decoded::<String>,
        "\"\n\"",
        "not JSON: control character (\\u0000-\\u001F) found while parsing a string (at byte 2)",
    ),
    (
        "str",
        decoded::<String>,
        "'x'",
        "not JSON: expected value (at byte 0)",
    ),
    ("any", decoded::<Value>, "null", "Null"),
    (
        "any",
        decoded::<Value>,
        "[1,{}]",
        "Array [Number(1), Object {}]",
    ),
    (
        "any",
        decoded::<Value>,
        r#"{"a":1,"a":1}"#,
        "not JSON: duplicate member `a` (at byte 12)",
    ),
    ("array", decoded::<Vec<i64>>, "[1, 2]", "[1, 2]"),
    (
        "array",
        decoded::<Vec<i64>>,
        "[1, [2]]",
        "[1]: expected an integer, found an array (at byte 4)",
    ),
    (
        "array",
        decoded::<Vec<i64>>,
        "{}",
        "expected an array, found an object (at byte 0)",
    ),
    (
        "array",
        decoded::<Vec<i64>>,
        "[1,]",
        "not JSON: trailing comma (at byte 3)",
    ),
    (
        "array",
        decoded::<Vec<i64>>,
        "[1] x",
        "not JSON: trailing characters (at byte 4)",
    ),
    (
        "array",
        decoded::<Vec<i64>>,
        "",
        "not JSON: EOF while parsing a value (at byte 0)",
    ),
    ("empty", decoded::<()>, r#"{"new": 1}"#, "()"),
    (
        "empty",
        decoded::<()>,
        "[]",
        "expected an object, found an array (at byte 0)",
    ),
];

fn readings() {
    let mut wrong = Vec::new();
    for (ty, decode, text, expected) in READINGS {
        let found = decode(text);
        if found != *expected {
            wrong.push(format!(
                "{ty} {text}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn writings() {
    let table: &[(&dyn Encode, &str)] = &[
        (&i64::MIN, "-9223372036854775808"),
        (&u64::MAX, "18446744073709551615"),
        (&1.0_f64, "1.0"),
        (&f64::NAN, "null"),
        (&"a\"\\\n\u{1}é".to_owned(), r#""a\"\\\n\u0001é""#),
        (&vec![true, false], "[true,false]"),
        (&Vec::<bool>::new(), "[]"),
        (&Null, "null"),
        (&(), "{}"),
        (
            &serde_json::json!({"a": [null, {"b": {}}]}),
            r#"{"a":[null,{"b":{}}]}"#,
        ),
    ];
    for (value, expected) in table {
        assert_eq!(encoded(*value), *expected);
    }
}

fn many_members_are_checked_for_duplicates() {
    let members: Vec<String> = (0..100).map(|i| format!("\"m{i}\":{i}")).collect();
    assert!(wire::from_json::<Value>(&format!("{{{}}}", members.join(","))).is_ok());
    let error =
        wire::from_json::<Value>(&format!("{{{},\"m5\":0}}", members.join(","))).unwrap_err();
    assert!(
        error.to_string().contains("duplicate member `m5`"),
        "{error}"
    );
}

fn nesting_is_limited() {
    for depth in [127, 128, 1_000_000] {
        let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(
            wire::from_json::<Value>(&text).is_ok(),
            depth < 128,
            "{depth}"
        );
    }
}

/// 15 MB of `{}` would take 320 MB; as many bytes of text in few values take no more than that.
fn memory_of_many_small_values_is_limited() {
    let many = format!("[{}{{}}]", "{},".repeat(5_000_000));
    let error = wire::from_json::<wire::Value>(&many).unwrap_err();
    assert!(
        error.to_string().contains("so many values would take"),
        "{error}"
    );

    let few = format!("[\"{}\", [1, 2]]", "{},[".repeat(3_750_000));
    assert_eq!(wire::from_json::<wire::Value>(&few).unwrap()[1][1], 2);

    let numbers = format!("[{}0]", "1,".repeat(1_000_000));
    let numbers: Vec<u8> = wire::from_json(&numbers).unwrap();
    assert_eq!(numbers.len(), 1_000_001);
}
