/// The values of `Words`.
#[derive(Clone)]
pub enum Words {
    /// `self`
    Self_,
    /// `Self`
    Self2,
    /// `type`
    Type,
    /// `4k`
    _4k,
    /// `3des`
    _3des,
    /// `2_5`
    _2_5,
    /// `16`
    _16,
    /// `foo-bar`
    FooBar,
    /// `fooBar`
    FooBar2,
    /// `unknown`
    Unknown_,
    /// `x86_64`
    X86_64,
    /// `x8664`
    X8664,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Words>),
}

impl Words {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[
        Self::Self_,
        Self::Self2,
        Self::Type,
        Self::_4k,
        Self::_3des,
        Self::_2_5,
        Self::_16,
        Self::FooBar,
        Self::FooBar2,
        Self::Unknown_,
        Self::X86_64,
        Self::X8664,
    ];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Self_ => "self",
            Self::Self2 => "Self",
            Self::Type => "type",
            Self::_4k => "4k",
            Self::_3des => "3des",
            Self::_2_5 => "2_5",
            Self::_16 => "16",
            Self::FooBar => "foo-bar",
            Self::FooBar2 => "fooBar",
            Self::Unknown_ => "unknown",
            Self::X86_64 => "x86_64",
            Self::X8664 => "x8664",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Words {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Words", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Members`.
pub struct Members {
    /// `self`
    pub self_: i64,
    /// `super`
    pub super_: i64,
    /// `crate`
    pub crate_: i64,
    /// `type`
    pub type_: ::std::string::String,
    /// `async`
    pub async_: bool,
    /// `gen`
    pub gen_: bool,
    /// `foo-bar`
    pub foo_bar: i64,
    /// `fooBar`
    pub foo_bar_2: i64,
    /// `new`
    pub new: ::core::option::Option<i64>,
    /// `clone`
    pub clone: ::core::option::Option<i64>,
    /// `default`
    pub default: ::core::option::Option<::std::string::String>,
    /// `fn`
    pub fn_: Words,
    /// `w`
    pub w: i64,
    /// `json`
    pub json: i64,
    /// `o`
    pub o: i64,
    /// `value`
    pub value: ::core::option::Option<i64>,
}

impl ::core::clone::Clone for Members {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            type_: self.type_.clone(),
            default: self.default.clone(),
            fn_: self.fn_.clone(),
            ..*self
        }
    }
}

/// The required members of [`Members`].
pub struct NewMembers {
    /// `self`
    pub self_: i64,
    /// `super`
    pub super_: i64,
    /// `crate`
    pub crate_: i64,
    /// `type`
    pub type_: ::std::string::String,
    /// `async`
    pub async_: bool,
    /// `gen`
    pub gen_: bool,
    /// `foo-bar`
    pub foo_bar: i64,
    /// `fooBar`
    pub foo_bar_2: i64,
    /// `fn`
    pub fn_: Words,
    /// `w`
    pub w: i64,
    /// `json`
    pub json: i64,
    /// `o`
    pub o: i64,
}

impl ::core::clone::Clone for NewMembers {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            type_: self.type_.clone(),
            fn_: self.fn_.clone(),
            ..*self
        }
    }
}

impl ::core::fmt::Debug for NewMembers {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(
            f,
            "NewMembers",
            "self super crate type async gen foo-bar fooBar fn w json o",
            (
                &self.self_,
                &self.super_,
                &self.crate_,
                &self.type_,
                &self.async_,
                &self.gen_,
                &self.foo_bar,
                &self.foo_bar_2,
                &self.fn_,
                &self.w,
                &self.json,
                &self.o,
            ),
        )
    }
}

impl Members {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(required: NewMembers) -> Self {
        Self {
            self_: required.self_,
            super_: required.super_,
            crate_: required.crate_,
            type_: required.type_,
            async_: required.async_,
            gen_: required.gen_,
            foo_bar: required.foo_bar,
            foo_bar_2: required.foo_bar_2,
            new: ::core::option::Option::None,
            clone: ::core::option::Option::None,
            default: ::core::option::Option::None,
            fn_: required.fn_,
            w: required.w,
            json: required.json,
            o: required.o,
            value: ::core::option::Option::None,
        }
    }

    /// Sets `new`.
    #[inline]
    #[must_use]
    pub fn new_(mut self, value: i64) -> Self {
        self.new = ::core::option::Option::Some(value);
        self
    }

    /// Sets `clone`.
    #[inline]
    #[must_use]
    pub fn clone_(mut self, value: i64) -> Self {
        self.clone = ::core::option::Option::Some(value);
        self
    }

    /// Sets `default`.
    #[inline]
    #[must_use]
    pub fn default_(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.default = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `value`.
    #[inline]
    #[must_use]
    pub fn value(mut self, value: i64) -> Self {
        self.value = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Members {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(
            &[
                "self super crate type async gen foo-bar fooBar new clone default fn w",
                "json o value",
            ],
            &[
                &self.self_,
                &self.super_,
                &self.crate_,
                &self.type_,
                &self.async_,
                &self.gen_,
                &self.foo_bar,
                &self.foo_bar_2,
                &self.new,
                &self.clone,
                &self.default,
                &self.fn_,
                &self.w,
                &self.json,
                &self.o,
                &self.value,
            ],
        )
    }
}

impl ::qapi_client::wire::Decode for Members {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((
            self_,
            super_,
            crate_,
            type_,
            async_,
            gen_,
            foo_bar,
            foo_bar_2,
            new,
            clone,
            default,
            fn_,
        )) = r.fields("self super crate type async gen foo-bar fooBar new clone default fn")
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((w, json, o, value)) = r.fields("w json o value") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            self_,
            super_,
            crate_,
            type_,
            async_,
            gen_,
            foo_bar,
            foo_bar_2,
            new,
            clone,
            default,
            fn_,
            w,
            json,
            o,
            value,
        })
    }
}

/// The object `String`.
pub struct String {
    /// `string`
    pub string: ::std::string::String,
}

impl ::core::clone::Clone for String {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            string: self.string.clone(),
        }
    }
}

impl String {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(string: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            string: string.into(),
        }
    }
}

impl ::qapi_client::wire::Encode for String {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("string", &self.string)
    }
}

impl ::qapi_client::wire::Decode for String {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(string) = r.req("string") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { string })
    }
}

/// The object `Option`.
#[derive(Default)]
pub struct Option {
    /// `option`
    pub option: ::core::option::Option<String>,
}

impl ::core::clone::Clone for Option {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            option: self.option.clone(),
        }
    }
}

impl Option {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `option`.
    #[inline]
    #[must_use]
    pub fn option(mut self, value: String) -> Self {
        self.option = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Option {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("option", &self.option)
    }
}

impl ::qapi_client::wire::Decode for Option {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(option) = r.opt("option") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { option })
    }
}

/// The object `Vec`.
pub struct Vec {
    /// `vec`
    pub vec: ::std::vec::Vec<Option>,
}

impl ::core::clone::Clone for Vec {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            vec: self.vec.clone(),
        }
    }
}

impl Vec {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(vec: impl ::core::iter::IntoIterator<Item = Option>) -> Self {
        Self {
            vec: ::qapi_client::wire::list(vec),
        }
    }
}

impl ::qapi_client::wire::Encode for Vec {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("vec", &self.vec)
    }
}

impl ::qapi_client::wire::Decode for Vec {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(vec) = r.req("vec") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { vec })
    }
}

/// The object `Box`.
#[derive(Default)]
pub struct Box {
    /// `box`
    pub box_: ::core::option::Option<::std::boxed::Box<Box>>,
}

impl ::core::clone::Clone for Box {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            box_: self.box_.clone(),
        }
    }
}

impl Box {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `box`.
    #[inline]
    #[must_use]
    pub fn box_(mut self, value: Box) -> Self {
        self.box_ = ::core::option::Option::Some(::std::boxed::Box::new(value));
        self
    }
}

impl ::qapi_client::wire::Encode for Box {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("box", &self.box_)
    }
}

impl ::qapi_client::wire::Decode for Box {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(box_) = r.opt("box") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { box_ })
    }
}

/// The values of `Result`.
#[derive(Clone)]
pub enum Result {
    /// `ok`
    Ok,
    /// `err`
    Err,
    /// `some`
    Some,
    /// `none`
    None,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<Result>),
}

impl Result {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::Ok, Self::Err, Self::Some, Self::None];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ok => "ok",
            Self::Err => "err",
            Self::Some => "some",
            Self::None => "none",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for Result {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("Result", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Event`.
pub struct Event_ {
    /// `result`
    pub result: Result,
}

impl ::core::clone::Clone for Event_ {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            result: self.result.clone(),
        }
    }
}

impl Event_ {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(result: Result) -> Self {
        Self { result }
    }
}

impl ::qapi_client::wire::Encode for Event_ {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("result", &self.result)
    }
}

impl ::qapi_client::wire::Decode for Event_ {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(result) = r.req("result") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { result })
    }
}

/// The object `Default`.
#[derive(Default)]
pub struct Default {
    /// `clone`
    pub clone: ::core::option::Option<Clone>,
    /// `debug`
    pub debug: ::core::option::Option<Debug>,
}

impl ::core::clone::Clone for Default {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            clone: self.clone.clone(),
            debug: self.debug.clone(),
        }
    }
}

impl Default {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `clone`.
    #[inline]
    #[must_use]
    pub fn clone_(mut self, value: Clone) -> Self {
        self.clone = ::core::option::Option::Some(value);
        self
    }

    /// Sets `debug`.
    #[inline]
    #[must_use]
    pub fn debug(mut self, value: Debug) -> Self {
        self.debug = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Default {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("clone debug", (&self.clone, &self.debug))
    }
}

impl ::qapi_client::wire::Decode for Default {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((clone, debug)) = r.fields("clone debug") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { clone, debug })
    }
}

/// The object `Clone`.
#[derive(Default)]
pub struct Clone {}

impl ::core::clone::Clone for Clone {
    #[inline]
    fn clone(&self) -> Self {
        Self {}
    }
}

impl ::qapi_client::wire::Encode for Clone {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.empty()
    }
}

impl ::qapi_client::wire::Decode for Clone {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.members().map(|_| Self {})
    }
}

/// The object `Debug`.
#[derive(Default)]
pub struct Debug {}

impl ::core::clone::Clone for Debug {
    #[inline]
    fn clone(&self) -> Self {
        Self {}
    }
}

impl ::qapi_client::wire::Encode for Debug {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.empty()
    }
}

impl ::qapi_client::wire::Decode for Debug {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.members().map(|_| Self {})
    }
}

/// The object `Decode`.
#[derive(Default)]
pub struct Decode {}

impl ::core::clone::Clone for Decode {
    #[inline]
    fn clone(&self) -> Self {
        Self {}
    }
}

impl ::qapi_client::wire::Encode for Decode {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.empty()
    }
}

impl ::qapi_client::wire::Decode for Decode {
    #[inline]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        r.members().map(|_| Self {})
    }
}

/// The object `Self`.
pub struct Self_ {
    /// The branch, with its members.
    pub result: SelfBranch,
}

impl ::core::clone::Clone for Self_ {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            result: self.result.clone(),
        }
    }
}

impl Self_ {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(result: impl ::core::convert::Into<SelfBranch>) -> Self {
        Self {
            result: result.into(),
        }
    }
}

impl ::qapi_client::wire::Encode for Self_ {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("result", &self.result, &[], &[])
    }
}

impl ::qapi_client::wire::Decode for Self_ {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some(result) = r.branch("result", &[]) else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { result })
    }
}

/// The branches of [`Self_`], by its `result`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum SelfBranch {
    /// `ok`
    Ok,
    /// `err`
    Err,
    /// `some`
    Some,
    /// `none`
    None,
    /// A branch that the schema does not have.
    Unknown(::qapi_client::wire::UnknownBranch<SelfBranch>),
}

impl ::qapi_client::wire::EncodeBranch for SelfBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Ok => ("ok", &()),
            Self::Err => ("err", &()),
            Self::Some => ("some", &()),
            Self::None => ("none", &()),
            Self::Unknown(branch) => (branch.tag(), branch),
        }
    }
}

impl<T: ::core::convert::Into<SelfBranch>> ::core::convert::From<T> for Self_ {
    #[inline]
    fn from(result: T) -> Self {
        Self::new(result)
    }
}

impl ::qapi_client::wire::DecodeBranch for SelfBranch {
    #[inline]
    fn known(
        tag: &str,
        _: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        match tag {
            "ok" => ::core::option::Option::Some(::core::option::Option::Some(Self::Ok)),
            "err" => ::core::option::Option::Some(::core::option::Option::Some(Self::Err)),
            "some" => ::core::option::Option::Some(::core::option::Option::Some(Self::Some)),
            "none" => ::core::option::Option::Some(::core::option::Option::Some(Self::None)),
            _ => ::core::option::Option::Some(::core::option::Option::None),
        }
    }

    #[inline]
    fn unknown(branch: ::qapi_client::wire::UnknownBranch<Self>) -> Self {
        Self::Unknown(branch)
    }
}

/// The values of `SelfBranch`.
#[derive(Clone)]
pub enum SelfBranch2 {
    /// `a`
    A,
    /// A value that the schema does not have.
    Unknown(::qapi_client::wire::UnknownValue<SelfBranch2>),
}

impl SelfBranch2 {
    /// Every value of the schema, in its order.
    pub const ALL: &'static [Self] = &[Self::A];

    /// The value's text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::A => "a",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl ::qapi_client::wire::StringEnum for SelfBranch2 {
    const ENUM: ::qapi_client::wire::EnumInfo<Self> =
        ::qapi_client::wire::EnumInfo::open("SelfBranch", Self::ALL, Self::as_str, Self::Unknown);
}

/// The object `Stop`.
pub struct Stop {
    /// `members`
    pub members: Members,
    /// `vec`
    pub vec: Vec,
    /// `box`
    pub box_: Box,
    /// `event`
    pub event: Event_,
    /// `default`
    pub default: Default,
}

impl ::core::clone::Clone for Stop {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            members: self.members.clone(),
            vec: self.vec.clone(),
            box_: self.box_.clone(),
            event: self.event.clone(),
            default: self.default.clone(),
        }
    }
}

impl Stop {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(members: Members, vec: Vec, box_: Box, event: Event_, default: Default) -> Self {
        Self {
            members,
            vec,
            box_,
            event,
            default,
        }
    }
}

impl ::qapi_client::wire::Encode for Stop {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "members vec box event default",
            (
                &self.members,
                &self.vec,
                &self.box_,
                &self.event,
                &self.default,
            ),
        )
    }
}

impl ::qapi_client::wire::Decode for Stop {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((members, vec, box_, event, default)) =
            r.fields("members vec box event default")
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            members,
            vec,
            box_,
            event,
            default,
        })
    }
}

::qapi_client::__enums! {
    Words
    Result
    SelfBranch2
}

::qapi_client::__encode_enums! {
    Words
    Result
    SelfBranch2
}

::qapi_client::__decode_enums! {
    Words
    Result
    SelfBranch2
}

::qapi_client::__debug! {
    Members
    String
    Option
    Vec
    Box
    Event_
    Default
    Clone
    Debug
    Decode
    Self_
    Stop
}

::qapi_client::__no_features! {
    Words
    Members
    String
    Option
    Vec
    Box
    Result
    Event_
    Default
    Clone
    Debug
    Decode
    Self_
    SelfBranch2
    Stop
}

::qapi_client::__serialize! {
    Words
    Members
    String
    Option
    Vec
    Box
    Result
    Event_
    Default
    Clone
    Debug
    Decode
    Self_
    SelfBranch2
    Stop
}

::qapi_client::__deserialize! {
    Words
    Members
    String
    Option
    Vec
    Box
    Result
    Event_
    Default
    Clone
    Debug
    Decode
    Self_
    SelfBranch2
    Stop
}

::qapi_client::__debug_branches! {
    SelfBranch
}

/// The commands.
pub mod commands {
    /// The command `stop`.
    #[derive(Clone)]
    pub struct Stop(
        /// All members.
        pub super::Stop,
    );

    impl Stop {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            members: super::Members,
            vec: super::Vec,
            box_: super::Box,
            event: super::Event_,
            default: super::Default,
        ) -> Self {
            Self(<super::Stop>::new(members, vec, box_, event, default))
        }
    }

    impl ::core::convert::From<super::Stop> for Stop {
        #[inline]
        fn from(value: super::Stop) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Stop {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for Stop {
        const NAME: &'static str = "stop";

        type Ok = super::Stop;
    }

    /// The command `stop-it`.
    pub struct StopIt {
        /// `self`
        pub self_: super::Self_,
        /// `branch`
        pub branch: super::SelfBranch2,
    }

    impl ::core::clone::Clone for StopIt {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                self_: self.self_.clone(),
                branch: self.branch.clone(),
            }
        }
    }

    impl StopIt {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            self_: impl ::core::convert::Into<super::Self_>,
            branch: super::SelfBranch2,
        ) -> Self {
            Self {
                self_: self_.into(),
                branch,
            }
        }
    }

    impl ::qapi_client::wire::Encode for StopIt {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields("self branch", (&self.self_, &self.branch))
        }
    }

    impl ::qapi_client::Command for StopIt {
        const NAME: &'static str = "stop-it";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        Stop
        StopIt
    }

    ::qapi_client::__no_features! {
        Stop
        StopIt
    }

    ::qapi_client::__serialize! {
        Stop
        StopIt
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        Stop
        StopIt
    }
}

/// The events' data.
pub mod events {
    /// The event `STOP`.
    #[derive(Clone, Debug)]
    pub struct Stop(
        /// All members.
        pub super::Stop,
    );

    impl ::qapi_client::wire::Decode for Stop {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Event for Stop {
        const NAME: &'static str = "STOP";
    }

    /// The event `STOP_IT`.
    pub struct StopIt {
        /// `self`
        pub self_: super::Self_,
        /// `type`
        pub type_: super::SelfBranch2,
    }

    impl ::core::clone::Clone for StopIt {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                self_: self.self_.clone(),
                type_: self.type_.clone(),
            }
        }
    }

    impl ::core::fmt::Debug for StopIt {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(f, "StopIt", "self type", (&self.self_, &self.type_))
        }
    }

    impl ::qapi_client::wire::Decode for StopIt {
        #[inline]
        #[allow(clippy::question_mark)]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            let ::core::option::Option::Some((self_, type_)) = r.fields("self type") else {
                return ::core::option::Option::None;
            };
            ::core::option::Option::Some(Self { self_, type_ })
        }
    }

    impl ::qapi_client::Event for StopIt {
        const NAME: &'static str = "STOP_IT";
    }

    ::qapi_client::__no_features! {
        Stop
        StopIt
    }

    ::qapi_client::__deserialize! {
        Stop
        StopIt
    }

    ::qapi_client::__visit_events! {
        EventVisitor
        Stop
        StopIt
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// `STOP`
    Stop(events::Stop),
    /// `STOP_IT`
    StopIt(events::StopIt),
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
            Self::Stop(_) => "STOP",
            Self::StopIt(_) => "STOP_IT",
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
            "STOP" => data.known(Self::Stop),
            "STOP_IT" => data.known(Self::StopIt),
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

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"stop\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"0\"},{\"name\":\"stop-it\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"2\"},{\"name\":\"STOP\",\"meta-type\":\"event\",\"arg-type\":\"0\"},{\"name\":\"STOP_IT\",\"meta-type\":\"event\",\"arg-type\":\"3\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"members\",\"type\":\"4\"},{\"name\":\"vec\",\"type\":\"5\"},{\"name\":\"box\",\"type\":\"6\"},{\"name\":\"event\",\"type\":\"7\"},{\"name\":\"default\",\"type\":\"8\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[{\"name\":\"self\",\"type\":\"9\"},{\"name\":\"branch\",\"type\":\"10\"}]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"self\",\"type\":\"9\"},{\"name\":\"type\",\"type\":\"10\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"self\",\"type\":\"int\"},{\"name\":\"super\",\"type\":\"int\"},{\"name\":\"crate\",\"type\":\"int\"},{\"name\":\"type\",\"type\":\"str\"},{\"name\":\"async\",\"type\":\"bool\"},{\"name\":\"gen\",\"type\":\"bool\"},{\"name\":\"foo-bar\",\"type\":\"int\"},{\"name\":\"fooBar\",\"type\":\"int\"},{\"name\":\"new\",\"type\":\"int\",\"default\":null},{\"name\":\"clone\",\"type\":\"int\",\"default\":null},{\"name\":\"default\",\"type\":\"str\",\"default\":null},{\"name\":\"fn\",\"type\":\"11\"},{\"name\":\"w\",\"type\":\"int\"},{\"name\":\"json\",\"type\":\"int\"},{\"name\":\"o\",\"type\":\"int\"},{\"name\":\"value\",\"type\":\"int\",\"default\":null}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"vec\",\"type\":\"[12]\"}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"box\",\"type\":\"6\",\"default\":null}]},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"result\",\"type\":\"13\"}]},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"clone\",\"type\":\"14\",\"default\":null},{\"name\":\"debug\",\"type\":\"15\",\"default\":null}]},{\"name\":\"9\",\"meta-type\":\"object\",\"members\":[{\"name\":\"result\",\"type\":\"13\"}],\"tag\":\"result\",\"variants\":[{\"case\":\"ok\",\"type\":\"16\"},{\"case\":\"err\",\"type\":\"2\"},{\"case\":\"some\",\"type\":\"2\"},{\"case\":\"none\",\"type\":\"2\"}]},{\"name\":\"10\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"a\"}],\"values\":[\"a\"]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"},{\"name\":\"11\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"self\"},{\"name\":\"Self\"},{\"name\":\"type\"},{\"name\":\"4k\"},{\"name\":\"3des\"},{\"name\":\"2_5\"},{\"name\":\"16\"},{\"name\":\"foo-bar\"},{\"name\":\"fooBar\"},{\"name\":\"unknown\"},{\"name\":\"x86_64\"},{\"name\":\"x8664\"}],\"values\":[\"self\",\"Self\",\"type\",\"4k\",\"3des\",\"2_5\",\"16\",\"foo-bar\",\"fooBar\",\"unknown\",\"x86_64\",\"x8664\"]},{\"name\":\"[12]\",\"meta-type\":\"array\",\"element-type\":\"12\"},{\"name\":\"12\",\"meta-type\":\"object\",\"members\":[{\"name\":\"option\",\"type\":\"17\",\"default\":null}]},{\"name\":\"13\",\"meta-type\":\"enum\",\"members\":[{\"name\":\"ok\"},{\"name\":\"err\"},{\"name\":\"some\"},{\"name\":\"none\"}],\"values\":[\"ok\",\"err\",\"some\",\"none\"]},{\"name\":\"14\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"15\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"16\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"17\",\"meta-type\":\"object\",\"members\":[{\"name\":\"string\",\"type\":\"str\"}]}]",
            )
        });
    &SCHEMA
}
