//! Documentation as releases since 9.0 read it: block by block.
//!
//! A definition's comment is a sequence of blocks: paragraphs, descriptions (`@name:`),
//! `Features:` with descriptions, and sections with a tag. Descriptions and sections go on as long
//! as lines are indented as far as the first further line is.

use foldhash::{HashMap, HashMapExt};

use super::by_lines::begins_section;
use super::text::{at_name_colon, indent, trim_end, trim_lines};
use super::{
    Close, Comment, FREE_FORM_HELP, Late, Mistakes, ORDER_HELP, Read, check_close, content,
    style::Style, unexpected_indent,
};
use crate::diag::{Code, Diagnostic, codes::syntax as codes};
use crate::edition::{Edition, Rule};
use crate::ir::{Doc, DocKind, DocSection};
use crate::source::Span;

/// What was read.
pub(super) struct Blocks {
    pub(super) doc: Doc,
    pub(super) late: Late,
    /// Whether, read line by line, other lines begin sections.
    pub(super) is_ambiguous: bool,
}

/// The documentation of `comment`, or its mistakes.
pub(super) fn parse(comment: &Comment<'_>, edition: Edition) -> Read<Blocks> {
    let mut reader = Reader {
        comment,
        edition,
        style: Style::new(edition),
        next: 0,
        at: comment.opening,
        sections: vec![section(DocKind::Plain, comment.opening)],
        first: HashMap::new(),
        is_ambiguous: false,
        mistakes: Mistakes::default(),
    };
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
    reader.mistakes.none()?;
    let (sections, mut late) = finish(reader.sections);
    if matches!(comment.close, Close::Bad) {
        late = Late::default();
    }
    let doc = Doc {
        symbol,
        sections,
        span: comment.opening,
        otherwise: None,
    };
    Ok(Blocks {
        doc,
        late,
        is_ambiguous,
    })
}

fn section(kind: DocKind, span: Span) -> DocSection {
    DocSection {
        kind,
        text: String::new(),
        span,
    }
}

/// Trims the sections; those with a tag must not be empty.
fn finish(mut sections: Vec<DocSection>) -> (Vec<DocSection>, Late) {
    let mut late = Vec::new();
    for section in &mut sections {
        trim_lines(&mut section.text);
        if section.kind != DocKind::Plain && section.text.is_empty() {
            let message = format!("text required after '{}:'", tag(&section.kind));
            let error = Diagnostic::error(codes::DOC_EMPTY_SECTION, section.span, message);
            late.push(error.help("say something behind it, or leave it out"));
        }
    }
    (sections, Late(late))
}

/// How a section's tag is written.
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
struct Reader<'c> {
    comment: &'c Comment<'c>,
    edition: Edition,
    style: Style,
    next: usize,
    /// The line at hand.
    at: Span,
    sections: Vec<DocSection>,
    /// Where each description and section that may stand once stands.
    first: HashMap<DocKind, Span>,
    is_ambiguous: bool,
    mistakes: Mistakes,
}

impl<'c> Reader<'c> {
    fn error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::syntax(code, self.at, message)
    }

    /// The next line, without blanks at its end; None behind the last.
    fn line(&mut self) -> Option<&'c str> {
        let Some(line) = self.comment.lines.get(self.next) else {
            self.mistakes.once(check_close(self.comment));
            return None;
        };
        self.next += 1;
        self.at = line.span;
        let (text, mistake) = content(line);
        self.mistakes.once(mistake);
        let text = trim_end(text);
        self.mistakes.extend(self.style.check(text, line.span));
        Some(text)
    }

    /// The next line that is not empty.
    fn line_with_text(&mut self) -> Option<&'c str> {
        loop {
            match self.line() {
                Some("") => {}
                other => return other,
            }
        }
    }

    /// The name on a definition's first line.
    fn symbol(&mut self, line: &str) -> String {
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
                .push(error.help("name what the comment documents, as '# @NAME:'"));
        }
        name.to_owned()
    }

    fn append(&mut self, line: &str) {
        if let Some(last) = self.sections.last_mut() {
            last.text.reserve(line.len() + 1);
            last.text.push_str(line);
            last.text.push('\n');
        }
    }

    /// Makes the last section one without a tag.
    fn plain(&mut self) {
        match self.sections.last_mut() {
            Some(last) if last.kind == DocKind::Plain => {
                if last.text.is_empty() {
                    last.span = self.at;
                }
                last.text.push('\n');
            }
            _ => self.sections.push(section(DocKind::Plain, self.at)),
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
                self.is_ambiguous |= self.follows_text();
                no_more_members = true;
                self.features()
            } else if let Some((name, _)) = at_name_colon(text) {
                if no_more_members {
                    self.reject_order(name);
                }
                no_more_members = true;
                self.descriptions(Some(text), DocKind::Member)
            } else if let Some((tag, rest)) = tagged(text) {
                self.is_ambiguous |= tag != "Errors" && !begins_section(text);
                no_more_members = true;
                self.tagged_section(tag, rest)
            } else {
                if text.starts_with('=') && self.edition.requires(Rule::DocHeadings) {
                    let message = "unexpected '=' markup in definition documentation";
                    let error = self.error(codes::DOC_HEADING, message);
                    self.mistakes
                        .push(error.note("headings stand in free-form documentation"));
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

    /// Descriptions of members come before sections.
    fn reject_order(&mut self, name: &str) {
        let message = format!("description of '@{name}:' follows a section");
        let mut error = self.error(codes::DOC_ORDER, message).help(ORDER_HELP);
        if let Some(before) = self.sections.last() {
            error = error.label(before.span, "the section before it");
        }
        self.mistakes.once(Some(error));
    }

    /// Whether the line before the one at hand has text, and is not the definition's name.
    fn follows_text(&self) -> bool {
        let before = self.next.checked_sub(2).filter(|&index| index > 0);
        let line = before.and_then(|index| self.comment.lines.get(index));
        line.is_some_and(|line| trim_end(line.text) != "#")
    }

    /// The lines up to an empty one, which is returned.
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
        let is_feature = |s: &&DocSection| matches!(s.kind, DocKind::Feature(_));
        if let Some(first) = self.sections.iter().find(is_feature) {
            let error = self.error(codes::DOC_FEATURES, "duplicated 'Features:' line");
            let error = error.label(first.span, "there are features already");
            self.mistakes.push(error);
        }
        let first = self.line_with_text();
        let line = self.descriptions(first, DocKind::Feature);
        if !self.sections.iter().any(|s| is_feature(&s)) {
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

    /// Descriptions, one after the other, and the line behind them.
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
                .push(error.help("a name stands between '@' and ':'"));
        } else {
            self.claim(&kind, || format!("'{name}' parameter name duplicated"));
        }
        self.sections.push(section(kind, self.at));
    }

    /// Notes that `kind`, which may stand once, stands here.
    fn claim(&mut self, kind: &DocKind, message: impl Fn() -> String) {
        if let Some(first) = self.first.get(kind) {
            let error = Diagnostic::error(codes::DOC_DUPLICATE, self.at, message());
            self.mistakes
                .push(error.label(*first, "the first one is here"));
        } else {
            self.first.insert(kind.clone(), self.at);
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
        self.sections.push(section(kind, self.at));
        if !text.is_empty() {
            self.append(text);
        }
        self.indented()
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

    /// The further lines of a description or section, and the line behind them. The first that is
    /// not empty sets the indentation; none is a further line if it is not indented.
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
        self.append(text);
        let first = self.at;
        let mut is_second = true;
        loop {
            let text = self.line()?;
            if at_name_colon(text).is_some() {
                return Some(text);
            }
            if !text.is_empty() && indent(text) < expected {
                // QEMU's compiler means to look for an empty line before this one, but only ever
                // looks whether this is the second one.
                if !is_second {
                    return Some(text);
                }
                let error = self.error(codes::DOC_INDENT, unexpected_indent(expected));
                let error = error.label(first, "the first line sets the indentation");
                self.mistakes.push(error);
                expected = indent(text);
            }
            self.append(text);
            is_second = false;
        }
    }
}

/// Splits `TAG: text` into tag and text. Two colons are reStructuredText's, not a tag's.
fn tagged(line: &str) -> Option<(&str, &str)> {
    const TAGS: [&str; 8] = [
        "Returns", "Errors", "Since", "Note", "Notes", "Example", "Examples", "TODO",
    ];
    let (tag, text) = line.split_once(':')?;
    let is_tag = TAGS.contains(&tag) && !text.starts_with(':');
    is_tag.then(|| (tag, text.trim_start_matches(' ')))
}
