/// A disk of the machine.
///
/// Since 1.0.
pub struct Disk {
    /// where its image is
    pub path: ::std::string::String,
    /// how many bytes it has
    pub size: u64,
    /// what to call it
    pub label: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for Disk {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            label: self.label.clone(),
            ..*self
        }
    }
}

impl Disk {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(path: impl ::core::convert::Into<::std::string::String>, size: u64) -> Self {
        Self {
            path: path.into(),
            size,
            label: ::core::option::Option::None,
        }
    }

    /// Sets `label`.
    #[inline]
    #[must_use]
    pub fn label(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.label = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Disk {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path size label", (&self.path, &self.size, &self.label))
    }
}

impl ::qapi_client::wire::Decode for Disk {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((path, size, label)) = r.fields("path size label") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { path, size, label })
    }
}

/// The object `Everything`.
pub struct Everything {
    /// `a-str`
    pub a_str: ::std::string::String,
    /// `a-number`
    pub a_number: f64,
    /// `an-int`
    pub an_int: i64,
    /// `an-int8`
    pub an_int8: i8,
    /// `an-int16`
    pub an_int16: i16,
    /// `an-int32`
    pub an_int32: i32,
    /// `an-int64`
    pub an_int64: i64,
    /// `a-uint8`
    pub a_uint8: u8,
    /// `a-uint16`
    pub a_uint16: u16,
    /// `a-uint32`
    pub a_uint32: u32,
    /// `a-uint64`
    pub a_uint64: u64,
    /// `a-size`
    pub a_size: u64,
    /// `a-bool`
    pub a_bool: bool,
    /// `an-any`
    pub an_any: ::qapi_client::wire::Value,
    /// `a-null`
    pub a_null: ::qapi_client::wire::Null,
    /// `maybe-any`
    pub maybe_any: ::core::option::Option<::qapi_client::wire::Value>,
    /// `maybe-null`
    pub maybe_null: ::core::option::Option<::qapi_client::wire::Null>,
    /// `some-str`
    pub some_str: ::std::vec::Vec<::std::string::String>,
    /// `some-disks`
    pub some_disks: ::core::option::Option<::std::vec::Vec<Disk>>,
}

impl ::core::clone::Clone for Everything {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            a_str: self.a_str.clone(),
            an_any: self.an_any.clone(),
            maybe_any: self.maybe_any.clone(),
            some_str: self.some_str.clone(),
            some_disks: self.some_disks.clone(),
            ..*self
        }
    }
}

/// The required members of [`Everything`].
pub struct NewEverything {
    /// `a-str`
    pub a_str: ::std::string::String,
    /// `a-number`
    pub a_number: f64,
    /// `an-int`
    pub an_int: i64,
    /// `an-int8`
    pub an_int8: i8,
    /// `an-int16`
    pub an_int16: i16,
    /// `an-int32`
    pub an_int32: i32,
    /// `an-int64`
    pub an_int64: i64,
    /// `a-uint8`
    pub a_uint8: u8,
    /// `a-uint16`
    pub a_uint16: u16,
    /// `a-uint32`
    pub a_uint32: u32,
    /// `a-uint64`
    pub a_uint64: u64,
    /// `a-size`
    pub a_size: u64,
    /// `a-bool`
    pub a_bool: bool,
    /// `an-any`
    pub an_any: ::qapi_client::wire::Value,
    /// `a-null`
    pub a_null: ::qapi_client::wire::Null,
    /// `some-str`
    pub some_str: ::std::vec::Vec<::std::string::String>,
}

impl ::core::clone::Clone for NewEverything {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            a_str: self.a_str.clone(),
            an_any: self.an_any.clone(),
            some_str: self.some_str.clone(),
            ..*self
        }
    }
}

impl ::core::fmt::Debug for NewEverything {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_object(
            f,
            "NewEverything",
            &[
                "a-str a-number an-int an-int8 an-int16 an-int32 an-int64 a-uint8",
                "a-uint16 a-uint32 a-uint64 a-size a-bool an-any a-null some-str",
            ],
            &[
                &self.a_str,
                &self.a_number,
                &self.an_int,
                &self.an_int8,
                &self.an_int16,
                &self.an_int32,
                &self.an_int64,
                &self.a_uint8,
                &self.a_uint16,
                &self.a_uint32,
                &self.a_uint64,
                &self.a_size,
                &self.a_bool,
                &self.an_any,
                &self.a_null,
                &self.some_str,
            ],
        )
    }
}

impl Everything {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(required: NewEverything) -> Self {
        Self {
            a_str: required.a_str,
            a_number: required.a_number,
            an_int: required.an_int,
            an_int8: required.an_int8,
            an_int16: required.an_int16,
            an_int32: required.an_int32,
            an_int64: required.an_int64,
            a_uint8: required.a_uint8,
            a_uint16: required.a_uint16,
            a_uint32: required.a_uint32,
            a_uint64: required.a_uint64,
            a_size: required.a_size,
            a_bool: required.a_bool,
            an_any: required.an_any,
            a_null: required.a_null,
            maybe_any: ::core::option::Option::None,
            maybe_null: ::core::option::Option::None,
            some_str: required.some_str,
            some_disks: ::core::option::Option::None,
        }
    }

    /// Sets `maybe-any`.
    #[inline]
    #[must_use]
    pub fn maybe_any(
        mut self,
        value: impl ::core::convert::Into<::qapi_client::wire::Value>,
    ) -> Self {
        self.maybe_any = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `maybe-null`.
    #[inline]
    #[must_use]
    pub fn maybe_null(mut self, value: ::qapi_client::wire::Null) -> Self {
        self.maybe_null = ::core::option::Option::Some(value);
        self
    }

    /// Sets `some-disks`.
    #[inline]
    #[must_use]
    pub fn some_disks(mut self, value: impl ::core::iter::IntoIterator<Item = Disk>) -> Self {
        self.some_disks = ::core::option::Option::Some(::qapi_client::wire::list(value));
        self
    }
}

impl ::qapi_client::wire::Encode for Everything {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(
            &[
                "a-str a-number an-int an-int8 an-int16 an-int32 an-int64 a-uint8",
                "a-uint16 a-uint32 a-uint64 a-size a-bool an-any a-null maybe-any",
                "maybe-null some-str some-disks",
            ],
            &[
                &self.a_str,
                &self.a_number,
                &self.an_int,
                &self.an_int8,
                &self.an_int16,
                &self.an_int32,
                &self.an_int64,
                &self.a_uint8,
                &self.a_uint16,
                &self.a_uint32,
                &self.a_uint64,
                &self.a_size,
                &self.a_bool,
                &self.an_any,
                &self.a_null,
                &self.maybe_any,
                &self.maybe_null,
                &self.some_str,
                &self.some_disks,
            ],
        )
    }
}

impl ::qapi_client::wire::Decode for Everything {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((
            a_str,
            a_number,
            an_int,
            an_int8,
            an_int16,
            an_int32,
            an_int64,
            a_uint8,
            a_uint16,
            a_uint32,
            a_uint64,
            a_size,
        )) = r.object(&[
            "a-str a-number an-int an-int8 an-int16 an-int32 an-int64 a-uint8",
            "a-uint16 a-uint32 a-uint64 a-size",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            a_bool,
            an_any,
            a_null,
            maybe_any,
            maybe_null,
            some_str,
            some_disks,
        )) = r.fields("a-bool an-any a-null maybe-any maybe-null some-str some-disks")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            a_str,
            a_number,
            an_int,
            an_int8,
            an_int16,
            an_int32,
            an_int64,
            a_uint8,
            a_uint16,
            a_uint32,
            a_uint64,
            a_size,
            a_bool,
            an_any,
            a_null,
            maybe_any,
            maybe_null,
            some_str,
            some_disks,
        })
    }
}

/// The object `AllOptional`.
#[derive(Default)]
pub struct AllOptional {
    /// `a`
    pub a: ::core::option::Option<i64>,
    /// `b`
    pub b: ::core::option::Option<::std::string::String>,
    /// `c`
    pub c: ::core::option::Option<Disk>,
}

impl ::core::clone::Clone for AllOptional {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            b: self.b.clone(),
            c: self.c.clone(),
            ..*self
        }
    }
}

impl AllOptional {
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

    /// Sets `b`.
    #[inline]
    #[must_use]
    pub fn b(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.b = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `c`.
    #[inline]
    #[must_use]
    pub fn c(mut self, value: Disk) -> Self {
        self.c = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for AllOptional {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("a b c", (&self.a, &self.b, &self.c))
    }
}

::qapi_client::__debug! {
    Disk
    Everything
    AllOptional
}

::qapi_client::__no_features! {
    Disk
    Everything
    AllOptional
}

::qapi_client::__serialize! {
    Disk
    Everything
    AllOptional
}

::qapi_client::__deserialize! {
    Disk
    Everything
}

/// The commands.
pub mod commands {
    /// The command `echo`.
    #[derive(Clone)]
    pub struct Echo(
        /// All members.
        pub super::Everything,
    );

    impl Echo {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(required: super::NewEverything) -> Self {
            Self(<super::Everything>::new(required))
        }
    }

    impl ::core::convert::From<super::Everything> for Echo {
        #[inline]
        fn from(value: super::Everything) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Echo {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for Echo {
        const NAME: &'static str = "echo";

        type Ok = super::Everything;
    }

    /// The command `set`.
    #[derive(Clone)]
    pub struct Set(
        /// All members.
        pub super::AllOptional,
    );

    impl Set {
        /// Creates a value with its required members.
        #[inline]
        #[allow(clippy::new_without_default)]
        pub fn new() -> Self {
            Self(::core::default::Default::default())
        }
    }

    impl ::core::convert::From<super::AllOptional> for Set {
        #[inline]
        fn from(value: super::AllOptional) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Set {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for Set {
        const NAME: &'static str = "set";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        Echo
        Set
    }

    ::qapi_client::__no_features! {
        Echo
        Set
    }

    ::qapi_client::__serialize! {
        Echo
        Set
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Echo
        Set
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
                "[{\"name\":\"echo\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"set\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"2\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a-str\",\"type\":\"str\"},{\"name\":\"a-number\",\"type\":\"number\"},{\"name\":\"an-int\",\"type\":\"int\"},{\"name\":\"an-int8\",\"type\":\"int\"},{\"name\":\"an-int16\",\"type\":\"int\"},{\"name\":\"an-int32\",\"type\":\"int\"},{\"name\":\"an-int64\",\"type\":\"int\"},{\"name\":\"a-uint8\",\"type\":\"int\"},{\"name\":\"a-uint16\",\"type\":\"int\"},{\"name\":\"a-uint32\",\"type\":\"int\"},{\"name\":\"a-uint64\",\"type\":\"int\"},{\"name\":\"a-size\",\"type\":\"int\"},{\"name\":\"a-bool\",\"type\":\"bool\"},{\"name\":\"an-any\",\"type\":\"any\"},{\"name\":\"a-null\",\"type\":\"null\"},{\"name\":\"maybe-any\",\"type\":\"any\",\"default\":null},{\"name\":\"maybe-null\",\"type\":\"null\",\"default\":null},{\"name\":\"some-str\",\"type\":\"[str]\"},{\"name\":\"some-disks\",\"type\":\"[3]\",\"default\":null}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"a\",\"type\":\"int\",\"default\":null},{\"name\":\"b\",\"type\":\"str\",\"default\":null},{\"name\":\"c\",\"type\":\"3\",\"default\":null}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"number\",\"meta-type\":\"builtin\",\"json-type\":\"number\"},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"},{\"name\":\"any\",\"meta-type\":\"builtin\",\"json-type\":\"value\"},{\"name\":\"null\",\"meta-type\":\"builtin\",\"json-type\":\"null\"},{\"name\":\"[str]\",\"meta-type\":\"array\",\"element-type\":\"str\"},{\"name\":\"[3]\",\"meta-type\":\"array\",\"element-type\":\"3\"},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"},{\"name\":\"size\",\"type\":\"int\"},{\"name\":\"label\",\"type\":\"str\",\"default\":null}]}]",
            )
        });
    &SCHEMA
}
