//! Encoding of typed values as JSON text.

use super::Value;
use super::members::{EncodeMembers, split};

/// A type that can be encoded as JSON.
///
/// Types that are sent implement it; their `Debug` shows the JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent",
    note = "generated types that are only received do not implement `Encode`; if the type is \
            selected by its name, it does"
)]
pub trait Encode {
    /// Writes the value.
    fn encode(&self, w: &mut Writer<'_>);

    /// Returns true if there is a value to write: false for an absent optional member.
    #[inline]
    fn is_present(&self) -> bool {
        true
    }
}

/// The branch of a union, as the discriminator's field holds it.
pub trait EncodeBranch {
    /// Returns the discriminator's value, and the branch's own members: an object.
    fn branch(&self) -> (&str, &dyn Encode);
}

/// A member whose value is written to the wire, but not shown by `Debug`.
pub struct Secret<'s>(pub &'s dyn Encode);

impl std::fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl Encode for Secret<'_> {
    fn encode(&self, w: &mut Writer<'_>) {
        if w.discreet {
            w.string("…");
        } else {
            self.0.encode(w);
        }
    }

    fn is_present(&self) -> bool {
        self.0.is_present()
    }
}

/// Appends a value to `out` as JSON text without white space.
///
/// Numbers that JSON does not have (infinities, NaN) become `null`.
///
/// # Examples
///
/// ```
/// use qapi_client::wire;
///
/// let mut text = Vec::new();
/// wire::to_json(&vec!["a".to_owned()], &mut text);
/// assert_eq!(text, br#"["a"]"#);
/// ```
pub fn to_json<T: Encode + ?Sized>(value: &T, out: &mut Vec<u8>) {
    value.encode(&mut Writer::new(out));
}

/// Encodes a value as text.
///
/// ```
/// use qapi_client::wire;
///
/// assert_eq!(wire::to_string(&vec![1, 2]), "[1,2]");
/// ```
pub fn to_string<T: Encode + ?Sized>(value: &T) -> String {
    let mut text = Vec::new();
    to_json(value, &mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// Encodes a value as a tree.
///
/// ```
/// use qapi_client::wire;
///
/// assert_eq!(wire::to_value(&vec![1, 2]), serde_json::json!([1, 2]));
/// ```
pub fn to_value<T: Encode + ?Sized>(value: &T) -> serde_json::Value {
    // Encoded text is readable, unless it is nested deeper than any schema.
    serde_json::from_str(&to_string(value)).unwrap_or_default()
}

/// Adds the members of an object to a map, as generated code does with open arguments. Any other
/// value adds nothing.
///
/// ```
/// use qapi_client::wire;
///
/// let mut map = wire::Map::new();
/// wire::extend(&mut map, &serde_json::json!({"socket-id": 1}));
/// assert_eq!(map["socket-id"], 1);
/// ```
pub fn extend<T: Encode + ?Sized>(map: &mut super::Map, object: &T) {
    if let serde_json::Value::Object(members) = to_value(object) {
        map.extend(members);
    }
}

/// Collects a list whose elements convert, as generated code does with members that are lists.
///
/// ```
/// use qapi_client::wire;
///
/// let names: Vec<String> = wire::list(["a", "b"]);
/// assert_eq!(names, ["a", "b"]);
/// ```
pub fn list<T>(elements: impl IntoIterator<Item: Into<T>>) -> Vec<T> {
    elements.into_iter().map(Into::into).collect()
}

/// The output of [`Encode`]: JSON text in memory.
#[derive(Debug)]
pub struct Writer<'o> {
    out: &'o mut Vec<u8>,
    /// True if the next object's members go into the object that is already open.
    flat: bool,
    /// True if secrets are left out.
    discreet: bool,
}

impl<'o> Writer<'o> {
    /// Returns a writer that appends to `out`.
    pub fn new(out: &'o mut Vec<u8>) -> Self {
        Writer {
            out,
            flat: false,
            discreet: false,
        }
    }

    /// Returns a writer that writes `…` for each [`Secret`].
    pub(super) fn discreet(out: &'o mut Vec<u8>) -> Self {
        Writer {
            discreet: true,
            ..Writer::new(out)
        }
    }

    /// Writes an object with those members that are present.
    ///
    /// Each of `names` is a list of names with spaces between them. Separate from the values, and as
    /// few constants, they cost each user's compiler least.
    pub fn object(&mut self, names: &[&str], values: &[&dyn Encode]) {
        let flat = self.begin();
        self.members(names, values);
        self.end(flat);
    }

    /// Writes an object like [`object`](Self::object), from one reference, or at most twelve in a tuple.
    /// All `names` are in one text with spaces between them.
    ///
    /// Neither lists nor conversions to `dyn Encode` cost each user's compiler time.
    #[inline]
    pub fn fields<T: EncodeMembers>(&mut self, names: &str, values: T) {
        values.write(names, self);
    }

    /// Writes an object without members.
    pub fn empty(&mut self) {
        self.object(&[], &[]);
    }

    /// Writes a union: its discriminator `tag`, its other members, and those of its branch.
    pub fn union(
        &mut self,
        tag: &str,
        branch: &dyn EncodeBranch,
        names: &[&str],
        values: &[&dyn Encode],
    ) {
        let flat = self.begin();
        let (value, payload) = branch.branch();
        self.name(tag);
        self.string(value);
        self.members(names, values);
        self.flatten(payload);
        self.end(flat);
    }

    /// Writes a union as [`union`](Self::union) does, and the members of the object `more`.
    pub fn open_union(
        &mut self,
        tag: &str,
        branch: &dyn EncodeBranch,
        names: &[&str],
        values: &[&dyn Encode],
        more: &dyn Encode,
    ) {
        let flat = self.begin();
        let (value, payload) = branch.branch();
        self.name(tag);
        self.string(value);
        self.members(names, values);
        self.flatten(payload);
        self.flatten(more);
        self.end(flat);
    }

    /// Writes an object with those members that are present, and those of the object `more`.
    pub fn open_object(&mut self, names: &[&str], values: &[&dyn Encode], more: &dyn Encode) {
        let flat = self.begin();
        self.members(names, values);
        self.flatten(more);
        self.end(flat);
    }

    /// Writes an array.
    pub fn array<'e>(&mut self, elements: impl IntoIterator<Item = &'e dyn Encode>) {
        self.out.push(b'[');
        for (index, element) in elements.into_iter().enumerate() {
            if index > 0 {
                self.out.push(b',');
            }
            element.encode(self);
        }
        self.out.push(b']');
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.leaf(text);
    }

    /// Writes any JSON value.
    pub fn value(&mut self, value: &Value) {
        self.leaf(value);
    }

    /// Writes a value with serde_json.
    pub(super) fn leaf<T: serde_core::Serialize + ?Sized>(&mut self, value: &T) {
        // Writing strings, numbers and `Value`s into memory cannot fail.
        let _ = serde_json::to_writer(&mut *self.out, value);
    }

    /// Writes the members of an open map, into the object that is open or into a new one.
    pub(super) fn map<'v>(&mut self, members: impl Iterator<Item = (&'v String, &'v Value)>) {
        let flat = self.begin();
        for (name, value) in members {
            self.name(name);
            self.value(value);
        }
        self.end(flat);
    }

    fn members(&mut self, names: &[&str], values: &[&dyn Encode]) {
        for (name, value) in split(names).zip(values) {
            if value.is_present() {
                self.name(name);
                value.encode(self);
            }
        }
    }

    fn flatten(&mut self, object: &dyn Encode) {
        self.flat = true;
        object.encode(self);
        self.flat = false;
    }

    /// Opens an object unless its members go into the one that is open. Returns true if it did.
    fn begin(&mut self) -> bool {
        let flat = std::mem::take(&mut self.flat);
        if !flat {
            self.out.push(b'{');
        }
        flat
    }

    fn end(&mut self, flat: bool) {
        if !flat {
            self.out.push(b'}');
        }
    }

    fn name(&mut self, name: &str) {
        // The last byte is an opening brace only if no member is written yet.
        if self.out.last() != Some(&b'{') {
            self.out.push(b',');
        }
        self.string(name);
        self.out.push(b':');
    }
}
