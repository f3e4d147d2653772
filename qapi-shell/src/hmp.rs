//! The human monitor: lines for `human-monitor-command`, and their completion.
//!
//! Input: a line behind `:hmp`, or any line in the mode that `:hmp` alone begins. Completion reads
//! the human monitor's own `help` and `help info`.

use serde_json::{Value, json};

use crate::request::Ask;
use crate::request::Request;

/// Command that passes a line to the human monitor.
const COMMAND: &str = "human-monitor-command";

/// Command of the shell that passes a line, or begins and ends the mode.
pub const OWN: &str = ":hmp";

/// Commands of the human monitor whose first argument names something, and the beginning of a line
/// whose end names the same.
const ARGUMENTS: &[(&str, &str)] = &[
    ("block_job_cancel", "block-job-cancel device="),
    ("block_job_complete", "block-job-complete device="),
    ("block_job_pause", "block-job-pause device="),
    ("block_job_resume", "block-job-resume device="),
    ("block_job_set_speed", "block-job-set-speed device="),
    ("block_resize", "block_resize device="),
    ("block_stream", "block-stream device="),
    ("chardev-change", "chardev-change id="),
    ("chardev-remove", "chardev-remove id="),
    ("chardev-send-break", "chardev-send-break id="),
    ("device_add", "device_add driver="),
    ("device_del", "device_del id="),
    ("drive_backup", "drive-backup device="),
    ("drive_mirror", "drive-mirror device="),
    ("nbd_server_add", "nbd-server-add device="),
    ("nbd_server_remove", "nbd-server-remove name="),
    ("netdev_del", "netdev_del id="),
    ("object_del", "object-del id="),
    ("qom-get", "qom-get path="),
    ("qom-list", "qom-list path="),
    ("qom-set", "qom-set path="),
    ("ringbuf_read", "ringbuf-read device="),
    ("ringbuf_write", "ringbuf-write device="),
];

/// Returns the beginning of a line whose end names the same as the end of this line.
pub fn same_names(line: &str) -> Option<&'static str> {
    let (command, argument) = line.trim_start().split_once(char::is_whitespace)?;
    let is_first = !argument.trim_start().contains(char::is_whitespace);
    let (_, same) = ARGUMENTS.iter().find(|(name, _)| *name == command)?;
    is_first.then_some(*same)
}

/// Returns the CPU that a line `cpu INDEX` chooses: QEMU forgets it after the command, so that the
/// shell gives it with each line.
pub fn cpu(line: &str) -> Option<i64> {
    let mut words = line.split_whitespace();
    let (Some("cpu"), Some(index), None) = (words.next(), words.next(), words.next()) else {
        return None;
    };
    index.parse().ok()
}

/// Makes the request for a line, on that CPU.
pub fn request(line: &str, cpu: Option<i64>) -> Request {
    let mut arguments = json!({ "command-line": line });
    if let Some(cpu) = cpu {
        arguments["cpu-index"] = cpu.into();
    }
    Request {
        name: COMMAND.to_owned(),
        arguments: Some(arguments),
        typed: None,
        oob: false,
    }
}

/// Returns the line behind `:hmp`, if the text begins with it.
pub fn behind(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix(OWN)?;
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    ends.then(|| rest.trim())
}

/// Start of the last word of a line, which may be empty.
pub fn last_word(line: &str) -> usize {
    let before = line.trim_end_matches(|c: char| !c.is_whitespace());
    before.len()
}

/// Completes the last word of a line for the human monitor: its start in the line, and the words
/// that can stand there.
pub fn complete(ask: &Ask<'_>, line: &str) -> (usize, Vec<String>) {
    let start = last_word(line);
    let words: Vec<_> = line[..start].split_whitespace().collect();
    let (question, prefix) = match &*words {
        [] | ["help" | "?"] => ("help", None),
        ["info"] | ["help" | "?", "info"] => ("help info", Some("info")),
        _ => return (start, Vec::new()),
    };
    let answer = ask(COMMAND, Some(json!({ "command-line": question })));
    let text = answer.as_ref().and_then(Value::as_str).unwrap_or_default();
    let mut names: Vec<String> = commands(text, prefix)
        .filter(|name| name.starts_with(&line[start..]))
        .map(|name| format!("{name} "))
        .collect();
    names.sort_unstable();
    names.dedup();
    (start, names)
}

/// Lists the commands in an answer to `help`: the first word of each line, or the one behind
/// `prefix`. Aliases stand behind `|`; lines that go on are indented.
fn commands<'t>(text: &'t str, prefix: Option<&'t str>) -> impl Iterator<Item = &'t str> {
    let lines = text
        .lines()
        .filter(|line| !line.starts_with(char::is_whitespace));
    let names = lines.filter_map(move |line| {
        let mut words = line.split_whitespace();
        match prefix {
            Some(prefix) => words
                .next()
                .filter(|word| *word == prefix)
                .and(words.next()),
            None => words.next(),
        }
    });
    names.flat_map(|names| names.split('|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELP: &str = "announce_self [interfaces] -- Trigger GARP\r\n\
                        block_job_cancel [-f] device -- stop (use -f\r\n\t\t if you want)\r\n\
                        info [subcommand] -- show\r\nquit|q  -- quit the emulator\r\n";
    const INFO: &str = "info block [-n] -- show info\r\ninfo network  -- show\r\n";

    fn ask(_: &str, arguments: Option<Value>) -> Option<Value> {
        let line = arguments?["command-line"].as_str()?.to_owned();
        Some(if line == "help" { HELP } else { INFO }.into())
    }

    #[test]
    fn commands_of_the_human_monitor_are_completed() {
        let names = |line: &str| complete(&ask, line).1.concat();
        assert_eq!(names(""), "announce_self block_job_cancel info q quit ");
        assert_eq!(names("q"), "q quit ");
        assert_eq!(names("help bl"), "block_job_cancel ");
        assert_eq!(complete(&ask, "info ne"), (5, vec!["network ".to_owned()]));
        assert_eq!(names("info block "), "");
        assert_eq!(complete(&|_, _| None, "q"), (0, Vec::new()));
    }

    #[test]
    fn arguments_name_the_same_as_those_of_qmp() {
        assert_eq!(same_names("device_del n"), Some("device_del id="));
        assert_eq!(same_names(" netdev_del "), Some("netdev_del id="));
        assert_eq!(same_names("device_del"), None);
        assert_eq!(same_names("device_add e1000 "), None);
        assert_eq!(same_names("info block"), None);
    }

    #[test]
    fn a_cpu_is_chosen() {
        assert_eq!(cpu(" cpu 1 "), Some(1));
        assert_eq!(cpu("cpu"), None);
        assert_eq!(cpu("cpu x"), None);
        assert_eq!(cpu("cpu 1 2"), None);
    }

    #[test]
    fn lines_behind_hmp() {
        assert_eq!(behind(":hmp info 'block"), Some("info 'block"));
        assert_eq!(behind(" :hmp "), Some(""));
        assert_eq!(behind(":hmpx"), None);
        assert_eq!(behind("info"), None);
    }
}
