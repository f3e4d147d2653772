//! A JSON writer without a library, for users' build scripts.

use std::fmt::Write as _;

use crate::escape;

/// A JSON writer that gives each member or element of the outer levels a line.
pub(crate) struct Writer {
    out: String,
    /// True if the object or array has content, for each open level.
    levels: Vec<bool>,
    /// Deeper levels than this are written in one line.
    broken_levels: usize,
}

impl Writer {
    /// Makes a writer that gives the two outer levels lines of their own.
    pub(crate) fn new() -> Writer {
        Writer {
            out: String::new(),
            levels: Vec::new(),
            broken_levels: 2,
        }
    }

    /// Makes a writer that writes one line.
    pub(crate) fn in_one_line() -> Writer {
        Writer {
            broken_levels: 0,
            ..Writer::new()
        }
    }

    pub(crate) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    fn item(&mut self) {
        let depth = self.levels.len();
        let broken = depth <= self.broken_levels;
        if let Some(filled) = self.levels.last_mut() {
            if *filled {
                self.out.push_str(if broken { "," } else { ", " });
            }
            *filled = true;
            if broken {
                self.newline(depth);
            }
        }
    }

    fn newline(&mut self, depth: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", depth));
    }

    fn level(&mut self, open: char, close: char, fill: impl FnOnce(&mut Writer)) {
        self.out.push(open);
        self.levels.push(false);
        fill(self);
        let filled = self.levels.pop() == Some(true);
        if filled && self.levels.len() < self.broken_levels {
            self.newline(self.levels.len());
        }
        self.out.push(close);
    }

    /// Writes an object.
    pub(crate) fn object(&mut self, fill: impl FnOnce(&mut Writer)) {
        self.level('{', '}', fill);
    }

    /// Writes an array, each item by `each`.
    pub(crate) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Writer, T),
    ) {
        self.level('[', ']', |w| {
            for item in items {
                w.item();
                each(w, item);
            }
        });
    }

    /// Writes a member's key; its value must follow.
    pub(crate) fn key(&mut self, key: &str) -> &mut Writer {
        self.item();
        self.string(key);
        self.out.push_str(": ");
        self
    }

    pub(crate) fn string(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                c => escape::push(&mut self.out, c),
            }
        }
        self.out.push('"');
    }

    pub(crate) fn number(&mut self, value: u32) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{value}");
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }
}
