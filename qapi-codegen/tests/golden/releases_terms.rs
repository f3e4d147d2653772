/// The object `Terms`.
///
/// # Features
///
/// - `fresh`
#[allow(deprecated)]
pub struct Terms {
    /// `always`
    pub always: i64,
    /// In QEMU 10.2.
    pub newer: ::core::option::Option<i64>,
    /// Required since QEMU 9.0.
    pub relaxed: ::core::option::Option<i64>,
    /// In QEMU 9.0 to 10.2. Required before QEMU 10.2.
    pub optional: ::core::option::Option<i64>,
    /// In QEMU 9.0 to 10.2.
    ///
    /// # Features
    ///
    /// - `deprecated`
    /// - `fresh`
    /// - `worn`
    #[deprecated]
    pub plain: ::core::option::Option<i64>,
}

#[allow(deprecated)]
impl ::core::clone::Clone for Terms {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

#[allow(deprecated)]
impl Terms {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(always: i64) -> Self {
        Self {
            always,
            newer: ::core::option::Option::None,
            relaxed: ::core::option::Option::None,
            optional: ::core::option::Option::None,
            plain: ::core::option::Option::None,
        }
    }

    /// Sets `newer`.
    #[inline]
    #[must_use]
    pub fn newer(mut self, value: i64) -> Self {
        self.newer = ::core::option::Option::Some(value);
        self
    }

    /// Sets `relaxed`.
    #[inline]
    #[must_use]
    pub fn relaxed(mut self, value: i64) -> Self {
        self.relaxed = ::core::option::Option::Some(value);
        self
    }

    /// Sets `optional`.
    #[inline]
    #[must_use]
    pub fn optional(mut self, value: i64) -> Self {
        self.optional = ::core::option::Option::Some(value);
        self
    }

    /// Sets `plain`.
    #[deprecated]
    #[inline]
    #[must_use]
    pub fn plain(mut self, value: i64) -> Self {
        self.plain = ::core::option::Option::Some(value);
        self
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::Encode for Terms {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "always newer relaxed optional plain",
            (
                &self.always,
                &self.newer,
                &self.relaxed,
                &self.optional,
                &self.plain,
            ),
        )
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::Decode for Terms {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((always, newer, relaxed, optional, plain)) =
            r.fields("always newer relaxed optional plain")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            always,
            newer,
            relaxed,
            optional,
            plain,
        })
    }
}

/// The values of `Choice`.
#[derive(Clone)]
pub enum Choice {
    /// `one`
    One,
    /// `two`
    Two,
    /// In QEMU 9.0 to 10.2.
    ///
    /// # Features
    ///
    /// - `fresh`
    Three,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Choice>),
}

impl Choice {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::One, Self::Two, Self::Three];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::One => "one",
            Self::Two => "two",
            Self::Three => "three",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Choice {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Choice", Self::ALL, Self::as_str, Self::Unknown);
}

::qapi_client::__enums! {
    Choice
}

::qapi_client::__encode_enums! {
    Choice
}

::qapi_client::__decode_enums! {
    Choice
}

::qapi_client::__debug! {
    Terms
}

::qapi_client::__no_features! {
    Choice
}

::qapi_client::__serialize! {
    Terms
    Choice
}

::qapi_client::__deserialize! {
    Terms
    Choice
}

/// The commands.
pub mod commands {
    /// The command `query`.
    #[derive(Default)]
    pub struct Query {}

    impl ::core::clone::Clone for Query {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Query {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for Query {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for Query {
        const NAME: &'static str = "query";

        type Ok = super::Terms;
    }

    impl ::qapi_client::OobCommand for Query {}

    /// The command `set`.
    ///
    /// # Features
    ///
    /// - `fresh`
    /// - `worn`
    #[derive(Default)]
    pub struct Set {
        /// Required since QEMU 9.0.
        pub terms: ::core::option::Option<super::Terms>,
        /// Required before QEMU 10.2.
        pub choice: ::core::option::Option<super::Choice>,
    }

    impl ::core::clone::Clone for Set {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                terms: self.terms.clone(),
                choice: self.choice.clone(),
            }
        }
    }

    impl Set {
        /// Creates a value with its required members.
        #[inline]
        pub fn new() -> Self {
            ::core::default::Default::default()
        }

        /// Sets `terms`.
        #[inline]
        #[must_use]
        pub fn terms(mut self, value: super::Terms) -> Self {
            self.terms = ::core::option::Option::Some(value);
            self
        }

        /// Sets `choice`.
        #[inline]
        #[must_use]
        pub fn choice(mut self, value: super::Choice) -> Self {
            self.choice = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Set {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("terms choice", (&self.terms, &self.choice))
        }
    }

    impl ::qapi_client::wire::Decode for Set {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((terms, choice)) = r.fields("terms choice") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { terms, choice })
        }
    }

    impl ::qapi_client::Command for Set {
        const NAME: &'static str = "set";

        type Ok = ();
    }

    /// In QEMU 10.2.
    #[derive(Default)]
    pub struct Newest {}

    impl ::core::clone::Clone for Newest {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Newest {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for Newest {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for Newest {
        const NAME: &'static str = "newest";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        Query
        Set
        Newest
    }

    ::qapi_client::__no_features! {
        Query
        Newest
    }

    ::qapi_client::__serialize! {
        Query
        Set
        Newest
    }

    ::qapi_client::__deserialize! {
        Query
        Set
        Newest
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Query
        Set
        Newest
    }
}

/// The events' data.
pub mod events {
    /// The event `CHANGED`.
    ///
    /// # Features
    ///
    /// - `unstable`
    #[derive(Default)]
    pub struct Changed {
        /// In QEMU 9.0 to 10.2.
        pub choice: ::core::option::Option<super::Choice>,
    }

    impl ::core::clone::Clone for Changed {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                choice: self.choice.clone(),
            }
        }
    }

    impl Changed {
        /// Creates a value with its required members.
        #[inline]
        pub fn new() -> Self {
            ::core::default::Default::default()
        }

        /// Sets `choice`.
        #[inline]
        #[must_use]
        pub fn choice(mut self, value: super::Choice) -> Self {
            self.choice = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Changed {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("choice", &self.choice)
        }
    }

    impl ::qapi_client::wire::Decode for Changed {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(choice) = r.opt("choice") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { choice })
        }
    }

    impl ::qapi_client::Event for Changed {
        const NAME: &'static str = "CHANGED";
    }

    ::qapi_client::__debug! {
        Changed
    }

    ::qapi_client::__serialize! {
        Changed
    }

    ::qapi_client::__deserialize! {
        Changed
    }

    ::qapi_client::__visit_events! {
        FullEventVisitor
        Changed
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `CHANGED`
    Changed(events::Changed),
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
            Self::Changed(_) => "CHANGED",
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
            "CHANGED" => data.known(Self::Changed),
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

/// The data alone; the name is beside it in the message.
impl ::qapi_client::wire::Encode for Event {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Changed(data) => ::qapi_client::wire::Encode::encode(data, w),
            Self::Unknown { data, .. } => match data {
                ::core::option::Option::Some(data) => ::qapi_client::wire::Encode::encode(data, w),
                ::core::option::Option::None => w.object(&[], &[]),
            },
        }
    }
}

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {
    /// `set/$fresh`
    pub const SET_FRESH: ::qapi_client::Feature = ::qapi_client::Feature::new("set/$fresh");

    /// `set/$worn`
    pub const SET_WORN: ::qapi_client::Feature = ::qapi_client::Feature::new("set/$worn");

    /// `CHANGED/$unstable`
    pub const CHANGED_UNSTABLE: ::qapi_client::Feature =
        ::qapi_client::Feature::new("CHANGED/$unstable");

    /// `query/ret-type/$fresh`
    pub const TERMS_FRESH: ::qapi_client::Feature =
        ::qapi_client::Feature::new("query/ret-type/$fresh");

    /// `query/ret-type/plain/$deprecated`
    pub const TERMS_PLAIN_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("query/ret-type/plain/$deprecated");

    /// `query/ret-type/plain/$fresh`
    pub const TERMS_PLAIN_FRESH: ::qapi_client::Feature =
        ::qapi_client::Feature::new("query/ret-type/plain/$fresh");

    /// `query/ret-type/plain/$worn`
    pub const TERMS_PLAIN_WORN: ::qapi_client::Feature =
        ::qapi_client::Feature::new("query/ret-type/plain/$worn");

    /// `set/arg-type/choice/^three/$fresh`
    pub const CHOICE_THREE_FRESH: ::qapi_client::Feature =
        ::qapi_client::Feature::new("set/arg-type/choice/^three/$fresh");
}

impl ::qapi_client::Features for Terms {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::TERMS_FRESH];
}

impl ::qapi_client::Features for commands::Set {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::SET_FRESH, features::SET_WORN];
}

impl ::qapi_client::Features for events::Changed {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::CHANGED_UNSTABLE];
}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\",\"allow-oob\":true},{\"name\":\"set\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"0\",\"features\":[\"fresh\",\"worn\"]},{\"name\":\"newest\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"CHANGED\",\"meta-type\":\"event\",\"arg-type\":\"3\",\"features\":[\"unstable\"]},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"always\",\"type\":\"int\"},{\"name\":\"newer\",\"type\":\"int\",\"default\":null},{\"name\":\"relaxed\",\"type\":\"int\",\"default\":null},{\"name\":\"optional\",\"type\":\"int\",\"default\":null},{\"name\":\"plain\",\"type\":\"int\",\"default\":null,\"features\":[\"deprecated\",\"fresh\",\"worn\"]}],\"features\":[\"fresh\"]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"terms\",\"type\":\"1\",\"default\":null},{\"name\":\"choice\",\"type\":\"4\",\"default\":null}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"choice\",\"type\":\"4\",\"default\":null}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"4\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"one\"},{\"name\":\"two\"},{\"name\":\"three\",\"features\":[\"fresh\"]}],\"values\":[\"one\",\"two\",\"three\"]}]",
            )
        });
    &SCHEMA
}

/// The releases that this code is for, the newest first.
pub fn releases() -> &'static [&'static str] {
    &["10.2", "9.0", "8.1"]
}

/// The commands, as a server executes them.
pub mod server {
    /// Executes the commands, a method each, to be implemented as an `async fn` that returns
    /// a `Result`. A method that is not implemented is answered as an unknown command.
    ///
    /// A method may take its time; it is dropped when the client leaves before it is done.
    #[allow(unused_variables, clippy::wrong_self_convention)]
    pub trait Commands: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// [`query`](super::commands::Query)
        fn query(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Query,
        ) -> impl ::qapi_server::Reply<super::Terms> {
            call.unimplemented()
        }

        /// [`set`](super::commands::Set)
        fn set(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Set,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`newest`](super::commands::Newest)
        fn newest(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Newest,
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
                "query" => ::qapi_server::implemented(
                    &<T as Commands>::query,
                    ::qapi_server::CommandInfo::DEFAULT.allow_oob(true),
                ),
                "set" => ::qapi_server::implemented(
                    &<T as Commands>::set,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "newest" => ::qapi_server::implemented(
                    &<T as Commands>::newest,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "query" => ::qapi_server::__execute!(self, call, query),
                "set" => ::qapi_server::__execute!(self, call, set),
                "newest" => ::qapi_server::__execute!(self, call, newest),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
