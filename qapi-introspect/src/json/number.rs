//! Numbers of JSON: integers of 64 bits, and doubles.

use std::fmt;
use std::str::FromStr;

use super::JsonError;

/// A JSON number: an integer in the range of `i64` or `u64`, else a finite `f64`.
///
/// A text with a fraction or an exponent is never an integer, and `-0` is a double.
///
/// ```
/// use qapi_introspect::json::Number;
///
/// let number: Number = "18446744073709551615".parse()?;
/// assert_eq!(number.as_u64(), Some(u64::MAX));
/// assert!("1.0".parse::<Number>()?.is_f64());
/// assert_eq!(Number::from(-1).to_string(), "-1");
/// # Ok::<(), qapi_introspect::json::JsonError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(N);

#[derive(Clone, Copy, Debug, PartialEq)]
enum N {
    Unsigned(u64),
    /// Below zero.
    Negative(i64),
    /// Finite.
    Float(f64),
}

impl Number {
    /// Returns the number of a double, None if it is infinite or no number.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then_some(Number(N::Float(value)))
    }

    /// Reports a double, which is not an integer even if it has no fraction.
    pub fn is_f64(&self) -> bool {
        matches!(self.0, N::Float(_))
    }

    /// Returns an integer in the range of `i64`.
    pub fn as_i64(&self) -> Option<i64> {
        match self.0 {
            N::Unsigned(value) => i64::try_from(value).ok(),
            N::Negative(value) => Some(value),
            N::Float(_) => None,
        }
    }

    /// Returns an integer in the range of `u64`.
    pub fn as_u64(&self) -> Option<u64> {
        match self.0 {
            N::Unsigned(value) => Some(value),
            N::Negative(_) | N::Float(_) => None,
        }
    }

    /// Returns the number as a double, the nearest one to an integer.
    #[allow(clippy::cast_precision_loss)]
    pub fn as_f64(&self) -> f64 {
        match self.0 {
            N::Unsigned(value) => value as f64,
            N::Negative(value) => value as f64,
            N::Float(value) => value,
        }
    }

    /// Reads a text of JSON's form; None beyond the range of `f64`.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        if !text.contains(['.', 'e', 'E']) {
            if let Ok(value) = text.parse() {
                return Some(Number(N::Unsigned(value)));
            }
            if let Some(value) = text.parse().ok().filter(|value| *value < 0) {
                return Some(Number(N::Negative(value)));
            }
        }
        Number::from_f64(text.parse().ok()?)
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Number(N::Unsigned(value))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Number(u64::try_from(value).map_or(N::Negative(value), N::Unsigned))
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Number::from(i64::from(value))
    }
}

/// Reads exactly the text of a JSON number, without blanks.
impl FromStr for Number {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        super::read::number(text)
    }
}

/// Writes the shortest text that reads back as the same number. A double has a fraction or an
/// exponent.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            N::Unsigned(value) => write!(f, "{value}"),
            N::Negative(value) => write!(f, "{value}"),
            N::Float(value) => float(value, f),
        }
    }
}

/// Writes a double as serde_json does, except for the last digit where two texts are equally near.
/// Rust's `Debug` begins to use exponents a power earlier, and has no `+` in them.
fn float(value: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if (1e-5..1e-4).contains(&value.abs()) {
        return write!(f, "{value}");
    }
    let text = format!("{value:?}");
    match text.split_once('e') {
        Some((digits, exponent)) if !exponent.starts_with('-') => write!(f, "{digits}e+{exponent}"),
        _ => f.write_str(&text),
    }
}
