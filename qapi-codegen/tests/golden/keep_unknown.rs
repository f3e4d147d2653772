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
    /// Members beyond those that the schema lists, as a newer peer sends them.
    pub extra: ::qapi_client::wire::Map,
}

impl ::core::clone::Clone for NodeFile {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            below: self.below.clone(),
            extra: self.extra.clone(),
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
            extra: ::core::default::Default::default(),
        }
    }

    /// Sets `below`.
    #[inline]
    #[must_use]
    pub fn below(mut self, value: impl ::core::convert::Into<Node>) -> Self {
        self.below = ::core::option::Option::Some(::std::boxed::Box::new(value.into()));
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

impl ::qapi_client::wire::Encode for NodeFile {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.open_object(&["path below"], &[&self.path, &self.below], &self.extra)
    }
}

impl ::qapi_client::wire::Decode for NodeFile {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.keep_unread();
        let ::core::option::Option::Some((path, below)) = r.fields("path below") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(extra) = r.unread() else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, below, extra })
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
    /// Members beyond those that the schema lists, as a newer peer sends them.
    pub extra: ::qapi_client::wire::Map,
}

impl ::core::clone::Clone for Inet {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            host: self.host.clone(),
            options: self.options.clone(),
            extra: self.extra.clone(),
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
            extra: ::core::default::Default::default(),
        }
    }

    /// Sets `options`.
    #[inline]
    #[must_use]
    pub fn options(mut self, value: Options) -> Self {
        self.options = ::core::option::Option::Some(value);
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

impl ::qapi_client::wire::Encode for Inet {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.open_object(&["host options"], &[&self.host, &self.options], &self.extra)
    }
}

impl ::qapi_client::wire::Decode for Inet {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.keep_unread();
        let ::core::option::Option::Some((host, options)) = r.fields("host options") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(extra) = r.unread() else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            host,
            options,
            extra,
        })
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
    /// Members beyond those that the schema lists, as a newer peer sends them.
    pub extra: ::qapi_client::wire::Map,
}

impl ::core::clone::Clone for Options {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            extra: self.extra.clone(),
            ..*self
        }
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

impl ::qapi_client::wire::Encode for Options {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.open_object(&["keep-alive"], &[&self.keep_alive], &self.extra)
    }
}

impl ::qapi_client::wire::Decode for Options {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.keep_unread();
        let ::core::option::Option::Some(keep_alive) = r.opt("keep-alive") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(extra) = r.unread() else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { keep_alive, extra })
    }
}

/// The object `Taken`.
pub struct Taken {
    /// `extra`
    pub extra: i64,
    /// Members beyond those that the schema lists, as a newer peer sends them.
    pub extra_arguments: ::qapi_client::wire::Map,
}

impl ::core::clone::Clone for Taken {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            extra_arguments: self.extra_arguments.clone(),
            ..*self
        }
    }
}

impl Taken {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(extra: i64) -> Self {
        Self {
            extra,
            extra_arguments: ::core::default::Default::default(),
        }
    }

    /// Adds a member beyond those that the schema lists.
    #[must_use]
    pub fn extra_arguments(
        mut self,
        name: impl ::core::convert::Into<::std::string::String>,
        value: impl ::core::convert::Into<::qapi_client::wire::Value>,
    ) -> Self {
        self.extra_arguments.insert(name.into(), value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Taken {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.open_object(&["extra"], &[&self.extra], &self.extra_arguments)
    }
}

impl ::qapi_client::wire::Decode for Taken {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.keep_unread();
        let ::core::option::Option::Some(extra) = r.req("extra") else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(extra_arguments) = r.unread() else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            extra,
            extra_arguments,
        })
    }
}

/// The alternate `Choice`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum Choice {
    /// `id`
    Id(i64),
    /// `taken`
    Taken(Taken),
}

impl ::qapi_client::wire::Encode for Choice {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Id(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Taken(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl ::core::convert::From<i64> for Choice {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Id(value)
    }
}

impl ::core::convert::From<Taken> for Choice {
    #[inline]
    fn from(value: Taken) -> Self {
        Self::Taken(value)
    }
}

impl ::qapi_client::wire::Decode for Choice {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Int(_) | ::qapi_client::wire::Json::Uint(_) => {
                r.alternative(Self::Id)
            }
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Taken),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("an integer or an object"),
        }
    }
}

::qapi_client::__debug! {
    Node
    NodeFile
    Address
    Inet
    Unix
    Options
    Taken
    Choice
}

::qapi_client::__no_features! {
    Node
    NodeFile
    Address
    Inet
    Unix
    Options
    Taken
    Choice
}

::qapi_client::__serialize! {
    Node
    NodeFile
    Address
    Inet
    Unix
    Options
    Taken
    Choice
}

::qapi_client::__deserialize! {
    Node
    NodeFile
    Address
    Inet
    Unix
    Options
    Taken
    Choice
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

    /// The command `open`.
    pub struct Open {
        /// `name`
        pub name: ::std::string::String,
        /// Arguments beyond those that the schema lists.
        pub extra: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for Open {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                name: self.name.clone(),
                extra: self.extra.clone(),
            }
        }
    }

    impl Open {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(name: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                name: name.into(),
                extra: ::core::default::Default::default(),
            }
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

    impl ::qapi_client::wire::Encode for Open {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.open_object(&["name"], &[&self.name], &self.extra)
        }
    }

    impl ::qapi_client::wire::Decode for Open {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(name) = r.req("name") else {
                return ::core::option::Option::None;
            };
            let ::core::option::Option::Some(extra) = r.others(&["name"]) else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { name, extra })
        }
    }

    impl ::qapi_client::Command for Open {
        const NAME: &'static str = "open";

        type Ok = ();
    }

    /// The command `stop`.
    #[derive(Default)]
    pub struct Stop {
        /// Members beyond those that the schema lists, as a newer peer sends them.
        pub extra: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for Stop {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                extra: self.extra.clone(),
            }
        }
    }

    impl Stop {
        /// Creates a value with its required members.
        #[inline]
        pub fn new() -> Self {
            ::core::default::Default::default()
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

    impl ::qapi_client::wire::Encode for Stop {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.open_object(&[], &[], &self.extra)
        }
    }

    impl ::qapi_client::wire::Decode for Stop {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.keep_unread();
            let ::core::option::Option::Some(extra) = r.unread() else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { extra })
        }
    }

    impl ::qapi_client::Command for Stop {
        const NAME: &'static str = "stop";

        type Ok = ();
    }

    /// The command `query`.
    pub struct Query {
        /// `of`
        pub of: super::Choice,
        /// Members beyond those that the schema lists, as a newer peer sends them.
        pub extra: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for Query {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                of: self.of.clone(),
                extra: self.extra.clone(),
            }
        }
    }

    impl Query {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(of: impl ::core::convert::Into<super::Choice>) -> Self {
            Self {
                of: of.into(),
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

    impl ::qapi_client::wire::Encode for Query {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.open_object(&["of"], &[&self.of], &self.extra)
        }
    }

    impl ::qapi_client::wire::Decode for Query {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.keep_unread();
            let ::core::option::Option::Some(of) = r.req("of") else {
                return ::core::option::Option::None;
            };
            let ::core::option::Option::Some(extra) = r.unread() else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { of, extra })
        }
    }

    impl ::qapi_client::Command for Query {
        const NAME: &'static str = "query";

        type Ok = ::std::vec::Vec<super::Node>;
    }

    ::qapi_client::__debug! {
        Add
        Open
        Stop
        Query
    }

    ::qapi_client::__no_features! {
        Add
        Open
        Stop
        Query
    }

    ::qapi_client::__serialize! {
        Add
        Open
        Stop
        Query
    }

    ::qapi_client::__deserialize! {
        Add
        Open
        Stop
        Query
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Add
        Open
        Stop
        Query
    }
}

/// The events' data.
pub mod events {
    /// The event `MOVED`.
    pub struct Moved {
        /// `node`
        pub node: super::Node,
        /// Members beyond those that the schema lists, as a newer peer sends them.
        pub extra: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for Moved {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                node: self.node.clone(),
                extra: self.extra.clone(),
            }
        }
    }

    impl Moved {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(node: impl ::core::convert::Into<super::Node>) -> Self {
            Self {
                node: node.into(),
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

    impl ::qapi_client::wire::Encode for Moved {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.open_object(&["node"], &[&self.node], &self.extra)
        }
    }

    impl ::qapi_client::wire::Decode for Moved {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.keep_unread();
            let ::core::option::Option::Some(node) = r.req("node") else {
                return ::core::option::Option::None;
            };
            let ::core::option::Option::Some(extra) = r.unread() else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { node, extra })
        }
    }

    impl ::qapi_client::Event for Moved {
        const NAME: &'static str = "MOVED";
    }

    /// The event `ENDED`.
    #[derive(Default)]
    pub struct Ended {
        /// Members beyond those that the schema lists, as a newer peer sends them.
        pub extra: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for Ended {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                extra: self.extra.clone(),
            }
        }
    }

    impl Ended {
        /// Creates a value with its required members.
        #[inline]
        pub fn new() -> Self {
            ::core::default::Default::default()
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

    impl ::qapi_client::wire::Encode for Ended {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.open_object(&[], &[], &self.extra)
        }
    }

    impl ::qapi_client::wire::Decode for Ended {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.keep_unread();
            let ::core::option::Option::Some(extra) = r.unread() else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { extra })
        }
    }

    impl ::qapi_client::Event for Ended {
        const NAME: &'static str = "ENDED";
    }

    ::qapi_client::__debug! {
        Moved
        Ended
    }

    ::qapi_client::__no_features! {
        Moved
        Ended
    }

    ::qapi_client::__serialize! {
        Moved
        Ended
    }

    ::qapi_client::__deserialize! {
        Moved
        Ended
    }

    ::qapi_client::__visit_events! {
        FullEventVisitor
        Moved
        Ended
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `MOVED`
    Moved(events::Moved),
    /// `ENDED`
    Ended(events::Ended),
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
            Self::Ended(_) => "ENDED",
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
            "ENDED" => data.known(Self::Ended),
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
            Self::Ended(data) => ::qapi_client::wire::Encode::encode(data, w),
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
                "[{\"name\":\"add\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"open\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"1\"},{\"name\":\"stop\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"1\"},{\"name\":\"query\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"[0]\"},{\"name\":\"MOVED\",\"meta-type\":\"event\",\"arg-type\":\"4\"},{\"name\":\"ENDED\",\"meta-type\":\"event\",\"arg-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"backend\",\"type\":\"5\"},{\"name\":\"name\",\"type\":\"str\",\"default\":null}],\"tag\":\"backend\",\"variants\":[{\"case\":\"file\",\"type\":\"6\"},{\"case\":\"remote\",\"type\":\"7\"},{\"case\":\"null\",\"type\":\"1\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"name\",\"type\":\"str\"}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"of\",\"type\":\"8\"}]},{\"name\":\"[0]\",\"meta-type\":\"array\",\"element-type\":\"0\"},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"node\",\"type\":\"0\"}]},{\"name\":\"5\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"file\"},{\"name\":\"null\"},{\"name\":\"remote\"}],\"values\":[\"file\",\"null\",\"remote\"]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"below\",\"type\":\"0\",\"default\":null}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"type\",\"type\":\"9\"}],\"tag\":\"type\",\"variants\":[{\"case\":\"inet\",\"type\":\"10\"},{\"case\":\"unix\",\"type\":\"11\"}]},{\"name\":\"8\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"int\"},{\"type\":\"12\"}]},{\"name\":\"9\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"inet\"},{\"name\":\"unix\"}],\"values\":[\"inet\",\"unix\"]},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"host\",\"type\":\"str\"},{\"name\":\"options\",\"type\":\"13\",\"default\":null}]},{\"name\":\"11\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"12\",\"meta-type\":\"object\",\"members\":[{\"name\":\"extra\",\"type\":\"int\"}]},{\"name\":\"13\",\"meta-type\":\"object\",\"members\":[{\"name\":\"keep-alive\",\"type\":\"bool\",\"default\":null}]},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"}]",
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

        /// [`open`](super::commands::Open)
        fn open(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Open,
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

        /// [`query`](super::commands::Query)
        fn query(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Query,
        ) -> impl ::qapi_server::Reply<::std::vec::Vec<super::Node>> {
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
                "open" => ::qapi_server::implemented(
                    &<T as Commands>::open,
                    ::qapi_server::CommandInfo::DEFAULT.open_arguments(true),
                ),
                "stop" => ::qapi_server::implemented(
                    &<T as Commands>::stop,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query" => ::qapi_server::implemented(
                    &<T as Commands>::query,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "add" => ::qapi_server::__execute!(self, call, add),
                "open" => ::qapi_server::__execute!(self, call, open),
                "stop" => ::qapi_server::__execute!(self, call, stop),
                "query" => ::qapi_server::__execute!(self, call, query),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
