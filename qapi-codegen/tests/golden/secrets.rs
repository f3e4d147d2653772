/// Who logs in.
pub struct Login {
    /// the user's name
    pub user: ::std::string::String,
    /// what the user knows
    pub password: ::core::option::Option<::std::string::String>,
    /// the name of an object that has it
    pub password_secret: ::core::option::Option<::std::string::String>,
    /// the secret data that stand for both
    pub token: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// whether to keep the new password
    pub keep: bool,
}

impl ::core::clone::Clone for Login {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            user: self.user.clone(),
            password: self.password.clone(),
            password_secret: self.password_secret.clone(),
            token: self.token.clone(),
            ..*self
        }
    }
}

impl Login {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(user: impl ::core::convert::Into<::std::string::String>, keep: bool) -> Self {
        Self {
            user: user.into(),
            password: ::core::option::Option::None,
            password_secret: ::core::option::Option::None,
            token: ::core::option::Option::None,
            keep,
        }
    }

    /// Sets `password`.
    #[inline]
    #[must_use]
    pub fn password(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.password = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `password-secret`.
    #[inline]
    #[must_use]
    pub fn password_secret(
        mut self,
        value: impl ::core::convert::Into<::std::string::String>,
    ) -> Self {
        self.password_secret = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `token`.
    #[inline]
    #[must_use]
    pub fn token(
        mut self,
        value: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<::std::string::String>>,
    ) -> Self {
        self.token = ::core::option::Option::Some(::qapi_client::wire::list(value));
        self
    }
}

impl ::qapi_client::wire::Encode for Login {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "user password password-secret token keep",
            (
                &self.user,
                &::qapi_client::wire::Secret(&self.password),
                &self.password_secret,
                &::qapi_client::wire::Secret(&self.token),
                &self.keep,
            ),
        )
    }
}

impl ::qapi_client::wire::Decode for Login {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((user, password, password_secret, token, keep)) =
            r.fields("user password password-secret token keep")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            user,
            password,
            password_secret,
            token,
            keep,
        })
    }
}

::qapi_client::__debug! {
    Login
}

::qapi_client::__no_features! {
    Login
}

::qapi_client::__serialize! {
    Login
}

::qapi_client::__deserialize! {
    Login
}

/// The commands.
pub mod commands {
    /// Logs in.
    ///
    /// # Features
    ///
    /// - `json-cli`: also on the command line
    #[derive(Clone)]
    pub struct LogIn(
        /// All members.
        pub super::Login,
    );

    impl LogIn {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(user: impl ::core::convert::Into<::std::string::String>, keep: bool) -> Self {
            Self(<super::Login>::new(user, keep))
        }
    }

    impl ::core::convert::From<super::Login> for LogIn {
        #[inline]
        fn from(value: super::Login) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for LogIn {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for LogIn {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for LogIn {
        const NAME: &'static str = "log-in";

        type Ok = ();
    }

    /// Unlocks a disk.
    pub struct Unlock {
        /// opens it
        pub passphrase: ::std::string::String,
    }

    impl ::core::clone::Clone for Unlock {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                passphrase: self.passphrase.clone(),
            }
        }
    }

    impl Unlock {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(passphrase: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                passphrase: passphrase.into(),
            }
        }
    }

    impl ::qapi_client::wire::Encode for Unlock {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("passphrase", &::qapi_client::wire::Secret(&self.passphrase))
        }
    }

    impl ::qapi_client::wire::Decode for Unlock {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(passphrase) = r.req("passphrase") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { passphrase })
        }
    }

    impl ::qapi_client::Command for Unlock {
        const NAME: &'static str = "unlock";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        LogIn
        Unlock
    }

    ::qapi_client::__no_features! {
        Unlock
    }

    ::qapi_client::__serialize! {
        LogIn
        Unlock
    }

    ::qapi_client::__deserialize! {
        LogIn
        Unlock
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        LogIn
        Unlock
    }
}

/// The events' data.
pub mod events {
    ::qapi_client::__visit_events! {
        FullEventVisitor
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// An event that the schema does not have.
    Unknown {
        /// Its name.
        name: ::qapi_client::wire::UnknownValue<Event>,
        /// Its data, if it has any.
        data: ::core::option::Option<::qapi_client::wire::Value>,
    },
}

impl Event {
    /// The name on the wire.
    #[inline]
    pub fn name(&self) -> &str {
        match self {
            Self::Unknown { name, .. } => name.as_str(),
        }
    }
}

impl ::qapi_client::EventSet for Event {
    #[inline]
    fn known(
        _: &str,
        _: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        ::core::option::Option::Some(::core::option::Option::None)
    }

    #[inline]
    fn unknown(
        name: ::qapi_client::wire::UnknownValue<Self>,
        data: ::core::option::Option<::qapi_client::wire::Value>,
    ) -> Self {
        Self::Unknown { name, data }
    }

    #[inline]
    fn name(&self) -> &str {
        self.name()
    }
}

/// The data alone; the name is beside it in the message.
impl ::qapi_client::wire::Encode for Event {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Unknown { data, .. } => match data {
                ::core::option::Option::Some(data) => ::qapi_client::wire::Encode::encode(data, w),
                ::core::option::Option::None => w.object(&[], &[]),
            },
        }
    }
}

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {
    /// `log-in/$json-cli`
    pub const LOG_IN_JSON_CLI: ::qapi_client::Feature =
        ::qapi_client::Feature::new("log-in/$json-cli");
}

impl ::qapi_client::Features for commands::LogIn {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::LOG_IN_JSON_CLI];
}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"log-in\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\",\"features\":[\"json-cli\"]},{\"name\":\"unlock\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"user\",\"type\":\"str\"},{\"name\":\"password\",\"type\":\"str\",\"default\":null},{\"name\":\"password-secret\",\"type\":\"str\",\"default\":null},{\"name\":\"token\",\"type\":\"[str]\",\"default\":null},{\"name\":\"keep\",\"type\":\"bool\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"passphrase\",\"type\":\"str\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"[str]\",\"meta-type\":\"array\",\"element-type\":\"str\"},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"}]",
            )
        });
    &SCHEMA
}

/// The commands, as a server executes them.
pub mod server {
    /// Executes the commands, a method each, to be implemented as an `async fn` that returns
    /// a `Result`. A method that is not implemented is answered as an unknown command.
    ///
    /// A method may take its time; it is dropped when the client leaves before it is done.
    #[allow(unused_variables, clippy::wrong_self_convention)]
    pub trait Commands: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// [`log-in`](super::commands::LogIn)
        fn log_in(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::LogIn,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`unlock`](super::commands::Unlock)
        fn unlock(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Unlock,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }
    }

    /// Brings calls to the methods of `T`, once their arguments fit the schema.
    #[derive(Debug)]
    pub struct Dispatch<T>(::std::sync::Arc<T>);

    impl<T: Commands> Dispatch<T> {
        /// To this one's methods.
        pub fn new(commands: impl ::core::convert::Into<::std::sync::Arc<T>>) -> Self {
            Self(commands.into())
        }
    }

    impl<T> ::core::clone::Clone for Dispatch<T> {
        fn clone(&self) -> Self {
            Self(::std::sync::Arc::clone(&self.0))
        }
    }

    impl<T: Commands> ::qapi_server::Handler for Dispatch<T> {
        fn command(&self, name: &str) -> ::core::option::Option<::qapi_server::CommandInfo> {
            match name {
                "log-in" => ::qapi_server::implemented(
                    &<T as Commands>::log_in,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "unlock" => ::qapi_server::implemented(
                    &<T as Commands>::unlock,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "log-in" => ::qapi_server::__execute!(self, call, log_in),
                "unlock" => ::qapi_server::__execute!(self, call, unlock),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
