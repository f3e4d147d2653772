//! Every way to make a value (docs/values.md), sent to a real QEMU.

use std::error::Error;
use std::path::Path;

use qapi_client::blocking::Client;
use qapi_e2e::program::Program;
use qapi_e2e::qmp::{self, commands};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        by_branch,
        by_function_of_branch,
        of_images,
        through_wrappers_and_lists,
        by_name,
        with_open_arguments
    ]
}

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn start(folder: &Path) -> Result<Program> {
    let socket = folder.join("qmp.sock");
    let monitor = format!("unix:{},server=on,wait=off", socket.display());
    let arguments =
        "-accel tcg -machine q35 -smp 1,maxcpus=2 -m 64 -display none -nodefaults -S -qmp";
    let mut arguments: Vec<&str> = arguments.split_whitespace().collect();
    arguments.push(&monitor);
    Ok(Program::start("qemu-system-x86_64", &arguments, &socket)?)
}

/// The names of all nodes, with their drivers.
fn nodes(vm: &Client) -> Result<Vec<(Option<String>, String)>> {
    let nodes = vm
        .execute(commands::QueryNamedBlockNodes::new().flat(true))
        .wait()?;
    Ok(nodes
        .into_iter()
        .map(|node| (node.node_name, node.drv))
        .collect())
}

fn by_branch() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path())?;
    let vm = program.connect(Client::connect)?;

    // Two branches have this type, so the function names one.
    let null = qmp::BlockdevOptionsNull::new().size(1 << 20);
    let null = qmp::BlockdevOptions::null_co(null).node_name("null0");
    vm.execute(commands::BlockdevAdd::new(null)).wait()?;

    // One branch has this type, so the command is made of it directly.
    let path = folder.path().join("disk.raw");
    std::fs::write(&path, [0; 512])?;
    let file = qmp::BlockdevOptionsFile::new(path.to_str().ok_or("no UTF-8")?);
    let raw = qmp::BlockdevOptionsRaw::new(file.clone()).offset(0);
    let raw = qmp::BlockdevOptions::from(raw).node_name("raw0");
    vm.execute(commands::BlockdevAdd::from(raw)).wait()?;
    let node = qmp::BlockdevOptions::from(file).node_name("file0");
    vm.execute(commands::BlockdevAdd::from(node)).wait()?;
    let found = nodes(&vm)?;
    for (name, driver) in [("null0", "null-co"), ("raw0", "raw"), ("file0", "file")] {
        assert!(
            found.contains(&(Some(name.to_owned()), driver.to_owned())),
            "{name}"
        );
    }

    // Unions whose branches are not all that they need.
    let memory = qmp::MemoryBackendProperties::new(1_u64 << 20);
    vm.execute(commands::ObjectAdd::new("mem0", memory))
        .wait()?;
    let cryptodev = qmp::CryptodevBackendProperties::new();
    let cryptodev = qmp::ObjectOptions::cryptodev_backend_builtin("crypto0", cryptodev);
    vm.execute(commands::ObjectAdd::from(cryptodev)).wait()?;
    let thread = qmp::IothreadProperties::new();
    vm.execute(commands::ObjectAdd::new("io0", thread)).wait()?;
    let objects = vm.execute(commands::QomList::new("/objects")).wait()?;
    for name in ["mem0", "io0", "crypto0"] {
        assert!(objects.iter().any(|object| object.name == name), "{name}");
    }
    Ok(())
}

/// QEMU's errors name the driver, so they show the branch that arrived.
fn by_function_of_branch() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path())?;
    let vm = program.connect(Client::connect)?;
    let path = folder.path().join("disk.raw");
    std::fs::write(&path, [0; 512])?;
    let file = qmp::BlockdevOptionsFile::new(path.to_str().ok_or("no UTF-8")?);
    let device = qmp::BlockdevOptions::host_device(file.clone()).node_name("device0");
    let refused = vm.execute(commands::BlockdevAdd::from(device)).wait();
    assert_error(refused, "device");
    // A command is made from the branch itself; this one lacks the name of the node.
    let refused = vm.execute(commands::BlockdevAdd::from(file.clone())).wait();
    assert_error(refused, "node-name");
    let file = qmp::BlockdevOptions::from(file).node_name("file0");
    vm.execute(commands::BlockdevAdd::from(file)).wait()?;
    let vmdk = qmp::BlockdevOptionsGenericCOWFormat::new("file0");
    let vmdk = qmp::BlockdevOptions::vmdk(vmdk).node_name("vmdk0");
    assert_error(vm.execute(commands::BlockdevAdd::from(vmdk)).wait(), "VMDK");
    let reload = qmp::DisplayReloadOptionsVNC::new().tls_certs(false);
    vm.execute(commands::DisplayReload::from(reload)).wait()?;
    Ok(())
}

#[track_caller]
fn assert_error<T>(outcome: std::result::Result<T, qapi_client::Error>, part: &str) {
    let error = outcome.err().map(|error| error.to_string());
    assert!(
        error.as_ref().is_some_and(|error| error.contains(part)),
        "{error:?}"
    );
}

fn of_images() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path())?;
    let vm = program.connect(Client::connect)?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("disk.raw"), [0; 512])?;
    let disk = qmp::BlockdevOptionsFile::new(path("disk.raw"));
    let disk = qmp::BlockdevOptions::from(disk).node_name("disk0");
    vm.execute(commands::BlockdevAdd::from(disk)).wait()?;
    let resize = commands::BlockResize::new(8 << 20).node_name("disk0");
    vm.execute(resize).wait()?;
    assert_eq!(std::fs::metadata(path("disk.raw"))?.len(), 8 << 20);

    // The content of a wrapper. Nothing uses the overlay, so QEMU closes it.
    let snapshot = qmp::BlockdevSnapshotSync::new(path("overlay")).node_name("disk0");
    let snapshot = qmp::TransactionAction::from(snapshot.snapshot_node_name("overlay0"));
    vm.execute(commands::Transaction::new([snapshot])).wait()?;
    let none = Vec::<qmp::TransactionAction>::new();
    vm.execute(commands::Transaction::new(none)).wait()?;

    // A branch in a branch.
    let copy = qmp::BlockdevOptionsQcow2::new(qmp::BlockdevOptionsFile::new(path("overlay")));
    let copy = qmp::BlockdevOptions::from(copy).node_name("copy0");
    vm.execute(commands::BlockdevAdd::new(copy)).wait()?;
    let found = nodes(&vm)?;
    let node = (Some("copy0".to_owned()), "qcow2".to_owned());
    assert!(found.contains(&node), "{found:?}");

    // A command around a struct is made from a value of it, with its optional members.
    let backup = qmp::BlockdevBackup::new("disk0", qmp::MirrorSyncMode::Full, "copy0");
    let backup = backup.job_id("backup0").speed(1 << 30).auto_dismiss(false);
    vm.execute(commands::BlockdevBackup::from(backup)).wait()?;
    let jobs = vm.execute(commands::QueryJobs {}).wait()?;
    assert!(jobs.iter().any(|job| job.id == "backup0"), "{jobs:?}");
    Ok(())
}

fn through_wrappers_and_lists() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path())?;
    let vm = program.connect(Client::connect)?;
    let null = qmp::BlockdevOptions::null_co(qmp::BlockdevOptionsNull::new().size(1 << 20));
    vm.execute(commands::BlockdevAdd::from(null.node_name("null0")))
        .wait()?;

    // A list of what converts into its elements, each through a wrapper of the wire's form.
    let bitmaps = ["b0", "b1"].map(|name| qmp::BlockDirtyBitmapAdd::new("null0", name));
    vm.execute(commands::Transaction::new(bitmaps)).wait()?;
    let merge =
        qmp::TransactionAction::from(qmp::BlockDirtyBitmapMerge::new("null0", "b0", ["b1"]));
    let disable = qmp::BlockDirtyBitmap::new("null0", "b1");
    let disable = qmp::TransactionAction::block_dirty_bitmap_disable(disable);
    vm.execute(commands::Transaction::new([merge, disable]))
        .wait()?;
    // A command around a struct has that struct's `new`.
    vm.execute(commands::BlockDirtyBitmapRemove::new("null0", "b0"))
        .wait()?;
    let nodes = vm.execute(commands::QueryNamedBlockNodes::new()).wait()?;
    let bitmaps = nodes.first().and_then(|node| node.dirty_bitmaps.as_ref());
    let bitmaps: Vec<_> = bitmaps.into_iter().flatten().collect();
    assert_eq!(bitmaps.len(), 1);
    assert_eq!(
        (bitmaps[0].name.as_deref(), bitmaps[0].recording),
        (Some("b1"), false)
    );

    let path = folder.path().join("nbd.sock");
    let address = qmp::UnixSocketAddress::new(path.to_str().ok_or("no UTF-8")?);
    vm.execute(commands::NbdServerStart::new(address.clone()))
        .wait()?;
    assert!(path.exists());
    let legacy = qmp::SocketAddressLegacy::from(address);
    let again = vm.execute(commands::NbdServerStart::new(legacy)).wait();
    assert!(again.is_err_and(|error| error.to_string().contains("already running")));
    Ok(())
}

fn by_name() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path())?;
    let vm = program.connect(Client::connect)?;

    let required = qmp::NewAnnounceParameters {
        initial: 50,
        max: 550,
        rounds: 2,
        step: 100,
    };
    let announce = qmp::AnnounceParameters::new(required.clone()).interfaces(["net0"]);
    vm.execute(commands::AnnounceSelf::from(announce)).wait()?;
    vm.execute(commands::AnnounceSelf::new(required)).wait()?;

    // A required member that a value from elsewhere already has.
    let hmp = commands::HumanMonitorCommand::new("info status");
    let version = vm
        .execute(hmp.clone().command_line("info version"))
        .wait()?;
    assert!(version.contains('.'), "{version}");
    assert!(vm.execute(hmp).wait()?.starts_with("VM status"));
    Ok(())
}

fn with_open_arguments() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path())?;
    let vm = program.connect(Client::connect)?;

    let slots = |vm: &Client| vm.execute(commands::QueryHotpluggableCpus {}).wait();
    let found = slots(&vm)?;
    let empty = found.iter().find(|slot| slot.qom_path.is_none());
    let empty = empty.ok_or("no CPU can be plugged in")?;
    let cpu = commands::DeviceAdd::new(empty.type_.as_str()).id("cpu1");
    let cpu = cpu
        .extras(&empty.props)
        .extra_opt("no-such-property", None::<bool>);
    vm.execute(cpu.extra_opt("node-id", empty.props.node_id))
        .wait()?;
    let found = slots(&vm)?;
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|slot| slot.qom_path.is_some()));
    Ok(())
}
