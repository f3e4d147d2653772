//! Documented `Since` against what releases really had.
//!
//! Input: a schema with its documentation, and the [`History`] of releases up to it. Output: the
//! commands, events and arguments whose documented release is not the one in which they appeared,
//! as far as the releases at hand tell: what is first seen in 8.2 and not in 7.2 may have come in
//! 8.0.

use qapi_introspect::Step;
use qapi_introspect::diff::{History, Life};
use qapi_parser::ir::{DocId, DocKind, DocSection, Schema, TypeId, TypeKind};
use qapi_parser::source::Span;

/// A documented release that the history contradicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongSince {
    /// The command, event or argument.
    pub path: String,
    /// The release that its documentation names.
    pub documented: String,
    /// The last release at hand that did not have it; None if all have it.
    pub after: Option<String>,
    /// The first release at hand that has it.
    pub until: String,
    /// Whether it came later than documented: [`WrongSince::after`], which is no older than the
    /// documented release, lacks it. Otherwise [`WrongSince::until`] is older and has it.
    pub came_later: bool,
    /// Where it is documented: the section.
    pub span: Span,
}

type Version = Vec<u32>;

/// Compares a schema's documentation with the history of its releases, whose labels are release
/// numbers (`7.2`, `10.0.1`); where one is not, nothing is said. The last must be the schema's own.
pub fn check_since(schema: &Schema, history: &History) -> Vec<WrongSince> {
    let labels: Option<Vec<Version>> = history.versions.iter().map(|l| version(l)).collect();
    let Some(labels) = labels else {
        return Vec::new();
    };
    let mut check = Check {
        schema,
        history,
        labels,
        wrong: Vec::new(),
    };
    let commands = schema.commands().map(|(_, c)| (c.name(), c.doc(), c.arg()));
    let events = schema.events().map(|(_, e)| (e.name(), e.doc(), e.arg()));
    for (name, doc, arg) in commands.chain(events) {
        check.root(name, doc, arg);
    }
    check.wrong.sort_by(|a, b| a.path.cmp(&b.path));
    check.wrong
}

struct Check<'s> {
    schema: &'s Schema,
    history: &'s History,
    labels: Vec<Version>,
    wrong: Vec<WrongSince>,
}

impl Check<'_> {
    fn root(&mut self, name: &str, doc: Option<DocId>, arg: Option<TypeId>) {
        let Some(doc) = doc.map(|id| self.schema.doc(id)) else {
            return;
        };
        let find = |want: &DocKind| doc.sections().iter().find(|s| s.kind() == want);
        if let Some(section) = find(&DocKind::Since) {
            self.compare(name.to_owned(), section.text(), section);
        }
        // The arguments that this comment documents: those written inline.
        let Some(arg) = arg
            .map(|id| self.schema.ty(id))
            .filter(|ty| ty.is_implicit())
        else {
            return;
        };
        let TypeKind::Object(object) = arg.kind() else {
            return;
        };
        for member in object.local_members() {
            let section = find(&DocKind::Member(member.name().to_owned()));
            if let Some((section, since)) = section.and_then(|s| Some((s, tag(s.text())?))) {
                let path = format!("{name}/arg-type/{}", Step::Name(member.name()));
                self.compare(path, since, section);
            }
        }
    }

    fn compare(&mut self, path: String, documented: &str, section: &DocSection) {
        let Some(told) = version(documented.trim()) else {
            return;
        };
        // Sorted by path, then by version; what came back is documented as it came back.
        let lives = &self.history.lives;
        let end = lives.partition_point(|life| life.path <= path);
        let Some(life) = end
            .checked_sub(1)
            .map(|i| &lives[i])
            .filter(|l| l.path == path)
        else {
            return;
        };
        if !self.fits(life, &told) {
            let label = |i: usize| self.history.versions[i].clone();
            self.wrong.push(WrongSince {
                path,
                documented: told
                    .iter()
                    .map(u32::to_string)
                    .collect::<Vec<_>>()
                    .join("."),
                after: life.since.checked_sub(1).map(label),
                until: label(life.since),
                came_later: told <= self.labels[life.since],
                span: section.span(),
            });
        }
    }

    fn fits(&self, life: &Life, told: &Version) -> bool {
        let after = life.since.checked_sub(1).map(|i| &self.labels[i]);
        *told <= self.labels[life.since] && after.is_none_or(|after| told > after)
    }
}

/// The release in a `(since X)` of a description.
fn tag(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let at = lower.rfind("(since")? + "(since".len();
    text[at..]
        .trim_start_matches([':', ' ', '\n'])
        .split(')')
        .next()
}

/// The release number that a text begins with: at least `MAJOR.MINOR`. A third number says of
/// which release on the way it is (`2.9.1`); trailing zeros do not count.
fn version(text: &str) -> Option<Version> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let parts: Option<Version> = text[..end]
        .trim_end_matches('.')
        .split('.')
        .map(|part| part.parse().ok())
        .collect();
    let mut parts = parts.filter(|p| p.len() >= 2)?;
    while parts.len() > 2 && parts.last() == Some(&0) {
        parts.pop();
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(version("2.10"), Some(vec![2, 10]));
        assert_eq!(version("0.14.0"), Some(vec![0, 14]));
        assert_eq!(version("2.9.1 (partly)"), Some(vec![2, 9, 1]));
        assert_eq!(version("10"), None);
        assert_eq!(version("next"), None);
    }

    #[test]
    fn tags() {
        assert_eq!(tag("how far (since 2.10)"), Some("2.10"));
        assert_eq!(tag("(Since: 8.0) and more"), Some("8.0"));
        assert_eq!(tag("the time since boot"), None);
    }
}
