//! The front end of the QAPI compiler: schema files in, a checked [`ir::Schema`] out.
//!
//! Three representations, three types, one direction: [`syntax`] (permissive and spanned: what
//! the text says), the checks (which produce [`diag::Diagnostic`]s and nothing else), and [`ir`]
//! (only ever valid). Nothing but the loader does I/O.

pub mod diag;
pub mod edition;
pub mod ir;
pub mod source;
pub mod syntax;
