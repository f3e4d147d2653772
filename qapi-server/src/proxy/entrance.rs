//! The clients' side of a proxy: a server for each profile.

use std::sync::{Arc, Mutex, PoisonError};

use qapi_client::Transcript;
use qapi_client::tokio::Listener;
use qapi_client::wire::Value;
use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncWrite};

use super::facts::Facts;
use super::log::{Action, Outcome};
use super::profile::{Profile, ProfileError, View};
use super::trace;
use super::upstream::{Kind, Shown, Upstream, Waiting};
use crate::failure::Failure;
use crate::handler::{Answer, Call, CommandInfo, Handler};
use crate::server::{Forward, ServeError, Server, Slot, next_client};

/// Commands of QEMU that take the descriptors that arrived last.
const TAKES_FDS: [&str; 2] = ["getfd", "add-fd"];

/// An entrance to the monitor behind a proxy, for clients of one profile.
///
/// Clones are the same entrance.
#[derive(Clone)]
pub struct Entrance {
    pub(super) gate: Arc<Gate>,
}

/// The commands of all clients of an entrance, on their way to the monitor.
pub(super) struct Gate {
    upstream: Arc<Upstream>,
    place: Mutex<Arc<Place>>,
    server: Mutex<Option<Server>>,
    locks: bool,
}

/// The profile, and the monitor as it shows it.
struct Place {
    profile: Profile,
    /// Those of the last connection; none before the first.
    facts: Option<Arc<Facts>>,
    view: Option<View>,
}

impl Entrance {
    pub(super) fn new(
        upstream: Arc<Upstream>,
        profile: Profile,
        locks: bool,
    ) -> Result<Self, ProfileError> {
        if let Some(facts) = upstream.facts() {
            profile.check(&facts)?;
        }
        let place = Place::new(profile, None);
        let gate = Arc::new(Gate {
            upstream: upstream.clone(),
            place: Mutex::new(Arc::new(place)),
            server: Mutex::default(),
            locks,
        });
        let forward = Arc::new(Weak(Arc::downgrade(&gate)));
        let server = match upstream.kind {
            Kind::Monitor => Server::new(Nothing),
            Kind::Agent => Server::agent(Nothing),
        };
        *gate.server_place() = Some(server.forward(forward, upstream.budget.clone()));
        upstream.add(&gate);
        // Later connections renew it by themselves.
        if let Some(facts) = upstream.facts() {
            gate.renew(&facts);
        }
        Ok(Self { gate })
    }

    /// Serves a client until it leaves.
    ///
    /// # Errors
    ///
    /// [`ServeError`].
    pub async fn serve_stream<S>(&self, stream: S) -> Result<(), ServeError>
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let Some(server) = self.gate.server() else {
            return Ok(());
        };
        let profile = self.gate.place().profile.name.clone();
        let mut present = Present::new(self.gate.clone(), profile);
        let serving = server.serve_client(present.client, stream);
        let served = trace::client(present.client, &present.profile, serving).await;
        present.reason = served.as_ref().err().map(ToString::to_string);
        served
    }

    /// Serves all clients that connect, until this is dropped or the listener fails.
    ///
    /// # Errors
    ///
    /// [`qapi_client::Error::Connect`].
    pub async fn serve(&self, listener: &Listener) -> Result<(), qapi_client::Error> {
        let mut clients = tokio::task::JoinSet::new();
        loop {
            let stream = next_client(listener).await?;
            let entrance = self.clone();
            clients.spawn(async move { drop(entrance.serve_stream(stream).await) });
            while clients.try_join_next().is_some() {}
        }
    }

    /// Changes the profile, for the clients that are connected too.
    ///
    /// # Errors
    ///
    /// Those of [`check_profile`](Self::check_profile): the profile stays as it was.
    pub fn set_profile(&self, profile: Profile) -> Result<(), ProfileError> {
        self.check_profile(&profile)?;
        self.gate
            .change(|place| Place::new(profile, place.facts.clone()));
        Ok(())
    }

    /// Checks that a profile fits the monitor, or the last one if there is no connection.
    ///
    /// # Errors
    ///
    /// [`ProfileError`] if the profile has a name that the monitor does not have.
    pub fn check_profile(&self, profile: &Profile) -> Result<(), ProfileError> {
        match &self.gate.place().facts {
            Some(facts) => profile.check(facts),
            None => Ok(()),
        }
    }
}

impl std::fmt::Debug for Entrance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entrance")
            .field("profile", &self.gate.place().profile.name)
            .finish_non_exhaustive()
    }
}

impl Place {
    fn new(profile: Profile, facts: Option<Arc<Facts>>) -> Self {
        let view = facts.as_ref().map(|facts| View::new(&profile, facts));
        Self {
            profile,
            facts,
            view,
        }
    }

    /// The change of a command's reply: `guest-info` lists the commands that the profile allows.
    fn shown(&self, command: &str) -> Option<Shown> {
        let agent = self.facts.as_ref()?.greeting.is_none();
        if !agent || command != "guest-info" {
            return None;
        }
        let profile = self.profile.clone();
        Some(Box::new(move |info| {
            let mut info: Value = serde_json::from_str(info.get()).unwrap_or_default();
            if let Some(Value::Array(commands)) = info.get_mut("supported_commands") {
                commands.retain(|command| {
                    let name = command["name"].as_str().unwrap_or_default();
                    profile.allows_command(name) || name.starts_with("guest-sync")
                });
            }
            info.to_string().into_bytes()
        }))
    }
}

impl Gate {
    fn server_place(&self) -> std::sync::MutexGuard<'_, Option<Server>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn server(&self) -> Option<Server> {
        self.server_place().clone()
    }

    fn place(&self) -> Arc<Place> {
        let place = self.place.lock();
        place.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the place, made of the present one: nothing else can change it meanwhile.
    fn change(&self, new: impl FnOnce(&Place) -> Place) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        *place = Arc::new(new(&place));
    }

    /// Takes note of a new connection to the monitor.
    pub(super) fn renew(&self, facts: &Arc<Facts>) {
        self.change(|place| Place::new(place.profile.clone(), Some(facts.clone())));
        if let (Some(server), Some(greeting)) = (self.server(), &facts.greeting) {
            server.set_greeting(greeting.clone());
        }
    }

    /// Sends an event to the clients, if the profile allows it.
    pub(super) fn event(&self, name: &str, line: &[u8]) {
        if self.place().profile.allows_event(name)
            && let Some(server) = self.server()
        {
            server.broadcast(line);
        }
    }

    /// Ends the connections of all clients.
    pub(super) fn hang_up(&self) {
        if let Some(server) = self.server() {
            server.hang_up();
        }
    }

    /// Decides on a command, and sends it.
    fn begin(&self, call: Call, slot: Slot) {
        let place = self.place();
        let entry = self.upstream.log.begin(&place.profile.name, &call);
        match self.admit(&place, &call) {
            Ok(Some(answer)) => {
                entry.end(Outcome::Success);
                slot.succeed(&answer);
            }
            Ok(None) => {
                let shown = place.shown(&call.command);
                let waiting = Waiting { slot, entry, shown };
                let fds = call.fds.take();
                self.upstream.submit(call, fds, waiting);
            }
            Err(failure) => {
                self.upstream.metrics.refused(&call.command);
                entry.end(Outcome::Refused);
                slot.fail(failure);
            }
        }
    }

    /// Returns the answer to a command, if the proxy has it.
    fn admit(&self, place: &Place, call: &Call) -> Result<Option<Vec<u8>>, Failure> {
        let (Some(facts), Some(view)) = (&place.facts, &place.view) else {
            return Err(Failure::generic(
                "There is no connection to the monitor; the command was not sent",
            ));
        };
        let command = &*call.command;
        let cached = match command {
            "query-qmp-schema" => view.schema.clone(),
            "query-commands" if !facts.commands.is_empty() => Some(view.commands.clone()),
            "query-version" => facts.version.clone().map(String::into_bytes),
            _ => None,
        };
        if cached.is_some() {
            if call.oob {
                return Err(not_oob(command));
            }
            // A call with arguments goes to the monitor, which reports the exact error.
            return Ok(cached.filter(|_| has_none(call.arguments.as_deref())));
        }
        if !facts.has(command) {
            return Err(Failure::command_not_found(command));
        }
        view.admit(facts, command, call.arguments.as_deref())?;
        if call.oob && !facts.allows_oob(command) {
            return Err(not_oob(command));
        }
        // QEMU would take one that another client's command has left.
        if TAKES_FDS.contains(&command) && call.fd_count() == 0 {
            let text = "No file descriptor supplied via SCM_RIGHTS";
            return Err(Failure::generic(text));
        }
        if self.upstream.is_locked_for(call.client) && !Profile::read_only().allows_command(command)
        {
            return Err(Failure::generic(
                "Another client has locked the monitor; only queries are allowed",
            ));
        }
        Ok(None)
    }
}

fn not_oob(command: &str) -> Failure {
    Failure::generic(format!("The command {command} does not support OOB"))
}

fn has_none(arguments: Option<&RawValue>) -> bool {
    arguments.is_none_or(|arguments| {
        let text = arguments.get().trim_start_matches('{');
        text.trim() == "}"
    })
}

/// The gate as its server sees it, which it owns.
struct Weak(std::sync::Weak<Gate>);

impl Forward for Weak {
    fn begin(&self, call: Call, slot: Slot) {
        if let Some(gate) = self.0.upgrade() {
            gate.begin(call, slot);
        }
    }

    fn synchronise(&self) {
        if let Some(gate) = self.0.upgrade() {
            gate.upstream.synchronise();
        }
    }

    fn transcript(&self, client: u64) -> Option<Transcript> {
        let gate = self.0.upgrade()?;
        let place = gate.place();
        gate.upstream.log.transcript(client, &place.profile.name)
    }
}

/// The handler of a server that hands all commands on.
struct Nothing;

impl Handler for Nothing {
    fn command(&self, _: &str) -> Option<CommandInfo> {
        None
    }

    fn execute(&self, call: Call) -> Answer {
        Box::pin(call.unimplemented())
    }
}

/// A client that is served.
struct Present {
    gate: Arc<Gate>,
    client: u64,
    profile: String,
    /// Reason that the proxy disconnected it.
    reason: Option<String>,
}

impl Present {
    fn new(gate: Arc<Gate>, profile: String) -> Self {
        let client = gate.upstream.next_client();
        gate.upstream.metrics.client(&profile, 1);
        gate.upstream.log.client(client, &profile, Action::Connect);
        if gate.locks {
            gate.upstream.lock(client);
        }
        Self {
            gate,
            client,
            profile,
            reason: None,
        }
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        let upstream = &self.gate.upstream;
        upstream.leave(self.client);
        upstream.metrics.client(&self.profile, -1);
        let reason = self.reason.take();
        let action = Action::Leave { reason };
        upstream.log.client(self.client, &self.profile, action);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use qapi_client::protocol::{Greeting, Version};

    use super::super::log::Log;
    use super::*;
    use crate::emitter::Emitter;
    use crate::server::{Budget, CLIENTS, MEMORY};

    fn facts() -> Facts {
        let greeting = Greeting::new(Version::new(10, 0, 0, ""), ["oob"]);
        let commands = serde_json::value::to_raw_value(&serde_json::json!([{"name": "stop"}]));
        Facts::of_monitor(greeting, None, commands.ok().as_deref(), RawValue::NULL).unwrap()
    }

    fn admits(entrance: &Entrance) -> bool {
        let gate = &entrance.gate;
        let call = Call::new("stop", Emitter::to(|_, _| {}));
        gate.admit(&gate.place(), &call).is_ok()
    }

    /// The state changes before the entrances hear of it: nothing passes in between.
    #[test]
    fn an_entrance_that_knows_no_monitor_yet_lets_nothing_through() {
        let budget = Budget::new(MEMORY, CLIENTS);
        let upstream = Arc::new(Upstream::new(Kind::Monitor, budget, Log::default()));
        let early = Entrance::new(upstream.clone(), Profile::none(), false).unwrap();
        let full = Entrance::new(upstream.clone(), Profile::full(), false).unwrap();
        assert!(!admits(&early) && !admits(&full));
        upstream.connected(facts(), false);
        assert!(!admits(&early) && admits(&full));
    }
}
