//! serde's traits for generated types, on top of the wire's own: the same JSON, one line per module.

use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error as _};
use serde_core::ser::{Error as _, Serialize, Serializer};

use super::members::{DebugMembers, split};
use super::{Decode, Encode, EncodeBranch, Json, StringEnum, Writer, decode, to_json};

/// Result of a serialiser.
pub type Serialized<S> = Result<<S as Serializer>::Ok, <S as Serializer>::Error>;

/// Serialises the output of [`Encode`] with any of serde's formats.
///
/// # Errors
/// The serialiser's own.
pub fn serialize<T: Encode + ?Sized, S: Serializer>(value: &T, writer: S) -> Serialized<S> {
    let mut text = Vec::new();
    to_json(value, &mut text);
    let text = String::from_utf8(text).unwrap_or_default();
    Json::parse(&text)
        .map_err(S::Error::custom)?
        .serialize(writer)
}

/// Deserialises input of [`Decode`] with any of serde's self-describing formats.
///
/// # Errors
/// The deserialiser's own, and [`super::DecodeError`]s as its custom ones.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(reader: D) -> Result<T, D::Error> {
    decode(&Json::deserialize(reader)?).map_err(D::Error::custom)
}

/// Parses the wire model that a generator has written into its output.
///
/// # Panics
/// The text is not a schema; generators never write such a text.
#[expect(
    clippy::expect_used,
    reason = "the text is a constant of generated code"
)]
pub fn embedded_schema(text: &'static str) -> qapi_introspect::Schema<'static> {
    qapi_introspect::Schema::from_json(text).expect("a schema that a generator wrote")
}

/// Formats a value as its type's name and its JSON, with `…` for secrets.
///
/// # Errors
/// The formatter's own.
#[inline]
pub fn debug<T: Encode>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug_as(name::<T>(), value, f)
}

/// Formats an enumeration's value as its type's name and its text.
///
/// # Errors
/// The formatter's own.
#[inline]
pub fn debug_enum<E: StringEnum>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{} {:?}", name::<E>(), (E::ENUM.text)(value))
}

/// Formats a receive-only object as its type's name and its members. Each of `names` is a list of
/// names with spaces between them.
///
/// # Errors
/// The formatter's own.
pub fn debug_object(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    names: &[&str],
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    for (name, value) in split(names).zip(values) {
        shown.field(name, value);
    }
    shown.finish()
}

/// Formats a receive-only object like [`debug_object`], from one reference, or at most twelve in a tuple.
/// All `names` are in one text with spaces between them.
///
/// # Errors
/// The formatter's own.
#[inline]
pub fn debug_fields<T: DebugMembers>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    names: &str,
    values: T,
) -> fmt::Result {
    values.show(f, name, names)
}

/// Returns a type's name without its path.
fn name<T>() -> &'static str {
    let path = std::any::type_name::<T>();
    path.rsplit_once("::").map_or(path, |(_, name)| name)
}

fn debug_as(name: &str, value: &dyn Encode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = text(value);
    f.write_str(name)?;
    match Json::parse(&text) {
        Ok(Json::Object(members)) if members.is_empty() => Ok(()),
        Ok(json) => {
            f.write_str(" ")?;
            fmt::Debug::fmt(&Shown(&json), f)
        }
        Err(_) => f.write_str(&text),
    }
}

/// Formats a union's branch as its name and its members.
///
/// # Errors
/// The formatter's own.
pub fn debug_branch(value: &dyn EncodeBranch, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (name, members) = value.branch();
    debug_as(name, members, f)
}

/// JSON in the `Debug` format of Rust's own collections.
struct Shown<'j, 'a>(&'j Json<'a>);

impl fmt::Debug for Shown<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Json::Null => f.write_str("null"),
            Json::Bool(value) => fmt::Debug::fmt(value, f),
            Json::Int(value) => fmt::Debug::fmt(value, f),
            Json::Uint(value) => fmt::Debug::fmt(value, f),
            Json::Float(value) => fmt::Debug::fmt(value, f),
            Json::String(value) => fmt::Debug::fmt(value, f),
            Json::Array(values) => f.debug_list().entries(values.iter().map(Shown)).finish(),
            Json::Object(members) => {
                let members = members
                    .iter()
                    .map(|(name, value)| (Name(name), Shown(value)));
                f.debug_map().entries(members).finish()
            }
        }
    }
}

/// A member's name without quotes.
struct Name<'n>(&'n str);

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Returns the value's JSON without secrets.
fn text(value: &dyn Encode) -> String {
    let mut out = Vec::new();
    value.encode(&mut Writer::discreet(&mut out));
    String::from_utf8(out).unwrap_or_default()
}

// The macros below have a rule for lists without attributes, and one for lists of items with some. The
// compiler matches the first in linear time. At an optional attribute it copies all that it has matched,
// which takes quadratic time.

/// Implements serde's `Serialize` for types that implement `Encode`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serialize {
    ($($ty:ident)*) => {$(
        impl $crate::wire::serde::Serialize for $ty {
            fn serialize<S: $crate::wire::serde::Serializer>(&self, s: S) -> $crate::wire::Serialized<S> {
                $crate::wire::serialize(self, s)
            }
        }
    )*};
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        const _: () = { $crate::__serialize! { $ty } };
    )*};
}

/// Implements serde's `Deserialize` for types that implement `Decode`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($($ty:ident)*) => {$(
        impl<'de> $crate::wire::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::wire::serde::Deserializer<'de>>(d: D) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize(d)
            }
        }
    )*};
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        const _: () = { $crate::__deserialize! { $ty } };
    )*};
}

/// Expands to nothing without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serialize {
    ($($types:tt)*) => {};
}

/// Expands to nothing without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($($types:tt)*) => {};
}

/// Text of enumerations.
#[doc(hidden)]
#[macro_export]
macro_rules! __enums {
    ($($ty:ident)*) => {$(
        // An unknown value never has the text of a known one. (A derived impl costs each user's
        // compiler twice as much.)
        #[automatically_derived]
        impl ::core::cmp::PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $ty {}

        impl ::core::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug_enum(self, f)
            }
        }

        impl ::core::str::FromStr for $ty {
            type Err = $crate::wire::UnknownName;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::wire::UnknownName> {
                $crate::wire::parse_enum(text)
            }
        }
    )*};
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        const _: () = { $crate::__enums! { $ty } };
    )*};
}

/// Encoding of enumerations.
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_enums {
    ($($ty:ident)*) => {$(
        impl $crate::wire::Encode for $ty {
            #[inline]
            fn encode(&self, w: &mut $crate::wire::Writer<'_>) {
                w.string(self.as_str());
            }
        }
    )*};
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        const _: () = { $crate::__encode_enums! { $ty } };
    )*};
}

/// Decoding of enumerations.
#[doc(hidden)]
#[macro_export]
macro_rules! __decode_enums {
    ($($ty:ident)*) => {$(
        impl $crate::wire::Decode for $ty {
            #[inline]
            fn decode(r: &$crate::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
                $crate::wire::decode_enum(r)
            }
        }
    )*};
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        const _: () = { $crate::__decode_enums! { $ty } };
    )*};
}

/// Implements `Debug` for types that implement `Encode`, as the type's name and the JSON. (A derived
/// impl costs each user's compiler as much as `Encode` itself.)
#[doc(hidden)]
#[macro_export]
macro_rules! __debug {
    ($($ty:ident)*) => {$(
        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug(self, f)
            }
        }
    )*};
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        const _: () = { $crate::__debug! { $ty } };
    )*};
}

/// Implements `Debug` for the branches of unions, as the branch's name and its members.
#[doc(hidden)]
#[macro_export]
macro_rules! __debug_branches {
    ($($ty:ident)*) => {$(
        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug_branch(self, f)
            }
        }
    )*};
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        const _: () = { $crate::__debug_branches! { $ty } };
    )*};
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Secret;

    struct Login;

    impl Encode for Login {
        fn encode(&self, w: &mut Writer<'_>) {
            let absent = None::<String>;
            w.object(
                &["user", "password", "pin"],
                &[&"me".to_owned(), &Secret(&"x".to_owned()), &Secret(&absent)],
            );
        }
    }

    __debug! { Login }

    #[test]
    fn secrets_are_sent_and_not_shown() {
        let mut sent = Vec::new();
        to_json(&vec![Login], &mut sent);
        assert_eq!(sent, br#"[{"user":"me","password":"x"}]"#);
        let shown = format!("{:?} {:?}", Login, Secret(&Login));
        assert_eq!(shown, r#"Login {user: "me", password: "…"} …"#);
    }
}
