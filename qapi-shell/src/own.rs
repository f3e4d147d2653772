//! The shell's own commands, which begin with a colon.

use crate::Format;

/// A command of the shell.
#[derive(Debug)]
pub struct Own {
    /// Its name, with the colon.
    pub name: &'static str,
    /// How it is used.
    pub usage: &'static str,
    /// What it does.
    pub help: &'static str,
    /// What it takes, for completion.
    pub takes: Takes,
}

/// What can stand behind a command of the shell.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Nothing that could be proposed.
    Nothing,
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
pub const COMMANDS: [Own; 11] = [
    own(
        ":help",
        ":help",
        "this list; `help COMMAND` tells of a command of the monitor's",
        Takes::Nothing,
    ),
    own(
        ":oob",
        ":oob COMMAND …",
        "execute out of band, as `!COMMAND …` does",
        Takes::Nothing,
    ),
    own(
        ":events",
        ":events [all | none | EVENT… | -EVENT…]",
        "which events are shown; -EVENT hides one",
        Takes::Events,
    ),
    own(
        ":wait",
        ":wait EVENT [SECONDS]",
        "wait for an event since the last command was sent",
        Takes::Events,
    ),
    own(
        ":jobs",
        ":jobs",
        "the jobs, with their progress",
        Takes::Nothing,
    ),
    own(":job", ":job ID", "follow a job to its end", Takes::Jobs),
    own(
        ":status",
        ":status",
        "the connection and the commands that are not answered",
        Takes::Nothing,
    ),
    own(":reconnect", ":reconnect", "connect anew", Takes::Nothing),
    own(
        ":format",
        ":format pretty|compact|json",
        "how replies are printed",
        Takes::Words(&Format::NAMES),
    ),
    own(
        ":timeout",
        ":timeout SECONDS|none",
        "how long a command may take",
        Takes::Words(&["none"]),
    ),
    own(":quit", ":quit", "leave, as Ctrl-D does", Takes::Nothing),
];
