//! File descriptors that arrive with commands.

use std::fs::File;
use std::io::{IoSlice, Read, Seek, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;

use qapi_client::tokio::Client;
use qapi_client::{Error, Options};
use qapi_server::testing::TestMonitor;
use qapi_server::{Call, Commands, Failure, Server};
use qapi_test_support::{Trial, trials};
use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};
use serde_json::{Value, json};

use crate::support::within;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        each_of_10_000_commands_gets_its_own_descriptors on Threads,
        descriptors_that_no_handler_takes_are_closed on Threads,
        descriptors_are_matched_however_the_bytes_are_cut on Threads,
        a_message_with_too_many_descriptors_is_refused on Threads,
        a_test_monitor_counts_descriptors on CurrentThread,
    ]
}

/// Returns a file that contains the number.
fn token(number: usize) -> OwnedFd {
    let mut file = tempfile::tempfile().unwrap();
    write!(file, "{number}").unwrap();
    file.into()
}

fn content(fd: OwnedFd) -> Result<Value, Failure> {
    let (mut file, mut text) = (File::from(fd), String::new());
    let read = file.rewind().and_then(|()| file.read_to_string(&mut text));
    read.map_err(|error| Failure::generic(error.to_string()))?;
    let number: usize = text.parse().map_err(|_| Failure::generic(text))?;
    Ok(json!(number))
}

/// Returns the numbers in a call's descriptors.
fn contents(call: &Call) -> Result<Value, Failure> {
    call.take_fds().into_iter().map(content).collect()
}

/// A server whose command `read` returns the contents of its descriptors; `ignore` leaves them.
fn server() -> Server {
    let commands = Commands::new()
        .raw("read", |call| async move { contents(&call) })
        .raw("ignore", |_| async { Ok(json!({})) });
    Server::new(commands)
}

/// Returns the other end of a socket that the server serves.
fn served() -> UnixStream {
    let (ours, theirs) = UnixStream::pair().unwrap();
    theirs.set_nonblocking(true).unwrap();
    let theirs = tokio::net::UnixStream::from_std(theirs).unwrap();
    let server = server();
    qapi_test_support::spawn(async move { drop(server.serve_stream(theirs).await) });
    ours
}

async fn client() -> Client {
    let ours = served();
    ours.set_nonblocking(true).unwrap();
    let ours = tokio::net::UnixStream::from_std(ours).unwrap();
    Client::from_stream(ours, &Options::new()).await.unwrap()
}

/// Returns the descriptors of a command: every third command of a caller has one or two.
fn fds_of(number: usize) -> Vec<usize> {
    match number % 6 {
        0 => vec![number],
        3 => vec![number, number + 1],
        _ => Vec::new(),
    }
}

async fn each_of_10_000_commands_gets_its_own_descriptors() {
    let vm = client().await;
    let callers = (0..16).map(|caller| {
        let vm = vm.clone();
        qapi_test_support::spawn(async move {
            for i in 0..625 {
                let fds = fds_of(caller * 1000 + i);
                let command = vm.execute_raw("read", None);
                let command = command.with_fds(fds.iter().copied().map(token));
                assert_eq!(command.await.unwrap(), json!(fds));
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
}

async fn descriptors_that_no_handler_takes_are_closed() {
    let vm = client().await;
    for command in ["ignore", "no-such-command"] {
        let (mut ours, theirs) = std::io::pipe().unwrap();
        let sent = vm.execute_raw(command, None).with_fds([theirs]).await;
        assert_eq!(sent.is_ok(), command == "ignore");
        // The end shows that nobody holds the other end any more.
        let read = tokio::task::spawn_blocking(move || ours.read(&mut [0]).unwrap());
        assert_eq!(within(read).await.unwrap(), 0);
    }
    // Nothing is left for the next command.
    let next = vm.execute_raw("read", None).await.unwrap();
    assert_eq!(next, json!([]));
}

/// A client that writes pieces, each with descriptors.
struct Raw(UnixStream, std::io::BufReader<UnixStream>);

impl Raw {
    fn open() -> Self {
        let ours = served();
        let reader = std::io::BufReader::new(ours.try_clone().unwrap());
        let mut raw = Self(ours, reader);
        assert!(raw.line().contains("QMP"));
        raw.send("{\"execute\": \"qmp_capabilities\"}\n", &[]);
        assert!(raw.line().contains("return"));
        raw
    }

    fn send(&self, bytes: &str, numbers: &[usize]) {
        let fds: Vec<_> = numbers.iter().copied().map(token).collect();
        let fds: Vec<_> = fds.iter().map(AsFd::as_fd).collect();
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(32))];
        let mut ancillary = SendAncillaryBuffer::new(&mut space);
        if !fds.is_empty() {
            assert!(ancillary.push(SendAncillaryMessage::ScmRights(&fds)));
        }
        let slices = &[IoSlice::new(bytes.as_bytes())];
        let sent = sendmsg(&self.0, slices, &mut ancillary, SendFlags::empty());
        assert_eq!(sent.unwrap(), bytes.len());
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        std::io::BufRead::read_line(&mut self.1, &mut line).unwrap();
        line
    }

    fn reply(&mut self) -> Value {
        serde_json::from_str(&self.line()).unwrap()
    }
}

async fn descriptors_are_matched_however_the_bytes_are_cut() {
    let work = tokio::task::spawn_blocking(|| {
        let mut raw = Raw::open();
        // Before the message, as QEMU's Python client sends them.
        raw.send(" ", &[1]);
        raw.send("{\"execute\": \"read\", \"id\": 1}\n", &[]);
        assert_eq!(raw.reply(), json!({"return": [1], "id": 1}));
        // With each part of a message.
        raw.send("{\"execute\": ", &[2]);
        raw.send("\"read\", ", &[3]);
        raw.send("\"id\": 2}\n", &[4]);
        assert_eq!(raw.reply(), json!({"return": [2, 3, 4], "id": 2}));
        // Many messages at once, each with its own.
        for id in 10..40 {
            let message = format!("{{\"execute\": \"read\", \"id\": {id}}}\n");
            let fds = if id % 2 == 0 { vec![id] } else { vec![] };
            raw.send(&message, &fds);
        }
        for id in 10..40 {
            let fds = if id % 2 == 0 { json!([id]) } else { json!([]) };
            assert_eq!(raw.reply(), json!({"return": fds, "id": id}));
        }
    });
    within(work).await.unwrap();
}

async fn a_message_with_too_many_descriptors_is_refused() {
    let work = tokio::task::spawn_blocking(|| {
        let mut raw = Raw::open();
        let message = "{\"execute\": \"read\", \"id\": 1}\n";
        for (before, with) in [(0, 17), (16, 1), (9, 8)] {
            raw.send(" ", &vec![1; before]);
            raw.send(message, &vec![2; with]);
            let error = raw.reply();
            let desc = error["error"]["desc"].as_str().unwrap();
            assert!(desc.contains("at most 16 file descriptors"), "{error}");
            assert_eq!(error["id"], 1);
        }
        raw.send(message, &[3; 16]);
        assert_eq!(raw.reply()["return"], json!(vec![3; 16]));
    });
    within(work).await.unwrap();
}

async fn a_test_monitor_counts_descriptors() {
    let monitor = TestMonitor::new();
    monitor.on_raw("getfd", |_| Ok(json!({})));
    let options = Options::new();
    let vm = Client::from_stream(monitor.socket().unwrap(), &options);
    let vm = vm.await.unwrap();
    let getfd = || vm.execute_raw("getfd", Some(json!({"fdname": "a"})));
    getfd().with_fds([token(1)]).await.unwrap();
    getfd().await.unwrap();
    let counts: Vec<_> = monitor.calls().iter().map(|call| call.fds).collect();
    assert_eq!(counts, [1, 0]);
    // A stream in memory passes none.
    let vm = monitor.connect(&Options::new()).await.unwrap();
    let error = vm.execute_raw("getfd", None).with_fds([token(1)]).await;
    assert!(matches!(error, Err(Error::NoDescriptors { .. })));
}
