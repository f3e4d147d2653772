//! Generated device types at a real QEMU: as options in both forms, and by `device_add`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use qapi_args::Qemu;
use qapi_client::blocking::Client;
use qapi_client::devices::Properties;
use qapi_client::wire::Value;
use qapi_e2e::program::Program;
use qapi_e2e::typed::{self, devices};
use qapi_test_support::{Trial, trials};
use serde_json::json;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        options_and_device_add_give_the_same_properties,
        machines_models_and_globals_take_effect,
    ]
}

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// The names and values of a device's properties.
type Found = BTreeMap<String, Value>;

/// Devices that can be plugged while the machine runs.
fn values() -> Vec<Properties> {
    let on = typed::OnOffAuto::On;
    vec![
        devices::VirtioBlkPci::new("disk0")
            .serial("1e5")
            .num_queues(2)
            .write_cache(on)
            .iothread("io")
            .into(),
        devices::VirtioNetPci::new()
            .mac("52:54:00:12:34:56")
            .mq(false)
            .speed(100)
            .into(),
        devices::VirtioScsiPci::new().num_queues(3).into(),
        devices::Nvme::new("a,b").max_ioqpairs(3).mdts(5).into(),
        devices::VirtioRngPci::new()
            .max_bytes(1024)
            .period(1000)
            .into(),
        devices::VirtioBalloonPci::new().deflate_on_oom(true).into(),
        devices::E1000e::new()
            .mac("52:54:00:12:34:57")
            .subsys_ven(0x8086)
            .into(),
        devices::VirtioSerialPci::new().max_ports(7).into(),
        devices::ScsiHd::new("disk1")
            .bus("scsi.0")
            .serial("1,000")
            .product("a b")
            .lun(1)
            .into(),
        devices::UsbTablet::new()
            .bus("usb.0")
            .serial("007")
            .usb_version(2)
            .into(),
    ]
}

fn with_id(value: &Properties, number: usize) -> Properties {
    value.clone().with("id", format!("it{number}"))
}

fn machine() -> Qemu {
    let mut qemu = Qemu::new("qemu-system-x86_64");
    qemu.machine(&devices::PcI440fx7_2Machine::new().usb(false))
        .accel("tcg")
        .nodefaults()
        .display(&json!({"type": "none"}))
        .flag("S")
        .object(&json!({"qom-type": "iothread", "id": "io"}))
        .blockdev(&json!({"driver": "null-co", "node-name": "disk0", "size": 1 << 20}))
        .blockdev(&json!({"driver": "null-co", "node-name": "disk1", "size": 1 << 20}))
        .device(&json!({"driver": "virtio-scsi-pci", "id": "scsi"}))
        .device(&json!({"driver": "qemu-xhci", "id": "usb"}));
    qemu
}

fn start(qemu: &mut Qemu, folder: &Path, name: &str) -> Result<(Program, Client)> {
    let socket = folder.join(name);
    qemu.monitor(format!("unix:{},server=on,wait=off", socket.display()));
    let argv = qemu.argv()?;
    let arguments: Option<Vec<&str>> = argv[1..].iter().map(|word| word.to_str()).collect();
    let program = Program::start("qemu-system-x86_64", &arguments.ok_or("not text")?, &socket)?;
    let client = program.connect(Client::connect)?;
    Ok((program, client))
}

/// All properties of an object that can be read, its children's apart.
fn properties(vm: &Client, path: &str) -> Result<Found> {
    let mut found = Found::new();
    let list = vm.execute(typed::commands::QomList::new(path)).wait()?;
    for property in list.into_iter().filter(|p| !p.type_.starts_with("child<")) {
        let get = typed::commands::QomGet::new(path, property.name.as_str());
        if let Ok(value) = vm.execute(get).wait() {
            found.insert(property.name, value);
        }
    }
    // It says which of the two ways was taken.
    found.remove("hotplugged");
    Ok(found)
}

fn options_and_device_add_give_the_same_properties() -> Result {
    let folder = tempfile::tempdir()?;
    let values = values();
    let numbered = || values.iter().enumerate();
    let all = |vm: &Client| -> Result<Vec<Found>> {
        numbered()
            .map(|(n, _)| properties(vm, &format!("/machine/peripheral/it{n}")))
            .collect()
    };
    let mut found = Vec::new();
    for (name, release) in [("json", (7, 2)), ("text", (6, 1))] {
        let mut qemu = machine();
        qemu.release(release.0, release.1);
        for (number, value) in numbered() {
            qemu.device(&with_id(value, number));
        }
        let (_program, vm) = start(&mut qemu, folder.path(), name)?;
        found.push(all(&vm)?);
    }
    let (_program, vm) = start(&mut machine(), folder.path(), "added")?;
    for (number, value) in numbered() {
        let arguments = serde_json::to_value(with_id(value, number))?;
        vm.execute_raw("device_add", Some(arguments)).wait()?;
    }
    found.push(all(&vm)?);
    for (number, value) in numbered() {
        let [json, text, added] = [&found[0][number], &found[1][number], &found[2][number]];
        assert!(json.len() > 10, "{value}: {json:?}");
        assert_eq!(json, text, "{value}");
        assert_eq!(json, added, "{value}");
        for (name, set) in value
            .iter()
            .filter(|(name, _)| !["bus", "iothread"].contains(name))
        {
            // A switch of three values reads as text, and an address may be set as either.
            assert_eq!(json.get(name), Some(set), "{value}: {name}");
        }
    }
    Ok(())
}

fn machines_models_and_globals_take_effect() -> Result {
    let folder = tempfile::tempdir()?;
    let mut qemu = Qemu::new("qemu-system-x86_64");
    let cpu = devices::MaxCpu::new()
        .avx2(false)
        .with("3dnow", true)
        .phys_bits(40);
    let global = devices::VirtioRngPci::new()
        .max_bytes(512)
        .with("bus-nr", 1);
    let globals = devices::VirtioRngPci::new()
        .max_bytes(512)
        .properties()
        .globals()?;
    assert!(global.properties().globals()?.len() == 2);
    qemu.machine(
        &devices::PcQ35_7_2Machine::new()
            .usb(true)
            .smm(typed::OnOffAuto::Off),
    )
    .accel(&devices::TcgAccel::new().tb_size(32))
    .cpu(&cpu)
    .globals(devices::MaxCpu::new().check(false).properties().globals()?)
    .globals(globals)
    .nodefaults()
    .display(&json!({"type": "none"}))
    .flag("S")
    .device(&devices::VirtioRngPci::new().id("rng"));
    let (_program, vm) = start(&mut qemu, folder.path(), "vm")?;
    let get = |path: &str, name: &str| -> Result<Value> {
        Ok(vm
            .execute(typed::commands::QomGet::new(path, name))
            .wait()?)
    };
    assert_eq!(get("/machine", "usb")?, json!(true));
    assert_eq!(get("/machine", "smm")?, json!("off"));
    let cpus = vm
        .execute(typed::commands::QomList::new("/machine/unattached"))
        .wait()?;
    let cpu = cpus
        .iter()
        .find(|p| p.type_ == "child<max-x86_64-cpu>")
        .ok_or("no CPU")?;
    let cpu = format!("/machine/unattached/{}", cpu.name);
    let read = ["avx2", "3dnow", "check", "phys-bits"].map(|name| get(&cpu, name));
    let [avx2, now, check, bits] = read;
    assert_eq!(
        (avx2?, now?, check?, bits?),
        (json!(false), json!(true), json!(false), json!(40))
    );
    assert_eq!(get("/machine/peripheral/rng", "max-bytes")?, json!(512));
    Ok(())
}
