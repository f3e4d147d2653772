//! The proxy: many clients of one monitor, each with its own rights.

use std::sync::Arc;
use std::time::Duration;

use qapi_client::tokio::{Client, Listener};
use qapi_client::{Options, RawEvent};
use qapi_server::CommandInfo;
use qapi_server::proxy::{Entrance, Profile, Proxy, ProxyOptions};
use qapi_server::testing::{Fault, TestMonitor};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::support::{LONG, folder};

mod agent;
mod descriptors;
mod logs;
mod model;
mod profiles;
mod real;
#[cfg(feature = "tracing")]
mod tracing;

pub(crate) fn all() -> Vec<Trial> {
    let mut all = own();
    all.extend(agent::all());
    all.extend(descriptors::all());
    all.extend(logs::all());
    all.extend(model::all());
    all.extend(profiles::all());
    all.extend(real::all());
    #[cfg(feature = "tracing")]
    all.extend(tracing::all());
    all
}

fn own() -> Vec<Trial> {
    trials![
        ids_come_back_digit_for_digit on CurrentThread,
        commands_of_one_client_are_in_flight_together on CurrentThread,
        out_of_band_overtakes on CurrentThread,
        events_and_replies_keep_the_monitors_order on CurrentThread,
        a_client_that_does_not_read_delays_nobody on Threads,
        clients_leave_with_the_monitor on CurrentThread,
        clients_stay_over_a_new_connection on CurrentThread,
        commands_under_way_are_answered_before_the_end on CurrentThread,
        a_lost_reply_ends_its_command_alone on CurrentThread,
    ]
}

async fn proxy(monitor: &TestMonitor) -> Proxy {
    let options = ProxyOptions::new();
    Proxy::from_stream(monitor.stream(), &options)
        .await
        .unwrap()
}

fn stream(entrance: &Entrance) -> DuplexStream {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let entrance = entrance.clone();
    qapi_test_support::spawn(async move { drop(entrance.serve_stream(theirs).await) });
    ours
}

async fn client(entrance: &Entrance) -> Client {
    let options = Options::new().oob(true).deadline(LONG);
    Client::from_stream(stream(entrance), &options)
        .await
        .unwrap()
}

fn echo() -> TestMonitor {
    let monitor = TestMonitor::new();
    monitor.on_raw("echo", Ok);
    monitor
}

/// Serves a monitor at an address until the task is aborted.
async fn serve(monitor: &TestMonitor, address: &str) -> JoinHandle<()> {
    let listener = Listener::bind(address).await.unwrap();
    let monitor = monitor.clone();
    qapi_test_support::spawn(async move { drop(monitor.serve(&listener).await) })
}

/// A raw stream to the entrance, after negotiation.
async fn plain(entrance: &Entrance) -> BufReader<DuplexStream> {
    let mut stream = BufReader::new(stream(entrance));
    let open = b"{\"execute\": \"qmp_capabilities\", \"arguments\": {\"enable\": [\"oob\"]}}";
    stream.write_all(open).await.unwrap();
    for _ in 0..2 {
        line(&mut stream).await;
    }
    stream
}

async fn line(stream: &mut BufReader<DuplexStream>) -> String {
    let mut line = String::new();
    let read = tokio::time::timeout(LONG, stream.read_line(&mut line));
    read.await.unwrap().unwrap();
    line.trim_end().to_owned()
}

/// Waits until a condition holds.
async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(LONG, waiting).await.unwrap();
}

async fn ids_come_back_digit_for_digit() {
    let proxy = proxy(&echo()).await;
    let mut stream = plain(&proxy.entrance(Profile::full()).unwrap()).await;
    for id in [
        "1e5",
        "0.10",
        "18446744073709551617",
        "[1,{\"a\":-1.0}]",
        "\"\u{fc}\"",
    ] {
        let said = format!("{{\"execute\": \"echo\", \"id\": {id}}}");
        stream.write_all(said.as_bytes()).await.unwrap();
        assert_eq!(
            line(&mut stream).await,
            format!("{{\"return\": {{}}, \"id\": {id}}}")
        );
        let said = format!("{{\"execute\": \"quit\", \"id\": {id}}}");
        stream.write_all(said.as_bytes()).await.unwrap();
        assert!(
            line(&mut stream)
                .await
                .starts_with(&format!("{{\"id\": {id}, \"error\""))
        );
    }
}

/// A monitor whose command `wait` ends when the test says so.
fn gated() -> (TestMonitor, Arc<Notify>) {
    let monitor = echo();
    let gate = Arc::new(Notify::new());
    let opened = gate.clone();
    monitor.change(|commands| {
        commands.raw("wait", move |call| {
            let gate = gate.clone();
            async move {
                gate.notified().await;
                call.emitter.emit_raw("BEFORE", None);
                Ok(json!({}))
            }
        })
    });
    monitor.on_raw_with("urgent", CommandInfo::DEFAULT.allow_oob(true), |_| {
        Ok(json!("urgent"))
    });
    (monitor, opened)
}

async fn commands_of_one_client_are_in_flight_together() {
    let (monitor, gate) = gated();
    let proxy = proxy(&monitor).await;
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    let waiting: Vec<_> = (0..5)
        .map(|_| qapi_test_support::spawn(vm.execute_raw("wait", None).into_future()))
        .collect();
    let metrics = || proxy.metrics();
    until(|| metrics().contains("qapi_proxy_in_flight 5")).await;
    for waiting in waiting {
        gate.notify_one();
        waiting.await.unwrap().unwrap();
    }
    assert!(metrics().contains("qapi_proxy_in_flight 0"));
}

async fn out_of_band_overtakes() {
    let (monitor, gate) = gated();
    let proxy = proxy(&monitor).await;
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    let waiting = qapi_test_support::spawn(vm.execute_raw("wait", None).into_future());
    monitor.await_call("wait", 1).await;
    let urgent = vm.execute_raw("urgent", None).out_of_band().await;
    assert_eq!(urgent.unwrap(), "urgent");
    assert!(!waiting.is_finished());
    gate.notify_one();
    waiting.await.unwrap().unwrap();
}

async fn events_and_replies_keep_the_monitors_order() {
    let (monitor, gate) = gated();
    let proxy = proxy(&monitor).await;
    let mut stream = plain(&proxy.entrance(Profile::full()).unwrap()).await;
    for _ in 0..100 {
        gate.notify_one();
        let said = b"{\"execute\": \"wait\"}{\"execute\": \"nothing\"}{\"execute\": \"echo\"}";
        stream.write_all(said).await.unwrap();
        assert!(line(&mut stream).await.contains("BEFORE"));
        assert_eq!(line(&mut stream).await, "{\"return\": {}}");
        assert!(line(&mut stream).await.contains("CommandNotFound"));
        assert_eq!(line(&mut stream).await, "{\"return\": {}}");
    }
}

async fn a_client_that_does_not_read_delays_nobody() {
    let monitor = echo();
    let proxy = proxy(&monitor).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let mut deaf = plain(&entrance).await;
    let text = "x".repeat(10_000);
    let said = format!("{{\"execute\": \"echo\", \"arguments\": {{\"t\": \"{text}\"}}}}");
    let writing = async {
        for _ in 0..2000 {
            deaf.write_all(said.as_bytes()).await.unwrap();
        }
    };
    drop(tokio::time::timeout(Duration::from_millis(500), writing).await);
    let vm = client(&entrance).await;
    for _ in 0..100 {
        let echo = vm.execute_raw("echo", Some(json!({"a": 1})));
        echo.deadline(Duration::from_secs(5)).await.unwrap();
    }
    // 17 MB of events that it does not read end it; the other has them all.
    let mut events = vm.events::<RawEvent>().capacity(5000);
    let data = json!({"text": text});
    for _ in 0..1750 {
        monitor.emitter().emit_raw("LARGE", Some(&data));
        tokio::task::yield_now().await;
        events.next().await.unwrap().unwrap();
    }
    let mut rest = Vec::new();
    let reading = deaf.read_to_end(&mut rest);
    tokio::time::timeout(LONG, reading).await.unwrap().unwrap();
    assert!(rest.len() < 17_500_000, "{}", rest.len());
}

async fn clients_leave_with_the_monitor() {
    let (monitor, _gate) = gated();
    let mut proxy = proxy(&monitor).await;
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    let waiting = qapi_test_support::spawn(vm.execute_raw("wait", None).into_future());
    monitor.await_call("wait", 1).await;
    monitor.disconnect();
    proxy.ended().await;
    let error = waiting.await.unwrap().unwrap_err().to_string();
    assert!(
        error.contains("may have run") || error.contains("connection"),
        "{error}"
    );
}

async fn clients_stay_over_a_new_connection() {
    let (monitor, _gate) = gated();
    let address = format!("unix:{}", folder().join("qmp").display());
    let _serving = serve(&monitor, &address).await;
    let options = ProxyOptions::new().reconnect(true);
    let proxy = Proxy::connect(&*address, &options).await.unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let (vm, other) = (client(&entrance).await, client(&entrance).await);
    let mut events = vm.events::<RawEvent>();
    let waiting = qapi_test_support::spawn(vm.execute_raw("wait", None).into_future());
    monitor.await_call("wait", 1).await;
    let commands = async || {
        let listed = other.execute_raw("query-commands", None).await.unwrap();
        listed
            .as_array()
            .unwrap()
            .contains(&json!({"name": "later"}))
    };
    assert!(other.execute_raw("later", None).await.is_err() && !commands().await);
    monitor.on_raw("later", |_| Ok(json!({})));
    monitor.disconnect();
    let error = waiting.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("may have run"), "{error}");
    let gap = tokio::time::timeout(LONG, events.next()).await.unwrap();
    assert_eq!(gap.unwrap().unwrap().body.name, "QAPI_PROXY_GAP");
    // What the monitor tells of itself is asked for anew.
    vm.execute_raw("later", None).await.unwrap();
    assert!(commands().await);
}

async fn commands_under_way_are_answered_before_the_end() {
    let (monitor, gate) = gated();
    let proxy = proxy(&monitor).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let vm = client(&entrance).await;
    // It reads nothing until the end, and has more replies than the stream between holds.
    let mut late = plain(&entrance).await;
    let text = "x".repeat(30_000);
    let said = format!("{{'execute': 'echo', 'arguments': {{'t': '{text}'}}}}");
    for _ in 0..10 {
        late.write_all(said.as_bytes()).await.unwrap();
    }
    let waiting = qapi_test_support::spawn(vm.execute_raw("wait", None).into_future());
    monitor.await_call("wait", 1).await;
    monitor.await_call("echo", 10).await;
    let draining = qapi_test_support::spawn(proxy.drain(LONG));
    let refused = async || {
        // A command that comes before the end waits; the next attempt is another client's.
        let other = client(&entrance).await;
        let echo = other.execute_raw("echo", None);
        let echo = echo.deadline(Duration::from_millis(200)).await;
        let error = echo.err()?.to_string();
        error.contains("not sent").then_some(())
    };
    while refused().await.is_none() {
        tokio::task::yield_now().await;
    }
    assert!(!waiting.is_finished() && !draining.is_finished());
    gate.notify_one();
    waiting.await.unwrap().unwrap();
    let mut replies = Vec::new();
    late.read_to_end(&mut replies).await.unwrap();
    let whole = replies.split(|byte| *byte == b'\n');
    let whole = whole.filter(|line| line.len() > text.len());
    assert_eq!(whole.count(), 10);
    draining.await.unwrap();
}

/// A reply that cannot be read is of the oldest command; the others are answered.
async fn a_lost_reply_ends_its_command_alone() {
    let monitor = echo();
    let proxy = proxy(&monitor).await;
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    monitor.fault(
        "echo",
        Fault::Instead(b"{\"return\": nonsense}\r\n".to_vec()),
    );
    let error = vm.execute_raw("echo", None).await.unwrap_err().to_string();
    assert!(error.contains("cannot be read"), "{error}");
    vm.execute_raw("echo", None).await.unwrap();
}
