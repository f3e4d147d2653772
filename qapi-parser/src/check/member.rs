//! Members and types' names where they are used (`docs/devel/qapi-code-gen.rst`, "Struct types",
//! "Commands", "Events": `MEMBERS`, `MEMBER`, `TYPE-REF`).

use super::{cond, feature, keys, name};
use crate::context::{At, Cx};
use crate::definition::{Branch, Data, Member, TypeRef};
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::syntax::{Object, Str, Value};

/// Reads inline members, `{ 'name': TYPE-REF, … }`. `what` names the object in messages.
pub(super) fn check_members<'s>(
    cx: &mut Cx<'_>,
    at: At,
    value: &'s Value,
    what: &str,
    permissive: bool,
) -> Option<Vec<Member<'s>>> {
    let object = keys::object_of(cx, at, value, what)?;
    let mut members = Vec::with_capacity(object.members.len());
    for (key, value) in &object.members {
        members.extend(check_member(cx, at, key, value, what, permissive));
    }
    Some(members)
}

fn check_member<'s>(
    cx: &mut Cx<'_>,
    at: At,
    key: &'s Str,
    value: &'s Value,
    what: &str,
    permissive: bool,
) -> Option<Member<'s>> {
    name::check_member_name(cx, at, key, what, permissive).then_some(())?;
    let name = key.text.strip_prefix('*');
    let what = || format!("member '{}'", key.text);
    let (ty, object) = type_of(cx, at, value, what, &["if", "features"])?;
    let ty = check_type_ref(cx, at, ty, what, true)?;
    Some(Member {
        name: name.unwrap_or(&key.text),
        span: key.span,
        ty,
        optional: name.is_some(),
        cond: object.and_then(|o| cond::check_if(cx, at, o, &what())),
        features: object.map_or_else(Vec::new, |o| {
            feature::check_features(cx, at, o, Rule::MemberFeatures)
        }),
    })
}

/// The rules for the names of branches.
#[derive(Clone, Copy)]
pub(super) enum Names {
    /// None.
    Any,
    /// The rules for all names.
    Valid,
    /// Also the style of names of members.
    Lower,
}

/// Reads the branches of a union or an alternate: `{ 'name': TYPE-REF, … }`.
pub(super) fn check_branches<'s>(
    cx: &mut Cx<'_>,
    at: At,
    object: &'s Object,
    names: Names,
    arrays: bool,
) -> Vec<Branch<'s>> {
    let mut branches = Vec::with_capacity(object.members.len());
    for (key, value) in &object.members {
        let is_usable = match names {
            Names::Any => true,
            Names::Valid => name::check_valid_name(cx, at, key, "branch"),
            Names::Lower => name::check_plain_name(cx, at, key, "branch"),
        };
        if !is_usable {
            continue;
        }
        let what = || format!("branch '{}'", key.text);
        let Some((ty, object)) = type_of(cx, at, value, what, &["if"]) else {
            continue;
        };
        let Some(ty) = check_type_ref(cx, at, ty, what, arrays) else {
            continue;
        };
        let cond = object.and_then(|o| cond::check_if(cx, at, o, &what()));
        branches.push(Branch {
            name: &key.text,
            span: key.span,
            ty,
            cond,
        });
    }
    branches
}

/// `TYPE-REF`, or `{ 'type': TYPE-REF, … }` with `optional` keys.
fn type_of<'s>(
    cx: &mut Cx<'_>,
    at: At,
    value: &'s Value,
    what: impl Fn() -> String,
    optional: &'static [&'static str],
) -> Option<(&'s Value, Option<&'s Object>)> {
    let Value::Object(object) = value else {
        return Some((value, None));
    };
    if !cx.edition.allows(Rule::MemberIf) {
        let message = format!("{} needs a type name, not an object", what());
        cx.report(at.error(codes::WRONG_VALUE, object.span, message));
        return None;
    }
    let keys = keys::Keys {
        required: &["type"],
        optional,
    };
    keys::check_keys(cx, at, object, &what(), keys)?;
    object.get("type").map(|ty| (ty, Some(object)))
}

/// Reads the name of a type, or, with `arrays`, an array around one.
pub(super) fn check_type_ref<'s>(
    cx: &mut Cx<'_>,
    at: At,
    value: &'s Value,
    what: impl Fn() -> String,
    arrays: bool,
) -> Option<TypeRef<'s>> {
    let message = match value {
        Value::Str(Str { text, span }) => {
            return Some(TypeRef {
                name: text,
                span: *span,
                array: false,
            });
        }
        Value::Array(array) if arrays => match array.values.as_slice() {
            [Value::Str(Str { text, span })] => {
                return Some(TypeRef {
                    name: text,
                    span: *span,
                    array: true,
                });
            }
            _ => format!("{} must have exactly one type name in its array", what()),
        },
        other if arrays => {
            format!(
                "{} needs a type name or an array of one, not {}",
                what(),
                other.kind_name()
            )
        }
        other => format!("{} needs a type name, not {}", what(), other.kind_name()),
    };
    cx.report(at.error(codes::WRONG_VALUE, value.span(), message));
    None
}

/// Reads `data` of a command or an event, or the base of a union: a type's name, or inline members
/// unless `boxed`. An empty name is none, as in QEMU's compiler.
pub(super) fn check_data<'s>(
    cx: &mut Cx<'_>,
    at: At,
    value: Option<&'s Value>,
    what: &str,
    inline: bool,
    permissive: bool,
) -> Option<Data<'s>> {
    match value {
        None => Some(Data::None),
        Some(Value::Str(name)) if name.text.is_empty() => Some(Data::None),
        Some(value @ Value::Object(_)) if inline => {
            check_members(cx, at, value, what, permissive).map(Data::Inline)
        }
        Some(value) if !inline || matches!(value, Value::Str(_)) => {
            check_type_ref(cx, at, value, || what.to_owned(), false).map(Data::Named)
        }
        Some(other) => {
            let message = format!(
                "{what} must be an object or a type name, not {}",
                other.kind_name()
            );
            cx.report(at.error(codes::WRONG_VALUE, other.span(), message));
            None
        }
    }
}

/// Checks that `boxed: true` has data. Returns true if the flag is there.
pub(super) fn check_boxed(cx: &mut Cx<'_>, at: At, object: &Object) -> bool {
    let Some(Value::Bool(true, span)) = object.get("boxed") else {
        return false; // Other values: see `command::check_flags`.
    };
    if object.get("data").is_none() {
        cx.report(at.error(
            codes::BOXED_WITHOUT_DATA,
            *span,
            "'boxed': true requires 'data'",
        ));
    }
    true
}
