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

/// The object `Nothing`.
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

/// The object `Single`.
pub struct Single {
    /// `common`
    pub common: ::core::option::Option<i64>,
    /// The branch, with its members.
    pub tag: SingleBranch,
}

impl ::core::clone::Clone for Single {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            tag: self.tag.clone(),
            ..*self
        }
    }
}

impl Single {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(tag: impl ::core::convert::Into<SingleBranch>) -> Self {
        Self {
            common: ::core::option::Option::None,
            tag: tag.into(),
        }
    }

    /// Sets `common`.
    #[inline]
    #[must_use]
    pub fn common(mut self, value: i64) -> Self {
        self.common = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Single {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("tag", &self.tag, &["common"], &[&self.common])
    }
}

/// The branches of [`Single`], by its `tag`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum SingleBranch {
    /// `16`
    _16,
}

impl ::qapi_client::wire::EncodeBranch for SingleBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::_16 => ("16", &()),
        }
    }
}

impl<T: ::core::convert::Into<SingleBranch>> ::core::convert::From<T> for Single {
    #[inline]
    fn from(tag: T) -> Self {
        Self::new(tag)
    }
}

/// The object `Several`.
pub struct Several {
    /// The branch, with its members.
    pub kind: SeveralBranch,
}

impl ::core::clone::Clone for Several {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            kind: self.kind.clone(),
        }
    }
}

impl Several {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<SeveralBranch>) -> Self {
        Self { kind: kind.into() }
    }

    /// Creates a value of the branch `same`.
    #[inline]
    pub fn same(branch: One) -> Self {
        Self::new(SeveralBranch::Same(branch))
    }
}

impl ::qapi_client::wire::Encode for Several {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Several {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(kind) = r.branch("kind", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { kind })
    }
}

/// The branches of [`Several`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum SeveralBranch {
    /// `plain`
    Plain,
    /// `bare`
    Bare,
    /// `on`
    On,
    /// `both`
    Both,
    /// `same`
    Same(One),
    /// `none`
    None,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<SeveralBranch>),
}

impl ::qapi_client::wire::EncodeBranch for SeveralBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Plain => ("plain", &()),
            Self::Bare => ("bare", &()),
            Self::On => ("on", &()),
            Self::Both => ("both", &()),
            Self::Same(payload) => ("same", payload),
            Self::None => ("none", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl<T: ::core::convert::Into<SeveralBranch>> ::core::convert::From<T> for Several {
    #[inline]
    fn from(kind: T) -> Self {
        Self::new(kind)
    }
}

impl ::qapi_client::wire::DecodeBranch for SeveralBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "plain" => ::core::option::Option::Some(::core::option::Option::Some(Self::Plain)),
            "bare" => ::core::option::Option::Some(::core::option::Option::Some(Self::Bare)),
            "on" => ::core::option::Option::Some(::core::option::Option::Some(Self::On)),
            "both" => ::core::option::Option::Some(::core::option::Option::Some(Self::Both)),
            "same" => r.known(Self::Same),
            "none" => ::core::option::Option::Some(::core::option::Option::Some(Self::None)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

::qapi_client::__debug! {
    One
    Nothing
    Single
    Several
}

::qapi_client::__no_features! {
    One
    Nothing
    Single
    Several
}

::qapi_client::__serialize! {
    One
    Nothing
    Single
    Several
}

::qapi_client::__deserialize! {
    One
    Nothing
    Several
}

::qapi_client::__debug_branches! {
    SingleBranch
    SeveralBranch
}

/// The commands.
pub mod commands {
    /// The command `put`.
    #[derive(Default)]
    pub struct Put {
        /// `single`
        pub single: ::core::option::Option<super::Single>,
        /// `several`
        pub several: ::core::option::Option<super::Several>,
    }

    impl ::core::clone::Clone for Put {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                single: self.single.clone(),
                several: self.several.clone(),
            }
        }
    }

    impl Put {
        /// Creates a value with its required members.
        #[inline]
        pub fn new() -> Self {
            ::core::default::Default::default()
        }

        /// Sets `single`.
        #[inline]
        #[must_use]
        pub fn single(mut self, value: impl ::core::convert::Into<super::Single>) -> Self {
            self.single = ::core::option::Option::Some(value.into());
            self
        }

        /// Sets `several`.
        #[inline]
        #[must_use]
        pub fn several(mut self, value: impl ::core::convert::Into<super::Several>) -> Self {
            self.several = ::core::option::Option::Some(value.into());
            self
        }
    }

    impl ::qapi_client::wire::Encode for Put {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("single several", (&self.single, &self.several))
        }
    }

    impl ::qapi_client::Command for Put {
        const NAME: &'static str = "put";

        type Ok = super::Several;
    }

    ::qapi_client::__debug! {
        Put
    }

    ::qapi_client::__no_features! {
        Put
    }

    ::qapi_client::__serialize! {
        Put
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Put
    }
}

/// The events' data.
pub mod events {
    /// The event `SENT`.
    pub struct Sent {
        /// `several`
        pub several: super::Several,
    }

    impl ::core::clone::Clone for Sent {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                several: self.several.clone(),
            }
        }
    }

    impl ::core::fmt::Debug for Sent {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(f, "Sent", "several", &self.several)
        }
    }

    impl ::qapi_client::wire::Decode for Sent {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(several) = r.req("several") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { several })
        }
    }

    impl ::qapi_client::Event for Sent {
        const NAME: &'static str = "SENT";
    }

    ::qapi_client::__no_features! {
        Sent
    }

    ::qapi_client::__deserialize! {
        Sent
    }

    ::qapi_client::__visit_events! {
        EventVisitor
        Sent
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `SENT`
    Sent(events::Sent),
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
            Self::Sent(_) => "SENT",
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
            "SENT" => data.known(Self::Sent),
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
                "[{\"name\":\"put\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"SENT\",\"meta-type\":\"event\",\"arg-type\":\"2\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"single\",\"type\":\"3\",\"default\":null},{\"name\":\"several\",\"type\":\"1\",\"default\":null}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"4\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"bare\",\"type\":\"6\"},{\"case\":\"same\",\"type\":\"5\"},{\"case\":\"none\",\"type\":\"7\"}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"several\",\"type\":\"1\"}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"tag\",\"type\":\"8\"},{\"name\":\"common\",\"type\":\"int\",\"default\":null}],\"tag\":\"tag\",\"variants\":[]},{\"name\":\"4\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"plain\"},{\"name\":\"bare\"},{\"name\":\"on\"},{\"name\":\"both\"},{\"name\":\"same\"},{\"name\":\"none\"}],\"values\":[\"plain\",\"bare\",\"on\",\"both\",\"same\",\"none\"]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a\",\"type\":\"int\"}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"8\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"16\"}],\"values\":[\"16\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"}]",
            )
        });
    &SCHEMA
}
