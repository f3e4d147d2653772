//! Tokens to text as rustfmt would have it, in process.
//!
//! Input: the tokens of a file, made of the constructs that the generator emits. Output: text
//! that `rustfmt --check` (default style, edition 2024) has nothing to say about, and that reads
//! back as the same tokens but for optional commas and the form of documentation comments.
//!
//! Two steps, both linear: [`tokens`] flattens the tree, decides between which tokens a space
//! stands on one line, and sums up widths, so that a check of the rest of a line is one
//! subtraction; the printers ([`items`], [`exprs`], [`lists`]) walk the tokens and break lines by
//! rustfmt's rules where something does not fit.
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

use std::cell::RefCell;

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
    let mut formatter = Formatter::default();
    formatter.items(tokens, Vec::new(), 0);
    formatter.text
}

/// Documentation kept beside the tokens, in which its number stands for it (`#[doc = 3]`): a
/// literal would be escaped only to be unescaped here.
#[derive(Debug, Default)]
pub(crate) struct Comments(RefCell<Vec<String>>);

impl Comments {
    /// Keeps a text and gives its number; gives it back if it has characters that a literal would
    /// have to escape.
    pub(crate) fn add(&self, text: String) -> Result<usize, String> {
        let plain = |byte: u8| matches!(byte, b'\n' | b'\t' | b' '..=b'~');
        // All of it, whatever comes first, takes less time than byte by byte.
        if !text.bytes().fold(true, |all, byte| all & plain(byte)) {
            return Err(text);
        }
        let mut texts = self.0.borrow_mut();
        texts.push(text);
        Ok(texts.len() - 1)
    }

    /// The texts kept so far.
    pub(crate) fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// Formats items, one lot after the other, in the same memory.
#[derive(Debug, Default)]
pub(crate) struct Formatter {
    tokens: tokens::Tokens,
    /// The formatted text.
    pub(crate) text: String,
}

impl Formatter {
    /// Adds items, as they stand in `depth` modules, of whose documentation some is in `comments`
    /// (see [`Comments`]).
    pub(crate) fn items(&mut self, tokens: TokenStream, comments: Vec<String>, depth: usize) {
        self.tokens.read(tokens, comments);
        let text = std::mem::take(&mut self.text);
        let mut printer = printer::Printer::new(&self.tokens, text, depth);
        printer.items(0, self.tokens.len());
        self.text = printer.finish();
    }
}
