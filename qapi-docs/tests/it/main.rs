//! Tests of the documents that this crate makes.

// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod browser;
mod devices;
mod examples;
mod json_schema;
mod manual;
mod page;
mod schemas;

fn main() {
    qapi_test_support::run([
        browser::all(),
        devices::all(),
        examples::all(),
        json_schema::all(),
        manual::all(),
    ]);
}
