//! Dumps of a checked schema: as text in the layout that QEMU's own test-suite expects, and as
//! JSON.

mod docs;
mod json;
mod text;
pub(crate) mod writer;

pub use json::to_json;
pub use text::to_text;
