//! Splits a byte stream into JSON objects.
//!
//! Input: bytes as they arrive, in pieces of any size. Output: [`Frame`]s, in order.
//!
//! A monitor ends each message with CRLF, but one with `pretty=on` spreads a message over many
//! lines, and a sender may put two messages on one line. A message is therefore the text between
//! balanced brackets. A scanner with three words of state finds it, and nesting costs no stack.
//! After damage the scanner finds the next message at one of three places: the end of the line, a
//! `{` in the first column, or a 0xFF byte. A pretty printer indents everything inside a message. A
//! 0xFF byte occurs in no UTF-8 text, and the guest agent's protocol uses it for this purpose.
//!
//! Invariant: each byte is scanned once, and at most [`Limits::message_size`] bytes plus one read
//! are kept.

mod meaning;

use super::limits::Limits;
use crate::error::Violation;
use meaning::{IN_TEXT, INSIDE, Meaning};

pub(super) use meaning::SENTINEL;

/// Maximum length of unreadable input kept for the error message.
const EXCERPT: usize = 80;

/// Maximum capacity of an empty buffer; a larger one is freed.
const KEEP_CAPACITY: usize = 1 << 20;

/// One item found in the stream.
#[derive(Debug)]
pub enum Frame<'a> {
    /// The bytes from a `{` to its matching bracket; not yet checked to be JSON.
    Message(&'a [u8]),
    /// A 0xFF byte.
    Sentinel,
    /// Bytes that are not a message.
    Violation(Violation),
}

/// State of the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between messages.
    Between,
    /// In a message, outside a string.
    Inside,
    /// In a string of a message.
    Text,
    /// In a string, after a backslash.
    Escape,
    /// In bytes that do not begin a message.
    Garbage,
}

/// The reason for not keeping the scanned message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Oversize {
    Size,
    Depth,
}

/// The side that sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker {
    /// A monitor or agent: it indents everything inside a message.
    Server,
    /// A client: it may lay out its JSON freely, and send an array instead of an object.
    Client,
}

/// The scanner and its buffer.
#[derive(Debug)]
pub struct Framer {
    speaker: Speaker,
    limits: Limits,
    buffer: Vec<u8>,
    /// Start of the scanned frame in `buffer`; everything before was returned.
    start: usize,
    /// End of the scanned part of `buffer`.
    scanned: usize,
    state: State,
    depth: usize,
    /// True if the byte before `scanned` ended a line.
    line_start: bool,
    /// Set once the scanned message exceeds a limit: then only its beginning is kept.
    oversize: Option<Oversize>,
}

/// Result of the scanner: the kind of the frame and its end (exclusive).
enum Found {
    Message,
    Sentinel,
    /// The frame is damaged and ends before this byte, which belongs to the next.
    Damaged(fn(String) -> Violation),
}

impl Framer {
    /// Returns an empty framer for input from a monitor or agent, with these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self::of(Speaker::Server, limits)
    }

    /// Returns an empty framer for input from a client, with these limits. An array is a frame too,
    /// so its elements are not messages.
    #[must_use]
    pub fn of_client(limits: Limits) -> Self {
        Self::of(Speaker::Client, limits)
    }

    fn of(speaker: Speaker, limits: Limits) -> Self {
        Self {
            speaker,
            limits,
            buffer: Vec::new(),
            start: 0,
            scanned: 0,
            state: State::Between,
            depth: 0,
            line_start: true,
            oversize: None,
        }
    }

    /// Appends bytes that arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        // Moves the rest of an unfinished frame to the front, at most once per frame.
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.scanned -= self.start;
            self.start = 0;
        }
        if self.buffer.is_empty() && self.buffer.capacity() > KEEP_CAPACITY {
            self.buffer = Vec::new();
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Returns the number of bytes that are not yet scanned.
    #[must_use]
    pub fn unscanned(&self) -> usize {
        self.buffer.len() - self.scanned
    }

    /// Returns the next frame of the pushed bytes, or `None` until more are pushed.
    pub fn next_frame(&mut self) -> Option<Frame<'_>> {
        while self.scanned < self.buffer.len() {
            self.pass_ordinary();
            if self.scanned == self.buffer.len() {
                break;
            }
            if let Some(found) = self.step() {
                return Some(self.take(found));
            }
        }
        self.trim();
        None
    }

    /// Returns the violation of an unfinished message at the end of the stream.
    pub fn finish(&mut self) -> Option<Violation> {
        let left = self.buffer.get(self.start..).unwrap_or_default();
        let violation = match self.state {
            State::Between => None,
            State::Garbage => Some(Violation::Garbage {
                excerpt: excerpt(left),
            }),
            _ => Some(Violation::Truncated {
                excerpt: excerpt(left),
            }),
        };
        self.buffer.clear();
        (self.start, self.scanned) = (0, 0);
        self.begin();
        violation
    }

    /// Skips ordinary bytes, most of a message, faster than byte by byte. Stops before a byte that
    /// ends the message, breaks a limit, or is [special](Meaning::Special).
    fn pass_ordinary(&mut self) {
        let mut in_text = match self.state {
            State::Text => true,
            State::Inside => false,
            _ => return,
        };
        let rest = &self.buffer[self.scanned..];
        let mut passed = 0;
        loop {
            let meaning = if in_text { &IN_TEXT } else { &INSIDE };
            if in_text {
                passed += meaning::plain_text(&rest[passed..]);
            }
            let plain = |byte: &u8| meaning[usize::from(*byte)] == Meaning::Plain;
            passed += rest[passed..].iter().take_while(|byte| plain(byte)).count();
            match rest.get(passed).map(|byte| meaning[usize::from(*byte)]) {
                Some(Meaning::Quote) => in_text = !in_text,
                // At the start of a line it may belong to the next message.
                Some(Meaning::Open)
                    if self.depth < self.limits.depth && !(self.line_start && passed == 0) =>
                {
                    self.depth += 1;
                }
                Some(Meaning::Close) if self.depth > 1 => self.depth -= 1,
                _ => break,
            }
            passed += 1;
        }
        if passed > 0 {
            self.state = if in_text { State::Text } else { State::Inside };
            self.line_start = false;
            self.advance(passed);
        }
    }

    /// Scans the byte at `scanned`, and returns the frame if one ends there.
    fn step(&mut self) -> Option<Found> {
        let byte = self.buffer[self.scanned];
        if byte == SENTINEL {
            return Some(self.interrupt());
        }
        let line_start = std::mem::replace(&mut self.line_start, byte == b'\n');
        match self.state {
            State::Between => self.between(byte),
            State::Inside if byte == b'{' && line_start && self.speaker == Speaker::Server => {
                self.line_start = line_start;
                return Some(Found::Damaged(|excerpt| Violation::Truncated { excerpt }));
            }
            State::Inside => return self.inside(byte),
            State::Text => match byte {
                b'"' => self.state = State::Inside,
                b'\\' => self.state = State::Escape,
                b'\n' => return Some(Found::Damaged(|excerpt| Violation::Truncated { excerpt })),
                _ => {}
            },
            State::Escape => self.state = State::Text,
            State::Garbage => {
                if byte == b'\n' || self.opens(byte) {
                    return Some(Found::Damaged(|excerpt| Violation::Garbage { excerpt }));
                }
            }
        }
        self.advance(1);
        None
    }

    /// Returns true if a frame begins with `byte`.
    fn opens(&self, byte: u8) -> bool {
        byte == b'{' || (byte == b'[' && self.speaker == Speaker::Client)
    }

    fn between(&mut self, byte: u8) {
        self.start = self.scanned;
        match byte {
            _ if self.opens(byte) => {
                self.state = State::Inside;
                self.depth = 1;
            }
            b' ' | b'\t' | b'\r' | b'\n' => self.start += 1,
            _ => self.state = State::Garbage,
        }
    }

    fn inside(&mut self, byte: u8) -> Option<Found> {
        match byte {
            b'"' => self.state = State::Text,
            b'{' | b'[' => {
                self.depth += 1;
                if self.depth > self.limits.depth {
                    self.oversize.get_or_insert(Oversize::Depth);
                }
            }
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
        self.advance(1);
        (self.depth == 0).then_some(Found::Message)
    }

    fn advance(&mut self, count: usize) {
        self.scanned += count;
        let in_message = matches!(self.state, State::Inside | State::Text | State::Escape);
        if in_message && self.scanned - self.start > self.limits.message_size {
            self.oversize.get_or_insert(Oversize::Size);
        }
    }

    /// Ends the current frame at a sentinel, which becomes the next frame.
    fn interrupt(&mut self) -> Found {
        match self.state {
            State::Between => {
                self.start = self.scanned;
                self.scanned += 1;
                self.line_start = true;
                Found::Sentinel
            }
            State::Garbage => Found::Damaged(|excerpt| Violation::Garbage { excerpt }),
            _ => Found::Damaged(|excerpt| Violation::Truncated { excerpt }),
        }
    }

    /// Returns the frame, and resets the scanner to between frames.
    fn take(&mut self, found: Found) -> Frame<'_> {
        let limits = self.limits;
        let oversize = self.oversize;
        let (start, end) = (self.start, self.scanned);
        self.start = end;
        self.begin();
        let bytes = &self.buffer[start..end];
        match (found, oversize) {
            (Found::Sentinel, _) => Frame::Sentinel,
            (Found::Damaged(violation), _) => Frame::Violation(violation(excerpt(bytes))),
            (Found::Message, None) => Frame::Message(bytes),
            (Found::Message, Some(Oversize::Size)) => Frame::Violation(Violation::TooLarge {
                limit: limits.message_size,
                excerpt: excerpt(bytes),
            }),
            (Found::Message, Some(Oversize::Depth)) => Frame::Violation(Violation::TooDeep {
                limit: limits.depth,
                excerpt: excerpt(bytes),
            }),
        }
    }

    fn begin(&mut self) {
        self.state = State::Between;
        self.depth = 0;
        self.oversize = None;
    }

    /// Discards bytes that are never returned: all but the beginning of an oversized message or of
    /// garbage.
    fn trim(&mut self) {
        let keep = self.start + EXCERPT + 1;
        if (self.oversize.is_some() || self.state == State::Garbage) && self.buffer.len() > keep {
            self.buffer.truncate(keep);
            self.scanned = keep;
        }
    }
}

/// Returns the beginning of unreadable input, for people.
pub(super) fn excerpt(bytes: &[u8]) -> String {
    let bytes = bytes.trim_ascii_end();
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(EXCERPT)]).into_owned();
    if bytes.len() > EXCERPT {
        shown + "…"
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(framer: &mut Framer, out: &mut Vec<String>) {
        while let Some(frame) = framer.next_frame() {
            out.push(match frame {
                Frame::Message(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Frame::Sentinel => "sentinel".to_owned(),
                Frame::Violation(violation) => format!("! {violation}"),
            });
        }
    }

    /// Returns the frames of `input`, after checking that every split in three gives the same.
    fn frames(limits: Limits, input: &[u8]) -> Vec<String> {
        let mut whole = Vec::new();
        let mut framer = Framer::new(limits);
        framer.push(input);
        show(&mut framer, &mut whole);
        whole.extend(framer.finish().map(|v| format!("end: {v}")));
        for i in 0..=input.len() {
            for j in i..=input.len() {
                let mut framer = Framer::new(limits);
                let mut cut = Vec::new();
                for piece in [&input[..i], &input[i..j], &input[j..]] {
                    framer.push(piece);
                    show(&mut framer, &mut cut);
                }
                cut.extend(framer.finish().map(|v| format!("end: {v}")));
                assert_eq!(cut, whole, "cut at {i} and {j}");
            }
        }
        whole
    }

    #[test]
    fn messages_are_found_however_they_are_laid_out() {
        let input = b"{\"a\": \"}\\\"{\"}\r\n\r\n {}{\"b\": [\n    {\n    }\n]}\n";
        assert_eq!(
            frames(Limits::default(), input),
            ["{\"a\": \"}\\\"{\"}", "{}", "{\"b\": [\n    {\n    }\n]}"]
        );
    }

    #[test]
    fn damage_ends_where_the_next_message_begins() {
        assert_eq!(
            frames(
                Limits::default(),
                b"bad{\"a\":1}\n]]\n{\"b\":\n{\"c\":2}\r\n{\"d\": \"x\n{}\n{"
            ),
            [
                "! bytes that are no message: `bad`",
                "{\"a\":1}",
                "! bytes that are no message: `]]`",
                "! a message breaks off: `{\"b\":`",
                "{\"c\":2}",
                "! a message breaks off: `{\"d\": \"x`",
                "{}",
                "end: a message breaks off: `{`",
            ]
        );
    }

    #[test]
    fn a_sentinel_interrupts_everything() {
        assert_eq!(
            frames(Limits::default(), b"\xff{\"a\": [\xff\xff{}xy\xff{}"),
            [
                "sentinel",
                "! a message breaks off: `{\"a\": [`",
                "sentinel",
                "sentinel",
                "{}",
                "! bytes that are no message: `xy`",
                "sentinel",
                "{}",
            ]
        );
    }

    #[test]
    fn limits_are_kept_and_what_follows_is_read() {
        let limits = Limits::default().message_size(8).depth(3);
        assert_eq!(
            frames(limits, b"{\"a\": 1}\n{\"a\": 10}\n{[[]]}\n{[[[ \n"),
            [
                "{\"a\": 1}",
                "! a message exceeds the limit of 8 bytes: `{\"a\": 10}`",
                "{[[]]}",
                "end: a message breaks off: `{[[[`",
            ]
        );
        assert_eq!(
            frames(limits, b"{[[[]]]}{}"),
            [
                "! a message exceeds the limit of 3 levels of nesting: `{[[[]]]}`",
                "{}"
            ]
        );
    }

    #[test]
    fn what_is_not_kept_takes_no_memory() {
        let mut framer = Framer::new(Limits::default().message_size(1000));
        framer.push(b"{\"a\": \"");
        for _ in 0..1000 {
            framer.push(&[b'x'; 1000]);
            assert!(framer.next_frame().is_none());
            assert!(framer.buffer.len() < 2100);
        }
        framer.push(b"\"}{}");
        assert!(matches!(
            framer.next_frame(),
            Some(Frame::Violation(Violation::TooLarge { .. }))
        ));
        assert!(matches!(framer.next_frame(), Some(Frame::Message(b"{}"))));
    }
}
