//! The source map: all files, in one address space of `u32` offsets.
//!
//! Input: files in the order of reading. Output: for a [`Span`], its [`Location`], its text, and
//! its chain of inclusions. Invariant: a span lies within one file, which it identifies; the
//! default span (0, 0) is the start of the first file.

use std::fmt;

use std::sync::{Arc, OnceLock};

/// A range of text, from `start` up to but not including `end`, in a [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Makes the range from `start` up to but not including `end`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// Returns the range from the start of `self` to the end of `last`, which stands later in the
    /// same file.
    pub fn to(self, last: Span) -> Span {
        Span {
            start: self.start,
            end: last.end.max(self.end),
        }
    }

    /// Returns the empty range at the start of `self`.
    pub fn first(self) -> Span {
        Span {
            start: self.start,
            end: self.start,
        }
    }
}

/// The id of a file of a [`SourceMap`]: its position in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// Returns the position in the order of reading, dense from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A file that was read.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: Arc<str>,
    base: u32,
    included_at: Option<Span>,
    line_starts: OnceLock<Vec<u32>>,
    /// The column of every [`STRIDE`]th byte, or of the first character behind it.
    columns: OnceLock<Vec<u32>>,
}

/// Distance in bytes of the places whose columns are kept, so that a place in a long line is found
/// without counting from the line's start.
const STRIDE: usize = 4096;

impl SourceFile {
    /// Returns the name to show: the entry file's as given, an included file's as reached from
    /// there.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the text, its line ends translated to newlines, as QEMU's compiler reads it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text, shared.
    pub(crate) fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Returns the range of the whole file.
    pub fn span(&self) -> Span {
        Span {
            start: self.base,
            end: self.base + self.text.len() as u32,
        }
    }

    /// Returns the directive that first included it; None for the entry file.
    pub fn included_at(&self) -> Option<Span> {
        self.included_at
    }

    /// Returns the range of `span`, which is in this file, in [`SourceFile::text`].
    pub fn range(&self, span: Span) -> std::ops::Range<usize> {
        let clamp = |offset: u32| (offset.saturating_sub(self.base) as usize).min(self.text.len());
        let (start, end) = (clamp(span.start), clamp(span.end));
        start..end.max(start)
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|&(_, b)| b == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(i, _)| i as u32 + 1))
                .collect()
        })
    }

    fn columns(&self) -> &[u32] {
        self.columns.get_or_init(|| {
            let (mut columns, mut column) = (Vec::new(), 1);
            for (at, c) in self.text.char_indices() {
                if columns.len() * STRIDE <= at {
                    columns.push(column);
                }
                column = if c == '\n' { 1 } else { next_column(column, c) };
            }
            columns
        })
    }

    /// Returns the column of `offset` in the line that begins at `line_start`.
    fn column(&self, line_start: usize, offset: usize) -> u32 {
        let index = offset / STRIDE;
        let known = (offset - line_start > STRIDE)
            .then(|| char_boundary(&self.text, index * STRIDE))
            .filter(|known| (line_start..=offset).contains(known))
            .and_then(|known| Some((known, *self.columns().get(index)?)));
        let (from, column) = known.unwrap_or((line_start, 1));
        let between = self.text.get(from..offset).unwrap_or_default();
        between.chars().fold(column, next_column)
    }

    /// Returns the line, from 0, and its range in the text without the line end.
    pub(crate) fn line_at(&self, offset: usize) -> (usize, std::ops::Range<usize>) {
        let starts = self.line_starts();
        let line = starts
            .partition_point(|&s| s as usize <= offset)
            .saturating_sub(1);
        let start = starts[line] as usize;
        let end = starts
            .get(line + 1)
            .map_or(self.text.len(), |&next| next as usize - 1);
        (line, start..end)
    }
}

/// A place as file, line and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'s> {
    /// The file's name ([`SourceFile::name`]).
    pub file: &'s str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, counted as QEMU's compiler does: characters, but a tab keeps the
    /// column within 1 to 8.
    pub column: u32,
    /// The offset in the file's text in bytes, from 0.
    pub offset: u32,
}

/// The error for more text than a [`Span`] can address: 4 GiB over all files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the schema's files are larger than 4 GiB together")
    }
}

impl std::error::Error for TooLarge {}

/// Every file that was read.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Makes a map without files.
    pub fn new() -> SourceMap {
        SourceMap::default()
    }

    /// Adds a file. `name` is the name to show, `included_at` the directive that includes it.
    ///
    /// # Errors
    /// [`TooLarge`] when all files together exceed the address space.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
        included_at: Option<Span>,
    ) -> Result<FileId, TooLarge> {
        let text: Arc<str> = translate_newlines(text.into()).into();
        // One more than the text's length, so that the end of a file has an address of its own.
        let base = self.files.last().map_or(0, |f| f.span().end + 1);
        let len = u32::try_from(text.len()).map_err(|_| TooLarge)?;
        if base
            .checked_add(len)
            .and_then(|end| end.checked_add(1))
            .is_none()
        {
            return Err(TooLarge);
        }
        let id = FileId(self.files.len() as u32);
        self.files.push(SourceFile {
            name: name.into(),
            text,
            base,
            included_at,
            line_starts: OnceLock::new(),
            columns: OnceLock::new(),
        });
        Ok(id)
    }

    /// Returns the files in the order of reading.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Returns the file with that id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.index()]
    }

    /// Returns the file of `span`; None only in a map without files.
    pub fn file_of(&self, span: Span) -> Option<&SourceFile> {
        let after = self.files.partition_point(|f| f.base <= span.start);
        self.files.get(after.saturating_sub(1))
    }

    /// Returns the start of `span`.
    ///
    /// ```
    /// use qapi_parser::source::{SourceMap, Span};
    /// let mut sources = SourceMap::new();
    /// sources.add("a.json", "{ 'enum': 'E',\n  'data': [] }\n", None)?;
    /// let at = sources.locate(Span::new(17, 23));
    /// assert_eq!((at.file, at.line, at.column), ("a.json", 2, 3));
    /// # Ok::<(), qapi_parser::source::TooLarge>(())
    /// ```
    pub fn locate(&self, span: Span) -> Location<'_> {
        let Some(file) = self.file_of(span) else {
            return Location {
                file: "",
                line: 1,
                column: 1,
                offset: 0,
            };
        };
        let offset = file.range(span).start;
        let (line, range) = file.line_at(offset);
        Location {
            file: &file.name,
            line: line as u32 + 1,
            column: file.column(range.start, offset),
            offset: offset as u32,
        }
    }

    /// Returns the text of `span`.
    pub fn text(&self, span: Span) -> &str {
        self.file_of(span)
            .and_then(|f| f.text.get(f.range(span)))
            .unwrap_or_default()
    }

    /// Iterates over the directives that led to the file of `span`, the innermost first.
    pub fn include_chain(&self, span: Span) -> impl Iterator<Item = Span> {
        std::iter::successors(self.file_of(span).and_then(|f| f.included_at), |&at| {
            self.file_of(at).and_then(|f| f.included_at)
        })
    }
}

/// Returns the column behind a character (`QAPIParseError` in QEMU's `scripts/qapi/parser.py`).
fn next_column(column: u32, c: char) -> u32 {
    if c == '\t' {
        (column + 7) % 8 + 1
    } else {
        column + 1
    }
}

/// Returns the first boundary between characters at or after `at`.
pub(crate) fn char_boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

/// Translates carriage returns, with or without a newline behind, to newlines, as Python does in
/// text files.
fn translate_newlines(text: String) -> String {
    if text.as_bytes().contains(&b'\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place of long lines, with characters of each width and tabs, against a count from the
    /// line's start.
    #[test]
    fn columns_of_long_lines() {
        let line = |bit: &str| bit.repeat(3 * STRIDE / bit.len());
        let text = ["a", "äa", "\t日", "a𝄞\t ", "\n"].map(line).join("\n");
        let mut sources = SourceMap::new();
        sources.add("a.json", "short\n", None).unwrap();
        sources.add("b.json", text.as_str(), None).unwrap();
        let base = sources.files()[1].base;
        let (mut line, mut column) = (1, 1);
        for (at, c) in text.char_indices() {
            let start = base + at as u32;
            let found = sources.locate(Span::new(start, start));
            assert_eq!((found.line, found.column), (line, column), "at {at}");
            (line, column) = match c {
                '\n' => (line + 1, 1),
                c => (line, next_column(column, c)),
            };
        }
    }
}
