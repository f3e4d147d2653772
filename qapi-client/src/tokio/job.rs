//! Long-running work: jobs, block jobs and migration, followed to their end.
//!
//! Input: events, and the monitor's answers to progress queries. Output: [`JobProgress`] at each
//! change, and finally a [`JobEnd`]. [`track`] decides, without I/O; [`source`] knows the commands
//! of each kind of work; [`follow`] queries and listens.
//!
//! Invariant: an end is reported once and is the monitor's own, or [`JobEnd::Dismissed`] if the
//! monitor no longer knows the work.

mod control;
mod follow;
mod monitor;
mod progress;
mod source;
mod start;
mod track;

pub use control::JobControl;
pub use follow::{Job, JobUpdates};
pub use progress::{JobEnd, JobProgress};
