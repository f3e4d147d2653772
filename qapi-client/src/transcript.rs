//! Transcripts of connections: writing and reading them.
//!
//! A transcript has a line of JSON per message: the time, the direction, and the message, unchanged but
//! for control characters, which become `\u` escapes.
//! It contains everything in the messages, including secrets unless [`Transcript::hide_secrets`].

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_core::Deserializer;
use serde_json::json;
use serde_json::value::RawValue;

use crate::introspect::json::Json;
use crate::introspect::{escape, secrets};
use crate::protocol::members::Members;

/// Direction of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the monitor or agent.
    Out,
    /// From the monitor or agent.
    In,
}

/// Recorder of the messages on connections made with
/// [`Options::transcript`](crate::Options::transcript).
///
/// # Examples
///
/// ```no_run
/// use qapi_client::{Options, Transcript};
/// use qapi_client::blocking::Client;
///
/// let transcript = Transcript::to(std::fs::File::create("session.jsonl")?);
/// let options = Options::new().transcript(transcript);
/// let vm = Client::connect_with("unix:/run/vm.qmp", &options)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Transcript(Arc<Mutex<Pen>>);

struct Pen {
    writer: Box<dyn Write + Send>,
    error: Option<io::Error>,
    hides: bool,
}

impl Transcript {
    /// Returns a transcript that is written to `writer`, each line at once.
    pub fn to(writer: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Pen {
            writer: Box::new(writer),
            error: None,
            hides: false,
        })))
    }

    /// Hides secrets, by the list of [`introspect::secrets`](crate::introspect::secrets). Bytes that are
    /// no message are left out, because secrets cannot be found in them.
    ///
    /// # Examples
    ///
    /// ```
    /// use qapi_client::{Direction, Transcript};
    ///
    /// let transcript = Transcript::to(std::io::stdout()).hide_secrets();
    /// let message = br#"{"execute": "x", "arguments": {"password": "p"}}"#;
    /// transcript.record(Direction::Out, message);
    /// ```
    #[must_use]
    pub fn hide_secrets(self) -> Self {
        self.pen().hides = true;
        self
    }

    /// Takes the first write error. Nothing was written after it: a full disk does not disturb the
    /// connection.
    pub fn take_error(&self) -> Option<io::Error> {
        self.pen().error.take()
    }

    fn pen(&self) -> std::sync::MutexGuard<'_, Pen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a message. The clients do this themselves.
    pub fn record(&self, direction: Direction, message: &[u8]) {
        let mut pen = self.pen();
        let line = match pen.hides {
            true => line(direction, &without_secrets(message)),
            false => line(direction, message),
        };
        let written = pen
            .writer
            .write_all(line.as_bytes())
            .and_then(|()| pen.writer.flush());
        if let Err(error) = written {
            // A line may be half written: nothing can follow it.
            *pen = Pen {
                writer: Box::new(io::sink()),
                error: Some(error),
                hides: false,
            };
        }
    }
}

/// Returns the message with `…` for its secrets; unchanged if it has none.
fn without_secrets(message: &[u8]) -> Cow<'_, [u8]> {
    let read = std::str::from_utf8(message).ok();
    let Some(said) = read.and_then(|text| Json::parse(text).ok()) else {
        let text = format!("{} bytes that cannot be read", message.len());
        return Cow::Owned(text.into_bytes());
    };
    let mut shown = said.clone();
    secrets::hide(&mut shown);
    match shown == said {
        true => Cow::Borrowed(message),
        false => Cow::Owned(shown.to_string().into_bytes()),
    }
}

/// Returns the line of a message. JSON stays the same JSON, with control characters as `\u` escapes;
/// other bytes become a text, with invalid UTF-8 replaced.
fn line(direction: Direction, message: &[u8]) -> String {
    let time = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let direction = match direction {
        Direction::Out => "out",
        Direction::In => "in",
    };
    let text = String::from_utf8_lossy(message.trim_ascii());
    let content = match serde_json::from_str::<serde_core::de::IgnoredAny>(&text) {
        // Line ends within a message are only layout: strings contain none.
        Ok(_) => format!("\"message\":{}", text.replace(['\r', '\n', '\t'], " ")),
        Err(_) => format!("\"bytes\":{}", json!(text)),
    };
    let content = escape::terminal(&content);
    let (seconds, micros) = (time.as_secs(), time.subsec_micros());
    format!("{{\"time\":{seconds}.{micros:06},\"direction\":\"{direction}\",{content}}}\n")
}

impl PartialEq for Transcript {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Transcript {}

impl fmt::Debug for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Transcript")
    }
}

/// A message of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// Direction of the message.
    pub direction: Direction,
    /// The message, or other bytes, without a line end.
    pub text: String,
}

/// The reason that a transcript is unreadable.
#[derive(Debug)]
#[non_exhaustive]
pub enum TranscriptError {
    /// Reading failed.
    Io(io::Error),
    /// A line is not a line of a transcript.
    Line {
        /// Number of the line, counted from 1.
        line: usize,
    },
}

impl fmt::Display for TranscriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(value) => write!(f, "cannot read the transcript: {value}"),
            Self::Line { line } => write!(f, "line {line} is not a line of a transcript"),
        }
    }
}

impl std::error::Error for TranscriptError {}

impl From<io::Error> for TranscriptError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads a transcript.
///
/// # Errors
///
/// [`TranscriptError`].
pub fn read_transcript(reader: impl BufRead) -> Result<Vec<Record>, TranscriptError> {
    let mut records = Vec::new();
    for (index, line) in reader.lines().enumerate() {
        let record = record(&line?).ok_or(TranscriptError::Line { line: index + 1 })?;
        records.push(record);
    }
    Ok(records)
}

/// Parses a line. The message stays text: a tree of values could neither hold every number nor nest
/// as deep as messages may.
fn record(line: &str) -> Option<Record> {
    let members = Members::<&RawValue, 3>::new(["direction", "message", "bytes"]);
    let mut reader = serde_json::Deserializer::from_str(line);
    let [direction, message, bytes] = reader.deserialize_map(members).ok()?;
    reader.end().ok()?;
    let text = |value: &RawValue| serde_json::from_str::<String>(value.get()).ok();
    let direction = match &*text(direction?)? {
        "out" => Direction::Out,
        "in" => Direction::In,
        _ => return None,
    };
    let text = match (message, bytes) {
        (Some(message), None) => message.get().to_owned(),
        (None, Some(bytes)) => text(bytes)?,
        _ => return None,
    };
    Some(Record { direction, text })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::Value;

    use super::*;

    #[test]
    fn secrets_are_hidden_where_they_are_not_asked_for() {
        for (message, recorded) in [
            (r#"{"password": "p"}"#, r#"{"password":"…"}"#),
            (
                r#"{"n": 18446744073709551616}"#,
                r#"{"n": 18446744073709551616}"#,
            ),
            (r#"{"password":"p"#, "14 bytes that cannot be read"),
        ] {
            let shown = without_secrets(message.as_bytes());
            assert_eq!(String::from_utf8_lossy(&shown), recorded);
        }
    }

    #[test]
    fn no_line_has_control_characters() {
        let evil = "\u{9b}31m \u{202e}\u{7f}\u{feff}";
        let message = format!("{{\"return\":\t\"{evil}\"}}");
        let written = line(Direction::In, message.as_bytes());
        assert_eq!(escape::lines(&written), written);
        let record = read_transcript(written.as_bytes()).unwrap().remove(0);
        let value: Value = serde_json::from_str(&record.text).unwrap();
        assert_eq!(value, json!({ "return": evil }));

        let noise = format!("{evil}\u{1b}]0;x\u{7}");
        let written = line(Direction::In, noise.as_bytes());
        assert_eq!(escape::lines(&written), written);
        assert_eq!(read_transcript(written.as_bytes()).unwrap()[0].text, noise);
    }

    #[test]
    fn what_was_taken_down_is_read_as_it_was() {
        let deep = format!("{{\"return\": {}{}}}", "[".repeat(500), "]".repeat(500));
        let exact = "{\"return\": [18446744073709551616, 1.50, \"\\u00e9\"], \"error\": {}}";
        for text in [&deep, exact, "noise: \u{fffd}", "{\"half"] {
            let line = line(Direction::In, format!("{text}\r\n").as_bytes());
            let records = read_transcript(line.as_bytes()).unwrap();
            let text = text.to_owned();
            let direction = Direction::In;
            assert_eq!(records, [Record { direction, text }]);
        }
        for wrong in [
            "{}",
            "[]",
            "{\"direction\": \"in\"}",
            "{\"direction\": 1, \"bytes\": \"\"}",
        ] {
            assert!(read_transcript(wrong.as_bytes()).is_err());
        }
    }
}
