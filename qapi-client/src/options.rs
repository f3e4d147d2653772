//! Settings of a client.

use std::time::Duration;

use crate::introspect::policy::{Finding, Policy};
use crate::protocol::Limits;
use crate::report::{Ignored, Report};
use crate::transcript::Transcript;

/// Settings of a client; the same for every kind of client.
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
    /// The timeouts of some commands, by their names.
    deadlines: Vec<(Box<str>, Option<Duration>)>,
    pub(crate) oob: bool,
    pub(crate) missing_ids: bool,
    pub(crate) limits: Limits,
    pub(crate) event_capacity: usize,
    pub(crate) transcript: Option<Transcript>,
    pub(crate) policy: Policy,
    pub(crate) report: Option<Report<Finding>>,
    pub(crate) ignored: Option<Report<Ignored>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connect_deadline: Some(Duration::from_secs(10)),
            wait_for_socket: Duration::ZERO,
            deadline: Some(Duration::from_secs(60)),
            deadlines: Vec::new(),
            oob: true,
            missing_ids: false,
            limits: Limits::default(),
            event_capacity: 1024,
            transcript: None,
            policy: Policy::default(),
            report: None,
            ignored: None,
        }
    }
}

impl Options {
    /// Returns the default settings, which each method here documents.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the timeout for connecting, including greeting and negotiation or synchronisation;
    /// `None` for no limit. Default: 10 seconds.
    pub fn connect_deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.connect_deadline = deadline.into();
        self
    }

    /// Sets the time to retry connecting while nothing listens at the address: the socket's file is
    /// missing, the connection is refused, or it times out. The
    /// [`connect_deadline`](Self::connect_deadline) counts from the attempt that succeeds. A server
    /// whose queue of connections is full is waited for within either time. Default: zero.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use qapi_client::Options;
    /// use qapi_client::blocking::Client;
    ///
    /// // Another program is starting QEMU.
    /// let options = Options::new().wait_for_socket(Duration::from_secs(30));
    /// let vm = Client::connect_with("unix:/run/vm.qmp", &options)?;
    /// # Ok::<(), qapi_client::Error>(())
    /// ```
    pub fn wait_for_socket(mut self, wait: Duration) -> Self {
        self.wait_for_socket = wait;
        self
    }

    /// Sets the timeout of commands; `None` for no limit. Default: 60 seconds, after which calls to
    /// a stopped QEMU fail.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.deadline = deadline.into();
        self
    }

    /// Sets the timeout of the command `name`, instead of that of other commands; `None` for no
    /// limit.
    pub fn command_deadline(
        mut self,
        name: impl Into<Box<str>>,
        deadline: impl Into<Option<Duration>>,
    ) -> Self {
        let (name, deadline) = (name.into(), deadline.into());
        match self.find_deadline(&name) {
            Ok(at) => self.deadlines[at].1 = deadline,
            Err(at) => self.deadlines.insert(at, (name, deadline)),
        }
        self
    }

    /// Returns the timeout of the command `name`.
    pub(crate) fn deadline_of(&self, name: &str) -> Option<Duration> {
        match self.find_deadline(name) {
            Ok(at) => self.deadlines[at].1,
            Err(_) => self.deadline,
        }
    }

    /// Returns the position of the timeout of the command `name`, or the one where it belongs.
    fn find_deadline(&self, name: &str) -> Result<usize, usize> {
        self.deadlines
            .binary_search_by(|(other, _)| (**other).cmp(name))
    }

    /// Requests out-of-band execution if the monitor's greeting offers it, or declines it. Default:
    /// requested.
    pub fn oob(mut self, oob: bool) -> Self {
        self.oob = oob;
        self
    }

    /// Accepts a peer whose replies repeat no `id`, as some monitors in other programs send them.
    /// One command at a time is then in flight, so that each reply belongs to it; nothing is
    /// executed out of band. A command whose deadline passed holds up the next ones until its late
    /// reply. Default: false, and such a reply is an error.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::Options;
    /// use qapi_client::blocking::Client;
    ///
    /// let options = Options::new().accept_missing_ids(true);
    /// let vm = Client::connect_with("unix:/run/other.qmp", &options)?;
    /// # Ok::<(), qapi_client::Error>(())
    /// ```
    pub fn accept_missing_ids(mut self, accept: bool) -> Self {
        self.missing_ids = accept;
        self
    }

    /// Sets limits on the memory that the other side can make this one use. See [`Limits`] for the
    /// defaults.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the maximum number of queued events. Beyond it the oldest are dropped, and
    /// [`Error::Lagged`](crate::Error::Lagged) reports their number. Default: 1024.
    pub fn event_capacity(mut self, capacity: usize) -> Self {
        self.event_capacity = capacity;
        self
    }

    /// Records all messages, including secrets. Default: no transcript.
    pub fn transcript(mut self, transcript: impl Into<Option<Transcript>>) -> Self {
        self.transcript = transcript.into();
        self
    }

    /// Sets the policy for commands, members and values that the connected monitor's schema marks
    /// deprecated or unstable, or does not have, and for members that it requires. It is applied
    /// before they are sent. Default: all are accepted.
    ///
    /// An API generated for several releases can express commands that one of them rejects.
    /// `policy(Policy::lacking(Reaction::Reject))` is its safety net: everything that the connected
    /// QEMU lacks is an error with the path and the nearest known name, before anything is sent.
    ///
    /// With a policy that does not accept all of them, a monitor's client queries the schema when it
    /// connects. Connecting then fails if the monitor has no such query (QEMU before 2.5). Guest
    /// agents do not report a schema, so no policy applies to them.
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

    /// Calls `report` with each finding that the [policy](Self::policy) warns of, before the command
    /// is sent. With the feature `tracing`, findings are also emitted there.
    pub fn on_finding(mut self, report: impl Fn(&Finding) + Send + Sync + 'static) -> Self {
        self.report = Some(Report::to(report));
        self
    }

    /// Calls `report` with each member of a reply or event that its type does not have: an addition
    /// of a newer peer, which decoding otherwise ignores. Of one reply or event, at most a thousand
    /// are reported. Without a receiver, nothing is recorded.
    ///
    /// Members of unknown branches, open types and [`Value`](crate::wire::Value)s are kept, so they are
    /// not reported. Neither are those of the client's own questions, such as the progress of a job.
    /// Code that is generated with `--keep-unknown` keeps more.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::Options;
    /// use qapi_client::blocking::Client;
    ///
    /// let options = Options::new().on_ignored(|ignored| eprintln!("{ignored}"));
    /// let vm = Client::connect_with("unix:/run/vm.qmp", &options)?;
    /// # Ok::<(), qapi_client::Error>(())
    /// ```
    pub fn on_ignored(mut self, report: impl Fn(&Ignored) + Send + Sync + 'static) -> Self {
        self.ignored = Some(Report::to(report));
        self
    }
}
