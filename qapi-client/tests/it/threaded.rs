//! The client on a background thread, in programs without async.

use std::time::{Duration, Instant};

use crate::support::{LONG, Peer};
use qapi_client::qmp;
use qapi_client::threaded::{Client, GuestAgent, Reconnecting, block_on};
use qapi_client::tokio::{Backoff, JobEnd};
use qapi_client::wire::{Encode, Writer};
use qapi_client::{Command, Error, Options, RawEvent, RunState};
use qapi_test_support::{Trial, trials};
use serde_json::json;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        threads_share_a_connection_and_each_gets_its_own_reply,
        out_of_band_overtakes_what_another_thread_waits_for,
        a_stopped_qemu_hangs_no_thread,
        a_job_is_followed_and_ended,
        an_answer_that_events_overtook_is_not_the_result,
        a_job_is_followed_no_further_than_its_connection,
        the_connection_is_made_again,
        calls_from_within_a_runtime_do_not_panic,
        threads_share_a_guest_agent_and_late_replies_are_nobodys,
    ]
}

const SHORT: Duration = Duration::from_millis(300);

/// Returns a client of a peer that follows a script.
fn client_of<T: Send + 'static>(
    script: impl FnOnce(&mut Peer) -> T + Send + 'static,
    options: &Options,
) -> (Client, std::thread::JoinHandle<T>) {
    let (ours, peer) = Peer::run(script);
    let client = block_on(async {
        let stream = crate::support::asynchronous(ours);
        qapi_client::tokio::Client::from_stream(stream, options).await
    });
    (client.unwrap().unwrap().into(), peer)
}

fn threads_share_a_connection_and_each_gets_its_own_reply() {
    let qemu = crate::support::qemu();
    let vm = Client::connect(qemu.address("qmp")).unwrap();
    std::thread::scope(|scope| {
        for i in 0..8 {
            let vm = &vm;
            scope.spawn(move || {
                for _ in 0..50 {
                    let path = json!({"path": "/", "property": "type"});
                    match i % 2 {
                        0 => assert!(
                            vm.execute(qmp::commands::QueryStatus {})
                                .wait()
                                .unwrap()
                                .running
                        ),
                        _ => {
                            assert_eq!(
                                vm.execute_raw("qom-get", Some(path)).wait().unwrap(),
                                "container"
                            )
                        }
                    }
                }
            });
        }
    });
    assert!(vm.schema().unwrap().query("query-status").unwrap());

    // Events arrive while no thread waits, at several listeners.
    let (mut first, second) = (vm.events::<qmp::Event>(), vm.events::<RawEvent>());
    let listener = std::thread::spawn(move || {
        let names = second.map(|event| event.unwrap().body.name);
        names.collect::<Vec<_>>()
    });
    vm.execute_raw("stop", None).wait().unwrap();
    let event = first.next_within(LONG).unwrap().unwrap();
    assert!(matches!(event.body, qmp::Event::Stop(_)));
    let begin = Instant::now();
    let error = first.next_within(SHORT).unwrap().unwrap_err();
    assert!(error.is_timeout() && begin.elapsed() >= SHORT, "{error}");
    vm.execute_raw("quit", None).wait().unwrap();
    let last = first.next_within(LONG).unwrap().unwrap();
    assert!(matches!(last.body, qmp::Event::Shutdown(_)));
    assert!(first.next_within(LONG).is_none());
    assert_eq!(listener.join().unwrap(), ["STOP", "SHUTDOWN"]);
    vm.disconnect();
    vm.disconnect();
    assert_eq!(vm.state(), RunState::Idle);
}

fn out_of_band_overtakes_what_another_thread_waits_for() {
    let script = |peer: &mut Peer| {
        peer.open();
        peer.expect("{\"execute\":\"stuck\",\"id\":2}");
        peer.expect("{\"exec-oob\":\"urgent\",\"id\":3}");
        peer.send("{\"return\": 3, \"id\": 3}\r\n");
        peer.line();
        peer.send("{\"return\": 2, \"id\": 2}\r\n{\"return\": 4, \"id\": 4}\r\n");
    };
    let (vm, peer) = client_of(script, &Options::new());
    assert!(vm.oob_granted());
    let other = vm.clone();
    let stuck = std::thread::spawn(move || other.execute_raw("stuck", None).wait());
    while vm.outstanding().is_empty() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(
        vm.execute_raw("urgent", None).out_of_band().wait().unwrap(),
        3
    );
    assert_eq!(vm.execute_raw("last", None).wait().unwrap(), 4);
    assert_eq!(stuck.join().unwrap().unwrap(), 2);
    peer.join().unwrap();
}

fn a_stopped_qemu_hangs_no_thread() {
    let qemu = crate::support::qemu();
    let vm = Client::connect_with(qemu.address("qmp"), &Options::new().deadline(LONG)).unwrap();
    qemu.signal("STOP");
    let error = vm
        .execute(qmp::commands::QueryStatus {})
        .deadline(SHORT)
        .wait()
        .unwrap_err();
    assert!(error.is_timeout() && error.may_have_run(), "{error}");
    qemu.signal("CONT");
    vm.execute(qmp::commands::QueryStatus {}).wait().unwrap();
}

fn a_job_is_followed_and_ended() {
    let qemu = crate::support::storage_daemon();
    let vm = Client::connect(qemu.address("qmp")).unwrap();
    let create = |size: u64, name: &str| {
        let filename = qemu.path(name).display().to_string();
        let options = json!({"driver": "file", "size": size, "filename": filename});
        let arguments = json!({"job-id": "j", "options": options});
        vm.execute_raw("blockdev-create", Some(arguments))
            .wait()
            .unwrap();
    };
    let mut job = vm.job("j");
    create(65536, "image");
    let last = job.by_ref().last().unwrap().unwrap();
    assert_eq!(last.status, qmp::JobStatus::Concluded);
    assert_eq!(job.end(LONG).unwrap(), JobEnd::Concluded);
    job.control().dismiss().unwrap();
    assert_eq!(job.query().unwrap(), None);

    let mut job = vm.job("j");
    create(65536, "no/directory");
    let end = job.end_and_dismiss(LONG).unwrap();
    assert!(matches!(end, JobEnd::Aborted { error: Some(_) }), "{end:?}");
    assert_eq!(job.query().unwrap(), None);

    for name in ["from", "to"] {
        let node = json!({"driver": "null-co", "node-name": name, "size": 1 << 30,
            "read-zeroes": true});
        vm.execute_raw("blockdev-add", Some(node)).wait().unwrap();
    }
    let mut job = vm.block_job("m");
    let mirror = json!({"job-id": "m", "device": "from", "target": "to", "sync": "full",
        "speed": 65536});
    vm.execute_raw("blockdev-mirror", Some(mirror))
        .wait()
        .unwrap();
    let error = job.end(SHORT).unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        timeout.to_string(),
        "timed out after 300ms waiting for the end of job m"
    );
    job.cancel().unwrap();
    assert_eq!(job.end(LONG).unwrap(), JobEnd::Cancelled);
}

/// A result is more than the events report: it has the error.
fn an_answer_that_events_overtook_is_not_the_result() {
    let script = |peer: &mut Peer| {
        peer.open();
        let answer = |id: u32, status: &str, error: &str| {
            format!(
                "{{\"return\": [{{\"id\": \"j\", \"type\": \"create\", \"status\": \"{status}\", \
                 \"current-progress\": 0, \"total-progress\": 1{error}}}], \"id\": {id}}}\r\n"
            )
        };
        let event = |status: &str| {
            format!(
                "{{\"event\": \"JOB_STATUS_CHANGE\", \
                 \"timestamp\": {{\"seconds\": 1, \"microseconds\": 2}}, \
                 \"data\": {{\"id\": \"j\", \"status\": \"{status}\"}}}}\r\n"
            )
        };
        peer.expect("{\"execute\":\"query-jobs\",\"id\":2}");
        // They arrive together.
        let late = event("aborting") + &event("concluded");
        peer.send(answer(2, "running", "") + &late);
        let mut id = 3;
        // A client that reads the answer before the events asks once more.
        while peer.line().contains("query-jobs") {
            peer.send(answer(id, "concluded", ", \"error\": \"no room\""));
            id += 1;
        }
    };
    let (vm, peer) = client_of(script, &Options::new());
    let end = vm.job("j").end(LONG).unwrap();
    let error = Some("no room".into());
    assert_eq!(end, JobEnd::Aborted { error });
    vm.disconnect();
    peer.join().unwrap();
}

fn a_job_is_followed_no_further_than_its_connection() {
    let script = |peer: &mut Peer| {
        peer.open();
        for id in 2..4 {
            peer.expect(&format!("{{\"execute\":\"query-jobs\",\"id\":{id}}}"));
            let error = "\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}";
            peer.send(format!("{{\"id\": {id}, {error}}}\r\n"));
        }
    };
    let (vm, peer) = client_of(script, &Options::new());
    let mut job = vm.job("j");
    for _ in 0..2 {
        // A temporary error is not the end.
        assert!(job.next().unwrap().unwrap_err().is_command_error());
    }
    peer.join().unwrap();
    assert!(job.next().unwrap().unwrap_err().is_disconnected());
    assert!(job.next().is_none());
    assert!(job.end(LONG).unwrap_err().is_disconnected());
}

fn the_connection_is_made_again() {
    let qemu = crate::support::qemu();
    let backoff = Backoff::default().first(SHORT);
    let vm = Reconnecting::connect(qemu.address("qmp"), &Options::new(), backoff).unwrap();
    let mut events = vm.events::<RawEvent>();
    vm.client().unwrap().disconnect();
    let error = events.next_within(LONG).unwrap().unwrap_err();
    assert!(matches!(error, Error::Gap { .. }), "{error}");
    let begin = Instant::now();
    while let Err(error) = vm.execute(qmp::commands::Stop {}).wait() {
        assert!(error.is_disconnected() && begin.elapsed() < LONG, "{error}");
    }
    assert_eq!(events.next().unwrap().unwrap().body.name, "STOP");
    vm.disconnect();
    assert_eq!(vm.state(), RunState::Idle);
}

fn calls_from_within_a_runtime_do_not_panic() {
    let qemu = crate::support::qemu();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let vm = Client::connect(qemu.address("qmp")).unwrap();
        vm.execute(qmp::commands::QueryStatus {}).wait().unwrap();
    });
}

/// `guest-ping`, typed.
struct Ping;

impl Command for Ping {
    const NAME: &'static str = "guest-ping";
    type Ok = ();
}

impl Encode for Ping {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.object(&[], &[]);
    }
}

fn threads_share_a_guest_agent_and_late_replies_are_nobodys() {
    let process = crate::support::qemu_ga();
    let agent = GuestAgent::connect(process.address("agent")).unwrap();
    assert_eq!(agent.state(), RunState::Running);
    std::thread::scope(|scope| {
        for i in 0..8 {
            let agent = &agent;
            scope.spawn(move || {
                for _ in 0..20 {
                    match i % 2 {
                        0 => assert!(
                            agent
                                .execute_raw("guest-get-time", None)
                                .wait()
                                .unwrap()
                                .is_number()
                        ),
                        _ => agent.execute(Ping).wait().unwrap(),
                    }
                }
            });
        }
    });
    let error = agent.execute_raw("guest-none", None).wait().unwrap_err();
    assert!(error.is_command_not_found(), "{error}");

    process.signal("STOP");
    let error = agent.execute(Ping).deadline(SHORT).wait().unwrap_err();
    assert!(error.is_timeout(), "{error}");
    process.signal("CONT");
    let info = agent.execute_raw("guest-info", None).wait().unwrap();
    assert!(info["version"].is_string(), "{info}");
    agent.disconnect();
    assert_eq!(agent.state(), RunState::Idle);
    assert!(agent.execute(Ping).wait().unwrap_err().is_disconnected());
}
