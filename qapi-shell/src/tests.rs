//! Cases that need no connection, in `tests/`.
//!
//! A case is a file `*.in`: first a line `schema: FILE`, then an input a line. The file `*.out` has
//! the result of each. `UPDATE_EXPECT=1` accepts the present results.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use expect_test::expect_file;
use qapi_client::introspect::Schema;
use serde_json::{Value, json};

use super::knowledge::Knowledge;
use super::line;
use super::prepare::{Prepared, prepare};
use super::pretty::{self, Paint};
use super::{complete, help, hmp, jobs};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Runs the cases of a folder.
fn cases(folder: &str, run: impl Fn(&Knowledge, &str) -> String) {
    let folder = Path::new(ROOT).join("tests").join(folder);
    let files = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut cases: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|ext| ext == "in"))
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        let text = fs::read_to_string(&case).unwrap();
        let (first, inputs) = text.split_once('\n').unwrap();
        let knowledge = knowledge(first.strip_prefix("schema: ").unwrap());
        let mut out = String::new();
        for input in inputs.lines().filter(|input| !input.is_empty()) {
            let result = run(&knowledge, input);
            let bad = |c: char| c != '\n' && pretty::escape(&c.to_string()) != c.to_string();
            assert!(!result.contains(bad), "{input}: {result:?}");
            out += &format!("> {input}\n{}\n\n", result.trim_end());
        }
        expect_file![case.with_extension("out")].assert_eq(&out);
    }
}

/// A recorded answer, `guest-info`'s answer, or nothing.
fn knowledge(file: &str) -> Knowledge {
    if file == "none" {
        return Knowledge::default();
    }
    let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    if file.ends_with("guest-info.json") {
        let info = serde_json::from_str(&text).unwrap();
        return Knowledge::default().with_guest_info(&info);
    }
    let schema = Schema::from_json(&text).unwrap().into_owned();
    Knowledge::of_schema(Some(Arc::new(schema)))
}

#[test]
fn lines_become_messages() {
    cases("typing", |knowledge, input| {
        match prepare(knowledge, input) {
            Ok(Prepared::Send(request)) => match request.typed_message() {
                Some(message) => message,
                None => request.message().to_string(),
            },
            Ok(Prepared::Own(own, words)) => format!("{} with {} words", own.name, words.len()),
            Ok(Prepared::Help(words)) => format!("help with {} words", words.len()),
            Ok(Prepared::Hmp(line)) => hmp::request(&line, None).message().to_string(),
            Ok(Prepared::HmpMode) => "the mode".to_owned(),
            Ok(Prepared::Nothing) => "nothing".to_owned(),
            Err(error) => error.render(input),
        }
    });
}

/// Completes the line at `|`.
fn completed(knowledge: &Knowledge, ask: &complete::Ask<'_>, input: &str) -> String {
    let at = input.find('|').unwrap();
    let line = input.replacen('|', "", 1);
    let found = complete::complete(knowledge, ask, &line, at);
    let typed = &line[found.start..at];
    let shown: Vec<_> = found.candidates.iter().take(12).cloned().collect();
    let more = match found.candidates.len() - shown.len() {
        0 => String::new(),
        more => format!("\n… {more} more"),
    };
    format!("for `{typed}`:\n{}{more}", shown.join("\n"))
}

#[test]
fn what_can_come_is_known() {
    cases("completion", |knowledge, input| {
        completed(knowledge, &|_, _| None, input)
    });
}

/// The same with a peer that answers from `tests/answers.json`.
#[test]
fn what_the_other_side_has_is_proposed() {
    let path = Path::new(ROOT).join("tests/answers.json");
    let answers: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let ask = |command: &str, arguments: Option<Value>| {
        let arguments = arguments.unwrap_or_default();
        let mut answers = answers.iter();
        let answer = answers.find(|a| a["execute"] == command && a["arguments"] == arguments);
        answer.map(|answer| answer["return"].clone())
    };
    cases("live", |knowledge, input| completed(knowledge, &ask, input));
}

/// Nor is the line editor given more than it can list.
#[test]
fn what_is_too_much_is_not_proposed() {
    let knowledge = knowledge("../schemas/live/qemu-11.1.3-x86_64.json");
    let candidates = |count: usize, id: &str| {
        let jobs: Vec<_> = (0..count)
            .map(|n| json!({"id": format!("{id}{n}")}))
            .collect();
        let ask = |_: &str, _| Some(jobs.clone().into());
        let line = "job-cancel id=";
        complete::complete(&knowledge, &ask, line, line.len())
            .candidates
            .len()
    };
    assert_eq!(candidates(2, "job"), 2);
    assert_eq!(candidates(2, &"j".repeat(65_534)), 0);
    assert_eq!(candidates(70_000, "job"), 0);
}

/// An answer whose alternates and arrays contain one another `depth` times, in `width` ways each.
fn nested(depth: usize, width: usize, arrays: bool) -> Knowledge {
    let mut infos = vec![
        json!({"name": "c", "meta-type": "command", "arg-type": "o", "ret-type": "0.0"}),
        json!({"name": "o", "meta-type": "object", "members": [{"name": "x", "type": "0.0"}]}),
        json!({"name": "int", "meta-type": "builtin", "json-type": "int"}),
    ];
    for level in 0..depth {
        for way in 0..width {
            let below = |way| match level + 1 == depth {
                true => "int".to_owned(),
                false => format!("{}.{way}", level + 1),
            };
            let name = format!("{level}.{way}");
            let branch = |way| match arrays {
                true => json!({"type": format!("[{level}.{way}]")}),
                false => json!({"type": below(way)}),
            };
            let members: Vec<_> = (0..width).map(branch).collect();
            infos.push(json!({"name": name, "meta-type": "alternate", "members": members}));
            infos.push(json!({"name": format!("[{name}]"), "meta-type": "array",
                "element-type": below(way)}));
        }
    }
    let text = Value::from(infos).to_string();
    let schema = Schema::from_json(&text).unwrap().into_owned();
    Knowledge::of_schema(Some(Arc::new(schema)))
}

/// Neither the time nor the stack grows with the ways through a type.
#[test]
fn types_that_contain_one_another_are_described() {
    let deep = ".0".repeat(60);
    for (depth, width, arrays) in [(60, 2, false), (60, 2, true), (20_000, 1, true)] {
        let knowledge = nested(depth, width, arrays);
        for line in ["c".to_owned(), "c x=y".to_owned(), format!("c x{deep}.z=y")] {
            let error = prepare(&knowledge, &line).unwrap_err().to_string();
            assert!(error.len() < 1000, "{line}: {} bytes", error.len());
        }
        completed(&knowledge, &|_, _| None, &format!("c x{deep}.|"));
        let text = help::help(&knowledge, "c x", &line::words("c x").0, Paint::NONE).unwrap();
        assert!(text.len() < 1000, "{} bytes", text.len());
    }
}

#[test]
fn the_shells_own_help_fits_a_terminal() {
    let text = help::own_commands(Paint { colours: false });
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn help_is_given() {
    cases("help", |knowledge, input| {
        let (words, _) = line::words(input);
        match help::help(knowledge, input, &words, Paint::NONE) {
            Ok(text) => text,
            Err(error) => error.render(input),
        }
    });
}

#[test]
fn values_are_printed() {
    cases("printing", |_, input| {
        let value = serde_json::from_str(input).unwrap();
        let text = pretty::pretty(&value, Paint::NONE);
        let line = pretty::line(&value, Paint::NONE);
        // Without colours, it is the same JSON.
        for text in [&text, &line] {
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(text).unwrap(),
                value
            );
        }
        let colours = Paint { colours: true };
        let coloured = pretty::line(&value, colours).replace('\u{1b}', "ESC");
        let plain = pretty::text(&value).map(|text| format!("\nas text\n{text}"));
        format!("{text}\n{coloured}{}", plain.unwrap_or_default())
    });
}

/// Names of any length are padded to a limited width.
#[test]
fn long_names_are_not_padded() {
    let long = "n".repeat(70_000);
    let jobs = json!([{"id": long, "type": "t"}, {"id": "j", "type": "t"}]);
    let list = jobs::list(&jobs, Paint::NONE);
    assert!(list.lines().any(|line| line.starts_with("j  [")), "{list}");
    let properties = json!([{"name": long, "type": "t"}, {"name": "p", "type": "t"}]);
    let text = help::properties(&properties, Paint::NONE);
    assert!(text.contains("\n    p  t\n"), "{text}");
    let long = "n".repeat(1024);
    let schema = json!([
        {"name": "c", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
        {"name": "0", "meta-type": "object", "members": []},
        {"name": "1", "meta-type": "object", "members": [
            {"name": long, "type": "str"}, {"name": "m", "type": "str"}]},
        {"name": "str", "meta-type": "builtin", "json-type": "string"}]);
    let schema = Schema::from_json(&schema.to_string()).unwrap().into_owned();
    let knowledge = Knowledge::of_schema(Some(Arc::new(schema)));
    let (words, _) = line::words("c");
    let text = help::help(&knowledge, "c", &words, Paint::NONE).unwrap();
    assert!(text.contains("\n    m  str\n"), "{text}");
}

/// Whatever is typed, nothing panics, and spans are within the line.
#[test]
fn any_beginning_of_a_line_can_be_looked_at() {
    let knowledge = knowledge("../schemas/live/qemu-11.1.3-x86_64.json");
    let lines = [
        r#"blockdev-add driver=qcow2 file.driver=file file.filename="/ä b.img" 'x"#,
        r#"blockdev-add {"driver": "qcow2", "file": {"driver": "file", "filename": "ö\"\u0041"}}"#,
        r#"{"execute": "blockdev-add", "arguments": {"driver": "raw", "file": [1, {"a": "#,
        "migrate-set-capabilities capabilities.0.capability=xbzrle capabilities.0.state:=true",
        "help blockdev-add driver=qcow2 file.driver= \u{1b}[31m \u{202e}",
        "!yank instances:=[{\"type\": \"chardev\"",
        r#"-device {"driver": "ä\"", ö, "é": 1}"#,
        r#"--device 'virtio-blk-pci,serial=ä,,b',drive="é\"",ö=\ü x"#,
        "-object iothread,ä=ö,id=é,,ü,é.0=ä -ö",
        "a..b=1 .=2 =3 :=4 __a.b_c.d=5 {} {}x",
        ":hmp info\u{3000}ä",
        ":hmp device_del\u{a0}ä",
    ];
    for line in lines {
        let ends = line.char_indices().map(|(at, _)| at).chain([line.len()]);
        for end in ends {
            let part = &line[..end];
            let found = complete::complete(&knowledge, &|_, _| None, line, end);
            assert!(found.start <= end && line.is_char_boundary(found.start));
            complete::complete(&knowledge, &|_, _| None, part, end);
            if let Err(error) = prepare(&knowledge, part) {
                let text = error.render(part);
                assert_eq!(
                    pretty::escape(&text.replace('\n', "")),
                    text.replace('\n', "")
                );
            }
            let _ = help::help(&knowledge, part, &line::words(part).0, Paint::NONE);
        }
    }
}

#[test]
fn names_can_be_as_deep_as_they_like() {
    let knowledge = knowledge("../schemas/live/qemu-11.1.3-x86_64.json");
    let deep = format!("blockdev-add {}driver=file", "file.".repeat(100_000));
    assert!(prepare(&knowledge, &deep).is_err());
    complete::complete(&knowledge, &|_, _| None, &deep, deep.len());
    let deep = format!("blockdev-add file:={}", "[".repeat(100_000));
    assert!(prepare(&knowledge, &deep).is_err());
    complete::complete(&knowledge, &|_, _| None, &deep, deep.len());
    let deep = format!(
        "blockdev-add file:={}{}",
        "[".repeat(1000),
        "]".repeat(1000)
    );
    assert!(prepare(&knowledge, &deep).is_err());
}

#[test]
fn a_device_gets_values_of_its_properties_types() {
    let knowledge = knowledge("../schemas/live/qemu-7.2.22-x86_64.json");
    let reply = json!([
        {"name": "serial", "type": "str"},
        {"name": "num-queues", "type": "uint16"},
        {"name": "addr", "type": "int32"},
        {"name": "multifunction", "type": "bool"},
        {"name": "disable-legacy", "type": "OnOffAuto"},
        {"name": "iothread", "type": "link<iothread>"},
        {"name": "opt_io_size", "type": "size"},
    ]);
    let knowledge = knowledge.with_properties(&reply);
    let cases = [
        ("serial=1e5", json!({"serial": "1e5"})),
        ("serial=123456", json!({"serial": "123456"})),
        (
            "num-queues=4 addr=5.1",
            json!({"num-queues": 4, "addr": "5.1"}),
        ),
        (
            "addr=5 multifunction=on",
            json!({"addr": 5, "multifunction": true}),
        ),
        (
            "disable-legacy=on iothread=7",
            json!({"disable-legacy": "on", "iothread": "7"}),
        ),
        (
            "opt_io_size=4k other=7",
            json!({"opt_io_size": 4096, "other": 7}),
        ),
    ];
    for (properties, expected) in cases {
        let option = properties.replace(' ', ",");
        let lines = [
            format!("device_add driver=virtio-blk-pci {properties}"),
            format!("device_add virtio-blk-pci,{option}"),
            format!("-device virtio-blk-pci,{option}"),
            format!("-device 'driver=virtio-blk-pci,{option}'"),
        ];
        for line in lines {
            let Ok(Prepared::Send(request)) = prepare(&knowledge, &line) else {
                panic!("{line}");
            };
            assert_eq!(request.name, "device_add");
            let mut arguments = request.arguments.unwrap();
            let driver = arguments.as_object_mut().unwrap().remove("driver");
            assert_eq!(driver, Some(json!("virtio-blk-pci")), "{line}");
            assert_eq!(arguments, expected, "{line}");
        }
    }
}
