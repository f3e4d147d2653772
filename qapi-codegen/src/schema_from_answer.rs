//! Wire model → schema text: a schema for a QEMU of which only an answer is available.
//!
//! Input: an answer to `query-qmp-schema`. Output: the text of a schema that is answered in the
//! same way, for the parser to check like any other. Types, which an answer does not name, are
//! named after where they are first reached: `names`. Invariant: the same answer gives the same
//! text, and names do not depend on which part of it is used later.
//!
//! The following is lost in an answer: conditions and documentation; the ranges of
//! integers (each is an `int`); which structs are built on which; that a command never answers
//! (`success-response: false`). Open arguments (`gen: false`) are known by the command's name.
//!
//! A construct that QAPI lacks (an array of arrays, a type of a kind yet unknown) becomes
//! `any`, or text that the parser rejects.

mod names;
mod write;

use foldhash::HashMap;
use qapi_introspect::info::{Body, Text};
use qapi_introspect::{Schema, SchemaInfo};

use names::Names;
use write::Writer;

/// The text of a schema that a QEMU with that answer could have been built from.
///
/// ```
/// let answer = qapi_introspect::Schema::from_json(r#"[
///     {"name": "pause", "meta-type": "command", "arg-type": "0", "ret-type": "1"},
///     {"name": "0", "meta-type": "object",
///      "members": [{"name": "reason", "type": "2", "default": null}]},
///     {"name": "1", "meta-type": "object", "members": []},
///     {"name": "2", "meta-type": "enum", "values": ["backup", "user"]}]"#)?;
/// let schema = "{ 'command': 'pause',
///   'data': {
///     '*reason': 'PauseArgReason' } }
///
/// { 'enum': 'PauseArgReason',
///   'data': [
///     'backup',
///     'user' ] }
/// ";
/// assert_eq!(qapi_codegen::schema_from_answer::schema_text(&answer), schema);
/// # Ok::<(), qapi_introspect::SchemaError>(())
/// ```
pub fn schema_text(answer: &Schema<'_>) -> String {
    let types = Types::new(answer);
    let names = Names::new(answer, &types);
    let mut writer = Writer::new(&types, &names);
    for info in answer.entities() {
        writer.root(info);
    }
    for info in names.types() {
        writer.definition(info);
    }
    writer.finish()
}

/// The types of an answer as QAPI sees them.
struct Types<'s> {
    answer: &'s Schema<'s>,
    /// Number of references to each.
    uses: HashMap<&'s str, usize>,
}

/// A type without its arrays.
struct Resolved<'s> {
    info: &'s SchemaInfo<'s>,
    /// Number of arrays around it; more than two count as two.
    arrays: usize,
}

impl<'s> Types<'s> {
    fn new(answer: &'s Schema<'s>) -> Self {
        let mut uses = HashMap::default();
        for info in answer.entities() {
            for name in info.references() {
                *uses.entry(name).or_default() += 1;
            }
        }
        Types { answer, uses }
    }

    /// The type of that name; every name that an answer uses has one.
    fn resolve(&self, name: &str) -> Option<Resolved<'s>> {
        let mut info = self.answer.type_named(name)?;
        let mut arrays = 0;
        while let (Body::Array { element_type }, 0..2) = (&info.body, arrays) {
            info = self.answer.type_named(element_type)?;
            arrays += 1;
        }
        Some(Resolved { info, arrays })
    }

    /// An object type without members, which stands for "no arguments" or "no data".
    fn is_empty_object(&self, name: &str) -> bool {
        let info = self.answer.type_named(name);
        info.is_some_and(|info| match &info.body {
            Body::Object(object) => {
                object.members.is_empty() && object.tag.is_none() && info.features().is_empty()
            }
            _ => false,
        })
    }

    /// Returns true if the type can be written where it is used as arguments, and has no name then:
    /// a struct that is used nowhere else, with nothing that only a definition can have.
    fn is_inline(&self, info: &SchemaInfo<'_>) -> bool {
        let Body::Object(object) = &info.body else {
            return false;
        };
        let uppercase = |name: &Text<'_>| name.contains(|c: char| c.is_ascii_uppercase());
        object.tag.is_none()
            && info.features().is_empty()
            && self.uses.get(&*info.name) == Some(&1)
            && !object.members.iter().any(|m| uppercase(&m.name))
    }
}
