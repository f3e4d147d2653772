//! Speed of the asynchronous client, with this project's server and with a real QEMU.
//!
//! `cargo bench -p qapi-client --features tokio` prints a line per measurement. With QEMU, its speed
//! limits the rate. With the project's own server, both ends are measured, in one process on all
//! cores.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::future::IntoFuture;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use qapi_client::introspect::Schema;
use qapi_client::introspect::json::Json;
use qapi_client::tokio::{Client, Listener};
use qapi_client::{Policy, RawEvent, Reaction};
use qapi_server::{Commands, Server};
use serde_json::json;

fn main() {
    policy();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let directory = std::env::temp_dir().join(format!("qapi-bench-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        with_server(&format!("unix:{}", directory.join("server").display())).await;
        with_qemu(&directory.join("qemu")).await;
        std::fs::remove_dir_all(directory).unwrap();
    });
}

/// The check of a `blockdev-add` by the policy, as every client does it before it sends a command:
/// the text of the arguments is read, and compared with the schema of QEMU 11.1.
fn policy() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../schemas/live/qemu-11.1.3-x86_64.json"
    );
    let text = std::fs::read_to_string(path).unwrap();
    let schema = Schema::from_json(&text).unwrap();
    let policy = Policy::lacking(Reaction::Reject)
        .deprecated(Reaction::Warn)
        .unstable(Reaction::Warn);
    let arguments = json!({
        "driver": "qcow2", "node-name": "disk0", "read-only": false, "discard": "unmap",
        "cache": {"direct": true, "no-flush": false}, "lazy-refcounts": true,
        "file": {"driver": "file", "node-name": "file0", "filename": "/var/lib/vm/disk.qcow2",
                 "aio": "io_uring", "locking": "auto", "cache": {"direct": true}}});
    let text = arguments.to_string();
    let count = 100_000;
    let begin = (Instant::now(), processor_time());
    for _ in 0..count {
        let arguments = Json::parse(&text).unwrap();
        let findings = schema.check_command("blockdev-add", Some(&arguments), &policy);
        assert!(findings.is_empty());
    }
    let each = |time: Duration| time / count;
    println!(
        "policy, blockdev-add: {:?} each, {:?} of the processor",
        each(begin.0.elapsed()),
        each(processor_time().saturating_sub(begin.1))
    );
}

/// Returns the time that the thread has run; zero if the system does not report it.
fn processor_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split(' ').next();
    Duration::from_nanos(first.and_then(|ns| ns.parse().ok()).unwrap_or(0))
}

async fn with_server(address: &str) {
    let commands = Commands::new().raw("query-name", |_| async { Ok(json!({"name": "vm"})) });
    let server = Server::new(commands);
    let emitter = server.emitter();
    let listener = Listener::bind(address).await.unwrap();
    tokio::spawn(async move { server.serve(&listener).await });
    // First, while the allocator has no memory to reuse.
    let before = resident();
    let mut idle = Vec::new();
    // Two descriptors each, of the usual limit of 1024 per process.
    for _ in 0..400 {
        idle.push(Client::connect(address).await.unwrap());
    }
    let kib = resident().saturating_sub(before) / 400;
    println!("idle connection, both ends: {kib} KiB");
    drop(idle);
    let client = Client::connect(address).await.unwrap();
    round_trips("own server", &client, "query-name", 50_000).await;
    for listeners in [1, 100] {
        let count = 200_000 / listeners;
        let mut tasks = Vec::new();
        for _ in 0..listeners {
            let mut events = client.events::<RawEvent>().capacity(count + 1);
            tasks.push(tokio::spawn(async move {
                for _ in 0..count {
                    events.next().await.unwrap().unwrap();
                }
            }));
        }
        let begin = Instant::now();
        for i in 0..count {
            emitter.emit_raw("TICK", Some(&json!({"i": i})));
        }
        for task in tasks {
            task.await.unwrap();
        }
        rate(
            &format!("own server, events to {listeners} listeners"),
            count,
            begin.elapsed(),
        );
    }
}

async fn with_qemu(path: &std::path::Path) {
    let monitor = format!("unix:{},server=on,wait=off", path.display());
    let child = Command::new("qemu-system-x86_64")
        .args([
            "-accel",
            "tcg",
            "-machine",
            "none",
            "-display",
            "none",
            "-nodefaults",
        ])
        .args(["-qmp", &monitor])
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        return println!("skipped: no qemu-system-x86_64");
    };
    while !path.exists() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let client = Client::connect(format!("unix:{}", path.display()))
        .await
        .unwrap();
    round_trips("QEMU", &client, "query-name", 10_000).await;
    let begin = Instant::now();
    for _ in 0..100 {
        client.schema().await.unwrap();
    }
    println!(
        "QEMU, query-qmp-schema with its index: {:?}",
        begin.elapsed() / 100
    );
    client.execute_raw("quit", None).await.unwrap();
    child.wait().unwrap();
}

async fn round_trips(what: &str, client: &Client, command: &str, count: usize) {
    let begin = Instant::now();
    for _ in 0..count {
        client.execute_raw(command, None).await.unwrap();
    }
    rate(
        &format!("{what}, sequential round trips"),
        count,
        begin.elapsed(),
    );
    let begin = Instant::now();
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            let command = command.to_owned();
            tokio::spawn(async move {
                for _ in 0..count / 64 {
                    client
                        .execute_raw(&command, None)
                        .into_future()
                        .await
                        .unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    rate(
        &format!("{what}, round trips with 64 in flight"),
        count / 64 * 64,
        begin.elapsed(),
    );
}

fn rate(what: &str, count: usize, time: Duration) {
    println!(
        "{what}: {:.0} per second",
        count as f64 / time.as_secs_f64()
    );
}

/// Returns the process's resident memory in KiB; zero if the system does not report it.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
