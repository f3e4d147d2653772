//! Documentation as releases until 8.2 read it: line by line.
//!
//! The meaning of a line depends on the section that it is in. A description or section with a tag
//! begins at its tag. A line without indentation after an empty line begins a section without a
//! tag. QEMU's compiler notices mistakes at the line after them.

mod tags;

use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};

use tags::{at_tag, first_word, is_at_name, section_kind, section_name};

use super::text::{at_name_colon, indent, trim, trim_end, without_first};
use super::{
    Close, Comment, FREE_FORM_HELP, Mistakes, ORDER_HELP, Read, check_close, content,
    unexpected_indent,
};
use crate::diag::{Code, Diagnostic, codes::syntax as codes};
use crate::edition::{Edition, Rule};
use crate::ir::{Doc, DocKind, DocSection};
use crate::lexer::is_blank;
use crate::source::Span;

/// The rule for the indentation of a section's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum IndentBy {
    /// As far as the text after the tag.
    Tag,
    /// As far as the first further line.
    FurtherLine,
    /// Any; only examples keep it.
    Nothing,
}

impl IndentBy {
    fn new(edition: Edition) -> IndentBy {
        if !edition.requires(Rule::DocIndentation) {
            IndentBy::Nothing
        } else if edition.allows(Rule::DocIndentByFurtherLine) {
            IndentBy::FurtherLine
        } else {
            IndentBy::Tag
        }
    }
}

/// Reads the documentation of `comment`; several if it is free-form with headings in the middle.
pub(super) fn parse(comment: &Comment<'_>, edition: Edition) -> Read<Vec<Doc>> {
    let indent_by = IndentBy::new(edition);
    let name_without_colon = edition.allows(Rule::DocNameWithoutColon);
    let reader = Reader::new(comment, indent_by, name_without_colon);
    let headings = edition.requires(Rule::DocHeadingPlace);
    let features = edition.allows(Rule::StructFeatures);
    let example_blanks = edition.is_strict() && edition.allows(Rule::DocExampleBlanks);
    let reader = Reader {
        headings,
        features,
        example_blanks,
        ..reader
    };
    reader.run()
}

/// Returns true if the line begins a section in a definition's documentation.
pub(super) fn begins_section(line: &str) -> bool {
    let word = first_word(line);
    is_at_name(word) || section_kind(word).is_some() || line == "Features:"
}

/// Reads the documentation of `comment`, if any release until 8.2 accepts it.
pub(super) fn parse_any(comment: &Comment<'_>) -> Option<Vec<Doc>> {
    [IndentBy::FurtherLine, IndentBy::Tag, IndentBy::Nothing]
        .into_iter()
        .find_map(|indent_by| Reader::new(comment, indent_by, true).run().ok())
}

/// Reads the documentation of `comment`, with all its mistakes.
pub(super) fn parse_leniently(comment: &Comment<'_>) -> Vec<Doc> {
    let mut reader = Reader::new(comment, IndentBy::Nothing, true);
    reader.is_lenient = true;
    reader.read();
    reader.end_doc();
    reader.docs
}

/// The kind of section that the current line is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Body,
    Members,
    Features,
    Sections,
}

/// A section being read.
struct Section {
    kind: DocKind,
    text: String,
    span: Span,
    /// Required indentation of its lines; None until the first line sets it.
    indent: Option<usize>,
}

impl Section {
    fn new(kind: DocKind, span: Span, indent: Option<usize>) -> Section {
        Section {
            kind,
            text: String::new(),
            span,
            indent,
        }
    }
}

struct Reader<'c> {
    comment: &'c Comment<'c>,
    indent_by: IndentBy,
    name_without_colon: bool,
    headings: bool,
    features: bool,
    /// Examples keep the blanks at the ends of their lines.
    example_blanks: bool,
    /// True for the documentation of old schemas.
    is_lenient: bool,
    docs: Vec<Doc>,
    state: State,
    symbol: Option<String>,
    /// The body first.
    sections: Vec<Section>,
    /// Places of the descriptions and sections that may stand once.
    first: HashMap<DocKind, Span>,
    /// The current line.
    at: Span,
    mistakes: Mistakes,
}

impl<'c> Reader<'c> {
    fn new(comment: &'c Comment<'c>, indent_by: IndentBy, name_without_colon: bool) -> Reader<'c> {
        Reader {
            comment,
            indent_by,
            name_without_colon,
            // Indentation and the place of headings are checked since the same release.
            features: true,
            is_lenient: false,
            headings: indent_by != IndentBy::Nothing,
            example_blanks: false,
            docs: Vec::new(),
            state: State::Body,
            symbol: None,
            sections: vec![Section::new(DocKind::Plain, comment.opening, Some(0))],
            first: HashMap::new(),
            at: comment.opening,
            mistakes: Mistakes::default(),
        }
    }

    fn run(mut self) -> Read<Vec<Doc>> {
        self.read();
        self.mistakes.once(check_close(self.comment));
        if let Close::Marker(span) = self.comment.close {
            self.at = span;
            self.end_doc();
        }
        // Otherwise the comment has no end, which is reported.
        self.mistakes.none()?;
        Ok(self.docs)
    }

    fn read(&mut self) {
        for line in self.comment.lines() {
            self.at = line.span;
            if self.headings && line.text.starts_with("# =") {
                self.heading();
            }
            let (text, mistake) = content(&line);
            self.mistakes.once(mistake);
            self.line(text);
        }
    }

    fn error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::syntax(code, self.at, message)
    }

    /// Ends the free-form documentation before a heading.
    fn heading(&mut self) {
        if self.symbol.is_some() {
            let message = "unexpected '=' markup in definition documentation";
            let error = self.error(codes::DOC_HEADING, message);
            self.mistakes
                .push(error.note("headings belong in free-form documentation"));
        } else if self.current().is_some_and(|body| !body.text.is_empty()) {
            self.end_doc();
        }
    }

    fn end_doc(&mut self) {
        self.end_section();
        let body = Section::new(DocKind::Plain, self.comment.opening, Some(0));
        let sections = std::mem::replace(&mut self.sections, vec![body]);
        let sections = sections
            .into_iter()
            .map(|s| DocSection {
                kind: s.kind,
                text: s.text,
                span: s.span,
            })
            .collect();
        let symbol = self.symbol.take();
        self.docs.push(Doc {
            symbol,
            sections,
            span: self.comment.opening,
            otherwise: None,
            members: OnceLock::new(),
        });
    }

    fn current(&self) -> Option<&Section> {
        self.sections.last()
    }

    fn line(&mut self, line: &str) {
        // An empty line means the same everywhere.
        if line.is_empty() {
            return self.append(line);
        }
        match self.state {
            State::Body => self.body_line(line),
            State::Members => self.member_line(line),
            State::Features => self.feature_line(line),
            State::Sections => self.section_line(line),
        }
    }

    fn body_line(&mut self, line: &str) {
        let is_first = self.symbol.is_none() && self.current().is_some_and(|b| b.text.is_empty());
        if is_first && line.starts_with('@') {
            self.symbol = Some(self.symbol_line(line));
            return;
        }
        if self.symbol.is_none() {
            return self.append(line);
        }
        if self.name_of(line).is_some() {
            self.state = State::Members;
            self.member_line(line);
        } else if line == "Features:" && self.features {
            self.state = State::Features;
        } else if self.kind_of(line).is_some() {
            self.state = State::Sections;
            self.section_line(line);
        } else {
            self.append(line);
        }
    }

    fn symbol_line(&mut self, line: &str) -> String {
        let rest = line.strip_prefix('@').unwrap_or_default();
        let name = match rest.strip_suffix(':') {
            Some(name) => name,
            None if self.name_without_colon && !rest.contains(is_blank) => rest,
            None if self.is_lenient => {
                let end = rest.find(|c: char| c == ':' || is_blank(c));
                rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
            }
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

    fn member_line(&mut self, line: &str) {
        if let Some(name) = self.name_of(line) {
            return self.describe(line, name, DocKind::Member);
        }
        if self.is_new_paragraph(line) && line == "Features:" && self.features {
            self.state = State::Features;
            return;
        }
        self.line_behind_descriptions(line);
    }

    fn feature_line(&mut self, line: &str) {
        if let Some(name) = self.name_of(line) {
            return self.describe(line, name, DocKind::Feature);
        }
        self.line_behind_descriptions(line);
    }

    /// Reads a line after a description that does not begin another.
    fn line_behind_descriptions(&mut self, line: &str) {
        if self.kind_of(line).is_some() {
            self.state = State::Sections;
            self.section_line(line);
        } else if self.is_new_paragraph(line) {
            self.begin(DocKind::Plain, Some(0));
            self.state = State::Sections;
            self.section_line(line);
        } else {
            self.append(line);
        }
    }

    /// Returns true if the line is not indented and follows an empty line.
    fn is_new_paragraph(&self, line: &str) -> bool {
        self.current().is_some_and(|s| s.text.ends_with("\n\n")) && !line.starts_with(is_blank)
    }

    fn section_line(&mut self, line: &str) {
        if let Some(name) = self.name_of(line) {
            let message = format!("'@{name}:' can't follow a section");
            let mut error = self.error(codes::DOC_ORDER, message).help(ORDER_HELP);
            if let Some(before) = self.current() {
                error = error.label(before.span, "the section before it");
            }
            return self.mistakes.once(Some(error));
        }
        let Some(kind) = self.kind_of(line) else {
            return self.append(line);
        };
        if matches!(kind, DocKind::Returns | DocKind::Since) {
            let tag = section_name(&kind).to_owned();
            self.claim(&kind, || format!("duplicated '{tag}' section"));
        }
        let (indent, text) = self.behind_tag(line);
        self.begin(kind, indent);
        self.append(&text);
    }

    /// Returns the name of the description that the line begins.
    fn name_of<'l>(&self, line: &'l str) -> Option<&'l str> {
        match self.indent_by {
            // Since 8.1 the name ends at the first colon.
            IndentBy::FurtherLine => at_name_colon(line).map(|(name, _)| name),
            _ => {
                let word = first_word(line).strip_prefix('@')?;
                word.strip_suffix(':')
            }
        }
    }

    /// Returns the kind of the section that the line begins.
    fn kind_of(&self, line: &str) -> Option<DocKind> {
        match self.indent_by {
            // Since 8.1 no blank has to follow the colon.
            IndentBy::FurtherLine => section_kind(line.get(..=line.find(':')?)?),
            _ => section_kind(first_word(line)),
        }
    }

    fn describe(&mut self, line: &str, name: &str, kind: impl Fn(String) -> DocKind) {
        let kind = kind(name.to_owned());
        if name.is_empty() {
            let error = self.error(codes::DOC_NAME, "invalid parameter name");
            self.mistakes
                .push(error.help("write the name between '@' and ':'"));
        } else {
            self.claim(&kind, || format!("'{name}' parameter name duplicated"));
        }
        let (indent, text) = self.behind_tag(line);
        self.begin(kind, indent);
        self.append(&text);
    }

    /// Notes the place of `kind`, which may stand once.
    fn claim(&mut self, kind: &DocKind, message: impl Fn() -> String) {
        if let Some(first) = self.first.get(kind) {
            let error = self.error(codes::DOC_DUPLICATE, message());
            self.mistakes
                .push(error.label(*first, "the first one is here"));
        } else {
            self.first.insert(kind.clone(), self.at);
        }
    }

    /// Returns the required indentation of a section's lines, and its first line with blanks in
    /// place of the tag.
    fn behind_tag(&self, line: &str) -> (Option<usize>, String) {
        if self.indent_by == IndentBy::FurtherLine {
            let text = line.split_once(':').map_or("", |(_, text)| text);
            return (None, text.trim_start_matches(' ').to_owned());
        }
        let word_end = line.find(is_blank).unwrap_or(line.len());
        let word = line.get(..word_end).unwrap_or_default();
        let tag_end = word.rfind(':').map_or(word_end, |colon| colon + 1);
        let behind = line.get(tag_end..).unwrap_or_default();
        let text = behind.trim_start_matches(is_blank);
        match self.indent_by {
            IndentBy::Tag | IndentBy::FurtherLine => {}
            IndentBy::Nothing => {
                // `append` trims it, unless it begins an example.
                let text = line.get(first_word(line).len()..).unwrap_or_default();
                return (Some(0), text.strip_prefix(' ').unwrap_or(text).to_owned());
            }
        }
        if text.is_empty() {
            return (Some(0), String::new());
        }
        let columns = line.chars().count() - text.chars().count();
        (Some(columns), " ".repeat(columns) + text)
    }

    fn begin(&mut self, kind: DocKind, indent: Option<usize>) {
        self.end_section();
        self.sections.push(Section::new(kind, self.at, indent));
    }

    /// Trims the current section. Only the body may be empty.
    fn end_section(&mut self) {
        let is_body = self.sections.len() == 1;
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        section.text = match self.indent_by {
            IndentBy::FurtherLine => section.text.trim_matches('\n').to_owned(),
            _ => trim(&section.text).to_owned(),
        };
        let is_reported = self.mistakes.0.iter().any(|m| m.primary == section.span);
        if is_body || is_reported || !section.text.is_empty() {
            return;
        }
        let message = format!("empty doc section '{}'", section_name(&section.kind));
        let (span, error) = (section.span, self.error(codes::DOC_EMPTY_SECTION, message));
        self.mistakes
            .push(error.label(span, "the section begins here"));
    }

    fn append(&mut self, line: &str) {
        let is_example = matches!(self.current(), Some(s) if matches!(s.kind, DocKind::Example(_)));
        let line = match self.indent_by {
            IndentBy::Nothing if !is_example => trim(line),
            _ => line,
        };
        if let Some(tag) = at_tag(line) {
            let message = format!("'{tag}' not allowed in free-form documentation");
            let error = self.error(codes::DOC_FREE_FORM, message);
            return self.mistakes.once(Some(error.help(FREE_FORM_HELP)));
        }
        let at = self.at;
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        let depth = indent(line);
        let mut expected = match section.indent {
            Some(expected) => expected,
            None if line.is_empty() || section.text.is_empty() => 0,
            None => *section.indent.insert(depth),
        };
        if !line.is_empty() && depth < expected {
            let message = unexpected_indent(expected);
            let error = Diagnostic::syntax(codes::DOC_INDENT, at, message);
            let error = error.label(section.span, "in the section that starts here");
            self.mistakes.push(error);
            section.indent = Some(0);
            expected = 0;
        }
        let text = without_first(line, expected);
        let keeps = is_example && self.example_blanks;
        section
            .text
            .push_str(if keeps { text } else { trim_end(text) });
        section.text.push('\n');
    }
}
