//! Each error in a schema is an error of its own, at the literal.

mod paint {
    qapi_macros::include_qapi!("../schemas/bad.json");
}

fn main() {}
