//! Commands in the order of their execution, and their replies.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use qapi_client::wire::Json;
use serde_json::value::RawValue;
use tokio::sync::mpsc;

use super::Protocol;
use super::builtin;
use super::delivery::Outcome;
use super::session::{Either, Session, Task, first};
use crate::check::check_arguments;
use crate::failure::Failure;
use crate::handler::{Call, CommandInfo};
use crate::inbound::{Inbound, Refusal};

/// A command that may be executed.
enum Admitted {
    /// By the handler, which knows this of it.
    Handler(CommandInfo),
    /// By the server itself.
    BuiltIn,
}

impl Session {
    /// Performs one task after another.
    pub(super) async fn work(self: Arc<Self>, mut queued: mpsc::Receiver<Task>) {
        while let Some(task) = queued.recv().await {
            self.outbox.room().await;
            if self.perform(task).await.is_break() {
                return;
            }
        }
    }

    /// Performs a task. Break: the client has left before it was done, and nothing follows.
    pub(super) async fn perform(&self, task: Task) -> ControlFlow<()> {
        // Its bytes of the budget are held until the end.
        let Task { message, _charge } = task;
        match message {
            Ok(inbound) => return self.execute(inbound).await,
            Err(Refusal { failure, id }) => self.refuse("", failure, id).await,
        }
        ControlFlow::Continue(())
    }

    async fn execute(&self, inbound: Inbound) -> ControlFlow<()> {
        let Inbound {
            command,
            arguments,
            oob,
            id,
            fds,
        } = inbound;
        if self.shared.protocol == Protocol::Agent
            && let Some(outcome) = sync(&command, arguments.as_deref())
        {
            self.deliver(&command, outcome, id).await;
            return ControlFlow::Continue(());
        }
        let info = match self.admit(&command, oob, arguments.as_deref()) {
            Ok(Admitted::Handler(info)) => info,
            Ok(Admitted::BuiltIn) => {
                let version = &self.shared.greeting().version;
                let handler = &*self.shared.handler;
                let outcome =
                    match builtin::answer(&command, arguments.as_deref(), handler, version) {
                        Ok(value) => Outcome::Return(value),
                        Err(failure) => Outcome::Error(failure),
                    };
                self.deliver(&command, outcome, id).await;
                return ControlFlow::Continue(());
            }
            Err(failure) => {
                self.refuse(&command, failure, id).await;
                return ControlFlow::Continue(());
            }
        };
        let call = Call {
            command: command.as_str().into(),
            arguments,
            oob,
            client: self.client,
            emitter: self.shared.hub.emitter(),
            fds: fds.into(),
        };
        match first(self.shared.handler.execute(call), self.leaves()).await {
            Either::First(Ok(_)) if !info.success_response => {}
            Either::First(Ok(value)) => self.deliver(&command, Outcome::Return(value), id).await,
            Either::First(Err(failure)) => self.refuse(&command, failure, id).await,
            Either::Second(()) => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    }

    /// Waits until the client has left, as far as commands are concerned.
    pub(super) async fn leaves(&self) {
        let mut left = self.left.subscribe();
        // The sender is part of the session.
        drop(left.wait_for(|left| *left).await);
    }

    /// Decides who executes the command, if it may be executed now and with those arguments.
    fn admit(
        &self,
        command: &str,
        oob: bool,
        arguments: Option<&RawValue>,
    ) -> Result<Admitted, Failure> {
        let handler = &*self.shared.handler;
        let monitor = self.shared.protocol == Protocol::Monitor;
        let not_oob = || Failure::generic(format!("The command {command} does not support OOB"));
        if command == "qmp_capabilities" && monitor {
            return Err(self.again(oob, arguments));
        }
        let Some(info) = handler.command(command) else {
            return match monitor && builtin::answers(command, handler) {
                true if oob => Err(not_oob()),
                true => Ok(Admitted::BuiltIn),
                false => Err(Failure::command_not_found(command)),
            };
        };
        if oob && !info.allow_oob {
            return Err(not_oob());
        }
        if self.shared.preconfig.load(Ordering::Relaxed) && !info.allow_preconfig {
            return Err(Failure::generic(format!(
                "The command '{command}' is permitted only after machine initialization has completed"
            )));
        }
        if let Some(schema) = handler.schema() {
            check_arguments(schema, command, info, arguments)?;
        }
        Ok(Admitted::Handler(info))
    }

    pub(super) async fn refuse(&self, command: &str, failure: Failure, id: Option<Box<RawValue>>) {
        self.deliver(command, Outcome::Error(failure), id).await;
    }
}

/// Returns the outcome of the agent's commands to synchronise; none for any other.
pub(super) fn sync(command: &str, arguments: Option<&RawValue>) -> Option<Outcome> {
    let outcome = match command {
        "guest-sync" => Outcome::Return,
        "guest-sync-delimited" => Outcome::Delimited,
        _ => return None,
    };
    Some(match sync_id(arguments) {
        Ok(id) => outcome(id.to_string().into_bytes()),
        Err(failure) => Outcome::Error(failure),
    })
}

/// Returns the number that a command to synchronise returns.
fn sync_id(arguments: Option<&RawValue>) -> Result<i64, Failure> {
    let members = match Json::parse(arguments.map_or("{}", RawValue::get))? {
        Json::Object(members) => members,
        _ => Vec::new(),
    };
    let id = match members.iter().find(|(name, _)| name == "id") {
        Some((_, Json::Int(id))) => *id,
        Some(_) => return Err(Failure::wrong_argument_type("id", "integer")),
        None => return Err(Failure::missing_argument("id")),
    };
    match members.iter().find(|(name, _)| name != "id") {
        Some((name, _)) => Err(Failure::unexpected_argument(name)),
        None => Ok(id),
    }
}
