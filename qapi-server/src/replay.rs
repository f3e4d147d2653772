//! The monitor's side of a transcript, played again.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use qapi_client::protocol::{Frame, Framer, Limits};
use qapi_client::{Direction, Record};

/// Plays the monitor's part of a transcript on `stream`: sends each of its messages after the client
/// has sent as many as it had in the transcript.
///
/// The client's messages are not compared; a client that executes the same commands in the same
/// order gives the same ids, and so gets the same replies.
///
/// # Errors
///
/// Those of the stream, and [`UnexpectedEof`](io::ErrorKind::UnexpectedEof) if the client leaves
/// before the end.
pub async fn replay<S>(records: &[Record], stream: S) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite,
{
    let mut stream = std::pin::pin!(stream);
    let mut framer = Framer::of_client(Limits::default());
    for record in records {
        match record.direction {
            Direction::In => {
                stream.write_all(record.text.as_bytes()).await?;
                stream.write_all(b"\r\n").await?;
            }
            Direction::Out => {
                while !matches!(framer.next_frame(), Some(Frame::Message(_))) {
                    let mut buffer = [0; 4096];
                    match stream.read(&mut buffer).await? {
                        0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                        count => framer.push(buffer.get(..count).unwrap_or_default()),
                    }
                }
            }
        }
    }
    Ok(())
}
