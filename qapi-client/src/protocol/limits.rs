//! Limits on the input from a peer.

/// Limits on the memory that a peer can make this side use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Maximum size of a message, in bytes.
    pub message_size: usize,
    /// Maximum nesting of objects and arrays.
    pub depth: usize,
}

impl Default for Limits {
    /// 128 MiB and 1024 levels: twice the size limit of QEMU's own parser, and the same nesting.
    fn default() -> Self {
        Self {
            message_size: 128 << 20,
            depth: 1024,
        }
    }
}

impl Limits {
    /// Returns these limits with another maximum message size, in bytes.
    #[must_use]
    pub fn message_size(self, message_size: usize) -> Self {
        Self {
            message_size,
            ..self
        }
    }

    /// Returns these limits with another maximum nesting.
    #[must_use]
    pub fn depth(self, depth: usize) -> Self {
        Self { depth, ..self }
    }
}
