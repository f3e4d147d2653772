//! Properties without which a driver cannot be realised.
//!
//! A QEMU does not report them. The list has the drivers' own checks (`drive property not set`).

use qapi_introspect::secrets::matches;

/// Drivers, and the properties that each requires.
const REQUIRED: &[(&str, &[&str])] = &[
    // Before the pattern that it matches, too.
    ("vhost-user-fs-pci", &["chardev", "tag"]),
    ("acpi-erst", &["memdev"]),
    ("cxl-type3", &["memdev"]),
    ("ide-hd", &["drive"]),
    ("ipmi-bmc-extern", &["chardev"]),
    ("isa-debugcon", &["chardev"]),
    ("isa-ipmi-*", &["bmc"]),
    ("isa-parallel", &["chardev"]),
    ("isa-serial", &["chardev"]),
    ("ivshmem-doorbell", &["chardev"]),
    ("ivshmem-plain", &["memdev"]),
    ("nvdimm", &["memdev"]),
    ("nvme", &["serial"]),
    ("nvme-ns", &["drive"]),
    ("pc-dimm", &["memdev"]),
    ("pci-bridge*", &["chassis_nr"]),
    ("pci-ipmi-*", &["bmc"]),
    ("pci-serial", &["chardev"]),
    ("scsi-block", &["drive"]),
    ("scsi-generic", &["drive"]),
    ("scsi-hd", &["drive"]),
    ("smbus-ipmi", &["bmc"]),
    ("tpm-crb", &["tpmdev"]),
    ("tpm-tis", &["tpmdev"]),
    ("usb-braille", &["chardev"]),
    ("usb-mtp", &["rootdir"]),
    ("usb-redir", &["chardev"]),
    ("usb-serial", &["chardev"]),
    ("usb-storage", &["drive"]),
    ("vhost-scsi-pci*", &["wwpn"]),
    ("vhost-user-*-pci*", &["chardev"]),
    ("vhost-vsock-pci*", &["guest-cid"]),
    ("virtio-9p-device", &["fsdev", "mount_tag"]),
    ("virtio-9p-pci*", &["fsdev", "mount_tag"]),
    ("virtio-blk-device", &["drive"]),
    ("virtio-blk-pci*", &["drive"]),
    ("virtio-crypto-pci", &["cryptodev"]),
    ("virtio-input-host-pci*", &["evdev"]),
    ("virtio-mem-pci", &["memdev"]),
    ("virtio-pmem-pci", &["memdev"]),
];

/// The properties that a driver requires.
pub(super) fn of(driver: &str) -> &'static [&'static str] {
    let found = REQUIRED
        .iter()
        .find(|(pattern, _)| matches(pattern, driver));
    found.map(|(_, names)| *names).unwrap_or_default()
}
