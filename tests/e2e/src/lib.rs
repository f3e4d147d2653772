//! Common parts of the end-to-end tests: the generated clients, and real programs as peers.
#![deny(warnings, missing_docs)]

pub mod program;

/// QEMU 7.2's emulator: all of it where `CI` is set, otherwise what the tests use.
#[cfg(corpus)]
pub mod qmp {
    include!(concat!(env!("OUT_DIR"), "/qmp.rs"));
}

/// Two commands and an event of QEMU 7.2, with the types that they reach.
#[cfg(corpus)]
pub mod selected {
    include!(concat!(env!("OUT_DIR"), "/selected.rs"));
}

/// QEMU 10.2, 9.1 and 7.2 in one.
#[cfg(corpus)]
pub mod many {
    include!(concat!(env!("OUT_DIR"), "/many.rs"));
}

/// Drivers, machines and CPU models of QEMU 7.2.
#[cfg(corpus)]
pub mod typed {
    include!(concat!(env!("OUT_DIR"), "/devices.rs"));
}

/// Arguments of QEMU 7.2's command line, to be sent and read.
#[cfg(corpus)]
pub mod both {
    include!(concat!(env!("OUT_DIR"), "/both.rs"));
}

/// QEMU 7.2's guest agent.
#[cfg(corpus)]
pub mod qga {
    include!(concat!(env!("OUT_DIR"), "/qga.rs"));
}

/// Programs and files of QEMU 7.2's guest agent, with bytes instead of base64 text.
#[cfg(corpus)]
pub mod qga_bytes {
    include!(concat!(env!("OUT_DIR"), "/qga_bytes.rs"));
}

/// QEMU 7.2's storage daemon: all of it where `CI` is set.
#[cfg(corpus)]
pub mod daemon {
    include!(concat!(env!("OUT_DIR"), "/daemon.rs"));
}
