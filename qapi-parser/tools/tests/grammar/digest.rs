//! The first line of the tokenizer, which tells its own text and that of its grammar.

/// Returns the line above a tokenizer of that text, made of that grammar.
pub(crate) fn first_line(grammar: &str, tokenizer: &str) -> String {
    let [grammar, tokenizer] = [grammar, tokenizer].map(digest);
    format!("// Made by pest from grammar.pest; see there. {grammar:016x}, {tokenizer:016x}")
}

/// FNV-1a: no one means to find two texts of the same digest.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
