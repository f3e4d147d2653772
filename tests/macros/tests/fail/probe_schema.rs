//! A schema with errors is told, and the paths are not.

mod schema {
    qapi_macros::probes! {
        schema = "../schemas/bad-syntax.json";
        struct Caps { paint: "paynt" }
    }
}

mod answer {
    qapi_macros::probes! {
        schema = "../schemas/bad-answer.json";
        struct Caps { blink: "blink" }
    }
}

fn main() {}
