//! Reading typed values from a parsed text.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use super::json::to_map;
use super::{DecodeError, Json, Problem, UnknownBranch, UnknownValue};

/// A type that can be read from the wire.
pub trait Decode: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// The JSON is not what the schema says; the error's path starts at `json`.
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError>;
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
    T::decode(&Json::parse(text)?).map_err(|error| error.located_in(text))
}

/// The branch of a union: what the discriminator's field holds.
pub trait DecodeBranch: Sized {
    /// Reads the branch `tag` of the object `json`, or gives None if the schema has none.
    ///
    /// # Errors
    /// The branch's members are not what the schema says.
    fn known(tag: &str, json: &Json<'_>) -> Result<Option<Self>, DecodeError>;

    /// Keeps a branch that [`known`](DecodeBranch::known) does not know.
    fn unknown(branch: UnknownBranch<Self>) -> Self;
}

/// An object that is being read.
///
/// Members are looked up in the order of the schema, which is mostly the order of the text, so
/// that a look-up tries first the member after the one found last.
#[derive(Debug)]
pub struct Object<'j, 'a> {
    members: &'j [(Cow<'a, str>, Json<'a>)],
    next: Cell<usize>,
    /// The first error; after it, nothing more is read.
    error: RefCell<Option<DecodeError>>,
}

impl<'j, 'a> Object<'j, 'a> {
    pub(super) fn new(members: &'j [(Cow<'a, str>, Json<'a>)]) -> Self {
        Object {
            members,
            next: Cell::new(0),
            error: RefCell::new(None),
        }
    }

    /// The member `name`, if the object has it.
    pub fn get(&self, name: &str) -> Option<&'j Json<'a>> {
        let next = self.next.get();
        let (before, after) = self.members.split_at_checked(next)?;
        let mut rest = after.iter().chain(before).enumerate();
        let (skipped, (_, json)) = rest.find(|(_, (key, _))| key == name)?;
        let position = (next + skipped) % self.members.len();
        self.next.set((position + 1) % self.members.len());
        Some(json)
    }

    /// Reads a required member. None: it is missing or is not a `T`, or there was an error before;
    /// [`error`](Object::error) tells.
    #[inline]
    pub fn req<T: Decode>(&self, name: &'static str) -> Option<T> {
        match self.find(name)? {
            Some(json) => self.keep(T::decode(json), name),
            None => self.keep(Err(DecodeError::new(Problem::Missing)), name),
        }
    }

    /// Reads an optional member. (`null` is not absence.) None: it is there and is not a `T`, or
    /// there was an error before; [`error`](Object::error) tells.
    #[inline]
    pub fn opt<T: Decode>(&self, name: &'static str) -> Option<Option<T>> {
        match self.find(name)? {
            Some(json) => self.keep(T::decode(json), name).map(Some),
            None => Some(None),
        }
    }

    /// Reads the branch of a union whose discriminator is `tag`; `json` is the same object.
    /// `common` are the union's members outside its branches, which an unknown branch leaves out.
    /// None: the tag is missing or no string, or the branch's members are not what the schema
    /// says, or there was an error before; [`error`](Object::error) tells.
    #[inline]
    pub fn branch<T: DecodeBranch>(
        &self,
        tag: &'static str,
        json: &Json<'_>,
        common: &[&str],
    ) -> Option<T> {
        let value = match self.find(tag)? {
            Some(Json::String(value)) => value,
            Some(other) => return self.fail(other.mismatch("a string").in_member(tag)),
            None => return self.fail(DecodeError::new(Problem::Missing).in_member(tag)),
        };
        match T::known(value, json) {
            Ok(Some(branch)) => Some(branch),
            Ok(None) => {
                let members = self.rest(tag, common);
                Some(T::unknown(UnknownBranch::new(
                    UnknownValue::new(value),
                    members,
                )))
            }
            Err(error) => self.fail(error),
        }
    }

    /// The members beyond `known`, for arguments that are open.
    pub fn others(&self, known: &[&str]) -> Option<super::Map> {
        Some(self.rest("", known))
    }

    /// What went wrong where one of the functions above gave None.
    #[cold]
    pub fn error(self) -> DecodeError {
        let error = self.error.into_inner();
        error.unwrap_or_else(|| DecodeError::new(Problem::Missing))
    }

    /// The member `name`, unless there was an error before.
    #[inline]
    fn find(&self, name: &str) -> Option<Option<&'j Json<'a>>> {
        self.error.borrow().is_none().then(|| self.get(name))
    }

    #[inline]
    fn keep<T>(&self, value: Result<T, DecodeError>, name: &str) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(error) => self.fail(error.in_member(name)),
        }
    }

    #[cold]
    fn fail<T>(&self, error: DecodeError) -> Option<T> {
        self.error.replace(Some(error));
        None
    }

    /// The members that are neither `tag` nor among `common`.
    fn rest(&self, tag: &str, common: &[&str]) -> super::Map {
        let mut members = to_map(self.members);
        members.retain(|name, _| name != tag && !common.contains(&name.as_str()));
        members
    }
}

/// The object `json` without the members that a union around it has read: what a branch that is
/// itself a union must not take for its own.
pub fn within<'a>(json: &Json<'a>, outer: &[&str]) -> Json<'a> {
    match json {
        Json::Object(members) => {
            let own = members
                .iter()
                .filter(|(name, _)| !outer.contains(&name.as_ref()));
            Json::Object(own.cloned().collect())
        }
        other => other.clone(),
    }
}

/// Reads what a variant holds: an arm of [`DecodeBranch::known`] and of
/// [`EventSet::known`](crate::EventSet::known).
///
/// # Errors
/// The JSON is no `T`.
#[inline]
pub fn known<T: Decode, E>(json: &Json<'_>, variant: fn(T) -> E) -> Result<Option<E>, DecodeError> {
    T::decode(json).map(|value| Some(variant(value)))
}
