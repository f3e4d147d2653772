//! Sets of types.

use super::TypeId;

/// A set of types of one schema. Ids are dense, so it has a flag for each type up to its last.
///
/// ```
/// use qapi_parser::ir::TypeSet;
/// use qapi_parser::{Options, compile_from, loader::Memory};
///
/// let files = Memory::new([("a.json", "{ 'struct': 'Point', 'data': { 'x': 'int' } }")]);
/// let schema = compile_from("a.json", &files, &Options::new())?.schema.ok_or("invalid")?;
/// let point = schema.type_named("Point").ok_or("no type")?;
/// let mut seen = TypeSet::default();
/// assert!(seen.insert(point) && !seen.insert(point));
/// assert!(seen.contains(point) && !seen.contains(schema.empty_object()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TypeSet(Vec<bool>);

impl TypeSet {
    /// Returns true if the type is in the set.
    pub fn contains(&self, id: TypeId) -> bool {
        self.0.get(id.index()) == Some(&true)
    }

    /// Adds the type; returns true if it was not in the set.
    pub fn insert(&mut self, id: TypeId) -> bool {
        if id.index() >= self.0.len() {
            self.0.resize(id.index() + 1, false);
        }
        !std::mem::replace(&mut self.0[id.index()], true)
    }
}
