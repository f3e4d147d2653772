//! Events and spans for the crate `tracing`, with the feature of that name; without it, nothing.
//!
//! The target is `qapi_client`. Commands, replies and events are emitted at debug level, by name and
//! id. Violations and a policy's findings are emitted at warn level. Payloads are emitted at trace
//! level only, with their secrets hidden. The crate's landing page lists names and fields.

#[cfg(feature = "tracing")]
mod told {
    use serde_json::Value;

    use crate::error::Violation;
    use crate::introspect::policy::Finding;
    use crate::transcript::Direction;

    pub(crate) fn finding(finding: &Finding) {
        tracing::warn!(target: "qapi_client", %finding, "policy");
    }

    pub(crate) fn sent(command: &str, id: u64) {
        tracing::debug!(target: "qapi_client", command, id, "sent");
    }

    pub(crate) fn answered(command: &str, id: u64) {
        tracing::debug!(target: "qapi_client", command, id, "answered");
    }

    pub(crate) fn late(command: &str, id: u64) {
        tracing::debug!(target: "qapi_client", command, id, "answered late, discarded");
    }

    pub(crate) fn event(event: &str) {
        tracing::debug!(target: "qapi_client", event, "event");
    }

    pub(crate) fn violation(violation: &Violation) {
        tracing::warn!(target: "qapi_client", kind = kind(violation), "protocol violation");
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
        if tracing::enabled!(target: "qapi_client", tracing::Level::TRACE) {
            let message = hide_secrets(bytes);
            tracing::trace!(target: "qapi_client", ?direction, message, "message");
        }
    }

    /// Returns the message with `…` for its secrets. Unreadable bytes are left out, because secrets
    /// cannot be found in them.
    pub(super) fn hide_secrets(bytes: &[u8]) -> String {
        let message = bytes.trim_ascii_start();
        let message = message.strip_prefix(&[0xff]).unwrap_or(message);
        match serde_json::from_slice::<Value>(message) {
            Ok(mut value) => {
                qapi_introspect::secrets::hide(&mut value);
                value.to_string()
            }
            Err(_) => format!("{} bytes that cannot be read", bytes.len()),
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

/// Runs `work` in the span of `command`.
#[cfg(all(feature = "tokio", feature = "tracing"))]
pub(crate) fn span<F: Future>(command: &str, work: F) -> impl Future<Output = F::Output> {
    use tracing::Instrument as _;
    work.instrument(tracing::debug_span!(target: "qapi_client", "execute", command))
}

/// Runs `work` without a span.
#[cfg(all(feature = "tokio", not(feature = "tracing")))]
pub(crate) fn span<F: Future>(_: &str, work: F) -> F {
    work
}

#[cfg(all(test, feature = "tracing"))]
mod tests {
    use super::told::hide_secrets;

    #[test]
    fn secrets_are_hidden_wherever_they_are() {
        let message = br#"{"execute":"object-add","arguments":{"qom-type":"secret","id":"s",
            "data":"x","more":[{"password":"x","password-secret":"x","data":1}]}}"#;
        assert_eq!(
            hide_secrets(message),
            "{\"arguments\":{\"data\":\"…\",\"id\":\"s\",\"more\":[{\"data\":1,\
             \"password\":\"…\",\"password-secret\":\"x\"}],\"qom-type\":\"secret\"},\
             \"execute\":\"object-add\"}"
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
