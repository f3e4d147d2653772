//! The harness of this workspace's integration tests.
//!
//! Each crate has one integration-test binary, `tests/it/main.rs`, without libtest's harness. Its
//! `main` hands the trials of its modules to [`run`]:
//!
//! ```no_run
//! use qapi_test_support::{Trial, need, run, trials};
//!
//! mod queries {
//!     use qapi_test_support::{Trial, trials};
//!
//!     pub(crate) fn all() -> Vec<Trial> {
//!         trials![an_optional_member_is_found]
//!     }
//!
//!     fn an_optional_member_is_found() {
//!         assert_eq!("*name".strip_prefix('*'), Some("name"));
//!     }
//! }
//!
//! fn main() {
//!     run([queries::all()]);
//! }
//! ```
//!
//! A test that a list forgets is dead code, which the lints refuse.
//!
//! - [`trials!`](crate::trials) lists functions as tests. [`folder`] makes each file of a folder a
//!   test of its own name.
//! - [`need`] and [`skip`] end a test that cannot run here. It counts as ignored, with its reason
//!   in the output. Where `CI` is set, it fails instead, as does a run that ignores a test for
//!   another reason. [`waive`] is for things that the machine itself cannot have: ignored in CI, too.
//! - [`listens`] tells that a program accepts connections on its socket.
//! - [`nested_cargo`] compiles a crate outside the workspace, against the workspace's artifacts.
//! - [`asked`] returns true if an environment variable asks for tests that are left out by default.
//! - [`timed`] measures the processor time of work, whatever else the machine does, and [`check_growth`]
//!   compares it for two sizes.
//! - [`axe_core`], [`corpus`], [`program`] and [`python`] find files and programs for a test, and skip it without them.

mod cases;
mod cost;
mod needs;
mod nested;
#[cfg(feature = "tokio")]
mod runtime;
mod sockets;
mod trial;

pub use cases::{Case, cases, folder};
pub use cost::{check_growth, timed};
pub use libtest_mimic::Trial;
pub use needs::{asked, axe_core, corpus, find, in_ci, need, program, python, skip, waive};
pub use nested::nested_cargo;
#[cfg(feature = "tokio")]
pub use runtime::{Runtime, spawn};
pub use sockets::listens;
pub use trial::{run, trial};
