//! Tokens to text as rustfmt would have it, in process.
//!
//! Input: the tokens of a file, made of the constructs that the generator emits. Output: text
//! that `rustfmt --check` (default style, edition 2024) has nothing to say about, and that reads
//! back as the same tokens but for optional commas and the form of documentation comments.
//!
//! Two steps, both linear: [`tokens`] flattens the tree, decides between which tokens a space
//! stands on one line, and sums up widths, so that *what fits on a line* is one subtraction;
//! the printers ([`items`], [`exprs`], [`lists`]) walk the tokens and break lines by rustfmt's rules
//! where something does not fit.
//!
//! Invariant: tokens that the printers do not understand are printed on one line, never lost.

mod attributes;
mod chains;
mod exprs;
mod items;
mod lists;
mod printer;
mod spacing;
mod tokens;

use proc_macro2::TokenStream;

/// Formats a file's tokens.
///
/// A `#[doc = "…"]` attribute becomes a `///` line for each line of its text (a space is put in
/// front of what has none), so that one attribute holds an item's documentation.
///
/// ```
/// let tokens = "pub struct Point{pub x:i64,pub y:i64,}".parse()?;
/// let text = qapi_codegen::format(tokens);
/// assert_eq!(text, "pub struct Point {\n    pub x: i64,\n    pub y: i64,\n}\n");
/// # Ok::<(), proc_macro2::LexError>(())
/// ```
pub fn format(tokens: TokenStream) -> String {
    let tokens = tokens::Tokens::new(tokens);
    let mut printer = printer::Printer::new(&tokens);
    printer.items(0, tokens.len());
    printer.finish()
}
