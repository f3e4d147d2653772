//! The types that may have no value, because conditions leave out all that they consist of.
//!
//! Input: the plan. Output: the types. Linear in the schema, without recursion.
//! A type has no value if it is an enum or an alternate of which nothing stays, or if it requires a
//! value of such a type.

use qapi_parser::ir::{Cond, TypeId, TypeKind, TypeSet};

use crate::config::Conditions;
use crate::filter;
use crate::plan::Plan;

/// Finds the types that may have no value.
pub(crate) fn empty_types(plan: &Plan<'_>) -> TypeSet {
    if plan.config.conditions == Conditions::All {
        return TypeSet::default();
    }
    let stays = |cond: Option<&Cond>| {
        filter::holds(plan.config, cond) && filter::cfg(plan.config, &[cond]).is_empty()
    };
    // The types that need a value of a type: an object needs that of each required member, an
    // alternate that of one alternative.
    let count = plan.schema.types().len();
    let mut needed_by: Vec<Vec<TypeId>> = vec![Vec::new(); count];
    // The number of an alternate's alternatives that have values.
    let mut alternatives = vec![0; count];
    let mut found = Vec::new();
    for (id, ty) in plan.schema.types() {
        if plan.substituted(id) {
            continue;
        }
        match ty.kind() {
            TypeKind::Builtin(_) | TypeKind::Array(_) => {}
            TypeKind::Enum(e) => {
                let mut values = e.values().iter();
                if !plan.is_open(id, e) && !values.any(|value| stays(value.cond())) {
                    found.push(id);
                }
            }
            TypeKind::Alternate(alternate) => {
                let kept = alternate.alternatives().iter();
                for alternative in kept.filter(|a| stays(a.cond())) {
                    needed_by[alternative.ty().index()].push(id);
                    alternatives[id.index()] += 1;
                }
                if alternatives[id.index()] == 0 {
                    found.push(id);
                }
            }
            TypeKind::Object(object) => {
                let members = object.members(plan.schema);
                for member in members.filter(|m| !m.optional() && stays(m.cond())) {
                    needed_by[member.ty().index()].push(id);
                }
            }
        }
    }
    let mut empty = TypeSet::default();
    while let Some(id) = found.pop() {
        if !empty.insert(id) {
            continue;
        }
        for user in &needed_by[id.index()] {
            let left: &mut usize = &mut alternatives[user.index()];
            *left = left.saturating_sub(1);
            if *left == 0 {
                found.push(*user);
            }
        }
    }
    empty
}
