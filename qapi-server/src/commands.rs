//! Commands made of closures.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use crate::codec::text;
use crate::failure::Failure;
use crate::handler::{Answer, Call, CommandInfo, Handler};
use qapi_client::introspect::Schema;
use qapi_client::wire::{Decode, Encode, Value};
use qapi_client::{Command, OobCommand};

type Execute = Arc<dyn Fn(Call) -> Answer + Send + Sync>;

/// A [`Handler`] made of a closure for each command.
///
/// # Examples
///
/// ```
/// use qapi_server::Failure;
/// use qapi_server::Commands;
/// use qapi_client::wire::Value;
///
/// let commands = Commands::new().raw("device_del", |call| async move {
///     let arguments: Value = call.arguments()?;
///     Err::<Value, _>(Failure::device_not_found(arguments["id"].as_str().unwrap_or("?")))
/// });
/// let server = qapi_server::Server::new(commands);
/// ```
#[derive(Clone, Default)]
pub struct Commands {
    commands: BTreeMap<Box<str>, (CommandInfo, Execute)>,
    pub(crate) schema: Option<&'static Schema<'static>>,
}

impl Commands {
    /// No commands.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses arguments that `schema` does not allow. Without a schema, a typed command ignores
    /// unknown arguments, and a closure without types has to check them itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_server::{Commands, Handler};
    ///
    /// let commands = Commands::new().with_schema(qapi_client::qmp::schema());
    /// assert!(commands.schema().is_some_and(|schema| schema.entity("job-pause").is_some()));
    /// ```
    #[must_use]
    pub fn with_schema(self, schema: &'static Schema<'static>) -> Self {
        Self {
            schema: Some(schema),
            ..self
        }
    }

    /// Adds a command of a schema, or replaces it.
    #[must_use]
    pub fn on<C, F, A>(self, execute: F) -> Self
    where
        C: Command<Ok: Encode> + Decode,
        F: Fn(C, Call) -> A + Send + Sync + 'static,
        A: Future<Output = Result<C::Ok, Failure>> + Send + 'static,
    {
        self.typed(info::<C>(), execute)
    }

    /// Adds a command of a schema that may be executed out of band, or replaces it.
    #[must_use]
    pub fn on_oob<C, F, A>(self, execute: F) -> Self
    where
        C: OobCommand<Ok: Encode> + Decode,
        F: Fn(C, Call) -> A + Send + Sync + 'static,
        A: Future<Output = Result<C::Ok, Failure>> + Send + 'static,
    {
        self.typed(info::<C>().allow_oob(true), execute)
    }

    fn typed<C, F, A>(self, info: CommandInfo, execute: F) -> Self
    where
        C: Command<Ok: Encode> + Decode,
        F: Fn(C, Call) -> A + Send + Sync + 'static,
        A: Future<Output = Result<C::Ok, Failure>> + Send + 'static,
    {
        self.insert(C::NAME, info, move |call| -> Answer {
            match call.arguments::<C>() {
                Ok(command) => {
                    let answer = execute(command, call);
                    Box::pin(async move { Ok(text(&answer.await?)) })
                }
                Err(failure) => Box::pin(std::future::ready(Err(failure))),
            }
        })
    }

    /// Adds the command `name`, with or without a schema, or replaces it.
    #[must_use]
    pub fn raw<F, A>(self, name: &str, execute: F) -> Self
    where
        F: Fn(Call) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Value, Failure>> + Send + 'static,
    {
        self.raw_with(name, CommandInfo::default(), execute)
    }

    /// Adds the command `name` with the properties `info`, which a schema would give, or replaces it.
    #[must_use]
    pub fn raw_with<F, A>(self, name: &str, info: CommandInfo, execute: F) -> Self
    where
        F: Fn(Call) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Value, Failure>> + Send + 'static,
    {
        self.insert(name, info, move |call| -> Answer {
            let answer = execute(call);
            Box::pin(async move { Ok(text(&answer.await?)) })
        })
    }

    fn insert(
        mut self,
        name: &str,
        info: CommandInfo,
        execute: impl Fn(Call) -> Answer + Send + Sync + 'static,
    ) -> Self {
        self.commands.insert(name.into(), (info, Arc::new(execute)));
        self
    }
}

fn info<C: Command>() -> CommandInfo {
    CommandInfo::default()
        .allow_preconfig(C::ALLOW_PRECONFIG)
        .success_response(C::SUCCESS_RESPONSE)
}

impl Handler for Commands {
    fn command(&self, name: &str) -> Option<CommandInfo> {
        self.commands.get(name).map(|(info, _)| *info)
    }

    fn execute(&self, call: Call) -> Answer {
        match self.commands.get(&call.command) {
            Some((_, execute)) => execute(call),
            None => {
                let failure = Failure::command_not_found(&call.command);
                Box::pin(std::future::ready(Err(failure)))
            }
        }
    }

    fn commands(&self) -> Vec<String> {
        self.commands.keys().map(|name| name.to_string()).collect()
    }

    fn schema(&self) -> Option<&Schema<'static>> {
        self.schema
    }
}

impl std::fmt::Debug for Commands {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.commands.keys()).finish()
    }
}
