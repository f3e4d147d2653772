//! Tests of the documents that this crate makes.

// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod examples;
mod json_schema;
mod schemas;

fn main() {
    qapi_test_support::run([examples::all(), json_schema::all()]);
}
