// lib.rs
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "qemu/qapi/qapi-schema.json",
        select: ["query-status"],
        role: server,
    }
}
use qapi_server::Failure;
use qapi_server::Call;
use qapi_client::tokio::Listener;
use qapi_server::Server;
use qmp::commands;

pub async fn run() -> Result<(), Box<dyn std::error::Error>> {
    README!();
    Ok(())
}
