//! How a client is to behave.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::introspect::policy::{Finding, Policy};
use crate::protocol::Limits;
use crate::report::Report;
use crate::transcript::Transcript;

/// How a client is to behave; the same for every kind of client.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use qapi_client::Options;
///
/// let options = Options::new().deadline(Duration::from_secs(5)).oob(false);
/// assert_eq!(options, Options::default().oob(false).deadline(Some(Duration::from_secs(5))));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Options {
    pub(crate) connect_deadline: Option<Duration>,
    pub(crate) wait_for_socket: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) deadlines: BTreeMap<Box<str>, Option<Duration>>,
    pub(crate) oob: bool,
    pub(crate) limits: Limits,
    pub(crate) event_capacity: usize,
    pub(crate) transcript: Option<Transcript>,
    pub(crate) policy: Policy,
    pub(crate) report: Option<Report>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connect_deadline: Some(Duration::from_secs(10)),
            wait_for_socket: Duration::ZERO,
            deadline: Some(Duration::from_secs(60)),
            deadlines: BTreeMap::new(),
            oob: true,
            limits: Limits::default(),
            event_capacity: 1024,
            transcript: None,
            policy: Policy::default(),
            report: None,
        }
    }
}

impl Options {
    /// The defaults, which each method here tells.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long connecting may take, with greeting and negotiation or synchronisation; `None` for
    /// as long as it takes. 10 seconds if not set.
    pub fn connect_deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.connect_deadline = deadline.into();
        self
    }

    /// Time for which connecting is tried again while nothing listens at the address: the socket's file is
    /// missing, or the connection is refused. The [`connect_deadline`](Self::connect_deadline)
    /// counts from the attempt that succeeds. Zero if not set.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use qapi_client::Options;
    /// use qapi_client::blocking::Client;
    ///
    /// // QEMU is being started by somebody else.
    /// let options = Options::new().wait_for_socket(Duration::from_secs(30));
    /// let vm = Client::connect_with("unix:/run/vm.qmp", &options)?;
    /// # Ok::<(), qapi_client::Error>(())
    /// ```
    pub fn wait_for_socket(mut self, wait: Duration) -> Self {
        self.wait_for_socket = wait;
        self
    }

    /// How long a command may take; `None` for as long as it takes. 60 seconds if not set, so that
    /// a stopped QEMU hangs nobody.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.deadline = deadline.into();
        self
    }

    /// How long the command `name` may take, whatever others may; `None` for as long as it takes.
    pub fn command_deadline(
        mut self,
        name: impl Into<Box<str>>,
        deadline: impl Into<Option<Duration>>,
    ) -> Self {
        self.deadlines.insert(name.into(), deadline.into());
        self
    }

    /// How long the command `name` may take.
    pub(crate) fn deadline_of(&self, name: &str) -> Option<Duration> {
        self.deadlines.get(name).copied().unwrap_or(self.deadline)
    }

    /// Asks the monitor for commands out of band where its greeting offers them, or declines them. It is asked
    /// if not set.
    pub fn oob(mut self, oob: bool) -> Self {
        self.oob = oob;
        self
    }

    /// What the other side may make this one hold. See [`Limits`] for the defaults.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How many events may wait to be taken; when there are more, the oldest are dropped and
    /// [`Error::Lagged`](crate::Error::Lagged) says how many. 1024 if not set.
    pub fn event_capacity(mut self, capacity: usize) -> Self {
        self.event_capacity = capacity;
        self
    }

    /// Takes down what is said, secrets included. Not if not set.
    pub fn transcript(mut self, transcript: impl Into<Option<Transcript>>) -> Self {
        self.transcript = transcript.into();
        self
    }

    /// What to do about commands, members and values that the connected monitor's schema marks
    /// deprecated or unstable, or does not have, before they are sent. All are accepted if not
    /// set.
    ///
    /// With a policy that accepts not all, a client of a monitor asks for its schema when it
    /// connects, which fails where the monitor cannot tell (QEMU before 2.5). Guest agents tell no
    /// schema, so no policy applies to them.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::{Options, Policy, Reaction};
    /// use qapi_client::blocking::Client;
    ///
    /// let policy = Policy::default().deprecated(Reaction::Warn).unknown(Reaction::Reject);
    /// let options = Options::new()
    ///     .policy(policy)
    ///     .on_finding(|finding| eprintln!("warning: {finding}"));
    /// let vm = Client::connect_with("unix:/run/vm.qmp", &options)?;
    /// let error = vm.execute_raw("no-such-command", None).wait().unwrap_err();
    /// assert!(error.is_refused());
    /// # Ok::<(), qapi_client::Error>(())
    /// ```
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Calls `report` with what the [policy](Self::policy) says to warn of, before the command is
    /// sent. With the feature `tracing`, that is told there, too.
    pub fn on_finding(mut self, report: impl Fn(&Finding) + Send + Sync + 'static) -> Self {
        self.report = Some(Report::to(report));
        self
    }
}
