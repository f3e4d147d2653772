//! Programs, files and file systems of a guest, by its agent, for every client.
//!
//! Input: a request. Output: its result, from the several commands of the agent that it takes.
//!
//! Invariant: a file that is opened here is closed, also after an error; a program is started once.

use std::time::Duration;

use serde_json::{Value, json};

use crate::bytes::Base64;
use crate::codec;
use crate::error::{Error, ErrorClass, Timeout, Waiting};
use crate::peer::{Due, Peer, execute_raw, request_raw};
use crate::state::{Availability, FileSystems};
use crate::wire::{Decode, Reader};

/// Number of bytes that are read or written at once. As base64 they fit into the agent's line.
pub(crate) const CHUNK: usize = 48 << 10;

/// Pause before the first question after a program, and the longest one.
const PAUSES: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(500));

/// The commands that ask for the agent's commands and for the state of file systems.
const INFO: &str = "guest-info";
const FREEZE_STATUS: &str = "guest-fsfreeze-status";

/// A program to run in the guest.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::Exec;
/// use qapi_client::blocking::GuestAgent;
///
/// let agent = GuestAgent::connect("unix:/run/vm.agent")?;
/// let sort = Exec::new("/usr/bin/sort").arg("-n").input("10\n9\n");
/// let done = agent.exec(&sort, Duration::from_secs(10))?;
/// assert_eq!((done.code, &*done.out), (Some(0), &b"9\n10\n"[..]));
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a program runs when it is given to an agent"]
pub struct Exec {
    path: String,
    arguments: Vec<String>,
    environment: Vec<String>,
    input: Option<Base64>,
}

impl Exec {
    /// Returns a request to run the program at `path`, or of that name in the agent's search path.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            arguments: Vec::new(),
            environment: Vec::new(),
            input: None,
        }
    }

    /// Adds an argument.
    pub fn arg(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Adds arguments.
    pub fn args(mut self, arguments: impl IntoIterator<Item: Into<String>>) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Sets a variable of the environment. With one at least, the program gets no others.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push(format!("{name}={value}"));
        self
    }

    /// Sets the bytes of standard input.
    pub fn input(self, input: impl Into<Vec<u8>>) -> Self {
        Self {
            input: Some(Base64::new(input)),
            ..self
        }
    }

    fn arguments(&self) -> Value {
        let mut arguments = json!({
            "path": self.path, "arg": self.arguments, "capture-output": true,
        });
        if !self.environment.is_empty() {
            arguments["env"] = json!(self.environment);
        }
        if let Some(input) = &self.input {
            arguments["input-data"] = codec::value(input);
        }
        arguments
    }
}

/// The end of a program in the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exited {
    /// The exit code, unless a signal ended the program.
    pub code: Option<i64>,
    /// The signal that ended the program; on Windows, the code of an exception.
    pub signal: Option<i64>,
    /// Standard output.
    pub out: Base64,
    /// Standard error.
    pub err: Base64,
    /// True if the agent kept only the beginning of standard output.
    pub out_truncated: bool,
    /// True if the agent kept only the beginning of standard error.
    pub err_truncated: bool,
}

/// The answer to `guest-exec-status`.
struct Status(Option<Exited>);

impl Decode for Status {
    fn decode(reader: &Reader<'_, '_>) -> Option<Self> {
        if !reader.req::<bool>("exited")? {
            return Some(Self(None));
        }
        let bytes = |name| Some(reader.opt::<Base64>(name)?.unwrap_or_default());
        let flag = |name| Some(reader.opt::<bool>(name)?.unwrap_or_default());
        Some(Self(Some(Exited {
            code: reader.opt("exitcode")?,
            signal: reader.opt("signal")?,
            out: bytes("out-data")?,
            err: bytes("err-data")?,
            out_truncated: flag("out-truncated")?,
            err_truncated: flag("err-truncated")?,
        })))
    }
}

/// The answer to `guest-exec`.
struct Pid(i64);

impl Decode for Pid {
    fn decode(reader: &Reader<'_, '_>) -> Option<Self> {
        reader.req("pid").map(Self)
    }
}

/// Executes a command of the agent. Members of its reply that are not used here are not reported.
pub(crate) async fn ask<T: Decode>(
    peer: &impl Peer,
    name: &str,
    arguments: Option<Value>,
    due: Due,
) -> Result<T, Error> {
    let request = request_raw(peer, name, arguments, due);
    let reply = peer.request(request).await?;
    codec::decoded(name, reply.as_deref(), None)
}

/// Starts a program, and returns its process id.
pub(crate) async fn start(peer: &impl Peer, exec: &Exec, due: Due) -> Result<i64, Error> {
    let Pid(pid) = ask(peer, "guest-exec", Some(exec.arguments()), due).await?;
    Ok(pid)
}

/// Waits for the end of a program.
pub(crate) async fn wait(
    peer: &impl Peer,
    pid: i64,
    deadline: Option<Duration>,
) -> Result<Exited, Error> {
    let due = Due::after(deadline);
    let (mut pause, longest) = PAUSES;
    loop {
        let arguments = Some(json!({ "pid": pid }));
        match ask(peer, "guest-exec-status", arguments, due).await {
            Ok(Status(Some(exited))) => return Ok(exited),
            Ok(Status(None)) => {}
            Err(error) if error.is_timeout() && due.is_over() => {}
            Err(error) => return Err(error),
        }
        let left = due.left().unwrap_or(pause);
        if left.is_zero() {
            return Err(Timeout::new(Waiting::Program(pid), deadline, true).into());
        }
        peer.pause(pause.min(left)).await;
        pause = (pause * 2).min(longest);
    }
}

/// Kills a program by a second one, since agents have no command for it.
pub(crate) async fn kill(peer: &impl Peer, pid: i64) -> Result<(), Error> {
    let pid_text = pid.to_string();
    let unix = Exec::new("kill").args(["-9", &pid_text]);
    let windows = Exec::new("taskkill").args(["/F", "/PID", &pid_text]);
    let killer = match start(peer, &unix, Due::NEVER).await {
        Err(error) if error.is_command_error() && !error.is_command_not_found() => {
            start(peer, &windows, Due::NEVER).await?
        }
        killer => killer?,
    };
    wait(peer, killer, peer.options().deadline).await.map(drop)
}

/// The commands of an agent, and if they are enabled.
pub(crate) struct Commands(Vec<(String, bool)>);

impl Decode for Commands {
    fn decode(reader: &Reader<'_, '_>) -> Option<Self> {
        struct Listed(String, bool);

        impl Decode for Listed {
            fn decode(reader: &Reader<'_, '_>) -> Option<Self> {
                Some(Self(reader.req("name")?, reader.req("enabled")?))
            }
        }

        let listed: Vec<Listed> = reader.req("supported_commands")?;
        let pairs = listed.into_iter().map(|Listed(name, on)| (name, on));
        Some(Self(pairs.collect()))
    }
}

/// Asks for the availability of a command. Agents disable and enable commands while they run, so the
/// question is always a new one.
pub(crate) async fn availability(
    peer: &impl Peer,
    name: &str,
    due: Due,
) -> Result<Availability, Error> {
    let Commands(commands) = ask(peer, INFO, None, due).await?;
    let command = commands.iter().find(|(command, _)| command == name);
    Ok(match command {
        None => Availability::Missing,
        Some((_, true)) => Availability::Enabled,
        Some(_) => match file_systems(peer, due).await {
            Ok(FileSystems::Frozen) => Availability::Frozen,
            Ok(_) => Availability::Disabled,
            Err(error) if error.is_command_error() => Availability::Disabled,
            Err(error) => return Err(error),
        },
    })
}

/// Asks anew for the availability of a command that the agent refused, and records it in the error.
/// If the agent does not answer in time, the error stays as it is.
pub(crate) async fn explained(peer: &impl Peer, error: Error, due: Due) -> Error {
    let Error::Command(mut refused) = error else {
        return error;
    };
    // The questions themselves need no others.
    let question = matches!(&*refused.command, INFO | FREEZE_STATUS);
    if refused.class == ErrorClass::CommandNotFound && !question {
        refused.availability = availability(peer, &refused.command, due).await.ok();
    }
    Error::Command(refused)
}

/// Asks for the state of the file systems.
pub(crate) async fn file_systems(peer: &impl Peer, due: Due) -> Result<FileSystems, Error> {
    let state: String = ask(peer, FREEZE_STATUS, None, due).await?;
    Ok(match &*state {
        "thawed" => FileSystems::Thawed,
        "frozen" => FileSystems::Frozen,
        _ => FileSystems::Other(state.into()),
    })
}

/// Freezes file systems: those at the mount points, or all without any. Returns their number.
pub(crate) async fn freeze(peer: &impl Peer, points: &[&str]) -> Result<i64, Error> {
    match points {
        [] => ask(peer, "guest-fsfreeze-freeze", None, Due::NEVER).await,
        points => {
            let points = Some(json!({ "mountpoints": points }));
            ask(peer, "guest-fsfreeze-freeze-list", points, Due::NEVER).await
        }
    }
}

/// Thaws all file systems. Returns their number.
pub(crate) async fn thaw(peer: &impl Peer) -> Result<i64, Error> {
    ask(peer, "guest-fsfreeze-thaw", None, Due::NEVER).await
}

/// A part of a file. At the end it is empty: `eof` may be set with the last bytes already.
struct Part(Base64);

impl Decode for Part {
    fn decode(reader: &Reader<'_, '_>) -> Option<Self> {
        reader.req("buf-b64").map(Self)
    }
}

/// The answer to `guest-file-write`.
struct Written(Count);

impl Decode for Written {
    fn decode(reader: &Reader<'_, '_>) -> Option<Self> {
        reader.req("count").map(Self)
    }
}

/// Number of bytes written. An agent that goes on without writing any would never end.
struct Count(usize);

impl Decode for Count {
    fn decode(reader: &Reader<'_, '_>) -> Option<Self> {
        match u64::decode(reader)? {
            0 => reader.mismatch("at least 1 byte"),
            count => Some(Self(usize::try_from(count).unwrap_or(usize::MAX))),
        }
    }
}

/// Opens a file of the guest; `mode` is that of C's `fopen`. Returns its handle.
pub(crate) async fn open(peer: &impl Peer, path: &str, mode: &str) -> Result<i64, Error> {
    let arguments = Some(json!({"path": path, "mode": mode}));
    ask(peer, "guest-file-open", arguments, Due::NEVER).await
}

/// Closes a file. What was written is then in the guest's file system.
pub(crate) async fn close(peer: &impl Peer, handle: i64) -> Result<(), Error> {
    let arguments = Some(json!({ "handle": handle }));
    execute_raw(peer, "guest-file-close", arguments, Due::NEVER)
        .await
        .map(drop)
}

/// Reads the next part of a file; empty at its end.
pub(crate) async fn read(peer: &impl Peer, handle: i64, count: usize) -> Result<Vec<u8>, Error> {
    let count = count.clamp(1, CHUNK);
    let arguments = Some(json!({"handle": handle, "count": count}));
    let Part(bytes) = ask(peer, "guest-file-read", arguments, Due::NEVER).await?;
    Ok(bytes.0)
}

/// Writes the beginning of `bytes`, and returns the number of bytes written.
pub(crate) async fn write(peer: &impl Peer, handle: i64, bytes: &[u8]) -> Result<usize, Error> {
    let part = bytes.get(..CHUNK).unwrap_or(bytes);
    if part.is_empty() {
        return Ok(0);
    }
    let mut arguments = json!({ "handle": handle });
    arguments["buf-b64"] = codec::value(&Base64::from(part));
    let Written(Count(count)) = ask(peer, "guest-file-write", Some(arguments), Due::NEVER).await?;
    Ok(count.min(part.len()))
}

/// Flushes the agent's buffer of a file.
#[cfg_attr(not(feature = "tokio"), allow(dead_code))]
pub(crate) async fn flush(peer: &impl Peer, handle: i64) -> Result<(), Error> {
    let arguments = Some(json!({ "handle": handle }));
    execute_raw(peer, "guest-file-flush", arguments, Due::NEVER)
        .await
        .map(drop)
}

/// Reads a whole file; calls `progress` with the number of bytes after each part.
pub(crate) async fn read_file(
    peer: &impl Peer,
    path: &str,
    mut progress: impl FnMut(u64),
) -> Result<Vec<u8>, Error> {
    let handle = open(peer, path, "r").await?;
    let mut whole = Vec::new();
    let result = loop {
        match read(peer, handle, CHUNK).await {
            Ok(part) if part.is_empty() => break Ok(()),
            Ok(part) => {
                whole.extend_from_slice(&part);
                progress(whole.len() as u64);
            }
            Err(error) => break Err(error),
        }
    };
    closed(peer, handle, result).await?;
    Ok(whole)
}

/// Writes a whole file, and replaces what it contained; calls `progress` with the number of bytes
/// after each part.
pub(crate) async fn write_file(
    peer: &impl Peer,
    path: &str,
    bytes: &[u8],
    mut progress: impl FnMut(u64),
) -> Result<(), Error> {
    let handle = open(peer, path, "w").await?;
    let mut written = 0;
    let result = loop {
        match bytes.get(written..) {
            None | Some([]) => break Ok(()),
            Some(rest) => match write(peer, handle, rest).await {
                Ok(count) => {
                    written += count;
                    progress(written as u64);
                }
                Err(error) => break Err(error),
            },
        }
    };
    closed(peer, handle, result).await
}

/// Closes a file after its last operation, whose error comes first.
async fn closed(peer: &impl Peer, handle: i64, last: Result<(), Error>) -> Result<(), Error> {
    let closed = close(peer, handle).await;
    last.and(closed)
}
