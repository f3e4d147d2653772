//! Long-running work, whatever started it: jobs, block jobs and migration, followed to their end.
//!
//! Input: events as they come, and what the monitor answers when it is asked how far the work is.
//! Output: [`JobProgress`] whenever that changes, and at last a [`JobEnd`]. [`track`] decides, without
//! I/O; [`source`] knows the commands of each kind of work; [`follow`] asks and listens.
//!
//! Invariant: an end is told once and is what the monitor said, or [`JobEnd::Dismissed`] where nobody
//! can say any more.

mod control;
mod follow;
mod source;
mod track;

pub use control::JobControl;
pub use follow::{Job, JobUpdates};
pub use track::{JobEnd, JobProgress};

pub(super) use control::Monitor;
pub(super) use source::Source;
