/// The values of `Format`.
#[allow(deprecated)]
#[must_use]
#[derive(Clone)]
pub enum DiskFormat {
    /// `raw`
    #[doc(alias = "verbatim")]
    Plain,
    /// `qcow2`
    Qcow2,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<DiskFormat>),
}

#[allow(deprecated)]
impl DiskFormat {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::Plain, Self::Qcow2];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Plain => "raw",
            Self::Qcow2 => "qcow2",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

#[allow(deprecated)]
impl ::qapi_client::wire::StringEnum for DiskFormat {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Format", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Drive`.
#[derive(PartialEq)]
pub struct Disk {
    /// `UUID`
    #[doc(alias = "identifier")]
    pub id: ::std::string::String,
    /// `format`
    pub format: DiskFormat,
    /// `sectors`
    pub sectors: ::core::option::Option<::core::primitive::u32>,
}

impl ::core::clone::Clone for Disk {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            format: self.format.clone(),
            sectors: ::core::clone::Clone::clone(&self.sectors),
        }
    }
}

impl Disk {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(id: impl ::core::convert::Into<::std::string::String>, format: DiskFormat) -> Self {
        Self {
            id: id.into(),
            format,
            sectors: ::core::option::Option::None,
        }
    }

    /// Sets `sectors`.
    #[inline]
    #[must_use]
    pub fn sectors(mut self, value: ::core::primitive::u32) -> Self {
        self.sectors = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Disk {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "UUID format sectors",
            (&self.id, &self.format, &self.sectors),
        )
    }
}

impl ::qapi_client::wire::Decode for Disk {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((id, format, sectors)) = r.fields("UUID format sectors")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            id,
            format,
            sectors,
        })
    }
}

/// The object `SizeLimits`.
#[derive(PartialEq, Default)]
pub struct SizeLimits {
    /// `low`
    pub low: ::core::option::Option<u64>,
    /// `high`
    pub high: ::core::option::Option<u64>,
}

impl ::core::clone::Clone for SizeLimits {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl SizeLimits {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `low`.
    #[inline]
    #[must_use]
    pub fn low(mut self, value: u64) -> Self {
        self.low = ::core::option::Option::Some(value);
        self
    }

    /// Sets `high`.
    #[inline]
    #[must_use]
    pub fn high(mut self, value: u64) -> Self {
        self.high = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for SizeLimits {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("low high", (&self.low, &self.high))
    }
}

impl ::qapi_client::wire::Decode for SizeLimits {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((low, high)) = r.fields("low high") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { low, high })
    }
}

/// The object `BackendFile`.
pub struct BackendFile {
    /// `path`
    pub path: ::std::string::String,
    /// `key`
    pub key: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for BackendFile {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            key: ::core::clone::Clone::clone(&self.key),
        }
    }
}

impl BackendFile {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(path: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            path: path.into(),
            key: ::core::option::Option::None,
        }
    }

    /// Sets `key`.
    #[inline]
    #[must_use]
    pub fn key(mut self, value: ::std::string::String) -> Self {
        self.key = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for BackendFile {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path key", (&self.path, &self.key))
    }
}

impl ::qapi_client::wire::Decode for BackendFile {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((path, key)) = r.fields("path key") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, key })
    }
}

/// The object `Backend`.
#[doc(alias = "storage")]
pub struct Backend {
    /// `limits`
    pub limits: ::core::option::Option<SizeLimits>,
    /// The branch, with its members.
    pub type_: BackendKind,
}

impl ::core::clone::Clone for Backend {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            limits: self.limits.clone(),
            type_: self.type_.clone(),
        }
    }
}

impl Backend {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(type_: impl ::core::convert::Into<BackendKind>) -> Self {
        Self {
            limits: ::core::option::Option::None,
            type_: type_.into(),
        }
    }

    /// Sets `limits`.
    #[inline]
    #[must_use]
    pub fn limits(mut self, value: SizeLimits) -> Self {
        self.limits = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Backend {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("type", &self.type_, &["limits"], &[&self.limits])
    }
}

impl ::qapi_client::wire::Decode for Backend {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(limits) = r.opt("limits") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(type_) = r.branch("type", &["limits"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { limits, type_ })
    }
}

/// The branches of [`Backend`], by its `type`.
#[doc(alias = "kind")]
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum BackendKind {
    /// `file`
    File(BackendFile),
    /// `none`
    None,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<BackendKind>),
}

impl ::qapi_client::wire::EncodeBranch for BackendKind {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::None => ("none", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<BackendFile> for BackendKind {
    #[inline]
    fn from(payload: BackendFile) -> Self {
        Self::File(payload)
    }
}

impl<T: ::core::convert::Into<BackendKind>> ::core::convert::From<T> for Backend {
    #[inline]
    fn from(type_: T) -> Self {
        Self::new(type_)
    }
}

impl ::qapi_client::wire::DecodeBranch for BackendKind {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "file" => r.known(Self::File),
            "none" => ::core::option::Option::Some(::core::option::Option::Some(Self::None)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

::qapi_client::__enums! {
    DiskFormat
}

::qapi_client::__encode_enums! {
    DiskFormat
}

::qapi_client::__decode_enums! {
    DiskFormat
}

::qapi_client::__debug! {
    Disk
    SizeLimits
    BackendFile
    Backend
}

::qapi_client::__no_features! {
    DiskFormat
    Disk
    SizeLimits
    BackendFile
    Backend
}

::qapi_client::__serialize! {
    DiskFormat
    Disk
    SizeLimits
    BackendFile
    Backend
}

::qapi_client::__deserialize! {
    DiskFormat
    Disk
    SizeLimits
    BackendFile
    Backend
}

::qapi_client::__debug_branches! {
    BackendKind
}

/// The commands.
pub mod commands {
    /// The command `attach`.
    #[doc(alias = "plug")]
    pub struct AttachDisk {
        /// `drive`
        pub disk: super::Disk,
        /// `backend`
        pub backend: super::Backend,
    }

    impl ::core::clone::Clone for AttachDisk {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                disk: self.disk.clone(),
                backend: self.backend.clone(),
            }
        }
    }

    impl AttachDisk {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(disk: super::Disk, backend: impl ::core::convert::Into<super::Backend>) -> Self {
            Self {
                disk,
                backend: backend.into(),
            }
        }
    }

    impl ::qapi_client::wire::Encode for AttachDisk {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("drive backend", (&self.disk, &self.backend))
        }
    }

    impl ::qapi_client::wire::Decode for AttachDisk {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((disk, backend)) = r.fields("drive backend") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { disk, backend })
        }
    }

    impl ::qapi_client::Command for AttachDisk {
        const NAME: &'static str = "attach";

        type Ok = ::std::vec::Vec<super::Disk>;
    }

    ::qapi_client::__debug! {
        AttachDisk
    }

    ::qapi_client::__no_features! {
        AttachDisk
    }

    ::qapi_client::__serialize! {
        AttachDisk
    }

    ::qapi_client::__deserialize! {
        AttachDisk
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        AttachDisk
    }
}

/// The events' data.
pub mod events {
    /// The event `ATTACHED`.
    pub struct DiskAttached {
        /// `drive`
        pub drive: super::Disk,
    }

    impl ::core::clone::Clone for DiskAttached {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                drive: self.drive.clone(),
            }
        }
    }

    impl DiskAttached {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(drive: super::Disk) -> Self {
            Self { drive }
        }
    }

    impl ::qapi_client::wire::Encode for DiskAttached {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("drive", &self.drive)
        }
    }

    impl ::qapi_client::wire::Decode for DiskAttached {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(drive) = r.req("drive") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { drive })
        }
    }

    impl ::qapi_client::Event for DiskAttached {
        const NAME: &'static str = "ATTACHED";
    }

    ::qapi_client::__debug! {
        DiskAttached
    }

    ::qapi_client::__no_features! {
        DiskAttached
    }

    ::qapi_client::__serialize! {
        DiskAttached
    }

    ::qapi_client::__deserialize! {
        DiskAttached
    }

    ::qapi_client::__visit_events! {
        FullEventVisitor
        DiskAttached
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `ATTACHED`
    DiskAttached(events::DiskAttached),
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
            Self::DiskAttached(_) => "ATTACHED",
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
            "ATTACHED" => data.known(Self::DiskAttached),
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
            Self::DiskAttached(data) => ::qapi_client::wire::Encode::encode(data, w),
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
                "[{\"name\":\"attach\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"[1]\"},{\"name\":\"x-try\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"2\",\"features\":[\"unstable\"]},{\"name\":\"attach-old\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"2\",\"features\":[\"deprecated\"]},{\"name\":\"ATTACHED\",\"meta-type\":\"event\",\"arg-type\":\"4\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"drive\",\"type\":\"1\"},{\"name\":\"backend\",\"type\":\"5\"}]},{\"name\":\"[1]\",\"meta-type\":\"array\",\"element-type\":\"1\"},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"UUID\",\"type\":\"str\"},{\"name\":\"format\",\"type\":\"6\"},{\"name\":\"sectors\",\"type\":\"int\",\"default\":null},{\"name\":\"cylinders\",\"type\":\"int\",\"default\":null,\"features\":[\"deprecated\"]}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"drive\",\"type\":\"1\"}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"type\",\"type\":\"7\"},{\"name\":\"limits\",\"type\":\"8\",\"default\":null}],\"tag\":\"type\",\"variants\":[{\"case\":\"file\",\"type\":\"9\"},{\"case\":\"none\",\"type\":\"2\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"6\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"raw\"},{\"name\":\"qcow2\"},{\"name\":\"old\",\"features\":[\"deprecated\"]}],\"values\":[\"raw\",\"qcow2\",\"old\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"7\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"none\"}],\"values\":[\"file\",\"none\"]},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"low\",\"type\":\"int\",\"default\":null},{\"name\":\"high\",\"type\":\"int\",\"default\":null}]},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"key\",\"type\":\"10\",\"default\":null}]},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"text\",\"type\":\"str\"}]}]",
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
        /// [`attach`](super::commands::AttachDisk)
        fn attach_disk(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::AttachDisk,
        ) -> impl ::qapi_server::Reply<::std::vec::Vec<super::Disk>> {
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
                "attach" => ::qapi_server::implemented(
                    &<T as Commands>::attach_disk,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "attach" => ::qapi_server::__execute!(self, call, attach_disk),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
