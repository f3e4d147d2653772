//! Members and values that documentation passes over (`docs/devel/qapi-code-gen.rst`, "Definition
//! documentation").

use foldhash::HashSet;

use super::Context;
use super::parts::{Part, Role};
use crate::diag::{Code, Diagnostic, codes::lint as codes};
use crate::ir::DocKind;

/// How many culprits of one definition are shown.
const SHOWN: usize = 8;

pub(super) fn members(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    undocumented(
        context,
        codes::UNDOCUMENTED_MEMBER,
        "member",
        &[Role::Member],
        found,
    );
}

pub(super) fn values(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let code = codes::UNDOCUMENTED_VALUE;
    undocumented(context, code, "value", &[Role::Value], found);
    undocumented(context, code, "branch", &[Role::Alternative], found);
}

/// One warning for each definition that has documentation, but not for all parts of the roles.
fn undocumented(
    context: &Context<'_>,
    code: Code,
    what: &str,
    roles: &[Role],
    found: &mut Vec<Diagnostic>,
) {
    let exceptions = context.schema.documentation_exceptions();
    let exceptions: HashSet<&str> = exceptions.iter().map(String::as_str).collect();
    for definition in &context.definitions {
        let Some(doc) = definition
            .doc
            .filter(|_| !exceptions.contains(definition.name))
        else {
            continue;
        };
        let parts = definition.parts.iter().filter(|p| roles.contains(&p.role));
        if parts.clone().next().is_none() {
            continue;
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
            continue;
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
        found.push(
            rest.iter()
                .take(SHOWN)
                .fold(warning, |w, part| w.label(part.span, "nor is this one")),
        );
    }
}
