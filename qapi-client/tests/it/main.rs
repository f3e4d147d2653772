//! The tests of the crate: one program.
//!
//! Tests that need QEMU, its guest agent or its storage daemon are ignored without them, and fail
//! without them where `CI` is set.
#![cfg(all(unix, feature = "tokio"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and some print what they tried"
)]

mod blocking_agent_scripted;
mod blocking_real;
mod blocking_scripted;
mod clients;
#[cfg(feature = "command-line")]
mod command_line;
mod connecting;
mod deadlines;
mod descriptors;
mod errors;
mod guests;
mod jobs_real;
#[cfg(feature = "inherit")]
mod launch;
mod migration_end;
mod outcomes;
mod policy;
mod router_exhaustive;
mod router_random;
mod support;
mod threaded;
mod tokio_real;
mod tokio_scripted;
mod tokio_sessions;
#[cfg(feature = "tracing")]
mod tracing;
mod typed;
mod unplug;
mod wire;

fn main() {
    qapi_test_support::run([
        blocking_agent_scripted::all(),
        blocking_real::all(),
        blocking_scripted::all(),
        clients::all(),
        connecting::all(),
        #[cfg(feature = "vsock")]
        connecting::vsock(),
        deadlines::all(),
        descriptors::all(),
        errors::all(),
        #[cfg(feature = "command-line")]
        command_line::all(),
        guests::all(),
        jobs_real::all(),
        migration_end::all(),
        outcomes::all(),
        #[cfg(feature = "inherit")]
        launch::all(),
        policy::all(),
        router_exhaustive::all(),
        router_random::all(),
        threaded::all(),
        tokio_real::all(),
        tokio_scripted::all(),
        tokio_sessions::all(),
        #[cfg(feature = "tracing")]
        tracing::all(),
        typed::all(),
        unplug::all(),
        wire::all(),
    ]);
}
