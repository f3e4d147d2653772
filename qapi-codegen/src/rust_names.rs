//! The Rust names of a schema's definitions, for documents about generated code.

use std::collections::BTreeMap;

use qapi_parser::ir::{CommandId, EventId, Schema, TypeId};

use crate::names::Names;

/// The names that generated code gives to definitions when nothing is renamed.
#[derive(Debug)]
pub struct RustNames(Names);

impl RustNames {
    /// Maps a whole schema.
    ///
    /// ```
    /// use qapi_codegen::rust_names::RustNames;
    /// use qapi_parser::{Options, compile_from, ir::Entity, loader::Memory};
    ///
    /// let files = Memory::new([("a.json", "{ 'command': 'query-status' }")]);
    /// let schema = compile_from("a.json", &files, &Options::new())?.schema.ok_or("invalid")?;
    /// let names = RustNames::new(&schema);
    /// let Some(Entity::Command(id)) = schema.lookup("query-status") else { panic!() };
    /// assert_eq!(names.map(|names| names.command(id)).as_deref(), Some("QueryStatus"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(schema: &Schema) -> Option<Self> {
        // Only renames can fail.
        Names::new(schema, &BTreeMap::new()).ok().map(RustNames)
    }

    /// Returns the struct of a command, in the module `commands`.
    pub fn command(&self, id: CommandId) -> String {
        self.0.command(id).to_string()
    }

    /// Returns the struct of an event, in the module `events`.
    pub fn event(&self, id: EventId) -> String {
        self.0.event(id).to_string()
    }

    /// Returns the type's name; None for a type that generated code does not name.
    pub fn ty(&self, id: TypeId) -> Option<String> {
        self.0.ty(id).map(ToString::to_string)
    }

    /// Returns the names of an object's fields in the order of its members.
    pub fn fields(&self, object: TypeId) -> Vec<String> {
        self.0
            .fields(object)
            .iter()
            .map(ToString::to_string)
            .collect()
    }
}
