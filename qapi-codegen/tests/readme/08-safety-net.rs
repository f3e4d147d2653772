// lib.rs
use qapi_client::{Options, Policy, Reaction};

pub fn run() -> Options {
    README!();
    options
}
