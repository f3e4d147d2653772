/// The values of `NoValues`.
#[derive(Clone)]
pub enum NoValues {
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<NoValues>),
}

impl NoValues {
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

impl ::qapi_client::wire::StringEnum for NoValues {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("NoValues", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `NoMembers`.
#[derive(Default)]
pub struct NoMembers {}

impl ::core::clone::Clone for NoMembers {
    #[inline]
    fn clone(&self) -> Self {
        Self {}
    }
}

impl ::qapi_client::wire::Encode for NoMembers {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.empty()
    }
}

impl ::qapi_client::wire::Decode for NoMembers {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.members().map(|_| Self {})
    }
}

/// The object `NoBranches`.
pub struct NoBranches {
    /// The branch, with its members.
    pub mode: NoBranchesBranch,
}

impl ::core::clone::Clone for NoBranches {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            mode: self.mode.clone(),
        }
    }
}

impl NoBranches {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(mode: impl ::core::convert::Into<NoBranchesBranch>) -> Self {
        Self { mode: mode.into() }
    }
}

impl ::qapi_client::wire::Encode for NoBranches {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("mode", &self.mode, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for NoBranches {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(mode) = r.branch("mode", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { mode })
    }
}

/// The branches of [`NoBranches`], by its `mode`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum NoBranchesBranch {
    /// `one`
    One,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<NoBranchesBranch>),
}

impl ::qapi_client::wire::EncodeBranch for NoBranchesBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::One => ("one", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl<T: ::core::convert::Into<NoBranchesBranch>> ::core::convert::From<T> for NoBranches {
    #[inline]
    fn from(mode: T) -> Self {
        Self::new(mode)
    }
}

impl ::qapi_client::wire::DecodeBranch for NoBranchesBranch {
    #[inline]
    fn known(
        tag: &str,
        _: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "one" => ::core::option::Option::Some(::core::option::Option::Some(Self::One)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

::qapi_client::__enums! {
    NoValues
}

::qapi_client::__encode_enums! {
    NoValues
}

::qapi_client::__decode_enums! {
    NoValues
}

::qapi_client::__debug! {
    NoMembers
    NoBranches
}

::qapi_client::__no_features! {
    NoValues
    NoMembers
    NoBranches
}

::qapi_client::__serialize! {
    NoValues
    NoMembers
    NoBranches
}

::qapi_client::__deserialize! {
    NoValues
    NoMembers
    NoBranches
}

::qapi_client::__debug_branches! {
    NoBranchesBranch
}

/// The commands.
pub mod commands {
    /// The command `nothing`.
    #[derive(Default)]
    pub struct Nothing {}

    impl ::core::clone::Clone for Nothing {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Nothing {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for Nothing {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for Nothing {
        const NAME: &'static str = "nothing";

        type Ok = super::NoMembers;
    }

    /// The command `all`.
    pub struct All {
        /// `a`
        pub a: ::core::option::Option<super::NoValues>,
        /// `b`
        pub b: super::NoMembers,
        /// `c`
        pub c: super::NoBranches,
    }

    impl ::core::clone::Clone for All {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                a: self.a.clone(),
                b: self.b.clone(),
                c: self.c.clone(),
            }
        }
    }

    impl All {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(b: super::NoMembers, c: impl ::core::convert::Into<super::NoBranches>) -> Self {
            Self {
                a: ::core::option::Option::None,
                b,
                c: c.into(),
            }
        }

        /// Sets `a`.
        #[inline]
        #[must_use]
        pub fn a(mut self, value: super::NoValues) -> Self {
            self.a = ::core::option::Option::Some(value);
            self
        }

        /// Sets `b`.
        #[inline]
        #[must_use]
        pub fn b(mut self, value: super::NoMembers) -> Self {
            self.b = value;
            self
        }

        /// Sets `c`.
        #[inline]
        #[must_use]
        pub fn c(mut self, value: impl ::core::convert::Into<super::NoBranches>) -> Self {
            self.c = value.into();
            self
        }
    }

    impl ::qapi_client::wire::Encode for All {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("a b c", (&self.a, &self.b, &self.c))
        }
    }

    impl ::qapi_client::wire::Decode for All {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((a, b, c)) = r.fields("a b c") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { a, b, c })
        }
    }

    impl ::qapi_client::Command for All {
        const NAME: &'static str = "all";

        type Ok = ::std::vec::Vec<super::NoBranches>;
    }

    /// The command `around-nothing`.
    #[derive(Clone)]
    pub struct AroundNothing(
        /// All members.
        pub super::NoMembers,
    );

    impl AroundNothing {
        /// Creates a value with its required members.
        #[inline]
        #[allow(clippy::new_without_default)]
        pub fn new() -> Self {
            Self(::core::default::Default::default())
        }
    }

    impl ::core::convert::From<super::NoMembers> for AroundNothing {
        #[inline]
        fn from(value: super::NoMembers) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for AroundNothing {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for AroundNothing {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for AroundNothing {
        const NAME: &'static str = "around-nothing";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        Nothing
        All
        AroundNothing
    }

    ::qapi_client::__no_features! {
        Nothing
        All
        AroundNothing
    }

    ::qapi_client::__serialize! {
        Nothing
        All
        AroundNothing
    }

    ::qapi_client::__deserialize! {
        Nothing
        All
        AroundNothing
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Nothing
        All
        AroundNothing
    }
}

/// The events' data.
pub mod events {
    /// The event `NOTHING`.
    #[derive(Default)]
    pub struct Nothing {}

    impl ::core::clone::Clone for Nothing {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Nothing {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for Nothing {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Event for Nothing {
        const NAME: &'static str = "NOTHING";
    }

    /// The event `AROUND_NOTHING`.
    #[derive(Clone)]
    pub struct AroundNothing(
        /// All members.
        pub super::NoMembers,
    );

    impl AroundNothing {
        /// Creates a value with its required members.
        #[inline]
        #[allow(clippy::new_without_default)]
        pub fn new() -> Self {
            Self(::core::default::Default::default())
        }
    }

    impl ::core::convert::From<super::NoMembers> for AroundNothing {
        #[inline]
        fn from(value: super::NoMembers) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for AroundNothing {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for AroundNothing {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Event for AroundNothing {
        const NAME: &'static str = "AROUND_NOTHING";
    }

    ::qapi_client::__debug! {
        Nothing
        AroundNothing
    }

    ::qapi_client::__no_features! {
        Nothing
        AroundNothing
    }

    ::qapi_client::__serialize! {
        Nothing
        AroundNothing
    }

    ::qapi_client::__deserialize! {
        Nothing
        AroundNothing
    }

    ::qapi_client::__visit_events! {
        FullEventVisitor
        Nothing
        AroundNothing
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `NOTHING`
    Nothing(events::Nothing),
    /// `AROUND_NOTHING`
    AroundNothing(events::AroundNothing),
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
            Self::Nothing(_) => "NOTHING",
            Self::AroundNothing(_) => "AROUND_NOTHING",
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
            "NOTHING" => data.known(Self::Nothing),
            "AROUND_NOTHING" => data.known(Self::AroundNothing),
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
            Self::Nothing(data) => ::qapi_client::wire::Encode::encode(data, w),
            Self::AroundNothing(data) => ::qapi_client::wire::Encode::encode(data, w),
            Self::Unknown { data, .. } => match data {
                ::core::option::Option::Some(data) => ::qapi_client::wire::Encode::encode(data, w),
                ::core::option::Option::None => w.object(&[], &[]),
            },
        }
    }
}

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"nothing\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"all\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"[3]\"},{\"name\":\"NOTHING\",\"meta-type\":\"event\",\"arg-type\":\"0\"},{\"name\":\"around-nothing\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"0\"},{\"name\":\"AROUND_NOTHING\",\"meta-type\":\"event\",\"arg-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a\",\"type\":\"4\",\"default\":null},{\"name\":\"b\",\"type\":\"1\"},{\"name\":\"c\",\"type\":\"3\"}]},{\"name\":\"[3]\",\"meta-type\":\"array\",\"element-type\":\"3\"},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"mode\",\"type\":\"5\"}],\"tag\":\"mode\",\"variants\":[{\"case\":\"one\",\"type\":\"1\"}]},{\"name\":\"4\",\"meta-type\":\"enum\",\"members\":[],\"values\":[]},{\"name\":\"5\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"one\"}],\"values\":[\"one\"]}]",
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
        /// [`nothing`](super::commands::Nothing)
        fn nothing(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Nothing,
        ) -> impl ::qapi_server::Reply<super::NoMembers> {
            call.unimplemented()
        }

        /// [`all`](super::commands::All)
        fn all(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::All,
        ) -> impl ::qapi_server::Reply<::std::vec::Vec<super::NoBranches>> {
            call.unimplemented()
        }

        /// [`around-nothing`](super::commands::AroundNothing)
        fn around_nothing(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::AroundNothing,
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
                "nothing" => ::qapi_server::implemented(
                    &<T as Commands>::nothing,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "all" => ::qapi_server::implemented(
                    &<T as Commands>::all,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "around-nothing" => ::qapi_server::implemented(
                    &<T as Commands>::around_nothing,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "nothing" => ::qapi_server::__execute!(self, call, nothing),
                "all" => ::qapi_server::__execute!(self, call, all),
                "around-nothing" => ::qapi_server::__execute!(self, call, around_nothing),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
