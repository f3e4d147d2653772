//! A model of the proxy's clients, of random behaviour: each reply reaches the client that asked, in
//! order, and each event everyone who listens, exactly once and in order.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use qapi_server::CommandInfo;
use qapi_server::proxy::{Entrance, Profile, Proxy, ProxyOptions};
use qapi_server::testing::TestMonitor;
use qapi_server::{Damage, relay};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::task::JoinSet;

use super::{echo, line, plain, proxy, stream, until};
use crate::support::{LONG, Random};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_hundred_clients_get_their_replies_and_all_events on Threads,
        a_client_may_leave_at_every_byte on Paused,
        the_monitor_may_leave_at_every_byte on Paused,
    ]
}

impl Random {
    /// An id of any kind, and as it comes back. Many clients have the same.
    fn id(&mut self) -> (String, String) {
        let id = match self.below(6) {
            0 => self.below(3).to_string(),
            1 => format!("\"{}\"", self.below(100)),
            2 => format!("[{},{{\"a\":null}}]", self.below(100)),
            3 => format!("{}.{}0", self.below(9), self.below(1000)),
            4 => "18446744073709551617".to_owned(),
            // As in QEMU, whose integers have no negative zero.
            _ => return ("-0".to_owned(), "0".to_owned()),
        };
        (id.clone(), id)
    }
}

/// A client, and the replies that it waits for.
struct Model {
    random: Random,
    number: u64,
    sent: u64,
    in_band: VecDeque<String>,
    out_of_band: Vec<String>,
    /// Number of the last event.
    seen: u64,
}

impl Model {
    fn new(number: u64) -> Self {
        Self {
            random: Random(number * 7919 + 1),
            number,
            sent: 0,
            in_band: VecDeque::new(),
            out_of_band: Vec::new(),
            seen: 0,
        }
    }

    /// A random command. Its reply is awaited from now on.
    fn command(&mut self) -> String {
        let (id, back) = self.random.id();
        self.sent += 1;
        let token = format!("{}/{}", self.number, self.sent);
        let value = format!("{{\"t\":\"{token}\"}}");
        let returned = format!("{{\"return\":{value},\"id\":{back}}}");
        let said = |key, name| {
            format!("{{\"{key}\": \"{name}\", \"arguments\": {value}, \"id\": {id}}}\n")
        };
        match self.random.below(8) {
            0 => {
                self.out_of_band.push(returned);
                said("exec-oob", "urgent")
            }
            1 => {
                let error = "\"error\":{\"class\":\"CommandNotFound\"";
                self.in_band.push_back(format!("{{\"id\":{back},{error}"));
                said("execute", "nothing")
            }
            _ => {
                self.in_band.push_back(returned);
                said("execute", "echo")
            }
        }
    }

    fn waits(&self) -> bool {
        !self.in_band.is_empty() || !self.out_of_band.is_empty()
    }

    /// Checks a line from the proxy.
    fn hear(&mut self, line: &str) {
        let line: String = line.split_whitespace().collect();
        if let Some((_, n)) = line.split_once("{\"n\":") {
            let n: u64 = n.split('}').next().unwrap().parse().unwrap();
            assert!(
                self.seen == 0 || n == self.seen + 1,
                "{line} behind {}",
                self.seen
            );
            self.seen = n;
            return;
        }
        if let Some(at) = self.out_of_band.iter().position(|reply| *reply == line) {
            self.out_of_band.remove(at);
            return;
        }
        let expected = self.in_band.pop_front();
        let fits = expected
            .as_ref()
            .is_some_and(|reply| line.starts_with(reply));
        assert!(
            fits,
            "client {}: {line} instead of {expected:?}",
            self.number
        );
    }
}

/// Sends batches, and reads the replies of each before the next; perhaps leaves in the middle of a
/// message, with replies on their way.
async fn speaks(entrance: Entrance, number: u64, leaves: bool) -> u64 {
    let mut model = Model::new(number);
    let mut stream = plain(&entrance).await;
    for round in 0..10 {
        let length = 1 + model.random.below(20);
        let said: String = (0..length).map(|_| model.command()).collect();
        if leaves && round == 5 {
            let half = said.get(..said.len() / 2).unwrap();
            stream.write_all(half.as_bytes()).await.unwrap();
            break;
        }
        stream.write_all(said.as_bytes()).await.unwrap();
        while model.waits() {
            model.hear(&line(&mut stream).await);
        }
    }
    model.seen
}

/// Sends as much as it can, and reads beside that.
async fn floods(entrance: Entrance, number: u64) -> u64 {
    let mut model = Model::new(number);
    let said: String = (0..200).map(|_| model.command()).collect();
    let (read, mut write) = tokio::io::split(plain(&entrance).await.into_inner());
    let writing = qapi_test_support::spawn(async move { write.write_all(said.as_bytes()).await });
    let mut lines = BufReader::new(read).lines();
    while model.waits() {
        let line = tokio::time::timeout(LONG, lines.next_line()).await;
        model.hear(&line.unwrap().unwrap().unwrap());
    }
    writing.await.unwrap().unwrap();
    model.seen
}

/// Says nothing, and reads events.
async fn listens(entrance: Entrance, number: u64) -> u64 {
    let mut model = Model::new(number);
    let mut stream = plain(&entrance).await;
    for _ in 0..50 {
        model.hear(&line(&mut stream).await);
    }
    model.seen
}

/// A monitor that also answers `urgent` out of band.
fn monitor() -> TestMonitor {
    let monitor = echo();
    monitor.on_raw_with("urgent", CommandInfo::DEFAULT.allow_oob(true), Ok);
    monitor
}

async fn a_hundred_clients_get_their_replies_and_all_events() {
    let monitor = monitor();
    let proxy = proxy(&monitor).await;
    let entrances = [
        proxy.entrance(Profile::full()).unwrap(),
        proxy.entrance(Profile::no_quit()).unwrap(),
    ];
    let done = Arc::new(AtomicBool::new(false));
    let emitting = qapi_test_support::spawn({
        let (emitter, done) = (monitor.emitter(), done.clone());
        async move {
            let mut n = 0u64;
            while !done.load(Relaxed) {
                n += 1;
                emitter.emit_raw("TICK", Some(&json!({"n": n})));
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    });
    let heard = Arc::new(AtomicU64::new(0));
    let mut clients = JoinSet::new();
    let mut deaf = Vec::new();
    for number in 0..100u64 {
        let entrance = entrances[usize::try_from(number % 2).unwrap()].clone();
        if number % 10 == 9 {
            // Has commands under way, and never reads.
            let mut stream = plain(&entrance).await;
            let said = Model::new(number).command();
            stream.write_all(said.as_bytes()).await.unwrap();
            deaf.push(stream);
            continue;
        }
        let heard = heard.clone();
        clients.spawn(async move {
            let seen = match number % 10 {
                0 | 1 => floods(entrance, number).await,
                2 | 3 => listens(entrance, number).await,
                4 | 5 => speaks(entrance, number, true).await,
                _ => speaks(entrance, number, false).await,
            };
            heard.fetch_add(u64::from(seen > 0), Relaxed);
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
    done.store(true, Relaxed);
    emitting.await.unwrap();
    assert!(heard.load(Relaxed) >= 20, "{heard:?}");
    drop(deaf);
    until(|| {
        let metrics = proxy.metrics();
        ["full", "no-quit"]
            .iter()
            .all(|profile| metrics.contains(&format!("clients{{profile=\"{profile}\"}} 0\n")))
            && metrics.contains("\nqapi_proxy_in_flight 0\n")
    })
    .await;
}

/// A session of a few commands: the replies to them, as far as they came.
async fn session(mut stream: BufReader<DuplexStream>) -> Vec<String> {
    let open = "{'execute': 'qmp_capabilities', 'arguments': {'enable': ['oob']}}";
    let commands =
        "{'execute': 'echo', 'id': 1}{'exec-oob': 'urgent', 'id': 2}{'execute': 'echo', 'id': 3}";
    // The stream may end at any time.
    drop(
        stream
            .write_all(format!("{open}{commands}").as_bytes())
            .await,
    );
    let mut lines = Vec::new();
    let mut text = String::new();
    while lines.len() < 5 {
        text.clear();
        match tokio::time::timeout(LONG, stream.read_line(&mut text))
            .await
            .unwrap()
        {
            Ok(0) | Err(_) => break,
            Ok(_) => lines.push(text.trim_end().to_owned()),
        }
    }
    // The greeting and the reply to the negotiation.
    lines.into_iter().skip(2).collect()
}

/// A client whose stream ends at any byte, in either direction, touches no other.
async fn a_client_may_leave_at_every_byte() {
    for direction in 0..2 {
        for bytes in 0u64.. {
            let monitor = monitor();
            let proxy = proxy(&monitor).await;
            let entrance = proxy.entrance(Profile::full()).unwrap();
            let mut damages = [Damage::none(), Damage::none()];
            damages[direction] = Damage::none().close_at(bytes);
            let [there, back] = damages;
            let (ours, near) = tokio::io::duplex(256);
            let far = stream(&entrance);
            let relaying = qapi_test_support::spawn(relay(near, far, there, back));
            let mut other = plain(&entrance).await;
            other
                .write_all(b"{'execute': 'echo', 'id': 'mine'}")
                .await
                .unwrap();
            let heard = session(BufReader::new(ours)).await;
            assert_eq!(line(&mut other).await, "{\"return\": {}, \"id\": \"mine\"}");
            other
                .write_all(b"{'execute': 'echo', 'id': 'late'}")
                .await
                .unwrap();
            assert_eq!(line(&mut other).await, "{\"return\": {}, \"id\": \"late\"}");
            drop(relaying.await.unwrap());
            until(|| proxy.metrics().contains("\nqapi_proxy_in_flight 0\n")).await;
            let whole = heard.iter().filter(|line| line.ends_with('}')).count();
            if whole == 3 && heard.len() == 3 {
                assert!(bytes > 100, "{bytes}");
                break;
            }
        }
    }
}

/// Each command ends once, wherever the monitor's stream ends: with its reply, with an error that says
/// whether it may have run, or with the client's connection.
async fn the_monitor_may_leave_at_every_byte() {
    for direction in 0..2 {
        for bytes in 0u64.. {
            let monitor = monitor();
            let mut damages = [Damage::none(), Damage::none()];
            damages[direction] = Damage::none().close_at(bytes);
            let [there, back] = damages;
            let (ours, near) = tokio::io::duplex(256);
            qapi_test_support::spawn(relay(near, monitor.stream(), there, back));
            let Ok(mut proxy) = Proxy::from_stream(ours, &ProxyOptions::new()).await else {
                continue;
            };
            let Ok(entrance) = proxy.entrance(Profile::full()) else {
                continue;
            };
            let heard = session(BufReader::new(stream(&entrance))).await;
            for id in 1..=3 {
                let end = format!("\"id\": {id}");
                let replies: Vec<_> = heard.iter().filter(|line| line.contains(&end)).collect();
                assert!(replies.len() <= 1, "at {bytes}: {heard:?}");
                assert!(
                    replies.iter().all(|reply| reply.contains("\"return\": {}")
                        || reply.contains("may have run")
                        || reply.contains("was not sent")
                        || reply.contains("cannot be read")),
                    "at {bytes}: {heard:?}"
                );
            }
            let returned = heard.iter().filter(|line| line.contains("\"return\": {}"));
            if returned.count() == 3 {
                assert!(bytes > 100, "{bytes}");
                break;
            }
            tokio::time::timeout(LONG, proxy.ended()).await.unwrap();
        }
    }
}
