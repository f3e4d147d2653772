//! QEMU's own Python package, `qemu.qmp`: its clients at our server, and our client at a server
//! that is written with it.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use crate::support::{LONG, folder};
use qapi_client::tokio::{Client, Listener, Stream};
use qapi_client::wire::Value;
use qapi_client::{Options, RawEvent, ToAddress};
use qapi_server::Failure;
use qapi_server::Server;
use qapi_server::{CommandInfo, Commands};
use qapi_test_support::{Trial, python, trials};
use serde_json::json;
use tokio::process::{Child, Command};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        its_asynchronous_client_is_served on CurrentThread,
        its_listening_client_is_served on CurrentThread,
        its_legacy_client_is_served on CurrentThread,
        a_server_made_of_it_serves_our_client on CurrentThread,
    ]
}

/// A script of `tests/interop` with a socket of its own.
fn script(python: PathBuf, name: &str, how: &str) -> (Command, PathBuf) {
    let path = folder().join("qmp");
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

async fn its_asynchronous_client_is_served() {
    let python = python();
    let (mut command, path) = script(python, "qemu_qmp_client.py", "modern");
    let listener = Listener::bind(format!("unix:{}", path.display()))
        .await
        .unwrap();
    let serving = qapi_test_support::spawn(async move { server().serve(&listener).await });
    let said = said(command.spawn().unwrap()).await;
    assert_eq!(said.lines().collect::<Vec<_>>(), MODERN);
    serving.abort();
}

/// The client listens, and the monitor connects to it, as QEMU does with `server=off`.
async fn its_listening_client_is_served() {
    let python = python();
    let (mut command, path) = script(python, "qemu_qmp_client.py", "listening");
    let child = command.spawn().unwrap();
    let address = format!("unix:{}", path.display()).to_address().unwrap();
    let stream = connected(&address).await;
    let serving = qapi_test_support::spawn(async move { server().serve_stream(stream).await });
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

async fn its_legacy_client_is_served() {
    let python = python();
    let (mut command, path) = script(python, "qemu_qmp_client.py", "legacy");
    let listener = Listener::bind(format!("unix:{}", path.display()))
        .await
        .unwrap();
    let serving = qapi_test_support::spawn(async move { server().serve(&listener).await });
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

/// The package has no server; `qemu_qmp_server.py` builds one from the parts of its client.
async fn a_server_made_of_it_serves_our_client() {
    let python = python();
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
    assert_eq!(
        client
            .execute_raw("urgent", None)
            .out_of_band()
            .await
            .unwrap(),
        1
    );
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "ECHOED");
    let error = client.execute_raw("nothing", None).await.unwrap_err();
    assert!(error.is_command_not_found(), "{error}");
    let echo = |i: usize| {
        client
            .execute_raw("echo", Some(json!({"i": i})))
            .into_future()
    };
    let replies = (0..50).map(|i| qapi_test_support::spawn(echo(i)));
    for (i, reply) in replies.collect::<Vec<_>>().into_iter().enumerate() {
        assert_eq!(reply.await.unwrap().unwrap()["i"], i);
    }
    client.disconnect().await;
    assert_eq!(said(child).await.trim_end(), "served 53");
}
