//! A wrong option names the right ones; all that are wrong are told at once.

mod lamp {
    qapi_macros::include_qapi! {
        shema: "../schemas/lamp.json",
        roles: client,
        zoo: [],
    }
}

mod choices {
    qapi_macros::include_qapi! {
        schema: "../schemas/lamp.json",
        role: cleint,
        conditions: some,
        exclude: [depricated],
    }
}

mod twice {
    qapi_macros::include_qapi! {
        schema: "../schemas/lamp.json",
        role: client,
        role: both,
    }
}

mod none {
    qapi_macros::include_qapi! { role: client }
}

fn main() {}
