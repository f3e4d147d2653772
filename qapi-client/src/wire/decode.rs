//! Reading typed values from a parsed text.
//!
//! A [`Reader`] is at one value of the text; the first error is kept beside the tree, and every
//! function that can fail gives None from then on. Generated code so needs one test for all
//! members of an object, which compiles much faster than one `?` for each.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use super::json::to_map;
use super::members::{Members, split};
use super::{DecodeError, Json, Map, Problem, UnknownBranch, UnknownValue};

/// A type that can be read from the wire.
pub trait Decode: Sized {
    /// Reads the value at which the reader is. None: it is no such value, and the reader has been
    /// told why ([`Reader::fail`]).
    fn decode(r: &Reader<'_, '_>) -> Option<Self>;
}

/// The branch of a union: what the discriminator's field holds.
pub trait DecodeBranch: Sized {
    /// Reads the branch `tag` of the object at which the reader is: `Some(None)` if the schema has
    /// no such branch, None if its members are not what the schema says.
    fn known(tag: &str, r: &Reader<'_, '_>) -> Option<Option<Self>>;

    /// Keeps a branch that [`known`](DecodeBranch::known) does not know.
    fn unknown(branch: UnknownBranch<Self>) -> Self;
}

/// Reads a value from a JSON text.
///
/// # Errors
/// The text is not JSON, or not a value of that type. The error has an offset into `text`.
///
/// # Examples
///
/// ```
/// use qapi_client::wire;
///
/// let numbers: Vec<u8> = wire::from_json("[1, 255]")?;
/// assert_eq!(numbers, [1, 255]);
///
/// let error = wire::from_json::<Vec<u8>>("[1, 256]").unwrap_err();
/// assert_eq!(error.path(), "[1]");
/// assert_eq!(error.offset(), Some(4));
/// # Ok::<(), wire::DecodeError>(())
/// ```
pub fn from_json<T: Decode>(text: &str) -> Result<T, DecodeError> {
    decode(&Json::parse(text)?).map_err(|error| error.located_in(text))
}

/// Reads a command's arguments, as QEMU reads them: in place of an unsigned integer of 64 bits also
/// a negative one, to which it adds 2^64 (`qobject_input_type_uint64`); and no double for an
/// integer, not even `-0.0`. (So the integer `-0` has to be `0` in the text.)
///
/// # Errors
/// Those of [`from_json`].
pub fn from_arguments<T: Decode>(text: &str) -> Result<T, DecodeError> {
    let shared = Shared {
        arguments: true,
        ..Shared::default()
    };
    read_with(shared, &Json::parse(text)?, T::decode).map_err(|error| error.located_in(text))
}

/// Reads a value from a parsed text.
///
/// # Errors
/// It is no value of that type.
pub fn decode<T: Decode>(json: &Json<'_>) -> Result<T, DecodeError> {
    read(json, T::decode)
}

/// Reads with `f` what is at the root of `json`.
pub(crate) fn read<T>(
    json: &Json<'_>,
    f: impl FnOnce(&Reader<'_, '_>) -> Option<T>,
) -> Result<T, DecodeError> {
    read_with(Shared::default(), json, f)
}

fn read_with<T>(
    shared: Shared,
    json: &Json<'_>,
    f: impl FnOnce(&Reader<'_, '_>) -> Option<T>,
) -> Result<T, DecodeError> {
    match f(&Reader::new(json, &shared)) {
        Some(value) => Ok(value),
        // A `Decode` that gives None without a reason has found nothing of what it wants.
        None => Err(shared
            .error
            .into_inner()
            .unwrap_or_else(|| json.mismatch("another value"))),
    }
}

/// What all places of a text have in common.
#[derive(Debug, Default)]
struct Shared {
    /// The first error; after it, nothing more is read.
    error: RefCell<Option<DecodeError>>,
    /// True if it is a command's arguments, to be read as QEMU reads them.
    arguments: bool,
}

/// A place in a parsed text.
///
/// Members are looked up in the order of the schema, which is mostly the order of the text, so
/// that a look-up tries first the member after the one found last.
#[derive(Debug)]
pub struct Reader<'j, 'a> {
    json: &'j Json<'a>,
    next: Cell<usize>,
    shared: &'j Shared,
}

impl<'j, 'a> Reader<'j, 'a> {
    fn new(json: &'j Json<'a>, shared: &'j Shared) -> Self {
        Reader {
            json,
            next: Cell::new(0),
            shared,
        }
    }

    /// Returns true if it is a command's arguments, to be read as QEMU reads them.
    pub(super) fn in_arguments(&self) -> bool {
        self.shared.arguments
    }

    /// The value.
    #[inline]
    pub fn json(&self) -> &'j Json<'a> {
        self.json
    }

    /// Gives None because of `error`.
    #[cold]
    pub fn fail<T>(&self, error: DecodeError) -> Option<T> {
        let mut first = self.shared.error.borrow_mut();
        if first.is_none() {
            *first = Some(error);
        }
        None
    }

    /// Gives None because the value is not what the schema says.
    #[cold]
    pub fn mismatch<T>(&self, expected: &'static str) -> Option<T> {
        self.fail(self.json.mismatch(expected))
    }

    /// The value's members, if it is an object.
    pub fn members(&self) -> Option<&'j [(Cow<'a, str>, Json<'a>)]> {
        match self.json {
            Json::Object(members) => Some(members),
            _ => self.mismatch("an object"),
        }
    }

    /// Reads a required member.
    #[inline]
    pub fn req<T: Decode>(&self, name: &'static str) -> Option<T> {
        match self.find(name)? {
            Some(json) => self.member(name, T::decode(&Reader::new(json, self.shared))),
            None => self.fail(DecodeError::new(Problem::Missing).in_member(name)),
        }
    }

    /// Reads an optional member. (`null` is not absence.)
    #[inline]
    pub fn opt<T: Decode>(&self, name: &'static str) -> Option<Option<T>> {
        match self.find(name)? {
            Some(json) => self
                .member(name, T::decode(&Reader::new(json, self.shared)))
                .map(Some),
            None => Some(None),
        }
    }

    /// Reads several members at once, at most twelve, into a tuple in which those that are optional
    /// are an `Option`. Each of `names` is some names with spaces between them.
    #[inline]
    pub fn object<T: Members>(&self, names: &[&'static str]) -> Option<T> {
        T::read(self, &mut split(names))
    }

    /// Reads the elements of an array.
    pub fn elements<T: Decode>(&self) -> Option<Vec<T>> {
        let Json::Array(elements) = self.json else {
            return self.mismatch("an array");
        };
        let mut values = Vec::with_capacity(elements.len());
        for (index, json) in elements.iter().enumerate() {
            match T::decode(&Reader::new(json, self.shared)) {
                Some(value) => values.push(value),
                None => return self.outwards(|error| error.in_element(index)),
            }
        }
        Some(values)
    }

    /// Reads the branch of a union whose discriminator is `tag`. `common` are the union's members
    /// outside its branches, which an unknown branch leaves out.
    #[inline]
    pub fn branch<T: DecodeBranch>(&self, tag: &'static str, common: &[&str]) -> Option<T> {
        let value = match self.find(tag)? {
            Some(Json::String(value)) => value,
            Some(other) => return self.fail(other.mismatch("a string").in_member(tag)),
            None => return self.fail(DecodeError::new(Problem::Missing).in_member(tag)),
        };
        if let Some(branch) = T::known(value, self)? {
            return Some(branch);
        }
        let members = self.rest(tag, common)?;
        Some(T::unknown(UnknownBranch::new(
            UnknownValue::new(value),
            members,
        )))
    }

    /// Reads what a variant holds: an arm of [`DecodeBranch::known`] and of
    /// [`EventSet::known`](crate::EventSet::known).
    #[inline]
    pub fn known<T: Decode, E>(&self, variant: fn(T) -> E) -> Option<Option<E>> {
        T::decode(&Reader::new(self.json, self.shared)).map(|value| Some(variant(value)))
    }

    /// The same without the members `outer`: what a branch that is itself a union must not take
    /// for its own.
    pub fn known_within<T: Decode, E>(
        &self,
        outer: &[&str],
        variant: fn(T) -> E,
    ) -> Option<Option<E>> {
        let own = self
            .members()?
            .iter()
            .filter(|(name, _)| !split(outer).any(|other| other == name));
        let own = Json::Object(own.cloned().collect());
        T::decode(&Reader::new(&own, self.shared)).map(|value| Some(variant(value)))
    }

    /// Reads what an alternative holds.
    #[inline]
    pub fn alternative<T: Decode, E>(&self, variant: fn(T) -> E) -> Option<E> {
        T::decode(self).map(variant)
    }

    /// The members beyond `known`, for arguments that are open.
    pub fn others(&self, known: &[&str]) -> Option<Map> {
        self.rest("", known)
    }

    /// The members that are neither `tag` nor among `common`.
    fn rest(&self, tag: &str, common: &[&str]) -> Option<Map> {
        let mut members = to_map(self.members()?);
        members.retain(|name, _| name != tag && !split(common).any(|other| other == name));
        Some(members)
    }

    /// The member `name`, unless there was an error before.
    fn find(&self, name: &str) -> Option<Option<&'j Json<'a>>> {
        if self.shared.error.borrow().is_some() {
            return None;
        }
        Some(self.get(self.members()?, name))
    }

    fn get(&self, members: &'j [(Cow<'a, str>, Json<'a>)], name: &str) -> Option<&'j Json<'a>> {
        let next = self.next.get();
        // Mostly it is the one after the last.
        if let Some((key, json)) = members.get(next)
            && key == name
        {
            self.next.set(next + 1);
            return Some(json);
        }
        let (before, after) = members.split_at_checked(next)?;
        let mut rest = after.iter().chain(before).enumerate();
        let (skipped, (_, json)) = rest.find(|(_, (key, _))| key == name)?;
        self.next.set((next + skipped) % members.len() + 1);
        Some(json)
    }

    #[inline]
    fn member<T>(&self, name: &str, value: Option<T>) -> Option<T> {
        match value {
            Some(value) => Some(value),
            None => self.outwards(|error| error.in_member(name)),
        }
    }

    /// Gives None, with the error's path one step longer.
    #[cold]
    fn outwards<T>(&self, step: impl FnOnce(DecodeError) -> DecodeError) -> Option<T> {
        let mut error = self.shared.error.borrow_mut();
        *error = error.take().map(step);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_as_qemu_reads_them() {
        let wrapped = from_arguments::<Vec<u64>>("[-1, -9223372036854775808, 0]");
        assert_eq!(wrapped, Ok(vec![u64::MAX, 1 << 63, 0]));
        for (text, found) in [
            ("[-0.0]", from_arguments::<Vec<u64>>("[-0.0]").is_ok()),
            ("[-1]", from_arguments::<Vec<u32>>("[-1]").is_ok()),
            ("[-1]", from_json::<Vec<u64>>("[-1]").is_ok()),
        ] {
            assert!(!found, "{text}");
        }
    }
}
