//! The tests of the crate: one program, each case of a folder a test of its own name.
//!
//! `QAPI_CORPUS` names a folder with QEMU's own schemas; tests that need it, or a QEMU, are ignored
//! without it, and fail without it where `CI` is set. `UPDATE_EXPECT=1` rewrites the expectations.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and measurements are printed"
)]

mod awkward;
mod base64;
mod builder;
mod common;
mod convert;
mod convert_agrees;
mod convert_tries;
mod corpus_compiles;
mod devices;
mod every_driver;
mod format;
mod from_answer;
mod golden;
mod introspect;
mod keep_unknown;
mod layout;
mod readme;
mod releases;
mod round_trip;
mod server_like_qemu;
mod sharing;
mod united;

fn main() {
    builder::build_script();
    qapi_test_support::run([
        awkward::all(),
        base64::all(),
        builder::all(),
        convert::all(),
        convert_agrees::all(),
        convert_tries::all(),
        corpus_compiles::all(),
        devices::all(),
        every_driver::all(),
        format::all(),
        from_answer::all(),
        golden::all(),
        introspect::all(),
        keep_unknown::all(),
        layout::all(),
        readme::all(),
        releases::all(),
        round_trip::all(),
        server_like_qemu::all(),
        sharing::all(),
        united::all(),
    ]);
}
