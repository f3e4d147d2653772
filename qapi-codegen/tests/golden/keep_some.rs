/// The object `Node`.
pub struct Node {
    /// `name`
    pub name: ::core::option::Option<::std::string::String>,
    /// The branch, with its members.
    pub backend: NodeBranch,
    /// Members beyond those that the schema lists, as a newer peer sends them.
    pub extra: ::qapi_client::wire::Map,
}

impl ::core::clone::Clone for Node {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            backend: self.backend.clone(),
            extra: self.extra.clone(),
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
            extra: ::core::default::Default::default(),
        }
    }

    /// Sets `name`.
    #[inline]
    #[must_use]
    pub fn name(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.name = ::core::option::Option::Some(value.into());
        self
    }

    /// Adds a member beyond those that the schema lists.
    #[must_use]
    pub fn extra(
        mut self,
        name: impl ::core::convert::Into<::std::string::String>,
        value: impl ::core::convert::Into<::qapi_client::wire::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Node {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.open_union(
            "backend",
            &self.backend,
            &["name"],
            &[&self.name],
            &self.extra,
        )
    }
}

impl ::qapi_client::wire::Decode for Node {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.keep_unread();
        let ::core::option::Option::Some(name) = r.opt("name") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(backend) = r.branch("backend", &["name"]) else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(extra) = r.unread() else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            name,
            backend,
            extra,
        })
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
    /// `below`
    pub below: ::core::option::Option<::std::boxed::Box<Node>>,
}

impl ::core::clone::Clone for NodeFile {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            below: self.below.clone(),
        }
    }
}

impl NodeFile {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(path: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            path: path.into(),
            below: ::core::option::Option::None,
        }
    }

    /// Sets `below`.
    #[inline]
    #[must_use]
    pub fn below(mut self, value: impl ::core::convert::Into<Node>) -> Self {
        self.below = ::core::option::Option::Some(::std::boxed::Box::new(value.into()));
        self
    }
}

impl ::qapi_client::wire::Encode for NodeFile {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path below", (&self.path, &self.below))
    }
}

impl ::qapi_client::wire::Decode for NodeFile {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((path, below)) = r.fields("path below") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, below })
    }
}

/// The object `Address`.
pub struct Address {
    /// The branch, with its members.
    pub type_: AddressBranch,
    /// Members beyond those that the schema lists, as a newer peer sends them.
    pub extra: ::qapi_client::wire::Map,
}

impl ::core::clone::Clone for Address {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            type_: self.type_.clone(),
            extra: self.extra.clone(),
        }
    }
}

impl Address {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(type_: impl ::core::convert::Into<AddressBranch>) -> Self {
        Self {
            type_: type_.into(),
            extra: ::core::default::Default::default(),
        }
    }

    /// Adds a member beyond those that the schema lists.
    #[must_use]
    pub fn extra(
        mut self,
        name: impl ::core::convert::Into<::std::string::String>,
        value: impl ::core::convert::Into<::qapi_client::wire::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Address {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.open_union("type", &self.type_, &[], &[], &self.extra)
    }
}

impl ::qapi_client::wire::Decode for Address {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.keep_unread();
        let ::core::option::Option::Some(type_) = r.branch("type", &[]) else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(extra) = r.unread() else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { type_, extra })
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
    /// `options`
    pub options: ::core::option::Option<Options>,
}

impl ::core::clone::Clone for Inet {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            host: self.host.clone(),
            options: self.options.clone(),
        }
    }
}

impl Inet {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(host: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            host: host.into(),
            options: ::core::option::Option::None,
        }
    }

    /// Sets `options`.
    #[inline]
    #[must_use]
    pub fn options(mut self, value: Options) -> Self {
        self.options = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Inet {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("host options", (&self.host, &self.options))
    }
}

impl ::qapi_client::wire::Decode for Inet {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((host, options)) = r.fields("host options") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { host, options })
    }
}

/// The object `Unix`.
pub struct Unix {
    /// `path`
    pub path: ::std::string::String,
    /// Members beyond those that the schema lists, as a newer peer sends them.
    pub extra: ::qapi_client::wire::Map,
}

impl ::core::clone::Clone for Unix {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            extra: self.extra.clone(),
        }
    }
}

impl Unix {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(path: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            path: path.into(),
            extra: ::core::default::Default::default(),
        }
    }

    /// Adds a member beyond those that the schema lists.
    #[must_use]
    pub fn extra(
        mut self,
        name: impl ::core::convert::Into<::std::string::String>,
        value: impl ::core::convert::Into<::qapi_client::wire::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Unix {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.open_object(&["path"], &[&self.path], &self.extra)
    }
}

impl ::qapi_client::wire::Decode for Unix {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.keep_unread();
        let ::core::option::Option::Some(path) = r.req("path") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(extra) = r.unread() else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, extra })
    }
}

/// The object `Options`.
#[derive(Default)]
pub struct Options {
    /// `keep-alive`
    pub keep_alive: ::core::option::Option<bool>,
}

impl ::core::clone::Clone for Options {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Options {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `keep-alive`.
    #[inline]
    #[must_use]
    pub fn keep_alive(mut self, value: bool) -> Self {
        self.keep_alive = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Options {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("keep-alive", &self.keep_alive)
    }
}

impl ::qapi_client::wire::Decode for Options {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(keep_alive) = r.opt("keep-alive") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { keep_alive })
    }
}

::qapi_client::__debug! {
    Node
    NodeFile
    Address
    Inet
    Unix
    Options
}

::qapi_client::__no_features! {
    Node
    NodeFile
    Address
    Inet
    Unix
    Options
}

::qapi_client::__serialize! {
    Node
    NodeFile
    Address
    Inet
    Unix
    Options
}

::qapi_client::__deserialize! {
    Node
    NodeFile
    Address
    Inet
    Unix
    Options
}

::qapi_client::__debug_branches! {
    NodeBranch
    AddressBranch
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

        type Ok = ::std::vec::Vec<super::Node>;
    }

    /// The command `query-unix`.
    #[derive(Default)]
    pub struct QueryUnix {}

    impl ::core::clone::Clone for QueryUnix {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryUnix {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryUnix {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryUnix {
        const NAME: &'static str = "query-unix";

        type Ok = super::Unix;
    }

    ::qapi_client::__debug! {
        Add
        Query
        QueryUnix
    }

    ::qapi_client::__no_features! {
        Add
        Query
        QueryUnix
    }

    ::qapi_client::__serialize! {
        Add
        Query
        QueryUnix
    }

    ::qapi_client::__deserialize! {
        Add
        Query
        QueryUnix
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Add
        Query
        QueryUnix
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
                "[{\"name\":\"add\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"[0]\"},{\"name\":\"query-unix\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"2\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"backend\",\"type\":\"3\"},{\"name\":\"name\",\"type\":\"str\",\"default\":null}],\"tag\":\"backend\",\"variants\":[{\"case\":\"file\",\"type\":\"4\"},{\"case\":\"remote\",\"type\":\"5\"},{\"case\":\"null\",\"type\":\"1\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"[0]\",\"meta-type\":\"array\",\"element-type\":\"0\"},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"}]},{\"name\":\"3\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"null\"},{\"name\":\"remote\"}],\"values\":[\"file\",\"null\",\"remote\"]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"below\",\"type\":\"0\",\"default\":null}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"type\",\"type\":\"6\"}],\"tag\":\"type\",\"variants\":[{\"case\":\"inet\",\"type\":\"7\"},{\"case\":\"unix\",\"type\":\"2\"}]},{\"name\":\"6\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"inet\"},{\"name\":\"unix\"}],\"values\":[\"inet\",\"unix\"]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"host\",\"type\":\"str\"},{\"name\":\"options\",\"type\":\"8\",\"default\":null}]},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"keep-alive\",\"type\":\"bool\",\"default\":null}]},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"}]",
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

        /// [`query-unix`](super::commands::QueryUnix)
        fn query_unix(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryUnix,
        ) -> impl ::qapi_server::Reply<super::Unix> {
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
                "query-unix" => ::qapi_server::implemented(
                    &<T as Commands>::query_unix,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "add" => ::qapi_server::__execute!(self, call, add),
                "query" => ::qapi_server::__execute!(self, call, query),
                "query-unix" => ::qapi_server::__execute!(self, call, query_unix),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
