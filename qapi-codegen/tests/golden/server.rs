/// How to go.
///
/// Since 1.0.
#[derive(Clone)]
pub enum Mode {
    /// with care
    Slow,
    /// without
    Fast,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Mode>),
}

impl Mode {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::Slow, Self::Fast];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Slow => "slow",
            Self::Fast => "fast",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Mode {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Mode", Self::ALL, Self::as_str, Self::Unknown);
}

/// Where somebody went.
///
/// Since 1.0.
pub struct Trip {
    /// the place
    pub to: ::std::string::String,
    /// how
    pub mode: ::core::option::Option<Mode>,
}

impl ::core::clone::Clone for Trip {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            to: self.to.clone(),
            mode: self.mode.clone(),
        }
    }
}

impl Trip {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(to: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            to: to.into(),
            mode: ::core::option::Option::None,
        }
    }

    /// Sets `mode`.
    #[inline]
    #[must_use]
    pub fn mode(mut self, value: Mode) -> Self {
        self.mode = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Trip {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("to mode", (&self.to, &self.mode))
    }
}

impl ::qapi_client::wire::Decode for Trip {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((to, mode)) = r.fields("to mode") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { to, mode })
    }
}

::qapi_client::__enums! {
    Mode
}

::qapi_client::__encode_enums! {
    Mode
}

::qapi_client::__decode_enums! {
    Mode
}

::qapi_client::__debug! {
    Trip
}

::qapi_client::__no_features! {
    Mode
    Trip
}

::qapi_client::__serialize! {
    Mode
    Trip
}

::qapi_client::__deserialize! {
    Mode
    Trip
}

/// The commands.
pub mod commands {
    /// Go somewhere.
    ///
    /// # Returns
    ///
    /// the trip
    ///
    /// Since 1.0.
    pub struct Go {
        /// the place
        pub to: ::std::string::String,
        /// how
        pub mode: ::core::option::Option<super::Mode>,
    }

    impl ::core::clone::Clone for Go {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                to: self.to.clone(),
                mode: self.mode.clone(),
            }
        }
    }

    impl ::core::fmt::Debug for Go {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(f, "Go", "to mode", (&self.to, &self.mode))
        }
    }

    impl ::qapi_client::wire::Decode for Go {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((to, mode)) = r.fields("to mode") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { to, mode })
        }
    }

    impl ::qapi_client::Command for Go {
        const NAME: &'static str = "go";

        type Ok = super::Trip;
    }

    /// The same once more.
    ///
    /// Since 1.0.
    #[derive(Clone, Debug)]
    pub struct GoAgain(
        /// All members.
        pub super::Trip,
    );

    impl ::qapi_client::wire::Decode for GoAgain {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for GoAgain {
        const NAME: &'static str = "go-again";

        type Ok = ();
    }

    /// All of them.
    ///
    /// # Returns
    ///
    /// a list
    ///
    /// Since 1.0.
    pub struct QueryTrips {}

    impl ::core::clone::Clone for QueryTrips {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::core::fmt::Debug for QueryTrips {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_object(f, "QueryTrips", &[], &[])
        }
    }

    impl ::qapi_client::wire::Decode for QueryTrips {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryTrips {
        const NAME: &'static str = "query-trips";
        const ALLOW_PRECONFIG: bool = true;

        type Ok = ::std::vec::Vec<super::Trip>;
    }

    impl ::qapi_client::OobCommand for QueryTrips {}

    /// Anything.
    ///
    /// Since 1.0.
    ///
    /// # Features
    ///
    /// - `deprecated`: Rather not.
    #[deprecated]
    #[allow(deprecated)]
    pub struct Become {
        /// the thing
        pub what: ::std::string::String,
        /// Arguments beyond those that the schema lists.
        pub extra: ::qapi_client::wire::Map,
    }

    #[allow(deprecated)]
    impl ::core::clone::Clone for Become {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                what: self.what.clone(),
                extra: self.extra.clone(),
            }
        }
    }

    #[allow(deprecated)]
    impl ::core::fmt::Debug for Become {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(f, "Become", "what extra", (&self.what, &self.extra))
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::wire::Decode for Become {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(what) = r.req("what") else {
                return ::core::option::Option::None;
            };
            let ::core::option::Option::Some(extra) = r.others(&["what"]) else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { what, extra })
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::Command for Become {
        const NAME: &'static str = "become";

        type Ok = ();
    }

    /// Without a trace.
    ///
    /// Since 1.0.
    pub struct Vanish {}

    impl ::core::clone::Clone for Vanish {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::core::fmt::Debug for Vanish {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_object(f, "Vanish", &[], &[])
        }
    }

    impl ::qapi_client::wire::Decode for Vanish {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for Vanish {
        const NAME: &'static str = "vanish";
        const SUCCESS_RESPONSE: bool = false;

        type Ok = ();
    }

    ::qapi_client::__no_features! {
        Go
        GoAgain
        QueryTrips
        Vanish
    }

    ::qapi_client::__deserialize! {
        Go
        GoAgain
        QueryTrips
        Vanish
    }

    ::qapi_client::__deserialize! {
        #[allow(deprecated)]
        Become
    }

    ::qapi_client::__visit_commands! {
        ServerCommandVisitor
        Go
        GoAgain
        QueryTrips
        Become
        Vanish
    }
}

/// The events' data.
pub mod events {
    /// Somebody left.
    ///
    /// Since 1.0.
    pub struct Gone {
        /// where to
        pub trip: super::Trip,
    }

    impl ::core::clone::Clone for Gone {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                trip: self.trip.clone(),
            }
        }
    }

    impl Gone {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(trip: super::Trip) -> Self {
            Self { trip }
        }
    }

    impl ::qapi_client::wire::Encode for Gone {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("trip", &self.trip)
        }
    }

    impl ::qapi_client::Event for Gone {
        const NAME: &'static str = "GONE";
    }

    ::qapi_client::__debug! {
        Gone
    }

    ::qapi_client::__no_features! {
        Gone
    }

    ::qapi_client::__serialize! {
        Gone
    }

    ::qapi_client::__visit_events! {
        ServerEventVisitor
        Gone
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `GONE`
    Gone(events::Gone),
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
            Self::Gone(_) => "GONE",
            Self::Unknown { name, .. } => name.as_str(),
        }
    }
}

/// The data alone; the name is beside it in the message.
impl ::qapi_client::wire::Encode for Event {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Gone(data) => ::qapi_client::wire::Encode::encode(data, w),
            Self::Unknown { data, .. } => match data {
                ::core::option::Option::Some(data) => ::qapi_client::wire::Encode::encode(data, w),
                ::core::option::Option::None => w.object(&[], &[]),
            },
        }
    }
}

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {
    /// `become/$deprecated`
    pub const BECOME_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("become/$deprecated");
}

#[allow(deprecated)]
impl ::qapi_client::Features for commands::Become {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::BECOME_DEPRECATED];
}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"go\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"go-again\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"2\"},{\"name\":\"query-trips\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"[1]\",\"allow-oob\":true},{\"name\":\"become\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"2\",\"features\":[\"deprecated\"]},{\"name\":\"vanish\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"2\"},{\"name\":\"GONE\",\"meta-type\":\"event\",\"arg-type\":\"4\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"to\",\"type\":\"str\"},{\"name\":\"mode\",\"type\":\"5\",\"default\":null}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"to\",\"type\":\"str\"},{\"name\":\"mode\",\"type\":\"5\",\"default\":null}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"[1]\",\"meta-type\":\"array\",\"element-type\":\"1\"},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"what\",\"type\":\"str\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"trip\",\"type\":\"1\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"5\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"slow\"},{\"name\":\"fast\"}],\"values\":[\"slow\",\"fast\"]}]",
            )
        });
    &SCHEMA
}

/// The commands, as a server executes them.
#[allow(deprecated)]
pub mod server {
    /// Executes the commands, a method each, to be implemented as an `async fn` that returns
    /// a `Result`. A method that is not implemented is answered as an unknown command.
    ///
    /// A method may take its time; it is dropped when the client leaves before it is done.
    #[allow(unused_variables, clippy::wrong_self_convention)]
    pub trait Commands: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// [`go`](super::commands::Go)
        fn go(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Go,
        ) -> impl ::qapi_server::Reply<super::Trip> {
            call.unimplemented()
        }

        /// [`go-again`](super::commands::GoAgain)
        fn go_again(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::GoAgain,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`query-trips`](super::commands::QueryTrips)
        fn query_trips(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryTrips,
        ) -> impl ::qapi_server::Reply<::std::vec::Vec<super::Trip>> {
            call.unimplemented()
        }

        /// [`become`](super::commands::Become)
        fn become_(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Become,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`vanish`](super::commands::Vanish)
        fn vanish(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Vanish,
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
                "go" => ::qapi_server::implemented(
                    &<T as Commands>::go,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "go-again" => ::qapi_server::implemented(
                    &<T as Commands>::go_again,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-trips" => ::qapi_server::implemented(
                    &<T as Commands>::query_trips,
                    ::qapi_server::CommandInfo::DEFAULT
                        .allow_oob(true)
                        .allow_preconfig(true),
                ),
                "become" => ::qapi_server::implemented(
                    &<T as Commands>::become_,
                    ::qapi_server::CommandInfo::DEFAULT.open_arguments(true),
                ),
                "vanish" => ::qapi_server::implemented(
                    &<T as Commands>::vanish,
                    ::qapi_server::CommandInfo::DEFAULT.success_response(false),
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "go" => ::qapi_server::__execute!(self, call, go),
                "go-again" => ::qapi_server::__execute!(self, call, go_again),
                "query-trips" => ::qapi_server::__execute!(self, call, query_trips),
                "become" => ::qapi_server::__execute!(self, call, become_),
                "vanish" => ::qapi_server::__execute!(self, call, vanish),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
