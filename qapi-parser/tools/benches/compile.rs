//! Time of reading, checking and dumping: on QEMU 10.0's schema, where `QAPI_CORPUS` is set, and on
//! synthetic ones of 1, 10 and 100 times its size.
//!
//!     cargo bench --manifest-path qapi-parser/tools/Cargo.toml

#![allow(clippy::unwrap_used, reason = "a benchmark of what fails is none")]

#[path = "../synthetic/schema.rs"]
mod schema;

use std::path::PathBuf;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile, compile_from, dump, load, load_from};

fn main() {
    divan::main();
}

fn qemu_schema() -> Option<PathBuf> {
    let corpus = PathBuf::from(std::env::var_os("QAPI_CORPUS")?);
    Some(corpus.join("qemu-10.0/qapi/qapi-schema.json"))
}

fn options() -> Options {
    Options::new()
}

#[divan::bench]
fn read_qemu(bencher: Bencher<'_, '_>) {
    let Some(path) = qemu_schema() else { return };
    bencher.bench(|| load(black_box(&path), &options()).unwrap());
}

#[divan::bench]
fn compile_qemu(bencher: Bencher<'_, '_>) {
    let Some(path) = qemu_schema() else { return };
    bencher.bench(|| compile(black_box(&path), &options()).unwrap());
}

#[divan::bench]
fn dump_qemu(bencher: Bencher<'_, '_>) {
    let Some(path) = qemu_schema() else { return };
    let schema = compile(path, &options()).unwrap().schema.unwrap();
    bencher.bench(|| dump::to_text(black_box(&schema), options().edition));
}

const SIZES: [usize; 3] = [1, 10, 100];

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn read_synthetic(bencher: Bencher<'_, '_>, times: usize) {
    let text = schema::schema(times);
    let size = BytesCount::of_str(&text);
    let files = Memory::new([("a.json", text)]);
    bencher
        .counter(size)
        .bench(|| load_from("a.json", black_box(&files), &options()).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn compile_synthetic(bencher: Bencher<'_, '_>, times: usize) {
    let text = schema::schema(times);
    let size = BytesCount::of_str(&text);
    let files = Memory::new([("a.json", text)]);
    bencher.counter(size).bench(|| {
        let compiled = compile_from("a.json", black_box(&files), &options()).unwrap();
        assert!(compiled.schema.is_some(), "the synthetic schema is valid");
    });
}
