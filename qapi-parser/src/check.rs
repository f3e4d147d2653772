//! The checks: from [`Syntax`] (whatever the text says) to [`Schema`] (only ever valid).
//!
//! Input: a schema's syntax, as far as it could be read. Output: its IR, or diagnostics.
//! Invariant: every phase reports all that it finds, in the order in which the compiler of the
//! edition's release goes, so the first error is the one that it stops at. A phase works on what
//! the phases before it made sense of; what a definition with an error might be
//! ([`context::Doubtful`], [`definition::Definition::damaged`]) is no mistake of those who use it,
//! so one mistake is one error.

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
        docs,
        pragmas,
        lost,
    } = syntax;
    let mut cx = Cx::new(edition, &pragmas, &lost, diagnostics);

    // Each definition on its own: keys, names, types of values, conditions, sections of its
    // documentation. What follows relies on all of it.
    let definitions = expression::definitions(&mut cx, &items, &docs);
    cx.end_phase();

    // Before names are resolved, so that a name may be used before it is defined, and in the
    // order of the text, which fixes the order of implicit types.
    let mut entities = lower::define(&mut cx, &items, definitions, modules);
    cx.end_phase();

    // Definitions in relation to each other. An object's bases and branches come before itself,
    // since its members have to be known; its documentation comes right after it.
    let mut descriptions = doc::Descriptions::new(docs);
    entities::check(&mut cx, &mut entities, &mut descriptions);
    cx.end_phase();

    // After all definitions, since only then is it known which descriptions found their object.
    descriptions.check_leftovers(&mut cx);
    cx.end_phase();

    // Last, as the compiler at hand does: it counts what everything else accepted.
    feature::check_number(&mut cx, &entities);
    cx.end_phase();

    if cx.has_errors() {
        return None;
    }
    let docs = descriptions.complete();
    let exceptions = pragmas.documentation_exceptions.clone();
    Some(lower::build(entities, docs, exceptions))
}
