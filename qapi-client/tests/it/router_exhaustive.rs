//! The router in every session up to a length, compared with a small model. Steps submit, send,
//! forget and answer commands in every order.
//!
//! `ROUTER_DEPTH=8` tries longer sessions; a failure prints its session.

use std::collections::{BTreeMap, VecDeque};

use qapi_client::Violation;
use qapi_client::protocol::request::Mode;
use qapi_client::protocol::{Delivery, Forgotten, Limits, Reply, Router};

use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        every_session_does_what_the_model_does,
        every_two_cuts_read_the_same,
    ]
}

/// A step of a session. Commands are identified by their position among the existing ones.
#[derive(Debug, Clone, Copy)]
enum Step {
    Submit,
    SubmitOutOfBand,
    /// Submits a command whose success has no reply.
    SubmitSilent,
    SendOne,
    SendAll,
    Forget(usize),
    /// Forgets all awaited commands.
    ForgetAll,
    Return(usize),
    Fail(usize),
    /// Repeats the reply to the command that was answered last.
    ReturnAgain,
    /// Sends a reply with an id that was never used.
    ReturnUnknown,
    /// Sends an error without an id.
    FailUnascribed,
    Event,
    Garbage,
}

/// Positions of commands to try. More would make no difference: they only stand for older and newer.
const PLACES: usize = 3;

fn steps() -> Vec<Step> {
    use Step::*;
    let mut steps = vec![
        Submit,
        SubmitOutOfBand,
        SubmitSilent,
        SendOne,
        SendAll,
        ForgetAll,
        ReturnAgain,
        ReturnUnknown,
        FailUnascribed,
        Event,
        Garbage,
    ];
    for place in 0..PLACES {
        steps.extend([Forget(place), Return(place), Fail(place)]);
    }
    steps
}

/// A command as the model sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Command {
    out_of_band: bool,
    silent: bool,
    sent: bool,
    awaited: bool,
}

/// Output of the router or of the model.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// Commands that were sent.
    Sent(Vec<u64>),
    /// Waiters of sent commands that need no reply.
    Done(Vec<u64>),
    Forgotten(Forgotten),
    AllForgotten(Vec<(u64, Forgotten)>),
    Reply {
        waiter: u64,
        of: u64,
        failed: bool,
    },
    Late,
    Event,
    Violation(&'static str),
}

#[derive(Debug, Default)]
struct Model {
    last: u64,
    commands: BTreeMap<u64, Command>,
    in_band: VecDeque<u64>,
    out_of_band: VecDeque<u64>,
    answered: Option<u64>,
}

impl Model {
    /// Returns true if the step applies; other steps would repeat another session.
    fn allows(&self, step: Step) -> bool {
        match step {
            Step::SendOne | Step::SendAll => {
                !self.in_band.is_empty() || !self.out_of_band.is_empty()
            }
            Step::Forget(place) => place < self.commands.len(),
            Step::Return(place) => self.sent(place).is_some_and(|(_, command)| !command.silent),
            Step::Fail(place) => self.sent(place).is_some(),
            Step::ReturnAgain => self.answered.is_some(),
            _ => true,
        }
    }

    fn sent(&self, place: usize) -> Option<(u64, Command)> {
        let mut sent = self.commands.iter().filter(|(_, command)| command.sent);
        sent.nth(place).map(|(id, command)| (*id, *command))
    }

    fn any(&self, place: usize) -> u64 {
        self.commands.keys().nth(place).copied().unwrap_or(u64::MAX)
    }

    fn submit(&mut self, out_of_band: bool, silent: bool) -> Vec<Seen> {
        self.last += 1;
        let command = Command {
            out_of_band,
            silent,
            sent: false,
            awaited: true,
        };
        self.commands.insert(self.last, command);
        match out_of_band {
            true => self.out_of_band.push_back(self.last),
            false => self.in_band.push_back(self.last),
        }
        Vec::new()
    }

    fn send(&mut self, most: usize) -> Vec<Seen> {
        let (mut sent, mut done) = (Vec::new(), Vec::new());
        while sent.len() < most {
            let next = self.out_of_band.pop_front();
            let Some(id) = next.or_else(|| self.in_band.pop_front()) else {
                break;
            };
            let command = self.commands.get_mut(&id).unwrap();
            command.sent = true;
            if command.silent && std::mem::take(&mut command.awaited) {
                done.push(id);
            }
            sent.push(id);
        }
        vec![Seen::Sent(sent), Seen::Done(done)]
    }

    fn forget(&mut self, id: u64) -> Forgotten {
        match self.commands.get_mut(&id) {
            None => Forgotten::Done,
            Some(command) if command.sent => {
                command.awaited = false;
                Forgotten::Outstanding
            }
            Some(_) => {
                self.commands.remove(&id);
                self.in_band.retain(|queued| *queued != id);
                self.out_of_band.retain(|queued| *queued != id);
                Forgotten::Unsent
            }
        }
    }

    fn answer(&mut self, id: u64, failed: bool) -> Vec<Seen> {
        let Some(command) = self
            .commands
            .get(&id)
            .copied()
            .filter(|command| command.sent)
        else {
            return vec![Seen::Violation("id")];
        };
        if !command.out_of_band {
            // Commands before it were executed before it.
            self.commands.retain(|other, command| {
                *other >= id || !command.sent || !command.silent || command.out_of_band
            });
        }
        self.commands.remove(&id);
        self.answered = Some(id);
        vec![match command.awaited {
            true => Seen::Reply {
                waiter: id,
                of: id,
                failed,
            },
            false => Seen::Late,
        }]
    }

    fn step(&mut self, step: Step) -> Vec<Seen> {
        match step {
            Step::Submit => self.submit(false, false),
            Step::SubmitOutOfBand => self.submit(true, false),
            Step::SubmitSilent => self.submit(false, true),
            Step::SendOne => self.send(1),
            Step::SendAll => self.send(usize::MAX),
            Step::Forget(place) => {
                let id = self.any(place);
                vec![Seen::Forgotten(self.forget(id))]
            }
            Step::ForgetAll => {
                let awaited = self.commands.iter().filter(|(_, command)| command.awaited);
                let ids: Vec<u64> = awaited.map(|(id, _)| *id).collect();
                let found = ids.into_iter().map(|id| (id, self.forget(id)));
                vec![Seen::AllForgotten(found.collect())]
            }
            Step::Return(place) | Step::Fail(place) => {
                let id = self.sent(place).map_or(u64::MAX, |(id, _)| id);
                self.answer(id, matches!(step, Step::Fail(_)))
            }
            Step::ReturnAgain => self.answer(self.answered.unwrap_or(u64::MAX), false),
            Step::ReturnUnknown => vec![Seen::Violation("id")],
            Step::FailUnascribed => match (self.sent(0), self.sent(1)) {
                (Some((id, _)), None) => self.answer(id, true),
                _ => vec![Seen::Violation("unascribed")],
            },
            Step::Event => vec![Seen::Event],
            Step::Garbage => vec![Seen::Violation("garbage")],
        }
    }
}

fn returned(id: u64) -> String {
    format!("{{\"return\": {id}, \"id\": {id}}}\n")
}

/// Returns the router's output for the step, which `model` is about to take too.
fn step(router: &mut Router<u64>, model: &Model, step: Step) -> Vec<Seen> {
    let sent = |place| model.sent(place).map_or(u64::MAX, |(id, _)| id);
    let text = match step {
        Step::Submit => return submit(router, model, Mode::InBand, true),
        Step::SubmitOutOfBand => return submit(router, model, Mode::OutOfBand, true),
        Step::SubmitSilent => return submit(router, model, Mode::InBand, false),
        Step::SendOne => return send(router, 1),
        Step::SendAll => return send(router, usize::MAX),
        Step::Forget(place) => return vec![Seen::Forgotten(router.forget(model.any(place)))],
        Step::ForgetAll => return vec![Seen::AllForgotten(router.forget_due(|_| true))],
        Step::Return(place) => returned(sent(place)),
        Step::Fail(place) => format!(
            "{{\"error\": {{\"class\": \"C\", \"desc\": \"{0}\"}}, \"id\": {0}}}\n",
            sent(place)
        ),
        Step::ReturnAgain => returned(model.answered.unwrap_or(u64::MAX)),
        Step::ReturnUnknown => returned(u64::MAX),
        // Its command can be determined only if there is exactly one.
        Step::FailUnascribed => format!(
            "{{\"error\": {{\"class\": \"C\", \"desc\": \"{}\"}}}}\n",
            sent(0)
        ),
        Step::Event => "{\"event\": \"E\"}\n".to_owned(),
        Step::Garbage => "garbage\n".to_owned(),
    };
    router.receive(text.as_bytes());
    std::iter::from_fn(|| router.deliver()).map(seen).collect()
}

fn submit(router: &mut Router<u64>, model: &Model, mode: Mode, answered: bool) -> Vec<Seen> {
    let id = router.submit("c", None, mode, answered, model.last + 1);
    assert_eq!(id, model.last + 1);
    Vec::new()
}

fn send(router: &mut Router<u64>, size: usize) -> Vec<Seen> {
    let mut out = Vec::new();
    router.transmit(&mut out, size);
    let lines = out
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    let ids = lines.map(|line| {
        let message: serde_json::Value = serde_json::from_slice(line).unwrap();
        message["id"].as_u64().unwrap()
    });
    vec![Seen::Sent(ids.collect()), Seen::Done(router.take_sent())]
}

fn seen(delivery: Delivery<u64>) -> Seen {
    match delivery {
        Delivery::Reply { waiter, reply } => match reply {
            Reply::Return(value) => Seen::Reply {
                waiter,
                of: value.get().parse().unwrap(),
                failed: false,
            },
            Reply::Error { desc, .. } => Seen::Reply {
                waiter,
                of: desc.parse().unwrap(),
                failed: true,
            },
            other => panic!("{other:?}"),
        },
        Delivery::Late { .. } => Seen::Late,
        Delivery::Event(_) => Seen::Event,
        Delivery::Violation(violation) => Seen::Violation(match violation {
            Violation::UnknownId { .. } => "id",
            Violation::UnascribedError { .. } => "unascribed",
            Violation::Garbage { .. } => "garbage",
            other => panic!("{other}"),
        }),
        other => panic!("{other:?}"),
    }
}

/// Plays the session on a router and a model, and returns the final model.
fn play(session: &[Step]) -> Model {
    let mut router = Router::monitor(Limits::default());
    let mut model = Model::default();
    for now in session {
        let seen = step(&mut router, &model, *now);
        let expected = model.step(*now);
        assert_eq!(seen, expected, "at {now:?} of {session:?}");
        let sent = model.commands.values().filter(|command| command.sent);
        assert_eq!(router.outstanding().count(), sent.count(), "{session:?}");
        let queued = !model.in_band.is_empty() || !model.out_of_band.is_empty();
        assert_eq!(router.wants_transmit(), queued, "{session:?}");
        let awaited = model.commands.iter().filter(|(_, command)| command.awaited);
        assert!(
            router.waiters().eq(awaited.map(|(id, _)| id)),
            "{session:?}"
        );
        let idle = model.commands.values().all(|command| !command.awaited) && !queued;
        assert_eq!(router.is_idle(), idle, "{session:?}");
    }
    // At every end, each waiter learns whether its command was sent.
    let ended: Vec<_> = router
        .close()
        .into_iter()
        .map(|(w, _, sent)| (w, sent))
        .collect();
    let waiting = model.commands.iter().filter(|(_, command)| command.awaited);
    let waiting: Vec<_> = waiting.map(|(id, command)| (*id, command.sent)).collect();
    assert_eq!(ended, waiting, "at the end of {session:?}");
    assert!(router.close().is_empty() && !router.wants_transmit());
    model
}

/// Plays all sessions with this beginning.
fn explore(session: &mut Vec<Step>, steps: &[Step], depth: usize, count: &mut u64) {
    let model = play(session);
    *count += 1;
    if session.len() == depth {
        return;
    }
    for step in steps {
        if model.allows(*step) {
            session.push(*step);
            explore(session, steps, depth, count);
            session.pop();
        }
    }
}

fn every_session_does_what_the_model_does() {
    let depth = std::env::var("ROUTER_DEPTH")
        .ok()
        .and_then(|text| text.parse().ok());
    let mut count = 0;
    explore(&mut Vec::new(), &steps(), depth.unwrap_or(5), &mut count);
    assert!(count > 10_000, "{count}");
}

/// Tests every way to split a series of messages into three reads.
fn every_two_cuts_read_the_same() {
    let text = "{\"event\": \"A\", \"data\": {\"x\": \"}\\\"{\\\\\"}}\r\n\
        {\n  \"return\": [\n    {}\n  ],\n  \"id\": 1\n}\n\
        noise\r\n{\"error\": {\"class\": \"C\", \"desc\": \"\u{fc}\"}, \"id\": 2}\
        {\"event\": \"B\"}\r\n{\"return\": 3, \"id\": 3}\r\n"
        .as_bytes();
    let play = |pieces: [&[u8]; 3]| {
        let mut router = Router::monitor(Limits::default());
        for waiter in 1..4_u64 {
            router.submit("c", None, Mode::InBand, true, waiter);
        }
        router.transmit(&mut Vec::new(), usize::MAX);
        let mut seen = Vec::new();
        for piece in pieces {
            router.receive(piece);
            seen.extend(std::iter::from_fn(|| router.deliver()).map(|got| format!("{got:?}")));
        }
        seen
    };
    let whole = play([text, b"", b""]);
    assert_eq!(whole.len(), 6, "{whole:?}");
    for second in 0..=text.len() {
        let (before, last) = text.split_at(second);
        for first in 0..=second {
            let (start, middle) = before.split_at(first);
            assert_eq!(
                play([start, middle, last]),
                whole,
                "cut at {first} and {second}"
            );
        }
    }
}
