/// Some releases take any string here.
///
/// In QEMU 9.0 to 10.2.
#[derive(Clone)]
pub enum Status {
    /// it runs
    On,
    /// In QEMU 10.2.
    Off,
    /// In QEMU 9.0.
    Standby,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Status>),
}

impl Status {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::On, Self::Off, Self::Standby];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Standby => "standby",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Status {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Status", Self::ALL, Self::as_str, Self::Unknown);
}

/// A device, which was called Info.
pub struct DeviceInfo {
    /// its name
    pub name: ::std::string::String,
    /// its status
    ///
    /// In QEMU 9.0 to 10.2.
    pub status: ::core::option::Option<Status>,
    /// its size
    ///
    /// In QEMU 9.0 to 10.2.
    pub size: ::core::option::Option<::qapi_client::wire::Integer>,
    /// In QEMU 9.0 to 10.2.
    pub small: ::core::option::Option<i16>,
    /// In QEMU 9.0 to 10.2.
    pub id: ::core::option::Option<i32>,
    /// In QEMU 9.0 to 10.2.
    pub parts: ::core::option::Option<::std::vec::Vec<Part>>,
    /// In QEMU 9.0 to 10.2.
    pub note: ::core::option::Option<DeviceInfoNote>,
    /// In QEMU 9.0 to 10.2.
    pub open: ::core::option::Option<Ref>,
    /// In QEMU 9.0 to 10.2.
    pub numbers: ::core::option::Option<DeviceInfoNumbers>,
    /// In QEMU 10.2.
    pub since_new: ::core::option::Option<::std::string::String>,
    /// In QEMU 10.2.
    pub never: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for DeviceInfo {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            status: self.status.clone(),
            parts: self.parts.clone(),
            note: self.note.clone(),
            open: self.open.clone(),
            numbers: self.numbers.clone(),
            since_new: self.since_new.clone(),
            never: self.never.clone(),
            ..*self
        }
    }
}

impl DeviceInfo {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(name: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            name: name.into(),
            status: ::core::option::Option::None,
            size: ::core::option::Option::None,
            small: ::core::option::Option::None,
            id: ::core::option::Option::None,
            parts: ::core::option::Option::None,
            note: ::core::option::Option::None,
            open: ::core::option::Option::None,
            numbers: ::core::option::Option::None,
            since_new: ::core::option::Option::None,
            never: ::core::option::Option::None,
        }
    }

    /// Sets `status`.
    #[inline]
    #[must_use]
    pub fn status(mut self, value: Status) -> Self {
        self.status = ::core::option::Option::Some(value);
        self
    }

    /// Sets `size`.
    #[inline]
    #[must_use]
    pub fn size(mut self, value: impl ::core::convert::Into<::qapi_client::wire::Integer>) -> Self {
        self.size = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `small`.
    #[inline]
    #[must_use]
    pub fn small(mut self, value: i16) -> Self {
        self.small = ::core::option::Option::Some(value);
        self
    }

    /// Sets `id`.
    #[inline]
    #[must_use]
    pub fn id(mut self, value: i32) -> Self {
        self.id = ::core::option::Option::Some(value);
        self
    }

    /// Sets `parts`.
    #[inline]
    #[must_use]
    pub fn parts(mut self, value: impl ::core::iter::IntoIterator<Item = Part>) -> Self {
        self.parts = ::core::option::Option::Some(::qapi_client::wire::list(value));
        self
    }

    /// Sets `note`.
    #[inline]
    #[must_use]
    pub fn note(mut self, value: impl ::core::convert::Into<DeviceInfoNote>) -> Self {
        self.note = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `open`.
    #[inline]
    #[must_use]
    pub fn open(mut self, value: impl ::core::convert::Into<Ref>) -> Self {
        self.open = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `numbers`.
    #[inline]
    #[must_use]
    pub fn numbers(mut self, value: impl ::core::convert::Into<DeviceInfoNumbers>) -> Self {
        self.numbers = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `since-new`.
    #[inline]
    #[must_use]
    pub fn since_new(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.since_new = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `never`.
    #[inline]
    #[must_use]
    pub fn never(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.never = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for DeviceInfo {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "name status size small id parts note open numbers since-new never",
            (
                &self.name,
                &self.status,
                &self.size,
                &self.small,
                &self.id,
                &self.parts,
                &self.note,
                &self.open,
                &self.numbers,
                &self.since_new,
                &self.never,
            ),
        )
    }
}

impl ::qapi_client::wire::Decode for DeviceInfo {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((
            name,
            status,
            size,
            small,
            id,
            parts,
            note,
            open,
            numbers,
            since_new,
            never,
        )) = r.fields("name status size small id parts note open numbers since-new never")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            name,
            status,
            size,
            small,
            id,
            parts,
            note,
            open,
            numbers,
            since_new,
            never,
        })
    }
}

/// In QEMU 9.0 to 10.2.
#[derive(Default)]
pub struct Part {
    /// Required since QEMU 10.2.
    pub x: ::core::option::Option<i64>,
    /// In QEMU 9.0.
    pub y: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for Part {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            y: self.y.clone(),
            ..*self
        }
    }
}

impl Part {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `x`.
    #[inline]
    #[must_use]
    pub fn x(mut self, value: i64) -> Self {
        self.x = ::core::option::Option::Some(value);
        self
    }

    /// Sets `y`.
    #[inline]
    #[must_use]
    pub fn y(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.y = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Part {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("x y", (&self.x, &self.y))
    }
}

impl ::qapi_client::wire::Decode for Part {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((x, y)) = r.fields("x y") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { x, y })
    }
}

/// In QEMU 9.0 to 10.2.
#[derive(Default)]
pub struct OtherPart {
    /// Required since QEMU 10.2.
    pub y: ::core::option::Option<::std::string::String>,
    /// In QEMU 9.0.
    pub x: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for OtherPart {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            y: self.y.clone(),
            ..*self
        }
    }
}

impl OtherPart {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `y`.
    #[inline]
    #[must_use]
    pub fn y(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.y = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `x`.
    #[inline]
    #[must_use]
    pub fn x(mut self, value: i64) -> Self {
        self.x = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for OtherPart {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("y x", (&self.y, &self.x))
    }
}

impl ::qapi_client::wire::Decode for OtherPart {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((y, x)) = r.fields("y x") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { y, x })
    }
}

/// In QEMU 9.0 to 10.2.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum Ref {
    /// `name`
    Name(::std::string::String),
    /// `part`
    Part(Part),
}

impl ::qapi_client::wire::Encode for Ref {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Name(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Part(value) => ::qapi_client::wire::Encode::encode(value, w),
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

impl ::core::convert::From<Part> for Ref {
    #[inline]
    fn from(value: Part) -> Self {
        Self::Part(value)
    }
}

impl ::qapi_client::wire::Decode for Ref {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::Name),
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Part),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a string or an object"),
        }
    }
}

/// A struct that became a union.
///
/// In QEMU 9.0 to 10.2.
pub struct Image {
    /// `path`
    pub path: ::std::string::String,
    /// In QEMU 9.0.
    pub format: ::core::option::Option<::std::string::String>,
    /// The branch, with its members.
    pub kind: ImageBranch,
}

impl ::core::clone::Clone for Image {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            format: self.format.clone(),
            kind: self.kind.clone(),
        }
    }
}

impl Image {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(
        path: impl ::core::convert::Into<::std::string::String>,
        kind: impl ::core::convert::Into<ImageBranch>,
    ) -> Self {
        Self {
            path: path.into(),
            format: ::core::option::Option::None,
            kind: kind.into(),
        }
    }

    /// Sets `format`.
    #[inline]
    #[must_use]
    pub fn format(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.format = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Image {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union(
            "kind",
            &self.kind,
            &["path format"],
            &[&self.path, &self.format],
        )
    }
}

impl ::qapi_client::wire::Decode for Image {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((path, format)) = r.fields("path format") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(kind) = r.branch("kind", &["path format"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, format, kind })
    }
}

/// The branches of [`Image`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum ImageBranch {
    /// `disk`
    Disk(ImageDisk),
    /// `file`
    File,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<ImageBranch>),
}

impl ::qapi_client::wire::EncodeBranch for ImageBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Disk(payload) => ("disk", payload),
            Self::File => ("file", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<ImageDisk> for ImageBranch {
    #[inline]
    fn from(payload: ImageDisk) -> Self {
        Self::Disk(payload)
    }
}

impl ::qapi_client::wire::DecodeBranch for ImageBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "disk" => r.known(Self::Disk),
            "file" => ::core::option::Option::Some(::core::option::Option::Some(Self::File)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// In QEMU 10.2.
#[derive(Default)]
pub struct ImageDisk {
    /// In QEMU 10.2.
    pub sectors: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for ImageDisk {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl ImageDisk {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `sectors`.
    #[inline]
    #[must_use]
    pub fn sectors(mut self, value: i64) -> Self {
        self.sectors = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for ImageDisk {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("sectors", &self.sectors)
    }
}

impl ::qapi_client::wire::Decode for ImageDisk {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(sectors) = r.opt("sectors") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { sectors })
    }
}

/// The value of `note` in `DeviceInfo`, whose type differs between releases.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum DeviceInfoNote {
    /// `bool`
    Bool(bool),
    /// `string`
    String(::std::string::String),
}

impl ::qapi_client::wire::Encode for DeviceInfoNote {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Bool(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::String(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<bool> for DeviceInfoNote {
    #[inline]
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl ::core::convert::From<::std::string::String> for DeviceInfoNote {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::String(value)
    }
}

impl ::core::convert::From<&str> for DeviceInfoNote {
    #[inline]
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl ::qapi_client::wire::Decode for DeviceInfoNote {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Bool(_) => r.alternative(Self::Bool),
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::String),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("a boolean or a string"),
        }
    }
}

/// The value of `numbers` in `DeviceInfo`, whose type differs between releases.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum DeviceInfoNumbers {
    /// `int`
    Int(i64),
    /// `list`
    List(::std::vec::Vec<i64>),
}

impl ::qapi_client::wire::Encode for DeviceInfoNumbers {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Int(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::List(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<i64> for DeviceInfoNumbers {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl ::core::convert::From<::std::vec::Vec<i64>> for DeviceInfoNumbers {
    #[inline]
    fn from(value: ::std::vec::Vec<i64>) -> Self {
        Self::List(value)
    }
}

impl ::qapi_client::wire::Decode for DeviceInfoNumbers {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Int(_) | ::qapi_client::wire::Json::Uint(_) => {
                r.alternative(Self::Int)
            }
            ::qapi_client::wire::Json::Array(_) => r.alternative(Self::List),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("an integer or an array"),
        }
    }
}

::qapi_client::__enums! {
    Status
}

::qapi_client::__encode_enums! {
    Status
}

::qapi_client::__decode_enums! {
    Status
}

::qapi_client::__debug! {
    DeviceInfo
    Part
    OtherPart
    Ref
    Image
    ImageDisk
    DeviceInfoNote
    DeviceInfoNumbers
}

::qapi_client::__no_features! {
    Status
    DeviceInfo
    Part
    OtherPart
    Ref
    Image
    ImageDisk
    DeviceInfoNote
    DeviceInfoNumbers
}

::qapi_client::__serialize! {
    Status
    DeviceInfo
    Part
    OtherPart
    Ref
    Image
    ImageDisk
    DeviceInfoNote
    DeviceInfoNumbers
}

::qapi_client::__deserialize! {
    Status
    DeviceInfo
    Part
    OtherPart
    Ref
    Image
    ImageDisk
    DeviceInfoNote
    DeviceInfoNumbers
}

::qapi_client::__debug_branches! {
    ImageBranch
}

/// The commands.
pub mod commands {
    /// Lists all devices.
    #[derive(Default)]
    pub struct QueryDevices {}

    impl ::core::clone::Clone for QueryDevices {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryDevices {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryDevices {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryDevices {
        const NAME: &'static str = "query-devices";

        type Ok = ::std::vec::Vec<super::DeviceInfo>;
    }

    /// In QEMU 9.0 to 10.2.
    #[derive(Default)]
    pub struct QueryOther {}

    impl ::core::clone::Clone for QueryOther {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryOther {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryOther {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryOther {
        const NAME: &'static str = "query-other";

        type Ok = super::OtherPart;
    }

    /// In QEMU 9.0 to 10.2.
    #[derive(Default)]
    pub struct QueryImage {}

    impl ::core::clone::Clone for QueryImage {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryImage {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryImage {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryImage {
        const NAME: &'static str = "query-image";

        type Ok = super::Image;
    }

    /// In QEMU 9.0 to 10.2.
    ///
    /// # Features
    ///
    /// - `quick`
    /// - `slow`
    pub struct Add {
        /// `device`
        pub device: ::std::string::String,
        /// Required before QEMU 10.2.
        pub mode: ::core::option::Option<super::Status>,
        /// In QEMU 10.2.
        pub fresh: ::core::option::Option<i64>,
    }

    impl ::core::clone::Clone for Add {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                device: self.device.clone(),
                mode: self.mode.clone(),
                ..*self
            }
        }
    }

    impl Add {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(device: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                device: device.into(),
                mode: ::core::option::Option::None,
                fresh: ::core::option::Option::None,
            }
        }

        /// Sets `device`.
        #[inline]
        #[must_use]
        pub fn device(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.device = value.into();
            self
        }

        /// Sets `mode`.
        #[inline]
        #[must_use]
        pub fn mode(mut self, value: super::Status) -> Self {
            self.mode = ::core::option::Option::Some(value);
            self
        }

        /// Sets `fresh`.
        #[inline]
        #[must_use]
        pub fn fresh(mut self, value: i64) -> Self {
            self.fresh = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Add {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("device mode fresh", (&self.device, &self.mode, &self.fresh))
        }
    }

    impl ::qapi_client::wire::Decode for Add {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((device, mode, fresh)) = r.fields("device mode fresh")
            else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self {
                device,
                mode,
                fresh,
            })
        }
    }

    impl ::qapi_client::Command for Add {
        const NAME: &'static str = "add";

        type Ok = ();
    }

    /// In QEMU 9.0 to 10.2.
    ///
    /// # Features
    ///
    /// - `deprecated`
    #[deprecated]
    #[allow(deprecated)]
    #[derive(Default)]
    pub struct Stop {
        /// In QEMU 9.0.
        pub why: ::core::option::Option<::std::string::String>,
    }

    #[allow(deprecated)]
    impl ::core::clone::Clone for Stop {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                why: self.why.clone(),
            }
        }
    }

    #[allow(deprecated)]
    impl Stop {
        /// Creates a value with its required members.
        #[inline]
        pub fn new() -> Self {
            ::core::default::Default::default()
        }

        /// Sets `why`.
        #[inline]
        #[must_use]
        pub fn why(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.why = ::core::option::Option::Some(value.into());
            self
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::wire::Encode for Stop {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("why", &self.why)
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::wire::Decode for Stop {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(why) = r.opt("why") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { why })
        }
    }

    #[allow(deprecated)]
    impl ::qapi_client::Command for Stop {
        const NAME: &'static str = "stop";

        type Ok = ();
    }

    /// In QEMU 10.2.
    #[derive(Default)]
    pub struct Fresh {}

    impl ::core::clone::Clone for Fresh {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for Fresh {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for Fresh {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for Fresh {
        const NAME: &'static str = "fresh";

        type Ok = ();
    }

    /// Removes a device.
    ///
    /// Since 8.1.
    ///
    /// In QEMU 8.1.
    pub struct Remove {
        /// its name
        pub device: ::std::string::String,
    }

    impl ::core::clone::Clone for Remove {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                device: self.device.clone(),
            }
        }
    }

    impl Remove {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(device: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                device: device.into(),
            }
        }
    }

    impl ::qapi_client::wire::Encode for Remove {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("device", &self.device)
        }
    }

    impl ::qapi_client::wire::Decode for Remove {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(device) = r.req("device") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { device })
        }
    }

    impl ::qapi_client::Command for Remove {
        const NAME: &'static str = "remove";

        type Ok = super::DeviceInfo;
    }

    ::qapi_client::__debug! {
        QueryDevices
        QueryOther
        QueryImage
        Add
        Fresh
        Remove
    }

    ::qapi_client::__debug! {
        #[allow(deprecated)]
        Stop
    }

    ::qapi_client::__no_features! {
        QueryDevices
        QueryOther
        QueryImage
        Fresh
        Remove
    }

    ::qapi_client::__serialize! {
        QueryDevices
        QueryOther
        QueryImage
        Add
        Fresh
        Remove
    }

    ::qapi_client::__serialize! {
        #[allow(deprecated)]
        Stop
    }

    ::qapi_client::__deserialize! {
        QueryDevices
        QueryOther
        QueryImage
        Add
        Fresh
        Remove
    }

    ::qapi_client::__deserialize! {
        #[allow(deprecated)]
        Stop
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        QueryDevices
        QueryOther
        QueryImage
        Add
        Stop
        Fresh
        Remove
    }
}

/// The events' data.
pub mod events {
    /// In QEMU 9.0 to 10.2.
    pub struct Moved {
        /// `device`
        pub device: ::std::string::String,
        /// Required before QEMU 10.2.
        pub why: ::core::option::Option<super::Status>,
    }

    impl ::core::clone::Clone for Moved {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                device: self.device.clone(),
                why: self.why.clone(),
            }
        }
    }

    impl Moved {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(device: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                device: device.into(),
                why: ::core::option::Option::None,
            }
        }

        /// Sets `device`.
        #[inline]
        #[must_use]
        pub fn device(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.device = value.into();
            self
        }

        /// Sets `why`.
        #[inline]
        #[must_use]
        pub fn why(mut self, value: super::Status) -> Self {
            self.why = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Moved {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("device why", (&self.device, &self.why))
        }
    }

    impl ::qapi_client::wire::Decode for Moved {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((device, why)) = r.fields("device why") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { device, why })
        }
    }

    impl ::qapi_client::Event for Moved {
        const NAME: &'static str = "MOVED";
    }

    /// In QEMU 8.1.
    pub struct Removed {
        /// `device`
        pub device: super::DeviceInfo,
    }

    impl ::core::clone::Clone for Removed {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                device: self.device.clone(),
            }
        }
    }

    impl Removed {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(device: super::DeviceInfo) -> Self {
            Self { device }
        }
    }

    impl ::qapi_client::wire::Encode for Removed {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("device", &self.device)
        }
    }

    impl ::qapi_client::wire::Decode for Removed {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(device) = r.req("device") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { device })
        }
    }

    impl ::qapi_client::Event for Removed {
        const NAME: &'static str = "REMOVED";
    }

    ::qapi_client::__debug! {
        Moved
        Removed
    }

    ::qapi_client::__no_features! {
        Moved
        Removed
    }

    ::qapi_client::__serialize! {
        Moved
        Removed
    }

    ::qapi_client::__deserialize! {
        Moved
        Removed
    }

    ::qapi_client::__visit_events! {
        FullEventVisitor
        Moved
        Removed
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `MOVED`
    Moved(events::Moved),
    /// `REMOVED`
    Removed(events::Removed),
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
            Self::Removed(_) => "REMOVED",
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
            "MOVED" => data.known(Self::Moved),
            "REMOVED" => data.known(Self::Removed),
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
            Self::Moved(data) => ::qapi_client::wire::Encode::encode(data, w),
            Self::Removed(data) => ::qapi_client::wire::Encode::encode(data, w),
            Self::Unknown { data, .. } => match data {
                ::core::option::Option::Some(data) => ::qapi_client::wire::Encode::encode(data, w),
                ::core::option::Option::None => w.object(&[], &[]),
            },
        }
    }
}

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {
    /// `add/$quick`
    pub const ADD_QUICK: ::qapi_client::Feature = ::qapi_client::Feature::new("add/$quick");

    /// `add/$slow`
    pub const ADD_SLOW: ::qapi_client::Feature = ::qapi_client::Feature::new("add/$slow");

    /// `stop/$deprecated`
    pub const STOP_DEPRECATED: ::qapi_client::Feature =
        ::qapi_client::Feature::new("stop/$deprecated");
}

impl ::qapi_client::Features for commands::Add {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::ADD_QUICK, features::ADD_SLOW];
}

#[allow(deprecated)]
impl ::qapi_client::Features for commands::Stop {
    const FEATURES: &'static [::qapi_client::Feature] = &[features::STOP_DEPRECATED];
}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"query-devices\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"[1]\"},{\"name\":\"query-other\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"2\"},{\"name\":\"query-image\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"3\"},{\"name\":\"add\",\"meta-type\":\"command\",\"arg-type\":\"4\",\"ret-type\":\"0\",\"features\":[\"quick\",\"slow\"]},{\"name\":\"stop\",\"meta-type\":\"command\",\"arg-type\":\"5\",\"ret-type\":\"0\",\"features\":[\"deprecated\"]},{\"name\":\"fresh\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"MOVED\",\"meta-type\":\"event\",\"arg-type\":\"6\"},{\"name\":\"remove\",\"meta-type\":\"command\",\"arg-type\":\"7\",\"ret-type\":\"1\"},{\"name\":\"REMOVED\",\"meta-type\":\"event\",\"arg-type\":\"8\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"[1]\",\"meta-type\":\"array\",\"element-type\":\"1\"},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\"},{\"name\":\"status\",\"type\":\"9\",\"default\":null},{\"name\":\"size\",\"type\":\"int\",\"default\":null},{\"name\":\"small\",\"type\":\"int\",\"default\":null},{\"name\":\"id\",\"type\":\"int\",\"default\":null},{\"name\":\"parts\",\"type\":\"[10]\",\"default\":null},{\"name\":\"note\",\"type\":\"11\",\"default\":null},{\"name\":\"open\",\"type\":\"12\",\"default\":null},{\"name\":\"numbers\",\"type\":\"13\",\"default\":null},{\"name\":\"since-new\",\"type\":\"str\",\"default\":null},{\"name\":\"never\",\"type\":\"str\",\"default\":null}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"y\",\"type\":\"str\",\"default\":null},{\"name\":\"x\",\"type\":\"int\",\"default\":null}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"14\"},{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"format\",\"type\":\"str\",\"default\":null}],\"tag\":\"kind\",\"variants\":[{\"case\":\"disk\",\"type\":\"15\"},{\"case\":\"file\",\"type\":\"0\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"device\",\"type\":\"str\"},{\"name\":\"mode\",\"type\":\"9\",\"default\":null},{\"name\":\"fresh\",\"type\":\"int\",\"default\":null}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"why\",\"type\":\"str\",\"default\":null}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"device\",\"type\":\"str\"},{\"name\":\"why\",\"type\":\"9\",\"default\":null}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"device\",\"type\":\"str\"}]},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"device\",\"type\":\"1\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"9\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"16\"}]},{\"name\":\"16\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"on\"},{\"name\":\"off\"},{\"name\":\"standby\"}],\"values\":[\"on\",\"off\",\"standby\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"[10]\",\"meta-type\":\"array\",\"element-type\":\"10\"},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\",\"default\":null},{\"name\":\"y\",\"type\":\"str\",\"default\":null}]},{\"name\":\"11\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"bool\"},{\"type\":\"str\"}]},{\"name\":\"12\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"10\"}]},{\"name\":\"13\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"int\"},{\"type\":\"[int]\"}]},{\"name\":\"14\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"disk\"}],\"values\":[\"file\",\"disk\"]},{\"name\":\"15\",\"meta-type\":\"object\",\"members\":[{\"name\":\"sectors\",\"type\":\"int\",\"default\":null}]},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"},{\"name\":\"[int]\",\"meta-type\":\"array\",\"element-type\":\"int\"}]",
            )
        });
    &SCHEMA
}

/// The releases that this code is for, the newest first.
pub fn releases() -> &'static [&'static str] {
    &["10.2", "9.0", "8.1"]
}

/// The commands, as a server executes them.
#[allow(deprecated)]
pub mod server {
    /// Executes the commands, a method each, to be implemented as an `async fn` that returns
    /// a `Result`. A method that is not implemented is answered as an unknown command.
    ///
    /// A method may take its time; it is dropped when the client leaves before it is done.
    #[allow(unused_variables, clippy::wrong_self_convention)]
    pub trait Commands: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// [`query-devices`](super::commands::QueryDevices)
        fn query_devices(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryDevices,
        ) -> impl ::qapi_server::Reply<::std::vec::Vec<super::DeviceInfo>> {
            call.unimplemented()
        }

        /// [`query-other`](super::commands::QueryOther)
        fn query_other(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryOther,
        ) -> impl ::qapi_server::Reply<super::OtherPart> {
            call.unimplemented()
        }

        /// [`query-image`](super::commands::QueryImage)
        fn query_image(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryImage,
        ) -> impl ::qapi_server::Reply<super::Image> {
            call.unimplemented()
        }

        /// [`add`](super::commands::Add)
        fn add(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Add,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`stop`](super::commands::Stop)
        fn stop(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Stop,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`fresh`](super::commands::Fresh)
        fn fresh(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Fresh,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`remove`](super::commands::Remove)
        fn remove(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Remove,
        ) -> impl ::qapi_server::Reply<super::DeviceInfo> {
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
                "query-devices" => ::qapi_server::implemented(
                    &<T as Commands>::query_devices,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-other" => ::qapi_server::implemented(
                    &<T as Commands>::query_other,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-image" => ::qapi_server::implemented(
                    &<T as Commands>::query_image,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "add" => ::qapi_server::implemented(
                    &<T as Commands>::add,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "stop" => ::qapi_server::implemented(
                    &<T as Commands>::stop,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "fresh" => ::qapi_server::implemented(
                    &<T as Commands>::fresh,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "remove" => ::qapi_server::implemented(
                    &<T as Commands>::remove,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "query-devices" => ::qapi_server::__execute!(self, call, query_devices),
                "query-other" => ::qapi_server::__execute!(self, call, query_other),
                "query-image" => ::qapi_server::__execute!(self, call, query_image),
                "add" => ::qapi_server::__execute!(self, call, add),
                "stop" => ::qapi_server::__execute!(self, call, stop),
                "fresh" => ::qapi_server::__execute!(self, call, fresh),
                "remove" => ::qapi_server::__execute!(self, call, remove),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
