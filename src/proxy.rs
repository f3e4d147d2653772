//! `qapi proxy`: one monitor or guest agent for many clients, each with its own rights.
//!
//! Input: the monitor's address, addresses to listen at with a profile each, a configuration file.
//! Output: served clients until the monitor ends, or until a signal. The work is that of
//! [`qapi_server::proxy`]; this file reads arguments, listens, and heeds signals.

mod listen;
mod profiles;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use qapi_client::Transcript;
use qapi_server::proxy::{Entrance, ProfileError, Proxy, ProxyError, ProxyOptions};
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;

use crate::output::{self, Status};
use listen::{Door, Wish};
use profiles::{Profiles, ProfilesError};

/// Share a monitor: many clients on one QEMU, each with its own rights.
///
/// Each client is served as by QEMU itself. A profile decides which commands, arguments and events it
/// has: full, read-only, no-quit, none, or one of the configuration file. SIGHUP reads the file
/// again; SIGTERM and SIGINT answer the commands under way, and end.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  qapi proxy unix:/run/vm.qmp --listen unix:/run/ro.qmp,profile=read-only,mode=660"
)]
pub struct Args {
    /// The monitor or agent: unix:PATH or tcp:HOST:PORT
    #[arg(value_name = "MONITOR")]
    monitor: String,
    /// It is a guest agent: one command at a time, from each client in turn
    #[arg(long)]
    qga: bool,
    /// Address to listen on: unix:PATH, tcp:HOST:PORT (loopback only), or `inherited` for the sockets of
    /// systemd. Options follow after commas: profile=NAME (default: full), mode=OCTAL and
    /// owner=USER of a Unix socket, lock (other clients only query while one of these is connected)
    #[arg(
        long,
        required_unless_present = "lock",
        value_name = "ADDRESS[,OPTION…]"
    )]
    listen: Vec<String>,
    /// The same, for clients that are exclusive: while one is connected (a backup, say), all others may
    /// only query
    #[arg(long, value_name = "ADDRESS[,OPTION…]")]
    lock: Vec<String>,
    /// File with profiles (TOML)
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Keep the clients when the monitor goes away, and connect again
    #[arg(long)]
    reconnect: bool,
    /// Serve counters for Prometheus here: unix:PATH or tcp:HOST:PORT (loopback only)
    #[arg(long, value_name = "ADDRESS")]
    metrics: Option<String>,
    /// Append each client's commands with their outcomes, without secrets, to this file: JSON lines
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Record each client's messages, without secrets, in a file of its own in this folder: JSON lines
    #[arg(long, value_name = "FOLDER")]
    transcripts: Option<PathBuf>,
    /// Keep secrets in the log and in transcripts
    #[arg(long)]
    show_secrets: bool,
    /// Maximum number of clients
    #[arg(long, value_name = "N", default_value_t = 1024)]
    max_clients: usize,
    /// Seconds for commands under way when a signal ends the proxy
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    drain: u64,
    /// Memory for the messages of all clients, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 192)]
    memory: usize,
}

/// A failure of `proxy`.
#[derive(Debug, thiserror::Error)]
pub enum ProxyFailure {
    /// An address to listen at cannot be used.
    #[error("{0}: {1}")]
    Listen(String, listen::ListenError),
    /// The configuration file cannot be used.
    #[error(transparent)]
    Profiles(#[from] ProfilesError),
    /// A profile does not fit the monitor.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The log cannot be written.
    #[error("--log {}", .0.display())]
    Log(PathBuf, #[source] io::Error),
    /// The folder of transcripts cannot be made.
    #[error("--transcripts {}", .0.display())]
    Transcripts(PathBuf, #[source] io::Error),
    /// There is no connection to the monitor.
    #[error("{monitor}")]
    Monitor {
        /// The address.
        monitor: String,
        /// The reason.
        #[source]
        error: ProxyError,
    },
    /// The system refuses a runtime or signals.
    #[error("cannot start")]
    System(#[source] io::Error),
}

/// Serves clients until the monitor ends or a signal comes.
///
/// # Errors
///
/// [`ProxyFailure`].
pub fn run(args: &Args) -> Result<Status, ProxyFailure> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build();
    let runtime = runtime.map_err(ProxyFailure::System)?;
    runtime.block_on(serve(args))
}

async fn serve(args: &Args) -> Result<Status, ProxyFailure> {
    // Before anybody can know that it runs, and signal.
    let mut ends = Signals::new().map_err(ProxyFailure::System)?;
    let wishes = wishes(args)?;
    let profiles = Profiles::read(args.config.as_deref())?;
    for (_, wish) in &wishes {
        profiles.find(&wish.profile)?;
    }
    let options = options(args)?;
    let mut proxy = Proxy::connect(&args.monitor, &options)
        .await
        .map_err(|error| monitor(args, error))?;
    let (entrances, serving) = open(&proxy, &profiles, wishes).await?;
    let metrics = match &args.metrics {
        None => None,
        Some(text) => Some(
            listen::metrics(text)
                .await
                .map_err(|error| ProxyFailure::Listen(text.clone(), error))?,
        ),
    };
    loop {
        tokio::select! {
            error = proxy.ended() => return Err(monitor(args, error)),
            asked = listen::asked(metrics.as_ref()) => {
                if let Some(client) = asked {
                    tokio::spawn(listen::answer(client, proxy.metrics()));
                }
            }
            end = ends.next() => match end {
                End::Reload => reload(args, &entrances),
                End::Stop => {
                    proxy.drain(Duration::from_secs(args.drain)).await;
                    drop(serving);
                    return Ok(Status::Fine);
                }
            },
        }
    }
}

/// The addresses to listen at.
fn wishes(args: &Args) -> Result<Vec<(&str, Wish)>, ProxyFailure> {
    let mut wishes = Vec::new();
    for text in args.listen.iter().chain(&args.lock) {
        let wish = Wish::parse(text).map_err(|error| ProxyFailure::Listen(text.clone(), error))?;
        wishes.push((text.as_str(), wish));
    }
    for (_, wish) in wishes.iter_mut().skip(args.listen.len()) {
        wish.locks = true;
    }
    Ok(wishes)
}

/// Listens at all addresses, and serves the clients that come.
async fn open(
    proxy: &Proxy,
    profiles: &Profiles,
    wishes: Vec<(&str, Wish)>,
) -> Result<(Vec<(String, Entrance)>, JoinSet<()>), ProxyFailure> {
    let mut entrances: Vec<(String, Entrance)> = Vec::new();
    let mut serving = JoinSet::new();
    for (text, wish) in wishes {
        let profile = profiles.find(&wish.profile)?;
        let entrance = match wish.locks {
            true => proxy.locking_entrance(profile)?,
            false => proxy.entrance(profile)?,
        };
        entrances.push((wish.profile.clone(), entrance.clone()));
        let doors = wish.open().await;
        for door in doors.map_err(|error| ProxyFailure::Listen(text.to_owned(), error))? {
            output::complain(&format!(
                "note: listening on {door} (profile {})",
                wish.profile
            ));
            serving.spawn(admit(door, entrance.clone()));
        }
    }
    Ok((entrances, serving))
}

/// The settings of the library.
fn options(args: &Args) -> Result<ProxyOptions, ProxyFailure> {
    let mut options = ProxyOptions::new()
        .agent(args.qga)
        .reconnect(args.reconnect)
        .memory(args.memory.saturating_mul(1 << 20))
        .max_clients(args.max_clients)
        .show_secrets(args.show_secrets);
    if let Some(path) = &args.log {
        let file = open_log(path).map_err(|error| ProxyFailure::Log(path.clone(), error))?;
        options = options.log(move |entry| {
            // A full disk must not end the clients.
            drop(writeln!(&file, "{}", entry.to_json()));
        });
    }
    let Some(folder) = args.transcripts.clone() else {
        return Ok(options);
    };
    if let Err(error) = fs::create_dir_all(&folder) {
        return Err(ProxyFailure::Transcripts(folder, error));
    }
    let begin = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let begin = begin.unwrap_or_default().as_secs();
    let show_secrets = args.show_secrets;
    Ok(options.transcripts(move |client, _| {
        let path = folder.join(format!("{begin}-{client}.jsonl"));
        match open_log(&path) {
            Ok(file) if show_secrets => Some(Transcript::to(file)),
            Ok(file) => Some(Transcript::to(file).hide_secrets()),
            Err(error) => {
                output::complain(&format!("warning: {}: {error}", path.display()));
                None
            }
        }
    }))
}

/// Opens a log: only its owner may read a new one.
fn open_log(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true).mode(0o600).open(path)
}

fn monitor(args: &Args, error: ProxyError) -> ProxyFailure {
    let monitor = args.monitor.clone();
    ProxyFailure::Monitor { monitor, error }
}

/// Serves the clients of a door until its listener fails.
async fn admit(door: Door, entrance: Entrance) {
    if let Err(error) = door.serve(&entrance).await {
        output::complain(&format!("warning: {door}: {error}"));
    }
}

/// Reads the profiles again. One that cannot be used leaves all as they are.
fn reload(args: &Args, entrances: &[(String, Entrance)]) {
    let changed = || -> Result<(), ProxyFailure> {
        let profiles = Profiles::read(args.config.as_deref())?;
        for (name, entrance) in entrances {
            entrance.check_profile(&profiles.find(name)?)?;
        }
        for (name, entrance) in entrances {
            entrance.set_profile(profiles.find(name)?)?;
        }
        Ok(())
    };
    match changed() {
        Ok(()) => output::complain("note: the profiles are read again"),
        Err(error) => {
            let causes = crate::error::Error::from(error).with_causes();
            output::complain(&format!("warning: the profiles stay as they are: {causes}"));
        }
    }
}

/// A signal.
enum End {
    /// Read the profiles again.
    Reload,
    /// Answer the commands under way, and end.
    Stop,
}

struct Signals {
    hangup: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            hangup: signal(SignalKind::hangup())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) -> End {
        tokio::select! {
            _ = self.hangup.recv() => End::Reload,
            _ = self.terminate.recv() => End::Stop,
            _ = self.interrupt.recv() => End::Stop,
        }
    }
}
