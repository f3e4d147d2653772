//! Alternates (`docs/devel/qapi-code-gen.rst`, "Alternate types").

use super::member::Names;
use super::{keys, member, types};
use crate::context::{At, Cx};
use crate::definition::Body;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::entity::{Entities, Entity, Kind, Variant};
use crate::ir::{Builtin, EnumValue};
use crate::syntax::{Object, Str, Value};

/// `{ 'alternate': NAME, 'data': ALTERNATIVES }`
pub(super) fn check_expression<'s>(
    cx: &mut Cx<'_>,
    at: At,
    object: &'s Object,
    name: &Str,
) -> Option<Body<'s>> {
    let data = object.get("data")?;
    let count = match data {
        Value::Object(object) => object.members.len(),
        Value::Array(array) => array.values.len(),
        _ => 2,
    };
    if count == 1 && !cx.edition.allows(Rule::SingleAlternatives) {
        let message = "'data' must have at least two branches";
        cx.report(at.error(codes::NO_BRANCHES, data.span(), message));
        return None;
    }
    if count == 0 {
        cx.report(at.error(codes::NO_BRANCHES, data.span(), "'data' must not be empty"));
        return None;
    }
    let data = keys::object_of(cx, at, data, "'data'")?;
    let arrays = cx.edition.allows(Rule::AlternateArrays);
    let old = cx.edition.follows(Rule::ExceptionsOfImplicitTypes);
    let names = match old && cx.member_exception(&name.text, None) {
        true => Names::Valid,
        false => Names::Lower,
    };
    let alternatives = member::check_branches(cx, at, data, names, arrays);
    Some(Body::Alternate { alternatives })
}

/// The kinds of JSON values that an alternate tells apart, as a set of bits.
mod json {
    pub(super) const NULL: u8 = 1;
    pub(super) const STRING: u8 = 2;
    pub(super) const NUMBER: u8 = 4;
    pub(super) const BOOLEAN: u8 = 8;
    pub(super) const ARRAY: u8 = 16;
    pub(super) const OBJECT: u8 = 32;
    /// Until 2.9, a number with a fraction.
    pub(super) const FLOAT: u8 = 64;
}

/// Alternatives must be told apart by the kind of their JSON.
pub(super) fn check(
    cx: &mut Cx<'_>,
    at: At,
    entities: &Entities<'_>,
    alternatives: &[Variant<'_>],
) {
    let mut known = true;
    for alternative in alternatives {
        known &= types::check_known(cx, at, entities, &alternative.ty, || {
            format!("branch '{}'", alternative.name)
        });
    }
    if !known {
        return;
    }
    let mut scope = types::Scope::new("branch");
    let mut taken: Vec<(u8, &Variant<'_>)> = Vec::new();
    for alternative in alternatives {
        scope.add(cx, at, alternative.name, alternative.span);
        let Some(ty) = entities.target(&alternative.ty) else {
            continue;
        };
        let Some(own) = kinds_of(cx, ty) else {
            let message = format!(
                "branch '{}' cannot use {}",
                alternative.name,
                ty.describe(entities)
            );
            let error = at.error(codes::BAD_ALTERNATIVE, alternative.ty.span, message);
            let error = error.note("an alternative needs a single kind of JSON value");
            cx.report(ty.show(error));
            continue;
        };
        let conflict = taken.iter().find(|(theirs, _)| theirs & own != 0);
        if let Some((_, other)) = conflict {
            let message = format!(
                "branch '{}' can't be distinguished from '{}'",
                alternative.name, other.name
            );
            let diagnostic = at.error(codes::AMBIGUOUS_ALTERNATIVES, alternative.ty.span, message);
            cx.report(
                diagnostic
                    .label(other.ty.span, "this one accepts the same JSON value")
                    .note("only the kind of the JSON value distinguishes alternatives"),
            );
        } else {
            taken.push((own, alternative));
        }
    }
}

/// The kinds of JSON that an alternative takes from the others. None if its type is no alternative.
fn kinds_of(cx: &Cx<'_>, ty: &Entity<'_>) -> Option<u8> {
    let by_type = cx.edition.follows(Rule::AlternativesByType);
    Some(match &ty.kind {
        Kind::Builtin(Builtin::Any) | Kind::Alternate(_) => return None,
        Kind::Builtin(Builtin::Null) => json::NULL,
        Kind::Builtin(Builtin::Str) | Kind::Enum { .. } if by_type => json::STRING,
        Kind::Builtin(Builtin::Number) if by_type => json::FLOAT,
        // On a command line everything is a string at first.
        Kind::Builtin(Builtin::Str) => json::STRING | json::NUMBER | json::BOOLEAN,
        Kind::Builtin(Builtin::Bool) => json::BOOLEAN,
        Kind::Builtin(_) => json::NUMBER,
        Kind::Enum { values, .. } => values.iter().fold(json::STRING, |set, v| set | alias(v)),
        Kind::Array(_) if cx.edition.allows(Rule::AlternateArrays) => json::ARRAY,
        Kind::Object(_) => json::OBJECT,
        _ => return None,
    })
}

/// The other JSON kinds that an enum's value may stand for on a command line.
fn alias(value: &EnumValue) -> u8 {
    let boolean = if matches!(&*value.name, "on" | "off") {
        json::BOOLEAN
    } else {
        0
    };
    let number = value
        .name
        .starts_with(|c: char| c.is_ascii_digit() || "-+.".contains(c));
    boolean | if number { json::NUMBER } else { 0 }
}
