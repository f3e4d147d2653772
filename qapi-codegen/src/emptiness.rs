//! The types that may have no value, because conditions leave out all that they consist of.
//!
//! Input: the plan. Output: the types. Linear in the schema, without recursion.
//! A type has no value if it is an enum or an alternate of which nothing stays, or if it requires a
//! value of such a type.

use std::collections::{HashMap, HashSet};

use qapi_parser::ir::{Cond, TypeId, TypeKind};

use crate::config::Conditions;
use crate::filter;
use crate::plan::Plan;

/// Finds the types that may have no value.
pub(crate) fn empty_types(plan: &Plan<'_>) -> HashSet<TypeId> {
    if plan.config.conditions == Conditions::All {
        return HashSet::new();
    }
    let stays = |cond: Option<&Cond>| {
        filter::holds(plan.config, cond) && filter::cfg(plan.config, [cond]).is_empty()
    };
    // The types that need a value of a type: an object needs that of each required member, an
    // alternate that of one alternative.
    let mut needed_by: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    // The alternatives of an alternate that have values.
    let mut alternatives: HashMap<TypeId, usize> = HashMap::new();
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
                let kept = kept.filter(|a| stays(a.cond()));
                let mut count = 0;
                for alternative in kept {
                    needed_by.entry(alternative.ty()).or_default().push(id);
                    count += 1;
                }
                alternatives.insert(id, count);
                if count == 0 {
                    found.push(id);
                }
            }
            TypeKind::Object(object) => {
                let members = object.members(plan.schema);
                let required = members.filter(|m| !m.optional() && stays(m.cond()));
                for member in required {
                    needed_by.entry(member.ty()).or_default().push(id);
                }
            }
        }
    }
    let mut empty = HashSet::new();
    while let Some(id) = found.pop() {
        if !empty.insert(id) {
            continue;
        }
        for &user in needed_by.get(&id).into_iter().flatten() {
            let has_others = alternatives.get_mut(&user).is_some_and(|left| {
                *left -= 1;
                *left > 0
            });
            if !has_others {
                found.push(user);
            }
        }
    }
    empty
}
