//! Times of indexing, asking and listing, on the recorded answers of the corpus.
//!
//! `QAPI_CORPUS=… cargo bench -p qapi-introspect` prints the best of several runs each.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use qapi_introspect::Schema;

const RUNS: usize = 15;

fn main() {
    let Some(corpus) = std::env::var_os("QAPI_CORPUS") else {
        println!("skipped: QAPI_CORPUS is not set");
        return;
    };
    let read = |name: &str| {
        let path = Path::new(&corpus).join("live").join(name);
        let value: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        value["schema"].clone()
    };
    let answer = read("qemu-11.1.3-x86_64.json");
    let compact = answer.to_string();
    let pretty = serde_json::to_string_pretty(&answer).unwrap();
    let large = serde_json::Value::from(
        (0..4)
            .flat_map(|copy| copied(&answer, copy))
            .collect::<Vec<_>>(),
    )
    .to_string();
    for (name, text) in [
        ("as sent", &compact),
        ("indented", &pretty),
        ("four times as much", &large),
    ] {
        let time = best(|| Schema::from_json(text).unwrap());
        println!("index, {name}, {} KB: {time:?}", text.len() / 1000);
    }
    let new = Schema::from_json(&compact).unwrap();
    let paths: Vec<_> = new
        .paths()
        .map(|p| p.parse::<qapi_introspect::Path>().unwrap())
        .collect();
    println!(
        "list {} paths: {:?}",
        paths.len(),
        best(|| new.paths().count())
    );
    let all = best(|| {
        paths
            .iter()
            .filter(|p| new.query(p).unwrap_or(false))
            .count()
    });
    println!("ask one path: {:?}", all / paths.len() as u32);
}

/// The commands, events and types of an answer under other names. Built-in types occur once only.
fn copied(answer: &serde_json::Value, copy: usize) -> Vec<serde_json::Value> {
    let entries = answer.as_array().unwrap();
    let is_builtin = |e: &serde_json::Value| e["meta-type"] == "builtin";
    let builtin: Vec<_> = entries.iter().filter(|e| is_builtin(e)).collect();
    let rename = |name: &mut serde_json::Value| {
        if !builtin.iter().any(|e| e["name"] == *name) {
            *name = format!("{}-{copy}", name.as_str().unwrap()).into();
        }
    };
    let mut entries = entries.clone();
    entries.retain(|e| copy == 0 || !is_builtin(e));
    for entry in &mut entries {
        for (key, value) in entry.as_object_mut().unwrap() {
            match (key.as_str(), value) {
                ("name" | "arg-type" | "ret-type" | "element-type", name) => rename(name),
                ("members" | "variants", serde_json::Value::Array(parts)) => parts
                    .iter_mut()
                    .filter_map(|part| part.get_mut("type"))
                    .for_each(rename),
                _ => {}
            }
        }
    }
    entries
}

fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..RUNS).map(time).min().unwrap()
}
