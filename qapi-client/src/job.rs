//! Long-running work: jobs, block jobs and migration, followed to their end, for every client.
//!
//! Input: events, and the monitor's answers to progress queries. Output: [`JobProgress`] at each
//! change, and finally a [`JobEnd`]. [`track`] decides, without I/O; [`source`] knows the commands
//! of each kind of work; [`follow`] queries and listens; the clients wrap it.
//!
//! Invariant: an end is reported once and is the monitor's own, or [`JobEnd::Dismissed`] if the
//! monitor no longer knows the work.

mod control;
mod follow;
mod progress;
mod source;
mod track;

pub(crate) use control::Control;
pub use control::Pivot;
pub(crate) use follow::Follow;
pub use progress::{JobEnd, JobProgress};
pub(crate) use source::Source;
