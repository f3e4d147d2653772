//! The lines of the text that a diagnostic shows, and the marks in them.
//!
//! Marks on close lines share an excerpt. A mark over several lines is cut to its first, and very
//! long lines are cut around their marks. So excerpts stay small.

use std::ops::Range;

use crate::diag::{Diagnostic, Label};
use crate::escape;
use crate::source::{SourceFile, SourceMap, char_boundary};

/// Maximum number of lines between marks that share an excerpt.
const NEAR: usize = 8;

/// Maximum length of a line in bytes; longer ones are cut.
const LONGEST: usize = 400;

/// Length of the part of a cut line that is shown before its mark.
const BEFORE: usize = 60;

/// A mark in an excerpt.
pub(super) struct Mark<'d> {
    /// Its range in the excerpt's text.
    pub(super) range: Range<usize>,
    pub(super) message: &'d str,
    pub(super) is_primary: bool,
}

/// An excerpt of a file.
pub(super) struct Excerpt<'d> {
    pub(super) file: &'d str,
    /// The number of the first line.
    pub(super) first_line: usize,
    pub(super) text: String,
    pub(super) marks: Vec<Mark<'d>>,
    /// True if the beginning of a line is cut, so that columns in the text do not count.
    pub(super) is_cut: bool,
}

/// A mark on its line.
struct Place<'d> {
    file: &'d SourceFile,
    line: usize,
    /// The line's range in the file.
    line_range: Range<usize>,
    range: Range<usize>,
    message: &'d str,
    is_primary: bool,
}

/// Returns the excerpts for `diagnostic`, the one with the culprit first.
pub(super) fn excerpts<'d>(diagnostic: &'d Diagnostic, sources: &'d SourceMap) -> Vec<Excerpt<'d>> {
    let place = |span, message: &'d str, is_primary| {
        let file = sources.file_of(span)?;
        let range = file.range(span);
        let (line, line_range) = file.line_at(range.start);
        let range = range.start..range.end.min(line_range.end).max(range.start);
        Some(Place {
            file,
            line,
            line_range,
            range,
            message,
            is_primary,
        })
    };
    let primary = place(diagnostic.primary, diagnostic.primary_label.as_str(), true);
    let labels = diagnostic.labels.iter();
    let labels = labels.filter_map(|Label { span, message }| place(*span, message, false));
    let mut groups: Vec<Vec<Place<'d>>> = Vec::new();
    for place in primary.into_iter().chain(labels) {
        let near = groups.iter_mut().find(|group| {
            let is_near = |other: &Place<'_>| {
                std::ptr::eq(other.file, place.file) && other.line.abs_diff(place.line) <= NEAR
            };
            group.iter().any(is_near)
        });
        match near {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups.into_iter().filter_map(excerpt).collect()
}

fn excerpt(places: Vec<Place<'_>>) -> Option<Excerpt<'_>> {
    let file = places.first()?.file;
    let first = places.iter().map(|p| p.line).min()?;
    let last = places.iter().map(|p| p.line).max()?;
    let mut start = places.iter().map(|p| p.line_range.start).min()?;
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut is_cut = false;
    for line in first..=last {
        let (_, range) = file.line_at(start);
        start = range.end + 1;
        let on_line = || places.iter().filter(|p| p.line == line);
        let shown = shown_part(file.text(), &range, on_line().map(|p| p.range.start).min());
        is_cut |= shown.start > range.start;
        let offset = text.len();
        text.push_str(&visible(file.text().get(shown.clone()).unwrap_or_default()));
        let within = |at: usize| {
            let before = shown.start..at.clamp(shown.start, shown.end);
            offset + visible(file.text().get(before).unwrap_or_default()).len()
        };
        marks.extend(on_line().map(|p| Mark {
            range: within(p.range.start)..within(p.range.end),
            message: p.message,
            is_primary: p.is_primary,
        }));
        text.push('\n');
    }
    Some(Excerpt {
        file: file.name(),
        first_line: first + 1,
        text,
        marks,
        is_cut,
    })
}

/// Replaces unsafe characters beyond ASCII; the library that draws excerpts replaces the others.
fn visible(text: &str) -> String {
    let shown = |c| match escape::is_unsafe(c) && !c.is_ascii() {
        true => char::REPLACEMENT_CHARACTER,
        false => c,
    };
    text.chars().map(shown).collect()
}

/// Returns the part of the line that is shown, given the place of its first mark.
fn shown_part(text: &str, line: &Range<usize>, mark: Option<usize>) -> Range<usize> {
    if line.len() <= LONGEST {
        return line.clone();
    }
    let start = mark
        .unwrap_or(line.start)
        .saturating_sub(BEFORE)
        .max(line.start);
    let start = char_boundary(text, start);
    let end = char_boundary(text, (start + LONGEST).min(line.end));
    start..end
}
