//! A stream in memory that answers as a script says, in pieces as small as asked.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::time::Duration;

use qapi_client::blocking::Transport;

/// A peer that says its next part once it has read that many lines in all.
pub(crate) struct Script {
    parts: VecDeque<(usize, Vec<u8>)>,
    /// How many bytes are read before the first read ends, and the next begins.
    cut: usize,
    /// The most that one read gives.
    pub(crate) piece: usize,
    /// After how many bytes the peer closes the stream.
    pub(crate) close: usize,
    given: usize,
    pub(crate) lines: usize,
}

impl Script {
    /// Says each of `parts` after one line more than the one before, the first after none.
    pub(crate) fn new(parts: &[&str]) -> Self {
        let parts = parts
            .iter()
            .enumerate()
            .map(|(i, part)| (i, part.as_bytes().to_vec()));
        Self {
            parts: parts.collect(),
            cut: usize::MAX,
            piece: usize::MAX,
            close: usize::MAX,
            given: 0,
            lines: 0,
        }
    }

    pub(crate) fn cut(self, cut: usize) -> Self {
        Self { cut, ..self }
    }

    pub(crate) fn piece(self, piece: usize) -> Self {
        Self { piece, ..self }
    }

    pub(crate) fn close(self, close: usize) -> Self {
        Self { close, ..self }
    }
}

impl Read for Script {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some((lines, part)) = self.parts.front_mut() else {
            return Ok(0);
        };
        if self.given >= self.close {
            return Ok(0);
        }
        if *lines > self.lines {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let until_cut = match self.cut.checked_sub(self.given) {
            Some(0) | None => usize::MAX,
            Some(left) => left,
        };
        let count = buffer
            .len()
            .min(part.len())
            .min(self.piece)
            .min(until_cut)
            .min(self.close - self.given);
        buffer[..count].copy_from_slice(&part[..count]);
        part.drain(..count);
        if part.is_empty() {
            self.parts.pop_front();
        }
        self.given += count;
        Ok(count)
    }
}

impl Write for Script {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.lines += bytes.iter().filter(|byte| **byte == b'\n').count();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Transport for Script {
    fn set_read_timeout(&mut self, _: Option<Duration>) -> io::Result<()> {
        Ok(())
    }

    fn set_write_timeout(&mut self, _: Option<Duration>) -> io::Result<()> {
        Ok(())
    }
}
