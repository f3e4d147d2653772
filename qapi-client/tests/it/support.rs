//! Shared helpers: a peer that follows a script, and real programs.

pub(crate) mod script;

use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub(crate) const GREETING: &str = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \
     \"major\": 7}, \"package\": \"test\"}, \"capabilities\": [\"oob\"]}}\r\n";

/// Far longer than any step here takes, and far shorter than a test run's limit.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// The other end of a client's stream, in a thread of its own.
pub(crate) struct Peer {
    stream: UnixStream,
    received: Vec<u8>,
}

impl Peer {
    /// Runs `script` at the other end of the stream that it returns.
    pub(crate) fn run<T: Send + 'static>(
        script: impl FnOnce(&mut Peer) -> T + Send + 'static,
    ) -> (UnixStream, JoinHandle<T>) {
        let (ours, theirs) = UnixStream::pair().unwrap();
        (ours, Self::on(theirs, script))
    }

    /// Runs `script` on a stream.
    pub(crate) fn on<T: Send + 'static>(
        stream: UnixStream,
        script: impl FnOnce(&mut Peer) -> T + Send + 'static,
    ) -> JoinHandle<T> {
        stream.set_read_timeout(Some(LONG)).unwrap();
        std::thread::spawn(move || {
            script(&mut Peer {
                stream,
                received: Vec::new(),
            })
        })
    }

    /// Sends the greeting and grants out-of-band execution.
    pub(crate) fn open(&mut self) {
        self.send(GREETING);
        self.expect(
            "{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[\"oob\"]},\"id\":1}",
        );
        self.send("{\"return\": {}, \"id\": 1}\r\n");
    }

    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        // The client may have left on purpose.
        let _ = self.stream.write_all(bytes.as_ref());
    }

    /// Returns the next line, without its end; empty once the client has left.
    pub(crate) fn line(&mut self) -> String {
        let mut searched = 0;
        loop {
            let end = self.received[searched..]
                .iter()
                .position(|byte| *byte == b'\n');
            if let Some(end) = end {
                let line: Vec<u8> = self.received.drain(..=searched + end).collect();
                return String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
            }
            searched = self.received.len();
            let mut buffer = [0; 4096];
            match self.stream.read(&mut buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    panic!("the client neither sends nor leaves")
                }
                Ok(0) | Err(_) => return String::new(),
                Ok(count) => self.received.extend_from_slice(&buffer[..count]),
            }
        }
    }

    /// Returns true if nothing follows the last line yet.
    pub(crate) fn is_drained(&self) -> bool {
        self.received.is_empty()
    }

    pub(crate) fn expect(&mut self, line: &str) {
        assert_eq!(self.line(), line);
    }
}

/// Makes a stream of the runtime's from a stream of the system's.
pub(crate) fn asynchronous(stream: UnixStream) -> tokio::net::UnixStream {
    stream.set_nonblocking(true).unwrap();
    tokio::net::UnixStream::from_std(stream).unwrap()
}

/// Waits for a reply of a client that blocks, or with `end` for another operation.
macro_rules! wait {
    ($operation:expr) => {
        $operation.wait()
    };
    ($operation:expr, end) => {
        $operation
    };
}

/// Waits for an operation of an asynchronous client, with the words of [`wait`].
macro_rules! awaited {
    ($operation:expr $(, end)?) => {
        $operation.await
    };
}

pub(crate) use {awaited, wait};

/// A child process that ends with the test, and its directory.
pub(crate) struct Process {
    pub(crate) child: Child,
    pub(crate) directory: PathBuf,
}

impl Process {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    pub(crate) fn address(&self, name: &str) -> String {
        format!("unix:{}", self.path(name).display())
    }

    /// Sends a signal, by name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &id])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// Starts `program` with the arguments that `arguments` returns for its directory, and waits for the
/// socket `socket` in it. The test is skipped if the program is not installed.
pub(crate) fn start(
    program: &str,
    socket: &str,
    arguments: impl FnOnce(&Path) -> Vec<String>,
) -> Process {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let path = qapi_test_support::program(program);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("qapi-client-{}-{count}", std::process::id());
    let directory = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&directory).unwrap();
    let child = Command::new(path)
        .args(arguments(&directory))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let process = Process { child, directory };
    let deadline = Instant::now() + LONG;
    while !qapi_test_support::listens(&process.path(socket)) {
        assert!(Instant::now() < deadline, "{program} does not listen");
        std::thread::sleep(Duration::from_millis(5));
    }
    process
}

/// Flags for a QEMU without a machine.
pub(crate) const QEMU_FLAGS: [&str; 7] = [
    "-accel",
    "tcg",
    "-machine",
    "none",
    "-display",
    "none",
    "-nodefaults",
];

/// Starts a QEMU with these flags, and its monitor at `qmp`.
pub(crate) fn emulator<'f>(flags: impl IntoIterator<Item = &'f str>) -> Process {
    start("qemu-system-x86_64", "qmp", |directory| {
        let path = directory.join("qmp");
        let monitor = format!("unix:{},server=on,wait=off", path.display());
        let flags = flags.into_iter().map(str::to_owned);
        flags.chain(["-qmp".to_owned(), monitor]).collect()
    })
}

/// Starts a QEMU without a machine, with its monitor at `qmp`.
pub(crate) fn qemu() -> Process {
    emulator(QEMU_FLAGS)
}

/// Starts a machine that does not run and takes USB devices, with its monitor at `qmp`.
pub(crate) fn machine() -> Process {
    let flags = "-accel tcg -machine q35 -S -display none -nodefaults -device qemu-xhci";
    emulator(flags.split(' '))
}

/// Starts a guest agent on this machine, at `agent`: execute only commands that change nothing.
pub(crate) fn qemu_ga() -> Process {
    start("qemu-ga", "agent", |directory| {
        let path = |name: &str| directory.join(name).display().to_string();
        [
            "-m",
            "unix-listen",
            "-p",
            &path("agent"),
            "-t",
            &path(""),
            "-f",
            &path("pid"),
        ]
        .map(str::to_owned)
        .to_vec()
    })
}

/// Starts a storage daemon, with its monitor at `qmp`.
pub(crate) fn storage_daemon() -> Process {
    start("qemu-storage-daemon", "qmp", |directory| {
        let path = directory.join("qmp").display().to_string();
        [
            "--chardev".to_owned(),
            format!("socket,path={path},server=on,wait=off,id=monitor"),
            "--monitor".to_owned(),
            "chardev=monitor".to_owned(),
        ]
        .to_vec()
    })
}
