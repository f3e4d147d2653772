//! The test double: its records, and the effects of its faults on a client.

use std::time::Duration;

use crate::support::LONG;
use qapi_client::introspect::Schema;
use qapi_client::wire::{Decode, Encode, Map, Reader, Writer};
use qapi_client::{Command, Options, RawEvent};
use qapi_server::Failure;
use qapi_server::testing::{Fault, TestMonitor};
use qapi_server::{CommandInfo, Commands};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        calls_are_recorded_in_their_order on CurrentThread,
        a_reply_can_be_slow_lost_or_doubled on CurrentThread,
        replies_can_change_their_order on CurrentThread,
        a_connection_can_break on CurrentThread,
        connections_can_end_at_any_time on CurrentThread,
        a_line_can_be_anything on CurrentThread,
        a_schema_is_told_and_held on CurrentThread,
        a_schema_leaves_the_properties_of_a_device_open on CurrentThread,
        a_machine_is_recorded_and_has_faults on CurrentThread,
        calls_can_be_waited_for on CurrentThread,
        an_agents_reply_can_be_lost_and_late on CurrentThread,
        typed_calls_are_what_the_closures_were_given on CurrentThread,
    ]
}

const SHORT: Duration = Duration::from_millis(50);

fn monitor() -> TestMonitor {
    let monitor = TestMonitor::new();
    monitor.on_raw("count", |arguments| Ok(json!({"n": arguments["n"]})));
    let oob = CommandInfo::DEFAULT.allow_oob(true);
    monitor.on_raw_with("urgent", oob, |_| Ok(json!({})));
    monitor.on_raw("fail", |_| Err(Failure::generic("no")));
    monitor
}

async fn calls_are_recorded_in_their_order() {
    let monitor = monitor();
    let vm = monitor.connect(&Options::new()).await.unwrap();
    let other = monitor.connect(&Options::new()).await.unwrap();
    vm.execute_raw("count", Some(json!({"n": 1})))
        .await
        .unwrap();
    vm.execute_raw("urgent", None).out_of_band().await.unwrap();
    other.execute_raw("fail", None).await.unwrap_err();
    vm.execute_raw("unknown", None).await.unwrap_err();
    let calls = monitor.calls();
    let seen: Vec<_> = calls
        .iter()
        .map(|call| {
            (
                call.command.as_str(),
                call.arguments.to_string(),
                call.oob,
                call.client,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("count", "{\"n\":1}".to_owned(), false, 0),
            ("urgent", "{}".to_owned(), true, 0),
            ("fail", "{}".to_owned(), false, 1),
        ]
    );
    // Commands can change while the monitor is in use.
    monitor.on_raw("fail", |_| Ok(json!("better")));
    assert_eq!(other.execute_raw("fail", None).await.unwrap(), "better");
    let mut events = vm.events::<RawEvent>();
    monitor.emitter().emit_raw("STOP", None);
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "STOP");
}

async fn a_reply_can_be_slow_lost_or_doubled() {
    let monitor = monitor();
    let vm = monitor.connect(&Options::new()).await.unwrap();
    monitor.fault("count", Fault::Delay(SHORT));
    monitor.fault("count", Fault::Drop);
    monitor.fault("count", Fault::Duplicate);
    monitor.fault("count", Fault::UnknownId);
    let begin = std::time::Instant::now();
    let count = |n: u32| {
        vm.execute_raw("count", Some(json!({"n": n})))
            .deadline(LONG)
    };
    assert_eq!(count(0).await.unwrap()["n"], 0);
    assert!(begin.elapsed() >= SHORT);
    assert!(count(1).deadline(SHORT).await.unwrap_err().is_timeout());
    assert_eq!(count(2).await.unwrap()["n"], 2);
    assert!(count(3).deadline(SHORT).await.unwrap_err().is_timeout());
    assert_eq!(count(4).await.unwrap()["n"], 4);
}

async fn replies_can_change_their_order() {
    let monitor = monitor();
    let vm = monitor.connect(&Options::new()).await.unwrap();
    monitor.fault("count", Fault::Late);
    let first =
        qapi_test_support::spawn(vm.execute_raw("count", Some(json!({"n": 1}))).into_future());
    monitor.await_call("count", 1).await;
    assert!(!first.is_finished());
    assert_eq!(
        vm.execute_raw("count", Some(json!({"n": 2})))
            .await
            .unwrap()["n"],
        2
    );
    assert_eq!(first.await.unwrap().unwrap()["n"], 1);
}

async fn a_connection_can_break() {
    let monitor = monitor();
    for fault in [Fault::Close, Fault::HalfLine] {
        let vm = monitor.connect(&Options::new()).await.unwrap();
        monitor.fault("count", fault.clone());
        let error = vm.execute_raw("count", None).await.unwrap_err();
        assert!(
            error.is_disconnected() && error.may_have_run(),
            "{fault:?}: {error}"
        );
        let again = monitor.connect(&Options::new()).await.unwrap();
        again.execute_raw("count", None).await.unwrap();
    }
    monitor.fault_of_greeting(Fault::Close);
    monitor.connect(&Options::new()).await.unwrap_err();
    monitor.fault("qmp_capabilities", Fault::Drop);
    let options = Options::new().connect_deadline(SHORT);
    let error = monitor.connect(&options).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    monitor.connect(&Options::new()).await.unwrap();
}

/// A monitor can vanish while nothing is asked of it, or while something is.
async fn connections_can_end_at_any_time() {
    let monitor = monitor();
    monitor.change(|commands| {
        commands.raw("forever", |_| async {
            std::future::pending::<()>().await;
            Ok(json!({}))
        })
    });
    let idle = monitor.connect(&Options::new()).await.unwrap();
    let vm = monitor.connect(&Options::new()).await.unwrap();
    let mut events = idle.events::<RawEvent>();
    let waiting = qapi_test_support::spawn(vm.execute_raw("forever", None).into_future());
    monitor.await_call("forever", 1).await;
    monitor.disconnect();
    assert!(events.next().await.is_none());
    let error = waiting.await.unwrap().unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
    let again = monitor.connect(&Options::new()).await.unwrap();
    again.execute_raw("count", None).await.unwrap();
}

/// Compares each byte on the wire under faults.
async fn a_line_can_be_anything() {
    let monitor = monitor();
    let mut stream = monitor.stream();
    monitor.fault_of_greeting(Fault::Instead(b"hello\r\n".to_vec()));
    monitor.fault("count", Fault::Garbage(b"\xff]}\r\n".to_vec()));
    monitor.fault("count", Fault::HalfLine);
    let said =
        b"{'execute':'qmp_capabilities'}{'execute':'count','id':1}{'execute':'count','id':2}";
    stream.write_all(said).await.unwrap();
    let mut seen = Vec::new();
    stream.read_to_end(&mut seen).await.unwrap();
    let expected: &[u8] = b"hello\r\n{\"return\": {}}\r\n\xff]}\r\n\
        {\"return\": {\"n\":null}, \"id\": 1}\r\n{\"return\": {\"n\":";
    assert_eq!(
        String::from_utf8_lossy(&seen),
        String::from_utf8_lossy(expected)
    );
}

/// A probe meets the schema that the arguments are held to.
async fn a_schema_is_told_and_held() {
    let schema = qapi_client::qmp::schema();
    let monitor = TestMonitor::with_schema(schema);
    monitor.on_raw("job-cancel", |_| Ok(json!({})));
    let vm = monitor.connect(&Options::new()).await.unwrap();
    let theirs = vm.schema().await.unwrap();
    assert_eq!(theirs.entities().len(), schema.entities().len());
    let wrong = json!({"id": "a", "force": true});
    let error = vm.execute_raw("job-cancel", Some(wrong)).await.unwrap_err();
    assert!(
        error.to_string().contains("'force' is unexpected"),
        "{error}"
    );
    let calls = monitor.calls();
    assert!(calls.iter().all(|call| call.command == "query-qmp-schema"));
}

/// A schema does not show that `device_add` takes the properties of its device.
async fn a_schema_leaves_the_properties_of_a_device_open() {
    const ANSWER: &str = r#"[
        {"name": "device_add", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
        {"name": "0", "meta-type": "object", "members": []},
        {"name": "1", "meta-type": "object", "members": [
            {"name": "driver", "type": "str"}, {"name": "id", "type": "str", "default": null}]},
        {"name": "str", "meta-type": "builtin", "json-type": "string"}]"#;
    let schema = Schema::from_json(ANSWER).unwrap();
    let monitor = TestMonitor::with_schema(Box::leak(Box::new(schema)));
    monitor.on_raw("device_add", |_| Ok(json!({})));
    let vm = monitor.connect(&Options::new()).await.unwrap();
    let disk = json!({"driver": "virtio-blk-pci", "drive": "node0"});
    vm.execute_raw("device_add", Some(disk)).await.unwrap();
    let wrong = json!({"driver": "virtio-blk-pci", "id": 5});
    let error = vm.execute_raw("device_add", Some(wrong)).await.unwrap_err();
    assert!(error.to_string().contains("'id'"), "{error}");
    assert_eq!(monitor.calls().len(), 1);
}

/// A machine behind the closures: its schema holds, its commands are recorded, closures go first.
async fn a_machine_is_recorded_and_has_faults() {
    let machine = Commands::new()
        .with_schema(qapi_client::qmp::schema())
        .raw("job-cancel", |_| async { Ok(json!({})) })
        .raw_with("urgent", CommandInfo::DEFAULT.allow_oob(true), |_| async {
            Ok(json!("machine"))
        });
    let monitor = TestMonitor::over(machine);
    let vm = monitor.connect(&Options::new()).await.unwrap();
    let cancel = |arguments| {
        vm.execute_raw("job-cancel", Some(arguments))
            .deadline(SHORT)
    };
    cancel(json!({"id": 5})).await.unwrap_err();
    monitor.fault("job-cancel", Fault::Drop);
    assert!(cancel(json!({"id": "a"})).await.unwrap_err().is_timeout());
    let urgent = vm.execute_raw("urgent", None).out_of_band().await.unwrap();
    assert_eq!(urgent, "machine");
    monitor.on_raw("urgent", |_| Ok(json!("closure")));
    let urgent = vm.execute_raw("urgent", None).await.unwrap();
    assert_eq!(urgent, "closure");
    let error = vm.execute_raw("nothing", None).await.unwrap_err();
    assert!(error.is_command_not_found());
    let calls = monitor.calls();
    let calls: Vec<&str> = calls.iter().map(|call| &*call.command).collect();
    assert_eq!(calls, ["job-cancel", "urgent", "urgent"]);
}

/// Whoever waits for a call sees it, whether it was before or is to come.
async fn calls_can_be_waited_for() {
    let monitor = monitor();
    let vm = monitor.connect(&Options::new()).await.unwrap();
    let waiting = qapi_test_support::spawn({
        let monitor = monitor.clone();
        async move { monitor.await_call("count", 2).await }
    });
    for n in 1..3 {
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        let arguments = json!({"n": n});
        vm.execute_raw("count", Some(arguments)).await.unwrap();
    }
    assert_eq!(waiting.await.unwrap().arguments["n"], 2);
    assert_eq!(monitor.await_call("count", 1).await.arguments["n"], 1);
}

/// The agent's double: its faults make a client synchronise.
async fn an_agents_reply_can_be_lost_and_late() {
    let monitor = TestMonitor::agent();
    monitor.on_raw("guest-count", Ok);
    let agent = monitor.connect_agent(&Options::new()).await.unwrap();
    monitor.fault("guest-count", Fault::Drop);
    monitor.fault("guest-count", Fault::Delay(SHORT * 40));
    let count = |n: u32| agent.execute_raw("guest-count", Some(json!({"n": n})));
    assert!(count(1).deadline(SHORT).await.unwrap_err().is_timeout());
    assert!(count(2).deadline(SHORT).await.unwrap_err().is_timeout());
    assert_eq!(count(3).deadline(LONG).await.unwrap()["n"], 3);
}

/// `balloon`, with a size.
struct Balloon(u64);

impl Command for Balloon {
    const NAME: &'static str = "balloon";
    type Ok = ();
}

impl Encode for Balloon {
    fn encode(&self, w: &mut Writer<'_>) {
        Map::from_iter([("value".to_owned(), json!(self.0))]).encode(w);
    }
}

impl Decode for Balloon {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        r.req("value").map(Self)
    }
}

/// Typed calls hold the commands as the closures got them.
async fn typed_calls_are_what_the_closures_were_given() {
    let monitor = TestMonitor::new();
    monitor.on(|_: Balloon| Ok(()));
    let vm = monitor.connect(&Options::new()).await.unwrap();
    vm.execute(Balloon(5)).await.unwrap();
    // As QEMU reads it, a size of 2^64 - 1.
    let arguments = json!({"value": -1});
    vm.execute_raw("balloon", Some(arguments)).await.unwrap();
    let sizes: Vec<u64> = monitor.calls_of::<Balloon>().iter().map(|b| b.0).collect();
    assert_eq!(sizes, [5, u64::MAX]);
}
