//! Starting QEMU by a typed command line.

use qapi_client::devices::{Kind, Properties};
use qapi_client::tokio::Process;
use qapi_client::wire::to_value;
use qapi_client::{Options, Qemu};
use qapi_test_support::{Trial, program, trials};
use serde_json::{Value, json};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_device_is_the_same_by_option_and_by_command on CurrentThread,
        a_command_line_that_cannot_be_written_is_an_error on CurrentThread,
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

async fn property(qemu: &Process, device: &str, name: &str) -> Value {
    let arguments = json!({"path": format!("/machine/peripheral/{device}"), "property": name});
    let client = qemu.client();
    client
        .execute_raw("qom-get", Some(arguments))
        .await
        .unwrap()
}

async fn a_device_is_the_same_by_option_and_by_command() {
    // Both forms of the option.
    for release in [(7, 2), (6, 1)] {
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
        let qemu = Process::start(&line, &Options::default()).await.unwrap();
        let added = to_value(&disk("d1", "rp1", "n1"));
        qemu.client()
            .execute_raw("device_add", Some(added))
            .await
            .unwrap();
        for (name, expected) in [
            ("serial", json!("1e5,7")),
            ("num-queues", json!(3)),
            ("write-cache", json!("on")),
            ("discard_granularity", json!(4096)),
            ("disable-modern", json!(false)),
            ("iothread", json!("/objects/io0")),
        ] {
            let (one, other) = (property(&qemu, "d0", name), property(&qemu, "d1", name));
            let (one, other) = (one.await, other.await);
            assert_eq!(
                (&one, &other),
                (&expected, &expected),
                "{name}, {release:?}"
            );
        }
    }
}

async fn a_command_line_that_cannot_be_written_is_an_error() {
    let mut line = Qemu::new("qemu-system-x86_64");
    line.object(&json!({"qom-type": "secret", "id": "s", "data": "x"}));
    let error = Process::start(&line, &Options::default())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("is a secret"), "{error}");
}
