/// In QEMU 9.0 to 10.2.
pub struct Node {
    /// Required before QEMU 10.2.
    pub id: ::core::option::Option<::std::string::String>,
    /// The branch, with its members.
    pub kind: NodeBranch,
}

impl ::core::clone::Clone for Node {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            kind: self.kind.clone(),
        }
    }
}

impl Node {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<NodeBranch>) -> Self {
        Self {
            id: ::core::option::Option::None,
            kind: kind.into(),
        }
    }

    /// Sets `id`.
    #[inline]
    #[must_use]
    pub fn id(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.id = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Node {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &["id"], &[&self.id])
    }
}

impl ::qapi_client::wire::Decode for Node {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(id) = r.opt("id") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(kind) = r.branch("kind", &["id"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { id, kind })
    }
}

/// The branches of [`Node`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum NodeBranch {
    /// `file`
    File(NodeFile),
    /// In QEMU 10.2.
    Disk(NodeDisk),
    /// In QEMU 10.2.
    Null,
    /// In QEMU 9.0.
    Tape(TapeDevice),
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<NodeBranch>),
}

impl ::qapi_client::wire::EncodeBranch for NodeBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::Disk(payload) => ("disk", payload),
            Self::Null => ("null", &()),
            Self::Tape(payload) => ("tape", payload),
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

impl ::core::convert::From<NodeDisk> for NodeBranch {
    #[inline]
    fn from(payload: NodeDisk) -> Self {
        Self::Disk(payload)
    }
}

impl ::core::convert::From<TapeDevice> for NodeBranch {
    #[inline]
    fn from(payload: TapeDevice) -> Self {
        Self::Tape(payload)
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
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "file" => r.known(Self::File),
            "disk" => r.known(Self::Disk),
            "null" => ::core::option::Option::Some(::core::option::Option::Some(Self::Null)),
            "tape" => r.known(Self::Tape),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// In QEMU 9.0 to 10.2.
pub struct NodeFile {
    /// `path`
    pub path: ::std::string::String,
    /// In QEMU 10.2.
    pub cache: ::core::option::Option<bool>,
    /// In QEMU 9.0.
    pub aio: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for NodeFile {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            aio: self.aio.clone(),
            ..*self
        }
    }
}

impl NodeFile {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(path: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            path: path.into(),
            cache: ::core::option::Option::None,
            aio: ::core::option::Option::None,
        }
    }

    /// Sets `cache`.
    #[inline]
    #[must_use]
    pub fn cache(mut self, value: bool) -> Self {
        self.cache = ::core::option::Option::Some(value);
        self
    }

    /// Sets `aio`.
    #[inline]
    #[must_use]
    pub fn aio(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.aio = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for NodeFile {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path cache aio", (&self.path, &self.cache, &self.aio))
    }
}

impl ::qapi_client::wire::Decode for NodeFile {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((path, cache, aio)) = r.fields("path cache aio") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, cache, aio })
    }
}

/// In QEMU 10.2.
pub struct NodeDisk {
    /// `sectors`
    pub sectors: i64,
}

impl ::core::clone::Clone for NodeDisk {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl NodeDisk {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(sectors: i64) -> Self {
        Self { sectors }
    }
}

impl ::qapi_client::wire::Encode for NodeDisk {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("sectors", &self.sectors)
    }
}

impl ::qapi_client::wire::Decode for NodeDisk {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(sectors) = r.req("sectors") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { sectors })
    }
}

/// In QEMU 9.0 to 10.2.
pub struct Flat {
    /// `speed`
    pub speed: ::core::option::Option<i64>,
    /// The branch, with its members.
    pub mode: FlatBranch,
}

impl ::core::clone::Clone for Flat {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            mode: self.mode.clone(),
            ..*self
        }
    }
}

impl Flat {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(mode: impl ::core::convert::Into<FlatBranch>) -> Self {
        Self {
            speed: ::core::option::Option::None,
            mode: mode.into(),
        }
    }

    /// Sets `speed`.
    #[inline]
    #[must_use]
    pub fn speed(mut self, value: i64) -> Self {
        self.speed = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Flat {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("mode", &self.mode, &["speed"], &[&self.speed])
    }
}

impl ::qapi_client::wire::Decode for Flat {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(speed) = r.opt("speed") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(mode) = r.branch("mode", &["speed"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { speed, mode })
    }
}

/// The branches of [`Flat`], by its `mode`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum FlatBranch {
    /// `fast`
    Fast,
    /// `slow`
    Slow,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<FlatBranch>),
}

impl ::qapi_client::wire::EncodeBranch for FlatBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Fast => ("fast", &()),
            Self::Slow => ("slow", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl<T: ::core::convert::Into<FlatBranch>> ::core::convert::From<T> for Flat {
    #[inline]
    fn from(mode: T) -> Self {
        Self::new(mode)
    }
}

impl ::qapi_client::wire::DecodeBranch for FlatBranch {
    #[inline]
    fn known(
        tag: &str,
        _: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "fast" => ::core::option::Option::Some(::core::option::Option::Some(Self::Fast)),
            "slow" => ::core::option::Option::Some(::core::option::Option::Some(Self::Slow)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// In QEMU 9.0 to 10.2.
#[derive(Clone)]
pub enum Mode {
    /// `slow`
    Slow,
    /// `fast`
    Fast,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Mode>),
}

impl Mode {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::Slow, Self::Fast];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Slow => "slow",
            Self::Fast => "fast",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Mode {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Mode", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Moved`.
#[derive(Default)]
pub struct Moved {
    /// In QEMU 9.0 to 10.2.
    pub mode: ::core::option::Option<Mode>,
    /// `size`
    pub size: ::core::option::Option<i64>,
    /// In QEMU 9.0 to 10.2.
    pub burst: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Moved {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            mode: self.mode.clone(),
            ..*self
        }
    }
}

impl Moved {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `mode`.
    #[inline]
    #[must_use]
    pub fn mode(mut self, value: Mode) -> Self {
        self.mode = ::core::option::Option::Some(value);
        self
    }

    /// Sets `size`.
    #[inline]
    #[must_use]
    pub fn size(mut self, value: i64) -> Self {
        self.size = ::core::option::Option::Some(value);
        self
    }

    /// Sets `burst`.
    #[inline]
    #[must_use]
    pub fn burst(mut self, value: i64) -> Self {
        self.burst = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Moved {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("mode size burst", (&self.mode, &self.size, &self.burst))
    }
}

impl ::qapi_client::wire::Decode for Moved {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((mode, size, burst)) = r.fields("mode size burst") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { mode, size, burst })
    }
}

/// In QEMU 9.0 to 10.2.
pub struct MovedFast {
    /// `burst`
    pub burst: i64,
    /// In QEMU 9.0.
    pub size: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for MovedFast {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl MovedFast {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(burst: i64) -> Self {
        Self {
            burst,
            size: ::core::option::Option::None,
        }
    }

    /// Sets `size`.
    #[inline]
    #[must_use]
    pub fn size(mut self, value: i64) -> Self {
        self.size = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for MovedFast {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("burst size", (&self.burst, &self.size))
    }
}

impl ::qapi_client::wire::Decode for MovedFast {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((burst, size)) = r.fields("burst size") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { burst, size })
    }
}

/// In QEMU 9.0 to 10.2.
pub struct Told {
    /// The branch, with its members.
    pub type_: ToldBranch,
}

impl ::core::clone::Clone for Told {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            type_: self.type_.clone(),
        }
    }
}

impl Told {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(type_: impl ::core::convert::Into<ToldBranch>) -> Self {
        Self {
            type_: type_.into(),
        }
    }
}

impl ::qapi_client::wire::Encode for Told {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("type", &self.type_, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Told {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(type_) = r.branch("type", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { type_ })
    }
}

/// The branches of [`Told`], by its `type`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum ToldBranch {
    /// `slow`
    Slow,
    /// `fast`
    Fast,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<ToldBranch>),
}

impl ::qapi_client::wire::EncodeBranch for ToldBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Slow => ("slow", &()),
            Self::Fast => ("fast", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl<T: ::core::convert::Into<ToldBranch>> ::core::convert::From<T> for Told {
    #[inline]
    fn from(type_: T) -> Self {
        Self::new(type_)
    }
}

impl ::qapi_client::wire::DecodeBranch for ToldBranch {
    #[inline]
    fn known(
        tag: &str,
        _: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "slow" => ::core::option::Option::Some(::core::option::Option::Some(Self::Slow)),
            "fast" => ::core::option::Option::Some(::core::option::Option::Some(Self::Fast)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// In QEMU 9.0 to 10.2.
pub struct Twice {
    /// Required since QEMU 10.2.
    pub level: ::core::option::Option<i64>,
    /// The branch, with its members.
    pub mode: TwiceBranch,
}

impl ::core::clone::Clone for Twice {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            mode: self.mode.clone(),
            ..*self
        }
    }
}

impl Twice {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(mode: impl ::core::convert::Into<TwiceBranch>) -> Self {
        Self {
            level: ::core::option::Option::None,
            mode: mode.into(),
        }
    }

    /// Sets `level`.
    #[inline]
    #[must_use]
    pub fn level(mut self, value: i64) -> Self {
        self.level = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Twice {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("mode", &self.mode, &["level"], &[&self.level])
    }
}

impl ::qapi_client::wire::Decode for Twice {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(level) = r.opt("level") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(mode) = r.branch("mode", &["level"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { level, mode })
    }
}

/// The branches of [`Twice`], by its `mode`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum TwiceBranch {
    /// `fast`
    Fast(TwiceFast),
    /// `slow`
    Slow(TwiceSlow),
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<TwiceBranch>),
}

impl ::qapi_client::wire::EncodeBranch for TwiceBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Fast(payload) => ("fast", payload),
            Self::Slow(payload) => ("slow", payload),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<TwiceFast> for TwiceBranch {
    #[inline]
    fn from(payload: TwiceFast) -> Self {
        Self::Fast(payload)
    }
}

impl ::core::convert::From<TwiceSlow> for TwiceBranch {
    #[inline]
    fn from(payload: TwiceSlow) -> Self {
        Self::Slow(payload)
    }
}

impl<T: ::core::convert::Into<TwiceBranch>> ::core::convert::From<T> for Twice {
    #[inline]
    fn from(mode: T) -> Self {
        Self::new(mode)
    }
}

impl ::qapi_client::wire::DecodeBranch for TwiceBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "fast" => r.known(Self::Fast),
            "slow" => r.known(Self::Slow),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// In QEMU 9.0 to 10.2.
#[derive(Default)]
pub struct Once {
    /// Required before QEMU 10.2.
    pub of: ::core::option::Option<i64>,
    /// In QEMU 9.0.
    pub level: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Once {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Once {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `of`.
    #[inline]
    #[must_use]
    pub fn of(mut self, value: i64) -> Self {
        self.of = ::core::option::Option::Some(value);
        self
    }

    /// Sets `level`.
    #[inline]
    #[must_use]
    pub fn level(mut self, value: i64) -> Self {
        self.level = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Once {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("of level", (&self.of, &self.level))
    }
}

impl ::qapi_client::wire::Decode for Once {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((of, level)) = r.fields("of level") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { of, level })
    }
}

/// In QEMU 9.0.
pub struct TapeDevice {
    /// `reels`
    pub reels: i64,
}

impl ::core::clone::Clone for TapeDevice {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl TapeDevice {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(reels: i64) -> Self {
        Self { reels }
    }
}

impl ::qapi_client::wire::Encode for TapeDevice {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("reels", &self.reels)
    }
}

impl ::qapi_client::wire::Decode for TapeDevice {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(reels) = r.req("reels") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { reels })
    }
}

/// The object `TwiceFast`.
#[derive(Default)]
pub struct TwiceFast {
    /// Required before QEMU 10.2.
    pub of: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for TwiceFast {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl TwiceFast {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `of`.
    #[inline]
    #[must_use]
    pub fn of(mut self, value: i64) -> Self {
        self.of = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for TwiceFast {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("of", &self.of)
    }
}

impl ::qapi_client::wire::Decode for TwiceFast {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(of) = r.opt("of") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { of })
    }
}

/// The object `TwiceSlow`.
#[derive(Default)]
pub struct TwiceSlow {
    /// Required before QEMU 10.2.
    pub of: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for TwiceSlow {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl TwiceSlow {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `of`.
    #[inline]
    #[must_use]
    pub fn of(mut self, value: i64) -> Self {
        self.of = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for TwiceSlow {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("of", &self.of)
    }
}

impl ::qapi_client::wire::Decode for TwiceSlow {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(of) = r.opt("of") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { of })
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
    Node
    NodeFile
    NodeDisk
    Flat
    Moved
    MovedFast
    Told
    Twice
    Once
    TapeDevice
    TwiceFast
    TwiceSlow
}

::qapi_client::__no_features! {
    Node
    NodeFile
    NodeDisk
    Flat
    Mode
    Moved
    MovedFast
    Told
    Twice
    Once
    TapeDevice
    TwiceFast
    TwiceSlow
}

::qapi_client::__serialize! {
    Node
    NodeFile
    NodeDisk
    Flat
    Mode
    Moved
    MovedFast
    Told
    Twice
    Once
    TapeDevice
    TwiceFast
    TwiceSlow
}

::qapi_client::__deserialize! {
    Node
    NodeFile
    NodeDisk
    Flat
    Mode
    Moved
    MovedFast
    Told
    Twice
    Once
    TapeDevice
    TwiceFast
    TwiceSlow
}

::qapi_client::__debug_branches! {
    NodeBranch
    FlatBranch
    ToldBranch
    TwiceBranch
}

/// The commands.
pub mod commands {
    /// In QEMU 9.0 to 10.2.
    #[derive(Clone)]
    pub struct Add(
        /// All members.
        pub super::Node,
    );

    impl Add {
        /// Creates a value around another.
        #[inline]
        pub fn new(value: impl ::core::convert::Into<super::Node>) -> Self {
            Self(value.into())
        }
    }

    impl<T: ::core::convert::Into<super::Node>> ::core::convert::From<T> for Add {
        #[inline]
        fn from(value: T) -> Self {
            Self(value.into())
        }
    }

    impl ::qapi_client::wire::Encode for Add {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for Add {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for Add {
        const NAME: &'static str = "add";

        type Ok = ();
    }

    /// In QEMU 9.0 to 10.2.
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

        type Ok = ::std::vec::Vec<super::Node>;
    }

    /// In QEMU 9.0 to 10.2.
    #[derive(Default)]
    pub struct QueryFlat {}

    impl ::core::clone::Clone for QueryFlat {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryFlat {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryFlat {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryFlat {
        const NAME: &'static str = "query-flat";

        type Ok = super::Flat;
    }

    /// The command `query-moved`.
    #[derive(Default)]
    pub struct QueryMoved {}

    impl ::core::clone::Clone for QueryMoved {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryMoved {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryMoved {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryMoved {
        const NAME: &'static str = "query-moved";

        type Ok = super::Moved;
    }

    /// In QEMU 9.0 to 10.2.
    #[derive(Default)]
    pub struct QueryTold {}

    impl ::core::clone::Clone for QueryTold {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryTold {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryTold {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryTold {
        const NAME: &'static str = "query-told";

        type Ok = super::Told;
    }

    /// In QEMU 9.0 to 10.2.
    #[derive(Default)]
    pub struct QueryTwice {}

    impl ::core::clone::Clone for QueryTwice {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryTwice {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryTwice {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryTwice {
        const NAME: &'static str = "query-twice";

        type Ok = super::Twice;
    }

    /// In QEMU 9.0 to 10.2.
    #[derive(Default)]
    pub struct QueryOnce {}

    impl ::core::clone::Clone for QueryOnce {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryOnce {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryOnce {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryOnce {
        const NAME: &'static str = "query-once";

        type Ok = super::Once;
    }

    /// In QEMU 9.0 to 10.2.
    #[derive(Default)]
    pub struct QueryFast {}

    impl ::core::clone::Clone for QueryFast {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryFast {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryFast {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryFast {
        const NAME: &'static str = "query-fast";

        type Ok = super::MovedFast;
    }

    ::qapi_client::__debug! {
        Add
        Query
        QueryFlat
        QueryMoved
        QueryTold
        QueryTwice
        QueryOnce
        QueryFast
    }

    ::qapi_client::__no_features! {
        Add
        Query
        QueryFlat
        QueryMoved
        QueryTold
        QueryTwice
        QueryOnce
        QueryFast
    }

    ::qapi_client::__serialize! {
        Add
        Query
        QueryFlat
        QueryMoved
        QueryTold
        QueryTwice
        QueryOnce
        QueryFast
    }

    ::qapi_client::__deserialize! {
        Add
        Query
        QueryFlat
        QueryMoved
        QueryTold
        QueryTwice
        QueryOnce
        QueryFast
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Add
        Query
        QueryFlat
        QueryMoved
        QueryTold
        QueryTwice
        QueryOnce
        QueryFast
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
                "[{\"name\":\"add\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"[0]\"},{\"name\":\"query-flat\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"2\"},{\"name\":\"query-moved\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"3\"},{\"name\":\"query-told\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"4\"},{\"name\":\"query-twice\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"5\"},{\"name\":\"query-once\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"6\"},{\"name\":\"query-fast\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"7\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"8\"},{\"name\":\"id\",\"type\":\"str\",\"default\":null}],\"tag\":\"kind\",\"variants\":[{\"case\":\"file\",\"type\":\"9\"},{\"case\":\"disk\",\"type\":\"10\"},{\"case\":\"null\",\"type\":\"1\"},{\"case\":\"tape\",\"type\":\"11\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"[0]\",\"meta-type\":\"array\",\"element-type\":\"0\"},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"mode\",\"type\":\"12\"},{\"name\":\"speed\",\"type\":\"int\",\"default\":null}],\"tag\":\"mode\",\"variants\":[{\"case\":\"fast\",\"type\":\"1\"},{\"case\":\"slow\",\"type\":\"1\"}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"mode\",\"type\":\"12\",\"default\":null},{\"name\":\"size\",\"type\":\"int\",\"default\":null},{\"name\":\"burst\",\"type\":\"int\",\"default\":null}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"type\",\"type\":\"12\"}],\"tag\":\"type\",\"variants\":[{\"case\":\"slow\",\"type\":\"1\"},{\"case\":\"fast\",\"type\":\"1\"}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"mode\",\"type\":\"12\"},{\"name\":\"level\",\"type\":\"int\",\"default\":null}],\"tag\":\"mode\",\"variants\":[{\"case\":\"fast\",\"type\":\"13\"},{\"case\":\"slow\",\"type\":\"14\"}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"of\",\"type\":\"int\",\"default\":null},{\"name\":\"level\",\"type\":\"int\",\"default\":null}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"burst\",\"type\":\"int\"},{\"name\":\"size\",\"type\":\"int\",\"default\":null}]},{\"name\":\"8\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"disk\"},{\"name\":\"null\"},{\"name\":\"tape\"}],\"values\":[\"file\",\"disk\",\"null\",\"tape\"]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"cache\",\"type\":\"bool\",\"default\":null},{\"name\":\"aio\",\"type\":\"str\",\"default\":null}]},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"sectors\",\"type\":\"int\"}]},{\"name\":\"11\",\"meta-type\":\"object\",\"members\":[{\"name\":\"reels\",\"type\":\"int\"}]},{\"name\":\"12\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"slow\"},{\"name\":\"fast\"}],\"values\":[\"slow\",\"fast\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"13\",\"meta-type\":\"object\",\"members\":[{\"name\":\"of\",\"type\":\"int\",\"default\":null}]},{\"name\":\"14\",\"meta-type\":\"object\",\"members\":[{\"name\":\"of\",\"type\":\"int\",\"default\":null}]},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"}]",
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
        /// [`add`](super::commands::Add)
        fn add(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Add,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`query`](super::commands::Query)
        fn query(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Query,
        ) -> impl ::qapi_server::Reply<::std::vec::Vec<super::Node>> {
            call.unimplemented()
        }

        /// [`query-flat`](super::commands::QueryFlat)
        fn query_flat(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryFlat,
        ) -> impl ::qapi_server::Reply<super::Flat> {
            call.unimplemented()
        }

        /// [`query-moved`](super::commands::QueryMoved)
        fn query_moved(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryMoved,
        ) -> impl ::qapi_server::Reply<super::Moved> {
            call.unimplemented()
        }

        /// [`query-told`](super::commands::QueryTold)
        fn query_told(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryTold,
        ) -> impl ::qapi_server::Reply<super::Told> {
            call.unimplemented()
        }

        /// [`query-twice`](super::commands::QueryTwice)
        fn query_twice(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryTwice,
        ) -> impl ::qapi_server::Reply<super::Twice> {
            call.unimplemented()
        }

        /// [`query-once`](super::commands::QueryOnce)
        fn query_once(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryOnce,
        ) -> impl ::qapi_server::Reply<super::Once> {
            call.unimplemented()
        }

        /// [`query-fast`](super::commands::QueryFast)
        fn query_fast(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryFast,
        ) -> impl ::qapi_server::Reply<super::MovedFast> {
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
                "add" => ::qapi_server::implemented(
                    &<T as Commands>::add,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query" => ::qapi_server::implemented(
                    &<T as Commands>::query,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-flat" => ::qapi_server::implemented(
                    &<T as Commands>::query_flat,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-moved" => ::qapi_server::implemented(
                    &<T as Commands>::query_moved,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-told" => ::qapi_server::implemented(
                    &<T as Commands>::query_told,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-twice" => ::qapi_server::implemented(
                    &<T as Commands>::query_twice,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-once" => ::qapi_server::implemented(
                    &<T as Commands>::query_once,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-fast" => ::qapi_server::implemented(
                    &<T as Commands>::query_fast,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "add" => ::qapi_server::__execute!(self, call, add),
                "query" => ::qapi_server::__execute!(self, call, query),
                "query-flat" => ::qapi_server::__execute!(self, call, query_flat),
                "query-moved" => ::qapi_server::__execute!(self, call, query_moved),
                "query-told" => ::qapi_server::__execute!(self, call, query_told),
                "query-twice" => ::qapi_server::__execute!(self, call, query_twice),
                "query-once" => ::qapi_server::__execute!(self, call, query_once),
                "query-fast" => ::qapi_server::__execute!(self, call, query_fast),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
