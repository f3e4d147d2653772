//! Members and values without documentation

use foldhash::HashSet;

use super::Context;
use super::parts::{Definition, Part, Role};
use crate::diag::{Code, Diagnostic, codes::lint as codes};
use crate::ir::DocKind;

/// Maximum number of culprits of one definition that are shown.
const SHOWN: usize = 8;

pub(super) fn members(
    context: &Context<'_>,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let code = codes::UNDOCUMENTED_MEMBER;
    undocumented(context, definition, (code, Role::Member, "member"), found);
}

pub(super) fn values(
    context: &Context<'_>,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let code = codes::UNDOCUMENTED_VALUE;
    undocumented(context, definition, (code, Role::Value, "value"), found);
    undocumented(
        context,
        definition,
        (code, Role::Alternative, "branch"),
        found,
    );
}

/// Warns if the definition has documentation, but not for all parts of the role.
fn undocumented(
    context: &Context<'_>,
    definition: &Definition<'_>,
    (code, role, what): (Code, Role, &str),
    found: &mut Vec<Diagnostic>,
) {
    let parts = definition.parts.iter().filter(|p| p.role == role);
    let Some(doc) = definition.doc.filter(|_| parts.clone().next().is_some()) else {
        return;
    };
    if context.exceptions.contains(definition.name) {
        return;
    }
    let described: HashSet<&str> = doc
        .sections()
        .iter()
        .filter_map(|s| match s.kind() {
            DocKind::Member(name) if !s.text().is_empty() => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let missing: Vec<&Part<'_>> = parts.filter(|p| !described.contains(p.name)).collect();
    let [first, rest @ ..] = missing.as_slice() else {
        return;
    };
    let others = match rest.len() {
        0 => String::new(),
        1 => " and another one".to_owned(),
        n => format!(" and {n} others"),
    };
    let message = format!(
        "{what} '{}' of {} '{}'{others} {} not documented",
        first.name,
        definition.meta,
        definition.name,
        if rest.is_empty() { "is" } else { "are" }
    );
    let warning = Diagnostic::warning(code, first.span, message);
    found.push(rest.iter().take(SHOWN).fold(warning, |w, part| {
        w.label(part.span, "not documented either")
    }));
}
