//! Floods of a client, an agent's client and a server: they hold no more than their limits allow, and
//! nothing once the flood is over.

use std::time::Duration;

use qapi_client::protocol::Limits;
use qapi_client::tokio::{Client, GuestAgent};
use qapi_client::{Error, Options, RawEvent};
use qapi_server::Commands;
use qapi_server::Server;
use qapi_test_support::{Runtime, Trial};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};

use crate::{KIB, LONG, MEMORY, MIB, held};

pub(crate) fn all() -> Vec<Trial> {
    alone![
        a_flood_is_held_within_limits,
        a_client_that_reads_nothing_is_not_listened_to,
        a_reply_of_64_mib_leaves_no_trace,
    ]
}

const GREETING: &str = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \
     \"major\": 7}, \"package\": \"test\"}, \"capabilities\": [\"oob\"]}}\r\n";

/// The largest message.
const MESSAGE: usize = 128 * KIB;

/// Number of bytes in a flood: more than may be held.
const FLOOD: usize = MIB;

/// Size of a flood's pieces, and of the buffer between client and server.
const PIECE: usize = 64 * KIB;

/// Maximum number of waiting events.
const EVENTS: usize = 16;

/// Maximum memory: a message with room to grow, its decoded form, the buffer between client and
/// server, and the waiting events.
const HELD: usize = 768 * KIB;

fn options() -> Options {
    Options::new()
        .deadline(LONG * 6)
        .limits(Limits::default().message_size(MESSAGE))
        .event_capacity(EVENTS)
}

/// A client, and its peer once it has negotiated.
async fn open(options: &Options) -> (Client, BufReader<DuplexStream>) {
    let (ours, theirs) = tokio::io::duplex(PIECE);
    let mut peer = BufReader::new(theirs);
    let opening = async {
        peer.write_all(GREETING.as_bytes()).await.unwrap();
        peer.read_line(&mut String::new()).await.unwrap();
        let granted = b"{\"return\": {}, \"id\": 1}\r\n";
        peer.write_all(granted).await.unwrap();
    };
    let (client, ()) = tokio::join!(Client::from_stream(ours, options), opening);
    (client.unwrap(), peer)
}

/// Writes `first`, `repeated` until that is so many bytes, and `last`.
async fn flood(
    to: &mut (impl AsyncWriteExt + Unpin),
    [first, repeated, last]: [&str; 3],
    bytes: usize,
) {
    to.write_all(first.as_bytes()).await.unwrap();
    let piece = repeated.repeat(PIECE / repeated.len() + 1);
    for _ in 0..=bytes / piece.len() {
        to.write_all(piece.as_bytes()).await.unwrap();
    }
    to.write_all(last.as_bytes()).await.unwrap();
}

/// Endless output of a monitor, in the middle of a command.
fn floods() -> Vec<(&'static str, [String; 3])> {
    let event = format!(
        "{{\"event\": \"E\", \"data\": {{\"x\": \"{}\"}}}}\n",
        "x".repeat(MESSAGE / EVENTS)
    );
    let small = "{\"event\": \"E\"}\n";
    let own = |[first, repeated, last]: [&str; 3]| [first, repeated, last].map(str::to_owned);
    vec![
        (
            "a string",
            own(["{\"return\": \"", "x", "\", \"id\": 3}\n"]),
        ),
        (
            "many values",
            own(["{\"return\": [0", ",0", "], \"id\": 3}\n"]),
        ),
        ("nesting", own(["{\"return\": ", "[", "\n"])),
        ("white space", own(["", " \r\n", ""])),
        ("garbage", own(["", "]x", "\n"])),
        ("lines of garbage", own(["", "x\n", ""])),
        (
            "unknown ids",
            own(["", "{\"return\": 1, \"id\": 99}\n", ""]),
        ),
        ("large events", own(["", &event, ""])),
        ("small events", own(["", small, ""])),
    ]
}

/// The client's listener reads nothing meanwhile.
async fn floods_a_client(parts: [&str; 3]) {
    let (client, mut peer) = open(&options()).await;
    let mut events = client.events::<RawEvent>();
    let talk = async {
        peer.read_line(&mut String::new()).await.unwrap();
        flood(&mut peer, parts, FLOOD).await;
        // The flood may have ended the only command there was.
        peer.write_all(b"{\"return\": 2, \"id\": 2}\n")
            .await
            .unwrap();
        peer.read_line(&mut String::new()).await.unwrap();
        peer.write_all(b"{\"return\": 3, \"id\": 3}\n")
            .await
            .unwrap();
        drop(peer);
    };
    let commands = async {
        let first = client.execute_raw("first", None).await;
        assert!(
            matches!(first, Ok(_) | Err(Error::Protocol { .. })),
            "{first:?}"
        );
        assert_eq!(client.execute_raw("second", None).await.unwrap(), 3);
    };
    tokio::join!(talk, commands);
    let mut waited = 0;
    while events.next().await.is_some() {
        waited += 1;
    }
    assert!(waited <= EVENTS + 3, "{waited}");
}

/// An agent that never gets to the answer.
async fn floods_an_agent(parts: [&str; 3]) {
    let (ours, mut theirs) = tokio::io::duplex(PIECE);
    let options = options().connect_deadline(LONG);
    let agent = GuestAgent::from_stream(ours, &options);
    let talk = async {
        flood(&mut theirs, parts, FLOOD).await;
        drop(theirs);
    };
    let (agent, ()) = tokio::join!(agent, talk);
    assert!(agent.unwrap_err().is_disconnected());
}

/// A client that sends a flood and reads all replies.
async fn floods_a_server(parts: [&str; 3]) {
    let (ours, theirs) = tokio::io::duplex(PIECE);
    let limits = Limits::default().message_size(MESSAGE);
    let server = Server::new(Commands::new()).limits(limits);
    let served = qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    let (mut reader, mut writer) = tokio::io::split(ours);
    let talk = async {
        let opening = b"{\"execute\": \"qmp_capabilities\"}";
        writer.write_all(opening).await.unwrap();
        // It answers each value that is no command, with far more than that is.
        let bytes = if parts[1] == "x" { FLOOD } else { MIB / 8 };
        flood(&mut writer, parts, bytes).await;
        writer.shutdown().await.unwrap();
    };
    let read = async {
        let mut buffer = [0; 4096];
        while reader.read(&mut buffer).await.unwrap() > 0 {}
    };
    tokio::join!(talk, read);
    served.await.unwrap().unwrap();
}

/// The server stops reading from a client that does not read its replies.
async fn asks_and_does_not_listen() {
    let (mut ours, theirs) = tokio::io::duplex(PIECE);
    let server = Server::new(Commands::new());
    let serving = qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    let opening = b"{\"execute\": \"qmp_capabilities\"}";
    ours.write_all(opening).await.unwrap();
    let piece = "{\"execute\": \"x\"}".repeat(PIECE / 16);
    let mut taken = 0;
    let patience = Duration::from_millis(100);
    while let Ok(written) = tokio::time::timeout(patience, ours.write_all(piece.as_bytes())).await {
        written.unwrap();
        taken += piece.len();
        assert!(taken < 8 * MIB, "{taken}");
    }
    drop(ours);
    // It has left, and that is no failure.
    serving.await.unwrap().unwrap();
}

/// A reply within the limits is held while it is read, and not after.
async fn replies_64_mib() {
    let (client, mut peer) = open(&options().limits(Limits::default())).await;
    let before = MEMORY.current_usage();
    let talk = async {
        peer.read_line(&mut String::new()).await.unwrap();
        let piece = vec![b'x'; MIB];
        peer.write_all(b"{\"return\": \"").await.unwrap();
        for _ in 0..64 {
            peer.write_all(&piece).await.unwrap();
        }
        peer.write_all(b"\", \"id\": 2}\n").await.unwrap();
        peer.read_line(&mut String::new()).await.unwrap();
        let small = b"{\"return\": 3, \"id\": 3}\n";
        peer.write_all(small).await.unwrap();
    };
    let commands = async {
        let reply = client.execute_raw("large", None).await.unwrap();
        assert_eq!(reply.as_str().unwrap().len(), 64 * MIB);
        drop(reply);
        assert_eq!(client.execute_raw("small", None).await.unwrap(), 3);
    };
    tokio::join!(talk, commands);
    let kept = MEMORY.current_usage().saturating_sub(before);
    println!("64 MiB: {} KiB kept", kept / KIB);
    assert!(kept < HELD, "{kept}");
}

fn a_flood_is_held_within_limits() {
    Runtime::CurrentThread.block_on(async {
        for (name, parts) in floods() {
            let parts = || parts.each_ref().map(String::as_str);
            let all = [
                ("client", held(floods_a_client(parts())).await),
                ("agent", held(floods_an_agent(parts())).await),
                ("server", held(floods_a_server(parts())).await),
            ];
            for (who, held) in all {
                println!("{name}: the {who} holds {} KiB", held / KIB);
                assert!(held < HELD, "{name}, {who}: {held}");
            }
        }
    });
}

fn a_client_that_reads_nothing_is_not_listened_to() {
    Runtime::CurrentThread.block_on(asks_and_does_not_listen());
}

fn a_reply_of_64_mib_leaves_no_trace() {
    Runtime::CurrentThread.block_on(replies_64_mib());
}
