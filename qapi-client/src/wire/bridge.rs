//! serde's traits for generated types, through the wire's own: the same JSON, one line a module.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};

use super::{Decode, Encode, Json, to_json};

/// Serialises with any of serde's formats what [`Encode`] writes.
///
/// # Errors
/// The serialiser's own.
pub fn serialize<T: Encode + ?Sized, S: Serializer>(
    value: &T,
    writer: S,
) -> Result<S::Ok, S::Error> {
    fn text(value: &dyn Encode) -> String {
        let mut out = Vec::new();
        to_json(value, &mut out);
        String::from_utf8(out).unwrap_or_default()
    }
    let text = text(&value);
    Json::parse(&text)
        .map_err(S::Error::custom)?
        .serialize(writer)
}

/// Deserialises with any of serde's self-describing formats what [`Decode`] reads.
///
/// # Errors
/// The deserialiser's own, and [`super::DecodeError`]s as its custom ones.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(reader: D) -> Result<T, D::Error> {
    T::decode(&Json::deserialize(reader)?).map_err(D::Error::custom)
}

/// Implements serde's `Serialize` for types that implement `Encode`.
#[doc(hidden)]
#[macro_export]
macro_rules! __serialize {
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        #[allow(deprecated)]
        impl $crate::wire::serde::Serialize for $ty {
            #[inline]
            fn serialize<S: $crate::wire::serde::Serializer>(&self, s: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::serialize(self, s)
            }
        }
    )*};
}

/// Implements serde's `Deserialize` for types that implement `Decode`.
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        #[allow(deprecated)]
        impl<'de> $crate::wire::serde::Deserialize<'de> for $ty {
            #[inline]
            fn deserialize<D: $crate::wire::serde::Deserializer<'de>>(d: D) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::deserialize(d)
            }
        }
    )*};
}

/// Text and decoding of enumerations that are open.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enums {
    ($($(#[$cfg:meta])* $ty:ident)*) => {
        $crate::__enum_text! { $($(#[$cfg])* $ty)* }
        $(
            $(#[$cfg])*
            #[allow(deprecated)]
            impl $crate::wire::Decode for $ty {
                #[inline]
                fn decode(json: &$crate::wire::Json<'_>) -> $crate::wire::Result<Self> {
                    $crate::wire::decode_enum(json)
                }
            }
        )*
    };
}

/// Text of enumerations that only this side sends.
#[doc(hidden)]
#[macro_export]
macro_rules! __closed_enums {
    ($($tokens:tt)*) => { $crate::__enum_text! { $($tokens)* } };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __enum_text {
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        #[allow(deprecated)]
        impl ::core::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        $(#[$cfg])*
        #[allow(deprecated)]
        impl ::core::str::FromStr for $ty {
            type Err = $crate::wire::UnknownName;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::wire::UnknownName> {
                $crate::wire::parse_enum(text)
            }
        }
    )*};
}

/// Encoding of enumerations.
#[doc(hidden)]
#[macro_export]
macro_rules! __encode_enums {
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        #[allow(deprecated)]
        impl $crate::wire::Encode for $ty {
            #[inline]
            fn encode(&self, w: &mut $crate::wire::Writer<'_>) {
                w.string(self.as_str());
            }
        }
    )*};
}
