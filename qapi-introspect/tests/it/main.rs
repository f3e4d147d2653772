//! Tests of the wire model: reading, queries, lists, policies.

#![allow(clippy::unwrap_used, clippy::panic)]

mod policy;
mod query;
mod read;
mod support;

fn main() {
    qapi_test_support::run([policy::all(), query::all(), read::all()]);
}
