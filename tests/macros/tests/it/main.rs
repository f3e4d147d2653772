//! The tests of qapi-macros: one program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "a test fails by panicking; what the macros make is public, and not all of it is used"
)]

mod include;
mod probes;
mod rebuild;
mod server;
mod ui;

fn main() {
    qapi_test_support::run([
        include::all(),
        probes::all(),
        rebuild::all(),
        server::all(),
        ui::all(),
    ]);
}
