//! Calls that cannot be read.

mod nothing {
    qapi_macros::include_qapi!();
}

mod two {
    qapi_macros::include_qapi!("../schemas/lamp.json", role: client);
}

mod sign {
    qapi_macros::include_qapi! { schema "../schemas/lamp.json" }
}

mod comma {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json" role: client }
}

mod value {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json", role: }
}

mod key {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json", rename: { Lamp: "Light" } }
}

fn main() {}
