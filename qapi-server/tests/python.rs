//! QEMU's own Python package, `qemu.qmp`: its clients at our server, and our client at a server
//! that is written with it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use qapi_client::tokio::{Client, Listener, Stream};
use qapi_client::wire::Value;
use qapi_client::{Options, RawEvent, ToAddress};
use qapi_server::Failure;
use qapi_server::Server;
use qapi_server::{CommandInfo, Commands};
use serde_json::json;
use support::LONG;
use tokio::process::{Child, Command};

/// A Python that has the package: what `QAPI_PYTHON` names, or `python3`. An empty name says that
/// the package cannot be had here, and is the one reason to skip that holds in CI too.
fn python() -> Option<OsString> {
    let python = std::env::var_os("QAPI_PYTHON").unwrap_or_else(|| "python3".into());
    if python.is_empty() {
        support::skip("the package qemu.qmp cannot be had here");
        return None;
    }
    let probe = std::process::Command::new(&python)
        .args(["-c", "import qemu.qmp"])
        .output();
    if probe.is_ok_and(|probe| probe.status.success()) {
        return Some(python);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "no Python with the package qemu.qmp (set QAPI_PYTHON)"
    );
    support::skip("no Python with the package qemu.qmp (set QAPI_PYTHON)");
    None
}

/// A script of `tests/interop` with a socket of its own.
fn script(python: OsString, name: &str, how: &str) -> (Command, PathBuf) {
    let directory = std::env::temp_dir().join(format!("qapi-py-{}-{how}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("qmp");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/");
    let mut command = Command::new(python);
    command.arg(format!("{folder}{name}")).arg(how).arg(&path);
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    (command, path)
}

async fn said(child: Child) -> String {
    let output = tokio::time::timeout(LONG, child.wait_with_output());
    let output = output.await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{errors}");
    said
}

fn server() -> Server {
    let commands = Commands::new()
        .raw("echo", |call| async move { call.arguments::<Value>() })
        .raw_with(
            "urgent",
            CommandInfo::default().allow_oob(true),
            |_| async { Ok(json!(1)) },
        )
        .raw("sleep", |_| async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            Ok(json!("slept"))
        })
        .raw("device_del", |_| async {
            Err(Failure::device_not_found("nic"))
        })
        .raw("stop", |call| async move {
            call.emitter.emit_raw("STOP", None);
            Ok(json!({}))
        });
    Server::new(commands)
}

const MODERN: &[&str] = &[
    "version 10",
    "echo {'a': [1, None, 'ü']}",
    "urgent 1",
    "stop ok",
    "nothing CommandNotFound The command nothing has not been found",
    "device_del DeviceNotFound Device 'nic' not found",
    "not_oob GenericError The command echo does not support OOB",
    "event STOP",
    "order True",
    "passed ['urgent', 'sleep']",
];

#[tokio::test]
async fn its_asynchronous_client_is_served() {
    let Some(python) = python() else { return };
    let (mut command, path) = script(python, "qemu_qmp_client.py", "modern");
    let listener = Listener::bind(format!("unix:{}", path.display()))
        .await
        .unwrap();
    let serving = tokio::spawn(async move { server().serve(&listener).await });
    let said = said(command.spawn().unwrap()).await;
    assert_eq!(said.lines().collect::<Vec<_>>(), MODERN);
    serving.abort();
}

/// The client listens, and the monitor connects to it, as QEMU does with `server=off`.
#[tokio::test]
async fn its_listening_client_is_served() {
    let Some(python) = python() else { return };
    let (mut command, path) = script(python, "qemu_qmp_client.py", "listening");
    let child = command.spawn().unwrap();
    let address = format!("unix:{}", path.display()).to_address().unwrap();
    let stream = connected(&address).await;
    let serving = tokio::spawn(async move { server().serve_stream(stream).await });
    assert_eq!(said(child).await.lines().collect::<Vec<_>>(), MODERN);
    serving.await.unwrap().unwrap();
}

async fn connected(address: &qapi_client::Address) -> Stream {
    let begin = std::time::Instant::now();
    loop {
        match Stream::connect(address).await {
            Ok(stream) => return stream,
            Err(error) => assert!(begin.elapsed() < LONG, "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn its_legacy_client_is_served() {
    let Some(python) = python() else { return };
    let (mut command, path) = script(python, "qemu_qmp_client.py", "legacy");
    let listener = Listener::bind(format!("unix:{}", path.display()))
        .await
        .unwrap();
    let serving = tokio::spawn(async move { server().serve(&listener).await });
    let said = said(command.spawn().unwrap()).await;
    assert_eq!(
        said.lines().collect::<Vec<_>>(),
        [
            "capabilities ['oob']",
            "echo {'a': 1}",
            "class CommandNotFound",
            "desc Device 'nic' not found",
            "event STOP",
            "none []",
        ]
    );
    serving.abort();
}

/// The package has no server, but what its client is made of, of which `qemu_qmp_server.py` makes
/// one.
#[tokio::test]
async fn a_server_made_of_it_serves_our_client() {
    let Some(python) = python() else { return };
    let (mut command, path) = script(python, "qemu_qmp_server.py", "serve");
    let child = command.spawn().unwrap();
    let address = format!("unix:{}", path.display()).to_address().unwrap();
    let stream = connected(&address).await;
    let options = Options::new().oob(true).connect_deadline(LONG);
    let client = Client::from_stream(stream, &options).await.unwrap();
    assert_eq!(client.greeting().version.major, 6);
    let mut events = client.events::<RawEvent>();
    let arguments = json!({"a": [1, null, "ü"]});
    let echo = client.execute_raw("echo", Some(arguments.clone()));
    assert_eq!(echo.await.unwrap(), arguments);
    assert_eq!(client.execute_raw_oob("urgent", None).await.unwrap(), 1);
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "ECHOED");
    let error = client.execute_raw("nothing", None).await.unwrap_err();
    assert!(error.is_command_not_found(), "{error}");
    let echo = |i: usize| {
        client
            .execute_raw("echo", Some(json!({"i": i})))
            .into_future()
    };
    let replies = (0..50).map(|i| tokio::spawn(echo(i)));
    for (i, reply) in replies.collect::<Vec<_>>().into_iter().enumerate() {
        assert_eq!(reply.await.unwrap().unwrap()["i"], i);
    }
    client.disconnect().await;
    assert_eq!(said(child).await.trim_end(), "served 53");
}
