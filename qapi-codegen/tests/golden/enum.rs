/// What the machine does.
#[derive(Clone)]
pub enum State {
    /// it runs
    Running,
    /// it does not
    Stopped,
    /// `unknown`
    Unknown_,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<State>),
}

impl State {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::Running, Self::Stopped, Self::Unknown_];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
            Self::Unknown_ => "unknown",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for State {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("State", Self::ALL, Self::as_str, Self::Unknown);
}

/// The values of `Action`.
#[allow(deprecated)]
#[derive(Copy, Clone)]
pub enum Action {
    /// `start`
    Start,
    /// `stop`
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    Stop,
}

#[allow(deprecated)]
impl Action {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::Start, Self::Stop];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
        }
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::StringEnum for Action {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::closed("Action", Self::ALL, Self::as_str);
}

/// The values of `Never`.
#[derive(Copy, Clone)]
pub enum Never {}

impl Never {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &'static str {
        match *self {}
    }
}

impl ::qapi_client::wire::StringEnum for Never {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::closed("Never", Self::ALL, Self::as_str);
}

/// The values of `NeverSeen`.
#[derive(Clone)]
pub enum NeverSeen {
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<NeverSeen>),
}

impl NeverSeen {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for NeverSeen {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("NeverSeen", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Status`.
pub struct Status {
    /// `state`
    pub state: State,
    /// `other`
    pub other: ::core::option::Option<NeverSeen>,
}

impl ::core::clone::Clone for Status {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            other: self.other.clone(),
        }
    }
}

impl ::core::fmt::Debug for Status {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(f, "Status", "state other", (&self.state, &self.other))
    }
}

impl ::qapi_client::wire::Decode for Status {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((state, other)) = r.fields("state other") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { state, other })
    }
}

::qapi_client::__enums! {
    State
    Action
    Never
    NeverSeen
}

::qapi_client::__encode_enums! {
    Action
    Never
}

::qapi_client::__decode_enums! {
    State
    NeverSeen
}

::qapi_client::__no_features! {
    State
    Action
    Never
    NeverSeen
    Status
}

::qapi_client::__serialize! {
    Action
    Never
}

::qapi_client::__deserialize! {
    State
    NeverSeen
    Status
}

/// The commands.
pub mod commands {
    /// The command `act`.
    pub struct Act {
        /// `action`
        pub action: super::Action,
        /// `never`
        pub never: ::core::option::Option<super::Never>,
    }

    impl ::core::clone::Clone for Act {
        #[inline]
        fn clone(&self) -> Self {
            Self { ..*self }
        }
    }

    impl Act {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(action: super::Action) -> Self {
            Self {
                action,
                never: ::core::option::Option::None,
            }
        }

        /// Sets `action`.
        #[inline]
        #[must_use]
        pub fn action(mut self, value: super::Action) -> Self {
            self.action = value;
            self
        }

        /// Sets `never`.
        #[inline]
        #[must_use]
        pub fn never(mut self, value: super::Never) -> Self {
            self.never = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Act {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("action never", (&self.action, &self.never))
        }
    }

    impl ::qapi_client::Command for Act {
        const NAME: &'static str = "act";

        type Ok = super::Status;
    }

    ::qapi_client::__debug! {
        Act
    }

    ::qapi_client::__no_features! {
        Act
    }

    ::qapi_client::__serialize! {
        Act
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Act
    }
}

/// The events' data.
pub mod events {
    ::qapi_client::__visit_events! {
        EventVisitor
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

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {
    /// `act/arg-type/action/^stop/$deprecated`
    pub const ACTION_STOP_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("act/arg-type/action/^stop/$deprecated");
}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"act\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"action\",\"type\":\"2\"},{\"name\":\"never\",\"type\":\"3\",\"default\":null}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"state\",\"type\":\"4\"},{\"name\":\"other\",\"type\":\"5\",\"default\":null}]},{\"name\":\"2\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"start\"},{\"name\":\"stop\",\"features\":[\"deprecated\"]}],\"values\":[\"start\",\"stop\"]},{\"name\":\"3\",\"meta-type\":\"enum\",\"members\":[],\"values\":[]},{\"name\":\"4\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"running\"},{\"name\":\"stopped\"},{\"name\":\"unknown\"}],\"values\":[\"running\",\"stopped\",\"unknown\"]},{\"name\":\"5\",\"meta-type\":\"enum\",\"members\":[],\"values\":[]}]",
            )
        });
    &SCHEMA
}
