//! A path that is malformed says where.

qapi_macros::probes! {
    schema = "../schemas/lamp.json";

    struct Caps {
        empty: "dim//level",
        nothing: "",
        after: "dim/$smooth/arg-type",
        sign: "^dim",
    }
}

fn main() {}
