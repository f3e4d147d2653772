//! `qapi devices` records a real QEMU.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use qapi_args::devices::{Kind, Recording};
use qapi_test_support::{Trial, program, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![all_types_of_a_qemu_are_recorded]
}

/// A QEMU that runs for a test.
struct Qemu(Child);

impl Drop for Qemu {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn all_types_of_a_qemu_are_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("qmp");
    let qmp = format!("unix:{},server=on,wait=off", socket.display());
    let mut qemu = Command::new(program("qemu-system-x86_64"));
    qemu.args([
        "-machine",
        "q35",
        "-nodefaults",
        "-display",
        "none",
        "-S",
        "-qmp",
        &qmp,
    ]);
    let qemu = Qemu(qemu.stderr(Stdio::null()).spawn().expect("it starts"));
    let start = Instant::now();
    while !qapi_test_support::listens(&socket) && start.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let record = |name: &str| {
        let file = folder.path().join(name);
        let mut qapi = Command::new(env!("CARGO_BIN_EXE_qapi"));
        qapi.arg("devices").arg(&socket).arg("-o").arg(&file);
        assert!(qapi.status().expect("it runs").success());
        std::fs::read_to_string(file).expect("it is written")
    };
    let first = record("first.json");
    let recording = Recording::from_json(&first).expect("a recording");
    assert!(recording.names(Kind::Device).count() > 200);
    assert!(recording.names(Kind::Cpu).count() > 50);
    let properties = recording
        .names(Kind::Device)
        .chain(recording.names(Kind::Cpu));
    let properties: usize = properties
        .filter_map(|name| recording.properties(name))
        .map(|properties| properties.len())
        .sum();
    assert!(properties > 40_000, "{properties}");
    assert!(first.len() < 400_000, "{} bytes", first.len());
    assert!(first == record("second.json"), "two recordings differ");
    drop(qemu);
}
