// lib.rs
use crate::qmp;
use std::time::Duration;

pub async fn run() -> Result<(), Box<dyn std::error::Error>> {
    README!();
    Ok(())
}
