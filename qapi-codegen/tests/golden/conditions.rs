/// The object `One`.
pub struct One {
    /// `a`
    pub a: i64,
}

impl ::core::clone::Clone for One {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl One {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(a: i64) -> Self {
        Self { a }
    }
}

impl ::qapi_client::wire::Encode for One {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("a", &self.a)
    }
}

impl ::qapi_client::wire::Decode for One {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(a) = r.req("a") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { a })
    }
}

#[cfg(CONFIG_B)]
/// The object `Two`.
pub struct Two {
    /// `b`
    pub b: i64,
    #[cfg(not(CONFIG_C))]
    /// `c`
    pub c: ::core::option::Option<i64>,
}

#[cfg(CONFIG_B)]
impl ::core::clone::Clone for Two {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            #[cfg(not(CONFIG_C))]
            c: self.c,
            ..*self
        }
    }
}

#[cfg(CONFIG_B)]
impl Two {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(b: i64) -> Self {
        Self {
            b,
            #[cfg(not(CONFIG_C))]
            c: ::core::option::Option::None,
        }
    }

    #[cfg(not(CONFIG_C))]
    /// Sets `c`.
    #[inline]
    #[must_use]
    pub fn c(mut self, value: i64) -> Self {
        self.c = ::core::option::Option::Some(value);
        self
    }
}

#[cfg(CONFIG_B)]
impl ::qapi_client::wire::Encode for Two {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(
            &[
                "b",
                #[cfg(not(CONFIG_C))]
                "c",
            ],
            &[
                &self.b,
                #[cfg(not(CONFIG_C))]
                &self.c,
            ],
        )
    }
}

#[cfg(CONFIG_B)]
impl ::qapi_client::wire::Decode for Two {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        #[cfg(not(CONFIG_C))]
        let c = r.opt("c")?;
        let ::core::option::Option::Some(b) = r.req("b") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            b,
            #[cfg(not(CONFIG_C))]
            c,
        })
    }
}

/// The object `Three`.
pub struct Three {
    #[cfg(CONFIG_D)]
    /// `d`
    pub d: ::std::string::String,
}

impl ::core::clone::Clone for Three {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            #[cfg(CONFIG_D)]
            d: self.d.clone(),
        }
    }
}

impl Three {
    /// Creates a value with its required members.
    #[inline]
    #[allow(clippy::new_without_default)]
    pub fn new(#[cfg(CONFIG_D)] d: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            #[cfg(CONFIG_D)]
            d: d.into(),
        }
    }
}

impl ::qapi_client::wire::Encode for Three {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(
            &[
                #[cfg(CONFIG_D)]
                "d",
            ],
            &[
                #[cfg(CONFIG_D)]
                &self.d,
            ],
        )
    }
}

impl ::qapi_client::wire::Decode for Three {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.members()?;
        #[cfg(CONFIG_D)]
        let d = r.req("d")?;
        ::core::option::Option::Some(Self {
            #[cfg(CONFIG_D)]
            d,
        })
    }
}

/// The object `Which`.
pub struct Which {
    /// The branch, with its members.
    pub kind: WhichBranch,
}

impl ::core::clone::Clone for Which {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            kind: self.kind.clone(),
        }
    }
}

impl Which {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<WhichBranch>) -> Self {
        Self { kind: kind.into() }
    }
}

impl ::qapi_client::wire::Encode for Which {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Which {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(kind) = r.branch("kind", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { kind })
    }
}

/// The branches of [`Which`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum WhichBranch {
    /// `a`
    A(One),
    #[cfg(CONFIG_B)]
    /// `b`
    B(Two),
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<WhichBranch>),
}

impl ::qapi_client::wire::EncodeBranch for WhichBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::A(payload) => ("a", payload),
            #[cfg(CONFIG_B)]
            Self::B(payload) => ("b", payload),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<One> for WhichBranch {
    #[inline]
    fn from(payload: One) -> Self {
        Self::A(payload)
    }
}

#[cfg(CONFIG_B)]
impl ::core::convert::From<Two> for WhichBranch {
    #[inline]
    fn from(payload: Two) -> Self {
        Self::B(payload)
    }
}

impl<T: ::core::convert::Into<WhichBranch>> ::core::convert::From<T> for Which {
    #[inline]
    fn from(kind: T) -> Self {
        Self::new(kind)
    }
}

impl ::qapi_client::wire::DecodeBranch for WhichBranch {
    #[inline]
    #[allow(unused_variables)]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "a" => r.known(Self::A),
            #[cfg(CONFIG_B)]
            "b" => r.known(Self::B),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The alternate `Alt`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum Alt {
    /// `s`
    S(::std::string::String),
    #[cfg(CONFIG_B)]
    /// `b`
    B(Two),
}

impl ::qapi_client::wire::Encode for Alt {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::S(value) => ::qapi_client::wire::Encode::encode(value, w),
            #[cfg(CONFIG_B)]
            Self::B(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<::std::string::String> for Alt {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::S(value)
    }
}

impl ::core::convert::From<&str> for Alt {
    #[inline]
    fn from(value: &str) -> Self {
        Self::S(value.into())
    }
}

#[cfg(CONFIG_B)]
impl ::core::convert::From<Two> for Alt {
    #[inline]
    fn from(value: Two) -> Self {
        Self::B(value)
    }
}

impl ::qapi_client::wire::Decode for Alt {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::S),
            #[cfg(CONFIG_B)]
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::B),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a string or an object"),
        }
    }
}

::qapi_client::__debug! {
    One
    Three
    Which
    Alt
}

::qapi_client::__debug! {
    #[cfg(CONFIG_B)]
    Two
}

::qapi_client::__no_features! {
    One
    Three
    Which
    Alt
}

::qapi_client::__no_features! {
    #[cfg(CONFIG_B)]
    Two
}

::qapi_client::__serialize! {
    One
    Three
    Which
    Alt
}

::qapi_client::__serialize! {
    #[cfg(CONFIG_B)]
    Two
}

::qapi_client::__deserialize! {
    One
    Three
    Which
    Alt
}

::qapi_client::__deserialize! {
    #[cfg(CONFIG_B)]
    Two
}

::qapi_client::__debug_branches! {
    WhichBranch
}

/// The commands.
pub mod commands {
    #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
    /// The command `do`.
    pub struct Do {
        /// `which`
        pub which: super::Which,
        /// `alt`
        pub alt: ::core::option::Option<super::Alt>,
        /// `three`
        pub three: super::Three,
        #[cfg(CONFIG_N)]
        /// `n`
        pub n: i64,
    }

    #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
    impl ::core::clone::Clone for Do {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                which: self.which.clone(),
                alt: self.alt.clone(),
                three: self.three.clone(),
                #[cfg(CONFIG_N)]
                n: self.n,
            }
        }
    }

    #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
    impl Do {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            which: impl ::core::convert::Into<super::Which>,
            three: super::Three,
            #[cfg(CONFIG_N)] n: i64,
        ) -> Self {
            Self {
                which: which.into(),
                alt: ::core::option::Option::None,
                three,
                #[cfg(CONFIG_N)]
                n,
            }
        }

        /// Sets `which`.
        #[inline]
        #[must_use]
        pub fn which(mut self, value: impl ::core::convert::Into<super::Which>) -> Self {
            self.which = value.into();
            self
        }

        /// Sets `alt`.
        #[inline]
        #[must_use]
        pub fn alt(mut self, value: impl ::core::convert::Into<super::Alt>) -> Self {
            self.alt = ::core::option::Option::Some(value.into());
            self
        }

        /// Sets `three`.
        #[inline]
        #[must_use]
        pub fn three(mut self, value: super::Three) -> Self {
            self.three = value;
            self
        }

        #[cfg(CONFIG_N)]
        /// Sets `n`.
        #[inline]
        #[must_use]
        pub fn n(mut self, value: i64) -> Self {
            self.n = value;
            self
        }
    }

    #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
    impl ::qapi_client::wire::Encode for Do {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.object(
                &[
                    "which alt three",
                    #[cfg(CONFIG_N)]
                    "n",
                ],
                &[
                    &self.which,
                    &self.alt,
                    &self.three,
                    #[cfg(CONFIG_N)]
                    &self.n,
                ],
            )
        }
    }

    #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
    impl ::qapi_client::wire::Decode for Do {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            #[cfg(CONFIG_N)]
            let n = r.req("n")?;
            let ::core::option::Option::Some((which, alt, three)) = r.fields("which alt three")
            else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self {
                which,
                alt,
                three,
                #[cfg(CONFIG_N)]
                n,
            })
        }
    }

    #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
    impl ::qapi_client::Command for Do {
        const NAME: &'static str = "do";

        type Ok = super::Which;
    }

    ::qapi_client::__debug! {
        #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
        Do
    }

    ::qapi_client::__no_features! {
        #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
        Do
    }

    ::qapi_client::__serialize! {
        #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
        Do
    }

    ::qapi_client::__deserialize! {
        #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
        Do
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
        Do
    }
}

/// The events' data.
pub mod events {
    #[cfg(CONFIG_B)]
    /// The event `HAPPENED`.
    #[derive(Default)]
    pub struct Happened {
        #[cfg(CONFIG_B)]
        /// `b`
        pub b: ::core::option::Option<super::Two>,
    }

    #[cfg(CONFIG_B)]
    impl ::core::clone::Clone for Happened {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                #[cfg(CONFIG_B)]
                b: self.b.clone(),
            }
        }
    }

    #[cfg(CONFIG_B)]
    impl Happened {
        /// Creates a value with its required members.
        #[inline]
        pub fn new() -> Self {
            ::core::default::Default::default()
        }

        #[cfg(CONFIG_B)]
        /// Sets `b`.
        #[inline]
        #[must_use]
        pub fn b(mut self, value: super::Two) -> Self {
            self.b = ::core::option::Option::Some(value);
            self
        }
    }

    #[cfg(CONFIG_B)]
    impl ::qapi_client::wire::Encode for Happened {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.object(
                &[
                    #[cfg(CONFIG_B)]
                    "b",
                ],
                &[
                    #[cfg(CONFIG_B)]
                    &self.b,
                ],
            )
        }
    }

    #[cfg(CONFIG_B)]
    impl ::qapi_client::wire::Decode for Happened {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members()?;
            #[cfg(CONFIG_B)]
            let b = r.opt("b")?;
            ::core::option::Option::Some(Self {
                #[cfg(CONFIG_B)]
                b,
            })
        }
    }

    #[cfg(CONFIG_B)]
    impl ::qapi_client::Event for Happened {
        const NAME: &'static str = "HAPPENED";
    }

    ::qapi_client::__debug! {
        #[cfg(CONFIG_B)]
        Happened
    }

    ::qapi_client::__no_features! {
        #[cfg(CONFIG_B)]
        Happened
    }

    ::qapi_client::__serialize! {
        #[cfg(CONFIG_B)]
        Happened
    }

    ::qapi_client::__deserialize! {
        #[cfg(CONFIG_B)]
        Happened
    }

    ::qapi_client::__visit_events! {
        FullEventVisitor
        #[cfg(CONFIG_B)]
        Happened
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    #[cfg(CONFIG_B)]
    /// `HAPPENED`
    Happened(events::Happened),
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
            #[cfg(CONFIG_B)]
            Self::Happened(_) => "HAPPENED",
            Self::Unknown { name, .. } => name.as_str(),
        }
    }
}

impl ::qapi_client::EventSet for Event {
    #[allow(unused_variables)]
    #[inline]
    fn known(
        name: &str,
        data: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match name {
            #[cfg(CONFIG_B)]
            "HAPPENED" => data.known(Self::Happened),
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
            #[cfg(CONFIG_B)]
            Self::Happened(data) => ::qapi_client::wire::Encode::encode(data, w),
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
                "[{\"name\":\"do\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"HAPPENED\",\"meta-type\":\"event\",\"arg-type\":\"2\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"which\",\"type\":\"1\"},{\"name\":\"alt\",\"type\":\"3\",\"default\":null},{\"name\":\"three\",\"type\":\"4\"},{\"name\":\"n\",\"type\":\"int\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"5\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"a\",\"type\":\"6\"},{\"case\":\"b\",\"type\":\"7\"}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"b\",\"type\":\"7\",\"default\":null}]},{\"name\":\"3\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"7\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"d\",\"type\":\"str\"}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"5\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"values\":[\"a\",\"b\"]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a\",\"type\":\"int\"}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"b\",\"type\":\"int\"},{\"name\":\"c\",\"type\":\"int\",\"default\":null}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"}]",
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
        #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
        /// [`do`](super::commands::Do)
        fn do_(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Do,
        ) -> impl ::qapi_server::Reply<super::Which> {
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
                #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
                "do" => ::qapi_server::implemented(
                    &<T as Commands>::do_,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                #[cfg(any(CONFIG_X, all(CONFIG_Y, CONFIG_Z)))]
                "do" => ::qapi_server::__execute!(self, call, do_),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
