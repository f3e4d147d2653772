//! Sessions that nobody types.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use qapi_client::{Direction, read_transcript};

use super::host::{Host, exec, said, shell};
use qapi_test_support::{Trial, trials};

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        events_before_the_last_command_are_found,
        lines_for_the_human_monitor_are_passed_on,
        a_line_that_is_not_utf8_fails_alone,
        messages_are_echoed,
        a_whole_message_is_sent_as_typed,
        an_agents_disabled_commands_are_tried_when_asked,
        a_peer_that_is_starting_is_waited_for,
        help_has_documentation_where_a_schema_has_it,
        the_exit_status_tells_how_it_went,
        replies_have_the_format_that_is_asked_for,
        control_characters_of_the_other_side_are_escaped,
        lines_come_from_a_pipe_too,
        a_command_without_answer_ends_in_time,
        out_of_band_passes_what_waits,
        events_are_shown_and_waited_for,
        what_is_unstable_is_warned_of,
        all_that_is_said_is_taken_down,
        a_guest_agent_is_spoken_to,
        who_is_late_is_recognised_too,
        who_speaks_otherwise_is_refused_at_once,
        who_says_nothing_is_waited_for_no_longer_than_asked,
        without_an_address_messages_are_printed,
        reconnect_makes_a_connection_again,
        a_connection_that_ends_ends_a_script,
    ]
}

fn the_exit_status_tells_how_it_went() {
    let host = Host::monitor();
    let address = host.address();
    let (status, out, err) = exec(
        &address,
        &[],
        &["query-name", "blockdev-add driver=null-co"],
    );
    assert_eq!((status, &*err), (0, ""));
    assert_eq!(out, "{\"name\": \"vm\"}\n{\"driver\": \"null-co\"}\n");

    // The lines after a failure are not executed, unless asked for.
    let lines = ["device_del id=x", "query-name"];
    let (status, out, err) = exec(&address, &[], &lines);
    assert_eq!((status, &*out), (1, ""));
    assert!(
        err.starts_with("error: command device_del: no device"),
        "{err}"
    );
    let (status, out, _) = exec(&address, &["--keep-going"], &lines);
    assert_eq!((status, &*out), (1, "{\"name\": \"vm\"}\n"));

    // Nor are those after a malformed line, which is worse.
    let lines = ["device_del id=x", "device_del idd=x", "query-name"];
    let (status, out, err) = exec(&address, &["--keep-going"], &lines);
    assert_eq!((status, &*out), (2, "{\"name\": \"vm\"}\n"));
    let caret = "error: `device_del` has no member `idd`; did you mean 'id'?\n  \
                 device_del idd=x\n             ^^^\n";
    assert!(err.contains(caret), "{err}");
    assert!(
        err.ends_with("error: went on after `device_del idd=x`\n"),
        "{err}"
    );
    let (_, _, err) = exec(&address, &[], &["device_del idd=x"]);
    assert!(
        err.ends_with("error: stopped at `device_del idd=x`\n"),
        "{err}"
    );

    let (status, _, err) = exec("unix:/nowhere/at/all", &[], &["query-name"]);
    assert!(
        status == 2 && err.starts_with("error: cannot connect to unix:"),
        "{err}"
    );
    let (status, _, err) = exec("nowhere", &[], &["query-name"]);
    assert!(
        status == 2 && err.contains("a monitor is unix:PATH or tcp:HOST:PORT"),
        "{err}"
    );
}

fn replies_have_the_format_that_is_asked_for() {
    let host = Host::monitor();
    let lines = [
        "blockdev-add driver=qcow2 file.driver=file file.filename=/a/rather/long/name/of/a/file",
        "device_del id=x",
    ];
    let of = |format: &str| {
        exec(
            &host.address(),
            &["--keep-going", "--format", format],
            &lines,
        )
    };
    let (_, pretty, _) = of("pretty");
    assert_eq!(
        pretty,
        "{\n  \"driver\": \"qcow2\",\n  \
         \"file\": {\"driver\": \"file\", \"filename\": \"/a/rather/long/name/of/a/file\"}\n}\n"
    );
    let (_, compact, _) = of("compact");
    assert_eq!(compact.lines().count(), 1);
    let (_, json, err) = of("json");
    let [reply, error] = *json.lines().collect::<Vec<_>>() else {
        panic!("{json}")
    };
    assert!(
        reply.starts_with("{\"return\": {\"driver\"") && err.is_empty(),
        "{json}{err}"
    );
    // Text that is not a message goes elsewhere.
    let told = [":status", ":events", ":job none", "help stop", ":reconnect"];
    let options = ["--keep-going", "--format", "json"];
    let (status, out, err) = exec(&host.address(), &options, &told);
    assert_eq!((status, &*out), (1, ""));
    assert_eq!(err.matches("connected to").count(), 2, "{err}");
    assert!(err.contains("no such job"), "{err}");
    let error: serde_json::Value = serde_json::from_str(error).unwrap();
    assert_eq!(error["error"]["class"], "DeviceNotFound");
    assert_eq!(error["error"]["desc"], "no device \u{1b}]0;title\u{7}");
}

fn control_characters_of_the_other_side_are_escaped() {
    let host = Host::monitor();
    let lines = [
        "query-status",
        "device_del id=x",
        ":jobs",
        "help query-status",
    ];
    for format in ["pretty", "compact", "json"] {
        let options = ["--keep-going", "--format", format];
        let (_, out, err) = exec(&host.address(), &options, &lines);
        let text = out + &err;
        assert!(
            text.contains("\\u001b[31m") && text.contains("\\u202e"),
            "{text}"
        );
        let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(bad), "{text:?}");
    }
}

fn lines_come_from_a_pipe_too() {
    let host = Host::monitor();
    let mut command = shell(&[&host.address()]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let text = "# a comment\n\n{\"execute\":\n  \"query-name\"}\nblockdev-add driver='a\nb'\n";
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(text.as_bytes()).unwrap();
    drop(stdin);
    let (status, out, err) = said(&child.wait_with_output().unwrap());
    assert_eq!((status, &*out), (2, "{\"name\": \"vm\"}\n"));
    assert!(err.contains("not `a\\nb`"), "{err}");
    assert!(
        err.ends_with("stopped at `blockdev-add driver='a\\nb'`\n"),
        "{err}"
    );
}

fn a_command_without_answer_ends_in_time() {
    let host = Host::monitor();
    let start = Instant::now();
    let lines = ["human-monitor-command command-line=x"];
    let (status, _, err) = exec(&host.address(), &["--timeout", "4"], &lines);
    assert_eq!(status, 1);
    assert!(
        err.contains("timed out after 4s") && err.contains("may still run"),
        "{err}"
    );
    // As long as it takes, where the clock does not go as far.
    let lines = [":timeout 1e19", "help device_add driver=x", "query-name"];
    let (status, out, err) = exec(&host.address(), &["--timeout", "1e19"], &lines);
    assert_eq!((status, &*err), (0, ""));
    assert!(out.ends_with("{\"name\": \"vm\"}\n"), "{out}");
    let lines = [":wait STOP 0.2"];
    let (status, _, err) = exec(&host.address(), &[], &lines);
    assert!(
        status == 1 && err.contains("timed out after 200ms waiting for STOP"),
        "{err}"
    );
    assert!(start.elapsed() < Duration::from_secs(120));
}

fn out_of_band_passes_what_waits() {
    let host = Host::monitor();
    let lines = [
        ":timeout 0.3",
        "human-monitor-command command-line=x",
        ":timeout 60",
        "!migrate-pause",
        ":oob migrate-pause",
        ":status",
        "!query-status",
    ];
    let (status, out, err) = exec(&host.address(), &["--keep-going"], &lines);
    assert_eq!(status, 2);
    assert!(out.starts_with("{}\n{}\nconnected to unix:"), "{out}");
    let told = "QEMU 10.0.0, out of band granted\nin progress: human-monitor-command\n";
    assert!(out.ends_with(told), "{out}");
    assert!(
        err.contains("`query-status` cannot be executed out of band"),
        "{err}"
    );
}

fn events_are_shown_and_waited_for() {
    let host = Host::monitor();
    let (status, out, err) = exec(
        &host.address(),
        &["--format", "json"],
        &["stop", ":wait STOP"],
    );
    assert_eq!((status, &*err), (0, ""));
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines[0], "{\"return\": {}}");
    assert!(
        lines.len() == 2 && lines[1].starts_with("{\"event\": \"STOP\""),
        "{out}"
    );

    let shown = |events: &str| {
        exec(
            &host.address(),
            &["--events", events],
            &["stop", ":wait STOP"],
        )
        .1
    };
    assert_eq!(shown("all").matches("STOP").count(), 2);
    assert_eq!(shown("RESUME,STOP").matches("STOP").count(), 2);
    assert_eq!(shown("all,-STOP").matches("STOP").count(), 1);
    assert_eq!(shown("none").matches("STOP").count(), 1);

    let (status, out, err) = exec(&host.address(), &["--events", "STOPP"], &["stop"]);
    assert_eq!((status, &*out), (0, "{}\n"));
    assert_eq!(
        err,
        "warning: there is no event `STOPP`; did you mean 'STOP'?\n"
    );

    let lines = [":events STOPP", ":events all", ":events -STOP"];
    let (status, out, err) = exec(&host.address(), &["--keep-going"], &lines);
    assert_eq!(out, "all events are shown\nall events are shown but STOP\n");
    assert!(status == 2 && err.contains("did you mean 'STOP'?"), "{err}");
}

fn what_is_unstable_is_warned_of() {
    let host = Host::monitor();
    let (status, _, err) = exec(&host.address(), &[], &["x-query-roms"]);
    assert_eq!(
        (status, &*err),
        (0, "warning: `x-query-roms` is unstable\n")
    );
}

fn all_that_is_said_is_taken_down() {
    let host = Host::monitor();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("session.jsonl");
    let transcript = path.to_str().unwrap();
    for _ in 0..2 {
        let (status, ..) = exec(
            &host.address(),
            &["--transcript", transcript, "--keep-going"],
            &["device_del id=x", "query-name"],
        );
        assert_eq!(status, 1);
    }
    let file = std::fs::File::open(&path).unwrap();
    let records = read_transcript(std::io::BufReader::new(file)).unwrap();
    let asked = |what: &str| {
        let out = records.iter().filter(|r| r.direction == Direction::Out);
        out.filter(|r| r.text.contains(what)).count()
    };
    assert_eq!(asked("\"query-name\""), 2);
    // A command that starts no job follows none.
    assert_eq!((asked("\"device_del\""), asked("\"query-jobs\"")), (2, 0));
    // Others may not read it, unless that is allowed.
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let options = ["--transcript", transcript, "--transcript-readable"];
    let (status, _, err) = exec(&host.address(), &options[..2], &["query-name"]);
    assert!(
        status == 2 && err.contains("--transcript-readable"),
        "{err}"
    );
    let (status, ..) = exec(&host.address(), &options, &["query-name"]);
    assert_eq!((status, mode(&path)), (0, 0o644));
    let (status, _, err) = exec(&host.address(), &["--transcript", "/nowhere/x"], &["stop"]);
    assert!(
        status == 2 && err.contains("cannot write the transcript"),
        "{err}"
    );
}

fn a_guest_agent_is_spoken_to() {
    let host = Host::agent();
    let lines = [
        "guest-ping",
        "guest-png",
        "guest-shutdown mode=halt",
        ":jobs",
        ":events",
        "!guest-ping",
    ];
    // It is found out that it is one, or told.
    for options in [&["--keep-going"][..], &["--keep-going", "--qga"]] {
        let (status, out, err) = exec(&host.address(), options, &lines);
        assert_eq!((status, &*out), (2, "{}\n{}\n"), "{err}");
        assert!(err.contains("did you mean 'guest-ping'?"), "{err}");
        assert_eq!(err.matches("neither events nor jobs").count(), 2, "{err}");
        assert!(err.contains("executes nothing out of band"), "{err}");
    }
}

/// Relays messages, from half a second after a client has connected.
fn relay_slowly(from: &Path, to: &str) {
    let listener = UnixListener::bind(from).unwrap();
    let to = to.strip_prefix("unix:").unwrap().to_owned();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            std::thread::sleep(Duration::from_millis(500));
            let (client, server) = (client.unwrap(), UnixStream::connect(&to).unwrap());
            let pump = |mut from: UnixStream, mut to: UnixStream| {
                std::thread::spawn(move || {
                    // Either may leave.
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(std::net::Shutdown::Both);
                });
            };
            pump(client.try_clone().unwrap(), server.try_clone().unwrap());
            pump(server, client);
        }
    });
}

fn who_is_late_is_recognised_too() {
    let folder = tempfile::tempdir().unwrap();
    let (monitor, agent) = (Host::monitor(), Host::agent());
    for (host, line, reply) in [
        (&monitor, "query-name", "{\"name\": \"vm\"}\n"),
        (&agent, "guest-ping", "{}\n"),
    ] {
        let socket = folder.path().join(line);
        relay_slowly(&socket, &host.address());
        let address = format!("unix:{}", socket.display());
        let (status, out, err) = exec(&address, &[], &[line]);
        assert_eq!((status, &*out, &*err), (0, reply, ""));
    }
}

fn who_speaks_otherwise_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    // By itself, or when it is spoken to, as a web server does.
    let (hmp, web) = ("a human monitor (HMP)", "HTTP/1.1 400 Bad Request");
    for (name, asked, says, said) in [
        ("other", false, "QEMU 7.2 monitor\r\n(qemu) ", hmp),
        ("web", true, "HTTP/1.1 400 Bad Request\r\n\r\n", web),
    ] {
        let socket = folder.path().join(name);
        let listener = UnixListener::bind(&socket).unwrap();
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let mut client = client.unwrap();
                // Stays until the client leaves.
                let wait = |client: &mut UnixStream| drop(client.read(&mut [0; 100]));
                if asked {
                    wait(&mut client);
                }
                client.write_all(says.as_bytes()).unwrap();
                wait(&mut client);
            }
        });
        let address = format!("unix:{}", socket.display());
        let (status, _, err) = exec(&address, &["--timeout", "20"], &["query-name"]);
        assert!(status == 2 && err.contains(said), "{err}");
    }
}

fn who_says_nothing_is_waited_for_no_longer_than_asked() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("silent");
    let _listener = UnixListener::bind(&socket).unwrap();
    let address = format!("unix:{}", socket.display());
    let (status, _, err) = exec(&address, &["--timeout", "0.6"], &["query-name"]);
    assert_eq!(status, 2);
    assert!(
        err.starts_with("error: timed out after 600ms: unix:") && err.contains("neither greets"),
        "{err}"
    );
    let (status, _, err) = exec(&address, &["--timeout", "0.1", "--qga"], &["guest-ping"]);
    assert!(status == 2 && err.contains("is the agent running"), "{err}");
}

fn without_an_address_messages_are_printed() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/tutorial/vm.json");
    let lines = [
        "add-device driver=disk id=1 file=2 backing=null",
        "add-device drive=disk",
    ];
    let mut command = shell(&["--schema", schema]);
    for line in lines {
        command.args(["--exec", line]);
    }
    let (status, out, err) = said(&command.output().unwrap());
    let message: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        message,
        serde_json::json!({"execute": "add-device", "arguments":
            {"driver": "disk", "id": "1", "file": "2", "backing": null}})
    );
    assert!(
        status == 2 && err.contains("did you mean 'driver'?"),
        "{err}"
    );
    let mut command = shell(&["--schema", schema, "--exec", ":jobs"]);
    let (status, out, err) = said(&command.output().unwrap());
    assert_eq!((status, &*out), (2, ""));
    assert!(
        err.starts_with("error: not connected: there is no address\n"),
        "{err}"
    );
    let (status, ..) = said(&shell(&[]).output().unwrap());
    assert_eq!(status, 2);
}

fn reconnect_makes_a_connection_again() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("qmp");
    let host = Host::monitor_at(&socket);
    let mut command = shell(&[&host.address(), "--reconnect"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    stdin.write_all(b"query-name\n:status\n").unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("connected to unix:") {
        line.clear();
        assert!(stdout.read_line(&mut line).unwrap() > 0);
    }
    drop(host);
    line.clear();
    stderr.read_line(&mut line).unwrap();
    assert!(line.ends_with("; connecting again\n"), "{line}");
    let host = Host::monitor_at(&socket);
    stdin.write_all(b"query-name\n").unwrap();
    drop(stdin);
    line.clear();
    stdout.read_line(&mut line).unwrap();
    assert_eq!(line, "{\"name\": \"vm\"}\n");
    assert!(child.wait().unwrap().success());
    drop(host);
}

fn a_connection_that_ends_ends_a_script() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("qmp");
    let host = Host::monitor_at(&socket);
    let mut command = shell(&[&host.address()]);
    command.args(["--exec", ":status", "--exec", ":wait STOP"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut String::new()).unwrap();
    drop(host);
    let (status, _, err) = said(&child.wait_with_output().unwrap());
    assert!(
        status == 2 && err.contains("stopped at `:wait STOP"),
        "{err}"
    );
}

fn events_before_the_last_command_are_found() {
    let host = Host::monitor();
    let lines = [
        "stop",
        "query-name",
        ":wait STOP --since-connect",
        ":wait STOP 5 --since-connect",
        ":history events",
        ":history events RESUME",
    ];
    let (status, out, err) = exec(&host.address(), &[], &lines);
    assert_eq!((status, &*err), (0, ""));
    assert_eq!(out.matches("Z STOP").count(), 3, "{out}");
    assert!(out.ends_with("no events\n"), "{out}");
    // Without the flag, only events since the last command count.
    let lines = [
        "stop",
        "query-name",
        ":wait STOP 0.2",
        ":history",
        ":wait STOP x",
    ];
    let (status, _, err) = exec(&host.address(), &["--keep-going"], &lines);
    assert!(
        status == 2 && err.contains("timed out after 200ms"),
        "{err}"
    );
    assert_eq!(err.matches("usage: ").count(), 2, "{err}");
}

fn lines_for_the_human_monitor_are_passed_on() {
    let host = Host::monitor();
    let lines = [":hmp say a 'b", ":hmp", "say {c", ":hmp", "query-name"];
    let (status, out, err) = exec(&host.address(), &["--events", "none"], &lines);
    assert_eq!((status, &*err), (0, ""));
    let human = "lines go to the human monitor; :hmp ends that\nsaid {c\nagain\n";
    let plain = "lines are commands of QMP again\n{\"name\": \"vm\"}\n";
    assert_eq!(out, format!("said a 'b\nagain\n{human}{plain}"));
    // No answer prints nothing.
    let (status, out, err) = exec(&host.address(), &[], &[":hmp nothing"]);
    assert_eq!((status, &*out, &*err), (0, "", ""));
    let (_, out, _) = exec(&host.address(), &["--format", "json"], &[":hmp nothing"]);
    assert_eq!(out, "{\"return\": \"\"}\n");
    // QEMU forgets a chosen CPU after the command; the shell does not.
    let lines = [":hmp where", ":hmp cpu 1", ":hmp cpu 7", ":hmp where"];
    let (status, out, err) = exec(&host.address(), &["--keep-going"], &lines);
    assert_eq!((status, &*out), (1, "at no CPU\nat CPU 1\n"), "{err}");
    assert!(err.contains("no CPU 7"), "{err}");
    // From a pipe, an open quote does not join lines.
    let mut command = shell(&[&host.address()]);
    let piped = || Stdio::piped();
    command.stdin(piped()).stdout(piped()).stderr(piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b":hmp\nsay 'x\nsay y\n").unwrap();
    drop(stdin);
    let (status, out, _) = said(&child.wait_with_output().unwrap());
    assert!(
        status == 0 && out.ends_with("said 'x\nagain\nsaid y\nagain\n"),
        "{out}"
    );
}

fn a_line_that_is_not_utf8_fails_alone() {
    let host = Host::monitor();
    for (options, status, replies) in [(&["--keep-going"][..], 2, 2), (&[], 2, 1)] {
        let mut command = shell(&[&[&*host.address()], options].concat());
        let piped = || Stdio::piped();
        command.stdin(piped()).stdout(piped()).stderr(piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin
            .write_all(b"query-name\nquery-\xff\x80name\nquery-name\n")
            .unwrap();
        drop(stdin);
        let (found, out, err) = said(&child.wait_with_output().unwrap());
        assert_eq!((found, out.lines().count()), (status, replies), "{err}");
        assert!(
            err.starts_with("error: the line is not UTF-8: query-"),
            "{err}"
        );
    }
}

fn messages_are_echoed() {
    let host = Host::monitor();
    let lines = ["query-name", "device_del id=x", ":jobs"];
    let options = ["--verbose", "--keep-going", "--events", "none"];
    let (status, out, err) = exec(&host.address(), &options, &lines);
    assert_eq!(status, 1);
    assert!(out.starts_with("{\"name\": \"vm\"}\n"), "{out}");
    for part in [
        "<- {\"QMP\"",
        "-> {\"execute\":\"query-name\"",
        "<- {\"return\": {\"name\":\"vm\"}",
    ] {
        assert!(err.contains(part), "{part}: {err}");
    }
    // The shell's own questions are left out; the rest is escaped.
    assert!(
        !err.contains("query-qmp-schema") && !err.contains("query-jobs"),
        "{err}"
    );
    assert!(!err.contains('\u{1b}'), "{err}");
}

/// Members that stand twice, numbers and spaces reach the other side.
fn a_whole_message_is_sent_as_typed() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("qmp");
    let listener = UnixListener::bind(&socket).unwrap();
    let peer = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let greeting = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \"major\": 7}, \
                        \"package\": \"\"}, \"capabilities\": []}}\r\n";
        stream.write_all(greeting.as_bytes()).unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut messages = Vec::new();
        while let Some(Ok(line)) = lines.next() {
            let message: serde_json::Value = serde_json::from_str(&line).unwrap();
            let reply = match message["execute"] == "query-qmp-schema" {
                true => "\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no\"}",
                false => "\"return\": {}",
            };
            let reply = format!("{{{reply}, \"id\": {}}}\r\n", message["id"]);
            messages.push(line);
            stream.write_all(reply.as_bytes()).unwrap();
        }
        messages
    });
    let address = format!("unix:{}", socket.display());
    let arguments = "{\"path\": \"a\",  \"path\": \"b\", \"value\": {\"x\": 1.50, \"x\": 1e3}}";
    let line = format!("{{\"execute\": \"qom-set\", \"arguments\": {arguments}}}");
    let (status, out, err) = exec(&address, &["--verbose"], &[&line]);
    assert_eq!((status, &*out), (0, "{}\n"), "{err}");
    let messages = peer.join().unwrap();
    let sent = messages.iter().find(|message| message.contains("qom-set"));
    assert!(sent.unwrap().contains(arguments), "{messages:?}");
    assert!(err.contains(arguments), "{err}");
    // The envelope is the connection's.
    let line = "{\"execute\": \"stop\", \"execute\": \"quit\"}";
    let (status, _, err) = exec(&Host::monitor().address(), &[], &[line]);
    assert!(
        status == 2 && err.contains("`execute` is given twice"),
        "{err}"
    );
}

fn an_agents_disabled_commands_are_tried_when_asked() {
    let host = Host::agent();
    let lines = [
        "guest-file-open path=/x",
        "help guest-file-open",
        "help guest-file",
        "guest-ping",
    ];
    let (status, out, err) = exec(&host.address(), &["--keep-going"], &lines);
    assert_eq!(status, 1, "{out}{err}");
    assert!(
        err.contains("warning: `guest-file-open` is disabled in this agent"),
        "{err}"
    );
    assert!(err.contains("error: command guest-file-open: "), "{err}");
    assert!(
        out.contains("  command of the agent, disabled; --schema"),
        "{out}"
    );
}

fn a_peer_that_is_starting_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("qmp");
    let address = format!("unix:{}", socket.display());
    let (status, _, err) = exec(&address, &[], &["query-name"]);
    assert!(status == 2 && err.contains("cannot connect"), "{err}");
    let starting = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(400));
        // A socket of an earlier program, which refuses connections.
        drop(UnixListener::bind(&socket).unwrap());
        std::thread::sleep(Duration::from_millis(400));
        std::fs::remove_file(&socket).unwrap();
        Host::monitor_at(&socket)
    });
    let (status, out, err) = exec(&address, &["--wait"], &["query-name"]);
    assert_eq!((status, &*out), (0, "{\"name\": \"vm\"}\n"), "{err}");
    drop(starting.join().unwrap());
    let (status, _, err) = exec(&address, &["--wait", "--timeout", "0.3"], &["query-name"]);
    assert!(status == 2 && err.contains("cannot connect"), "{err}");
}

fn help_has_documentation_where_a_schema_has_it() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/tutorial/vm.json");
    let help = |options: &[&str]| {
        let mut command = shell(options);
        said(&command.args(["--exec", "help pause"]).output().unwrap())
    };
    let (status, out, err) = help(&["--schema", schema]);
    assert_eq!((status, &*err), (0, ""));
    assert!(
        out.contains("reason  str, optional") && out.contains("\n  Since: "),
        "{out}"
    );
    // Or by the version of the monitor, in the configured folder.
    let (host, folder) = (Host::monitor(), tempfile::tempdir().unwrap());
    std::fs::create_dir(folder.path().join("qemu-10.0")).unwrap();
    let text = "##\n# @query-name:\n#\n# Returns the name, *as given*.\n#\n# Since: 0.14\n##\n\
                { 'command': 'query-name', 'returns': 'str' }\n\
                { 'pragma': { 'command-returns-exceptions': ['query-name'] } }\n";
    let lines: Vec<_> = text.lines().collect();
    let text = [lines[lines.len() - 1], &lines[..lines.len() - 1].join("\n")].join("\n") + "\n";
    std::fs::write(folder.path().join("qemu-10.0/qapi-schema.json"), text).unwrap();
    std::fs::write(folder.path().join("qapi.toml"), "schema-folder = \".\"\n").unwrap();
    let mut command = shell(&[&host.address(), "--exec", "help query-name"]);
    let output = command.current_dir(folder.path()).output().unwrap();
    let (status, out, err) = said(&output);
    assert_eq!((status, &*err), (0, ""), "{out}");
    assert!(out.contains("Returns the name, *as given*."), "{out}");
}
