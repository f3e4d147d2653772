//! The shell against QEMU and its guest agent.

use std::io::Read;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::host::{exec, said};
use super::pty::{Terminal, resize, shell_at, shell_of_size};
use qapi_test_support::{Trial, program, trials};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_spawned_qemu_ends_with_the_session,
        ctrl_c_ends_no_spawned_qemu,
        a_signal_ends_a_spawned_qemu_too,
        networks_buses_and_links_are_proposed,
        files_are_given_as_descriptors,
        a_session_with_qemu,
        options_of_a_command_line_are_commands,
        what_qemu_has_is_proposed,
        a_job_bar_has_bytes_rate_and_time_left,
        a_monitor_that_is_busy_is_waited_for,
        a_session_with_the_guest_agent,
    ]
}

/// Maximum time of anything on a busy machine.
const LONG: Duration = Duration::from_secs(120);

/// A program that ends with the test.
struct Program(Child);

impl Program {
    /// Starts it, and waits until its socket is there.
    fn start(name: &str, arguments: &[&str], socket: &Path) -> Self {
        let mut command = Command::new(program(name));
        let child = command
            .args(arguments)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let program = Self(child);
        let start = Instant::now();
        while UnixStream::connect(socket).is_err() {
            assert!(start.elapsed() < LONG, "{name} makes no socket");
            std::thread::sleep(Duration::from_millis(20));
        }
        program
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A QEMU with that machine and its devices, the folder of its socket, and its address.
fn qemu(machine: &str) -> (Program, TempDir, String) {
    let name = "qemu-system-x86_64";
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("qmp");
    let address = format!("unix:{}", socket.display());
    let arguments = format!(
        "-accel tcg -display none -nodefaults -qmp {address},server=on,wait=off -machine {machine}"
    );
    let arguments: Vec<_> = arguments.split_whitespace().collect();
    let program = Program::start(name, &arguments, &socket);
    (program, folder, address)
}

fn a_session_with_qemu() {
    let (_qemu, _folder, address) = qemu("none");
    let lines = [
        "blockdev-add driver=null-co node-name=a size=16M",
        "blockdev-add driver=null-co node-name=b size=16M",
        "stop",
        ":wait STOP",
        "blockdev-mirror job-id=copy device=a target=b sync=full",
        ":job copy",
        ":job copy",
        ":jobs",
        "job-pause id=copy",
        ":job copy",
        "job-resume id=copy",
        "job-complete id=copy",
        ":job copy",
        "device_add driver=no-such-device",
        "qom-list path=/",
        "help blockdev-add driver=null-co",
        "help device_add driver=virtio-rng-pci",
        "blockdev-del node-name=a",
        "quit",
        ":wait SHUTDOWN",
    ];
    let (status, out, err) = exec(&address, &["--keep-going"], &lines);
    assert_eq!(status, 1, "{out}{err}");
    assert_eq!(out.matches("copy is ready").count(), 2, "{out}{err}");
    for part in [
        "copy is ready: job-complete ends it\n",
        "copy is paused: job-resume lets it go on\n",
        "100%  mirror ready\n",
        "copy: concluded\n",
        "\"child<container>\"",
        "latency-ns",
        "\n    disable-legacy",
        "OnOffAuto, \"auto\" if not given; on/off/auto\n",
        "Z STOP\n",
        "Z SHUTDOWN {",
    ] {
        assert!(out.contains(part), "{part} is not in {out}{err}");
    }
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.contains("no-such-device"), "{err}");
}

/// Text of `-device` and others, alone or behind the command, in both syntaxes.
fn options_of_a_command_line_are_commands() {
    let (_qemu, _folder, address) = qemu("pc -S");
    let added = [
        "-blockdev null-co,node-name=disk0,size=1M",
        "blockdev-add driver=null-co,node-name=disk1 node-name=x",
        "-object iothread,id=io0",
        "object-add iothread,id=io1",
        "-netdev user,id=n0,ipv6=off",
        "device_add virtio-blk-pci,drive=disk0,id=d,serial=1e5,num-queues=2,iothread=io0",
        "-device virtio-net-pci,netdev=n0,id=n,mq=on",
        r#"-device '{"driver": "virtio-rng-pci", "id": "r", "max-bytes": 7}'"#,
        "-device virtio-blk-pci,drive=disk0,id=e,num-queues=many",
    ];
    let asked = [
        "qom-get path=/machine/peripheral/d property=serial",
        "qom-get path=/machine/peripheral/d property=num-queues",
        "qom-get path=/machine/peripheral/d property=iothread",
        "qom-get path=/machine/peripheral/n property=mq",
        "qom-get path=/machine/peripheral/r property=max-bytes",
        "qom-get path=/objects/io1 property=type",
    ];
    let lines = [&added[..], &asked].concat();
    let (status, out, err) = exec(&address, &["--keep-going", "--format", "compact"], &lines);
    assert_eq!(status, 2, "{out}{err}");
    let values: Vec<_> = out.lines().filter(|line| *line != "{}").collect();
    let expected = [
        "\"1e5\"",
        "2",
        "\"/objects/io0\"",
        "true",
        "7",
        "\"iothread\"",
    ];
    assert_eq!(values, expected, "{err}");
    // The second line is no option: its driver has a comma. QEMU refuses the text of the last.
    assert!(err.contains("null-co,node-name=disk1"), "{err}");
    assert!(err.contains("error: command device_add: "), "{err}");
    assert_eq!(err.matches("command device_add").count(), 1, "{err}");
}

fn files_are_given_as_descriptors() {
    let (_qemu, folder, address) = qemu("none");
    let disk = folder.path().join("a disk");
    std::fs::write(&disk, vec![0; 1 << 20]).unwrap();
    let state = folder.path().join("state");
    std::fs::write(&state, "").unwrap();
    let lines = [
        format!(":fdset {}", disk.display()),
        "blockdev-add driver=file node-name=n filename=/dev/fdset/0".to_owned(),
        "query-fdsets".to_owned(),
        format!(":fd state {}", state.display()),
        "closefd fdname=state".to_owned(),
        "closefd fdname=state".to_owned(),
        ":fd state /no/such/file".to_owned(),
        ":fdset".to_owned(),
    ];
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let (status, out, err) = exec(&address, &["--keep-going"], &lines);
    assert_eq!(status, 2, "{out}{err}");
    assert!(out.starts_with("/dev/fdset/0\n"), "{out}{err}");
    assert!(out.contains("a disk"), "{out}{err}");
    assert_eq!(err.matches("error: command closefd").count(), 1, "{err}");
    assert!(err.contains("cannot open /no/such/file"), "{err}");
    assert!(err.contains("usage: :fdset FILE"), "{err}");
}

fn what_qemu_has_is_proposed() {
    let (_qemu, folder, address) = qemu(
        "pc -S -device pci-testdev,id=nic0 \
         -object iothread,id=io0",
    );
    let mut shell = Terminal::open(&address, folder.path(), &["--no-history"]);
    let mut line = |typed: &str, shown: &str| {
        shell.types(typed);
        shell.shows(shown);
        shell.enter("");
        shell.prompt();
    };
    line(
        "blockdev-add driver=null-co node-name=disk0",
        "node-name=disk0",
    );
    line(
        "device_add driver=virtio-blk-pc\t id=b dr\tdi\t",
        "drive=disk0",
    );
    line(
        "device_add driver=virtio-rng-p\t id=r disable-l\ton",
        "legacy=",
    );
    line(
        "device_add driver=virtio-blk-pci iothr\ti\t",
        "iothread=io0",
    );
    line(
        "qom-get path=/machine/peripheral/b\t property=num\t",
        "path=/machine/peripheral/b property=num-queues",
    );
    line("device_del id=n\t", "device_del id=nic0");
    line(
        "blockdev-mirror job-id=j sync=full target=x device=d\t",
        "device=disk0",
    );
    line("blockdev-del node-name=d\t", "node-name=disk0");
    shell.leave();
}

/// The bar fits the terminal when that changes, without news of the job.
fn a_job_bar_has_bytes_rate_and_time_left() {
    let (_qemu, folder, address) = qemu("none");
    let options = ["--no-history"];
    let mut command = shell_of_size(&address, folder.path(), &options, (100, 24));
    command.env("NO_COLOR", "1");
    let mut shell = Terminal::run(command);
    let terminal = shell.name();
    shell.is_ready();
    for name in ["from", "to"] {
        shell.execute(&format!(
            "blockdev-add driver=null-co node-name={name} size=1G read-zeroes=on"
        ));
    }
    // Takes 1024 seconds, in steps of a second.
    let mirror = "blockdev-mirror job-id=copy device=from target=to sync=full speed=1M buf-size=1M";
    shell.execute(mirror);
    shell.enter(":job copy");
    let measured =
        r"copy  \[#* *\] +\d+%  running, [\d.]+ [KM]iB of 1\.0 GiB, [\d.]+ [KM]iB/s, [\d:]+ left";
    shell.matches(measured);
    resize(&terminal, (40, 24));
    // No room for the measurements.
    shell.matches(r"\r\x1b\[2Kcopy  \[#* *\] +\d+%  running[^,]");
    shell.control('c');
    shell.shows("no longer waiting");
    shell.prompt();
    shell.execute("job-cancel id=copy");
    shell.leave();
}

/// A monitor serves one client: the next is not greeted before that leaves.
fn a_monitor_that_is_busy_is_waited_for() {
    let (_qemu, folder, address) = qemu("none");
    let mut first = UnixStream::connect(folder.path().join("qmp")).unwrap();
    first.read_exact(&mut [0; 6]).unwrap();
    let (status, _, err) = exec(&address, &["--timeout", "1"], &["query-name"]);
    assert!(
        status == 2 && err.contains("serves no other client"),
        "{err}"
    );
    let leaving = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(1));
        drop(first);
    });
    let (status, out, err) = exec(&address, &[], &["query-name"]);
    assert_eq!((status, &*out, &*err), (0, "{}\n", ""));
    leaving.join().unwrap();
}

fn a_session_with_the_guest_agent() {
    let name = "qemu-ga";
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("qga");
    let path = socket.to_str().unwrap();
    let state = folder.path().to_str().unwrap();
    let arguments = ["--method=unix-listen", "--path", path, "--statedir", state];
    let _agent = Program::start(name, &arguments, &socket);
    let lines = [
        "guest-ping",
        "guest-get-osinfo",
        "guest-file-open path=/nowhere/x",
        "guest-pin",
    ];
    let address = format!("unix:{path}");
    let (status, out, err) = exec(&address, &["--keep-going"], &lines);
    assert_eq!(status, 2, "{out}{err}");
    assert!(
        out.starts_with("{}\n") && out.contains("\"kernel-release\""),
        "{out}"
    );
    assert!(
        err.contains("/nowhere/x") && err.contains("'guest-ping'"),
        "{err}"
    );
}

/// A program of `--spawn` lives as long as the session.
fn a_spawned_qemu_ends_with_the_session() {
    let words = "-machine none -display none -nodefaults -accel tcg -name spawned";
    let mut qemu = vec![program("qemu-system-x86_64").display().to_string()];
    qemu.extend(words.split(' ').map(str::to_owned));
    let run = |lines: &[&str]| {
        let mut command = super::host::shell(&["--spawn"]);
        command.args(lines.iter().flat_map(|line| ["--exec", *line]));
        said(&command.arg("--").args(&qemu).output().unwrap())
    };
    let (status, out, err) = run(&["query-name", ":hmp info name"]);
    assert_eq!((status, &*err), (0, ""));
    assert_eq!(out, "{\"name\": \"spawned\"}\nspawned\n");
    let (status, out, _) = run(&["quit"]);
    assert_eq!((status, &*out), (0, "{}\n"));
    // A program that ends at once is not waited for, and its words are shown.
    let options = ["--spawn", "--timeout", "1000", "--exec", "stop", "--"];
    let mut command = super::host::shell(&options);
    command.args([&*qemu[0], "-no-such-option"]);
    let begun = Instant::now();
    let (status, _, err) = said(&command.output().unwrap());
    assert!(
        status == 2 && err.contains("qemu: ") && err.contains("no-such-option"),
        "{err}"
    );
    let ended = "ended before it had a monitor: exit status: 1\n";
    assert!(err.ends_with(ended), "{err}");
    assert!(begun.elapsed() < LONG);
    let mut command = super::host::shell(&["--spawn", "--exec", "stop", "--", "/nowhere/qemu"]);
    let (status, _, err) = said(&command.output().unwrap());
    assert!(
        status == 2 && err.contains("cannot start /nowhere/qemu: No such file"),
        "{err}"
    );
}

/// The words of a spawned QEMU that writes its process id to a file.
fn spawned(file: &Path) -> Vec<String> {
    let words = "-machine none -display none -nodefaults -accel tcg -pidfile";
    let qemu = program("qemu-system-x86_64").display().to_string();
    let words = words.split(' ').map(str::to_owned);
    let file = file.display().to_string();
    ["--spawn".to_owned(), "--".to_owned(), qemu]
        .into_iter()
        .chain(words)
        .chain([file])
        .collect()
}

fn ctrl_c_ends_no_spawned_qemu() {
    let folder = tempfile::tempdir().unwrap();
    let words = spawned(&folder.path().join("id"));
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let command = shell_at("--no-history", folder.path(), &words);
    let mut shell = Terminal::at_prompt(command);
    for name in ["from", "to"] {
        let size = "size=1G read-zeroes=on";
        shell.execute(&format!(
            "blockdev-add driver=null-co node-name={name} {size}"
        ));
    }
    shell.execute("blockdev-mirror job-id=copy device=from target=to sync=full speed=1M");
    shell.enter(":job copy");
    shell.shows("running");
    shell.control('c');
    shell.shows("no longer waiting");
    shell.prompt();
    let out = shell.execute("job-cancel id=copy");
    assert!(!out.contains("error"), "{out}");
    // The program ends without further words.
    shell.control('d');
    let (rest, code) = shell.end();
    assert!(code == 0 && !rest.contains("reconnect"), "{rest}");
}

fn a_signal_ends_a_spawned_qemu_too() {
    for signal in ["TERM", "INT", "HUP"] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("id");
        let mut command = super::host::shell(&["--exec", "query-name", "--exec", ":wait STOP"]);
        command.args(spawned(&file)).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // It waits for the event after this.
        let mut reply = [0; 2];
        child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut reply)
            .unwrap();
        let id = std::fs::read_to_string(&file).unwrap();
        let shell = child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &shell]).status();
        assert!(sent.unwrap().success());
        // The shell may see the end of the connection first.
        assert!(!child.wait().unwrap().success(), "{signal}");
        let process = format!("/proc/{}", id.trim());
        let start = Instant::now();
        while Path::new(&process).exists() {
            assert!(start.elapsed() < LONG, "{signal}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn networks_buses_and_links_are_proposed() {
    let (_qemu, folder, address) = qemu(
        "q35 -S -netdev user,id=net7 -device pcie-root-port,id=port9 \
         -device virtio-scsi-pci,id=scsi8 -object iothread,id=io6",
    );
    let mut shell = Terminal::open(&address, folder.path(), &["--no-history"]);
    let mut line = |typed: &str, shown: &str| {
        shell.types(typed);
        shell.shows(shown);
        shell.drop_line();
    };
    line(
        "device_add driver=virtio-net-pci netdev=ne\t",
        "netdev=net7",
    );
    line("netdev_del id=n\t", "id=net7");
    line("device_add driver=virtio-net-pci bus=po\t", "bus=port9");
    line("device_add driver=scsi-hd bus=scsi\t", "bus=scsi8.0");
    line(
        "device_add driver=virtio-blk-pci iothread=i\t",
        "iothread=io6",
    );
    // A root port cannot be unplugged.
    line("device_del id=\tx", "id=scsi8");
    line(":hmp info netw\t", ":hmp info network");
    line(":hmp device_del s\t", ":hmp device_del scsi8");
    line(":hmp netdev_del \t", ":hmp netdev_del net7");
    shell.leave();
}
