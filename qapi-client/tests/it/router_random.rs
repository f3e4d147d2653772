//! The router in random sessions: messages are sent, answered, split, damaged and forgotten, and
//! every reply reaches its own command or is dropped.
//!
//! `ROUTER_SEEDS` sets the number of sessions: 1,000 by default, 3,000 in `.ci/run`. A failure prints its seed.

use std::collections::BTreeSet;

use qapi_client::protocol::request::Mode;
use qapi_client::protocol::{Delivery, Forgotten, Limits, Reply, Router};

use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![random_sessions_lose_nothing_and_mix_up_nothing,]
}

/// A small random number generator, the same on every system.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % bound as u64).unwrap()
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }
}

/// A monitor that has read some commands and answers them in some order, with noise in between.
#[derive(Default)]
struct Monitor {
    to_answer: Vec<u64>,
    wire: Vec<u8>,
    events: u64,
}

impl Monitor {
    fn read(&mut self, bytes: &[u8]) {
        for line in bytes
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
        {
            let message: serde_json::Value = serde_json::from_slice(line).unwrap();
            self.to_answer.push(message["id"].as_u64().unwrap());
        }
    }

    fn talk(&mut self, random: &mut Random) {
        match random.below(10) {
            0..=4 if !self.to_answer.is_empty() => {
                let id = self
                    .to_answer
                    .swap_remove(random.below(self.to_answer.len()));
                let filler = r#"\"}{\\"#.repeat(random.below(4));
                let text = match random.below(3) {
                    0 => format!(
                        "{{\"return\": {{\"is\": {id}, \"x\": \"{filler}\"}}, \"id\": {id}}}\r\n"
                    ),
                    1 => format!(
                        "{{\n  \"return\": {{\n    \"is\": {id}\n  }},\n  \"id\": {id}\n}}\n"
                    ),
                    _ => format!(
                        "{{\"id\": {id}, \"error\": {{\"class\": \"C\", \"desc\": \"{id}\"}}}}\r\n"
                    ),
                };
                self.wire.extend_from_slice(text.as_bytes());
            }
            5 => {
                self.events += 1;
                let text = format!("{{\"event\": \"E{}\", \"data\": {{}}}}\r\n", self.events);
                self.wire.extend_from_slice(text.as_bytes());
            }
            6 => self.wire.extend_from_slice(b"noise ]\" \r\n"),
            7 => self
                .wire
                .extend_from_slice(b"{\"return\": 1, \"id\": 999999}\r\n"),
            8 => self.wire.extend_from_slice(b"{\"event\": \"broken\r\n"),
            _ => {}
        }
    }
}

fn session(seed: u64) {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut router: Router<u64> = Router::monitor(Limits::default());
    if random.one_in(2) {
        router.grant_oob();
    }
    let mut monitor = Monitor::default();
    let (mut live, mut forgotten, mut answered) = (BTreeSet::new(), BTreeSet::new(), 0_u64);
    let (mut next, mut events) = (1, 0);
    for _ in 0..random.below(200) {
        match random.below(4) {
            0 => {
                let mode = if random.one_in(5) {
                    Mode::OutOfBand
                } else {
                    Mode::InBand
                };
                let id = router.submit("c", None, mode, true, next);
                assert_eq!(id, next);
                live.insert(id);
                next += 1;
            }
            1 => {
                let mut out = Vec::new();
                router.transmit(&mut out, random.below(200));
                monitor.read(&out);
            }
            2 if random.one_in(4) && !live.is_empty() => {
                let id = *live.iter().nth(random.below(live.len())).unwrap();
                live.remove(&id);
                if router.forget(id) == Forgotten::Outstanding {
                    forgotten.insert(id);
                }
            }
            _ => monitor.talk(&mut random),
        }
        let cut = random.below(monitor.wire.len() + 1);
        let arrived: Vec<u8> = monitor.wire.drain(..cut).collect();
        router.receive(&arrived);
        drain(
            &mut router,
            &mut live,
            &mut forgotten,
            &mut answered,
            &mut events,
        );
    }
    router.receive(&std::mem::take(&mut monitor.wire));
    drain(
        &mut router,
        &mut live,
        &mut forgotten,
        &mut answered,
        &mut events,
    );
    assert_eq!(events, monitor.events, "an event was lost or doubled");
    // The unanswered commands are exactly the remaining ones: nothing was lost or invented.
    let unsent: BTreeSet<u64> = live
        .iter()
        .copied()
        .filter(|id| router.forget(*id) == Forgotten::Unsent)
        .collect();
    let left: BTreeSet<u64> = monitor.to_answer.iter().copied().collect();
    let waiting: BTreeSet<u64> = live.difference(&unsent).copied().collect();
    assert!(waiting.is_subset(&left), "{waiting:?} wait in vain");
    assert_eq!(router.outstanding().count(), left.len());
    assert!(router.close().is_empty());
}

fn drain(
    router: &mut Router<u64>,
    live: &mut BTreeSet<u64>,
    forgotten: &mut BTreeSet<u64>,
    answered: &mut u64,
    events: &mut u64,
) {
    while let Some(delivery) = router.deliver() {
        match delivery {
            Delivery::Reply { waiter, reply } => {
                assert!(live.remove(&waiter), "{waiter} is answered twice");
                *answered += 1;
                let text = match reply {
                    Reply::Return(value) => {
                        let value: serde_json::Value = serde_json::from_str(value.get()).unwrap();
                        value["is"].to_string()
                    }
                    Reply::Error { desc, .. } => desc,
                    other => panic!("{other:?}"),
                };
                assert_eq!(text, waiter.to_string(), "a reply went astray");
            }
            Delivery::Late { .. } => assert!(!forgotten.is_empty()),
            Delivery::Event(event) => {
                *events += 1;
                assert_eq!(event.body.name, format!("E{events}"));
            }
            Delivery::Violation(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

fn random_sessions_lose_nothing_and_mix_up_nothing() {
    let seeds = std::env::var("ROUTER_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok());
    for seed in 0..seeds.unwrap_or(1000) {
        if std::panic::catch_unwind(|| session(seed)).is_err() {
            panic!("seed {seed}");
        }
    }
}
