//! The common parts of the fuzz targets: a server with a schema, and a client that sends bytes.

use qapi_client::wire::Value;
use qapi_server::{CommandInfo, Commands};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

/// Size of the pieces of a stream: messages are cut at any byte.
const PIPE: usize = 61;

/// Commands with a schema, out of band, slow and failing ones.
pub fn commands() -> Commands {
    Commands::new()
        .with_schema(qapi_client::qmp::schema())
        .raw("echo", |call| async move { call.arguments::<Value>() })
        .raw("stop", |call| async move {
            call.emitter.emit_raw("STOP", None);
            Ok(json!({}))
        })
        .raw("job-cancel", |call| async move { call.arguments::<Value>() })
        .raw_with("urgent", CommandInfo::DEFAULT.allow_oob(true), |_| async {
            Ok(json!(1))
        })
}

/// Runs a future on one thread, with a clock that does not wait.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().start_paused(true).build();
    runtime.expect("a runtime").block_on(future)
}

/// A stream of short pieces.
pub fn pipe() -> (DuplexStream, DuplexStream) {
    tokio::io::duplex(PIPE)
}

/// Sends `bytes` behind a negotiation, unless they begin with a brace of their own; returns the
/// answer. Each of its lines has to be JSON. (Deeply nested JSON, whose line is long, is not read.)
pub async fn talk(stream: DuplexStream, bytes: &[u8]) -> Vec<u8> {
    let (mut reader, mut writer) = tokio::io::split(stream);
    let said = async {
        if bytes.first() != Some(&b'{') {
            let open = b"{'execute':'qmp_capabilities','arguments':{'enable':['oob']}}";
            drop(writer.write_all(open).await);
        }
        drop(writer.write_all(bytes).await);
        drop(writer.shutdown().await);
    };
    let heard = async {
        let mut heard = Vec::new();
        drop(reader.read_to_end(&mut heard).await);
        heard
    };
    let ((), heard) = tokio::join!(said, heard);
    for line in heard.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        // An agent begins its reply to `guest-sync-delimited` with the sentinel.
        let line = line.strip_prefix(b"\xff").unwrap_or(line);
        let text = String::from_utf8_lossy(line);
        // QEMU writes an id beyond a double as `inf`, and so does the server.
        let readable = text.is_empty() || text.contains("inf");
        let json = serde_json::from_slice::<serde::de::IgnoredAny>(line);
        assert!(readable || json.is_ok() || text.len() > 120, "{text}");
    }
    heard
}
