//! The states of a connection, and of a guest.

/// State of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunState {
    /// There is no connection.
    Idle,
    /// The client is connecting: greeting, negotiation, synchronisation.
    Connecting,
    /// Commands can be executed.
    Running,
    /// No new command is accepted; those in flight are completed.
    Disconnecting,
}

/// Availability of an agent's command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Availability {
    /// The agent executes it.
    Enabled,
    /// The agent knows it, and its administrator has disabled it.
    Disabled,
    /// The agent knows it, and does not execute it while file systems are frozen.
    Frozen,
    /// The agent does not know it.
    Missing,
}

/// State of the guest's file systems.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileSystems {
    /// They can be written.
    Thawed,
    /// Writes wait until they are thawed.
    Frozen,
    /// A state that this library does not know.
    Other(Box<str>),
}
