//! A connection and the three tasks that serve it.
//!
//! Input: commands, submitted by handles. Output: their replies, through a channel each; events,
//! to all listeners. The [`Router`] under the lock decides what goes where; two tasks move bytes, and
//! the third keeps [deadlines].
//!
//! Invariant: every command that was submitted ends once: with its reply, with its deadline, or with
//! why the connection ended; and after the end nothing is accepted.

mod deadlines;
mod tasks;
mod writer;

pub(super) use deadlines::until;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{oneshot, watch};
use tokio::time::Instant;

use super::backlog::{Arrived, Incoming};
use super::events::Mailbox;
use crate::error::{Disconnect, Error, Violation};
use crate::protocol::request::Mode;
use crate::protocol::{Delivery, Forgotten, Greeting, Reply, Router};
use tasks::Task;
use writer::Writer;

/// How much is read, and taken from the router, at once.
const CHUNK: usize = 64 << 10;

/// How much goes to the mailboxes at once: each holds on to all of it for the sake of any.
const BATCH: usize = 256;

/// Where a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunState {
    /// There is no connection.
    Idle,
    /// It is being made: greeting, negotiation, synchronisation.
    Connecting,
    /// Commands can be executed.
    Running,
    /// No new command is accepted; those under way are waited for.
    Disconnecting,
}

/// What a command's caller gets.
pub(super) type Outcome = Result<Reply, Unanswered>;

/// Why no reply came.
#[derive(Debug)]
pub(super) enum Unanswered {
    /// The connection ended before.
    Interrupted(Interrupted),
    /// The deadline passed before.
    Expired {
        /// Whether the command went out.
        outstanding: bool,
    },
}

/// The connection ended before the reply came.
#[derive(Debug)]
pub(super) struct Interrupted {
    pub(super) may_have_run: bool,
    pub(super) cause: Disconnect,
}

impl Interrupted {
    /// The command was given up to synchronise.
    pub(super) fn abandoned() -> Self {
        Self {
            may_have_run: true,
            cause: Disconnect::Requested,
        }
    }

    pub(super) fn into_error(self, command: &str) -> Error {
        let Self {
            may_have_run,
            cause,
        } = self;
        Error::Disconnected {
            command: Some(command.into()),
            may_have_run,
            cause,
        }
    }
}

/// What comes first.
#[derive(Debug)]
pub(super) enum Handshake {
    Greeting(Greeting),
    Synced,
    Violation(Violation),
    Ended(Disconnect),
}

/// A command to submit.
#[derive(Debug)]
pub(super) struct Submission<'a> {
    pub(super) command: &'a str,
    pub(super) arguments: Option<&'a [u8]>,
    pub(super) mode: Mode,
    pub(super) success_response: bool,
    /// When it has to be over.
    pub(super) due: Option<Instant>,
}

/// Who waits for a command.
pub(super) struct Waiter {
    sender: oneshot::Sender<Outcome>,
    due: Option<Instant>,
}

impl Waiter {
    /// Whoever dropped the receiver wants to know no more.
    fn tell(self, outcome: Outcome) {
        drop(self.sender.send(outcome));
    }
}

/// The connection, shared by its handles and tasks.
pub(super) struct Link {
    core: Mutex<Core>,
    writer: Writer,
    state: watch::Sender<RunState>,
}

struct Core {
    router: Router<Waiter>,
    mailboxes: Vec<Weak<Mailbox>>,
    /// What is for the mailboxes and not there yet.
    batch: Vec<Incoming>,
    handshake: Option<oneshot::Sender<Handshake>>,
    /// Why no command is accepted any more.
    refusal: Option<Disconnect>,
    /// Why the connection ended.
    end: Option<Disconnect>,
    /// Whether the writer is about to write, or does.
    writing: bool,
    /// Whether to end it once nothing is under way.
    draining: bool,
    tasks: u8,
    /// When the timekeeper looks for deadlines that have passed.
    alarm: Option<Instant>,
    /// Where the tasks wait.
    reader: Option<Waker>,
    writer: Option<Waker>,
    timekeeper: Option<Waker>,
}

impl Link {
    /// Starts serving a stream's two halves by three tasks. Returns also the receiver of the greeting,
    /// which may have arrived already.
    pub(super) fn start(
        halves: (
            impl AsyncRead + Send + 'static,
            impl AsyncWrite + Send + 'static,
        ),
        router: Router<Waiter>,
    ) -> (Arc<Handle>, oneshot::Receiver<Handshake>) {
        let (handle, receiver) = Self::open(router);
        let [reader, writer, timekeeper] = handle.tasks();
        tokio::spawn(reader.read(halves.0));
        tokio::spawn(handle.link.clone().drive(writer.write(halves.1)));
        tokio::spawn(timekeeper.keep_time());
        (handle, receiver)
    }

    /// A connection that its tasks, which are to be made next, will serve.
    fn open(router: Router<Waiter>) -> (Arc<Handle>, oneshot::Receiver<Handshake>) {
        let (sender, receiver) = oneshot::channel();
        let link = Arc::new(Self {
            core: Mutex::new(Core {
                router,
                mailboxes: Vec::new(),
                batch: Vec::new(),
                handshake: Some(sender),
                refusal: None,
                end: None,
                writing: false,
                draining: false,
                tasks: 3,
                alarm: None,
                reader: None,
                writer: None,
                timekeeper: None,
            }),
            writer: Writer::default(),
            state: watch::Sender::new(RunState::Connecting),
        });
        (Arc::new(Handle { link }), receiver)
    }

    /// A thread that panicked while it held the lock left nothing half done: each operation under
    /// it is whole before it calls anything foreign.
    fn core(&self) -> MutexGuard<'_, Core> {
        #[cfg(test)]
        schedules::before_lock();
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a command. Gives the number by which to forget it, and where its outcome comes.
    pub(super) fn submit(
        &self,
        submission: &Submission<'_>,
    ) -> Result<(u64, oneshot::Receiver<Outcome>), Interrupted> {
        let (sender, receiver) = oneshot::channel();
        let mut core = self.core();
        if let Some(cause) = &core.refusal {
            return Err(Interrupted {
                may_have_run: false,
                cause: cause.clone(),
            });
        }
        let id = core.router.submit(
            submission.command,
            submission.arguments,
            submission.mode,
            submission.success_response,
            Waiter {
                sender,
                due: submission.due,
            },
        );
        core.remind(submission.due);
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

    /// Stops waiting for a command.
    pub(super) fn forget(&self, id: u64) -> Forgotten {
        let mut core = self.core();
        let forgotten = core.router.forget(id);
        core.end_if_drained(self);
        forgotten
    }

    /// Synchronises with an agent, and gives where its answer comes.
    pub(super) fn synchronise(&self, token: u64) -> oneshot::Receiver<Handshake> {
        let mut core = self.core();
        core.router.synchronise(token);
        let (sender, receiver) = oneshot::channel();
        match &core.end {
            // The receiver is at hand, so this arrives.
            Some(end) => drop(sender.send(Handshake::Ended(end.clone()))),
            None => core.handshake = Some(sender),
        }
        core.wake_writer();
        receiver
    }

    pub(super) fn grant_oob(&self) {
        self.core().router.grant_oob();
    }

    /// Tells that commands can be executed.
    pub(super) fn run(&self) {
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

    /// Tells that the connection is about to end, although commands that wait elsewhere are still
    /// to be submitted.
    pub(super) fn announce_end(&self) {
        let core = self.core();
        if core.end.is_none() {
            self.state.send_replace(RunState::Disconnecting);
        }
    }

    /// Whether commands are accepted.
    pub(super) fn accepts(&self) -> bool {
        self.core().refusal.is_none()
    }

    /// The names of commands that went out and are not answered.
    pub(super) fn outstanding(&self) -> Vec<String> {
        self.core()
            .router
            .outstanding()
            .map(ToOwned::to_owned)
            .collect()
    }

    /// Lets events into `mailbox` from now on.
    pub(super) fn listen(&self, mailbox: &Arc<Mailbox>) {
        let mut core = self.core();
        match &core.end {
            Some(end) => mailbox.close(end.clone()),
            None => {
                // Those who left are found by events, too, but there may be none.
                core.mailboxes.retain(|mailbox| mailbox.strong_count() > 0);
                core.mailboxes.push(Arc::downgrade(mailbox));
            }
        }
    }

    /// Why the connection ended, if it has.
    pub(super) fn ended(&self) -> Option<Disconnect> {
        self.core().end.clone()
    }

    /// Accepts no more commands, and ends the connection once those under way are answered.
    pub(super) fn drain(&self) {
        let mut core = self.core();
        core.refusal.get_or_insert(Disconnect::Requested);
        core.draining = true;
        if core.end.is_none() {
            self.state.send_replace(RunState::Disconnecting);
        }
        core.end_if_drained(self);
    }

    /// Puts what is to be written next into `buffer`, once there is anything; tells whether the
    /// connection goes on.
    fn poll_batch(&self, buffer: &mut Vec<u8>, context: &mut Context<'_>) -> Poll<bool> {
        let mut core = self.core();
        if core.end.is_some() {
            return Poll::Ready(false);
        }
        core.writing = core.router.transmit(buffer, CHUNK);
        if core.writing {
            return Poll::Ready(true);
        }
        wait(&mut core.writer, context);
        Poll::Pending
    }

    /// Ends the commands that wait only until the batch is written.
    fn written(&self) {
        let mut core = self.core();
        core.writing = false;
        for waiter in core.router.take_sent() {
            waiter.tell(Ok(Reply::Sent));
        }
        core.end_if_drained(self);
    }

    /// Ends the connection now.
    pub(super) fn end(&self, cause: Disconnect) {
        self.core().end(self, cause);
    }
}

impl Core {
    fn end_if_drained(&mut self, link: &Link) {
        if self.draining && !self.writing && self.router.is_idle() {
            self.end(link, Disconnect::Requested);
        }
    }

    fn end(&mut self, link: &Link, cause: Disconnect) {
        if self.end.is_some() {
            return;
        }
        self.end = Some(cause.clone());
        self.refusal.get_or_insert(cause.clone());
        for (waiter, _, may_have_run) in self.router.close() {
            waiter.tell(Err(Unanswered::Interrupted(Interrupted {
                may_have_run,
                cause: cause.clone(),
            })));
        }
        if let Some(handshake) = self.handshake.take() {
            drop(handshake.send(Handshake::Ended(cause.clone())));
        }
        for mailbox in self
            .mailboxes
            .drain(..)
            .filter_map(|mailbox| mailbox.upgrade())
        {
            mailbox.close(cause.clone());
        }
        if self.tasks > 0 {
            link.state.send_replace(RunState::Disconnecting);
        }
        for task in [&mut self.reader, &mut self.writer, &mut self.timekeeper] {
            task.take().into_iter().for_each(Waker::wake);
        }
    }

    /// Lets the writer look for what to write, which it does by itself after it has written.
    fn wake_writer(&mut self) {
        self.idle_writer().into_iter().for_each(Waker::wake);
    }

    /// The waker of the writer, if that waits for something to write.
    fn idle_writer(&mut self) -> Option<Waker> {
        if self.writing {
            None
        } else {
            self.writer.take()
        }
    }

    /// Whether one command, and no other, is waited for.
    fn is_only_command(&self) -> bool {
        self.router.waiters().take(2).count() == 1
    }

    /// Brings what arrived to where it belongs. Events go to the mailboxes in batches, but whoever
    /// gets a reply finds there all that came before it.
    fn dispatch(&mut self) {
        while let Some(delivery) = self.router.deliver() {
            if self.batch.len() >= BATCH {
                self.post_batch();
            }
            match delivery {
                Delivery::Reply { waiter, reply } => {
                    self.post_batch();
                    waiter.tell(Ok(reply));
                }
                Delivery::Late(_) => {}
                Delivery::Event(event) => {
                    self.batch
                        .push(Incoming::Event(Arc::new(Arrived::new(event))));
                }
                Delivery::Greeting(greeting) => self.shake(Handshake::Greeting(greeting)),
                Delivery::Synced => self.shake(Handshake::Synced),
                Delivery::Violation(violation) => match self.handshake {
                    Some(_) => self.shake(Handshake::Violation(violation)),
                    None => self.batch.push(Incoming::Violation(Arc::new(violation))),
                },
            }
        }
        self.post_batch();
    }

    fn shake(&mut self, handshake: Handshake) {
        match self.handshake.take() {
            Some(waiter) => drop(waiter.send(handshake)),
            None => self
                .batch
                .push(Incoming::Violation(Arc::new(Violation::OutOfTurn {
                    found: "a second greeting",
                    expected: "an event or a reply",
                }))),
        }
    }

    fn post_batch(&mut self) {
        if self.batch.is_empty() {
            return;
        }
        let batch = self.batch.drain(..).collect();
        self.mailboxes.retain(|mailbox| match mailbox.upgrade() {
            Some(mailbox) => {
                mailbox.post(&batch);
                true
            }
            None => false,
        });
    }
}

/// Leaves `context`'s waker in `place`.
pub(super) fn wait(place: &mut Option<Waker>, context: &Context<'_>) {
    match place {
        Some(waker) => waker.clone_from(context.waker()),
        None => *place = Some(context.waker().clone()),
    }
}

/// What handles hold: when the last is dropped, the connection ends.
pub(super) struct Handle {
    link: Arc<Link>,
}

impl Handle {
    /// The reader, the writer and the timekeeper.
    fn tasks(&self) -> [Task; 3] {
        [(); 3].map(|()| Task(self.link.clone()))
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
        self.link.end(Disconnect::Requested);
    }
}

#[cfg(test)]
mod schedules;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RawEvent;
    use crate::protocol::Limits;
    use crate::tokio::Events;

    #[test]
    fn listeners_that_left_are_forgotten_without_an_event() {
        let (handle, _greeting) = Link::open(Router::monitor(Limits::default()));
        for _ in 0..100 {
            drop(Events::<RawEvent>::listen(&handle, 1));
        }
        assert!(handle.core().mailboxes.len() <= 1);
    }
}
