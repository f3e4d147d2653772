//! The client and the server with a damaged stream between them, in hundreds of ways.
//!
//! `PROXY_SEEDS` sets their number: 100 by default, 2,000 in `.ci/run`. A failure names its seed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::Poll;
use std::time::Duration;

use crate::support::{GREETING, LONG, Random};
use qapi_client::tokio::{Client, Execute, GuestAgent};
use qapi_client::wire::Value;
use qapi_client::{Error, Options, RawEvent, RunState, Violation};
use qapi_server::{Commands, Server};
use qapi_server::{Damage, relay};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        damage_loses_no_more_than_it_hits on Paused,
        damage_mixes_up_nothing_of_an_agents on Paused,
        a_session_may_end_at_every_byte_of_either_side on Paused,
        nesting_beyond_the_limit_ends_its_command_alone on CurrentThread,
    ]
}

impl Random {
    fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }
}

const NOISE: [&str; 4] = [
    "noise ]\" \r\n",
    "}\n",
    "{\"event\": \"BROKEN\r\n",
    "\u{fffd}\n",
];

/// A reply to no request: noise for sessions whose replies have ids.
const STRAY: &str = "{\"return\": {}, \"id\": 999}\r\n";

/// Kinds of damage in a session.
#[derive(Clone, Copy)]
struct Fate {
    noise: bool,
    loss: bool,
    cut: bool,
}

fn damages(random: &mut Random, seed: u64, noise: &[&str]) -> (Fate, Damage, Damage) {
    let most = usize::try_from(1 + random.below(40)).unwrap();
    let mut back = Damage::none().seed(seed).pieces(most);
    let there = Damage::none().seed(seed + 1).pieces(1 + most / 2);
    let fate = Fate {
        noise: random.one_in(2),
        loss: random.one_in(5),
        cut: random.one_in(3),
    };
    if fate.noise {
        back = back.noise(3, noise.iter().copied());
    }
    if fate.loss {
        let start = 200 + random.below(600);
        back = back.lose(start..start + 1 + random.below(60));
    }
    if fate.cut {
        back = back.close_at(random.below(1500));
    }
    if random.one_in(10) {
        back = back.delay(Duration::from_millis(1));
    }
    (fate, there, back)
}

async fn session(seed: u64) {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (fate, there, back) = damages(&mut random, seed, &[&NOISE[..], &[STRAY]].concat());
    let commands = Commands::new().raw("echo", |call| async move {
        let value: Value = call.arguments()?;
        call.emitter.emit_raw("ECHO", Some(&value));
        Ok(value)
    });
    let commands = commands.raw("after", |_| async { Ok(json!("after")) });
    let (ours, near) = tokio::io::duplex(256);
    let (far, theirs) = tokio::io::duplex(256);
    qapi_test_support::spawn(async move { Server::new(commands).serve_stream(theirs).await });
    qapi_test_support::spawn(relay(near, far, there, back));
    let vm = match Client::from_stream(ours, &Options::new().deadline(LONG)).await {
        Ok(vm) => vm,
        Err(error) => return assert!(fate.cut, "{error}"),
    };
    let mut events = vm.events::<RawEvent>();
    let echoes: Vec<_> = (0..12)
        .map(|i| {
            let text = r#"}"{\ü"#.repeat(i % 4);
            let value = json!({"is": i, "text": text});
            let echo = vm.execute_raw("echo", Some(value.clone()));
            let given_up = random.one_in(6);
            qapi_test_support::spawn(async move {
                if given_up {
                    drop(tokio::time::timeout(Duration::ZERO, echo.into_future()).await);
                    return false;
                }
                match echo.await {
                    Ok(reply) => assert!(reply == value || fate.loss, "{reply} for {value}"),
                    // The end, or a reply that was lost or hurt.
                    Err(error) => {
                        let hurt = error.is_timeout()
                            || error.is_protocol()
                            || error.is_decode()
                            || error.is_command_error();
                        let ended = fate.cut && error.is_disconnected();
                        assert!(ended || fate.loss && hurt, "{error}");
                        return false;
                    }
                }
                true
            })
        })
        .collect();
    let mut answered = 0;
    for echo in echoes {
        answered += i32::from(tokio::time::timeout(LONG * 3, echo).await.unwrap().unwrap());
    }
    if !fate.cut {
        recovers(|| vm.execute_raw("after", None)).await;
    }
    tokio::time::timeout(LONG * 3, vm.disconnect())
        .await
        .unwrap();
    drop(vm);
    let mut last = -1;
    let mut count = 0;
    while let Some(event) = tokio::time::timeout(LONG, events.next()).await.unwrap() {
        match event {
            Ok(event) if event.body.name == "ECHO" => {
                let data = event.body.data.map(|data| data.get().to_owned());
                let data: Value =
                    serde_json::from_str(&data.unwrap_or_default()).unwrap_or_default();
                let Some(is) = data["is"].as_i64() else {
                    assert!(fate.loss, "{data}");
                    continue;
                };
                assert!(is > last || fate.loss, "{is} after {last}");
                (last, count) = (is, count + 1);
            }
            Ok(event) => assert!(fate.loss, "{}", event.body.name),
            Err(error) => assert!(
                error.is_protocol() && (fate.noise || fate.loss || fate.cut)
                    || error.is_disconnected() && fate.cut,
                "{error}"
            ),
        }
    }
    // The event comes before the reply.
    assert!(
        count <= 12 && (count >= answered || fate.loss),
        "{count} events"
    );
}

/// Returns the number of sessions to try.
fn seeds() -> u64 {
    let asked = std::env::var("PROXY_SEEDS");
    asked.ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

/// Time stands still while there is anything to do, so that deadlines cost none.
async fn damage_loses_no_more_than_it_hits() {
    for seed in 0..seeds() {
        let played = qapi_test_support::spawn(session(seed)).await;
        assert!(played.is_ok(), "seed {seed}");
    }
}

/// Repeats a request until its reply arrives, 20 times at most: damage and its effects end.
async fn recovers(after: impl Fn() -> Execute<Value>) {
    for _ in 0..20 {
        if after().await.is_ok_and(|reply| reply == "after") {
            return;
        }
    }
    panic!("it does not recover");
}

/// A session with an agent, which has no ids: a reply that comes late, after a command was given up,
/// is told from the next one's by synchronising alone.
async fn agents_session(seed: u64) {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (fate, there, back) = damages(&mut random, seed, &NOISE);
    let commands = Commands::new()
        .raw("echo", |call| async move { call.arguments::<Value>() })
        .raw("after", |_| async { Ok(json!("after")) });
    let (ours, near) = tokio::io::duplex(256);
    let (far, theirs) = tokio::io::duplex(256);
    qapi_test_support::spawn(async move { Server::agent(commands).serve_stream(theirs).await });
    qapi_test_support::spawn(relay(near, far, there, back));
    let agent = match GuestAgent::from_stream(ours, &Options::new().deadline(LONG)).await {
        Ok(agent) => agent,
        Err(error) => return assert!(fate.cut, "{error}"),
    };
    let echoes: Vec<_> = (0..12)
        .map(|i| {
            let value = json!({"is": i, "text": r#"}"{\ü"#.repeat(i % 4)});
            let echo = agent.execute_raw("echo", Some(value.clone()));
            // In the middle of it, mostly.
            let patience = random.one_in(4).then(|| random.below(30));
            qapi_test_support::spawn(async move {
                let echo = echo.into_future();
                let reply = match patience {
                    None => echo.await,
                    Some(polls) => match polled(echo, polls).await {
                        Some(reply) => reply,
                        None => return,
                    },
                };
                match reply {
                    Ok(reply) => assert!(reply == value || fate.loss, "{reply} for {value}"),
                    Err(error) => assert!(
                        fate.loss || fate.cut && error.is_disconnected(),
                        "{value}: {error}"
                    ),
                }
            })
        })
        .collect();
    for echo in echoes {
        tokio::time::timeout(LONG * 20, echo)
            .await
            .unwrap()
            .unwrap();
    }
    if !fate.cut {
        recovers(|| agent.execute_raw("after", None)).await;
    }
    tokio::time::timeout(LONG * 3, agent.disconnect())
        .await
        .unwrap();
}

/// Returns the output of `work`, or None if it is still pending after that many more polls.
async fn polled<T>(work: impl Future<Output = T>, mut polls: u64) -> Option<T> {
    let mut work = std::pin::pin!(work);
    std::future::poll_fn(|context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        if polls == 0 {
            return Poll::Ready(None);
        }
        polls -= 1;
        // Others go on, and then it is looked at again.
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

async fn damage_mixes_up_nothing_of_an_agents() {
    for seed in 0..seeds() {
        let played = qapi_test_support::spawn(agents_session(seed)).await;
        assert!(played.is_ok(), "seed {seed}");
    }
}

/// Outcomes of the five commands of a session that is cut, and the number of commands executed.
/// An outcome's error is [`Error::may_have_run`].
async fn cut_session(there: Damage, back: Damage) -> Result<(Vec<Result<(), bool>>, usize), Error> {
    let executed = Arc::new(AtomicUsize::new(0));
    let count = executed.clone();
    let commands = Commands::new().raw("count", move |call| {
        let number = count.fetch_add(1, Relaxed);
        async move {
            call.emitter.emit_raw("COUNTED", None);
            Ok(json!(number))
        }
    });
    let (ours, near) = tokio::io::duplex(256);
    let (far, theirs) = tokio::io::duplex(256);
    let serving = async move { drop(Server::new(commands).serve_stream(theirs).await) };
    let serving = qapi_test_support::spawn(serving);
    let relaying = qapi_test_support::spawn(relay(near, far, there, back));
    let vm = Client::from_stream(ours, &Options::new().deadline(LONG)).await?;
    let mut events = vm.events::<RawEvent>();
    let mut seen = Vec::new();
    for number in 0..5 {
        seen.push(match vm.execute_raw("count", None).await {
            Ok(reply) => {
                assert_eq!(reply, number);
                let event = events.next().await.unwrap().unwrap();
                assert_eq!(event.body.name, "COUNTED");
                Ok(())
            }
            Err(error) => {
                assert!(error.is_disconnected(), "{error}");
                Err(error.may_have_run())
            }
        });
    }
    vm.disconnect().await;
    assert_eq!(vm.state(), RunState::Idle);
    drop((vm, events));
    // Nobody is left at either end.
    drop(relaying.await.unwrap());
    serving.await.unwrap();
    Ok((seen, executed.load(Relaxed)))
}

/// Answered commands were executed, and no executed command is reported as certainly not run.
async fn a_session_may_end_at_every_byte_of_either_side() {
    for back in [false, true] {
        let mut bytes = 0;
        loop {
            let mut damages = [Damage::none(), Damage::none()];
            damages[usize::from(back)] = Damage::none().close_at(bytes);
            let [there, back] = damages;
            let played = tokio::time::timeout(LONG * 3, cut_session(there, back)).await;
            match played.unwrap() {
                Err(error) => assert!(error.is_disconnected(), "at {bytes}: {error}"),
                Ok((seen, executed)) => {
                    let answered = seen.iter().filter(|end| end.is_ok()).count();
                    let perhaps = seen.iter().filter(|end| **end == Err(true)).count();
                    assert!(seen[..answered].iter().all(Result::is_ok), "{seen:?}");
                    let possible = answered..=answered + perhaps;
                    assert!(
                        possible.contains(&executed),
                        "at {bytes}: {executed}, {seen:?}"
                    );
                    if answered == seen.len() {
                        break;
                    }
                }
            }
            bytes += 1;
        }
        assert!(bytes > 150, "{bytes}");
    }
}

/// Greets, answers the negotiation, and plays `script`.
async fn client_of<F>(script: impl FnOnce(BufReader<tokio::io::DuplexStream>) -> F) -> Client
where
    F: Future<Output = ()> + Send + 'static,
{
    let (ours, theirs) = tokio::io::duplex(1 << 20);
    let mut peer = BufReader::new(theirs);
    let opening = async {
        peer.write_all(GREETING.as_bytes()).await.unwrap();
        peer.read_line(&mut String::new()).await.unwrap();
        peer.write_all(b"{\"return\": {}, \"id\": 1}\r\n")
            .await
            .unwrap();
    };
    let options = Options::new().deadline(LONG * 6);
    let (client, ()) = tokio::join!(Client::from_stream(ours, &options), opening);
    qapi_test_support::spawn(script(peer));
    client.unwrap()
}

async fn nesting_beyond_the_limit_ends_its_command_alone() {
    let vm = client_of(|mut peer| async move {
        for (id, depth) in [(2, 1_000_000), (3, 1000), (4, 3)] {
            peer.read_line(&mut String::new()).await.unwrap();
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            let reply = format!("{{\"return\": {open}{close}, \"id\": {id}}}\r\n");
            peer.write_all(reply.as_bytes()).await.unwrap();
        }
        drop(peer.read_to_end(&mut Vec::new()).await);
    })
    .await;
    let error = vm.execute_raw("deep", None).await.unwrap_err();
    let Error::Protocol { violation, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(matches!(**violation, Violation::TooDeep { .. }));
    // Within the limit of the stream, but more than is decoded.
    assert!(
        vm.execute_raw("less deep", None)
            .await
            .unwrap_err()
            .is_decode()
    );
    assert_eq!(vm.execute_raw("flat", None).await.unwrap(), json!([[[]]]));
}
