//! A program's standard input and output, as a stream with timeouts.
//!
//! They are sockets, because the standard library has no timeouts for pipes.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::Command;
use std::time::Duration;

use super::transport::Transport;

/// This side's ends of a program's standard input and output. It passes no descriptors: a program
/// does not expect any there.
pub(super) struct Pipes {
    input: UnixStream,
    output: UnixStream,
}

impl Pipes {
    /// Gives `command` the other ends.
    pub(super) fn of(command: &mut Command) -> io::Result<Self> {
        let (input, its_input) = UnixStream::pair()?;
        let (output, its_output) = UnixStream::pair()?;
        command.stdin(OwnedFd::from(its_input));
        command.stdout(OwnedFd::from(its_output));
        Ok(Self { input, output })
    }
}

impl Transport for Pipes {
    fn read(&self, buffer: &mut [u8], timeout: Option<Duration>) -> io::Result<usize> {
        Transport::read(&self.output, buffer, timeout)
    }

    fn write(&self, bytes: &[u8], timeout: Option<Duration>) -> io::Result<usize> {
        Transport::write(&self.input, bytes, timeout)
    }

    fn shutdown(&self) {
        Transport::shutdown(&self.input);
        Transport::shutdown(&self.output);
    }
}
