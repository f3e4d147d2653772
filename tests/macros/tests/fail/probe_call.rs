//! Calls that cannot be read.

mod schema {
    qapi_macros::probes! { struct Caps { a: "dim" } }
}

mod statement {
    qapi_macros::probes! { schemas = "../schemas/lamp.json"; struct Caps { a: "dim" } }
}

mod kind {
    qapi_macros::probes! { schema = "../schemas/lamp.json"; pub enum Caps { A } }
}

mod tuple {
    qapi_macros::probes! { schema = "../schemas/lamp.json"; struct Caps(bool); }
}

mod field {
    qapi_macros::probes! { schema = "../schemas/lamp.json"; struct Caps { a: bool } }
}

mod twice {
    qapi_macros::probes! { schema = "../schemas/lamp.json"; struct Caps { a: "dim", a: "toggle" } }
}

fn main() {}
