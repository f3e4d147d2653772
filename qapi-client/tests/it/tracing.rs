//! Events for the crate `tracing`: names at debug level, payloads at trace level, never a secret.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use qapi_client::Options;
use qapi_client::tokio::Client;
use qapi_server::{Commands, Server};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        names_are_told_and_payloads_only_at_trace_level on CurrentThread,
    ]
}

/// Keeps all events up to a level, one per line.
struct Listener {
    level: Level,
    lines: Arc<Mutex<String>>,
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
        metadata.target() == "qapi_client" && *metadata.level() <= self.level
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut lines = self.lines.lock().unwrap();
        lines.push_str(span.metadata().name());
        span.record(&mut Line(&mut lines));
        lines.push('\n');
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
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
    let lines = Arc::default();
    let listener = Listener {
        level,
        lines: Arc::clone(&lines),
    };
    let _listening = tracing::subscriber::set_default(listener);
    let server = Server::new(Commands::new().raw("object-add", |_| async { Ok(json!({})) }));
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let emitter = server.emitter();
    tokio::spawn(async move { server.serve_stream(theirs).await });
    let vm = Client::from_stream(ours, &Options::new()).await.unwrap();
    let secret = json!({"qom-type": "secret", "id": "s0", "data": "hunter2"});
    vm.execute_raw("object-add", Some(secret)).await.unwrap();
    emitter.emit_raw("VNC_CONNECTED", Some(&json!({"password": "hunter2"})));
    drop(vm.execute_raw("nothing", None).await);
    drop(vm);
    let lines = lines.lock().unwrap();
    lines.clone()
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
