//! The common parts of the fuzz targets: inputs as files, and mutations that keep a schema nearly
//! valid.
//!
//! An input is the text of an entry file; behind each record separator (U+001E) stands another
//! file, which directives include as `1.json`, `2.json` and so on. With `QAPI_CORPUS` set, every
//! other mutation is one of the differential tool's, with parts of those schemas.

#[allow(dead_code, reason = "the differential tool uses more of it")]
#[path = "../../tools/differential/corpus.rs"]
mod corpus;
#[allow(dead_code, reason = "the differential tool uses more of it")]
#[path = "../../tools/differential/mutate.rs"]
mod mutate;
#[path = "../../tools/differential/rng.rs"]
mod rng;
#[allow(dead_code, reason = "the differential tool uses more of it")]
#[path = "../../tools/differential/text.rs"]
mod text;

use std::path::Path;
use std::sync::OnceLock;

use corpus::Corpus;
use qapi_parser::edition::Edition;
use qapi_parser::loader::Memory;
use qapi_parser::{Compiled, Options, compile_from};
use rng::Rng;

/// The path of the entry file.
pub const ENTRY: &str = "entry.json";

/// The editions that targets use: all forms, and those whose compilers differ most.
pub const EDITIONS: [&str; 6] = ["auto", "4.2", "5.2", "7.2", "10.0", "10.2"];

/// Maximum number of diagnostics of a run that are drawn: drawing takes longer than checking.
pub const SHOWN: usize = 10;

/// The files of an input.
pub fn files(input: &[u8]) -> Memory {
    let parts = input.split(|&byte| byte == 0x1e).enumerate();
    Memory::new(parts.map(|(index, text)| match index {
        0 => (ENTRY.to_owned(), text),
        _ => (format!("{index}.json"), text),
    }))
}

/// The options of an edition.
pub fn options(edition: &str) -> Options {
    let edition: Edition = edition.parse().unwrap();
    Options::new().edition(edition)
}

/// Compiles an input, which is only ever valid or rejected with a reason.
pub fn compile(input: &[u8], edition: &str) -> Compiled {
    let compiled = compile_from(ENTRY, &files(input), &options(edition)).unwrap();
    assert_eq!(
        compiled.schema.is_some(),
        !compiled.diagnostics.has_errors()
    );
    compiled
}

/// Mutates an input, of which the first `size` bytes of `data` are used; how many are then.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    static CORPUS: OnceLock<Option<Corpus>> = OnceLock::new();
    let corpus = CORPUS.get_or_init(|| {
        let folder = std::env::var_os("QAPI_CORPUS")?;
        Corpus::read(&Path::new(&folder).join("qemu-10.0")).ok()
    });
    let text = std::str::from_utf8(&data[..size]);
    if let (Some(corpus), Ok(text), true) = (corpus, text, seed % 2 == 0) {
        let mut text = text.to_owned();
        mutate::mutate(&mut text, mutate::Where::Anywhere, corpus, &mut Rng::new(u64::from(seed), 0));
        if text.len() <= max_size {
            data[..text.len()].copy_from_slice(text.as_bytes());
            return text.len();
        }
    }
    libfuzzer_sys::fuzzer_mutate(data, size, max_size)
}
