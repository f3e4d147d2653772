//! The command `qapi`.

fn main() {}
