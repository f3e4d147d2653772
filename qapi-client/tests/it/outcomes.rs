//! Outcomes after a deadline: late replies, and questions if a command had its effect.

use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;
use std::time::Duration;

use qapi_client::wire::Value;
use qapi_client::{Happened, Options, blocking, qmp, threaded, tokio};
use qapi_test_support::{Trial, trials};
use serde_json::json;

use crate::support::{self, LONG, Peer, asynchronous, awaited, wait};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        late_replies_are_waited_for_by_the_blocking_client,
        late_replies_are_waited_for_by_the_threaded_client,
        late_replies_are_waited_for_asynchronously on CurrentThread,
        a_late_reply_outlives_no_connection on CurrentThread,
        a_late_reply_of_a_stopped_qemu_arrives,
        late_replies_are_waited_for_by_a_reconnecting_client,
        a_real_qemu_says_what_happened,
        a_real_qemu_says_what_happened_before_a_reconnection,
        a_real_qemu_says_what_happened_asynchronously on CurrentThread,
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

macro_rules! wait_late {
    ($late:ident, $reply:ty, $within:expr) => {
        $late.wait::<$reply>($within)
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

/// Adds and removes one thing of each kind, and asks before and after. `$wait` waits for a reply,
/// or with `end` for an answer.
macro_rules! happens {
    ($vm:expr, $wait:ident) => {{
        let vm = $vm.unwrap();
        for ((add, added), (remove, removed)) in STEPS {
            let added: Value = serde_json::from_str(added).unwrap();
            let removed: Value = serde_json::from_str(removed).unwrap();
            let before = (Happened::No, Happened::Yes);
            let after = (Happened::Yes, Happened::No);
            for (command, expected) in [(None, before), (Some((add, &added)), after)] {
                if let Some((name, arguments)) = command {
                    let executed = vm.execute_raw(name, Some(arguments.clone()));
                    $wait!(executed).unwrap();
                }
                let addition = $wait!(vm.happened_raw(add, &added), end).unwrap();
                let removal = $wait!(vm.happened_raw(remove, &removed), end).unwrap();
                assert_eq!((addition, removal), expected, "{add}");
            }
            let executed = vm.execute_raw(remove, Some(removed.clone()));
            $wait!(executed).unwrap();
            // The guest lets a device go later.
            if remove != "device_del" {
                let addition = $wait!(vm.happened_raw(add, &added), end).unwrap();
                let removal = $wait!(vm.happened_raw(remove, &removed), end).unwrap();
                assert_eq!((addition, removal), before, "{remove}");
            }
        }
        let typed = $wait!(vm.happened(&qmp::commands::Stop {}), end).unwrap();
        assert_eq!(typed, Happened::Unknown);
        let incomplete = $wait!(vm.happened_raw("device_add", &json!({})), end).unwrap();
        assert_eq!(incomplete, Happened::Unknown);
        // A device by its path in QOM.
        for (id, expected) in [
            ("/machine/peripheral/none", Happened::Yes),
            ("/machine/unattached", Happened::No),
        ] {
            let by_path = json!({"id": id});
            let answer = $wait!(vm.happened_raw("device_del", &by_path), end).unwrap();
            assert_eq!(answer, expected, "{id}");
        }
    }};
}

/// A command with its arguments.
type Step = (&'static str, &'static str);

/// Commands that add something, and those that remove it.
const STEPS: [(Step, Step); 5] = [
    (
        ("blockdev-add", r#"{"driver": "null-co", "node-name": "x"}"#),
        ("blockdev-del", r#"{"node-name": "x"}"#),
    ),
    (
        ("object-add", r#"{"qom-type": "iothread", "id": "x"}"#),
        ("object-del", r#"{"id": "x"}"#),
    ),
    (
        (
            "netdev_add",
            r#"{"type": "hubport", "hubid": 0, "id": "x"}"#,
        ),
        ("netdev_del", r#"{"id": "x"}"#),
    ),
    (
        (
            "chardev-add",
            r#"{"id": "x", "backend": {"type": "null", "data": {}}}"#,
        ),
        ("chardev-remove", r#"{"id": "x"}"#),
    ),
    (
        ("device_add", r#"{"driver": "usb-tablet", "id": "x"}"#),
        ("device_del", r#"{"id": "x"}"#),
    ),
];

fn a_real_qemu_says_what_happened() {
    let qemu = support::machine();
    happens!(blocking::Client::connect(qemu.address("qmp")), wait);
    let qemu = support::machine();
    happens!(threaded::Client::connect(qemu.address("qmp")), wait);
}

fn a_real_qemu_says_what_happened_before_a_reconnection() {
    let (qemu, backoff) = (support::machine(), tokio::Backoff::default());
    let options = Options::new();
    let vm = threaded::Reconnecting::connect(qemu.address("qmp"), &options, backoff);
    happens!(vm, wait);
}

async fn a_real_qemu_says_what_happened_asynchronously() {
    let qemu = support::machine();
    happens!(tokio::Client::connect(qemu.address("qmp")).await, awaited);
    let (qemu, backoff) = (support::machine(), tokio::Backoff::default());
    let options = Options::new();
    let vm = tokio::Reconnecting::connect(qemu.address("qmp"), &options, backoff).await;
    happens!(vm, awaited);
}

/// A late reply belongs to its connection; after that one's end, the monitor is asked.
fn late_replies_are_waited_for_by_a_reconnecting_client() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("qmp");
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let monitor = std::thread::spawn(move || {
        let add = "{\"execute\":\"object-add\",\"arguments\":{\"id\":\"o\"},\"id\":";
        let first = Peer::on(listener.accept().unwrap().0, move |peer| {
            peer.open();
            peer.expect(&format!("{add}2}}"));
            peer.expect("{\"execute\":\"wake\",\"id\":3}");
            peer.send("{\"return\": {}, \"id\": 2}\r\n{\"return\": {}, \"id\": 3}\r\n");
            peer.expect(&format!("{add}4}}"));
            peer.expect("{\"execute\":\"leave\",\"id\":5}");
        });
        first.join().unwrap();
        let second = Peer::on(listener.accept().unwrap().0, |peer| {
            peer.open();
            assert!(peer.line().starts_with("{\"execute\":\"qom-list\""));
            peer.send("{\"return\": [{\"name\": \"o\", \"type\": \"child<x>\"}], \"id\": 2}\r\n");
            assert_eq!(peer.line(), "");
        });
        second.join().unwrap();
    });
    let address = path.display().to_string();
    let backoff = tokio::Backoff::default().first(Duration::ZERO);
    let vm = threaded::Reconnecting::connect(&address, &Options::new(), backoff).unwrap();
    let arguments = json!({"id": "o"});
    let add = || {
        let add = vm.execute_raw("object-add", Some(arguments.clone()));
        let error = add.deadline(SHORT).wait().unwrap_err();
        assert!(error.is_timeout() && error.may_have_run(), "{error}");
        error.take_late().unwrap()
    };
    let late = add();
    vm.execute_raw("wake", None).wait().unwrap();
    assert_eq!(late.wait::<Value>(LONG).unwrap(), json!({}));
    let late = add();
    let error = vm.execute_raw("leave", None).wait().unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
    let error = late.wait::<Value>(LONG).unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
    let happened = vm.happened_raw("object-add", &arguments).unwrap();
    assert_eq!(happened, Happened::Yes);
    vm.disconnect();
    monitor.join().unwrap();
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
