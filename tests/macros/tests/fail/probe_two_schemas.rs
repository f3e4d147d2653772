//! With two schemas, that one explains in which the path comes farther.

qapi_macros::probes! {
    schema = "../schemas/lamp.json";
    oldest = "../schemas/lamp-1.json";

    struct Caps {
        old: "blink/arg-type/time",
        new: "dim/arg-type/times",
        neither: "flash",
    }
}

fn main() {}
