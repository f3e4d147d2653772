//! Which of the two protocols the other side speaks.
//!
//! Input: a new connection. Output: whether a monitor or a guest agent is behind it, and the
//! connection as if nobody had looked.
//!
//! A monitor greets, at once and before it reads anything. An agent says nothing until it is asked.
//! So who is silent for [`PATIENCE`] is asked to synchronise, and the first thing to be heard
//! decides: a greeting that comes late, as that of a monitor which another client had kept busy,
//! is still one.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// How long a monitor may take to greet before the other side is taken for an agent, perhaps.
const PATIENCE: Duration = Duration::from_millis(300);

/// What an agent answers, whatever it was told before: 0xff ends that.
const QUESTION: &[u8] = b"\xff{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1}}\n";

/// How a greeting begins, without spaces.
const GREETING: &[u8] = b"{\"QMP\"";

/// How much is looked at to find the first things that are no spaces.
const MOST: usize = 64 << 10;

/// Who the other side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A monitor; or somebody who leaves, or speaks otherwise, and with whom it fails.
    Monitor,
    /// A monitor that was asked what it does not understand; it is best met anew.
    LateMonitor,
    /// A guest agent.
    Agent,
}

/// Listens, and perhaps asks, until it is clear who the other side is: a monitor that serves
/// another client, and an agent that does not run, say nothing for ever.
///
/// # Errors
///
/// The connection fails.
pub async fn recognise<S>(
    stream: S,
) -> io::Result<(Side, impl AsyncRead + AsyncWrite + Send + 'static)>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
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
    let reader = AsyncReadExt::chain(io::Cursor::new(said), reader);
    Ok((side, tokio::io::join(reader, writer)))
}

/// How the other side speaks.
enum Heard {
    /// As an agent, which answers a question, this one or an earlier one.
    Answer,
    /// As a monitor.
    Greeting,
    /// As neither does, or it leaves.
    Other,
}

/// How the other side speaks, once it has said enough to tell; what it has said is added to `said`.
async fn hear(reader: &mut (impl AsyncRead + Unpin), said: &mut Vec<u8>) -> io::Result<Heard> {
    loop {
        let solid = said.iter().filter(|byte| !byte.is_ascii_whitespace());
        let begun: Vec<u8> = solid.take(GREETING.len()).copied().collect();
        match begun.first() {
            Some(0xff) => return Ok(Heard::Answer),
            Some(b'{') if !GREETING.starts_with(&begun) => return Ok(Heard::Answer),
            Some(b'{') if begun == GREETING => return Ok(Heard::Greeting),
            Some(b'{') | None if said.len() <= MOST => {}
            _ => return Ok(Heard::Other),
        }
        if reader.read_buf(said).await? == 0 {
            return Ok(Heard::Other);
        }
    }
}
