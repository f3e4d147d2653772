//! Tests of the wire model: reading, queries, lists, policies.

#![allow(clippy::unwrap_used, clippy::panic)]

mod json;
mod policy;
mod query;
mod read;
mod support;

fn main() {
    qapi_test_support::run([json::all(), policy::all(), query::all(), read::all()]);
}
