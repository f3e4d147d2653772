//! The builder of a command's execution, shared by all clients.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use serde_json::value::RawValue;

use crate::codec;
use crate::options::Options;
use crate::protocol::request::Mode;
use crate::protocol::{Fd, Greeting};
use crate::wire::{Decode, Encode, Value};
use crate::{Command, OobCommand};

/// A command as its caller requested it.
pub(crate) struct Request {
    pub(crate) command: Box<str>,
    pub(crate) arguments: Option<Vec<u8>>,
    pub(crate) mode: Mode,
    pub(crate) success_response: bool,
    pub(crate) deadline: Option<Duration>,
    /// Descriptors to send with the command.
    pub(crate) fds: Vec<Fd>,
}

impl Request {
    /// Returns a command of the client's own.
    pub(crate) fn own(command: &str, deadline: Option<Duration>) -> Self {
        Self {
            command: command.into(),
            arguments: None,
            mode: Mode::InBand,
            success_response: true,
            deadline,
            fds: Vec::new(),
        }
    }

    /// Returns the command that ends the negotiation, and true if it requests out-of-band execution.
    pub(crate) fn negotiate(greeting: &Greeting, options: &Options) -> (Self, bool) {
        let oob = options.oob && !options.missing_ids && greeting.offers_oob();
        let request = Self {
            arguments: oob.then(|| br#"{"enable":["oob"]}"#.to_vec()),
            ..Self::own("qmp_capabilities", options.connect_deadline)
        };
        (request, oob)
    }
}

/// A command that is about to be executed: call `.await` (asynchronous clients) or `.wait()`
/// (others) for its reply.
///
/// Nothing is sent before that call. `On` is the connection, `T` the type of the reply, and `C` the
/// command's type, or [`Raw`] for a command given by name.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use qapi_client::blocking::Client;
///
/// let vm = Client::connect("unix:/run/vm.qmp")?;
/// let status = vm.execute_raw("query-status", None).deadline(Duration::from_secs(2)).wait()?;
/// println!("{}", status["status"]);
/// # Ok::<(), qapi_client::Error>(())
/// ```
#[must_use = "a command is sent when it is awaited or waited for"]
pub struct Execute<On, T, C = Raw> {
    pub(crate) on: On,
    pub(crate) request: Request,
    types: PhantomData<fn(C) -> T>,
}

/// Stands for the type of a command given by name.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Raw;

mod sealed {
    pub trait Sealed {}

    impl<C: crate::OobCommand> Sealed for C {}

    impl Sealed for super::Raw {}
}

/// Commands that [`Execute::out_of_band`] accepts: each [`OobCommand`], and commands given by name.
pub trait AllowsOob: sealed::Sealed {}

impl<C: OobCommand> AllowsOob for C {}

impl AllowsOob for Raw {}

impl<On, C> Execute<On, C::Ok, C>
where
    C: Command<Ok: Decode> + Encode,
{
    /// Returns a command of a schema.
    pub(crate) fn typed(on: On, command: &C, options: &Options) -> Self {
        Self::new(
            on,
            Request {
                arguments: codec::arguments(command),
                success_response: C::SUCCESS_RESPONSE,
                ..Request::own(C::NAME, options.deadline_of(C::NAME))
            },
        )
    }
}

impl<On, T> Execute<On, T, Raw> {
    /// Returns a command by name, which need not be in any schema.
    pub(crate) fn raw(on: On, name: &str, arguments: Option<Value>, options: &Options) -> Self {
        Self::new(
            on,
            Request {
                arguments: arguments.map(|arguments| codec::text(&arguments)),
                ..Request::own(name, options.deadline_of(name))
            },
        )
    }

    /// Returns the same command, marked as having no reply on success.
    pub(crate) fn silent(mut self) -> Self {
        self.request.success_response = false;
        self
    }
}

impl<On, T> Execute<On, T, Raw> {
    /// Sends JSON text as the arguments, in place of those of `execute_raw`: names that stand twice,
    /// the order of members and the form of numbers stay as they are. Line breaks become spaces.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use qapi_client::blocking::Client;
    /// use serde_json::value::RawValue;
    ///
    /// let vm = Client::connect("unix:/run/vm.qmp")?;
    /// let arguments: &RawValue = serde_json::from_str(r#"{"id": "a", "id": "b"}"#)?;
    /// // QEMU rejects a member that stands twice.
    /// let error = vm.execute_raw("device_del", None).arguments_text(arguments).wait();
    /// assert!(error.is_err_and(|error| error.is_command_error()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn arguments_text(mut self, arguments: &RawValue) -> Self {
        // JSON has line breaks only between its parts.
        let spaced = |byte| {
            if matches!(byte, b'\n' | b'\r') {
                b' '
            } else {
                byte
            }
        };
        let text = arguments.get().bytes().map(spaced);
        self.request.arguments = Some(text.collect());
        self
    }
}

impl<On, T, C> Execute<On, T, C> {
    fn new(on: On, request: Request) -> Self {
        Self {
            on,
            request,
            types: PhantomData,
        }
    }

    /// Sets the deadline of this command, instead of that of the options; `None` for no limit.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.request.deadline = deadline.into();
        self
    }

    /// Sends file descriptors with the command, such as that of `getfd` or `add-fd`, over a Unix
    /// socket. They are sent with this command's first byte and with no other command; then this
    /// side closes them; [`with_borrowed_fds`](Self::with_borrowed_fds) keeps them open. QEMU takes 16
    /// at once. A descriptor that its command does not use stays with the monitor until the
    /// next command that uses one.
    ///
    /// Fails with [`Error::NoDescriptors`](crate::Error::NoDescriptors), before anything is sent, if
    /// the connection is not a Unix socket.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::fs::File;
    /// use qapi_client::blocking::Client;
    /// use serde_json::json;
    ///
    /// let vm = Client::connect("unix:/run/vm.qmp")?;
    /// let name = json!({"fdname": "state"});
    /// vm.execute_raw("getfd", Some(name)).with_fds([File::create("/tmp/state")?]).wait()?;
    /// vm.execute_raw("migrate", Some(json!({"uri": "fd:state"}))).wait()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(all(unix, feature = "fds"))]
    pub fn with_fds(mut self, fds: impl IntoIterator<Item: Into<Fd>>) -> Self {
        self.request.fds.extend(fds.into_iter().map(Into::into));
        self
    }

    /// Sends duplicates of borrowed descriptors with the command; see
    /// [`with_fds`](Self::with_fds).
    ///
    /// # Errors
    ///
    /// Those of the system, which may have no descriptor left.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::net::UdpSocket;
    /// use qapi_client::blocking::Client;
    /// use qapi_client::qmp;
    ///
    /// let vm = Client::connect("unix:/run/vm.qmp")?;
    /// let socket = UdpSocket::bind("127.0.0.1:0")?;
    /// vm.execute(qmp::commands::Getfd::new("net0")).with_borrowed_fds([&socket])?.wait()?;
    /// println!("{}", socket.local_addr()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(all(unix, feature = "fds"))]
    pub fn with_borrowed_fds(
        mut self,
        fds: impl IntoIterator<Item: std::os::fd::AsFd>,
    ) -> std::io::Result<Self> {
        use std::os::fd::AsFd;
        for fd in fds {
            self.request.fds.push(fd.as_fd().try_clone_to_owned()?);
        }
        Ok(self)
    }

    /// Executes the command out of band: at once, even while the monitor executes another.
    ///
    /// Fails with [`Error::OobNotGranted`](crate::Error::OobNotGranted) if the monitor did not offer
    /// it, or [`Options::oob`] declined it. Commands without `allow-oob` do not compile:
    ///
    /// ```compile_fail,E0277
    /// # use qapi_client::{Command, wire::{Encode, Writer}};
    /// # struct Stop;
    /// # impl Command for Stop { const NAME: &'static str = "stop"; type Ok = (); }
    /// # impl Encode for Stop { fn encode(&self, _: &mut Writer<'_>) {} }
    /// # fn example(vm: &qapi_client::blocking::Client) {
    /// vm.execute(Stop).out_of_band();
    /// # }
    /// ```
    pub fn out_of_band(mut self) -> Self
    where
        C: AllowsOob,
    {
        self.request.mode = Mode::OutOfBand;
        self
    }

    /// Drops the command's type, which may not live as long as a future.
    #[cfg(feature = "tokio")]
    pub(crate) fn untyped(self) -> Execute<On, T> {
        Execute::new(self.on, self.request)
    }

    /// Moves the command to another connection.
    #[cfg(feature = "tokio")]
    pub(crate) fn map_on<X>(self, map: impl FnOnce(On) -> X) -> Execute<X, T, C> {
        Execute::new(map(self.on), self.request)
    }
}

impl<On, T, C> fmt::Debug for Execute<On, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Execute")
            .field("command", &self.request.command)
            .field("deadline", &self.request.deadline)
            .finish_non_exhaustive()
    }
}
