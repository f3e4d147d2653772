//! Values of a newer peer that the schema does not know: kept, and never mistaken for known ones.
//!
//! Invariant: the types here are created only after the known names were tried. Each belongs to the
//! type with those names, so no value of `E` is unknown and known at once.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use qapi_introspect::nearest::nearest;

use super::{Encode, Json, Map, Reader, Writer};

/// A name that `E` does not have.
pub struct UnknownValue<E> {
    text: Box<str>,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownValue<E> {
    /// Wraps a name, for callers that have tried the known names.
    pub(crate) fn new(text: &str) -> Self {
        UnknownValue {
            text: text.into(),
            of: PhantomData,
        }
    }

    /// Returns the name as it was on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<E> Clone for UnknownValue<E> {
    fn clone(&self) -> Self {
        UnknownValue {
            text: self.text.clone(),
            of: PhantomData,
        }
    }
}

impl<E> PartialEq for UnknownValue<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for UnknownValue<E> {}

impl<E> Hash for UnknownValue<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<E> fmt::Debug for UnknownValue<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<E> fmt::Display for UnknownValue<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// A union's branch that `B` does not have: its tag and its members, unchanged.
pub struct UnknownBranch<B> {
    tag: UnknownValue<B>,
    members: Map,
}

impl<B> UnknownBranch<B> {
    /// Wraps a branch, for callers that have tried the known tags.
    pub(super) fn new(tag: UnknownValue<B>, members: Map) -> Self {
        UnknownBranch { tag, members }
    }

    /// Converts to `C`, another version of `B`, which does not have the branch either.
    pub(super) fn retype<C>(self) -> UnknownBranch<C> {
        UnknownBranch {
            tag: UnknownValue {
                text: self.tag.text,
                of: PhantomData,
            },
            members: self.members,
        }
    }

    /// Returns the discriminator's value.
    pub fn tag(&self) -> &str {
        self.tag.as_str()
    }

    /// Returns the members that are not common to all branches.
    pub fn members(&self) -> &Map {
        &self.members
    }
}

impl<B> Clone for UnknownBranch<B> {
    fn clone(&self) -> Self {
        UnknownBranch {
            tag: self.tag.clone(),
            members: self.members.clone(),
        }
    }
}

impl<B> PartialEq for UnknownBranch<B> {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag && self.members == other.members
    }
}

impl<B> fmt::Debug for UnknownBranch<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownBranch")
            .field("tag", &self.tag)
            .field("members", &self.members)
            .finish()
    }
}

impl<B> Encode for UnknownBranch<B> {
    fn encode(&self, w: &mut Writer<'_>) {
        self.members.encode(w);
    }
}

/// A QAPI enumeration.
pub trait StringEnum: Sized + Clone + 'static {
    /// The description of the enumeration.
    const ENUM: EnumInfo<Self>;
}

/// The description of an enumeration: one constant, which costs each user's compiler less than
/// several.
#[derive(Debug)]
pub struct EnumInfo<E: 'static> {
    name: &'static str,
    values: &'static [E],
    pub(super) text: fn(&E) -> &str,
    unknown: Option<fn(UnknownValue<E>) -> E>,
}

impl<E> EnumInfo<E> {
    /// Describes an enumeration with only the values of the schema: its name there, its values, and
    /// the function that returns a value's text on the wire.
    pub const fn closed(
        name: &'static str,
        values: &'static [E],
        text: fn(&E) -> &str,
    ) -> EnumInfo<E> {
        EnumInfo {
            name,
            values,
            text,
            unknown: None,
        }
    }

    /// Describes an enumeration that keeps values outside the schema, by `unknown`.
    pub const fn open(
        name: &'static str,
        values: &'static [E],
        text: fn(&E) -> &str,
        unknown: fn(UnknownValue<E>) -> E,
    ) -> EnumInfo<E> {
        EnumInfo {
            unknown: Some(unknown),
            ..EnumInfo::closed(name, values, text)
        }
    }

    /// Returns the type's name in the schema.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns every value of the schema, in its order.
    pub fn values(&self) -> &'static [E] {
        self.values
    }
}

/// A text that is not a value of a closed enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The text.
    pub text: String,
    /// The enumeration.
    pub of: &'static str,
    /// The nearest value's text.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, of, nearest } = self;
        write!(f, "`{text}` is not a value of `{of}`")?;
        match nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownName {}

/// Returns the value of `E` with the text `text`; an unknown value if `E` is open and the schema has
/// none.
///
/// # Errors
/// `E` is closed and has no such value.
pub fn parse_enum<E: StringEnum>(text: &str) -> Result<E, UnknownName> {
    value_of(text).ok_or_else(|| {
        let known = |at| E::ENUM.values.get(at).map(E::ENUM.text);
        unknown_name(text, E::ENUM.name, &known)
    })
}

/// Returns the error for a text. It is not generic, since each enumeration would compile it anew.
fn unknown_name(
    text: &str,
    of: &'static str,
    known: &dyn Fn(usize) -> Option<&'static str>,
) -> UnknownName {
    UnknownName {
        text: text.to_owned(),
        of,
        nearest: nearest(text, (0..).map_while(known)),
    }
}

/// Returns the value of `E` with the text `text`; `None` if `E` is closed and has no such value.
fn value_of<E: StringEnum>(text: &str) -> Option<E> {
    let EnumInfo {
        values,
        text: text_of,
        unknown,
        ..
    } = E::ENUM;
    let known = values.iter().find(|value| text_of(value) == text);
    known
        .cloned()
        .or_else(|| Some(unknown?(UnknownValue::new(text))))
}

/// Reads a value of an enumeration. `None` means that it is not a string, or that `E` is closed and
/// has no such value.
pub fn decode_enum<E: StringEnum>(r: &Reader<'_, '_>) -> Option<E> {
    let Json::String(text) = r.json() else {
        return r.mismatch("a string");
    };
    value_of(text).or_else(|| r.mismatch(E::ENUM.name))
}
