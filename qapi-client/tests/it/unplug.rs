//! Unplugging: scripted for each client, and with a real QEMU.

use std::os::unix::net::{UnixListener, UnixStream};
use std::thread::JoinHandle;
use std::time::Duration;

use qapi_client::{Backend, Options, Unplug, Unplugged, blocking, threaded, tokio};
use qapi_test_support::{Runtime, Trial, trials};
use serde_json::json;

use crate::support::{self, LONG, Peer, awaited, wait};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        the_blocking_client_unplugs,
        the_threaded_client_unplugs,
        a_device_is_looked_for_after_a_reconnection,
        a_real_device_is_unplugged_with_its_backend,
    ]
}

const SHORT: Duration = Duration::from_millis(300);

fn script() -> (UnixStream, JoinHandle<()>) {
    let delete =
        |id| format!("{{\"execute\":\"device_del\",\"arguments\":{{\"id\":\"d0\"}},\"id\":{id}}}");
    let failure = |id, desc| {
        let error = format!("{{\"class\": \"GenericError\", \"desc\": \"{desc}\"}}");
        format!("{{\"id\": {id}, \"error\": {error}}}\r\n")
    };
    let event = |name, device| {
        format!(
            "{{\"event\": \"{name}\", \"data\": {{\"device\": \"{device}\", \"path\": \"/\"}}}}\r\n"
        )
    };
    Peer::run(move |peer| {
        peer.open();
        peer.expect(&delete(2));
        peer.send(event("DEVICE_DELETED", "other"));
        peer.send("{\"return\": {}, \"id\": 2}\r\n");
        peer.send(event("DEVICE_DELETED", "d0"));
        for id in [3, 4] {
            peer.expect(&format!(
                "{{\"execute\":\"object-del\",\"arguments\":{{\"id\":\"m0\"}},\"id\":{id}}}"
            ));
            match id {
                3 => peer.send(failure(3, "object 'm0' is in use, can not be deleted")),
                _ => peer.send("{\"return\": {}, \"id\": 4}\r\n"),
            }
        }
        peer.expect("{\"execute\":\"netdev_del\",\"arguments\":{\"id\":\"n0\"},\"id\":5}");
        peer.send(failure(5, "Device 'n0' not found"));

        peer.expect(&delete(6));
        peer.send(event("DEVICE_UNPLUG_GUEST_ERROR", "d0"));
        peer.send("{\"return\": {}, \"id\": 6}\r\n");

        peer.expect(&delete(7));
        peer.send(failure(7, "Device d0 is already in the process of unplug"));

        peer.expect(&delete(8));
        peer.send("{\"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"no\"}, \"id\": 8}\r\n");
        assert_eq!(peer.line(), "");
    })
}

/// Runs the steps of [`script`], with a client whose `unplug` blocks.
macro_rules! unplugs {
    ($vm:expr) => {{
        let vm = $vm;
        let device = Unplug::new("d0").deadline(LONG);
        let whole = device
            .clone()
            .backend(Backend::Object("m0".into()))
            .backend(Backend::Netdev("n0".into()));
        let Unplugged::Removed { left } = vm.unplug(whole).unwrap() else {
            panic!("the unplug is refused")
        };
        let left: Vec<_> = left.into_iter().map(|(backend, _)| backend).collect();
        assert_eq!(left, [Backend::Netdev("n0".into())]);
        let refused = vm.unplug(device.clone()).unwrap();
        assert!(matches!(refused, Unplugged::Refused));
        let error = vm.unplug(device.clone().deadline(SHORT)).unwrap_err();
        assert!(error.is_timeout() && error.may_have_run(), "{error}");
        let error = vm.unplug(device).unwrap_err();
        assert_eq!(error.class().unwrap().as_str(), "DeviceNotFound");
    }};
}

fn the_blocking_client_unplugs() {
    let (stream, peer) = script();
    unplugs!(blocking::Client::from_stream(stream, &Options::new()).unwrap());
    peer.join().unwrap();
}

fn the_threaded_client_unplugs() {
    let (stream, peer) = script();
    let client = threaded::block_on(async {
        let stream = support::asynchronous(stream);
        tokio::Client::from_stream(stream, &Options::new()).await
    });
    unplugs!(threaded::Client::from(client.unwrap().unwrap()));
    peer.join().unwrap();
}

/// The connection ends before the event, or before the reply; the device is gone when it is made
/// again, and the event is lost.
fn a_device_is_looked_for_after_a_reconnection() {
    for answered in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("qmp");
        let listener = UnixListener::bind(&path).unwrap();
        let monitor = std::thread::spawn(move || {
            let delete = "{\"execute\":\"device_del\",\"arguments\":{\"id\":\"d0\"},\"id\":2}";
            let (stream, _) = listener.accept().unwrap();
            let first = Peer::on(stream, move |peer| {
                peer.open();
                peer.expect(delete);
                if answered {
                    peer.send("{\"return\": {}, \"id\": 2}\r\n");
                }
            });
            first.join().unwrap();
            let (stream, _) = listener.accept().unwrap();
            let second = Peer::on(stream, move |peer| {
                peer.open();
                peer.expect(delete);
                peer.send(
                    "{\"id\": 2, \"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"no\"}}\r\n",
                );
                peer.expect("{\"execute\":\"netdev_del\",\"arguments\":{\"id\":\"n0\"},\"id\":3}");
                peer.send("{\"return\": {}, \"id\": 3}\r\n");
                assert_eq!(peer.line(), "");
            });
            second.join().unwrap();
        });
        let backoff = tokio::Backoff::default().first(Duration::ZERO);
        let vm = threaded::Reconnecting::connect(
            format!("unix:{}", path.display()),
            &Options::new(),
            backoff,
        );
        let vm = vm.unwrap();
        let device = Unplug::new("d0").deadline(LONG);
        let end = vm.unplug(device.backend(Backend::Netdev("n0".into())));
        let end = end.unwrap();
        assert!(
            matches!(&end, Unplugged::Removed { left } if left.is_empty()),
            "{end:?}"
        );
        vm.disconnect();
        monitor.join().unwrap();
    }
}

/// Adds a disk and unplugs it, with its node.
macro_rules! plugged {
    ($vm:expr, $wait:ident) => {{
        let vm = $vm.unwrap();
        let node = json!({"driver": "null-co", "node-name": "n0", "read-zeroes": true});
        $wait!(vm.execute_raw("blockdev-add", Some(node))).unwrap();
        let device = json!({"driver": "usb-storage", "id": "u0", "drive": "n0"});
        $wait!(vm.execute_raw("device_add", Some(device))).unwrap();
        let disk = Unplug::new("u0").deadline(LONG);
        let disk = disk.backend(Backend::BlockNode("n0".into()));
        let end = $wait!(vm.unplug(disk), end).unwrap();
        let removed = matches!(&end, Unplugged::Removed { left } if left.is_empty());
        assert!(removed, "{end:?}");
        let nodes = $wait!(vm.execute_raw("query-named-block-nodes", None)).unwrap();
        assert_eq!(nodes, json!([]));
        let error = $wait!(vm.unplug(Unplug::new("u0").deadline(LONG)), end);
        let error = error.unwrap_err();
        assert!(error.is_command_error(), "{error}");
        $wait!(vm.disconnect(), end);
    }};
}

fn a_real_device_is_unplugged_with_its_backend() {
    let qemu = support::machine();
    let address = qemu.address("qmp");
    let (options, backoff) = (Options::new(), tokio::Backoff::default());
    plugged!(blocking::Client::connect(&address), wait);
    plugged!(threaded::Client::connect(&address), wait);
    let vm = threaded::Reconnecting::connect(&address, &options, backoff);
    plugged!(vm, wait);
    Runtime::CurrentThread.block_on(async {
        plugged!(tokio::Client::connect(&address).await, awaited);
        let vm = tokio::Reconnecting::connect(&address, &options, backoff).await;
        plugged!(vm, awaited);
    });
}
