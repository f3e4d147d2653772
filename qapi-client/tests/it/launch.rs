//! Programs that the clients start: one program text for all three.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::time::{Duration, Instant};

use qapi_client::{Address, Error, Options, ProcessError, RunState, Via, qmp};
use qapi_test_support::{Runtime, Trial, trials};

use crate::support::{LONG, QEMU_FLAGS, awaited, wait};

pub(crate) fn all() -> Vec<Trial> {
    [blocking::all(), threaded::all(), tokio::all()]
        .into_iter()
        .flatten()
        .collect()
}

fn qemu() -> Command {
    let mut command = Command::new(qapi_test_support::program("qemu-system-x86_64"));
    command.args(QEMU_FLAGS);
    command
}

fn storage_daemon() -> Command {
    Command::new(qapi_test_support::program("qemu-storage-daemon"))
}

fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}

/// A deadline that no step here exceeds.
fn patient() -> Options {
    Options::new().connect_deadline(LONG)
}

/// Long enough to start a shell on a busy machine.
const SHORT: Duration = Duration::from_millis(500);

fn short() -> Options {
    Options::new().connect_deadline(SHORT)
}

/// Returns true while the process runs.
fn is_alive(id: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let state = stat.rsplit(')').next().unwrap_or_default().trim_start();
    !state.is_empty() && !state.starts_with(['Z', 'X'])
}

/// Returns true while the process exists, as a zombie too, or the blocking client's thread for it.
fn is_left(id: u32) -> bool {
    let threads = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let mut names = threads.map(|thread| std::fs::read_to_string(thread.path().join("comm")));
    let name = format!("qapi-{id}\n");
    let thread = names.any(|found| found.is_ok_and(|found| found == name));
    thread || std::path::Path::new(&format!("/proc/{id}")).exists()
}

fn signal(id: u32, name: &str) {
    let id = id.to_string();
    let mut kill = Command::new("kill");
    assert!(kill.args(["-s", name, &id]).status().unwrap().success());
}

/// Sends SIGKILL a while later.
fn kill_later(id: u32) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        std::thread::sleep(SHORT / 4);
        signal(id, "KILL");
    })
}

/// The program text, for one client.
///
/// `$run` runs a block, and `$wait` waits: for a reply, or with `end` for another operation. `$gone`
/// waits until nothing of a process is left.
macro_rules! text {
    ($client:ident, $run:ident, $wait:ident, $gone:ident) => {
        mod $client {
            use super::*;
            use qapi_client::$client::{Launch, Process};

            pub(super) fn all() -> Vec<Trial> {
                trials![
                    programs_get_their_monitor_by_a_pair_of_sockets,
                    programs_speak_on_standard_input_and_output,
                    a_program_that_listens_is_connected_as_soon_as_it_does,
                    an_early_exit_is_reported_at_once,
                    a_wrong_program_is_reported,
                    one_deadline_is_for_all_steps,
                    a_program_is_killed_or_kept_on_drop,
                    a_killed_program_wakes_everybody_who_waits,
                    descriptors_are_handed_over_with_their_numbers,
                    frames_pass_through_network_descriptors,
                    descriptors_hide_no_failure_to_start,
                ]
            }

            fn programs_get_their_monitor_by_a_pair_of_sockets() {
                $run!({
                    let launches = [
                        Launch::new(qemu()),
                        Launch::new(storage_daemon()).monitor(Via::StoragePair),
                    ];
                    for launch in launches {
                        let mut process = $wait!(launch.start(&patient()), end).unwrap();
                        let vm = process.client().clone();
                        // It is a Unix socket: descriptors pass.
                        let getfd = vm.execute(qmp::commands::Getfd::new("pipe"));
                        let given = $wait!(getfd.with_fds([std::io::pipe().unwrap().0]));
                        // The storage daemon of QEMU 7.2 does not have the command.
                        assert!(given.is_ok_and(|()| true) || vm.greeting().version.major < 8);
                        let id = process.id().unwrap();
                        assert!(process.try_wait().unwrap().is_none());
                        let running = $wait!(process.wait_within(Duration::ZERO), end);
                        assert!(running.unwrap().is_none());
                        $wait!(vm.execute(qmp::commands::Quit {})).unwrap();
                        let status = $wait!(process.wait_within(LONG), end).unwrap();
                        assert!(status.unwrap().success());
                        assert!($wait!(process.wait(), end).unwrap().success());
                        assert_eq!(process.id(), None);
                        drop(process);
                        $gone!(id);
                    }
                });
            }

            fn programs_speak_on_standard_input_and_output() {
                $run!({
                    let mut system = qemu();
                    system.args(["-qmp", "stdio"]);
                    let mut daemon = storage_daemon();
                    daemon.args(["--chardev", "stdio,id=m", "--monitor", "chardev=m"]);
                    for (command, last_words) in [(system, "on signal 15"), (daemon, "")] {
                        let mut process = $wait!(Process::spawn(command, &patient()), end).unwrap();
                        let vm = process.client().clone();
                        // Descriptors cannot pass.
                        let getfd = vm.execute(qmp::commands::Getfd::new("pipe"));
                        let given = $wait!(getfd.with_fds([std::io::pipe().unwrap().0]));
                        assert!(matches!(given, Err(Error::NoDescriptors { .. })));
                        assert!($wait!(vm.execute_raw("query-version", None)).is_ok());
                        assert!(process.try_wait().unwrap().is_none());
                        let id = process.id().unwrap();
                        signal(id, "TERM");
                        assert!($wait!(process.wait(), end).unwrap().success());
                        let stderr = process.stderr();
                        assert!(stderr.contains(last_words), "{stderr}");
                        let error = $wait!(vm.execute_raw("query-status", None)).unwrap_err();
                        assert!(error.is_disconnected(), "{error}");
                        drop(process);
                        $gone!(id);
                    }
                    // It is awaited for as long as a connection, but does not exit.
                    let silent = shell("exec >&-; exec sleep 60");
                    let error = $wait!(Process::spawn(silent, &short()), end).unwrap_err();
                    let ProcessError::Connect {
                        status: None,
                        reason,
                        ..
                    } = &error
                    else {
                        panic!("{error}")
                    };
                    assert!(reason.is_disconnected(), "{error}");
                });
            }

            fn a_program_that_listens_is_connected_as_soon_as_it_does() {
                $run!({
                    let folder = tempfile::tempdir().unwrap();
                    let path = folder.path().join("qmp");
                    // A dead socket of an earlier program.
                    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
                    let launch = || {
                        let mut command = qemu();
                        let monitor = format!("unix:{},server=on,wait=off", path.display());
                        command.args(["-qmp", &monitor]);
                        Launch::new(command).monitor(Via::Socket(Address::unix(&path)))
                    };
                    let mut process = $wait!(launch().start(&patient()), end).unwrap();
                    assert_eq!(process.client().state(), RunState::Running);
                    // Another program at that address is not taken for the new one.
                    let error = $wait!(launch().start(&patient()), end).unwrap_err();
                    let ProcessError::Spawn { reason, .. } = error else {
                        panic!("{error}")
                    };
                    assert_eq!(reason.kind(), std::io::ErrorKind::AddrInUse);
                    let id = process.id().unwrap();
                    $wait!(process.kill(), end).unwrap();
                    drop(process);
                    $gone!(id);
                });
            }

            fn an_early_exit_is_reported_at_once() {
                $run!({
                    let folder = tempfile::tempdir().unwrap();
                    let never = Via::Socket(Address::unix(folder.path().join("never")));
                    // A child holds the sockets open, so only the exit itself shows.
                    let script = "sleep 60 >&2 & child=$!; echo $child >&2; \
                        echo last words >&2; exit 7";
                    for monitor in [Via::Pair, Via::Stdio, never] {
                        let start = Instant::now();
                        let launch = Launch::new(shell(script)).monitor(monitor);
                        let error = $wait!(launch.start(&patient()), end).unwrap_err();
                        assert!(start.elapsed() < LONG / 2, "{error}");
                        let text = error.to_string();
                        let ProcessError::Connect { status, stderr, .. } = error else {
                            panic!("{text}")
                        };
                        assert_eq!(status.unwrap().code(), Some(7));
                        assert!(stderr.ends_with("last words\n"), "{stderr}");
                        assert!(text.contains("exit status: 7") && text.contains("last words"));
                        let child = stderr.lines().next().unwrap();
                        signal(child.parse().unwrap(), "KILL");
                    }
                    let mut command = qemu();
                    command.arg("-no-such-option");
                    let error = $wait!(Launch::new(command).start(&patient()), end);
                    let error = error.unwrap_err().to_string();
                    assert!(error.contains("no-such-option"), "{error}");
                    assert!(error.contains("exit status: 1"), "{error}");
                });
            }

            fn a_wrong_program_is_reported() {
                $run!({
                    let missing = Command::new("no-such-program");
                    let error = $wait!(Launch::new(missing).start(&patient()), end);
                    let error = error.unwrap_err();
                    let ProcessError::Spawn { program, reason } = &error else {
                        panic!("{error}")
                    };
                    assert_eq!(program, "no-such-program");
                    assert_eq!(reason.kind(), std::io::ErrorKind::NotFound);

                    let talker = shell("echo hello; exec sleep 60");
                    let error = $wait!(Process::spawn(talker, &patient()), end).unwrap_err();
                    let ProcessError::Connect { reason, status, .. } = &error else {
                        panic!("{error}")
                    };
                    assert!(reason.is_protocol() && status.is_none(), "{error}");

                    let error = $wait!(Process::spawn(shell("exit 0"), &patient()), end);
                    let error = error.unwrap_err();
                    let ProcessError::Connect { status, .. } = &error else {
                        panic!("{error}")
                    };
                    assert!(status.unwrap().success(), "{error}");
                });
            }

            fn one_deadline_is_for_all_steps() {
                $run!({
                    let folder = tempfile::tempdir().unwrap();
                    let never = Via::Socket(Address::unix(folder.path().join("never")));
                    for monitor in [Via::Pair, Via::Stdio, never] {
                        // On a busy machine, the program says nothing by the first deadline.
                        let mut deadlines = [SHORT / 4, SHORT * 10].into_iter();
                        loop {
                            let deadline = deadlines.next().expect("the program says nothing");
                            let options = Options::new().connect_deadline(deadline);
                            let start = Instant::now();
                            let launch = Launch::new(shell("echo $$ >&2; exec sleep 60"));
                            let launch = launch.monitor(monitor.clone());
                            let error = $wait!(launch.start(&options), end).unwrap_err();
                            let ProcessError::Connect {
                                reason,
                                status,
                                stderr,
                                ..
                            } = &error
                            else {
                                panic!("{error}")
                            };
                            let late =
                                reason.is_timeout() || matches!(reason, Error::Connect { .. });
                            assert!(late && status.is_none(), "{error}");
                            let taken = start.elapsed();
                            assert!(taken >= deadline && taken < LONG / 2, "{taken:?}");
                            if let Ok(id) = stderr.trim().parse() {
                                $gone!(id);
                                break;
                            }
                        }
                    }
                });
            }

            fn a_program_is_killed_or_kept_on_drop() {
                $run!({
                    for keep in [false, true] {
                        let launch = Launch::new(qemu()).keep_on_drop(keep);
                        let process = $wait!(launch.start(&patient()), end).unwrap();
                        let id = process.id().unwrap();
                        let vm = process.client().clone();
                        drop(process);
                        if keep {
                            let status = $wait!(vm.execute(qmp::commands::QueryStatus {}));
                            assert!(status.is_ok() && is_alive(id));
                            $wait!(vm.execute(qmp::commands::Quit {})).unwrap();
                        }
                        $gone!(id);
                    }
                });
            }

            fn a_killed_program_wakes_everybody_who_waits() {
                $run!({
                    let launch = Launch::new(qemu());
                    let mut process = $wait!(launch.start(&patient()), end).unwrap();
                    let id = process.id().unwrap();
                    signal(id, "STOP");
                    let killer = kill_later(id);
                    let status = process.client().execute(qmp::commands::QueryStatus {});
                    let error = $wait!(status.deadline(LONG)).unwrap_err();
                    assert!(error.is_disconnected() && error.may_have_run(), "{error}");
                    killer.join().unwrap();
                    let status = $wait!(process.wait(), end).unwrap();
                    assert_eq!(status.signal(), Some(9));

                    // One that waits for the exit.
                    let launch = Launch::new(qemu());
                    let mut process = $wait!(launch.start(&patient()), end).unwrap();
                    let killer = kill_later(process.id().unwrap());
                    let status = $wait!(process.wait_within(LONG), end).unwrap();
                    assert_eq!(status.unwrap().signal(), Some(9));
                    killer.join().unwrap();
                });
            }

            fn descriptors_are_handed_over_with_their_numbers() {
                $run!({
                    let (mut reader, writer) = std::io::pipe().unwrap();
                    let (ours, theirs) = UnixStream::pair().unwrap();
                    let mut launch = Launch::new(qemu());
                    let [pipe, socket] = [launch.fd(writer), launch.fd(theirs)];
                    assert_eq!([pipe, socket], [3, 4]);
                    let device = format!("socket,id=c0,fd={socket}");
                    let monitor = "chardev=c0,mode=readline";
                    let set = format!("fd={pipe},set=9,opaque=pipe");
                    let command = launch.command();
                    command.args(["-chardev", &device, "-mon", monitor, "-add-fd", &set]);
                    let mut process = $wait!(launch.start(&patient()), end).unwrap();
                    // The human monitor greets on our end of the socket.
                    ours.set_read_timeout(Some(LONG)).unwrap();
                    let mut greeting = [0; 5];
                    (&ours).read_exact(&mut greeting).unwrap();
                    assert_eq!(&greeting, b"QEMU ");
                    let vm = process.client();
                    let sets = $wait!(vm.execute(qmp::commands::QueryFdsets {})).unwrap();
                    let opaque = sets[0].fds[0].opaque.as_deref();
                    assert_eq!((sets[0].fdset_id, opaque), (9, Some("pipe")));
                    // Nobody but QEMU had the other end of the pipe.
                    $wait!(vm.execute(qmp::commands::Quit {})).unwrap();
                    $wait!(process.wait(), end).unwrap();
                    assert_eq!(reader.read(&mut [0]).unwrap(), 0);
                });
            }

            /// Two sockets as network devices of the host, with a hub of QEMU's between them.
            fn frames_pass_through_network_descriptors() {
                $run!({
                    let mut launch = Launch::new(qemu());
                    let mut ends = Vec::new();
                    for name in ["a", "b"] {
                        let (ours, theirs) = UnixStream::pair().unwrap();
                        let number = launch.fd(theirs);
                        let socket = format!("socket,id={name},fd={number}");
                        let port = format!("hubport,id=hub-{name},hubid=1,netdev={name}");
                        launch
                            .command()
                            .args(["-netdev", &socket, "-netdev", &port]);
                        ours.set_read_timeout(Some(LONG)).unwrap();
                        ends.push(ours);
                    }
                    let process = $wait!(launch.start(&patient()), end).unwrap();
                    let frame = [0x55; 64];
                    let length = 64_u32.to_be_bytes();
                    ends[0].write_all(&length).unwrap();
                    ends[0].write_all(&frame).unwrap();
                    let mut received = [0; 68];
                    ends[1].read_exact(&mut received).unwrap();
                    assert_eq!((&received[..4], &received[4..]), (&length[..], &frame[..]));
                    drop(process);
                });
            }

            /// The standard library reports a failure through a descriptor of its own. Here, one of
            /// the program's would have its number.
            fn descriptors_hide_no_failure_to_start() {
                $run!({
                    let low: Vec<_> = (0..16).map(|_| std::io::pipe().unwrap()).collect();
                    let (mut reader, writer) = std::io::pipe().unwrap();
                    let mut launch = Launch::new(Command::new("no-such-program"));
                    for _ in 0..16 {
                        launch.fd(writer.try_clone().unwrap());
                    }
                    drop((low, writer));
                    let error = $wait!(launch.start(&patient()), end).unwrap_err();
                    let ProcessError::Spawn { reason, .. } = &error else {
                        panic!("{error}")
                    };
                    assert_eq!(reason.kind(), std::io::ErrorKind::NotFound);
                    // Nor is the report written into one of them.
                    assert_eq!(reader.read(&mut [0; 16]).unwrap(), 0);
                });
            }
        }
    };
}

macro_rules! here {
    ($body:block) => {
        $body
    };
}

macro_rules! in_a_runtime {
    ($body:block) => {
        Runtime::CurrentThread.block_on(async $body)
    };
}

const SOON: Duration = Duration::from_millis(5);

macro_rules! gone {
    ($id:expr) => {
        let (id, start): (u32, _) = ($id, Instant::now());
        while is_left(id) {
            assert!(start.elapsed() < LONG, "{id} is left");
            std::thread::sleep(SOON);
        }
    };
}

macro_rules! gone_awaited {
    ($id:expr) => {
        let (id, start): (u32, _) = ($id, Instant::now());
        while is_left(id) {
            assert!(start.elapsed() < LONG, "{id} is left");
            // The runtime collects exit statuses meanwhile.
            ::tokio::time::sleep(SOON).await;
        }
    };
}

text!(blocking, here, wait, gone);
text!(threaded, here, wait, gone);
text!(tokio, in_a_runtime, awaited, gone_awaited);
