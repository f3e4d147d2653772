//! Generates the clients from the corpus that `QAPI_CORPUS` names. Without it there is nothing to
//! test, and `cfg(corpus)` is not set.

use std::path::PathBuf;

use qapi_codegen::{Builder, Role};

fn main() {
    println!("cargo:rerun-if-env-changed=QAPI_CORPUS");
    println!("cargo:rustc-check-cfg=cfg(corpus)");
    let Some(corpus) = std::env::var_os("QAPI_CORPUS").map(PathBuf::from) else {
        return;
    };
    println!("cargo:rustc-cfg=corpus");
    let release = corpus.join("qemu-7.2");
    let emulator = release.join("qapi/qapi-schema.json");
    Builder::new(&emulator).generate("qmp.rs");
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
    Builder::new(release.join("storage-daemon/qapi/qapi-schema.json")).generate("daemon.rs");
}
