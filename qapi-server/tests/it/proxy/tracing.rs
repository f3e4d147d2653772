//! Spans for the crate `tracing`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use qapi_server::proxy::Profile;
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};

use super::{client, echo, proxy, until};

pub(crate) fn all() -> Vec<Trial> {
    // Before any thread comes to a span. With the listener of one thread alone, `tracing` asks only the
    // thread that comes first, and switches the span off for all if that one has no listener.
    let elsewhere = Listener {
        spans: Arc::default(),
        enabled: false,
    };
    tracing::subscriber::set_global_default(elsewhere).expect("there is no other");
    trials![a_client_and_its_commands_have_spans on CurrentThread]
}

/// Keeps each span with its fields, also those that are recorded later.
#[derive(Default)]
struct Spans(Mutex<BTreeMap<u64, String>>);

struct Listener {
    spans: Arc<Spans>,
    enabled: bool,
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
        self.enabled && metadata.target() == "qapi_server"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.spans.0.lock().unwrap();
        let id = spans.len() as u64 + 1;
        let line = spans.entry(id).or_default();
        line.push_str(span.metadata().name());
        span.record(&mut Line(line));
        Id::from_u64(id)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut spans = self.spans.0.lock().unwrap();
        values.record(&mut Line(spans.entry(id.into_u64()).or_default()));
    }

    fn try_close(&self, id: Id) -> bool {
        let mut spans = self.spans.0.lock().unwrap();
        spans.entry(id.into_u64()).or_default().push_str(" closed");
        true
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

async fn a_client_and_its_commands_have_spans() {
    let spans = Arc::<Spans>::default();
    let _listening = tracing::subscriber::set_default(Listener {
        spans: spans.clone(),
        enabled: true,
    });
    let proxy = proxy(&echo()).await;
    let vm = client(&proxy.entrance(Profile::no_quit()).unwrap()).await;
    let secret = json!({"password": "hunter2"});
    vm.execute_raw("echo", Some(secret)).await.unwrap();
    vm.execute_raw("quit", None).await.unwrap_err();
    drop(vm);
    let lines = || {
        let spans = spans.0.lock().unwrap();
        spans.values().cloned().collect::<Vec<_>>()
    };
    until(|| lines().iter().all(|line| line.ends_with(" closed"))).await;
    assert_eq!(
        lines(),
        [
            "client client=0 profile=\"no-quit\" closed",
            "command client=0 profile=\"no-quit\" command=\"echo\" outcome=\"success\" closed",
            "command client=0 profile=\"no-quit\" command=\"quit\" outcome=\"refused\" closed",
        ]
    );
}
