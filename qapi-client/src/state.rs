//! The states of a connection.

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
