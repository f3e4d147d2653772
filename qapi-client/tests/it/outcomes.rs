//! Outcomes after a deadline: late replies, and questions if a command had its effect.

use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;
use std::time::Duration;

use qapi_client::wire::Value;
use qapi_client::{Happened, Options, blocking, qmp, threaded, tokio};
use qapi_test_support::{Trial, trials};
use serde_json::json;

use crate::support::{self, LONG, Peer};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        late_replies_are_waited_for_by_the_blocking_client,
        late_replies_are_waited_for_by_the_threaded_client,
        late_replies_are_waited_for_asynchronously on CurrentThread,
        a_late_reply_outlives_no_connection on CurrentThread,
        a_late_reply_of_a_stopped_qemu_arrives,
        a_real_qemu_says_what_happened,
        a_netdev_is_unknown_without_a_human_monitor on CurrentThread,
    ]
}

/// Long enough to send a command on a busy machine.
const SHORT: Duration = Duration::from_millis(300);

/// A monitor that answers four commands late: after the next one arrived.
fn script() -> (UnixStream, JoinHandle<()>) {
    Peer::run(|peer| {
        peer.open();
        let status = "{\"status\": \"running\", \"running\": true}";
        peer.expect("{\"execute\":\"query-status\",\"id\":2}");
        peer.expect("{\"execute\":\"wake\",\"id\":3}");
        peer.send(format!("{{\"return\": {status}, \"id\": 2}}\r\n"));
        peer.send("{\"return\": {}, \"id\": 3}\r\n");
        // One that nobody waits for.
        peer.expect("{\"execute\":\"query-status\",\"id\":4}");
        peer.expect("{\"execute\":\"wake\",\"id\":5}");
        peer.send(format!("{{\"return\": {status}, \"id\": 4}}\r\n"));
        peer.send("{\"return\": {}, \"id\": 5}\r\n");
        // One that fails late.
        peer.expect("{\"execute\":\"query-status\",\"id\":6}");
        peer.expect("{\"execute\":\"wake\",\"id\":7}");
        peer.send("{\"id\": 6, \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\r\n");
        peer.send("{\"return\": {}, \"id\": 7}\r\n");
        // One whose reply never comes.
        peer.expect("{\"execute\":\"query-status\",\"id\":8}");
        assert_eq!(peer.line(), "");
    })
}

/// Runs the steps of [`script`].
macro_rules! late {
    ($vm:expr, $wait:ident, $reply:ident) => {{
        let vm = $vm;
        let slow = || vm.execute(qmp::commands::QueryStatus {}).deadline(SHORT);
        let error = $wait!(slow()).unwrap_err();
        assert!(error.is_timeout() && error.may_have_run(), "{error}");
        let late = error.take_late().unwrap();
        assert_eq!(late.command(), "query-status");
        assert!(error.take_late().is_none());
        // It is not there yet: the error has the handle again.
        let error = $reply!(late, qmp::StatusInfo, SHORT).unwrap_err();
        let late = error.take_late().unwrap();
        $wait!(vm.execute_raw("wake", None)).unwrap();
        let status = $reply!(late, qmp::StatusInfo, LONG).unwrap();
        assert!(status.running);

        drop($wait!(slow()).unwrap_err().take_late().unwrap());
        $wait!(vm.execute_raw("wake", None)).unwrap();
        assert!(vm.outstanding().is_empty());

        let late = $wait!(slow()).unwrap_err().take_late().unwrap();
        $wait!(vm.execute_raw("wake", None)).unwrap();
        let error = $reply!(late, Value, LONG).unwrap_err();
        assert_eq!(error.to_string(), "command query-status: no (GenericError)");

        let late = $wait!(slow()).unwrap_err().take_late().unwrap();
        drop(vm);
        let error = $reply!(late, Value, LONG).unwrap_err();
        assert!(error.is_disconnected() && error.may_have_run(), "{error}");
    }};
}

macro_rules! wait {
    ($operation:expr) => {
        $operation.wait()
    };
}

macro_rules! wait_late {
    ($late:ident, $reply:ty, $within:expr) => {
        $late.wait::<$reply>($within)
    };
}

macro_rules! awaited {
    ($operation:expr) => {
        $operation.await
    };
}

macro_rules! await_late {
    ($late:ident, $reply:ty, $within:expr) => {
        $late.reply::<$reply>($within).await
    };
}

fn late_replies_are_waited_for_by_the_blocking_client() {
    let (stream, peer) = script();
    late!(
        blocking::Client::from_stream(stream, &Options::new()).unwrap(),
        wait,
        wait_late
    );
    peer.join().unwrap();
}

fn asynchronous(stream: UnixStream) -> ::tokio::net::UnixStream {
    stream.set_nonblocking(true).unwrap();
    ::tokio::net::UnixStream::from_std(stream).unwrap()
}

fn late_replies_are_waited_for_by_the_threaded_client() {
    let (stream, peer) = script();
    let stream = threaded::block_on(async { asynchronous(stream) }).unwrap();
    late!(
        threaded::Client::from_stream(stream, &Options::new()).unwrap(),
        wait,
        wait_late
    );
    peer.join().unwrap();
}

async fn late_replies_are_waited_for_asynchronously() {
    let (stream, peer) = script();
    let options = Options::new();
    late!(
        tokio::Client::from_stream(asynchronous(stream), &options)
            .await
            .unwrap(),
        awaited,
        await_late
    );
    ::tokio::task::spawn_blocking(|| peer.join().unwrap())
        .await
        .unwrap();
}

async fn a_late_reply_outlives_no_connection() {
    let (stream, peer) = Peer::run(|peer| {
        peer.open();
        // It leaves at the second command.
        for command in ["slow", "last"] {
            assert!(peer.line().contains(command));
        }
    });
    let options = Options::new();
    let vm = tokio::Client::from_stream(asynchronous(stream), &options)
        .await
        .unwrap();
    let slow = vm.execute_raw("slow", None).deadline(SHORT).await;
    let late = slow.unwrap_err().take_late().unwrap();
    let last = vm.execute_raw("last", None).await.unwrap_err();
    assert!(last.is_disconnected(), "{last}");
    let error = late.reply::<Value>(LONG).await.unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
    ::tokio::task::spawn_blocking(|| peer.join().unwrap())
        .await
        .unwrap();
}

fn a_late_reply_of_a_stopped_qemu_arrives() {
    let qemu = support::qemu();
    let vm = blocking::Client::connect(qemu.address("qmp")).unwrap();
    qemu.signal("STOP");
    let node = json!({"driver": "null-co", "node-name": "n0"});
    let add = vm.execute_raw("blockdev-add", Some(node.clone()));
    let error = add.deadline(SHORT).wait().unwrap_err();
    let late = error.take_late().unwrap();
    qemu.signal("CONT");
    assert_eq!(late.wait::<Value>(LONG).unwrap(), json!({}));
    let happened = vm.happened_raw("blockdev-add", &node).unwrap();
    assert_eq!(happened, Happened::Yes);
}

fn a_real_qemu_says_what_happened() {
    let qemu = support::start("qemu-system-x86_64", "qmp", |folder| {
        let monitor = format!("unix:{},server=on,wait=off", folder.join("qmp").display());
        let flags = "-accel tcg -machine q35 -S -display none -nodefaults -device qemu-xhci -qmp";
        let flags = flags.split(' ').chain([&*monitor]);
        flags.map(str::to_owned).collect()
    });
    let vm = blocking::Client::connect(qemu.address("qmp")).unwrap();
    let backend = json!({"type": "null", "data": {}});
    let steps = [
        (
            "blockdev-add",
            json!({"driver": "null-co", "node-name": "x"}),
        ),
        ("object-add", json!({"qom-type": "iothread", "id": "x"})),
        (
            "netdev_add",
            json!({"type": "hubport", "hubid": 0, "id": "x"}),
        ),
        ("chardev-add", json!({"id": "x", "backend": backend})),
        ("device_add", json!({"driver": "usb-tablet", "id": "x"})),
    ];
    let removals = [
        ("blockdev-del", json!({"node-name": "x"})),
        ("object-del", json!({"id": "x"})),
        ("netdev_del", json!({"id": "x"})),
        ("chardev-remove", json!({"id": "x"})),
        ("device_del", json!({"id": "x"})),
    ];
    let happened = |(name, arguments): &(&str, Value)| vm.happened_raw(name, arguments).unwrap();
    for (add, remove) in steps.iter().zip(&removals) {
        let (before, after) = (Happened::No, Happened::Yes);
        assert_eq!(
            (happened(add), happened(remove)),
            (before, after),
            "{add:?}"
        );
        let added = vm.execute_raw(add.0, Some(add.1.clone())).wait();
        assert!(added.is_ok(), "{added:?}");
        assert_eq!(
            (happened(add), happened(remove)),
            (after, before),
            "{add:?}"
        );
        let removed = vm.execute_raw(remove.0, Some(remove.1.clone())).wait();
        assert!(removed.is_ok(), "{removed:?}");
        if remove.0 != "device_del" {
            assert_eq!(
                (happened(add), happened(remove)),
                (before, after),
                "{add:?}"
            );
        }
    }
    // A device by its path in QOM.
    let by_path = json!({"id": "/machine/peripheral/none"});
    assert_eq!(happened(&("device_del", by_path)), Happened::Yes);
    let by_path = json!({"id": "/machine/unattached"});
    assert_eq!(happened(&("device_del", by_path)), Happened::No);
    assert_eq!(happened(&("stop", json!({}))), Happened::Unknown);
    assert_eq!(happened(&("device_add", json!({}))), Happened::Unknown);
    // By type, in another client.
    drop(vm);
    let vm = threaded::Client::connect(qemu.address("qmp")).unwrap();
    assert_eq!(
        vm.happened(&qmp::commands::Stop {}).unwrap(),
        Happened::Unknown
    );
    let object = json!({"qom-type": "iothread", "id": "none"});
    assert_eq!(
        vm.happened_raw("object-add", &object).unwrap(),
        Happened::No
    );
}

async fn a_netdev_is_unknown_without_a_human_monitor() {
    let monitor = qapi_server::testing::TestMonitor::new();
    let vm = monitor.connect(&Options::new()).await.unwrap();
    let netdev = json!({"id": "n0"});
    let answer = vm.happened_raw("netdev_add", &netdev).await.unwrap();
    assert_eq!(answer, Happened::Unknown);
    let list = "hub 0\r\n \\ n2: n3: index=0,type=tap\r\n \\ n4\r\nn1: index=0,type=user\r\n\
        n5: index=0,type=nic,model=e1000\r\n \\ n0: index=0,type=user\r\n";
    monitor.on_raw("human-monitor-command", move |_| Ok(json!(list)));
    for (id, expected) in [
        ("n0", Happened::Yes),
        ("n1", Happened::Yes),
        ("n2", Happened::Yes),
        ("n4", Happened::Yes),
        ("n5", Happened::No),
        ("n", Happened::No),
    ] {
        let netdev = json!({ "id": id });
        let answer = vm.happened_raw("netdev_add", &netdev).await.unwrap();
        assert_eq!(answer, expected, "{id}");
    }
}
