//! Events and spans for the crate `tracing`, with the feature of that name; without it, nothing.
//!
//! The targets begin with `qapi_client::`. Commands, replies and events are emitted at debug level, by name and
//! id. Violations and a policy's findings are emitted at warn level. Payloads are emitted at trace
//! level only, with their secrets hidden. The crate's landing page lists names and fields.

#[cfg(feature = "tracing")]
mod told {
    use crate::error::Violation;
    use crate::introspect::json::Json;
    use crate::introspect::policy::Finding;
    use crate::introspect::secrets;
    use crate::transcript::Direction;

    pub(crate) fn finding(finding: &Finding) {
        tracing::warn!(target: "qapi_client::policy", %finding, "policy");
    }

    pub(crate) fn sent(command: &str, id: u64) {
        tracing::debug!(target: "qapi_client::command", command, id, "sent");
    }

    pub(crate) fn answered(command: &str, id: u64) {
        tracing::debug!(target: "qapi_client::command", command, id, "answered");
    }

    pub(crate) fn late(command: &str, id: u64) {
        tracing::debug!(target: "qapi_client::command", command, id, "answered late, discarded");
    }

    pub(crate) fn event(event: &str) {
        tracing::debug!(target: "qapi_client::event", event, "event");
    }

    pub(crate) fn violation(violation: &Violation) {
        tracing::warn!(target: "qapi_client::wire", kind = kind(violation), "protocol violation");
    }

    /// Returns the kind of a violation. Its text is not emitted: it quotes input, which may contain
    /// a secret.
    fn kind(violation: &Violation) -> &'static str {
        match violation {
            Violation::Garbage { .. } => "bytes that are no message",
            Violation::Truncated { .. } => "a message that breaks off",
            Violation::TooLarge { .. } => "a message over the limit of size",
            Violation::TooDeep { .. } => "a message over the limit of nesting",
            Violation::NotJson { .. } => "a malformed message",
            Violation::NotAMessage { .. } => "an object that is no message",
            Violation::UnknownId { .. } => "a reply with an unknown id",
            Violation::MissingId => "a reply without an id",
            Violation::UnascribedError { .. } => "an error of no known command",
            Violation::OutOfTurn { .. } => "a message out of turn",
        }
    }

    pub(crate) fn message(direction: Direction, bytes: &[u8]) {
        if tracing::enabled!(target: "qapi_client::wire", tracing::Level::TRACE) {
            let message = hide_secrets(bytes);
            tracing::trace!(target: "qapi_client::wire", ?direction, message, "message");
        }
    }

    /// Returns the message with `…` for its secrets. Unreadable bytes are left out, because secrets
    /// cannot be found in them.
    pub(super) fn hide_secrets(bytes: &[u8]) -> String {
        let message = bytes.trim_ascii_start();
        let message = message.strip_prefix(&[0xff]).unwrap_or(message);
        let read = std::str::from_utf8(message).ok();
        match read.and_then(|text| Json::parse(text).ok()) {
            Some(mut value) => {
                secrets::hide(&mut value);
                value.to_string()
            }
            None => format!("{} bytes that cannot be read", bytes.len()),
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod told {
    use crate::error::Violation;
    use crate::introspect::policy::Finding;
    use crate::transcript::Direction;

    pub(crate) fn finding(_: &Finding) {}
    pub(crate) fn sent(_: &str, _: u64) {}
    pub(crate) fn answered(_: &str, _: u64) {}
    pub(crate) fn late(_: &str, _: u64) {}
    pub(crate) fn event(_: &str) {}
    pub(crate) fn violation(_: &Violation) {}
    pub(crate) fn message(_: Direction, _: &[u8]) {}
}

pub(crate) use told::{answered, event, finding, late, message, sent, violation};

/// The span of a command, which ends with its outcome.
#[cfg(feature = "tracing")]
mod spanned {
    use std::time::Instant;

    use tracing::{Instrument as _, Span, field};

    use crate::error::Error;

    /// Records the outcome of a command, even of one that nobody waits for any more.
    struct Ending {
        span: Span,
        start: Instant,
        outcome: &'static str,
    }

    impl Ending {
        fn of(command: &str) -> Self {
            let span = tracing::debug_span!(
                target: "qapi_client::command",
                "execute",
                command,
                outcome = field::Empty,
                error_class = field::Empty,
                duration_ms = field::Empty,
            );
            Self {
                span,
                start: Instant::now(),
                outcome: "dropped",
            }
        }

        fn end<T>(mut self, result: &Result<T, Error>) {
            self.outcome = match result {
                Ok(_) => "ok",
                Err(Error::Command(error)) => {
                    self.span.record("error_class", error.class.as_str());
                    "error"
                }
                Err(Error::Timeout(_)) => "timeout",
                Err(Error::Refused(_)) => "refused",
                Err(Error::Decode { .. }) => "undecodable",
                Err(Error::Protocol { .. }) => "violation",
                Err(error) if error.is_disconnected() => "disconnected",
                Err(_) => "failed",
            };
        }
    }

    impl Drop for Ending {
        fn drop(&mut self) {
            let duration = self.start.elapsed().as_secs_f64() * 1000.0;
            self.span.record("outcome", self.outcome);
            self.span.record("duration_ms", duration);
        }
    }

    /// Runs `work` in the span of `command`.
    #[cfg(feature = "tokio")]
    pub(crate) async fn span<T>(
        command: &str,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let ending = Ending::of(command);
        let result = work.instrument(ending.span.clone()).await;
        ending.end(&result);
        result
    }

    /// Runs `work` in the span of `command`, on this thread.
    pub(crate) fn blocking<T>(
        command: &str,
        work: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let ending = Ending::of(command);
        let result = ending.span.in_scope(work);
        ending.end(&result);
        result
    }
}

#[cfg(not(feature = "tracing"))]
mod spanned {
    /// Runs `work` without a span.
    #[cfg(feature = "tokio")]
    pub(crate) fn span<F: Future>(_: &str, work: F) -> F {
        work
    }

    /// Runs `work` without a span.
    pub(crate) fn blocking<T>(_: &str, work: impl FnOnce() -> T) -> T {
        work()
    }
}

pub(crate) use spanned::blocking;
#[cfg(feature = "tokio")]
pub(crate) use spanned::span;

#[cfg(all(test, feature = "tracing"))]
mod tests {
    use super::told::hide_secrets;

    #[test]
    fn secrets_are_hidden_wherever_they_are() {
        let message = br#"{"execute":"object-add","arguments":{"qom-type":"secret","id":"s",
            "data":"x","more":[{"password":"x","password-secret":"x","data":1}]}}"#;
        assert_eq!(
            hide_secrets(message),
            "{\"execute\":\"object-add\",\"arguments\":{\"qom-type\":\"secret\",\"id\":\"s\",\
             \"data\":\"…\",\"more\":[{\"password\":\"…\",\"password-secret\":\"x\",\"data\":1}]}}"
        );
        for secret in [
            // The form before QEMU 6.0.
            r#"{"qom-type": "secret", "id": "s", "props": {"data": "hunter2", "format": "raw"}}"#,
            r#"{"path": "/objects/s", "property": "data", "value": "hunter2"}"#,
            r#"{"path": "/objects/p", "property": "password", "value": ["hunter2"]}"#,
            r#"{"command-line": "set_password vnc hunter2"}"#,
            r#"{"command-line": "object_add secret,id=s,data=hunter2"}"#,
            r#"{"packet-header": "h", "secret": "hunter2"}"#,
            r#"{"driver": "https", "cookie": "session=hunter2"}"#,
            r#"{"path": "psql", "arg": ["-p", "hunter2"], "env": ["PGPASSWORD=hunter2"]}"#,
            r#"{"old-passphrase": "hunter2"}"#,
        ] {
            let told = hide_secrets(secret.as_bytes());
            assert!(!told.contains("hunter2") && told.contains('…'), "{told}");
        }
        for open in [
            r#"{"command-line":"info status"}"#,
            r#"{"path":"/","property":"type","value":"container"}"#,
            r#"{"data":1,"props":{"data":1},"qom-type":"can-bus"}"#,
        ] {
            assert_eq!(hide_secrets(open.as_bytes()), open);
        }
        assert_eq!(hide_secrets(b"\xff{\"return\":1}\n"), "{\"return\":1}");
        assert_eq!(hide_secrets(b"password: x"), "11 bytes that cannot be read");
    }
}
