//! Real programs to compare with.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Far more than anything here takes, and far less than a test run's patience.
pub(crate) const LONG: Duration = Duration::from_secs(120);

pub(crate) const GREETING: &str = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \
     \"major\": 7}, \"package\": \"test\"}, \"capabilities\": [\"oob\"]}}\r\n";

/// Returns the result of `work`, which must be there in time.
pub(crate) async fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(LONG, work).await.unwrap()
}

/// A small generator of random numbers, the same everywhere. Its seed is not 0.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Returns a number below the bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}

/// A new folder of the test's own.
pub(crate) fn folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("qapi-server-{}-{count}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A program that ends with the test, and a folder of its own.
pub(crate) struct Process {
    child: Child,
    folder: PathBuf,
}

impl Process {
    /// Starts `program` and waits until it listens on `socket` in its folder, for which `arguments`
    /// gives its arguments.
    fn start(program: &str, socket: &str, arguments: impl FnOnce(&Path) -> Vec<String>) -> Self {
        let folder = folder();
        let child = Command::new(qapi_test_support::program(program))
            .args(arguments(&folder))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let process = Self { child, folder };
        let deadline = Instant::now() + LONG;
        while !qapi_test_support::listens(&process.path(socket)) {
            assert!(Instant::now() < deadline, "{program} does not listen");
            std::thread::sleep(Duration::from_millis(5));
        }
        process
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A QEMU without a machine, its monitor at `qmp`.
pub(crate) fn qemu() -> Process {
    Process::start("qemu-system-x86_64", "qmp", |folder| {
        let monitor = format!("unix:{},server=on,wait=off", folder.join("qmp").display());
        let flags = "-accel tcg -machine none -display none -nodefaults -qmp".split(' ');
        flags.chain([&*monitor]).map(str::to_owned).collect()
    })
}

/// A guest agent on this very machine, at `agent`: only commands that change nothing are allowed.
pub(crate) fn qemu_ga() -> Process {
    Process::start("qemu-ga", "agent", |folder| {
        let path = |name: &str| folder.join(name).display().to_string();
        let [agent, state, pid] = [path("agent"), path(""), path("pid")];
        let arguments = ["-m", "unix-listen", "-p", &agent, "-t", &state, "-f", &pid];
        arguments.map(str::to_owned).into()
    })
}
