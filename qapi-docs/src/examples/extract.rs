//! Messages in a section's text, and where they stand in the source.

use qapi_parser::source::{SourceMap, Span};

use super::json::{self, Malformed, Value};

/// The direction of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// `->`
    ToQemu,
    /// `<-`
    FromQemu,
}

/// A message of an example.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) direction: Direction,
    pub(super) value: Result<Value, Malformed>,
}

/// Returns the direction that a line starts with, and the text behind its mark.
pub(crate) fn mark(line: &str) -> Option<(Direction, &str)> {
    let line = line.trim_start();
    let (direction, rest) = if let Some(rest) = line.strip_prefix("->") {
        (Direction::ToQemu, rest)
    } else {
        (Direction::FromQemu, line.strip_prefix("<-")?)
    };
    let spaced = rest.is_empty() || rest.starts_with([' ', '{', '\t']);
    spaced.then_some((direction, rest))
}

/// Finds the messages in a text.
pub(super) fn messages(text: &str) -> Vec<Message> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let line = line_at(text, at);
        let Some((direction, rest)) = mark(line) else {
            at += line.len() + 1;
            continue;
        };
        let start = at + (line.len() - rest.len());
        let end = extent(text, at, line);
        let (value, taken) = match json::parse(text, start, end) {
            Ok((value, behind)) => (trailing(text, value, behind, end), behind),
            Err(error) => (Err(error), end),
        };
        found.push(Message { direction, value });
        at = next_line(text, taken.max(start));
    }
    found
}

/// Refuses text behind the message's end that looks like its continuation. An elision or a note
/// in parentheses may follow on the same line.
fn trailing(text: &str, value: Value, behind: usize, end: usize) -> Result<Value, Malformed> {
    if value.is_elision() {
        return Ok(value);
    }
    let rest = text.get(behind..end).unwrap_or_default();
    let mut lines = rest.split('\n');
    let line = lines.next().unwrap_or_default().trim();
    let allowed = line.is_empty() || line.starts_with("...") || line.starts_with('(');
    let next = lines.next().unwrap_or_default().trim_start();
    if allowed && !next.starts_with(['"', '}', ']', '{', '[']) {
        return Ok(value);
    }
    let at = behind + (rest.len() - rest.trim_start().len());
    Err(Malformed::new(at, "text behind the message's end"))
}

/// The end of the text that can belong to the message on the line at `at`: the next mark, or text
/// that stands further left.
fn extent(text: &str, at: usize, first: &str) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = indent(first);
    let mut end = at + first.len();
    while end < text.len() {
        let line = line_at(text, end + 1);
        let content = line.trim_start();
        let outside = !content.is_empty()
            && indent(line) <= least
            && !content.starts_with(['}', ']', '{', '[', '"', '.', ',']);
        if outside || mark(line).is_some() {
            break;
        }
        end += 1 + line.len();
    }
    end.min(text.len())
}

fn line_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    rest.split('\n').next().unwrap_or_default()
}

fn next_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |line| at + line + 1)
}

/// The lines of a section, found in the source one after the other.
pub(super) struct Lines<'s> {
    text: &'s str,
    /// For each line: its offset in the section and its place in the source.
    places: Vec<(usize, Span)>,
    fallback: Span,
}

impl<'s> Lines<'s> {
    pub(super) fn new(sources: &'s SourceMap, span: Span, text: &'s str) -> Self {
        let mut lines = Lines {
            text,
            places: Vec::new(),
            fallback: span,
        };
        let Some(file) = sources.file_of(span) else {
            return lines;
        };
        let base = file.span().start;
        let mut source = file.text();
        let mut at = file.range(span).start;
        source = source.get(at..).unwrap_or_default();
        let mut offset = 0;
        for line in text.split('\n') {
            let content = line.trim();
            let place = (!content.is_empty())
                .then(|| find_line(source, content))
                .flatten();
            if let Some((start, next)) = place {
                let from = base + (at + start) as u32;
                let indent = line.len() - line.trim_start().len();
                let span = Span::new(from, from + content.len() as u32);
                lines.places.push((offset + indent, span));
                at += next;
                source = source.get(next..).unwrap_or_default();
            }
            offset += line.len() + 1;
        }
        lines
    }

    /// The place in the source of an offset in the section's text.
    pub(super) fn span(&mut self, at: usize) -> Span {
        let after = self.places.partition_point(|(offset, _)| *offset <= at);
        let Some((offset, span)) = self.places.get(after.saturating_sub(1)) else {
            return self.fallback;
        };
        let width = self.text.get(at..).map_or(0, token_width) as u32;
        let start = (span.start + at.saturating_sub(*offset) as u32).min(span.end);
        Span::new(start, (start + width).min(span.end).max(start))
    }
}

/// Finds the first line that ends in `content`: where that starts, and where the next line does.
fn find_line(source: &str, content: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in source.split('\n') {
        let trimmed = line.trim_end();
        if trimmed.ends_with(content) {
            return Some((at + trimmed.len() - content.len(), at + line.len() + 1));
        }
        // A section ends with its comment.
        if trimmed == "##" && at > 0 {
            return None;
        }
        at += line.len() + 1;
    }
    None
}

/// The width of the string, word or sign at the start of a text.
fn token_width(text: &str) -> usize {
    if let Some(rest) = text.strip_prefix('"') {
        return rest.find(['"', '\n']).map_or(1, |end| end + 2);
    }
    let word = text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '.');
    let first = text.chars().next().map_or(0, char::len_utf8);
    word.unwrap_or(text.len()).max(first)
}
