//! Sessions at a terminal.

use std::time::{Duration, Instant};

use serde_json::json;

use super::host::Host;
use super::pty::{Terminal, shell_at, shell_of_size};
use qapi_test_support::{Trial, trials};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        the_human_monitor_has_a_mode,
        a_full_screen_view_comes_and_goes,
        a_full_screen_view_of_a_monitor_that_hangs_reads_keys,
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
        long_help_is_paged,
        ctrl_d_may_be_typed_while_a_command_runs,
    ]
}

fn a_name_is_completed_and_its_reply_printed() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &[]);
    // Several commands begin with `query-n`: their common beginning is put in, then they are listed.
    shell.types("query-na\t");
    shell.shows("query-name");
    shell.types("\t");
    shell.shows("query-named-block-nodes");
    shell.enter("");
    shell.shows("\"vm\"");
    shell.prompt();
    let out = shell.execute("blockdev-add dri\tnull-c\tread-o\ttr\t");
    assert!(
        out.contains("\"null-co\"") && out.contains("\"read-only\""),
        "{out}"
    );
    shell.leave();
    let history = std::fs::read_to_string(home.path().join("qapi/history")).unwrap();
    assert!(
        history.contains("blockdev-add driver=null-co read-only=true"),
        "{history}"
    );
}

/// A key that is typed while a command runs is not lost.
fn ctrl_d_may_be_typed_while_a_command_runs() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &["--timeout", "none"]);
    shell.enter("human-monitor-command command-line=x");
    host.has_arrived();
    shell.control('d');
    host.gate.notify_one();
    let (rest, code) = shell.end();
    assert!(code == 0 && rest.contains("late"), "{rest}");
    // On a line that is not empty, it removes a character; Ctrl-Space does nothing.
    let mut shell = Terminal::open(&host.address(), home.path(), &[]);
    shell.types("query-xname\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{4}\u{0}");
    let out = shell.execute("");
    assert!(out.contains("\"vm\""), "{out}");
    shell.types("\u{0}");
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
    // The next program at the terminal has the key again.
    let mut command = std::process::Command::new("sh");
    let script = "\"$@\"; stty -a | grep -o 'eof = [^;]*'";
    let ours = shell_at(&host.address(), home.path(), &[]);
    command.args(["-c", script, "sh"]).arg(ours.get_program());
    command.args(ours.get_args()).env("TERM", "xterm");
    let mut shell = Terminal::at_prompt(command);
    shell.control('d');
    let (rest, code) = shell.end();
    assert!(code == 0 && rest.contains("eof = ^D"), "{rest}");
}

/// The peer is asked for names, but no question waits for a command in progress.
fn what_the_monitor_has_is_proposed_if_it_has_nothing_else_to_do() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &["--timeout", "none"]);
    shell.types("job-cancel id=\t");
    shell.shows("job-cancel id=copy");
    shell.execute("");
    shell.enter("human-monitor-command command-line=x");
    host.has_arrived();
    shell.control('c');
    shell.shows("may still run");
    shell.prompt();
    shell.types("job-cancel id=\tother");
    shell.shows("job-cancel id=other");
    shell.drop_line();
    let out = shell.execute(":status");
    assert!(
        out.contains("in progress: human-monitor-command\r\n"),
        "{out}"
    );
    host.gate.notify_one();
    // The late reply comes before anything else.
    shell.execute("query-name");
    shell.types("job-cancel id=\t");
    shell.shows("job-cancel id=copy");
    shell.drop_line();
    shell.leave();
}

/// A monitor that answers no more holds up completion for a moment, and the late answer is nobody's.
fn a_monitor_that_does_not_answer_holds_up_nobody() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &["--timeout", "none"]);
    // Answers when the gate opens: completion that waited for it would never end.
    shell.types("chardev-remove id=\tx");
    shell.shows("chardev-remove id=x");
    shell.drop_line();
    let out = shell.execute(":status");
    assert!(out.contains("in progress: query-chardev\r\n"), "{out}");
    host.gate.notify_one();
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
}

fn an_event_comes_above_the_line_that_is_typed() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &["--no-history"]);
    shell.types("query-");
    shell.shows("query-");
    let reason = json!({"guest": true, "reason": "\u{1b}[2Jguest"});
    host.emitter.emit_raw("SHUTDOWN", Some(&reason));
    shell.shows("SHUTDOWN");
    shell.shows("\\u001b[2Jguest");
    // The line is drawn again, and goes on.
    shell.shows("query-");
    let out = shell.execute("name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
    assert!(!home.path().join("qapi").exists());
}

fn colours_are_left_out_if_that_is_asked_for() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut command = shell_at(&host.address(), home.path(), &[]);
    command.env("NO_COLOR", "1");
    let mut shell = Terminal::at_prompt(command);
    let out = shell.execute("query-name");
    assert!(out.contains("{\"name\": \"vm\"}"), "{out}");
    shell.leave();
}

/// Messages have the colours of their own destination, which may be a file.
fn a_file_gets_no_colours() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let said = home.path().join("said");
    let mut command = std::process::Command::new("sh");
    command
        .args(["-c", "exec \"$@\" 2>said", "sh", env!("CARGO_BIN_EXE_qapi")])
        .args(["shell", &host.address(), "--exec", "x-query-roms"])
        .args(["--exec", "query-name", "--exec", "nothing"])
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .current_dir(home.path());
    let (out, _) = Terminal::run(command).end();
    assert!(out.contains("\u{1b}[34m\"name\""), "{out:?}");
    let said = std::fs::read_to_string(said).unwrap();
    assert!(said.starts_with("warning: `x-query-roms`"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

fn a_terminal_that_can_only_print_will_do() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut command = shell_at(&host.address(), home.path(), &[]);
    command.env("TERM", "dumb").env("NO_COLOR", "1");
    let mut shell = Terminal::run(command);
    shell.shows("Ctrl-D leaves");
    shell.shows("qmp> ");
    host.emitter.emit_raw("STOP", None);
    shell.shows("STOP");
    shell.types("query-name\n");
    shell.shows("{\"name\": \"vm\"}");
    shell.shows("qmp> ");
    shell.types(":top\n");
    shell.shows("needs a terminal that can be drawn on");
    // Here, Ctrl-D is the terminal's own.
    shell.leave();
}

/// Many events, while lines are typed, entered and answered: neither side waits for the other.
fn a_flood_of_events_holds_up_nobody() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &["--no-history"]);
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
        shell.enter("query-name");
        shell.shows("{\u{1b}[34m\"name\"");
        shell.prompt();
    }
    flood.join().unwrap();
    host.emitter.emit_raw("STOP", None);
    shell.shows("STOP");
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
}

fn ctrl_c_ends_a_wait_and_a_line_but_not_the_shell() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &["--timeout", "none"]);
    shell.enter("human-monitor-command command-line=x");
    host.has_arrived();
    shell.control('c');
    shell.shows("may still run: human-monitor-command");
    shell.prompt();
    shell.types("not a line");
    shell.shows("not a line");
    shell.drop_line();
    host.gate.notify_one();
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
}

fn a_bracket_that_is_open_goes_on_in_the_next_line() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &[]);
    shell.types("{\"execute\":\r");
    let out = shell.execute("\"query-name\"}");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
}

/// Lines that come faster than they can run are run one after another; pasted lines too, up to the
/// first that fails.
fn lines_that_come_together_are_all_done() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &["--no-history"]);
    shell.types("query-name\rx-query-roms\rdevice_del id=x\rblockdev-add driver=raw file=y\r");
    for shown in ["vm", "human-readable-text", "no device", "\"file\""] {
        shell.shows(shown);
        shell.prompt();
    }
    let lines = "\x1b[200~# don't mind\nquery-name\nblockdev-add {\n\"driver\": \"raw\",\n\
                 \"file\": \"z\"}\ndevice_del id=x\nstop\n\n# that is it\nstop\n\x1b[201~";
    shell.enter(lines);
    for shown in ["\"vm\"", "\"z\"", "no device", "after this failure: 2 more"] {
        shell.shows(shown);
    }
    shell.prompt();
    shell.leave();
}

fn a_monitor_that_goes_away_is_told_and_can_be_reached_again() {
    let home = tempfile::tempdir().unwrap();
    let socket = home.path().join("qmp");
    let host = Host::monitor_at(&socket);
    let mut shell = Terminal::open(&host.address(), home.path(), &[]);
    drop(host);
    shell.shows(":reconnect connects again");
    let out = shell.execute("query-name");
    assert!(out.contains("error: not connected"), "{out}");
    let out = shell.execute(":reconnect");
    assert!(out.contains("cannot connect"), "{out}");
    let host = Host::monitor_at(&socket);
    let out = shell.execute(":reconnect");
    assert!(out.contains("connected to unix:"), "{out}");
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
    drop(host);
}

fn the_shell_connects_again_by_itself() {
    let home = tempfile::tempdir().unwrap();
    let socket = home.path().join("qmp");
    let host = Host::monitor_at(&socket);
    let mut shell = Terminal::open(&host.address(), home.path(), &["--reconnect"]);
    drop(host);
    shell.shows("connecting again");
    let host = Host::monitor_at(&socket);
    shell.shows("connected again");
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
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
        let options = ["--no-history"];
        let mut command = shell_of_size(&host.address(), home.path(), &options, (columns, 20));
        command.env("NO_COLOR", "1");
        let mut shell = Terminal::at_prompt(command);
        shell.enter(":job copy");
        shell.shows(&format!("copy{bar}"));
        // Nothing more on that line.
        shell.control('c');
        let more = shell.shows("no longer waiting");
        let mut more = more.trim_start_matches("^C").split('\r');
        assert_eq!(more.next(), Some(""), "{columns}");
        shell.prompt();
        shell.leave();
    }
}

/// A transcript that cannot be written is told of at once.
fn a_full_disk_is_told_of_while_the_session_goes_on() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let options = ["--no-history", "--transcript", "/dev/full"];
    let mut shell = Terminal::open(&host.address(), home.path(), &options);
    let out = shell.execute("query-name");
    let warning = "warning: cannot write the transcript /dev/full: No space left";
    assert!(out.contains(warning), "{out}");
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\"") && !out.contains("warning"), "{out}");
    shell.control('d');
    let (rest, code) = shell.end();
    assert!(
        code == 2 && rest.contains("cannot write the transcript"),
        "{rest}"
    );
}

fn secrets_are_not_kept() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let mut shell = Terminal::open(&host.address(), home.path(), &[]);
    for line in [
        "set_password protocol=vnc password=hunter2",
        "vnc passwd=hunter2",
        "human-monitor-command command-line='change vnc password hunter2'",
        "{\"execute\": \"x\", \"arguments\": {\"passphrase\": \"hunter2\"}}",
        "object-add qom-type=secret id=s data=hunter2",
    ] {
        shell.enter(line);
        if line.starts_with("human") {
            host.gate.notify_one();
            shell.shows("late");
        } else {
            shell.shows("error: ");
        }
        shell.prompt();
    }
    shell.execute("query-name");
    shell.leave();
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
    let mut shell = Terminal::open(&host.address(), home.path(), &["--no-history"]);
    shell.types(":hmp sav\t");
    shell.shows(":hmp save ");
    shell.drop_line();
    let out = shell.execute(":hmp say x");
    assert!(out.contains("said x\r\nagain"), "{out}");
    shell.enter(":hmp");
    shell.prompt_is("hmp> ");
    let out = shell.execute("say it's");
    assert!(out.contains("said it's\r\nagain"), "{out}");
    shell.enter(":hmp");
    shell.prompt();
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
}

fn a_full_screen_view_comes_and_goes() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let options = ["--no-history"];
    let command = shell_of_size(&host.address(), home.path(), &options, (80, 24));
    let mut shell = Terminal::at_prompt(command);
    shell.enter(":top 0.2");
    // The alternate screen.
    shell.shows("\u{1b}[?1049h");
    for shown in ["10.0.0", "Jobs", "copy", "Events"] {
        shell.shows(shown);
    }
    host.emitter.emit_raw("STOP", None);
    shell.shows("STOP");
    shell.types("q");
    shell.shows("\u{1b}[?1049l");
    // Events of meanwhile are shown afterwards.
    shell.shows("STOP");
    shell.prompt();
    let out = shell.execute("query-name");
    assert!(out.contains("\"vm\""), "{out}");
    shell.leave();
}

/// Every question of the view waits behind a command that hangs.
fn a_full_screen_view_of_a_monitor_that_hangs_reads_keys() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let options = ["--no-history", "--timeout", "none"];
    let command = shell_of_size(&host.address(), home.path(), &options, (80, 24));
    let mut shell = Terminal::at_prompt(command);
    shell.enter("human-monitor-command command-line=x");
    host.has_arrived();
    shell.control('c');
    shell.shows("may still run: human-monitor-command");
    shell.prompt();
    // Each question has two seconds.
    for key in ["q", "\u{3}"] {
        shell.enter(":top");
        shell.shows("\u{1b}[?1049h");
        let typed = Instant::now();
        shell.types(key);
        shell.shows("\u{1b}[?1049l");
        assert!(
            typed.elapsed() < Duration::from_secs(2),
            "{:?}",
            typed.elapsed()
        );
        shell.prompt();
    }
    shell.leave();
}

fn long_help_is_paged() {
    let (host, home) = (Host::monitor(), tempfile::tempdir().unwrap());
    let options = ["--no-history"];
    let mut command = shell_of_size(&host.address(), home.path(), &options, (80, 10));
    command
        .env("PAGER", "sed 's/^/paged /'")
        .env_remove("QAPI_PAGER");
    let mut shell = Terminal::at_prompt(command);
    let out = shell.execute("help blockdev-add driver=qcow2");
    assert!(out.matches("paged ").count() > 10, "{out}");
    let out = shell.execute("help query-name");
    assert!(
        out.contains("query-name") && !out.contains("paged "),
        "{out}"
    );
    shell.leave();
}
