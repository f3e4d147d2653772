//! Starting QEMU by a typed command line, with each client.

use qapi_client::devices::{Kind, Properties};
use qapi_client::wire::to_value;
use qapi_client::{Options, Qemu, blocking, threaded, tokio};
use qapi_test_support::{Runtime, Trial, program, trials};
use serde_json::{Value, json};

use crate::support::{awaited, wait};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_device_is_the_same_by_option_and_by_command,
        a_command_line_that_cannot_be_written_is_an_error,
    ]
}

/// Returns a disk with a property of each type.
fn disk(id: &str, bus: &str, node: &str) -> Properties {
    Properties::new(Kind::Device, "virtio-blk-pci", "virtio-blk-pci")
        .with("id", id)
        .with("bus", bus)
        .with("drive", node)
        .with("serial", "1e5,7")
        .with("num-queues", 3)
        .with("write-cache", "on")
        .with("discard_granularity", 4096)
        .with("disable-modern", false)
        .with("iothread", "io0")
}

/// The values of its properties, by device.
const EXPECTED: [(&str, &str); 6] = [
    ("serial", "\"1e5,7\""),
    ("num-queues", "3"),
    ("write-cache", "\"on\""),
    ("discard_granularity", "4096"),
    ("disable-modern", "false"),
    ("iothread", "\"/objects/io0\""),
];

/// Starts a machine with a disk, adds a second one, and compares them. `$wait` waits for a reply.
macro_rules! compare {
    ($started:expr, $wait:ident) => {{
        let qemu = $started.unwrap();
        let vm = qemu.client();
        let added = to_value(&disk("d1", "rp1", "n1"));
        $wait!(vm.execute_raw("device_add", Some(added))).unwrap();
        for (name, expected) in EXPECTED {
            let expected: Value = serde_json::from_str(expected).unwrap();
            for device in ["d0", "d1"] {
                let path = format!("/machine/peripheral/{device}");
                let property = json!({"path": path, "property": name});
                let value = $wait!(vm.execute_raw("qom-get", Some(property))).unwrap();
                assert_eq!(value, expected, "{name} of {device}");
            }
        }
    }};
}

fn machine(release: (u32, u32)) -> Qemu {
    let mut line = Qemu::new(program("qemu-system-x86_64"));
    line.release(release.0, release.1)
        .machine("q35,accel=tcg")
        .nodefaults();
    line.option("display", "none").flag("S");
    line.object(&json!({"qom-type": "iothread", "id": "io0"}));
    for (index, bus) in ["rp0", "rp1"].into_iter().enumerate() {
        let node = json!({"driver": "null-co", "node-name": format!("n{index}")});
        let port = json!({"driver": "pcie-root-port", "id": bus, "chassis": index});
        line.blockdev(&node).device(&port);
    }
    line.device(&disk("d0", "rp0", "n0"));
    line
}

fn a_device_is_the_same_by_option_and_by_command() {
    let options = Options::default();
    // Both forms of the option.
    Runtime::CurrentThread.block_on(async {
        for release in [(7, 2), (6, 1)] {
            let started = tokio::Process::start(&machine(release), &options).await;
            compare!(started, awaited);
        }
    });
    let line = machine((7, 2));
    compare!(blocking::Process::start(&line, &options), wait);
    compare!(threaded::Process::start(&line, &options), wait);
}

fn a_command_line_that_cannot_be_written_is_an_error() {
    let mut line = Qemu::new("qemu-system-x86_64");
    line.object(&json!({"qom-type": "secret", "id": "s", "data": "x"}));
    let options = Options::default();
    let errors = [
        blocking::Process::start(&line, &options).unwrap_err(),
        threaded::Process::start(&line, &options).unwrap_err(),
        tokio::Launch::of_line(&line).unwrap_err(),
    ];
    for error in errors {
        assert!(error.to_string().contains("is a secret"), "{error}");
    }
}
