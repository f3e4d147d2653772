//! The checks: from [`Syntax`] (whatever the text says) to [`Schema`] (only ever valid).
//!
//! Input: a schema's syntax, complete and free of syntax errors. Output: its IR, or diagnostics.
//! Invariant: a pass reports all that it finds, a phase with errors is the last one, and in each
//! phase the first error is the one that the compiler of the edition's release stops at.

mod alternate;
mod command;
mod cond;
mod context;
pub(crate) mod definition;
mod doc;
mod entities;
mod enumeration;
mod event;
mod expression;
mod feature;
mod keys;
mod member;
mod name;
mod structure;
pub(crate) mod types;
mod union;
mod value;

use crate::diag::Diagnostics;
use crate::edition::Edition;
use crate::ir::Schema;
use crate::lower;
use crate::syntax::Syntax;

pub(crate) use context::Cx;

/// Checks a schema and lowers it to the IR. None if it is invalid: `diagnostics` has the errors
/// then, and may have warnings in any case.
pub(crate) fn check(
    syntax: Syntax,
    edition: Edition,
    diagnostics: &mut Diagnostics,
) -> Option<Schema> {
    let Syntax {
        modules,
        items,
        mut docs,
        pragmas,
        ..
    } = syntax;
    let mut cx = Cx::new(edition, &pragmas, diagnostics);

    // Each definition on its own: keys, names, types of values, conditions, sections of its
    // documentation. What follows relies on all of it.
    let definitions = expression::definitions(&mut cx, &items, &docs);
    cx.gate()?;

    // Before names are resolved, so that a name may be used before it is defined, and in the
    // order of the text, which fixes the order of implicit types.
    let mut entities = lower::define(&mut cx, &items, definitions, modules);
    cx.gate()?;

    // Definitions in relation to each other. An object's bases and branches come before itself,
    // since its members have to be known; its documentation comes right after it.
    let mut descriptions = doc::Descriptions::new(&docs);
    entities::check(&mut cx, &mut entities, &mut descriptions, &docs);
    cx.gate()?;

    // After all definitions, since only then is it known which descriptions found their object.
    descriptions.check_leftovers(&mut cx, &docs);
    cx.gate()?;

    // Last, as the compiler at hand does: it counts what everything else accepted.
    feature::check_number(&mut cx, &entities);
    cx.gate()?;

    descriptions.complete(&mut docs);
    Some(lower::build(entities, docs))
}
