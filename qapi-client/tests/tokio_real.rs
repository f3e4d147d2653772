//! The asynchronous clients against the real programs, through every kind of connection.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::time::Duration;

use qapi_client::tokio::{Client, GuestAgent, Listener, Process, ProcessError, RunState, Stream};
use qapi_client::{Address, Error, Options, RawEvent};
use serde_json::json;
use support::LONG;

#[tokio::test]
async fn qemu_answers_many_at_once_and_sends_events_to_all() {
    let Some(qemu) = support::qemu() else { return };
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    assert_eq!(*vm.state().borrow(), RunState::Running);
    let mut all = vm.events::<RawEvent>();
    let mut some = vm
        .events::<RawEvent>()
        .only::<qapi_client::qmp::events::Resume>();

    let tasks: Vec<_> = (0..50)
        .map(|i| {
            let vm = vm.clone();
            tokio::spawn(async move {
                let path = json!({"path": "/", "property": "type"});
                match i % 2 {
                    0 => vm.execute_raw("query-version", None).await.unwrap()["package"].clone(),
                    _ => vm.execute_raw("qom-get", Some(path)).await.unwrap(),
                }
            })
        })
        .collect();
    for (i, task) in tasks.into_iter().enumerate() {
        let value = task.await.unwrap();
        assert_eq!(value == "container", i % 2 == 1, "{value}");
    }

    vm.execute_raw("stop", None).await.unwrap();
    vm.execute_raw("cont", None).await.unwrap();
    assert_eq!(all.next().await.unwrap().unwrap().body.name, "STOP");
    assert_eq!(all.next().await.unwrap().unwrap().body.name, "RESUME");
    assert_eq!(some.next().await.unwrap().unwrap().body.name, "RESUME");

    let schema = vm.schema().await.unwrap();
    assert!(schema.query("query-status").unwrap());
    vm.execute_raw("quit", None).await.unwrap();
    assert_eq!(all.next().await.unwrap().unwrap().body.name, "SHUTDOWN");
    assert!(all.next().await.is_none());
    let mut state = vm.state();
    state
        .wait_for(|state| *state == RunState::Idle)
        .await
        .unwrap();
    let error = vm.execute_raw("query-status", None).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Disconnected {
                may_have_run: false,
                ..
            }
        ),
        "{error:?}"
    );
    vm.disconnect().await;
}

#[tokio::test]
async fn a_stopped_qemu_hangs_nobody() {
    let Some(qemu) = support::qemu() else { return };
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    qemu.signal("STOP");
    let short = Duration::from_millis(100);
    let error = vm
        .execute_raw("query-version", None)
        .deadline(short)
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.may_have_run(), "{error}");
    assert_eq!(vm.outstanding(), ["query-version"]);
    qemu.signal("CONT");
    assert!(
        vm.execute_raw("query-name", None)
            .await
            .unwrap()
            .is_object()
    );
    assert!(vm.outstanding().is_empty());
}

#[tokio::test]
async fn a_killed_qemu_ends_what_was_under_way() {
    let Some(qemu) = support::qemu() else { return };
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    qemu.signal("STOP");
    let execute = tokio::spawn(vm.execute_raw("query-version", None).into_future());
    tokio::time::sleep(Duration::from_millis(50)).await;
    qemu.signal("KILL");
    let error = execute.await.unwrap().unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
}

#[tokio::test]
async fn qemu_executes_out_of_band_where_granted() {
    let Some(qemu) = support::qemu() else { return };
    let options = Options::new().oob(true);
    let vm = Client::connect_with(qemu.address("qmp"), &options)
        .await
        .unwrap();
    assert!(vm.oob_granted());
    // Nothing migrates, which the command finds out by being executed.
    let error = vm.execute_raw_oob("migrate-pause", None).await.unwrap_err();
    assert_eq!(error.class().unwrap().as_str(), "GenericError");

    drop(vm);
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    let error = vm.execute_raw_oob("migrate-pause", None).await.unwrap_err();
    assert!(matches!(error, Error::OobNotGranted { .. }));
}

fn qemu_command(arguments: &[&str]) -> Option<tokio::process::Command> {
    drop(support::qemu()?);
    let mut command = tokio::process::Command::new("qemu-system-x86_64");
    command.args([
        "-accel",
        "tcg",
        "-machine",
        "none",
        "-display",
        "none",
        "-nodefaults",
    ]);
    command.args(arguments);
    Some(command)
}

#[tokio::test]
async fn a_spawned_qemu_is_talked_to_and_its_exit_seen() {
    let Some(command) = qemu_command(&["-qmp", "stdio"]) else {
        return;
    };
    let mut qemu = Process::spawn(command, &Options::default()).await.unwrap();
    assert!(
        qemu.client()
            .execute_raw("query-status", None)
            .await
            .is_ok()
    );
    assert!(qemu.try_wait().unwrap().is_none());
    qemu.client().execute_raw("quit", None).await.unwrap();
    assert!(qemu.wait().await.unwrap().success());

    let Some(command) = qemu_command(&["-qmp", "stdio", "-no-such-option"]) else {
        return;
    };
    let error = Process::spawn(command, &Options::default())
        .await
        .unwrap_err();
    let ProcessError::Connect {
        status: Some(status),
        stderr,
        ..
    } = &error
    else {
        panic!("{error:?}")
    };
    assert!(
        !status.success() && stderr.contains("no-such-option"),
        "{error}"
    );

    let Some(command) = qemu_command(&["-qmp", "stdio"]) else {
        return;
    };
    let mut qemu = Process::spawn(command, &Options::default()).await.unwrap();
    let id = qemu.id().unwrap().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-s", "TERM", &id])
        .status();
    assert!(kill.unwrap().success());
    assert!(qemu.wait().await.unwrap().success());
    assert!(
        qemu.stderr().contains("terminating on signal 15"),
        "{}",
        qemu.stderr()
    );
    let error = qemu
        .client()
        .execute_raw("query-status", None)
        .await
        .unwrap_err();
    assert!(error.is_disconnected(), "{error}");

    // One that closes its output and goes on is waited for as long as for a connection.
    let mut command = tokio::process::Command::new("sh");
    command.args(["-c", "exec >&-; exec sleep 60"]);
    let short = Options::new().connect_deadline(Duration::from_millis(200));
    let spawn = tokio::time::timeout(LONG, Process::spawn(command, &short));
    let error = spawn.await.unwrap().unwrap_err();
    assert!(
        matches!(&error, ProcessError::Connect { status: None, source, .. } if source.is_disconnected()),
        "{error:?}"
    );

    let command = tokio::process::Command::new("no-such-program");
    let error = Process::spawn(command, &Options::default())
        .await
        .unwrap_err();
    assert!(matches!(error, ProcessError::Spawn { .. }), "{error:?}");
}

#[tokio::test]
async fn a_qemu_that_connects_to_us_is_accepted() {
    let directory = std::env::temp_dir().join(format!("qapi-client-{}-l", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("listen");
    let listener = Listener::bind(format!("unix:{}", path.display()))
        .await
        .unwrap();
    let qmp = format!("unix:{}", path.display());
    let Some(mut command) = qemu_command(&["-qmp", &qmp]) else {
        return;
    };
    let mut child = command.kill_on_drop(true).spawn().unwrap();
    let vm = listener.accept(&Options::default()).await.unwrap();
    vm.execute_raw("quit", None).await.unwrap();
    assert!(child.wait().await.unwrap().success());
    drop(listener);
    assert!(!path.exists());
    std::fs::remove_dir_all(directory).unwrap();

    // At a port that the system chooses.
    let any = Address::Tcp {
        host: "127.0.0.1".to_owned(),
        port: 0,
    };
    let listener = Listener::bind(any).await.unwrap();
    let qmp = listener.address().to_string();
    let Some(mut command) = qemu_command(&["-qmp", &qmp]) else {
        return;
    };
    let _child = command.kill_on_drop(true).spawn().unwrap();
    let vm = listener.accept(&Options::default()).await.unwrap();
    assert!(vm.execute_raw("query-status", None).await.is_ok());
}

#[tokio::test]
async fn an_inherited_descriptor_is_a_connection() {
    let (ours, theirs) = std::os::unix::net::UnixStream::pair().unwrap();
    let monitor = [
        "-chardev",
        "socket,id=m,fd=0",
        "-mon",
        "chardev=m,mode=control",
    ];
    let Some(mut command) = qemu_command(&monitor) else {
        return;
    };
    let theirs = std::os::fd::OwnedFd::from(theirs);
    let mut qemu = command.stdin(theirs).kill_on_drop(true).spawn().unwrap();
    // It holds the other end, which QEMU's exit is to close.
    drop(command);
    let stream = Stream::from_fd(ours.into()).unwrap();
    assert!(matches!(stream, Stream::Unix(_)));
    let vm = Client::from_stream(stream, &Options::new()).await.unwrap();
    vm.execute_raw("quit", None).await.unwrap();
    assert!(qemu.wait().await.unwrap().success());

    let file = std::fs::File::open("/dev/null").unwrap();
    assert!(Stream::from_fd(file.into()).is_err());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let tcp = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    assert!(matches!(
        Stream::from_fd(tcp.into()).unwrap(),
        Stream::Tcp(_)
    ));
}

#[tokio::test]
async fn tcp_connects_too() {
    // QEMU cannot tell which free port it took, so one is found for it.
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let qmp = format!("tcp:127.0.0.1:{free},server=on,wait=off");
    let Some(mut command) = qemu_command(&["-qmp", &qmp]) else {
        return;
    };
    let _child = command.kill_on_drop(true).spawn().unwrap();
    let address = format!("tcp:127.0.0.1:{free}");
    let begin = std::time::Instant::now();
    let vm = loop {
        match Client::connect(&address).await {
            Ok(vm) => break vm,
            Err(error) => assert!(begin.elapsed() < LONG, "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    assert!(vm.execute_raw("query-status", None).await.is_ok());
}

#[tokio::test]
async fn disconnecting_waits_for_replies_and_can_be_repeated() {
    let Some(qemu) = support::qemu() else { return };
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    let under_way: Vec<_> = (0..20)
        .map(|_| tokio::spawn(vm.execute_raw("query-qmp-schema", None).into_future()))
        .collect();
    tokio::task::yield_now().await;
    let other = vm.clone();
    tokio::join!(vm.disconnect(), async move { other.disconnect().await });
    assert_eq!(*vm.state().borrow(), RunState::Idle);
    for execute in under_way {
        match execute.await.unwrap() {
            Ok(schema) => assert!(schema.is_array()),
            Err(error) => assert!(error.is_disconnected() && !error.may_have_run(), "{error}"),
        }
    }
    vm.disconnect().await;
    Client::connect(qemu.address("qmp")).await.unwrap();
}

#[tokio::test]
async fn the_guest_agent_answers_and_mixes_nothing_up() {
    let Some(process) = support::qemu_ga() else {
        return;
    };
    let agent = GuestAgent::connect(process.address("agent")).await.unwrap();
    let (info, time, error) = tokio::join!(
        agent.execute_raw("guest-info", None).into_future(),
        agent.execute_raw("guest-get-time", None).into_future(),
        agent
            .execute_raw("guest-no-such-command", None)
            .into_future(),
    );
    assert!(info.unwrap()["version"].is_string());
    assert!(time.unwrap().is_number());
    assert!(error.unwrap_err().is_command_not_found());

    process.signal("STOP");
    let short = Duration::from_millis(100);
    for _ in 0..3 {
        let execute = agent.execute_raw("guest-get-time", None).deadline(short);
        assert!(execute.await.unwrap_err().is_timeout());
    }
    process.signal("CONT");
    assert_eq!(
        agent.execute_raw("guest-ping", None).await.unwrap(),
        json!({})
    );
}

#[tokio::test]
async fn the_storage_daemon_answers() {
    let Some(daemon) = support::storage_daemon() else {
        return;
    };
    let client = Client::connect(daemon.address("qmp")).await.unwrap();
    let job = json!({"job-id": "j", "options": {"driver": "file", "size": 65536,
        "filename": daemon.path("image").display().to_string()}});
    let mut events = client.events::<RawEvent>();
    client
        .execute_raw("blockdev-create", Some(job))
        .await
        .unwrap();
    let mut states = Vec::new();
    while states.last().is_none_or(|state| state != "concluded") {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event.body.name, "JOB_STATUS_CHANGE");
        let data = event.body.data.unwrap();
        let data: serde_json::Value = serde_json::from_str(data.get()).unwrap();
        states.push(data["status"].as_str().unwrap().to_owned());
    }
    assert_eq!(states.first().unwrap(), "created");
    client.execute_raw("quit", None).await.unwrap();
}
