//! A real QEMU directly and behind the proxy, in turns: rates and latencies.
//!
//! `cargo bench -p qapi-server --features proxy` prints a line a measurement. The proxy runs on a thread
//! of its own, as `qapi proxy` does in its process; all connections are Unix sockets.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement is printed, and ends where it cannot be made"
)]

use std::future::IntoFuture;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use qapi_client::tokio::{Client, Listener};
use qapi_server::proxy::{Profile, Proxy, ProxyOptions};

const ROUNDS: usize = 5;

/// Commands in a measurement.
const COUNT: usize = 4_000;

fn main() {
    let folder = std::env::temp_dir().join(format!("qapi-proxy-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name);
    let monitors: Vec<String> = ["direct", "behind"]
        .map(|name| format!("unix:{},server=on,wait=off", path(name).display()))
        .into();
    let child = Command::new("qemu-system-x86_64")
        .args("-accel tcg -machine none -display none -nodefaults".split(' '))
        .args(["-qmp", &monitors[0], "-qmp", &monitors[1]])
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut qemu) = child else {
        return println!("skipped: no qemu-system-x86_64");
    };
    while !path("behind").exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let (behind, front) = (path("behind"), path("front"));
    let front_ = front.clone();
    std::thread::spawn(move || runtime().block_on(share(&behind, &front_)));
    while !front.exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    runtime().block_on(measure(&path("direct"), &front));
    qemu.kill().unwrap();
    qemu.wait().unwrap();
    drop(std::fs::remove_dir_all(folder));
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}

async fn share(monitor: &Path, front: &Path) {
    let monitor = format!("unix:{}", monitor.display());
    let proxy = Proxy::connect(monitor, &ProxyOptions::new()).await.unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let listener = Listener::bind(format!("unix:{}", front.display())).await;
    entrance.serve(&listener.unwrap()).await.unwrap();
}

async fn measure(direct: &Path, front: &Path) {
    let connect = |path: &Path| Client::connect(format!("unix:{}", path.display()));
    let clients = [
        ("direct", connect(direct).await.unwrap()),
        ("proxy", connect(front).await.unwrap()),
    ];
    let mut best = [[f64::MAX; 3]; 2];
    for _ in 0..ROUNDS {
        for (index, (_, client)) in clients.iter().enumerate() {
            let mut latencies = Vec::new();
            let begin = Instant::now();
            for _ in 0..COUNT {
                let begin = Instant::now();
                client.execute_raw("query-name", None).await.unwrap();
                latencies.push(begin.elapsed());
            }
            let sequential = begin.elapsed().as_secs_f64() / COUNT as f64;
            latencies.sort_unstable();
            let median = latencies[COUNT / 2].as_secs_f64();
            let together = together(client).await;
            for (place, now) in best[index].iter_mut().zip([sequential, median, together]) {
                *place = place.min(now);
            }
        }
    }
    for ((name, _), [sequential, median, together]) in clients.iter().zip(best) {
        println!(
            "{name}: {:.0}/s one at a time, median {:.1} us, {:.0}/s with 64 in flight",
            1.0 / sequential,
            median * 1e6,
            1.0 / together
        );
    }
    let [direct, proxy] = best;
    println!(
        "proxy/direct: {:.2} one at a time, {:.2} with 64 in flight, {:.1} us added",
        direct[0] / proxy[0],
        direct[2] / proxy[2],
        (proxy[1] - direct[1]) * 1e6
    );
}

/// Seconds for a command where 64 are in flight.
async fn together(client: &Client) -> f64 {
    let begin = Instant::now();
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                for _ in 0..COUNT / 64 {
                    let execute = client.execute_raw("query-name", None);
                    execute.into_future().await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    begin.elapsed().as_secs_f64() / (COUNT / 64 * 64) as f64
}
