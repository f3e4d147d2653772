//! Values and messages as people read them.
//!
//! Input: JSON and text from the peer. Output: text for a terminal.
//!
//! Invariant: control characters of the peer are escaped, and those that change the direction of
//! text too. Without colours, JSON stays the same JSON, except for [`text`].

use qapi_client::introspect::escape;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// Columns that an array or object may take on one line.
const WIDTH: usize = 80;

/// Style of a piece of text, which selects its colour.
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
    /// Less important text.
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
    /// True for colours.
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

/// Escapes the peer's text for one line of a terminal.
pub fn escape(text: &str) -> String {
    escape::terminal(text).into_owned()
}

/// Text as a JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c => escape::push(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// Returns the text of a reply that is nothing but text of several lines, as of
/// `human-monitor-command` and of the commands that return `human-readable-text`.
pub fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Object(members) if members.len() == 1 => members.get("human-readable-text")?,
        value => value,
    };
    let text = text.as_str().filter(|text| text.contains('\n'))?;
    Some(text_lines(text))
}

/// Escapes text of several lines for a terminal.
pub fn text_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(escape).collect();
    lines.join("\n")
}

/// Maximum columns of a name in a list; a longer one has its line to itself.
const NAME_WIDTH: usize = 40;

/// Returns the columns of the names of a list.
pub fn name_width<'n>(names: impl IntoIterator<Item = &'n str>) -> usize {
    let widths = names.into_iter().map(UnicodeWidthStr::width);
    widths
        .filter(|width| *width <= NAME_WIDTH)
        .max()
        .unwrap_or(0)
}

/// Pads text with spaces to that many columns.
pub fn pad(text: &str, width: usize) -> String {
    let missing = width.min(NAME_WIDTH).saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
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

/// Returns true if the value fits on the rest of the line.
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
