//! What generated conversions between two versions of a type are made of.

use super::{StringEnum, UnknownBranch, UnknownValue, parse_enum};

/// The value of the open enumeration `E` whose text is `text`, which `unknown` makes of what `E` does
/// not have: what one version of it does not have, the other may.
#[doc(hidden)]
pub fn reread_value<E: StringEnum>(text: &str, unknown: fn(UnknownValue<E>) -> E) -> E {
    parse_enum(text).unwrap_or_else(|_| unknown(UnknownValue::new(text)))
}

/// A branch that one version of a union does not have, in another, `B`, which has the same branches.
#[doc(hidden)]
pub fn same_branch<A, B>(branch: UnknownBranch<A>, unknown: fn(UnknownBranch<B>) -> B) -> B {
    unknown(branch.retype())
}

/// Each element converted.
#[doc(hidden)]
pub fn convert_all<A, B: From<A>>(list: Vec<A>) -> Vec<B> {
    list.into_iter().map(B::from).collect()
}

/// What is in the box converted.
#[doc(hidden)]
#[allow(clippy::boxed_local)]
pub fn convert_boxed<A, B: From<A>>(value: Box<A>) -> Box<B> {
    Box::new(B::from(*value))
}

/// The same where only the one version boxes it.
#[doc(hidden)]
pub fn convert_into_box<A, B: From<A>>(value: A) -> Box<B> {
    Box::new(B::from(value))
}

/// The same where only the other version boxes it.
#[doc(hidden)]
#[allow(clippy::boxed_local)]
pub fn convert_unboxed<A, B: From<A>>(value: Box<A>) -> B {
    B::from(*value)
}
