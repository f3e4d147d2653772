//! Decoded messages: their memory is bounded by their text, whatever its shape.

use qapi_client::wire::{self, Value};
use qapi_test_support::{Runtime, Trial, in_ci};

use crate::{MIB, held};

pub(crate) fn all() -> Vec<Trial> {
    alone![a_decoded_reply_takes_at_most_256_mib_or_six_times_its_text]
}

/// Memory that any reply may take.
const ALWAYS: usize = 256 * MIB;

/// A list of as many `item`s as fit into `size` bytes.
fn list(item: &str, size: usize) -> String {
    let mut text = format!("{item},").repeat(size / (item.len() + 1) - 1);
    text.insert(0, '[');
    text + item + "]"
}

/// Replies of the shapes that take the most memory a byte of text, from far below the limit to far
/// above it. Those above are refused.
fn a_decoded_reply_takes_at_most_256_mib_or_six_times_its_text() {
    let shapes = [
        "{}",
        "[]",
        "1",
        "\"\"",
        "[[]]",
        "{\"a\":{}}",
        "{\"a\":1,\"b\":[]}",
        "null",
    ];
    let (mut decoded, mut refused) = (0, 0);
    for (index, shape) in shapes.into_iter().enumerate() {
        // All are refused from 12 MiB on. At 50 MiB, the text is what allows the most: CI tries each
        // shape there, and other runs try objects and lists.
        let mut sizes = vec![MIB, 4 * MIB, 12 * MIB];
        if in_ci() {
            sizes.extend([40 * MIB, 50 * MIB]);
        } else if index % 4 == 0 {
            sizes.push(50 * MIB);
        }
        for size in sizes {
            let text = list(shape, size);
            let taken = Runtime::CurrentThread.block_on(held(async {
                match wire::from_json::<Value>(&text) {
                    Ok(value) => {
                        assert!(value.is_array());
                        decoded += 1;
                    }
                    Err(error) => {
                        assert!(error.to_string().contains("so many values"), "{error}");
                        refused += 1;
                    }
                }
            }));
            let allowed = ALWAYS.max(6 * text.len());
            println!("{shape} {} MiB: {} MiB", size / MIB, taken / MIB);
            assert!(
                taken <= allowed,
                "{shape}, {size} bytes of text: {taken} bytes"
            );
        }
    }
    assert!(
        decoded > 10 && refused > 5,
        "{decoded} decoded, {refused} refused"
    );
}
