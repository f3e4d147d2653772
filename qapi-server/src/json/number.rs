//! Numbers as QEMU writes them down.
//!
//! Input: JSON as [`message`](super::message) puts it together. Output: the same with each number
//! in the form in which QEMU sends it back: an integer of 64 bits, else a double with 17 digits as
//! of C's `%.17g`. A number beyond a double becomes `inf`, which is no JSON, here as in QEMU.

/// The JSON with its numbers in QEMU's form.
pub(crate) fn rewrite(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '-' | '0'..='9' => rest.find(is_not_numeric).unwrap_or(rest.len()),
            other => other.len_utf8(),
        };
        let (token, behind) = rest.split_at(length);
        match first {
            '-' | '0'..='9' => out.push_str(&number(token)),
            _ => out.push_str(token),
        }
        rest = behind;
    }
    out
}

fn is_not_numeric(c: char) -> bool {
    !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')
}

/// Length of the string at the beginning of the text.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| match c {
        _ if escaped => {
            escaped = false;
            false
        }
        '\\' => {
            escaped = true;
            false
        }
        c => *c == '"',
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

fn number(text: &str) -> String {
    if let Ok(value) = text.parse::<i64>() {
        return value.to_string();
    }
    if let Ok(value) = text.parse::<u64>() {
        return value.to_string();
    }
    text.parse().map_or_else(|_| text.to_owned(), double)
}

/// The double as C's `%.17g` has it.
fn double(value: f64) -> String {
    let scientific = format!("{value:.16e}");
    let Some((digits, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    match exponent.parse::<i32>() {
        Ok(exponent @ -4..17) => {
            let places = usize::try_from(16 - exponent).unwrap_or(0);
            without_zeros(&format!("{value:.places$}")).to_owned()
        }
        Ok(exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            let magnitude = exponent.unsigned_abs();
            format!("{}e{sign}{magnitude:02}", without_zeros(digits))
        }
        Err(_) => scientific,
    }
}

/// The decimal without zeros that mean nothing.
fn without_zeros(decimal: &str) -> &str {
    match decimal.contains('.') {
        true => decimal.trim_end_matches('0').trim_end_matches('.'),
        false => decimal,
    }
}
