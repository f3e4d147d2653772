//! The server against clients of every kind, and its answers against QEMU's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::support::{LONG, qemu, qemu_ga};
use qapi_client::tokio::{Client, GuestAgent, Listener};
use qapi_client::wire::Value;
use qapi_client::{Error, Greeting, Options, RawEvent, Version};
use qapi_server::Failure;
use qapi_server::{CommandInfo, Commands, ServeError, Server};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::Notify;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        commands_are_executed_and_errors_are_typed on CurrentThread,
        in_band_commands_keep_their_order_and_out_of_band_passes_them on CurrentThread,
        events_reach_everyone_and_come_before_the_reply on CurrentThread,
        some_events_come_at_most_once_a_second on Paused,
        a_command_is_dropped_when_its_client_leaves on CurrentThread,
        a_client_that_does_not_read_is_given_up on CurrentThread,
        preconfig_lets_through_what_may on CurrentThread,
        the_agents_protocol_is_spoken_too on CurrentThread,
        an_agent_answers_as_qemus_does on CurrentThread,
        the_blocking_client_is_served_over_a_socket on Threads,
        many_clients_at_once_are_greeted_and_answered on Threads,
        a_deadline_passes_on_a_slow_command on CurrentThread,
        what_is_no_command_is_answered_as_qemu_does on CurrentThread,
        json_that_is_none_is_refused_and_what_follows_is_done on CurrentThread,
        a_monitor_answers_for_its_schema_commands_and_version on CurrentThread,
    ]
}

async fn client_of(server: &Server, options: &Options) -> Client {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let server = server.clone();
    qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    Client::from_stream(ours, options).await.unwrap()
}

fn echo() -> Commands {
    Commands::new()
        .raw("echo", |call| async move { call.arguments::<Value>() })
        .raw("query-name", |_| async { Ok(json!({})) })
        .raw_with(
            "urgent",
            CommandInfo::default().allow_oob(true),
            |_| async { Ok(json!(1)) },
        )
}

async fn commands_are_executed_and_errors_are_typed() {
    let commands = echo()
        .raw("fail", |_| async { Err(Failure::device_not_found("d")) })
        .raw("panic", |_| async { panic!("a handler's own fault") });
    let server = Server::new(commands);
    let client = client_of(&server, &Options::default()).await;
    let arguments = json!({"a": [1, null, {"b": "ü"}]});
    assert_eq!(
        client
            .execute_raw("echo", Some(arguments.clone()))
            .await
            .unwrap(),
        arguments
    );
    let error = client.execute_raw("nothing", None).await.unwrap_err();
    assert!(error.is_command_not_found());
    let error = client.execute_raw("fail", None).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "command fail: Device 'd' not found (DeviceNotFound)"
    );
    let error = client.execute_raw("panic", None).await.unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run());
}

async fn in_band_commands_keep_their_order_and_out_of_band_passes_them() {
    let gate = Arc::new(Notify::new());
    let opened = gate.clone();
    let commands = echo().raw("slow", move |call| {
        let gate = gate.clone();
        async move {
            gate.notified().await;
            call.arguments::<Value>()
        }
    });
    let server = Server::new(commands);
    let client = client_of(&server, &Options::new()).await;
    let slow: Vec<_> = (0..20)
        .map(|i| {
            qapi_test_support::spawn(
                client
                    .execute_raw("slow", Some(json!({"i": i})))
                    .into_future(),
            )
        })
        .collect();
    tokio::task::yield_now().await;
    assert_eq!(
        client
            .execute_raw("urgent", None)
            .out_of_band()
            .await
            .unwrap(),
        1
    );
    let error = client
        .execute_raw("echo", None)
        .out_of_band()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "command echo: The command echo does not support OOB (GenericError)"
    );
    for (i, slow) in slow.into_iter().enumerate() {
        assert!(!slow.is_finished());
        opened.notify_one();
        assert_eq!(slow.await.unwrap().unwrap(), json!({"i": i}));
    }
}

async fn events_reach_everyone_and_come_before_the_reply() {
    let commands = Commands::new().raw("stop", |call| async move {
        call.emitter.emit_raw("STOP", None);
        Ok(json!({}))
    });
    let server = Server::new(commands);
    let first = client_of(&server, &Options::default()).await;
    let second = client_of(&server, &Options::default()).await;
    let (mut here, mut there) = (first.events::<RawEvent>(), second.events::<RawEvent>());
    first.execute_raw("stop", None).await.unwrap();
    let waiting = here.next();
    let event = tokio::time::timeout(Duration::ZERO, waiting)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    assert_eq!(event.body.name, "STOP");
    assert!(event.timestamp.unwrap().seconds > 1_000_000_000);
    assert_eq!(there.next().await.unwrap().unwrap().body.name, "STOP");
}

async fn some_events_come_at_most_once_a_second() {
    let server = Server::new(Commands::new());
    let client = client_of(&server, &Options::default()).await;
    let mut events = client.events::<RawEvent>();
    let emitter = server.emitter();
    for i in 0..5 {
        emitter.emit_raw("RTC_CHANGE", Some(&json!({"offset": i})));
        emitter.emit_raw(
            "VSERPORT_CHANGE",
            Some(&json!({"id": format!("p{}", i % 2), "i": i})),
        );
        emitter.emit_raw("STOP", Some(&json!({"i": i})));
    }
    let begin = tokio::time::Instant::now();
    let mut seen = Vec::new();
    while seen.len() < 11 {
        let event = events.next().await.unwrap().unwrap().body;
        let data: Value = serde_json::from_str(event.data.unwrap().get()).unwrap();
        let number = data.get("i").or(data.get("offset")).unwrap();
        seen.push(format!(
            "{} {number} {}",
            event.name,
            begin.elapsed().as_millis() / 990
        ));
    }
    seen[8..].sort();
    assert_eq!(
        seen,
        [
            "RTC_CHANGE 0 0",
            "VSERPORT_CHANGE 0 0",
            "STOP 0 0",
            "VSERPORT_CHANGE 1 0",
            "STOP 1 0",
            "STOP 2 0",
            "STOP 3 0",
            "STOP 4 0",
            "RTC_CHANGE 4 1",
            "VSERPORT_CHANGE 3 1",
            "VSERPORT_CHANGE 4 1",
        ]
    );
    tokio::time::sleep(Duration::from_secs(3)).await;
    emitter.emit_raw("RTC_CHANGE", Some(&json!({"offset": 9})));
    let waiting = tokio::time::timeout(Duration::from_millis(10), events.next());
    assert_eq!(
        waiting.await.unwrap().unwrap().unwrap().body.name,
        "RTC_CHANGE"
    );
}

async fn a_command_is_dropped_when_its_client_leaves() {
    struct Tell(Arc<AtomicBool>);
    impl Drop for Tell {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let dropped = Arc::new(AtomicBool::new(false));
    let tell = dropped.clone();
    let started = Arc::new(tokio::sync::Notify::new());
    let starts = started.clone();
    let commands = Commands::new().raw("forever", move |_| {
        let tell = Tell(tell.clone());
        starts.notify_one();
        async move {
            std::future::pending::<()>().await;
            drop(tell);
            Ok(json!({}))
        }
    });
    let server = Server::new(commands);
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let served = qapi_test_support::spawn({
        let server = server.clone();
        async move { server.serve_stream(theirs).await }
    });
    let client = Client::from_stream(ours, &Options::default())
        .await
        .unwrap();
    // More than the queue holds, so that the server is blocked when the client leaves.
    let commands: Vec<_> = (0..20)
        .map(|_| qapi_test_support::spawn(client.execute_raw("forever", None).into_future()))
        .collect();
    started.notified().await;
    commands.iter().for_each(|command| command.abort());
    drop((client, commands));
    tokio::time::timeout(LONG, served)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    assert!(dropped.load(Ordering::SeqCst));
}

async fn a_client_that_does_not_read_is_given_up() {
    let server = Server::new(echo());
    let (mut ours, theirs) = tokio::io::duplex(1 << 12);
    let served = qapi_test_support::spawn({
        let server = server.clone();
        async move { server.serve_stream(theirs).await }
    });
    ours.write_all(b"{\"execute\":\"qmp_capabilities\"}")
        .await
        .unwrap();
    // It reads until it is ready for events.
    let mut said = Vec::new();
    while !String::from_utf8_lossy(&said).contains("\"return\"") {
        assert!(ours.read_buf(&mut said).await.unwrap() > 0);
    }
    let large = json!({"text": "x".repeat(1 << 20)});
    for _ in 0..40 {
        if served.is_finished() {
            break;
        }
        server.emitter().emit_raw("LARGE", Some(&large));
        tokio::task::yield_now().await;
    }
    let error = tokio::time::timeout(LONG, served)
        .await
        .unwrap()
        .unwrap()
        .unwrap_err();
    assert!(matches!(error, ServeError::TooSlow), "{error}");
}

async fn preconfig_lets_through_what_may() {
    let info = CommandInfo::default().allow_preconfig(true);
    let commands = echo().raw_with("query-status", info, |_| async { Ok(json!({})) });
    let server = Server::new(commands);
    server.set_preconfig(true);
    let client = client_of(&server, &Options::default()).await;
    client.execute_raw("query-status", None).await.unwrap();
    let error = client.execute_raw("echo", None).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("'echo' is permitted only after machine"),
        "{error}"
    );
    server.set_preconfig(false);
    client.execute_raw("echo", None).await.unwrap();
}

async fn the_agents_protocol_is_spoken_too() {
    let silent = CommandInfo::default().success_response(false);
    let commands = echo().raw_with("guest-shutdown", silent, |_| async { Ok(json!({})) });
    let server = Server::agent(commands);
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    let agent = GuestAgent::from_stream(ours, &Options::default())
        .await
        .unwrap();
    assert_eq!(
        agent
            .execute_raw("echo", Some(json!({"a": 1})))
            .await
            .unwrap(),
        json!({"a": 1})
    );
    agent.send_raw("guest-shutdown", None).await.unwrap();
    assert_eq!(
        agent.execute_raw("query-name", None).await.unwrap(),
        json!({})
    );
    let error = agent.execute_raw("nothing", None).await.unwrap_err();
    assert!(error.is_command_not_found());
}

/// Messages to an agent of this machine, and to ours. None changes anything.
const SAID_TO_AGENT: &[&[u8]] = &[
    b"{'execute':'guest-sync','arguments':{'id':5},'id':'a'}",
    b"{'execute':'guest-sync','arguments':{'id':6}}",
    b"{'execute':'guest-sync-delimited','arguments':{'id':-7},'id':[1]}",
    b"{'execute':'guest-sync','arguments':{'id':8,'foo':1}}",
    b"{'execute':'guest-sync','arguments':{'id':18446744073709551615}}",
    b"{'execute':'guest-sync','arguments':{'id':1.0},'id':7}",
    b"{'execute':'guest-sync-delimited','arguments':{'id':'x'},'id':7}",
    b"{'execute':'guest-sync-delimited','id':8}",
    b"\xff{'execute':'guest-sync','arguments':{'id':-0}}",
    b"{'foo'\xff\n{'execute':'guest-sync-delimited','arguments':{'id':9}}",
    b"{'execute':'qmp_capabilities','id':10}",
    b"{'exec-oob':'guest-ping','id':11}",
    b"{'execute':'guest-ping','id':12}",
];

/// Returns an agent's answers to [`SAID_TO_AGENT`], line by line. Each line ends before a stray byte.
pub(crate) async fn agent_answers(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> Vec<Vec<u8>> {
    for said in SAID_TO_AGENT {
        stream.write_all(said).await.unwrap();
    }
    let mut lines = BufReader::new(stream).split(b'\n');
    let mut answers = Vec::new();
    loop {
        let next = tokio::time::timeout(LONG, lines.next_segment());
        let mut line = next.await.unwrap().unwrap().unwrap();
        if let Some(at) = line.windows(5).position(|piece| piece == b"stray") {
            line.truncate(at);
        }
        let last = line.ends_with(b"\"id\": 12}");
        answers.push(line);
        if last {
            return answers;
        }
    }
}

async fn an_agent_answers_as_qemus_does() {
    let agent = qemu_ga();
    let stream = tokio::net::UnixStream::connect(agent.path("agent"));
    let theirs = agent_answers(stream.await.unwrap()).await;
    let ping = Commands::new().raw("guest-ping", |_| async { Ok(json!({})) });
    let (stream, other) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { Server::agent(ping).serve_stream(other).await });
    let ours = agent_answers(stream).await;
    assert_eq!(text(&ours), text(&theirs));
}

/// Lines without the blanks, in which agents differ.
pub(crate) fn text(lines: &[Vec<u8>]) -> Vec<String> {
    let lines = lines.iter();
    let text = lines.map(|line| line.escape_ascii().to_string());
    text.map(|line| line.replace(' ', "")).collect()
}

async fn the_blocking_client_is_served_over_a_socket() {
    let directory = std::env::temp_dir().join(format!("qapi-client-{}-s", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let address = format!("unix:{}", directory.join("qmp").display());
    let listener = Listener::bind(&address).await.unwrap();
    let server = Server::new(echo());
    let serving = qapi_test_support::spawn(async move { server.serve(&listener).await });
    tokio::task::spawn_blocking(move || {
        let first = qapi_client::blocking::Client::connect(&address).unwrap();
        let second = qapi_client::blocking::Client::connect(&address).unwrap();
        assert_eq!(first.execute_raw("echo", None).wait().unwrap(), json!({}));
        assert_eq!(
            second.execute_raw("query-name", None).wait().unwrap(),
            json!({})
        );
    })
    .await
    .unwrap();
    serving.abort();
    let error = serving.await.unwrap_err();
    assert!(error.is_cancelled());
    std::fs::remove_dir_all(directory).unwrap();
}

/// On many threads the greeting may be there before anybody waits for it.
async fn many_clients_at_once_are_greeted_and_answered() {
    let server = Server::new(echo());
    let tasks: Vec<_> = (0..500)
        .map(|i| {
            let server = server.clone();
            qapi_test_support::spawn(async move {
                let client = client_of(&server, &Options::default()).await;
                let value = client
                    .execute_raw("echo", Some(json!({"i": i})))
                    .await
                    .unwrap();
                assert_eq!(value, json!({"i": i}));
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

async fn a_deadline_passes_on_a_slow_command() {
    let commands = Commands::new().raw("slow", |_| async {
        tokio::time::sleep(LONG).await;
        Ok(json!({}))
    });
    let client = client_of(&Server::new(commands), &Options::default()).await;
    let short = Duration::from_millis(20);
    let error = client
        .execute_raw("slow", None)
        .deadline(short)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)));
}

/// Messages, before negotiation and after, that QEMU's dispatcher itself answers.
const SAID: &[&str] = &[
    "{\"execute\":\"query-name\",\"id\":1}",
    "{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[\"foo\"]}}",
    "{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":\"oob\"}}",
    "{\"execute\":\"qmp_capabilities\",\"arguments\":{\"bar\":1}}",
    "{\"exec-oob\":\"qmp_capabilities\"}",
    "{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[\"oob\"]},\"id\":\"q\"}",
    "{\"execute\":\"qmp_capabilities\"}",
    "{\"execute\":5}",
    "{\"execute\":\"a\",\"exec-oob\":\"b\"}",
    "{\"arguments\":{},\"id\":{\"x\":[null]}}",
    "{\"execute\":\"query-name\",\"arguments\":[]}",
    "{\"execute\":\"query-name\",\"foo\":1}",
    "{\"execute\":\"query-name\",\"id\":null}",
    "{\"execute\":\n\"query-name\",\n\"arguments\":\n{}}",
    "5 \n",
    "[{\"execute\":\"query-name\"}]\n",
    "\"x\"\n",
    "null\n",
    "}\n",
    "@\n",
    "\u{ff}\n",
    "{\"exec-oob\":\"nope\",\"id\":7}",
    "{\"exec-oob\":\"query-name\",\"id\":8}",
    "{\"execute\":\"a%cb\"}",
    "{\"execute\":\"\"}",
    "{\"execute\":\"nope\",\"id\":1.50}",
];

/// Returns the other side's answers to each of [`SAID`].
async fn answers(stream: impl AsyncRead + AsyncWrite + Unpin) -> Vec<Value> {
    let mut stream = BufReader::new(stream);
    let mut answers = Vec::new();
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    assert!(
        line.starts_with("{\"QMP\":") && line.ends_with("\r\n"),
        "{line}"
    );
    for said in SAID {
        // The sentinel is the byte, not the letter.
        let bytes: Vec<u8> = match said.starts_with('\u{ff}') {
            true => b"\xff\n".to_vec(),
            false => said.as_bytes().to_vec(),
        };
        stream.write_all(&bytes).await.unwrap();
        let mut line = String::new();
        tokio::time::timeout(LONG, stream.read_line(&mut line))
            .await
            .expect(said)
            .unwrap();
        assert!(line.ends_with("\r\n"), "{line}");
        answers.push(serde_json::from_str(&line).unwrap());
    }
    answers
}

async fn what_is_no_command_is_answered_as_qemu_does() {
    let qemu = qemu();
    let stream = tokio::net::UnixStream::connect(qemu.path("qmp"))
        .await
        .unwrap();
    let theirs = answers(stream).await;
    let (stream, other) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { Server::new(echo()).serve_stream(other).await });
    let ours = answers(stream).await;
    for ((said, theirs), ours) in SAID.iter().zip(theirs).zip(ours) {
        assert_eq!(ours, theirs, "{said}");
    }
}

async fn json_that_is_none_is_refused_and_what_follows_is_done() {
    let (mut ours, theirs) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { Server::new(echo()).serve_stream(theirs).await });
    let said = "{\"execute\":\"qmp_capabilities\"}{\"execute\": }\n{\"a\" 1}\n{]\nfoo\n\
                {\"execute\":\"query-name\",\"execute\":\"query-name\"}{\"x\": \"\n\"}\n\
                {\"execute\":\"query-name\",\"id\":\"last\"}";
    ours.write_all(said.as_bytes()).await.unwrap();
    let mut text = String::new();
    while !text.contains("last") {
        let mut buffer = [0; 4096];
        let count = ours.read(&mut buffer).await.unwrap();
        text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
    }
    let lines: Vec<&str> = text.lines().skip(2).collect();
    for line in &lines[..lines.len() - 1] {
        let answer: Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer["error"]["class"], "GenericError");
        let desc = answer["error"]["desc"].as_str().unwrap();
        assert!(desc.starts_with("JSON parse error, "), "{desc}");
    }
    assert!(lines.len() >= 6, "{lines:?}");
    assert_eq!(lines.last().unwrap(), &"{\"return\": {}, \"id\": \"last\"}");
}

/// A server describes itself, unless its handler does.
async fn a_monitor_answers_for_its_schema_commands_and_version() {
    let schema = qapi_client::qmp::schema();
    let commands = echo().with_schema(schema);
    let server = Server::new(commands).greeting(Greeting::new(Version::new(9, 8, 7, "p"), ["oob"]));
    let client = client_of(&server, &Options::default()).await;
    let theirs = client.schema().await.unwrap();
    assert_eq!(theirs.entities().len(), schema.entities().len());
    let commands = client.execute_raw("query-commands", None).await.unwrap();
    let commands = commands.as_array().unwrap().iter();
    let commands: Vec<&str> = commands.map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(
        commands,
        [
            "echo",
            "qmp_capabilities",
            "query-commands",
            "query-name",
            "query-qmp-schema",
            "query-version",
            "urgent"
        ]
    );
    let version = client.execute_raw("query-version", None).await.unwrap();
    let expected = json!({"qemu": {"major": 9, "minor": 8, "micro": 7}, "package": "p"});
    assert_eq!(version, expected);
    let error = client.execute_raw("query-version", Some(json!({"a": 1})));
    let error = error.await.unwrap_err().to_string();
    assert!(error.contains("Parameter 'a' is unexpected"), "{error}");
    // Before the machine is configured, too.
    server.set_preconfig(true);
    client.execute_raw("query-commands", None).await.unwrap();

    let own = echo().raw("query-version", |_| async { Ok(json!("own")) });
    let client = client_of(&Server::new(own), &Options::default()).await;
    let version = client.execute_raw("query-version", None).await.unwrap();
    assert_eq!(version, "own");
    let error = client.execute_raw("query-qmp-schema", None).await;
    assert!(error.unwrap_err().is_command_not_found());
}
