/// The object `Info`.
pub struct Info {
    /// `committed`
    pub committed: i64,
}

impl ::core::clone::Clone for Info {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl ::core::fmt::Debug for Info {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(f, "Info", "committed", &self.committed)
    }
}

impl ::qapi_client::wire::Decode for Info {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(committed) = r.req("committed") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { committed })
    }
}

::qapi_client::__no_features! {
    Info
}

::qapi_client::__deserialize! {
    Info
}

/// The commands.
pub mod commands {
    ::qapi_client::__visit_commands! {
        CommandVisitor
    }
}

/// The events' data.
pub mod events {
    /// The event `STOP`.
    pub struct Stop {}

    impl ::core::clone::Clone for Stop {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::core::fmt::Debug for Stop {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_object(f, "Stop", &[], &[])
        }
    }

    impl ::qapi_client::wire::Decode for Stop {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Event for Stop {
        const NAME: &'static str = "STOP";
    }

    /// The event `SHUTDOWN`.
    pub struct Shutdown {
        /// `guest`
        pub guest: bool,
        /// `reason`
        pub reason: ::core::option::Option<::std::string::String>,
    }

    impl ::core::clone::Clone for Shutdown {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                reason: self.reason.clone(),
                ..*self
            }
        }
    }

    impl ::core::fmt::Debug for Shutdown {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(
                f,
                "Shutdown",
                "guest reason",
                (&self.guest, &self.reason),
            )
        }
    }

    impl ::qapi_client::wire::Decode for Shutdown {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((guest, reason)) = r.fields("guest reason") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { guest, reason })
        }
    }

    impl ::qapi_client::Event for Shutdown {
        const NAME: &'static str = "SHUTDOWN";
    }

    /// The event `STATUS_REPORT`.
    #[derive(Clone, Debug)]
    pub struct StatusReport(
        /// All members.
        pub super::Info,
    );

    impl ::qapi_client::wire::Decode for StatusReport {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Event for StatusReport {
        const NAME: &'static str = "STATUS_REPORT";
    }

    /// The event `BOXED`.
    #[derive(Clone, Debug)]
    pub struct Boxed(
        /// All members.
        pub super::Info,
    );

    impl ::qapi_client::wire::Decode for Boxed {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Event for Boxed {
        const NAME: &'static str = "BOXED";
    }

    /// The event `UNKNOWN`.
    pub struct Unknown_ {}

    impl ::core::clone::Clone for Unknown_ {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::core::fmt::Debug for Unknown_ {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_object(f, "Unknown_", &[], &[])
        }
    }

    impl ::qapi_client::wire::Decode for Unknown_ {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Event for Unknown_ {
        const NAME: &'static str = "UNKNOWN";
    }

    ::qapi_client::__no_features! {
        Stop
        Shutdown
        StatusReport
        Boxed
        Unknown_
    }

    ::qapi_client::__deserialize! {
        Stop
        Shutdown
        StatusReport
        Boxed
        Unknown_
    }

    ::qapi_client::__visit_events! {
        EventVisitor
        Stop
        Shutdown
        StatusReport
        Boxed
        Unknown_
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `STOP`
    Stop(events::Stop),
    /// `SHUTDOWN`
    Shutdown(events::Shutdown),
    /// `STATUS_REPORT`
    StatusReport(events::StatusReport),
    /// `BOXED`
    Boxed(events::Boxed),
    /// `UNKNOWN`
    Unknown_(events::Unknown_),
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
            Self::Stop(_) => "STOP",
            Self::Shutdown(_) => "SHUTDOWN",
            Self::StatusReport(_) => "STATUS_REPORT",
            Self::Boxed(_) => "BOXED",
            Self::Unknown_(_) => "UNKNOWN",
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
            "STOP" => data.known(Self::Stop),
            "SHUTDOWN" => data.known(Self::Shutdown),
            "STATUS_REPORT" => data.known(Self::StatusReport),
            "BOXED" => data.known(Self::Boxed),
            "UNKNOWN" => data.known(Self::Unknown_),
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
pub mod features {}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"STOP\",\"meta-type\":\"event\",\"arg-type\":\"0\"},{\"name\":\"SHUTDOWN\",\"meta-type\":\"event\",\"arg-type\":\"1\"},{\"name\":\"STATUS_REPORT\",\"meta-type\":\"event\",\"arg-type\":\"2\"},{\"name\":\"BOXED\",\"meta-type\":\"event\",\"arg-type\":\"2\"},{\"name\":\"UNKNOWN\",\"meta-type\":\"event\",\"arg-type\":\"0\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"guest\",\"type\":\"bool\"},{\"name\":\"reason\",\"type\":\"str\",\"default\":null}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"committed\",\"type\":\"int\"}]},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"}]",
            )
        });
    &SCHEMA
}
