//! Typed values to JSON text and back.
//!
//! Encoding writes text through [`Writer`], which is not generic and keeps generated impls small.
//! Decoding reads a parsed tree ([`Json`]) rather than the text, because a union's tag may come
//! last. Both accept and produce the same JSON as QEMU's own parser and visitors: integers are exact
//! and in range, `null` is not absence, duplicate members are errors. Additions of a newer peer
//! (members, enum values, union branches, events) are never an error.
//!
//! Invariant: a value is either decoded completely or not at all, and an error has its position in
//! the text. The path is assembled while unwinding, and success costs nothing.

mod bridge;
mod builtin;
mod convert;
mod decode;
mod encode;
mod error;
mod integer;
mod json;
mod locate;
mod members;
mod noting;
mod open;
mod step;

pub use bridge::{
    Serialized, debug, debug_branch, debug_enum, debug_fields, debug_object, deserialize,
    embedded_schema, serialize,
};
#[doc(hidden)]
pub use convert::{
    absent, all_absent, convert_all, convert_boxed, convert_by_wire, convert_each, convert_enum,
    convert_into_box, convert_unboxed, enum_text, exact_number, inconvertible, into_any, missing,
    no_branch, no_member, only_empty, parse_text, required, reread_branch, reread_value,
    same_branch, try_convert_all, try_convert_boxed, try_convert_each, try_convert_into_box,
    try_convert_unboxed, unknown_branch, with_members, within,
};
pub use decode::{
    Decode, DecodeBranch, Reader, decode, from_arguments, from_json, from_json_noting,
};
pub(crate) use decode::{read, read_noting};
pub use encode::{
    Encode, EncodeBranch, Secret, Writer, extend, list, to_json, to_string, to_value,
};
pub use error::{DecodeError, Problem};
pub use integer::Integer;
pub use json::Json;
pub use members::{DebugMembers, EncodeMembers, Member, Members, Names};
pub use open::{
    EnumInfo, StringEnum, UnknownBranch, UnknownName, UnknownValue, decode_enum, parse_enum,
};
pub use step::Step;

#[doc(hidden)]
pub use serde_core as serde;
pub use serde_json::Value;

/// The members of an object whose types are open.
pub type Map = serde_json::Map<String, Value>;

/// The JSON value `null`, QAPI's type `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Null;
