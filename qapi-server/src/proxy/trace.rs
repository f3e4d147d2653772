//! Spans for the crate `tracing`, with the feature of that name; without it, nothing.
//!
//! The target is `qapi_server`. A span `client` lasts as long as a client is served, and a span
//! `command` from a command to its end; both are at debug level. No arguments are in them.

#[cfg(feature = "tracing")]
mod told {
    use tracing::Instrument as _;
    use tracing::field::Empty;

    /// The span of a command.
    #[derive(Debug)]
    pub(crate) struct Span(tracing::Span);

    /// Begins the span of a command.
    pub(crate) fn command(client: u64, profile: &str, command: &str) -> Span {
        Span(tracing::debug_span!(
            target: "qapi_server", "command", client, profile, command, outcome = Empty
        ))
    }

    impl Span {
        /// Ends it.
        pub(crate) fn end(self, outcome: &str) {
            self.0.record("outcome", outcome);
        }
    }

    /// Runs `work` in the span of a client.
    pub(crate) fn client<F: Future>(
        client: u64,
        profile: &str,
        work: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        work.instrument(tracing::debug_span!(target: "qapi_server", "client", client, profile))
    }

    /// Tells that the proxy disconnected a client.
    pub(crate) fn disconnected(client: u64, profile: &str, reason: &str) {
        tracing::warn!(target: "qapi_server", client, profile, reason, "disconnected");
    }

    /// Tells that the connection to the monitor ended.
    pub(crate) fn lost(reason: &crate::proxy::error::ProxyError) {
        tracing::warn!(target: "qapi_server", %reason, "connection to the monitor ended");
    }
}

#[cfg(not(feature = "tracing"))]
mod told {
    #[derive(Debug)]
    pub(crate) struct Span;

    pub(crate) fn command(_: u64, _: &str, _: &str) -> Span {
        Span
    }

    impl Span {
        pub(crate) fn end(self, _: &str) {}
    }

    pub(crate) fn client<F: Future>(_: u64, _: &str, work: F) -> F {
        work
    }

    pub(crate) fn disconnected(_: u64, _: &str, _: &str) {}
    pub(crate) fn lost(_: &crate::proxy::error::ProxyError) {}
}

pub(super) use told::{Span, client, command, disconnected, lost};
