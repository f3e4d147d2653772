//! Any text is read as key=value, JSON and a command line or refused with places in the text; a
//! value that is written is read as the same value.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use qapi_args::devices::Recording;
use qapi_args::{CommandLine, Finding, Form, Reader};
use qapi_introspect::Schema;

static SCHEMA: LazyLock<Schema<'static>> = LazyLock::new(|| {
    let text = include_str!("../../../schemas/live/qemu-7.2.22-x86_64.json");
    Schema::from_json(text).expect("it is an answer")
});

static DEVICES: LazyLock<Recording> = LazyLock::new(|| {
    let text = include_str!("../../../schemas/devices/qemu-7.2-x86_64.json");
    Recording::from_json(text).expect("it is a recording")
});

const TYPES: &[&str] = &["blockdev-add", "object-add", "netdev_add", "device_add", "set-numa-node"];

fn placed(findings: &[Finding], text: &str) {
    for finding in findings {
        assert!(text.get(finding.span.clone()).is_some(), "{finding:?}");
        let _ = finding.to_string();
    }
}

fuzz_target!(|text: &str| {
    let reader = Reader::new(&SCHEMA);
    for name in TYPES {
        let ty = reader.find(name).expect("QEMU has it");
        for ty in [ty.clone().with_form(Form::Flat), ty] {
            let checked = match reader.read(&ty, text) {
                Ok(checked) => checked,
                Err(findings) => {
                    placed(&findings.0, text);
                    continue;
                }
            };
            placed(&checked.warnings, text);
            if let Ok(written) = reader.json_to_key_value(&ty, &checked.value.to_string()) {
                reader.read(&ty, &written).expect("a written value is read");
            }
        }
    }
    let check = CommandLine::new(reader).devices(&DEVICES);
    placed(&check.check(text), text);
    let _ = Recording::from_json(text);
});
