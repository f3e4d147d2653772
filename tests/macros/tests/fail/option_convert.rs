//! Modules with which nothing converts.

mod old {
    qapi_macros::include_qapi!("../schemas/lamp-1.json");
}

mod other {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json", convert: { "super::old": "../schemas/answer.json" } }
}

mod outside {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json", convert: { "::old": "../schemas/lamp-1.json" } }
}

mod word {
    qapi_macros::include_qapi! { schema: "../schemas/lamp.json", convert: "../schemas/lamp-1.json" }
}

fn main() {}
