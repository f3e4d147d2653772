//! The error for an impossible path names the failing step and the possible ones.

qapi_macros::probes! {
    schema = "../schemas/lamp.json";

    pub struct Caps {
        root: "add-lmap/arg-type",
        start: "dim/arg-typ",
        member: "dim/arg-type/levle",
        optional: "dim/arg-type/*level",
        variant: "add-lamp/arg-type/strip",
        value: "add-lamp/arg-type/colour/warm-white",
        feature: "dim/$smoth",
        event: "LAMP_BROKEN/ret-type",
        end: "toggle/ret-type/id",
        far: "zzz",
        right: "toggle/$deprecated",
    }
}

fn main() {
    // The struct is there all the same.
    let _ = |caps: Caps| caps.right;
}
