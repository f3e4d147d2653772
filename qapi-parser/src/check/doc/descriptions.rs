//! Which descriptions found the member or feature that they describe.

use foldhash::HashMap;

use super::report_in;
use crate::check::context::{At, Cx};
use crate::diag::codes::check as codes;
use crate::diag::{Diagnostic, nearest};
use crate::edition::Rule;
use crate::ir::{Doc, DocKind, DocSection, Feature};
use crate::lower::{Entities, Entity, Kind, Object};
use crate::source::Span;

/// The state of all documentation comments.
pub(in crate::check) struct Descriptions {
    docs: Vec<State>,
}

/// The state of one comment.
#[derive(Default)]
struct State {
    /// Sections that describe what does not exist, as indices.
    leftovers: Vec<usize>,
    /// Members without a description.
    undescribed: Vec<String>,
    /// Whether to add an empty "Returns" section.
    returns: bool,
}

/// What a description is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Subject<'n> {
    Member(&'n str),
    Feature(&'n str),
}

impl Subject<'_> {
    fn of(section: &DocSection) -> Option<Subject<'_>> {
        match section.kind() {
            DocKind::Member(name) => Some(Subject::Member(name)),
            DocKind::Feature(name) => Some(Subject::Feature(name)),
            _ => None,
        }
    }
}

impl Descriptions {
    pub(in crate::check) fn new(docs: &[Doc]) -> Descriptions {
        Descriptions {
            docs: docs.iter().map(|_| State::default()).collect(),
        }
    }

    /// Connects the members and features of a definition to their descriptions.
    pub(in crate::check) fn connect(
        &mut self,
        cx: &mut Cx<'_>,
        entities: &Entities<'_>,
        entity: &Entity<'_>,
        docs: &[Doc],
    ) {
        let Some(id) = entity.doc else { return };
        let (Some(doc), Some(state)) = (docs.get(id.index()), self.docs.get_mut(id.index())) else {
            return;
        };
        let sections = doc.sections().iter().enumerate();
        let found = sections
            .filter_map(|(index, s)| Some((Subject::of(s)?, (index, false))))
            .collect();
        let mut connector = Connector {
            cx,
            at: At {
                anchor: entity.anchor,
            },
            found,
            members: Vec::new(),
        };
        connector.features(&entity.features);
        connector.parts(entities, entity);
        let Connector { found, members, .. } = connector;
        state.undescribed = members.iter().map(|(name, _)| (*name).to_owned()).collect();
        state.leftovers = found
            .into_values()
            .filter(|(_, connected)| !connected)
            .map(|(index, _)| index)
            .collect();
        state.leftovers.sort_unstable();
        report_undescribed(cx, entity, &members, doc, state);
        state.returns = cx.edition.follows(Rule::DocImpliedReturns)
            && matches!(
                entity.kind,
                Kind::Command {
                    returns: Some(_),
                    ..
                }
            );
        if cx.edition.follows(Rule::DocsCheckedInTurn) {
            report_leftovers(cx, doc, state);
            state.leftovers.clear();
        }
    }

    /// Reports the descriptions of what does not exist.
    pub(in crate::check) fn check_leftovers(&self, cx: &mut Cx<'_>, docs: &[Doc]) {
        for (doc, state) in docs.iter().zip(&self.docs) {
            report_leftovers(cx, doc, state);
        }
    }

    /// Adds empty sections for what is not described, as QEMU's compiler has them.
    pub(in crate::check) fn complete(self, docs: &mut [Doc]) {
        for (doc, state) in docs.iter_mut().zip(self.docs) {
            let span = doc.span;
            let stub = |kind| DocSection {
                kind,
                text: String::new(),
                span,
            };
            let after_members = 1 + doc
                .sections
                .iter()
                .skip(1)
                .take_while(|s| matches!(s.kind, DocKind::Member(_)))
                .count();
            let at = after_members.min(doc.sections.len());
            let stubs = state
                .undescribed
                .into_iter()
                .map(|name| stub(DocKind::Member(name)));
            doc.sections.splice(at..at, stubs);
            if state.returns && !doc.sections.iter().any(|s| s.kind == DocKind::Returns) {
                let at = place_of_returns(&doc.sections);
                doc.sections.insert(at, stub(DocKind::Returns));
            }
        }
    }
}

/// After the members, else before errors, else before features, else after the introduction.
fn place_of_returns(sections: &[DocSection]) -> usize {
    let last = |want: fn(&DocKind) -> bool| sections.iter().rposition(|s| want(&s.kind));
    last(|k| matches!(k, DocKind::Member(_)))
        .map(|index| index + 1)
        .or_else(|| last(|k| *k == DocKind::Errors))
        .or_else(|| last(|k| matches!(k, DocKind::Feature(_))))
        .unwrap_or(1)
        .min(sections.len())
}

/// Reports members without a description. A description with a similar name is part of the same
/// mistake, and no longer left over.
fn report_undescribed(
    cx: &mut Cx<'_>,
    entity: &Entity<'_>,
    members: &[(&str, Span)],
    doc: &Doc,
    state: &mut State,
) {
    let excepted = cx.documentation_exceptions.contains(&entity.name);
    // Without an edition it is left to the lints: most releases' schemas have thousands.
    let (false, true, [(name, span), rest @ ..]) = (excepted, cx.edition.is_strict(), members)
    else {
        return;
    };
    let mut misnamed = Vec::new();
    if !cx.edition.allows(Rule::UndocumentedMembers) {
        state.leftovers.retain(|&index| {
            let section = doc.sections().get(index);
            let near = section.and_then(|s| match s.kind() {
                DocKind::Member(name) if cx.may_search() => {
                    nearest(name, members.iter().map(|(name, _)| *name))
                }
                _ => None,
            });
            misnamed.extend(near.and(section).map(DocSection::span));
            near.is_none()
        });
    }
    cx.unless(Rule::UndocumentedMembers, || {
        let role = match entity.kind {
            Kind::Enum { .. } => "value",
            Kind::Alternate(_) => "branch",
            _ => "member",
        };
        let diagnostic = Diagnostic::error(
            codes::UNDOCUMENTED,
            *span,
            format!("{role} '{name}' lacks documentation"),
        );
        let diagnostic = rest
            .iter()
            .take(8)
            .fold(diagnostic, |d, (_, s)| d.label(*s, "nor has this one any"));
        let diagnostic = misnamed.iter().take(8).fold(diagnostic, |d, s| {
            d.label(*s, "this describes what does not exist")
        });
        diagnostic.reported_at(entity.anchor)
    });
}

fn report_leftovers(cx: &mut Cx<'_>, doc: &Doc, state: &State) {
    let sections = || {
        state
            .leftovers
            .iter()
            .filter_map(|&i| doc.sections().get(i))
    };
    // Members first, then features, each kind one mistake.
    for member in [true, false] {
        let mut of_kind = sections().filter(|s| matches!(s.kind(), DocKind::Member(_)) == member);
        let Some(first) = of_kind.next() else {
            continue;
        };
        let (DocKind::Member(name) | DocKind::Feature(name)) = first.kind() else {
            continue;
        };
        let what = if member { "member" } else { "feature" };
        let message = format!("documented {what} '{name}' does not exist");
        let mut diagnostic = Diagnostic::error(codes::DOCUMENTED_NOTHING, first.span(), message);
        for more in of_kind.take(8) {
            diagnostic = diagnostic.label(more.span(), "nor does this one exist");
        }
        let near: Vec<&str> = state.undescribed.iter().map(String::as_str).collect();
        if member {
            diagnostic = diagnostic.suggest(name, near.into_iter().take(100));
        }
        let diagnostic = report_in(cx.edition, doc, diagnostic);
        // Older releases take such a line for text.
        if name.contains(char::is_whitespace) {
            cx.discourage(None, || diagnostic);
        } else {
            cx.report(diagnostic);
        }
    }
}

struct Connector<'c, 's, 'n> {
    cx: &'c mut Cx<'s>,
    at: At,
    /// The sections with descriptions, and whether their subject has been found. It may be found
    /// more than once: one description of a feature does for all parts that have it.
    found: HashMap<Subject<'n>, (usize, bool)>,
    /// Members without a description.
    members: Vec<(&'n str, Span)>,
}

impl<'n> Connector<'_, '_, 'n> {
    fn parts(&mut self, entities: &'n Entities<'_>, entity: &'n Entity<'_>) {
        let implicit = |ty: &Option<crate::lower::Ref<'_>>| {
            let id = ty.as_ref().and_then(|t| t.target)?;
            entities
                .object(id)
                .filter(|_| entities.get(id).is_implicit_object())
        };
        match &entity.kind {
            Kind::Enum { values, .. } => {
                for value in values {
                    self.member(&value.name, value.span);
                    self.features(&value.features);
                }
            }
            Kind::Object(object) => {
                if let Some(base) = implicit(&object.base) {
                    self.members(base);
                }
                self.members(object);
            }
            Kind::Alternate(alternatives) => {
                alternatives
                    .iter()
                    .for_each(|a| self.member(a.name, Some(a.span)));
            }
            Kind::Command { data, .. } | Kind::Event { data, .. } => {
                if let Some(data) = implicit(data) {
                    self.members(data);
                }
            }
            Kind::Include(_) | Kind::Builtin(_) | Kind::Array(_) => {}
        }
    }

    fn members(&mut self, object: &'n Object<'_>) {
        for member in &object.members {
            self.member(member.name, Some(member.span));
            self.features(&member.features);
        }
    }

    fn connect(&mut self, subject: Subject<'n>) -> bool {
        let found = self.found.get_mut(&subject);
        found.map(|(_, connected)| *connected = true).is_some()
    }

    fn member(&mut self, name: &'n str, span: Option<Span>) {
        if !self.connect(Subject::Member(name)) {
            self.members.push((name, span.unwrap_or(self.at.anchor)));
        }
    }

    fn features(&mut self, features: &'n [Feature]) {
        for feature in features {
            if !self.connect(Subject::Feature(&feature.name)) {
                let culprit = feature.span.unwrap_or(self.at.anchor);
                let message = format!("feature '{}' lacks documentation", feature.name);
                self.cx
                    .report(self.at.error(codes::UNDOCUMENTED, culprit, message));
            }
        }
    }
}
