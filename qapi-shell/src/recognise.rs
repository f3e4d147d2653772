//! Recognition of monitors and guest agents.
//!
//! Input: a new connection. Output: the kind of its peer, the bytes read so far, and the connection.
//!
//! A monitor greets at once, before it reads anything. An agent is silent until it is asked. So a peer
//! that is silent for [`PATIENCE`] is asked to synchronise, and its first bytes decide. A late
//! greeting counts: that of a monitor that had another client.

use std::io;
use std::time::Duration;

use qapi_client::protocol::{Frame, Framer, Limits, Message};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Time that a monitor has for its greeting before it is asked whether it is an agent.
const PATIENCE: Duration = Duration::from_millis(300);

/// A question that every agent answers, whatever it received before: 0xff ends that.
const QUESTION: &[u8] = b"\xff{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1}}\n";

/// Maximum number of bytes that decide.
const MOST: usize = 64 << 10;

/// Kind of a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A monitor; or a peer that leaves or speaks otherwise, with which the client then fails.
    Monitor,
    /// A monitor that was asked an agent's question; a new connection to it is clean.
    LateMonitor,
    /// A guest agent.
    Agent,
}

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
    let heard = tokio::time::timeout(PATIENCE, hear(&mut reader, &mut said)).await;
    let side = match heard {
        Ok(heard) => match heard? {
            Heard::Answer => Side::Agent,
            Heard::Greeting | Heard::Other => Side::Monitor,
        },
        Err(_) => {
            writer.write_all(QUESTION).await?;
            match hear(&mut reader, &mut said).await? {
                Heard::Answer => Side::Agent,
                Heard::Greeting => Side::LateMonitor,
                Heard::Other => Side::Monitor,
            }
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

/// A peer's first words.
enum Heard {
    /// An agent's: an answer to this question or an earlier one.
    Answer,
    /// A monitor's.
    Greeting,
    /// Neither, or the peer leaves.
    Other,
}

/// Reads until the peer is known, and adds the bytes to `said`. Events decide nothing: a monitor may
/// send one before its greeting.
async fn hear(reader: &mut (impl AsyncRead + Unpin), said: &mut Vec<u8>) -> io::Result<Heard> {
    let mut framer = Framer::new(Limits::default());
    framer.push(said);
    loop {
        while let Some(frame) = framer.next_frame() {
            match frame {
                Frame::Sentinel => return Ok(Heard::Answer),
                Frame::Violation(_) => return Ok(Heard::Other),
                Frame::Message(message) => match Message::parse(message) {
                    Ok(Message::Event(_)) => {}
                    Ok(Message::Greeting(_)) => return Ok(Heard::Greeting),
                    Ok(_) => return Ok(Heard::Answer),
                    Err(_) => return Ok(Heard::Other),
                },
            }
        }
        let before = said.len();
        if before > MOST || reader.read_buf(said).await? == 0 {
            return Ok(Heard::Other);
        }
        framer.push(&said[before..]);
    }
}
