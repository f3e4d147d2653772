//! File descriptors through the proxy.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::os::fd::OwnedFd;

use qapi_client::Options;
use qapi_client::tokio::Client;
use qapi_client::wire::Value;
use qapi_server::proxy::{Entrance, Profile, Proxy, ProxyOptions};
use qapi_server::testing::TestMonitor;
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::net::UnixStream;
use tokio::task::JoinSet;

use super::stream;
use crate::support::{LONG, folder, qemu, within};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        each_command_has_its_own_descriptors on Threads,
        descriptors_of_commands_that_are_refused_are_closed on CurrentThread,
        a_monitor_without_a_socket_gets_no_descriptors on CurrentThread,
        descriptors_of_many_clients_reach_qemu on Threads,
        a_command_without_its_descriptor_gets_nobody_elses on CurrentThread,
    ]
}

/// A file that contains the number.
fn token(number: usize) -> OwnedFd {
    let mut file = tempfile::tempfile().unwrap();
    write!(file, "{number}").unwrap();
    file.into()
}

/// A monitor on a socket whose command `read` returns the contents of its descriptors.
fn monitor() -> TestMonitor {
    let monitor = TestMonitor::new();
    monitor.change(|commands| {
        commands.raw("read", |call| async move {
            let contents = call.take_fds().into_iter().map(|fd| {
                let (mut file, mut text) = (File::from(fd), String::new());
                file.rewind().unwrap();
                file.read_to_string(&mut text).unwrap();
                text
            });
            Ok(contents.collect::<Value>())
        })
    });
    monitor
}

async fn proxy(monitor: &TestMonitor) -> Proxy {
    let socket = monitor.socket().unwrap();
    let options = ProxyOptions::new();
    Proxy::from_stream(socket, &options).await.unwrap()
}

/// A client on a socket.
async fn client(entrance: &Entrance) -> Client {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let entrance = entrance.clone();
    qapi_test_support::spawn(async move { drop(entrance.serve_stream(theirs).await) });
    let options = Options::new().deadline(LONG * 3);
    Client::from_stream(ours, &options).await.unwrap()
}

async fn each_command_has_its_own_descriptors() {
    let proxy = proxy(&monitor()).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let mut clients = JoinSet::new();
    for number in 0..16 {
        let entrance = entrance.clone();
        clients.spawn(async move {
            let vm = client(&entrance).await;
            let mut commands = JoinSet::new();
            for at in 0..40 {
                let tokens: Vec<usize> = (0..at % 3).map(|n| number * 1000 + at * 3 + n).collect();
                let fds: Vec<OwnedFd> = tokens.iter().copied().map(token).collect();
                let command = vm.execute_raw("read", None).with_fds(fds);
                commands.spawn(async move {
                    let texts: Value = tokens.iter().map(ToString::to_string).collect();
                    assert_eq!(command.await.unwrap(), texts);
                });
            }
            while let Some(ended) = commands.join_next().await {
                ended.unwrap();
            }
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
}

async fn descriptors_of_commands_that_are_refused_are_closed() {
    let monitor = monitor();
    let proxy = proxy(&monitor).await;
    let vm = client(&proxy.entrance(Profile::full().deny(["read"])).unwrap()).await;
    let (mut ours, theirs) = std::io::pipe().unwrap();
    let refused = vm.execute_raw("read", None).with_fds([theirs]).await;
    assert!(refused.unwrap_err().is_command_not_found());
    // The end shows that nobody holds the other end any more.
    let read = tokio::task::spawn_blocking(move || ours.read(&mut [0]).unwrap());
    assert_eq!(within(read).await.unwrap(), 0);
}

async fn a_monitor_without_a_socket_gets_no_descriptors() {
    let proxy = super::proxy(&monitor()).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let vm = client(&entrance).await;
    let refused = vm.execute_raw("read", None).with_fds([token(1)]).await;
    let error = refused.unwrap_err().to_string();
    assert!(
        error.contains("passes no descriptors; the command was not sent"),
        "{error}"
    );
    assert_eq!(vm.execute_raw("read", None).await.unwrap(), json!([]));
    drop(stream(&entrance));
}

/// Each client adds files of its own to QEMU, and opens them: their sizes tell them apart.
async fn descriptors_of_many_clients_reach_qemu() {
    let qemu = qemu();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let folder = folder();
    let mut clients = JoinSet::new();
    for number in 1..=8usize {
        let (entrance, folder) = (entrance.clone(), folder.clone());
        clients.spawn(async move {
            let vm = client(&entrance).await;
            for round in 0..5 {
                let id = number * 10 + round;
                let path = folder.join(id.to_string());
                File::create(&path)
                    .unwrap()
                    .set_len(512 * id as u64)
                    .unwrap();
                let run = |name: &str, arguments: Value| vm.execute_raw(name, Some(arguments));
                let add = run("add-fd", json!({"fdset-id": id}));
                let added = add.with_fds([File::open(&path).unwrap()]).await.unwrap();
                assert_eq!(added["fdset-id"], id);
                let name = format!("disk{id}");
                let node = json!({"driver": "file", "node-name": name, "read-only": true,
                    "locking": "off", "filename": format!("/dev/fdset/{id}")});
                run("blockdev-add", node).await.unwrap();
                let nodes = run("query-named-block-nodes", json!({"flat": true}))
                    .await
                    .unwrap();
                let mut nodes = nodes.as_array().unwrap().iter();
                let node = nodes.find(|node| node["node-name"] == *name).unwrap();
                assert_eq!(node["image"]["virtual-size"], 512 * id);
            }
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// QEMU keeps descriptors that a command did not take for the next one, whoever sends it.
async fn a_command_without_its_descriptor_gets_nobody_elses() {
    let qemu = qemu();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let direct = Client::connect(&*address).await.unwrap();
    let getfd = json!({"fdname": "f"});
    let plain = direct
        .execute_raw("getfd", Some(getfd.clone()))
        .await
        .unwrap_err();
    let plain_add = direct.execute_raw("add-fd", None).await.unwrap_err();
    direct.disconnect().await;
    let proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let (one, other) = (client(&entrance).await, client(&entrance).await);
    let query = one.execute_raw("query-name", None).with_fds([token(1)]);
    query.await.unwrap();
    let error = other
        .execute_raw("getfd", Some(getfd.clone()))
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), plain.to_string());
    let error = other.execute_raw("add-fd", None).await.unwrap_err();
    assert_eq!(error.to_string(), plain_add.to_string());
    let with = other.execute_raw("getfd", Some(getfd)).with_fds([token(2)]);
    with.await.unwrap();
}
