//! The common parts of the fuzz targets: a peer that says any bytes, and the clients that hear it.

use std::io;
use std::sync::Mutex;
use std::time::Duration;

use qapi_client::blocking::Transport;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

/// A monitor's greeting and its reply to the negotiation.
const OPEN: &[u8] = b"{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \"major\": 9}, \
    \"package\": \"\"}, \"capabilities\": [\"oob\"]}}\r\n{\"return\": {}, \"id\": 1}\r\n";

/// Size of the pieces of a stream: messages are cut at any byte.
const PIECE: usize = 61;

/// The bytes of the peer: those of the input, behind a greeting unless they begin with a brace of
/// their own.
pub fn said(input: &[u8]) -> Vec<u8> {
    match input.first() {
        Some(b'{') => input.to_vec(),
        _ => [OPEN, input].concat(),
    }
}

/// Runs a future on one thread, with a clock that does not wait.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().start_paused(true).build();
    runtime.expect("a runtime").block_on(future)
}

/// A peer that says `said`, reads everything, then closes the stream.
pub fn peer(said: Vec<u8>) -> DuplexStream {
    let (ours, theirs) = tokio::io::duplex(PIECE);
    let (mut reader, mut writer) = tokio::io::split(theirs);
    tokio::spawn(async move {
        let mut heard = Vec::new();
        let say = async {
            drop(writer.write_all(&said).await);
            drop(writer.shutdown().await);
        };
        tokio::join!(say, async { drop(reader.read_to_end(&mut heard).await) });
    });
    ours
}

/// The same peer for a blocking client.
pub struct Said(Mutex<(Vec<u8>, usize)>);

impl Said {
    /// A peer that says `said` and closes the stream.
    pub fn new(said: Vec<u8>) -> Self {
        Self(Mutex::new((said, 0)))
    }
}

impl Transport for Said {
    fn read(&self, buffer: &mut [u8], _: Option<Duration>) -> io::Result<usize> {
        let mut said = self.0.lock().expect("no reader panicked");
        let (bytes, at) = &mut *said;
        let rest = &bytes[*at..];
        let count = rest.len().min(buffer.len()).min(PIECE);
        buffer[..count].copy_from_slice(&rest[..count]);
        *at += count;
        Ok(count)
    }

    fn write(&self, bytes: &[u8], _: Option<Duration>) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn shutdown(&self) {
        let mut said = self.0.lock().expect("no reader panicked");
        said.1 = said.0.len();
    }
}
