//! The module of the generated file for each type.

use proc_macro2::Ident;
use qapi_parser::ir::{ModuleId, Schema};

use crate::config;
use crate::names::{Scope, snake};
use crate::plan::ident;

/// The modules of the generated file, and Rust's names that a module of the same name would hide.
const RESERVED: &[&str] = &[
    "bool", "char", "commands", "events", "f32", "f64", "features", "i128", "i16", "i32", "i64",
    "i8", "isize", "schema", "server", "str", "u128", "u16", "u32", "u64", "u8", "usize",
];

/// A module for each file of a schema that has one.
#[derive(Debug)]
pub(crate) struct Layout(Vec<Option<Ident>>);

impl Layout {
    /// All types are at the root.
    pub(crate) fn flat() -> Self {
        Layout(Vec::new())
    }

    pub(crate) fn new(schema: &Schema, layout: config::Layout) -> Self {
        if layout == config::Layout::Flat {
            return Layout::flat();
        }
        let mut scope = Scope::snake(RESERVED);
        // Before the entry file, there is the built-in module.
        let files = schema.modules().map(|(_, module)| module.name());
        let names = files.enumerate().map(|(index, path)| {
            let stem = std::path::Path::new(path).file_stem().unwrap_or_default();
            (index > 1).then(|| ident(&scope.take(snake(&stem.to_string_lossy()))))
        });
        Layout(names.collect())
    }

    /// The module that is made of a file; None: it is the root.
    pub(crate) fn module(&self, file: ModuleId) -> Option<&Ident> {
        self.0.get(file.index())?.as_ref()
    }
}
