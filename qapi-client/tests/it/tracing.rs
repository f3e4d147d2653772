//! Events for the crate `tracing`: names at debug level, payloads at trace level, never a secret.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use qapi_client::tokio::Client;
use qapi_client::{Options, blocking};
use qapi_server::{Commands, Server};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

use crate::support::Peer;
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    // Before any thread comes to a span. With the listener of one thread alone, `tracing` asks only the
    // thread that comes first, and switches the span off for all if that one has no listener.
    let elsewhere = Listener {
        enabled: false,
        ..Listener::new(Level::ERROR)
    };
    tracing::subscriber::set_global_default(elsewhere).expect("there is no other");
    trials![
        names_are_told_and_payloads_only_at_trace_level on CurrentThread,
        a_span_has_the_outcome_of_its_command on CurrentThread,
        the_blocking_client_has_the_same_spans,
        every_target_is_documented on CurrentThread,
    ]
}

/// Keeps all events up to a level, one per line.
struct Listener {
    enabled: bool,
    level: Level,
    lines: Arc<Mutex<String>>,
    targets: Arc<Mutex<BTreeSet<String>>>,
}

impl Listener {
    /// A listener up to that level.
    fn new(level: Level) -> Self {
        Self {
            enabled: true,
            level,
            lines: Arc::default(),
            targets: Arc::default(),
        }
    }
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Listener {
    /// Never caches the answer: it would also apply to the other tests' threads.
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let ours = self.enabled
            && metadata.target().starts_with("qapi_client")
            && metadata.level() <= &self.level;
        if ours {
            self.targets
                .lock()
                .unwrap()
                .insert(metadata.target().to_owned());
        }
        ours
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut lines = self.lines.lock().unwrap();
        lines.push_str(span.metadata().name());
        span.record(&mut Line(&mut lines));
        lines.push('\n');
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, record: &Record<'_>) {
        let mut lines = self.lines.lock().unwrap();
        lines.push_str("span");
        record.record(&mut Line(&mut lines));
        lines.push('\n');
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut lines = self.lines.lock().unwrap();
        write!(lines, "{}", event.metadata().level()).unwrap();
        event.record(&mut Line(&mut lines));
        lines.push('\n');
    }

    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Returns the events of a session up to that level.
async fn told(level: Level) -> String {
    let listener = Listener::new(level);
    let lines = listener.lines.clone();
    let _listening = tracing::subscriber::set_default(listener);
    session().await;
    let lines = lines.lock().unwrap();
    lines.clone()
}

/// A session with a secret, an event, an error and a timeout.
async fn session() {
    let commands = Commands::new()
        .raw("object-add", |_| async { Ok(json!({})) })
        .raw("stuck", |_| std::future::pending());
    let server = Server::new(commands);
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let emitter = server.emitter();
    qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    let vm = Client::from_stream(ours, &Options::new()).await.unwrap();
    let secret = json!({"qom-type": "secret", "id": "s0", "data": "hunter2"});
    vm.execute_raw("object-add", Some(secret)).await.unwrap();
    emitter.emit_raw("VNC_CONNECTED", Some(&json!({"password": "hunter2"})));
    drop(vm.execute_raw("nothing", None).await);
    let short = std::time::Duration::from_millis(1);
    let stuck = vm.execute_raw("stuck", None).deadline(short).await;
    assert!(stuck.unwrap_err().is_timeout());
    let mut forgotten = Box::pin(vm.execute_raw("stuck", None).into_future());
    let polled = std::future::poll_fn(|context| {
        std::task::Poll::Ready(forgotten.as_mut().poll(context).is_pending())
    });
    assert!(polled.await);
}

async fn names_are_told_and_payloads_only_at_trace_level() {
    // Registers the places that trace: one that another test registers at the same moment may miss
    // this listener, but not the next.
    drop(told(Level::TRACE).await);
    let debug = told(Level::DEBUG).await;
    for line in [
        "execute command=\"object-add\"",
        "DEBUG message=sent command=\"object-add\" id=2",
        "DEBUG message=answered command=\"object-add\" id=2",
        "DEBUG message=event event=\"VNC_CONNECTED\"",
    ] {
        assert!(debug.lines().any(|told| told == line), "{line} in {debug}");
    }
    assert!(
        !debug.contains("s0") && !debug.contains("hunter2"),
        "{debug}"
    );
    let trace = told(Level::TRACE).await;
    assert!(trace.contains("s0") && trace.contains("…"), "{trace}");
    assert!(!trace.contains("hunter2"), "{trace}");
    assert_eq!(told(Level::ERROR).await, "");
}

async fn a_span_has_the_outcome_of_its_command() {
    drop(told(Level::TRACE).await);
    let told = told(Level::DEBUG).await;
    let ends: Vec<_> = told
        .lines()
        .filter(|line| line.starts_with("span"))
        .collect();
    assert_eq!(
        ends.iter()
            .filter(|line| !line.contains("duration_ms"))
            .collect::<Vec<_>>(),
        [
            // The negotiation's is no command of the caller.
            &"span outcome=\"ok\"",
            &"span error_class=\"CommandNotFound\"",
            &"span outcome=\"error\"",
            &"span outcome=\"timeout\"",
            &"span outcome=\"dropped\"",
        ]
    );
    let durations = ends
        .iter()
        .filter_map(|line| line.strip_prefix("span duration_ms="));
    let durations: Vec<f64> = durations.map(|text| text.parse().unwrap()).collect();
    assert_eq!(durations.len(), 4, "{told}");
    // The third waited for its deadline.
    assert!(
        durations.iter().all(|time| *time >= 0.0) && durations[2] >= 1.0,
        "{told}"
    );
}

fn the_blocking_client_has_the_same_spans() {
    let session = || {
        let (ours, peer) = Peer::run(|peer| {
            peer.open();
            peer.line();
            peer.send("{\"return\": {}, \"id\": 2}\r\n");
            peer.line();
            let error = "{\"class\": \"DeviceNotFound\", \"desc\": \"no\"}";
            peer.send(format!("{{\"error\": {error}, \"id\": 3}}\r\n"));
        });
        let vm = blocking::Client::from_stream(ours, &Options::new()).unwrap();
        vm.execute_raw("stop", None).wait().unwrap();
        drop(vm.execute_raw("eject", None).wait());
        peer.join().unwrap();
    };
    let told = || {
        let listener = Listener::new(Level::DEBUG);
        let lines = listener.lines.clone();
        tracing::subscriber::with_default(listener, session);
        let lines = lines.lock().unwrap();
        lines.clone()
    };
    drop(told());
    let told = told();
    for line in [
        "execute command=\"stop\"",
        "span outcome=\"ok\"",
        "execute command=\"eject\"",
        "span error_class=\"DeviceNotFound\"",
        "span outcome=\"error\"",
    ] {
        assert!(told.lines().any(|told| told == line), "{line} in {told}");
    }
    assert_eq!(told.matches("span duration_ms=").count(), 2, "{told}");
}

async fn every_target_is_documented() {
    let targets = {
        let listener = Listener::new(Level::TRACE);
        let targets = listener.targets.clone();
        let _listening = tracing::subscriber::set_default(listener);
        session().await;
        targets
    };
    let targets = targets.lock().unwrap();
    assert!(targets.len() >= 3, "{targets:?}");
    let page = include_str!("../../src/lib.rs");
    for target in targets.iter() {
        assert!(page.contains(&format!("| `{target}` |")), "{target}");
    }
}
