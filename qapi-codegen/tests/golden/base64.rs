/// The object `FileRead`.
pub struct FileRead {
    /// `count`
    pub count: i64,
    /// `buf-b64`
    pub buf_b64: ::qapi_client::Base64,
    /// `tags`
    pub tags: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// Members beyond those that the schema lists, as a newer peer sends them.
    pub extra: ::qapi_client::wire::Map,
}

impl ::core::clone::Clone for FileRead {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            buf_b64: self.buf_b64.clone(),
            tags: self.tags.clone(),
            extra: self.extra.clone(),
            ..*self
        }
    }
}

impl FileRead {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(count: i64, buf_b64: impl ::core::convert::Into<::qapi_client::Base64>) -> Self {
        Self {
            count,
            buf_b64: buf_b64.into(),
            tags: ::core::option::Option::None,
            extra: ::core::default::Default::default(),
        }
    }

    /// Sets `tags`.
    #[inline]
    #[must_use]
    pub fn tags(
        mut self,
        value: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<::std::string::String>>,
    ) -> Self {
        self.tags = ::core::option::Option::Some(::qapi_client::wire::list(value));
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

impl ::qapi_client::wire::Encode for FileRead {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.open_object(
            &["count buf-b64 tags"],
            &[&self.count, &self.buf_b64, &self.tags],
            &self.extra,
        )
    }
}

impl ::qapi_client::wire::Decode for FileRead {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.keep_unread();
        let ::core::option::Option::Some((count, buf_b64, tags)) = r.fields("count buf-b64 tags")
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some(extra) = r.unread() else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            count,
            buf_b64,
            tags,
            extra,
        })
    }
}

/// The object `CertOld`.
pub struct CertOld {
    /// `pem`
    pub pem: ::std::string::String,
}

impl ::core::clone::Clone for CertOld {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            pem: self.pem.clone(),
        }
    }
}

impl CertOld {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(pem: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self { pem: pem.into() }
    }
}

impl ::qapi_client::wire::Encode for CertOld {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("pem", &self.pem)
    }
}

impl ::qapi_client::wire::Decode for CertOld {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(pem) = r.req("pem") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { pem })
    }
}

/// The object `CertChain`.
#[derive(Default)]
pub struct CertChain {
    /// `pem`
    pub pem: ::core::option::Option<::qapi_client::Base64>,
    /// `old`
    pub old: ::core::option::Option<CertOld>,
    /// `next`
    pub next: ::core::option::Option<::std::vec::Vec<CertChain>>,
}

impl ::core::clone::Clone for CertChain {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            pem: self.pem.clone(),
            old: self.old.clone(),
            next: self.next.clone(),
        }
    }
}

impl CertChain {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `pem`.
    #[inline]
    #[must_use]
    pub fn pem(mut self, value: impl ::core::convert::Into<::qapi_client::Base64>) -> Self {
        self.pem = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `old`.
    #[inline]
    #[must_use]
    pub fn old(mut self, value: CertOld) -> Self {
        self.old = ::core::option::Option::Some(value);
        self
    }

    /// Sets `next`.
    #[inline]
    #[must_use]
    pub fn next(mut self, value: impl ::core::iter::IntoIterator<Item = CertChain>) -> Self {
        self.next = ::core::option::Option::Some(::qapi_client::wire::list(value));
        self
    }
}

impl ::qapi_client::wire::Encode for CertChain {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("pem old next", (&self.pem, &self.old, &self.next))
    }
}

impl ::qapi_client::wire::Decode for CertChain {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((pem, old, next)) = r.fields("pem old next") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { pem, old, next })
    }
}

/// The object `Plain`.
pub struct Plain {
    /// `data`
    pub data: ::std::string::String,
}

impl ::core::clone::Clone for Plain {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
        }
    }
}

impl Plain {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(data: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self { data: data.into() }
    }
}

impl ::qapi_client::wire::Encode for Plain {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("data", &self.data)
    }
}

impl ::qapi_client::wire::Decode for Plain {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(data) = r.req("data") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { data })
    }
}

/// The object `Sealed`.
pub struct Sealed {
    /// `data`
    pub data: ::qapi_client::Base64,
    /// `if`
    pub if_: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for Sealed {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
            if_: self.if_.clone(),
        }
    }
}

impl Sealed {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(data: impl ::core::convert::Into<::qapi_client::Base64>) -> Self {
        Self {
            data: data.into(),
            if_: ::core::option::Option::None,
        }
    }

    /// Sets `if`.
    #[inline]
    #[must_use]
    pub fn if_(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.if_ = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Sealed {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("data if", (&self.data, &self.if_))
    }
}

impl ::qapi_client::wire::Decode for Sealed {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((data, if_)) = r.fields("data if") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { data, if_ })
    }
}

/// The object `Parcel`.
pub struct Parcel {
    /// The branch, with its members.
    pub form: ParcelBranch,
}

impl ::core::clone::Clone for Parcel {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            form: self.form.clone(),
        }
    }
}

impl Parcel {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(form: impl ::core::convert::Into<ParcelBranch>) -> Self {
        Self { form: form.into() }
    }

    /// Creates a value of the branch `plain`.
    #[inline]
    pub fn plain(branch: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self::new(ParcelBranch::Plain(<Plain>::new(branch)))
    }
}

impl ::qapi_client::wire::Encode for Parcel {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("form", &self.form, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Parcel {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(form) = r.branch("form", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { form })
    }
}

/// The branches of [`Parcel`], by its `form`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum ParcelBranch {
    /// `plain`
    Plain(Plain),
    /// `sealed`
    Sealed(Sealed),
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<ParcelBranch>),
}

impl ::qapi_client::wire::EncodeBranch for ParcelBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Plain(payload) => ("plain", payload),
            Self::Sealed(payload) => ("sealed", payload),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl ::core::convert::From<Plain> for ParcelBranch {
    #[inline]
    fn from(payload: Plain) -> Self {
        Self::Plain(payload)
    }
}

impl ::core::convert::From<Sealed> for ParcelBranch {
    #[inline]
    fn from(payload: Sealed) -> Self {
        Self::Sealed(payload)
    }
}

impl<T: ::core::convert::Into<ParcelBranch>> ::core::convert::From<T> for Parcel {
    #[inline]
    fn from(form: T) -> Self {
        Self::new(form)
    }
}

impl ::qapi_client::wire::DecodeBranch for ParcelBranch {
    #[inline]
    fn known(
        tag: &str,
        r: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "plain" => r.known(Self::Plain),
            "sealed" => r.known(Self::Sealed),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

::qapi_client::__debug! {
    FileRead
    CertOld
    CertChain
    Plain
    Sealed
    Parcel
}

::qapi_client::__no_features! {
    FileRead
    CertOld
    CertChain
    Plain
    Sealed
    Parcel
}

::qapi_client::__serialize! {
    FileRead
    CertOld
    CertChain
    Plain
    Sealed
    Parcel
}

::qapi_client::__deserialize! {
    FileRead
    CertOld
    CertChain
    Plain
    Sealed
    Parcel
}

::qapi_client::__debug_branches! {
    ParcelBranch
}

/// The commands.
pub mod commands {
    /// The command `file-read`.
    pub struct FileRead {
        /// `handle`
        pub handle: i64,
        /// `count`
        pub count: ::core::option::Option<i64>,
    }

    impl ::core::clone::Clone for FileRead {
        #[inline]
        fn clone(&self) -> Self {
            Self { ..*self }
        }
    }

    impl FileRead {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(handle: i64) -> Self {
            Self {
                handle,
                count: ::core::option::Option::None,
            }
        }

        /// Sets `handle`.
        #[inline]
        #[must_use]
        pub fn handle(mut self, value: i64) -> Self {
            self.handle = value;
            self
        }

        /// Sets `count`.
        #[inline]
        #[must_use]
        pub fn count(mut self, value: i64) -> Self {
            self.count = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for FileRead {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("handle count", (&self.handle, &self.count))
        }
    }

    impl ::qapi_client::wire::Decode for FileRead {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((handle, count)) = r.fields("handle count") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { handle, count })
        }
    }

    impl ::qapi_client::Command for FileRead {
        const NAME: &'static str = "file-read";

        type Ok = super::FileRead;
    }

    /// The command `file-write`.
    pub struct FileWrite {
        /// `handle`
        pub handle: i64,
        /// `buf-b64`
        pub buf_b64: ::qapi_client::Base64,
        /// `more-b64`
        pub more_b64: ::core::option::Option<::std::string::String>,
    }

    impl ::core::clone::Clone for FileWrite {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                buf_b64: self.buf_b64.clone(),
                more_b64: self.more_b64.clone(),
                ..*self
            }
        }
    }

    impl FileWrite {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            handle: i64,
            buf_b64: impl ::core::convert::Into<::qapi_client::Base64>,
        ) -> Self {
            Self {
                handle,
                buf_b64: buf_b64.into(),
                more_b64: ::core::option::Option::None,
            }
        }

        /// Sets `handle`.
        #[inline]
        #[must_use]
        pub fn handle(mut self, value: i64) -> Self {
            self.handle = value;
            self
        }

        /// Sets `buf-b64`.
        #[inline]
        #[must_use]
        pub fn buf_b64(mut self, value: impl ::core::convert::Into<::qapi_client::Base64>) -> Self {
            self.buf_b64 = value.into();
            self
        }

        /// Sets `more-b64`.
        #[inline]
        #[must_use]
        pub fn more_b64(
            mut self,
            value: impl ::core::convert::Into<::std::string::String>,
        ) -> Self {
            self.more_b64 = ::core::option::Option::Some(value.into());
            self
        }
    }

    impl ::qapi_client::wire::Encode for FileWrite {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields(
                "handle buf-b64 more-b64",
                (&self.handle, &self.buf_b64, &self.more_b64),
            )
        }
    }

    impl ::qapi_client::wire::Decode for FileWrite {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((handle, buf_b64, more_b64)) =
                r.fields("handle buf-b64 more-b64")
            else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self {
                handle,
                buf_b64,
                more_b64,
            })
        }
    }

    impl ::qapi_client::Command for FileWrite {
        const NAME: &'static str = "file-write";

        type Ok = ();
    }

    /// The command `set-chain`.
    #[derive(Clone)]
    pub struct SetChain(
        /// All members.
        pub super::CertChain,
    );

    impl SetChain {
        /// Creates a value with its required members.
        #[inline]
        #[allow(clippy::new_without_default)]
        pub fn new() -> Self {
            Self(::core::default::Default::default())
        }
    }

    impl ::core::convert::From<super::CertChain> for SetChain {
        #[inline]
        fn from(value: super::CertChain) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for SetChain {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for SetChain {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for SetChain {
        const NAME: &'static str = "set-chain";

        type Ok = ();
    }

    /// Unlocks a disk.
    pub struct Unlock {
        /// the secret data that unlocks it
        pub key: ::qapi_client::Base64,
    }

    impl ::core::clone::Clone for Unlock {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                key: self.key.clone(),
            }
        }
    }

    impl Unlock {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(key: impl ::core::convert::Into<::qapi_client::Base64>) -> Self {
            Self { key: key.into() }
        }
    }

    impl ::qapi_client::wire::Encode for Unlock {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("key", &::qapi_client::wire::Secret(&self.key))
        }
    }

    impl ::qapi_client::wire::Decode for Unlock {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some(key) = r.req("key") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { key })
        }
    }

    impl ::qapi_client::Command for Unlock {
        const NAME: &'static str = "unlock";

        type Ok = ();
    }

    /// The command `send`.
    #[derive(Clone)]
    pub struct Send(
        /// All members.
        pub super::Parcel,
    );

    impl Send {
        /// Creates a value around another.
        #[inline]
        pub fn new(value: impl ::core::convert::Into<super::Parcel>) -> Self {
            Self(value.into())
        }
    }

    impl<T: ::core::convert::Into<super::Parcel>> ::core::convert::From<T> for Send {
        #[inline]
        fn from(value: T) -> Self {
            Self(value.into())
        }
    }

    impl ::qapi_client::wire::Encode for Send {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for Send {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for Send {
        const NAME: &'static str = "send";

        type Ok = ::std::vec::Vec<super::Parcel>;
    }

    ::qapi_client::__debug! {
        FileRead
        FileWrite
        SetChain
        Unlock
        Send
    }

    ::qapi_client::__no_features! {
        FileRead
        FileWrite
        SetChain
        Unlock
        Send
    }

    ::qapi_client::__serialize! {
        FileRead
        FileWrite
        SetChain
        Unlock
        Send
    }

    ::qapi_client::__deserialize! {
        FileRead
        FileWrite
        SetChain
        Unlock
        Send
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        FileRead
        FileWrite
        SetChain
        Unlock
        Send
    }
}

/// The events' data.
pub mod events {
    /// The event `READ`.
    pub struct Read {
        /// `part`
        pub part: ::qapi_client::Base64,
        /// `name`
        pub name: ::core::option::Option<::std::string::String>,
    }

    impl ::core::clone::Clone for Read {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                part: self.part.clone(),
                name: self.name.clone(),
            }
        }
    }

    impl Read {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(part: impl ::core::convert::Into<::qapi_client::Base64>) -> Self {
            Self {
                part: part.into(),
                name: ::core::option::Option::None,
            }
        }

        /// Sets `part`.
        #[inline]
        #[must_use]
        pub fn part(mut self, value: impl ::core::convert::Into<::qapi_client::Base64>) -> Self {
            self.part = value.into();
            self
        }

        /// Sets `name`.
        #[inline]
        #[must_use]
        pub fn name(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.name = ::core::option::Option::Some(value.into());
            self
        }
    }

    impl ::qapi_client::wire::Encode for Read {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("part name", (&self.part, &self.name))
        }
    }

    impl ::qapi_client::wire::Decode for Read {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((part, name)) = r.fields("part name") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { part, name })
        }
    }

    impl ::qapi_client::Event for Read {
        const NAME: &'static str = "READ";
    }

    ::qapi_client::__debug! {
        Read
    }

    ::qapi_client::__no_features! {
        Read
    }

    ::qapi_client::__serialize! {
        Read
    }

    ::qapi_client::__deserialize! {
        Read
    }

    ::qapi_client::__visit_events! {
        FullEventVisitor
        Read
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `READ`
    Read(events::Read),
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
            Self::Read(_) => "READ",
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
            "READ" => data.known(Self::Read),
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
            Self::Read(data) => ::qapi_client::wire::Encode::encode(data, w),
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
                "[{\"name\":\"file-read\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"file-write\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"3\"},{\"name\":\"set-chain\",\"meta-type\":\"command\",\"arg-type\":\"4\",\"ret-type\":\"3\"},{\"name\":\"unlock\",\"meta-type\":\"command\",\"arg-type\":\"5\",\"ret-type\":\"3\"},{\"name\":\"send\",\"meta-type\":\"command\",\"arg-type\":\"6\",\"ret-type\":\"[6]\"},{\"name\":\"READ\",\"meta-type\":\"event\",\"arg-type\":\"7\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"handle\",\"type\":\"int\"},{\"name\":\"count\",\"type\":\"int\",\"default\":null}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"count\",\"type\":\"int\"},{\"name\":\"buf-b64\",\"type\":\"str\"},{\"name\":\"tags\",\"type\":\"[str]\",\"default\":null}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"handle\",\"type\":\"int\"},{\"name\":\"buf-b64\",\"type\":\"str\"},{\"name\":\"more-b64\",\"type\":\"str\",\"default\":null}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"pem\",\"type\":\"str\",\"default\":null},{\"name\":\"old\",\"type\":\"8\",\"default\":null},{\"name\":\"next\",\"type\":\"[4]\",\"default\":null}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"key\",\"type\":\"str\"}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"form\",\"type\":\"9\"}],\"tag\":\"form\",\"variants\":[{\"case\":\"plain\",\"type\":\"10\"},{\"case\":\"sealed\",\"type\":\"11\"}]},{\"name\":\"[6]\",\"meta-type\":\"array\",\"element-type\":\"6\"},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"part\",\"type\":\"str\"},{\"name\":\"name\",\"type\":\"str\",\"default\":null}]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"[str]\",\"meta-type\":\"array\",\"element-type\":\"str\"},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"pem\",\"type\":\"str\"}]},{\"name\":\"[4]\",\"meta-type\":\"array\",\"element-type\":\"4\"},{\"name\":\"9\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"plain\"},{\"name\":\"sealed\"}],\"values\":[\"plain\",\"sealed\"]},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"data\",\"type\":\"str\"}]},{\"name\":\"11\",\"meta-type\":\"object\",\"members\":[{\"name\":\"data\",\"type\":\"str\"},{\"name\":\"if\",\"type\":\"str\",\"default\":null}]}]",
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
        /// [`file-read`](super::commands::FileRead)
        fn file_read(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::FileRead,
        ) -> impl ::qapi_server::Reply<super::FileRead> {
            call.unimplemented()
        }

        /// [`file-write`](super::commands::FileWrite)
        fn file_write(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::FileWrite,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`set-chain`](super::commands::SetChain)
        fn set_chain(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::SetChain,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`unlock`](super::commands::Unlock)
        fn unlock(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Unlock,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }

        /// [`send`](super::commands::Send)
        fn send(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Send,
        ) -> impl ::qapi_server::Reply<::std::vec::Vec<super::Parcel>> {
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
                "file-read" => ::qapi_server::implemented(
                    &<T as Commands>::file_read,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "file-write" => ::qapi_server::implemented(
                    &<T as Commands>::file_write,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "set-chain" => ::qapi_server::implemented(
                    &<T as Commands>::set_chain,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "unlock" => ::qapi_server::implemented(
                    &<T as Commands>::unlock,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                "send" => ::qapi_server::implemented(
                    &<T as Commands>::send,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "file-read" => ::qapi_server::__execute!(self, call, file_read),
                "file-write" => ::qapi_server::__execute!(self, call, file_write),
                "set-chain" => ::qapi_server::__execute!(self, call, set_chain),
                "unlock" => ::qapi_server::__execute!(self, call, unlock),
                "send" => ::qapi_server::__execute!(self, call, send),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
