//! Generates the clients from the corpus that `QAPI_CORPUS` names. Without it there is nothing to
//! test, and `cfg(corpus)` is not set.

use std::path::PathBuf;

use qapi_codegen::{Builder, Role};

/// Commands and events of the emulator that the tests use.
const EMULATOR: &[&str] = &[
    "announce-self",
    "balloon",
    "block_resize",
    "block-dirty-bitmap-*",
    "blockdev-*",
    "change-vnc-password",
    "cont",
    "device_*",
    "display-reload",
    "human-monitor-command",
    "job-*",
    "nbd-server-start",
    "object-*",
    "qom-*",
    "query-*",
    "quit",
    "stop",
    "transaction",
    "JOB_STATUS_CHANGE",
    "RESUME",
    "SHUTDOWN",
    "STOP",
];

/// Commands of the storage daemon that its test uses.
const DAEMON: &[&str] = &["blockdev-add", "query-named-block-nodes", "quit"];

/// A client of the whole schema where `CI` is set, otherwise of what the tests use: it compiles in half
/// of the time. The tests of qapi-codegen compile whole schemas in any case.
fn whole(builder: Builder, used: &[&str]) -> Builder {
    match std::env::var_os("CI") {
        Some(_) => builder,
        None => builder.select(used.iter().copied()),
    }
}

fn main() {
    println!("cargo:rerun-if-env-changed=CI");
    println!("cargo:rerun-if-env-changed=QAPI_CORPUS");
    println!("cargo:rustc-check-cfg=cfg(corpus)");
    let Some(corpus) = std::env::var_os("QAPI_CORPUS").map(PathBuf::from) else {
        return;
    };
    println!("cargo:rustc-cfg=corpus");
    let release = corpus.join("qemu-7.2");
    let emulator = release.join("qapi/qapi-schema.json");
    whole(Builder::new(&emulator), EMULATOR).generate("qmp.rs");
    Builder::new(&emulator)
        .select(["query-status", "quit", "SHUTDOWN"])
        .generate("selected.rs");
    Builder::new(corpus.join("qemu-10.2"))
        .also(corpus.join("history/9.1.0"))
        .also(&release)
        .select([
            "query-machines",
            "query-cpus-fast",
            "query-block*",
            "query-named-block-nodes",
            "query-jobs",
            "blockdev-*",
            "device_*",
            "job-*",
            "quit",
        ])
        .generate("many.rs");
    Builder::new(&emulator)
        .select(["qom-list", "qom-get", "device_add", "OnOffAuto"])
        .devices("../../schemas/devices/qemu-7.2-x86_64.json")
        .generate("devices.rs");
    Builder::new(&emulator)
        .role(Role::Both)
        .select(["blockdev-add", "object-add", "netdev_add", "chardev-add"])
        .generate("both.rs");
    Builder::new(release.join("qga/qapi-schema.json")).generate("qga.rs");
    Builder::new(release.join("qga/qapi-schema.json"))
        .base64("known")
        .select(["guest-exec*", "guest-file-*"])
        .generate("qga_bytes.rs");
    let daemon = Builder::new(release.join("storage-daemon/qapi/qapi-schema.json"));
    whole(daemon, DAEMON).generate("daemon.rs");
}
