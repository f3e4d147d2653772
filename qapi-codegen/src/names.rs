//! The one mapping from QAPI's names to Rust's.
//!
//! Input: a schema, and the caller's renames. Output: [`Names`], an identifier for everything that
//! gets one. Invariant: all identifiers within a scope differ. The scopes are the types of a schema,
//! its commands, its events, the values of an enum, the members of an object. A definition's
//! identifier depends only on the definitions before it, so definitions added after it change
//! nothing.
//!
//! # Words
//!
//! A QAPI name is split into words at `-`, `_` and `.`, so a downstream prefix is just words.
//!
//! - *Types, variants, commands, events* are PascalCase: each word starts with a capital and keeps
//!   the rest, except that a word without lower-case letters is lowered first. `BlockdevOptionsNVMe`
//!   stays as it is, `SHUTDOWN` becomes `Shutdown`, `query-qmp-schema` `QueryQmpSchema`,
//!   `__com.redhat_drive` `ComRedhatDrive`. Two words are joined by `_` where digits would meet:
//!   `x86_64` becomes `X86_64`.
//! - *Members* are snake_case: words are also split before a capital that follows a lower-case
//!   letter or digit (`nPC` becomes `n_pc`, `UUID` `uuid`). In a row of capitals, the last one begins
//!   a word if a lower-case letter follows (`ACPISlotType` becomes `acpi_slot_type`).
//!
//! The crate `heck` does almost this; but it reads `x86_64` as `X8664`, which `x8664` would be too,
//! and `NVMe` as `Nvme`: QAPI's type names are PascalCase already and are best left alone.
//!
//! # Identifiers
//!
//! A name that starts with a digit gets `_` in front (`_4k`, `_2_5`). Keywords and the names that
//! the generator itself uses in that scope get `_` behind (`type_`, `self_`, `Unknown_`): raw
//! identifiers cannot be `self`, `super`, `crate` or `Self`, and one rule is better than two. Of
//! several names that become the same, the first keeps it and the others get a number: `Foo2`
//! (`Foo1_2` after a digit, `foo_2` in snake_case).

mod case;
pub(crate) mod paths;
mod scope;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use case::{constant, pascal, snake};
pub(crate) use scope::Scope;
pub(crate) use table::Names;
