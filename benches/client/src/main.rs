//! One measurement of one client.
//!
//! `client-speed CLIENT TASK SOCKET COUNT`, where CLIENT is `ours` or `qapi`, prints the seconds for
//! COUNT repetitions, or the KiB for each of COUNT. `client-speed serve SOCKET ANSWER` serves all of
//! them, including clients in other languages.
//!
//! Tasks: `sequential` and `inflight` (64 at once) execute `query-version`. `events1` and
//! `events100` take COUNT events in all, with 1 or 100 listeners. `decode` decodes the reply to
//! `query-qmp-schema` in the file SOCKET. `idle` holds connections.
//!
//! Both clients use a single-threaded runtime, on the program's own thread. With RUNTIME_THREADS
//! set, the runtime has that many worker threads.

mod ours;
mod peer;
mod server;

use std::time::{Duration, Instant};

use tokio::runtime::Builder;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Number of events that a `stop` causes.
const BURST: usize = 1000;

fn main() -> Result {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["serve", socket, answer] = arguments[..] {
        let mut alone = Builder::new_current_thread();
        return alone
            .enable_all()
            .build()?
            .block_on(server::serve(socket, answer));
    }
    let mut runtime = match std::env::var("RUNTIME_THREADS") {
        Ok(threads) => {
            let mut runtime = Builder::new_multi_thread();
            runtime.worker_threads(threads.parse()?);
            runtime
        }
        Err(_) => Builder::new_current_thread(),
    };
    runtime.enable_all().build()?.block_on(measure(&arguments))
}

async fn measure(arguments: &[&str]) -> Result {
    match arguments[..] {
        ["ours", "idle", socket, count] => {
            let before = resident();
            let kept = ours::idle(socket, count.parse()?).await?;
            print_memory(before, kept.len());
            Ok(())
        }
        ["qapi", "idle", socket, count] => {
            let before = resident();
            let kept = peer::idle(socket, count.parse()?).await?;
            print_memory(before, kept.len());
            Ok(())
        }
        [client, task, socket, count] => {
            let count = count.parse()?;
            let took = match (client, task) {
                ("ours", "sequential") => ours::sequential(socket, count).await?,
                ("ours", "inflight") => ours::in_flight(socket, count).await?,
                ("ours", "events1") => ours::events(socket, count, 1).await?,
                ("ours", "events100") => ours::events(socket, count, 100).await?,
                ("ours", "decode") => ours::decode(socket, count)?,
                ("qapi", "sequential") => peer::sequential(socket, count).await?,
                ("qapi", "inflight") => peer::in_flight(socket, count).await?,
                ("qapi", "events1") => peer::events(socket, count, 1).await?,
                ("qapi", "events100") => peer::events(socket, count, 100).await?,
                ("qapi", "decode") => peer::decode(socket, count)?,
                _ => return Err(format!("no task {client} {task}").into()),
            };
            println!("{}", took.as_secs_f64());
            Ok(())
        }
        _ => Err("client-speed CLIENT TASK SOCKET COUNT".into()),
    }
}

/// Returns the line of a reply to `query-qmp-schema`, from a file with its return value.
fn reply(file: &str) -> Result<String> {
    let answer = std::fs::read_to_string(file)?;
    Ok(format!("{{\"return\": {}, \"id\": 1}}\r\n", answer.trim()))
}

fn timed<T>(count: usize, mut work: impl FnMut() -> Result<T>) -> Result<Duration> {
    let begin = Instant::now();
    for _ in 0..count {
        std::hint::black_box(work()?);
    }
    Ok(begin.elapsed())
}

fn print_memory(before: f64, connections: usize) {
    println!("{}", (resident() - before) / connections as f64);
}

/// Returns the process's resident memory, in KiB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(f64::NAN)
}
