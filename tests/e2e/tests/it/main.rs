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
mod devices;
#[cfg(corpus)]
mod forms;
#[cfg(corpus)]
mod many_releases;
#[cfg(corpus)]
mod qemu;
#[cfg(corpus)]
#[path = "../../../../qapi-args/tests/it/random.rs"]
mod random;
#[cfg(corpus)]
mod storage_daemon;
#[cfg(corpus)]
mod typed_arguments;

#[cfg(corpus)]
fn main() {
    qapi_test_support::run([
        agent::all(),
        devices::all(),
        forms::all(),
        many_releases::all(),
        qemu::all(),
        storage_daemon::all(),
        typed_arguments::all(),
    ]);
}

#[cfg(not(corpus))]
fn main() {
    fn end_to_end() {
        let _ = qapi_test_support::corpus();
    }
    qapi_test_support::run([qapi_test_support::trials![end_to_end]]);
}
