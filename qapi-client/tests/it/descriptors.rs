//! File descriptors sent with commands.

use std::fs::File;
use std::io::{IoSliceMut, Read, Seek, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;
use std::time::Duration;

use qapi_client::{Error, Options, blocking, qmp, threaded, tokio};
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
        a_set_of_descriptors_lives_as_long_as_its_guard,
        a_set_of_descriptors_of_the_asynchronous_client on CurrentThread,
        a_real_qemu_gets_a_socket_for_its_network,
        a_real_machine_goes_into_a_file_and_comes_back,
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
    let stream = support::asynchronous(ours);
    let vm = tokio::Client::from_stream(stream, &Options::new())
        .await
        .unwrap();
    let callers = (0..16).map(|caller| {
        let vm = vm.clone();
        ::qapi_test_support::spawn(async move {
            for i in 0..125 {
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
    ::qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
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

/// Returns a QEMU with a file, and the file opened for reading and writing.
fn qemu_with_disk() -> (support::Process, File) {
    let qemu = support::qemu();
    std::fs::write(qemu.path("disk"), vec![0; 1 << 20]).unwrap();
    let open = |path| File::options().read(true).write(true).open(path);
    let disk = open(qemu.path("disk")).unwrap();
    (qemu, disk)
}

fn a_set_of_descriptors_lives_as_long_as_its_guard() {
    let (qemu, disk) = qemu_with_disk();
    let address = qemu.address("qmp");
    macro_rules! sets {
        ($vm:expr, $node:literal) => {{
            let vm = $vm;
            let list = || vm.execute(qmp::commands::QueryFdsets {}).wait().unwrap();
            let opaque = |at: usize| list()[0].fds[at].opaque.clone();
            assert!(list().is_empty());
            let set = vm.add_fd(disk.try_clone().unwrap(), "both").unwrap();
            let path = format!("/dev/fdset/{}", set.id());
            assert_eq!(set.path(), path);
            set.add(File::open(qemu.path("disk")).unwrap(), "read")
                .unwrap();
            let mut texts = [opaque(0), opaque(1)].map(Option::unwrap);
            texts.sort();
            assert_eq!(texts, ["both", "read"]);
            let node = json!({"driver": "file", "node-name": $node, "filename": path});
            vm.execute_raw("blockdev-add", Some(node)).wait().unwrap();
            let node = json!({"node-name": $node});
            vm.execute_raw("blockdev-del", Some(node)).wait().unwrap();
            drop(set);
            assert!(list().is_empty());
            vm.add_fd(disk.try_clone().unwrap(), "")
                .unwrap()
                .remove()
                .unwrap();
            assert!(list().is_empty());
            let id = vm.add_fd(disk.try_clone().unwrap(), "").unwrap().keep();
            assert_eq!(list()[0].fdset_id, id);
            assert_eq!(opaque(0), None);
            vm.execute(qmp::commands::RemoveFd::new(id)).wait().unwrap();
        }};
    }
    sets!(blocking::Client::connect(&address).unwrap(), "n0");
    sets!(threaded::Client::connect(&address).unwrap(), "n1");
}

async fn a_set_of_descriptors_of_the_asynchronous_client() {
    let (qemu, disk) = qemu_with_disk();
    let vm = tokio::Client::connect(qemu.address("qmp")).await.unwrap();
    let set = vm.add_fd(disk, "disk").await.unwrap();
    set.add(File::open(qemu.path("disk")).unwrap(), "read")
        .await
        .unwrap();
    let sets = vm.execute(qmp::commands::QueryFdsets {}).await.unwrap();
    assert_eq!((sets[0].fdset_id, sets[0].fds.len()), (set.id(), 2));
    // The removal is sent before the query.
    drop(set);
    let sets = vm.execute(qmp::commands::QueryFdsets {}).await.unwrap();
    assert!(sets.is_empty());
}

fn a_real_qemu_gets_a_socket_for_its_network() {
    let qemu = support::qemu();
    let vm = blocking::Client::connect(qemu.address("qmp")).unwrap();
    let (ours, theirs) = UnixStream::pair().unwrap();
    let getfd = vm.execute(qmp::commands::Getfd::new("net0"));
    getfd.with_borrowed_fds([&theirs]).unwrap().wait().unwrap();
    drop(theirs);
    let netdev = json!({"type": "socket", "id": "n0", "fd": "net0"});
    vm.execute_raw("netdev_add", Some(netdev)).wait().unwrap();
    let netdev = json!({"id": "n0"});
    vm.execute_raw("netdev_del", Some(netdev)).wait().unwrap();
    // QEMU had the only other end, and has closed it.
    ours.set_read_timeout(Some(support::LONG)).unwrap();
    assert_eq!((&ours).read(&mut [0]).unwrap(), 0);
    let error = vm.execute(qmp::commands::Closefd::new("net0")).wait();
    assert!(error.unwrap_err().is_command_error());
}

/// Starts a small machine that does not run, with its monitor at `qmp`.
fn machine(incoming: bool) -> support::Process {
    let flags = "-accel tcg -machine pc -m 16 -S -display none -nodefaults";
    let incoming = ["-incoming", "defer"].into_iter().filter(|_| incoming);
    support::emulator(flags.split(' ').chain(incoming))
}

fn a_real_machine_goes_into_a_file_and_comes_back() {
    let mut file = tempfile::tempfile().unwrap();
    let (from, to) = (machine(false), machine(true));
    let migrate = |qemu: &support::Process, command: &str, file: &File| {
        let vm = threaded::Client::connect(qemu.address("qmp")).unwrap();
        let mut migration = vm.migration().every(Duration::from_millis(10));
        let getfd = vm.execute(qmp::commands::Getfd::new("state"));
        getfd.with_borrowed_fds([file]).unwrap().wait().unwrap();
        let uri = json!({"uri": "fd:state"});
        vm.execute_raw(command, Some(uri)).wait().unwrap();
        let end = migration.end(support::LONG).unwrap();
        assert_eq!(end, tokio::JobEnd::Concluded, "{command}");
        vm.execute(qmp::commands::QueryStatus {}).wait().unwrap()
    };
    let status = migrate(&from, "migrate", &file);
    assert_eq!(status.status.as_str(), "postmigrate");
    assert!(file.metadata().unwrap().len() > 0);
    file.rewind().unwrap();
    let status = migrate(&to, "migrate-incoming", &file);
    assert_eq!(status.status.as_str(), "prelaunch");
}
