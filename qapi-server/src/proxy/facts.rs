//! Facts about a monitor or agent, asked for once a connection.

use std::collections::BTreeSet;

use qapi_client::Greeting;
use qapi_client::introspect::Schema;
use qapi_client::introspect::info::Body;
use qapi_client::wire::Value;
use serde_json::value::RawValue;

use super::error::ProxyError;

/// Facts about a monitor.
#[derive(Debug)]
pub(super) struct Facts {
    /// None of a guest agent.
    pub(super) greeting: Option<Greeting>,
    /// Its schema; none of a QEMU before 2.5 or a guest agent.
    pub(super) schema: Option<Schema<'static>>,
    /// Its commands; empty if it does not tell.
    pub(super) commands: Vec<String>,
    /// The value of `query-version`, as it was received; none of a guest agent.
    pub(super) version: Option<String>,
    /// Commands whose success sends no reply.
    pub(super) silent: BTreeSet<String>,
}

impl Facts {
    /// The facts in a monitor's answers.
    pub(super) fn of_monitor(
        greeting: Greeting,
        schema: Option<&RawValue>,
        commands: Option<&RawValue>,
        version: &RawValue,
    ) -> Result<Self, ProxyError> {
        let schema = schema
            .map(|text| Schema::from_json(text.get()))
            .transpose()?;
        let commands = parsed(commands);
        Ok(Self {
            greeting: Some(greeting),
            schema: schema.map(Schema::into_owned),
            commands: names(commands.as_array()),
            version: Some(version.get().to_owned()),
            // QEMU's monitor has none today.
            silent: BTreeSet::new(),
        })
    }

    /// The facts in the answer of an agent to `guest-info`. Commands that are disabled are among them:
    /// the agent has an error of its own for those.
    pub(super) fn of_agent(info: Option<&RawValue>) -> Self {
        let info = parsed(info);
        let commands = info["supported_commands"].as_array();
        let silent = commands.into_iter().flatten();
        let silent = silent.filter(|command| command["success-response"] == false);
        Self {
            greeting: None,
            schema: None,
            commands: names(commands),
            version: None,
            silent: silent.filter_map(name).collect(),
        }
    }

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

fn parsed(answer: Option<&RawValue>) -> Value {
    let answer = answer.and_then(|answer| serde_json::from_str(answer.get()).ok());
    answer.unwrap_or_default()
}

/// The names of commands in a list, sorted.
fn names(commands: Option<&Vec<Value>>) -> Vec<String> {
    let mut names: Vec<String> = commands.into_iter().flatten().filter_map(name).collect();
    names.sort();
    names
}

fn name(command: &Value) -> Option<String> {
    command["name"].as_str().map(ToOwned::to_owned)
}
