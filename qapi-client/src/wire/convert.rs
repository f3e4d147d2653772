//! Building blocks of generated conversions between two versions of a type.
//!
//! A value converts completely or not at all. An error has the path from the converted value to the
//! part for which the other version has no place.

use super::{
    Decode, DecodeBranch, DecodeError, Encode, Json, Map, Problem, Reader, StringEnum,
    UnknownBranch, UnknownValue, Value, parse_enum, read_noting, to_string, to_value,
};

/// Encodes a value and decodes it as another version of its type, which must have all its members.
#[doc(hidden)]
pub fn convert_by_wire<A: Encode, B: Decode>(value: &A) -> Result<B, DecodeError> {
    // Without an offset: nobody else sees the text.
    reread(&Json::parse(&to_string(value))?, B::decode)
}

fn reread<B>(
    json: &Json<'_>,
    decode: impl FnOnce(&Reader<'_, '_>) -> Option<B>,
) -> Result<B, DecodeError> {
    let (value, ignored) = read_noting(json, decode)?;
    match ignored.first() {
        None => Ok(value),
        Some(path) => Err(no_member(path)),
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

/// Converts a branch that one version of a union lacks to `B`, a version that may have it.
#[doc(hidden)]
pub fn reread_branch<A, B: DecodeBranch>(branch: UnknownBranch<A>) -> Result<B, DecodeError> {
    let text = to_string(branch.members());
    let known = reread(&Json::parse(&text)?, |r| B::known(branch.tag(), r))?;
    Ok(known.unwrap_or_else(|| B::unknown(branch.retype())))
}

/// Returns a known branch as one that another version does not have.
#[doc(hidden)]
pub fn unknown_branch<B>(tag: &str, members: &dyn Encode) -> UnknownBranch<B> {
    let members = match to_value(members) {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    UnknownBranch::new(UnknownValue::new(tag), members)
}

/// Converts each element.
#[doc(hidden)]
pub fn convert_all<A, B: From<A>>(list: Vec<A>) -> Vec<B> {
    convert_each(list, B::from)
}

/// Converts each element by `f`.
#[doc(hidden)]
pub fn convert_each<A, B>(list: Vec<A>, f: impl FnMut(A) -> B) -> Vec<B> {
    list.into_iter().map(f).collect()
}

/// Converts each element, if every one can be.
#[doc(hidden)]
pub fn try_convert_all<A, B>(list: Vec<A>) -> Result<Vec<B>, DecodeError>
where
    B: TryFrom<A, Error = DecodeError>,
{
    try_convert_each(list, B::try_from)
}

/// Converts each element by `f`, if every one can be.
#[doc(hidden)]
pub fn try_convert_each<A, B>(
    list: Vec<A>,
    mut f: impl FnMut(A) -> Result<B, DecodeError>,
) -> Result<Vec<B>, DecodeError> {
    let elements = list.into_iter().enumerate();
    let converted =
        elements.map(|(index, element)| f(element).map_err(|error| error.in_element(index)));
    converted.collect()
}

/// Converts a list of elements that cannot be converted: it must have none.
#[doc(hidden)]
pub fn only_empty<A, B>(list: Vec<A>) -> Result<Vec<B>, DecodeError> {
    try_convert_each(list, |_| Err(inconvertible()))
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

/// Converts the content of a box, if it can be.
#[doc(hidden)]
#[allow(clippy::boxed_local)]
pub fn try_convert_boxed<A, B>(value: Box<A>) -> Result<Box<B>, DecodeError>
where
    B: TryFrom<A, Error = DecodeError>,
{
    B::try_from(*value).map(Box::new)
}

/// Converts and boxes a value that only the target version boxes, if it can be converted.
#[doc(hidden)]
pub fn try_convert_into_box<A, B>(value: A) -> Result<Box<B>, DecodeError>
where
    B: TryFrom<A, Error = DecodeError>,
{
    B::try_from(value).map(Box::new)
}

/// Converts the content of a box that only the source version has, if it can be converted.
#[doc(hidden)]
#[allow(clippy::boxed_local)]
pub fn try_convert_unboxed<A, B>(value: Box<A>) -> Result<B, DecodeError>
where
    B: TryFrom<A, Error = DecodeError>,
{
    B::try_from(*value)
}

/// Converts between versions of an enumeration of which the second is closed.
#[doc(hidden)]
pub fn convert_enum<A: StringEnum, B: StringEnum>(value: &A) -> Result<B, DecodeError> {
    read_text((A::ENUM.text)(value))
}

/// Reads a value of a closed enumeration that was any text before.
#[doc(hidden)]
#[allow(clippy::needless_pass_by_value)]
pub fn parse_text<E: StringEnum>(text: String) -> Result<E, DecodeError> {
    read_text(&text)
}

fn read_text<E: StringEnum>(text: &str) -> Result<E, DecodeError> {
    let mismatch = |_| Json::String(text.into()).mismatch(E::ENUM.name());
    parse_enum(text).map_err(mismatch)
}

/// Returns the text of a value that may be any text now.
#[doc(hidden)]
#[allow(clippy::needless_pass_by_value)]
pub fn enum_text<E: StringEnum>(value: E) -> String {
    (E::ENUM.text)(&value).to_owned()
}

/// Returns a value that may be anything now.
#[doc(hidden)]
#[allow(clippy::needless_pass_by_value)]
pub fn into_any<A: Encode>(value: A) -> Value {
    to_value(&value)
}

/// Converts an integer into a number, if that has the same value.
#[doc(hidden)]
#[allow(clippy::needless_pass_by_value)]
pub fn exact_number<A: Encode>(integer: A) -> Result<f64, DecodeError> {
    let text = to_string(&integer);
    let number: f64 = reread(&Json::parse(&text)?, f64::decode)?;
    match text.parse::<i128>() {
        Ok(integer) if number as i128 == integer => Ok(number),
        _ => Err(DecodeError::new(Problem::OutOfRange {
            expected: "number",
            found: text,
        })),
    }
}

/// Adds the member `name` to the path of an error.
#[doc(hidden)]
pub fn within<T>(name: &str, result: Result<T, DecodeError>) -> Result<T, DecodeError> {
    result.map_err(|error| error.in_member(name))
}

/// Returns the value of a member that the other version requires.
#[doc(hidden)]
pub fn required<T>(name: &str, value: Option<T>) -> Result<T, DecodeError> {
    value.ok_or_else(|| missing(name))
}

/// Requires that a member, for which the other version has no place, is not given.
#[doc(hidden)]
pub fn absent<T>(name: &str, value: &Option<T>) -> Result<(), DecodeError> {
    match value {
        None => Ok(()),
        Some(_) => Err(no_member(name)),
    }
}

/// Adds members, for which the other version has no field, to those that it keeps.
#[doc(hidden)]
pub fn with_members(mut further: Map, names: &[&str], values: &[&dyn Encode]) -> Map {
    let members = names.iter().zip(values);
    for (name, value) in members.filter(|(_, value)| value.is_present()) {
        further.insert((*name).to_owned(), to_value(*value));
    }
    further
}

/// Requires that there are no further members, for which the other version has no place.
#[doc(hidden)]
pub fn all_absent(members: &Map) -> Result<(), DecodeError> {
    match members.keys().next() {
        None => Ok(()),
        Some(name) => Err(no_member(name)),
    }
}

/// The error for a member that the other version requires.
#[doc(hidden)]
#[cold]
pub fn missing(name: &str) -> DecodeError {
    DecodeError::new(Problem::Missing).in_member(name)
}

/// The error for a member that the other version does not have.
#[doc(hidden)]
#[cold]
pub fn no_member(name: &str) -> DecodeError {
    DecodeError::new(Problem::Unknown).in_member(name)
}

/// The error for a branch that the other version does not have.
#[doc(hidden)]
#[cold]
pub fn no_branch(tag: &str, branch: &str) -> DecodeError {
    let found = Json::String(branch.into());
    found.mismatch("a branch of the other type").in_member(tag)
}

/// The error for a value whose place has a type of which it is none.
#[doc(hidden)]
#[cold]
pub fn inconvertible() -> DecodeError {
    DecodeError::new(Problem::Retyped)
}
