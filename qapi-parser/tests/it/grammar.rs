//! The checked-in tokenizer equals the one that pest makes of the grammar.

use expect_test::expect_file;
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![generated_tokenizer_is_up_to_date]
}

fn generated_tokenizer_is_up_to_date() {
    let grammar = include_str!("../../src/grammar.pest");
    let derive = format!("#[grammar_inline = {grammar:?}] pub(crate) struct Tokenizer;");
    let tokens = pest_generator::derive_parser(derive.parse().unwrap(), false);
    let file = syn::parse_file(&tokens.to_string()).unwrap();
    let made = format!(
        "// Made by pest from grammar.pest; see there.\n\npub(crate) struct Tokenizer;\n\n{}",
        prettyplease::unparse(&file)
    );
    expect_file!["../../src/lexer/generated.rs"].assert_eq(&made);
}
