//! Sessions at a terminal.

use std::path::Path;
use std::process::Command;

use rexpect::session::{PtySession, spawn_command};
use serde_json::json;

use super::host::Host;
use qapi_test_support::{Trial, trials};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        the_human_monitor_has_a_mode,
        a_full_screen_view_comes_and_goes,
        a_name_is_completed_and_its_reply_printed,
        what_the_monitor_has_is_proposed_if_it_has_nothing_else_to_do,
        a_monitor_that_does_not_answer_holds_up_nobody,
        an_event_comes_above_the_line_that_is_typed,
        colours_are_left_out_if_that_is_asked_for,
        a_file_gets_no_colours,
        a_terminal_that_can_only_print_will_do,
        a_flood_of_events_holds_up_nobody,
        ctrl_c_ends_a_wait_and_a_line_but_not_the_shell,
        a_bracket_that_is_open_goes_on_in_the_next_line,
        lines_that_come_together_are_all_done,
        a_monitor_that_goes_away_is_told_and_can_be_reached_again,
        the_shell_connects_again_by_itself,
        a_progress_bar_is_as_long_as_there_is_room,
        a_full_disk_is_told_of_while_the_session_goes_on,
        secrets_are_not_kept,
    ]
}

/// Maximum time of anything on a busy machine, in milliseconds.
const LONG: u64 = 30_000;

fn start(host: &Host, home: &Path, options: &[&str]) -> PtySession {
    start_with(host, home, options, |_| {})
}

fn start_with(
    host: &Host,
    home: &Path,
    options: &[&str],
    change: impl Fn(&mut Command),
) -> PtySession {
    open(&host.address(), home, options, change)
}

/// A session with whom is at that address, at its first prompt.
pub(crate) fn open(
    address: &str,
    home: &Path,
    options: &[&str],
    change: impl Fn(&mut Command),
) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qapi"));
    command
        .arg("shell")
        .arg(address)
        .args(options)
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .env("XDG_STATE_HOME", home);
    change(&mut command);
    let mut session = spawn_command(command, Some(LONG)).unwrap();
    session.exp_string("Ctrl-D leaves").unwrap();
    session.exp_string("qmp> ").unwrap();
    session
}

/// Types.
pub(crate) fn send(session: &mut PtySession, text: &str) {
    session.send(text).unwrap();
    session.flush().unwrap();
}

/// Leaves the shell, which is content.
pub(crate) fn leave(mut session: PtySession) {
    session.send_control('d').unwrap();
    session.exp_eof().unwrap();
    let status = format!("{:?}", session.process().wait().unwrap());
    assert!(
        status.starts_with("Exited(") && status.ends_with(", 0)"),
        "{status}"
    );
}

fn a_name_is_completed_and_its_reply_printed() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &[]);
    // Several commands begin with `query-n`: their common beginning is put in, then they are listed.
    send(&mut session, "query-na\t");
    session.exp_string("query-name").unwrap();
    send(&mut session, "\t");
    session.exp_string("query-named-block-nodes").unwrap();
    send(&mut session, "\r");
    session.exp_string("\"vm\"").unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, "blockdev-add dri\tnull-c\tread-o\ttr\t\r");
    session.exp_string("null-co").unwrap();
    session.exp_string("read-only").unwrap();
    session.exp_string("qmp> ").unwrap();
    leave(session);
    let history = std::fs::read_to_string(home.path().join("qapi/history")).unwrap();
    assert!(
        history.contains("blockdev-add driver=null-co read-only=true"),
        "{history}"
    );
}

/// The peer is asked for names, but no question waits for a command in progress.
fn what_the_monitor_has_is_proposed_if_it_has_nothing_else_to_do() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &["--timeout", "none"]);
    send(&mut session, "job-cancel id=\t\r");
    session.exp_string("job-cancel id=copy").unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, "human-monitor-command command-line=x\r");
    session.exp_string("command-line=x").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    session.send_control('c').unwrap();
    session.exp_string("may still run").unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, "job-cancel id=\tother");
    session.exp_string("job-cancel id=other").unwrap();
    session.send_control('c').unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, ":status\r");
    session
        .exp_string("in progress: human-monitor-command\r\n")
        .unwrap();
    host.gate.notify_one();
    send(&mut session, "job-cancel id=\t\r");
    session.exp_string("job-cancel id=copy").unwrap();
    leave(session);
}

/// A monitor that answers no more holds up completion for a moment, and the late answer is nobody's.
fn a_monitor_that_does_not_answer_holds_up_nobody() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &[]);
    let begun = std::time::Instant::now();
    // Answers when the gate opens.
    send(&mut session, "chardev-remove id=\tx");
    session.exp_string("chardev-remove id=x").unwrap();
    assert!(begun.elapsed() < std::time::Duration::from_secs(10));
    session.send_control('c').unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, ":status\r");
    session
        .exp_string("in progress: query-chardev\r\n")
        .unwrap();
    host.gate.notify_one();
    send(&mut session, "query-name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
}

fn an_event_comes_above_the_line_that_is_typed() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &["--no-history"]);
    send(&mut session, "query-");
    session.exp_string("query-").unwrap();
    let reason = json!({"guest": true, "reason": "\u{1b}[2Jguest"});
    host.emitter.emit_raw("SHUTDOWN", Some(&reason));
    session.exp_string("SHUTDOWN").unwrap();
    session.exp_string("\\u001b[2Jguest").unwrap();
    // The line is drawn again, and goes on.
    session.exp_string("query-").unwrap();
    send(&mut session, "name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
    assert!(!home.path().join("qapi").exists());
}

fn colours_are_left_out_if_that_is_asked_for() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start_with(&host, home.path(), &[], |command| {
        command.env("NO_COLOR", "1");
    });
    send(&mut session, "query-name\r");
    session.exp_string("{\"name\": \"vm\"}").unwrap();
    leave(session);
}

/// Messages have the colours of their own destination, which may be a file.
fn a_file_gets_no_colours() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let said = home.path().join("said");
    let mut command = Command::new("sh");
    command
        .args(["-c", "exec \"$@\" 2>said", "sh", env!("CARGO_BIN_EXE_qapi")])
        .args(["shell", &host.address(), "--exec", "x-query-roms"])
        .args(["--exec", "query-name", "--exec", "nothing"])
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .current_dir(home.path());
    let mut session = spawn_command(command, Some(LONG)).unwrap();
    session.exp_string("\u{1b}[34m\"name\"").unwrap();
    session.exp_eof().unwrap();
    let said = std::fs::read_to_string(said).unwrap();
    assert!(said.starts_with("warning: `x-query-roms`"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

fn a_terminal_that_can_only_print_will_do() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start_with(&host, home.path(), &[], |command| {
        command.env("TERM", "dumb").env("NO_COLOR", "1");
    });
    host.emitter.emit_raw("STOP", None);
    session.exp_string("STOP").unwrap();
    send(&mut session, "query-name\n");
    session.exp_string("{\"name\": \"vm\"}").unwrap();
    leave(session);
}

/// Many events, while lines are typed, entered and answered: neither side waits for the other.
fn a_flood_of_events_holds_up_nobody() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &["--no-history"]);
    let emitter = host.emitter.clone();
    let flood = std::thread::spawn(move || {
        for i in 0..4000 {
            emitter.emit_raw("DEVICE_DELETED", Some(&json!({"path": format!("/{i}")})));
            if i % 40 == 0 {
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        }
    });
    for _ in 0..10 {
        send(&mut session, "query-name\r");
        session.exp_string("{\u{1b}[34m\"name\"").unwrap();
    }
    flood.join().unwrap();
    host.emitter.emit_raw("STOP", None);
    session.exp_string("STOP").unwrap();
    send(&mut session, "query-name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
}

fn ctrl_c_ends_a_wait_and_a_line_but_not_the_shell() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &["--timeout", "none"]);
    send(&mut session, "human-monitor-command command-line=x\r");
    session.exp_string("command-line=x").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    session.send_control('c').unwrap();
    session
        .exp_string("may still run: human-monitor-command")
        .unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, "not a line");
    session.exp_string("not a line").unwrap();
    session.send_control('c').unwrap();
    session.exp_string("qmp> ").unwrap();
    host.gate.notify_one();
    send(&mut session, "query-name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
}

fn a_bracket_that_is_open_goes_on_in_the_next_line() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &[]);
    send(&mut session, "{\"execute\":\r");
    send(&mut session, "\"query-name\"}\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
}

/// Lines that come faster than they can run are run one after another; pasted lines too, up to the
/// first that fails.
fn lines_that_come_together_are_all_done() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &["--no-history"]);
    let lines = "query-name\rx-query-roms\rdevice_del id=x\rblockdev-add driver=raw file=y\r";
    send(&mut session, lines);
    for shown in ["vm", "human-readable-text", "no device", "\"file\""] {
        session.exp_string(shown).unwrap();
    }
    let lines = "\x1b[200~# don't mind\nquery-name\nblockdev-add {\n\"driver\": \"raw\",\n\
                 \"file\": \"z\"}\ndevice_del id=x\nstop\n\n# that is it\nstop\n\x1b[201~\r";
    send(&mut session, lines);
    for shown in ["\"vm\"", "\"z\"", "no device", "after this failure: 2 more"] {
        session.exp_string(shown).unwrap();
    }
    leave(session);
}

fn a_monitor_that_goes_away_is_told_and_can_be_reached_again() {
    let home = tempfile::tempdir().unwrap();
    let socket = home.path().join("qmp");
    let host = Host::monitor_at(&socket);
    let mut session = start(&host, home.path(), &[]);
    drop(host);
    session.exp_string(":reconnect connects again").unwrap();
    send(&mut session, "query-name\r");
    session.exp_string("error: not connected").unwrap();
    send(&mut session, ":reconnect\r");
    session.exp_string("cannot connect").unwrap();
    let host = Host::monitor_at(&socket);
    send(&mut session, ":reconnect\r");
    session.exp_string("connected to unix:").unwrap();
    send(&mut session, "query-name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
    drop(host);
}

fn the_shell_connects_again_by_itself() {
    let home = tempfile::tempdir().unwrap();
    let socket = home.path().join("qmp");
    let host = Host::monitor_at(&socket);
    let mut session = start(&host, home.path(), &["--reconnect"]);
    drop(host);
    session.exp_string("connecting again").unwrap();
    let host = Host::monitor_at(&socket);
    session.exp_string("connected again").unwrap();
    send(&mut session, "query-name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
    drop(host);
}

/// A line that went on in the next one could not be drawn over.
fn a_progress_bar_is_as_long_as_there_is_room() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    for (columns, bar) in [
        (
            80,
            format!("  [{}{}]  25%  running", "#".repeat(7), " ".repeat(23)),
        ),
        (
            40,
            format!("  [{}{}]  25%  running", "#".repeat(4), " ".repeat(14)),
        ),
        (12, "  []  25".to_owned()),
    ] {
        let address = host.address();
        let mut command = Command::new("sh");
        let script = format!("stty cols {columns} rows 20; exec \"$@\"");
        command
            .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_qapi"), "shell"])
            .args([&*address, "--no-history"])
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .env("XDG_STATE_HOME", home.path());
        let mut session = spawn_command(command, Some(LONG)).unwrap();
        session.exp_string("qmp> ").unwrap();
        send(&mut session, ":job copy\r");
        session.exp_string(&format!("copy{bar}")).unwrap();
        // Nothing more on that line.
        std::thread::sleep(std::time::Duration::from_millis(500));
        session.send_control('c').unwrap();
        let more = session.exp_string("no longer waiting").unwrap();
        let mut more = more.trim_start_matches("^C").split('\r');
        assert_eq!(more.next(), Some(""), "{columns}");
        session.exp_string("qmp> ").unwrap();
        leave(session);
    }
}

/// A transcript that cannot be written is told of at once.
fn a_full_disk_is_told_of_while_the_session_goes_on() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let options = ["--no-history", "--transcript", "/dev/full"];
    let mut session = start(&host, home.path(), &options);
    send(&mut session, "query-name\r");
    session
        .exp_string("warning: cannot write the transcript /dev/full: No space left")
        .unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, "query-name\r");
    let before = session.exp_string("\"vm\"").unwrap();
    assert!(!before.contains("warning"), "{before}");
    session.exp_string("qmp> ").unwrap();
    session.send_control('d').unwrap();
    session.exp_string("cannot write the transcript").unwrap();
    session.exp_eof().unwrap();
}

fn secrets_are_not_kept() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &[]);
    for line in [
        "set_password protocol=vnc password=hunter2",
        "vnc passwd=hunter2",
        "human-monitor-command command-line='change vnc password hunter2'",
        "{\"execute\": \"x\", \"arguments\": {\"passphrase\": \"hunter2\"}}",
        "object-add qom-type=secret id=s data=hunter2",
    ] {
        send(&mut session, &format!("{line}\r"));
        if line.starts_with("human") {
            host.gate.notify_one();
            session.exp_string("late").unwrap();
        } else {
            session.exp_string("error: ").unwrap();
        }
        session.exp_string("qmp> ").unwrap();
    }
    send(&mut session, "query-name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
    let path = home.path().join("qapi/history");
    let history = std::fs::read_to_string(&path).unwrap();
    assert!(
        history.contains("query-name") && !history.contains("hunter2"),
        "{history}"
    );
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).unwrap().permissions());
    assert_eq!(mode & 0o077, 0);
}

fn the_human_monitor_has_a_mode() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut session = start(&host, home.path(), &["--no-history"]);
    send(&mut session, ":hmp sav\t");
    session.exp_string(":hmp save ").unwrap();
    session.send_control('c').unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, ":hmp say x\r");
    session.exp_string("said x\r\nagain").unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, ":hmp\r");
    session.exp_string("hmp> ").unwrap();
    send(&mut session, "say it's\r");
    session.exp_string("said it's\r\nagain").unwrap();
    session.exp_string("hmp> ").unwrap();
    send(&mut session, ":hmp\r");
    session.exp_string("qmp> ").unwrap();
    send(&mut session, "query-name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
}

fn a_full_screen_view_comes_and_goes() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let address = host.address();
    let mut command = Command::new("sh");
    let script = "stty cols 80 rows 24; exec \"$@\"";
    command
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_qapi"), "shell"])
        .args([&*address, "--no-history"])
        .env("TERM", "xterm")
        .env("XDG_STATE_HOME", home.path());
    let mut session = spawn_command(command, Some(LONG)).unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, ":top 0.2\r");
    // The alternate screen.
    session.exp_string("\u{1b}[?1049h").unwrap();
    for shown in ["10.0.0", "Jobs", "copy", "Events"] {
        session.exp_string(shown).unwrap();
    }
    host.emitter.emit_raw("STOP", None);
    session.exp_string("STOP").unwrap();
    send(&mut session, "q");
    session.exp_string("\u{1b}[?1049l").unwrap();
    // Events of meanwhile are shown afterwards.
    session.exp_string("STOP").unwrap();
    session.exp_string("qmp> ").unwrap();
    send(&mut session, "query-name\r");
    session.exp_string("\"vm\"").unwrap();
    leave(session);
    let mut session = start_with(&host, home.path(), &["--no-history"], |command| {
        command.env("TERM", "dumb");
    });
    send(&mut session, ":top\r");
    session
        .exp_string("needs a terminal that can be drawn on")
        .unwrap();
    leave(session);
}
