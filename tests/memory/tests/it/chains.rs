//! Paths of types in a long chain: a list of them takes memory as the schema does.

use qapi_client::introspect::Schema;
use qapi_test_support::{Runtime, Trial};

use crate::{MIB, held};

pub(crate) fn all() -> Vec<Trial> {
    alone![the_paths_of_a_long_chain_are_listed_in_little_memory]
}

/// A command whose arguments are structs in a row, each with the next one as a member.
fn chain(length: usize) -> String {
    let mut text = String::from(
        r#"[{"name": "c", "meta-type": "command", "arg-type": "0", "ret-type": "none"},
            {"name": "none", "meta-type": "object", "members": []}"#,
    );
    for i in 0..length {
        let members = match i + 1 == length {
            true => String::new(),
            false => format!(r#"{{"name": "member", "type": "{}"}}"#, i + 1),
        };
        text += &format!(r#",{{"name": "{i}", "meta-type": "object", "members": [{members}]}}"#);
    }
    text + "]"
}

/// All paths together have 350 MB.
fn the_paths_of_a_long_chain_are_listed_in_little_memory() {
    let text = chain(10_000);
    let schema = Schema::from_json(&text).unwrap();
    let mut bytes = 0;
    let taken = Runtime::CurrentThread.block_on(held(async {
        bytes = schema.paths().map(|path| path.len()).sum();
    }));
    println!("{} MiB of paths: {} MiB", bytes / MIB, taken / MIB);
    assert!(bytes > 300 * MIB);
    assert!(taken < 16 * MIB, "{taken} bytes");
}
