//! Programs at a terminal of their own.

use std::fs::File;
use std::io::{self, Read};
use std::process::Command;

use rexpect::process::PtyProcess;
use rexpect::session::{StreamSession, spawn_stream};
use rustix::io::Errno;

/// Maximum time of anything on a busy machine, in milliseconds.
const LONG: u64 = 120_000;

/// A program, and the terminal as a person sees it.
pub(crate) struct Session {
    pub(crate) process: PtyProcess,
    pub(crate) terminal: StreamSession<File>,
}

/// Runs a command at a terminal.
pub(crate) fn begin(command: Command) -> Session {
    let mut process = PtyProcess::new(command).unwrap();
    process.set_kill_timeout(Some(LONG));
    let output = Output(process.get_file_handle().unwrap());
    let input = process.get_file_handle().unwrap();
    let terminal = spawn_stream(output, input, Some(LONG));
    Session { process, terminal }
}

/// The output at a terminal. It ends with the last program, which the system reports as an error, again
/// and again: the thread of [`StreamSession`] would read it without a pause.
struct Output(File);

impl Read for Output {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer) {
            Err(error) if Errno::from_io_error(&error) == Some(Errno::IO) => Ok(0),
            read => read,
        }
    }
}
