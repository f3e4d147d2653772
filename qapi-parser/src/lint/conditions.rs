//! Conditions in relation to each other (`docs/devel/qapi-code-gen.rst`, "Configuring the schema").

use super::Context;
use super::parts::Definition;
use crate::diag::{Diagnostic, codes::lint as codes};
use crate::ir::{Cond, CondTree, TypeId, TypeKind};
use crate::source::Span;

/// Maximum number of symbols of conditions that are compared, since the cases double with each.
const MAX_SYMBOLS: usize = 8;

/// Maximum number of parts of conditions that are compared, since each case evaluates all.
const MAX_PARTS: usize = 64;

/// A condition on which a part depends, and its owner.
struct Need<'s> {
    cond: &'s Cond,
    what: String,
    span: Option<Span>,
}

/// Finds conditions that no build fulfils.
pub(super) fn impossible(
    context: &Context<'_>,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let own = definition.cond;
    if own.is_some() && !satisfiable(own.into_iter(), None) {
        let message = format!(
            "the condition of {} '{}' can never hold",
            definition.meta, definition.name
        );
        let code = codes::IMPOSSIBLE_CONDITION;
        found.push(Diagnostic::warning(code, definition.head, message));
        return;
    }
    for_each_need(context, definition, |around, need, describe, span| {
        let all = around.iter().copied().chain(need.as_ref().map(|n| n.cond));
        if satisfiable(all, None) {
            return true;
        }
        let (message, label) = match need {
            Some(need) => (
                format!(
                    "{describe} can never exist: its condition contradicts that of {}",
                    need.what
                ),
                need.span,
            ),
            None => (format!("the condition of {describe} can never hold"), None),
        };
        let warning = Diagnostic::warning(codes::IMPOSSIBLE_CONDITION, span, message);
        found.push(
            label
                .into_iter()
                .fold(warning, |w, s| w.label(s, "defined here")),
        );
        false
    });
}

/// Finds conditions that do not imply those of the types and values that they need.
pub(super) fn unmet(
    context: &Context<'_>,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for_each_need(context, definition, |around, need, describe, span| {
        let Some(need) = need else { return true };
        let all = || around.iter().copied();
        let possible = satisfiable(all().chain([need.cond]), None);
        if possible && satisfiable(all(), Some(need.cond)) {
            let message = format!(
                "{describe} can exist without {}, which has a condition",
                need.what
            );
            let warning = Diagnostic::warning(codes::UNMET_CONDITION, span, message);
            let label = need.span;
            found.push(
                label
                    .into_iter()
                    .fold(warning, |w, s| w.label(s, "defined here")),
            );
        }
        true
    });
}

/// Calls `visit` for each part with the conditions around it, first alone, then with each need,
/// while it returns true.
fn for_each_need(
    context: &Context<'_>,
    definition: &Definition<'_>,
    mut visit: impl FnMut(&[&Cond], Option<Need<'_>>, &str, Span) -> bool,
) {
    for part in &definition.parts {
        let type_need = part.ty.and_then(|id| need_of_type(context, id));
        let value_need = part.value_cond.map(|cond| Need {
            cond,
            what: "the discriminator's value".to_owned(),
            span: None,
        });
        if part.cond.is_none() && type_need.is_none() && value_need.is_none() {
            continue;
        }
        let around: Vec<&Cond> = definition.cond.into_iter().chain(part.cond).collect();
        let describe = format!(
            "{} of {} '{}'",
            part.describe(),
            definition.meta,
            definition.name
        );
        let needs = [type_need, value_need].into_iter().flatten().map(Some);
        for need in std::iter::once(None).chain(needs) {
            if !visit(&around, need, &describe, part.span) {
                break;
            }
        }
    }
}

fn need_of_type<'s>(context: &Context<'s>, id: TypeId) -> Option<Need<'s>> {
    let ty = match context.schema.ty(id).kind() {
        TypeKind::Array(array) => context.schema.ty(array.element()),
        _ => context.schema.ty(id),
    };
    Some(Need {
        cond: ty.cond()?,
        what: format!("type '{}'", ty.name()),
        span: ty.head(),
    })
}

/// Returns true if there is a build in which all `conds` hold and `not` does not, or if there are
/// too many cases.
fn satisfiable<'c>(conds: impl Iterator<Item = &'c Cond>, not: Option<&Cond>) -> bool {
    let conds: Vec<&CondTree> = conds.map(Cond::tree).collect();
    let not = not.map(Cond::tree);
    let mut symbols = Vec::new();
    let mut left = MAX_PARTS;
    for tree in conds.iter().copied().chain(not) {
        if !collect(tree, &mut symbols, &mut left) {
            return true;
        }
    }
    (0..1_u32 << symbols.len()).any(|defined| {
        let holds = |tree| evaluate(tree, &symbols, defined);
        conds.iter().all(|t| holds(t)) && !not.is_some_and(holds)
    })
}

/// Adds the symbols of the condition; returns false if there are too many, or too many parts: `left`
/// counts down.
fn collect<'c>(tree: &'c CondTree, symbols: &mut Vec<&'c CondTree>, left: &mut usize) -> bool {
    let Some(less) = left.checked_sub(1) else {
        return false;
    };
    *left = less;
    match tree {
        CondTree::Symbol(_) | CondTree::Opaque(_) => {
            if !symbols.contains(&tree) {
                symbols.push(tree);
            }
            symbols.len() <= MAX_SYMBOLS
        }
        CondTree::All(parts) | CondTree::Any(parts) => {
            parts.iter().all(|p| collect(p, symbols, left))
        }
        CondTree::Not(part) => collect(part, symbols, left),
    }
}

fn evaluate(tree: &CondTree, symbols: &[&CondTree], defined: u32) -> bool {
    match tree {
        CondTree::Symbol(_) | CondTree::Opaque(_) => {
            let index = symbols.iter().position(|s| *s == tree);
            index.is_some_and(|index| defined & (1 << index) != 0)
        }
        CondTree::All(parts) => parts.iter().all(|p| evaluate(p, symbols, defined)),
        CondTree::Any(parts) => parts.iter().any(|p| evaluate(p, symbols, defined)),
        CondTree::Not(part) => !evaluate(part, symbols, defined),
    }
}
