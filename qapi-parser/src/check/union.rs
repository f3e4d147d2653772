//! Unions (`docs/devel/qapi-code-gen.rst`, "Union types").
//!
//! A union's objects in relation to other definitions are checked in [`super::types`].

use super::member::Names;
use super::{keys, member};
use crate::context::{At, Cx};
use crate::definition::Body;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::syntax::{Object, Str, Value};

/// `{ 'union': NAME, 'base': MEMBERS or NAME, 'discriminator': STRING, 'data': BRANCHES }`; until
/// 6.1 also without `base` and `discriminator`, a simple union.
pub(super) fn check_expression<'s>(
    cx: &mut Cx<'_>,
    at: At,
    object: &'s Object,
    name: &Str,
) -> Option<Body<'s>> {
    check_base_and_discriminator(cx, at, object)?;
    let permissive = cx.member_exception(&name.text, Some("base"));
    let base = object.get("base");
    let simple = base.is_none();
    if let Some(base) = base {
        check_base_not_empty(cx, at, base);
    }
    let base = member::check_data(cx, at, base, "'base'", true, permissive);
    let discriminator = match object.get("discriminator") {
        None => None,
        Some(Value::Str(discriminator)) => Some(discriminator),
        Some(other) => {
            let message = format!(
                "'discriminator' must be a string, not {}",
                other.kind_name()
            );
            cx.report(at.error(codes::WRONG_VALUE, other.span(), message));
            return None;
        }
    };
    let data = keys::object_of(cx, at, object.get("data")?, "'data'")?;
    let names = match cx.edition.follows(Rule::ChecksByKey) {
        // The values of the discriminator are checked for their style.
        true if !simple => Names::Valid,
        _ if simple || !cx.edition.allows(Rule::UncheckedBranchNames) => Names::Lower,
        _ => Names::Any,
    };
    let branches = member::check_branches(cx, at, data, names, simple);
    Some(Body::Union {
        base: base?,
        discriminator,
        branches,
    })
}

/// Checks that the base has members. Later releases find an empty one by its missing discriminator.
fn check_base_not_empty(cx: &mut Cx<'_>, at: At, base: &Value) {
    let empty = match base {
        Value::Str(name) => name.text.is_empty(),
        Value::Object(object) => object.members.is_empty(),
        _ => false,
    };
    if empty && cx.edition.allows(Rule::SimpleUnions) {
        let message = "'base' has no members, and so no discriminator";
        cx.report(at.error(codes::BAD_DISCRIMINATOR, base.span(), message));
    }
}

/// Checks that `base` and `discriminator` are both there.
fn check_base_and_discriminator(cx: &mut Cx<'_>, at: At, object: &Object) -> Option<()> {
    let simple_unions = cx.edition.allows(Rule::SimpleUnions);
    let has = |key| object.get(key).is_some();
    let missing: &[&str] = match (has("base"), has("discriminator")) {
        (true, true) => return Some(()),
        (false, false) if simple_unions => return Some(()),
        (true, false) => &["discriminator"],
        (false, true) => &["base"],
        (false, false) => &["base", "discriminator"],
    };
    let keys = if missing.len() > 1 { "keys" } else { "key" };
    let message = format!("union misses {keys} {}", keys::list(missing));
    let mut diagnostic = at.error(codes::MISSING_KEY, object.span, message);
    if missing.len() > 1 {
        diagnostic = diagnostic.note("unions without them were accepted until QEMU 6.1");
    }
    cx.report(diagnostic);
    None
}
