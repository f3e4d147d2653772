//! Every driver that a QEMU lets users select, as a generated type with only what it requires.
//!
//! A QEMU is recorded, all its drivers are generated, and a program makes one value of each. A QEMU
//! with that `-device` then starts, or refuses it for another reason than the type of a property.
//! Those reasons are printed. Every twentieth driver is started; all of them if `QAPI_RELEASES` asks for all.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use qapi_args::devices::{Kind, Monitor, Recording, Refused, Request, Scope, record};
use qapi_client::blocking::Client;
use qapi_codegen::Builder;
use qapi_test_support::{Trial, asked, program, trials};
use serde_json::Value;

use crate::common::scratch::Scratch;

pub(crate) fn all() -> Vec<Trial> {
    trials![every_driver_builds_with_what_it_requires]
}

const EMULATOR: &str = "qemu-system-x86_64";

/// Most drivers of QEMU 7.2's x86 emulator; another release has more or fewer.
const LEAST: usize = 200;

/// Drivers that wait for a server behind their character device.
const WAITING: [&str; 1] = ["ivshmem-doorbell"];

struct Asker(Client);

impl Monitor for Asker {
    type Error = qapi_client::Error;

    fn ask(
        &mut self,
        requests: &[Request],
    ) -> Result<Vec<Result<Value, Refused>>, (usize, Self::Error)> {
        let mut replies = Vec::new();
        for request in requests {
            let arguments = request.arguments.clone();
            match self.0.execute_raw(request.command, arguments).wait() {
                Ok(reply) => replies.push(Ok(reply)),
                Err(error) if error.is_command_error() => {
                    replies.push(Err(Refused(error.to_string())));
                }
                Err(error) => return Err((replies.len(), error)),
            }
        }
        Ok(replies)
    }
}

/// Records the QEMU on `PATH`.
fn recording(folder: &Path) -> Recording {
    let socket = folder.join("qmp");
    let monitor = format!("unix:{},server=on,wait=off", socket.display());
    let mut qemu = Command::new(program(EMULATOR));
    let arguments = [
        "-machine",
        "none",
        "-S",
        "-nodefaults",
        "-display",
        "none",
        "-qmp",
    ];
    let mut qemu = qemu.args(arguments).arg(&monitor).spawn().unwrap();
    let start = Instant::now();
    let client = loop {
        match Client::connect(format!("unix:{}", socket.display())) {
            Ok(client) => break client,
            Err(error) => assert!(start.elapsed() < Duration::from_secs(120), "{error}"),
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    let recording = record(&mut Asker(client), &Scope::default());
    let _ = qemu.kill();
    let _ = qemu.wait();
    recording.unwrap()
}

/// The drivers of `-device help`, without CPU models.
fn selectable(recording: &Recording) -> Vec<String> {
    let help = Command::new(program(EMULATOR))
        .args(["-device", "help"])
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let names = help
        .lines()
        .filter_map(|line| line.strip_prefix("name \"")?.split('"').next());
    let is_device = |name: &&str| {
        let record = recording.types.get(*name);
        record.is_some_and(|record| record.kind == Some(Kind::Device) && !record.unread)
    };
    names.filter(is_device).map(str::to_owned).collect()
}

/// A value of Rust for a parameter of `new`.
fn argument(name: &str, ty: &str) -> String {
    if !ty.contains("String") {
        return "3".to_owned();
    }
    let text = match name {
        "drive" => "disk",
        "memdev" => "mem",
        "chardev" => "chr",
        "fsdev" => "fs",
        "cryptodev" => "crypto",
        "wwpn" => "naa.5000000000000001",
        "evdev" => "/dev/null",
        "rootdir" => "/",
        name => name,
    };
    format!("{text:?}")
}

/// A program that prints the JSON of one value of each type.
fn values(code: &str) -> String {
    let (_, devices) = code.split_once("pub mod devices {").unwrap();
    let mut text = "//! One value of each driver.\n#![deny(warnings)]\n#![allow(dead_code)]\n\
                    #[allow(deprecated)]\nmod qmp { include!(\"generated.rs\"); }\n\
                    use qmp::devices as all;\nfn main() {\n"
        .to_owned();
    for part in devices.split("pub struct ").skip(1) {
        let name = part.split('(').next().unwrap();
        let (_, new) = part.split_once("pub fn new(").unwrap();
        let parameters = new.split(')').next().unwrap().split(',');
        let parameters = parameters.filter_map(|parameter| parameter.trim().split_once(": "));
        let arguments: Vec<String> = parameters.map(|(name, ty)| argument(name, ty)).collect();
        let value = format!("all::{name}::new({})", arguments.join(", "));
        text.push_str(&format!(
            "println!(\"{{}}\", {value}.id(\"it\").properties());\n"
        ));
    }
    text + "}\n"
}

/// Starts a QEMU with that machine and device; its words if it refuses.
fn refusal(machine: &str, device: &str) -> Option<String> {
    let mut qemu = Command::new(program(EMULATOR));
    qemu.args([
        "-accel",
        "tcg",
        "-nodefaults",
        "-display",
        "none",
        "-S",
        "-qmp",
        "stdio",
    ]);
    qemu.args(["-machine", machine]);
    if machine != "none" {
        qemu.args(["-m", "64M,slots=2,maxmem=1G"]);
    }
    qemu.args(["-blockdev", "null-co,node-name=disk,size=1048576"])
        .args(["-object", "memory-backend-ram,id=mem,size=4M"])
        .args(["-object", "cryptodev-backend-builtin,id=crypto"])
        .args(["-chardev", "null,id=chr"])
        .args(["-fsdev", "local,id=fs,path=/,security_model=none"]);
    if device.contains("\"bmc\"") {
        qemu.args(["-device", "ipmi-bmc-sim,id=bmc"]);
    }
    let qemu = qemu.args(["-device", device]).stdin(Stdio::piped());
    let mut qemu = qemu
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = qemu.stdin.take().unwrap();
    let _ = input.write_all(b"{\"execute\":\"qmp_capabilities\"}\n{\"execute\":\"quit\"}\n");
    let waits = WAITING
        .iter()
        .any(|driver| device.contains(&format!("\"{driver}\"")));
    let deadline = Instant::now() + Duration::from_secs(if waits { 5 } else { 300 });
    while qemu.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            qemu.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = qemu.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success()).then_some(said)
}

/// Tells the messages of QEMU's visitors and properties about a value that is not of its type, or a
/// property that the driver does not have.
fn is_type_error(said: &str) -> bool {
    let parts = [
        "Invalid parameter",
        "Parameter '",
        "expects",
        "doesn't take value",
        "expected",
    ];
    // The machine takes no device of this kind.
    if said.contains("Parameter 'driver' expects") {
        return false;
    }
    let missing = said.contains("Property '") && said.contains("not found");
    missing || parts.iter().any(|part| said.contains(part))
}

/// The name of a device's driver.
fn driver(device: &str) -> String {
    let value: Value = serde_json::from_str(device).unwrap();
    value["driver"].as_str().unwrap().to_owned()
}

/// The refusals of a machine, by their words.
fn refusals(machine: &str, devices: &[&str]) -> BTreeMap<String, Vec<String>> {
    let next = Mutex::new(devices.iter());
    let found = Mutex::new(BTreeMap::<String, Vec<String>>::new());
    let work = || {
        loop {
            let device = next.lock().unwrap().next();
            let Some(device) = device else { break };
            let Some(said) = refusal(machine, device) else {
                continue;
            };
            let said = said.replace(device, "…");
            let last = said
                .lines()
                .last()
                .unwrap_or("it waits for another program");
            let reason = last.rsplit_once("…: ").map_or(last, |(_, reason)| reason);
            let driver = driver(device);
            let reason = reason.replace(&format!("'{driver}'"), "DRIVER");
            found
                .lock()
                .unwrap()
                .entry(reason)
                .or_default()
                .push(driver);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    found.into_inner().unwrap()
}

fn every_driver_builds_with_what_it_requires() {
    let folder = tempfile::tempdir().unwrap();
    let recording = recording(folder.path());
    let drivers = selectable(&recording);
    assert!(drivers.len() > LEAST, "{} drivers", drivers.len());
    let file = folder.path().join("devices.json");
    std::fs::write(&file, recording.to_json()).unwrap();
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/qmp-core.json");
    let builder = Builder::new(schema)
        .devices(&file)
        .select_devices(drivers.iter().cloned());
    let code = builder.try_generate().unwrap().code;
    let main = values(&code);
    let files = [
        ("main.rs".to_owned(), main),
        ("generated.rs".to_owned(), code),
    ];
    let output = Command::new(Scratch::new("every-driver", &files).program())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut devices: Vec<&str> = text.lines().collect();
    assert_eq!(devices.len(), drivers.len());
    // The start of a QEMU takes a twentieth of a second.
    if !asked("QAPI_RELEASES") {
        devices = devices.into_iter().step_by(20).collect();
    }
    // A driver that starts has taken all properties: the other machine has only those that do not.
    for machine in ["q35", "none"] {
        let refusals = refusals(machine, &devices);
        let refused: usize = refusals.values().map(Vec::len).sum();
        println!(
            "{machine}: {} of {} drivers start",
            devices.len() - refused,
            devices.len()
        );
        for (reason, drivers) in &refusals {
            println!("- {reason}: {}", drivers.join(", "));
        }
        let wrong: Vec<_> = refusals
            .iter()
            .filter(|(reason, _)| is_type_error(reason))
            .collect();
        assert!(wrong.is_empty(), "{machine}: {wrong:?}");
        if machine == "q35" {
            assert!(refused * 2 < devices.len(), "{refused}");
        }
        let refused: Vec<&String> = refusals.values().flatten().collect();
        devices.retain(|device| refused.contains(&&driver(device)));
    }
}
