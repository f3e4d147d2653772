//! Tokens of a call → literals, keys and values.
//!
//! Input: the tokens between a macro's parentheses. Output: [`Value`]s with the places where they
//! stand. Invariant: everything keeps its span, so that later errors can point at it.

mod cursor;
mod text;
mod value;

pub(crate) use cursor::Cursor;
pub(crate) use text::Text;
pub(crate) use value::Value;
