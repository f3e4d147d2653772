//! The tests of the crate: one program, each case of a folder a test of its own name.
//!
//! `QAPI_CORPUS` names a folder with QEMU's own schemas (see `conformance`); tests that need it are
//! ignored without it, and fail without it where `CI` is set. `UPDATE_EXPECT=1` rewrites the
//! expectations.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and measurements are printed"
)]

mod codes;
mod conformance;
mod dump;
mod examples;
mod grammar;
mod hostile;
mod lints;
mod loading;
mod robustness;
mod special;
mod ui;

fn main() {
    qapi_test_support::run([
        codes::all(),
        conformance::all(),
        dump::all(),
        examples::all(),
        grammar::all(),
        hostile::all(),
        lints::all(),
        loading::all(),
        robustness::all(),
        special::all(),
        ui::all(),
    ]);
}
