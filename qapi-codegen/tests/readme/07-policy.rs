// lib.rs
use qapi_client::{Options, Policy, Reaction};

pub async fn run() -> Result<qapi_client::tokio::Client, Box<dyn std::error::Error>> {
    README!();
    Ok(vm)
}
