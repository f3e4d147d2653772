//! A monitor's greeting: its version and capabilities.

use std::fmt;

use serde_core::de::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::frame::excerpt;
use super::members::members;
use crate::error::Violation;

/// A monitor's greeting.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Greeting {
    /// The version of the program at the other side.
    pub version: Version,
    /// The capabilities that it offers, such as `oob`, in the order of the greeting.
    pub capabilities: Vec<String>,
}

/// The version of a QEMU.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Version {
    /// The first number.
    pub major: u64,
    /// The second number.
    pub minor: u64,
    /// The third number.
    pub micro: u64,
    /// The packager's addition; empty if there is none.
    pub package: String,
}

impl Version {
    /// Returns a version.
    pub fn new(major: u64, minor: u64, micro: u64, package: impl Into<String>) -> Self {
        Self {
            major,
            minor,
            micro,
            package: package.into(),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.micro)?;
        if self.package.is_empty() {
            Ok(())
        } else {
            write!(f, " ({})", self.package.trim())
        }
    }
}

impl Greeting {
    /// Returns a greeting.
    pub fn new<C: Into<String>>(
        version: Version,
        capabilities: impl IntoIterator<Item = C>,
    ) -> Self {
        Self {
            version,
            capabilities: capabilities.into_iter().map(Into::into).collect(),
        }
    }

    /// Returns true if the monitor offers out-of-band execution.
    #[must_use]
    pub fn offers_oob(&self) -> bool {
        self.capabilities
            .iter()
            .any(|capability| capability == "oob")
    }

    /// Decodes the value of a greeting's `QMP`.
    pub(crate) fn from_raw(raw: &RawValue) -> Result<Self, Violation> {
        serde_json::from_str(raw.get()).map_err(|reason| Violation::NotJson {
            reason,
            excerpt: excerpt(raw.get().as_bytes()),
        })
    }
}

impl<'de> Deserialize<'de> for Greeting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [version, capabilities] =
            members::<D, Value, 2>(deserializer, ["version", "capabilities"])?;
        Ok(Self {
            version: from_value(version)?,
            // This client cannot request a capability that is not a string, so it is dropped.
            capabilities: from_value::<Vec<Value>, _>(capabilities)?
                .into_iter()
                .filter_map(|value| value.as_str().map(ToOwned::to_owned))
                .collect(),
        })
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [numbers, package] = members::<D, Value, 2>(deserializer, ["qemu", "package"])?;
        let [major, minor, micro] =
            members::<_, u64, 3>(numbers, ["major", "minor", "micro"]).map_err(custom)?;
        Ok(Self {
            major,
            minor,
            micro,
            package: from_value(package)?,
        })
    }
}

fn from_value<T: serde_core::de::DeserializeOwned, E: serde_core::de::Error>(
    value: Value,
) -> Result<T, E> {
    serde_json::from_value(value).map_err(custom)
}

fn custom<E: serde_core::de::Error>(error: serde_json::Error) -> E {
    E::custom(error)
}
