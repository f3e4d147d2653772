//! The log, and counters.

use std::sync::{Arc, Mutex};

use qapi_client::wire::Value;
use qapi_client::{Direction, RawEvent, Transcript, read_transcript};
use qapi_server::Failure;
use qapi_server::proxy::{Action, Profile, Proxy, ProxyOptions};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;

use super::{client, echo, line, plain, proxy, serve, until};
use crate::support::folder;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_client_that_is_too_slow_leaves_with_the_reason on CurrentThread,
        a_client_that_resets_its_connection_has_left on CurrentThread,
        commands_without_a_connection_are_counted on CurrentThread,
        each_client_has_a_transcript on CurrentThread,
        names_that_clients_make_up_are_counted_together on CurrentThread,
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

/// The clients that left, each with the reason.
type Left = Arc<Mutex<Vec<(u64, Option<String>)>>>;

/// A proxy's options, by which it lists the clients that leave.
fn listing_those_that_leave() -> (Left, ProxyOptions) {
    let left = Left::default();
    let options = ProxyOptions::new().log({
        let left = left.clone();
        move |entry| {
            if let Action::Leave { reason } = &entry.action {
                left.lock().unwrap().push((entry.client, reason.clone()));
            }
        }
    });
    (left, options)
}

/// A Unix socket that is closed with unread bytes is reset.
async fn a_client_that_resets_its_connection_has_left() {
    let monitor = echo();
    let (left, options) = listing_those_that_leave();
    let proxy = Proxy::from_stream(monitor.stream(), &options)
        .await
        .unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let (ours, theirs) = tokio::net::UnixStream::pair().unwrap();
    let served = qapi_test_support::spawn(async move { entrance.serve_stream(theirs).await });
    // The greeting.
    ours.readable().await.unwrap();
    drop(ours);
    served.await.unwrap().unwrap();
    assert_eq!(*left.lock().unwrap(), [(0, None)]);
}

async fn commands_without_a_connection_are_counted() {
    let monitor = echo();
    let address = format!("unix:{}", folder().join("qmp").display());
    let serving = serve(&monitor, &address).await;
    let options = ProxyOptions::new().reconnect(true);
    let proxy = Proxy::connect(&*address, &options).await.unwrap();
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    serving.abort();
    monitor.disconnect();
    loop {
        let Err(error) = vm.execute_raw("echo", None).await else {
            continue;
        };
        if error.to_string().contains("the command was not sent") {
            break;
        }
    }
    let metrics = proxy.metrics();
    let refused = "qapi_proxy_commands_total{command=\"echo\",outcome=\"refused\"} 1";
    assert!(metrics.contains(refused), "{metrics}");
}

async fn a_client_that_is_too_slow_leaves_with_the_reason() {
    let monitor = echo();
    let (reasons, options) = listing_those_that_leave();
    let proxy = Proxy::from_stream(monitor.stream(), &options)
        .await
        .unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let _deaf = plain(&entrance).await;
    let good = client(&entrance).await;
    let mut events = good.events::<RawEvent>();
    let data = json!({"text": "x".repeat(100_000)});
    for _ in 0..200 {
        if !reasons.lock().unwrap().is_empty() {
            break;
        }
        monitor.emitter().emit_raw("LARGE", Some(&data));
        events.next().await.unwrap().unwrap();
    }
    drop((good, events));
    until(|| reasons.lock().unwrap().len() == 2).await;
    let told = reasons.lock().unwrap().clone();
    let slow = "the client does not read its events".to_owned();
    assert_eq!(told, [(0, Some(slow)), (1, None)]);
}

/// A place to write to.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn each_client_has_a_transcript() {
    let monitor = echo();
    let pages = [Page::default(), Page::default()];
    let options = ProxyOptions::new().transcripts({
        let pages = pages.clone();
        move |client, profile| {
            assert_eq!(profile, "full");
            let transcript = Transcript::to(pages[usize::try_from(client).unwrap()].clone());
            Some(match client {
                0 => transcript.hide_secrets(),
                _ => transcript,
            })
        }
    });
    let proxy = Proxy::from_stream(monitor.stream(), &options)
        .await
        .unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    for id in ["\"a\"", "\"b\""] {
        let mut stream = plain(&entrance).await;
        let said = format!("{{'execute': 'echo', 'arguments': {{'password': 'x'}}, 'id': {id}}}");
        stream.write_all(said.as_bytes()).await.unwrap();
        line(&mut stream).await;
        monitor.emitter().emit_raw("TOLD", None);
        line(&mut stream).await;
    }
    for (page, id, secret) in [(&pages[0], "a", "…"), (&pages[1], "b", "x")] {
        let text = page.0.lock().unwrap().clone();
        let records = read_transcript(&text[..]).unwrap();
        let said: Vec<(Direction, Value)> = records
            .iter()
            .map(|record| (record.direction, record.text.parse().unwrap()))
            .collect();
        let (out, back) = (Direction::Out, Direction::In);
        assert_eq!(said.len(), 6, "{said:?}");
        assert!(said[0].0 == back && said[0].1["QMP"].is_object());
        assert!(said[1].0 == out && said[1].1["execute"] == "qmp_capabilities");
        assert!(said[2] == (back, json!({"return": {}})));
        let sent = json!({"execute": "echo", "arguments": {"password": secret}, "id": id});
        assert_eq!(said[3], (out, sent));
        assert_eq!(
            said[4],
            (back, json!({"return": {"password": secret}, "id": id}))
        );
        assert!(said[5].0 == back && said[5].1["event"] == "TOLD");
    }
}

async fn names_that_clients_make_up_are_counted_together() {
    let proxy = proxy(&echo()).await;
    let entrance = proxy.entrance(Profile::read_only()).unwrap();
    let vm = client(&entrance).await;
    for name in [
        "x".repeat(65),
        "with blank".to_owned(),
        "new\nline".to_owned(),
    ] {
        vm.execute_raw(&name, None).await.unwrap_err();
    }
    let metrics = proxy.metrics();
    assert!(metrics.contains("commands_total{command=\"(other)\",outcome=\"refused\"} 3"));
    let mut many = plain(&entrance).await;
    for hundred in 0..101 {
        let names = (0..100).map(|n| format!("{{'execute': 'name-{hundred}-{n}'}}"));
        let said: String = names.collect();
        many.write_all(said.as_bytes()).await.unwrap();
        for _ in 0..100 {
            assert!(line(&mut many).await.contains("CommandNotFound"));
        }
    }
    let metrics = proxy.metrics();
    let counters = metrics.matches("qapi_proxy_commands_total{").count();
    assert!((9_000..=10_001).contains(&counters), "{counters}");
    assert!(metrics.ends_with("# EOF\n"));
    let names: Vec<&str> = metrics
        .lines()
        .filter(|line| line.starts_with("qapi_proxy_commands_total{"))
        .collect();
    assert!(names.is_sorted());
}
