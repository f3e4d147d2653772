//! What a command is to a client or server, apart from its arguments' encoding.

/// A command of a schema: a value of the type is one call, with its arguments.
///
/// The trait says nothing about direction. A client sends what also implements
/// [`Encode`](crate::wire::Encode) and reads an `Ok` that implements
/// [`Decode`](crate::wire::Decode); a server does the reverse.
pub trait Command {
    /// The name on the wire.
    const NAME: &'static str;

    /// True if success sends a reply. Without one (`'success-response': false`), only an error
    /// ever answers.
    const SUCCESS_RESPONSE: bool = true;

    /// True if it may be executed before the machine is configured (QEMU's `--preconfig`).
    const ALLOW_PRECONFIG: bool = false;

    /// What a successful reply returns; `()` where it returns the empty object.
    type Ok;
}

/// A command that may be executed out of band (`'allow-oob': true`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be executed out of band",
    note = "its schema does not say `'allow-oob': true`"
)]
pub trait OobCommand: Command {}
