/// The object `Args`.
pub struct Args {
    /// `a`
    pub a: i64,
    /// `b`
    pub b: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for Args {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            b: self.b.clone(),
            ..*self
        }
    }
}

impl Args {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(a: i64) -> Self {
        Self {
            a,
            b: ::core::option::Option::None,
        }
    }

    /// Sets `b`.
    #[inline]
    #[must_use]
    pub fn b(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.b = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Args {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("a b", (&self.a, &self.b))
    }
}

impl ::qapi_client::wire::Decode for Args {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((a, b)) = r.fields("a b") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { a, b })
    }
}

::qapi_client::__debug! {
    Args
}

::qapi_client::__no_features! {
    Args
}

::qapi_client::__serialize! {
    Args
}

::qapi_client::__deserialize! {
    Args
}

/// The commands.
pub mod commands {
    /// The command `plain`.
    #[derive(Default)]
    pub struct Plain {}

    impl ::core::clone::Clone for Plain {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Plain {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for Plain {
        const NAME: &'static str = "plain";

        type Ok = ();
    }

    /// The command `inline`.
    pub struct Inline {
        /// `name`
        pub name: ::std::string::String,
        /// `force`
        pub force: ::core::option::Option<bool>,
        /// `many`
        pub many: ::std::vec::Vec<i64>,
    }

    impl ::core::clone::Clone for Inline {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                name: self.name.clone(),
                many: self.many.clone(),
                ..*self
            }
        }
    }

    impl Inline {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            name: impl ::core::convert::Into<::std::string::String>,
            many: impl ::core::iter::IntoIterator<Item = i64>,
        ) -> Self {
            Self {
                name: name.into(),
                force: ::core::option::Option::None,
                many: ::qapi_client::wire::list(many),
            }
        }

        /// Sets `name`.
        #[inline]
        #[must_use]
        pub fn name(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.name = value.into();
            self
        }

        /// Sets `force`.
        #[inline]
        #[must_use]
        pub fn force(mut self, value: bool) -> Self {
            self.force = ::core::option::Option::Some(value);
            self
        }

        /// Sets `many`.
        #[inline]
        #[must_use]
        pub fn many(mut self, value: impl ::core::iter::IntoIterator<Item = i64>) -> Self {
            self.many = ::qapi_client::wire::list(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Inline {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("name force many", (&self.name, &self.force, &self.many))
        }
    }

    impl ::qapi_client::Command for Inline {
        const NAME: &'static str = "inline";

        type Ok = ();
    }

    /// The command `named`.
    #[derive(Clone)]
    pub struct Named(
        /// All members.
        pub super::Args,
    );

    impl Named {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(a: i64) -> Self {
            Self(<super::Args>::new(a))
        }
    }

    impl ::core::convert::From<super::Args> for Named {
        #[inline]
        fn from(value: super::Args) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Named {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for Named {
        const NAME: &'static str = "named";

        type Ok = ();
    }

    /// The command `boxed`.
    #[derive(Clone)]
    pub struct Boxed(
        /// All members.
        pub super::Args,
    );

    impl Boxed {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(a: i64) -> Self {
            Self(<super::Args>::new(a))
        }
    }

    impl ::core::convert::From<super::Args> for Boxed {
        #[inline]
        fn from(value: super::Args) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Boxed {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for Boxed {
        const NAME: &'static str = "boxed";

        type Ok = ();
    }

    /// The command `returns-list`.
    #[derive(Default)]
    pub struct ReturnsList {}

    impl ::core::clone::Clone for ReturnsList {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for ReturnsList {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for ReturnsList {
        const NAME: &'static str = "returns-list";

        type Ok = ::std::vec::Vec<super::Args>;
    }

    /// The command `out-of-band`.
    #[derive(Default)]
    pub struct OutOfBand {}

    impl ::core::clone::Clone for OutOfBand {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for OutOfBand {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for OutOfBand {
        const NAME: &'static str = "out-of-band";

        type Ok = ();
    }

    impl ::qapi_client::OobCommand for OutOfBand {}

    /// The command `early`.
    #[derive(Default)]
    pub struct Early {}

    impl ::core::clone::Clone for Early {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Early {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for Early {
        const NAME: &'static str = "early";
        const ALLOW_PRECONFIG: bool = true;

        type Ok = ();
    }

    /// The command `silent`.
    #[derive(Default)]
    pub struct Silent {}

    impl ::core::clone::Clone for Silent {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Silent {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for Silent {
        const NAME: &'static str = "silent";
        const SUCCESS_RESPONSE: bool = false;

        type Ok = ();
    }

    /// The command `open`.
    pub struct Open {
        /// `driver`
        pub driver: ::std::string::String,
        /// `extra`
        pub extra: ::core::option::Option<::std::string::String>,
        /// Arguments beyond those that the schema lists.
        pub extra_arguments: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for Open {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                driver: self.driver.clone(),
                extra: self.extra.clone(),
                extra_arguments: self.extra_arguments.clone(),
            }
        }
    }

    impl Open {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(driver: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                driver: driver.into(),
                extra: ::core::option::Option::None,
                extra_arguments: ::core::default::Default::default(),
            }
        }

        /// Sets `driver`.
        #[inline]
        #[must_use]
        pub fn driver(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.driver = value.into();
            self
        }

        /// Sets `extra`.
        #[inline]
        #[must_use]
        pub fn extra(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.extra = ::core::option::Option::Some(value.into());
            self
        }

        /// Adds an argument beyond those that the schema lists.
        #[must_use]
        pub fn extra_arguments(
            mut self,
            name: impl ::core::convert::Into<::std::string::String>,
            value: impl ::core::convert::Into<::qapi_client::wire::Value>,
        ) -> Self {
            self.extra_arguments.insert(name.into(), value.into());
            self
        }

        /// Adds an argument if it has a value.
        #[must_use]
        pub fn extra_arguments_opt(
            mut self,
            name: impl ::core::convert::Into<::std::string::String>,
            value: ::core::option::Option<impl ::core::convert::Into<::qapi_client::wire::Value>>,
        ) -> Self {
            if let ::core::option::Option::Some(value) = value {
                self.extra_arguments.insert(name.into(), value.into());
            }
            self
        }

        /// Adds the members of an object as arguments, such as those of a reply.
        #[must_use]
        pub fn extra_argumentss(mut self, object: &impl ::qapi_client::wire::Encode) -> Self {
            ::qapi_client::wire::extend(&mut self.extra_arguments, object);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Open {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.open_object(
                &["driver extra"],
                &[&self.driver, &self.extra],
                &self.extra_arguments,
            )
        }
    }

    impl ::qapi_client::Command for Open {
        const NAME: &'static str = "open";

        type Ok = ();
    }

    /// The command `open-without-data`.
    #[derive(Default)]
    pub struct OpenWithoutData {}

    impl ::core::clone::Clone for OpenWithoutData {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for OpenWithoutData {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for OpenWithoutData {
        const NAME: &'static str = "open-without-data";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        Plain
        Inline
        Named
        Boxed
        ReturnsList
        OutOfBand
        Early
        Silent
        Open
        OpenWithoutData
    }

    ::qapi_client::__no_features! {
        Plain
        Inline
        Named
        Boxed
        ReturnsList
        OutOfBand
        Early
        Silent
        Open
        OpenWithoutData
    }

    ::qapi_client::__serialize! {
        Plain
        Inline
        Named
        Boxed
        ReturnsList
        OutOfBand
        Early
        Silent
        Open
        OpenWithoutData
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Plain
        Inline
        Named
        Boxed
        ReturnsList
        OutOfBand
        Early
        Silent
        Open
        OpenWithoutData
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
pub mod features {}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"plain\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"inline\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"0\"},{\"name\":\"named\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"0\"},{\"name\":\"boxed\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"0\"},{\"name\":\"returns-list\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"[2]\"},{\"name\":\"out-of-band\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\",\"allow-oob\":true},{\"name\":\"early\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"silent\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"open\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"0\"},{\"name\":\"open-without-data\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\"},{\"name\":\"force\",\"type\":\"bool\",\"default\":null},{\"name\":\"many\",\"type\":\"[int]\"}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"str\",\"default\":null}]},{\"name\":\"[2]\",\"meta-type\":\"array\",\"element-type\":\"2\"},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"driver\",\"type\":\"str\"},{\"name\":\"extra\",\"type\":\"str\",\"default\":null}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"},{\"name\":\"[int]\",\"meta-type\":\"array\",\"element-type\":\"int\"},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"}]",
            )
        });
    &SCHEMA
}
