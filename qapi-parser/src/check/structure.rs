//! Structs (`docs/devel/qapi-code-gen.rst`, "Struct types").

use super::member;

use crate::context::{At, Cx};
use crate::definition::Body;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::syntax::{Object, Str, Value};

/// `{ 'struct': NAME, 'data': MEMBERS, '*base': NAME }`
pub(super) fn check_expression<'s>(
    cx: &mut Cx<'_>,
    at: At,
    object: &'s Object,
    name: &Str,
) -> Option<Body<'s>> {
    let permissive = cx.member_exception(&name.text, None);
    let data = object.get("data")?;
    let members = match data {
        Value::Str(name)
            if cx.edition.follows(Rule::StructDataCheckedLate)
                && !cx.edition.follows(Rule::ChecksByKey) =>
        {
            let message = "'data' must be an object, not a string";
            cx.report_late(at.error(codes::WRONG_VALUE, name.span, message));
            Some(Vec::new())
        }
        _ => member::check_members(cx, at, data, "'data'", permissive),
    };
    let base = match object.get("base") {
        None => None,
        // Strange, but no base for QEMU's compiler.
        Some(Value::Str(name)) if name.text.is_empty() => None,
        Some(base) => Some(member::check_type_ref(
            cx,
            at,
            base,
            || "'base'".to_owned(),
            false,
        )?),
    };
    Some(Body::Struct {
        base,
        members: members?,
    })
}
