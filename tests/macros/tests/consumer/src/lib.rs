#![deny(warnings)]

pub mod door {
    qapi_macros::include_qapi! {
        schema: "schemas/door.json",
        defines: "schemas/door.defines",
        crate: ::runtime,
    }
}

pub mod probes {
    // Relative to this file.
    qapi_macros::probes! {
        schema = "../schemas/window.json";
        crate = ::runtime;
        pub struct Caps { pub open: "open" }
    }
}

pub fn open() -> door::commands::OpenDoor {
    // `gen` and `try` are words of some editions only.
    door::commands::OpenDoor::new(true).gen_(1).try_(2)
}
