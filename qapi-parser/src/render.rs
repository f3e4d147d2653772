//! Diagnostics as text, in the three formats of the command line.
//!
//! Input: a [`Diagnostic`] and the [`SourceMap`] of its spans. Output: text without a line end
//! after it. Each format has a module; only [`human`] uses the library that draws excerpts.

mod excerpt;
mod human;
#[cfg(feature = "dump")]
mod json;

pub use human::human;
#[cfg(feature = "dump")]
pub use json::json;

use crate::diag::Diagnostic;
use crate::escape;
use crate::source::SourceMap;

/// Renders one line: `FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE]`, with the place that QEMU's
/// compiler reports ([`Diagnostic::place`]).
///
/// ```
/// use qapi_parser::{Options, compile_from, loader::Memory, render};
/// let files = Memory::new([("a.json", "{ 'enum': 'E' 'data': [] }")]);
/// let compiled = compile_from("a.json", &files, &Options::new())?;
/// let lines: Vec<_> =
///     compiled.diagnostics.iter().map(|d| render::short(d, &compiled.sources)).collect();
/// assert_eq!(lines, ["a.json:1:15: error: expected ',' or '}' [unexpected-token]"]);
/// # Ok::<(), qapi_parser::LoadError>(())
/// ```
pub fn short(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let at = sources.locate(diagnostic.place());
    let Diagnostic {
        severity,
        message,
        code,
        ..
    } = diagnostic;
    let severity = severity.as_str();
    format!(
        "{}:{}:{}: {severity}: {message} [{code}]",
        escape::line(at.file),
        at.line,
        at.column
    )
}
