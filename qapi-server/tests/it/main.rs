//! The tests of the crate: one program.
//!
//! Tests that need QEMU, its guest agent or a Python with `qemu.qmp` are ignored without them, and
//! fail without them where `CI` is set.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and measurements are printed"
)]

mod clients;
mod descriptors;
#[cfg(feature = "proxy")]
mod proxy;
mod python;
mod relay;
mod sessions;
mod support;
mod testing;

fn main() {
    qapi_test_support::run([
        clients::all(),
        descriptors::all(),
        #[cfg(feature = "proxy")]
        proxy::all(),
        python::all(),
        relay::all(),
        sessions::all(),
        testing::all(),
    ]);
}
