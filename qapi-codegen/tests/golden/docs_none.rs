/// The values of `Mode`.
#[derive(Clone)]
pub enum Mode {
    /// `fast`
    Fast,
    /// `slow`
    Slow,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Mode>),
}

impl Mode {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::Fast, Self::Slow];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Fast => "fast",
            Self::Slow => "slow",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Mode {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Mode", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Engine`.
///
/// # Features
///
/// - `quiet`
pub struct Engine {
    /// `mode`
    pub mode: Mode,
    /// `heat`
    pub heat: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Engine {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            mode: self.mode.clone(),
            ..*self
        }
    }
}

impl ::core::fmt::Debug for Engine {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(f, "Engine", "mode heat", (&self.mode, &self.heat))
    }
}

impl ::qapi_client::wire::Decode for Engine {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((mode, heat)) = r.fields("mode heat") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { mode, heat })
    }
}

::qapi_client::__enums! {
    Mode
}

::qapi_client::__decode_enums! {
    Mode
}

::qapi_client::__no_features! {
    Mode
}

::qapi_client::__deserialize! {
    Mode
    Engine
}

/// The commands.
pub mod commands {
    /// The command `start`.
    pub struct Start {
        /// `engine`
        pub engine: ::std::string::String,
    }

    impl ::core::clone::Clone for Start {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                engine: self.engine.clone(),
            }
        }
    }

    impl Start {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(engine: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                engine: engine.into(),
            }
        }
    }

    impl ::qapi_client::wire::Encode for Start {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("engine", &self.engine)
        }
    }

    impl ::qapi_client::Command for Start {
        const NAME: &'static str = "start";

        type Ok = super::Engine;
    }

    ::qapi_client::__debug! {
        Start
    }

    ::qapi_client::__no_features! {
        Start
    }

    ::qapi_client::__serialize! {
        Start
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Start
    }
}

/// The events' data.
pub mod events {
    /// The event `STOPPED`.
    pub struct Stopped {
        /// `mode`
        pub mode: super::Mode,
    }

    impl ::core::clone::Clone for Stopped {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                mode: self.mode.clone(),
            }
        }
    }

    impl ::core::fmt::Debug for Stopped {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(f, "Stopped", "mode", &self.mode)
        }
    }

    impl ::qapi_client::wire::Decode for Stopped {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(mode) = r.req("mode") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { mode })
        }
    }

    impl ::qapi_client::Event for Stopped {
        const NAME: &'static str = "STOPPED";
    }

    ::qapi_client::__no_features! {
        Stopped
    }

    ::qapi_client::__deserialize! {
        Stopped
    }

    ::qapi_client::__visit_events! {
        EventVisitor
        Stopped
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `STOPPED`
    Stopped(events::Stopped),
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
            Self::Stopped(_) => "STOPPED",
            Self::Unknown { name, .. } => name.as_str(),
        }
    }
}

impl ::qapi_client::EventSet for Event {
    #[inline]
    fn known(
        name: &str,
        data: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match name {
            "STOPPED" => data.known(Self::Stopped),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
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
    /// `start/ret-type/$quiet`
    pub const ENGINE_QUIET: ::qapi_client::Feature =
        ::qapi_client::Feature::new("start/ret-type/$quiet");
}

impl ::qapi_client::Features for Engine {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::ENGINE_QUIET];
}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"start\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"STOPPED\",\"meta-type\":\"event\",\"arg-type\":\"2\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"engine\",\"type\":\"str\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"mode\",\"type\":\"3\"},{\"name\":\"heat\",\"type\":\"int\",\"default\":null}],\"features\":[\"quiet\"]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"mode\",\"type\":\"3\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"3\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"fast\"},{\"name\":\"slow\"}],\"values\":[\"fast\",\"slow\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"}]",
            )
        });
    &SCHEMA
}
