//! Schema text as mutations see it: pieces, values, definitions.
//!
//! Input: any text, valid or not. Output: byte ranges of it. Invariant: the pieces of a text, one
//! after the other, are the text.

use std::ops::Range;

/// The kind of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Space,
    Newline,
    Punctuation,
    String,
    Word,
    /// Like `Word`, `Punctuation`, and so on, in a comment.
    Comment,
}

/// A range of text that mutations treat as one.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
}

/// Cuts the text.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut in_comment = false;
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        in_comment &= first != '\n';
        in_comment |= first == '#';
        let (kind, len) = piece(&text[start..], first, in_comment);
        let kind = match kind {
            Kind::Word | Kind::Punctuation if in_comment => Kind::Comment,
            kind => kind,
        };
        pieces.push(Piece {
            kind,
            range: start..start + len,
        });
        start += len;
    }
    pieces
}

/// Kind and length of the piece at the start of `text`, which is not empty.
fn piece(text: &str, first: char, in_comment: bool) -> (Kind, usize) {
    let while_true = |holds: fn(char) -> bool| text.find(|c| !holds(c)).unwrap_or(text.len());
    match first {
        '\n' => (Kind::Newline, 1),
        '\'' if !in_comment => {
            let end = text[1..].find(['\'', '\n']);
            (Kind::String, end.map_or(text.len(), |end| end + 2))
        }
        ' ' => (Kind::Space, while_true(|c| c == ' ')),
        c if is_word(c) => (Kind::Word, while_true(is_word)),
        c => (Kind::Punctuation, c.len_utf8()),
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The ranges of all values: strings, words, and whatever is in brackets.
pub(crate) fn values(text: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut open = Vec::new();
    for piece in pieces {
        let is_code = piece.kind == Kind::Punctuation;
        match &text[piece.range.clone()] {
            "{" | "[" if is_code => open.push(piece.range.start),
            "}" | "]" if is_code => {
                if let Some(start) = open.pop() {
                    values.push(start..piece.range.end);
                }
            }
            _ if matches!(piece.kind, Kind::String | Kind::Word) => {
                values.push(piece.range.clone());
            }
            _ => {}
        }
    }
    values
}

/// The ranges of all `'key': value`.
pub(crate) fn pairs(text: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let values = values(text, pieces);
    let code: Vec<&Piece> = pieces
        .iter()
        .filter(|p| !matches!(p.kind, Kind::Space | Kind::Newline | Kind::Comment))
        .collect();
    let triples = code
        .windows(3)
        .filter(|w| w[0].kind == Kind::String && text[w[1].range.clone()] == *":");
    triples
        .filter_map(|w| {
            let value = values.iter().find(|v| v.start == w[2].range.start)?;
            Some(w[0].range.start..value.end)
        })
        .collect()
}

/// The ranges of definitions, each with the comment before it, and of comments that stand alone.
pub(crate) fn definitions(text: &str) -> Vec<Range<usize>> {
    let mut definitions = Vec::new();
    let mut start = 0;
    let mut offset = 0;
    let mut in_comment = false;
    for line in text.split_inclusive('\n') {
        let end = offset + line.len();
        let is_mark = line.trim_end() == "##";
        in_comment ^= is_mark;
        // A comment that is followed by a blank line stands alone.
        let stands_alone = line.trim().is_empty() && !in_comment;
        let is_end = !in_comment && line.trim_end().ends_with('}') && next_is_free(&text[end..]);
        if (stands_alone || is_end) && !text[start..end].trim().is_empty() {
            definitions.push(start..end);
            start = end;
        }
        offset = end;
    }
    if !text[start..].trim().is_empty() {
        definitions.push(start..text.len());
    }
    definitions
}

/// Returns true if the next text does not continue an expression.
fn next_is_free(text: &str) -> bool {
    matches!(text.chars().next(), None | Some('\n' | '#' | '{'))
}

/// The ranges of lines, each with its end.
pub(crate) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut offset = 0;
    let line_range = |line: &str| {
        offset += line.len();
        offset - line.len()..offset
    };
    text.split_inclusive('\n').map(line_range).collect()
}
