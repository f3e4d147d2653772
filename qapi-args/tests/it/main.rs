//! Integration tests of qapi-args: rules, random values, QEMU's own parser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod command_line;
mod devices;
mod libvirt;
mod qemu;
mod random;
mod round_trip;
mod rules;
mod support;

fn main() {
    qapi_test_support::run([
        rules::all(),
        command_line::all(),
        devices::all(),
        round_trip::all(),
        qemu::all(),
        libvirt::all(),
    ]);
}
