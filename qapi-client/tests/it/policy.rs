//! Commands that a policy accepts, warns of and rejects: with our server and a schema recorded from
//! QEMU 7.2, and with a real QEMU; typed and raw, in every client.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use qapi_client::tokio::{Backoff, Client, Reconnecting};
use qapi_client::wire::Value;
use qapi_client::{Error, Issue, Options, Policy, Reaction, blocking, qmp};
use qapi_server::{Commands, Server};
use serde_json::json;

use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        what_is_rejected_never_reaches_the_server on CurrentThread,
        without_a_schema_no_policy_can_be_kept on CurrentThread,
        a_real_qemu_is_kept_from_what_it_deprecates_by_the_blocking_client,
        a_real_qemu_gets_what_is_only_warned_of_also_over_a_second_connection on CurrentThread,
    ]
}

/// Findings reported so far, in order.
type Told = Arc<Mutex<Vec<String>>>;

fn options(policy: Policy) -> (Options, Told) {
    let told = Told::default();
    let listener = told.clone();
    let options = Options::new()
        .policy(policy)
        .on_finding(move |finding| listener.lock().unwrap().push(finding.path.clone()));
    (options, told)
}

fn strict() -> Policy {
    Policy::default()
        .deprecated(Reaction::Reject)
        .unstable(Reaction::Warn)
        .unknown(Reaction::Reject)
        .missing(Reaction::Reject)
}

fn recorded() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../schemas/live/qemu-7.2.22-x86_64.json"
    );
    let answer: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    answer["schema"].clone()
}

/// Returns a node that needs nothing but a name, with the members of `more`.
fn node(name: &str, more: &Value) -> Value {
    let mut node = json!({"driver": "null-co", "node-name": name});
    node.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    node
}

/// Returns the path of the only finding, and its issue.
fn refused(result: Result<Value, Error>) -> (String, Issue) {
    match result {
        Err(Error::Refused(refused)) => match &refused.findings[..] {
            [finding] => (finding.path.clone(), finding.issue),
            several => panic!("{several:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// Success, or the rejected path and its issue.
type Expected = Result<(), (&'static str, Issue)>;

/// Returns the commands for each client with the expected results: `Ok` if the command is sent.
fn cases() -> Vec<(&'static str, Value, Expected)> {
    vec![
        ("query-status", json!({}), Ok(())),
        (
            "blockdev-add",
            node("accepted", &json!({"size": 65536})),
            Ok(()),
        ),
        (
            "block_set_io_throttle",
            json!({"device": "d", "bps": 0, "bps_rd": 0, "bps_wr": 0, "iops": 0, "iops_rd": 0,
                "iops_wr": 0}),
            Err(("block_set_io_throttle/arg-type/device", Issue::Deprecated)),
        ),
        (
            "query-sgx-capabilitoes",
            json!({}),
            Err(("query-sgx-capabilitoes", Issue::Unknown)),
        ),
        (
            "blockdev-add",
            node("unknown", &json!({"sise": 65536})),
            Err(("blockdev-add/arg-type/sise", Issue::Unknown)),
        ),
        (
            "blockdev-add",
            json!({"driver": "nul-co", "node-name": "value"}),
            Err(("blockdev-add/arg-type/driver/^nul-co", Issue::Unknown)),
        ),
        (
            "blockdev-add",
            node("type", &json!({"size": "64k"})),
            Err(("blockdev-add/arg-type/+null-co/size", Issue::Mismatch)),
        ),
        (
            "blockdev-add",
            json!({"driver": "file", "node-name": "incomplete"}),
            Err(("blockdev-add/arg-type/+file/filename", Issue::Missing)),
        ),
        ("qom-list-types", json!({"abstract": true}), Ok(())),
    ]
}

async fn what_is_rejected_never_reaches_the_server() {
    let asked: Arc<AtomicUsize> = Arc::default();
    let (count, reached) = (asked.clone(), Arc::new(Mutex::new(Vec::new())));
    let mut commands = Commands::new().raw("query-qmp-schema", move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        async { Ok(recorded()) }
    });
    for name in [
        "query-status",
        "blockdev-add",
        "block_set_io_throttle",
        "qom-list-types",
    ] {
        let reached = reached.clone();
        commands = commands.raw(name, move |_| {
            reached.lock().unwrap().push(name);
            async { Ok(json!({})) }
        });
    }
    let server = Server::new(commands);
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    let (options, told) = options(strict());
    let vm = Client::from_stream(ours, &options).await.unwrap();
    for (name, arguments, expected) in cases() {
        let result = vm.execute_raw(name, Some(arguments)).await;
        match expected {
            Ok(()) => drop(result.unwrap()),
            Err((path, issue)) => assert_eq!(refused(result), (path.to_owned(), issue)),
        }
    }
    let sent = ["query-status", "blockdev-add", "qom-list-types"];
    assert_eq!(*reached.lock().unwrap(), sent);
    assert!(told.lock().unwrap().is_empty());

    // The policy is applied only when the command is about to be sent.
    let unstable = node(
        "n",
        &json!({"driver": "file", "filename": "f",
        "x-check-cache-dropped": true}),
    );
    let execute = vm.execute_raw("blockdev-add", Some(unstable));
    assert!(told.lock().unwrap().is_empty());
    execute.await.unwrap();
    let path = "blockdev-add/arg-type/+file/x-check-cache-dropped";
    assert_eq!(*told.lock().unwrap(), [path]);

    let schema = vm.schema().await.unwrap();
    assert!(schema.unstable().any(|unstable| unstable == path));
    assert_eq!(
        asked.load(Ordering::Relaxed),
        1,
        "the schema is asked for once"
    );
}

async fn without_a_schema_no_policy_can_be_kept() {
    let server = Server::new(Commands::new());
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    let error = Client::from_stream(ours, &options(strict()).0)
        .await
        .unwrap_err();
    assert!(error.is_command_not_found(), "{error}");
}

fn a_real_qemu_is_kept_from_what_it_deprecates_by_the_blocking_client() {
    let qemu = crate::support::qemu();
    let (strict, told) = options(strict());
    let vm = blocking::Client::connect_with(qemu.address("qmp"), &strict).unwrap();
    for (name, arguments, expected) in cases() {
        let result = vm.execute_raw(name, Some(arguments)).wait();
        match expected {
            Ok(()) => drop(result.unwrap()),
            Err((path, issue)) => assert_eq!(refused(result), (path.to_owned(), issue)),
        }
    }
    let status = vm.execute(qmp::commands::QueryStatus {}).wait().unwrap();
    assert!(status.running);
    assert!(told.lock().unwrap().is_empty());
    let nodes = vm
        .execute_raw("query-named-block-nodes", None)
        .wait()
        .unwrap();
    assert_eq!(nodes.as_array().unwrap().len(), 1, "{nodes}");
    let schema = vm.schema().unwrap();
    assert!(
        schema
            .deprecated()
            .any(|path| path == "block_set_io_throttle/arg-type/device")
    );
    assert!(Arc::ptr_eq(&schema, &vm.schema().unwrap()));
}

async fn a_real_qemu_gets_what_is_only_warned_of_also_over_a_second_connection() {
    let qemu = crate::support::qemu();
    let policy = Policy::default()
        .deprecated(Reaction::Warn)
        .unstable(Reaction::Reject)
        .unknown(Reaction::Warn)
        .missing(Reaction::Warn);
    let (options, told) = options(policy);
    let backoff = Backoff::default();
    let vm = Reconnecting::connect(qemu.address("qmp"), &options, backoff)
        .await
        .unwrap();
    for round in 0..2 {
        for (name, arguments, expected) in cases() {
            if expected.is_ok() {
                continue;
            }
            // QEMU itself rejects all of them, after receiving them: the device is missing.
            let error = vm.execute_raw(name, Some(arguments)).await.unwrap_err();
            assert!(error.is_command_error(), "{error}");
        }
        let paths: Vec<_> = cases()
            .into_iter()
            .filter_map(|case| case.2.err().map(|(path, _)| path))
            .collect();
        assert_eq!(std::mem::take(&mut *told.lock().unwrap()), paths);
        let file = json!({"driver": "file", "filename": "/dev/null",
            "x-check-cache-dropped": true});
        let result = vm.execute_raw("blockdev-add", Some(file)).await;
        let path = "blockdev-add/arg-type/+file/x-check-cache-dropped";
        assert_eq!(refused(result), (path.to_owned(), Issue::Unstable));
        if round == 0 {
            let first = vm.client().await.unwrap();
            first.disconnect().await;
            while vm
                .client()
                .await
                .unwrap()
                .execute_raw("query-name", None)
                .await
                .is_err()
            {
                tokio::task::yield_now().await;
            }
        }
    }
}
