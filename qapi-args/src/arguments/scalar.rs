//! Scalars of key=value as QEMU reads them: C's integers, sizes with suffixes, `on` and `off`.

use qapi_introspect::json::Number;

/// Parses a boolean: `on`, `yes`, `true`, `y`, or their opposites.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text {
        "on" | "yes" | "true" | "y" => Some(true),
        "off" | "no" | "false" | "n" => Some(false),
        _ => None,
    }
}

/// Sign and magnitude of an integer as C's `strtoll` with base 0 reads it: decimal, `0x…` or octal.
/// None also if the magnitude exceeds 64 bits.
fn magnitude(text: &str) -> Option<(bool, u64)> {
    let text = text.trim_start_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']);
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let hex = digits.strip_prefix("0x").or(digits.strip_prefix("0X"));
    let (digits, radix) = match hex {
        Some(hex) => (hex, 16),
        None if digits.len() > 1 && digits.starts_with('0') => (&digits[1..], 8),
        None => (digits, 10),
    };
    // The conversion would take a sign of its own.
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let value = u64::from_str_radix(digits, radix).ok()?;
    Some((negative, value))
}

/// Parses a signed integer.
pub(crate) fn signed(text: &str) -> Option<i64> {
    let (negative, value) = magnitude(text)?;
    let value = i128::from(value);
    i64::try_from(if negative { -value } else { value }).ok()
}

/// Parses an unsigned integer. As in C, a negative one wraps around.
pub(crate) fn unsigned(text: &str) -> Option<u64> {
    let (negative, value) = magnitude(text)?;
    Some(if negative {
        value.wrapping_neg()
    } else {
        value
    })
}

/// Parses a size: decimal with a suffix of `B`, `K`, `M`, `G`, `T`, `P` or `E` and, with a suffix
/// above `B`, a fraction; or hexadecimal.
pub(crate) fn size(text: &str) -> Option<u64> {
    let text = text.trim_start_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']);
    let text = text.strip_prefix('+').unwrap_or(text);
    let hex = text.strip_prefix("0x").or(text.strip_prefix("0X"));
    let (radix, digits) = hex.map_or((10, text), |hex| (16, hex));
    let end = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    let whole = u64::from_str_radix(&digits[..end], radix).ok()?;
    let mut rest = &digits[end..];
    let mut fraction = "";
    if let Some(after) = rest.strip_prefix('.').filter(|_| radix == 10) {
        let end = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        (fraction, rest) = after.split_at(end);
    }
    let shift = suffix(rest)?;
    let part = fraction_of(fraction, shift)?;
    let whole = u128::from(whole).checked_shl(shift)?;
    u64::try_from(whole + u128::from(part)).ok()
}

/// Binary logarithm of a suffix's unit.
fn suffix(text: &str) -> Option<u32> {
    Some(match text {
        "" | "b" | "B" => 0,
        "k" | "K" => 10,
        "m" | "M" => 20,
        "g" | "G" => 30,
        "t" | "T" => 40,
        "p" | "P" => 50,
        "e" | "E" => 60,
        _ => return None,
    })
}

/// The fraction `0.digits` of a unit, rounded to bytes. There is no fraction of a byte.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn fraction_of(digits: &str, shift: u32) -> Option<u64> {
    if digits.bytes().all(|b| b == b'0') {
        return Some(0);
    }
    let fraction: f64 = format!("0.{digits}").parse().ok()?;
    let bytes = fraction * 2f64.powi(i32::try_from(shift).ok()?);
    (shift > 0).then(|| bytes.round() as u64)
}

/// Parses a number as C's `strtod` does: also hexadecimal integers; no infinities.
pub(crate) fn number(text: &str) -> Option<Number> {
    let trimmed = text.trim_start_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']);
    let plain = trimmed.strip_prefix('+').unwrap_or(trimmed);
    if plain.starts_with(['+', '-']) && plain.len() < trimmed.len() {
        return None;
    }
    if let Ok(value) = plain.parse::<i64>() {
        return Some(value.into());
    }
    let hexadecimal = plain.trim_start_matches('-').get(..2);
    if hexadecimal.is_some_and(|start| start.eq_ignore_ascii_case("0x")) {
        return signed(plain).map(Number::from);
    }
    // `inf`, `nan` and `infinity` parse as well; they are not finite.
    Number::from_f64(plain.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::{number, signed, size, unsigned};

    #[test]
    fn integers_are_those_of_c() {
        let read = |text| (signed(text), unsigned(text));
        assert_eq!(read("010"), (Some(8), Some(8)));
        assert_eq!(read(" -0x10"), (Some(-16), Some(u64::MAX - 15)));
        assert_eq!(read("18446744073709551615"), (None, Some(u64::MAX)));
        for text in ["", " ", "0x", "08", "1 ", "--1", "0x-1", "1e3", "1.0", "٣"] {
            assert_eq!(read(text), (None, None), "{text:?}");
        }
        assert_eq!(signed("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(signed("9223372036854775808"), None);
        assert_eq!(read("0"), (Some(0), Some(0)));
    }

    #[test]
    fn sizes_have_suffixes_and_fractions() {
        assert_eq!(size("010"), Some(10));
        assert_eq!(size("1.5k"), Some(1536));
        assert_eq!(size("1.k"), Some(1024));
        assert_eq!(size("0x10"), Some(16));
        assert_eq!(size("15E"), Some(15 << 60));
        assert_eq!(size("1.0"), Some(1));
        for text in [
            "",
            "-1",
            "16E",
            "1.5",
            "1e3",
            "0x1.8",
            "k",
            "1kk",
            "1K ",
            "99999999999999999999",
        ] {
            assert_eq!(size(text), None, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_finite() {
        assert_eq!(number("1"), Some(1.into()));
        assert_eq!(number("1e3").map(|n| n.as_f64()), Some(1000.0));
        for text in ["", "inf", "nan", "1e999", "1x", "+-1"] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }
}
