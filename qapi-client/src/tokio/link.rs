//! A connection and the three tasks that serve it.
//!
//! Input: commands, submitted by handles. Output: their outcomes, through a channel each; events, to
//! all listeners. The [`Hub`] under the lock selects the receivers; two tasks move bytes, and the
//! third keeps [deadlines].
//!
//! Invariant: every submitted command ends once: with its reply, with its deadline, or with the end
//! of the connection; after the end nothing is accepted.

mod deadlines;
mod tasks;
mod writer;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{oneshot, watch};
use tokio::time::Instant;

use crate::RunState;
use crate::error::{Disconnect, Error};
use crate::hub::{Handshake, Hub, Interrupted, LateReply, Outcome, Put, Submission};
use crate::late::Owner;
use crate::mailbox::{Mailbox, leave};
use crate::protocol::{Fd, Forgotten, Router};
use crate::tokio::socket::Passer;
use tasks::Task;
use writer::Writer;

/// Maximum number of bytes read, and taken from the router, at once.
const CHUNK: usize = 64 << 10;

/// The caller of a command.
pub(super) struct Waiter {
    sender: oneshot::Sender<Outcome>,
    due: Option<Instant>,
}

impl Put<Outcome> for Waiter {
    fn put(self, outcome: Outcome) {
        // The caller may have dropped the receiver.
        drop(self.sender.send(outcome));
    }
}

impl Put<Handshake> for oneshot::Sender<Handshake> {
    fn put(self, handshake: Handshake) {
        drop(self.send(handshake));
    }
}

/// The connection, shared by its handles and tasks.
pub(super) struct Link {
    core: Mutex<Core>,
    writer: Writer,
    state: watch::Sender<RunState>,
    /// True if descriptors can be sent with commands.
    passes_fds: bool,
}

struct Core {
    hub: Hub<Waiter, oneshot::Sender<Handshake>>,
    /// True if the writer is writing, or about to write.
    writing: bool,
    /// Number of running tasks.
    tasks: u8,
    /// Time at which the timekeeper checks for expired deadlines.
    alarm: Option<Instant>,
    /// Wakers of the tasks.
    reader: Option<Waker>,
    writer: Option<Waker>,
    timekeeper: Option<Waker>,
}

impl Link {
    /// Starts three tasks that serve a stream's two halves. Also returns the receiver of the
    /// greeting, which may have already arrived.
    pub(super) fn start(
        halves: (
            impl AsyncRead + Send + 'static,
            impl AsyncWrite + Send + 'static,
        ),
        router: Router<Waiter>,
        passer: Option<Passer>,
    ) -> (Arc<Handle>, oneshot::Receiver<Handshake>) {
        let (handle, receiver) = Self::open(router, passer.is_some());
        let [reader, writer, timekeeper] = handle.tasks();
        tokio::spawn(reader.read(halves.0));
        tokio::spawn(handle.link.clone().drive(writer.write(halves.1, passer)));
        tokio::spawn(timekeeper.keep_time());
        (handle, receiver)
    }

    /// Returns a connection whose tasks are created next.
    fn open(
        router: Router<Waiter>,
        passes_fds: bool,
    ) -> (Arc<Handle>, oneshot::Receiver<Handshake>) {
        let (sender, receiver) = oneshot::channel();
        let link = Arc::new(Self {
            core: Mutex::new(Core {
                hub: Hub::new(router, sender),
                writing: false,
                tasks: 3,
                alarm: None,
                reader: None,
                writer: None,
                timekeeper: None,
            }),
            writer: Writer::default(),
            state: watch::Sender::new(RunState::Connecting),
            passes_fds,
        });
        (Arc::new(Handle { link }), receiver)
    }

    /// Locks the core. A thread that panicked under the lock left nothing inconsistent: each
    /// operation is complete before it calls foreign code.
    fn core(&self) -> MutexGuard<'_, Core> {
        #[cfg(test)]
        schedules::before_lock();
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a command with the deadline `due`. Returns its number, for forgetting it, and the
    /// receiver of its outcome.
    pub(super) fn submit(
        &self,
        submission: &Submission<'_>,
        fds: Vec<Fd>,
        due: Option<Instant>,
    ) -> Result<(u64, oneshot::Receiver<Outcome>), Interrupted> {
        let (sender, receiver) = oneshot::channel();
        let mut core = self.core();
        let id = core.hub.submit(submission, Waiter { sender, due })?;
        if !fds.is_empty() {
            core.hub.router.attach(id, fds);
        }
        core.remind(due);
        let is_alone = core.is_only_command();
        let writer = core.idle_writer();
        drop(core);
        match writer {
            Some(writer) if is_alone => self.drive_for_task(writer),
            Some(writer) => writer.wake(),
            None => {}
        }
        Ok((id, receiver))
    }

    #[cfg(unix)]
    pub(super) fn passes_fds(&self) -> bool {
        self.passes_fds
    }

    /// Stops waiting for a command.
    pub(super) fn forget(&self, id: u64) -> Forgotten {
        let mut core = self.core();
        let forgotten = core.hub.router.forget(id);
        core.hub.forget_late(id);
        core.end_if_drained(self);
        forgotten
    }

    /// Synchronises with an agent, and returns the receiver of its answer.
    pub(super) fn synchronise(&self, token: u64) -> oneshot::Receiver<Handshake> {
        let (sender, receiver) = oneshot::channel();
        let mut core = self.core();
        core.hub.synchronise(token, sender);
        core.wake_writer();
        receiver
    }

    pub(super) fn grant_oob(&self) {
        self.core().hub.router.grant_oob();
    }

    /// Enters the state in which commands can be executed.
    pub(super) fn run(&self) {
        self.core().hub.open();
        self.state.send_if_modified(|state| {
            let connecting = *state == RunState::Connecting;
            if connecting {
                *state = RunState::Running;
            }
            connecting
        });
    }

    pub(super) fn states(&self) -> watch::Receiver<RunState> {
        self.state.subscribe()
    }

    pub(super) fn state(&self) -> RunState {
        *self.state.borrow()
    }

    /// Enters the state before the end, although queued callers still submit commands.
    pub(super) fn announce_end(&self) {
        let core = self.core();
        if core.hub.ended().is_none() {
            self.state.send_replace(RunState::Disconnecting);
        }
    }

    /// Returns true if the connection accepts commands.
    pub(super) fn accepts(&self) -> bool {
        self.core().hub.accepts()
    }

    /// Returns the names of the commands that were sent and are not answered.
    pub(super) fn outstanding(&self) -> Vec<String> {
        let core = self.core();
        let names = core.hub.router.outstanding();
        names.map(ToOwned::to_owned).collect()
    }

    /// Adds a listener for the events from now on.
    pub(super) fn listen(&self, mailbox: &Arc<Mailbox>) {
        self.core().hub.listen(mailbox);
    }

    /// Returns the reason for the connection's end, if it has ended.
    pub(super) fn ended(&self) -> Option<Disconnect> {
        self.core().hub.ended().cloned()
    }

    /// Rejects further commands, and ends the connection once those in flight are answered.
    pub(super) fn drain(&self) {
        let mut core = self.core();
        core.hub.drain();
        if core.hub.ended().is_none() {
            self.state.send_replace(RunState::Disconnecting);
        }
        core.end_if_drained(self);
    }

    /// Puts the next bytes to write into `buffer`, and their descriptors into `fds`, once there are
    /// any. Returns true if the connection goes on.
    fn poll_batch(
        &self,
        buffer: &mut Vec<u8>,
        fds: &mut Vec<Fd>,
        context: &mut Context<'_>,
    ) -> Poll<bool> {
        let mut core = self.core();
        if core.hub.ended().is_some() {
            return Poll::Ready(false);
        }
        core.writing = core.hub.router.transmit_with_fds(buffer, CHUNK, fds);
        if core.writing {
            return Poll::Ready(true);
        }
        leave(&mut core.writer, context);
        Poll::Pending
    }

    /// Completes the commands that wait only for the batch to be written.
    fn written(&self) {
        let mut core = self.core();
        core.writing = false;
        core.hub.written();
        core.end_if_drained(self);
    }

    /// Rejects further commands, because the last `unwritten` bytes could not be written.
    fn refuse(&self, cause: &Disconnect, unwritten: usize) {
        let mut core = self.core();
        core.hub.router.set_unwritten(unwritten);
        core.hub.refuse(cause.clone());
    }

    /// Ends the connection now.
    pub(super) fn end(&self, cause: &Disconnect) {
        self.core().end(self, cause);
    }
}

impl Core {
    fn end_if_drained(&mut self, link: &Link) {
        if !self.writing && self.hub.is_drained() {
            self.end(link, &Disconnect::Requested);
        }
    }

    fn end(&mut self, link: &Link, cause: &Disconnect) {
        if !self.hub.end(cause) {
            return;
        }
        if self.tasks > 0 {
            link.state.send_replace(RunState::Disconnecting);
        }
        for task in [&mut self.reader, &mut self.writer, &mut self.timekeeper] {
            task.take().into_iter().for_each(Waker::wake);
        }
    }

    /// Wakes the writer if it is idle; after a batch it looks for the next one itself.
    fn wake_writer(&mut self) {
        self.idle_writer().into_iter().for_each(Waker::wake);
    }

    /// Returns the waker of the writer, if it waits for bytes to write.
    fn idle_writer(&mut self) -> Option<Waker> {
        if self.writing {
            None
        } else {
            self.writer.take()
        }
    }

    /// Returns true if exactly one command is awaited.
    fn is_only_command(&self) -> bool {
        self.hub.router.waiters().take(2).count() == 1
    }
}

/// A handle to a connection, which ends when the last handle is dropped.
pub(super) struct Handle {
    link: Arc<Link>,
}

impl Handle {
    /// The reader, the writer and the timekeeper.
    fn tasks(&self) -> [Task; 3] {
        [(); 3].map(|()| Task(self.link.clone()))
    }
}

impl Handle {
    /// Returns the connection, for a late reply.
    pub(super) fn owner(&self) -> Weak<dyn Owner> {
        let owner: Arc<dyn Owner> = self.link.clone();
        Arc::downgrade(&owner)
    }
}

impl Owner for Link {
    fn forget_late(&self, id: u64) {
        self.core().hub.forget_late(id);
    }

    fn wait_late(
        &self,
        reply: &LateReply,
        deadline: Option<Duration>,
    ) -> Result<Option<Outcome>, Error> {
        let arrival = std::future::poll_fn(|context| reply.poll(context));
        let wait = crate::tokio::time::until(crate::tokio::time::due(deadline), arrival);
        crate::threaded::block_on(wait)
    }
}

impl std::ops::Deref for Handle {
    type Target = Link;

    fn deref(&self) -> &Link {
        &self.link
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.link.end(&Disconnect::Requested);
    }
}

#[cfg(test)]
mod schedules;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Limits;
    use crate::tokio::Events;
    use crate::{Options, RawEvent};

    #[test]
    fn listeners_that_left_are_forgotten_without_an_event() {
        let (handle, _greeting) = Link::open(Router::monitor(Limits::default()), false);
        for _ in 0..100 {
            drop(Events::<RawEvent>::listen(&handle, &Options::new()));
        }
        assert!(handle.core().hub.listeners() <= 1);
    }
}
