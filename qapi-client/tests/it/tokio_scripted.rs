//! The asynchronous client against peers that misbehave.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::support::{GREETING, LONG};
use qapi_client::tokio::{Client, GuestAgent, JobEnd};
use qapi_client::{Error, Options, RawEvent, RunState, Violation};
use qapi_test_support::{Trial, trials};
use tokio::io::{
    AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader, DuplexStream,
    ReadBuf, ReadHalf, WriteHalf,
};
use tokio::net::UnixStream;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        replies_find_their_commands_in_whatever_order on CurrentThread,
        a_dropped_future_disturbs_nothing on CurrentThread,
        deadlines_are_the_calls_own_the_commands_or_the_clients on CurrentThread,
        deadlines_may_be_nothing_or_beyond_all_time on CurrentThread,
        a_deadline_holds_where_an_agent_reads_nothing on CurrentThread,
        an_agent_is_disconnected_when_what_was_queued_is_answered on CurrentThread,
        an_agent_that_is_disconnected_ends_also_where_nobody_waits_for_it on CurrentThread,
        a_connection_that_a_runtime_serves_is_used_from_outside,
        the_end_tells_each_command_whether_it_may_have_run on CurrentThread,
        where_nothing_can_be_written_no_command_waits_for_the_last_words on CurrentThread,
        a_stream_that_panics_ends_its_connection on CurrentThread,
        a_stream_that_panics_does_not_panic_its_caller on CurrentThread,
        a_filter_that_panics_ends_its_connection on CurrentThread,
        what_is_no_message_reaches_listeners_and_harms_no_command on CurrentThread,
        a_slow_listener_is_told_what_it_missed_and_others_miss_nothing on CurrentThread,
        disconnecting_drains_what_was_queued on CurrentThread,
        the_connection_ends_with_its_last_handle_or_listener on CurrentThread,
        in_band_commands_are_held_back_so_that_out_of_band_is_read on CurrentThread,
        who_does_not_greet_is_no_monitor on CurrentThread,
        listeners_that_share_get_the_same_value on CurrentThread,
        splits_and_ends_at_every_byte_do_no_harm on Threads,
    ]
}

const SHORT: Duration = Duration::from_millis(300);

fn options() -> Options {
    Options::new().deadline(LONG).connect_deadline(LONG)
}

/// The other end of a client's stream.
struct Peer<S = DuplexStream>(BufReader<S>);

impl Peer {
    /// Connects a client, and returns it with its peer.
    async fn open(options: &Options) -> (Client, Peer) {
        Peer::open_over(tokio::io::duplex(1 << 16), options).await
    }
}

impl<S: AsyncRead + AsyncWrite + Send + Unpin + 'static> Peer<S> {
    /// Does the same over a pair of streams.
    async fn open_over((ours, theirs): (S, S), options: &Options) -> (Client, Peer<S>) {
        let mut peer = Peer(BufReader::new(theirs));
        let client = Client::from_stream(ours, options);
        let (client, ()) = tokio::join!(client, async {
            peer.send(GREETING).await;
            assert!(peer.line().await.contains("qmp_capabilities"));
            peer.send("{\"return\": {}, \"id\": 1}\r\n").await;
        });
        (client.unwrap(), peer)
    }

    async fn send(&mut self, text: impl AsRef<[u8]>) {
        self.0.write_all(text.as_ref()).await.unwrap();
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).await.unwrap();
        line.trim_end().to_owned()
    }

    /// Returns the id of the next command, which has this name.
    async fn command(&mut self, name: &str) -> u64 {
        let line = self.line().await;
        let message: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(message["execute"], name, "{line}");
        message["id"].as_u64().unwrap()
    }

    /// Answers the synchronisation of an agent's client.
    async fn synchronise(&mut self) {
        let mut request = Vec::new();
        self.0.read_until(b'\n', &mut request).await.unwrap();
        self.synced(&request).await;
    }

    async fn synced(&mut self, request: &[u8]) {
        let request: serde_json::Value = serde_json::from_slice(&request[1..]).unwrap();
        let token = &request["arguments"]["id"];
        self.send(b"\xff").await;
        self.send(format!("{{\"return\": {token}}}\n")).await;
    }

    /// Answers synchronisations, of which there may be any number, until another line comes.
    async fn line_once_synchronised(&mut self) -> String {
        loop {
            let mut line = Vec::new();
            self.0.read_until(b'\n', &mut line).await.unwrap();
            if line.first() != Some(&0xff) {
                return String::from_utf8(line).unwrap().trim_end().to_owned();
            }
            self.synced(&line).await;
        }
    }

    async fn answer(&mut self, id: u64, value: &str) {
        self.send(format!("{{\"return\": {value}, \"id\": {id}}}\r\n"))
            .await;
    }
}

async fn replies_find_their_commands_in_whatever_order() {
    // Without out of band, all commands are sent at once.
    let (client, mut peer) = Peer::open(&options().oob(false)).await;
    let tasks: Vec<_> = (0..20)
        .map(|i| qapi_test_support::spawn(client.execute_raw(&format!("c{i}"), None).into_future()))
        .collect();
    let mut ids = Vec::new();
    for _ in 0..20 {
        let message: serde_json::Value = serde_json::from_str(&peer.line().await).unwrap();
        ids.push((message["id"].as_u64().unwrap(), message["execute"].clone()));
    }
    ids.reverse();
    for (id, name) in ids {
        peer.send("{\"event\": \"BETWEEN\"}\n").await;
        peer.answer(id, &name.to_string()).await;
    }
    for (i, task) in tasks.into_iter().enumerate() {
        assert_eq!(task.await.unwrap().unwrap(), format!("c{i}"));
    }
}

async fn a_dropped_future_disturbs_nothing() {
    let (client, mut peer) = Peer::open(&options()).await;
    let dropped = tokio::time::timeout(SHORT, client.execute_raw("dropped", None).into_future());
    assert!(dropped.await.is_err());
    let dropped = peer.command("dropped").await;
    let next = qapi_test_support::spawn(client.execute_raw("next", None).into_future());
    let id = peer.command("next").await;
    peer.answer(dropped, "\"dropped\"").await;
    peer.answer(id, "\"next\"").await;
    assert_eq!(next.await.unwrap().unwrap(), "next");

    // A future that is never polled sends nothing.
    drop(client.execute_raw("unsent", None).into_future());
    let last = qapi_test_support::spawn(client.execute_raw("last", None).into_future());
    let id = peer.command("last").await;
    peer.answer(id, "{}").await;
    last.await.unwrap().unwrap();
}

async fn deadlines_are_the_calls_own_the_commands_or_the_clients() {
    let options = options().deadline(SHORT * 3).command_deadline("slow", LONG);
    let (client, mut peer) = Peer::open(&options).await;
    let slow = qapi_test_support::spawn(client.execute_raw("slow", None).into_future());
    let id = peer.command("slow").await;
    let error = client.execute_raw("plain", None).await.unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error:?}")
    };
    assert_eq!((timeout.after, timeout.outstanding), (SHORT * 3, true));
    let error = client
        .execute_raw("own", None)
        .deadline(SHORT)
        .await
        .unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(timeout.after, SHORT);
    assert_eq!(client.outstanding(), ["slow", "plain", "own"]);
    peer.answer(id, "1").await;
    assert_eq!(slow.await.unwrap().unwrap(), 1);
}

async fn deadlines_may_be_nothing_or_beyond_all_time() {
    let (client, mut peer) = Peer::open(&options().connect_deadline(Duration::MAX)).await;
    for deadline in [Duration::from_secs(1 << 62), Duration::MAX] {
        let command = client.execute_raw("c", None).deadline(deadline);
        let command = qapi_test_support::spawn(command.into_future());
        let id = peer.command("c").await;
        peer.answer(id, "1").await;
        assert_eq!(command.await.unwrap().unwrap(), 1);
    }
    let command = client.execute_raw("c", None).deadline(Duration::ZERO);
    let command = tokio::time::timeout(LONG, command.into_future());
    assert!(command.await.unwrap().unwrap_err().is_timeout());
    tokio::time::timeout(LONG, client.disconnect())
        .await
        .unwrap();
}

/// Includes a command that waits only for being written.
async fn a_deadline_holds_where_an_agent_reads_nothing() {
    let (ours, theirs) = tokio::io::duplex(128);
    let mut peer = Peer(BufReader::new(theirs));
    let short = options().deadline(SHORT);
    let (agent, ()) = tokio::join!(GuestAgent::from_stream(ours, &short), peer.synchronise());
    let agent = agent.unwrap();
    let long = serde_json::json!({"mode": "x".repeat(256)});
    let sent = agent.send_raw("guest-shutdown", Some(long)).into_future();
    let error = tokio::time::timeout(LONG, sent).await.unwrap().unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error:?}")
    };
    assert!(timeout.outstanding);
}

/// Commands that wait for the turn are queued.
async fn an_agent_is_disconnected_when_what_was_queued_is_answered() {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let mut peer = Peer(BufReader::new(theirs));
    let options = options();
    let (agent, ()) = tokio::join!(GuestAgent::from_stream(ours, &options), peer.synchronise());
    let agent = agent.unwrap();
    let error = agent.execute_raw("slow", None).deadline(SHORT).await;
    assert!(error.unwrap_err().may_have_run());
    // The missing answer of an agent is reported at the command's deadline.
    let error = agent.execute_raw("next", None).deadline(SHORT).await;
    let Error::Timeout(timeout) = error.unwrap_err() else {
        panic!()
    };
    assert_eq!((timeout.after, timeout.outstanding), (SHORT, false));

    let queued: Vec<_> = (0..3)
        .map(|_| qapi_test_support::spawn(agent.execute_raw("queued", None).into_future()))
        .collect();
    tokio::task::yield_now().await;
    let disconnect = qapi_test_support::spawn({
        let agent = agent.clone();
        async move { agent.disconnect().await }
    });
    let mut state = agent.states();
    state
        .wait_for(|state| *state == RunState::Disconnecting)
        .await
        .unwrap();
    let error = agent.execute_raw("refused", None).await.unwrap_err();
    assert!(error.is_disconnected() && !error.may_have_run());
    let told = "{\"execute\":\"slow\"}";
    assert_eq!(peer.line().await, told);
    for _ in &queued {
        let line = peer.line_once_synchronised().await;
        assert_eq!(line, "{\"execute\":\"queued\"}");
        peer.send("{\"return\": 1}\n").await;
    }
    for queued in queued {
        assert_eq!(queued.await.unwrap().unwrap(), 1);
    }
    disconnect.await.unwrap();
    agent.disconnect().await;
    assert_eq!(agent.state(), RunState::Idle);
}

async fn an_agent_that_is_disconnected_ends_also_where_nobody_waits_for_it() {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let mut peer = Peer(BufReader::new(theirs));
    let options = options();
    let (agent, ()) = tokio::join!(GuestAgent::from_stream(ours, &options), peer.synchronise());
    let agent = agent.unwrap();
    let slow = qapi_test_support::spawn(agent.execute_raw("slow", None).into_future());
    assert_eq!(peer.line().await, "{\"execute\":\"slow\"}");
    let waited = tokio::time::timeout(SHORT, agent.disconnect());
    assert!(waited.await.is_err());
    peer.send("{\"return\": 1}\n").await;
    assert_eq!(slow.await.unwrap().unwrap(), 1);
    assert_eq!(peer.line().await, "");
}

/// Wakes a thread that waits.
struct Unpark(std::thread::Thread);

impl std::task::Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Returns the output of a future that runs without a runtime.
fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let waker = Arc::new(Unpark(std::thread::current())).into();
    loop {
        if let Poll::Ready(done) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return done;
        }
        std::thread::park();
    }
}

fn a_connection_that_a_runtime_serves_is_used_from_outside() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let (client, mut peer) = runtime.block_on(Peer::open(&options()));
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let mut agent_peer = Peer(BufReader::new(theirs));
    let options = options();
    let connected = GuestAgent::from_stream(ours, &options);
    let agent = runtime.block_on(async { tokio::join!(connected, agent_peer.synchronise()).0 });
    let agent = agent.unwrap();
    runtime.spawn(async move {
        let id = peer.command("query-jobs").await;
        peer.answer(id, "[]").await;
        peer.line().await;
        agent_peer.line().await;
        agent_peer.send("{\"return\": 1}\n").await;
        agent_peer.line().await;
    });
    assert_eq!(run(client.job("j").end()).unwrap(), JobEnd::Dismissed);
    run(client.disconnect());
    assert_eq!(client.state(), RunState::Idle);
    let queued = agent.execute_raw("guest-ping", None).into_future();
    assert_eq!(run(queued).unwrap(), 1);
    run(agent.disconnect());
}

async fn the_end_tells_each_command_whether_it_may_have_run() {
    let (client, mut peer) = Peer::open(&options()).await;
    let sent = qapi_test_support::spawn(client.execute_raw("sent", None).into_future());
    peer.command("sent").await;
    let mut events = client.events::<RawEvent>();
    peer.send("{\"event\": \"LAST\"}\n{\"return\": {\"half")
        .await;
    drop(peer);
    let error = sent.await.unwrap().unwrap_err();
    assert!(error.may_have_run());
    assert_eq!(
        error.to_string(),
        "command sent: its reply is lost, it may have run: the other side closed the connection: \
         a message breaks off: `{\"return\": {\"half`"
    );
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "LAST");
    assert!(events.next().await.unwrap().unwrap_err().is_disconnected());
    assert!(events.next().await.is_none());
    let error = client.execute_raw("late", None).await.unwrap_err();
    assert!(error.is_disconnected() && !error.may_have_run());
    assert!(client.events::<RawEvent>().next().await.unwrap().is_err());
}

async fn where_nothing_can_be_written_no_command_waits_for_the_last_words() {
    let (client, peer) = Peer::open_over(UnixStream::pair().unwrap(), &options()).await;
    let peer = peer.0.into_inner().into_std().unwrap();
    peer.shutdown(std::net::Shutdown::Read).unwrap();
    tokio::time::pause();
    let lost = qapi_test_support::spawn(client.execute_raw("lost", None).into_future());
    tokio::time::sleep(SHORT).await;
    let error = client.execute_raw("late", None).await.unwrap_err();
    assert!(error.is_disconnected() && !error.may_have_run());
    assert!(!lost.is_finished());
    let error = lost.await.unwrap().unwrap_err();
    assert!(error.is_disconnected() && !error.may_have_run());
}

/// A stream that panics when it is read at its end.
struct Broken(ReadHalf<DuplexStream>);

impl AsyncRead for Broken {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.0).poll_read(context, buffer);
        assert!(
            read.is_pending() || buffer.filled().len() > before,
            "broken"
        );
        read
    }
}

async fn a_stream_that_panics_ends_its_connection() {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let streams = [ours, theirs].map(|stream| {
        let (read, write) = tokio::io::split(stream);
        tokio::io::join(Broken(read), write)
    });
    let (client, mut peer) = Peer::open_over(streams.into(), &options().deadline(None)).await;
    let command = qapi_test_support::spawn(client.execute_raw("command", None).into_future());
    peer.command("command").await;
    drop(peer);
    let ended = tokio::time::timeout(LONG, command).await.unwrap();
    let error = ended.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "command command: its reply is lost, it may have run: the connection failed: a task of it \
         panicked"
    );
}

/// A stream that panics when a command is written to it.
struct Picky(WriteHalf<DuplexStream>);

impl AsyncWrite for Picky {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let is_command = bytes.windows(7).any(|part| part == b"command");
        assert!(!is_command, "picky");
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

/// The caller of the only command writes it.
async fn a_stream_that_panics_does_not_panic_its_caller() {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let streams = [ours, theirs].map(|stream| {
        let (read, write) = tokio::io::split(stream);
        tokio::io::join(read, Picky(write))
    });
    let (client, _peer) = Peer::open_over(streams.into(), &options().deadline(None)).await;
    let command = client.execute_raw("command", None).into_future();
    let error = tokio::time::timeout(LONG, command)
        .await
        .unwrap()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("the connection failed: a task of it panicked"),
        "{error}"
    );
    client.disconnect().await;
    assert_eq!(client.state(), RunState::Idle);
}

async fn a_filter_that_panics_ends_its_connection() {
    let (client, mut peer) = Peer::open(&options()).await;
    let mut events = client.events::<RawEvent>();
    let _broken = client
        .events::<RawEvent>()
        .filter(|event| panic!("{}", event.name));
    let command = qapi_test_support::spawn(client.execute_raw("command", None).into_future());
    peer.command("command").await;
    peer.send("{\"event\": \"A\"}\n").await;
    let ended = tokio::time::timeout(LONG, command).await.unwrap();
    let error = ended.unwrap().unwrap_err();
    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "A");
    assert!(events.next().await.unwrap().unwrap_err().is_disconnected());
}

async fn what_is_no_message_reaches_listeners_and_harms_no_command() {
    let (client, mut peer) = Peer::open(&options()).await;
    let mut events = client.events::<RawEvent>();
    let command = qapi_test_support::spawn(client.execute_raw("command", None).into_future());
    let id = peer.command("command").await;
    peer.send("noise\r\n{\"return\": {}, \"id\": 77}\n").await;
    peer.answer(id, "5").await;
    peer.answer(id, "6").await;
    assert_eq!(command.await.unwrap().unwrap(), 5);
    for expected in ["`noise`", "id 77 is", "id 2 is"] {
        let error = events.next().await.unwrap().unwrap_err();
        assert!(
            error.is_protocol() && error.to_string().contains(expected),
            "{error}"
        );
    }
}

async fn a_slow_listener_is_told_what_it_missed_and_others_miss_nothing() {
    let (client, mut peer) = Peer::open(&options()).await;
    let mut slow = client.events::<RawEvent>().capacity(3);
    let mut even = client
        .events::<RawEvent>()
        .filter(|event| event.name.ends_with(['0', '2']));
    let mut all = client.events::<RawEvent>();
    for i in 0..10 {
        peer.send(format!("{{\"event\": \"E{i}\"}}\n")).await;
    }
    for i in 0..10 {
        assert_eq!(
            all.next().await.unwrap().unwrap().body.name,
            format!("E{i}")
        );
    }
    let error = slow.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Lagged { missed: 7 }), "{error:?}");
    assert_eq!(slow.next().await.unwrap().unwrap().body.name, "E7");
    for name in ["E0", "E2"] {
        assert_eq!(even.next().await.unwrap().unwrap().body.name, name);
    }
}

async fn disconnecting_drains_what_was_queued() {
    let (client, mut peer) = Peer::open(&options()).await;
    let under_way = qapi_test_support::spawn(client.execute_raw("under-way", None).into_future());
    let id = peer.command("under-way").await;
    let disconnect = qapi_test_support::spawn({
        let client = client.clone();
        async move { client.disconnect().await }
    });
    let mut state = client.states();
    state
        .wait_for(|state| *state == RunState::Disconnecting)
        .await
        .unwrap();
    let error = client.execute_raw("refused", None).await.unwrap_err();
    assert!(error.is_disconnected() && !error.may_have_run());
    assert!(!disconnect.is_finished());
    peer.answer(id, "1").await;
    assert_eq!(under_way.await.unwrap().unwrap(), 1);
    disconnect.await.unwrap();
    assert_eq!(client.state(), RunState::Idle);
    let mut rest = Vec::new();
    peer.0.read_to_end(&mut rest).await.unwrap();
    assert!(rest.is_empty());
}

async fn the_connection_ends_with_its_last_handle_or_listener() {
    let (client, mut peer) = Peer::open(&options()).await;
    let mut events = client.events::<RawEvent>();
    drop(client.clone());
    drop(client);
    peer.send("{\"event\": \"A\"}\n").await;
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "A");
    drop(events);
    assert_eq!(peer.line().await, "");
}

async fn in_band_commands_are_held_back_so_that_out_of_band_is_read() {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let mut peer = Peer(BufReader::new(theirs));
    let asked = options();
    let (client, ()) = tokio::join!(Client::from_stream(ours, &asked), async {
        peer.send(GREETING).await;
        peer.line().await;
        peer.send("{\"return\": {}, \"id\": 1}\r\n").await;
    });
    let client = client.unwrap();
    let stuck: Vec<_> = (0..10)
        .map(|_| qapi_test_support::spawn(client.execute_raw("stuck", None).into_future()))
        .collect();
    let mut ids = Vec::new();
    for _ in 0..7 {
        ids.push(peer.command("stuck").await);
    }
    let urgent = qapi_test_support::spawn(
        client
            .execute_raw("urgent", None)
            .out_of_band()
            .into_future(),
    );
    assert!(peer.line().await.starts_with("{\"exec-oob\":\"urgent\""));
    peer.answer(12, "1").await;
    assert_eq!(urgent.await.unwrap().unwrap(), 1);
    for _ in 0..3 {
        peer.answer(ids.remove(0), "{}").await;
        ids.push(peer.command("stuck").await);
    }
    for id in ids {
        peer.answer(id, "{}").await;
    }
    for stuck in stuck {
        stuck.await.unwrap().unwrap();
    }
}

async fn who_does_not_greet_is_no_monitor() {
    for said in ["SSH-2.0-OpenSSH\r\n", "{\"return\": {}}\n"] {
        let (ours, mut theirs) = tokio::io::duplex(1 << 16);
        theirs.write_all(said.as_bytes()).await.unwrap();
        let error = Client::from_stream(ours, &options()).await.unwrap_err();
        let Error::Protocol { violation, .. } = &error else {
            panic!("{error:?}")
        };
        assert!(matches!(
            **violation,
            Violation::Garbage { .. } | Violation::MissingId
        ));
    }
    let (ours, _theirs) = tokio::io::duplex(1 << 16);
    let error = Client::from_stream(ours, &options().connect_deadline(SHORT))
        .await
        .unwrap_err();
    assert!(error.is_timeout());
}

async fn listeners_that_share_get_the_same_value() {
    let (client, mut peer) = Peer::open(&options()).await;
    let mut first = client.events::<RawEvent>().shared();
    let mut second = client.events::<RawEvent>().shared();
    let mut other = client.events::<qapi_client::qmp::Event>().shared();
    let filtered = client.events::<RawEvent>();
    let mut filtered = filtered.filter(|event| event.name == "STOP").shared();
    peer.send("{\"event\": \"RESUME\"}\n{\"event\": \"STOP\"}\n{\"event\": \"RESET\"}\n")
        .await;
    let stop = filtered.next().await.unwrap().unwrap();
    for name in ["RESUME", "STOP"] {
        let event = first.next().await.unwrap().unwrap();
        assert_eq!(event.body.name, name);
        assert!(Arc::ptr_eq(&event, &second.next().await.unwrap().unwrap()));
        assert_eq!(Arc::ptr_eq(&event, &stop), name == "STOP");
        assert_eq!(other.next().await.unwrap().unwrap().body.name(), name);
    }
    // An event that its type does not allow is an error for each listener, and the next ones are
    // right.
    assert_eq!(first.next().await.unwrap().unwrap().body.name, "RESET");
    let error = other.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    drop(peer);
    assert!(first.next().await.is_none() && other.next().await.is_none());
}

/// Tests every way to split a session into two reads, and an end at every byte.
async fn splits_and_ends_at_every_byte_do_no_harm() {
    let session = "{\"event\": \"A\", \"data\": {\"x\": \"}\\\"{\"}}\r\n{\"return\": [[{}]], \
                   \"id\": 2}\r\n{\"id\": 3, \"error\": {\"class\": \"C\", \"desc\": \"d\"}}\r\n";
    for cut in 0..session.len() * 2 {
        let (at, end_of_session) = (cut / 2, cut % 2 == 0);
        let (client, mut peer) = Peer::open(&options()).await;
        let mut events = client.events::<RawEvent>();
        let first = qapi_test_support::spawn(client.execute_raw("first", None).into_future());
        peer.command("first").await;
        let second = qapi_test_support::spawn(client.execute_raw("second", None).into_future());
        peer.command("second").await;
        peer.send(&session[..at]).await;
        tokio::task::yield_now().await;
        if !end_of_session {
            peer.send(&session[at..]).await;
        }
        drop(peer);
        let first = first.await.unwrap();
        let second = second.await.unwrap();
        let event = events.next().await;
        // Messages that arrived completely are available, whatever happens to the rest.
        let arrived = |end: &str| !end_of_session || session[..at].contains(end);
        match event {
            Some(Ok(event)) => assert!(arrived("}}") && event.body.name == "A"),
            Some(Err(error)) => assert!(!arrived("}}") && error.is_disconnected(), "{error}"),
            None => assert_eq!((at, end_of_session), (0, true)),
        }
        match first {
            Ok(value) => assert!(arrived("\"id\": 2}") && value == serde_json::json!([[{}]])),
            Err(error) => assert!(!arrived("\"id\": 2}") && error.may_have_run(), "{error}"),
        }
        let second = second.unwrap_err();
        match second.is_command_error() {
            true => assert_eq!(second.to_string(), "command second: d (C)"),
            false => assert!(
                second.is_disconnected() && second.may_have_run(),
                "{second}"
            ),
        }
        assert_eq!(second.is_command_error(), arrived("\"d\"}}"), "cut at {at}");
    }
}
