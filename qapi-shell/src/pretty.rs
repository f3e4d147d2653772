//! Values and messages as people read them.
//!
//! Input: JSON and text from the other side. Output: text that can be given to a terminal.
//!
//! Invariant: no control character of the other side's leaves here unescaped, nor one that
//! changes the direction of writing; and without colours, what is printed of JSON is JSON, but for
//! [`text`].

use std::fmt::Write as _;

use serde_json::Value;

/// Columns that an array or object may take on one line.
const WIDTH: usize = 80;

/// What a piece of text is, so that it can have its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A member's name.
    Name,
    /// A string.
    Text,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Word,
    /// A heading.
    Strong,
    /// What is less important.
    Faint,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Name => "34",
            Style::Text => "32",
            Style::Number => "36",
            Style::Word => "35",
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Warning => "33",
            Style::Error => "1;31",
        }
    }
}

/// Colours text, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// Whether it does.
    pub colours: bool,
}

impl Paint {
    /// No colours.
    #[cfg(test)]
    pub const NONE: Paint = Paint { colours: false };

    /// The text in the colour of its style.
    pub fn paint(self, style: Style, text: &str) -> String {
        match self.colours {
            true => format!("\x1b[{}m{text}\x1b[0m", style.code()),
            false => text.to_owned(),
        }
    }
}

/// Whether a terminal would do something else with it than show it.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Text of the other side's that a terminal can be given; on one line.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_escaped(&mut out, c));
    out
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        c if is_unsafe(c) => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        c => out.push(c),
    }
}

/// Text as a JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c => push_escaped(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// What is text of several lines and nothing else, as `human-monitor-command` and the commands that
/// return `human-readable-text` have it.
pub fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Object(members) if members.len() == 1 => members.get("human-readable-text")?,
        value => value,
    };
    let text = text.as_str().filter(|text| text.contains('\n'))?;
    let lines: Vec<_> = text.lines().map(escape).collect();
    Some(lines.join("\n"))
}

/// The value over as many lines as it needs.
pub fn pretty(value: &Value, paint: Paint) -> String {
    let mut printer = Printer {
        out: String::new(),
        paint,
    };
    printer.value(value, 0, 0);
    printer.out
}

/// The value on one line.
pub fn line(value: &Value, paint: Paint) -> String {
    let mut printer = Printer {
        out: String::new(),
        paint,
    };
    printer.flat(value);
    printer.out
}

struct Printer {
    out: String,
    paint: Paint,
}

impl Printer {
    fn push(&mut self, style: Style, text: &str) {
        self.out += &self.paint.paint(style, text);
    }

    fn break_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", indent));
    }

    fn name(&mut self, name: &str) {
        self.push(Style::Name, &quoted(name));
        self.out.push_str(": ");
    }

    /// `used` columns of the line are taken. The depth of values is that of serde_json's parser.
    fn value(&mut self, value: &Value, indent: usize, used: usize) {
        match value {
            Value::Array(items) if !fits(value, used) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.separate(index);
                    self.break_line(indent + 1);
                    self.value(item, indent + 1, 2 * (indent + 1));
                }
                self.break_line(indent);
                self.out.push(']');
            }
            Value::Object(members) if !fits(value, used) => {
                self.out.push('{');
                for (index, (name, member)) in members.iter().enumerate() {
                    self.separate(index);
                    self.break_line(indent + 1);
                    self.name(name);
                    let used = 2 * (indent + 1) + name.len() + 4;
                    self.value(member, indent + 1, used);
                }
                self.break_line(indent);
                self.out.push('}');
            }
            _ => self.flat(value),
        }
    }

    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.out.push(',');
        }
    }

    fn flat(&mut self, value: &Value) {
        match value {
            Value::Null => self.push(Style::Word, "null"),
            Value::Bool(value) => self.push(Style::Word, &value.to_string()),
            Value::Number(number) => self.push(Style::Number, &number.to_string()),
            Value::String(text) => self.push(Style::Text, &quoted(text)),
            Value::Array(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.out += if index > 0 { ", " } else { "" };
                    self.flat(item);
                }
                self.out.push(']');
            }
            Value::Object(members) => {
                self.out.push('{');
                for (index, (name, member)) in members.iter().enumerate() {
                    self.out += if index > 0 { ", " } else { "" };
                    self.name(name);
                    self.flat(member);
                }
                self.out.push('}');
            }
        }
    }
}

/// Whether the value has its place on the rest of the line.
fn fits(value: &Value, used: usize) -> bool {
    fn take(room: usize, value: &Value) -> Option<usize> {
        let room = room.checked_sub(1)?;
        match value {
            Value::Null | Value::Bool(true) => room.checked_sub(3),
            Value::Bool(false) => room.checked_sub(4),
            Value::Number(number) => room.checked_sub(number.to_string().len()),
            Value::String(text) => room.checked_sub(text.len() + 2),
            Value::Array(items) => items.iter().try_fold(room, |room, item| {
                take(room, item).and_then(|room| room.checked_sub(2))
            }),
            Value::Object(members) => members.iter().try_fold(room, |room, (name, member)| {
                take(room.checked_sub(name.len() + 4)?, member)?.checked_sub(2)
            }),
        }
    }
    take(WIDTH.saturating_sub(used), value).is_some()
}
