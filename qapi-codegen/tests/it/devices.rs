//! Types of devices by recordings.

use std::fs;

use qapi_codegen::{BuildError, Builder};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_property_fits_all_recordings,
        the_recording_of_the_repository_becomes_types,
        an_unusable_recording_is_an_error,
        a_pattern_that_selects_nothing_is_an_error,
    ]
}

const SCHEMA: &str = "
{ 'enum': 'OnOffAuto', 'data': [ 'auto', 'on', 'off' ] }
{ 'struct': 'Boot', 'data': { 'order': 'str' } }
{ 'command': 'use', 'data': { 'switch': 'OnOffAuto', 'boot': 'Boot' } }
";

const NEW: &str = r#"{"qapi-devices": 1, "qemu": {"version": "9.0.0"}, "types": {
    "pci-device": {"abstract": true, "properties": {"addr": "int32"}},
    "virtio-blk-pci": {"parent": "pci-device", "kind": "device", "properties": {
        "drive": "str", "msi": "OnOffAuto", "queues": "uint32", "serial": "str", "kind": "x|y",
        "link": "link<iothread>", "odd": "Unheard", "type": "string", "new": "bool"}},
    "box-machine": {"kind": "machine", "properties": {"boot": "Boot"}},
    "fast-x86_64-cpu": {"kind": "cpu", "properties": {"3d": "bool"}}}}"#;

const OLD: &str = r#"{"qapi-devices": 1, "qemu": {"version": "7.2.0"}, "types": {
    "virtio-blk-pci": {"kind": "device", "properties": {
        "addr": "int32", "drive": "str", "queues": {"type": "uint16", "default": 4}, "gone": "bool"}}}}"#;

fn generate(patterns: &[&str]) -> String {
    generate_or_fail(patterns).unwrap()
}

fn generate_or_fail(patterns: &[&str]) -> Result<String, BuildError> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("schema.json"), SCHEMA).unwrap();
    fs::write(path("new.json"), NEW).unwrap();
    fs::write(path("old.json"), OLD).unwrap();
    let builder = Builder::new(path("schema.json"));
    let builder = builder.devices(path("new.json")).devices(path("old.json"));
    let generated = builder
        .select_devices(patterns.iter().copied())
        .try_generate()?;
    assert!(generated.files.contains(&path("old.json")));
    Ok(generated.code)
}

fn a_property_fits_all_recordings() {
    let code = generate(&[]);
    let expected = [
        "pub fn new(drive: impl ::core::convert::Into<::std::string::String>) -> Self",
        "pub fn addr(self, value: i32) -> Self",
        "pub fn msi(self, value: super::OnOffAuto) -> Self",
        "pub fn queues(self, value: u32) -> Self",
        "pub fn odd(self, value: impl ::core::convert::Into<::qapi_client::wire::Value>) -> Self",
        "pub fn new_(self, value: bool) -> Self",
        "pub fn boot(self, value: &super::Boot) -> Self",
        "QEMU's type: `OnOffAuto`. In QEMU 9.0.0 only.",
        "QEMU's type: `bool`. In QEMU 7.2.0 only.",
        "pub struct BoxMachine(",
        "FastCpu \"fast\" \"fast-x86_64-cpu\"",
        "pub fn bus(",
    ];
    for line in expected {
        assert!(code.contains(line), "{line}\n{code}");
    }
    assert!(!code.contains("Sets `type`"), "it cannot be set");
    let selected = generate(&["fast"]);
    assert!(selected.contains("FastCpu") && !selected.contains("VirtioBlkPci"));
}

fn the_recording_of_the_repository_becomes_types() {
    let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas");
    let builder = Builder::new(format!("{schemas}/qmp-core.json"));
    let builder = builder.devices(format!("{schemas}/devices/qemu-7.2-x86_64.json"));
    let code = builder.try_generate().unwrap().code;
    assert!(code.matches("\n    pub struct ").count() > 30);
    assert!(code.contains("pub fn iothread("));
}

fn an_unusable_recording_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("schema.json");
    fs::write(&path, SCHEMA).unwrap();
    let builder = |recording: &str| Builder::new(&path).devices(folder.path().join(recording));
    let error = builder("schema.json").try_generate().unwrap_err();
    assert!(matches!(error, BuildError::Devices { .. }), "{error}");
    let error = builder("missing.json")
        .try_generate()
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("error: can't use "), "{error}");
}

fn a_pattern_that_selects_nothing_is_an_error() {
    let error = generate_or_fail(&["fast", "virtio-blk", "usb-*"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: select_devices `virtio-blk` matches nothing in the recordings of devices; \
         did you mean `virtio-blk-pci`?\n\
         error: select_devices `usb-*` matches nothing in the recordings of devices"
    );
}
