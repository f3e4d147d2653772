//! The blocking clients against the real programs.

use std::time::{Duration, Instant};

use crate::support::LONG;
use qapi_client::blocking::{Client, GuestAgent};
use qapi_client::{Error, Options, RawEvent, Waiting};
use qapi_test_support::{Trial, trials};
use serde_json::json;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        qemu_answers_commands_and_sends_events,
        qemu_tells_its_schema,
        a_stopped_qemu_hangs_nobody,
        a_monitor_in_use_is_waited_for_no_longer_than_asked,
        qemu_executes_out_of_band_where_granted,
        the_storage_daemon_answers,
        the_guest_agent_answers,
        a_stopped_agent_hangs_nobody_and_mixes_nothing_up,
    ]
}

fn qemu_answers_commands_and_sends_events() {
    let qemu = crate::support::qemu();
    let vm = Client::connect(qemu.address("qmp")).unwrap();
    assert!(vm.greeting().version.major >= 5);

    let version = vm.execute_raw("query-version", None).wait().unwrap();
    assert_eq!(version["qemu"]["major"], vm.greeting().version.major);

    let mut events = vm.events::<RawEvent>();
    vm.execute_raw("stop", None).wait().unwrap();
    vm.execute_raw("cont", None).wait().unwrap();
    for expected in ["STOP", "RESUME"] {
        let event = events.next_within(LONG).unwrap().unwrap();
        assert_eq!(event.body.name, expected);
        assert!(event.timestamp.unwrap().seconds > 1_000_000_000);
    }

    let node = json!({"driver": "null-co", "node-name": "null0"});
    vm.execute_raw("blockdev-add", Some(node.clone()))
        .wait()
        .unwrap();
    let error = vm
        .execute_raw("blockdev-add", Some(node))
        .wait()
        .unwrap_err();
    assert_eq!(error.class().unwrap().as_str(), "GenericError");
    let error = vm.execute_raw("no-such-command", None).wait().unwrap_err();
    assert!(error.is_command_not_found(), "{error}");
    let arguments = json!({"id": "no-such-device"});
    let error = vm
        .execute_raw("device_del", Some(arguments))
        .wait()
        .unwrap_err();
    assert_eq!(error.class().unwrap().as_str(), "DeviceNotFound");

    vm.execute_raw("quit", None).wait().unwrap();
    let event = events.next_within(LONG).unwrap().unwrap();
    assert_eq!(event.body.name, "SHUTDOWN");
    assert!(event.body.data.unwrap().get().contains("host-qmp-quit"));
    assert!(events.next_within(LONG).is_none());
    assert!(
        vm.execute_raw("query-status", None)
            .wait()
            .unwrap_err()
            .is_disconnected()
    );
}

fn qemu_tells_its_schema() {
    let qemu = crate::support::qemu();
    let vm = Client::connect(qemu.address("qmp")).unwrap();
    let schema = vm.schema().unwrap();
    assert!(
        schema
            .query("blockdev-add/arg-type/+file/filename")
            .unwrap()
    );
    assert!(
        !schema
            .query("blockdev-add/arg-type/+file/no-such-member")
            .unwrap()
    );
}

fn a_stopped_qemu_hangs_nobody() {
    let qemu = crate::support::qemu();
    let options = Options::new().deadline(Duration::from_millis(200));
    let vm = Client::connect_with(qemu.address("qmp"), &options).unwrap();
    qemu.signal("STOP");
    let begin = Instant::now();
    for _ in 0..2 {
        let error = vm.execute_raw("query-version", None).wait().unwrap_err();
        assert!(error.is_timeout() && error.may_have_run(), "{error}");
    }
    assert!(begin.elapsed() < LONG / 4);
    assert_eq!(vm.outstanding(), ["query-version"; 2]);

    qemu.signal("CONT");
    assert!(
        vm.execute_raw("query-name", None)
            .deadline(LONG)
            .wait()
            .unwrap()
            .is_object()
    );
    assert!(vm.outstanding().is_empty());
}

fn a_monitor_in_use_is_waited_for_no_longer_than_asked() {
    let qemu = crate::support::qemu();
    let first = Client::connect(qemu.address("qmp")).unwrap();
    let options = Options::new().connect_deadline(Duration::from_secs(1));
    let error = Client::connect_with(qemu.address("qmp"), &options).unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(timeout.waiting, Waiting::Greeting);
    drop(first);
    Client::connect(qemu.address("qmp")).unwrap();
}

fn qemu_executes_out_of_band_where_granted() {
    let qemu = crate::support::qemu();
    let vm = Client::connect_with(qemu.address("qmp"), &Options::new()).unwrap();
    assert!(vm.oob_granted());
    // No migration is active, and the command reports it when executed.
    let error = vm
        .execute_raw("migrate-pause", None)
        .out_of_band()
        .wait()
        .unwrap_err();
    assert_eq!(error.class().unwrap().as_str(), "GenericError");
    let error = vm
        .execute_raw("query-status", None)
        .out_of_band()
        .wait()
        .unwrap_err();
    assert!(error.to_string().contains("OOB"), "{error}");
}

fn the_storage_daemon_answers() {
    let daemon = crate::support::storage_daemon();
    let client = Client::connect(daemon.address("qmp")).unwrap();
    let node = json!({"driver": "null-co", "node-name": "null0"});
    client
        .execute_raw("blockdev-add", Some(node))
        .wait()
        .unwrap();
    let nodes = client
        .execute_raw("query-named-block-nodes", None)
        .wait()
        .unwrap();
    assert_eq!(nodes[0]["node-name"], "null0");
    client.execute_raw("quit", None).wait().unwrap();
}

fn the_guest_agent_answers() {
    let agent = crate::support::qemu_ga();
    let client = GuestAgent::connect(agent.address("agent")).unwrap();
    assert!(client.execute_raw("guest-info", None).wait().unwrap()["version"].is_string());
    let time = client.execute_raw("guest-get-time", None).wait().unwrap();
    assert!(time.as_i64().unwrap() > 1_000_000_000_000_000_000);
    let error = client
        .execute_raw("guest-no-such-command", None)
        .wait()
        .unwrap_err();
    assert!(error.is_command_not_found());

    let arguments = json!({"path": "echo", "arg": ["hello"], "capture-output": true});
    let pid = client
        .execute_raw("guest-exec", Some(arguments))
        .wait()
        .unwrap()["pid"]
        .clone();
    let begin = Instant::now();
    let status = loop {
        let arguments = Some(json!({"pid": pid}));
        let status = client
            .execute_raw("guest-exec-status", arguments)
            .wait()
            .unwrap();
        if status["exited"] == true {
            break status;
        }
        assert!(begin.elapsed() < LONG);
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status["out-data"], "aGVsbG8K");
}

fn a_stopped_agent_hangs_nobody_and_mixes_nothing_up() {
    let agent = crate::support::qemu_ga();
    let client = GuestAgent::connect(agent.address("agent")).unwrap();
    agent.signal("STOP");
    for _ in 0..3 {
        assert!(
            client
                .execute_raw("guest-get-time", None)
                .deadline(Duration::from_millis(200))
                .wait()
                .unwrap_err()
                .is_timeout()
        );
    }
    agent.signal("CONT");
    assert_eq!(
        client.execute_raw("guest-ping", None).wait().unwrap(),
        json!({})
    );
    assert!(
        client
            .execute_raw("guest-get-time", None)
            .wait()
            .unwrap()
            .is_number()
    );
}
