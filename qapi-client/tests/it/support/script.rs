//! A stream in memory that answers by a script, in pieces of a given size.

use std::collections::VecDeque;
use std::io;
use std::sync::Mutex;
use std::time::Duration;

use qapi_client::blocking::Transport;

/// A peer that sends its next part once it has read a given number of lines in all.
pub(crate) struct Script(Mutex<Peer>);

struct Peer {
    parts: VecDeque<(usize, Vec<u8>)>,
    /// Number of bytes before the end of the first read.
    cut: usize,
    /// Maximum size of a read.
    piece: usize,
    /// Number of bytes after which the peer closes the stream.
    close: usize,
    given: usize,
    lines: usize,
}

impl Script {
    /// Sends each of `parts` after one more line than the one before, the first after none.
    pub(crate) fn new(parts: &[&str]) -> Self {
        let parts = parts
            .iter()
            .enumerate()
            .map(|(i, part)| (i, part.as_bytes().to_vec()));
        Self(Mutex::new(Peer {
            parts: parts.collect(),
            cut: usize::MAX,
            piece: usize::MAX,
            close: usize::MAX,
            given: 0,
            lines: 0,
        }))
    }

    fn with(self, change: impl FnOnce(&mut Peer)) -> Self {
        change(&mut self.0.lock().unwrap());
        self
    }

    pub(crate) fn cut(self, cut: usize) -> Self {
        self.with(|peer| peer.cut = cut)
    }

    pub(crate) fn piece(self, piece: usize) -> Self {
        self.with(|peer| peer.piece = piece)
    }

    pub(crate) fn close(self, close: usize) -> Self {
        self.with(|peer| peer.close = close)
    }
}

impl Transport for Script {
    fn read(&self, buffer: &mut [u8], _: Option<Duration>) -> io::Result<usize> {
        let mut peer = self.0.lock().unwrap();
        let Peer {
            parts,
            cut,
            piece,
            close,
            given,
            lines: read,
        } = &mut *peer;
        let Some((lines, part)) = parts.front_mut() else {
            return Ok(0);
        };
        if *given >= *close {
            return Ok(0);
        }
        if *lines > *read {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let until_cut = match cut.checked_sub(*given) {
            Some(0) | None => usize::MAX,
            Some(left) => left,
        };
        let count = buffer
            .len()
            .min(part.len())
            .min(*piece)
            .min(until_cut)
            .min(*close - *given);
        buffer[..count].copy_from_slice(&part[..count]);
        part.drain(..count);
        if part.is_empty() {
            parts.pop_front();
        }
        *given += count;
        Ok(count)
    }

    fn write(&self, bytes: &[u8], _: Option<Duration>) -> io::Result<usize> {
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        self.0.lock().unwrap().lines += lines;
        Ok(bytes.len())
    }

    fn shutdown(&self) {
        self.0.lock().unwrap().close = 0;
    }
}
