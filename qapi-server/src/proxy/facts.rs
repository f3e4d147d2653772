//! Facts about a monitor, asked for once a connection.

use std::collections::BTreeSet;

use qapi_client::Greeting;
use qapi_client::introspect::Schema;
use qapi_client::introspect::info::Body;

/// Facts about a monitor.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) greeting: Greeting,
    /// Its schema; none of a QEMU before 2.5 or a guest agent.
    pub(super) schema: Option<Schema<'static>>,
    /// Its commands; empty if it does not tell.
    pub(super) commands: Vec<String>,
    /// The value of `query-version`, as it was received.
    pub(super) version: String,
    /// Commands whose success sends no reply.
    pub(super) silent: BTreeSet<String>,
}

impl Facts {
    /// Reports that the monitor has the command, as far as it tells its commands.
    pub(super) fn has(&self, command: &str) -> bool {
        self.commands.is_empty()
            || self
                .commands
                .binary_search_by(|name| (**name).cmp(command))
                .is_ok()
    }

    /// Reports that the command may be executed out of band, as far as there is a schema.
    pub(super) fn allows_oob(&self, command: &str) -> bool {
        let Some(schema) = &self.schema else {
            return true;
        };
        let body = schema.entity(command).map(|info| &info.body);
        matches!(
            body,
            Some(Body::Command {
                allow_oob: Some(true),
                ..
            })
        )
    }
}
