//! Items and tokens to text as rustfmt would have it, in process.
//!
//! Input: items, or the tokens of a file, made of the constructs that the generator emits. Output:
//! text that `rustfmt --check` (default style, edition 2024) accepts. It reads back as the same
//! tokens, except for optional commas and the form of documentation comments.
//!
//! There are two steps, both linear. [`tokens`] makes a flat list of both and decides which tokens a
//! space separates on one line. It also adds up widths, so a check of the rest of a line is one
//! subtraction. The printers ([`items`], [`exprs`], [`arms`], [`lists`]) walk the tokens and break
//! lines by rustfmt's rules where a line is too long.
//!
//! Invariant: tokens that the printers do not understand are printed on one line, never lost.

mod arms;
mod attributes;
mod chains;
mod exprs;
mod items;
mod lists;
mod printer;
mod spacing;
mod tokens;

use proc_macro2::TokenStream;

use crate::items::{Item, Writer};

/// Formats a file's tokens.
///
/// A `#[doc = "…"]` attribute becomes a `///` line for each line of its text, so one attribute holds
/// an item's documentation. Lines that do not start with a space get one.
///
/// ```
/// let tokens = "pub struct Point{pub x:i64,pub y:i64,}".parse()?;
/// let text = qapi_codegen::format(tokens);
/// assert_eq!(text, "pub struct Point {\n    pub x: i64,\n    pub y: i64,\n}\n");
/// # Ok::<(), proc_macro2::LexError>(())
/// ```
pub fn format(tokens: TokenStream) -> String {
    let mut formatter = Formatter::default();
    formatter.add(|all| all.all(tokens), 0);
    formatter.text
}

/// Formats several batches of items in the same memory.
#[derive(Debug, Default)]
pub(crate) struct Formatter {
    tokens: tokens::Tokens,
    /// The formatted text.
    pub(crate) text: String,
}

impl Formatter {
    /// Adds items, indented for `depth` modules.
    pub(crate) fn items(&mut self, items: Vec<Item>, depth: usize) {
        self.add(|all| all.items(items), depth);
    }

    fn add(&mut self, add: impl FnOnce(&mut tokens::Tokens), depth: usize) {
        self.tokens.read(add);
        let text = std::mem::take(&mut self.text);
        let mut printer = printer::Printer::new(&self.tokens, text, depth);
        printer.items(0, self.tokens.len());
        self.text = printer.finish();
    }
}
