/// The object `Info`.
#[derive(Clone, Debug)]
pub struct Info {
    /// `committed`
    pub committed: i64,
}

impl ::qapi_client::wire::Decode for Info {
    #[inline]
    fn decode(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
        let o = json.object()?;
        let ::core::option::Option::Some(committed) = o.req("committed") else {
            return ::core::result::Result::Err(o.error());
        };
        ::core::result::Result::Ok(Self { committed })
    }
}

::qapi_client::__deserialize! {
    Info
}

/// The commands.
pub mod commands {}

/// The events' data.
pub mod events {
    /// The event `STOP`.
    #[derive(Clone, Debug)]
    pub struct Stop {}

    impl ::qapi_client::wire::Decode for Stop {
        #[inline]
        fn decode(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
            json.object().map(|_| Self {})
        }
    }

    impl ::qapi_client::Event for Stop {
        const NAME: &'static str = "STOP";
    }

    /// The event `SHUTDOWN`.
    #[derive(Clone, Debug)]
    pub struct Shutdown {
        /// `guest`
        pub guest: bool,
        /// `reason`
        pub reason: ::core::option::Option<::std::string::String>,
    }

    impl ::qapi_client::wire::Decode for Shutdown {
        #[inline]
        fn decode(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
            let o = json.object()?;
            let (::core::option::Option::Some(guest), ::core::option::Option::Some(reason)) =
                (o.req("guest"), o.opt("reason"))
            else {
                return ::core::result::Result::Err(o.error());
            };
            ::core::result::Result::Ok(Self { guest, reason })
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
        fn decode(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
            ::qapi_client::wire::Decode::decode(json).map(Self)
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
        fn decode(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
            ::qapi_client::wire::Decode::decode(json).map(Self)
        }
    }

    impl ::qapi_client::Event for Boxed {
        const NAME: &'static str = "BOXED";
    }

    /// The event `UNKNOWN`.
    #[derive(Clone, Debug)]
    pub struct Unknown_ {}

    impl ::qapi_client::wire::Decode for Unknown_ {
        #[inline]
        fn decode(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
            json.object().map(|_| Self {})
        }
    }

    impl ::qapi_client::Event for Unknown_ {
        const NAME: &'static str = "UNKNOWN";
    }

    ::qapi_client::__deserialize! {
        Stop
        Shutdown
        StatusReport
        Boxed
        Unknown_
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
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
    fn known(
        name: &str,
        data: &::qapi_client::wire::Json<'_>,
    ) -> ::qapi_client::wire::Result<::core::option::Option<Self>> {
        match name {
            "STOP" => ::qapi_client::wire::known(data, Self::Stop),
            "SHUTDOWN" => ::qapi_client::wire::known(data, Self::Shutdown),
            "STATUS_REPORT" => ::qapi_client::wire::known(data, Self::StatusReport),
            "BOXED" => ::qapi_client::wire::known(data, Self::Boxed),
            "UNKNOWN" => ::qapi_client::wire::known(data, Self::Unknown_),
            _ => ::core::result::Result::Ok(::core::option::Option::None),
        }
    }

    fn unknown(
        name: ::qapi_client::wire::UnknownValue<Self>,
        data: ::core::option::Option<::qapi_client::wire::Value>,
    ) -> Self {
        Self::Unknown { name, data }
    }

    fn name(&self) -> &str {
        self.name()
    }
}

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {}
