//! A value of the wrong kind says which kind is right.

mod lamp {
    qapi_macros::include_qapi! {
        schema: lamp,
        edition: 10.0,
        select: "query-lamps",
        define: { "CONFIG_UV": 1 },
        defines: true,
        conditions: "all",
        role: [client],
        rename: ["Lamp"],
        exclude: deprecated,
        derive: Hash,
        attribute: #[must_use],
        substitute: "size",
        crate: [],
    }
}

mod conditions {
    qapi_macros::include_qapi! {
        schema: "../schemas/lamp.json",
        conditions: cfg,
        define: ["CONFIG_UV"],
    }
}

fn main() {}
