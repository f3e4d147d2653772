//! A monitor, or a guest agent, for the tests of programs that manage one.
//!
//! Input: for each command a closure, and faults that are to happen to replies. Output: a monitor
//! to connect to, which records its commands. Typed closures and events need code that was generated
//! for the role `both`.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::value::RawValue;
use tokio::io::DuplexStream;
use tokio::sync::Notify;

use crate::codec::QUERY_SCHEMA;
use crate::commands::Commands;
use crate::emitter::Emitter;
use crate::failure::Failure;
use crate::handler::{Answer, Call, CommandInfo, Handler};
pub use crate::server::Fault;
use crate::server::{Faults, GREETING, Server};
use qapi_client::Error;
use qapi_client::Options;
use qapi_client::introspect::Schema;
use qapi_client::tokio::Listener;
use qapi_client::tokio::{Client, GuestAgent};
use qapi_client::wire::{self, Decode, Encode, Value};
use qapi_client::{Command, Greeting, OobCommand};

/// Buffer size of a connection in memory.
const STREAM: usize = 64 << 10;

/// A command that a [`TestMonitor`] was asked for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Recorded {
    /// The command's name.
    pub command: String,
    /// Its arguments; the empty object if it came without.
    pub arguments: Value,
    /// True if it was sent out of band.
    pub oob: bool,
    /// Number of the client, counted from 0 in the order in which they connected.
    pub client: u64,
    /// Number of file descriptors that came with it.
    pub fds: usize,
}

/// A monitor that executes closures, records its commands, and injects faults into its replies.
///
/// Clones are the same monitor: they share commands, faults and records.
///
/// # Examples
///
/// A manager whose wait has a limit:
///
/// ```
/// use std::time::Duration;
/// use qapi_server::testing::{Fault, TestMonitor};
/// use qapi_client::Options;
/// use qapi_server::Failure;
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), qapi_client::Error> {
/// let monitor = TestMonitor::new();
/// monitor.on_raw("query-status", |_| Ok(json!({"status": "running", "running": true})));
/// monitor.on_raw("device_del", |arguments| {
///     Err(Failure::device_not_found(arguments["id"].as_str().unwrap_or("?")))
/// });
/// monitor.fault("query-status", Fault::Drop);
///
/// let vm = monitor.connect(&Options::new()).await?;
/// let status = vm.execute_raw("query-status", None).deadline(Duration::from_millis(10)).await;
/// assert!(status.unwrap_err().is_timeout());
/// assert_eq!(vm.execute_raw("query-status", None).await?["running"], true);
/// let error = vm.execute_raw("device_del", Some(json!({"id": "nic"}))).await.unwrap_err();
/// assert_eq!(error.to_string(), "command device_del: Device 'nic' not found (DeviceNotFound)");
///
/// let asked: Vec<_> = monitor.calls().into_iter().map(|call| call.command).collect();
/// assert_eq!(asked, ["query-status", "query-status", "device_del"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct TestMonitor {
    script: Arc<Script>,
    faults: Arc<Faults>,
    server: Server,
}

/// The monitor's commands and records.
#[derive(Default)]
struct Script {
    commands: Mutex<Commands>,
    /// Executes commands that have no closure.
    machine: Option<Box<dyn Handler>>,
    calls: Mutex<Vec<Recorded>>,
    called: Notify,
}

impl Script {
    fn commands(&self) -> MutexGuard<'_, Commands> {
        self.commands.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn calls(&self) -> MutexGuard<'_, Vec<Recorded>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The script as a server sees it.
struct Player(Arc<Script>);

impl Handler for Player {
    fn command(&self, name: &str) -> Option<CommandInfo> {
        let ours = self.0.commands().command(name);
        ours.or_else(|| self.0.machine.as_ref()?.command(name))
    }

    fn execute(&self, call: Call) -> Answer {
        let arguments = call.arguments.as_deref().map_or("{}", RawValue::get);
        self.0.calls().push(Recorded {
            command: call.command.to_string(),
            arguments: wire::from_json(arguments).unwrap_or_default(),
            oob: call.oob,
            client: call.client,
            fds: call.fd_count(),
        });
        self.0.called.notify_waiters();
        // Not while the lock is held: a closure may add commands.
        let commands = self.0.commands().clone();
        match &self.0.machine {
            Some(machine) if commands.command(&call.command).is_none() => machine.execute(call),
            _ => commands.execute(call),
        }
    }

    fn commands(&self) -> Vec<String> {
        let mut commands = self.0.commands().commands();
        let machine = self.0.machine.iter();
        commands.extend(machine.flat_map(|machine| machine.commands()));
        commands
    }

    fn schema(&self) -> Option<&Schema<'static>> {
        let ours = self.0.commands().schema;
        ours.or_else(|| self.0.machine.as_ref()?.schema())
    }
}

impl TestMonitor {
    /// A monitor without commands, that offers out of band.
    #[must_use]
    pub fn new() -> Self {
        Self::spoken(Server::new, None)
    }

    /// A monitor over a whole virtual machine, such as one that implements a generated trait
    /// (`server::Dispatch`). The machine executes commands without a closure; they are recorded, and
    /// their replies can have faults.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_client::Options;
    /// use qapi_server::Commands;
    /// use qapi_server::testing::TestMonitor;
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), qapi_client::Error> {
    /// let machine = Commands::new()
    ///     .raw("query-name", |_| async { Ok(json!({"name": "vm"})) })
    ///     .raw("stop", |_| async { Ok(json!({})) });
    /// let monitor = TestMonitor::over(machine);
    /// monitor.on_raw("query-name", |_| Ok(json!({"name": "another"})));
    /// let vm = monitor.connect(&Options::new()).await?;
    /// vm.execute_raw("stop", None).await?;
    /// assert_eq!(vm.execute_raw("query-name", None).await?["name"], "another");
    /// assert_eq!(monitor.calls().len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn over(machine: impl Handler) -> Self {
        Self::spoken(Server::new, Some(Box::new(machine)))
    }

    /// A monitor that refuses arguments that `schema` does not allow, and whose only command is
    /// `query-qmp-schema`, which returns it.
    #[must_use]
    pub fn with_schema(schema: &'static Schema<'static>) -> Self {
        let monitor = Self::new();
        monitor.change(|commands| commands.with_schema(schema));
        monitor.on_raw(QUERY_SCHEMA, move |_| {
            serde_json::from_str(&schema.to_string())
                .map_err(|error| Failure::generic(error.to_string()))
        });
        monitor
    }

    /// A guest agent whose only commands are those that it synchronises by, which are not recorded.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_client::Options;
    /// use qapi_server::testing::TestMonitor;
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), qapi_client::Error> {
    /// let monitor = TestMonitor::agent();
    /// monitor.on_raw("guest-ping", |_| Ok(json!({})));
    /// let agent = monitor.connect_agent(&Options::new()).await?;
    /// agent.execute_raw("guest-ping", None).await?;
    /// assert_eq!(monitor.calls()[0].command, "guest-ping");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn agent() -> Self {
        Self::spoken(Server::agent, None)
    }

    fn spoken(speak: fn(Player) -> Server, machine: Option<Box<dyn Handler>>) -> Self {
        let script = Arc::new(Script {
            machine,
            ..Script::default()
        });
        let faults = Arc::new(Faults::default());
        let server = speak(Player(script.clone())).faults(faults.clone());
        Self {
            script,
            faults,
            server,
        }
    }

    /// Greets with this instead. Only before anybody has connected, and before it was cloned.
    #[must_use]
    pub fn greeting(self, greeting: Greeting) -> Self {
        Self {
            server: self.server.greeting(greeting),
            ..self
        }
    }

    /// Changes the commands that it executes from now on, as [`Commands`] has them: for closures
    /// that take their time, or that need the whole [`Call`].
    ///
    /// # Examples
    ///
    /// A command that ends when the test permits it:
    ///
    /// ```
    /// use std::sync::Arc;
    /// use qapi_client::Options;
    /// use qapi_server::testing::TestMonitor;
    /// use serde_json::json;
    /// use tokio::sync::Notify;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), qapi_client::Error> {
    /// let monitor = TestMonitor::new();
    /// let gate = Arc::new(Notify::new());
    /// let opened = gate.clone();
    /// monitor.change(|commands| {
    ///     commands.raw("stop", move |call| {
    ///         let gate = gate.clone();
    ///         async move {
    ///             gate.notified().await;
    ///             call.emitter.emit_raw("STOP", None);
    ///             Ok(json!({}))
    ///         }
    ///     })
    /// });
    /// let vm = monitor.connect(&Options::new()).await?;
    /// let stopping = tokio::spawn(vm.execute_raw("stop", None).into_future());
    /// monitor.await_call("stop", 1).await;
    /// assert!(!stopping.is_finished());
    /// opened.notify_one();
    /// stopping.await.unwrap()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn change(&self, change: impl FnOnce(Commands) -> Commands) {
        let mut commands = self.script.commands();
        *commands = change(std::mem::take(&mut commands));
    }

    /// Executes a command of a schema by a closure from now on.
    pub fn on<C>(&self, execute: impl Fn(C) -> Result<C::Ok, Failure> + Send + Sync + 'static)
    where
        C: Command<Ok: Encode + Send + 'static> + Decode,
    {
        self.change(|commands| {
            commands.on(move |command: C, _| std::future::ready(execute(command)))
        });
    }

    /// Executes a command of a schema by a closure from now on, also out of band.
    pub fn on_oob<C>(&self, execute: impl Fn(C) -> Result<C::Ok, Failure> + Send + Sync + 'static)
    where
        C: OobCommand<Ok: Encode + Send + 'static> + Decode,
    {
        self.change(|commands| {
            commands.on_oob(move |command: C, _| std::future::ready(execute(command)))
        });
    }

    /// Executes the command `name`, with or without a schema, by a closure from now on. The closure
    /// receives the arguments, or the empty object if there are none.
    pub fn on_raw(
        &self,
        name: &str,
        execute: impl Fn(Value) -> Result<Value, Failure> + Send + Sync + 'static,
    ) {
        self.on_raw_with(name, CommandInfo::DEFAULT, execute);
    }

    /// The same for a command with the properties `info`, which a schema would give.
    pub fn on_raw_with(
        &self,
        name: &str,
        info: CommandInfo,
        execute: impl Fn(Value) -> Result<Value, Failure> + Send + Sync + 'static,
    ) {
        self.change(|commands| {
            commands.raw_with(name, info, move |call| {
                std::future::ready(call.arguments().and_then(&execute))
            })
        });
    }

    /// Injects a fault into the next reply to `command`. Each further fault concerns one further reply,
    /// in the order in which they were added. A [`Fault::Delay`] of zero leaves a reply as it is.
    pub fn fault(&self, command: &str, fault: Fault) {
        self.faults.add(command, fault);
    }

    /// Injects a fault into the next greeting.
    pub fn fault_of_greeting(&self, fault: Fault) {
        self.faults.add(GREETING, fault);
    }

    /// Ends all connections at once, as a killed QEMU does. Later connections are served.
    pub fn disconnect(&self) {
        self.server.hang_up();
    }

    /// The commands that it executed, in the order in which they were begun. Commands that a schema
    /// refused, or that do not exist, are not recorded.
    #[must_use]
    pub fn calls(&self) -> Vec<Recorded> {
        self.script.calls().clone()
    }

    /// The calls of a command of a schema.
    #[must_use]
    pub fn calls_of<C: Command + Decode>(&self) -> Vec<C> {
        let calls = self.script.calls();
        let calls = calls.iter().filter(|call| call.command == C::NAME);
        // Arguments of executed commands were decoded before.
        calls
            .filter_map(|call| wire::from_arguments(&call.arguments.to_string()).ok())
            .collect()
    }

    /// The `nth` call of a command, counted from 1: waits until it is begun.
    pub async fn await_call(&self, command: &str, nth: usize) -> Recorded {
        loop {
            // Made before the look, so that nothing is missed between the two.
            let called = self.script.called.notified();
            let found = {
                let calls = self.script.calls();
                let mut calls = calls.iter().filter(|call| call.command == command);
                calls.nth(nth.saturating_sub(1)).cloned()
            };
            match found {
                Some(call) => return call,
                None => called.await,
            }
        }
    }

    /// Returns an emitter that sends events to all clients.
    #[must_use]
    pub fn emitter(&self) -> Emitter {
        self.server.emitter()
    }

    /// Sets whether the machine waits to be configured.
    pub fn set_preconfig(&self, preconfig: bool) {
        self.server.set_preconfig(preconfig);
    }

    /// A stream with the monitor at its other end, which a task of its own serves.
    #[must_use]
    pub fn stream(&self) -> DuplexStream {
        let (ours, theirs) = tokio::io::duplex(STREAM);
        let server = self.server.clone();
        // The other end sees how it ends.
        tokio::spawn(async move { drop(server.serve_stream(theirs).await) });
        ours
    }

    /// A Unix socket with the monitor at its other end: over it, commands carry file descriptors.
    ///
    /// # Errors
    ///
    /// Those of the system.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_client::Options;
    /// use qapi_client::tokio::Client;
    /// use qapi_server::testing::TestMonitor;
    /// use serde_json::json;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let monitor = TestMonitor::new();
    /// monitor.on_raw("getfd", |_| Ok(json!({})));
    /// let vm = Client::from_stream(monitor.socket()?, &Options::new()).await?;
    /// let (_ours, theirs) = std::os::unix::net::UnixStream::pair()?;
    /// vm.execute_raw("getfd", Some(json!({"fdname": "tap"}))).with_fds([theirs]).await?;
    /// assert_eq!(monitor.calls()[0].fds, 1);
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(unix)]
    pub fn socket(&self) -> std::io::Result<tokio::net::UnixStream> {
        let (ours, theirs) = tokio::net::UnixStream::pair()?;
        let server = self.server.clone();
        tokio::spawn(async move { drop(server.serve_stream(theirs).await) });
        Ok(ours)
    }

    /// A client of the monitor.
    ///
    /// # Errors
    ///
    /// Those of [`Client::from_stream`], if faults are to happen.
    pub async fn connect(&self, options: &Options) -> Result<Client, Error> {
        Client::from_stream(self.stream(), options).await
    }

    /// A client of the guest agent that it is.
    ///
    /// # Errors
    ///
    /// Those of [`GuestAgent::from_stream`], if faults are to happen.
    pub async fn connect_agent(&self, options: &Options) -> Result<GuestAgent, Error> {
        GuestAgent::from_stream(self.stream(), options).await
    }

    /// Serves all who connect, as [`Server::serve`] does.
    ///
    /// # Errors
    ///
    /// Those of [`Server::serve`].
    pub async fn serve(&self, listener: &Listener) -> Result<(), Error> {
        self.server.serve(listener).await
    }
}

impl Default for TestMonitor {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for TestMonitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestMonitor")
            .field("commands", &*self.script.commands())
            .field("calls", &*self.script.calls())
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}
