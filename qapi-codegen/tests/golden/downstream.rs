/// The values of `__org.example_Mode`.
#[derive(Clone)]
pub enum OrgExampleMode {
    /// `__org.example_value`
    OrgExampleValue,
    /// `value`
    Value,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<OrgExampleMode>),
}

impl OrgExampleMode {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::OrgExampleValue, Self::Value];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::OrgExampleValue => "__org.example_value",
            Self::Value => "value",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for OrgExampleMode {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> = ::qapi_client::wire::EnumInfo::open(
        "__org.example_Mode",
        Self::ALL,
        Self::as_str,
        Self::Unknown,
    );
}

/// The object `__org.example_Thing`.
pub struct OrgExampleThing {
    /// `__org.example_member`
    pub org_example_member: OrgExampleMode,
    /// `member`
    pub member: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for OrgExampleThing {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            org_example_member: self.org_example_member.clone(),
            ..*self
        }
    }
}

impl OrgExampleThing {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(org_example_member: OrgExampleMode) -> Self {
        Self {
            org_example_member,
            member: ::core::option::Option::None,
        }
    }

    /// Sets `member`.
    #[inline]
    #[must_use]
    pub fn member(mut self, value: i64) -> Self {
        self.member = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for OrgExampleThing {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "__org.example_member member",
            (&self.org_example_member, &self.member),
        )
    }
}

impl ::qapi_client::wire::Decode for OrgExampleThing {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((org_example_member, member)) =
            r.fields("__org.example_member member")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            org_example_member,
            member,
        })
    }
}

::qapi_client::__enums! {
    OrgExampleMode
}

::qapi_client::__encode_enums! {
    OrgExampleMode
}

::qapi_client::__decode_enums! {
    OrgExampleMode
}

::qapi_client::__debug! {
    OrgExampleThing
}

::qapi_client::__no_features! {
    OrgExampleMode
    OrgExampleThing
}

::qapi_client::__serialize! {
    OrgExampleMode
    OrgExampleThing
}

::qapi_client::__deserialize! {
    OrgExampleMode
    OrgExampleThing
}

/// The commands.
pub mod commands {
    /// The command `__org.example_do-it`.
    #[derive(Clone)]
    pub struct OrgExampleDoIt(
        /// All members.
        pub super::OrgExampleThing,
    );

    impl OrgExampleDoIt {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(org_example_member: super::OrgExampleMode) -> Self {
            Self(<super::OrgExampleThing>::new(org_example_member))
        }
    }

    impl ::core::convert::From<super::OrgExampleThing> for OrgExampleDoIt {
        #[inline]
        fn from(value: super::OrgExampleThing) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for OrgExampleDoIt {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for OrgExampleDoIt {
        const NAME: &'static str = "__org.example_do-it";

        type Ok = super::OrgExampleThing;
    }

    ::qapi_client::__debug! {
        OrgExampleDoIt
    }

    ::qapi_client::__no_features! {
        OrgExampleDoIt
    }

    ::qapi_client::__serialize! {
        OrgExampleDoIt
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        OrgExampleDoIt
    }
}

/// The events' data.
pub mod events {
    /// The event `__ORG.EXAMPLE_HAPPENED`.
    pub struct OrgExampleHappened {
        /// `__org.example_x`
        pub org_example_x: i64,
    }

    impl ::core::clone::Clone for OrgExampleHappened {
        #[inline]
        fn clone(&self) -> Self {
            Self { ..*self }
        }
    }

    impl ::core::fmt::Debug for OrgExampleHappened {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(
                f,
                "OrgExampleHappened",
                "__org.example_x",
                &self.org_example_x,
            )
        }
    }

    impl ::qapi_client::wire::Decode for OrgExampleHappened {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(org_example_x) = r.req("__org.example_x") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { org_example_x })
        }
    }

    impl ::qapi_client::Event for OrgExampleHappened {
        const NAME: &'static str = "__ORG.EXAMPLE_HAPPENED";
    }

    ::qapi_client::__no_features! {
        OrgExampleHappened
    }

    ::qapi_client::__deserialize! {
        OrgExampleHappened
    }

    ::qapi_client::__visit_events! {
        EventVisitor
        OrgExampleHappened
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `__ORG.EXAMPLE_HAPPENED`
    OrgExampleHappened(events::OrgExampleHappened),
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
            Self::OrgExampleHappened(_) => "__ORG.EXAMPLE_HAPPENED",
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
            "__ORG.EXAMPLE_HAPPENED" => data.known(Self::OrgExampleHappened),
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
                "[{\"name\":\"__org.example_do-it\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"__ORG.EXAMPLE_HAPPENED\",\"meta-type\":\"event\",\"arg-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"__org.example_member\",\"type\":\"2\"},{\"name\":\"member\",\"type\":\"int\",\"default\":null}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"__org.example_x\",\"type\":\"int\"}]},{\"name\":\"2\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"__org.example_value\"},{\"name\":\"value\"}],\"values\":[\"__org.example_value\",\"value\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"}]",
            )
        });
    &SCHEMA
}
