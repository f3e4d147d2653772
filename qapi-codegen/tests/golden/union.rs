/// A node of the block layer.
pub struct Node {
    /// its name
    pub name: ::core::option::Option<::std::string::String>,
    /// what is behind it
    pub backend: NodeBranch,
}

impl ::core::clone::Clone for Node {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            backend: self.backend.clone(),
        }
    }
}

impl Node {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(backend: impl ::core::convert::Into<NodeBranch>) -> Self {
        Self {
            name: ::core::option::Option::None,
            backend: backend.into(),
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

impl ::qapi_client::wire::Encode for Node {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("backend", &self.backend, &["name"], &[&self.name])
    }
}

impl ::qapi_client::wire::Decode for Node {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(name) = r.opt("name") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(backend) = r.branch("backend", &["name"]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { name, backend })
    }
}

/// The branches of [`Node`], by its `backend`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum NodeBranch {
    /// `file`
    File(NodeFile),
    /// `remote`
    Remote(Address),
    /// `tap`
    Tap,
    /// `null`
    Null,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<NodeBranch>),
}

impl ::qapi_client::wire::EncodeBranch for NodeBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::Remote(payload) => ("remote", payload),
            Self::Tap => ("tap", &()),
            Self::Null => ("null", &()),
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

impl ::core::convert::From<Address> for NodeBranch {
    #[inline]
    fn from(payload: Address) -> Self {
        Self::Remote(payload)
    }
}

impl<T: ::core::convert::Into<NodeBranch>> ::core::convert::From<T> for Node {
    #[inline]
    fn from(backend: T) -> Self {
        Self::new(backend)
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
            "remote" => r.known_within(&["name backend"], Self::Remote),
            "tap" => ::core::option::Option::Some(::core::option::Option::Some(Self::Tap)),
            "null" => ::core::option::Option::Some(::core::option::Option::Some(Self::Null)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The object `NodeFile`.
pub struct NodeFile {
    /// `path`
    pub path: ::std::string::String,
    /// `read-only`
    pub read_only: ::core::option::Option<bool>,
}

impl ::core::clone::Clone for NodeFile {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
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
            read_only: ::core::option::Option::None,
        }
    }

    /// Sets `read-only`.
    #[inline]
    #[must_use]
    pub fn read_only(mut self, value: bool) -> Self {
        self.read_only = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for NodeFile {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path read-only", (&self.path, &self.read_only))
    }
}

impl ::qapi_client::wire::Decode for NodeFile {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((path, read_only)) = r.fields("path read-only") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, read_only })
    }
}

/// The object `Empty`.
#[derive(Default)]
pub struct Empty {}

impl ::core::clone::Clone for Empty {
    #[inline]
    fn clone(&self) -> Self {
        Self {}
    }
}

impl ::qapi_client::wire::Encode for Empty {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.empty()
    }
}

impl ::qapi_client::wire::Decode for Empty {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.members().map(|_| Self {})
    }
}

/// The object `Address`.
pub struct Address {
    /// The branch, with its members.
    pub type_: AddressBranch,
}

impl ::core::clone::Clone for Address {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            type_: self.type_.clone(),
        }
    }
}

impl Address {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(type_: impl ::core::convert::Into<AddressBranch>) -> Self {
        Self {
            type_: type_.into(),
        }
    }
}

impl ::qapi_client::wire::Encode for Address {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("type", &self.type_, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Address {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(type_) = r.branch("type", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { type_ })
    }
}

/// The branches of [`Address`], by its `type`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum AddressBranch {
    /// `inet`
    Inet(Inet),
    /// `unix`
    Unix(Unix),
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<AddressBranch>),
}

impl ::qapi_client::wire::EncodeBranch for AddressBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Inet(payload) => ("inet", payload),
            Self::Unix(payload) => ("unix", payload),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<Inet> for AddressBranch {
    #[inline]
    fn from(payload: Inet) -> Self {
        Self::Inet(payload)
    }
}

impl ::core::convert::From<Unix> for AddressBranch {
    #[inline]
    fn from(payload: Unix) -> Self {
        Self::Unix(payload)
    }
}

impl<T: ::core::convert::Into<AddressBranch>> ::core::convert::From<T> for Address {
    #[inline]
    fn from(type_: T) -> Self {
        Self::new(type_)
    }
}

impl ::qapi_client::wire::DecodeBranch for AddressBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "inet" => r.known(Self::Inet),
            "unix" => r.known(Self::Unix),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The object `Inet`.
pub struct Inet {
    /// `host`
    pub host: ::std::string::String,
    /// `port`
    pub port: u16,
}

impl ::core::clone::Clone for Inet {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            host: self.host.clone(),
            ..*self
        }
    }
}

impl Inet {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(host: impl ::core::convert::Into<::std::string::String>, port: u16) -> Self {
        Self {
            host: host.into(),
            port,
        }
    }
}

impl ::qapi_client::wire::Encode for Inet {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("host port", (&self.host, &self.port))
    }
}

impl ::qapi_client::wire::Decode for Inet {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((host, port)) = r.fields("host port") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { host, port })
    }
}

/// The object `Unix`.
pub struct Unix {
    /// `path`
    pub path: ::std::string::String,
}

impl ::core::clone::Clone for Unix {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
        }
    }
}

impl Unix {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(path: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self { path: path.into() }
    }
}

impl ::qapi_client::wire::Encode for Unix {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path", &self.path)
    }
}

impl ::qapi_client::wire::Decode for Unix {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(path) = r.req("path") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path })
    }
}

/// The object `Shared`.
pub struct Shared {
    /// `id`
    pub id: ::std::string::String,
    /// The branch, with its members.
    pub kind: SharedBranch,
}

impl ::core::clone::Clone for Shared {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            kind: self.kind.clone(),
        }
    }
}

impl Shared {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(
        id: impl ::core::convert::Into<::std::string::String>,
        kind: impl ::core::convert::Into<SharedBranch>,
    ) -> Self {
        Self {
            id: id.into(),
            kind: kind.into(),
        }
    }

    /// Creates a value of the branch `inet`.
    #[inline]
    pub fn inet(id: impl ::core::convert::Into<::std::string::String>, branch: Unix) -> Self {
        Self::new(id, SharedBranch::Inet(branch))
    }

    /// Creates a value of the branch `unix`.
    #[inline]
    pub fn unix(id: impl ::core::convert::Into<::std::string::String>, branch: Unix) -> Self {
        Self::new(id, SharedBranch::Unix(branch))
    }
}

impl ::qapi_client::wire::Encode for Shared {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &["id"], &[&self.id])
    }
}

/// The branches of [`Shared`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum SharedBranch {
    /// `inet`
    Inet(Unix),
    /// `unix`
    Unix(Unix),
}

impl ::qapi_client::wire::EncodeBranch for SharedBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Inet(payload) => ("inet", payload),
            Self::Unix(payload) => ("unix", payload),
        }
    }
}

const _: () = {
    #[diagnostic::on_unimplemented(
        message = "`{P}` fits several branches of `Shared`",
        label = "name the branch",
        note = "call one of `Shared::inet`, `Shared::unix`"
    )]
    trait NamesBranch<'a, P> {}
    #[doc(hidden)]
    impl ::core::convert::From<Unix> for SharedBranch
    where
        for<'a> (): NamesBranch<'a, Unix>,
    {
        #[inline]
        fn from(payload: Unix) -> Self {
            Self::Inet(payload)
        }
    }
};

::qapi_client::__debug! {
    Node
    NodeFile
    Empty
    Address
    Inet
    Unix
    Shared
}

::qapi_client::__no_features! {
    Node
    NodeFile
    Empty
    Address
    Inet
    Unix
    Shared
}

::qapi_client::__serialize! {
    Node
    NodeFile
    Empty
    Address
    Inet
    Unix
    Shared
}

::qapi_client::__deserialize! {
    Node
    NodeFile
    Empty
    Address
    Inet
    Unix
}

::qapi_client::__debug_branches! {
    NodeBranch
    AddressBranch
    SharedBranch
}

/// The commands.
pub mod commands {
    /// The command `add`.
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

    impl ::qapi_client::Command for Add {
        const NAME: &'static str = "add";

        type Ok = ();
    }

    /// The command `share`.
    pub struct Share {
        /// `what`
        pub what: super::Shared,
    }

    impl ::core::clone::Clone for Share {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                what: self.what.clone(),
            }
        }
    }

    impl Share {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(what: impl ::core::convert::Into<super::Shared>) -> Self {
            Self { what: what.into() }
        }
    }

    impl ::qapi_client::wire::Encode for Share {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("what", &self.what)
        }
    }

    impl ::qapi_client::Command for Share {
        const NAME: &'static str = "share";

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

        type Ok = ::std::vec::Vec<super::Node>;
    }

    ::qapi_client::__debug! {
        Add
        Share
        Query
    }

    ::qapi_client::__no_features! {
        Add
        Share
        Query
    }

    ::qapi_client::__serialize! {
        Add
        Share
        Query
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Add
        Share
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
                "[{\"name\":\"add\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"share\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"1\"},{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"[0]\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\",\"default\":null},{\"name\":\"backend\",\"type\":\"3\"}],\"tag\":\"backend\",\"variants\":[{\"case\":\"file\",\"type\":\"4\"},{\"case\":\"remote\",\"type\":\"5\"},{\"case\":\"tap\",\"type\":\"6\"},{\"case\":\"null\",\"type\":\"1\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"what\",\"type\":\"7\"}]},{\"name\":\"[0]\",\"meta-type\":\"array\",\"element-type\":\"0\"},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"3\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"null\"},{\"name\":\"remote\"},{\"name\":\"tap\"}],\"values\":[\"file\",\"null\",\"remote\",\"tap\"]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"read-only\",\"type\":\"bool\",\"default\":null}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"type\",\"type\":\"8\"}],\"tag\":\"type\",\"variants\":[{\"case\":\"inet\",\"type\":\"9\"},{\"case\":\"unix\",\"type\":\"10\"}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"id\",\"type\":\"str\"},{\"name\":\"kind\",\"type\":\"8\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"inet\",\"type\":\"10\"},{\"case\":\"unix\",\"type\":\"10\"}]},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"},{\"name\":\"8\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"inet\"},{\"name\":\"unix\"}],\"values\":[\"inet\",\"unix\"]},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"host\",\"type\":\"str\"},{\"name\":\"port\",\"type\":\"int\"}]},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"}]",
            )
        });
    &SCHEMA
}
