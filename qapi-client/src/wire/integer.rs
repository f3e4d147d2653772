//! 64-bit integers whose sign differs between releases.

use std::fmt;

use super::{Decode, Encode, Json, Reader, Writer};

/// An integer that is an `i64` or a `u64`: a value that is signed in one release and an unsigned
/// 64-bit integer in another.
///
/// ```
/// use qapi_client::wire::Integer;
///
/// let limit = Integer::from(u64::MAX);
/// assert_eq!(u64::try_from(limit), Ok(u64::MAX));
/// assert!(i64::try_from(limit).is_err());
/// assert_eq!(i128::from(Integer::from(-1)), -1);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Integer(i128);

macro_rules! from {
    ($($rust:ident)*) => {$(
        impl From<$rust> for Integer {
            fn from(value: $rust) -> Self {
                Integer(value.into())
            }
        }
    )*};
}

from! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl From<Integer> for i128 {
    fn from(value: Integer) -> i128 {
        value.0
    }
}

impl TryFrom<Integer> for i64 {
    type Error = std::num::TryFromIntError;

    fn try_from(value: Integer) -> Result<i64, Self::Error> {
        value.0.try_into()
    }
}

impl TryFrom<Integer> for u64 {
    type Error = std::num::TryFromIntError;

    fn try_from(value: Integer) -> Result<u64, Self::Error> {
        value.0.try_into()
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Encode for Integer {
    fn encode(&self, w: &mut Writer<'_>) {
        match i64::try_from(*self) {
            Ok(value) => value.encode(w),
            // It is one or the other.
            Err(_) => u64::try_from(*self).unwrap_or_default().encode(w),
        }
    }
}

impl Decode for Integer {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        match r.json() {
            Json::Uint(value) => Some(Integer::from(*value)),
            _ => i64::decode(r).map(Integer::from),
        }
    }
}
