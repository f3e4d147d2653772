//! Programs, files and file systems of a guest, by the blocking client.

use std::time::Duration;

use super::agent::GuestAgent;
use crate::agent::{self, Exec, Exited};
use crate::error::Error;
use crate::peer::{Due, done};
use crate::state::{Availability, FileSystems};

impl GuestAgent {
    /// Runs a program to its end, for at most `deadline` (`None`: no limit), and collects its
    /// output. After the deadline the program goes on.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute); [`Error::Timeout`] if the program does not end in time.
    pub fn exec(
        &self,
        exec: &Exec,
        deadline: impl Into<Option<Duration>>,
    ) -> Result<Exited, Error> {
        let deadline = deadline.into();
        let program = self.start(exec)?;
        program.wait(deadline)
    }

    /// Starts a program, whose output the agent collects.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    #[inline]
    pub fn start(&self, exec: &Exec) -> Result<Program, Error> {
        let pid = done(agent::start(self, exec, Due::NEVER))?;
        let agent = self.clone();
        Ok(Program { agent, pid })
    }

    /// Reads a whole file of the guest in parts, and calls `progress` with the number of bytes after
    /// each part.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    pub fn read_file(&self, path: &str, progress: impl FnMut(u64)) -> Result<Vec<u8>, Error> {
        done(agent::read_file(self, path, progress))
    }

    /// Writes a whole file of the guest in parts, instead of what it contains, and calls `progress`
    /// with the number of bytes after each part.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute). The file may then be incomplete.
    pub fn write_file(
        &self,
        path: &str,
        bytes: &[u8],
        progress: impl FnMut(u64),
    ) -> Result<(), Error> {
        done(agent::write_file(self, path, bytes, progress))
    }

    /// Asks if the agent executes the command `name`: its administrator may have disabled it, and a
    /// freeze disables most. After a refusal, [`Error::availability`] has the answer.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    #[inline]
    pub fn availability(&self, name: &str) -> Result<Availability, Error> {
        done(agent::availability(self, name, Due::NEVER))
    }

    /// Asks for the state of the guest's file systems.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    #[inline]
    pub fn file_systems(&self) -> Result<FileSystems, Error> {
        done(agent::file_systems(self, Due::NEVER))
    }

    /// Freezes the file systems at these mount points, or all of them if there are none. Returns
    /// their number. The agent executes few commands until [`thaw`](Self::thaw).
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    #[inline]
    pub fn freeze(&self, mount_points: &[&str]) -> Result<i64, Error> {
        done(agent::freeze(self, mount_points))
    }

    /// Thaws all file systems. Returns their number.
    ///
    /// # Errors
    ///
    /// Those of [`execute`](Self::execute).
    #[inline]
    pub fn thaw(&self) -> Result<i64, Error> {
        done(agent::thaw(self))
    }
}

/// A program that was started in the guest.
#[derive(Debug, Clone)]
pub struct Program {
    agent: GuestAgent,
    pid: i64,
}

impl Program {
    /// Returns the number of the process in the guest.
    #[must_use]
    pub fn pid(&self) -> i64 {
        self.pid
    }

    /// Waits for the end, for at most `deadline` (`None`: no limit), and returns it with the output.
    /// The agent forgets a program whose end it has reported.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`], after which you may call it again; those of [`GuestAgent::execute`].
    pub fn wait(&self, deadline: impl Into<Option<Duration>>) -> Result<Exited, Error> {
        let deadline = deadline.into();
        done(agent::wait(&self.agent, self.pid, deadline))
    }

    /// Kills the program, by `kill` or `taskkill` of the guest. [`wait`](Self::wait) then returns its
    /// end.
    ///
    /// # Errors
    ///
    /// Those of [`GuestAgent::execute`].
    #[inline]
    pub fn kill(&self) -> Result<(), Error> {
        done(agent::kill(&self.agent, self.pid))
    }
}
