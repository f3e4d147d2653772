//! The proxy: many clients of one monitor, each with its own rights.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use qapi_client::tokio::{Client, Listener};
use qapi_client::wire::Value;
use qapi_client::{ErrorClass, Options, RawEvent};
use qapi_server::proxy::{ArgumentRule, Entrance, Profile, Proxy, ProxyOptions, Refusal};
use qapi_server::testing::{Fault, TestMonitor};
use qapi_server::{CommandInfo, Failure};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::support::{LONG, folder, qemu};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        replies_reach_their_clients_and_events_all on Threads,
        ids_come_back_digit_for_digit on CurrentThread,
        commands_of_one_client_are_in_flight_together on CurrentThread,
        out_of_band_overtakes on CurrentThread,
        events_and_replies_keep_the_monitors_order on CurrentThread,
        a_client_that_does_not_read_delays_nobody on Threads,
        a_profile_hides_all_else on CurrentThread,
        arguments_have_rules on CurrentThread,
        an_unknown_name_in_a_profile_is_an_error on CurrentThread,
        a_profile_can_change on CurrentThread,
        a_lock_leaves_queries_to_others on CurrentThread,
        clients_leave_with_the_monitor on CurrentThread,
        clients_stay_over_a_new_connection on CurrentThread,
        commands_under_way_are_answered_before_the_end on CurrentThread,
        a_lost_reply_ends_its_command_alone on CurrentThread,
        counters_are_told on CurrentThread,
        commands_are_logged_without_secrets on CurrentThread,
        a_qemu_is_shared on Threads,
        a_qemu_that_is_killed_ends_its_clients on Threads,
        every_query_of_qemu_is_read_only on CurrentThread,
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
    tokio::spawn(async move { drop(entrance.serve_stream(theirs).await) });
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

/// A small generator of random numbers, the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    /// An id of any kind.
    fn id(&mut self) -> String {
        match self.below(5) {
            0 => self.below(3).to_string(),
            1 => format!("\"{}\"", self.below(100)),
            2 => format!("[{}, {{\"a\": null}}]", self.below(100)),
            3 => format!("{}.{}0", self.below(9), self.below(1000)),
            _ => "-0".to_owned(),
        }
    }
}

/// A client of random behaviour: each of its replies is its own, and in order; each event comes once.
async fn behaves(entrance: Entrance, number: u64, events: Arc<AtomicU64>) {
    let mut random = Random(number * 7919 + 1);
    let mut stream = plain(&entrance).await;
    let (mut seen, leaves) = (0, random.below(4) == 0);
    for round in 0..10 {
        let batch: Vec<(String, String)> = (0..1 + random.below(20))
            .map(|at| (random.id(), format!("{number}/{round}/{at}")))
            .collect();
        let mut said = String::new();
        for (id, token) in &batch {
            said += &format!(
                "{{\"execute\": \"echo\", \"arguments\": {{\"t\": \"{token}\"}}, \"id\": {id}}}"
            );
        }
        if leaves && round == 5 {
            // In the middle of a message, with replies on their way.
            let half = said.get(..said.len() / 2).unwrap();
            stream.write_all(half.as_bytes()).await.unwrap();
            return;
        }
        stream.write_all(said.as_bytes()).await.unwrap();
        let mut replies = batch.iter();
        while replies.len() > 0 {
            let line = line(&mut stream).await;
            if let Some(at) = line.find("\"n\":") {
                let digits = line[at + 4..].trim_end_matches('}');
                let n: u64 = digits.trim().parse().unwrap();
                assert!(seen == 0 || n == seen + 1, "{line} behind {seen}");
                seen = n;
                continue;
            }
            let (id, token) = replies.next().unwrap();
            let id = if id == "-0" { "0" } else { id };
            let expected = format!(
                "{{\"return\": {{\"t\":\"{token}\"}}, \"id\": {}}}",
                id.replace(' ', "")
            );
            assert_eq!(
                line.replace(", {", ",{").replace("\"a\": ", "\"a\":"),
                expected
            );
        }
    }
    events.fetch_add(seen, Relaxed);
}

async fn replies_reach_their_clients_and_events_all() {
    let monitor = echo();
    let proxy = proxy(&monitor).await;
    let entrances = [
        proxy.entrance(Profile::full()).unwrap(),
        proxy.entrance(Profile::no_quit()).unwrap(),
    ];
    let done = Arc::new(AtomicBool::new(false));
    let emitting = tokio::spawn({
        let (emitter, done) = (monitor.emitter(), done.clone());
        async move {
            for n in 1u64.. {
                emitter.emit_raw("TICK", Some(&json!({"n": n})));
                tokio::time::sleep(Duration::from_micros(300)).await;
                if done.load(Relaxed) {
                    return n;
                }
            }
            0
        }
    });
    let events = Arc::new(AtomicU64::new(0));
    let mut clients = JoinSet::new();
    for number in 0..100 {
        let entrance = entrances[usize::try_from(number % 2).unwrap()].clone();
        clients.spawn(behaves(entrance, number, events.clone()));
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
    done.store(true, Relaxed);
    assert!(emitting.await.unwrap() > 0 && events.load(Relaxed) > 0);
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
        .map(|_| tokio::spawn(vm.execute_raw("wait", None).into_future()))
        .collect();
    let metrics = || proxy.metrics();
    while !metrics().contains("qapi_proxy_in_flight 5") {
        tokio::task::yield_now().await;
    }
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
    let waiting = tokio::spawn(vm.execute_raw("wait", None).into_future());
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
    // 20 MB of events that it does not read end it; the other has them all.
    let mut events = vm.events::<RawEvent>().capacity(5000);
    let data = json!({"text": text});
    for _ in 0..2000 {
        monitor.emitter().emit_raw("LARGE", Some(&data));
        tokio::task::yield_now().await;
        events.next().await.unwrap().unwrap();
    }
    let mut rest = Vec::new();
    let reading = deaf.read_to_end(&mut rest);
    tokio::time::timeout(LONG, reading).await.unwrap().unwrap();
    assert!(rest.len() < 20_000_000, "{}", rest.len());
}

/// A monitor with the schema of the crate's own.
fn described() -> TestMonitor {
    let monitor = TestMonitor::with_schema(qapi_client::qmp::schema());
    for name in [
        "query-jobs",
        "job-cancel",
        "job-pause",
        "stop",
        "query-status",
    ] {
        monitor.on_raw(name, |_| Ok(json!({})));
    }
    monitor
}

async fn a_profile_hides_all_else() {
    let monitor = described();
    let proxy = proxy(&monitor).await;
    let looker = Profile::read_only().events(["STOP", "JOB_*"]);
    let vm = client(&proxy.entrance(looker).unwrap()).await;
    let error = vm.execute_raw("stop", None).await.unwrap_err();
    assert!(error.is_command_not_found());
    vm.execute_raw("query-status", None).await.unwrap();

    let schema = vm.schema().await.unwrap();
    let commands: Vec<&str> = schema.commands().map(|info| &*info.name).collect();
    let whole = qapi_client::qmp::schema();
    assert!(commands.len() > 3 && commands.len() < whole.commands().count());
    assert!(
        commands.iter().all(|name| name.starts_with("q")),
        "{commands:?}"
    );
    let mut events: Vec<&str> = schema.events().map(|info| &*info.name).collect();
    events.sort_unstable();
    assert_eq!(events, ["JOB_STATUS_CHANGE", "STOP"]);
    let listed = vm.execute_raw("query-commands", None).await.unwrap();
    let listed = listed.as_array().unwrap();
    assert!(listed.contains(&json!({"name": "query-status"})));
    assert!(!listed.contains(&json!({"name": "stop"})));

    let mut events = vm.events::<RawEvent>();
    for name in ["RESUME", "STOP"] {
        monitor.emitter().emit_raw(name, None);
    }
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "STOP");

    let other = Profile::full()
        .named("ops")
        .deny(["stop"])
        .refusal(Refusal::Error);
    let vm = client(&proxy.entrance(other).unwrap()).await;
    let error = vm.execute_raw("stop", None).await.unwrap_err().to_string();
    assert!(
        error.contains("The profile 'ops' does not allow the command stop"),
        "{error}"
    );
    let asked = monitor.calls().into_iter().map(|call| call.command);
    assert!(!asked.collect::<Vec<_>>().contains(&"stop".to_owned()));
}

async fn arguments_have_rules() {
    let proxy = proxy(&described()).await;
    let jobs = Profile::full()
        .argument(ArgumentRule::new("job-cancel/arg-type/id").values(["backup*"]))
        .argument(ArgumentRule::new("job-pause/arg-type/id").below("/srv/jobs/"));
    let vm = client(&proxy.entrance(jobs).unwrap()).await;
    let run = |command: &'static str, id: Value| vm.execute_raw(command, Some(json!({"id": id})));
    run("job-cancel", json!("backup-1")).await.unwrap();
    run("job-pause", json!("/srv/jobs/a/b")).await.unwrap();
    for (command, id) in [
        ("job-cancel", json!("mirror")),
        ("job-cancel", json!(5)),
        ("job-cancel", json!(["backup-1"])),
        ("job-pause", json!("/srv/jobs")),
        ("job-pause", json!("/srv/jobs2/a")),
        ("job-pause", json!("/srv/jobs/../a")),
        ("job-pause", json!("srv/jobs/a")),
    ] {
        let error = run(command, id.clone()).await.unwrap_err().to_string();
        assert!(
            error.contains("does not allow the value of parameter 'id'"),
            "{id}: {error}"
        );
    }
}

async fn an_unknown_name_in_a_profile_is_an_error() {
    let proxy = proxy(&described()).await;
    let error = |profile: Profile| proxy.entrance(profile).unwrap_err().to_string();
    assert_eq!(
        error(Profile::none().named("p").allow(["query-stauts"])),
        "profile p: the monitor has no command `query-stauts`; did you mean `query-status`?"
    );
    assert_eq!(
        error(Profile::none().named("p").events(["STOPP"])),
        "profile p: the monitor has no event `STOPP`; did you mean `STOP`?"
    );
    let rule = ArgumentRule::new("job-cancel/arg-type/name");
    assert!(
        error(Profile::full().argument(rule)).contains("no argument `job-cancel/arg-type/name`")
    );
}

async fn a_profile_can_change() {
    let proxy = proxy(&described()).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let vm = client(&entrance).await;
    vm.execute_raw("stop", None).await.unwrap();
    entrance.set_profile(Profile::read_only()).unwrap();
    let error = vm.execute_raw("stop", None).await.unwrap_err();
    assert!(error.is_command_not_found());
    let unknown = Profile::none().allow(["nothing"]);
    entrance.set_profile(unknown).unwrap_err();
    vm.execute_raw("query-status", None).await.unwrap();
}

async fn a_lock_leaves_queries_to_others() {
    let proxy = proxy(&described()).await;
    let other = client(&proxy.entrance(Profile::full()).unwrap()).await;
    let backup = proxy.locking_entrance(Profile::full()).unwrap();
    other.execute_raw("stop", None).await.unwrap();
    let owner = client(&backup).await;
    let error = other
        .execute_raw("stop", None)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("locked"), "{error}");
    other.execute_raw("query-status", None).await.unwrap();
    owner.execute_raw("stop", None).await.unwrap();
    drop(owner);
    while other.execute_raw("stop", None).await.is_err() {
        tokio::task::yield_now().await;
    }
}

async fn clients_leave_with_the_monitor() {
    let (monitor, _gate) = gated();
    let mut proxy = proxy(&monitor).await;
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    let waiting = tokio::spawn(vm.execute_raw("wait", None).into_future());
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
    let path = folder().join("qmp");
    let address = format!("unix:{}", path.display());
    let listener = Listener::bind(&*address).await.unwrap();
    let serving = monitor.clone();
    tokio::spawn(async move { serving.serve(&listener).await });
    let options = ProxyOptions::new().reconnect(true);
    let proxy = Proxy::connect(&*address, &options).await.unwrap();
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    let mut events = vm.events::<RawEvent>();
    let waiting = tokio::spawn(vm.execute_raw("wait", None).into_future());
    monitor.await_call("wait", 1).await;
    monitor.disconnect();
    let error = waiting.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("may have run"), "{error}");
    let gap = tokio::time::timeout(LONG, events.next()).await.unwrap();
    assert_eq!(gap.unwrap().unwrap().body.name, "QAPI_PROXY_GAP");
    vm.execute_raw("echo", None).await.unwrap();
}

async fn commands_under_way_are_answered_before_the_end() {
    let (monitor, gate) = gated();
    let proxy = proxy(&monitor).await;
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    let waiting = tokio::spawn(vm.execute_raw("wait", None).into_future());
    monitor.await_call("wait", 1).await;
    let draining = tokio::spawn(proxy.drain(LONG));
    tokio::time::sleep(Duration::from_millis(10)).await;
    let late = tokio::spawn(vm.execute_raw("echo", None).into_future());
    tokio::time::sleep(Duration::from_millis(10)).await;
    gate.notify_one();
    waiting.await.unwrap().unwrap();
    let error = late.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("not sent"), "{error}");
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

async fn a_qemu_is_shared() {
    let qemu = qemu();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let mut clients = JoinSet::new();
    for _ in 0..20 {
        let entrance = entrance.clone();
        clients.spawn(async move {
            let vm = client(&entrance).await;
            assert_eq!(vm.greeting().version.major, 7);
            let mut events = vm.events::<RawEvent>();
            for _ in 0..50 {
                let name = vm.execute_raw("query-name", None).await.unwrap();
                assert_eq!(name, json!({}));
                let error = vm.execute_raw("device_del", Some(json!({"id": "x"})));
                let error = error.await.unwrap_err();
                assert_eq!(error.class(), Some(&ErrorClass::DeviceNotFound));
            }
            let oob = vm.execute_raw("migrate-pause", None).out_of_band();
            assert!(oob.await.unwrap_err().to_string().contains("postcopy"));
            let schema = vm.schema().await.unwrap();
            assert!(schema.query("blockdev-add").unwrap());
            vm.execute_raw("stop", None).await.unwrap();
            vm.execute_raw("cont", None).await.unwrap();
            assert!(events.next().await.unwrap().is_ok());
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
}

async fn a_qemu_that_is_killed_ends_its_clients() {
    let qemu = qemu();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let mut proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    drop(qemu);
    proxy.ended().await;
    let ended = vm.execute_raw("query-name", None).await.unwrap_err();
    assert!(ended.is_disconnected(), "{ended}");
}

/// The table of read-only commands has all queries of a real QEMU, and nothing that changes it.
async fn every_query_of_qemu_is_read_only() {
    let qemu = qemu();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let vm = client(&proxy.entrance(Profile::read_only()).unwrap()).await;
    let schema = vm.schema().await.unwrap();
    let mut others: Vec<&str> = schema
        .commands()
        .map(|command| &*command.name)
        .filter(|name| !name.starts_with("query-") && !name.starts_with("x-query-"))
        .collect();
    others.sort_unstable();
    assert_eq!(
        others,
        [
            "device-list-properties",
            "qmp_capabilities",
            "qom-get",
            "qom-list",
            "qom-list-properties",
            "qom-list-types"
        ]
    );
}
