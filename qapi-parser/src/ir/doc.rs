//! Documentation comments and their sections.

use std::sync::OnceLock;

use crate::source::Span;

/// A documentation comment.
///
/// Its sections stand in the order of the text; the body comes first and may be empty.
#[derive(Debug, Clone)]
pub struct Doc {
    pub(crate) symbol: Option<String>,
    pub(crate) sections: Vec<DocSection>,
    pub(crate) span: Span,
    /// The sections that other releases find in the same comment. None if all agree, or after the
    /// definition decided.
    pub(crate) otherwise: Option<Box<[DocSection]>>,
    /// The positions of the members' descriptions by name, once one of many was looked up. The sections
    /// do not change any more then.
    pub(crate) members: OnceLock<Vec<u32>>,
}

/// Number of sections from which on members are looked up by an index.
const MANY: usize = 16;

impl Doc {
    /// Returns the name of the documented definition; None for free-form documentation.
    pub fn symbol(&self) -> Option<&str> {
        self.symbol.as_deref()
    }

    /// Returns all sections in the order of the text.
    pub fn sections(&self) -> &[DocSection] {
        &self.sections
    }

    /// Returns the place of its first line.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the description of the member, argument, branch or enum value `name`.
    pub fn member(&self, name: &str) -> Option<&str> {
        if self.sections.len() < MANY {
            return self.find(|k| matches!(k, DocKind::Member(n) if n == name));
        }
        let named = |at: &u32| self.member_name(*at as usize);
        let members = self.members.get_or_init(|| {
            let mut all: Vec<u32> = (0..self.sections.len() as u32).collect();
            all.retain(|at| named(at).is_some());
            // Of equal names, the first stays the first.
            all.sort_by_key(named);
            all
        });
        let at = members.partition_point(|at| named(at) < Some(name));
        let at = *members.get(at).filter(|at| named(at) == Some(name))?;
        Some(&self.sections.get(at as usize)?.text)
    }

    /// Returns the name of the member that the section at `at` describes.
    fn member_name(&self, at: usize) -> Option<&str> {
        match &self.sections.get(at)?.kind {
            DocKind::Member(name) => Some(name),
            _ => None,
        }
    }

    /// Returns the description of the feature `name`.
    pub fn feature(&self, name: &str) -> Option<&str> {
        self.find(|k| matches!(k, DocKind::Feature(n) if n == name))
    }

    /// Returns the text of the first `Since:` section (`2.10`, perhaps with words around it).
    pub fn since(&self) -> Option<&str> {
        self.find(|k| matches!(k, DocKind::Since))
    }

    fn find(&self, want: impl Fn(&DocKind) -> bool) -> Option<&str> {
        self.sections
            .iter()
            .find(|s| want(&s.kind))
            .map(|s| s.text.as_str())
    }
}

/// A section of a documentation comment.
#[derive(Debug, Clone)]
pub struct DocSection {
    pub(crate) kind: DocKind,
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl DocSection {
    /// Returns the kind of section.
    pub fn kind(&self) -> &DocKind {
        &self.kind
    }

    /// Returns its text (reStructuredText), without the tag, outer indentation and surrounding
    /// blank lines. Newlines separate its lines.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line of its tag.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// The kinds of sections.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DocKind {
    /// Text without a tag: the body, and paragraphs after other sections.
    Plain,
    /// `@name:` of a member, argument, branch or enum value.
    Member(String),
    /// `@name:` below `Features:`.
    Feature(String),
    /// `Returns:`
    Returns,
    /// `Errors:`
    Errors,
    /// `Since:`
    Since,
    /// `TODO:`
    Todo,
    /// `Note:` or `Notes:` (until 9.0), with the tag as written.
    Note(String),
    /// `Example:` or `Examples:` (until 9.0), with the tag as written.
    Example(String),
}
