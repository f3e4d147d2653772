//! The two tasks, their callers and a listener under every schedule there is, up to a bound.
//!
//! Each is a future that is polled by hand. Who is polled next, what the peer does and when, who
//! is dropped, and what happens in the middle of a read or write, are choices; a run is what a list
//! of them makes of it. All lists are tried in which at most [`deviations`] choices are other than
//! the first one at hand, which is to go on; and a thousand that are drawn, without a bound. A task
//! is polled only if its waker was called, so that a wake-up that is missing shows as a run that
//! ends too early.
//!
//! `SCHEDULE_DEVIATIONS=3` tries some hundred thousand more; a failure names its choices.
#![allow(clippy::unwrap_used, clippy::panic)]

mod world;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::super::call::{self, Request};
use super::super::events::Events;
use super::{Handle, Link};
use crate::error::Error;
use crate::protocol::request::Mode;
use crate::protocol::{Limits, RawEvent, Router};
use world::{
    Actor, CALLERS, DEADLINE, Half, LISTENER, NAMES, READER, Scenario, Step, WRITER, Woken, Work,
    World,
};

/// How often a choice may be another than the first at hand.
fn deviations() -> usize {
    let asked = std::env::var("SCHEDULE_DEVIATIONS");
    asked.ok().and_then(|text| text.parse().ok()).unwrap_or(2)
}

/// A caller's command: what came of it, if anything.
type Ends = Rc<RefCell<Vec<Option<Result<String, Error>>>>>;

async fn execute(
    handle: Arc<Handle>,
    name: &'static str,
    scenario: Scenario,
) -> Result<String, Error> {
    let deadline = scenario.expires.then_some(DEADLINE);
    let request = Request {
        command: name.into(),
        arguments: None,
        mode: Mode::InBand,
        success_response: !scenario.is_silent(name),
        deadline,
    };
    let reply = call::execute(&handle, &request, call::due(deadline)).await?;
    Ok(reply.map_or_else(String::new, |reply| reply.get().to_owned()))
}

/// Runs a scenario by a script, and gives the choices that it made.
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
        runtime,
        drains: scenario.drains,
    });
    world.wire.borrow_mut().room = if scenario.full { 0 } else { usize::MAX / 2 };
    let (handle, _greeting) = Link::open(Router::monitor(Limits::default()));
    let (reader, writer) = handle.tasks();
    let mut events = Events::<RawEvent>::listen(&handle, 64);
    let heard: Rc<RefCell<Vec<Result<String, Error>>>> = Rc::default();
    let ends: Ends = Rc::new(RefCell::new((0..scenario.callers).map(|_| None).collect()));

    let mut works: Vec<Work> = vec![
        Box::pin(reader.read(Half(world.clone()))),
        Box::pin(writer.write(Half(world.clone()))),
    ];
    let all = heard.clone();
    works.push(Box::pin(async move {
        while let Some(event) = events.next().await {
            all.borrow_mut().push(event.map(|event| event.body.name));
        }
    }));
    for (place, name) in NAMES.into_iter().take(scenario.callers).enumerate() {
        let (handle, ends) = (handle.clone(), ends.clone());
        works.push(Box::pin(async move {
            let end = execute(handle, name, scenario).await;
            ends.borrow_mut()[place] = Some(end);
        }));
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
        if steps.is_empty() {
            break;
        }
        let step = steps[world.choose(steps.len())];
        if step == Step::Stop {
            break;
        }
        world.perform(step);
    }
    check(&world, &ends.borrow(), &heard.borrow());
    finish(&world);
    world.made.take()
}

/// Nothing is left to happen: everyone got what is due.
fn check(world: &World, ends: &[Option<Result<String, Error>>], heard: &[Result<String, Error>]) {
    let wire = world.wire.borrow();
    let actors = world.actors.borrow();
    for (place, end) in ends.iter().enumerate() {
        let name = NAMES[place];
        let got = wire.commands.iter().any(|(command, ..)| command == name);
        match end {
            Some(Ok(value)) if value.is_empty() => {
                assert!(got || wire.closed, "{name} is said to have been sent");
            }
            Some(Ok(value)) => assert_eq!(*value, format!("\"{name}\""), "misrouted"),
            Some(Err(Error::Disconnected { may_have_run, .. })) => {
                assert!(
                    *may_have_run || !got,
                    "{name} arrived, and is said not to have"
                );
                let ended =
                    wire.closed || world.handle.borrow().as_ref().unwrap().ended().is_some();
                assert!(ended || !got, "{name} ended without need");
            }
            Some(Err(Error::Timeout(timeout))) => {
                assert!(
                    timeout.outstanding || !got,
                    "{name} arrived, and is not outstanding"
                );
            }
            Some(Err(error)) => panic!("{name}: {error}"),
            None => assert!(actors[CALLERS + place].done, "{name} waits for ever"),
        }
        let times = wire.commands.iter().filter(|(command, ..)| command == name);
        assert!(times.count() <= 1, "{name} was sent twice");
        assert!(
            !got || !wire.unsent.contains(&name),
            "{name} was given up, and sent"
        );
    }
    let names: Vec<_> = heard
        .iter()
        .filter_map(|event| event.as_ref().ok())
        .collect();
    let all: Vec<_> = (1..=wire.emitted)
        .map(|number| format!("E{number}"))
        .collect();
    // A client that disconnects wants to hear no more.
    let disconnected = world.drains && !world.scenario.get().drains;
    assert!(
        all.iter().zip(&names).all(|(all, name)| all == *name),
        "{names:?}"
    );
    assert!(
        disconnected || names.len() == all.len(),
        "{names:?} of {all:?}"
    );
    for error in heard.iter().filter_map(|event| event.as_ref().err()) {
        assert!(matches!(error, Error::Disconnected { .. }), "{error}");
    }
    let handle = world.handle.borrow();
    let handle = handle.as_ref().unwrap();
    assert!(
        handle.ended().is_some() || !(wire.closed || disconnected),
        "no end"
    );
    let unanswered = |name: &String| !world.scenario.get().is_silent(name);
    assert!(wire.closed || !handle.outstanding().iter().any(unanswered));
}

/// When the last handle goes, the tasks end, and with them the listener.
fn finish(world: &Rc<World>) {
    world.handle.take();
    let listener = world.actors.borrow_mut()[LISTENER].work.take();
    drop(listener);
    for place in [READER, WRITER, READER, WRITER] {
        let woken = world.actors.borrow()[place].woken.0.load(Relaxed);
        if woken {
            world.poll(place);
        }
    }
    let actors = world.actors.borrow();
    assert!(actors[READER].done && actors[WRITER].done, "a task goes on");
}

/// The next script with at most `bound` deviations, in the order of a search in depth.
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

/// Tries a scenario under all schedules within the bound, and under some drawn ones.
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
fn a_deadline_may_pass_anywhere() {
    explore(Scenario {
        callers: 2,
        expires: true,
        full: true,
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
fn all_of_it_at_once() {
    explore(Scenario {
        callers: 2,
        drops: 1,
        events: 1,
        closes: true,
        drains: true,
        expires: true,
        full: true,
        silent: true,
    });
}
