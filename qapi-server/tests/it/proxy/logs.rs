//! The log, and counters.

use std::sync::{Arc, Mutex};

use qapi_client::wire::Value;
use qapi_server::Failure;
use qapi_server::proxy::{Profile, Proxy, ProxyOptions};
use qapi_test_support::{Trial, trials};
use serde_json::json;

use super::{client, echo, proxy};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        counters_are_told on CurrentThread,
        commands_are_logged_without_secrets on CurrentThread,
    ]
}

async fn counters_are_told() {
    let monitor = echo();
    monitor.on_raw("fail", |_| Err(Failure::generic("no")));
    let proxy = proxy(&monitor).await;
    let vm = client(&proxy.entrance(Profile::no_quit()).unwrap()).await;
    vm.execute_raw("echo", None).await.unwrap();
    vm.execute_raw("fail", None).await.unwrap_err();
    vm.execute_raw("quit", None).await.unwrap_err();
    let metrics = proxy.metrics();
    for line in [
        "qapi_proxy_clients{profile=\"no-quit\"} 1",
        "qapi_proxy_commands_total{command=\"echo\",outcome=\"success\"} 1",
        "qapi_proxy_commands_total{command=\"fail\",outcome=\"error\"} 1",
        "qapi_proxy_commands_total{command=\"quit\",outcome=\"refused\"} 1",
        "qapi_proxy_latency_seconds_count 2",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
}

async fn commands_are_logged_without_secrets() {
    let monitor = echo();
    let lines = Arc::new(Mutex::new(Vec::new()));
    let options = ProxyOptions::new().log({
        let lines = lines.clone();
        move |entry| lines.lock().unwrap().push(entry.to_json())
    });
    let proxy = Proxy::from_stream(monitor.stream(), &options)
        .await
        .unwrap();
    let entrance = proxy.entrance(Profile::no_quit()).unwrap();
    let vm = client(&entrance).await;
    let arguments = json!({"id": "x", "password": "hunter2"});
    vm.execute_raw("echo", Some(arguments)).await.unwrap();
    vm.execute_raw("quit", None).await.unwrap_err();
    drop((vm, entrance));
    let is_over = || lines.lock().unwrap().len() == 4;
    while !is_over() {
        tokio::task::yield_now().await;
    }
    let lines: Vec<Value> = lines
        .lock()
        .unwrap()
        .iter()
        .map(|line| line.parse().unwrap())
        .collect();
    let said: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {} {}", line["action"], line["command"], line["outcome"]))
        .collect();
    assert_eq!(
        said,
        [
            "\"connect\" null null",
            "null \"echo\" \"success\"",
            "null \"quit\" \"refused\"",
            "\"leave\" null null"
        ]
    );
    assert_eq!(lines[1]["arguments"], json!({"id": "x", "password": "…"}));
    assert_eq!(lines[1]["profile"], "no-quit");
}
