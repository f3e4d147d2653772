//! From checked definitions to the IR, in two steps around the checks that need all definitions.
//!
//! [`define`] makes the entities: what the definitions define, and the implicit types that they
//! need, in the order in which QEMU's compiler creates them. [`build`] turns entities without
//! errors into an [`ir::Schema`](crate::ir::Schema). Invariant: types stand before their users
//! only where QEMU has them so; names are unique.

mod build;
mod define;

pub(crate) use build::build;
pub(crate) use define::define;
