//! Times of comparison, on the recorded answers of the corpus.
//!
//! `QAPI_CORPUS=… cargo bench -p qapi-diff` prints the best of several runs each.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use qapi_diff::{Config, History, Model, compare};
use qapi_introspect::Schema;

const RUNS: usize = 15;

fn main() {
    let Some(corpus) = std::env::var_os("QAPI_CORPUS") else {
        println!("skipped: QAPI_CORPUS is not set");
        return;
    };
    let read = |name: &str| {
        let path = Path::new(&corpus).join("live").join(name);
        std::fs::read_to_string(path).unwrap()
    };
    let old = read("qemu-7.2.22-x86_64.json");
    let new = read("qemu-11.1.3-x86_64.json");
    let (old, new) = (
        Schema::from_json(&old).unwrap(),
        Schema::from_json(&new).unwrap(),
    );
    println!(
        "model of an answer: {:?}",
        best(|| Model::from_schema(&new))
    );
    let (a, b) = (Model::from_schema(&old), Model::from_schema(&new));
    println!(
        "compare 7.2 with 11.1: {:?}",
        best(|| compare(&a, &b, &Config::default()).unwrap())
    );
    let versions = [("7.2", &old), ("11.1", &new)];
    println!(
        "history of 7.2 and 11.1: {:?}",
        best(|| History::new(&versions).unwrap())
    );
}

fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..RUNS).map(time).min().unwrap()
}
