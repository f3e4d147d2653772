//! Recognition of monitors and guest agents on a new connection.
//!
//! Input: a new connection. Output: the kind of its peer, the bytes read so far, and the connection.

use std::io;

use qapi_client::protocol::{Recognition, Side};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Reads, and asks if nothing comes, until the peer is known. A monitor that serves another client
/// and an agent that does not run are silent for ever.
///
/// # Errors
///
/// The connection fails.
pub async fn recognise<S>(stream: S) -> io::Result<(Side, Vec<u8>, S)>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut reader, mut writer) = tokio::io::split(stream);
    let mut said = Vec::new();
    let mut recognition = Recognition::new();
    let heard = hear(&mut reader, &mut said, &mut recognition);
    let side = match tokio::time::timeout(Recognition::PATIENCE, heard).await {
        Ok(side) => side?,
        Err(_) => {
            writer.write_all(Recognition::QUESTION).await?;
            recognition.asked();
            hear(&mut reader, &mut said, &mut recognition).await?
        }
    };
    Ok((side, said, reader.unsplit(writer)))
}

/// Returns the connection with the bytes put back.
pub fn put_back(
    said: Vec<u8>,
    stream: impl AsyncRead + AsyncWrite + Send + 'static,
) -> impl AsyncRead + AsyncWrite + Send + 'static {
    let (reader, writer) = tokio::io::split(stream);
    let reader = AsyncReadExt::chain(io::Cursor::new(said), reader);
    tokio::io::join(reader, writer)
}

/// Reads until the peer is known, and adds the bytes to `said`. A peer that leaves counts as a
/// monitor.
async fn hear(
    reader: &mut (impl AsyncRead + Unpin),
    said: &mut Vec<u8>,
    recognition: &mut Recognition,
) -> io::Result<Side> {
    loop {
        let before = said.len();
        if reader.read_buf(said).await? == 0 {
            return Ok(Side::Monitor);
        }
        if let Some(side) = recognition.push(&said[before..]) {
            return Ok(side);
        }
    }
}
