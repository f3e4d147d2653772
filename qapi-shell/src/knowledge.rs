//! Knowledge of the peer: its schema, or at least its commands.

use std::collections::BTreeMap;
use std::sync::Arc;

use qapi_client::introspect::Schema;
use serde_json::Value;

use crate::typing::Properties;

/// Knowledge of the peer.
#[derive(Debug, Default, Clone)]
pub struct Knowledge {
    schema: Option<Arc<Schema<'static>>>,
    /// A guest agent's own list.
    listed: Option<BTreeMap<String, AgentCommand>>,
    /// Types of the properties of the driver that a line names.
    properties: Option<Properties>,
}

/// A command in a guest agent's list.
#[derive(Debug, Clone, Copy)]
struct AgentCommand {
    /// False for a command whose success has no response.
    responds: bool,
    enabled: bool,
}

impl Knowledge {
    /// A schema.
    pub fn of_schema(schema: Option<Arc<Schema<'static>>>) -> Self {
        Self {
            schema,
            listed: None,
            properties: None,
        }
    }

    /// Adds a guest agent's reply to `guest-info`: its commands.
    pub fn with_guest_info(mut self, info: &Value) -> Self {
        let commands = info["supported_commands"].as_array();
        let listed = commands.into_iter().flatten().filter_map(|command| {
            let enabled = command["enabled"].as_bool().unwrap_or(true);
            let responds = command["success-response"].as_bool().unwrap_or(true);
            let name = command["name"].as_str()?;
            Some((name.to_owned(), AgentCommand { responds, enabled }))
        });
        self.listed = Some(listed.collect());
        self
    }

    /// Adds a reply to `device-list-properties` for the driver of one line.
    pub fn with_properties(mut self, reply: &Value) -> Self {
        let property = |item: &Value| {
            let name = item["name"].as_str()?.to_owned();
            Some((name, item["type"].as_str()?.to_owned()))
        };
        let items = reply.as_array().into_iter().flatten();
        self.properties = Some(items.filter_map(property).collect());
        self
    }

    /// The types of the properties of the line's driver, if they are known.
    pub fn properties(&self) -> Option<&Properties> {
        self.properties.as_ref()
    }

    /// The schema, where there is one.
    pub fn schema(&self) -> Option<&Schema<'static>> {
        self.schema.as_deref()
    }

    /// The names of the commands, sorted.
    pub fn commands(&self) -> Vec<&str> {
        if let Some(listed) = &self.listed {
            return listed.keys().map(|name| &**name).collect();
        }
        let commands = self.schema.iter().flat_map(|schema| schema.commands());
        let mut names: Vec<_> = commands.map(|info| &*info.name).collect();
        names.sort_unstable();
        names
    }

    /// The names of the events, sorted.
    pub fn events(&self) -> Vec<&str> {
        let events = self.schema.iter().flat_map(|schema| schema.events());
        let mut names: Vec<_> = events.map(|info| &*info.name).collect();
        names.sort_unstable();
        names
    }

    /// Returns false for a command whose success has no response.
    pub fn has_response(&self, command: &str) -> bool {
        self.listed(command).is_none_or(|listed| listed.responds)
    }

    /// Returns true for a command that the agent has, but does not allow.
    pub fn is_disabled(&self, command: &str) -> bool {
        self.listed(command).is_some_and(|listed| !listed.enabled)
    }

    /// Returns true for a command in an agent's list.
    pub fn is_listed(&self, command: &str) -> bool {
        self.listed(command).is_some()
    }

    /// Returns the names of the commands that are not disabled, sorted.
    pub fn enabled(&self) -> Vec<&str> {
        let mut names = self.commands();
        names.retain(|name| !self.is_disabled(name));
        names
    }

    fn listed(&self, command: &str) -> Option<AgentCommand> {
        self.listed.as_ref()?.get(command).copied()
    }
}
