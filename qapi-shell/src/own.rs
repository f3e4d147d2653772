//! The shell's own commands, which begin with a colon.

use crate::Format;

/// A command of the shell.
#[derive(Debug)]
pub struct Own {
    /// Its name, with the colon.
    pub name: &'static str,
    /// Its usage.
    pub usage: &'static str,
    /// Its purpose.
    pub help: &'static str,
    /// Kind of its arguments, for completion.
    pub takes: Takes,
}

/// Kind of the arguments of a command of the shell.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Nothing that can be completed.
    Nothing,
    /// A line for the human monitor.
    Line,
    /// Events' names.
    Events,
    /// A job's name.
    Jobs,
    /// One of these.
    Words(&'static [&'static str]),
}

const fn own(name: &'static str, usage: &'static str, help: &'static str, takes: Takes) -> Own {
    Own {
        name,
        usage,
        help,
        takes,
    }
}

/// All of them, in the order of `:help`.
pub const COMMANDS: [Own; 16] = [
    own(
        ":help",
        ":help",
        "this list; `help COMMAND` describes a command",
        Takes::Nothing,
    ),
    own(
        ":oob",
        ":oob COMMAND …",
        "execute out of band, as `!COMMAND …` does",
        Takes::Nothing,
    ),
    own(
        ":hmp",
        ":hmp [LINE]",
        "pass a line to the human monitor; alone: all lines",
        Takes::Line,
    ),
    own(
        ":events",
        ":events [all | none | EVENT… | -EVENT…]",
        "choose the events to show; -EVENT hides one",
        Takes::Events,
    ),
    own(
        ":wait",
        ":wait EVENT [SECONDS] [--since-connect]",
        "wait for an event since the last command or connecting",
        Takes::Events,
    ),
    own(
        ":history",
        ":history events [EVENT…]",
        "list the last 1,000 events",
        Takes::Words(&["events"]),
    ),
    own(
        ":jobs",
        ":jobs",
        "list the jobs with their progress",
        Takes::Nothing,
    ),
    own(":job", ":job ID", "follow a job to its end", Takes::Jobs),
    own(
        ":top",
        ":top [SECONDS]",
        "watch status, jobs, disks, vCPUs and events; q leaves",
        Takes::Nothing,
    ),
    own(
        ":fd",
        ":fd NAME FILE",
        "give QEMU an open file under a name, by getfd",
        Takes::Nothing,
    ),
    own(
        ":fdset",
        ":fdset FILE",
        "give QEMU an open file as /dev/fdset/N, by add-fd",
        Takes::Nothing,
    ),
    own(
        ":status",
        ":status",
        "show the connection and the commands in progress",
        Takes::Nothing,
    ),
    own(":reconnect", ":reconnect", "connect again", Takes::Nothing),
    own(
        ":format",
        ":format pretty|compact|json",
        "choose the format of replies",
        Takes::Words(&Format::NAMES),
    ),
    own(
        ":timeout",
        ":timeout SECONDS|none",
        "limit the time for a command",
        Takes::Words(&["none"]),
    ),
    own(":quit", ":quit", "leave, as Ctrl-D does", Takes::Nothing),
];
