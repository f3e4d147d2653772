//! `qapi proxy` in front of a real QEMU, with clients of several kinds at once.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use qapi_client::blocking::Client;
use qapi_test_support::{Trial, listens, program, python, trials};
use tempfile::TempDir;

mod service;

pub(crate) fn all() -> Vec<Trial> {
    let mut all = own();
    all.extend(service::all());
    all
}

fn own() -> Vec<Trial> {
    trials![
        a_monitor_is_shared_by_profiles,
        qemus_python_client_is_served,
        a_signal_reads_the_profiles_again,
        a_mistake_in_the_arguments_stops_the_start,
    ]
}

const PATIENCE: Duration = Duration::from_secs(120);

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A QEMU in a folder, and its proxy.
struct Setup {
    folder: TempDir,
    proxy: Running,
    qemu: Running,
}

fn qemu(folder: &Path) -> Running {
    let monitor = format!("unix:{},server=on,wait=off", folder.join("qmp").display());
    let child = Command::new(program("qemu-system-x86_64"))
        .args("-accel tcg -machine none -display none -nodefaults -qmp".split(' '))
        .arg(monitor)
        .stderr(Stdio::null())
        .spawn();
    let child = Running(child.expect("it starts"));
    wait_for(&folder.join("qmp"));
    child
}

fn wait_for(path: &Path) {
    let begin = Instant::now();
    while !listens(path) {
        assert!(begin.elapsed() < PATIENCE, "{}", path.display());
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Setup {
    /// Starts both; each of `doors` is `NAME` or `NAME,OPTION…`.
    fn new(doors: &[&str], config: Option<&str>) -> Self {
        Self::with(doors, config, |_| Vec::new())
    }

    /// The same with further arguments, for a folder.
    fn with(doors: &[&str], config: Option<&str>, more: impl FnOnce(&Path) -> Vec<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let qemu = qemu(folder.path());
        let path = |name: &str| folder.path().join(name).display().to_string();
        let mut proxy = Command::new(env!("CARGO_BIN_EXE_qapi"));
        proxy.arg("proxy").arg(format!("unix:{}", path("qmp")));
        for door in doors {
            proxy.arg("--listen").arg(format!("unix:{}", path(door)));
        }
        proxy
            .arg("--metrics")
            .arg(format!("unix:{}", path("metrics")));
        if let Some(config) = config {
            std::fs::write(path("profiles.toml"), config).expect("a file");
            proxy.arg("--config").arg(path("profiles.toml"));
        }
        proxy.args(more(folder.path()));
        let proxy = Running(proxy.stderr(Stdio::piped()).spawn().expect("it starts"));
        wait_for(&folder.path().join("metrics"));
        Self {
            folder,
            proxy,
            qemu,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn connect(&self, name: &str) -> Client {
        let address = format!("unix:{}", self.path(name).display());
        Client::connect(address).expect("a client")
    }

    fn shell(&self, name: &str, lines: &[&str]) -> Output {
        let mut shell = Command::new(env!("CARGO_BIN_EXE_qapi"));
        shell.arg("shell").arg(self.path(name)).arg("--keep-going");
        for line in lines {
            shell.args(["--exec", line]);
        }
        shell.output().expect("it runs")
    }

    fn signal(&self, name: &str) {
        signal(&self.proxy, name);
    }

    /// The proxy's counters.
    fn counters(&self) -> String {
        let mut metrics = UnixStream::connect(self.path("metrics")).expect("a reader");
        metrics
            .write_all(b"GET /metrics HTTP/1.0\r\n\r\n")
            .expect("it reads");
        let mut counters = String::new();
        metrics.read_to_string(&mut counters).expect("it answers");
        assert!(counters.starts_with("HTTP/1.0 200"), "{counters}");
        counters
    }

    /// Waits until the counters have a text.
    fn wait_for_counter(&self, text: &str) {
        let begin = Instant::now();
        while !self.counters().contains(text) {
            assert!(begin.elapsed() < PATIENCE, "{text}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn signal(to: &Running, name: &str) {
    let id = to.0.id().to_string();
    let kill = Command::new("kill").args(["-s", name, &id]).status();
    assert!(kill.expect("it runs").success());
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn a_monitor_is_shared_by_profiles() {
    let mut setup = Setup::new(&["full", "look,profile=read-only,mode=660"], None);
    let mode = std::fs::metadata(setup.path("look")).expect("a socket");
    assert_eq!(mode.permissions().mode() & 0o777, 0o660);
    let (owner, looker) = (setup.connect("full"), setup.connect("look"));
    owner.execute_raw("stop", None).wait().expect("it may");
    let status = looker.execute_raw("query-status", None).wait();
    assert_eq!(status.expect("it may")["status"], "paused");
    let refused = looker.execute_raw("cont", None).wait().unwrap_err();
    assert!(refused.is_command_not_found(), "{refused}");

    // The shell sees the profile's schema.
    let shell = setup.shell("look", &["query-name", "cont"]);
    assert!(text(&shell.stdout).contains("{}"), "{shell:?}");
    assert!(
        text(&shell.stderr).contains("no command `cont`"),
        "{shell:?}"
    );

    let counters = setup.counters();
    let stopped = "qapi_proxy_commands_total{command=\"stop\",outcome=\"success\"} 1";
    assert!(counters.contains(stopped), "{counters}");

    setup.signal("TERM");
    let ended = setup.proxy.0.wait().expect("it ends");
    assert!(ended.success());
    assert!(!setup.path("full").exists());
}

fn qemus_python_client_is_served() {
    const SCRIPT: &str = "import asyncio, sys
from qemu.qmp import QMPClient
async def main():
    client = QMPClient('test')
    await client.connect(sys.argv[1])
    print(await client.execute('query-status'))
    await client.disconnect()
asyncio.run(main())";
    let python = python();
    let setup = Setup::new(&["full"], None);
    let other = setup.connect("full");
    let run = Command::new(python)
        .args(["-c", SCRIPT])
        .arg(setup.path("full"))
        .output();
    let run = run.expect("it runs");
    assert!(text(&run.stdout).contains("'running': True"), "{run:?}");
    other
        .execute_raw("query-name", None)
        .wait()
        .expect("it is served");
}

fn a_signal_reads_the_profiles_again() {
    let one = |name: &str, allow: &str| format!("[profile.{name}]\nallow = [\"{allow}\"]\n");
    let profile = |allow: &str| one("p", allow) + &one("q", allow);
    let doors = ["door,profile=p", "other,profile=q"];
    let mut setup = Setup::new(&doors, Some(&profile("query-status")));
    let mut notes = BufReader::new(setup.proxy.0.stderr.take().expect("a pipe")).lines();
    let mut wait_for =
        |part: &str| notes.find(|line| line.as_ref().is_ok_and(|line| line.contains(part)));
    let client = setup.connect("door");
    let run = |command| client.execute_raw(command, None).wait();
    run("query-status").expect("it may");
    assert!(run("query-name").unwrap_err().is_command_not_found());

    std::fs::write(setup.path("profiles.toml"), profile("query-name")).expect("a file");
    setup.signal("HUP");
    wait_for("read again").expect("a note").expect("text");
    run("query-name").expect("it may");
    assert!(run("query-status").unwrap_err().is_command_not_found());

    // A mistake in one profile leaves all as they are.
    let mistaken = one("p", "query-status") + &one("q", "query-nmae");
    std::fs::write(setup.path("profiles.toml"), mistaken).expect("a file");
    setup.signal("HUP");
    let note = wait_for("stay as they are").expect("a note").expect("text");
    assert!(note.contains("did you mean `query-name`"), "{note}");
    run("query-name").expect("it may");
}

fn a_mistake_in_the_arguments_stops_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let _qemu = qemu(folder.path());
    let monitor = format!("unix:{}", folder.path().join("qmp").display());
    let config = folder.path().join("p.toml");
    std::fs::write(&config, "[profile.p]\nalow = []\n").expect("a file");
    let config = config.display().to_string();
    let front = format!("unix:{}", folder.path().join("front").display());
    for (arguments, message) in [
        (vec!["--listen", "tcp:0.0.0.0:4444"], "loopback"),
        (
            vec!["--listen", "unix:/x,profil=full"],
            "no option `profil=full`",
        ),
        (
            vec!["--listen", "unix:/x,profile=read-olny"],
            "did you mean `read-only`?",
        ),
        (
            vec!["--listen", &front, "--config", &config],
            "unknown field `alow`",
        ),
        (vec!["--listen", "inherited"], "no sockets are inherited"),
        (
            vec!["--listen", "tcp:127.0.0.1:4444,mode=600"],
            "mode and owner are of a Unix socket",
        ),
        (
            vec!["--listen", "inherited,owner=0"],
            "mode and owner are of a Unix socket",
        ),
    ] {
        let mut proxy = Command::new(env!("CARGO_BIN_EXE_qapi"));
        proxy.arg("proxy").arg(&monitor).args(&arguments);
        let output = proxy.output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(
            text(&output.stderr).contains(message),
            "{arguments:?}: {output:?}"
        );
    }
}
