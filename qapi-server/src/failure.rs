//! A command's failure, as a server reports it.

use qapi_client::ErrorClass;
use qapi_client::wire::{DecodeError, Problem};

/// Answer of a server to a command that fails.
///
/// The constructors use the words of QEMU's own errors: some clients compare them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{desc} ({class})")]
#[non_exhaustive]
pub struct Failure {
    /// The error's class.
    pub class: ErrorClass,
    /// The error's description, for people.
    pub desc: String,
}

impl Failure {
    /// A failure of a class of its own.
    pub fn new(class: ErrorClass, desc: impl Into<String>) -> Self {
        Self {
            class,
            desc: desc.into(),
        }
    }

    /// A failure of the class `GenericError`, which most are.
    pub fn generic(desc: impl Into<String>) -> Self {
        Self::new(ErrorClass::GenericError, desc)
    }

    /// There is no such command.
    #[must_use]
    pub fn command_not_found(command: &str) -> Self {
        let desc = format!("The command {command} has not been found");
        Self::new(ErrorClass::CommandNotFound, desc)
    }

    /// There is no such device.
    #[must_use]
    pub fn device_not_found(device: &str) -> Self {
        Self::new(
            ErrorClass::DeviceNotFound,
            format!("Device '{device}' not found"),
        )
    }

    /// The command's schema has no such argument.
    #[must_use]
    pub fn unexpected_argument(path: &str) -> Self {
        Self::generic(format!("Parameter '{path}' is unexpected"))
    }

    /// The command's schema asks for an argument that is not there.
    #[must_use]
    pub fn missing_argument(path: &str) -> Self {
        Self::generic(format!("Parameter '{path}' is missing"))
    }

    /// An argument is not of the type that the command's schema says.
    #[must_use]
    pub fn wrong_argument_type(path: &str, expected: &str) -> Self {
        Self::generic(format!(
            "Invalid parameter type for '{path}', expected: {expected}"
        ))
    }
}

/// The failure for arguments that do not fit the command's types.
impl From<&DecodeError> for Failure {
    fn from(error: &DecodeError) -> Self {
        let path = match error.path() {
            path if path.is_empty() => "null".to_owned(),
            path => path,
        };
        match error.problem() {
            Problem::Missing => Self::missing_argument(&path),
            Problem::Mismatch { expected, .. } => {
                let expected = expected.trim_start_matches("an ").trim_start_matches("a ");
                Self::wrong_argument_type(&path, expected)
            }
            Problem::OutOfRange { expected, .. } => {
                Self::generic(format!("Parameter '{path}' expects {expected}"))
            }
            _ => Self::generic(error.to_string()),
        }
    }
}

impl From<DecodeError> for Failure {
    fn from(error: DecodeError) -> Self {
        Self::from(&error)
    }
}
