//! Decoding of typed values from a parsed text.
//!
//! A [`Reader`] is at one value of the text; the first error is kept beside the tree, and every
//! fallible function then returns `None`. Generated code needs one test for all members of an
//! object, which compiles much faster than one `?` for each.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use super::json::to_map;
use super::members::{Members, split};
use super::noting::Noted;
use super::{DecodeError, Json, Map, Problem, UnknownBranch, UnknownValue};

/// A type that can be decoded from JSON.
pub trait Decode: Sized {
    /// Reads the value at the reader's position. `None` means that it is no such value, and the
    /// reader has the reason ([`Reader::fail`]).
    fn decode(r: &Reader<'_, '_>) -> Option<Self>;
}

/// The branch of a union, as the discriminator's field holds it.
pub trait DecodeBranch: Sized {
    /// Reads the branch `tag` of the object at the reader's position: `Some(None)` if the schema has
    /// no such branch, `None` if its members do not match the schema.
    fn known(tag: &str, r: &Reader<'_, '_>) -> Option<Option<Self>>;

    /// Returns the value for a branch that [`known`](DecodeBranch::known) does not know.
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

/// Reads a value from a JSON text, and returns it with the paths of the members that its type does
/// not have: the additions of a newer peer. At most a thousand paths are returned, in the order of
/// the text. Members that are kept (of unknown branches, of open types) are not among them.
///
/// # Errors
/// Those of [`from_json`].
///
/// # Examples
///
/// ```
/// use qapi_client::{qmp, wire};
///
/// let text = r#"{"running": true, "status": "running", "since": {"boot": 5}}"#;
/// let (status, ignored) = wire::from_json_noting::<qmp::StatusInfo>(text)?;
/// assert!(status.running);
/// assert_eq!(ignored, ["since"]);
/// # Ok::<(), wire::DecodeError>(())
/// ```
pub fn from_json_noting<T: Decode>(text: &str) -> Result<(T, Vec<String>), DecodeError> {
    read_noting(&Json::parse(text)?, T::decode).map_err(|error| error.located_in(text))
}

/// Reads the root of `json` with `f`, and returns the paths that were ignored.
pub(crate) fn read_noting<T>(
    json: &Json<'_>,
    f: impl FnOnce(&Reader<'_, '_>) -> Option<T>,
) -> Result<(T, Vec<String>), DecodeError> {
    let shared = Shared {
        noted: RefCell::new(Some(Noted::default())),
        ..Shared::default()
    };
    let value = read_with(&shared, json, f)?;
    let noted = shared.noted.into_inner().unwrap_or_default();
    Ok((value, noted.ignored(json)))
}

/// Reads a command's arguments as QEMU does. An unsigned 64-bit integer may also be a negative
/// number, to which QEMU adds 2^64 (`qobject_input_type_uint64`). An integer may not be a double,
/// not even `-0.0`. (The integer `-0` must therefore be `0` in the text.)
///
/// # Errors
/// Those of [`from_json`].
pub fn from_arguments<T: Decode>(text: &str) -> Result<T, DecodeError> {
    let shared = Shared {
        arguments: true,
        ..Shared::default()
    };
    read_with(&shared, &Json::parse(text)?, T::decode).map_err(|error| error.located_in(text))
}

/// Reads a value from a parsed text.
///
/// # Errors
/// It is not a value of that type.
pub fn decode<T: Decode>(json: &Json<'_>) -> Result<T, DecodeError> {
    read(json, T::decode)
}

/// Reads the root of `json` with `f`.
pub(crate) fn read<T>(
    json: &Json<'_>,
    f: impl FnOnce(&Reader<'_, '_>) -> Option<T>,
) -> Result<T, DecodeError> {
    read_with(&Shared::default(), json, f)
}

fn read_with<T>(
    shared: &Shared,
    json: &Json<'_>,
    f: impl FnOnce(&Reader<'_, '_>) -> Option<T>,
) -> Result<T, DecodeError> {
    match f(&Reader::new(json, shared)) {
        Some(value) => Ok(value),
        // A `Decode` that returns `None` without a reason has found nothing that it wants.
        None => Err(shared
            .error
            .take()
            .unwrap_or_else(|| json.mismatch("another value"))),
    }
}

/// State shared by all positions in a text.
#[derive(Debug, Default)]
struct Shared {
    /// The first error; nothing more is read after it.
    error: RefCell<Option<DecodeError>>,
    /// True if the text is a command's arguments, to be read as QEMU reads them.
    arguments: bool,
    /// The members that were read; None while nobody asks for the others.
    noted: RefCell<Option<Noted>>,
}

/// A position in a parsed text.
///
/// Members are looked up in the order of the schema, which is usually the order of the text. A
/// look-up first tries the member after the one found last.
#[derive(Debug)]
pub struct Reader<'j, 'a> {
    json: &'j Json<'a>,
    next: Cell<usize>,
    shared: &'j Shared,
    /// True if the value is read as a union, so that its branch leaves unknown members to it.
    union: Cell<bool>,
    /// True if the value is read as a branch.
    branch: bool,
}

impl<'j, 'a> Reader<'j, 'a> {
    fn new(json: &'j Json<'a>, shared: &'j Shared) -> Self {
        Reader {
            json,
            next: Cell::new(0),
            shared,
            union: Cell::new(false),
            branch: false,
        }
    }

    /// Returns true if the text is a command's arguments, to be read as QEMU reads them.
    pub(super) fn in_arguments(&self) -> bool {
        self.shared.arguments
    }

    /// Returns the value.
    #[inline]
    pub fn json(&self) -> &'j Json<'a> {
        self.json
    }

    /// Records `error` and returns `None`.
    #[cold]
    pub fn fail<T>(&self, error: DecodeError) -> Option<T> {
        self.record(error);
        None
    }

    /// Records `error`, unless there is an earlier one.
    fn record(&self, error: DecodeError) {
        self.shared.error.borrow_mut().get_or_insert(error);
    }

    /// Records that the value does not match the schema, and returns `None`.
    #[cold]
    pub fn mismatch<T>(&self, expected: &'static str) -> Option<T> {
        self.fail(self.json.mismatch(expected))
    }

    /// Records that the required member `name` is missing, and returns `None`.
    #[cold]
    fn missing<T>(&self, name: &str) -> Option<T> {
        self.fail(DecodeError::new(Problem::Missing).in_member(name))
    }

    /// Returns the value's members, if it is an object.
    pub fn members(&self) -> Option<&'j [(Cow<'a, str>, Json<'a>)]> {
        match self.json {
            Json::Object(members) => {
                self.note(|noted| noted.enter(members));
                Some(members)
            }
            _ => self.mismatch("an object"),
        }
    }

    /// Applies `f` to the record of members that were read, if there is one.
    #[inline]
    fn note(&self, f: impl FnOnce(&mut Noted)) {
        if let Some(noted) = &mut *self.shared.noted.borrow_mut() {
            f(noted);
        }
    }

    /// Starts to record the members that are read, for [`unread`](Self::unread). A type that keeps
    /// unknown members calls it before it reads any.
    pub fn keep_unread(&self) {
        self.shared.noted.borrow_mut().get_or_insert_default();
    }

    /// Returns the members that were not read since [`keep_unread`](Self::keep_unread). As a branch,
    /// an object has none: its union keeps them.
    pub fn unread(&self) -> Option<Map> {
        let members = self.members()?;
        let mut unread = Map::new();
        if self.branch {
            return Some(unread);
        }
        self.note(|noted| {
            for (name, value) in members {
                if !noted.is_read(value) {
                    noted.read(value);
                    unread.insert(name.to_string(), value.to_value());
                }
            }
        });
        Some(unread)
    }

    /// Reads a required member.
    #[inline]
    pub fn req<T: Decode>(&self, name: &'static str) -> Option<T> {
        match self.find(name)? {
            Some(json) => self.member(name, T::decode(&Reader::new(json, self.shared))),
            None => self.missing(name),
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

    /// Reads several members at once, at most twelve, into a tuple with an `Option` for each
    /// optional one. Each of `names` is a list of names with spaces between them.
    #[inline]
    pub fn object<T: Members>(&self, names: &[&'static str]) -> Option<T> {
        T::read(self, &mut split(names))
    }

    /// Reads several members at once like [`object`](Self::object), with all `names` in one text.
    #[inline]
    pub fn fields<T: Members>(&self, names: &'static str) -> Option<T> {
        T::read(self, &mut split(&[names]))
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
                None => {
                    self.outwards(|error| error.in_element(index));
                    return None;
                }
            }
        }
        Some(values)
    }

    /// Reads the branch of a union whose discriminator is `tag`. `common` are the union's members
    /// outside its branches; an unknown branch leaves them out.
    #[inline]
    pub fn branch<T: DecodeBranch>(&self, tag: &'static str, common: &[&str]) -> Option<T> {
        let value = match self.find(tag)? {
            Some(Json::String(value)) => value,
            Some(other) => return self.fail(other.mismatch("a string").in_member(tag)),
            None => return self.missing(tag),
        };
        self.union.set(true);
        if let Some(branch) = T::known(value, self)? {
            return Some(branch);
        }
        let members = self.rest(tag, common)?;
        Some(T::unknown(UnknownBranch::new(
            UnknownValue::new(value),
            members,
        )))
    }

    /// Returns true if the object has one of the members `names`. A branch whose required members are
    /// all missing is one that the sender's build does not have.
    pub fn has_any(&self, names: &[&str]) -> bool {
        let Json::Object(members) = self.json else {
            return false;
        };
        members
            .iter()
            .any(|(name, _)| split(names).any(|other| other == name))
    }

    /// Reads the content of a variant: an arm of [`DecodeBranch::known`] and of
    /// [`EventSet::known`](crate::EventSet::known).
    #[inline]
    pub fn known<T: Decode, E>(&self, variant: fn(T) -> E) -> Option<Option<E>> {
        let content = Reader {
            branch: self.union.get(),
            ..Reader::new(self.json, self.shared)
        };
        T::decode(&content).map(|value| Some(variant(value)))
    }

    /// Like [`known`](Self::known), without the members `outer`: a branch that is itself a union
    /// must not treat them as its own.
    pub fn known_within<T: Decode, E>(
        &self,
        outer: &[&str],
        variant: fn(T) -> E,
    ) -> Option<Option<E>> {
        let members = self.members()?;
        let own = members.iter();
        let own = own.filter(|(name, _)| !split(outer).any(|other| other == name));
        let own = Json::Object(own.cloned().collect());
        let mut before = None;
        self.note(|noted| before = Some(noted.begin_copy()));
        let content = Reader {
            branch: true,
            ..Reader::new(&own, self.shared)
        };
        let value = T::decode(&content);
        if let (Json::Object(own), Some(before)) = (&own, before) {
            self.note(|noted| noted.end_copy(before, members, own));
        }
        value.map(|value| Some(variant(value)))
    }

    /// Reads the content of an alternative.
    #[inline]
    pub fn alternative<T: Decode, E>(&self, variant: fn(T) -> E) -> Option<E> {
        T::decode(self).map(variant)
    }

    /// Returns the members beyond `known`, for open arguments.
    pub fn others(&self, known: &[&str]) -> Option<Map> {
        self.rest("", known)
    }

    /// Returns the members that are neither `tag` nor among `common`.
    fn rest(&self, tag: &str, common: &[&str]) -> Option<Map> {
        let members = self.members()?;
        let mut rest = to_map(members);
        rest.retain(|name, _| name != tag && !split(common).any(|other| other == name));
        self.note(|noted| {
            let kept = members
                .iter()
                .filter(|(name, _)| rest.contains_key(&**name));
            kept.for_each(|(_, value)| noted.read(value));
        });
        Some(rest)
    }

    /// Returns the member `name`, unless there was an error before.
    fn find(&self, name: &str) -> Option<Option<&'j Json<'a>>> {
        if self.shared.error.borrow().is_some() {
            return None;
        }
        let found = self.get(self.members()?, name);
        if let Some(value) = found {
            self.note(|noted| noted.read(value));
        }
        Some(found)
    }

    fn get(&self, members: &'j [(Cow<'a, str>, Json<'a>)], name: &str) -> Option<&'j Json<'a>> {
        let next = self.next.get();
        // Usually it is the one after the last.
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
        if value.is_none() {
            self.fail_in_member(name);
        }
        value
    }

    /// Prepends the member `name` to the error's path.
    #[cold]
    fn fail_in_member(&self, name: &str) {
        self.outwards(|error| error.in_member(name));
    }

    /// Makes the error's path one step longer.
    fn outwards(&self, step: impl FnOnce(DecodeError) -> DecodeError) {
        let mut error = self.shared.error.borrow_mut();
        *error = error.take().map(step);
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
