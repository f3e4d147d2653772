//! File descriptors sent with commands.

use std::fs::File;
use std::io::{IoSliceMut, Read, Seek, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;

use qapi_client::{Error, Options, blocking, threaded, tokio};
use qapi_test_support::{Trial, trials};
use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};
use serde_json::{Value, json};

use crate::support::{self, GREETING};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        each_descriptor_goes_out_with_its_command on Threads,
        each_descriptor_of_a_thread_goes_out_with_its_command,
        a_stream_that_cannot_pass_descriptors_refuses_them on CurrentThread,
        a_real_qemu_gets_descriptors,
    ]
}

/// Returns a file that contains the number.
fn token(number: usize) -> OwnedFd {
    let mut file = tempfile::tempfile().unwrap();
    write!(file, "{number}").unwrap();
    file.into()
}

/// Starts a monitor that returns the content of the descriptors of a command. It checks that the
/// first byte that arrives with them begins a message.
fn monitor(stream: UnixStream) -> JoinHandle<()> {
    std::thread::spawn(move || {
        (&stream).write_all(GREETING.as_bytes()).unwrap();
        let (mut received, mut fds) = (Vec::new(), Vec::new());
        loop {
            let mut buffer = [0; 4096];
            let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(16))];
            let mut ancillary = RecvAncillaryBuffer::new(&mut space);
            let slices = &mut [IoSliceMut::new(&mut buffer)];
            let message = recvmsg(&stream, slices, &mut ancillary, RecvFlags::empty());
            let count = message.unwrap().bytes;
            for message in ancillary.drain() {
                if let RecvAncillaryMessage::ScmRights(rights) = message {
                    assert!(fds.is_empty(), "descriptors of two commands");
                    assert!(buffer.starts_with(b"{\"exec"), "within a message");
                    fds.extend(rights);
                }
            }
            if count == 0 {
                return;
            }
            received.extend_from_slice(&buffer[..count]);
            while let Some(end) = received.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = received.drain(..=end).collect();
                let command: Value = serde_json::from_slice(&line).unwrap();
                let contents: Vec<Value> = match command["arguments"]["fds"].as_u64() {
                    None => Vec::new(),
                    Some(_) => fds.drain(..).map(content).collect(),
                };
                let reply = json!({"return": contents, "id": command["id"]});
                (&stream)
                    .write_all(format!("{reply}\n").as_bytes())
                    .unwrap();
            }
        }
    })
}

fn content(fd: OwnedFd) -> Value {
    let (mut file, mut text) = (File::from(fd), String::new());
    file.rewind().unwrap();
    file.read_to_string(&mut text).unwrap();
    json!(text.parse::<usize>().unwrap())
}

/// Returns the descriptors of a command: every third command of a caller has one or two.
fn fds_of(number: usize) -> Vec<usize> {
    match number % 6 {
        0 => vec![number],
        3 => vec![number, number + 1],
        _ => Vec::new(),
    }
}

fn arguments(fds: &[usize]) -> Option<Value> {
    (!fds.is_empty()).then(|| json!({"fds": fds.len()}))
}

async fn each_descriptor_goes_out_with_its_command() {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let peer = monitor(theirs);
    ours.set_nonblocking(true).unwrap();
    let stream = ::tokio::net::UnixStream::from_std(ours).unwrap();
    let vm = tokio::Client::from_stream(stream, &Options::new())
        .await
        .unwrap();
    let callers = (0..16).map(|caller| {
        let vm = vm.clone();
        ::tokio::spawn(async move {
            for i in 0..625 {
                let fds = fds_of(caller * 1000 + i);
                let command = vm.execute_raw("take", arguments(&fds));
                let command = command.with_fds(fds.iter().copied().map(token));
                assert_eq!(command.await.unwrap(), json!(fds));
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
    drop(vm);
    peer.join().unwrap();
}

fn each_descriptor_of_a_thread_goes_out_with_its_command() {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let peer = monitor(theirs);
    let vm = blocking::Client::from_stream(ours, &Options::new()).unwrap();
    std::thread::scope(|scope| {
        for caller in 0..8 {
            let vm = &vm;
            scope.spawn(move || {
                for i in 0..250 {
                    let fds = fds_of(caller * 1000 + i);
                    let command = vm.execute_raw("take", arguments(&fds));
                    let command = command.with_fds(fds.iter().copied().map(token));
                    assert_eq!(command.wait().unwrap(), json!(fds));
                }
            });
        }
    });
    drop(vm);
    peer.join().unwrap();
}

async fn a_stream_that_cannot_pass_descriptors_refuses_them() {
    let (ours, theirs) = ::tokio::io::duplex(1 << 16);
    let server = qapi_server::Server::new(qapi_server::Commands::new());
    ::tokio::spawn(async move { server.serve_stream(theirs).await });
    let vm = tokio::Client::from_stream(ours, &Options::new())
        .await
        .unwrap();
    let error = vm.execute_raw("getfd", None).with_fds([token(1)]).await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::NoDescriptors { .. }), "{error}");
    assert!(!error.may_have_run());

    let (ours, theirs) = UnixStream::pair().unwrap();
    let peer = monitor(theirs);
    let connect = || blocking::Client::from_stream(ours, &Options::new());
    let vm = connect().unwrap();
    let many = (0..17).map(token);
    let error = vm.execute_raw("take", None).with_fds(many).wait();
    assert!(
        matches!(error, Err(Error::NoDescriptors { .. })),
        "{error:?}"
    );
    drop(vm);
    peer.join().unwrap();
}

fn a_real_qemu_gets_descriptors() {
    let qemu = support::qemu();
    let file = qemu.path("disk");
    std::fs::write(&file, vec![0; 1 << 20]).unwrap();
    let open = || File::options().read(true).write(true).open(&file).unwrap();

    // A descriptor of a set becomes a block node's file.
    let vm = blocking::Client::connect(qemu.address("qmp")).unwrap();
    let set = json!({"fdset-id": 7, "opaque": "disk"});
    let added = vm.execute_raw("add-fd", Some(set)).with_fds([open()]);
    assert_eq!(added.wait().unwrap()["fdset-id"], 7);
    let node = json!({"driver": "file", "node-name": "n0", "filename": "/dev/fdset/7"});
    vm.execute_raw("blockdev-add", Some(node)).wait().unwrap();
    let sets = vm.execute_raw("query-fdsets", None).wait().unwrap();
    assert_eq!(sets[0]["fds"][0]["opaque"], "disk");

    // The machine's state goes into a file, without a file name.
    let state = File::create(qemu.path("state")).unwrap();
    let clone = state.as_fd().try_clone_to_owned().unwrap();
    let name = json!({"fdname": "state"});
    let named = vm.execute_raw("getfd", Some(name)).with_fds([clone]);
    named.wait().unwrap();
    let error = vm.execute_raw("getfd", Some(json!({"fdname": "none"})));
    assert!(error.wait().unwrap_err().is_command_error());
    drop(vm);

    // The asynchronous client, on a background thread.
    let vm = threaded::Client::connect(qemu.address("qmp")).unwrap();
    let set = json!({"fdset-id": 8});
    let added = vm.execute_raw("add-fd", Some(set)).with_fds([open()]);
    assert_eq!(added.wait().unwrap()["fdset-id"], 8);
}
