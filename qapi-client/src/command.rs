//! Commands as clients and servers see them, apart from their arguments' encoding.

/// A command of a schema: a value of the type is one call with its arguments.
///
/// The trait has no direction. A client sends a type that also implements
/// [`Encode`](crate::wire::Encode) and reads an `Ok` that implements
/// [`Decode`](crate::wire::Decode); a server does the reverse.
pub trait Command {
    /// The name on the wire.
    const NAME: &'static str;

    /// True if success has a reply. Otherwise (`'success-response': false`), only an error is ever
    /// sent.
    const SUCCESS_RESPONSE: bool = true;

    /// True if the command may run before the machine is configured (QEMU's `--preconfig`).
    const ALLOW_PRECONFIG: bool = false;

    /// The value of a successful reply; `()` for the empty object.
    type Ok;
}

/// A command that may run out of band (`'allow-oob': true`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be executed out of band",
    note = "its schema does not say `'allow-oob': true`"
)]
pub trait OobCommand: Command {}
