/// The values of `Same`.
#[allow(deprecated)]
#[derive(Clone)]
pub enum Same {
    /// `on`
    On,
    /// `off`
    Off,
    /// `old`
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    Old,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Same>),
}

#[allow(deprecated)]
impl Same {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::On, Self::Off, Self::Old];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Old => "old",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::StringEnum for Same {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Same", Self::ALL, Self::as_str, Self::Unknown);
}

/// The values of `Grown`.
#[derive(Clone)]
pub enum Grown {
    /// `a`
    A,
    /// `b`
    B,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Grown>),
}

impl Grown {
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

impl ::qapi_client::wire::StringEnum for Grown {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Grown", Self::ALL, Self::as_str, Self::Unknown);
}

/// The values of `Shrunk`.
#[derive(Clone)]
pub enum Shrunk {
    /// `a`
    A,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Shrunk>),
}

impl Shrunk {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::A];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::A => "a",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Shrunk {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Shrunk", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Leaf`.
pub struct Leaf {
    /// `name`
    pub name: ::std::string::String,
    /// `same`
    pub same: Same,
    /// `many`
    pub many: ::core::option::Option<::std::vec::Vec<Same>>,
}

impl ::core::clone::Clone for Leaf {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            same: self.same.clone(),
            many: self.many.clone(),
        }
    }
}

impl Leaf {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(name: impl ::core::convert::Into<::std::string::String>, same: Same) -> Self {
        Self {
            name: name.into(),
            same,
            many: ::core::option::Option::None,
        }
    }

    /// Sets `many`.
    #[inline]
    #[must_use]
    pub fn many(mut self, value: impl ::core::iter::IntoIterator<Item = Same>) -> Self {
        self.many = ::core::option::Option::Some(::qapi_client::wire::list(value));
        self
    }
}

impl ::qapi_client::wire::Encode for Leaf {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("name same many", (&self.name, &self.same, &self.many))
    }
}

impl ::qapi_client::wire::Decode for Leaf {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((name, same, many)) = r.fields("name same many") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { name, same, many })
    }
}

/// The object `GrownStruct`.
#[derive(Default)]
pub struct GrownStruct {
    /// `needed`
    pub needed: ::core::option::Option<i64>,
    /// `leaf`
    pub leaf: ::core::option::Option<Leaf>,
    /// `more`
    pub more: ::core::option::Option<Nothing>,
}

impl ::core::clone::Clone for GrownStruct {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            leaf: self.leaf.clone(),
            more: self.more.clone(),
            ..*self
        }
    }
}

impl GrownStruct {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `needed`.
    #[inline]
    #[must_use]
    pub fn needed(mut self, value: i64) -> Self {
        self.needed = ::core::option::Option::Some(value);
        self
    }

    /// Sets `leaf`.
    #[inline]
    #[must_use]
    pub fn leaf(mut self, value: Leaf) -> Self {
        self.leaf = ::core::option::Option::Some(value);
        self
    }

    /// Sets `more`.
    #[inline]
    #[must_use]
    pub fn more(mut self, value: Nothing) -> Self {
        self.more = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for GrownStruct {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("needed leaf more", (&self.needed, &self.leaf, &self.more))
    }
}

impl ::qapi_client::wire::Decode for GrownStruct {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((needed, leaf, more)) = r.fields("needed leaf more")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { needed, leaf, more })
    }
}

/// The object `Stricter`.
pub struct Stricter {
    /// `x`
    pub x: i64,
}

impl ::core::clone::Clone for Stricter {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl ::core::fmt::Debug for Stricter {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(f, "Stricter", "x", &self.x)
    }
}

impl ::qapi_client::wire::Decode for Stricter {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(x) = r.req("x") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { x })
    }
}

/// The object `HoldsStricter`.
pub struct HoldsStricter {
    /// `all`
    pub all: ::std::vec::Vec<Stricter>,
}

impl ::core::clone::Clone for HoldsStricter {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            all: self.all.clone(),
        }
    }
}

impl ::core::fmt::Debug for HoldsStricter {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(f, "HoldsStricter", "all", &self.all)
    }
}

impl ::qapi_client::wire::Decode for HoldsStricter {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(all) = r.req("all") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { all })
    }
}

/// The object `Retyped`.
pub struct Retyped {
    /// `x`
    pub x: ::std::string::String,
}

impl ::core::clone::Clone for Retyped {
    #[inline]
    fn clone(&self) -> Self {
        Self { x: self.x.clone() }
    }
}

impl Retyped {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(x: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self { x: x.into() }
    }
}

impl ::qapi_client::wire::Encode for Retyped {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("x", &self.x)
    }
}

impl ::qapi_client::wire::Decode for Retyped {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(x) = r.req("x") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { x })
    }
}

/// The object `Nothing`.
#[derive(Default)]
pub struct Nothing {
    /// `now`
    pub now: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for Nothing {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            now: self.now.clone(),
        }
    }
}

impl Nothing {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `now`.
    #[inline]
    #[must_use]
    pub fn now(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.now = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Nothing {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("now", &self.now)
    }
}

impl ::qapi_client::wire::Decode for Nothing {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(now) = r.opt("now") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { now })
    }
}

/// The object `Conditional`.
pub struct Conditional {
    #[cfg(CONFIG_X)]
    /// `x`
    pub x: ::core::option::Option<i64>,
    /// `y`
    pub y: i64,
}

impl ::core::clone::Clone for Conditional {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            #[cfg(CONFIG_X)]
            x: self.x,
            ..*self
        }
    }
}

impl Conditional {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(y: i64) -> Self {
        Self {
            #[cfg(CONFIG_X)]
            x: ::core::option::Option::None,
            y,
        }
    }

    #[cfg(CONFIG_X)]
    /// Sets `x`.
    #[inline]
    #[must_use]
    pub fn x(mut self, value: i64) -> Self {
        self.x = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Conditional {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(
            &[
                #[cfg(CONFIG_X)]
                "x",
                "y",
            ],
            &[
                #[cfg(CONFIG_X)]
                &self.x,
                &self.y,
            ],
        )
    }
}

impl ::qapi_client::wire::Decode for Conditional {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        #[cfg(CONFIG_X)]
        let x = r.opt("x")?;
        let ::core::option::Option::Some(y) = r.req("y") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            #[cfg(CONFIG_X)]
            x,
            y,
        })
    }
}

/// The alternate `Ref`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum Ref {
    /// `name`
    Name(::std::string::String),
    /// `inline`
    Inline(::std::boxed::Box<Node>),
    /// `none`
    None,
}

impl ::qapi_client::wire::Encode for Ref {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Name(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Inline(value) => ::qapi_client::wire::Encode::encode(value, w),
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

impl<T: ::core::convert::Into<Node>> ::core::convert::From<T> for Ref {
    #[inline]
    fn from(value: T) -> Self {
        Self::Inline(::std::boxed::Box::new(value.into()))
    }
}

impl ::qapi_client::wire::Decode for Ref {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::Name),
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Inline),
            ::qapi_client::wire::Json::Null => ::core::option::Option::Some(Self::None),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a string or an object or null"),
        }
    }
}

/// The object `NodeFile`.
pub struct NodeFile {
    /// `path`
    pub path: ::std::string::String,
    /// `names`
    pub names: ::std::vec::Vec<::std::string::String>,
}

impl ::core::clone::Clone for NodeFile {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            names: self.names.clone(),
        }
    }
}

impl NodeFile {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(
        path: impl ::core::convert::Into<::std::string::String>,
        names: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<::std::string::String>>,
    ) -> Self {
        Self {
            path: path.into(),
            names: ::qapi_client::wire::list(names),
        }
    }
}

impl ::qapi_client::wire::Encode for NodeFile {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path names", (&self.path, &self.names))
    }
}

impl ::qapi_client::wire::Decode for NodeFile {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((path, names)) = r.fields("path names") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, names })
    }
}

/// The object `NodeFilter`.
pub struct NodeFilter {
    /// `child`
    pub child: Ref,
    /// `other`
    pub other: ::core::option::Option<Node>,
}

impl ::core::clone::Clone for NodeFilter {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            child: self.child.clone(),
            other: self.other.clone(),
        }
    }
}

impl NodeFilter {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(child: impl ::core::convert::Into<Ref>) -> Self {
        Self {
            child: child.into(),
            other: ::core::option::Option::None,
        }
    }

    /// Sets `other`.
    #[inline]
    #[must_use]
    pub fn other(mut self, value: impl ::core::convert::Into<Node>) -> Self {
        self.other = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for NodeFilter {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("child other", (&self.child, &self.other))
    }
}

impl ::qapi_client::wire::Decode for NodeFilter {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((child, other)) = r.fields("child other") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { child, other })
    }
}

/// The object `Node`.
pub struct Node {
    /// `same`
    pub same: ::core::option::Option<Same>,
    /// The branch, with its members.
    pub kind: NodeBranch,
}

impl ::core::clone::Clone for Node {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            same: self.same.clone(),
            kind: self.kind.clone(),
        }
    }
}

impl Node {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<NodeBranch>) -> Self {
        Self {
            same: ::core::option::Option::None,
            kind: kind.into(),
        }
    }

    /// Sets `same`.
    #[inline]
    #[must_use]
    pub fn same(mut self, value: Same) -> Self {
        self.same = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Node {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &["same"], &[&self.same])
    }
}

impl ::qapi_client::wire::Decode for Node {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(same) = r.opt("same") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(kind) = r.branch("kind", &["same"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { same, kind })
    }
}

/// The branches of [`Node`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum NodeBranch {
    /// `file`
    File(NodeFile),
    /// `filter`
    Filter(::std::boxed::Box<NodeFilter>),
    /// `none`
    None,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<NodeBranch>),
}

impl ::qapi_client::wire::EncodeBranch for NodeBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::Filter(payload) => ("filter", payload),
            Self::None => ("none", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<NodeFile> for NodeBranch {
    #[inline]
    fn from(payload: NodeFile) -> Self {
        Self::File(payload)
    }
}

impl ::core::convert::From<NodeFilter> for NodeBranch {
    #[inline]
    fn from(payload: NodeFilter) -> Self {
        Self::Filter(::std::boxed::Box::new(payload))
    }
}

impl<T: ::core::convert::Into<NodeBranch>> ::core::convert::From<T> for Node {
    #[inline]
    fn from(kind: T) -> Self {
        Self::new(kind)
    }
}

impl ::qapi_client::wire::DecodeBranch for NodeBranch {
    #[inline]
    #[allow(unused_variables)]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "file" => r.known(Self::File),
            "filter" => r.known(Self::Filter),
            "none" => ::core::option::Option::Some(::core::option::Option::Some(Self::None)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The values of `MoreKind`.
#[derive(Copy, Clone)]
pub enum MoreKind {
    /// `file`
    File,
    /// `none`
    None,
}

impl MoreKind {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::File, Self::None];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::File => "file",
            Self::None => "none",
        }
    }
}

impl ::qapi_client::wire::StringEnum for MoreKind {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::closed("MoreKind", Self::ALL, Self::as_str);
}

/// The object `MoreBranches`.
pub struct MoreBranches {
    /// The branch, with its members.
    pub kind: MoreBranchesBranch,
}

impl ::core::clone::Clone for MoreBranches {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            kind: self.kind.clone(),
        }
    }
}

impl MoreBranches {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<MoreBranchesBranch>) -> Self {
        Self { kind: kind.into() }
    }
}

impl ::qapi_client::wire::Encode for MoreBranches {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &[], &[])
    }
}

/// The branches of [`MoreBranches`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum MoreBranchesBranch {
    /// `file`
    File(NodeFile),
    /// `none`
    None,
}

impl ::qapi_client::wire::EncodeBranch for MoreBranchesBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::None => ("none", &()),
        }
    }
}

impl ::core::convert::From<NodeFile> for MoreBranchesBranch {
    #[inline]
    fn from(payload: NodeFile) -> Self {
        Self::File(payload)
    }
}

impl<T: ::core::convert::Into<MoreBranchesBranch>> ::core::convert::From<T> for MoreBranches {
    #[inline]
    fn from(kind: T) -> Self {
        Self::new(kind)
    }
}

/// The object `Pong`.
#[derive(Default)]
pub struct Pong {
    /// `ping`
    pub ping: ::core::option::Option<Ping>,
}

impl ::core::clone::Clone for Pong {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            ping: self.ping.clone(),
        }
    }
}

impl Pong {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `ping`.
    #[inline]
    #[must_use]
    pub fn ping(mut self, value: Ping) -> Self {
        self.ping = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Pong {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("ping", &self.ping)
    }
}

impl ::qapi_client::wire::Decode for Pong {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(ping) = r.opt("ping") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { ping })
    }
}

/// The object `Ping`.
pub struct Ping {
    /// `x`
    pub x: i64,
    /// `pong`
    pub pong: ::core::option::Option<::std::boxed::Box<Pong>>,
}

impl ::core::clone::Clone for Ping {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            pong: self.pong.clone(),
            ..*self
        }
    }
}

impl Ping {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(x: i64) -> Self {
        Self {
            x,
            pong: ::core::option::Option::None,
        }
    }

    /// Sets `pong`.
    #[inline]
    #[must_use]
    pub fn pong(mut self, value: Pong) -> Self {
        self.pong = ::core::option::Option::Some(::std::boxed::Box::new(value));
        self
    }
}

impl ::qapi_client::wire::Encode for Ping {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("x pong", (&self.x, &self.pong))
    }
}

impl ::qapi_client::wire::Decode for Ping {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((x, pong)) = r.fields("x pong") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { x, pong })
    }
}

/// The object `Partly`.
pub struct Partly {
    /// The branch, with its members.
    pub kind: PartlyBranch,
}

impl ::core::clone::Clone for Partly {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            kind: self.kind.clone(),
        }
    }
}

impl Partly {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<PartlyBranch>) -> Self {
        Self { kind: kind.into() }
    }
}

impl ::qapi_client::wire::Encode for Partly {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &[], &[])
    }
}

/// The branches of [`Partly`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum PartlyBranch {
    #[cfg(CONFIG_X)]
    /// `file`
    File(NodeFile),
    #[cfg(not(CONFIG_X))]
    /// `file`
    File,
    /// `filter`
    Filter,
    /// `none`
    None,
}

impl ::qapi_client::wire::EncodeBranch for PartlyBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            #[cfg(CONFIG_X)]
            Self::File(payload) => ("file", payload),
            #[cfg(not(CONFIG_X))]
            Self::File => ("file", &()),
            Self::Filter => ("filter", &()),
            Self::None => ("none", &()),
        }
    }
}

#[cfg(CONFIG_X)]
impl ::core::convert::From<NodeFile> for PartlyBranch {
    #[inline]
    fn from(payload: NodeFile) -> Self {
        Self::File(payload)
    }
}

impl<T: ::core::convert::Into<PartlyBranch>> ::core::convert::From<T> for Partly {
    #[inline]
    fn from(kind: T) -> Self {
        Self::new(kind)
    }
}

/// The object `Kinds`.
pub struct Kinds {
    /// `wide`
    pub wide: i32,
    /// `narrow`
    pub narrow: u8,
    /// `text`
    pub text: ::core::option::Option<::std::string::String>,
    /// `word`
    pub word: ::core::option::Option<Grown>,
    /// `texts`
    pub texts: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `words`
    pub words: ::core::option::Option<::std::vec::Vec<Grown>>,
    /// `ref`
    pub ref_: ::core::option::Option<Ref>,
    /// `refs`
    pub refs: ::core::option::Option<::std::vec::Vec<Ref>>,
    /// `plain`
    pub plain: ::core::option::Option<::std::string::String>,
    /// `ratio`
    pub ratio: f64,
    /// `any`
    pub any: ::core::option::Option<::qapi_client::wire::Value>,
    /// `never`
    pub never: ::core::option::Option<i64>,
    /// `nevers`
    pub nevers: ::core::option::Option<::std::vec::Vec<i64>>,
    /// `stricter`
    pub stricter: ::std::vec::Vec<Stricter>,
}

impl ::core::clone::Clone for Kinds {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            word: self.word.clone(),
            texts: self.texts.clone(),
            words: self.words.clone(),
            ref_: self.ref_.clone(),
            refs: self.refs.clone(),
            plain: self.plain.clone(),
            any: self.any.clone(),
            nevers: self.nevers.clone(),
            stricter: self.stricter.clone(),
            ..*self
        }
    }
}

impl ::core::fmt::Debug for Kinds {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_object(
            f,
            "Kinds",
            &[
                "wide narrow text word texts words ref refs plain ratio any never nevers",
                "stricter",
            ],
            &[
                &self.wide,
                &self.narrow,
                &self.text,
                &self.word,
                &self.texts,
                &self.words,
                &self.ref_,
                &self.refs,
                &self.plain,
                &self.ratio,
                &self.any,
                &self.never,
                &self.nevers,
                &self.stricter,
            ],
        )
    }
}

impl ::qapi_client::wire::Decode for Kinds {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((
            wide,
            narrow,
            text,
            word,
            texts,
            words,
            ref_,
            refs,
            plain,
            ratio,
            any,
            never,
        )) = r.fields("wide narrow text word texts words ref refs plain ratio any never")
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((nevers, stricter)) = r.fields("nevers stricter") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            wide,
            narrow,
            text,
            word,
            texts,
            words,
            ref_,
            refs,
            plain,
            ratio,
            any,
            never,
            nevers,
            stricter,
        })
    }
}

/// The object `Sent`.
pub struct Sent {
    /// `wide`
    pub wide: i32,
    /// `narrow`
    pub narrow: u8,
    /// `text`
    pub text: ::core::option::Option<::std::string::String>,
    /// `word`
    pub word: ::core::option::Option<Less>,
    /// `words`
    pub words: ::core::option::Option<::std::vec::Vec<Less>>,
    /// `ref`
    pub ref_: ::core::option::Option<Ref>,
    /// `plain`
    pub plain: ::core::option::Option<::std::string::String>,
    /// `never`
    pub never: ::core::option::Option<i64>,
    /// `much`
    pub much: ::core::option::Option<MoreKind>,
}

impl ::core::clone::Clone for Sent {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            words: self.words.clone(),
            ref_: self.ref_.clone(),
            plain: self.plain.clone(),
            ..*self
        }
    }
}

impl Sent {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(wide: i32, narrow: u8) -> Self {
        Self {
            wide,
            narrow,
            text: ::core::option::Option::None,
            word: ::core::option::Option::None,
            words: ::core::option::Option::None,
            ref_: ::core::option::Option::None,
            plain: ::core::option::Option::None,
            never: ::core::option::Option::None,
            much: ::core::option::Option::None,
        }
    }

    /// Sets `text`.
    #[inline]
    #[must_use]
    pub fn text(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.text = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `word`.
    #[inline]
    #[must_use]
    pub fn word(mut self, value: Less) -> Self {
        self.word = ::core::option::Option::Some(value);
        self
    }

    /// Sets `words`.
    #[inline]
    #[must_use]
    pub fn words(mut self, value: impl ::core::iter::IntoIterator<Item = Less>) -> Self {
        self.words = ::core::option::Option::Some(::qapi_client::wire::list(value));
        self
    }

    /// Sets `ref`.
    #[inline]
    #[must_use]
    pub fn ref_(mut self, value: impl ::core::convert::Into<Ref>) -> Self {
        self.ref_ = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `plain`.
    #[inline]
    #[must_use]
    pub fn plain(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.plain = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `never`.
    #[inline]
    #[must_use]
    pub fn never(mut self, value: i64) -> Self {
        self.never = ::core::option::Option::Some(value);
        self
    }

    /// Sets `much`.
    #[inline]
    #[must_use]
    pub fn much(mut self, value: MoreKind) -> Self {
        self.much = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Sent {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "wide narrow text word words ref plain never much",
            (
                &self.wide,
                &self.narrow,
                &self.text,
                &self.word,
                &self.words,
                &self.ref_,
                &self.plain,
                &self.never,
                &self.much,
            ),
        )
    }
}

/// The values of `Less`.
#[derive(Copy, Clone)]
pub enum Less {
    /// `a`
    A,
}

impl Less {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::A];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::A => "a",
        }
    }
}

impl ::qapi_client::wire::StringEnum for Less {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::closed("Less", Self::ALL, Self::as_str);
}

/// The object `Optional`.
#[derive(Default)]
pub struct Optional {
    /// `a`
    pub a: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Optional {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Optional {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `a`.
    #[inline]
    #[must_use]
    pub fn a(mut self, value: i64) -> Self {
        self.a = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Optional {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("a", &self.a)
    }
}

impl ::qapi_client::wire::Decode for Optional {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(a) = r.opt("a") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { a })
    }
}

/// The object `Filled`.
pub struct Filled {
    /// The branch, with its members.
    pub kind: FilledBranch,
}

impl ::core::clone::Clone for Filled {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            kind: self.kind.clone(),
        }
    }
}

impl Filled {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<FilledBranch>) -> Self {
        Self { kind: kind.into() }
    }
}

impl ::qapi_client::wire::Encode for Filled {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &[], &[])
    }
}

/// The branches of [`Filled`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum FilledBranch {
    /// `file`
    File(NodeFile),
    /// `filter`
    Filter(Optional),
    /// `none`
    None,
}

impl ::qapi_client::wire::EncodeBranch for FilledBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::Filter(payload) => ("filter", payload),
            Self::None => ("none", &()),
        }
    }
}

impl ::core::convert::From<NodeFile> for FilledBranch {
    #[inline]
    fn from(payload: NodeFile) -> Self {
        Self::File(payload)
    }
}

impl ::core::convert::From<Optional> for FilledBranch {
    #[inline]
    fn from(payload: Optional) -> Self {
        Self::Filter(payload)
    }
}

impl<T: ::core::convert::Into<FilledBranch>> ::core::convert::From<T> for Filled {
    #[inline]
    fn from(kind: T) -> Self {
        Self::new(kind)
    }
}

/// The object `Filling`.
pub struct Filling {
    /// The branch, with its members.
    pub kind: FillingBranch,
}

impl ::core::clone::Clone for Filling {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            kind: self.kind.clone(),
        }
    }
}

impl ::core::fmt::Debug for Filling {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(f, "Filling", "kind", &self.kind)
    }
}

impl ::qapi_client::wire::Decode for Filling {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(kind) = r.branch("kind", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { kind })
    }
}

/// The branches of [`Filling`], by its `kind`.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum FillingBranch {
    /// `none`
    None(Optional),
    /// `file`
    File,
    /// `filter`
    Filter,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<FillingBranch>),
}

impl ::qapi_client::wire::DecodeBranch for FillingBranch {
    #[inline]
    #[allow(unused_variables)]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "none" => r.known(Self::None),
            "file" => ::core::option::Option::Some(::core::option::Option::Some(Self::File)),
            "filter" => ::core::option::Option::Some(::core::option::Option::Some(Self::Filter)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

::qapi_client::__enums! {
    Same
    Grown
    Shrunk
    MoreKind
    Less
}

::qapi_client::__encode_enums! {
    Same
    Shrunk
    MoreKind
    Less
}

::qapi_client::__decode_enums! {
    Same
    Grown
    Shrunk
}

::qapi_client::__debug! {
    Leaf
    GrownStruct
    Retyped
    Nothing
    Conditional
    Ref
    NodeFile
    NodeFilter
    Node
    MoreBranches
    Pong
    Ping
    Partly
    Sent
    Optional
    Filled
}

::qapi_client::__no_features! {
    Same
    Grown
    Shrunk
    Leaf
    GrownStruct
    Stricter
    HoldsStricter
    Retyped
    Nothing
    Conditional
    Ref
    NodeFile
    NodeFilter
    Node
    MoreKind
    MoreBranches
    Pong
    Ping
    Partly
    Kinds
    Sent
    Less
    Optional
    Filled
    Filling
}

::qapi_client::__serialize! {
    Same
    Shrunk
    Leaf
    GrownStruct
    Retyped
    Nothing
    Conditional
    Ref
    NodeFile
    NodeFilter
    Node
    MoreKind
    MoreBranches
    Pong
    Ping
    Partly
    Sent
    Less
    Optional
    Filled
}

::qapi_client::__deserialize! {
    Same
    Grown
    Shrunk
    Leaf
    GrownStruct
    Stricter
    HoldsStricter
    Retyped
    Nothing
    Conditional
    Ref
    NodeFile
    NodeFilter
    Node
    Pong
    Ping
    Kinds
    Optional
    Filling
}

::qapi_client::__debug_branches! {
    NodeBranch
    MoreBranchesBranch
    PartlyBranch
    FilledBranch
}

/// The commands.
pub mod commands {
    /// The command `add`.
    pub struct Add {
        /// `node`
        pub node: super::Node,
        /// `more`
        pub more: super::MoreBranches,
    }

    impl ::core::clone::Clone for Add {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                node: self.node.clone(),
                more: self.more.clone(),
            }
        }
    }

    impl Add {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            node: impl ::core::convert::Into<super::Node>,
            more: impl ::core::convert::Into<super::MoreBranches>,
        ) -> Self {
            Self {
                node: node.into(),
                more: more.into(),
            }
        }
    }

    impl ::qapi_client::wire::Encode for Add {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("node more", (&self.node, &self.more))
        }
    }

    impl ::qapi_client::Command for Add {
        const NAME: &'static str = "add";

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

        type Ok = ::std::vec::Vec<super::HoldsStricter>;
    }

    /// The command `query-node`.
    #[derive(Default)]
    pub struct QueryNode {}

    impl ::core::clone::Clone for QueryNode {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryNode {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for QueryNode {
        const NAME: &'static str = "query-node";

        type Ok = super::Node;
    }

    /// The command `play`.
    pub struct Play {
        /// `ping`
        pub ping: super::Ping,
    }

    impl ::core::clone::Clone for Play {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                ping: self.ping.clone(),
            }
        }
    }

    impl Play {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(ping: super::Ping) -> Self {
            Self { ping }
        }
    }

    impl ::qapi_client::wire::Encode for Play {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("ping", &self.ping)
        }
    }

    impl ::qapi_client::Command for Play {
        const NAME: &'static str = "play";

        type Ok = super::Ping;
    }

    /// The command `stop`.
    #[derive(Default)]
    pub struct Stop {}

    impl ::core::clone::Clone for Stop {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Stop {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for Stop {
        const NAME: &'static str = "stop";

        type Ok = ();
    }

    #[cfg(CONFIG_X)]
    /// The command `stop-now`.
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    #[allow(deprecated)]
    #[derive(Default)]
    pub struct StopNow {}

    #[cfg(CONFIG_X)]
    #[allow(deprecated)]
    impl ::core::clone::Clone for StopNow {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    #[cfg(CONFIG_X)]
    #[allow(deprecated)]
    impl ::qapi_client::wire::Encode for StopNow {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    #[cfg(CONFIG_X)]
    #[allow(deprecated)]
    impl ::qapi_client::Command for StopNow {
        const NAME: &'static str = "stop-now";

        type Ok = ();
    }

    /// The command `attach`.
    pub struct Attach {
        /// `name`
        pub name: ::std::string::String,
        /// `same`
        pub same: ::core::option::Option<super::Same>,
        /// `bus`
        pub bus: ::core::option::Option<::std::string::String>,
        /// Arguments beyond those that the schema lists.
        pub extra: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for Attach {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                name: self.name.clone(),
                same: self.same.clone(),
                bus: self.bus.clone(),
                extra: self.extra.clone(),
            }
        }
    }

    impl Attach {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(name: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                name: name.into(),
                same: ::core::option::Option::None,
                bus: ::core::option::Option::None,
                extra: ::core::default::Default::default(),
            }
        }

        /// Sets `name`.
        #[inline]
        #[must_use]
        pub fn name(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.name = value.into();
            self
        }

        /// Sets `same`.
        #[inline]
        #[must_use]
        pub fn same(mut self, value: super::Same) -> Self {
            self.same = ::core::option::Option::Some(value);
            self
        }

        /// Sets `bus`.
        #[inline]
        #[must_use]
        pub fn bus(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.bus = ::core::option::Option::Some(value.into());
            self
        }

        /// Adds an argument beyond those that the schema lists.
        #[must_use]
        pub fn extra(
            mut self,
            name: impl ::core::convert::Into<::std::string::String>,
            value: impl ::core::convert::Into<::qapi_client::wire::Value>,
        ) -> Self {
            self.extra.insert(name.into(), value.into());
            self
        }

        /// Adds an argument if it has a value.
        #[must_use]
        pub fn extra_opt(
            mut self,
            name: impl ::core::convert::Into<::std::string::String>,
            value: ::core::option::Option<impl ::core::convert::Into<::qapi_client::wire::Value>>,
        ) -> Self {
            if let ::core::option::Option::Some(value) = value {
                self.extra.insert(name.into(), value.into());
            }
            self
        }

        /// Adds the members of an object as arguments, such as those of a reply.
        #[must_use]
        pub fn extras(mut self, object: &impl ::qapi_client::wire::Encode) -> Self {
            ::qapi_client::wire::extend(&mut self.extra, object);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Attach {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.open_object(
                &["name same bus"],
                &[&self.name, &self.same, &self.bus],
                &self.extra,
            )
        }
    }

    impl ::qapi_client::Command for Attach {
        const NAME: &'static str = "attach";

        type Ok = ();
    }

    /// The command `add-boxed`.
    #[derive(Clone)]
    pub struct AddBoxed(
        /// All members.
        pub super::Node,
    );

    impl AddBoxed {
        /// Creates a value around another.
        #[inline]
        pub fn new(value: impl ::core::convert::Into<super::Node>) -> Self {
            Self(value.into())
        }
    }

    impl<T: ::core::convert::Into<super::Node>> ::core::convert::From<T> for AddBoxed {
        #[inline]
        fn from(value: T) -> Self {
            Self(value.into())
        }
    }

    impl ::qapi_client::wire::Encode for AddBoxed {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for AddBoxed {
        const NAME: &'static str = "add-boxed";

        type Ok = ();
    }

    /// The command `add-strict`.
    pub struct AddStrict {
        /// `x`
        pub x: i64,
        /// `y`
        pub y: i64,
    }

    impl ::core::clone::Clone for AddStrict {
        #[inline]
        fn clone(&self) -> Self {
            Self { ..*self }
        }
    }

    impl AddStrict {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(x: i64, y: i64) -> Self {
            Self { x, y }
        }
    }

    impl ::qapi_client::wire::Encode for AddStrict {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("x y", (&self.x, &self.y))
        }
    }

    impl ::qapi_client::Command for AddStrict {
        const NAME: &'static str = "add-strict";

        type Ok = ();
    }

    /// The command `add-partly`.
    pub struct AddPartly {
        /// `partly`
        pub partly: super::Partly,
    }

    impl ::core::clone::Clone for AddPartly {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                partly: self.partly.clone(),
            }
        }
    }

    impl AddPartly {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(partly: impl ::core::convert::Into<super::Partly>) -> Self {
            Self {
                partly: partly.into(),
            }
        }
    }

    impl ::qapi_client::wire::Encode for AddPartly {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("partly", &self.partly)
        }
    }

    impl ::qapi_client::Command for AddPartly {
        const NAME: &'static str = "add-partly";

        type Ok = ();
    }

    /// The command `query-kinds`.
    #[derive(Default)]
    pub struct QueryKinds {}

    impl ::core::clone::Clone for QueryKinds {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryKinds {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for QueryKinds {
        const NAME: &'static str = "query-kinds";

        type Ok = super::Kinds;
    }

    /// The command `send`.
    pub struct Send {
        /// `wide`
        pub wide: i32,
        /// `sent`
        pub sent: super::Sent,
        /// `more`
        pub more: ::core::option::Option<i64>,
    }

    impl ::core::clone::Clone for Send {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                sent: self.sent.clone(),
                ..*self
            }
        }
    }

    impl Send {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(wide: i32, sent: super::Sent) -> Self {
            Self {
                wide,
                sent,
                more: ::core::option::Option::None,
            }
        }

        /// Sets `wide`.
        #[inline]
        #[must_use]
        pub fn wide(mut self, value: i32) -> Self {
            self.wide = value;
            self
        }

        /// Sets `sent`.
        #[inline]
        #[must_use]
        pub fn sent(mut self, value: super::Sent) -> Self {
            self.sent = value;
            self
        }

        /// Sets `more`.
        #[inline]
        #[must_use]
        pub fn more(mut self, value: i64) -> Self {
            self.more = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Send {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("wide sent more", (&self.wide, &self.sent, &self.more))
        }
    }

    impl ::qapi_client::Command for Send {
        const NAME: &'static str = "send";

        type Ok = ();
    }

    /// The command `fill`.
    #[derive(Clone)]
    pub struct Fill(
        /// All members.
        pub super::Filled,
    );

    impl Fill {
        /// Creates a value around another.
        #[inline]
        pub fn new(value: impl ::core::convert::Into<super::Filled>) -> Self {
            Self(value.into())
        }
    }

    impl<T: ::core::convert::Into<super::Filled>> ::core::convert::From<T> for Fill {
        #[inline]
        fn from(value: T) -> Self {
            Self(value.into())
        }
    }

    impl ::qapi_client::wire::Encode for Fill {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for Fill {
        const NAME: &'static str = "fill";

        type Ok = ::std::vec::Vec<super::Filling>;
    }

    ::qapi_client::__debug! {
        Add
        Query
        QueryNode
        Play
        Stop
        Attach
        AddBoxed
        AddStrict
        AddPartly
        QueryKinds
        Send
        Fill
    }

    ::qapi_client::__debug! {
        #[cfg(CONFIG_X)]
        #[allow(deprecated)]
        StopNow
    }

    ::qapi_client::__no_features! {
        Add
        Query
        QueryNode
        Play
        Stop
        Attach
        AddBoxed
        AddStrict
        AddPartly
        QueryKinds
        Send
        Fill
    }

    ::qapi_client::__serialize! {
        Add
        Query
        QueryNode
        Play
        Stop
        Attach
        AddBoxed
        AddStrict
        AddPartly
        QueryKinds
        Send
        Fill
    }

    ::qapi_client::__serialize! {
        #[cfg(CONFIG_X)]
        #[allow(deprecated)]
        StopNow
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Add
        Query
        QueryNode
        Play
        Stop
        #[cfg(CONFIG_X)]
        StopNow
        Attach
        AddBoxed
        AddStrict
        AddPartly
        QueryKinds
        Send
        Fill
    }
}

/// The events' data.
pub mod events {
    /// The event `MOVED`.
    pub struct Moved {
        /// `node`
        pub node: super::Node,
        /// `why`
        pub why: ::core::option::Option<::std::string::String>,
    }

    impl ::core::clone::Clone for Moved {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                node: self.node.clone(),
                why: self.why.clone(),
            }
        }
    }

    impl ::core::fmt::Debug for Moved {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(f, "Moved", "node why", (&self.node, &self.why))
        }
    }

    impl ::qapi_client::wire::Decode for Moved {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((node, why)) = r.fields("node why") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { node, why })
        }
    }

    impl ::qapi_client::Event for Moved {
        const NAME: &'static str = "MOVED";
    }

    /// The event `GONE`.
    #[derive(Clone, Debug)]
    pub struct Gone(
        /// All members.
        pub super::Leaf,
    );

    impl ::qapi_client::wire::Decode for Gone {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Event for Gone {
        const NAME: &'static str = "GONE";
    }

    ::qapi_client::__no_features! {
        Moved
        Gone
    }

    ::qapi_client::__deserialize! {
        Moved
        Gone
    }

    ::qapi_client::__visit_events! {
        EventVisitor
        Moved
        Gone
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `MOVED`
    Moved(events::Moved),
    /// `GONE`
    Gone(events::Gone),
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
            Self::Moved(_) => "MOVED",
            Self::Gone(_) => "GONE",
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
            "MOVED" => data.known(Self::Moved),
            "GONE" => data.known(Self::Gone),
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
    /// `stop-now/$deprecated`
    pub const STOP_NOW_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("stop-now/$deprecated");

    /// `query-node/ret-type/same/^old/$deprecated`
    pub const SAME_OLD_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("query-node/ret-type/same/^old/$deprecated");
}

#[cfg(CONFIG_X)]
#[allow(deprecated)]
impl ::qapi_client::Features for commands::StopNow {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::STOP_NOW_DEPRECATED];
}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"add\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"[2]\"},{\"name\":\"query-node\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"3\"},{\"name\":\"play\",\"meta-type\":\"command\",\"arg-type\":\"4\",\"ret-type\":\"5\"},{\"name\":\"stop\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"1\"},{\"name\":\"stop-now\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"1\",\"features\":[\"deprecated\"]},{\"name\":\"attach\",\"meta-type\":\"command\",\"arg-type\":\"6\",\"ret-type\":\"1\"},{\"name\":\"add-boxed\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"1\"},{\"name\":\"add-strict\",\"meta-type\":\"command\",\"arg-type\":\"7\",\"ret-type\":\"1\"},{\"name\":\"MOVED\",\"meta-type\":\"event\",\"arg-type\":\"8\"},{\"name\":\"GONE\",\"meta-type\":\"event\",\"arg-type\":\"9\"},{\"name\":\"add-partly\",\"meta-type\":\"command\",\"arg-type\":\"10\",\"ret-type\":\"1\"},{\"name\":\"query-kinds\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"11\"},{\"name\":\"send\",\"meta-type\":\"command\",\"arg-type\":\"12\",\"ret-type\":\"1\"},{\"name\":\"fill\",\"meta-type\":\"command\",\"arg-type\":\"13\",\"ret-type\":\"[14]\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"node\",\"type\":\"3\"},{\"name\":\"more\",\"type\":\"15\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"[2]\",\"meta-type\":\"array\",\"element-type\":\"2\"},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"all\",\"type\":\"[16]\"}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"17\"},{\"name\":\"same\",\"type\":\"18\",\"default\":null}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"19\"},{\"case\":\"filter\",\"type\":\"20\"},{\"case\":\"none\",\"type\":\"1\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"ping\",\"type\":\"5\"}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"pong\",\"type\":\"21\",\"default\":null}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\"},{\"name\":\"same\",\"type\":\"18\",\"default\":null},{\"name\":\"bus\",\"type\":\"str\",\"default\":null}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\"}]},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"node\",\"type\":\"3\"},{\"name\":\"why\",\"type\":\"str\",\"default\":null}]},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\"},{\"name\":\"same\",\"type\":\"18\"},{\"name\":\"many\",\"type\":\"[18]\",\"default\":null}]},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"partly\",\"type\":\"22\"}]},{\"name\":\"11\",\"meta-type\":\"object\",\"members\":[{\"name\":\"wide\",\"type\":\"int\"},{\"name\":\"narrow\",\"type\":\"int\"},{\"name\":\"text\",\"type\":\"str\",\"default\":null},{\"name\":\"word\",\"type\":\"23\",\"default\":null},{\"name\":\"texts\",\"type\":\"[str]\",\"default\":null},{\"name\":\"words\",\"type\":\"[23]\",\"default\":null},{\"name\":\"ref\",\"type\":\"24\",\"default\":null},{\"name\":\"refs\",\"type\":\"[24]\",\"default\":null},{\"name\":\"plain\",\"type\":\"str\",\"default\":null},{\"name\":\"ratio\",\"type\":\"number\"},{\"name\":\"any\",\"type\":\"any\",\"default\":null},{\"name\":\"never\",\"type\":\"int\",\"default\":null},{\"name\":\"nevers\",\"type\":\"[int]\",\"default\":null},{\"name\":\"stricter\",\"type\":\"[16]\"}]},{\"name\":\"12\",\"meta-type\":\"object\",\"members\":[{\"name\":\"wide\",\"type\":\"int\"},{\"name\":\"sent\",\"type\":\"25\"},{\"name\":\"more\",\"type\":\"int\",\"default\":null}]},{\"name\":\"13\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"17\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"19\"},{\"case\":\"filter\",\"type\":\"26\"},{\"case\":\"none\",\"type\":\"1\"}]},{\"name\":\"[14]\",\"meta-type\":\"array\",\"element-type\":\"14\"},{\"name\":\"14\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"17\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"none\",\"type\":\"26\"},{\"case\":\"file\",\"type\":\"1\"},{\"case\":\"filter\",\"type\":\"1\"}]},{\"name\":\"15\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"27\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"19\"},{\"case\":\"none\",\"type\":\"1\"}]},{\"name\":\"[16]\",\"meta-type\":\"array\",\"element-type\":\"16\"},{\"name\":\"16\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\"}]},{\"name\":\"17\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"filter\"},{\"name\":\"none\"}],\"values\":[\"file\",\"filter\",\"none\"]},{\"name\":\"18\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"on\"},{\"name\":\"off\"},{\"name\":\"old\",\"features\":[\"deprecated\"]}],\"values\":[\"on\",\"off\",\"old\"]},{\"name\":\"19\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"names\",\"type\":\"[str]\"}]},{\"name\":\"20\",\"meta-type\":\"object\",\"members\":[{\"name\":\"child\",\"type\":\"24\"},{\"name\":\"other\",\"type\":\"3\",\"default\":null}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"21\",\"meta-type\":\"object\",\"members\":[{\"name\":\"ping\",\"type\":\"5\",\"default\":null}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"[18]\",\"meta-type\":\"array\",\"element-type\":\"18\"},{\"name\":\"22\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"17\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"19\"},{\"case\":\"filter\",\"type\":\"1\"},{\"case\":\"none\",\"type\":\"1\"}]},{\"name\":\"23\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"values\":[\"a\",\"b\"]},{\"name\":\"[str]\",\"meta-type\":\"array\",\"element-type\":\"str\"},{\"name\":\"[23]\",\"meta-type\":\"array\",\"element-type\":\"23\"},{\"name\":\"24\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"3\"},{\"type\":\"null\"}]},{\"name\":\"[24]\",\"meta-type\":\"array\",\"element-type\":\"24\"},{\"name\":\"number\",\"meta-type\":\"builtin\",\"json-type\":\"number\"},{\"name\":\"any\",\"meta-type\":\"builtin\",\"json-type\":\"value\"},{\"name\":\"[int]\",\"meta-type\":\"array\",\"element-type\":\"int\"},{\"name\":\"25\",\"meta-type\":\"object\",\"members\":[{\"name\":\"wide\",\"type\":\"int\"},{\"name\":\"narrow\",\"type\":\"int\"},{\"name\":\"text\",\"type\":\"str\",\"default\":null},{\"name\":\"word\",\"type\":\"28\",\"default\":null},{\"name\":\"words\",\"type\":\"[28]\",\"default\":null},{\"name\":\"ref\",\"type\":\"24\",\"default\":null},{\"name\":\"plain\",\"type\":\"str\",\"default\":null},{\"name\":\"never\",\"type\":\"int\",\"default\":null},{\"name\":\"much\",\"type\":\"27\",\"default\":null}]},{\"name\":\"26\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a\",\"type\":\"int\",\"default\":null}]},{\"name\":\"27\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"none\"}],\"values\":[\"file\",\"none\"]},{\"name\":\"null\",\"meta-type\":\"builtin\",\"json-type\":\"null\"},{\"name\":\"28\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"a\"}],\"values\":[\"a\"]},{\"name\":\"[28]\",\"meta-type\":\"array\",\"element-type\":\"28\"}]",
            )
        });
    &SCHEMA
}

#[allow(deprecated)]
impl ::core::convert::From<super::convert_old::Alike> for Same {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Alike) -> Self {
        match value {
            super::convert_old::Alike::On => Self::On,
            super::convert_old::Alike::Off => Self::Off,
            super::convert_old::Alike::Old => Self::Old,
            super::convert_old::Alike::Unknown(value) => {
                ::qapi_client::wire::reread_value(value.as_str(), Self::Unknown)
            }
        }
    }
}

#[allow(deprecated)]
impl ::core::convert::From<Same> for super::convert_old::Alike {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Same) -> Self {
        match value {
            Same::On => Self::On,
            Same::Off => Self::Off,
            Same::Old => Self::Old,
            Same::Unknown(value) => {
                ::qapi_client::wire::reread_value(value.as_str(), Self::Unknown)
            }
        }
    }
}

impl ::core::convert::From<super::convert_old::Grown> for Grown {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Grown) -> Self {
        match value {
            super::convert_old::Grown::A => Self::A,
            super::convert_old::Grown::Unknown(value) => {
                ::qapi_client::wire::reread_value(value.as_str(), Self::Unknown)
            }
        }
    }
}

impl ::core::convert::From<Grown> for super::convert_old::Grown {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Grown) -> Self {
        match value {
            Grown::A => Self::A,
            Grown::B => ::qapi_client::wire::reread_value("b", Self::Unknown),
            Grown::Unknown(value) => {
                ::qapi_client::wire::reread_value(value.as_str(), Self::Unknown)
            }
        }
    }
}

impl ::core::convert::From<super::convert_old::Shrunk> for Shrunk {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Shrunk) -> Self {
        match value {
            super::convert_old::Shrunk::A => Self::A,
            super::convert_old::Shrunk::B => ::qapi_client::wire::reread_value("b", Self::Unknown),
            super::convert_old::Shrunk::Unknown(value) => {
                ::qapi_client::wire::reread_value(value.as_str(), Self::Unknown)
            }
        }
    }
}

impl ::core::convert::From<Shrunk> for super::convert_old::Shrunk {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Shrunk) -> Self {
        match value {
            Shrunk::A => Self::A,
            Shrunk::Unknown(value) => {
                ::qapi_client::wire::reread_value(value.as_str(), Self::Unknown)
            }
        }
    }
}

impl ::core::convert::From<super::convert_old::Leaf> for Leaf {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Leaf) -> Self {
        Self {
            name: value.name,
            same: ::core::convert::Into::into(value.same),
            many: value.many.map(::qapi_client::wire::convert_all),
        }
    }
}

impl ::core::convert::From<Leaf> for super::convert_old::Leaf {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Leaf) -> Self {
        Self {
            name: value.name,
            same: ::core::convert::Into::into(value.same),
            many: value.many.map(::qapi_client::wire::convert_all),
        }
    }
}

impl ::core::convert::From<super::convert_old::GrownStruct> for GrownStruct {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::GrownStruct) -> Self {
        Self {
            needed: ::core::option::Option::Some(value.needed),
            leaf: value.leaf.map(::core::convert::Into::into),
            more: ::core::option::Option::None,
        }
    }
}

impl ::core::convert::TryFrom<GrownStruct> for super::convert_old::GrownStruct {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: GrownStruct) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::absent("more", &value.more)?;
        ::core::result::Result::Ok(Self {
            needed: ::qapi_client::wire::required("needed", value.needed)?,
            leaf: value.leaf.map(::core::convert::Into::into),
        })
    }
}

impl ::core::convert::TryFrom<super::convert_old::Stricter> for Stricter {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: super::convert_old::Stricter) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self {
            x: ::qapi_client::wire::required("x", value.x)?,
        })
    }
}

impl ::core::convert::From<Stricter> for super::convert_old::Stricter {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Stricter) -> Self {
        Self {
            x: ::core::option::Option::Some(value.x),
        }
    }
}

impl ::core::convert::TryFrom<super::convert_old::HoldsStricter> for HoldsStricter {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(
        value: super::convert_old::HoldsStricter,
    ) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self {
            all: ::qapi_client::wire::within(
                "all",
                ::qapi_client::wire::try_convert_all(value.all),
            )?,
        })
    }
}

impl ::core::convert::From<HoldsStricter> for super::convert_old::HoldsStricter {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: HoldsStricter) -> Self {
        Self {
            all: ::qapi_client::wire::convert_all(value.all),
        }
    }
}

impl ::core::convert::From<super::convert_old::Nothing> for Nothing {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: super::convert_old::Nothing) -> Self {
        Self {
            now: ::core::option::Option::None,
        }
    }
}

impl ::core::convert::TryFrom<Nothing> for super::convert_old::Nothing {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: Nothing) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::absent("now", &value.now)?;
        ::core::result::Result::Ok(Self {})
    }
}

impl ::core::convert::From<super::convert_old::Conditional> for Conditional {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Conditional) -> Self {
        Self {
            #[cfg(CONFIG_X)]
            x: value.x,
            y: value.y,
        }
    }
}

impl ::core::convert::From<Conditional> for super::convert_old::Conditional {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Conditional) -> Self {
        Self {
            #[cfg(CONFIG_X)]
            x: value.x,
            y: value.y,
        }
    }
}

impl ::core::convert::From<super::convert_old::Ref> for Ref {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Ref) -> Self {
        match value {
            super::convert_old::Ref::Name(value) => Self::Name(value),
            super::convert_old::Ref::Inline(value) => {
                Self::Inline(::qapi_client::wire::convert_boxed(value))
            }
            super::convert_old::Ref::None => Self::None,
        }
    }
}

impl ::core::convert::From<Ref> for super::convert_old::Ref {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Ref) -> Self {
        match value {
            Ref::Name(value) => Self::Name(value),
            Ref::Inline(value) => Self::Inline(::qapi_client::wire::convert_boxed(value)),
            Ref::None => Self::None,
        }
    }
}

impl ::core::convert::From<super::convert_old::NodeFile> for NodeFile {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::NodeFile) -> Self {
        Self {
            path: value.path,
            names: value.names,
        }
    }
}

impl ::core::convert::From<NodeFile> for super::convert_old::NodeFile {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: NodeFile) -> Self {
        Self {
            path: value.path,
            names: value.names,
        }
    }
}

impl ::core::convert::From<super::convert_old::NodeFilter> for NodeFilter {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::NodeFilter) -> Self {
        Self {
            child: ::core::convert::Into::into(value.child),
            other: value.other.map(::core::convert::Into::into),
        }
    }
}

impl ::core::convert::From<NodeFilter> for super::convert_old::NodeFilter {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: NodeFilter) -> Self {
        Self {
            child: ::core::convert::Into::into(value.child),
            other: value.other.map(::core::convert::Into::into),
        }
    }
}

impl ::core::convert::From<super::convert_old::Node> for Node {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Node) -> Self {
        Self {
            same: value.same.map(::core::convert::Into::into),
            kind: ::core::convert::Into::into(value.kind),
        }
    }
}

impl ::core::convert::From<super::convert_old::NodeBranch> for NodeBranch {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::NodeBranch) -> Self {
        match value {
            super::convert_old::NodeBranch::File(value) => {
                Self::File(::core::convert::Into::into(value))
            }
            super::convert_old::NodeBranch::Filter(value) => {
                Self::Filter(::qapi_client::wire::convert_boxed(value))
            }
            super::convert_old::NodeBranch::None => Self::None,
            super::convert_old::NodeBranch::Unknown(value) => {
                ::qapi_client::wire::same_branch(value, Self::Unknown)
            }
        }
    }
}

impl ::core::convert::From<Node> for super::convert_old::Node {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Node) -> Self {
        Self {
            same: value.same.map(::core::convert::Into::into),
            kind: ::core::convert::Into::into(value.kind),
        }
    }
}

impl ::core::convert::From<NodeBranch> for super::convert_old::NodeBranch {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: NodeBranch) -> Self {
        match value {
            NodeBranch::File(value) => Self::File(::core::convert::Into::into(value)),
            NodeBranch::Filter(value) => Self::Filter(::qapi_client::wire::convert_boxed(value)),
            NodeBranch::None => Self::None,
            NodeBranch::Unknown(value) => ::qapi_client::wire::same_branch(value, Self::Unknown),
        }
    }
}

impl ::core::convert::From<super::convert_old::MoreKind> for MoreKind {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::MoreKind) -> Self {
        match value {
            super::convert_old::MoreKind::File => Self::File,
        }
    }
}

impl ::core::convert::TryFrom<MoreKind> for super::convert_old::MoreKind {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: MoreKind) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::convert_enum(&value)
    }
}

impl ::core::convert::From<super::convert_old::MoreBranches> for MoreBranches {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::MoreBranches) -> Self {
        Self {
            kind: ::core::convert::Into::into(value.kind),
        }
    }
}

impl ::core::convert::From<super::convert_old::MoreBranchesBranch> for MoreBranchesBranch {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::MoreBranchesBranch) -> Self {
        match value {
            super::convert_old::MoreBranchesBranch::File(value) => {
                Self::File(::core::convert::Into::into(value))
            }
        }
    }
}

impl ::core::convert::TryFrom<MoreBranches> for super::convert_old::MoreBranches {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: MoreBranches) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self {
            kind: ::core::convert::TryFrom::try_from(value.kind)?,
        })
    }
}

impl ::core::convert::TryFrom<MoreBranchesBranch> for super::convert_old::MoreBranchesBranch {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: MoreBranchesBranch) -> ::core::result::Result<Self, Self::Error> {
        match value {
            MoreBranchesBranch::File(value) => {
                ::core::result::Result::Ok(Self::File(::core::convert::Into::into(value)))
            }
            MoreBranchesBranch::None => {
                ::core::result::Result::Err(::qapi_client::wire::no_branch("kind", "none"))
            }
        }
    }
}

impl ::core::convert::From<super::convert_old::Pong> for Pong {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Pong) -> Self {
        Self {
            ping: value.ping.map(::qapi_client::wire::convert_unboxed),
        }
    }
}

impl ::core::convert::From<Pong> for super::convert_old::Pong {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Pong) -> Self {
        Self {
            ping: value.ping.map(::qapi_client::wire::convert_into_box),
        }
    }
}

impl ::core::convert::From<super::convert_old::Ping> for Ping {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Ping) -> Self {
        Self {
            x: value.x,
            pong: value.pong.map(::qapi_client::wire::convert_into_box),
        }
    }
}

impl ::core::convert::From<Ping> for super::convert_old::Ping {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Ping) -> Self {
        Self {
            x: value.x,
            pong: value.pong.map(::qapi_client::wire::convert_unboxed),
        }
    }
}

impl ::core::convert::From<super::convert_old::Partly> for Partly {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Partly) -> Self {
        Self {
            kind: ::core::convert::Into::into(value.kind),
        }
    }
}

impl ::core::convert::From<super::convert_old::PartlyBranch> for PartlyBranch {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::PartlyBranch) -> Self {
        match value {
            #[cfg(CONFIG_X)]
            super::convert_old::PartlyBranch::File(value) => {
                Self::File(::core::convert::Into::into(value))
            }
            #[cfg(not(CONFIG_X))]
            super::convert_old::PartlyBranch::File => Self::File,
            super::convert_old::PartlyBranch::Filter => Self::Filter,
            super::convert_old::PartlyBranch::None => Self::None,
        }
    }
}

impl ::core::convert::From<Partly> for super::convert_old::Partly {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Partly) -> Self {
        Self {
            kind: ::core::convert::Into::into(value.kind),
        }
    }
}

impl ::core::convert::From<PartlyBranch> for super::convert_old::PartlyBranch {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: PartlyBranch) -> Self {
        match value {
            #[cfg(CONFIG_X)]
            PartlyBranch::File(value) => Self::File(::core::convert::Into::into(value)),
            #[cfg(not(CONFIG_X))]
            PartlyBranch::File => Self::File,
            PartlyBranch::Filter => Self::Filter,
            PartlyBranch::None => Self::None,
        }
    }
}

impl ::core::convert::TryFrom<super::convert_old::Kinds> for Kinds {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: super::convert_old::Kinds) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::absent("never", &value.never)?;
        ::core::result::Result::Ok(Self {
            wide: ::core::convert::Into::into(value.wide),
            narrow: ::qapi_client::wire::within(
                "narrow",
                ::qapi_client::wire::convert_by_wire(&value.narrow),
            )?,
            text: value.text.map(::qapi_client::wire::enum_text),
            word: value
                .word
                .map(|value| ::qapi_client::wire::reread_value(&value, Grown::Unknown)),
            texts: value.texts.map(|value| {
                ::qapi_client::wire::convert_each(value, ::qapi_client::wire::enum_text)
            }),
            words: value.words.map(|value| {
                ::qapi_client::wire::convert_each(value, |value| {
                    ::qapi_client::wire::reread_value(&value, Grown::Unknown)
                })
            }),
            ref_: value.ref_.map(Ref::Name),
            refs: value
                .refs
                .map(|value| ::qapi_client::wire::convert_each(value, Ref::Name)),
            plain: ::qapi_client::wire::within(
                "plain",
                value
                    .plain
                    .map(|value| match value {
                        super::convert_old::Ref::Name(value) => ::core::result::Result::Ok(value),
                        #[allow(unreachable_patterns)]
                        _ => ::core::result::Result::Err(::qapi_client::wire::inconvertible()),
                    })
                    .transpose(),
            )?,
            ratio: ::qapi_client::wire::within(
                "ratio",
                ::qapi_client::wire::exact_number(value.ratio),
            )?,
            any: value.any.map(::qapi_client::wire::into_any),
            never: ::core::option::Option::None,
            nevers: ::qapi_client::wire::within(
                "nevers",
                value
                    .nevers
                    .map(::qapi_client::wire::only_empty)
                    .transpose(),
            )?,
            stricter: ::qapi_client::wire::within(
                "stricter",
                ::qapi_client::wire::try_convert_all(value.stricter),
            )?,
        })
    }
}

impl ::core::convert::TryFrom<super::convert_old::Sent> for Sent {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: super::convert_old::Sent) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::absent("never", &value.never)?;
        ::core::result::Result::Ok(Self {
            wide: ::core::convert::Into::into(value.wide),
            narrow: ::qapi_client::wire::within(
                "narrow",
                ::qapi_client::wire::convert_by_wire(&value.narrow),
            )?,
            text: value.text.map(::qapi_client::wire::enum_text),
            word: ::qapi_client::wire::within(
                "word",
                value.word.map(::qapi_client::wire::parse_text).transpose(),
            )?,
            words: ::qapi_client::wire::within(
                "words",
                value
                    .words
                    .map(|value| {
                        ::qapi_client::wire::try_convert_each(
                            value,
                            ::qapi_client::wire::parse_text,
                        )
                    })
                    .transpose(),
            )?,
            ref_: value.ref_.map(Ref::Name),
            plain: ::qapi_client::wire::within(
                "plain",
                value
                    .plain
                    .map(|value| match value {
                        super::convert_old::Ref::Name(value) => ::core::result::Result::Ok(value),
                        #[allow(unreachable_patterns)]
                        _ => ::core::result::Result::Err(::qapi_client::wire::inconvertible()),
                    })
                    .transpose(),
            )?,
            never: ::core::option::Option::None,
            much: value.much.map(::core::convert::Into::into),
        })
    }
}

impl ::core::convert::TryFrom<Sent> for super::convert_old::Sent {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: Sent) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::absent("never", &value.never)?;
        ::core::result::Result::Ok(Self {
            wide: ::qapi_client::wire::within(
                "wide",
                ::qapi_client::wire::convert_by_wire(&value.wide),
            )?,
            narrow: ::core::convert::Into::into(value.narrow),
            text: ::qapi_client::wire::within(
                "text",
                value.text.map(::qapi_client::wire::parse_text).transpose(),
            )?,
            word: value.word.map(::qapi_client::wire::enum_text),
            words: value.words.map(|value| {
                ::qapi_client::wire::convert_each(value, ::qapi_client::wire::enum_text)
            }),
            ref_: ::qapi_client::wire::within(
                "ref",
                value
                    .ref_
                    .map(|value| match value {
                        Ref::Name(value) => ::core::result::Result::Ok(value),
                        #[allow(unreachable_patterns)]
                        _ => ::core::result::Result::Err(::qapi_client::wire::inconvertible()),
                    })
                    .transpose(),
            )?,
            plain: value.plain.map(super::convert_old::Ref::Name),
            never: ::core::option::Option::None,
            much: ::qapi_client::wire::within(
                "much",
                value
                    .much
                    .map(::core::convert::TryFrom::try_from)
                    .transpose(),
            )?,
        })
    }
}

impl ::core::convert::TryFrom<super::convert_old::Less> for Less {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: super::convert_old::Less) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::convert_enum(&value)
    }
}

impl ::core::convert::From<Less> for super::convert_old::Less {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Less) -> Self {
        match value {
            Less::A => Self::A,
        }
    }
}

impl ::core::convert::From<super::convert_old::Optional> for Optional {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::Optional) -> Self {
        Self { a: value.a }
    }
}

impl ::core::convert::From<Optional> for super::convert_old::Optional {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: Optional) -> Self {
        Self { a: value.a }
    }
}

impl ::core::convert::TryFrom<super::convert_old::Filled> for Filled {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: super::convert_old::Filled) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self {
            kind: ::core::convert::TryFrom::try_from(value.kind)?,
        })
    }
}

impl ::core::convert::TryFrom<super::convert_old::FilledBranch> for FilledBranch {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(
        value: super::convert_old::FilledBranch,
    ) -> ::core::result::Result<Self, Self::Error> {
        match value {
            super::convert_old::FilledBranch::Filter(_) => {
                ::core::result::Result::Err(::qapi_client::wire::inconvertible())
            }
            super::convert_old::FilledBranch::None(value) => {
                ::qapi_client::wire::absent("a", &value.a)?;
                ::core::result::Result::Ok(Self::None)
            }
            super::convert_old::FilledBranch::File => {
                ::core::result::Result::Err(::qapi_client::wire::missing("path"))
            }
        }
    }
}

impl ::core::convert::TryFrom<Filled> for super::convert_old::Filled {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: Filled) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self {
            kind: ::core::convert::TryFrom::try_from(value.kind)?,
        })
    }
}

impl ::core::convert::TryFrom<FilledBranch> for super::convert_old::FilledBranch {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: FilledBranch) -> ::core::result::Result<Self, Self::Error> {
        match value {
            FilledBranch::File(_) => {
                ::core::result::Result::Err(::qapi_client::wire::no_member("path"))
            }
            FilledBranch::Filter(_) => {
                ::core::result::Result::Err(::qapi_client::wire::inconvertible())
            }
            FilledBranch::None => {
                let value = super::convert_old::Optional {
                    a: ::core::option::Option::None,
                };
                ::core::result::Result::Ok(Self::None(value))
            }
        }
    }
}

impl ::core::convert::TryFrom<super::convert_old::Filling> for Filling {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: super::convert_old::Filling) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self {
            kind: ::core::convert::TryFrom::try_from(value.kind)?,
        })
    }
}

impl ::core::convert::TryFrom<super::convert_old::FillingBranch> for FillingBranch {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(
        value: super::convert_old::FillingBranch,
    ) -> ::core::result::Result<Self, Self::Error> {
        match value {
            super::convert_old::FillingBranch::None(value) => {
                ::core::result::Result::Ok(Self::None(::core::convert::Into::into(value)))
            }
            super::convert_old::FillingBranch::File(value) => {
                ::qapi_client::wire::absent("a", &value.a)?;
                ::core::result::Result::Ok(Self::File)
            }
            super::convert_old::FillingBranch::Filter => ::core::result::Result::Ok(Self::Filter),
            super::convert_old::FillingBranch::Unknown(value) => {
                ::core::result::Result::Ok(::qapi_client::wire::same_branch(value, Self::Unknown))
            }
        }
    }
}

impl ::core::convert::TryFrom<Filling> for super::convert_old::Filling {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: Filling) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self {
            kind: ::core::convert::TryFrom::try_from(value.kind)?,
        })
    }
}

impl ::core::convert::TryFrom<FillingBranch> for super::convert_old::FillingBranch {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: FillingBranch) -> ::core::result::Result<Self, Self::Error> {
        match value {
            FillingBranch::None(value) => {
                ::core::result::Result::Ok(Self::None(::core::convert::Into::into(value)))
            }
            FillingBranch::File => {
                let value = super::convert_old::Optional {
                    a: ::core::option::Option::None,
                };
                ::core::result::Result::Ok(Self::File(value))
            }
            FillingBranch::Filter => ::core::result::Result::Ok(Self::Filter),
            FillingBranch::Unknown(value) => {
                ::core::result::Result::Ok(::qapi_client::wire::same_branch(value, Self::Unknown))
            }
        }
    }
}

impl ::core::convert::From<super::convert_old::commands::Add> for commands::Add {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::commands::Add) -> Self {
        Self {
            node: ::core::convert::Into::into(value.node),
            more: ::core::convert::Into::into(value.more),
        }
    }
}

impl ::core::convert::TryFrom<commands::Add> for super::convert_old::commands::Add {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: commands::Add) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self {
            node: ::core::convert::Into::into(value.node),
            more: ::qapi_client::wire::within(
                "more",
                ::core::convert::TryFrom::try_from(value.more),
            )?,
        })
    }
}

impl ::core::convert::From<super::convert_old::commands::Query> for commands::Query {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: super::convert_old::commands::Query) -> Self {
        Self {}
    }
}

impl ::core::convert::From<commands::Query> for super::convert_old::commands::Query {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: commands::Query) -> Self {
        Self {}
    }
}

impl ::core::convert::From<super::convert_old::commands::QueryNode> for commands::QueryNode {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: super::convert_old::commands::QueryNode) -> Self {
        Self {}
    }
}

impl ::core::convert::From<commands::QueryNode> for super::convert_old::commands::QueryNode {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: commands::QueryNode) -> Self {
        Self {}
    }
}

impl ::core::convert::From<super::convert_old::commands::Play> for commands::Play {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::commands::Play) -> Self {
        Self {
            ping: ::core::convert::Into::into(value.ping),
        }
    }
}

impl ::core::convert::From<commands::Play> for super::convert_old::commands::Play {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: commands::Play) -> Self {
        Self {
            ping: ::core::convert::Into::into(value.ping),
        }
    }
}

impl ::core::convert::From<super::convert_old::commands::Stop> for commands::Stop {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: super::convert_old::commands::Stop) -> Self {
        Self {}
    }
}

impl ::core::convert::From<commands::Stop> for super::convert_old::commands::Stop {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: commands::Stop) -> Self {
        Self {}
    }
}

#[cfg(CONFIG_X)]
#[allow(deprecated)]
impl ::core::convert::From<super::convert_old::commands::StopNow> for commands::StopNow {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: super::convert_old::commands::StopNow) -> Self {
        Self {}
    }
}

#[cfg(CONFIG_X)]
#[allow(deprecated)]
impl ::core::convert::From<commands::StopNow> for super::convert_old::commands::StopNow {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: commands::StopNow) -> Self {
        Self {}
    }
}

impl ::core::convert::From<super::convert_old::commands::Attach> for commands::Attach {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::commands::Attach) -> Self {
        Self {
            name: value.name,
            same: value.same.map(::core::convert::Into::into),
            bus: ::core::option::Option::None,
            extra: value.extra,
        }
    }
}

impl ::core::convert::From<commands::Attach> for super::convert_old::commands::Attach {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: commands::Attach) -> Self {
        Self {
            name: value.name,
            same: value.same.map(::core::convert::Into::into),
            extra: ::qapi_client::wire::with_members(value.extra, &["bus"], &[&value.bus]),
        }
    }
}

impl ::core::convert::From<super::convert_old::commands::AddBoxed> for commands::AddBoxed {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::commands::AddBoxed) -> Self {
        Self(::core::convert::Into::into(value.0))
    }
}

impl ::core::convert::From<commands::AddBoxed> for super::convert_old::commands::AddBoxed {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: commands::AddBoxed) -> Self {
        Self(::core::convert::Into::into(value.0))
    }
}

impl ::core::convert::From<super::convert_old::commands::AddPartly> for commands::AddPartly {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::commands::AddPartly) -> Self {
        Self {
            partly: ::core::convert::Into::into(value.partly),
        }
    }
}

impl ::core::convert::From<commands::AddPartly> for super::convert_old::commands::AddPartly {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: commands::AddPartly) -> Self {
        Self {
            partly: ::core::convert::Into::into(value.partly),
        }
    }
}

impl ::core::convert::From<super::convert_old::commands::QueryKinds> for commands::QueryKinds {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: super::convert_old::commands::QueryKinds) -> Self {
        Self {}
    }
}

impl ::core::convert::From<commands::QueryKinds> for super::convert_old::commands::QueryKinds {
    #[inline]
    #[allow(unused_variables)]
    fn from(_: commands::QueryKinds) -> Self {
        Self {}
    }
}

impl ::core::convert::TryFrom<super::convert_old::commands::Send> for commands::Send {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(
        value: super::convert_old::commands::Send,
    ) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::absent("less", &value.0.less)?;
        ::core::result::Result::Ok(Self {
            wide: ::core::convert::Into::into(value.0.wide),
            sent: ::qapi_client::wire::within(
                "sent",
                ::core::convert::TryFrom::try_from(value.0.sent),
            )?,
            more: ::core::option::Option::None,
        })
    }
}

impl ::core::convert::TryFrom<commands::Send> for super::convert_old::commands::Send {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: commands::Send) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::absent("more", &value.more)?;
        ::core::result::Result::Ok(Self(super::convert_old::Sending {
            wide: ::qapi_client::wire::within(
                "wide",
                ::qapi_client::wire::convert_by_wire(&value.wide),
            )?,
            sent: ::qapi_client::wire::within(
                "sent",
                ::core::convert::TryFrom::try_from(value.sent),
            )?,
            less: ::core::option::Option::None,
        }))
    }
}

impl ::core::convert::TryFrom<super::convert_old::commands::Fill> for commands::Fill {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(
        value: super::convert_old::commands::Fill,
    ) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self(::core::convert::TryFrom::try_from(value.0)?))
    }
}

impl ::core::convert::TryFrom<commands::Fill> for super::convert_old::commands::Fill {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: commands::Fill) -> ::core::result::Result<Self, Self::Error> {
        ::core::result::Result::Ok(Self(::core::convert::TryFrom::try_from(value.0)?))
    }
}

impl ::core::convert::From<super::convert_old::events::Moved> for events::Moved {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::events::Moved) -> Self {
        Self {
            node: ::core::convert::Into::into(value.node),
            why: ::core::option::Option::None,
        }
    }
}

impl ::core::convert::TryFrom<events::Moved> for super::convert_old::events::Moved {
    type Error = ::qapi_client::wire::DecodeError;

    #[inline]
    #[allow(unused_variables)]
    fn try_from(value: events::Moved) -> ::core::result::Result<Self, Self::Error> {
        ::qapi_client::wire::absent("why", &value.why)?;
        ::core::result::Result::Ok(Self {
            node: ::core::convert::Into::into(value.node),
        })
    }
}

impl ::core::convert::From<super::convert_old::events::Gone> for events::Gone {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: super::convert_old::events::Gone) -> Self {
        Self(::core::convert::Into::into(value.0))
    }
}

impl ::core::convert::From<events::Gone> for super::convert_old::events::Gone {
    #[inline]
    #[allow(unused_variables)]
    fn from(value: events::Gone) -> Self {
        Self(::core::convert::Into::into(value.0))
    }
}
