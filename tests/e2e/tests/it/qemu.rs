//! A real `qemu-system-x86_64`.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use qapi_client::blocking::{Client, Events};
use qapi_client::{ErrorClass, EventSet};
use qapi_e2e::program::Program;
use qapi_e2e::{qmp, selected};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        queries,
        block_nodes,
        objects,
        run_state_and_its_events,
        errors,
        features_and_secrets,
        selection,
    ]
}

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const EMULATOR: &str = "qemu-system-x86_64";
const SOON: Duration = Duration::from_secs(60);

fn start(folder: &Path, more: &[&str]) -> Result<Program> {
    let socket = folder.join("qmp.sock");
    let monitor = format!("unix:{},server=on,wait=off", socket.display());
    let mut arguments = vec![
        "-accel",
        "tcg",
        "-machine",
        "none",
        "-display",
        "none",
        "-nodefaults",
        "-qmp",
    ];
    arguments.push(&monitor);
    arguments.extend(more);
    Ok(Program::start(EMULATOR, &arguments, &socket)?)
}

/// The next event that `wanted` takes, others passed over.
fn event<E: EventSet, T>(events: &mut Events<E>, wanted: impl Fn(E) -> Option<T>) -> Result<T> {
    loop {
        let event = events.next_within(SOON).ok_or("the connection ended")??;
        if let Some(found) = wanted(event.body) {
            return Ok(found);
        }
    }
}

fn queries() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path(), &[])?;
    let vm = program.connect(Client::connect)?;

    let version = vm.execute(qmp::commands::QueryVersion {}).wait()?;
    let greeting = &vm.greeting().version;
    assert_eq!(version.qemu.major, i64::try_from(greeting.major)?);
    assert_eq!(version.qemu.minor, i64::try_from(greeting.minor)?);

    let status = vm.execute(qmp::commands::QueryStatus {}).wait()?;
    assert_eq!(
        (status.running, status.status),
        (true, qmp::RunState::Running)
    );

    let types = vm.execute(qmp::commands::QomListTypes::new()).wait()?;
    assert!(types.len() > 100, "{} types", types.len());
    let memory = types
        .iter()
        .find(|t| t.name == "memory-backend-ram")
        .ok_or("no such type")?;
    assert_eq!(memory.parent.as_deref(), Some("memory-backend"));

    assert!(
        vm.execute(qmp::commands::QueryNamedBlockNodes::new())
            .wait()?
            .is_empty()
    );
    assert_eq!(vm.execute(qmp::commands::QueryJobs {}).wait()?.len(), 0);

    let schema = vm.execute(qmp::commands::QueryQmpSchema {}).wait()?;
    assert_eq!(schema.len(), vm.schema()?.entities().len());
    let machines = vm.execute(qmp::commands::QueryMachines {}).wait()?;
    assert!(machines.iter().any(|machine| machine.name == "none"));
    Ok(())
}

fn block_nodes() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path(), &[])?;
    let vm = program.connect(Client::connect)?;

    let null = qmp::BlockdevOptionsNull::new().size(1 << 20);
    let null = qmp::BlockdevOptions::new(qmp::BlockdevOptionsBranch::NullCo(null));
    vm.execute(qmp::commands::BlockdevAdd::from(null.node_name("null0")))
        .wait()?;

    let image = folder.path().join("disk.qcow2");
    make_qcow2(&vm, &image)?;
    let image = image.to_str().ok_or("no UTF-8")?;

    // A node over an inline child …
    let disk = qmp::BlockdevOptionsQcow2::new(qmp::BlockdevOptionsFile::new(image));
    let disk = qmp::BlockdevOptions::from(disk)
        .node_name("disk0")
        .read_only(true);
    vm.execute(qmp::commands::BlockdevAdd::from(disk)).wait()?;

    // … and one over a child given by reference, with an explicit null as its backing node.
    let file = qmp::BlockdevOptions::from(qmp::BlockdevOptionsFile::new(image));
    let file = file.node_name("file1").read_only(true);
    vm.execute(qmp::commands::BlockdevAdd::from(file)).wait()?;
    let disk = qmp::BlockdevOptionsQcow2::new("file1").backing(qmp::BlockdevRefOrNull::Null);
    let disk = qmp::BlockdevOptions::from(disk)
        .node_name("disk1")
        .read_only(true);
    vm.execute(qmp::commands::BlockdevAdd::from(disk)).wait()?;

    let nodes = vm
        .execute(qmp::commands::QueryNamedBlockNodes::new().flat(true))
        .wait()?;
    let node = |name: &str| {
        nodes
            .iter()
            .find(|node| node.node_name.as_deref() == Some(name))
    };
    for (name, driver) in [("null0", "null-co"), ("disk0", "qcow2"), ("disk1", "qcow2")] {
        assert_eq!(node(name).ok_or(name)?.drv, driver);
    }
    assert_eq!(node("disk1").ok_or("disk1")?.image.virtual_size, 1 << 20);
    Ok(())
}

/// Creates an image by QEMU itself, which takes a job and its events.
fn make_qcow2(vm: &Client, path: &Path) -> Result {
    std::fs::write(path, "")?;
    let file = qmp::BlockdevOptionsFile::new(path.to_str().ok_or("no UTF-8")?);
    let file = qmp::BlockdevOptions::from(file).node_name("new");
    vm.execute(qmp::commands::BlockdevAdd::from(file)).wait()?;
    let mut events = vm.events::<qmp::Event>();
    let options = qmp::BlockdevCreateOptionsQcow2::new("new", 1 << 20);
    vm.execute(qmp::commands::BlockdevCreate::new(
        "create",
        qmp::BlockdevCreateOptions::from(options),
    ))
    .wait()?;
    event(&mut events, |event| match event {
        qmp::Event::JobStatusChange(e) => (e.status == qmp::JobStatus::Concluded).then_some(()),
        _ => None,
    })?;
    let jobs = vm.execute(qmp::commands::QueryJobs {}).wait()?;
    assert_eq!(
        jobs.first().map(|job| (job.id.as_str(), &job.error)),
        Some(("create", &None))
    );
    vm.execute(qmp::commands::JobDismiss::new("create"))
        .wait()?;
    vm.execute(qmp::commands::BlockdevDel::new("new")).wait()?;
    Ok(())
}

fn objects() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path(), &[])?;
    let vm = program.connect(Client::connect)?;

    let iothread = qmp::ObjectOptions::new("io0", qmp::IothreadProperties::new());
    vm.execute(qmp::commands::ObjectAdd::from(iothread))
        .wait()?;
    let threads = vm.execute(qmp::commands::QueryIothreads {}).wait()?;
    assert_eq!(
        threads.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(),
        ["io0"]
    );

    let memory = qmp::ObjectOptionsBranch::MemoryBackendRam(
        qmp::MemoryBackendProperties::new(16_u64 << 20).prealloc(false),
    );
    vm.execute(qmp::commands::ObjectAdd::from(qmp::ObjectOptions::new(
        "mem0", memory,
    )))
    .wait()?;
    let backends = vm.execute(qmp::commands::QueryMemdev {}).wait()?;
    let backend = backends.first().ok_or("no backend")?;
    assert_eq!(
        (backend.id.as_deref(), backend.size),
        (Some("mem0"), 16 << 20)
    );
    Ok(())
}

fn run_state_and_its_events() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path(), &[])?;
    let vm = program.connect(Client::connect)?;

    let mut events = vm.events::<qmp::Event>();
    vm.execute(qmp::commands::Stop {}).wait()?;
    event(&mut events, |event| {
        matches!(event, qmp::Event::Stop(_)).then_some(())
    })?;
    let status = vm.execute(qmp::commands::QueryStatus {}).wait()?;
    assert_eq!(
        (status.running, status.status),
        (false, qmp::RunState::Paused)
    );
    vm.execute(qmp::commands::Cont {}).wait()?;
    event(&mut events, |event| {
        matches!(event, qmp::Event::Resume(_)).then_some(())
    })?;

    vm.execute(qmp::commands::Quit {}).wait()?;
    let reason = event(&mut events, |event| match event {
        qmp::Event::Shutdown(e) => Some((e.guest, e.reason)),
        _ => None,
    })?;
    assert_eq!(reason, (false, qmp::ShutdownCause::HostQmpQuit));
    assert!(program.wait()?.success());
    Ok(())
}

fn errors() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path(), &[])?;
    let vm = program.connect(Client::connect)?;

    let error = vm
        .execute(qmp::commands::BlockdevDel::new("none"))
        .wait()
        .err()
        .ok_or("done")?;
    assert_eq!(error.class(), Some(&ErrorClass::GenericError), "{error}");
    let error = vm
        .execute(qmp::commands::DeviceDel::new("none"))
        .wait()
        .err()
        .ok_or("done")?;
    assert_eq!(error.class(), Some(&ErrorClass::DeviceNotFound), "{error}");
    let error = vm
        .execute(qmp::commands::QueryBalloon {})
        .wait()
        .err()
        .ok_or("done")?;
    assert_eq!(error.class(), Some(&ErrorClass::DeviceNotActive), "{error}");
    let error = vm
        .execute_raw("no-such-command", None)
        .wait()
        .err()
        .ok_or("done")?;
    assert_eq!(error.class(), Some(&ErrorClass::CommandNotFound), "{error}");

    // None of them did the connection any harm.
    assert!(vm.execute(qmp::commands::QueryStatus {}).wait()?.running);
    Ok(())
}

/// Features and secrets in the generated code; needs no program.
fn features_and_secrets() {
    use qapi_client::Features;

    let of_command = qmp::commands::DeviceAdd::FEATURES;
    let paths: Vec<&str> = of_command.iter().map(|f| f.path()).collect();
    assert_eq!(
        paths,
        ["device_add/$json-cli", "device_add/$json-cli-hotplug"]
    );
    assert!(
        of_command
            .iter()
            .all(|f| qmp::schema().query(*f) == Ok(true))
    );
    let of_type = qmp::BlockdevOptionsFile::FEATURES;
    assert_eq!(
        of_type,
        [qmp::features::BLOCKDEV_OPTIONS_FILE_DYNAMIC_AUTO_READ_ONLY]
    );
    assert!(qmp::commands::QueryStatus::FEATURES.is_empty());
    assert!(qmp::RunState::FEATURES.is_empty() && qmp::events::Shutdown::FEATURES.is_empty());

    let command = qmp::commands::ChangeVncPassword::new("hidden");
    assert_eq!(
        format!("{command:?}"),
        "ChangeVncPassword {password: \"…\"}"
    );
}

fn selection() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path(), &[])?;
    let vm = program.connect(Client::connect)?;
    assert!(
        vm.execute(selected::commands::QueryStatus {})
            .wait()?
            .running
    );
    let mut events = vm.events::<selected::Event>();
    // An event that was not selected is not lost.
    vm.execute_raw("stop", None).wait()?;
    let name = event(&mut events, |event| match event {
        selected::Event::Unknown { name, .. } => Some(name.to_string()),
        selected::Event::Shutdown(_) => None,
    })?;
    assert_eq!(name, "STOP");
    vm.execute(selected::commands::Quit {}).wait()?;
    event(&mut events, |event| {
        matches!(event, selected::Event::Shutdown(_)).then_some(())
    })?;
    assert!(program.wait()?.success());
    Ok(())
}
