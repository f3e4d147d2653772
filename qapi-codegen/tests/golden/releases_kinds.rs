/// The alternate `Ref`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum Ref {
    /// `name`
    Name(::std::string::String),
    /// `node`
    Node(Node),
    /// `none`
    None,
}

impl ::qapi_client::wire::Encode for Ref {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Name(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Node(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::None => ::qapi_client::wire::Encode::encode(&::qapi_client::wire::Null, w),
        }
    }
}

impl ::core::convert::From<::std::string::String> for Ref {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::Name(value)
    }
}

impl ::core::convert::From<&str> for Ref {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Name(value.into())
    }
}

impl ::core::convert::From<Node> for Ref {
    #[inline]
    fn from(value: Node) -> Self {
        Self::Node(value)
    }
}

impl ::qapi_client::wire::Decode for Ref {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::Name),
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Node),
            ::qapi_client::wire::Json::Null => ::core::option::Option::Some(Self::None),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a string or an object or null"),
        }
    }
}

/// The object `Node`.
pub struct Node {
    /// `x`
    pub x: i64,
}

impl ::core::clone::Clone for Node {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Node {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(x: i64) -> Self {
        Self { x }
    }
}

impl ::qapi_client::wire::Encode for Node {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("x", &self.x)
    }
}

impl ::qapi_client::wire::Decode for Node {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(x) = r.req("x") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { x })
    }
}

/// The alternate `Place`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum Place {
    /// `name`
    Name(::std::string::String),
    /// `node`
    Node(Node),
}

impl ::qapi_client::wire::Encode for Place {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Name(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Node(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<::std::string::String> for Place {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::Name(value)
    }
}

impl ::core::convert::From<&str> for Place {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Name(value.into())
    }
}

impl ::core::convert::From<Node> for Place {
    #[inline]
    fn from(value: Node) -> Self {
        Self::Node(value)
    }
}

impl ::qapi_client::wire::Decode for Place {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::Name),
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Node),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a string or an object"),
        }
    }
}

/// Some releases take any string here.
///
/// In QEMU 10.2.
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

/// The object `Kinds`.
pub struct Kinds {
    /// `ref`
    pub ref_: Ref,
    /// `place`
    pub place: Place,
    /// `level`
    pub level: Level,
    /// `count`
    pub count: ::qapi_client::wire::Integer,
    /// `ratio`
    pub ratio: KindsRatio,
    /// `small`
    pub small: i32,
    /// `any`
    pub any: ::qapi_client::wire::Value,
    /// `list`
    pub list: ::std::vec::Vec<Level>,
    /// `one`
    pub one: KindsOne,
    /// `three`
    pub three: KindsThree,
}

impl ::core::clone::Clone for Kinds {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            ref_: self.ref_.clone(),
            place: self.place.clone(),
            level: self.level.clone(),
            ratio: self.ratio.clone(),
            any: self.any.clone(),
            list: self.list.clone(),
            one: self.one.clone(),
            three: self.three.clone(),
            ..*self
        }
    }
}

impl Kinds {
    /// Creates a value with its required members.
    #[inline]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        ref_: impl ::core::convert::Into<Ref>,
        place: impl ::core::convert::Into<Place>,
        level: Level,
        count: impl ::core::convert::Into<::qapi_client::wire::Integer>,
        ratio: impl ::core::convert::Into<KindsRatio>,
        small: i32,
        any: impl ::core::convert::Into<::qapi_client::wire::Value>,
        list: impl ::core::iter::IntoIterator<Item = Level>,
        one: impl ::core::convert::Into<KindsOne>,
        three: impl ::core::convert::Into<KindsThree>,
    ) -> Self {
        Self {
            ref_: ref_.into(),
            place: place.into(),
            level,
            count: count.into(),
            ratio: ratio.into(),
            small,
            any: any.into(),
            list: ::qapi_client::wire::list(list),
            one: one.into(),
            three: three.into(),
        }
    }
}

impl ::qapi_client::wire::Encode for Kinds {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "ref place level count ratio small any list one three",
            (
                &self.ref_,
                &self.place,
                &self.level,
                &self.count,
                &self.ratio,
                &self.small,
                &self.any,
                &self.list,
                &self.one,
                &self.three,
            ),
        )
    }
}

impl ::qapi_client::wire::Decode for Kinds {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((
            ref_,
            place,
            level,
            count,
            ratio,
            small,
            any,
            list,
            one,
            three,
        )) = r.fields("ref place level count ratio small any list one three")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            ref_,
            place,
            level,
            count,
            ratio,
            small,
            any,
            list,
            one,
            three,
        })
    }
}

/// The value of `ratio` in `Kinds`, whose type differs between releases.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum KindsRatio {
    /// `int`
    Int(::qapi_client::wire::Integer),
    /// `number`
    Number(f64),
}

impl ::qapi_client::wire::Encode for KindsRatio {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Int(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Number(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<::qapi_client::wire::Integer> for KindsRatio {
    #[inline]
    fn from(value: ::qapi_client::wire::Integer) -> Self {
        Self::Int(value)
    }
}

impl ::core::convert::From<f64> for KindsRatio {
    #[inline]
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl ::qapi_client::wire::Decode for KindsRatio {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Int(_) | ::qapi_client::wire::Json::Uint(_) => {
                r.alternative(Self::Int)
            }
            ::qapi_client::wire::Json::Float(_) => r.alternative(Self::Number),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("an integer or a number"),
        }
    }
}

/// The value of `one` in `Kinds`, whose type differs between releases.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum KindsOne {
    /// `string`
    String(::std::string::String),
    /// `list`
    List(::std::vec::Vec<::std::string::String>),
}

impl ::qapi_client::wire::Encode for KindsOne {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::String(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::List(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<::std::string::String> for KindsOne {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::String(value)
    }
}

impl ::core::convert::From<&str> for KindsOne {
    #[inline]
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl ::core::convert::From<::std::vec::Vec<::std::string::String>> for KindsOne {
    #[inline]
    fn from(value: ::std::vec::Vec<::std::string::String>) -> Self {
        Self::List(value)
    }
}

impl ::qapi_client::wire::Decode for KindsOne {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::String),
            ::qapi_client::wire::Json::Array(_) => r.alternative(Self::List),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a string or an array"),
        }
    }
}

/// The value of `three` in `Kinds`, whose type differs between releases.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum KindsThree {
    /// `bool`
    Bool(bool),
    /// `object`
    Object(Node),
}

impl ::qapi_client::wire::Encode for KindsThree {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Bool(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Object(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<bool> for KindsThree {
    #[inline]
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl ::core::convert::From<Node> for KindsThree {
    #[inline]
    fn from(value: Node) -> Self {
        Self::Object(value)
    }
}

impl ::qapi_client::wire::Decode for KindsThree {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Bool(_) => r.alternative(Self::Bool),
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Object),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a boolean or an object"),
        }
    }
}

/// The value of `ret` in `count`, whose type differs between releases.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum CountRet {
    /// `list`
    List(::std::vec::Vec<Node>),
    /// `object`
    Object(Node),
}

impl ::qapi_client::wire::Encode for CountRet {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::List(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Object(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<::std::vec::Vec<Node>> for CountRet {
    #[inline]
    fn from(value: ::std::vec::Vec<Node>) -> Self {
        Self::List(value)
    }
}

impl ::core::convert::From<Node> for CountRet {
    #[inline]
    fn from(value: Node) -> Self {
        Self::Object(value)
    }
}

impl ::qapi_client::wire::Decode for CountRet {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Array(_) => r.alternative(Self::List),
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Object),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("an array or an object"),
        }
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
    Ref
    Node
    Place
    Kinds
    KindsRatio
    KindsOne
    KindsThree
    CountRet
}

::qapi_client::__no_features! {
    Ref
    Node
    Place
    Level
    Kinds
    KindsRatio
    KindsOne
    KindsThree
    CountRet
}

::qapi_client::__serialize! {
    Ref
    Node
    Place
    Level
    Kinds
    KindsRatio
    KindsOne
    KindsThree
    CountRet
}

::qapi_client::__deserialize! {
    Ref
    Node
    Place
    Level
    Kinds
    KindsRatio
    KindsOne
    KindsThree
    CountRet
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

        type Ok = super::Kinds;
    }

    /// The command `set`.
    #[derive(Clone)]
    pub struct Set(
        /// All members.
        pub super::Kinds,
    );

    impl Set {
        /// Creates a value with its required members.
        #[inline]
        #[allow(clippy::too_many_arguments)]
        pub fn new(
            ref_: impl ::core::convert::Into<super::Ref>,
            place: impl ::core::convert::Into<super::Place>,
            level: super::Level,
            count: impl ::core::convert::Into<::qapi_client::wire::Integer>,
            ratio: impl ::core::convert::Into<super::KindsRatio>,
            small: i32,
            any: impl ::core::convert::Into<::qapi_client::wire::Value>,
            list: impl ::core::iter::IntoIterator<Item = super::Level>,
            one: impl ::core::convert::Into<super::KindsOne>,
            three: impl ::core::convert::Into<super::KindsThree>,
        ) -> Self {
            Self(<super::Kinds>::new(
                ref_, place, level, count, ratio, small, any, list, one, three,
            ))
        }
    }

    impl ::core::convert::From<super::Kinds> for Set {
        #[inline]
        fn from(value: super::Kinds) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Set {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for Set {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for Set {
        const NAME: &'static str = "set";

        type Ok = ();
    }

    /// The command `count`.
    #[derive(Default)]
    pub struct Count {}

    impl ::core::clone::Clone for Count {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Count {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for Count {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for Count {
        const NAME: &'static str = "count";

        type Ok = super::CountRet;
    }

    ::qapi_client::__debug! {
        Query
        Set
        Count
    }

    ::qapi_client::__no_features! {
        Query
        Set
        Count
    }

    ::qapi_client::__serialize! {
        Query
        Set
        Count
    }

    ::qapi_client::__deserialize! {
        Query
        Set
        Count
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Query
        Set
        Count
    }
}

/// The events' data.
pub mod events {
    ::qapi_client::__visit_events! {
        FullEventVisitor
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

/// The data alone; the name is beside it in the message.
impl ::qapi_client::wire::Encode for Event {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
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
                "[{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"set\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"0\"},{\"name\":\"count\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"2\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"ref\",\"type\":\"3\"},{\"name\":\"place\",\"type\":\"4\"},{\"name\":\"level\",\"type\":\"5\"},{\"name\":\"count\",\"type\":\"int\"},{\"name\":\"ratio\",\"type\":\"6\"},{\"name\":\"small\",\"type\":\"int\"},{\"name\":\"any\",\"type\":\"any\"},{\"name\":\"list\",\"type\":\"[5]\"},{\"name\":\"one\",\"type\":\"7\"},{\"name\":\"three\",\"type\":\"8\"}]},{\"name\":\"2\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"[9]\"},{\"type\":\"9\"}]},{\"name\":\"3\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"9\"},{\"type\":\"null\"}]},{\"name\":\"4\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"9\"}]},{\"name\":\"5\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"10\"}]},{\"name\":\"10\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"low\"},{\"name\":\"high\"}],\"values\":[\"low\",\"high\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"6\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"int\"},{\"type\":\"number\"}]},{\"name\":\"any\",\"meta-type\":\"builtin\",\"json-type\":\"value\"},{\"name\":\"[5]\",\"meta-type\":\"array\",\"element-type\":\"5\"},{\"name\":\"7\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"[str]\"}]},{\"name\":\"8\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"bool\"},{\"type\":\"9\"}]},{\"name\":\"[9]\",\"meta-type\":\"array\",\"element-type\":\"9\"},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"null\",\"meta-type\":\"builtin\",\"json-type\":\"null\"},{\"name\":\"number\",\"meta-type\":\"builtin\",\"json-type\":\"number\"},{\"name\":\"[str]\",\"meta-type\":\"array\",\"element-type\":\"str\"},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"}]",
            )
        });
    &SCHEMA
}

/// The releases that this code is for, the newest first.
pub fn releases() -> &'static [&'static str] {
    &["10.2", "9.0"]
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
        ) -> impl ::qapi_server::Reply<super::Kinds> {
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

        /// [`count`](super::commands::Count)
        fn count(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Count,
        ) -> impl ::qapi_server::Reply<super::CountRet> {
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
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "set" => ::qapi_server::implemented(
                    &<T as Commands>::set,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "count" => ::qapi_server::implemented(
                    &<T as Commands>::count,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "query" => ::qapi_server::__execute!(self, call, query),
                "set" => ::qapi_server::__execute!(self, call, set),
                "count" => ::qapi_server::__execute!(self, call, count),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
