//! Files that are not there.

mod none {
    qapi_macros::include_qapi!("../schemas/no-such.json");
}

mod include {
    qapi_macros::include_qapi!("../schemas/bad-include.json");
}

mod defines {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json", defines: "../schemas/no.defines" }
}

fn main() {}
