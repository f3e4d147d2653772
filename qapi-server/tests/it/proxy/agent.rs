//! A guest agent behind the proxy.

use std::sync::Arc;
use std::time::Duration;

use qapi_client::Options;
use qapi_client::tokio::GuestAgent;
use qapi_server::CommandInfo;
use qapi_server::proxy::{Entrance, Profile, Proxy, ProxyOptions};
use qapi_server::testing::{Fault, TestMonitor};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::{AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{line, serve, stream, until};
use crate::sessions::{agent_answers, text};
use crate::support::{LONG, folder, qemu_ga};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        an_agent_gets_one_command_at_a_time_from_each_client_in_turn on CurrentThread,
        commands_of_a_client_that_left_are_not_sent on Paused,
        a_command_that_an_agent_lost_ends_when_a_client_synchronises on CurrentThread,
        a_command_without_a_reply_delays_no_other on CurrentThread,
        a_profile_hides_commands_of_an_agent on CurrentThread,
        clients_of_an_agent_stay_over_a_new_connection on CurrentThread,
        a_real_agent_is_shared on Threads,
        a_real_agent_answers_through_the_proxy_as_itself on CurrentThread,
    ]
}

/// An agent whose command `wait` ends when there is a permit.
fn agent() -> (TestMonitor, Arc<Semaphore>) {
    let agent = TestMonitor::agent();
    let info =
        |name: &str, replies| json!({"name": name, "enabled": true, "success-response": replies});
    let commands = json!([
        info("guest-info", true),
        info("guest-ping", true),
        info("guest-sync", true),
        info("guest-shutdown", false),
        info("lost", true),
        info("wait", true),
    ]);
    let answer = json!({"version": "10.0", "supported_commands": commands});
    agent.on_raw("guest-info", move |_| Ok(answer.clone()));
    agent.on_raw("guest-ping", |_| Ok(json!({})));
    agent.on_raw("lost", |_| Ok(json!("found")));
    let silent = CommandInfo::DEFAULT.success_response(false);
    agent.on_raw_with("guest-shutdown", silent, |_| Ok(json!({})));
    let permits = Arc::new(Semaphore::new(0));
    let gate = permits.clone();
    agent.change(|commands| {
        commands.raw("wait", move |call| {
            let gate = gate.clone();
            async move {
                gate.acquire().await.unwrap().forget();
                call.arguments()
            }
        })
    });
    (agent, permits)
}

async fn proxy(agent: &TestMonitor) -> Proxy {
    let options = ProxyOptions::new().agent(true);
    Proxy::from_stream(agent.stream(), &options).await.unwrap()
}

async fn client(entrance: &Entrance) -> GuestAgent {
    let options = Options::new().deadline(LONG);
    GuestAgent::from_stream(stream(entrance), &options)
        .await
        .unwrap()
}

/// A stream on which `name` says three commands.
async fn three(entrance: &Entrance, name: &str) -> BufReader<DuplexStream> {
    let mut stream = BufReader::new(stream(entrance));
    for n in 1..=3 {
        let arguments = json!({"by": format!("{name}{n}")});
        let said = format!("{{'execute': 'wait', 'arguments': {arguments}, 'id': '{name}{n}'}}");
        stream.write_all(said.as_bytes()).await.unwrap();
    }
    stream
}

async fn an_agent_gets_one_command_at_a_time_from_each_client_in_turn() {
    let (agent, permits) = agent();
    let proxy = proxy(&agent).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let queued = |count: usize| {
        let line = format!("\nqapi_proxy_queued {count}\n");
        let proxy = &proxy;
        async move { until(|| proxy.metrics().contains(&line)).await }
    };
    let mut streams = Vec::new();
    for (name, count) in [("a", 2), ("b", 5), ("c", 8)] {
        streams.push((name, three(&entrance, name).await));
        queued(count).await;
    }
    let waiting = || {
        let calls = agent.calls().into_iter();
        calls
            .filter(|call| call.command == "wait")
            .map(|call| call.arguments["by"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let order = ["a1", "a2", "b1", "c1", "a3", "b2", "c2", "b3", "c3"];
    // The first was sent at once; its client is the first of those that wait, too.
    for (done, name) in order.iter().enumerate() {
        agent.await_call("wait", done + 1).await;
        assert_eq!(waiting(), order[..=done], "{name}");
        permits.add_permits(1);
    }
    for (name, stream) in &mut streams {
        for n in 1..=3 {
            let expected =
                format!("{{\"return\": {{\"by\":\"{name}{n}\"}}, \"id\": \"{name}{n}\"}}");
            assert_eq!(line(stream).await, expected);
        }
    }
}

async fn commands_of_a_client_that_left_are_not_sent() {
    let (agent, permits) = agent();
    let proxy = proxy(&agent).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let gone = three(&entrance, "gone").await;
    agent.await_call("wait", 1).await;
    until(|| proxy.metrics().contains("\nqapi_proxy_queued 2\n")).await;
    drop(gone);
    let mut stays = three(&entrance, "stays").await;
    until(|| proxy.metrics().contains("\nqapi_proxy_queued 3\n")).await;
    permits.add_permits(4);
    for _ in 0..3 {
        assert!(line(&mut stays).await.contains("stays"));
    }
    let calls = agent.calls().into_iter();
    assert_eq!(calls.filter(|call| call.command == "wait").count(), 4);
    let metrics = proxy.metrics();
    let refused = "command=\"wait\",outcome=\"refused\"} 2";
    assert!(metrics.contains(refused), "{metrics}");
}

async fn a_command_that_an_agent_lost_ends_when_a_client_synchronises() {
    let (agent, _permits) = agent();
    let proxy = proxy(&agent).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    agent.fault("lost", Fault::Drop);
    let mut waits = BufReader::new(stream(&entrance));
    waits.write_all(b"{'execute': 'lost'}").await.unwrap();
    agent.await_call("lost", 1).await;
    // Another client synchronises when it connects, which finds out that the reply is lost.
    let other = client(&entrance).await;
    let answer = line(&mut waits).await;
    assert!(answer.contains("may have run"), "{answer}");
    other.execute_raw("guest-ping", None).await.unwrap();
    // A client that gives up synchronises itself.
    agent.fault("lost", Fault::Drop);
    let lost = other
        .execute_raw("lost", None)
        .deadline(Duration::from_millis(50));
    assert!(lost.await.unwrap_err().is_timeout());
    assert_eq!(other.execute_raw("lost", None).await.unwrap(), "found");
    assert!(
        proxy
            .metrics()
            .contains("command=\"lost\",outcome=\"lost\"} 2")
    );
}

async fn a_command_without_a_reply_delays_no_other() {
    let (agent, _permits) = agent();
    let proxy = proxy(&agent).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let mut stream = BufReader::new(stream(&entrance));
    let said = b"{'execute': 'guest-shutdown', 'id': 1}{'execute': 'guest-ping', 'id': 2}";
    stream.write_all(said).await.unwrap();
    assert_eq!(line(&mut stream).await, "{\"return\": {}, \"id\": 2}");
    assert_eq!(agent.calls().len(), 3);
    let counted = "command=\"guest-shutdown\",outcome=\"success\"} 1";
    assert!(proxy.metrics().contains(counted));
}

async fn a_profile_hides_commands_of_an_agent() {
    let (agent, _permits) = agent();
    let proxy = proxy(&agent).await;
    let looker = client(&proxy.entrance(Profile::read_only()).unwrap()).await;
    let info = looker.execute_raw("guest-info", None).await.unwrap();
    let commands = info["supported_commands"].as_array().unwrap().iter();
    let names: Vec<&str> = commands.map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["guest-info", "guest-ping", "guest-sync"]);
    let error = looker
        .execute_raw("guest-shutdown", None)
        .await
        .unwrap_err();
    assert!(error.is_command_not_found(), "{error}");
    let unknown = Profile::none().named("p").allow(["guest-pnig"]);
    let error = proxy.entrance(unknown).unwrap_err().to_string();
    assert!(
        error.ends_with("no command `guest-pnig`; did you mean `guest-ping`?"),
        "{error}"
    );
}

async fn clients_of_an_agent_stay_over_a_new_connection() {
    let (agent, _permits) = agent();
    let folder = folder();
    let address = format!("unix:{}", folder.join("agent").display());
    let _serving = serve(&agent, &address).await;
    let options = ProxyOptions::new().agent(true).reconnect(true);
    let proxy = Proxy::connect(&*address, &options).await.unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let mut waits = three(&entrance, "a").await;
    agent.await_call("wait", 1).await;
    until(|| proxy.metrics().contains("\nqapi_proxy_queued 2\n")).await;
    agent.disconnect();
    assert!(line(&mut waits).await.contains("may have run"));
    for _ in 0..2 {
        assert!(line(&mut waits).await.contains("was not sent"));
    }
    let mut ping = async || {
        let said = b"{'execute': 'guest-ping'}";
        waits.write_all(said).await.unwrap();
        line(&mut waits).await
    };
    while ping().await != "{\"return\": {}}" {
        tokio::task::yield_now().await;
    }
    std::fs::remove_dir_all(folder).unwrap();
}

async fn a_real_agent_is_shared() {
    let agent = qemu_ga();
    let address = format!("unix:{}", agent.path("agent").display());
    let options = ProxyOptions::new().agent(true);
    let proxy = Proxy::connect(&*address, &options).await.unwrap();
    let entrance = proxy.entrance(Profile::read_only()).unwrap();
    let mut clients = JoinSet::new();
    for _ in 0..10 {
        let entrance = entrance.clone();
        clients.spawn(async move {
            let vm = client(&entrance).await;
            for _ in 0..20 {
                assert_eq!(vm.execute_raw("guest-ping", None).await.unwrap(), json!({}));
                assert!(
                    vm.execute_raw("guest-get-time", None)
                        .await
                        .unwrap()
                        .is_u64()
                );
            }
            let info = vm.execute_raw("guest-info", None).await.unwrap();
            let listed = info["supported_commands"].to_string();
            assert!(listed.contains("guest-get-time") && !listed.contains("guest-shutdown"));
            let error = vm.execute_raw("guest-shutdown", None).await.unwrap_err();
            assert!(error.is_command_not_found(), "{error}");
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
}

async fn a_real_agent_answers_through_the_proxy_as_itself() {
    let agent = qemu_ga();
    let path = agent.path("agent");
    let direct = tokio::net::UnixStream::connect(&path).await.unwrap();
    let theirs = agent_answers(direct).await;
    let options = ProxyOptions::new().agent(true);
    let address = format!("unix:{}", path.display());
    let proxy = Proxy::connect(&*address, &options).await.unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let ours = agent_answers(stream(&entrance)).await;
    assert_eq!(text(&ours), text(&theirs));
}
