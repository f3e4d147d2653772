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

/// Returns the number of bytes before the first one with a meaning in a string, in one step for eight
/// bytes. Up to seven bytes at the end remain, where no eight are left.
pub(super) fn plain_text(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    let mut passed = 0;
    for word in words {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            return passed + marks.trailing_zeros() as usize / 8;
        }
        passed += 8;
    }
    passed
}

/// Returns a word that marks, by its highest bit, the first byte with a meaning in a string, and perhaps
/// others behind it. It is 0 if no byte has one.
const fn marks(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    /// Marks the first byte that is 0, and perhaps others behind it.
    const fn zeros(word: u64) -> u64 {
        word.wrapping_sub(ONES) & !word & (ONES << 7)
    }
    let quotes = zeros(word ^ (ONES * b'"' as u64));
    let escapes = zeros(word ^ (ONES * b'\\' as u64));
    let ends = zeros(word ^ (ONES * b'\n' as u64));
    quotes | escapes | ends | zeros(word ^ (ONES * SENTINEL as u64))
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_the_table_agree_on_every_byte() {
        for byte in 0..=u8::MAX {
            let is_plain = IN_TEXT[usize::from(byte)] == Meaning::Plain;
            for (place, others) in (0..8).flat_map(|place| [b'x', 0, 0x80].map(|o| (place, o))) {
                let mut text = [others; 17];
                text[8 + place] = byte;
                assert_eq!(
                    plain_text(&text),
                    if is_plain { 16 } else { 8 + place },
                    "{byte} at {place}"
                );
            }
        }
        assert_eq!(plain_text(b"shorter"), 0);
    }
}
