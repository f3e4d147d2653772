/// The object `B39`.
pub struct B39 {
    /// `m0`
    pub m0: i64,
    /// `m1`
    pub m1: ::core::option::Option<i64>,
    /// `m2`
    pub m2: ::core::option::Option<i64>,
    /// `m3`
    pub m3: ::core::option::Option<i64>,
    /// `m4`
    pub m4: ::core::option::Option<i64>,
    /// `m5`
    pub m5: ::core::option::Option<i64>,
    /// `m6`
    pub m6: ::core::option::Option<i64>,
    /// `m7`
    pub m7: ::core::option::Option<i64>,
    /// `m8`
    pub m8: ::core::option::Option<i64>,
    /// `m9`
    pub m9: ::core::option::Option<i64>,
    /// `m10`
    pub m10: ::core::option::Option<i64>,
    /// `m11`
    pub m11: ::core::option::Option<i64>,
    /// `m12`
    pub m12: ::core::option::Option<i64>,
    /// `m13`
    pub m13: ::core::option::Option<i64>,
    /// `m14`
    pub m14: ::core::option::Option<i64>,
    /// `m15`
    pub m15: ::core::option::Option<i64>,
    /// `m16`
    pub m16: ::core::option::Option<i64>,
    /// `m17`
    pub m17: ::core::option::Option<i64>,
    /// `m18`
    pub m18: ::core::option::Option<i64>,
    /// `m19`
    pub m19: ::core::option::Option<i64>,
    /// `m20`
    pub m20: ::core::option::Option<i64>,
    /// `m21`
    pub m21: ::core::option::Option<i64>,
    /// `m22`
    pub m22: ::core::option::Option<i64>,
    /// `m23`
    pub m23: ::core::option::Option<i64>,
    /// `m24`
    pub m24: ::core::option::Option<i64>,
    /// `m25`
    pub m25: ::core::option::Option<i64>,
    /// `m26`
    pub m26: ::core::option::Option<i64>,
    /// `m27`
    pub m27: ::core::option::Option<i64>,
    /// `m28`
    pub m28: ::core::option::Option<i64>,
    /// `m29`
    pub m29: ::core::option::Option<i64>,
    /// `m30`
    pub m30: ::core::option::Option<i64>,
    /// `m31`
    pub m31: ::core::option::Option<i64>,
    /// `m32`
    pub m32: ::core::option::Option<i64>,
    /// `m33`
    pub m33: ::core::option::Option<i64>,
    /// `m34`
    pub m34: ::core::option::Option<i64>,
    /// `m35`
    pub m35: ::core::option::Option<i64>,
    /// `m36`
    pub m36: ::core::option::Option<i64>,
    /// `m37`
    pub m37: ::core::option::Option<i64>,
    /// `m38`
    pub m38: ::core::option::Option<i64>,
    /// `m39`
    pub m39: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for B39 {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl B39 {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(m0: i64) -> Self {
        Self {
            m0,
            m1: ::core::option::Option::None,
            m2: ::core::option::Option::None,
            m3: ::core::option::Option::None,
            m4: ::core::option::Option::None,
            m5: ::core::option::Option::None,
            m6: ::core::option::Option::None,
            m7: ::core::option::Option::None,
            m8: ::core::option::Option::None,
            m9: ::core::option::Option::None,
            m10: ::core::option::Option::None,
            m11: ::core::option::Option::None,
            m12: ::core::option::Option::None,
            m13: ::core::option::Option::None,
            m14: ::core::option::Option::None,
            m15: ::core::option::Option::None,
            m16: ::core::option::Option::None,
            m17: ::core::option::Option::None,
            m18: ::core::option::Option::None,
            m19: ::core::option::Option::None,
            m20: ::core::option::Option::None,
            m21: ::core::option::Option::None,
            m22: ::core::option::Option::None,
            m23: ::core::option::Option::None,
            m24: ::core::option::Option::None,
            m25: ::core::option::Option::None,
            m26: ::core::option::Option::None,
            m27: ::core::option::Option::None,
            m28: ::core::option::Option::None,
            m29: ::core::option::Option::None,
            m30: ::core::option::Option::None,
            m31: ::core::option::Option::None,
            m32: ::core::option::Option::None,
            m33: ::core::option::Option::None,
            m34: ::core::option::Option::None,
            m35: ::core::option::Option::None,
            m36: ::core::option::Option::None,
            m37: ::core::option::Option::None,
            m38: ::core::option::Option::None,
            m39: ::core::option::Option::None,
        }
    }

    /// Sets `m1`.
    #[inline]
    #[must_use]
    pub fn m1(mut self, value: i64) -> Self {
        self.m1 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m2`.
    #[inline]
    #[must_use]
    pub fn m2(mut self, value: i64) -> Self {
        self.m2 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m3`.
    #[inline]
    #[must_use]
    pub fn m3(mut self, value: i64) -> Self {
        self.m3 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m4`.
    #[inline]
    #[must_use]
    pub fn m4(mut self, value: i64) -> Self {
        self.m4 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m5`.
    #[inline]
    #[must_use]
    pub fn m5(mut self, value: i64) -> Self {
        self.m5 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m6`.
    #[inline]
    #[must_use]
    pub fn m6(mut self, value: i64) -> Self {
        self.m6 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m7`.
    #[inline]
    #[must_use]
    pub fn m7(mut self, value: i64) -> Self {
        self.m7 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m8`.
    #[inline]
    #[must_use]
    pub fn m8(mut self, value: i64) -> Self {
        self.m8 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m9`.
    #[inline]
    #[must_use]
    pub fn m9(mut self, value: i64) -> Self {
        self.m9 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m10`.
    #[inline]
    #[must_use]
    pub fn m10(mut self, value: i64) -> Self {
        self.m10 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m11`.
    #[inline]
    #[must_use]
    pub fn m11(mut self, value: i64) -> Self {
        self.m11 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m12`.
    #[inline]
    #[must_use]
    pub fn m12(mut self, value: i64) -> Self {
        self.m12 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m13`.
    #[inline]
    #[must_use]
    pub fn m13(mut self, value: i64) -> Self {
        self.m13 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m14`.
    #[inline]
    #[must_use]
    pub fn m14(mut self, value: i64) -> Self {
        self.m14 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m15`.
    #[inline]
    #[must_use]
    pub fn m15(mut self, value: i64) -> Self {
        self.m15 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m16`.
    #[inline]
    #[must_use]
    pub fn m16(mut self, value: i64) -> Self {
        self.m16 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m17`.
    #[inline]
    #[must_use]
    pub fn m17(mut self, value: i64) -> Self {
        self.m17 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m18`.
    #[inline]
    #[must_use]
    pub fn m18(mut self, value: i64) -> Self {
        self.m18 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m19`.
    #[inline]
    #[must_use]
    pub fn m19(mut self, value: i64) -> Self {
        self.m19 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m20`.
    #[inline]
    #[must_use]
    pub fn m20(mut self, value: i64) -> Self {
        self.m20 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m21`.
    #[inline]
    #[must_use]
    pub fn m21(mut self, value: i64) -> Self {
        self.m21 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m22`.
    #[inline]
    #[must_use]
    pub fn m22(mut self, value: i64) -> Self {
        self.m22 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m23`.
    #[inline]
    #[must_use]
    pub fn m23(mut self, value: i64) -> Self {
        self.m23 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m24`.
    #[inline]
    #[must_use]
    pub fn m24(mut self, value: i64) -> Self {
        self.m24 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m25`.
    #[inline]
    #[must_use]
    pub fn m25(mut self, value: i64) -> Self {
        self.m25 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m26`.
    #[inline]
    #[must_use]
    pub fn m26(mut self, value: i64) -> Self {
        self.m26 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m27`.
    #[inline]
    #[must_use]
    pub fn m27(mut self, value: i64) -> Self {
        self.m27 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m28`.
    #[inline]
    #[must_use]
    pub fn m28(mut self, value: i64) -> Self {
        self.m28 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m29`.
    #[inline]
    #[must_use]
    pub fn m29(mut self, value: i64) -> Self {
        self.m29 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m30`.
    #[inline]
    #[must_use]
    pub fn m30(mut self, value: i64) -> Self {
        self.m30 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m31`.
    #[inline]
    #[must_use]
    pub fn m31(mut self, value: i64) -> Self {
        self.m31 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m32`.
    #[inline]
    #[must_use]
    pub fn m32(mut self, value: i64) -> Self {
        self.m32 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m33`.
    #[inline]
    #[must_use]
    pub fn m33(mut self, value: i64) -> Self {
        self.m33 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m34`.
    #[inline]
    #[must_use]
    pub fn m34(mut self, value: i64) -> Self {
        self.m34 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m35`.
    #[inline]
    #[must_use]
    pub fn m35(mut self, value: i64) -> Self {
        self.m35 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m36`.
    #[inline]
    #[must_use]
    pub fn m36(mut self, value: i64) -> Self {
        self.m36 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m37`.
    #[inline]
    #[must_use]
    pub fn m37(mut self, value: i64) -> Self {
        self.m37 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m38`.
    #[inline]
    #[must_use]
    pub fn m38(mut self, value: i64) -> Self {
        self.m38 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `m39`.
    #[inline]
    #[must_use]
    pub fn m39(mut self, value: i64) -> Self {
        self.m39 = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for B39 {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(
            &[
                "m0 m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11 m12 m13 m14 m15 m16 m17 m18 m19",
                "m20 m21 m22 m23 m24 m25 m26 m27 m28 m29 m30 m31 m32 m33 m34 m35 m36 m37",
                "m38 m39",
            ],
            &[
                &self.m0, &self.m1, &self.m2, &self.m3, &self.m4, &self.m5, &self.m6, &self.m7,
                &self.m8, &self.m9, &self.m10, &self.m11, &self.m12, &self.m13, &self.m14,
                &self.m15, &self.m16, &self.m17, &self.m18, &self.m19, &self.m20, &self.m21,
                &self.m22, &self.m23, &self.m24, &self.m25, &self.m26, &self.m27, &self.m28,
                &self.m29, &self.m30, &self.m31, &self.m32, &self.m33, &self.m34, &self.m35,
                &self.m36, &self.m37, &self.m38, &self.m39,
            ],
        )
    }
}

impl ::qapi_client::wire::Decode for B39 {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11)) =
            r.fields("m0 m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11")
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            m12,
            m13,
            m14,
            m15,
            m16,
            m17,
            m18,
            m19,
            m20,
            m21,
            m22,
            m23,
        )) = r.fields("m12 m13 m14 m15 m16 m17 m18 m19 m20 m21 m22 m23")
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            m24,
            m25,
            m26,
            m27,
            m28,
            m29,
            m30,
            m31,
            m32,
            m33,
            m34,
            m35,
        )) = r.fields("m24 m25 m26 m27 m28 m29 m30 m31 m32 m33 m34 m35")
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((m36, m37, m38, m39)) = r.fields("m36 m37 m38 m39") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            m0,
            m1,
            m2,
            m3,
            m4,
            m5,
            m6,
            m7,
            m8,
            m9,
            m10,
            m11,
            m12,
            m13,
            m14,
            m15,
            m16,
            m17,
            m18,
            m19,
            m20,
            m21,
            m22,
            m23,
            m24,
            m25,
            m26,
            m27,
            m28,
            m29,
            m30,
            m31,
            m32,
            m33,
            m34,
            m35,
            m36,
            m37,
            m38,
            m39,
        })
    }
}

::qapi_client::__debug! {
    B39
}

::qapi_client::__no_features! {
    B39
}

::qapi_client::__serialize! {
    B39
}

::qapi_client::__deserialize! {
    B39
}

/// The commands.
pub mod commands {
    /// The command `deep`.
    #[derive(Clone)]
    pub struct Deep(
        /// All members.
        pub super::B39,
    );

    impl Deep {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(m0: i64) -> Self {
            Self(<super::B39>::new(m0))
        }
    }

    impl ::core::convert::From<super::B39> for Deep {
        #[inline]
        fn from(value: super::B39) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Deep {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for Deep {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for Deep {
        const NAME: &'static str = "deep";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        Deep
    }

    ::qapi_client::__no_features! {
        Deep
    }

    ::qapi_client::__serialize! {
        Deep
    }

    ::qapi_client::__deserialize! {
        Deep
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Deep
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
                "[{\"name\":\"deep\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"m0\",\"type\":\"int\"},{\"name\":\"m1\",\"type\":\"int\",\"default\":null},{\"name\":\"m2\",\"type\":\"int\",\"default\":null},{\"name\":\"m3\",\"type\":\"int\",\"default\":null},{\"name\":\"m4\",\"type\":\"int\",\"default\":null},{\"name\":\"m5\",\"type\":\"int\",\"default\":null},{\"name\":\"m6\",\"type\":\"int\",\"default\":null},{\"name\":\"m7\",\"type\":\"int\",\"default\":null},{\"name\":\"m8\",\"type\":\"int\",\"default\":null},{\"name\":\"m9\",\"type\":\"int\",\"default\":null},{\"name\":\"m10\",\"type\":\"int\",\"default\":null},{\"name\":\"m11\",\"type\":\"int\",\"default\":null},{\"name\":\"m12\",\"type\":\"int\",\"default\":null},{\"name\":\"m13\",\"type\":\"int\",\"default\":null},{\"name\":\"m14\",\"type\":\"int\",\"default\":null},{\"name\":\"m15\",\"type\":\"int\",\"default\":null},{\"name\":\"m16\",\"type\":\"int\",\"default\":null},{\"name\":\"m17\",\"type\":\"int\",\"default\":null},{\"name\":\"m18\",\"type\":\"int\",\"default\":null},{\"name\":\"m19\",\"type\":\"int\",\"default\":null},{\"name\":\"m20\",\"type\":\"int\",\"default\":null},{\"name\":\"m21\",\"type\":\"int\",\"default\":null},{\"name\":\"m22\",\"type\":\"int\",\"default\":null},{\"name\":\"m23\",\"type\":\"int\",\"default\":null},{\"name\":\"m24\",\"type\":\"int\",\"default\":null},{\"name\":\"m25\",\"type\":\"int\",\"default\":null},{\"name\":\"m26\",\"type\":\"int\",\"default\":null},{\"name\":\"m27\",\"type\":\"int\",\"default\":null},{\"name\":\"m28\",\"type\":\"int\",\"default\":null},{\"name\":\"m29\",\"type\":\"int\",\"default\":null},{\"name\":\"m30\",\"type\":\"int\",\"default\":null},{\"name\":\"m31\",\"type\":\"int\",\"default\":null},{\"name\":\"m32\",\"type\":\"int\",\"default\":null},{\"name\":\"m33\",\"type\":\"int\",\"default\":null},{\"name\":\"m34\",\"type\":\"int\",\"default\":null},{\"name\":\"m35\",\"type\":\"int\",\"default\":null},{\"name\":\"m36\",\"type\":\"int\",\"default\":null},{\"name\":\"m37\",\"type\":\"int\",\"default\":null},{\"name\":\"m38\",\"type\":\"int\",\"default\":null},{\"name\":\"m39\",\"type\":\"int\",\"default\":null}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"}]",
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
        /// [`deep`](super::commands::Deep)
        fn deep(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Deep,
        ) -> impl ::qapi_server::Reply<()> {
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
                "deep" => ::qapi_server::implemented(
                    &<T as Commands>::deep,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "deep" => ::qapi_server::__execute!(self, call, deep),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
