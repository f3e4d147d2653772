//! Building blocks of generated conversions between two versions of a type.

use super::{
    Decode, DecodeError, Encode, Json, Problem, StringEnum, UnknownBranch, UnknownValue,
    parse_enum, read_noting, to_string,
};

/// Encodes a value and decodes it as another version of its type, which must have all its members.
#[doc(hidden)]
pub fn convert_by_wire<A: Encode, B: Decode>(value: &A) -> Result<B, DecodeError> {
    // Without an offset: nobody else sees the text.
    let text = to_string(value);
    let (value, ignored) = read_noting(&Json::parse(&text)?, B::decode)?;
    match ignored.first() {
        None => Ok(value),
        Some(path) => Err(DecodeError::new(Problem::Unknown).in_member(path)),
    }
}

/// Returns the value of the open enumeration `E` for `text`, or `unknown` of the text if `E` has no
/// such value. A value that one version lacks may exist in the other.
#[doc(hidden)]
pub fn reread_value<E: StringEnum>(text: &str, unknown: fn(UnknownValue<E>) -> E) -> E {
    parse_enum(text).unwrap_or_else(|_| unknown(UnknownValue::new(text)))
}

/// Converts a branch that one version of a union lacks to `B`, another version with the same
/// branches.
#[doc(hidden)]
pub fn same_branch<A, B>(branch: UnknownBranch<A>, unknown: fn(UnknownBranch<B>) -> B) -> B {
    unknown(branch.retype())
}

/// Converts each element.
#[doc(hidden)]
pub fn convert_all<A, B: From<A>>(list: Vec<A>) -> Vec<B> {
    list.into_iter().map(B::from).collect()
}

/// Converts the content of a box.
#[doc(hidden)]
#[allow(clippy::boxed_local)]
pub fn convert_boxed<A, B: From<A>>(value: Box<A>) -> Box<B> {
    Box::new(B::from(*value))
}

/// Converts and boxes a value that only the target version boxes.
#[doc(hidden)]
pub fn convert_into_box<A, B: From<A>>(value: A) -> Box<B> {
    Box::new(B::from(value))
}

/// Converts the content of a box that only the source version has.
#[doc(hidden)]
#[allow(clippy::boxed_local)]
pub fn convert_unboxed<A, B: From<A>>(value: Box<A>) -> B {
    B::from(*value)
}
