//! The checked-in tokenizer is the one that was made of the grammar.
//!
//! `qapi-parser/tools` makes it, and compares the whole of it. Its first line tells here that neither has
//! changed since.

use qapi_test_support::{Trial, trials};

#[path = "../../tools/tests/grammar/digest.rs"]
mod digest;

pub(crate) fn all() -> Vec<Trial> {
    trials![generated_tokenizer_is_up_to_date]
}

fn generated_tokenizer_is_up_to_date() {
    let grammar = include_str!("../../src/grammar.pest");
    let generated = include_str!("../../src/lexer/generated.rs");
    let (first, tokenizer) = generated.split_once("\n\n").unwrap();
    assert_eq!(first, digest::first_line(grammar, tokenizer));
}
