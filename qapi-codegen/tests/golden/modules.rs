pub use self::events_::*;
pub use self::run_state::*;

/// Stays at the root; has a [`RunState`](State) and [`Disk`], is asked for by [`query-machine`](commands::QueryMachine).
pub struct Machine {
    /// in which [`RunState`](State) it is
    pub state: State,
    /// `disks`
    pub disks: ::std::vec::Vec<Disk>,
    /// `device`
    pub device: ::core::option::Option<Device>,
}

impl ::core::clone::Clone for Machine {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            disks: self.disks.clone(),
            device: self.device.clone(),
        }
    }
}

impl Machine {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(state: State, disks: impl ::core::iter::IntoIterator<Item = Disk>) -> Self {
        Self {
            state,
            disks: ::qapi_client::wire::list(disks),
            device: ::core::option::Option::None,
        }
    }

    /// Sets `device`.
    #[inline]
    #[must_use]
    pub fn device(mut self, value: impl ::core::convert::Into<Device>) -> Self {
        self.device = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Machine {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "state disks device",
            (&self.state, &self.disks, &self.device),
        )
    }
}

impl ::qapi_client::wire::Decode for Machine {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((state, disks, device)) = r.fields("state disks device")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            state,
            disks,
            device,
        })
    }
}

/// The types of `run-state.json`.
pub mod run_state {
    /// What the [`Machine`](super::Machine) does; [`STATE`](super::events::State) tells of it.
    #[derive(Clone)]
    pub enum State {
        /// `on`
        On,
        /// `off`
        Off,
        /// A value that the schema does not have.
        Unknown(::qapi_client::wire::UnknownValue<State>),
    }

    impl State {
        /// Every value of the schema, in its order.
        pub const ALL: &'static [Self] = &[Self::On, Self::Off];

        /// The value's text on the wire.
        #[inline]
        pub fn as_str(&self) -> &str {
            match self {
                Self::On => "on",
                Self::Off => "off",
                Self::Unknown(value) => value.as_str(),
            }
        }
    }

    impl ::qapi_client::wire::StringEnum for State {
        const ENUM: ::qapi_client::wire::EnumInfo<Self> =
            ::qapi_client::wire::EnumInfo::open("RunState", Self::ALL, Self::as_str, Self::Unknown);
    }
}

/// The types of `events.json`.
pub mod events_ {
    /// The object `Disk`.
    pub struct Disk {
        /// `id`
        #[doc(alias = "identifier")]
        pub id: ::std::string::String,
        /// `was`
        pub was: ::core::option::Option<super::State>,
    }

    impl ::core::clone::Clone for Disk {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                id: self.id.clone(),
                was: self.was.clone(),
            }
        }
    }

    impl Disk {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(id: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                id: id.into(),
                was: ::core::option::Option::None,
            }
        }

        /// Sets `was`.
        #[inline]
        #[must_use]
        pub fn was(mut self, value: super::State) -> Self {
            self.was = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Disk {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("id was", (&self.id, &self.was))
        }
    }

    impl ::qapi_client::wire::Decode for Disk {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((id, was)) = r.fields("id was") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { id, was })
        }
    }

    /// The alternate `DiskRef`.
    #[derive(Clone)]
    #[allow(clippy::large_enum_variant)]
    pub enum DiskRef {
        /// `name`
        Name(::std::string::String),
        /// `disk`
        Disk(::std::boxed::Box<Device>),
    }

    impl ::qapi_client::wire::Encode for DiskRef {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            match self {
                Self::Name(value) => ::qapi_client::wire::Encode::encode(value, w),
                Self::Disk(value) => ::qapi_client::wire::Encode::encode(value, w),
            }
        }
    }

    impl ::core::convert::From<::std::string::String> for DiskRef {
        #[inline]
        fn from(value: ::std::string::String) -> Self {
            Self::Name(value)
        }
    }

    impl ::core::convert::From<&str> for DiskRef {
        #[inline]
        fn from(value: &str) -> Self {
            Self::Name(value.into())
        }
    }

    impl<T: ::core::convert::Into<Device>> ::core::convert::From<T> for DiskRef {
        #[inline]
        fn from(value: T) -> Self {
            Self::Disk(::std::boxed::Box::new(value.into()))
        }
    }

    impl ::qapi_client::wire::Decode for DiskRef {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            match r.json() {
                ::qapi_client::wire::Json::String(_) => r.alternative(Self::Name),
                ::qapi_client::wire::Json::Object(_) => r.alternative(Self::Disk),
                #[allow(unreachable_patterns)]
                _ => r.mismatch("a string or an object"),
            }
        }
    }

    /// The object `Same`.
    #[derive(PartialEq, Default)]
    pub struct Same {
        /// `x`
        pub x: ::core::option::Option<i64>,
    }

    impl ::core::clone::Clone for Same {
        #[inline]
        fn clone(&self) -> Self {
            Self { ..*self }
        }
    }

    impl Same {
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
    }

    impl ::qapi_client::wire::Encode for Same {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("x", &self.x)
        }
    }

    impl ::qapi_client::wire::Decode for Same {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(x) = r.opt("x") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { x })
        }
    }

    /// The object `DeviceMirror`.
    pub struct DeviceMirror {
        /// `of`
        pub of: DiskRef,
        /// `state`
        pub state: ::core::option::Option<super::State>,
    }

    impl ::core::clone::Clone for DeviceMirror {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                of: self.of.clone(),
                state: self.state.clone(),
            }
        }
    }

    impl DeviceMirror {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(of: impl ::core::convert::Into<DiskRef>) -> Self {
            Self {
                of: of.into(),
                state: ::core::option::Option::None,
            }
        }

        /// Sets `state`.
        #[inline]
        #[must_use]
        pub fn state(mut self, value: super::State) -> Self {
            self.state = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for DeviceMirror {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("of state", (&self.of, &self.state))
        }
    }

    impl ::qapi_client::wire::Decode for DeviceMirror {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((of, state)) = r.fields("of state") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { of, state })
        }
    }

    /// A [`Disk`], or a [`DeviceMirror`].
    pub struct Device {
        /// see `DeviceKind`
        pub kind: Backend,
    }

    impl ::core::clone::Clone for Device {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                kind: self.kind.clone(),
            }
        }
    }

    impl Device {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(kind: impl ::core::convert::Into<Backend>) -> Self {
            Self { kind: kind.into() }
        }
    }

    impl ::qapi_client::wire::Encode for Device {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.union("kind", &self.kind, &[], &[])
        }
    }

    impl ::qapi_client::wire::Decode for Device {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(kind) = r.branch("kind", &[]) else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { kind })
        }
    }

    /// The branches of [`Device`], by its `kind`.
    #[derive(Clone)]
    #[allow(clippy::large_enum_variant)]
    pub enum Backend {
        /// `disk`
        Disk(Disk),
        /// `mirror`
        Mirror(DeviceMirror),
        /// A branch that the schema does not have.
        Unknown(::qapi_client::wire::UnknownBranch<Backend>),
    }

    impl ::qapi_client::wire::EncodeBranch for Backend {
        #[inline]
        fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
            match self {
                Self::Disk(payload) => ("disk", payload),
                Self::Mirror(payload) => ("mirror", payload),
                Self::Unknown(branch) => (branch.tag(), branch),
            }
        }
    }

    impl ::core::convert::From<Disk> for Backend {
        #[inline]
        fn from(payload: Disk) -> Self {
            Self::Disk(payload)
        }
    }

    impl ::core::convert::From<DeviceMirror> for Backend {
        #[inline]
        fn from(payload: DeviceMirror) -> Self {
            Self::Mirror(payload)
        }
    }

    impl<T: ::core::convert::Into<Backend>> ::core::convert::From<T> for Device {
        #[inline]
        fn from(kind: T) -> Self {
            Self::new(kind)
        }
    }

    impl ::qapi_client::wire::DecodeBranch for Backend {
        #[inline]
        fn known(
            tag: &str,
            r: &::qapi_client::wire::Reader<'_, '_>,
        ) -> ::core::option::Option<::core::option::Option<Self>> {
            match tag {
                "disk" => r.known(Self::Disk),
                "mirror" => r.known(Self::Mirror),
                _ => ::core::option::Option::Some(::core::option::Option::None),
            }
        }

        #[inline]
        fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
            Self::Unknown(branch)
        }
    }
}

::qapi_client::__enums! {
    State
}

::qapi_client::__encode_enums! {
    State
}

::qapi_client::__decode_enums! {
    State
}

::qapi_client::__debug! {
    Disk
    DiskRef
    Same
    DeviceMirror
    Device
    Machine
}

::qapi_client::__no_features! {
    State
    Disk
    DiskRef
    Same
    DeviceMirror
    Device
    Machine
}

::qapi_client::__serialize! {
    State
    Disk
    DiskRef
    Same
    DeviceMirror
    Device
    Machine
}

::qapi_client::__deserialize! {
    State
    Disk
    DiskRef
    Same
    DeviceMirror
    Device
    Machine
}

::qapi_client::__debug_branches! {
    Backend
}

/// The commands.
pub mod commands {
    /// The command `plug`.
    pub struct Plug {
        /// `device`
        pub device: super::Device,
        /// `same`
        pub same: ::core::option::Option<super::Same>,
    }

    impl ::core::clone::Clone for Plug {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                device: self.device.clone(),
                same: self.same.clone(),
            }
        }
    }

    impl Plug {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(device: impl ::core::convert::Into<super::Device>) -> Self {
            Self {
                device: device.into(),
                same: ::core::option::Option::None,
            }
        }

        /// Sets `device`.
        #[inline]
        #[must_use]
        pub fn device(mut self, value: impl ::core::convert::Into<super::Device>) -> Self {
            self.device = value.into();
            self
        }

        /// Sets `same`.
        #[inline]
        #[must_use]
        pub fn same(mut self, value: super::Same) -> Self {
            self.same = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Plug {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("device same", (&self.device, &self.same))
        }
    }

    impl ::qapi_client::wire::Decode for Plug {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((device, same)) = r.fields("device same") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { device, same })
        }
    }

    impl ::qapi_client::Command for Plug {
        const NAME: &'static str = "plug";

        type Ok = ();
    }

    /// The command `query-machine`.
    #[derive(Default)]
    pub struct QueryMachine {}

    impl ::core::clone::Clone for QueryMachine {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QueryMachine {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::wire::Decode for QueryMachine {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.members().map(|_| Self {})
        }
    }

    impl ::qapi_client::Command for QueryMachine {
        const NAME: &'static str = "query-machine";

        type Ok = super::Machine;
    }

    ::qapi_client::__debug! {
        Plug
        QueryMachine
    }

    ::qapi_client::__no_features! {
        Plug
        QueryMachine
    }

    ::qapi_client::__serialize! {
        Plug
        QueryMachine
    }

    ::qapi_client::__deserialize! {
        Plug
        QueryMachine
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Plug
        QueryMachine
    }
}

/// The events' data.
pub mod events {
    /// The event `STATE`.
    pub struct State {
        /// `state`
        pub state: super::State,
    }

    impl ::core::clone::Clone for State {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                state: self.state.clone(),
            }
        }
    }

    impl State {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(state: super::State) -> Self {
            Self { state }
        }
    }

    impl ::qapi_client::wire::Encode for State {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("state", &self.state)
        }
    }

    impl ::qapi_client::wire::Decode for State {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(state) = r.req("state") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { state })
        }
    }

    impl ::qapi_client::Event for State {
        const NAME: &'static str = "STATE";
    }

    ::qapi_client::__debug! {
        State
    }

    ::qapi_client::__no_features! {
        State
    }

    ::qapi_client::__serialize! {
        State
    }

    ::qapi_client::__deserialize! {
        State
    }

    ::qapi_client::__visit_events! {
        FullEventVisitor
        State
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `STATE`
    State(events::State),
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
            Self::State(_) => "STATE",
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
            "STATE" => data.known(Self::State),
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
            Self::State(data) => ::qapi_client::wire::Encode::encode(data, w),
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
                "[{\"name\":\"query-machine\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"STATE\",\"meta-type\":\"event\",\"arg-type\":\"2\"},{\"name\":\"plug\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"0\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"state\",\"type\":\"4\"},{\"name\":\"disks\",\"type\":\"[5]\"},{\"name\":\"device\",\"type\":\"6\",\"default\":null}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"state\",\"type\":\"4\"}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"device\",\"type\":\"6\"},{\"name\":\"same\",\"type\":\"7\",\"default\":null}]},{\"name\":\"4\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"on\"},{\"name\":\"off\"}],\"values\":[\"on\",\"off\"]},{\"name\":\"[5]\",\"meta-type\":\"array\",\"element-type\":\"5\"},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"id\",\"type\":\"str\"},{\"name\":\"was\",\"type\":\"4\",\"default\":null}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"kind\",\"type\":\"8\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"disk\",\"type\":\"5\"},{\"case\":\"mirror\",\"type\":\"9\"}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"x\",\"type\":\"int\",\"default\":null}]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"8\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"disk\"},{\"name\":\"mirror\"}],\"values\":[\"disk\",\"mirror\"]},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"of\",\"type\":\"10\"},{\"name\":\"state\",\"type\":\"4\",\"default\":null}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"10\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"str\"},{\"type\":\"6\"}]}]",
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
        /// [`plug`](super::commands::Plug)
        fn plug(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Plug,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`query-machine`](super::commands::QueryMachine)
        fn query_machine(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::QueryMachine,
        ) -> impl ::qapi_server::Reply<super::Machine> {
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
                "plug" => ::qapi_server::implemented(
                    &<T as Commands>::plug,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "query-machine" => ::qapi_server::implemented(
                    &<T as Commands>::query_machine,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "plug" => ::qapi_server::__execute!(self, call, plug),
                "query-machine" => ::qapi_server::__execute!(self, call, query_machine),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
