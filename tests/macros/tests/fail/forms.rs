//! Values that the compiler refuses, with the way out.

mod qmp {
    qapi_macros::include_qapi!("../schemas/disks.json");
}

use qmp::{Disk, Format, Slot, commands};

fn shared_payload(format: Format) -> Disk {
    Disk::from(format)
}

fn shared_payload_of_a_command(format: Format) -> commands::DiskAdd {
    commands::DiskAdd::new(format)
}

fn shared_payload_of_a_reference(format: Format) -> Format {
    Format::new(format)
}

fn booleans_by_place() -> commands::Limit {
    commands::Limit::new(true, false)
}

fn received_only(slot: &Slot) -> commands::DeviceAdd {
    commands::DeviceAdd::new("cpu").extras(slot)
}

fn main() {}
