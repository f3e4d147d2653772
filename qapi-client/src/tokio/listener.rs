//! Sockets to which monitors connect.

use std::path::PathBuf;

use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::net::UnixListener;

use super::client::Client;
use super::stream::{Stream, failed};
use crate::address::{Address, ToAddress};
use crate::error::Error;
use crate::options::Options;

/// A socket that monitors connect to, such as a QEMU with `-qmp unix:PATH,server=off`.
///
/// A Unix socket's file is removed when the listener is dropped.
#[derive(Debug)]
pub struct Listener {
    sockets: Sockets,
    address: Address,
}

#[derive(Debug)]
enum Sockets {
    #[cfg(unix)]
    Unix(UnixListener, PathBuf),
    Tcp(TcpListener),
}

impl Listener {
    /// Binds to `address` and listens.
    ///
    /// # Errors
    ///
    /// [`Error::Address`], and [`Error::Connect`] if the system reports an error.
    pub async fn bind(address: impl ToAddress) -> Result<Self, Error> {
        let mut address = address.to_address()?;
        let sockets = match &mut address {
            #[cfg(unix)]
            Address::Unix(path) => {
                UnixListener::bind(&*path).map(|socket| Sockets::Unix(socket, path.clone()))
            }
            #[cfg(target_os = "linux")]
            Address::Abstract(name) => UnixListener::bind(format!("\0{name}"))
                .map(|socket| Sockets::Unix(socket, PathBuf::new())),
            #[cfg(not(target_os = "linux"))]
            Address::Abstract(_) => Err(std::io::ErrorKind::Unsupported.into()),
            #[cfg(not(unix))]
            Address::Unix(_) => Err(std::io::ErrorKind::Unsupported.into()),
            Address::Vsock { .. } => Err(std::io::ErrorKind::Unsupported.into()),
            Address::Tcp { host, port } => match TcpListener::bind((&**host, *port)).await {
                Ok(socket) => socket.local_addr().map(|bound| {
                    *port = bound.port();
                    Sockets::Tcp(socket)
                }),
                Err(error) => Err(error),
            },
        };
        match sockets {
            Ok(sockets) => Ok(Self { sockets, address }),
            Err(source) => Err(failed(&address, source)),
        }
    }

    /// Returns the address; a port given as 0 is replaced by the system's choice.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Accepts a connection.
    ///
    /// # Errors
    ///
    /// [`Error::Connect`].
    pub async fn accept_stream(&self) -> Result<Stream, Error> {
        let accepted = match &self.sockets {
            #[cfg(unix)]
            Sockets::Unix(socket, _) => socket
                .accept()
                .await
                .map(|(stream, _)| Stream::Unix(stream)),
            Sockets::Tcp(socket) => socket
                .accept()
                .await
                .and_then(|(stream, _)| Stream::from_tcp(stream)),
        };
        accepted.map_err(|source| failed(&self.address, source))
    }

    /// Accepts a monitor: reads its greeting and negotiates. [`Options::connect_deadline`] counts
    /// from the connection.
    ///
    /// # Errors
    ///
    /// Those of [`Client::connect`].
    pub async fn accept(&self, options: &Options) -> Result<Client, Error> {
        let stream = self.accept_stream().await?;
        Client::from_stream(stream, options).await
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Sockets::Unix(_, path) = &self.sockets {
            // Another program may have already removed it.
            drop(std::fs::remove_file(path));
        }
    }
}
