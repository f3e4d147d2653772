//! Recordings: their text, and the properties of types.

use qapi_args::devices::{Kind, Recording};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        the_text_of_a_recording_is_kept,
        properties_are_inherited,
        names_find_types,
        unusable_recordings_are_refused,
        a_recording_is_a_wire_model,
    ]
}

const RECORDED: &str = include_str!("../../../schemas/devices/qemu-7.2-x86_64.json");

fn recorded() -> Recording {
    Recording::from_json(RECORDED).expect("it is a recording")
}

fn the_text_of_a_recording_is_kept() {
    assert!(Recording::is_recording(RECORDED));
    assert_eq!(recorded().to_json(), RECORDED);
}

fn properties_are_inherited() {
    let recording = recorded();
    let properties = recording.properties("virtio-blk-pci").expect("it is there");
    assert_eq!(properties["serial"].type_name, "str");
    assert_eq!(properties["addr"].type_name, "int32");
    assert_eq!(properties["iothread"].type_name, "link<iothread>");
    let default = properties["num-queues"].default.as_ref();
    assert_eq!(default.and_then(serde_json::Value::as_u64), Some(65535));
    assert!(recording.is_a("virtio-blk-pci", "pci-device"));
    assert!(!recording.is_a("scsi-hd", "pci-device"));
    assert!(recording.properties("no-such-device").is_none());
}

fn names_find_types() {
    let recording = recorded();
    assert!(recording.names(Kind::Device).any(|name| name == "nvme"));
    assert_eq!(
        recording.machine_type("q35").as_deref(),
        Some("pc-q35-7.2-machine")
    );
    assert_eq!(recording.cpu_type("max"), Some("max-x86_64-cpu"));
    assert_eq!(recording.cpu_type("max-x86_64-cpu"), Some("max-x86_64-cpu"));
    assert_eq!(recording.cpu_type("ma"), None);
}

fn unusable_recordings_are_refused() {
    let cases = [
        (
            "[]",
            "no recording of devices: the file is missing, or not of its type",
        ),
        (
            r#"{"qapi-devices": 2}"#,
            "format 2 of recordings is not known",
        ),
        (
            r#"{"qapi-devices": 1}"#,
            "no recording of devices: qemu is missing",
        ),
        (
            r#"{"qapi-devices": 1, "qemu": {"version": "1"},
                "types": {"a": {"parent": "b"}, "b": {"parent": "a"}}}"#,
            "the parents of the type 'a' form a circle",
        ),
    ];
    for (text, expected) in cases {
        let error = Recording::from_json(text).expect_err(text).to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

fn a_recording_is_a_wire_model() {
    let schema = recorded().to_schema().expect("it fits");
    let paths = [
        "device:virtio-blk-pci/arg-type/*serial/!string",
        "device:virtio-blk-pci/arg-type/num-queues/!int",
        "machine:pc-q35-7.2-machine/arg-type/usb/!boolean",
        "cpu:max-x86_64-cpu/arg-type/avx2",
    ];
    for path in paths {
        assert!(schema.query(path).expect(path), "{path}");
    }
}
