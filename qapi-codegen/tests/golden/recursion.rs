/// The object `Link`.
pub struct Link {
    /// `value`
    pub value: i64,
    /// `next`
    pub next: ::core::option::Option<::std::boxed::Box<Link>>,
}

impl ::core::clone::Clone for Link {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            next: self.next.clone(),
            ..*self
        }
    }
}

impl Link {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(value: i64) -> Self {
        Self {
            value,
            next: ::core::option::Option::None,
        }
    }

    /// Sets `next`.
    #[inline]
    #[must_use]
    pub fn next(mut self, value: Link) -> Self {
        self.next = ::core::option::Option::Some(::std::boxed::Box::new(value));
        self
    }
}

impl ::qapi_client::wire::Encode for Link {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("value next", (&self.value, &self.next))
    }
}

impl ::qapi_client::wire::Decode for Link {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((value, next)) = r.fields("value next") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { value, next })
    }
}

/// The object `Chicken`.
#[derive(Default)]
pub struct Chicken {
    /// `egg`
    pub egg: ::core::option::Option<Egg>,
}

impl ::core::clone::Clone for Chicken {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            egg: self.egg.clone(),
        }
    }
}

impl Chicken {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `egg`.
    #[inline]
    #[must_use]
    pub fn egg(mut self, value: Egg) -> Self {
        self.egg = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Chicken {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("egg", &self.egg)
    }
}

impl ::qapi_client::wire::Decode for Chicken {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(egg) = r.opt("egg") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { egg })
    }
}

/// The object `Egg`.
#[derive(Default)]
pub struct Egg {
    /// `chicken`
    pub chicken: ::core::option::Option<::std::boxed::Box<Chicken>>,
}

impl ::core::clone::Clone for Egg {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            chicken: self.chicken.clone(),
        }
    }
}

impl Egg {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `chicken`.
    #[inline]
    #[must_use]
    pub fn chicken(mut self, value: Chicken) -> Self {
        self.chicken = ::core::option::Option::Some(::std::boxed::Box::new(value));
        self
    }
}

impl ::qapi_client::wire::Encode for Egg {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("chicken", &self.chicken)
    }
}

impl ::qapi_client::wire::Decode for Egg {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(chicken) = r.opt("chicken") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { chicken })
    }
}

/// The object `Tree`.
pub struct Tree {
    /// `children`
    pub children: ::std::vec::Vec<Tree>,
}

impl ::core::clone::Clone for Tree {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            children: self.children.clone(),
        }
    }
}

impl Tree {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(children: impl ::core::iter::IntoIterator<Item = Tree>) -> Self {
        Self {
            children: ::qapi_client::wire::list(children),
        }
    }
}

impl ::qapi_client::wire::Encode for Tree {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("children", &self.children)
    }
}

impl ::qapi_client::wire::Decode for Tree {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(children) = r.req("children") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { children })
    }
}

/// The object `Number`.
pub struct Number {
    /// `value`
    pub value: i64,
}

impl ::core::clone::Clone for Number {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Number {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(value: i64) -> Self {
        Self { value }
    }
}

impl ::qapi_client::wire::Encode for Number {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("value", &self.value)
    }
}

impl ::qapi_client::wire::Decode for Number {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(value) = r.req("value") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { value })
    }
}

/// The object `Not`.
pub struct Not {
    /// `operand`
    pub operand: Expr,
}

impl ::core::clone::Clone for Not {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            operand: self.operand.clone(),
        }
    }
}

impl Not {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(operand: impl ::core::convert::Into<Expr>) -> Self {
        Self {
            operand: operand.into(),
        }
    }
}

impl ::qapi_client::wire::Encode for Not {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("operand", &self.operand)
    }
}

impl ::qapi_client::wire::Decode for Not {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(operand) = r.req("operand") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { operand })
    }
}

/// The object `Sum`.
pub struct Sum {
    /// `left`
    pub left: ExprRef,
    /// `right`
    pub right: ExprRef,
}

impl ::core::clone::Clone for Sum {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            left: self.left.clone(),
            right: self.right.clone(),
        }
    }
}

impl Sum {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(
        left: impl ::core::convert::Into<ExprRef>,
        right: impl ::core::convert::Into<ExprRef>,
    ) -> Self {
        Self {
            left: left.into(),
            right: right.into(),
        }
    }
}

impl ::qapi_client::wire::Encode for Sum {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("left right", (&self.left, &self.right))
    }
}

impl ::qapi_client::wire::Decode for Sum {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((left, right)) = r.fields("left right") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { left, right })
    }
}

/// The object `Expr`.
pub struct Expr {
    /// The branch, with its members.
    pub kind: ExprBranch,
}

impl ::core::clone::Clone for Expr {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            kind: self.kind.clone(),
        }
    }
}

impl Expr {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(kind: impl ::core::convert::Into<ExprBranch>) -> Self {
        Self { kind: kind.into() }
    }
}

impl ::qapi_client::wire::Encode for Expr {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Expr {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(kind) = r.branch("kind", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { kind })
    }
}

/// The branches of [`Expr`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum ExprBranch {
    /// `number`
    Number(Number),
    /// `not`
    Not(::std::boxed::Box<Not>),
    /// `sum`
    Sum(Sum),
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<ExprBranch>),
}

impl ::qapi_client::wire::EncodeBranch for ExprBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Number(payload) => ("number", payload),
            Self::Not(payload) => ("not", payload),
            Self::Sum(payload) => ("sum", payload),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<Number> for ExprBranch {
    #[inline]
    fn from(payload: Number) -> Self {
        Self::Number(payload)
    }
}

impl ::core::convert::From<Not> for ExprBranch {
    #[inline]
    fn from(payload: Not) -> Self {
        Self::Not(::std::boxed::Box::new(payload))
    }
}

impl ::core::convert::From<Sum> for ExprBranch {
    #[inline]
    fn from(payload: Sum) -> Self {
        Self::Sum(payload)
    }
}

impl<T: ::core::convert::Into<ExprBranch>> ::core::convert::From<T> for Expr {
    #[inline]
    fn from(kind: T) -> Self {
        Self::new(kind)
    }
}

impl ::qapi_client::wire::DecodeBranch for ExprBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "number" => r.known(Self::Number),
            "not" => r.known(Self::Not),
            "sum" => r.known(Self::Sum),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The alternate `ExprRef`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum ExprRef {
    /// `expr`
    Expr(::std::boxed::Box<Expr>),
    /// `name`
    Name(::std::string::String),
}

impl ::qapi_client::wire::Encode for ExprRef {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Expr(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Name(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl<T: ::core::convert::Into<Expr>> ::core::convert::From<T> for ExprRef {
    #[inline]
    fn from(value: T) -> Self {
        Self::Expr(::std::boxed::Box::new(value.into()))
    }
}

impl ::core::convert::From<::std::string::String> for ExprRef {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::Name(value)
    }
}

impl ::core::convert::From<&str> for ExprRef {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Name(value.into())
    }
}

impl ::qapi_client::wire::Decode for ExprRef {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        match r.json() {
            ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Expr),
            ::qapi_client::wire::Json::String(_) => r.alternative(Self::Name),
            #[allow(unreachable_patterns)]
            _ => r.mismatch("an object or a string"),
        }
    }
}

/// The object `Derived`.
pub struct Derived {
    /// `derived`
    pub derived: ::core::option::Option<::std::boxed::Box<Derived>>,
    /// `more`
    pub more: i64,
}

impl ::core::clone::Clone for Derived {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            derived: self.derived.clone(),
            ..*self
        }
    }
}

impl Derived {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(more: i64) -> Self {
        Self {
            derived: ::core::option::Option::None,
            more,
        }
    }

    /// Sets `derived`.
    #[inline]
    #[must_use]
    pub fn derived(mut self, value: Derived) -> Self {
        self.derived = ::core::option::Option::Some(::std::boxed::Box::new(value));
        self
    }
}

impl ::qapi_client::wire::Encode for Derived {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("derived more", (&self.derived, &self.more))
    }
}

impl ::qapi_client::wire::Decode for Derived {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((derived, more)) = r.fields("derived more") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { derived, more })
    }
}

::qapi_client::__debug! {
    Link
    Chicken
    Egg
    Tree
    Number
    Not
    Sum
    Expr
    ExprRef
    Derived
}

::qapi_client::__no_features! {
    Link
    Chicken
    Egg
    Tree
    Number
    Not
    Sum
    Expr
    ExprRef
    Derived
}

::qapi_client::__serialize! {
    Link
    Chicken
    Egg
    Tree
    Number
    Not
    Sum
    Expr
    ExprRef
    Derived
}

::qapi_client::__deserialize! {
    Link
    Chicken
    Egg
    Tree
    Number
    Not
    Sum
    Expr
    ExprRef
    Derived
}

::qapi_client::__debug_branches! {
    ExprBranch
}

/// The commands.
pub mod commands {
    /// The command `send`.
    pub struct Send {
        /// `list`
        pub list: super::Link,
        /// `chicken`
        pub chicken: super::Chicken,
        /// `tree`
        pub tree: super::Tree,
        /// `expr`
        pub expr: super::Expr,
        /// `derived`
        pub derived: super::Derived,
    }

    impl ::core::clone::Clone for Send {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                list: self.list.clone(),
                chicken: self.chicken.clone(),
                tree: self.tree.clone(),
                expr: self.expr.clone(),
                derived: self.derived.clone(),
            }
        }
    }

    impl Send {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            list: super::Link,
            chicken: super::Chicken,
            tree: super::Tree,
            expr: impl ::core::convert::Into<super::Expr>,
            derived: super::Derived,
        ) -> Self {
            Self {
                list,
                chicken,
                tree,
                expr: expr.into(),
                derived,
            }
        }
    }

    impl ::qapi_client::wire::Encode for Send {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields(
                "list chicken tree expr derived",
                (
                    &self.list,
                    &self.chicken,
                    &self.tree,
                    &self.expr,
                    &self.derived,
                ),
            )
        }
    }

    impl ::qapi_client::wire::Decode for Send {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((list, chicken, tree, expr, derived)) =
                r.fields("list chicken tree expr derived")
            else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self {
                list,
                chicken,
                tree,
                expr,
                derived,
            })
        }
    }

    impl ::qapi_client::Command for Send {
        const NAME: &'static str = "send";

        type Ok = super::Expr;
    }

    ::qapi_client::__debug! {
        Send
    }

    ::qapi_client::__no_features! {
        Send
    }

    ::qapi_client::__serialize! {
        Send
    }

    ::qapi_client::__deserialize! {
        Send
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Send
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
                "[{\"name\":\"send\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"list\",\"type\":\"2\"},{\"name\":\"chicken\",\"type\":\"3\"},{\"name\":\"tree\",\"type\":\"4\"},{\"name\":\"expr\",\"type\":\"1\"},{\"name\":\"derived\",\"type\":\"5\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"6\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"number\",\"type\":\"7\"},{\"case\":\"not\",\"type\":\"8\"},{\"case\":\"sum\",\"type\":\"9\"}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"value\",\"type\":\"int\"},{\"name\":\"next\",\"type\":\"2\",\"default\":null}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"egg\",\"type\":\"10\",\"default\":null}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"children\",\"type\":\"[4]\"}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"derived\",\"type\":\"5\",\"default\":null},{\"name\":\"more\",\"type\":\"int\"}]},{\"name\":\"6\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"number\"},{\"name\":\"not\"},{\"name\":\"sum\"}],\"values\":[\"number\",\"not\",\"sum\"]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"value\",\"type\":\"int\"}]},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"operand\",\"type\":\"1\"}]},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"left\",\"type\":\"11\"},{\"name\":\"right\",\"type\":\"11\"}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"chicken\",\"type\":\"3\",\"default\":null}]},{\"name\":\"[4]\",\"meta-type\":\"array\",\"element-type\":\"4\"},{\"name\":\"11\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"1\"},{\"type\":\"str\"}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"}]",
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
        /// [`send`](super::commands::Send)
        fn send(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Send,
        ) -> impl ::qapi_server::Reply<super::Expr> {
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
                "send" => ::qapi_server::implemented(
                    &<T as Commands>::send,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "send" => ::qapi_server::__execute!(self, call, send),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
