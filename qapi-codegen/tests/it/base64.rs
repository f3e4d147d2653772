//! Members that are bytes in generated code, and base64 text on the wire.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use qapi_client::wire::{self, Decode, Encode};
use qapi_client::{Base64, Event as _, EventSet};
use qapi_codegen::{BASE64_MEMBERS, BuildError, Builder};
use qapi_parser::ir::{Builtin, DocId, Member, Schema, TypeKind};
use qapi_test_support::{Trial, corpus, trials};
use serde_json::{Value, json};

#[allow(missing_docs, unreachable_pub, dead_code)]
pub mod bytes {
    include!("../golden/base64.rs");
}

pub(crate) fn all() -> Vec<Trial> {
    trials![
        bytes_are_text_on_the_wire,
        text_that_is_not_base64_has_a_path,
        secrets_stay_hidden,
        patterns_that_fit_nothing_are_errors,
        other_types_win,
        modules_convert_where_both_have_bytes,
        several_releases_have_the_same_bytes,
        the_model_of_the_wire_stays,
        the_known_members_are_those_that_qemu_documents,
    ]
}

fn again<T: Decode + Encode>(value: &Value) -> T {
    let decoded: T = wire::from_json(&value.to_string()).unwrap();
    assert_eq!(wire::to_value(&decoded), *value);
    decoded
}

fn bytes_are_text_on_the_wire() {
    let write = bytes::commands::FileWrite::new(1, b"\xff\x00").more_b64("text");
    let value = json!({"handle": 1, "buf-b64": "/wA=", "more-b64": "text"});
    assert_eq!(wire::to_value(&write), value);
    again::<bytes::commands::FileWrite>(&value);

    let value = json!({"count": 1, "buf-b64": "YQ==", "new": "YQ"});
    let read: bytes::FileRead = again(&value);
    assert_eq!((read.count, &*read.buf_b64), (1, &b"a"[..]));
    assert_eq!(read.extra["new"], "YQ", "an unknown member stays as it is");

    // A member of a base, and one that stays text.
    let value = json!({"pem": "YQ==", "old": {"pem": "a"}, "next": [{"pem": ""}]});
    let set: bytes::commands::SetChain = again(&value);
    assert_eq!(set.0.pem, Some(Base64::new("a")));
    assert_eq!(set.0.old.unwrap().pem, "a");
    assert_eq!(set.0.next.unwrap()[0].pem, Some(Base64::default()));

    let value = json!({"form": "sealed", "data": "YQ=="});
    let parcel: bytes::Parcel = again(&value);
    let bytes::ParcelBranch::Sealed(sealed) = parcel.form else {
        panic!("another branch")
    };
    assert_eq!(*sealed.data, *b"a");
    again::<bytes::Parcel>(&json!({"form": "plain", "data": "not base64"}));

    let data = json!({"part": "YWI=", "name": "n"});
    let event = bytes::Event::from_wire(bytes::events::Read::NAME, Some(&data.to_string()));
    let bytes::Event::Read(read) = event.unwrap() else {
        panic!("another event")
    };
    assert_eq!(*read.part, *b"ab");
    // serde's traits write the same.
    let text = serde_json::to_string(&read.part).unwrap();
    assert_eq!(text, "\"YWI=\"");
    assert_eq!(serde_json::from_str::<Base64>(&text).unwrap(), read.part);
}

fn text_that_is_not_base64_has_a_path() {
    let error = |value: Value| wire::from_json::<bytes::Parcel>(&value.to_string()).unwrap_err();
    let wrong = error(json!({"form": "sealed", "data": "a?"}));
    assert_eq!(wrong.path(), "data");
    assert!(wrong.to_string().contains("expected base64"), "{wrong}");
    let chain = json!({"next": [{"pem": "YQ"}, {"pem": "Y"}]}).to_string();
    let wrong = wire::from_json::<bytes::CertChain>(&chain).unwrap_err();
    assert_eq!(wrong.path(), "next[1].pem");
    let wrong = error(json!({"form": "sealed", "data": 1}));
    assert!(wrong.to_string().contains("a string"), "{wrong}");
}

fn secrets_stay_hidden() {
    let unlock = bytes::commands::Unlock::new(b"key");
    assert_eq!(wire::to_value(&unlock), json!({"key": "a2V5"}));
    let shown = format!("{unlock:?}");
    assert!(shown.contains("…"), "{shown}");
    assert!(
        !shown.contains("a2V5") && !shown.contains("key\""),
        "{shown}"
    );
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}"))
}

fn patterns_that_fit_nothing_are_errors() {
    for (pattern, expected) in [
        (
            "FileRead.count",
            "base64 `FileRead.count`: `FileRead.count` is `int`, not `str`",
        ),
        (
            "tags",
            "base64 `tags`: `FileRead.tags` is `['str']`, not `str`",
        ),
        (
            "!*.old",
            "base64 `!*.old`: `CertChain.old` is `CertOld`, not `str`",
        ),
        (
            "FileRaed.buf-b64",
            "base64 `FileRaed.buf-b64` matches nothing in the schema; did you mean \
             `FileRead.buf-b64`?",
        ),
        (
            "buf-64",
            "base64 `buf-64` matches nothing in the schema; did you mean `buf-b64`?",
        ),
        // The base lists it.
        (
            "CertChain.pem",
            "base64 `CertChain.pem`: what it matches cannot have that",
        ),
        (
            "Form.plain",
            "base64 `Form.plain`: what it matches cannot have that",
        ),
    ] {
        let error = Builder::new(golden("base64.json")).base64(pattern);
        let Err(BuildError::Options(errors)) = error.try_generate() else {
            panic!("{pattern}")
        };
        let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(errors, [expected]);
    }
    // The known members need not be there.
    let plain = Builder::new(golden("union.json"));
    let code = |builder: &Builder| builder.try_generate().unwrap().code;
    assert_eq!(code(&plain.clone().base64("known")), code(&plain));
}

fn other_types_win() {
    let builder = Builder::new(golden("base64.json"))
        .substitute("FileRead.buf-b64", "crate::Mine")
        .base64("buf-b64");
    let code = builder.try_generate().unwrap().code;
    assert!(code.contains("pub buf_b64: crate::Mine,"));
    assert!(code.contains("pub buf_b64: ::qapi_client::Base64,"));
}

fn modules_convert_where_both_have_bytes() {
    let old = Builder::new(golden("base64.json")).select(["READ", "send"]);
    let new = Builder::new(golden("base64.json")).base64("Sealed.data");
    let both = |new: &Builder, old: &Builder| {
        let new = new.clone().convert_with("super::old", old.clone());
        let missing = new.missing_conversions().unwrap();
        missing.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let texts = both(&new, &old);
    let why =
        "super::old::Sealed → Sealed: `data` has another type (`TryFrom` converts values that fit)";
    assert!(texts.iter().any(|text| text == why), "{texts:?}");
    // Patterns that the other schema does not need are of no effect there.
    let new = new.base64("FileRead.buf-b64");
    let old = Builder::new(golden("union.json"))
        .base64("known")
        .base64("FileRead.buf-b64");
    assert!(old.try_generate().is_err());
    let shares = new.clone().share_types_with("crate::old", old);
    assert!(shares.try_generate().is_ok());
    let same = Builder::new(golden("base64.json")).base64("Sealed.data");
    assert_eq!(both(&same, &same), [""; 0]);
}

fn several_releases_have_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.json");
    let schema =
        "{ 'struct': 'R', 'data': { 'log': 'str' } }\n{ 'command': 'read', 'returns': 'R' }";
    std::fs::write(&old, schema).unwrap();
    let new = folder.path().join("new.json");
    let schema = "{ 'struct': 'Log', 'data': { 'log': 'str', '*name': 'str' } }\n\
                  { 'command': 'read', 'returns': 'Log' }";
    std::fs::write(&new, schema).unwrap();
    let builder = Builder::new(&new).also(&old).base64("Log.log");
    let code = builder.try_generate().unwrap().code;
    assert!(code.contains("pub log: ::qapi_client::Base64,"), "{code}");
}

fn the_model_of_the_wire_stays() {
    let schema = bytes::schema();
    assert!(schema.query("file-read/ret-type/buf-b64/!string").unwrap());
    assert!(schema.query("file-write/arg-type/*more-b64").unwrap());
}

/// Documented as base64 text, and not in the list, since they are names of files.
const FILES: [&str; 2] = [
    "SevGuestProperties.dh-cert-file",
    "SevGuestProperties.session-file",
];

fn the_known_members_are_those_that_qemu_documents() {
    let mut documented = BTreeSet::new();
    for release in releases() {
        for part in ["qapi", "qga"] {
            let entry = release.join(part).join("qapi-schema.json");
            if entry.is_file() {
                documented.extend(members_of_base64(&crate::common::schema(&entry)));
            }
        }
    }
    for file in FILES {
        assert!(documented.remove(file), "{file}");
    }
    let known = |path: &str| BASE64_MEMBERS.iter().any(|known| is(known, path));
    let missing: Vec<_> = documented.iter().filter(|path| !known(path)).collect();
    assert_eq!(missing, [""; 0]);
    let used = |known: &&&str| documented.iter().any(|path| is(known, path));
    let unused: Vec<_> = BASE64_MEMBERS.iter().filter(|known| !used(known)).collect();
    assert_eq!(unused, [&""; 0]);
}

fn is(pattern: &str, path: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(end) => path.ends_with(end),
        None => path == pattern,
    }
}

fn releases() -> Vec<PathBuf> {
    let mut releases = Vec::new();
    for folder in [corpus(), corpus().join("history")] {
        let entries = std::fs::read_dir(folder).unwrap();
        releases.extend(entries.map(|entry| entry.unwrap().path()));
    }
    releases.retain(|release| release.join("qapi").is_dir());
    assert!(releases.len() > 3);
    releases
}

/// The text members whose documentation mentions base64.
fn members_of_base64(schema: &Schema) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |owner: &str, doc: Option<DocId>, members: &[Member]| {
        for member in members {
            let doc = doc.and_then(|doc| schema.doc(doc).member(member.name()));
            let kind = schema.ty(member.ty()).kind();
            let text = matches!(kind, TypeKind::Builtin(Builtin::Str));
            let said = doc.is_some_and(|doc| doc.to_ascii_lowercase().contains("base64"));
            if text && said {
                found.push(format!("{owner}.{}", member.name()));
            }
        }
    };
    for (_, ty) in schema.types() {
        if let TypeKind::Object(object) = ty.kind() {
            look(ty.name(), ty.doc(), object.local_members());
        }
    }
    for (_, command) in schema.commands() {
        let arg = command.arg().map(|arg| schema.ty(arg));
        let Some(arg) = arg.filter(|arg| arg.is_implicit()) else {
            continue;
        };
        if let TypeKind::Object(object) = arg.kind() {
            look(command.name(), command.doc(), object.local_members());
        }
    }
    found
}
