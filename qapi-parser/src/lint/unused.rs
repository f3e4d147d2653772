//! Types that are not part of the protocol.

use crate::diag::{Diagnostic, codes::lint as codes};
use crate::ir::{Schema, Type, TypeId, TypeKind};

/// Finds types that no command or event reaches. Types that a reported one reaches are not
/// reported.
pub(super) fn types(schema: &Schema, found: &mut Vec<Diagnostic>) {
    let mut reached = vec![false; schema.types().len()];
    let commands = schema.commands().flat_map(|(_, c)| [c.arg(), c.ret()]);
    let events = schema.events().map(|(_, e)| e.arg());
    for id in commands.chain(events).flatten() {
        reach(schema, id, &mut reached);
    }
    let used = used_by_others(schema);
    // Types without users come first; those that remain use each other.
    for only_unused in [true, false] {
        for (id, ty) in schema.types() {
            let skip = ty.is_implicit() || reached[id.index()];
            if skip || only_unused && used[id.index()] {
                continue;
            }
            reach(schema, id, &mut reached);
            let Some(head) = ty.head() else { continue };
            let message = format!("no command or event uses type '{}'", ty.name());
            let warning = Diagnostic::warning(codes::UNUSED_TYPE, head, message);
            found.push(match only_unused {
                true => warning,
                false => warning.note("only types that it uses itself use it"),
            });
        }
    }
}

/// Marks the type and all types that it consists of.
fn reach(schema: &Schema, id: TypeId, reached: &mut [bool]) {
    let mut pending = vec![id];
    while let Some(id) = pending.pop() {
        if !std::mem::replace(&mut reached[id.index()], true) {
            for_each_used(schema.ty(id), |used| pending.push(used));
        }
    }
}

/// Returns for each type true if another definition uses it.
fn used_by_others(schema: &Schema) -> Vec<bool> {
    let mut used = vec![false; schema.types().len()];
    let mut pending = Vec::new();
    for (user, ty) in schema.types().filter(|(_, ty)| !ty.is_implicit()) {
        for_each_used(ty, |id| pending.push(id));
        while let Some(id) = pending.pop() {
            let ty = schema.ty(id);
            if ty.is_implicit() {
                for_each_used(ty, |id| pending.push(id));
            } else if id != user {
                used[id.index()] = true;
            }
        }
    }
    used
}

/// Calls `visit` for the types that the type directly consists of.
fn for_each_used(ty: &Type, mut visit: impl FnMut(TypeId)) {
    match ty.kind() {
        TypeKind::Builtin(_) | TypeKind::Enum(_) => {}
        TypeKind::Array(array) => visit(array.element()),
        TypeKind::Object(object) => {
            object.base().into_iter().for_each(&mut visit);
            object.local_members().iter().for_each(|m| visit(m.ty()));
            let branches = object.branches().into_iter().flat_map(|b| b.branches());
            branches.for_each(|b| visit(b.ty()));
        }
        TypeKind::Alternate(alternate) => {
            alternate.alternatives().iter().for_each(|a| visit(a.ty()));
        }
    }
}
