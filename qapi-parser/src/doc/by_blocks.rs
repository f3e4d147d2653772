//! Documentation as releases since 9.0 read it: block by block.
//!
//! A definition's comment is a sequence of blocks: paragraphs, descriptions (`@name:`),
//! `Features:` with descriptions, and sections with a tag. Descriptions and sections go on as long
//! as lines are indented as far as the first further line is.

use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};

use super::by_lines::begins_section;
use super::text::{at_name_colon, indent, trim_end, without_first};
use super::{
    Close, Comment, FREE_FORM_HELP, Late, Line, Mistakes, ORDER_HELP, Read, Scratch, check_close,
    content, style::Style, unexpected_indent,
};
use crate::diag::{Code, Diagnostic, codes::syntax as codes};
use crate::edition::{Edition, Rule};
use crate::ir::{Doc, DocKind, DocSection};
use crate::source::Span;

/// The documentation of a comment.
pub(super) struct Blocks {
    pub(super) doc: Doc,
    pub(super) late: Late,
    /// True if other lines begin sections when the comment is read line by line.
    pub(super) is_ambiguous: bool,
}

/// Reads the documentation of `comment`.
pub(super) fn parse(
    comment: &Comment<'_>,
    edition: Edition,
    scratch: &mut Scratch,
) -> Read<Blocks> {
    let mut reader = Reader {
        comment,
        edition,
        style: Style::new(edition),
        lines: comment.lines(),
        has_text: false,
        follows_text: false,
        at: comment.opening,
        text: &mut scratch.text,
        sections: &mut scratch.sections,
        index: HashMap::new(),
        indexed: 0,
        first_feature: None,
        is_ambiguous: false,
        mistakes: Mistakes::default(),
    };
    reader.text.clear();
    reader.sections.clear();
    reader.begin(DocKind::Plain, comment.opening);
    let first = reader.line();
    let symbol = match first {
        Some(line) if line.starts_with('@') => Some(reader.symbol(line)),
        _ => None,
    };
    match &symbol {
        Some(_) => reader.definition(),
        None => reader.free_form(first),
    }
    let is_ambiguous = reader.is_ambiguous;
    reader.end_section();
    reader.mistakes.none()?;
    let sections: Vec<DocSection> = reader.sections.drain(..).collect();
    let mut late = require_text(&sections);
    if matches!(comment.close, Close::Bad) {
        late = Late::default();
    }
    let doc = Doc {
        symbol,
        sections,
        span: comment.opening,
        otherwise: None,
        members: OnceLock::new(),
    };
    Ok(Blocks {
        doc,
        late,
        is_ambiguous,
    })
}

/// Number of sections from which on they are looked up by hash.
const MANY: usize = 16;

/// Finds the sections with a tag and no text.
fn require_text(sections: &[DocSection]) -> Late {
    let empty = |s: &&DocSection| s.kind != DocKind::Plain && s.text.is_empty();
    let error = |section: &DocSection| {
        let message = format!("text required after '{}:'", tag(&section.kind));
        Diagnostic::error(codes::DOC_EMPTY_SECTION, section.span, message)
            .help("add text after it, or remove it")
    };
    Late(sections.iter().filter(empty).map(error).collect())
}

/// Returns a section's tag as it is written.
fn tag(kind: &DocKind) -> String {
    match kind {
        DocKind::Plain => String::new(),
        DocKind::Member(name) | DocKind::Feature(name) => format!("@{name}"),
        DocKind::Returns => "Returns".to_owned(),
        DocKind::Errors => "Errors".to_owned(),
        DocKind::Since => "Since".to_owned(),
        DocKind::Todo => "TODO".to_owned(),
        DocKind::Note(tag) | DocKind::Example(tag) => tag.clone(),
    }
}

/// Reads a comment line by line.
struct Reader<'c, L> {
    comment: &'c Comment<'c>,
    edition: Edition,
    style: Style,
    lines: L,
    /// True if the current line has text, and if the one before it has; the line with the
    /// definition's name counts as empty.
    has_text: bool,
    follows_text: bool,
    /// The current line.
    at: Span,
    /// The text of the current section.
    text: &'c mut String,
    sections: &'c mut Vec<DocSection>,
    /// Places of the first `indexed` of `sections`, once there are [`MANY`].
    index: HashMap<DocKind, Span>,
    indexed: usize,
    /// The first feature's description.
    first_feature: Option<Span>,
    is_ambiguous: bool,
    mistakes: Mistakes,
}

impl<'c, L: Iterator<Item = Line<'c>>> Reader<'c, L> {
    fn error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::syntax(code, self.at, message)
    }

    /// Returns the next line without blanks at its end; None after the last.
    fn line(&mut self) -> Option<&'c str> {
        let Some(line) = self.lines.next() else {
            self.mistakes.once(check_close(self.comment));
            return None;
        };
        self.at = line.span;
        let (text, mistake) = content(&line);
        self.mistakes.once(mistake);
        let text = trim_end(text);
        self.follows_text = self.has_text;
        self.has_text = !text.is_empty();
        self.mistakes.extend(self.style.check(text, line.span));
        Some(text)
    }

    /// Returns the next line with text.
    fn line_with_text(&mut self) -> Option<&'c str> {
        loop {
            match self.line() {
                Some("") => {}
                other => return other,
            }
        }
    }

    /// Reads the name on a definition's first line.
    fn symbol(&mut self, line: &str) -> String {
        self.has_text = false;
        let rest = line.strip_prefix('@').unwrap_or_default();
        let name = match rest.strip_suffix(':') {
            Some(name) => name,
            None if self.edition.allows(Rule::DocNameWithoutColon) && !rest.contains(' ') => rest,
            None => {
                let error = self.error(codes::DOC_COLON, "line should end with ':'");
                self.mistakes
                    .push(error.help("the first line is '# @NAME:' and nothing else"));
                return rest.to_owned();
            }
        };
        if name.is_empty() {
            let error = self.error(codes::DOC_NAME, "name required after '@'");
            self.mistakes
                .push(error.help("write the definition's name, as '# @NAME:'"));
        }
        name.to_owned()
    }

    fn append(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Begins a section.
    fn begin(&mut self, kind: DocKind, span: Span) {
        self.end_section();
        self.sections.push(DocSection {
            kind,
            text: String::new(),
            span,
        });
    }

    /// Gives the last section the text since its beginning, without empty lines around it.
    fn end_section(&mut self) {
        if let Some(last) = self.sections.last_mut() {
            last.text = self.text.trim_matches('\n').to_owned();
        }
        self.text.clear();
    }

    /// Begins a section without a tag, unless the current one is.
    fn plain(&mut self) {
        match self.sections.last_mut() {
            Some(last) if last.kind == DocKind::Plain => {
                if self.text.is_empty() {
                    last.span = self.at;
                }
                self.text.push('\n');
            }
            _ => self.begin(DocKind::Plain, self.at),
        }
    }

    fn free_form(&mut self, first: Option<&'c str>) {
        self.plain();
        let (mut line, mut is_first) = (first, true);
        while let Some(text) = line {
            if let Some((name, _)) = at_name_colon(text) {
                let message = format!("'@{name}:' not allowed in free-form documentation");
                let error = self.error(codes::DOC_FREE_FORM, message);
                self.mistakes.once(Some(error.help(FREE_FORM_HELP)));
            }
            if text.starts_with('=') && !is_first && self.edition.requires(Rule::DocHeadings) {
                let message = "'=' heading must come first in a comment block";
                let error = self.error(codes::DOC_HEADING, message);
                self.mistakes
                    .push(error.help("end the comment before it with '##' and begin another"));
            }
            self.append(text);
            line = self.line();
            is_first = false;
        }
    }

    fn definition(&mut self) {
        let mut no_more_members = false;
        let mut line = self.line_with_text();
        while let Some(text) = line {
            line = if text == "Features:" {
                self.is_ambiguous |= self.follows_text;
                no_more_members = true;
                self.features()
            } else if let Some((name, _)) = at_name_colon(text) {
                if no_more_members {
                    self.reject_order(name);
                }
                no_more_members = true;
                self.descriptions(Some(text), DocKind::Member)
            } else if let Some((tag, rest)) = self.tagged(text) {
                self.is_ambiguous |= tag != "Errors" && !begins_section(text);
                no_more_members = true;
                self.tagged_section(tag, rest)
            } else {
                if text.starts_with('=') && self.edition.requires(Rule::DocHeadings) {
                    let message = "unexpected '=' markup in definition documentation";
                    let error = self.error(codes::DOC_HEADING, message);
                    self.mistakes
                        .push(error.note("headings belong in free-form documentation"));
                }
                self.is_ambiguous |= begins_section(text);
                self.plain();
                self.append(text);
                self.paragraph()
            };
            if line == Some("") {
                line = self.line_with_text();
            }
        }
    }

    /// Rejects a member's description after a section.
    fn reject_order(&mut self, name: &str) {
        let message = format!("description of '@{name}:' follows a section");
        let mut error = self.error(codes::DOC_ORDER, message).help(ORDER_HELP);
        if let Some(before) = self.sections.last() {
            error = error.label(before.span, "the section before it");
        }
        self.mistakes.once(Some(error));
    }

    /// Reads the lines up to an empty one, which is returned.
    fn paragraph(&mut self) -> Option<&'c str> {
        loop {
            match self.line() {
                None | Some("") => return Some(""),
                Some(line) => {
                    self.is_ambiguous |= begins_section(line);
                    self.append(line);
                }
            }
        }
    }

    fn features(&mut self) -> Option<&'c str> {
        if let Some(first) = self.first_feature {
            let error = self.error(codes::DOC_FEATURES, "duplicated 'Features:' line");
            let error = error.label(first, "features are already listed here");
            self.mistakes.push(error);
        }
        let first = self.line_with_text();
        let line = self.descriptions(first, DocKind::Feature);
        if self.first_feature.is_none() {
            if first.is_none() {
                match self.comment.close {
                    Close::Marker(span) => self.at = span,
                    // The comment was never closed, which the parser reports.
                    _ => return None,
                }
            }
            let error = self.error(codes::DOC_FEATURES, "feature descriptions expected");
            self.mistakes
                .push(error.help("describe each feature, as '# @NAME: …'"));
        }
        line
    }

    /// Reads consecutive descriptions. Returns the line after them.
    fn descriptions(
        &mut self,
        first: Option<&'c str>,
        kind: impl Fn(String) -> DocKind,
    ) -> Option<&'c str> {
        let mut line = first;
        while let Some((name, text)) = line.and_then(at_name_colon) {
            self.is_ambiguous |= !line.is_some_and(begins_section);
            self.describe(name, kind(name.to_owned()));
            if !text.is_empty() {
                self.append(text);
            }
            line = self.indented();
        }
        line
    }

    fn describe(&mut self, name: &str, kind: DocKind) {
        if name.is_empty() {
            let error = Diagnostic::error(codes::DOC_NAME, self.at, "invalid parameter name");
            self.mistakes
                .push(error.help("write the name between '@' and ':'"));
        } else {
            self.claim(&kind, || format!("'{name}' parameter name duplicated"));
        }
        if matches!(kind, DocKind::Feature(_)) {
            self.first_feature.get_or_insert(self.at);
        }
        self.begin(kind, self.at);
    }

    /// Reports a second `kind` where one is allowed.
    fn claim(&mut self, kind: &DocKind, message: impl Fn() -> String) {
        let first = if self.sections.len() < MANY {
            let mut sections = self.sections.iter();
            sections.find(|s| s.kind == *kind).map(|s| s.span)
        } else {
            for section in self.sections.iter().skip(self.indexed) {
                let entry = self.index.entry(section.kind.clone());
                entry.or_insert(section.span);
            }
            self.indexed = self.sections.len();
            self.index.get(kind).copied()
        };
        if let Some(first) = first {
            let error = Diagnostic::error(codes::DOC_DUPLICATE, self.at, message());
            self.mistakes
                .push(error.label(first, "the first one is here"));
        }
    }

    fn tagged_section(&mut self, tag: &str, text: &str) -> Option<&'c str> {
        let kind = match tag {
            "Returns" => DocKind::Returns,
            "Errors" => DocKind::Errors,
            "Since" => DocKind::Since,
            "TODO" => DocKind::Todo,
            "Note" | "Notes" => DocKind::Note(tag.to_owned()),
            _ => DocKind::Example(tag.to_owned()),
        };
        match &kind {
            DocKind::Note(_) | DocKind::Example(_) => self.check_old_tag(tag),
            DocKind::Todo => {}
            _ => self.claim(&kind, || format!("duplicated '{tag}' section")),
        }
        self.begin(kind, self.at);
        if !text.is_empty() {
            self.append(text);
        }
        self.indented()
    }

    fn tagged(&self, text: &'c str) -> Option<(&'c str, &'c str)> {
        let (tag, rest) = tagged(text)?;
        let has_two_colons = text.get(tag.len()..).is_some_and(|t| t.starts_with("::"));
        let is_tag = !has_two_colons || self.edition.follows(Rule::DocTagOfTwoColons);
        is_tag.then_some((tag, rest))
    }

    fn check_old_tag(&mut self, tag: &str) {
        if self.edition.allows(Rule::DocNoteSections) {
            return;
        }
        let message = format!("the '{tag}' section is no longer supported");
        let instead = if tag.starts_with("Note") {
            ".. note::"
        } else {
            ".. qmp-example::"
        };
        let error = self.error(codes::DOC_OLD_SECTION, message);
        self.mistakes
            .push(error.help(format!("write '{instead}' instead")));
    }

    /// Reads the further lines of a description or section. Returns the line after them. The first
    /// with text sets the indentation; without indentation there are no further lines.
    fn indented(&mut self) -> Option<&'c str> {
        let mut line = self.line();
        while line == Some("") {
            self.append("");
            line = self.line();
        }
        let text = line?;
        let mut expected = indent(text);
        if expected == 0 {
            return line;
        }
        self.append_indented(text, expected);
        let first = self.at;
        let mut is_second = true;
        loop {
            let text = self.line()?;
            if at_name_colon(text).is_some() {
                return Some(text);
            }
            if !text.is_empty() && indent(text) < expected {
                // QEMU's compiler intends to look for an empty line before this one, but only
                // checks for the second line.
                if !is_second {
                    return Some(text);
                }
                let error = self.error(codes::DOC_INDENT, unexpected_indent(expected));
                let error = error.label(first, "the first line sets the indentation");
                self.mistakes.push(error);
                expected = indent(text);
            }
            self.append_indented(text, expected);
            is_second = false;
        }
    }

    fn append_indented(&mut self, text: &str, indent: usize) {
        match self.edition.follows(Rule::DocDedented) {
            true => self.append(without_first(text, indent)),
            false => self.append(text),
        }
    }
}

/// Splits `TAG: text` into tag and text.
fn tagged(line: &str) -> Option<(&str, &str)> {
    const TAGS: [&str; 8] = [
        "Returns", "Errors", "Since", "Note", "Notes", "Example", "Examples", "TODO",
    ];
    let (tag, text) = line.split_once(':')?;
    TAGS.contains(&tag)
        .then(|| (tag, text.trim_start_matches(' ')))
}
