//! The memory of clients and servers, measured against hostile peers.
//!
//! Each test runs in a process of its own, since it measures the memory of the process.
//! `cargo test -p qapi-memory -- --nocapture` prints the measurements.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and measurements are printed"
)]

use std::env;
use std::process::Command;
use std::time::Duration;

use peak_alloc::PeakAlloc;
use qapi_test_support::Trial;

/// Lists functions as tests that run in processes of their own.
macro_rules! alone {
    ($($name:ident),* $(,)?) => {
        vec![$($crate::alone_trial(concat!(module_path!(), "::", stringify!($name)), $name)),*]
    };
}

mod budget;
mod chains;
mod decoded;
mod floods;
mod many;
mod proxy;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const KIB: usize = 1 << 10;

const MIB: usize = 1 << 20;

/// Far more than anything here takes, and far less than a test run's patience.
const LONG: Duration = Duration::from_secs(20);

/// Set in the process that measures.
const ALONE: &str = "QAPI_MEMORY_ALONE";

fn main() {
    qapi_test_support::run([
        budget::all(),
        chains::all(),
        decoded::all(),
        floods::all(),
        many::all(),
        proxy::all(),
    ]);
}

/// Makes a test of `work`, which runs in a process of its own.
fn alone_trial(path: &'static str, work: fn()) -> Trial {
    qapi_test_support::trial(path, move || {
        if env::var_os(ALONE).is_some() {
            return work();
        }
        let name = path.split_once("::").map_or(path, |(_, name)| name);
        let child = Command::new(env::current_exe().unwrap())
            .args([name, "--exact"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        print!("{}", String::from_utf8_lossy(&child.stdout));
        let errors = String::from_utf8_lossy(&child.stderr);
        assert!(child.status.success(), "{}: {errors}", child.status);
    })
}

/// Peak memory of the process during `work`, minus its memory before.
async fn held(work: impl Future<Output = ()>) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    work.await;
    MEMORY.peak_usage().saturating_sub(before)
}
