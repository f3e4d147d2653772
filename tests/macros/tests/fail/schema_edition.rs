//! An edition is strict, and one that does not exist is refused.

mod strict {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json", edition: "5.2" }
}

mod unknown {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json", edition: "ten" }
}

fn main() {}
