//! From checked definitions to the IR, in two steps around the checks that need all definitions.
//!
//! [`define`] makes the entities of definitions and their implicit types, in the order of QEMU's
//! compiler. [`build`] turns valid entities into an [`ir::Schema`](crate::ir::Schema). Invariant:
//! types stand before their users only where QEMU has them so; names are unique.

mod build;
mod define;

pub(crate) use build::build;
pub(crate) use define::define;
