//! One program with one API for QEMU 10.2, 9.1 and 7.2, and the QEMU that is installed.

use std::error::Error;
use std::time::Duration;

use qapi_client::blocking::Client;
use qapi_e2e::many::{self, commands};
use qapi_e2e::program::Program;
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![queries_block_devices_jobs_and_hotplug]
}

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn queries_block_devices_jobs_and_hotplug() -> Result {
    let folder = tempfile::tempdir()?;
    let socket = folder.path().join("qmp.sock");
    let monitor = format!("unix:{},server=on,wait=off", socket.display());
    let arguments = "-accel tcg -machine q35 -display none -nodefaults -S -m 64 -device \
                     virtio-scsi-pci,id=scsi0 -qmp";
    let mut arguments: Vec<&str> = arguments.split_whitespace().collect();
    arguments.push(&monitor);
    let program = Program::start("qemu-system-x86_64", &arguments, &socket)?;
    let vm = program.connect(Client::connect)?;

    // Each of these replies lacks a member that 10.2 requires where QEMU is 7.2.
    let machines = vm.execute(commands::QueryMachines::default()).wait()?;
    assert!(
        machines
            .iter()
            .any(|machine| machine.name == "q35" || machine.alias.is_some())
    );
    assert_eq!(vm.execute(commands::QueryCpusFast {}).wait()?.len(), 1);

    for node in ["a", "b"] {
        let options = many::BlockdevOptionsNull::new().size(1 << 20);
        let options = many::BlockdevOptionsBranch::NullCo(options);
        let options = many::BlockdevOptions::new(options).node_name(node);
        vm.execute(commands::BlockdevAdd::from(options)).wait()?;
    }
    assert_eq!(
        vm.execute(commands::QueryNamedBlockNodes::new())
            .wait()?
            .len(),
        2
    );
    let hotplug = commands::DeviceAdd::new("scsi-hd").id("disk0");
    let hotplug = hotplug.bus("scsi0.0").extra("drive", "a");
    vm.execute(hotplug).wait()?;
    assert!(!vm.execute(commands::QueryBlock {}).wait()?.is_empty());
    let stats = vm.execute(commands::QueryBlockstats::new()).wait()?;
    assert!(stats.iter().any(|stats| stats.qdev.is_some()));

    let mirror = commands::BlockdevMirror::new("a", "b", many::MirrorSyncMode::Full);
    vm.execute(mirror.job_id("job0")).wait()?;
    let jobs = vm.execute(commands::QueryBlockJobs {}).wait()?;
    assert_eq!(jobs.len(), 1);
    loop {
        let jobs = vm.execute(commands::QueryJobs {}).wait()?;
        let ready = |job: &many::JobInfo| job.status == many::JobStatus::Ready;
        if jobs.iter().any(ready) {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    vm.execute(commands::JobCancel::new("job0")).wait()?;
    vm.execute(commands::Quit {}).wait()?;
    assert!(program.wait()?.success());
    Ok(())
}
