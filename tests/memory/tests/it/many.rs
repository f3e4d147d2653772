//! Many clients of one server: the cost of an idle one, events to a hundred, and no descriptors left.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use qapi_client::tokio::Listener;
use qapi_server::Server;
use qapi_server::{Commands, Emitter};
use qapi_test_support::Trial;
use serde_json::json;

use crate::LONG;

pub(crate) fn all() -> Vec<Trial> {
    alone![many_clients_are_served]
}

const IDLE: usize = 1000;
const LISTENERS: usize = 100;
const EVENTS: usize = 1000;

/// Maximum memory of the server for an idle client.
const LIMIT_KIB: usize = 16;

/// A client without anything that could cost memory.
pub(crate) fn client(path: &Path) -> UnixStream {
    let mut stream = UnixStream::connect(path).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    line(&mut stream);
    stream
        .write_all(b"{\"execute\":\"qmp_capabilities\"}")
        .unwrap();
    assert_eq!(line(&mut stream), "{\"return\": {}}\r\n");
    stream
}

fn line(stream: &mut UnixStream) -> String {
    let mut line = Vec::new();
    let mut byte = [0];
    while !line.ends_with(b"\n") {
        stream.read_exact(&mut byte).unwrap();
        line.extend(byte);
    }
    String::from_utf8(line).unwrap()
}

/// Lets the process have two descriptors for each client.
pub(crate) fn more_descriptors() {
    let limit = Command::new("prlimit")
        .arg(format!("--pid={}", std::process::id()))
        .arg("--nofile=4096:")
        .status();
    assert!(limit.unwrap().success());
}

/// The process's resident memory in KiB.
pub(crate) fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.unwrap().split_whitespace().nth(1).unwrap();
    number.parse().unwrap()
}

fn many_clients_are_served() {
    more_descriptors();
    let directory = std::env::temp_dir().join(format!("qapi-many-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("qmp");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let commands = Commands::new().raw("query-name", |_| async { Ok(json!({})) });
    let server = Server::new(commands);
    let emitter = server.emitter();
    let address = format!("unix:{}", path.display());
    let serving = runtime.spawn(async move {
        let listener = Listener::bind(&address).await.unwrap();
        server.serve(&listener).await
    });
    let begin = Instant::now();
    while !qapi_test_support::listens(&path) {
        assert!(begin.elapsed() < LONG);
        std::thread::sleep(Duration::from_millis(5));
    }
    idle_clients(&path);
    events_to_all(&path, &emitter);
    no_descriptors(&path);
    assert!(!serving.is_finished());
    serving.abort();
    drop(runtime);
    std::fs::remove_dir_all(directory).unwrap();
}

fn idle_clients(path: &Path) {
    drop(client(path));
    let before = resident();
    let idle: Vec<UnixStream> = (0..IDLE).map(|_| client(path)).collect();
    let bytes = (resident() - before) * 1024 / idle.len();
    println!("{IDLE} idle clients: {bytes} bytes each");
    assert!(bytes < LIMIT_KIB << 10, "{bytes}");
}

fn events_to_all(path: &Path, emitter: &Emitter) {
    let clients: Vec<UnixStream> = (0..LISTENERS).map(|_| client(path)).collect();
    let begin = Instant::now();
    let listening: Vec<_> = clients
        .into_iter()
        .map(|stream| {
            std::thread::spawn(move || {
                let mut lines = BufReader::new(stream).lines();
                for i in 0..EVENTS {
                    let line = lines.next().unwrap().unwrap();
                    assert!(line.contains(&format!("\"n\":{i}}}")), "{line}");
                }
            })
        })
        .collect();
    for i in 0..EVENTS {
        emitter.emit_raw("TICK", Some(&json!({"n": i})));
    }
    for thread in listening {
        thread.join().unwrap();
    }
    let rate = (EVENTS * LISTENERS) as f64 / begin.elapsed().as_secs_f64();
    println!("{EVENTS} events to {LISTENERS} clients: {rate:.0} a second");
}

/// The server neither ends nor stays deaf when the process has no descriptor left.
fn no_descriptors(path: &Path) {
    let mut taken = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        taken.push(file);
    }
    taken.pop();
    // It takes the last one; so the server cannot accept it.
    let mut stream = UnixStream::connect(path).unwrap();
    assert!(File::open("/dev/null").is_err());
    stream
        .set_read_timeout(Some(Duration::from_millis(200)))
        .unwrap();
    stream.read_exact(&mut [0]).unwrap_err();
    drop(taken);
    stream.set_read_timeout(Some(LONG)).unwrap();
    assert!(line(&mut stream).starts_with("{\"QMP\":"));
    drop(client(path));
}
