use super::number::rewrite;
use super::{Said, Stream};
use qapi_client::protocol::Limits;

fn show(said: Said<'_>) -> String {
    match said {
        Said::Value(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Said::Error(failure) => format!("! {}", failure.desc),
    }
}

fn read(pieces: &[&[u8]], limits: Limits) -> Vec<String> {
    let mut stream = Stream::new(limits);
    let mut said = Vec::new();
    for piece in pieces {
        stream.input().extend_from_slice(piece);
        while let Some(next) = stream.next() {
            said.push(show(next));
        }
        assert_eq!(stream.unread(), 0);
    }
    said
}

/// The messages of `input`, after a check that every way to cut it in two gives the same.
fn said(input: &[u8]) -> Vec<String> {
    let limits = Limits::default();
    let whole = read(&[input], limits);
    for cut in 0..=input.len() {
        assert_eq!(
            read(&[&input[..cut], &input[cut..]], limits),
            whole,
            "{cut}"
        );
    }
    whole
}

#[test]
fn values_become_standard_json() {
    for (input, text) in [
        ("{}", "{}"),
        ("{'a': 'it\\'s \"b\"'}", r#"{"a":"it's \"b\""}"#),
        (
            "{\"a\" : [1, -0.5e+3,\r\n true,null , {}]}",
            "{\"a\":[1,-0.5e+3,true,null,{}]}",
        ),
        ("[]", "[]"),
        ("'x'", "\"x\""),
        (r#""A\u00e9\ud83d\ude00\n\u0000\/""#, r#""Aé😀\n\u0000/""#),
        ("12 ", "12"),
    ] {
        assert_eq!(said(input.as_bytes()), [text], "{input}");
    }
}

#[test]
fn what_is_no_value_is_told_and_what_follows_is_read() {
    let cases: &[(&[u8], &[&str])] = &[
        (b"}{}", &["! JSON parse error, expecting value", "{}"]),
        (b"{]{}", &["! JSON parse error, expecting value", "{}"]),
        (b"{\"a\":1,}", &["! JSON parse error, expecting value"]),
        (
            b"{\"a\":1,2}",
            &["! JSON parse error, key is not a string in object"],
        ),
        (
            b"{\"a\" 1}",
            &["! JSON parse error, missing : in object pair"],
        ),
        (
            b"{\"a\":1 \"b\"}",
            &["! JSON parse error, expected separator in dict"],
        ),
        (
            b"[1 2]",
            &["! JSON parse error, expected separator in list"],
        ),
        (
            b"{\"a\":{\"b\":1,'b':2}}",
            &["! JSON parse error, duplicate key"],
        ),
        (b"foo ", &["! JSON parse error, invalid keyword 'foo'"]),
        (
            b"{\"a\":\"\xc3\x28\"}{}",
            &["! JSON parse error, invalid UTF-8 sequence in string", "{}"],
        ),
        (
            b"\"\\x\"",
            &["! JSON parse error, invalid escape sequence in string"],
        ),
        (
            b"\"\\ud800\"",
            &["! JSON parse error, \\ud800 is not a valid Unicode character"],
        ),
        (b"{\"a\":[}]", &["! JSON parse error, expecting value"]),
        (b"@x{}", &["! JSON parse error, stray '@'", "{}"]),
        (
            b"\xff\xff{}",
            &[
                "! JSON parse error, stray '\u{fffd}'",
                "! JSON parse error, stray '\u{fffd}'",
                "{}",
            ],
        ),
        (
            b"{\"a\":\"\n{}",
            &["! JSON parse error, stray '\"\n'", "{}"],
        ),
        (b"01 ", &["! JSON parse error, stray '01'"]),
        (
            b"{\"a\": 1 @, 'b': 2}\n{}",
            &[
                "! JSON parse error, stray '@'",
                "! JSON parse error, expecting value",
                "\"b\"",
                "! JSON parse error, expecting value",
                "2",
                "! JSON parse error, expecting value",
                "{}",
            ],
        ),
    ];
    for (input, expected) in cases {
        assert_eq!(said(input), *expected, "{}", String::from_utf8_lossy(input));
    }
}

#[test]
fn limits_are_kept() {
    let limits = Limits::default().depth(3).message_size(20);
    assert_eq!(read(&[b"[[[1]]]"], limits), ["[[[1]]]"]);
    let deep = read(&[b"[[[[1]]]]"], limits);
    assert_eq!(deep[0], "! JSON nesting depth limit exceeded");
    let long = read(&[b"['123456789', '123456789'] "], limits);
    assert_eq!(long[0], "! JSON token size limit exceeded");
    let long = read(&[b"'1234567890", b"1234567890123 {}"], limits);
    assert_eq!(long, ["! JSON token size limit exceeded", "123", "{}"]);
}

#[test]
fn many_members_are_told_apart() {
    let members: Vec<String> = (0..100_000).map(|i| format!("\"m{i}\":{i}")).collect();
    let text = format!("{{{}}}", members.join(","));
    assert_eq!(read(&[text.as_bytes()], Limits::default()), [text.as_str()]);
    let twice = format!("{{{},\"m7\":0}}", members.join(","));
    let said = read(&[twice.as_bytes()], Limits::default());
    assert_eq!(said, ["! JSON parse error, duplicate key"]);
}

#[test]
fn a_deep_message_costs_no_stack() {
    let deep = format!("{}{}", "[".repeat(1024), "]".repeat(1024));
    assert_eq!(read(&[deep.as_bytes()], Limits::default()), [deep.as_str()]);
    let deeper = "[".repeat(100_000);
    let said = read(&[deeper.as_bytes()], Limits::default());
    assert!(
        said.iter()
            .all(|s| s == "! JSON nesting depth limit exceeded")
    );
    assert_eq!(said.len(), 97);
}

/// Ids, and their form in the answers of a QEMU 7.2.
#[test]
fn numbers_are_written_as_qemu_writes_them() {
    for (said, written) in [
        ("1.0", "1"),
        ("1e3", "1000"),
        ("-0", "0"),
        ("-0.0", "-0"),
        ("0.1", "0.10000000000000001"),
        ("1e16", "10000000000000000"),
        ("1e17", "1e+17"),
        ("123456789012345678", "123456789012345678"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "1.8446744073709552e+19"),
        ("-9223372036854775809", "-9.2233720368547758e+18"),
        ("1e-5", "1.0000000000000001e-05"),
        ("1E-4", "0.0001"),
        ("1e999", "inf"),
        ("-1e999", "-inf"),
        ("1e-999", "0"),
        ("5e-324", "4.9406564584124654e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("9.9999999999999999e16", "1e+17"),
        (
            r#"[1.0,{"1e3":"1.0","a\\\"1e3":1e2},-1.50,true]"#,
            r#"[1,{"1e3":"1.0","a\\\"1e3":100},-1.5,true]"#,
        ),
    ] {
        assert_eq!(rewrite(said), written);
    }
}

/// An object with many members keeps its names twice.
#[test]
fn names_of_members_are_counted() {
    let mut stream = Stream::new(Limits::default());
    let names: Vec<String> = (0..20)
        .map(|n| format!("{n}{}", "n".repeat(100_000)))
        .collect();
    let members: String = names.iter().map(|name| format!("\"{name}\": 1,")).collect();
    stream
        .input()
        .extend_from_slice(format!("{{{members}").as_bytes());
    assert_eq!(stream.next(), None);
    let (unread, indexed) = (stream.input().capacity(), names.concat().len());
    assert!(stream.held() - unread > 2 * indexed, "{}", stream.held());
}
