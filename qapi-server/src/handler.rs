//! The interface of handlers, which execute commands.

use std::any::TypeId;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use serde_json::value::RawValue;

use crate::codec::text;
use crate::emitter::Emitter;
use crate::failure::Failure;
use qapi_client::introspect::Schema;
use qapi_client::introspect::info::Body;
use qapi_client::wire::{self, Decode, Encode};

/// Properties of a command that a server checks before it executes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommandInfo {
    /// True if it may be executed out of band (`allow-oob`).
    pub allow_oob: bool,
    /// True if it may be executed before the machine is configured (`allow-preconfig`).
    pub allow_preconfig: bool,
    /// True if success sends a reply (`success-response`).
    pub success_response: bool,
    /// True if it takes arguments that its schema does not list (`'gen': false`).
    pub open_arguments: bool,
}

impl Default for CommandInfo {
    /// The properties of a command without flags: not out of band, not in preconfig, with a reply, no
    /// arguments beyond its schema's.
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl CommandInfo {
    /// The default.
    pub const DEFAULT: Self = Self {
        allow_oob: false,
        allow_preconfig: false,
        success_response: true,
        open_arguments: false,
    };

    /// The same, with or without out of band.
    #[must_use]
    pub const fn allow_oob(self, allow_oob: bool) -> Self {
        Self { allow_oob, ..self }
    }

    /// The same, with or without preconfig.
    #[must_use]
    pub const fn allow_preconfig(self, allow_preconfig: bool) -> Self {
        Self {
            allow_preconfig,
            ..self
        }
    }

    /// The same, with or without a reply to success.
    #[must_use]
    pub const fn success_response(self, success_response: bool) -> Self {
        Self {
            success_response,
            ..self
        }
    }

    /// The same, with or without arguments beyond the schema's.
    #[must_use]
    pub const fn open_arguments(self, open_arguments: bool) -> Self {
        Self {
            open_arguments,
            ..self
        }
    }
}

/// Future of a command's reply: the text of the returned value, or the failure.
pub type Answer = Pin<Box<dyn Future<Output = Result<Vec<u8>, Failure>> + Send>>;

/// Future of a typed reply: that of an `async fn` that returns `Result<T, Failure>` and can move
/// between threads.
pub trait Reply<T>: Future<Output = Result<T, Failure>> + Send {}

impl<T, F: Future<Output = Result<T, Failure>> + Send> Reply<T> for F {}

/// Reply of a method that is not implemented: there is no such command.
#[derive(Debug)]
pub struct Unimplemented<T>(Ready<Result<T, Failure>>);

impl<T> Future for Unimplemented<T> {
    type Output = Result<T, Failure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context)
    }
}

/// Returns `info` if the method of a generated trait is implemented, which the type of its reply
/// shows. The method is not called.
#[doc(hidden)]
pub fn implemented<S, A, T, R>(
    _method: &impl FnOnce(&'static S, &'static Call, A) -> R,
    info: CommandInfo,
) -> Option<CommandInfo>
where
    S: 'static,
    T: 'static,
    R: Reply<T> + 'static,
{
    (TypeId::of::<R>() != TypeId::of::<Unimplemented<T>>()).then_some(info)
}

/// Executes a call by a method of a generated trait.
#[doc(hidden)]
#[macro_export]
macro_rules! __execute {
    ($dispatch:ident, $call:ident, $method:ident $(,)?) => {{
        let commands = ::std::sync::Arc::clone(&$dispatch.0);
        ::std::boxed::Box::pin(async move {
            // Not `commands.$method`: a command may be named as a method of every type.
            let reply = <T as Commands>::$method(&commands, &$call, $call.arguments()?);
            ::core::result::Result::Ok($crate::Call::answer(&reply.await?))
        })
    }};
}

/// Executes commands.
pub trait Handler: Send + Sync + 'static {
    /// Returns the properties of the command `name`; none if there is no such command.
    fn command(&self, name: &str) -> Option<CommandInfo>;

    /// Executes a command. The future is dropped if the client leaves before it is done: by a reset, or,
    /// with commands out of band enabled, by closing its side.
    fn execute(&self, call: Call) -> Answer;

    /// The names of its commands, for `query-commands`; by default those of its schema that
    /// [`command`](Self::command) knows.
    fn commands(&self) -> Vec<String> {
        let schema = self.schema().into_iter();
        let commands = schema
            .flat_map(Schema::entities)
            .filter(|entity| matches!(entity.body, Body::Command { .. }))
            .filter(|entity| self.command(&entity.name).is_some());
        commands.map(|entity| entity.name.to_string()).collect()
    }

    /// Returns the schema that arguments are checked against before a command is executed. Unknown
    /// members (nested ones too), missing ones, wrong types and unknown enumeration values are
    /// refused, as by QEMU. None: the handler checks arguments itself.
    fn schema(&self) -> Option<&Schema<'static>> {
        None
    }
}

/// A file descriptor that arrived with a command, on systems that have them.
#[cfg(unix)]
pub(crate) type Fd = std::os::fd::OwnedFd;
#[cfg(not(unix))]
pub(crate) type Fd = std::convert::Infallible;

/// A command to execute.
#[derive(Debug)]
#[non_exhaustive]
pub struct Call {
    /// The command's name.
    pub command: Box<str>,
    /// Its arguments, an object; absent if it came without.
    pub arguments: Option<Box<RawValue>>,
    /// True if it is executed out of band.
    pub oob: bool,
    /// Number of the client, counted from the server's start.
    pub client: u64,
    /// Sends events to all clients.
    pub emitter: Emitter,
    pub(crate) fds: Fds,
}

/// Descriptors of a call, until they are taken.
#[derive(Debug, Default)]
pub(crate) struct Fds(Mutex<Vec<Fd>>);

impl Fds {
    /// Takes the descriptors.
    pub(crate) fn take(&self) -> Vec<Fd> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl From<Vec<Fd>> for Fds {
    fn from(fds: Vec<Fd>) -> Self {
        Self(Mutex::new(fds))
    }
}

impl Call {
    /// A call of `command`, in band, without arguments, for which events go to `emitter`: to try
    /// out a handler without a server.
    #[must_use]
    pub fn new(command: &str, emitter: Emitter) -> Self {
        Self {
            command: command.into(),
            arguments: None,
            oob: false,
            client: 0,
            emitter,
            fds: Fds::default(),
        }
    }

    /// The same with file descriptors.
    #[cfg(unix)]
    #[must_use]
    pub fn with_fds(self, fds: impl IntoIterator<Item = Fd>) -> Self {
        Self {
            fds: fds.into_iter().collect::<Vec<_>>().into(),
            ..self
        }
    }

    /// Takes the file descriptors that arrived with the command over a Unix socket, in the client's
    /// order; at most 16. Descriptors that no handler takes are closed with the call. A command with
    /// more is not executed.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_server::{Commands, Failure};
    /// use serde_json::json;
    ///
    /// let commands = Commands::new().raw("getfd", |call| async move {
    ///     match call.take_fds().pop() {
    ///         Some(fd) => Ok(json!({"kept": std::fs::File::from(fd).metadata().is_ok()})),
    ///         None => Err(Failure::generic("No file descriptor supplied via SCM_RIGHTS")),
    ///     }
    /// });
    /// ```
    #[cfg(unix)]
    #[must_use = "descriptors that are not used are closed"]
    pub fn take_fds(&self) -> Vec<Fd> {
        self.fds.take()
    }

    /// Number of descriptors that are not taken.
    pub(crate) fn fd_count(&self) -> usize {
        let fds = self.fds.0.lock();
        fds.unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The same with arguments, the text of a JSON object.
    #[must_use]
    pub fn with_arguments(self, arguments: Box<RawValue>) -> Self {
        Self {
            arguments: Some(arguments),
            ..self
        }
    }

    /// The command's arguments, as `T`. As in QEMU, a negative number given for a `uint64` or
    /// `size` is that and 2^64.
    ///
    /// # Errors
    ///
    /// [`Failure`] with the first mistake in them, for the client.
    pub fn arguments<T: Decode>(&self) -> Result<T, Failure> {
        let text = self.arguments.as_deref().map_or("{}", RawValue::get);
        Ok(wire::from_arguments(text)?)
    }

    /// The text of `value`, as a handler answers it.
    pub fn answer(value: &dyn Encode) -> Vec<u8> {
        text(value)
    }

    /// The reply of a method that is not implemented: there is no such command.
    pub fn unimplemented<T>(&self) -> Unimplemented<T> {
        Unimplemented(ready(Err(Failure::command_not_found(&self.command))))
    }
}
