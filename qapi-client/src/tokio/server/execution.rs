//! Commands that are executed, in order, and their outcome.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::Value;
use serde_json::value::RawValue;
use tokio::sync::mpsc;

use super::Protocol;
use super::delivery::Outcome;
use super::negotiation::enabled;
use super::session::{Either, Session, Task, first};
use crate::error::ErrorClass;
use crate::failure::Failure;
use crate::protocol::{Inbound, Refusal, encode_error, encode_return};
use crate::server::{Call, CommandInfo, check_arguments};

impl Session {
    /// Does one task after another.
    pub(super) async fn work(self: Arc<Self>, mut queued: mpsc::Receiver<Task>) {
        while let Some(task) = queued.recv().await {
            self.outbox.room().await;
            if self.perform(task).await.is_break() {
                return;
            }
        }
    }

    /// Does a task. Break: the client has left before it was done, and nothing is to follow.
    pub(super) async fn perform(&self, task: Task) -> ControlFlow<()> {
        match task {
            Task::Command(inbound) => return self.execute(inbound).await,
            Task::Refusal(Refusal { failure, id }) => self.refuse("", failure, id).await,
        }
        ControlFlow::Continue(())
    }

    async fn execute(&self, inbound: Inbound) -> ControlFlow<()> {
        let Inbound {
            command,
            arguments,
            oob,
            id,
        } = inbound;
        let agent = self.shared.protocol == Protocol::Agent;
        if agent && self.sync(&command, arguments.as_deref()) {
            return ControlFlow::Continue(());
        }
        let (info, arguments) = match self.admit(&command, oob, arguments) {
            Ok(admitted) => admitted,
            Err(failure) => {
                self.refuse(&command, failure, id).await;
                return ControlFlow::Continue(());
            }
        };
        let emitter = self.shared.hub.emitter();
        let call = Call {
            command: command.as_str().into(),
            arguments,
            oob,
            client: self.client,
            emitter,
        };
        match first(self.shared.handler.execute(call), self.leaves()).await {
            Either::First(Ok(_)) if !info.success_response => {}
            Either::First(Ok(value)) => self.deliver(&command, Outcome::Return(value), id).await,
            Either::First(Err(failure)) => self.refuse(&command, failure, id).await,
            Either::Second(()) => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    }

    /// Waits until the client says no more.
    pub(super) async fn leaves(&self) {
        let mut left = self.left.subscribe();
        // The sender is here.
        drop(left.wait_for(|left| *left).await);
    }

    /// What is known of the command, if it may be executed now and with those arguments.
    fn admit(
        &self,
        command: &str,
        oob: bool,
        arguments: Option<Box<RawValue>>,
    ) -> Result<(CommandInfo, Option<Box<RawValue>>), Failure> {
        let not_oob = || Failure::generic(format!("The command {command} does not support OOB"));
        if command == "qmp_capabilities" && self.shared.protocol == Protocol::Monitor {
            if oob {
                return Err(not_oob());
            }
            enabled(arguments.as_deref(), &self.shared.greeting.capabilities)?;
            let desc = "Capabilities negotiation is already complete, command ignored";
            return Err(Failure::new(ErrorClass::CommandNotFound, desc));
        }
        let info = self
            .shared
            .handler
            .command(command)
            .ok_or_else(|| Failure::command_not_found(command))?;
        if oob && !info.allow_oob {
            return Err(not_oob());
        }
        if self.shared.preconfig.load(Ordering::Relaxed) && !info.allow_preconfig {
            return Err(Failure::generic(format!(
                "The command '{command}' is permitted only after machine initialization has completed"
            )));
        }
        if let Some(schema) = self.shared.handler.schema() {
            check_arguments(schema, command, info, arguments.as_deref())?;
        }
        Ok((info, arguments))
    }

    /// Answers the agent's commands to synchronise; tells whether it was one.
    fn sync(&self, command: &str, arguments: Option<&RawValue>) -> bool {
        let delimited = command == "guest-sync-delimited";
        if !delimited && command != "guest-sync" {
            return false;
        }
        let arguments: Option<Value> =
            arguments.and_then(|arguments| serde_json::from_str(arguments.get()).ok());
        match arguments.as_ref().and_then(|arguments| arguments.get("id")) {
            Some(Value::Number(id)) if id.is_i64() || id.is_u64() => {
                let mut message = if delimited { vec![0xff] } else { Vec::new() };
                message.extend(encode_return(id.to_string().as_bytes(), None));
                self.outbox.push(&message);
            }
            Some(_) => self.say_failure(&Failure::wrong_argument_type("id", "integer")),
            None => self.say_failure(&Failure::missing_argument("id")),
        }
        true
    }

    fn say_failure(&self, failure: &Failure) {
        self.outbox.push(&encode_error(failure, None));
    }

    pub(super) async fn refuse(&self, command: &str, failure: Failure, id: Option<Box<RawValue>>) {
        self.deliver(command, Outcome::Error(failure), id).await;
    }
}
