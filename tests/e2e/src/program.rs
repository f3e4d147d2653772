//! Starting and ending real programs.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A program that ends with the test, at the latest.
#[derive(Debug)]
pub struct Program {
    child: Child,
    socket: PathBuf,
}

impl Program {
    /// Starts `name` with the arguments and waits until it listens on its socket.
    ///
    /// # Errors
    ///
    /// It does not start, or ends or takes a minute without listening.
    ///
    /// # Panics
    ///
    /// If it is not on `PATH`; the test is ignored then.
    pub fn start(name: &str, arguments: &[&str], socket: &Path) -> io::Result<Self> {
        let child = Command::new(qapi_test_support::program(name))
            .args(arguments)
            .stdin(Stdio::null())
            .spawn()?;
        let mut program = Program {
            child,
            socket: socket.to_owned(),
        };
        let start = Instant::now();
        while !qapi_test_support::listens(socket) {
            if let Some(status) = program.child.try_wait()? {
                return Err(io::Error::other(format!("{name} ended: {status}")));
            }
            if start.elapsed() > Duration::from_secs(60) {
                return Err(io::Error::other(format!("{name} made no socket")));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(program)
    }

    /// Connects to its socket.
    ///
    /// # Errors
    ///
    /// Those of `connect`.
    pub fn connect<C>(
        &self,
        connect: impl FnOnce(String) -> Result<C, qapi_client::Error>,
    ) -> Result<C, qapi_client::Error> {
        connect(format!("unix:{}", self.socket.display()))
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    ///
    /// It does not in a minute.
    pub fn wait(mut self) -> io::Result<ExitStatus> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            if start.elapsed() > Duration::from_secs(60) {
                return Err(io::Error::other("it does not end"));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
