//! The parts of a schedule: the futures, the stream with the peer behind it, and the choices.

use std::cell::{Cell, RefCell};
use std::io;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

use super::super::Handle;

/// Number of bytes that the stream takes or returns at once: less than a message.
pub(super) const PIECE: usize = 24;

/// Deadlines of the callers: the first is not the earliest.
pub(super) const DEADLINES: [Duration; 3] = [
    Duration::from_secs(2),
    Duration::from_secs(1),
    Duration::from_secs(3),
];

/// Time that passes at once.
const SPAN: Duration = Duration::from_secs(1);

/// Actions besides the tasks, each with its maximum count.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scenario {
    pub(super) callers: usize,
    /// Number of dropped callers.
    pub(super) drops: usize,
    pub(super) events: usize,
    /// True if the peer closes the connection.
    pub(super) closes: bool,
    /// True if the peer closes its reading half.
    pub(super) deafens: bool,
    /// True if the client disconnects.
    pub(super) drains: bool,
    /// Number of times that time passes; if not zero, callers have deadlines.
    pub(super) expires: usize,
    /// True if the peer answers nothing.
    pub(super) mute: bool,
    /// True if the stream is full until the peer reads.
    pub(super) full: bool,
    /// True if the success of the first command has no reply.
    pub(super) silent: bool,
    /// True if the peer is an agent: no ids, and one command at a time.
    pub(super) agent: bool,
    /// True if the runtime shuts down, which drops its tasks.
    pub(super) shuts: bool,
}

impl Scenario {
    pub(super) fn is_silent(&self, name: &str) -> bool {
        self.silent && name == NAMES[0]
    }
}

/// The possible choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Continue the current work.
    Proceed,
    Poll(usize),
    Drop(usize),
    /// The peer answers the command that it received at that position.
    Answer(usize),
    Emit,
    /// The peer reads, which makes room.
    Read,
    Close,
    Deafen,
    Drain,
    Expire,
    Shut,
    /// Nothing happens any more: optional actions do not happen.
    Stop,
}

/// Indices of futures; callers follow.
pub(super) const READER: usize = 0;
pub(super) const WRITER: usize = 1;
pub(super) const TIMEKEEPER: usize = 2;
pub(super) const LISTENER: usize = 3;
pub(super) const CALLERS: usize = 4;

/// The commands of the callers.
pub(super) const NAMES: [&str; 3] = ["A", "B", "C"];

pub(super) struct Woken(pub(super) AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Relaxed);
    }
}

pub(super) type Work = Pin<Box<dyn Future<Output = ()>>>;

pub(super) struct Actor {
    /// None while it is polled.
    pub(super) work: Option<Work>,
    pub(super) woken: Arc<Woken>,
    pub(super) done: bool,
}

/// A command that the peer received.
pub(super) struct Got {
    pub(super) name: String,
    id: Option<u64>,
    answered: bool,
}

/// The stream, and the peer behind it.
#[derive(Default)]
pub(super) struct Wire {
    pub(super) inbox: Vec<u8>,
    pub(super) outbox: Vec<u8>,
    /// Number of bytes that the stream takes before it is full.
    pub(super) room: usize,
    pub(super) closed: bool,
    pub(super) reader: Option<Waker>,
    pub(super) writer: Option<Waker>,
    pub(super) deaf: bool,
    /// Time of the first failed write.
    pub(super) failed: Option<Instant>,
    /// True if the client has closed its half.
    pub(super) shut: bool,
    pub(super) commands: Vec<Got>,
    pub(super) emitted: usize,
    /// The commands that were abandoned before they were sent.
    pub(super) unsent: Vec<&'static str>,
}

impl Wire {
    fn say(&mut self, message: &Value) {
        self.inbox.extend(format!("{message}\r\n").into_bytes());
        self.reader.take().into_iter().for_each(Waker::wake);
    }

    /// Takes the complete commands that arrived.
    fn take_commands(&mut self) {
        while let Some(end) = self.outbox.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.outbox.drain(..=end).collect();
            let message: Value = serde_json::from_slice(&line).unwrap();
            self.commands.push(Got {
                name: message["execute"].as_str().unwrap().to_owned(),
                id: message["id"].as_u64(),
                answered: false,
            });
        }
    }
}

pub(super) struct World {
    pub(super) scenario: Cell<Scenario>,
    /// The scripted choices, then the choices made: the number of options and the one chosen.
    pub(super) script: Vec<usize>,
    pub(super) made: RefCell<Vec<(usize, usize)>>,
    /// Draws choices after those of the script.
    pub(super) random: Cell<u64>,
    pub(super) actors: RefCell<Vec<Actor>>,
    pub(super) wire: RefCell<Wire>,
    pub(super) handle: RefCell<Option<Arc<Handle>>>,
    /// True if an action runs in the middle of another.
    pub(super) within: Cell<bool>,
    /// Number of times that the polled future, if any, has taken the lock.
    pub(super) locks: Cell<Option<usize>>,
    pub(super) runtime: tokio::runtime::Runtime,
    /// All possible actions; the remaining ones are kept separately.
    pub(super) all: Scenario,
}

thread_local! {
    /// The world whose futures are polled on this thread.
    static CURRENT: RefCell<Weak<World>> = const { RefCell::new(Weak::new()) };
}

/// Lets another action happen before the lock is taken, as on another thread. Skips the first lock
/// in a poll, which is the same as an action before the poll.
pub(in super::super) fn before_lock() {
    if let Some(world) = CURRENT.with_borrow(Weak::upgrade)
        && let Some(locks) = world.locks.get()
    {
        world.locks.set(Some(locks + 1));
        if locks > 0 {
            world.interleave();
        }
    }
}

impl World {
    /// Makes this the world whose futures are polled on this thread.
    pub(super) fn enter(self: &Rc<Self>) {
        CURRENT.set(Rc::downgrade(self));
    }

    fn current() -> Rc<Self> {
        CURRENT.with_borrow(Weak::upgrade).unwrap()
    }

    pub(super) fn choose(&self, count: usize) -> usize {
        if count == 1 {
            return 0;
        }
        let mut made = self.made.borrow_mut();
        let choice = match self.script.get(made.len()) {
            Some(choice) => *choice,
            None if self.random.get() == 0 => 0,
            None => {
                // xorshift
                let mut state = self.random.get();
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                self.random.set(state);
                // Usually the first choice, so that runs make progress.
                match state % 3 {
                    0 => (state >> 8) as usize % count,
                    _ => 0,
                }
            }
        };
        made.push((count, choice));
        choice
    }

    /// Returns the possible actions; those that happen on their own come first.
    pub(super) fn steps(&self) -> Vec<Step> {
        let scenario = self.scenario.get();
        let wire = self.wire.borrow();
        let actors = self.actors.borrow();
        let alive = |place: &usize| !actors[*place].done && actors[*place].work.is_some();
        let mut steps: Vec<_> = (0..actors.len())
            .filter(|place| alive(place) && actors[*place].woken.0.load(Relaxed))
            .map(Step::Poll)
            .collect();
        if wire.room < PIECE && !wire.closed && !wire.deaf {
            steps.push(Step::Read);
        }
        if !wire.closed {
            let unanswered = wire.commands.iter().enumerate();
            let unanswered = unanswered
                .filter(|(_, got)| !got.answered && !scenario.is_silent(&got.name))
                .filter(|_| !scenario.mute);
            steps.extend(unanswered.map(|(place, _)| Step::Answer(place)));
            steps.extend((scenario.events > 0).then_some(Step::Emit));
            steps.extend(scenario.closes.then_some(Step::Close));
            steps.extend(scenario.deafens.then_some(Step::Deafen));
        }
        if scenario.drops > 0 {
            steps.extend((CALLERS..actors.len()).filter(alive).map(Step::Drop));
        }
        steps.extend(scenario.drains.then_some(Step::Drain));
        steps.extend((scenario.expires > 0).then_some(Step::Expire));
        steps.extend(scenario.shuts.then_some(Step::Shut));
        let by_itself = |step| matches!(step, &Step::Poll(_) | Step::Read | Step::Answer(_));
        if !steps.is_empty() && !steps.iter().any(by_itself) {
            steps.push(Step::Stop);
        }
        steps
    }

    /// Returns true if this side has ended the connection, or is about to.
    pub(super) fn left(&self) -> bool {
        (self.all.drains && !self.scenario.get().drains) || self.was_shut()
    }

    pub(super) fn was_shut(&self) -> bool {
        self.all.shuts && !self.scenario.get().shuts
    }

    pub(super) fn tasks_are_done(&self) -> bool {
        let actors = self.actors.borrow();
        let handle = self.handle.borrow();
        let is_over = |place| {
            place == WRITER
                && handle
                    .as_ref()
                    .is_some_and(|handle| handle.writer.is_over())
        };
        let mut tasks = actors.iter().take(LISTENER).enumerate();
        tasks.all(|(place, task)| task.done || is_over(place))
    }

    pub(super) fn callers_are_done(&self) -> bool {
        let actors = self.actors.borrow();
        actors.iter().skip(CALLERS).all(|caller| caller.done)
    }

    pub(super) fn perform(self: &Rc<Self>, step: Step) {
        let mut scenario = self.scenario.get();
        match step {
            Step::Proceed | Step::Stop => {}
            Step::Poll(place) => self.poll(place),
            Step::Drop(place) => {
                scenario.drops -= 1;
                let work = self.actors.borrow_mut()[place].work.take();
                drop(work);
                self.actors.borrow_mut()[place].done = true;
                let name = NAMES[place - CALLERS];
                if !self.went_out(name) {
                    self.wire.borrow_mut().unsent.push(name);
                }
            }
            Step::Answer(place) => {
                let mut wire = self.wire.borrow_mut();
                let got = &mut wire.commands[place];
                got.answered = true;
                let mut reply = serde_json::json!({"return": got.name});
                if let Some(id) = got.id {
                    reply["id"] = id.into();
                }
                wire.say(&reply);
            }
            Step::Emit => {
                scenario.events -= 1;
                let mut wire = self.wire.borrow_mut();
                wire.emitted += 1;
                let event = serde_json::json!({"event": format!("E{}", wire.emitted)});
                wire.say(&event);
            }
            Step::Read => {
                let mut wire = self.wire.borrow_mut();
                wire.room += PIECE;
                wire.writer.take().into_iter().for_each(Waker::wake);
            }
            Step::Close => {
                let mut wire = self.wire.borrow_mut();
                wire.closed = true;
                wire.reader.take().into_iter().for_each(Waker::wake);
                wire.writer.take().into_iter().for_each(Waker::wake);
            }
            Step::Deafen => {
                scenario.deafens = false;
                let mut wire = self.wire.borrow_mut();
                wire.deaf = true;
                wire.writer.take().into_iter().for_each(Waker::wake);
            }
            Step::Drain => {
                scenario.drains = false;
                if let Some(handle) = &*self.handle.borrow() {
                    handle.drain();
                }
            }
            Step::Expire => {
                scenario.expires -= 1;
                let pass = async { tokio::time::advance(SPAN).await };
                self.runtime.block_on(pass);
            }
            Step::Shut => {
                scenario.shuts = false;
                for place in [READER, WRITER, TIMEKEEPER] {
                    let task = self.actors.borrow_mut()[place].work.take();
                    drop(task);
                    self.actors.borrow_mut()[place].done = true;
                }
            }
        }
        let now = self.scenario.get();
        // Actions in its middle count too.
        self.scenario.set(Scenario {
            drops: now.drops.min(scenario.drops),
            events: now.events.min(scenario.events),
            closes: now.closes && !self.wire.borrow().closed,
            deafens: now.deafens && scenario.deafens,
            drains: now.drains && scenario.drains,
            expires: now.expires.min(scenario.expires),
            shuts: now.shuts && scenario.shuts,
            ..now
        });
    }

    /// Returns true if the writer took a command.
    fn went_out(&self, name: &str) -> bool {
        let handle = self.handle.borrow();
        let outstanding = handle.as_ref().map(|handle| handle.outstanding());
        let commands = &self.wire.borrow().commands;
        outstanding.is_some_and(|names| names.iter().any(|outstanding| outstanding == name))
            || commands.iter().any(|got| got.name == name)
    }

    pub(super) fn poll(self: &Rc<Self>, place: usize) {
        let mut actors = self.actors.borrow_mut();
        let woken = actors[place].woken.clone();
        let Some(mut work) = actors[place].work.take() else {
            return;
        };
        drop(actors);
        woken.0.store(false, Relaxed);
        let waker = Waker::from(woken);
        let _guard = self.runtime.enter();
        let outer = self.locks.replace(Some(0));
        let ready = work.as_mut().poll(&mut Context::from_waker(&waker));
        self.locks.set(outer);
        let mut actors = self.actors.borrow_mut();
        match ready {
            Poll::Ready(()) => {
                actors[place].done = true;
                drop(actors);
                drop(work);
            }
            Poll::Pending => actors[place].work = Some(work),
        }
    }

    /// Lets another action happen in the middle of a poll, as on another thread.
    fn interleave(self: &Rc<Self>) {
        if self.within.replace(true) {
            return;
        }
        let mut steps = vec![Step::Proceed];
        steps.extend(self.steps());
        // While a thread of the runtime works, time does not pass, and nothing is shut down.
        steps.retain(|step| !matches!(step, Step::Expire | Step::Shut | Step::Stop));
        let step = steps[self.choose(steps.len())];
        self.perform(step);
        self.within.set(false);
    }
}

/// A half of the stream of this thread's world.
pub(super) struct Half;

impl AsyncRead for Half {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let world = World::current();
        world.interleave();
        let mut wire = world.wire.borrow_mut();
        let count = wire.inbox.len().min(buffer.remaining()).min(PIECE);
        if count == 0 && !wire.closed {
            wire.reader = Some(context.waker().clone());
            drop(wire);
            world.interleave();
            return Poll::Pending;
        }
        let bytes: Vec<u8> = wire.inbox.drain(..count).collect();
        buffer.put_slice(&bytes);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Half {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let world = World::current();
        world.interleave();
        let mut wire = world.wire.borrow_mut();
        if wire.closed || wire.deaf {
            wire.failed.get_or_insert_with(Instant::now);
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let count = bytes.len().min(wire.room).min(PIECE);
        if count == 0 {
            wire.writer = Some(context.waker().clone());
            drop(wire);
            world.interleave();
            return Poll::Pending;
        }
        wire.room -= count;
        wire.outbox.extend(&bytes[..count]);
        wire.take_commands();
        Poll::Ready(Ok(count))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        World::current().wire.borrow_mut().shut = true;
        Poll::Ready(Ok(()))
    }
}
