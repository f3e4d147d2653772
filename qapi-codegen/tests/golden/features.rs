/// The object `Thing`.
///
/// # Features
///
/// - `fancy`: it can do more
#[allow(deprecated)]
pub struct Thing {
    /// do not use
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    pub old: i64,
    /// `new`
    ///
    /// # Features
    ///
    /// - `unstable`
    pub new: ::core::option::Option<Mode>,
}

#[allow(deprecated)]
impl ::core::clone::Clone for Thing {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            new: self.new.clone(),
            ..*self
        }
    }
}

#[allow(deprecated)]
impl Thing {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(old: i64) -> Self {
        Self {
            old,
            new: ::core::option::Option::None,
        }
    }

    /// Sets `new`.
    #[inline]
    #[must_use]
    pub fn new_(mut self, value: Mode) -> Self {
        self.new = ::core::option::Option::Some(value);
        self
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::Encode for Thing {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("old new", (&self.old, &self.new))
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::Decode for Thing {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((old, new)) = r.fields("old new") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { old, new })
    }
}

/// The values of `Mode`.
#[allow(deprecated)]
#[derive(Clone)]
pub enum Mode {
    /// `a`
    A,
    /// `b`
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    B,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Mode>),
}

#[allow(deprecated)]
impl Mode {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::A, Self::B];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::StringEnum for Mode {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Mode", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Derived`.
#[allow(deprecated)]
pub struct Derived {
    /// `old`
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    pub old: ::core::option::Option<::std::string::String>,
    /// `a`
    pub a: i64,
}

#[allow(deprecated)]
impl ::core::clone::Clone for Derived {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            old: self.old.clone(),
            ..*self
        }
    }
}

#[allow(deprecated)]
impl Derived {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(a: i64) -> Self {
        Self {
            old: ::core::option::Option::None,
            a,
        }
    }

    /// Sets `old`.
    #[deprecated]
    #[inline]
    #[must_use]
    pub fn old(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.old = ::core::option::Option::Some(value.into());
        self
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::Encode for Derived {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("old a", (&self.old, &self.a))
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::Decode for Derived {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((old, a)) = r.fields("old a") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { old, a })
    }
}

/// The object `Chosen`.
#[allow(deprecated)]
pub struct Chosen {
    /// `older`
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    pub older: ::core::option::Option<i64>,
    /// The branch, with its members.
    pub mode: ChosenBranch,
}

#[allow(deprecated)]
impl ::core::clone::Clone for Chosen {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            mode: self.mode.clone(),
            ..*self
        }
    }
}

#[allow(deprecated)]
impl Chosen {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(mode: impl ::core::convert::Into<ChosenBranch>) -> Self {
        Self {
            older: ::core::option::Option::None,
            mode: mode.into(),
        }
    }

    /// Sets `older`.
    #[deprecated]
    #[inline]
    #[must_use]
    pub fn older(mut self, value: i64) -> Self {
        self.older = ::core::option::Option::Some(value);
        self
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::Encode for Chosen {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("mode", &self.mode, &["older"], &[&self.older])
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::Decode for Chosen {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(older) = r.opt("older") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(mode) = r.branch("mode", &["older"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { older, mode })
    }
}

/// The branches of [`Chosen`], by its `mode`.
#[allow(deprecated)]
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum ChosenBranch {
    /// `b`
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    B(Derived),
    /// `a`
    A,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<ChosenBranch>),
}

#[allow(deprecated)]
impl ::qapi_client::wire::EncodeBranch for ChosenBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::B(payload) => ("b", payload),
            Self::A => ("a", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

#[allow(deprecated)]
impl ::core::convert::From<Derived> for ChosenBranch {
    #[inline]
    fn from(payload: Derived) -> Self {
        Self::B(payload)
    }
}

#[allow(deprecated)]
impl<T: ::core::convert::Into<ChosenBranch>> ::core::convert::From<T> for Chosen {
    #[inline]
    fn from(mode: T) -> Self {
        Self::new(mode)
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::DecodeBranch for ChosenBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "b" => r.known(Self::B),
            "a" => ::core::option::Option::Some(::core::option::Option::Some(Self::A)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The alternate `Either`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum Either {
    /// `chosen`
    Chosen(Chosen),
    /// `name`
    Name(::std::string::String),
}

impl ::qapi_client::wire::Encode for Either {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Chosen(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Name(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl<T: ::core::convert::Into<Chosen>> ::core::convert::From<T> for Either {
    #[inline]
    fn from(value: T) -> Self {
        Self::Chosen(value.into())
    }
}

impl ::core::convert::From<::std::string::String> for Either {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::Name(value)
    }
}

impl ::core::convert::From<&str> for Either {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Name(value.into())
    }
}

impl ::qapi_client::wire::Decode for Either {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Chosen),
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::Name),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("an object or a string"),
        }
    }
}

/// The object `Holder`.
pub struct Holder {
    /// `all`
    pub all: ::std::vec::Vec<Either>,
}

impl ::core::clone::Clone for Holder {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            all: self.all.clone(),
        }
    }
}

impl ::core::fmt::Debug for Holder {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(f, "Holder", "all", &self.all)
    }
}

impl ::qapi_client::wire::Decode for Holder {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(all) = r.req("all") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { all })
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
    Thing
    Derived
    Chosen
    Either
}

::qapi_client::__no_features! {
    Mode
    Derived
    Chosen
    Either
    Holder
}

::qapi_client::__serialize! {
    Thing
    Mode
    Derived
    Chosen
    Either
}

::qapi_client::__deserialize! {
    Thing
    Mode
    Derived
    Chosen
    Either
    Holder
}

::qapi_client::__debug_branches! {
    ChosenBranch
}

/// The commands.
pub mod commands {
    /// The command `do`.
    ///
    /// # Features
    ///
    /// - `json-cli`
    /// - `deprecated`
    #[deprecated]
    #[allow(deprecated)]
    pub struct Do {
        /// `thing`
        pub thing: super::Thing,
        /// `either`
        pub either: super::Either,
    }

    #[allow(deprecated)]
    impl ::core::clone::Clone for Do {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                thing: self.thing.clone(),
                either: self.either.clone(),
            }
        }
    }

    #[allow(deprecated)]
    impl Do {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(thing: super::Thing, either: impl ::core::convert::Into<super::Either>) -> Self {
            Self {
                thing,
                either: either.into(),
            }
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::wire::Encode for Do {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("thing either", (&self.thing, &self.either))
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::Command for Do {
        const NAME: &'static str = "do";

        type Ok = super::Derived;
    }

    /// The command `do-boxed`.
    ///
    /// # Features
    ///
    /// - `unstable`
    #[derive(Clone)]
    pub struct DoBoxed(
        /// All members.
        pub super::Chosen,
    );

    #[allow(deprecated)]
    impl DoBoxed {
        /// Creates a value around another.
        #[inline]
        pub fn new(value: impl ::core::convert::Into<super::Chosen>) -> Self {
            Self(value.into())
        }
    }

    impl<T: ::core::convert::Into<super::Chosen>> ::core::convert::From<T> for DoBoxed {
        #[inline]
        fn from(value: T) -> Self {
            Self(value.into())
        }
    }

    impl ::qapi_client::wire::Encode for DoBoxed {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for DoBoxed {
        const NAME: &'static str = "do-boxed";

        type Ok = ();
    }

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

    impl ::qapi_client::Command for Query {
        const NAME: &'static str = "query";

        type Ok = super::Holder;
    }

    ::qapi_client::__debug! {
        DoBoxed
        Query
    }

    ::qapi_client::__debug! {
        #[allow(deprecated)]
        Do
    }

    ::qapi_client::__no_features! {
        Query
    }

    ::qapi_client::__serialize! {
        DoBoxed
        Query
    }

    ::qapi_client::__serialize! {
        #[allow(deprecated)]
        Do
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Do
        DoBoxed
        Query
    }
}

/// The events' data.
pub mod events {
    /// The event `GONE`.
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    #[allow(deprecated)]
    pub struct Gone {
        /// `thing`
        pub thing: super::Thing,
    }

    #[allow(deprecated)]
    impl ::core::clone::Clone for Gone {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                thing: self.thing.clone(),
            }
        }
    }

    #[allow(deprecated)]
    impl ::core::fmt::Debug for Gone {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(f, "Gone", "thing", &self.thing)
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::wire::Decode for Gone {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(thing) = r.req("thing") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { thing })
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::Event for Gone {
        const NAME: &'static str = "GONE";
    }

    /// The event `OLD`.
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    #[allow(deprecated)]
    #[derive(Clone, Debug)]
    pub struct Old(
        /// All members.
        pub super::Derived,
    );

    #[allow(deprecated)]
    impl ::qapi_client::wire::Decode for Old {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::Event for Old {
        const NAME: &'static str = "OLD";
    }

    ::qapi_client::__deserialize! {
        #[allow(deprecated)]
        Gone
        #[allow(deprecated)]
        Old
    }

    ::qapi_client::__visit_events! {
        EventVisitor
        Gone
        Old
    }
}

/// Any event of the schema, or one that it does not have.
#[allow(deprecated)]
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `GONE`
    Gone(events::Gone),
    /// `OLD`
    Old(events::Old),
    /// An event that the schema does not have.
    Unknown {
        /// Its name.
        name: ::qapi_client::wire::UnknownValue<Event>,
        /// Its data, if it has any.
        data: ::core::option::Option<::qapi_client::wire::Value>,
    },
}

#[allow(deprecated)]
impl Event {
    /// The name on the wire.
    #[inline]
    pub fn name(&self) -> &str {
        match self {
            Self::Gone(_) => "GONE",
            Self::Old(_) => "OLD",
            Self::Unknown { name, .. } => name.as_str(),
        }
    }
}

#[allow(deprecated)]
impl ::qapi_client::EventSet for Event {
    #[inline]
    fn known(
        name: &str,
        data: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match name {
            "GONE" => data.known(Self::Gone),
            "OLD" => data.known(Self::Old),
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
    /// `do/$json-cli`
    pub const DO_JSON_CLI: ::qapi_client::Feature = ::qapi_client::Feature::new("do/$json-cli");

    /// `do/$deprecated`
    pub const DO_DEPRECATED: ::qapi_client::Feature = ::qapi_client::Feature::new("do/$deprecated");

    /// `do-boxed/$unstable`
    pub const DO_BOXED_UNSTABLE: ::qapi_client::Feature =
        ::qapi_client::Feature::new("do-boxed/$unstable");

    /// `GONE/$deprecated`
    pub const GONE_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("GONE/$deprecated");

    /// `OLD/$deprecated`
    pub const OLD_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("OLD/$deprecated");

    /// `do/ret-type/old/$deprecated`
    pub const DERIVED_OLD_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("do/ret-type/old/$deprecated");

    /// `do-boxed/arg-type/older/$deprecated`
    pub const CHOSEN_OLDER_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("do-boxed/arg-type/older/$deprecated");

    /// `do/arg-type/thing/$fancy`
    pub const THING_FANCY: ::qapi_client::Feature =
        ::qapi_client::Feature::new("do/arg-type/thing/$fancy");

    /// `do/arg-type/thing/old/$deprecated`
    pub const THING_OLD_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("do/arg-type/thing/old/$deprecated");

    /// `do/arg-type/thing/new/$unstable`
    pub const THING_NEW_UNSTABLE: ::qapi_client::Feature =
        ::qapi_client::Feature::new("do/arg-type/thing/new/$unstable");

    /// `do-boxed/arg-type/mode/^b/$deprecated`
    pub const MODE_B_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("do-boxed/arg-type/mode/^b/$deprecated");
}

impl ::qapi_client::Features for Thing {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::THING_FANCY];
}

#[allow(deprecated)]
impl ::qapi_client::Features for commands::Do {
    const FEATURES: &'static [::qapi_client::Feature] =
        &[features::DO_JSON_CLI, features::DO_DEPRECATED];
}

impl ::qapi_client::Features for commands::DoBoxed {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::DO_BOXED_UNSTABLE];
}

#[allow(deprecated)]
impl ::qapi_client::Features for events::Gone {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::GONE_DEPRECATED];
}

#[allow(deprecated)]
impl ::qapi_client::Features for events::Old {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::OLD_DEPRECATED];
}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"do\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\",\"features\":[\"json-cli\",\"deprecated\"]},{\"name\":\"do-boxed\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"3\",\"features\":[\"unstable\"]},{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"4\"},{\"name\":\"GONE\",\"meta-type\":\"event\",\"arg-type\":\"5\",\"features\":[\"deprecated\"]},{\"name\":\"OLD\",\"meta-type\":\"event\",\"arg-type\":\"1\",\"features\":[\"deprecated\"]},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"thing\",\"type\":\"6\"},{\"name\":\"either\",\"type\":\"7\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"old\",\"type\":\"str\",\"default\":null,\"features\":[\"deprecated\"]},{\"name\":\"a\",\"type\":\"int\"}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"mode\",\"type\":\"8\"},{\"name\":\"older\",\"type\":\"int\",\"default\":null,\"features\":[\"deprecated\"]}],\"tag\":\"mode\",\"variants\":[{\"case\":\"b\",\"type\":\"1\"},{\"case\":\"a\",\"type\":\"3\"}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"all\",\"type\":\"[7]\"}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"thing\",\"type\":\"6\"}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"old\",\"type\":\"int\",\"features\":[\"deprecated\"]},{\"name\":\"new\",\"type\":\"8\",\"default\":null,\"features\":[\"unstable\"]}],\"features\":[\"fancy\"]},{\"name\":\"7\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"2\"},{\"type\":\"str\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"8\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"a\"},{\"name\":\"b\",\"features\":[\"deprecated\"]}],\"values\":[\"a\",\"b\"]},{\"name\":\"[7]\",\"meta-type\":\"array\",\"element-type\":\"7\"}]",
            )
        });
    &SCHEMA
}
