//! The end-to-end tests: one program.
//!
//! Without `QAPI_CORPUS`, from which the clients are generated, there is one test, which is ignored.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[cfg(corpus)]
mod agent;
#[cfg(corpus)]
mod many_releases;
#[cfg(corpus)]
mod qemu;
#[cfg(corpus)]
mod storage_daemon;

#[cfg(corpus)]
fn main() {
    qapi_test_support::run([
        agent::all(),
        many_releases::all(),
        qemu::all(),
        storage_daemon::all(),
    ]);
}

#[cfg(not(corpus))]
fn main() {
    fn end_to_end() {
        let _ = qapi_test_support::corpus();
    }
    qapi_test_support::run([qapi_test_support::trials![end_to_end]]);
}
