// lib.rs
use crate::qmp;
use qapi_client::tokio::Client;

pub async fn run(
    vm: Client,
    mirror: qmp::commands::BlockdevMirror,
) -> Result<(), Box<dyn std::error::Error>> {
    README!();
    Ok(())
}
