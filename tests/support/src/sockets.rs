//! Sockets of programs that a test starts.

use std::path::Path;

/// Returns true if a program listens on the Unix socket. Its file exists a moment earlier, when a
/// connection is still refused.
///
/// A connection would show it, too, but would take the only one that some programs serve at a time.
#[must_use]
pub fn listens(socket: &Path) -> bool {
    const LISTENING: &str = "00010000";
    let sockets = std::fs::read_to_string("/proc/net/unix").unwrap_or_default();
    let socket = socket.to_string_lossy();
    sockets.lines().any(|line| {
        let fields: Vec<_> = line.split_whitespace().collect();
        fields.get(3) == Some(&LISTENING) && fields.get(7) == Some(&&*socket)
    })
}
