//! The passes from [`Syntax`] (any text) to [`Schema`] (always valid), in order.
//!
//! Input: the syntax of a schema, as far as it was readable. Output: the IR, or diagnostics.
//! Invariant: each pass reports all that it finds, in the order of the compiler of the edition's
//! release. So the first error is the one at which that compiler stops.

use crate::check::{doc, entities, expression, feature};
use crate::context::{Cx, Stage};
use crate::diag::Diagnostics;
use crate::edition::{Edition, Release, Rule};
use crate::ir::Schema;
use crate::lower;
use crate::parser::old;
use crate::syntax::Syntax;

/// Checks a schema and lowers it to the IR. Returns None if it is invalid; `diagnostics` has the
/// errors then, and may have warnings in any case.
pub(crate) fn run(
    syntax: Syntax,
    edition: Edition,
    diagnostics: &mut Diagnostics,
) -> Option<Schema> {
    let Syntax {
        modules,
        mut items,
        docs,
        pragmas,
        lost,
        latest,
        is_old,
    } = syntax;
    if is_old {
        old::enumerate_discriminators(&mut items);
    }
    let is_read = !diagnostics.has_errors();
    let mut cx = Cx::new(edition, &pragmas, &lost, diagnostics);
    if edition.follows(Rule::ChecksByKey) {
        cx.number(&items, &docs);
    }
    cx.is_old = is_old;

    // Each definition on its own: keys, names, types of values, conditions, sections of its
    // documentation. All later passes rely on it.
    let definitions = expression::definitions(&mut cx, &items, &docs);
    cx.end_phase();

    // Before names are resolved, so that a definition may follow its uses. In the order of the
    // text, which fixes the order of implicit types.
    let mut entities = lower::define(&mut cx, &items, definitions, modules);
    cx.end_phase();

    // Definitions in relation to each other. An object's bases and branches come before the
    // object, since its members have to be known; its documentation comes right after it.
    cx.stage = Stage::Parts;
    let mut descriptions = doc::Descriptions::new(docs);
    entities::check(&mut cx, &mut entities, &mut descriptions);
    cx.end_phase();

    // After all definitions, since a later one may still claim a description.
    descriptions.check_leftovers(&mut cx);
    cx.end_phase();

    // Last, as QEMU's compiler does: it counts the features of valid definitions.
    feature::check_number(&mut cx, &entities);
    cx.end_phase();

    if cx.has_errors() {
        if is_read {
            cx.end();
        }
        return None;
    }
    let docs = descriptions.complete();
    let exceptions = pragmas.documentation_exceptions.clone();
    let oldest = is_old.then_some(Release::OLDEST);
    Some(Schema {
        latest: oldest.or(latest),
        ..lower::build(entities, docs, exceptions)
    })
}
