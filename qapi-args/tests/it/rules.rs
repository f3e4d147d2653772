//! The rules of key=value and of types, one by one.

use qapi_args::{Form, Reader, json_text};
use qapi_introspect::Schema;
use qapi_test_support::{Trial, trials};

use crate::support::small;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        text_is_typed_by_the_schema,
        text_that_qemu_refuses_has_a_place,
        near_names_are_searched_so_often,
        json_is_strict,
        json_becomes_key_value,
        json_that_key_value_cannot_express_is_refused,
        flat_text_repeats_lists,
        flat_text_of_types_within_themselves_is_read,
        marks_are_warnings,
        types_have_several_names,
    ]
}

fn json(text: &str) -> Result<String, String> {
    let schema = small();
    let reader = Reader::exact(&schema);
    let ty = reader.find("Root").map_err(|error| error.to_string())?;
    match reader.read(&ty, text) {
        Ok(checked) => Ok(json_text(&checked.value)),
        Err(findings) => {
            let place = |f: &qapi_args::Finding| format!("{}..{}: {f}", f.span.start, f.span.end);
            let all: Vec<String> = findings.0.iter().map(place).collect();
            Err(all.join("\n"))
        }
    }
}

fn text_is_typed_by_the_schema() {
    let cases = [
        // The tag is the implied key; one comma may end the text.
        ("none,", r#"{"kind": "none"}"#),
        (
            "kind=none,id=a,,b=c,,",
            r#"{"kind": "none", "id": "a,b=c,"}"#,
        ),
        ("none,id=", r#"{"kind": "none", "id": ""}"#),
        // The last value of a key counts.
        (
            "none,id=a,on=yes,id=b",
            r#"{"kind": "none", "id": "b", "on": true}"#,
        ),
        ("none,on=off", r#"{"kind": "none", "on": false}"#),
        ("none,i=-0x10", r#"{"kind": "none", "i": -16}"#),
        ("none,i=010", r#"{"kind": "none", "i": 8}"#),
        (
            "none,u=-1",
            r#"{"kind": "none", "u": 18446744073709551615}"#,
        ),
        (
            "none,i8=-128,u16=65535",
            r#"{"kind": "none", "i8": -128, "u16": 65535}"#,
        ),
        ("none,n=1e3", r#"{"kind": "none", "n": 1000.0}"#),
        ("none,any=1", r#"{"kind": "none", "any": "1"}"#),
        // All text is a string for an alternate.
        ("none,count=list", r#"{"kind": "none", "count": "list"}"#),
        (
            "file,filename=f,size=1.5K",
            r#"{"kind": "file", "filename": "f", "size": 1536}"#,
        ),
        (
            "file,filename=f,backing=",
            r#"{"kind": "file", "filename": "f", "backing": ""}"#,
        ),
        (
            "file,filename=f,backing.kind=none",
            r#"{"kind": "file", "filename": "f", "backing": {"kind": "none"}}"#,
        ),
        // Indices come in any order, and with leading zeros.
        (
            "list,children.1=b,children.00=a,pairs.0.key=k",
            r#"{"kind": "list", "children": ["a", "b"], "pairs": [{"key": "k"}]}"#,
        ),
        (
            "none,__com.example_down=x",
            r#"{"kind": "none", "__com.example_down": "x"}"#,
        ),
        (
            "none,pair.key=k,pair.value=v",
            r#"{"kind": "none", "pair": {"key": "k", "value": "v"}}"#,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(json(text).as_deref(), Ok(expected), "{text}");
    }
}

fn text_that_qemu_refuses_has_a_place() {
    let cases = [
        (
            "",
            "0..0: the member 'kind' is missing (one of file, list, none, old)",
        ),
        ("none,id", "5..7: a '=' is missing after 'id'"),
        ("none,,id=a", "5..5: '' is no valid key"),
        ("none,=a", "5..5: '' is no valid key"),
        ("none,1=a", "5..6: '1' is no valid key"),
        ("none,id..x=a", "5..10: 'id..x' is no valid key"),
        ("none,pair.=a", "5..10: 'pair.' is no valid key"),
        ("none,ä=a", "5..7: 'ä' is no valid key"),
        ("none,help", "5..9: this asks for help, and is no value"),
        (
            "none,pair.key=a,pair=b",
            "16..20: 'pair.*' is used inconsistently: a key has a value, members, or list elements",
        ),
        (
            "none,pair=b,pair.key=a",
            "12..20: 'pair.*' is used inconsistently: a key has a value, members, or list elements",
        ),
        (
            "list,children.0=a,children.b=a",
            "5..15: 'children.*' is used inconsistently: a key has a value, members, or list \
             elements",
        ),
        (
            "list,children.1=a",
            "5..15: the list element 'children.0' is missing: indices count from 0 without gaps",
        ),
        (
            "nnoe",
            "0..4: 'kind': expected one of file, list, none, old, found 'nnoe'; did you mean \
                  'none'?",
        ),
        (
            "none,idd=a",
            "5..8: none has no member 'idd'; did you mean 'id'?",
        ),
        (
            "file,filename=f,children.0=a",
            "16..26: file has no member 'children'",
        ),
        ("none,on=ON", "8..10: 'on': expected on or off, found 'ON'"),
        ("none,i8=128", "8..11: 'i8': 128 is not from -128 to 127"),
        (
            "none,u16=-1",
            "9..11: 'u16': 18446744073709551615 is not from 0 to 65535",
        ),
        ("none,i=1G", "7..9: 'i': expected an integer, found '1G'"),
        (
            "file,filename=f,size=1e3",
            "21..24: 'size': expected an integer, found '1e3'",
        ),
        (
            "none,count=5",
            "11..12: 'count': expected one of file, list, none, old, \
                          found '5'",
        ),
        (
            "none,pair=k",
            "10..11: 'pair': expected an object, found 'k'",
        ),
        (
            "none,pair.value=k",
            "17..17: 'pair': the member 'key' is missing (a string)",
        ),
        (
            "none,pair.0=k",
            "12..13: 'pair': expected an object, found a list",
        ),
    ];
    for (text, expected) in cases {
        let found = json(text)
            .expect_err(text)
            .replace("; did you mean 'on'?", "");
        let expected = expected.to_owned();
        if text == "none,on=ON" || !found.starts_with(&expected) {
            assert_eq!(found, expected, "{text}");
        }
    }
}

/// A text of many slips, of which each is compared with all names of a schema.
fn near_names_are_searched_so_often() {
    let slips: String = (0..70)
        .map(|i| format!("__com.example_dwn{i}=x,"))
        .collect();
    let errors = json(&format!("none,{slips}")).expect_err("they are unknown");
    assert_eq!(errors.lines().count(), 70, "{errors}");
    let near = errors.matches("did you mean '__com.example_down'?");
    assert_eq!(near.count(), 50, "{errors}");
}

fn json_is_strict() {
    let fine = [
        (
            r#"{'kind': 'none', "u": -1}"#,
            r#"{"kind": "none", "u": 18446744073709551615}"#,
        ),
        (
            r#"{"kind": "none", "count": 5, "i": -0}"#,
            r#"{"kind": "none", "count": 5, "i": 0}"#,
        ),
        (
            r#"{"kind": "file", "filename": "\u00e4\ud83d\ude00'", "backing": null}"#,
            r#"{"kind": "file", "filename": "ä😀'", "backing": null}"#,
        ),
        (
            r#"{"kind": "none", "any": [{"a": null}]}"#,
            r#"{"kind": "none", "any": [{"a": null}]}"#,
        ),
    ];
    for (text, expected) in fine {
        assert_eq!(json(text).as_deref(), Ok(expected), "{text}");
    }
    let wrong = [
        (
            r#"{"kind": "none", "i": "1"}"#,
            "22..25: 'i': expected an integer, found '1'",
        ),
        (
            r#"{"kind": "none", "i": 1.0}"#,
            "22..25: 'i': expected an integer, found a number",
        ),
        (
            r#"{"kind": "none", "on": "on"}"#,
            "23..27: 'on': expected on or off, found 'on'",
        ),
        (
            r#"{"kind": "none", "kind": "none"}"#,
            "17..23: malformed JSON: the member 'kind' stands there twice",
        ),
        (
            r#"{"kind": "none"} x"#,
            "17..18: malformed JSON: the text goes on after the value",
        ),
        (
            r#"{"kind": "none",}"#,
            "16..17: malformed JSON: expected a member's name in quotes",
        ),
        (
            r#"{"kind": "\ud800"}"#,
            "10..11: malformed JSON: a malformed \\u escape",
        ),
    ];
    for (text, expected) in wrong {
        assert_eq!(json(text), Err(expected.to_owned()), "{text}");
    }
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let found = json(&format!(r#"{{"kind": "none", "any": {deep}}}"#)).expect_err("too deep");
    assert!(found.ends_with("the value is nested too deeply"), "{found}");
}

fn key_value(json: &str) -> Result<String, String> {
    let schema = small();
    let reader = Reader::exact(&schema);
    let ty = reader.find("Root").map_err(|error| error.to_string())?;
    let written = reader.json_to_key_value(&ty, json);
    written.map_err(|findings| findings.to_string())
}

fn json_becomes_key_value() {
    let cases = [
        (
            r#"{"kind": "none", "on": true, "i": -5}"#,
            "kind=none,on=on,i=-5",
        ),
        (r#"{"id": "a,b", "kind": "none"}"#, "id=a,,b,kind=none"),
        (
            r#"{"kind": "list", "children": ["a", {"kind": "none"}], "numbers": [1]}"#,
            "kind=list,children.0=a,children.1.kind=none,numbers.0=1",
        ),
        (
            r#"{"kind": "none", "n": 1e300, "id": ""}"#,
            "kind=none,n=1e+300,id=",
        ),
        (
            r#"{"kind": "none", "__com.example_down": "x"}"#,
            "kind=none,__com.example_down=x",
        ),
    ];
    for (json, expected) in cases {
        assert_eq!(key_value(json).as_deref(), Ok(expected), "{json}");
    }
}

fn json_that_key_value_cannot_express_is_refused() {
    let cases = [
        (
            r#"{"kind": "file", "filename": "f", "backing": null}"#,
            "'backing': null",
        ),
        (
            r#"{"kind": "list", "children": []}"#,
            "'children': a list without elements",
        ),
        (
            r#"{"kind": "none", "any": {}}"#,
            "'any': an object without members",
        ),
        (
            r#"{"kind": "none", "any": 5}"#,
            "'any': a value that would be read as another",
        ),
        (
            r#"{"kind": "none", "count": 5}"#,
            "'count': a value that would be read as another",
        ),
        (
            r#"{"kind": "none", "any": {"a b": "c"}}"#,
            "'any.a b': a member with this name",
        ),
    ];
    for (json, expected) in cases {
        let expected = format!("{expected} cannot be written as key=value; use JSON");
        assert_eq!(key_value(json), Err(expected), "{json}");
    }
}

fn flat_text_repeats_lists() {
    let schema = small();
    let reader = Reader::exact(&schema);
    let ty = reader
        .find("Root")
        .expect("it is there")
        .with_form(Form::Flat);
    let text = "list,children=a,texts=x,texts=y,numbers=1-3,numbers=7,key=k,on";
    let json = r#"{"kind": "list", "children": ["a"], "texts": [{"str": "x"}, {"str": "y"}], "numbers": [1, 2, 3, 7], "pair": {"key": "k"}, "on": true}"#;
    let read = reader.read(&ty, text).expect("it is flat");
    assert_eq!(json_text(&read.value), json);
    let written = reader.json_to_key_value(&ty, json).expect("it is flat");
    let expected =
        "kind=list,children=a,texts=x,texts=y,numbers=1,numbers=2,numbers=3,numbers=7,key=k,on=on";
    assert_eq!(written, expected);
    let off = reader.read(&ty, "none,noon").expect("a flag");
    assert_eq!(json_text(&off.value), r#"{"kind": "none", "on": false}"#);
}

/// An object with 400 members of its own type: its key may stand in any of them.
fn flat_text_of_types_within_themselves_is_read() {
    let members: Vec<String> = (0..400)
        .map(|i| format!(r#"{{"name": "m{i}", "type": "0", "default": null}}"#))
        .collect();
    let text = format!(
        r#"[{{"name": "set-numa-node", "meta-type": "command", "arg-type": "0", "ret-type": "1"}},
            {{"name": "0", "meta-type": "object", "members": [{}]}},
            {{"name": "1", "meta-type": "object", "members": []}}]"#,
        members.join(",")
    );
    let schema = Schema::from_json(&text).expect("it is an answer");
    let reader = Reader::new(&schema);
    let ty = reader.find("set-numa-node").expect("it is there");
    let start = std::time::Instant::now();
    let error = reader
        .read(&ty.with_form(Form::Flat), "x=1")
        .expect_err("no member x");
    assert_eq!(error.0.len(), 1, "{error}");
    assert!(start.elapsed().as_secs() < 20);
}

fn marks_are_warnings() {
    let schema = small();
    let reader = Reader::exact(&schema);
    let ty = reader.find("add").expect("it is there");
    let read = reader.read(&ty, "old,x-test=on").expect("it is allowed");
    let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    let unstable = "'x-test': it is unstable: it may change in any release";
    assert_eq!(warnings, ["'kind': 'old' is deprecated", unstable]);
}

fn types_have_several_names() {
    let schema = small();
    let reader = Reader::exact(&schema);
    for name in ["Root", "add", "add/arg-type", "[uint16]", "Kind"] {
        assert!(reader.find(name).is_ok(), "{name}");
    }
    let missing = reader.find("Rot").expect_err("it is missing").to_string();
    let expected = "the schema has no type, command or event 'Rot'; did you mean 'Root'?";
    assert_eq!(missing, expected);
    let list = reader.find("[uint16]").expect("it is there");
    let read = reader.read(&list, "[1, 2]").expect("a list");
    assert_eq!(json_text(&read.value), "[1, 2]");
}
