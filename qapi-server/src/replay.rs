//! The monitor's side of a transcript, played again.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io;

use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use qapi_client::protocol::{Frame, Framer, Limits};
use qapi_client::{Direction, Record};

/// Plays the monitor's part of a transcript on `stream`: sends each of its messages after the client
/// has sent as many as it had in the transcript.
///
/// The client's messages are not compared: a client that executes the same commands in the same
/// order gets the same replies. Each reply has the id of the client's own command in the place of the
/// recorded one, so a transcript may lack messages of its client, as those of the shell do.
///
/// # Errors
///
/// Those of the stream, and [`UnexpectedEof`](io::ErrorKind::UnexpectedEof) if the client leaves
/// before the end.
///
/// # Examples
///
/// ```
/// use qapi_client::tokio::Client;
/// use qapi_client::{Options, read_transcript};
/// use qapi_server::replay;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // A file that `qapi shell --transcript FILE` or `Options::transcript` has written.
/// let records = read_transcript(r#"
/// {"time":0.1,"direction":"in","message":{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}, "package": ""}, "capabilities": []}}}
/// {"time":0.2,"direction":"out","message":{"execute":"qmp_capabilities","id":1}}
/// {"time":0.3,"direction":"in","message":{"return": {}, "id": 1}}
/// {"time":0.4,"direction":"out","message":{"execute":"query-name","id":7}}
/// {"time":0.5,"direction":"in","message":{"return": {"name": "vm"}, "id": 7}}
/// "#.trim().as_bytes())?;
/// let (ours, theirs) = tokio::io::duplex(4096);
/// let monitor = tokio::spawn(async move { replay(&records, theirs).await });
/// let vm = Client::from_stream(ours, &Options::new()).await?;
/// assert_eq!(vm.execute_raw("query-name", None).await?["name"], "vm");
/// monitor.await??;
/// # Ok(())
/// # }
/// ```
pub async fn replay<S>(records: &[Record], stream: S) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite,
{
    let mut stream = std::pin::pin!(stream);
    let mut framer = Framer::of_client(Limits::default());
    let mut ids = HashMap::new();
    for record in records {
        match record.direction {
            Direction::In => {
                let message = with_id_of(&record.text, &ids);
                stream.write_all(message.as_bytes()).await?;
                stream.write_all(b"\r\n").await?;
            }
            Direction::Out => {
                let own = loop {
                    if let Some(Frame::Message(message)) = framer.next_frame() {
                        break std::str::from_utf8(message)
                            .ok()
                            .and_then(id)
                            .map(Box::from);
                    }
                    let mut buffer = [0; 4096];
                    match stream.read(&mut buffer).await? {
                        0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                        count => framer.push(buffer.get(..count).unwrap_or_default()),
                    }
                };
                if let (Some(recorded), Some(own)) = (id(&record.text), own) {
                    ids.insert(recorded, own);
                }
            }
        }
    }
    Ok(())
}

/// Returns the text of a message's id.
fn id(message: &str) -> Option<&str> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(message).ok()?;
    members.get("id").map(|id| id.get())
}

/// Returns the message with the client's id in the place of the recorded one.
fn with_id_of<'m>(message: &'m str, ids: &HashMap<&str, Box<str>>) -> Cow<'m, str> {
    let Some((recorded, own)) = id(message).and_then(|id| Some((id, ids.get(id)?))) else {
        return Cow::Borrowed(message);
    };
    // The id is a part of the text.
    let start = recorded.as_ptr().addr() - message.as_ptr().addr();
    let end = start + recorded.len();
    match (message.get(..start), message.get(end..)) {
        (Some(before), Some(after)) => Cow::Owned(format!("{before}{own}{after}")),
        _ => Cow::Borrowed(message),
    }
}
