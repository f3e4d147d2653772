//! The server for measuring all clients: this project's own.

use qapi_client::Address;
use qapi_client::tokio::Listener;
use qapi_server::{Commands, Server};
use serde_json::{Value, json};

use crate::{BURST, Result};

pub(crate) async fn serve(socket: &str, answer: &str) -> Result {
    let answer: Value = serde_json::from_slice(&std::fs::read(answer)?)?;
    let version = json!({"qemu": {"major": 7, "minor": 2, "micro": 22}, "package": ""});
    let commands = Commands::new()
        .raw("query-version", move |_| {
            let version = version.clone();
            async { Ok(version) }
        })
        .raw("query-qmp-schema", move |_| {
            let answer = answer.clone();
            async { Ok(answer) }
        })
        .raw("stop", |call| async move {
            for _ in 0..BURST {
                call.emitter.emit_raw("STOP", None);
            }
            Ok(json!({}))
        });
    let listener = Listener::bind(&Address::Unix(socket.into())).await?;
    Ok(Server::new(commands).serve(&listener).await?)
}
