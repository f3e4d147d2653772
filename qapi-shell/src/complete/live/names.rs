//! The arguments that name things which only the peer knows.
//!
//! Input: a command and its argument. Output: the kind of thing that the argument names.

/// Kind of the things that an argument names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Jobs,
    /// Block nodes.
    Nodes,
    /// Drives by their names, and block nodes.
    Drives,
    /// Dirty bitmaps of the node that `node` names.
    Bitmaps,
    Exports,
    /// Devices with an id.
    Devices,
    /// Devices with an id that can be unplugged: no root ports.
    Unpluggable,
    /// Objects with an id.
    Objects,
    Chardevs,
    /// Backends of network devices.
    Netdevs,
    /// Buses that devices are plugged into.
    Buses,
    /// Paths in the tree of objects.
    Paths,
    /// Properties of the object that `path` names.
    Properties,
    /// All types of the object model.
    Types,
    /// Those of devices.
    DeviceTypes,
}

/// Commands (`*` for any end), their arguments, and the kind of things that those name.
const NAMES: &[(&[&str], &[&str], Names)] = &[
    (&["job-*", "block-job-*"], &["id", "device"], Names::Jobs),
    (
        &[
            "block-commit",
            "block-stream",
            "block_resize",
            "block_set_io_throttle",
            "blockdev-backup",
            "blockdev-mirror",
            "blockdev-snapshot-*",
            "change-backing-file",
            "drive-backup",
            "drive-mirror",
            "nbd-server-add",
        ],
        &["device"],
        Names::Drives,
    ),
    (
        &[
            "block-export-add",
            "block-set-write-threshold",
            "block_resize",
            "blockdev-del",
            "blockdev-insert-medium",
            "blockdev-reopen",
            "blockdev-set-active",
            "blockdev-snapshot-sync",
            "x-blockdev-amend",
            "x-blockdev-set-iothread",
        ],
        &["node-name"],
        Names::Nodes,
    ),
    (
        &["block-commit", "block-stream"],
        &["base-node", "bottom", "top-node"],
        Names::Nodes,
    ),
    (
        &["blockdev-backup", "blockdev-mirror"],
        &["replaces", "target"],
        Names::Nodes,
    ),
    (&["blockdev-snapshot"], &["node", "overlay"], Names::Nodes),
    (&["change-backing-file"], &["image-node-name"], Names::Nodes),
    (&["x-blockdev-change"], &["node", "parent"], Names::Nodes),
    (&["snapshot-*"], &["devices", "vmstate"], Names::Nodes),
    (&["block-dirty-bitmap-*"], &["node"], Names::Nodes),
    (
        &[
            "block-dirty-bitmap-clear",
            "block-dirty-bitmap-disable",
            "block-dirty-bitmap-enable",
            "block-dirty-bitmap-remove",
        ],
        &["name"],
        Names::Bitmaps,
    ),
    (
        &["block-dirty-bitmap-merge"],
        &["bitmaps", "target"],
        Names::Bitmaps,
    ),
    (&["block-export-del"], &["id"], Names::Exports),
    (&["nbd-server-remove"], &["name"], Names::Exports),
    (
        &[
            "block-latency-histogram-set",
            "block_set_io_throttle",
            "blockdev-change-medium",
            "blockdev-close-tray",
            "blockdev-insert-medium",
            "blockdev-open-tray",
            "blockdev-remove-medium",
            "device-sync-config",
            "eject",
        ],
        &["id"],
        Names::Devices,
    ),
    (&["device_del"], &["id"], Names::Unpluggable),
    (
        &["input-send-event", "screendump"],
        &["device"],
        Names::Devices,
    ),
    (&["object-del"], &["id"], Names::Objects),
    (
        &["chardev-change", "chardev-remove", "chardev-send-break"],
        &["id"],
        Names::Chardevs,
    ),
    (&["ringbuf-*"], &["device"], Names::Chardevs),
    (
        &[
            "cxl-*",
            "qom-get",
            "qom-list",
            "qom-set",
            "x-query-virtio-*",
        ],
        &["path"],
        Names::Paths,
    ),
    (&["qom-list-get"], &["paths"], Names::Paths),
    (&["qom-get", "qom-set"], &["property"], Names::Properties),
    (&["qom-list-properties"], &["typename"], Names::Types),
    (&["qom-list-types"], &["implements"], Names::Types),
    (
        &["device-list-properties"],
        &["typename"],
        Names::DeviceTypes,
    ),
    (&["device_add"], &["driver"], Names::DeviceTypes),
    (&["device_add"], &["drive"], Names::Drives),
    (&["device_add"], &["chardev"], Names::Chardevs),
    (&["device_add"], &["netdev"], Names::Netdevs),
    (&["device_add"], &["bus"], Names::Buses),
    (&["netdev_del"], &["id"], Names::Netdevs),
    (&["set_link"], &["name"], Names::Netdevs),
    (&["query-rx-filter"], &["name"], Names::Netdevs),
];

pub(super) fn named(command: &str, argument: &str) -> Option<Names> {
    let is = |pattern: &&str| match pattern.strip_suffix('*') {
        Some(beginning) => command.starts_with(beginning),
        None => command == *pattern,
    };
    let row = NAMES
        .iter()
        .find(|(commands, arguments, _)| commands.iter().any(&is) && arguments.contains(&argument));
    row.map(|(_, _, names)| *names)
}
