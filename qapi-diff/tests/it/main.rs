//! Tests of comparison: rules, random changes, real releases, histories.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::redundant_closure,
    clippy::unit_arg
)]

mod damage;
mod history;
mod infer;
mod integers;
mod mutations_of_answers;
mod mutations_of_schemas;
mod naive;
mod releases;
mod rules;
mod since;
mod support;

fn main() {
    qapi_test_support::run([
        damage::all(),
        history::all(),
        infer::all(),
        integers::all(),
        mutations_of_answers::all(),
        mutations_of_schemas::all(),
        naive::all(),
        releases::all(),
        rules::all(),
        since::all(),
    ]);
}
