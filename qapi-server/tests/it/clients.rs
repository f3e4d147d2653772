//! The server's clients that say too much, read too little, or hang up.

use std::sync::Arc;
use std::time::Duration;

use crate::support::{LONG, qemu};
use qapi_server::{CommandInfo, Commands};
use qapi_server::{ServeError, Server};
use qapi_test_support::{Trial, in_ci, trials};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        what_a_client_does_not_read_is_bounded on Paused,
        a_batch_longer_than_the_queue_is_answered_whole on Threads,
        an_event_behind_large_replies_arrives on CurrentThread,
        a_client_that_says_no_more_is_answered on CurrentThread,
        a_client_of_qemu_that_says_no_more_is_answered on CurrentThread,
        a_client_that_says_no_more_is_waited_for_without_out_of_band on CurrentThread,
        a_client_that_leaves_answers_unread_has_left on CurrentThread,
        a_limit_ends_with_the_runtime_that_measures_it,
    ]
}

const OOB: &str = "{'execute':'qmp_capabilities','arguments':{'enable':['oob']}}";

fn commands() -> Commands {
    let oob = CommandInfo::DEFAULT.allow_oob(true);
    Commands::new()
        .raw("query-name", |_| async { Ok(json!({})) })
        .raw("large", |_| async { Ok(json!("x".repeat(17 << 20))) })
        .raw("long", |_| async { Ok(json!("x".repeat(1 << 20))) })
        .raw_with("urgent", oob, |_| async { Ok(json!("y".repeat(1000))) })
}

/// A client that says `said`, and how it is served.
async fn client(server: &Server, said: &str) -> (DuplexStream, JoinHandle<Result<(), ServeError>>) {
    let (mut ours, theirs) = tokio::io::duplex(1 << 16);
    let server = server.clone();
    let served = qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    ours.write_all(said.as_bytes()).await.unwrap();
    (ours, served)
}

/// The queue may empty on another thread while the server decides to wait for that.
async fn a_batch_longer_than_the_queue_is_answered_whole() {
    const BATCH: usize = 24;
    let elsewhere = |_| async {
        let done = qapi_test_support::spawn(async { Ok(json!({})) });
        done.await.unwrap()
    };
    let server = Server::new(Commands::new().raw("elsewhere", elsewhere));
    let said = "{'execute':'elsewhere'}".repeat(BATCH);
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (server, said) = (server.clone(), said.clone());
        clients.spawn(async move {
            let (ours, _served) = client(&server, OOB).await;
            let mut lines = BufReader::new(ours).lines();
            // The greeting and the reply to the negotiation.
            for _ in 0..2 {
                lines.next_line().await.unwrap();
            }
            for round in 0..if in_ci() { 200 } else { 60 } {
                lines.get_mut().write_all(said.as_bytes()).await.unwrap();
                for answered in 0..BATCH {
                    let line = tokio::time::timeout(LONG, lines.next_line()).await;
                    assert!(line.is_ok(), "{answered} of {BATCH} in round {round}");
                }
            }
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
}

/// The server stops reading from a client that reads none of its answers.
async fn what_a_client_does_not_read_is_bounded() {
    const ENOUGH: usize = 8 << 20;
    let (plain, fresh) = ("{'execute':'qmp_capabilities'}", "");
    for (negotiation, text) in [
        (fresh, "{'execute':'query-name'}"),
        (fresh, "]"),
        (plain, "{'execute':'query-name'}"),
        (plain, "]"),
        (OOB, "{'exec-oob':'urgent'}"),
    ] {
        let (mut ours, _served) = client(&Server::new(commands()), negotiation).await;
        let block = text.repeat((64 << 10) / text.len());
        let mut taken = 0;
        while taken < ENOUGH {
            let writing = ours.write_all(block.as_bytes());
            match tokio::time::timeout(Duration::from_millis(500), writing).await {
                Ok(written) => written.unwrap(),
                Err(_) => break,
            }
            taken += block.len();
        }
        assert!(taken < ENOUGH, "{negotiation}{text}");
        // It is still served once it reads.
        let reading = qapi_test_support::spawn(async move {
            let mut buffer = vec![0; 1 << 16];
            let mut count = 0;
            while count < 512 << 10 {
                count += ours.read(&mut buffer).await.unwrap();
            }
        });
        tokio::time::timeout(LONG, reading).await.unwrap().unwrap();
    }
}

/// Large replies that are on their way are no reason to give up a client when an event comes. The
/// event comes behind the first one: the next command starts when the client has read that.
async fn an_event_behind_large_replies_arrives() {
    for count in [1, 2] {
        let server = Server::new(commands());
        let large = "{'execute':'large'}".repeat(count);
        let said = format!("{{'execute':'qmp_capabilities'}}{large}");
        let (ours, _served) = client(&server, &said).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        server.emitter().emit_raw("STOP", None);
        let mut lines = BufReader::new(ours).lines();
        // The greeting, the first reply, and those to the large commands with the event among them.
        let mut seen = Vec::new();
        while seen.len() < 3 + count {
            let line = tokio::time::timeout(LONG, lines.next_line());
            seen.push(line.await.unwrap().unwrap().unwrap());
        }
        assert!(seen[3].ends_with("\"event\": \"STOP\"}"), "{count}");
        let is_large = |line: &&String| line.len() > 17 << 20;
        assert_eq!(seen.iter().filter(is_large).count(), count);
    }
}

/// A client that closes its side still gets the answers to its earlier commands.
async fn a_client_that_says_no_more_is_answered() {
    let ten = "{'execute':'query-name'}".repeat(10);
    let fifty = "{'execute':'query-name'}".repeat(50);
    // Far more than the stream and the server's pieces hold.
    let long = "{'execute':'long'}".repeat(3);
    let agreed = "{'execute':'qmp_capabilities'}";
    for (said, answers) in [
        (String::new(), 0),
        (agreed.to_owned(), 1),
        (ten.clone(), 10),
        (format!("{agreed}{ten}"), 11),
        (format!("{agreed}{fifty}"), 51),
        (format!("{agreed}{long}"), 4),
        (format!("{OOB}{}", "{'exec-oob':'urgent'}".repeat(20)), 21),
        (format!("{agreed}{{'execute':'query"), 1),
    ] {
        let (mut ours, served) = client(&Server::new(commands()), &said).await;
        ours.shutdown().await.unwrap();
        let mut seen = String::new();
        let reading = ours.read_to_string(&mut seen);
        tokio::time::timeout(LONG, reading).await.unwrap().unwrap();
        assert_eq!(seen.lines().count(), 1 + answers, "{said}");
        served.await.unwrap().unwrap();
    }
}

/// QEMU does the same, also with a command that takes a second. With commands out of band enabled, it
/// notices the end at once, and drops what it has not answered.
async fn a_client_of_qemu_that_says_no_more_is_answered() {
    let qemu = qemu();
    let disk = "{'driver':'null-co','node-name':'slow','read-zeroes':true,'latency-ns':1000000000}";
    let read = "{'command-line':'qemu-io slow \"read 0 512\"'}";
    let query = "{'execute':'query-name'}".repeat(10);
    let add = format!("{{'execute':'blockdev-add','arguments':{disk}}}");
    let slow = format!("{{'execute':'human-monitor-command','arguments':{read}}}");
    let agreed = "{'execute':'qmp_capabilities'}";
    for (said, answers) in [
        (format!("{agreed}{query}"), 11..=11),
        (format!("{agreed}{add}{query}{slow}{query}"), 23..=23),
        (format!("{OOB}{slow}{{'execute':'query-name'}}"), 0..=1),
    ] {
        let stream = tokio::net::UnixStream::connect(qemu.path("qmp"));
        let mut stream = stream.await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut seen = String::new();
        let reading = stream.read_to_string(&mut seen);
        tokio::time::timeout(LONG, reading).await.unwrap().unwrap();
        let count = seen
            .lines()
            .filter(|line| line.contains("\"return\""))
            .count();
        assert!(answers.contains(&count), "{said}: {seen}");
    }
}

/// After a client closes its side, a command that has to be waited for is awaited as in QEMU. With
/// commands out of band enabled, it is dropped, and those behind it do not start.
async fn a_client_that_says_no_more_is_waited_for_without_out_of_band() {
    for (agreed, answers) in [("{'execute':'qmp_capabilities'}", 42), (OOB, 21)] {
        let gate = Arc::new(Notify::new());
        let opened = gate.clone();
        let commands = commands().raw("slow", move |_| {
            let gate = gate.clone();
            async move {
                gate.notified().await;
                Ok(json!({}))
            }
        });
        let query = "{'execute':'query-name'}".repeat(20);
        let said = format!("{agreed}{query}{{'execute':'slow'}}{query}");
        let (mut ours, served) = client(&Server::new(commands), &said).await;
        ours.shutdown().await.unwrap();
        let mut seen = BufReader::new(ours).lines();
        // The greeting, and what comes before.
        for _ in 0..22 {
            let line = tokio::time::timeout(LONG, seen.next_line());
            assert!(line.await.unwrap().unwrap().is_some(), "{agreed}");
        }
        if agreed != OOB {
            let early = tokio::time::timeout(Duration::from_millis(50), seen.next_line()).await;
            assert!(early.is_err(), "{early:?}");
            opened.notify_one();
        }
        let mut count = 21;
        while let Some(_line) = tokio::time::timeout(LONG, seen.next_line())
            .await
            .unwrap()
            .unwrap()
        {
            count += 1;
        }
        assert_eq!(count, answers, "{agreed}");
        served.await.unwrap().unwrap();
    }
}

/// One that is gone altogether, with answers that it has not read, has only left.
async fn a_client_that_leaves_answers_unread_has_left() {
    let said = format!(
        "{{'execute':'qmp_capabilities'}}{}",
        "{'execute':'long'}".repeat(5)
    );
    let (ours, served) = client(&Server::new(commands()), &said).await;
    drop(ours);
    let served = tokio::time::timeout(LONG, served).await.unwrap();
    served.unwrap().unwrap();
}

/// A server may outlive a runtime, as one that the tests of a program share: an event that waited
/// there for its time does not make those after it wait for ever.
fn a_limit_ends_with_the_runtime_that_measures_it() {
    let server = Server::new(commands());
    let arrives = |offsets: std::ops::Range<u32>| {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        runtime.block_on(async {
            let (mut ours, _served) = client(&server, "{'execute':'qmp_capabilities'}").await;
            let mut lines = BufReader::new(&mut ours).lines();
            lines.next_line().await.unwrap();
            lines.next_line().await.unwrap();
            for offset in offsets {
                let data = json!({"offset": offset});
                server.emitter().emit_raw("RTC_CHANGE", Some(&data));
            }
            let event = tokio::time::timeout(LONG, lines.next_line());
            event.await.unwrap().unwrap().unwrap()
        })
    };
    let first = arrives(0..2);
    assert!(first.contains("\"offset\":0"), "{first}");
    let second = arrives(2..3);
    assert!(second.contains("\"offset\":2"), "{second}");
}
