/// The object `Info`.
#[derive(Default)]
pub struct Info {
    /// the properties
    ///
    /// Required where `TARGET_S390X` is defined.
    pub props: ::core::option::Option<i64>,
    /// `more`
    ///
    /// Required where `A` is defined or `B` is not defined.
    pub more: ::core::option::Option<::std::string::String>,
    /// `free`
    pub free: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Info {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            more: self.more.clone(),
            ..*self
        }
    }
}

impl Info {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `props`.
    #[inline]
    #[must_use]
    pub fn props(mut self, value: i64) -> Self {
        self.props = ::core::option::Option::Some(value);
        self
    }

    /// Sets `more`.
    #[inline]
    #[must_use]
    pub fn more(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.more = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `free`.
    #[inline]
    #[must_use]
    pub fn free(mut self, value: i64) -> Self {
        self.free = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Info {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("props more free", (&self.props, &self.more, &self.free))
    }
}

impl ::qapi_client::wire::Decode for Info {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((props, more, free)) = r.fields("props more free") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { props, more, free })
    }
}

/// The object `Node`.
pub struct Node {
    /// The branch, with its members.
    pub kind: NodeBranch,
}

impl ::core::clone::Clone for Node {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            kind: self.kind.clone(),
        }
    }
}

impl Node {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<NodeBranch>) -> Self {
        Self { kind: kind.into() }
    }

    /// Creates a value of the branch `rare`.
    #[inline]
    pub fn rare(branch: Rare) -> Self {
        Self::new(NodeBranch::Rare(branch))
    }

    /// Creates a value of the branch `never`.
    #[inline]
    pub fn never(branch: Rare) -> Self {
        Self::new(NodeBranch::Never(branch))
    }
}

impl ::qapi_client::wire::Encode for Node {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Node {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(kind) = r.branch("kind", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { kind })
    }
}

/// The branches of [`Node`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum NodeBranch {
    /// `rare`
    Rare(Rare),
    /// `never`
    Never(Rare),
    /// `soft`
    Soft(Soft),
    /// `plain`
    Plain,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<NodeBranch>),
}

impl ::qapi_client::wire::EncodeBranch for NodeBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Rare(payload) => ("rare", payload),
            Self::Never(payload) => ("never", payload),
            Self::Soft(payload) => ("soft", payload),
            Self::Plain => ("plain", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<Soft> for NodeBranch {
    #[inline]
    fn from(payload: Soft) -> Self {
        Self::Soft(payload)
    }
}

const _: () = {
    #[diagnostic::on_unimplemented(
        message = "`{P}` fits several branches of `Node`",
        label = "name the branch",
        note = "call one of `Node::rare`, `Node::never`"
    )]
    trait NamesBranch<'a, P> {}
    #[doc(hidden)]
    impl ::core::convert::From<Rare> for NodeBranch
    where
        for<'a> (): NamesBranch<'a, Rare>,
    {
        #[inline]
        fn from(payload: Rare) -> Self {
            Self::Rare(payload)
        }
    }
};

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
            "rare" if r.has_any(&["x"]) => r.known(Self::Rare),
            "never" => r.known(Self::Never),
            "soft" => r.known(Self::Soft),
            "plain" => ::core::option::Option::Some(::core::option::Option::Some(Self::Plain)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The object `Rare`.
pub struct Rare {
    /// `x`
    pub x: i64,
    /// `y`
    pub y: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Rare {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Rare {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(x: i64) -> Self {
        Self {
            x,
            y: ::core::option::Option::None,
        }
    }

    /// Sets `y`.
    #[inline]
    #[must_use]
    pub fn y(mut self, value: i64) -> Self {
        self.y = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Rare {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("x y", (&self.x, &self.y))
    }
}

impl ::qapi_client::wire::Decode for Rare {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((x, y)) = r.fields("x y") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { x, y })
    }
}

/// The object `Soft`.
#[derive(Default)]
pub struct Soft {
    /// `y`
    pub y: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Soft {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Soft {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `y`.
    #[inline]
    #[must_use]
    pub fn y(mut self, value: i64) -> Self {
        self.y = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Soft {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("y", &self.y)
    }
}

impl ::qapi_client::wire::Decode for Soft {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(y) = r.opt("y") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { y })
    }
}

::qapi_client::__debug! {
    Info
    Node
    Rare
    Soft
}

::qapi_client::__no_features! {
    Info
    Node
    Rare
    Soft
}

::qapi_client::__serialize! {
    Info
    Node
    Rare
    Soft
}

::qapi_client::__deserialize! {
    Info
    Node
    Rare
    Soft
}

::qapi_client::__debug_branches! {
    NodeBranch
}

/// The commands.
pub mod commands {
    /// The command `query`.
    #[derive(Default)]
    pub struct Query {
        /// `a`
        ///
        /// Required where `A` is defined and `B` is defined.
        pub a: ::core::option::Option<i64>,
    }

    impl ::core::clone::Clone for Query {
        #[inline]
        fn clone(&self) -> Self {
            Self { ..*self }
        }
    }

    impl Query {
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

    impl ::qapi_client::wire::Encode for Query {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("a", &self.a)
        }
    }

    impl ::qapi_client::wire::Decode for Query {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(a) = r.opt("a") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { a })
        }
    }

    impl ::qapi_client::Command for Query {
        const NAME: &'static str = "query";

        type Ok = super::Info;
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

    impl ::qapi_client::wire::Decode for QueryNode {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryNode {
        const NAME: &'static str = "query-node";

        type Ok = super::Node;
    }

    ::qapi_client::__debug! {
        Query
        QueryNode
    }

    ::qapi_client::__no_features! {
        Query
        QueryNode
    }

    ::qapi_client::__serialize! {
        Query
        QueryNode
    }

    ::qapi_client::__deserialize! {
        Query
        QueryNode
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Query
        QueryNode
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
                "[{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"query-node\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"3\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a\",\"type\":\"int\",\"default\":null}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"props\",\"type\":\"int\",\"default\":null},{\"name\":\"more\",\"type\":\"str\",\"default\":null},{\"name\":\"free\",\"type\":\"int\",\"default\":null}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"4\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"rare\",\"type\":\"5\"},{\"case\":\"never\",\"type\":\"5\"},{\"case\":\"soft\",\"type\":\"6\"},{\"case\":\"plain\",\"type\":\"2\"}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"4\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"plain\"},{\"name\":\"rare\"},{\"name\":\"never\"},{\"name\":\"soft\"}],\"values\":[\"plain\",\"rare\",\"never\",\"soft\"]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\",\"default\":null}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"y\",\"type\":\"int\",\"default\":null}]}]",
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
        /// [`query`](super::commands::Query)
        fn query(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Query,
        ) -> impl ::qapi_server::Reply<super::Info> {
            call.unimplemented()
        }

        /// [`query-node`](super::commands::QueryNode)
        fn query_node(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryNode,
        ) -> impl ::qapi_server::Reply<super::Node> {
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
                "query-node" => ::qapi_server::implemented(
                    &<T as Commands>::query_node,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "query" => ::qapi_server::__execute!(self, call, query),
                "query-node" => ::qapi_server::__execute!(self, call, query_node),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
