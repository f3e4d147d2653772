//! Enumerations (`docs/devel/qapi-code-gen.rst`, "Enumeration types").

use super::{cond, feature, name, types};
use crate::context::{At, Cx};
use crate::definition::Body;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::ir::EnumValue;
use crate::syntax::{Object, Str, Value};

/// `{ 'enum': NAME, 'data': [ … ], '*prefix': STRING }`
pub(super) fn check_expression<'s>(
    cx: &mut Cx<'_>,
    at: At,
    object: &'s Object,
    name: &Str,
) -> Option<Body<'s>> {
    let prefix = match object.get("prefix") {
        None => None,
        Some(Value::Str(prefix)) => Some(&*prefix.text).filter(|p| !p.is_empty()),
        Some(other) => {
            let message = format!("'prefix' must be a string, not {}", other.kind_name());
            cx.report(at.error(codes::WRONG_VALUE, other.span(), message));
            None
        }
    };
    let Value::Array(array) = object.get("data")? else {
        let data = object.get("data")?;
        let message = format!("'data' must be an array, not {}", data.kind_name());
        cx.report(at.error(codes::WRONG_VALUE, data.span(), message));
        return None;
    };
    let permissive = cx.member_exception(&name.text, None);
    let mut values = Vec::with_capacity(array.values.len());
    for value in &array.values {
        values.extend(check_value(cx, at, value, permissive));
    }
    Some(Body::Enum { prefix, values })
}

fn check_value(cx: &mut Cx<'_>, at: At, value: &Value, permissive: bool) -> Option<EnumValue> {
    let (name, object) = feature::named(cx, at, value, "'data' member", &["if", "features"])?;
    name::check_value_name(cx, at, name, permissive).then_some(())?;
    let cond = object.and_then(|o| cond::check_if(cx, at, o, &format!("value '{}'", name.text)));
    let features = object.map_or_else(Vec::new, |o| {
        feature::check_features(cx, at, o, Rule::EnumValueFeatures)
    });
    Some(EnumValue {
        name: name.text.clone(),
        span: Some(name.span),
        cond,
        features,
    })
}

/// Checks that the values' names differ in C.
pub(super) fn check(cx: &mut Cx<'_>, at: At, values: &[EnumValue]) {
    let mut scope = types::Scope::new("value");
    for value in values {
        scope.add(cx, at, &value.name, value.span);
    }
}
