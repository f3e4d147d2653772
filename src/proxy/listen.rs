//! Addresses to listen at, and their sockets.

use std::fmt;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use qapi_client::{Address, AddressError};
use qapi_server::proxy::Entrance;
use qapi_server::{Listener, Stream};
use rustix::fs::Mode;
use rustix::process::umask;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinSet;

/// Type of the counters' text.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Time for a reader of the counters.
const PATIENCE: Duration = Duration::from_secs(10);

/// Pause after a client that cannot be accepted.
const PAUSE: Duration = Duration::from_millis(50);

/// An address that cannot be listened at.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// It is malformed.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// An option is malformed.
    #[error("no option `{0}`: there are profile=NAME, mode=OCTAL, owner=USER and lock")]
    Option(String),
    /// The mode or owner of something that is no Unix socket, or that systemd has made.
    #[error("mode and owner are of a Unix socket that the proxy makes")]
    NoFile,
    /// Other machines would reach it.
    #[error("TCP is allowed on loopback only: a client needs no password")]
    Public,
    /// The system refuses it.
    #[error("{0}")]
    System(String),
    /// systemd has given no sockets.
    #[error("no sockets are inherited")]
    NoneInherited,
    /// There is no such user.
    #[error("there is no user `{0}`")]
    User(String),
}

impl From<io::Error> for ListenError {
    fn from(error: io::Error) -> Self {
        Self::System(error.to_string())
    }
}

/// The text of `--listen`.
#[derive(Debug)]
pub(super) struct Wish {
    /// None: the inherited sockets.
    address: Option<Address>,
    pub(super) profile: String,
    pub(super) locks: bool,
    mode: Option<u32>,
    owner: Option<String>,
}

/// A socket that is listened at.
pub(super) struct Door {
    name: String,
    socket: Socket,
}

enum Socket {
    Own(Listener),
    /// Its file is not removed at the end.
    Inherited(tokio::net::UnixListener),
}

impl Door {
    /// Serves the clients that connect, until that fails.
    ///
    /// # Errors
    ///
    /// [`qapi_client::Error::Connect`].
    pub(super) async fn serve(&self, entrance: &Entrance) -> Result<(), qapi_client::Error> {
        let socket = match &self.socket {
            Socket::Own(listener) => return entrance.serve(listener).await,
            Socket::Inherited(socket) => socket,
        };
        let mut clients = JoinSet::new();
        loop {
            match socket.accept().await {
                Ok((stream, _)) => {
                    let entrance = entrance.clone();
                    clients.spawn(async move { drop(entrance.serve_stream(stream).await) });
                }
                // Nothing of it concerns the socket: the process has no descriptor left, or the
                // client has left already.
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
            while clients.try_join_next().is_some() {}
        }
    }
}

impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Wish {
    /// Reads `ADDRESS[,OPTION…]`.
    ///
    /// # Errors
    ///
    /// [`ListenError`].
    pub(super) fn parse(text: &str) -> Result<Self, ListenError> {
        let mut parts = text.split(',');
        let address = parts.next().unwrap_or_default();
        let mut wish = Self {
            address: match address {
                "inherited" => None,
                address => Some(local(address)?),
            },
            profile: "full".to_owned(),
            locks: false,
            mode: None,
            owner: None,
        };
        for part in parts {
            let unknown = || ListenError::Option(part.to_owned());
            match part.split_once('=') {
                Some(("profile", name)) => wish.profile = name.to_owned(),
                Some(("mode", mode)) => {
                    let mode = u32::from_str_radix(mode, 8).map_err(|_| unknown())?;
                    wish.mode = Some(mode).filter(|mode| *mode <= 0o777);
                    wish.mode.ok_or_else(unknown)?;
                }
                Some(("owner", user)) => wish.owner = Some(user.to_owned()),
                None if part == "lock" => wish.locks = true,
                _ => return Err(unknown()),
            }
        }
        let makes_file = matches!(wish.address, Some(Address::Unix(_)));
        if !makes_file && (wish.mode.is_some() || wish.owner.is_some()) {
            return Err(ListenError::NoFile);
        }
        Ok(wish)
    }

    /// Listens.
    ///
    /// # Errors
    ///
    /// [`ListenError`].
    pub(super) async fn open(&self) -> Result<Vec<Door>, ListenError> {
        let Some(address) = &self.address else {
            return inherited();
        };
        if let Address::Unix(path) = address {
            remove_dead(path).await?;
        }
        // Nobody may connect before the mode is set. There are no other threads that make files.
        let mask = self.mode.map(|_| umask(Mode::from_raw_mode(0o777)));
        let listener = bind(address).await;
        mask.map(umask);
        let listener = listener?;
        if let Address::Unix(path) = address {
            if let Some(mode) = self.mode {
                fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
            }
            if let Some(user) = &self.owner {
                std::os::unix::fs::chown(path, Some(user_id(user)?), None)?;
            }
        }
        let name = listener.address().to_string();
        let socket = Socket::Own(listener);
        Ok(vec![Door { name, socket }])
    }
}

/// An address that only this machine reaches.
fn local(text: &str) -> Result<Address, ListenError> {
    let address: Address = text.parse()?;
    match &address {
        Address::Tcp { host, .. } if !matches!(&**host, "localhost" | "127.0.0.1" | "::1") => {
            Err(ListenError::Public)
        }
        _ => Ok(address),
    }
}

async fn bind(address: &Address) -> Result<Listener, ListenError> {
    let listener = Listener::bind(address).await;
    listener.map_err(|error| ListenError::System(error.to_string()))
}

/// Removes a socket that nobody listens on any more; anything else at the path stays.
async fn remove_dead(path: &std::path::Path) -> io::Result<()> {
    use std::os::unix::fs::FileTypeExt as _;
    let is_socket = fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_socket());
    if is_socket
        && let Err(error) = tokio::net::UnixStream::connect(path).await
        && error.kind() == io::ErrorKind::ConnectionRefused
    {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// The number of a user: digits, or a name in /etc/passwd.
fn user_id(user: &str) -> Result<u32, ListenError> {
    let unknown = || ListenError::User(user.to_owned());
    if let Ok(number) = user.parse() {
        return Ok(number);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let line = users.lines().find(|line| {
        let name = line.split(':').next();
        name == Some(user)
    });
    let number = line.and_then(|line| line.split(':').nth(2)?.parse().ok());
    number.ok_or_else(unknown)
}

/// The sockets that systemd hands over.
fn inherited() -> Result<Vec<Door>, ListenError> {
    let mut sockets = listenfd::ListenFd::from_env();
    let mut doors = Vec::new();
    for index in 0..sockets.len() {
        let Some(socket) = sockets.take_unix_listener(index)? else {
            continue;
        };
        socket.set_nonblocking(true)?;
        doors.push(Door {
            name: format!("inherited socket {index}"),
            socket: Socket::Inherited(tokio::net::UnixListener::from_std(socket)?),
        });
    }
    match doors.is_empty() {
        true => Err(ListenError::NoneInherited),
        false => Ok(doors),
    }
}

/// Listens for readers of the counters.
///
/// # Errors
///
/// [`ListenError`].
pub(super) async fn metrics(text: &str) -> Result<Listener, ListenError> {
    let address = local(text)?;
    if let Address::Unix(path) = &address {
        remove_dead(path).await?;
    }
    bind(&address).await
}

/// Waits for a reader of the counters; for ever without a listener.
pub(super) async fn asked(listener: Option<&Listener>) -> Option<Stream> {
    let Some(listener) = listener else {
        return std::future::pending().await;
    };
    match listener.accept_stream().await {
        Ok(client) => Some(client),
        Err(_) => {
            tokio::time::sleep(PAUSE).await;
            None
        }
    }
}

/// Answers an HTTP request for the counters, whatever its path. A reader that takes too long is given up.
pub(super) async fn answer(client: Stream, text: String) {
    drop(tokio::time::timeout(PATIENCE, tell(client, text)).await);
}

async fn tell(mut client: Stream, text: String) {
    let mut request = [0; 4096];
    let _ = client.read(&mut request).await;
    let length = text.len();
    let head = format!(
        "HTTP/1.0 200 OK\r\nContent-Type: {OPEN_METRICS}\r\nContent-Length: {length}\r\n\r\n"
    );
    let _ = client.write_all(head.as_bytes()).await;
    let _ = client.write_all(text.as_bytes()).await;
    let _ = client.shutdown().await;
}
