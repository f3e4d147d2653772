/// The values of `Level`.
#[derive(Clone)]
pub enum Level {
    /// `low`
    Low,
    /// `high`
    High,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Level>),
}

impl Level {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::Low, Self::High];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Low => "low",
            Self::High => "high",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Level {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Level", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `RefFile`.
pub struct RefFile {
    /// `path`
    pub path: ::std::string::String,
}

impl ::core::clone::Clone for RefFile {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
        }
    }
}

impl RefFile {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(path: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self { path: path.into() }
    }
}

impl ::qapi_client::wire::Encode for RefFile {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path", &self.path)
    }
}

impl ::qapi_client::wire::Decode for RefFile {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(path) = r.req("path") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path })
    }
}

/// The object `RefCopy`.
pub struct RefCopy {
    /// `of`
    pub of: Ref,
}

impl ::core::clone::Clone for RefCopy {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            of: self.of.clone(),
        }
    }
}

impl RefCopy {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(of: impl ::core::convert::Into<Ref>) -> Self {
        Self { of: of.into() }
    }
}

impl ::qapi_client::wire::Encode for RefCopy {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("of", &self.of)
    }
}

impl ::qapi_client::wire::Decode for RefCopy {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(of) = r.req("of") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { of })
    }
}

/// The object `RefTarget`.
pub struct RefTarget {
    /// `name`
    pub name: ::core::option::Option<::std::string::String>,
    /// The branch, with its members.
    pub kind: RefTargetBranch,
}

impl ::core::clone::Clone for RefTarget {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            kind: self.kind.clone(),
        }
    }
}

impl RefTarget {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<RefTargetBranch>) -> Self {
        Self {
            name: ::core::option::Option::None,
            kind: kind.into(),
        }
    }

    /// Sets `name`.
    #[inline]
    #[must_use]
    pub fn name(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.name = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for RefTarget {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &["name"], &[&self.name])
    }
}

impl ::qapi_client::wire::Decode for RefTarget {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(name) = r.opt("name") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(kind) = r.branch("kind", &["name"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { name, kind })
    }
}

/// The branches of [`RefTarget`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum RefTargetBranch {
    /// `file`
    File(RefFile),
    /// `copy`
    Copy(RefCopy),
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<RefTargetBranch>),
}

impl ::qapi_client::wire::EncodeBranch for RefTargetBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::Copy(payload) => ("copy", payload),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<RefFile> for RefTargetBranch {
    #[inline]
    fn from(payload: RefFile) -> Self {
        Self::File(payload)
    }
}

impl ::core::convert::From<RefCopy> for RefTargetBranch {
    #[inline]
    fn from(payload: RefCopy) -> Self {
        Self::Copy(payload)
    }
}

impl<T: ::core::convert::Into<RefTargetBranch>> ::core::convert::From<T> for RefTarget {
    #[inline]
    fn from(kind: T) -> Self {
        Self::new(kind)
    }
}

impl ::qapi_client::wire::DecodeBranch for RefTargetBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "file" => r.known(Self::File),
            "copy" => r.known(Self::Copy),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The alternate `Ref`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum Ref {
    /// `inline`
    Inline(::std::boxed::Box<RefTarget>),
    /// `reference`
    Reference(::std::string::String),
}

impl ::qapi_client::wire::Encode for Ref {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Inline(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Reference(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl<T: ::core::convert::Into<RefTarget>> ::core::convert::From<T> for Ref {
    #[inline]
    fn from(value: T) -> Self {
        Self::Inline(::std::boxed::Box::new(value.into()))
    }
}

impl ::core::convert::From<::std::string::String> for Ref {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::Reference(value)
    }
}

impl ::core::convert::From<&str> for Ref {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Reference(value.into())
    }
}

impl ::qapi_client::wire::Decode for Ref {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Inline),
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::Reference),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("an object or a string"),
        }
    }
}

/// The alternate `RefOrNull`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum RefOrNull {
    /// `inline`
    Inline(RefTarget),
    /// `reference`
    Reference(::std::string::String),
    /// `none`
    None,
}

impl ::qapi_client::wire::Encode for RefOrNull {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Inline(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Reference(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::None => ::qapi_client::wire::Encode::encode(&::qapi_client::wire::Null, w),
        }
    }
}

impl<T: ::core::convert::Into<RefTarget>> ::core::convert::From<T> for RefOrNull {
    #[inline]
    fn from(value: T) -> Self {
        Self::Inline(value.into())
    }
}

impl ::core::convert::From<::std::string::String> for RefOrNull {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::Reference(value)
    }
}

impl ::core::convert::From<&str> for RefOrNull {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Reference(value.into())
    }
}

/// The alternate `LevelOrNumber`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum LevelOrNumber {
    /// `level`
    Level(Level),
    /// `number`
    Number(i64),
    /// `flag`
    Flag(bool),
}

impl ::qapi_client::wire::Encode for LevelOrNumber {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Level(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Number(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Flag(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<Level> for LevelOrNumber {
    #[inline]
    fn from(value: Level) -> Self {
        Self::Level(value)
    }
}

impl ::core::convert::From<i64> for LevelOrNumber {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}

impl ::core::convert::From<bool> for LevelOrNumber {
    #[inline]
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl ::qapi_client::wire::Decode for LevelOrNumber {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::Level),
            ::qapi_client::wire::Json::Int(_) | ::qapi_client::wire::Json::Uint(_) => {
                r.alternative(Self::Number)
            }
            ::qapi_client::wire::Json::Bool(_) => r.alternative(Self::Flag),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a string or an integer or a boolean"),
        }
    }
}

/// The alternate `NumberOrMany`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum NumberOrMany {
    /// `number`
    Number(f64),
    /// `list`
    List(::std::vec::Vec<i64>),
}

impl ::qapi_client::wire::Encode for NumberOrMany {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Number(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::List(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<f64> for NumberOrMany {
    #[inline]
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl ::core::convert::From<::std::vec::Vec<i64>> for NumberOrMany {
    #[inline]
    fn from(value: ::std::vec::Vec<i64>) -> Self {
        Self::List(value)
    }
}

impl ::qapi_client::wire::Decode for NumberOrMany {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Int(_)
            | ::qapi_client::wire::Json::Uint(_)
            | ::qapi_client::wire::Json::Float(_) => r.alternative(Self::Number),
            ::qapi_client::wire::Json::Array(_) => r.alternative(Self::List),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a number or an array"),
        }
    }
}

/// The object `Answer`.
pub struct Answer {
    /// `ref`
    pub ref_: Ref,
    /// `level`
    pub level: LevelOrNumber,
    /// `list`
    pub list: ::core::option::Option<NumberOrMany>,
}

impl ::core::clone::Clone for Answer {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            ref_: self.ref_.clone(),
            level: self.level.clone(),
            list: self.list.clone(),
        }
    }
}

impl ::core::fmt::Debug for Answer {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(
            f,
            "Answer",
            "ref level list",
            (&self.ref_, &self.level, &self.list),
        )
    }
}

impl ::qapi_client::wire::Decode for Answer {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((ref_, level, list)) = r.fields("ref level list") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { ref_, level, list })
    }
}

::qapi_client::__enums! {
    Level
}

::qapi_client::__encode_enums! {
    Level
}

::qapi_client::__decode_enums! {
    Level
}

::qapi_client::__debug! {
    RefFile
    RefCopy
    RefTarget
    Ref
    RefOrNull
    LevelOrNumber
    NumberOrMany
}

::qapi_client::__no_features! {
    Level
    RefFile
    RefCopy
    RefTarget
    Ref
    RefOrNull
    LevelOrNumber
    NumberOrMany
    Answer
}

::qapi_client::__serialize! {
    Level
    RefFile
    RefCopy
    RefTarget
    Ref
    RefOrNull
    LevelOrNumber
    NumberOrMany
}

::qapi_client::__deserialize! {
    Level
    RefFile
    RefCopy
    RefTarget
    Ref
    LevelOrNumber
    NumberOrMany
    Answer
}

::qapi_client::__debug_branches! {
    RefTargetBranch
}

/// The commands.
pub mod commands {
    /// The command `open`.
    pub struct Open {
        /// `ref`
        pub ref_: super::Ref,
        /// `maybe`
        pub maybe: ::core::option::Option<super::RefOrNull>,
        /// `level`
        pub level: super::LevelOrNumber,
        /// `list`
        pub list: super::NumberOrMany,
    }

    impl ::core::clone::Clone for Open {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                ref_: self.ref_.clone(),
                maybe: self.maybe.clone(),
                level: self.level.clone(),
                list: self.list.clone(),
            }
        }
    }

    impl Open {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            ref_: impl ::core::convert::Into<super::Ref>,
            level: impl ::core::convert::Into<super::LevelOrNumber>,
            list: impl ::core::convert::Into<super::NumberOrMany>,
        ) -> Self {
            Self {
                ref_: ref_.into(),
                maybe: ::core::option::Option::None,
                level: level.into(),
                list: list.into(),
            }
        }

        /// Sets `ref`.
        #[inline]
        #[must_use]
        pub fn ref_(mut self, value: impl ::core::convert::Into<super::Ref>) -> Self {
            self.ref_ = value.into();
            self
        }

        /// Sets `maybe`.
        #[inline]
        #[must_use]
        pub fn maybe(mut self, value: impl ::core::convert::Into<super::RefOrNull>) -> Self {
            self.maybe = ::core::option::Option::Some(value.into());
            self
        }

        /// Sets `level`.
        #[inline]
        #[must_use]
        pub fn level(mut self, value: impl ::core::convert::Into<super::LevelOrNumber>) -> Self {
            self.level = value.into();
            self
        }

        /// Sets `list`.
        #[inline]
        #[must_use]
        pub fn list(mut self, value: impl ::core::convert::Into<super::NumberOrMany>) -> Self {
            self.list = value.into();
            self
        }
    }

    impl ::qapi_client::wire::Encode for Open {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields(
                "ref maybe level list",
                (&self.ref_, &self.maybe, &self.level, &self.list),
            )
        }
    }

    impl ::qapi_client::Command for Open {
        const NAME: &'static str = "open";

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

        type Ok = super::Answer;
    }

    ::qapi_client::__debug! {
        Open
        Query
    }

    ::qapi_client::__no_features! {
        Open
        Query
    }

    ::qapi_client::__serialize! {
        Open
        Query
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Open
        Query
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
                "[{\"name\":\"open\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"2\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"ref\",\"type\":\"3\"},{\"name\":\"maybe\",\"type\":\"4\",\"default\":null},{\"name\":\"level\",\"type\":\"5\"},{\"name\":\"list\",\"type\":\"6\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"ref\",\"type\":\"3\"},{\"name\":\"level\",\"type\":\"5\"},{\"name\":\"list\",\"type\":\"6\",\"default\":null}]},{\"name\":\"3\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"7\"},{\"type\":\"str\"}]},{\"name\":\"4\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"7\"},{\"type\":\"str\"},{\"type\":\"null\"}]},{\"name\":\"5\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"8\"},{\"type\":\"int\"},{\"type\":\"bool\"}]},{\"name\":\"6\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"number\"},{\"type\":\"[int]\"}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\",\"default\":null},{\"name\":\"kind\",\"type\":\"9\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"10\"},{\"case\":\"copy\",\"type\":\"11\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"null\",\"meta-type\":\"builtin\",\"json-type\":\"null\"},{\"name\":\"8\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"low\"},{\"name\":\"high\"}],\"values\":[\"low\",\"high\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"},{\"name\":\"number\",\"meta-type\":\"builtin\",\"json-type\":\"number\"},{\"name\":\"[int]\",\"meta-type\":\"array\",\"element-type\":\"int\"},{\"name\":\"9\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"copy\"}],\"values\":[\"file\",\"copy\"]},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"}]},{\"name\":\"11\",\"meta-type\":\"object\",\"members\":[{\"name\":\"of\",\"type\":\"3\"}]}]",
            )
        });
    &SCHEMA
}
