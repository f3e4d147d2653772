#![doc = include_str!("../../../docs/migrating.md")]

/// The commands and events that the document uses, from a recorded answer.
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "../../../schemas/live/qemu-7.2.22-x86_64.json",
        select: ["query-status", "query-block", "blockdev-add", "migrate-pause", "device_add", "stop",
                 "STOP", "SHUTDOWN"],
    }
}

/// The core of the guest agent's protocol.
pub mod qga {
    qapi_macros::include_qapi!("../../../schemas/qga-core.json");
}

/// The devices that docs/devices.md uses, from a recording.
pub mod typed {
    qapi_macros::include_qapi! {
        schema: "../../../schemas/live/qemu-7.2.22-x86_64.json",
        select: ["query-status"],
        devices: ["../../../schemas/devices/qemu-7.2-x86_64.json"],
        select_devices: ["virtio-blk-pci"],
    }
}

#[doc = include_str!("../../../docs/devices.md")]
#[allow(dead_code)]
struct Devices;
