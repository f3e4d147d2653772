/// The values of `Same`.
#[allow(deprecated)]
#[derive(Clone)]
pub enum Alike {
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
    Unknown(::qapi_client::wire::UnknownValue<Alike>),
}

#[allow(deprecated)]
impl Alike {
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
impl ::qapi_client::wire::StringEnum for Alike {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Same", Self::ALL, Self::as_str, Self::Unknown);
}

/// The values of `Grown`.
#[derive(Clone)]
pub enum Grown {
    /// `a`
    A,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Grown>),
}

impl Grown {
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

impl ::qapi_client::wire::StringEnum for Grown {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Grown", Self::ALL, Self::as_str, Self::Unknown);
}

/// The values of `Shrunk`.
#[derive(Clone)]
pub enum Shrunk {
    /// `a`
    A,
    /// `b`
    B,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Shrunk>),
}

impl Shrunk {
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

impl ::qapi_client::wire::StringEnum for Shrunk {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Shrunk", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Leaf`.
pub struct Leaf {
    /// `name`
    pub name: ::std::string::String,
    /// `same`
    pub same: Alike,
    /// `many`
    pub many: ::core::option::Option<::std::vec::Vec<Alike>>,
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
    pub fn new(name: impl ::core::convert::Into<::std::string::String>, same: Alike) -> Self {
        Self {
            name: name.into(),
            same,
            many: ::core::option::Option::None,
        }
    }

    /// Sets `many`.
    #[inline]
    #[must_use]
    pub fn many(mut self, value: impl ::core::iter::IntoIterator<Item = Alike>) -> Self {
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
pub struct GrownStruct {
    /// `needed`
    pub needed: i64,
    /// `leaf`
    pub leaf: ::core::option::Option<Leaf>,
}

impl ::core::clone::Clone for GrownStruct {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            leaf: self.leaf.clone(),
            ..*self
        }
    }
}

impl GrownStruct {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(needed: i64) -> Self {
        Self {
            needed,
            leaf: ::core::option::Option::None,
        }
    }

    /// Sets `leaf`.
    #[inline]
    #[must_use]
    pub fn leaf(mut self, value: Leaf) -> Self {
        self.leaf = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for GrownStruct {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("needed leaf", (&self.needed, &self.leaf))
    }
}

impl ::qapi_client::wire::Decode for GrownStruct {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((needed, leaf)) = r.fields("needed leaf") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { needed, leaf })
    }
}

/// The object `Stricter`.
pub struct Stricter {
    /// `x`
    pub x: ::core::option::Option<i64>,
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
        let ::core::option::Option::Some(x) = r.opt("x") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { x })
    }
}

impl ::qapi_client::wire::Encode for Stricter {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("x", &self.x)
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
    pub x: i64,
}

impl ::core::clone::Clone for Retyped {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Retyped {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(x: i64) -> Self {
        Self { x }
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
    pub same: ::core::option::Option<Alike>,
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
    pub fn same(mut self, value: Alike) -> Self {
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
}

impl MoreKind {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::File];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::File => "file",
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
}

impl ::qapi_client::wire::EncodeBranch for MoreBranchesBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
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

/// The object `Ping`.
pub struct Ping {
    /// `x`
    pub x: i64,
    /// `pong`
    pub pong: ::core::option::Option<Pong>,
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
        self.pong = ::core::option::Option::Some(value);
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

/// The object `Pong`.
#[derive(Default)]
pub struct Pong {
    /// `ping`
    pub ping: ::core::option::Option<::std::boxed::Box<Ping>>,
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
        self.ping = ::core::option::Option::Some(::std::boxed::Box::new(value));
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
    pub wide: i8,
    /// `narrow`
    pub narrow: i64,
    /// `text`
    pub text: ::core::option::Option<Grown>,
    /// `word`
    pub word: ::core::option::Option<::std::string::String>,
    /// `texts`
    pub texts: ::core::option::Option<::std::vec::Vec<Grown>>,
    /// `words`
    pub words: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `ref`
    pub ref_: ::core::option::Option<::std::string::String>,
    /// `refs`
    pub refs: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `plain`
    pub plain: ::core::option::Option<Ref>,
    /// `ratio`
    pub ratio: i64,
    /// `any`
    pub any: ::core::option::Option<i64>,
    /// `never`
    pub never: ::core::option::Option<::std::string::String>,
    /// `nevers`
    pub nevers: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
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
            never: self.never.clone(),
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
    pub wide: i8,
    /// `narrow`
    pub narrow: i64,
    /// `text`
    pub text: ::core::option::Option<Less>,
    /// `word`
    pub word: ::core::option::Option<::std::string::String>,
    /// `words`
    pub words: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `ref`
    pub ref_: ::core::option::Option<::std::string::String>,
    /// `plain`
    pub plain: ::core::option::Option<Ref>,
    /// `never`
    pub never: ::core::option::Option<::std::string::String>,
    /// `much`
    pub much: ::core::option::Option<MoreKind>,
}

impl ::core::clone::Clone for Sent {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            word: self.word.clone(),
            words: self.words.clone(),
            ref_: self.ref_.clone(),
            plain: self.plain.clone(),
            never: self.never.clone(),
            ..*self
        }
    }
}

impl Sent {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(wide: i8, narrow: i64) -> Self {
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
    pub fn text(mut self, value: Less) -> Self {
        self.text = ::core::option::Option::Some(value);
        self
    }

    /// Sets `word`.
    #[inline]
    #[must_use]
    pub fn word(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.word = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `words`.
    #[inline]
    #[must_use]
    pub fn words(
        mut self,
        value: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<::std::string::String>>,
    ) -> Self {
        self.words = ::core::option::Option::Some(::qapi_client::wire::list(value));
        self
    }

    /// Sets `ref`.
    #[inline]
    #[must_use]
    pub fn ref_(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.ref_ = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `plain`.
    #[inline]
    #[must_use]
    pub fn plain(mut self, value: impl ::core::convert::Into<Ref>) -> Self {
        self.plain = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `never`.
    #[inline]
    #[must_use]
    pub fn never(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.never = ::core::option::Option::Some(value.into());
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
    /// `b`
    B,
}

impl Less {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::A, Self::B];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }
}

impl ::qapi_client::wire::StringEnum for Less {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::closed("Less", Self::ALL, Self::as_str);
}

/// The object `Sending`.
pub struct Sending {
    /// `wide`
    pub wide: i8,
    /// `sent`
    pub sent: Sent,
    /// `less`
    pub less: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Sending {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            sent: self.sent.clone(),
            ..*self
        }
    }
}

impl Sending {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(wide: i8, sent: Sent) -> Self {
        Self {
            wide,
            sent,
            less: ::core::option::Option::None,
        }
    }

    /// Sets `less`.
    #[inline]
    #[must_use]
    pub fn less(mut self, value: i64) -> Self {
        self.less = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Sending {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("wide sent less", (&self.wide, &self.sent, &self.less))
    }
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
    /// `filter`
    Filter(NodeFile),
    /// `none`
    None(Optional),
    /// `file`
    File,
}

impl ::qapi_client::wire::EncodeBranch for FilledBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Filter(payload) => ("filter", payload),
            Self::None(payload) => ("none", payload),
            Self::File => ("file", &()),
        }
    }
}

impl ::core::convert::From<NodeFile> for FilledBranch {
    #[inline]
    fn from(payload: NodeFile) -> Self {
        Self::Filter(payload)
    }
}

impl ::core::convert::From<Optional> for FilledBranch {
    #[inline]
    fn from(payload: Optional) -> Self {
        Self::None(payload)
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
    File(Optional),
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
            "file" => r.known(Self::File),
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
    Alike
    Grown
    Shrunk
    MoreKind
    Less
}

::qapi_client::__encode_enums! {
    Alike
    Shrunk
    MoreKind
    Less
}

::qapi_client::__decode_enums! {
    Alike
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
    Ping
    Pong
    Partly
    Sent
    Sending
    Optional
    Filled
}

::qapi_client::__no_features! {
    Alike
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
    Ping
    Pong
    Partly
    Kinds
    Sent
    Less
    Sending
    Optional
    Filled
    Filling
}

::qapi_client::__serialize! {
    Alike
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
    Ping
    Pong
    Partly
    Sent
    Less
    Sending
    Optional
    Filled
}

::qapi_client::__deserialize! {
    Alike
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
    Ping
    Pong
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
        pub same: ::core::option::Option<super::Alike>,
        /// Arguments beyond those that the schema lists.
        pub extra: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for Attach {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                name: self.name.clone(),
                same: self.same.clone(),
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
        pub fn same(mut self, value: super::Alike) -> Self {
            self.same = ::core::option::Option::Some(value);
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
            w.open_object(&["name same"], &[&self.name, &self.same], &self.extra)
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
        pub fn new(x: i64) -> Self {
            Self { x }
        }
    }

    impl ::qapi_client::wire::Encode for AddStrict {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("x", &self.x)
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
    #[derive(Clone)]
    pub struct Send(
        /// All members.
        pub super::Sending,
    );

    impl Send {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(wide: i8, sent: super::Sent) -> Self {
            Self(<super::Sending>::new(wide, sent))
        }
    }

    impl ::core::convert::From<super::Sending> for Send {
        #[inline]
        fn from(value: super::Sending) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Send {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
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
    }

    impl ::core::clone::Clone for Moved {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                node: self.node.clone(),
            }
        }
    }

    impl ::core::fmt::Debug for Moved {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(f, "Moved", "node", &self.node)
        }
    }

    impl ::qapi_client::wire::Decode for Moved {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(node) = r.req("node") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { node })
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
                "[{\"name\":\"add\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"[2]\"},{\"name\":\"query-node\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"3\"},{\"name\":\"play\",\"meta-type\":\"command\",\"arg-type\":\"4\",\"ret-type\":\"5\"},{\"name\":\"stop\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"1\"},{\"name\":\"stop-now\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"1\",\"features\":[\"deprecated\"]},{\"name\":\"attach\",\"meta-type\":\"command\",\"arg-type\":\"6\",\"ret-type\":\"1\"},{\"name\":\"add-boxed\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"1\"},{\"name\":\"add-strict\",\"meta-type\":\"command\",\"arg-type\":\"7\",\"ret-type\":\"1\"},{\"name\":\"MOVED\",\"meta-type\":\"event\",\"arg-type\":\"8\"},{\"name\":\"GONE\",\"meta-type\":\"event\",\"arg-type\":\"9\"},{\"name\":\"add-partly\",\"meta-type\":\"command\",\"arg-type\":\"10\",\"ret-type\":\"1\"},{\"name\":\"query-kinds\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"11\"},{\"name\":\"send\",\"meta-type\":\"command\",\"arg-type\":\"12\",\"ret-type\":\"1\"},{\"name\":\"fill\",\"meta-type\":\"command\",\"arg-type\":\"13\",\"ret-type\":\"[14]\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"node\",\"type\":\"3\"},{\"name\":\"more\",\"type\":\"15\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"[2]\",\"meta-type\":\"array\",\"element-type\":\"2\"},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"all\",\"type\":\"[16]\"}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"17\"},{\"name\":\"same\",\"type\":\"18\",\"default\":null}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"19\"},{\"case\":\"filter\",\"type\":\"20\"},{\"case\":\"none\",\"type\":\"1\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"ping\",\"type\":\"5\"}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"pong\",\"type\":\"21\",\"default\":null}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\"},{\"name\":\"same\",\"type\":\"18\",\"default\":null}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\"}]},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"node\",\"type\":\"3\"}]},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\"},{\"name\":\"same\",\"type\":\"18\"},{\"name\":\"many\",\"type\":\"[18]\",\"default\":null}]},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"partly\",\"type\":\"22\"}]},{\"name\":\"11\",\"meta-type\":\"object\",\"members\":[{\"name\":\"wide\",\"type\":\"int\"},{\"name\":\"narrow\",\"type\":\"int\"},{\"name\":\"text\",\"type\":\"23\",\"default\":null},{\"name\":\"word\",\"type\":\"str\",\"default\":null},{\"name\":\"texts\",\"type\":\"[23]\",\"default\":null},{\"name\":\"words\",\"type\":\"[str]\",\"default\":null},{\"name\":\"ref\",\"type\":\"str\",\"default\":null},{\"name\":\"refs\",\"type\":\"[str]\",\"default\":null},{\"name\":\"plain\",\"type\":\"24\",\"default\":null},{\"name\":\"ratio\",\"type\":\"int\"},{\"name\":\"any\",\"type\":\"int\",\"default\":null},{\"name\":\"never\",\"type\":\"str\",\"default\":null},{\"name\":\"nevers\",\"type\":\"[str]\",\"default\":null},{\"name\":\"stricter\",\"type\":\"[16]\"}]},{\"name\":\"12\",\"meta-type\":\"object\",\"members\":[{\"name\":\"wide\",\"type\":\"int\"},{\"name\":\"sent\",\"type\":\"25\"},{\"name\":\"less\",\"type\":\"int\",\"default\":null}]},{\"name\":\"13\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"17\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"filter\",\"type\":\"19\"},{\"case\":\"none\",\"type\":\"26\"},{\"case\":\"file\",\"type\":\"1\"}]},{\"name\":\"[14]\",\"meta-type\":\"array\",\"element-type\":\"14\"},{\"name\":\"14\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"17\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"none\",\"type\":\"26\"},{\"case\":\"file\",\"type\":\"26\"},{\"case\":\"filter\",\"type\":\"1\"}]},{\"name\":\"15\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"27\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"19\"}]},{\"name\":\"[16]\",\"meta-type\":\"array\",\"element-type\":\"16\"},{\"name\":\"16\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\",\"default\":null}]},{\"name\":\"17\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"filter\"},{\"name\":\"none\"}],\"values\":[\"file\",\"filter\",\"none\"]},{\"name\":\"18\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"on\"},{\"name\":\"off\"},{\"name\":\"old\",\"features\":[\"deprecated\"]}],\"values\":[\"on\",\"off\",\"old\"]},{\"name\":\"19\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"names\",\"type\":\"[str]\"}]},{\"name\":\"20\",\"meta-type\":\"object\",\"members\":[{\"name\":\"child\",\"type\":\"24\"},{\"name\":\"other\",\"type\":\"3\",\"default\":null}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"21\",\"meta-type\":\"object\",\"members\":[{\"name\":\"ping\",\"type\":\"5\",\"default\":null}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"[18]\",\"meta-type\":\"array\",\"element-type\":\"18\"},{\"name\":\"22\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"17\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"19\"},{\"case\":\"filter\",\"type\":\"1\"},{\"case\":\"none\",\"type\":\"1\"}]},{\"name\":\"23\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"a\"}],\"values\":[\"a\"]},{\"name\":\"[23]\",\"meta-type\":\"array\",\"element-type\":\"23\"},{\"name\":\"[str]\",\"meta-type\":\"array\",\"element-type\":\"str\"},{\"name\":\"24\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"3\"},{\"type\":\"null\"}]},{\"name\":\"25\",\"meta-type\":\"object\",\"members\":[{\"name\":\"wide\",\"type\":\"int\"},{\"name\":\"narrow\",\"type\":\"int\"},{\"name\":\"text\",\"type\":\"28\",\"default\":null},{\"name\":\"word\",\"type\":\"str\",\"default\":null},{\"name\":\"words\",\"type\":\"[str]\",\"default\":null},{\"name\":\"ref\",\"type\":\"str\",\"default\":null},{\"name\":\"plain\",\"type\":\"24\",\"default\":null},{\"name\":\"never\",\"type\":\"str\",\"default\":null},{\"name\":\"much\",\"type\":\"27\",\"default\":null}]},{\"name\":\"26\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a\",\"type\":\"int\",\"default\":null}]},{\"name\":\"27\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"}],\"values\":[\"file\"]},{\"name\":\"null\",\"meta-type\":\"builtin\",\"json-type\":\"null\"},{\"name\":\"28\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"values\":[\"a\",\"b\"]}]",
            )
        });
    &SCHEMA
}
