//! The descriptions of documentation, connected to the members and features that they describe.

use foldhash::HashMap;

use super::report_in;
use crate::context::Cx;
use crate::diag::codes::check as codes;
use crate::diag::{Diagnostic, nearest};
use crate::edition::Rule;
use crate::entity::{Entities, Entity, Kind, Object};
use crate::ir::{Doc, DocKind, DocSection, Feature};
use crate::source::Span;

/// All documentation comments, and their state.
pub(crate) struct Descriptions {
    docs: Vec<Doc>,
    states: Vec<State>,
}

/// The state of one comment.
#[derive(Default)]
struct State {
    /// Indices of the sections that describe nothing in the definition.
    leftovers: Vec<usize>,
    /// Members without a description.
    undescribed: Vec<String>,
    /// True if an empty "Returns" section has to be added.
    returns: bool,
    /// The name of the definition.
    definition: Option<Span>,
    /// True for a definition with `boxed`, whose argument documentation may name until 4.1.
    is_boxed: bool,
}

/// The subject of a description.
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
    pub(crate) fn new(docs: Vec<Doc>) -> Descriptions {
        Descriptions {
            states: docs.iter().map(|_| State::default()).collect(),
            docs,
        }
    }

    /// Connects the members and features of a definition to their descriptions.
    pub(crate) fn connect(
        &mut self,
        cx: &mut Cx<'_>,
        entities: &Entities<'_>,
        entity: &Entity<'_>,
    ) {
        let Some(id) = entity.doc else { return };
        let docs = self.docs.get_mut(id.index());
        let (Some(doc), Some(state)) = (docs, self.states.get_mut(id.index())) else {
            return;
        };
        choose_reading(cx, entities, entity, doc);
        let Connected {
            undescribed,
            mut features,
            mut leftovers,
        } = Connected::new(entities, entity, &doc.sections);
        if cx.edition.follows(Rule::DocUncheckedDescriptions) {
            features.clear();
            let is_checked = are_descriptions_checked(entities, entity);
            leftovers.retain(|&index| is_checked && is_member(&doc.sections, index));
        }
        for feature in features {
            let culprit = feature.span.unwrap_or(entity.anchor);
            let message = format!("feature '{}' lacks documentation", feature.name);
            let error = Diagnostic::error(codes::UNDOCUMENTED, culprit, message);
            let help = format!("describe it below 'Features:', as '# @{}: …'", feature.name);
            cx.report(error.help(help).reported_at(entity.anchor));
        }
        state.definition = entity.name_span;
        state.is_boxed = match &entity.kind {
            Kind::Command { flags, .. } => flags.boxed,
            Kind::Event { boxed, .. } => *boxed,
            _ => false,
        };
        state.leftovers = leftovers;
        state.undescribed = undescribed
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect();
        report_undescribed(cx, entity, &undescribed, doc, state);
        state.returns = cx.edition.follows(Rule::DocImpliedReturns) && returns_something(entity);
        if cx.edition.follows(Rule::DocsCheckedInTurn) {
            report_leftovers(cx, doc, state);
            state.leftovers.clear();
        }
    }

    /// Reports the descriptions of nothing.
    pub(crate) fn check_leftovers(&self, cx: &mut Cx<'_>) {
        for (doc, state) in self.docs.iter().zip(&self.states) {
            report_leftovers(cx, doc, state);
        }
    }

    /// Returns the documentation with empty sections for undescribed members, as QEMU's compiler
    /// has them.
    pub(crate) fn complete(mut self) -> Vec<Doc> {
        for (doc, state) in self.docs.iter_mut().zip(self.states) {
            doc.otherwise = None;
            add_stubs(doc, state);
        }
        self.docs
    }
}

fn add_stubs(doc: &mut Doc, state: State) {
    let span = doc.span;
    let stub = |kind| DocSection {
        kind,
        text: String::new(),
        span,
    };
    let members = doc.sections.iter().skip(1);
    let members = members.take_while(|s| matches!(s.kind, DocKind::Member(_)));
    let at = (1 + members.count()).min(doc.sections.len());
    let stubs = state.undescribed.into_iter();
    doc.sections
        .splice(at..at, stubs.map(|name| stub(DocKind::Member(name))));
    if state.returns && !doc.sections.iter().any(|s| s.kind == DocKind::Returns) {
        let at = place_of_returns(&doc.sections);
        doc.sections.insert(at, stub(DocKind::Returns));
    }
}

fn is_member(sections: &[DocSection], index: usize) -> bool {
    let section = sections.get(index);
    section.is_some_and(|s| matches!(s.kind, DocKind::Member(_)))
}

/// Returns true if compilers until 4.1 check the descriptions of the definition.
fn are_descriptions_checked(entities: &Entities<'_>, entity: &Entity<'_>) -> bool {
    match &entity.kind {
        Kind::Object(_) | Kind::Alternate(_) => true,
        Kind::Command { data, .. } | Kind::Event { data, .. } => {
            let data = data.as_ref().and_then(|data| entities.target(data));
            data.is_some_and(Entity::is_implicit_object)
        }
        _ => false,
    }
}

fn returns_something(entity: &Entity<'_>) -> bool {
    matches!(&entity.kind, Kind::Command { returns, .. } if returns.is_some())
}

/// Chooses between two readings of a comment: the sections that fit the definition stay.
fn choose_reading(cx: &mut Cx<'_>, entities: &Entities<'_>, entity: &Entity<'_>, doc: &mut Doc) {
    let Some(otherwise) = doc.otherwise.take() else {
        return;
    };
    let is_command = matches!(entity.kind, Kind::Command { .. });
    let fits = |sections: &[DocSection]| {
        let connected = Connected::new(entities, entity, sections);
        connected.features.is_empty()
            && connected.leftovers.is_empty()
            && (is_command || !sections.iter().any(|s| s.kind == DocKind::Returns))
    };
    if !fits(&doc.sections) {
        // If neither fits, the findings of newer releases are reported.
        doc.sections = otherwise.into_vec();
    }
    let name = entity.name_span.unwrap_or(entity.anchor);
    super::check_fit(cx, doc, name, is_command, returns_something(entity));
}

/// Index of an added "Returns": after the members, else before errors, else before features, else
/// after the introduction.
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
    // In `auto` it is left to the lints: the schemas of most releases have thousands.
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
            misnamed.extend(near.and(section).map(tag));
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
            .fold(diagnostic, |d, (_, s)| d.label(*s, "not documented either"));
        let diagnostic = match misnamed.is_empty() {
            true => diagnostic.help(format!("add '# @{name}: …' to its documentation")),
            false => diagnostic,
        };
        let diagnostic = misnamed.iter().take(8).fold(diagnostic, |d, s| {
            d.label(*s, "this description matches nothing")
        });
        diagnostic.reported_at(entity.anchor)
    });
}

/// The `@NAME:` that begins a description.
fn tag(section: &DocSection) -> Span {
    match section.kind() {
        DocKind::Member(name) | DocKind::Feature(name) => {
            let start = section.span.start + "# ".len() as u32;
            Span::new(start, start + "@:".len() as u32 + name.len() as u32)
        }
        _ => section.span,
    }
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
        let mut diagnostic = Diagnostic::error(codes::DOCUMENTED_NOTHING, tag(first), message);
        for more in of_kind.take(8) {
            diagnostic = diagnostic.label(tag(more), "does not exist either");
        }
        if let Some(definition) = state.definition {
            diagnostic = diagnostic.label(definition, format!("this has no such {what}"));
        }
        let near: Vec<&str> = state.undescribed.iter().map(String::as_str).collect();
        if member {
            diagnostic = diagnostic.suggest(name, near.into_iter().take(100));
        }
        let diagnostic = report_in(cx.edition, doc, diagnostic.reported_at(first.span()));
        // Older releases take such a line for text.
        let of_boxed = state.is_boxed && member && !cx.edition.is_strict();
        if of_boxed || name.contains(char::is_whitespace) {
            cx.discourage(None, || diagnostic);
        } else {
            cx.report(diagnostic);
        }
    }
}

/// The match of a definition's parts and the descriptions in its documentation.
struct Connected<'n> {
    /// Members without a description.
    undescribed: Vec<(&'n str, Span)>,
    /// Features without one.
    features: Vec<&'n Feature>,
    /// Indices of the sections that describe nothing in the definition.
    leftovers: Vec<usize>,
}

impl<'n> Connected<'n> {
    fn new(
        entities: &'n Entities<'_>,
        entity: &'n Entity<'_>,
        sections: &'n [DocSection],
    ) -> Connected<'n> {
        let subjects = sections.iter().enumerate();
        let mut connector = Connector {
            anchor: entity.anchor,
            found: subjects
                .filter_map(|(index, s)| Some((Subject::of(s)?, (index, false))))
                .collect(),
            connected: Connected {
                undescribed: Vec::new(),
                features: Vec::new(),
                leftovers: Vec::new(),
            },
        };
        connector.features(&entity.features);
        connector.parts(entities, entity);
        let Connector {
            found,
            mut connected,
            ..
        } = connector;
        let left = found.into_values().filter(|(_, connected)| !connected);
        connected.leftovers = left.map(|(index, _)| index).collect();
        connected.leftovers.sort_unstable();
        connected
    }
}

struct Connector<'n> {
    /// The place of the definition.
    anchor: Span,
    /// The sections with descriptions, and whether their subject has been found. It may be found
    /// more than once: one description of a feature does for all parts that have it.
    found: HashMap<Subject<'n>, (usize, bool)>,
    connected: Connected<'n>,
}

impl<'n> Connector<'n> {
    fn parts(&mut self, entities: &'n Entities<'_>, entity: &'n Entity<'_>) {
        let implicit = |ty: &Option<crate::entity::Ref<'_>>| {
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
            let span = span.unwrap_or(self.anchor);
            self.connected.undescribed.push((name, span));
        }
    }

    fn features(&mut self, features: &'n [Feature]) {
        for feature in features {
            if !self.connect(Subject::Feature(&feature.name)) {
                self.connected.features.push(feature);
            }
        }
    }
}
