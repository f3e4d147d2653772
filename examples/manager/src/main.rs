//! Manages a virtual machine: starts it, plugs a disk and a network device in by descriptors, takes
//! a backup with progress, unplugs both, and survives a QEMU that hangs or is killed.
//! Usage: `example-manager`

use std::error::Error;
use std::fs::File;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use qapi_client::tokio::{Client, JobEnd, Launch, Process};
use qapi_client::{Backend, FdSet, Happened, Options, Unplug, Unplugged, qmp};
use serde_json::{Value, json};

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// Size of the disk: 8 MiB.
const SIZE: u64 = 8 << 20;

/// Longer than any step takes.
const LONG: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done {
    let mut qemu = start().await?;
    let vm = qemu.client().clone();
    println!("started QEMU {}", vm.greeting().version);

    let disk = plug_disk(&vm).await?;
    plug_net(&vm).await?;
    back_up(&vm).await?;
    unplug(&vm, "disk0", Backend::BlockNode("node0".into())).await?;
    unplug(&vm, "net0", Backend::Netdev("netdev0".into())).await?;
    // The node is gone, so QEMU needs the file no more.
    disk.remove().await?;

    hang(&qemu).await?;
    qemu = replace_killed(qemu).await?;
    qemu.client().execute(qmp::commands::Quit {}).await?;
    println!("QEMU has ended: {}", qemu.wait().await?);
    Ok(())
}

/// Starts a machine whose monitor is a pair of sockets. It is killed when the process is dropped.
async fn start() -> Done<Process> {
    let mut command = std::process::Command::new("qemu-system-x86_64");
    let flags = "-accel tcg -machine q35 -m 32 -S -display none -nodefaults -device qemu-xhci";
    command.args(flags.split(' '));
    let options = Options::new().connect_deadline(LONG).deadline(LONG);
    Ok(Launch::new(command).start(&options).await?)
}

/// Gives QEMU an image as a descriptor: it needs no access to the file's path.
async fn add_image(vm: &Client, node: &str) -> Done<FdSet<Client>> {
    let image: File = tempfile::tempfile()?;
    image.set_len(SIZE)?;
    let set = vm.add_fd(image, node).await?;
    let file = json!({"driver": "file", "filename": set.path()});
    let node = json!({"driver": "raw", "node-name": node, "file": file});
    execute(vm, "blockdev-add", node).await?;
    Ok(set)
}

async fn plug_disk(vm: &Client) -> Done<FdSet<Client>> {
    let set = add_image(vm, "node0").await?;
    let disk = json!({"driver": "usb-storage", "id": "disk0", "drive": "node0"});
    execute(vm, "device_add", disk).await?;
    println!("plugged the disk {} in", set.path());
    Ok(set)
}

/// Gives QEMU one end of a pair of sockets as its network; the other end is the network's.
async fn plug_net(vm: &Client) -> Done {
    // This manager has no network: its end is closed when QEMU has the other.
    let (_network, guest) = UnixStream::pair()?;
    let getfd = vm.execute(qmp::commands::Getfd::new("socket0"));
    getfd.with_fds([guest]).await?;
    let backend = json!({"type": "socket", "id": "netdev0", "fd": "socket0"});
    execute(vm, "netdev_add", backend).await?;
    let device = json!({"driver": "usb-net", "id": "net0", "netdev": "netdev0"});
    execute(vm, "device_add", device).await?;
    println!("plugged the network device in");
    Ok(())
}

/// Copies the disk while the machine may use it.
async fn back_up(vm: &Client) -> Done {
    let target = add_image(vm, "backup0").await?;
    let backup = json!({
        "job-id": "backup", "device": "node0", "target": "backup0", "sync": "full",
    });
    let mut job = vm.start_job_raw("blockdev-backup", backup).await?;
    while let Some(progress) = job.next().await? {
        println!("backup: {} of {} bytes", progress.current, progress.total);
    }
    match job.end_and_dismiss().await? {
        JobEnd::Concluded => println!("the backup is complete"),
        end => return Err(format!("the backup ended otherwise: {end:?}").into()),
    }
    execute(vm, "blockdev-del", json!({"node-name": "backup0"})).await?;
    target.remove().await?;
    Ok(())
}

async fn unplug(vm: &Client, device: &str, backend: Backend) -> Done {
    let request = Unplug::new(device).deadline(LONG).backend(backend);
    match vm.unplug(request).await? {
        Unplugged::Removed { left } if left.is_empty() => println!("unplugged {device}"),
        other => return Err(format!("{device} is not unplugged: {other:?}").into()),
    }
    Ok(())
}

/// A stopped QEMU answers late: the deadline passes, and the reply is not lost.
async fn hang(qemu: &Process) -> Done {
    let vm = qemu.client();
    signal(qemu, "STOP")?;
    let object = json!({"qom-type": "iothread", "id": "thread0"});
    let add = vm.execute_raw("object-add", Some(object.clone()));
    let Err(error) = add.deadline(Duration::from_millis(500)).await else {
        return Err("a stopped QEMU has answered".into());
    };
    println!("{error}");
    let late = error.take_late().ok_or("the command was not sent")?;
    signal(qemu, "CONT")?;
    late.reply::<Value>(LONG).await?;
    match vm.happened_raw("object-add", &object).await? {
        Happened::Yes => println!("the late reply came, and the object is there"),
        other => return Err(format!("the object is not there: {other:?}").into()),
    }
    Ok(())
}

/// Starts another QEMU in the place of one that is killed.
async fn replace_killed(mut qemu: Process) -> Done<Process> {
    signal(&qemu, "KILL")?;
    let status = qemu.wait().await?;
    let lost = qemu.client().execute(qmp::commands::QueryStatus {}).await;
    match lost {
        Err(error) if error.is_disconnected() => println!("{error}; {status}"),
        other => return Err(format!("a killed QEMU has answered: {other:?}").into()),
    }
    let next = start().await?;
    let status = next.client().execute(qmp::commands::QueryStatus {}).await?;
    println!("another QEMU is {}", status.status.as_str());
    Ok(next)
}

async fn execute(vm: &Client, command: &str, arguments: Value) -> Done<Value> {
    Ok(vm.execute_raw(command, Some(arguments)).await?)
}

fn signal(qemu: &Process, name: &str) -> Done {
    let id = qemu.id().ok_or("QEMU has ended")?.to_string();
    let mut kill = std::process::Command::new("kill");
    match kill.args(["-s", name, &id]).status()?.success() {
        true => Ok(()),
        false => Err("the signal was not sent".into()),
    }
}
