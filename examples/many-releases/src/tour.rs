//! The steps of the program. Each waits for QEMU's own report, never for a time.

use std::error::Error;
use std::time::{Duration, Instant};

use qapi_client::blocking::{Client, Events};
use qapi_client::wire::Value;

use crate::qmp::{self, commands, events};

/// A step: its result, as a short text.
type Step = fn(&Client, &str) -> Result<String, Box<dyn Error>>;

/// All steps with their names, in order.
pub(crate) const STEPS: [(&str, Step); 6] = [
    ("version", version),
    ("block devices", block_devices),
    ("job, an image", image),
    ("job, a mirror", mirror),
    ("hotplug", hotplug),
    ("migration", migration),
];

/// Maximum wait for an event.
const LONG: Duration = Duration::from_secs(60);

fn version(vm: &Client, _: &str) -> Result<String, Box<dyn Error>> {
    let version = vm.execute(commands::QueryVersion {}).wait()?.qemu;
    Ok(format!(
        "{}.{}.{}",
        version.major, version.minor, version.micro
    ))
}

/// Adds three nodes without data, of which the mirror uses two and hotplug one.
fn block_devices(vm: &Client, _: &str) -> Result<String, Box<dyn Error>> {
    for name in ["source", "target", "plugged"] {
        let null = qmp::BlockdevAddArgNullAio::new().size(1 << 20);
        let null = qmp::BlockdevBranch::NullCo(null);
        let node = qmp::BlockdevOptions::new(null).node_name(name);
        vm.execute(commands::BlockdevAdd::from(node)).wait()?;
    }
    let nodes = vm.execute(commands::QueryNamedBlockNodes::new()).wait()?;
    Ok(format!("{} nodes", nodes.len()))
}

/// Creates an image by a job, and adds it.
fn image(vm: &Client, folder: &str) -> Result<String, Box<dyn Error>> {
    let mut changes = vm.events::<qmp::Event>().only::<events::JobStatusChange>();
    let file = format!("{folder}/image");
    let create = qmp::BlockdevCreateArgOptionsFile::new(&file, 1 << 20);
    let create = commands::BlockdevCreate::new("create", qmp::CreateOptions::from(create));
    vm.execute(create).wait()?;
    concluded(&mut changes, "create")?;
    vm.execute(commands::JobDismiss::new("create")).wait()?;
    let file = qmp::BlockdevOptions::from(qmp::BlockdevAddArgFile::new(&file));
    let node = file.node_name("image").read_only(true);
    vm.execute(commands::BlockdevAdd::from(node)).wait()?;
    let blocks = vm.execute(commands::QueryBlock::new()).wait()?;
    Ok(format!("created, {} drives", blocks.len()))
}

/// Mirrors a node. Only QEMU since 10.1 can be told that the target is zero; the policy finds out
/// before anything is sent.
fn mirror(vm: &Client, _: &str) -> Result<String, Box<dyn Error>> {
    let mut changes = vm.events::<qmp::Event>();
    let mirror = commands::BlockdevMirror::new("source", "target", qmp::Sync::Full)
        .job_id("mirror")
        .auto_dismiss(false);
    let how = match vm.execute(mirror.clone().target_is_zero(true)).wait() {
        Ok(()) => "target-is-zero",
        Err(error) if error.is_refused() => {
            vm.execute(mirror).wait()?;
            "target-is-zero was refused"
        }
        Err(error) => return Err(error.into()),
    };
    let ready = |event: &qmp::Event| matches!(event, qmp::Event::BlockJobReady(_)).then_some(());
    changes
        .wait_for(ready, LONG)
        .ok_or("the connection ended")??;
    vm.execute(commands::JobComplete::new("mirror")).wait()?;
    concluded(&mut changes, "mirror")?;
    vm.execute(commands::JobDismiss::new("mirror")).wait()?;
    Ok(format!("completed, {how}"))
}

/// Waits until the job has concluded.
fn concluded(changes: &mut Events<qmp::Event>, job: &str) -> Result<(), Box<dyn Error>> {
    let concluded = |event: &qmp::Event| match event {
        qmp::Event::JobStatusChange(change) if change.id == job => {
            (change.status.as_str() == "concluded").then_some(())
        }
        _ => None,
    };
    changes
        .wait_for(concluded, LONG)
        .ok_or("the connection ended")??;
    Ok(())
}

/// Adds a disk to the running machine, and removes it.
fn hotplug(vm: &Client, _: &str) -> Result<String, Box<dyn Error>> {
    let mut deleted = vm.events::<qmp::Event>().only::<events::DeviceDeleted>();
    let disk = commands::DeviceAdd::new("scsi-hd").id("disk").bus("scsi.0");
    vm.execute(disk.extra("drive", Value::from("plugged")))
        .wait()?;
    vm.execute(commands::DeviceDel::new("disk")).wait()?;
    let disk = |event: &qmp::Event| match event {
        qmp::Event::DeviceDeleted(event) if event.device.as_deref() == Some("disk") => Some(()),
        _ => None,
    };
    deleted
        .wait_for(disk, LONG)
        .ok_or("the connection ended")??;
    Ok("plugged and deleted".to_owned())
}

/// Migrates the machine to nowhere.
fn migration(vm: &Client, _: &str) -> Result<String, Box<dyn Error>> {
    let migrate = commands::Migrate::new().uri("exec:cat >/dev/null");
    vm.execute(migrate).wait()?;
    let end = Instant::now() + LONG;
    loop {
        let info = vm.execute(commands::QueryMigrate {}).wait()?;
        match info.status {
            Some(status @ qmp::MigrationStatus::Completed) => return Ok(status.to_string()),
            Some(qmp::MigrationStatus::Failed) => {
                return Err(info.error_desc.unwrap_or_default().into());
            }
            _ if Instant::now() > end => return Err("no end of the migration".into()),
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}
