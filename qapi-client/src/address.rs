//! Addresses of monitors and agents.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The address of a monitor or agent, as `unix:PATH`, `unix:@NAME` (Linux's abstract sockets) or
/// `tcp:HOST:PORT`, or `vsock:CID:PORT` (Linux, with the feature `vsock`). Without `unix:` or `tcp:`, a text with a `/` is a path, `@NAME` an abstract
/// socket, and `HOST:PORT` a port.
///
/// # Examples
///
/// ```
/// use qapi_client::Address;
///
/// let address: Address = "tcp:[::1]:4444".parse()?;
/// assert_eq!(address, Address::Tcp { host: "::1".to_owned(), port: 4444 });
/// assert_eq!(address.to_string(), "tcp:[::1]:4444");
/// # Ok::<(), qapi_client::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Address {
    /// A Unix socket.
    Unix(PathBuf),
    /// A Unix socket in Linux's abstract namespace, by its name.
    Abstract(String),
    /// A TCP port.
    Tcp {
        /// A name or an IP address, without brackets.
        host: String,
        /// The port.
        port: u16,
    },
    /// A port of another virtual machine or the host, by vsock (feature `vsock`, on Linux).
    Vsock {
        /// The number of the machine: 2 is the host.
        cid: u32,
        /// The port.
        port: u32,
    },
}

/// The reason that a text is not an [`Address`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddressError {
    /// The text is neither a path nor a host with a port.
    Scheme(String),
    /// There is no path after `unix:`.
    Path,
    /// The path carries options of QEMU's command line.
    Options(String),
    /// There is no host.
    Host(String),
    /// An IPv6 address is not in brackets.
    Brackets(String),
    /// The numbers of a vsock address are missing, or are no 32-bit numbers.
    Vsock(String),
    /// The port is missing, or is not a number from 1 to 65535.
    Port(String),
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme(value) => write!(
                f,
                "address `{value}` is not an address: write `unix:PATH` or `tcp:HOST:PORT`"
            ),
            Self::Path => f.write_str("address `unix:` has no path"),
            Self::Options(value) => write!(
                f,
                "address `unix:{value}` has options after its path; give the path alone"
            ),
            Self::Host(value) => write!(f, "address `tcp:{value}` has no host"),
            Self::Brackets(value) => write!(
                f,
                "address `tcp:{value}` is ambiguous; write an IPv6 address in brackets"
            ),
            Self::Vsock(value) => write!(
                f,
                "address `vsock:{value}` is not `vsock:CID:PORT` with two numbers below 2^32"
            ),
            Self::Port(value) => write!(f, "address `tcp:{value}` needs a port from 1 to 65535"),
        }
    }
}

impl std::error::Error for AddressError {}

impl Address {
    /// Returns the address of the Unix socket at `path`, which may contain any characters.
    pub fn unix(path: impl AsRef<Path>) -> Self {
        Self::Unix(path.as_ref().to_owned())
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if let Some(path) = text.strip_prefix("unix:") {
            parse_unix(path)
        } else if let Some(rest) = text.strip_prefix("tcp:") {
            parse_tcp(rest)
        } else if let Some(rest) = text.strip_prefix("vsock:") {
            parse_vsock(rest)
        } else {
            parse_bare(text)
        }
    }
}

/// Parses an address without a scheme; its form shows its kind.
fn parse_bare(text: &str) -> Result<Address, AddressError> {
    let port = text.rsplit_once(':').map(|(_, port)| port);
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && !port.is_empty();
    if text.starts_with('@') || text.contains('/') {
        parse_unix(text)
    } else if port.is_some_and(is_port) {
        parse_tcp(text)
    } else {
        Err(AddressError::Scheme(text.to_owned()))
    }
}

/// Parses a path. Rejects options of a QEMU command line: `,server` at the end of a path is more
/// likely a mistake than part of a file name.
fn parse_unix(path: &str) -> Result<Address, AddressError> {
    const OPTIONS: [&str; 5] = ["server", "nowait", "wait", "noserver", "reconnect"];
    if path.is_empty() || path == "@" {
        return Err(AddressError::Path);
    }
    let optioned = path.split(',').skip(1).any(|part| {
        let key = part.split('=').next().unwrap_or_default();
        OPTIONS.contains(&key)
    });
    if optioned {
        return Err(AddressError::Options(path.to_owned()));
    }
    Ok(match path.strip_prefix('@') {
        Some(name) => Address::Abstract(name.to_owned()),
        None => Address::Unix(path.into()),
    })
}

fn parse_vsock(rest: &str) -> Result<Address, AddressError> {
    let number = |text: &str| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    };
    let numbers = rest.split_once(':');
    let numbers = numbers.and_then(|(cid, port)| Some((number(cid)?, number(port)?)));
    let (cid, port) = numbers.ok_or_else(|| AddressError::Vsock(rest.to_owned()))?;
    Ok(Address::Vsock { cid, port })
}

fn parse_tcp(rest: &str) -> Result<Address, AddressError> {
    let (host, port) = match rest.strip_prefix('[') {
        Some(bracketed) => bracketed
            .split_once("]:")
            .ok_or_else(|| AddressError::Port(rest.to_owned()))?,
        None => {
            let (host, port) = rest
                .rsplit_once(':')
                .ok_or_else(|| AddressError::Port(rest.to_owned()))?;
            if host.contains(':') {
                return Err(AddressError::Brackets(rest.to_owned()));
            }
            (host, port)
        }
    };
    if host.is_empty() {
        return Err(AddressError::Host(rest.to_owned()));
    }
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    match port.parse() {
        Ok(port) if digits && port > 0 => Ok(Address::Tcp {
            host: host.to_owned(),
            port,
        }),
        _ => Err(AddressError::Port(rest.to_owned())),
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Abstract(name) => write!(f, "unix:@{name}"),
            Self::Tcp { host, port } if host.contains(':') => write!(f, "tcp:[{host}]:{port}"),
            Self::Tcp { host, port } => write!(f, "tcp:{host}:{port}"),
            Self::Vsock { cid, port } => write!(f, "vsock:{cid}:{port}"),
        }
    }
}

/// A value that converts into an address: an [`Address`], or its text.
pub trait ToAddress {
    /// Returns the address.
    ///
    /// # Errors
    ///
    /// [`AddressError`] if the value is a text that is not an address.
    fn to_address(self) -> Result<Address, AddressError>;
}

impl ToAddress for Address {
    fn to_address(self) -> Result<Address, AddressError> {
        Ok(self)
    }
}

impl ToAddress for &Address {
    fn to_address(self) -> Result<Address, AddressError> {
        Ok(self.clone())
    }
}

impl ToAddress for &str {
    fn to_address(self) -> Result<Address, AddressError> {
        self.parse()
    }
}

impl ToAddress for &String {
    fn to_address(self) -> Result<Address, AddressError> {
        self.parse()
    }
}

impl ToAddress for String {
    fn to_address(self) -> Result<Address, AddressError> {
        self.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tcp(host: &str, port: u16) -> Result<Address, AddressError> {
        Ok(Address::Tcp {
            host: host.to_owned(),
            port,
        })
    }

    #[test]
    fn addresses_are_read() {
        let unix = |path: &str| Ok(Address::unix(path));
        assert_eq!("unix:/run/a:b, c".parse(), unix("/run/a:b, c"));
        assert_eq!("unix:relative".parse(), unix("relative"));
        assert_eq!("/run/qmp".parse(), unix("/run/qmp"));
        assert_eq!("./a:1".parse(), unix("./a:1"));
        assert_eq!("localhost:4444".parse(), tcp("localhost", 4444));
        assert_eq!("[::1]:4444".parse(), tcp("::1", 4444));
        for text in ["unix:@name", "@name"] {
            assert_eq!(text.parse(), Ok(Address::Abstract("name".to_owned())));
        }
        assert_eq!("tcp:localhost:4444".parse(), tcp("localhost", 4444));
        assert_eq!("tcp:10.0.0.1:1".parse(), tcp("10.0.0.1", 1));
        let address = Address::Vsock {
            cid: 3,
            port: 99999,
        };
        assert_eq!(address.to_string(), "vsock:3:99999");
        assert_eq!("vsock:3:99999".parse(), Ok(address));
        assert_eq!(
            "tcp:[fe80::1%eth0]:65535".parse(),
            tcp("fe80::1%eth0", 65535)
        );
    }

    #[test]
    fn what_is_no_address_says_why() {
        let cases: [(&str, AddressError); 15] = [
            ("vsock:", AddressError::Vsock(String::new())),
            ("vsock:2", AddressError::Vsock("2".into())),
            ("vsock:2:+1", AddressError::Vsock("2:+1".into())),
            ("", AddressError::Scheme(String::new())),
            ("qmp", AddressError::Scheme("qmp".into())),
            ("unix:", AddressError::Path),
            (
                "unix:/q,server=on,wait=off",
                AddressError::Options("/q,server=on,wait=off".into()),
            ),
            ("tcp:", AddressError::Port(String::new())),
            ("tcp:host", AddressError::Port("host".into())),
            ("tcp::1", AddressError::Host(":1".into())),
            ("tcp:h:0", AddressError::Port("h:0".into())),
            ("tcp:h:+1", AddressError::Port("h:+1".into())),
            ("tcp:h:65536", AddressError::Port("h:65536".into())),
            ("tcp:::1:1", AddressError::Brackets("::1:1".into())),
            ("tcp:[::1]", AddressError::Port("[::1]".into())),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Address>(), Err(error), "{text}");
        }
    }
}
