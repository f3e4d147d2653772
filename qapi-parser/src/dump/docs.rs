//! The documentation, comment by comment: body, members, features, other sections.

use crate::edition::{Edition, Rule};
use crate::ir::{Doc, DocKind, DocSection};

/// Writes all comments.
pub(super) fn dump(out: &mut String, docs: &[Doc], edition: Edition) {
    let kinds = Kinds {
        empty: edition.follows(Rule::DumpOfEmptySectionNames),
        nameless: edition.follows(Rule::DumpOfNamelessSections),
    };
    for doc in docs {
        match doc.symbol() {
            Some(symbol) => line(out, &format!("doc symbol={symbol}")),
            None => line(out, "doc freeform"),
        }
        // The first section is the body, whatever its text.
        let (body, rest) = match doc.sections() {
            [body, rest @ ..] => (body.text(), rest),
            [] => ("", &[][..]),
        };
        line(out, "    body=");
        line(out, body);
        let order: [fn(&DocSection) -> bool; 3] = [is_member, is_feature, is_other];
        for wanted in order {
            let skips_features = !edition.allows(Rule::DumpOfDocFeatures);
            let sections = rest.iter().filter(|s| wanted(s));
            for section in sections.filter(|s| !(skips_features && is_feature(s))) {
                line(out, &format!("    {}", kinds.head(section.kind())));
                line(out, section.text());
            }
        }
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn is_member(section: &DocSection) -> bool {
    matches!(section.kind(), DocKind::Member(_))
}

fn is_feature(section: &DocSection) -> bool {
    matches!(section.kind(), DocKind::Feature(_))
}

fn is_other(section: &DocSection) -> bool {
    !is_member(section) && !is_feature(section)
}

/// The names of sections.
struct Kinds {
    /// Until 2.11 sections without a tag have an empty name.
    empty: bool,
    /// Until 9.2 sections have the names of their tags, or none.
    nameless: bool,
}

impl Kinds {
    fn head(&self, kind: &DocKind) -> String {
        let name = match kind {
            DocKind::Member(name) => return format!("arg={name}"),
            DocKind::Feature(name) => return format!("feature={name}"),
            DocKind::Plain if self.empty => "",
            DocKind::Plain if self.nameless => "None",
            DocKind::Plain => "Plain",
            DocKind::Returns => "Returns",
            DocKind::Errors => "Errors",
            DocKind::Since => "Since",
            DocKind::Todo if self.nameless => "TODO",
            DocKind::Todo => "Todo",
            DocKind::Note(tag) | DocKind::Example(tag) => tag,
        };
        format!("section={name}")
    }
}
