//! Runs the three tasks, their callers and a listener under every schedule, up to a bound.
//!
//! Each is a future that the test polls by hand. Choices decide the next future to poll, the peer's
//! actions, dropped futures, and interruptions of a poll at each read, write and lock. A list of
//! choices determines a run. The first choice is always to go on. The test tries all lists with at
//! most [`deviations`] other choices, and a thousand random lists without a bound. A task is polled
//! only if its waker was called: a missing wake-up shows as a run that ends too early.
//!
//! `SCHEDULE_DEVIATIONS` sets that number: 1 by default, 2 in `.ci/run`; 3 tries some hundred thousand
//! more. A failure prints its choices.
#![allow(clippy::unwrap_used, clippy::panic)]

mod world;

pub(super) use world::before_lock;

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};

use tokio::sync::{oneshot, watch};
use tokio::time::Instant;

use super::super::call;
use super::super::events::Events;
use super::super::time;
use super::tasks::LAST_WORDS;
use super::{Handle, Link};
use crate::RunState;
use crate::error::{Disconnect, Error};
use crate::execute::Request;
use crate::hub::{Handshake, Submission};
use crate::options::Options;
use crate::protocol::request::Mode;
use crate::protocol::{Limits, RawEvent, Router};
use world::{
    Actor, CALLERS, DEADLINES, Half, LISTENER, NAMES, READER, Scenario, Step, TIMEKEEPER, WRITER,
    Woken, Work, World,
};

/// Returns the maximum number of choices other than the first.
fn deviations() -> usize {
    let asked = std::env::var("SCHEDULE_DEVIATIONS");
    asked.ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// A caller's command.
#[derive(Default)]
struct Call {
    /// True if it was submitted after this side had left.
    late: bool,
    due: Option<Instant>,
    /// The outcome, if any, and its time.
    end: Option<(Result<String, Error>, Instant)>,
}

type Calls = Rc<RefCell<Vec<Call>>>;

async fn execute(handle: Arc<Handle>, place: usize, world: Rc<World>, calls: Calls) {
    let scenario = world.all;
    let deadline = (scenario.expires > 0).then_some(DEADLINES[place]);
    let mut request = Request {
        command: NAMES[place].into(),
        arguments: None,
        mode: Mode::InBand,
        success_response: !scenario.is_silent(NAMES[place]),
        deadline,
        fds: Vec::new(),
    };
    let due = time::due(deadline);
    calls.borrow_mut()[place].due = due;
    calls.borrow_mut()[place].late = world.left();
    let reply = call::execute(&handle, &mut request, due).await;
    let reply = reply.map(|reply| reply.map_or_else(String::new, |reply| reply.get().to_owned()));
    calls.borrow_mut()[place].end = Some((reply, Instant::now()));
}

/// Runs a scenario by a script, and returns the choices that it made.
fn run(scenario: Scenario, script: Vec<usize>, random: u64) -> Vec<(usize, usize)> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    let world = Rc::new(World {
        scenario: Cell::new(scenario),
        script,
        made: RefCell::default(),
        random: Cell::new(random),
        actors: RefCell::default(),
        wire: RefCell::default(),
        handle: RefCell::default(),
        within: Cell::new(false),
        locks: Cell::new(None),
        runtime,
        all: scenario,
    });
    world.enter();
    world.wire.borrow_mut().room = if scenario.full { 0 } else { usize::MAX / 2 };
    let router = match scenario.agent {
        true => Router::agent(Limits::default()),
        false => Router::monitor(Limits::default()),
    };
    let (handle, handshake) = Link::open(router, false);
    let states = handle.states();
    let [reader, writer, timekeeper] = handle.tasks();
    let entered = world.runtime.enter();
    let writing = handle.link.clone().drive(writer.write(Half, None));
    drop(entered);
    let mut events = Events::<RawEvent>::listen(&handle, &Options::new().event_capacity(64));
    let heard: Rc<RefCell<Vec<Result<String, Error>>>> = Rc::default();
    let calls = (0..scenario.callers).map(|_| Call::default());
    let calls: Calls = Rc::new(RefCell::new(calls.collect()));

    let mut works: Vec<Work> = vec![
        Box::pin(reader.read(Half)),
        Box::pin(writing),
        Box::pin(timekeeper.keep_time()),
    ];
    let all = heard.clone();
    works.push(Box::pin(async move {
        while let Some(event) = events.next().await {
            all.borrow_mut().push(event.map(|event| event.body.name));
        }
    }));
    for place in 0..scenario.callers {
        let call = execute(handle.clone(), place, world.clone(), calls.clone());
        works.push(Box::pin(call));
    }
    *world.actors.borrow_mut() = works
        .into_iter()
        .map(|work| Actor {
            work: Some(work),
            woken: Arc::new(Woken(AtomicBool::new(true))),
            done: false,
        })
        .collect();
    *world.handle.borrow_mut() = Some(handle);

    loop {
        let steps = world.steps();
        if !steps.iter().any(|step| matches!(step, Step::Poll(_))) {
            check_deadlines(&world, &calls.borrow());
        }
        if steps.is_empty() {
            break;
        }
        let step = steps[world.choose(steps.len())];
        if step == Step::Stop {
            break;
        }
        world.perform(step);
        let idle = *states.borrow() == RunState::Idle;
        assert!(!idle || world.tasks_are_done(), "idle, and a task goes on");
    }
    check(&world, &calls.borrow(), &heard.borrow());
    finish(&world, &states, handshake);
    world.made.take()
}

/// Every task did all it could: nothing lasts longer than it should.
fn check_deadlines(world: &World, calls: &[Call]) {
    let _guard = world.runtime.enter();
    let now = Instant::now();
    for (place, call) in calls.iter().enumerate() {
        let passed = call.due.is_some_and(|due| due <= now);
        let done = world.actors.borrow()[CALLERS + place].done;
        assert!(done || !passed, "{} waits after its deadline", NAMES[place]);
    }
    let failed = world.wire.borrow().failed;
    let over = failed.is_some_and(|failed| failed + LAST_WORDS <= now);
    let ended = world.handle.borrow().as_ref().unwrap().ended().is_some();
    assert!(ended || !over, "what cannot be written to does not end");
}

/// Nothing remains to happen: every caller and listener got its results.
fn check(world: &World, calls: &[Call], heard: &[Result<String, Error>]) {
    for (place, call) in calls.iter().enumerate() {
        check_call(world, place, call);
    }
    let wire = world.wire.borrow();
    let names: Vec<_> = heard
        .iter()
        .filter_map(|event| event.as_ref().ok())
        .collect();
    let all: Vec<_> = (1..=wire.emitted)
        .map(|number| format!("E{number}"))
        .collect();
    // A client that left, or that the peer no longer reads, hears nothing after some point.
    let left = world.left();
    let hears_all = !left && !wire.deaf;
    assert!(
        all.iter().zip(&names).all(|(all, name)| all == *name),
        "{names:?}"
    );
    assert!(
        !hears_all || names.len() == all.len(),
        "{names:?} of {all:?}"
    );
    for error in heard.iter().filter_map(|event| event.as_ref().err()) {
        assert!(matches!(error, Error::Disconnected { .. }), "{error}");
    }
    let handle = world.handle.borrow();
    let handle = handle.as_ref().unwrap();
    let is_due = wire.closed || left && world.callers_are_done();
    let ended = handle.ended().is_some();
    assert!(ended || !is_due, "no end");
    let listens = !world.actors.borrow()[LISTENER].done;
    assert!(!ended || !listens, "the listener waits for ever");
    let scenario = world.scenario.get();
    let unanswered = |name: &String| !scenario.is_silent(name) && !scenario.mute;
    assert!(wire.closed || !hears_all || !handle.outstanding().iter().any(unanswered));
}

/// A caller got its own reply, or the reason for its absence, and not too early.
fn check_call(world: &World, place: usize, call: &Call) {
    let name = NAMES[place];
    let wire = world.wire.borrow();
    let times = wire.commands.iter().filter(|got| got.name == name).count();
    let got = times > 0;
    assert!(times <= 1, "{name} was sent twice");
    assert!(!got || !call.late, "{name} was sent after the end");
    assert!(
        !got || !wire.unsent.contains(&name),
        "{name} was given up, and sent"
    );
    let Some((end, at)) = &call.end else {
        let may_wait = world.all.mute || wire.deaf;
        let done = world.actors.borrow()[CALLERS + place].done;
        assert!(done || may_wait, "{name} waits for ever");
        return;
    };
    match end {
        Ok(value) if value.is_empty() => {
            assert!(got || wire.closed, "{name} is said to have been sent");
        }
        Ok(value) => assert_eq!(*value, format!("\"{name}\""), "misrouted"),
        Err(Error::Disconnected {
            may_have_run,
            cause,
            ..
        }) => {
            let requested = matches!(cause, Disconnect::Requested);
            assert!(world.left() || !requested, "{name} ended by nobody");
            assert!(
                *may_have_run || !got,
                "{name} arrived, and is said not to have"
            );
            let lost = wire.closed || wire.deaf || world.was_shut();
            assert!(lost || !got, "{name} arrived, and was not waited for");
        }
        Err(Error::Timeout(timeout)) => {
            assert!(
                timeout.outstanding || !got,
                "{name} arrived, and is not outstanding"
            );
            assert!(call.due.is_some_and(|due| due <= *at), "{name} ended early");
        }
        Err(error) => panic!("{name}: {error}"),
    }
}

/// After the last handle and all waiting callers are dropped, the tasks end and report it.
fn finish(
    world: &Rc<World>,
    states: &watch::Receiver<RunState>,
    mut handshake: oneshot::Receiver<Handshake>,
) {
    world.handle.take();
    let waiting = world.actors.borrow_mut().split_off(LISTENER);
    drop(waiting);
    for place in [READER, WRITER, TIMEKEEPER, READER, WRITER] {
        let woken = world.actors.borrow()[place].woken.0.load(Relaxed);
        if woken {
            world.poll(place);
        }
    }
    assert!(world.tasks_are_done(), "a task goes on");
    assert_eq!(*states.borrow(), RunState::Idle);
    let told = handshake.try_recv();
    assert!(matches!(told, Ok(Handshake::Ended(_))), "{told:?}");
    let wire = world.wire.borrow();
    let lost = wire.closed || wire.deaf || world.was_shut();
    assert!(wire.shut || lost, "the stream is left open");
}

/// Returns the next script with at most `bound` deviations, in depth-first order.
fn next_script(made: &[(usize, usize)], bound: usize) -> Option<Vec<usize>> {
    for at in (0..made.len()).rev() {
        let (count, choice) = made[at];
        let before = made[..at].iter().filter(|(_, choice)| *choice > 0).count();
        if choice + 1 < count && before < bound {
            let mut script: Vec<usize> = made[..at].iter().map(|(_, choice)| *choice).collect();
            script.push(choice + 1);
            return Some(script);
        }
    }
    None
}

/// Tries a scenario under all schedules within the bound, and under some random ones.
fn explore(scenario: Scenario) {
    let attempt = |script: Vec<usize>, random: u64| {
        let shown = script.clone();
        let run = std::panic::AssertUnwindSafe(|| run(scenario, script, random));
        std::panic::catch_unwind(run).unwrap_or_else(|cause| {
            eprintln!("{scenario:?} by {shown:?}, seed {random}");
            std::panic::resume_unwind(cause)
        })
    };
    let (mut script, mut runs) = (Some(Vec::new()), 0);
    while let Some(next) = script {
        script = next_script(&attempt(next, 0), deviations());
        runs += 1;
    }
    for seed in 1..=1000 {
        attempt(Vec::new(), 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
    }
    println!("{scenario:?}: {runs} schedules");
    assert!(runs > 100, "{runs}");
}

#[test]
fn replies_find_two_callers_among_events() {
    explore(Scenario {
        callers: 2,
        events: 2,
        ..Scenario::default()
    });
}

#[test]
fn a_caller_may_be_dropped_anywhere() {
    explore(Scenario {
        callers: 2,
        drops: 1,
        full: true,
        ..Scenario::default()
    });
}

#[test]
fn the_peer_may_close_anywhere() {
    explore(Scenario {
        callers: 2,
        events: 1,
        closes: true,
        full: true,
        ..Scenario::default()
    });
}

#[test]
fn the_peer_may_stop_reading_anywhere() {
    explore(Scenario {
        callers: 2,
        events: 1,
        deafens: true,
        expires: 2,
        full: true,
        ..Scenario::default()
    });
}

#[test]
fn a_deadline_may_pass_anywhere() {
    explore(Scenario {
        callers: 2,
        expires: 2,
        full: true,
        ..Scenario::default()
    });
}

#[test]
fn deadlines_pass_where_nobody_answers() {
    explore(Scenario {
        callers: 3,
        drops: 1,
        drains: true,
        expires: 3,
        mute: true,
        ..Scenario::default()
    });
}

#[test]
fn a_deadline_holds_for_what_cannot_be_written() {
    explore(Scenario {
        callers: 2,
        drains: true,
        expires: 2,
        mute: true,
        full: true,
        silent: true,
        ..Scenario::default()
    });
}

#[test]
fn the_client_may_disconnect_anywhere() {
    explore(Scenario {
        callers: 2,
        drops: 1,
        drains: true,
        full: true,
        ..Scenario::default()
    });
}

#[test]
fn a_command_without_a_reply_goes_out_as_a_whole() {
    explore(Scenario {
        callers: 2,
        drops: 1,
        closes: true,
        drains: true,
        full: true,
        silent: true,
        ..Scenario::default()
    });
}

#[test]
fn an_agent_gets_one_command_at_a_time() {
    explore(Scenario {
        callers: 3,
        closes: true,
        drains: true,
        full: true,
        agent: true,
        ..Scenario::default()
    });
}

#[test]
fn the_runtime_may_shut_down_anywhere() {
    explore(Scenario {
        callers: 2,
        drops: 1,
        events: 1,
        full: true,
        silent: true,
        shuts: true,
        ..Scenario::default()
    });
}

#[test]
fn all_of_it_at_once() {
    explore(Scenario {
        callers: 2,
        drops: 1,
        events: 1,
        closes: true,
        drains: true,
        expires: 2,
        full: true,
        silent: true,
        ..Scenario::default()
    });
}

/// A caller's thread may continue as soon as it is woken.
#[test]
fn whoever_gets_a_reply_finds_the_events_before_it() {
    struct Looks(Mutex<Events<RawEvent>>, Mutex<Vec<String>>);

    impl Wake for Looks {
        fn wake(self: Arc<Self>) {
            let mut events = self.0.lock().unwrap();
            let found = std::iter::from_fn(|| events.try_next());
            let names = found.map(|event| event.unwrap().body.name);
            self.1.lock().unwrap().extend(names);
        }
    }

    let (handle, _handshake) = Link::open(Router::monitor(Limits::default()), false);
    let submission = Submission {
        command: "c",
        arguments: None,
        mode: Mode::InBand,
        success_response: true,
    };
    let (_, mut receiver) = handle.submit(&submission, Vec::new(), None).unwrap();
    let looks = Looks(
        Mutex::new(Events::listen(&handle, &Options::new().event_capacity(64))),
        Mutex::default(),
    );
    let looks = Arc::new(looks);
    let waker = Waker::from(looks.clone());
    let mut context = Context::from_waker(&waker);
    assert!(Pin::new(&mut receiver).poll(&mut context).is_pending());

    let mut core = handle.core();
    core.hub.router.transmit(&mut Vec::new(), 1);
    core.hub
        .receive(br#"{"event": "A"} {"return": 1, "id": 1} {"event": "B"}"#);
    assert_eq!(*looks.1.lock().unwrap(), ["A"]);
}
