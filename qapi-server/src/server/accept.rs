//! Clients that connect.

use std::io::ErrorKind;
use std::time::Duration;

use qapi_client::Error;
use qapi_client::tokio::{Listener, Stream};

/// Pause when the system has run out of a resource, such as descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// Waits for the next client; one that cannot be accepted is skipped.
///
/// # Errors
///
/// [`Error::Connect`] when nobody can be accepted ever again.
pub(crate) async fn next(listener: &Listener) -> Result<Stream, Error> {
    loop {
        match listener.accept_stream().await {
            Err(Error::Connect { reason, .. }) if !is_final(&reason) => {
                let gone = matches!(
                    reason.kind(),
                    ErrorKind::ConnectionAborted
                        | ErrorKind::ConnectionReset
                        | ErrorKind::Interrupted
                );
                if !gone {
                    tokio::time::sleep(PAUSE).await;
                }
            }
            other => return other,
        }
    }
}

/// Returns true if the socket does not listen (`EINVAL`, `EBADF`, `ENOTSOCK`, `EOPNOTSUPP`). All other
/// errors pass: too many open files, no memory, a network that is down, a client that has left.
fn is_final(error: &std::io::Error) -> bool {
    const EBADF: i32 = 9;
    const ENOTSOCK: i32 = 88;
    matches!(
        error.kind(),
        ErrorKind::InvalidInput | ErrorKind::Unsupported
    ) || matches!(error.raw_os_error(), Some(EBADF | ENOTSOCK))
}
