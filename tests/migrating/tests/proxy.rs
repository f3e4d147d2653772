//! Clients of several kinds on one QEMU at the same time, through `qapi proxy`: ours, those of the crate
//! `qapi` 0.15, QEMU's own Python client, and `qapi shell`.
//!
//! It needs the programs `qapi` and `qemu-system-x86_64` on `PATH`, and a Python with `qemu.qmp`.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use qapi::{Qmp, futures::QmpStreamTokio, qmp};
use qapi_client::RawEvent;
use qapi_test_support::{program, python, trials};

fn main() {
    qapi_test_support::run([trials![
        clients_of_all_kinds_share_a_qemu,
        qemus_python_client_shares_it_with_them,
    ]]);
}

/// Commands of each client.
const ROUNDS: usize = 100;

const PATIENCE: Duration = Duration::from_secs(60);

const SCRIPT: &str = "import asyncio, sys
from qemu.qmp import QMPClient, EventListener
async def main():
    client = QMPClient('test')
    stops = EventListener('STOP')
    client.register_listener(stops)
    await client.connect(sys.argv[1])
    for _ in range(100):
        assert await client.execute('query-name') == {}
    await stops.get()
    print('stopped')
    await client.disconnect()
asyncio.run(main())";

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(mut command: Command, socket: &Path) -> Running {
    let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
    let running = Running(child.expect("it starts"));
    let begin = Instant::now();
    while !qapi_test_support::listens(socket) {
        assert!(begin.elapsed() < PATIENCE, "{}", socket.display());
        std::thread::sleep(Duration::from_millis(10));
    }
    running
}

fn clients_of_all_kinds_share_a_qemu() {
    share(|_| {});
}

fn qemus_python_client_shares_it_with_them() {
    let python = python();
    share(move |front| {
        let mut script = Command::new(python);
        let output = script.args(["-c", SCRIPT]).arg(front).output();
        let output = output.expect("it runs");
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(told.contains("stopped"), "{output:?}");
    });
}

/// Clients of all kinds, and one more, at the same time.
fn share(one_more: impl FnOnce(&Path) + Send + 'static) {
    let (tool, qemu) = (program("qapi"), program("qemu-system-x86_64"));
    let folder = tempfile::tempdir().expect("a folder");
    let (monitor, front) = (folder.path().join("qmp"), folder.path().join("front"));
    let mut command = Command::new(qemu);
    command.args("-accel tcg -machine none -display none -nodefaults -qmp".split(' '));
    command.arg(format!("unix:{},server=on,wait=off", monitor.display()));
    let qemu = start(command, &monitor);
    let mut command = Command::new(&tool);
    command.args(["proxy", &unix(&monitor), "--listen", &unix(&front)]);
    let proxy = start(command, &front);

    let stops = of(&front, |front| block_on(stop_again_and_again(front)));
    let clients = [
        of(&front, blocking_peer),
        of(&front, blocking_ours),
        of(&front, |front| block_on(asynchronous_peer(front))),
        of(&front, |front| block_on(asynchronous_ours(front))),
        of(&front, move |front| shell(&tool, front)),
        of(&front, one_more),
    ];
    for client in clients {
        client.join().expect("no panic");
    }
    drop((proxy, qemu));
    stops.join().expect("no panic");
}

/// A client of `front` on a thread of its own.
fn of(front: &Path, client: impl FnOnce(&Path) + Send + 'static) -> JoinHandle<()> {
    let front = front.to_owned();
    std::thread::spawn(move || client(&front))
}

fn block_on(client: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let client = async { tokio::time::timeout(PATIENCE * 2, client).await };
    runtime.block_on(client).expect("it ends in time");
}

fn unix(path: &Path) -> String {
    format!("unix:{}", path.display())
}

/// Stops and continues the machine until the connection ends.
async fn stop_again_and_again(front: &Path) {
    let vm = qapi_client::tokio::Client::connect(unix(front))
        .await
        .expect("a client");
    loop {
        for name in ["stop", "cont"] {
            if vm.execute_raw(name, None).await.is_err() {
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn shell(tool: &Path, front: &Path) {
    let mut shell = Command::new(tool);
    shell.arg("shell").arg(front).stdin(Stdio::null());
    for _ in 0..20 {
        shell.args(["--exec", "query-name"]);
    }
    let output = shell.output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
    let answers = String::from_utf8_lossy(&output.stdout)
        .matches("{}")
        .count();
    assert_eq!(answers, 20, "{output:?}");
}

fn blocking_peer(front: &Path) {
    let stream = std::os::unix::net::UnixStream::connect(front).expect("a stream");
    let mut vm = Qmp::from_stream(&stream);
    assert_eq!(vm.handshake().expect("a greeting").version.qemu.major, 7);
    for _ in 0..ROUNDS {
        assert!(
            vm.execute(&qmp::query_name {})
                .expect("a reply")
                .name
                .is_none()
        );
    }
}

fn blocking_ours(front: &Path) {
    let vm = qapi_client::blocking::Client::connect(unix(front)).expect("a client");
    for _ in 0..ROUNDS {
        vm.execute_raw("query-name", None).wait().expect("a reply");
    }
}

async fn asynchronous_peer(front: &Path) {
    let stream = QmpStreamTokio::open_uds(front).await.expect("a stream");
    let (vm, mut events) = stream.negotiate().await.expect("a greeting").into_parts();
    let reader = tokio::spawn(async move {
        let mut stops = 0;
        while let Some(event) = events.next().await {
            if let Ok(qmp::Event::STOP { .. }) = event {
                stops += 1;
            }
            if stops == 3 {
                break;
            }
        }
        // It also brings the replies.
        tokio::spawn(async move { while events.next().await.is_some() {} });
        stops
    });
    for _ in 0..ROUNDS {
        let name = vm.execute(qmp::query_name {}).await.expect("a reply");
        assert!(name.name.is_none());
    }
    assert_eq!(reader.await.expect("no panic"), 3);
}

async fn asynchronous_ours(front: &Path) {
    let vm = qapi_client::tokio::Client::connect(unix(front))
        .await
        .expect("a client");
    let mut events = vm.events::<RawEvent>();
    for _ in 0..ROUNDS {
        vm.execute_raw("query-name", None).await.expect("a reply");
    }
    let mut seen = Vec::new();
    while seen.len() < 6 {
        let event = events.next().await.expect("an event").expect("it is read");
        seen.push(event.body.name.to_string());
    }
    // In turns, whichever came first.
    assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{seen:?}");
}
