//! Properties without which a driver cannot be realised.
//!
//! A QEMU does not report them. The list has the drivers' own checks (`drive property not set`).

use qapi_introspect::secrets::matches;

/// Drivers, and the properties that each requires.
const REQUIRED: &[(&str, &[&str])] = &[
    ("ide-hd", &["drive"]),
    ("isa-debugcon", &["chardev"]),
    ("isa-parallel", &["chardev"]),
    ("isa-serial", &["chardev"]),
    ("ivshmem-doorbell", &["chardev"]),
    ("ivshmem-plain", &["memdev"]),
    ("nvdimm", &["memdev"]),
    ("nvme", &["serial"]),
    ("nvme-ns", &["drive"]),
    ("pc-dimm", &["memdev"]),
    ("pci-serial", &["chardev"]),
    ("scsi-block", &["drive"]),
    ("scsi-generic", &["drive"]),
    ("scsi-hd", &["drive"]),
    ("tpm-crb", &["tpmdev"]),
    ("tpm-tis", &["tpmdev"]),
    ("usb-redir", &["chardev"]),
    ("usb-serial", &["chardev"]),
    ("usb-storage", &["drive"]),
    ("vhost-scsi-pci*", &["wwpn"]),
    ("vhost-user-*-pci*", &["chardev"]),
    ("vhost-vsock-pci*", &["guest-cid"]),
    ("virtio-9p-pci*", &["fsdev", "mount_tag"]),
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
