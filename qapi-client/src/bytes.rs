//! Bytes that travel as base64 text.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose::STANDARD};

#[cfg(feature = "serde")]
use crate::wire;
use crate::wire::{Decode, Encode, Reader, Writer};

/// Text is written with padding, and read with or without.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes that are base64 text on the wire.
///
/// Bytes convert into it, and text does not: text may be base64 already. [`Base64::new`] takes the
/// bytes of a text, too.
///
/// # Examples
///
/// ```
/// use qapi_client::Base64;
/// use qapi_client::wire;
///
/// let bytes = Base64::from(b"hi");
/// assert_eq!(bytes, Base64::new("hi"));
/// assert_eq!(wire::to_string(&bytes), "\"aGk=\"");
/// assert_eq!(wire::from_json::<Base64>("\"aGk=\"")?, bytes);
/// # Ok::<(), qapi_client::wire::DecodeError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Vec<u8>);

impl Base64 {
    /// Creates a value of these bytes, or of the bytes of a text.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// Returns the bytes as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn to_string_lossy(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Base64 {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl std::ops::Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Encode for Base64 {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.string(&STANDARD.encode(&self.0));
    }
}

impl Decode for Base64 {
    fn decode(reader: &Reader<'_, '_>) -> Option<Self> {
        let text = String::decode(reader)?;
        // Programs wrap lines, as MIME does.
        let text: String = text.split_ascii_whitespace().collect();
        match LENIENT.decode(text) {
            Ok(bytes) => Some(Self(bytes)),
            Err(_) => reader.mismatch("base64"),
        }
    }
}

#[cfg(feature = "serde")]
impl serde_core::Serialize for Base64 {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        wire::serialize(self, serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde_core::Deserialize<'de> for Base64 {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::deserialize(deserializer)
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({:?})", String::from_utf8_lossy(&self.0))
    }
}
