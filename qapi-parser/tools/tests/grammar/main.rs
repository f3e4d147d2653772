//! The checked-in tokenizer equals the one that pest makes of the grammar.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod digest;

use expect_test::expect_file;

#[test]
fn generated_tokenizer_is_up_to_date() {
    let grammar = include_str!("../../../src/grammar.pest");
    let derive = format!("#[grammar_inline = {grammar:?}] pub(crate) struct Tokenizer;");
    let tokens = pest_generator::derive_parser(derive.parse().unwrap(), false);
    let file = syn::parse_file(&tokens.to_string()).unwrap();
    let made = format!(
        "pub(crate) struct Tokenizer;\n\n{}",
        prettyplease::unparse(&file)
    );
    let first = digest::first_line(grammar, &made);
    let checked_in = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/lexer/generated.rs");
    expect_file![checked_in].assert_eq(&format!("{first}\n\n{made}"));
}
