//! A server with default limits against many clients: under 512 MiB whatever they do.
//!
//! Messages that cost much time are [`SCALE`] times smaller where `CI` is not set, as is the budget
//! of the server, and the memory that it may take: a byte of a message counts alike in both.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use qapi_client::wire::Value;
use qapi_server::{Answer, Call, CommandInfo, Commands, Handler, ServeError, Server};
use qapi_test_support::{Runtime, Trial, in_ci};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::task::JoinSet;

use crate::{LONG, MIB, held};

/// The promise for a server with default limits.
const PROMISE: usize = 512 * MIB;

/// The default budget of a server.
const BUDGET: usize = 192 * MIB;

/// Factor between the full size of a test and its everyday size.
const SCALE: usize = 16;

/// Returns the part of a full size that this run takes.
fn scaled(full: usize) -> usize {
    if in_ci() { full } else { full / SCALE }
}

/// Bytes of a connection that are on their way in this process's memory, as a socket's are in the
/// system's.
const PIPE: usize = 16 << 10;

pub(crate) fn all() -> Vec<Trial> {
    alone![
        a_thousand_clients_leave_replies_unread,
        two_hundred_clients_leave_events_unread,
        thirty_clients_do_not_finish_30_mb_strings,
        large_commands_wait_in_a_hundred_queues,
        many_tokens_are_decoded_for_twelve_clients,
        members_without_end_come_from_twenty_clients,
        a_client_that_reads_is_served_meanwhile,
        clients_beyond_the_limit_are_told_so,
    ]
}

fn commands() -> Commands {
    Commands::new()
        .raw("echo", |call| async move { call.arguments::<Value>() })
        .raw("query-name", |_| async { Ok(json!({})) })
        .raw("forever", |_| async {
            std::future::pending::<()>().await;
            Ok(json!({}))
        })
}

/// The commands, and one with a large reply that costs no time.
struct Machine(Commands);

impl Handler for Machine {
    fn command(&self, name: &str) -> Option<CommandInfo> {
        let large = (name == "large").then_some(CommandInfo::DEFAULT);
        large.or_else(|| self.0.command(name))
    }

    fn execute(&self, call: Call) -> Answer {
        match &*call.command {
            "large" => {
                let mut reply = vec![b'x'; 1_600_000];
                *reply.first_mut().unwrap() = b'"';
                *reply.last_mut().unwrap() = b'"';
                Box::pin(std::future::ready(Ok(reply)))
            }
            _ => self.0.execute(call),
        }
    }
}

/// Clients of one server.
struct Clients {
    server: Server,
    served: JoinSet<Result<(), ServeError>>,
    streams: Vec<DuplexStream>,
}

impl Clients {
    fn new(server: Server) -> Self {
        Self {
            server,
            served: JoinSet::new(),
            streams: Vec::new(),
        }
    }

    fn connect(&mut self) -> DuplexStream {
        let (ours, theirs) = tokio::io::duplex(PIPE);
        let server = self.server.clone();
        self.served
            .spawn(async move { server.serve_stream(theirs).await });
        ours
    }

    /// Lets `count` clients negotiate and send `said`, as far as the server takes it.
    async fn say(&mut self, count: usize, said: Vec<u8>, patience: Duration) {
        let said = Arc::<[u8]>::from(said);
        let mut saying = JoinSet::new();
        for _ in 0..count {
            let mut stream = self.connect();
            let said = said.clone();
            saying.spawn(async move {
                let open = b"{\"execute\": \"qmp_capabilities\"}";
                drop(stream.write_all(open).await);
                // Taken in full, or refused by the end of the connection, or left to wait.
                let all = stream.write_all(&said);
                drop(tokio::time::timeout(patience, all).await);
                stream
            });
        }
        while let Some(stream) = saying.join_next().await {
            self.streams.push(stream.unwrap());
        }
    }

    /// Number of clients that were disconnected for the memory they hold.
    async fn disconnected(&mut self) -> usize {
        let mut count = 0;
        while let Some(served) = self.served.try_join_next() {
            match served.unwrap() {
                Err(ServeError::OverBudget { .. } | ServeError::TooSlow) => count += 1,
                Ok(()) => {}
                Err(other) => panic!("{other}"),
            }
        }
        count
    }
}

fn server() -> Server {
    Server::new(Machine(commands()))
}

/// A server whose budget is as much smaller as the messages.
fn scaled_server() -> Server {
    match in_ci() {
        true => server(),
        false => server().memory(scaled(BUDGET)),
    }
}

/// Measures `work` with a server's clients.
fn measure(name: &str, work: impl AsyncFnOnce(&mut Clients)) {
    measure_server(name, (server(), PROMISE), work);
}

/// [`measure`] with messages, budget and promise that are scaled.
fn measure_scaled(name: &str, work: impl AsyncFnOnce(&mut Clients)) {
    measure_server(name, (scaled_server(), scaled(PROMISE)), work);
}

fn measure_server(
    name: &str,
    (server, promise): (Server, usize),
    work: impl AsyncFnOnce(&mut Clients),
) {
    Runtime::Threads.block_on(async {
        let mut clients = Clients::new(server);
        let begin = Instant::now();
        let held = held(work(&mut clients)).await;
        let ended = clients.disconnected().await;
        let time = begin.elapsed();
        println!("{name}: {} MiB, {ended} disconnected, {time:?}", held / MIB);
        assert!(held < promise, "{held}");
        // It still serves, and releases the memory of the other clients.
        drop(clients.streams);
        let mut stream = clients.server.clone();
        ask(&mut stream).await;
    });
}

/// Executes a command as a client that is new.
async fn ask(server: &mut Server) {
    let (mut ours, theirs) = tokio::io::duplex(PIPE);
    let server = server.clone();
    qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    let said = b"{\"execute\": \"qmp_capabilities\"}{\"execute\": \"query-name\"}";
    ours.write_all(said).await.unwrap();
    ours.shutdown().await.unwrap();
    let mut seen = String::new();
    let reading = ours.read_to_string(&mut seen);
    tokio::time::timeout(LONG, reading).await.unwrap().unwrap();
    assert_eq!(seen.lines().count(), 3, "{seen}");
}

fn a_thousand_clients_leave_replies_unread() {
    measure("unread replies", async |clients| {
        let said = "{\"execute\": \"large\"}".repeat(9).into_bytes();
        clients.say(1000, said, LONG / 10).await;
    });
}

fn two_hundred_clients_leave_events_unread() {
    measure("unread events", async |clients| {
        clients.say(200, Vec::new(), LONG).await;
        let emitter = clients.server.emitter();
        let data = json!({"text": "x".repeat(64 << 10)});
        for _ in 0..60 {
            emitter.emit_raw("LARGE", Some(&data));
            tokio::task::yield_now().await;
        }
    });
}

fn thirty_clients_do_not_finish_30_mb_strings() {
    measure_scaled("unfinished strings", async |clients| {
        let mut said = b"{\"execute\": \"".to_vec();
        said.resize(scaled(30_000_000), b'x');
        clients.say(30, said, LONG * 3).await;
    });
}

fn large_commands_wait_in_a_hundred_queues() {
    measure_scaled("waiting commands", async |clients| {
        let mut said = b"{\"execute\": \"forever\"}".to_vec();
        for _ in 0..9 {
            said.extend(b"{\"execute\": \"echo\", \"arguments\": {\"x\": \"");
            said.resize(said.len() + scaled(4_000_000), b'x');
            said.extend(b"\"}}");
        }
        clients.say(100, said, LONG / 4).await;
    });
}

fn many_tokens_are_decoded_for_twelve_clients() {
    measure_scaled("decoded arguments", async |clients| {
        let mut said = b"{\"execute\": \"echo\", \"arguments\": {\"x\": [0".to_vec();
        said.extend(b",{\"a\":0}".repeat(scaled(300_000)));
        said.extend(b"]}}");
        clients.say(12, said, LONG * 3).await;
    });
}

fn members_without_end_come_from_twenty_clients() {
    measure_scaled("members", async |clients| {
        let mut said = b"{\"execute\": \"echo\", \"arguments\": {\"x\": 0".to_vec();
        for i in 0..scaled(400_000) {
            said.extend(format!(",\"{i}\":0").bytes());
        }
        clients.say(20, said, LONG / 4).await;
    });
}

/// A client that holds little is never one of those that are disconnected.
fn a_client_that_reads_is_served_meanwhile() {
    Runtime::Threads.block_on(async {
        let mut clients = Clients::new(scaled_server());
        let done = Arc::new(AtomicBool::new(false));
        let noticed = done.clone();
        let mut honest = clients.connect();
        let open = b"{\"execute\": \"qmp_capabilities\"}";
        honest.write_all(open).await.unwrap();
        let asking = qapi_test_support::spawn(async move {
            let mut buffer = vec![0; 4096];
            let mut asked = 0;
            while !noticed.load(Relaxed) {
                let command = b"{\"execute\": \"query-name\"}";
                honest.write_all(command).await.unwrap();
                let read = tokio::time::timeout(LONG, honest.read(&mut buffer)).await;
                assert!(read.unwrap().unwrap() > 0);
                asked += 1;
            }
            asked
        });
        let mut said = b"{\"execute\": \"".to_vec();
        said.resize(scaled(30_000_000), b'x');
        clients.say(10, said, LONG * 3).await;
        done.store(true, Relaxed);
        let asked = asking.await.unwrap();
        println!("commands meanwhile: {asked}");
        assert!(clients.disconnected().await > 0);
    });
}

fn clients_beyond_the_limit_are_told_so() {
    Runtime::CurrentThread.block_on(async {
        let server = Server::new(commands()).max_clients(2);
        let mut streams = Vec::new();
        for _ in 0..2 {
            let (ours, theirs) = tokio::io::duplex(PIPE);
            let server = server.clone();
            qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
            streams.push(ours);
            tokio::task::yield_now().await;
        }
        let (mut ours, theirs) = tokio::io::duplex(PIPE);
        let served = server.serve_stream(theirs).await;
        assert!(matches!(served, Err(ServeError::TooManyClients)));
        let mut seen = String::new();
        ours.read_to_string(&mut seen).await.unwrap();
        assert!(seen.contains("too many clients"), "{seen}");
        streams.pop();
        while server.serve_stream(closed()).await.is_err() {
            tokio::task::yield_now().await;
        }
    });
}

/// A stream whose other end is closed.
fn closed() -> DuplexStream {
    tokio::io::duplex(PIPE).0
}
