//! Meanings of the bytes of a message.
//!
//! Output: tables that the scanner reads with one look-up a byte.

/// The byte that marks a fresh start in the guest agent's protocol.
pub(in crate::protocol) const SENTINEL: u8 = 0xff;

/// Meaning of a byte within a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// None.
    Plain,
    Quote,
    Open,
    Close,
    /// Handled separately.
    Special,
}

/// Meanings of bytes in a string.
pub(super) const IN_TEXT: [Meaning; 256] = meanings(b"", b"", b"\\\n");

/// Meanings of bytes in a message, outside a string.
pub(super) const INSIDE: [Meaning; 256] = meanings(b"{[", b"}]", b"\n");

const fn meanings(open: &[u8], close: &[u8], special: &[u8]) -> [Meaning; 256] {
    let mut table = [Meaning::Plain; 256];
    table[SENTINEL as usize] = Meaning::Special;
    table[b'"' as usize] = Meaning::Quote;
    let kinds = [
        (open, Meaning::Open),
        (close, Meaning::Close),
        (special, Meaning::Special),
    ];
    let mut kind = 0;
    while kind < kinds.len() {
        let (bytes, meaning) = kinds[kind];
        let mut index = 0;
        while index < bytes.len() {
            table[bytes[index] as usize] = meaning;
            index += 1;
        }
        kind += 1;
    }
    table
}
