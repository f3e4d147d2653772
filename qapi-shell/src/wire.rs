//! Messages as they go over the wire: the transcript, and the echo of `--verbose`.
//!
//! Input: the lines of the client's transcript. Output: those of the user's commands, of events and of
//! the negotiation. The shell's own questions, such as those for completion, are left out with
//! their replies.

use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use qapi_client::Transcript;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::sync::{mpsc, oneshot};

use crate::pretty::{Style, escape};
use crate::request::Request;
use crate::screen::Screen;

/// The user's command that is sent next, which tells it from the shell's own.
#[derive(Debug, Clone, Default)]
pub struct Asked(Arc<Mutex<Option<(String, Value)>>>);

impl Asked {
    /// Announces a command.
    pub fn announce(&self, request: &Request) {
        let arguments = request.arguments.clone().unwrap_or_default();
        *self.lock() = Some((request.name.clone(), arguments));
    }

    /// Returns true for the announced command, once.
    fn take(&self, name: &str, arguments: &Value) -> bool {
        let announced = |(of, with): &mut (String, Value)| of == name && with == arguments;
        self.lock().take_if(announced).is_some()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(String, Value)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Maximum number of messages, and of their bytes, beside which an event may wait to be printed. The
/// user's own commands and replies always do.
const WAITING: (usize, usize) = (1024, 16 << 20);

/// Prints messages as they pass.
#[derive(Debug, Clone)]
pub struct Echo {
    sender: mpsc::UnboundedSender<Passed>,
    backlog: Arc<Mutex<Backlog>>,
}

/// Messages that wait to be printed.
#[derive(Debug, Default)]
struct Backlog {
    messages: usize,
    bytes: usize,
    /// Number of events left out since the last message.
    missed: usize,
}

#[derive(Debug)]
enum Passed {
    Message(String),
    /// Number of events that were left out here.
    Missed(usize),
    /// All before it has been printed.
    Mark(oneshot::Sender<()>),
}

fn lock(backlog: &Mutex<Backlog>) -> MutexGuard<'_, Backlog> {
    backlog.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Echo {
    /// Makes an echo, and the messages to print.
    pub fn new() -> (Self, Echoed) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let backlog = Arc::default();
        let echoed = Echoed {
            receiver,
            backlog: Arc::clone(&backlog),
        };
        (Self { sender, backlog }, echoed)
    }

    /// Waits until the messages so far are printed.
    pub async fn settle(&self) {
        let (sender, receiver) = oneshot::channel();
        self.tell_missed(&mut lock(&self.backlog));
        if self.sender.send(Passed::Mark(sender)).is_ok() {
            let _ = receiver.await;
        }
    }

    /// Queues a message; an event only if few messages wait.
    fn pass(&self, text: String, is_event: bool) {
        let mut backlog = lock(&self.backlog);
        let (messages, bytes) = WAITING;
        let is_full = backlog.messages >= messages || backlog.bytes + text.len() > bytes;
        if is_event && is_full && backlog.messages > 0 {
            backlog.missed += 1;
            return;
        }
        self.tell_missed(&mut backlog);
        backlog.messages += 1;
        backlog.bytes += text.len();
        self.send(Passed::Message(text));
    }

    fn tell_missed(&self, backlog: &mut Backlog) {
        match std::mem::take(&mut backlog.missed) {
            0 => {}
            missed => self.send(Passed::Missed(missed)),
        }
    }

    fn send(&self, passed: Passed) {
        // Without a reader, the session is about to end.
        let _ = self.sender.send(passed);
    }
}

/// Messages to print.
#[derive(Debug)]
pub struct Echoed {
    receiver: mpsc::UnboundedReceiver<Passed>,
    backlog: Arc<Mutex<Backlog>>,
}

impl Echoed {
    /// Prints messages until the echo is gone.
    pub async fn print(mut self, screen: Screen) {
        while let Some(passed) = self.receiver.recv().await {
            match passed {
                Passed::Message(text) => {
                    let shown = screen.said.paint(Style::Faint, &escape(&text));
                    screen.say(&shown).await;
                    let mut backlog = lock(&self.backlog);
                    backlog.messages -= 1;
                    backlog.bytes -= text.len();
                }
                Passed::Missed(missed) => {
                    let note = format!(
                        "note: {missed} events are not shown, since they came faster than they \
                         could be printed"
                    );
                    screen.say(&note).await;
                }
                Passed::Mark(done) => drop(done.send(())),
            }
        }
    }
}

/// Makes a transcript for the client that goes to a file and to an echo.
pub fn transcript(file: Option<File>, echo: Option<Echo>, asked: Asked) -> Transcript {
    Transcript::to(Tap {
        file,
        echo,
        asked,
        line: Vec::new(),
        kept: HashSet::new(),
        order: VecDeque::new(),
    })
}

struct Tap {
    file: Option<File>,
    echo: Option<Echo>,
    asked: Asked,
    /// The unfinished line.
    line: Vec<u8>,
    /// Ids of kept commands without a reply.
    kept: HashSet<String>,
    /// Commands without an id and without a reply, in order: true for those that are kept.
    order: VecDeque<bool>,
}

#[derive(Deserialize)]
struct Line<'l> {
    direction: &'l str,
    #[serde(borrow)]
    message: Option<&'l RawValue>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(alias = "exec-oob")]
    execute: Option<String>,
    #[serde(default)]
    arguments: Value,
    id: Option<Value>,
    event: Option<Value>,
    #[serde(rename = "QMP")]
    greeting: Option<Value>,
}

impl Tap {
    fn keeps(&mut self, line: &Line<'_>, message: Option<&Message>) -> bool {
        match (line.direction, message) {
            ("out", Some(message)) => {
                let name = message.execute.as_deref().unwrap_or_default();
                let negotiation = name == "qmp_capabilities";
                let keep = negotiation || self.asked.take(name, &message.arguments);
                match &message.id {
                    Some(id) if keep => drop(self.kept.insert(id.to_string())),
                    Some(_) => {}
                    None => self.order.push_back(keep),
                }
                keep
            }
            (_, Some(message)) if message.event.is_some() || message.greeting.is_some() => true,
            (_, Some(Message { id: Some(id), .. })) => self.kept.remove(&id.to_string()),
            // The synchronisation with an agent is not JSON, because of its 0xff.
            ("out", None) => {
                self.order.push_back(false);
                false
            }
            _ => self.order.pop_front().unwrap_or(true),
        }
    }

    fn pass(&mut self, text: &str) -> io::Result<()> {
        let Ok(line) = serde_json::from_str::<Line<'_>>(text) else {
            return Ok(());
        };
        let message = line.message.map(RawValue::get);
        let parsed: Option<Message> =
            message.and_then(|message| serde_json::from_str(message).ok());
        if !self.keeps(&line, parsed.as_ref()) {
            return Ok(());
        }
        if let (Some(echo), Some(message)) = (&self.echo, message) {
            let arrow = if line.direction == "out" { "->" } else { "<-" };
            let is_event = parsed.is_some_and(|message| message.event.is_some());
            echo.pass(format!("{arrow} {message}"), is_event);
        }
        match &mut self.file {
            Some(file) => file.write_all(format!("{text}\n").as_bytes()),
            None => Ok(()),
        }
    }
}

impl Write for Tap {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(bytes);
        while let Some(end) = self.line.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.line.drain(..=end).collect();
            self.pass(String::from_utf8_lossy(&line).trim_end())?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::io::Seek;

    use super::*;
    use serde_json::json;

    /// A monitor that sends events faster than they are printed.
    #[test]
    fn events_wait_in_bounds() {
        let (echo, mut echoed) = Echo::new();
        for _ in 0..WAITING.0 + 10 {
            echo.pass("<- event".to_owned(), true);
        }
        echo.pass("<- reply".to_owned(), false);
        echo.pass("<- event".to_owned(), true);
        let mut queued = Vec::new();
        while let Ok(passed) = echoed.receiver.try_recv() {
            queued.push(passed);
        }
        assert_eq!(queued.len(), WAITING.0 + 2);
        assert!(matches!(queued[WAITING.0], Passed::Missed(10)));
        assert!(matches!(&queued[WAITING.0 + 1], Passed::Message(text) if text == "<- reply"));
        // One message of any size waits.
        let (echo, mut echoed) = Echo::new();
        let large = "x".repeat(WAITING.1 + 1);
        echo.pass(large.clone(), true);
        echo.pass(large, true);
        assert!(echoed.receiver.try_recv().is_ok());
        assert!(echoed.receiver.try_recv().is_err());
    }

    #[test]
    fn the_shells_own_questions_are_left_out() {
        let mut file = tempfile::tempfile().unwrap();
        let asked = Asked::default();
        let mut tap = Tap {
            file: Some(file.try_clone().unwrap()),
            echo: None,
            asked: asked.clone(),
            line: Vec::new(),
            kept: HashSet::new(),
            order: VecDeque::new(),
        };
        let mut pass = |direction: &str, message: Value| {
            let line = json!({"time": 1, "direction": direction, "message": message});
            tap.write_all(format!("{line}\n").as_bytes()).unwrap();
        };
        pass("in", json!({"QMP": {}}));
        pass("out", json!({"execute": "qmp_capabilities", "id": 1}));
        pass("in", json!({"return": {}, "id": 1}));
        pass("out", json!({"execute": "query-qmp-schema", "id": 2}));
        pass("in", json!({"return": [], "id": 2}));
        let request = Request {
            name: "query-jobs".to_owned(),
            arguments: None,
            typed: None,
            oob: false,
        };
        asked.announce(&request);
        pass("out", json!({"execute": "query-jobs", "id": 3}));
        pass("in", json!({"event": "E"}));
        pass("out", json!({"execute": "query-jobs", "id": 4}));
        pass("in", json!({"return": 4, "id": 4}));
        pass("in", json!({"return": 3, "id": 3}));
        // An agent's commands have no ids.
        pass("out", json!({"execute": "guest-info"}));
        asked.announce(&Request {
            name: "guest-ping".to_owned(),
            ..request
        });
        pass("out", json!({"execute": "guest-ping"}));
        pass("in", json!({"return": "info"}));
        pass("in", json!({"return": "ping"}));
        let mut text = String::new();
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        let kept: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let messages: Vec<_> = kept
            .iter()
            .map(|line| line["message"].to_string())
            .collect();
        assert_eq!(
            messages,
            [
                r#"{"QMP":{}}"#,
                r#"{"execute":"qmp_capabilities","id":1}"#,
                r#"{"id":1,"return":{}}"#,
                r#"{"execute":"query-jobs","id":3}"#,
                r#"{"event":"E"}"#,
                r#"{"id":3,"return":3}"#,
                r#"{"execute":"guest-ping"}"#,
                r#"{"return":"ping"}"#,
            ]
        );
    }
}
