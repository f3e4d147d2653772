//! The error of a proxy.

use std::io;
use std::time::Duration;

use qapi_client::AddressError;
use qapi_client::introspect::SchemaError;

use crate::failure::Failure;

/// Time for the monitor to greet, negotiate and describe itself.
pub(super) const CONNECT: Duration = Duration::from_secs(10);

/// Reason that a proxy has no connection to its monitor.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyError {
    /// The text is no address.
    #[error("no address")]
    Address(#[from] AddressError),
    /// The connection failed.
    #[error("the connection failed")]
    Io(#[from] io::Error),
    /// The monitor closed the connection.
    #[error("the monitor closed the connection")]
    Closed,
    /// The monitor did not answer in time.
    #[error("the monitor did not answer within {} s", CONNECT.as_secs())]
    Timeout,
    /// The other side does not speak QMP.
    #[error("the other side is no QMP monitor")]
    NoMonitor,
    /// The monitor refused a command that the proxy needs.
    #[error("the monitor refused {command}")]
    Refused {
        /// The command.
        command: Box<str>,
        /// The monitor's answer.
        #[source]
        failure: Failure,
    },
    /// The monitor's schema is malformed.
    #[error("the monitor's schema is malformed")]
    Schema(#[from] SchemaError),
    /// The proxy was stopped.
    #[error("the proxy was stopped")]
    Stopped,
}
