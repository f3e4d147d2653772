//! A name in an option that the schema does not have is an error at that name.

mod select {
    qapi_macros::include_qapi! {
        schema: "../schemas/lamp.json",
        select: ["query-lamps", "add-lmap", "LAMP_BROKE"],
    }
}

mod rules {
    qapi_macros::include_qapi! {
        schema: "../schemas/lamp.json",
        rename: { "Lamp.color": "tint", "Bulb": "bulb lamp" },
        derive: { "Bulp": Hash, "Bulb": [Ord, 1 + 1] },
        attribute: { "Strap": #[must_use] },
        substitute: { "sise": u64 },
        base64: ["Bulb.power", "LAMP_BROKEN.ids"],
    }
}

fn main() {}
