/// The object `Regular`.
pub struct Regular {
    /// `in`
    pub in_: ::std::string::String,
}

impl ::core::clone::Clone for Regular {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            in_: self.in_.clone(),
        }
    }
}

impl Regular {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(in_: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self { in_: in_.into() }
    }
}

impl ::qapi_client::wire::Encode for Regular {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("in", &self.in_)
    }
}

impl ::qapi_client::wire::Decode for Regular {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(in_) = r.req("in") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { in_ })
    }
}

/// The object `Socket`.
pub struct Socket {
    /// `port`
    pub port: i64,
}

impl ::core::clone::Clone for Socket {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Socket {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(port: i64) -> Self {
        Self { port }
    }
}

impl ::qapi_client::wire::Encode for Socket {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("port", &self.port)
    }
}

impl ::qapi_client::wire::Decode for Socket {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(port) = r.req("port") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { port })
    }
}

/// The object `q_obj_Regular-wrapper`.
pub struct RegularWrapper {
    /// `data`
    pub data: Regular,
}

impl ::core::clone::Clone for RegularWrapper {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
        }
    }
}

impl RegularWrapper {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(data: Regular) -> Self {
        Self { data }
    }
}

impl ::qapi_client::wire::Encode for RegularWrapper {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("data", &self.data)
    }
}

impl ::qapi_client::wire::Decode for RegularWrapper {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(data) = r.req("data") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { data })
    }
}

/// The object `q_obj_Socket-wrapper`.
pub struct SocketWrapper {
    /// `data`
    pub data: Socket,
}

impl ::core::clone::Clone for SocketWrapper {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
        }
    }
}

impl SocketWrapper {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(data: Socket) -> Self {
        Self { data }
    }
}

impl ::qapi_client::wire::Encode for SocketWrapper {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("data", &self.data)
    }
}

impl ::qapi_client::wire::Decode for SocketWrapper {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(data) = r.req("data") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { data })
    }
}

/// The object `q_obj_str-wrapper`.
pub struct StrWrapper {
    /// `data`
    pub data: ::std::string::String,
}

impl ::core::clone::Clone for StrWrapper {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
        }
    }
}

impl StrWrapper {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(data: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self { data: data.into() }
    }
}

impl ::qapi_client::wire::Encode for StrWrapper {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("data", &self.data)
    }
}

impl ::qapi_client::wire::Decode for StrWrapper {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(data) = r.req("data") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { data })
    }
}

/// The object `Backend`.
pub struct Backend {
    /// The branch, with its members.
    pub type_: BackendBranch,
}

impl ::core::clone::Clone for Backend {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            type_: self.type_.clone(),
        }
    }
}

impl Backend {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(type_: impl ::core::convert::Into<BackendBranch>) -> Self {
        Self {
            type_: type_.into(),
        }
    }

    /// Creates a value of the branch `name`.
    #[inline]
    pub fn name(branch: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self::new(BackendBranch::Name(<StrWrapper>::new(branch)))
    }
}

impl ::qapi_client::wire::Encode for Backend {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("type", &self.type_, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Backend {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(type_) = r.branch("type", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { type_ })
    }
}

/// The branches of [`Backend`], by its `type`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum BackendBranch {
    /// `file`
    File(RegularWrapper),
    /// `socket`
    Socket(SocketWrapper),
    /// `name`
    Name(StrWrapper),
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<BackendBranch>),
}

impl ::qapi_client::wire::EncodeBranch for BackendBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::Socket(payload) => ("socket", payload),
            Self::Name(payload) => ("name", payload),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<Regular> for BackendBranch {
    #[inline]
    fn from(payload: Regular) -> Self {
        Self::File(<RegularWrapper>::new(payload))
    }
}

impl ::core::convert::From<Socket> for BackendBranch {
    #[inline]
    fn from(payload: Socket) -> Self {
        Self::Socket(<SocketWrapper>::new(payload))
    }
}

impl ::core::convert::From<StrWrapper> for BackendBranch {
    #[inline]
    fn from(payload: StrWrapper) -> Self {
        Self::Name(payload)
    }
}

impl<T: ::core::convert::Into<BackendBranch>> ::core::convert::From<T> for Backend {
    #[inline]
    fn from(type_: T) -> Self {
        Self::new(type_)
    }
}

impl ::qapi_client::wire::DecodeBranch for BackendBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "file" => r.known(Self::File),
            "socket" => r.known(Self::Socket),
            "name" => r.known(Self::Name),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

::qapi_client::__debug! {
    Regular
    Socket
    RegularWrapper
    SocketWrapper
    StrWrapper
    Backend
}

::qapi_client::__no_features! {
    Regular
    Socket
    RegularWrapper
    SocketWrapper
    StrWrapper
    Backend
}

::qapi_client::__serialize! {
    Regular
    Socket
    RegularWrapper
    SocketWrapper
    StrWrapper
    Backend
}

::qapi_client::__deserialize! {
    Regular
    Socket
    RegularWrapper
    SocketWrapper
    StrWrapper
    Backend
}

::qapi_client::__debug_branches! {
    BackendBranch
}

/// The commands.
pub mod commands {
    /// The command `open`.
    pub struct Open {
        /// `backend`
        pub backend: super::Backend,
    }

    impl ::core::clone::Clone for Open {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                backend: self.backend.clone(),
            }
        }
    }

    impl Open {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(backend: impl ::core::convert::Into<super::Backend>) -> Self {
            Self {
                backend: backend.into(),
            }
        }
    }

    impl ::qapi_client::wire::Encode for Open {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("backend", &self.backend)
        }
    }

    impl ::qapi_client::Command for Open {
        const NAME: &'static str = "open";

        type Ok = super::Backend;
    }

    ::qapi_client::__debug! {
        Open
    }

    ::qapi_client::__no_features! {
        Open
    }

    ::qapi_client::__serialize! {
        Open
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Open
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
                "[{\"name\":\"open\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"backend\",\"type\":\"1\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"type\",\"type\":\"2\"}],\"tag\":\"type\",\"variants\":[{\"case\":\"file\",\"type\":\"3\"},{\"case\":\"socket\",\"type\":\"4\"},{\"case\":\"name\",\"type\":\"5\"}]},{\"name\":\"2\",\"meta-type\":\"enum\",\"values\":[\"file\",\"socket\",\"name\"]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"data\",\"type\":\"6\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"data\",\"type\":\"7\"}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"data\",\"type\":\"str\"}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"in\",\"type\":\"str\"}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"port\",\"type\":\"int\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"}]",
            )
        });
    &SCHEMA
}
