//! The server's clients that say too much, read too little, or hang up.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::Duration;

use qapi_client::server::{CommandInfo, Commands};
use qapi_client::tokio::server::{ServeError, Server};
use serde_json::json;
use support::LONG;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::task::JoinHandle;

const OOB: &str = "{'execute':'qmp_capabilities','arguments':{'enable':['oob']}}";

fn commands() -> Commands {
    let oob = CommandInfo::DEFAULT.allow_oob(true);
    Commands::new()
        .raw("query-name", |_| async { Ok(json!({})) })
        .raw("large", |_| async { Ok(json!("x".repeat(17 << 20))) })
        .raw_with("urgent", oob, |_| async { Ok(json!("y".repeat(1000))) })
}

/// A client that says `said`, and how it is served.
async fn client(server: &Server, said: &str) -> (DuplexStream, JoinHandle<Result<(), ServeError>>) {
    let (mut ours, theirs) = tokio::io::duplex(1 << 16);
    let server = server.clone();
    let served = tokio::spawn(async move { server.serve_stream(theirs).await });
    ours.write_all(said.as_bytes()).await.unwrap();
    (ours, served)
}

/// Who reads nothing is not listened to for ever, whatever it says.
#[tokio::test]
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
        let reading = tokio::spawn(async move {
            let mut buffer = vec![0; 1 << 16];
            let mut count = 0;
            while count < 512 << 10 {
                count += ours.read(&mut buffer).await.unwrap();
            }
        });
        tokio::time::timeout(LONG, reading).await.unwrap().unwrap();
    }
}

/// Large replies that are on their way are no reason to give up a client when an event comes.
#[tokio::test]
async fn an_event_behind_large_replies_arrives() {
    let server = Server::new(commands());
    let said = "{'execute':'qmp_capabilities'}{'execute':'large'}{'execute':'large'}";
    let (mut ours, _served) = client(&server, said).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    server.emitter().emit_raw("STOP", None);
    let reading = async {
        let mut seen = Vec::new();
        while !seen.ends_with(b"\"event\": \"STOP\"}\r\n") {
            assert!(
                ours.read_buf(&mut seen).await.unwrap() > 0,
                "{}",
                seen.len()
            );
        }
        seen.len()
    };
    let length = tokio::time::timeout(LONG, reading).await.unwrap();
    assert!(length > 34 << 20);
}
