//! Recognition of monitors and guest agents, without I/O.

use std::time::Duration;

use super::{Frame, Framer, Limits, Message};

/// Maximum number of bytes that decide.
const MOST: usize = 1 << 20;

/// The kind of a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A monitor; or a peer that speaks another protocol, with which a client then fails.
    Monitor,
    /// A monitor that was asked an agent's question. A new connection to it is clean.
    LateMonitor,
    /// A guest agent.
    Agent,
}

/// Recognises a peer by its first messages.
///
/// A monitor greets at once, before it reads anything. An agent is silent until it is asked. So ask a
/// peer that is silent for [`PATIENCE`](Self::PATIENCE) the [`QUESTION`](Self::QUESTION); the first
/// message decides. A late greeting counts: that of a monitor that had another client. Events decide
/// nothing, because a monitor may send some before its greeting.
///
/// # Examples
///
/// ```
/// use qapi_client::protocol::{Recognition, Side};
///
/// let mut recognition = Recognition::new();
/// // Nothing has come for a while: send `Recognition::QUESTION`.
/// recognition.asked();
/// assert_eq!(recognition.push(b"{\"return\""), None);
/// assert_eq!(recognition.push(b": 1}\n"), Some(Side::Agent));
/// ```
#[derive(Debug)]
pub struct Recognition {
    framer: Framer,
    count: usize,
    asked: bool,
}

impl Default for Recognition {
    fn default() -> Self {
        Self::new()
    }
}

impl Recognition {
    /// Time that a monitor has for its greeting before it is asked.
    pub const PATIENCE: Duration = Duration::from_millis(300);

    /// A question that every agent answers, whatever it received before: 0xff ends that.
    pub const QUESTION: &[u8] = b"\xff{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1}}\n";

    /// Returns the recognition of a new connection.
    #[must_use]
    pub fn new() -> Self {
        Self {
            framer: Framer::new(Limits::default()),
            count: 0,
            asked: false,
        }
    }

    /// Notes that the question has been sent.
    pub fn asked(&mut self) {
        self.asked = true;
    }

    /// Takes bytes of the peer. Returns its kind once it is known; without a message in 1 MiB, it
    /// counts as a monitor.
    pub fn push(&mut self, bytes: &[u8]) -> Option<Side> {
        self.framer.push(bytes);
        self.count = self.count.saturating_add(bytes.len());
        while let Some(frame) = self.framer.next_frame() {
            let message = match frame {
                Frame::Sentinel => return Some(Side::Agent),
                Frame::Violation(_) => return Some(Side::Monitor),
                Frame::Message(message) => Message::parse(message),
            };
            match message {
                Ok(Message::Event(_)) => {}
                Ok(Message::Greeting(_)) if self.asked => return Some(Side::LateMonitor),
                Ok(Message::Greeting(_)) | Err(_) => return Some(Side::Monitor),
                Ok(_) => return Some(Side::Agent),
            }
        }
        (self.count > MOST).then_some(Side::Monitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREETING: &[u8] = b"{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \
        \"major\": 7}, \"package\": \"\"}, \"capabilities\": []}}\r\n";

    #[test]
    fn a_greeting_decides_whenever_it_comes() {
        let mut at_once = Recognition::new();
        assert_eq!(at_once.push(&GREETING[..20]), None);
        assert_eq!(at_once.push(&GREETING[20..]), Some(Side::Monitor));
        let mut late = Recognition::new();
        late.asked();
        assert_eq!(late.push(GREETING), Some(Side::LateMonitor));
    }

    #[test]
    fn an_event_before_the_greeting_decides_nothing() {
        let event =
            b"{\"event\": \"STOP\", \"timestamp\": {\"seconds\": 1, \"microseconds\": 2}}\n";
        let mut recognition = Recognition::new();
        assert_eq!(recognition.push(event), None);
        assert_eq!(recognition.push(GREETING), Some(Side::Monitor));
    }

    #[test]
    fn an_agent_answers_this_question_or_an_earlier_one() {
        for answer in [
            &b"{\"return\": 1}\n"[..],
            b"\xff{\"return\": 1}\n",
            b"{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\n",
        ] {
            assert_eq!(Recognition::new().push(answer), Some(Side::Agent));
        }
    }

    #[test]
    fn a_peer_that_speaks_otherwise_is_left_to_the_client() {
        let other = b"QEMU 7.2 monitor\r\n(qemu) ";
        assert_eq!(Recognition::new().push(other), Some(Side::Monitor));
        let endless = vec![b' '; MOST + 1];
        assert_eq!(Recognition::new().push(&endless), Some(Side::Monitor));
    }
}
