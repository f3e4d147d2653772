//! Where text came from: every file read, in one address space of `u32` offsets.
//!
//! A [`Span`] is two offsets into that space, so a span alone says file, line and column.

/// A range of text, from `start` up to but not including `end`, in a [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}
