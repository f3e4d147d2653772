/// The object `StatusInfo`.
///
/// More text.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusInfo {
    /// Whether
    pub running: bool,
    /// text
    /// more
    #[deprecated]
    pub status: ::core::option::Option<
        ::std::vec::Vec<super::SomeVeryLongTypeNameIndeedWithManyCharacters>,
    >,
    pub another_field_with_a_long_name_here_to_break:
        ::core::option::Option<::std::boxed::Box<BlockdevRefOrNull>>,
    pub another_field_with_a_long_name_here_to_break_even_longer_name_longer:
        ::core::option::Option<::std::boxed::Box<BlockdevRefOrNullWhichIsVeryLong>>,
}

pub struct Empty {}

pub struct Unit;

pub struct Tuple(
    /// doc
    pub super::Foo,
    u8,
);

pub struct Tuple2(pub super::Foo);

pub enum E {
    A,
    /// doc
    B(::std::boxed::Box<X>),
    #[cfg(all(a, b))]
    C {
        a: u8,
    },
    D {
        /// doc
        name: ::std::string::String,
        data: ::qapi_client::wire::Value,
    },
}

pub enum Void {}
