//! Classes of the errors that the other side reports.

use std::fmt;

/// The class of a command's error (`QapiErrorClass` in QEMU's `qapi/error.json`).
///
/// Clients react to every class but [`GenericError`](Self::GenericError); the description beside the
/// class is for people only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Any error without a class of its own.
    GenericError,
    /// The command is unknown, disabled, or not allowed at the moment.
    CommandNotFound,
    /// A device could not be activated.
    DeviceNotActive,
    /// The device does not exist.
    DeviceNotFound,
    /// The command needs a KVM capability that is missing.
    KvmMissingCap,
    /// A class that this library does not know.
    Other(Box<str>),
}

impl ErrorClass {
    /// Returns the class as written on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::GenericError => "GenericError",
            Self::CommandNotFound => "CommandNotFound",
            Self::DeviceNotActive => "DeviceNotActive",
            Self::DeviceNotFound => "DeviceNotFound",
            Self::KvmMissingCap => "KVMMissingCap",
            Self::Other(class) => class,
        }
    }
}

impl From<String> for ErrorClass {
    fn from(class: String) -> Self {
        match &*class {
            "GenericError" => Self::GenericError,
            "CommandNotFound" => Self::CommandNotFound,
            "DeviceNotActive" => Self::DeviceNotActive,
            "DeviceNotFound" => Self::DeviceNotFound,
            "KVMMissingCap" => Self::KvmMissingCap,
            _ => Self::Other(class.into()),
        }
    }
}

impl fmt::Display for ErrorClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
