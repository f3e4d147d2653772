//! Commands (`docs/devel/qapi-code-gen.rst`, "Commands").

use super::{member, types};
use crate::context::{At, Cx};
use crate::definition::Body;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::entity::{Checked, Entities, Entity, Kind, Ref};
use crate::ir::CommandFlags;
use crate::syntax::{Object, Str, Value};

/// `{ 'command': NAME, '*data': MEMBERS or NAME, '*returns': TYPE-REF, flags… }`
pub(super) fn check_expression<'s>(
    cx: &mut Cx<'_>,
    at: At,
    object: &'s Object,
    name: &Str,
) -> Option<Body<'s>> {
    let permissive = cx.member_exception(&name.text, Some("arg"));
    let boxed = member::check_boxed(cx, at, object);
    let data = member::check_data(cx, at, object.get("data"), "'data'", !boxed, permissive);
    let returns = match object.get("returns") {
        None => None,
        // QEMU's compiler takes an empty name for none.
        Some(Value::Str(name)) if name.text.is_empty() => None,
        Some(value) => Some(member::check_type_ref(
            cx,
            at,
            value,
            || "'returns'".to_owned(),
            true,
        )?),
    };
    let flags = CommandFlags {
        r#gen: object.get("gen").is_none(),
        success_response: object.get("success-response").is_none(),
        boxed,
        allow_oob: object.get("allow-oob").is_some(),
        allow_preconfig: object.get("allow-preconfig").is_some(),
        coroutine: object.get("coroutine").is_some(),
    };
    Some(Body::Command {
        data: data?,
        returns,
        flags,
    })
}

/// Checks that each flag that is written has the value that is not its default. (Events have
/// `boxed`, too.)
pub(super) fn check_flags(cx: &mut Cx<'_>, at: At, object: &Object) {
    const FLAGS: [(&str, bool); 6] = [
        ("gen", false),
        ("success-response", false),
        ("boxed", true),
        ("allow-oob", true),
        ("allow-preconfig", true),
        ("coroutine", true),
    ];
    for (flag, only) in FLAGS {
        match object.get(flag) {
            Some(Value::Bool(value, _)) if *value == only => {}
            Some(other) => {
                let message = format!("flag '{flag}' may only have the value {only}");
                let diagnostic = at.error(codes::BAD_FLAG, other.span(), message);
                cx.report(diagnostic.help("remove it for the default"));
            }
            None => {}
        }
    }
    let set = |flag| {
        let on = |v: &&Value| matches!(v, Value::Bool(true, _));
        object.get(flag).filter(on).and_then(|_| object.key(flag))
    };
    if let (Some(oob), Some(coroutine)) = (set("allow-oob"), set("coroutine")) {
        let message = "flags 'allow-oob' and 'coroutine' are incompatible";
        let error = at.error(codes::INCOMPATIBLE_FLAGS, coroutine.span, message);
        cx.report(error.label(oob.span, "incompatible with this one"));
    }
}

/// Checks a command against the types that it names.
pub(super) fn check(
    cx: &mut Cx<'_>,
    at: At,
    entities: &Entities<'_>,
    checked: &mut Checked,
    command: &Entity<'_>,
) {
    let Kind::Command {
        data,
        returns,
        flags,
    } = &command.kind
    else {
        return;
    };
    if let Some(data) = data {
        check_arguments(cx, at, entities, checked, data, flags.boxed, "command");
    }
    if let Some(returns) = returns {
        check_return(cx, at, entities, returns, &command.name);
    }
}

/// Checks that the types exist that a damaged definition names.
pub(super) fn check_types_known<'s, const N: usize>(
    cx: &mut Cx<'_>,
    at: At,
    entities: &Entities<'s>,
    used: [(&Option<Ref<'s>>, &str); N],
) {
    for (ty, what) in used {
        if let Some(ty) = ty {
            types::check_known(cx, at, entities, ty, || what.to_owned());
        }
    }
}

/// Checks that `data` is an object, boxed where C cannot pass its members as arguments.
pub(super) fn check_arguments(
    cx: &mut Cx<'_>,
    at: At,
    entities: &Entities<'_>,
    checked: &mut Checked,
    data: &Ref<'_>,
    boxed: bool,
    meta: &str,
) {
    if !types::check_known(cx, at, entities, data, || format!("{meta}'s 'data'")) {
        return;
    }
    let Some((id, ty)) = data.target.map(|id| (id, entities.get(id))) else {
        return;
    };
    if matches!(ty.kind, Kind::Alternate(_)) && boxed && cx.edition.allows(Rule::BoxedAlternates) {
        return;
    }
    let Kind::Object(object) = &ty.kind else {
        let message = format!("{meta}'s 'data' cannot take {}", ty.describe(entities));
        let error = at.error(codes::BAD_DATA_TYPE, data.span, message);
        cx.report(ty.show(error.note("arguments are the members of an object")));
        return;
    };
    if object.variants.is_some() && !boxed {
        let message = format!(
            "{meta}'s 'data' can take {} only with 'boxed': true",
            ty.describe(entities)
        );
        let error = at.error(codes::BAD_DATA_TYPE, data.span, message);
        cx.report(ty.show(error.help("add 'boxed': true")));
        return;
    }
    let first = cx.edition.follows(Rule::ArgumentsCheckedFirst);
    let old = cx.edition.allows(Rule::ChecksByKey);
    if first || old || !cx.edition.is_strict() {
        types::check_object(cx, entities, checked, id);
    }
    let is_empty = checked.members(id).is_empty() && object.variants.is_none();
    if boxed && is_empty && !ty.damaged && !checked.state(id).poisoned {
        cx.unless(Rule::BoxedEmpty, || {
            let message = "'boxed': true requires an object with members";
            at.error(codes::BOXED_WITHOUT_DATA, data.span, message)
        });
    }
    let conditional = checked
        .members(id)
        .iter()
        .find(|&&m| entities.member(m).cond.is_some());
    if let (Some(&member), false) = (conditional, boxed) {
        let member = entities.member(member);
        cx.discourage(Some(Rule::ConditionalArguments), || {
            let message = format!("conditional {meta} arguments require 'boxed': true");
            at.error(codes::CONDITIONAL_ARGUMENTS, member.span, message)
                .here("this one is conditional")
                .help("define a type for the arguments, and add 'boxed': true")
        });
    }
}

/// Checks that a return value is an object or a list of objects, which can get members later.
fn check_return(cx: &mut Cx<'_>, at: At, entities: &Entities<'_>, returns: &Ref<'_>, name: &str) {
    if !types::check_known(cx, at, entities, returns, || {
        "command's 'returns'".to_owned()
    }) || cx.command_returns_exceptions.contains(name)
    {
        return;
    }
    let Some(ty) = entities.target(returns) else {
        return;
    };
    let element = match &ty.kind {
        // An unknown element is the array's to report.
        Kind::Array(element) => match entities.target(element) {
            Some(element) => element,
            None => return,
        },
        _ => ty,
    };
    if !matches!(element.kind, Kind::Object(_)) {
        let message = format!("command's 'returns' cannot take {}", ty.describe(entities));
        cx.report(
            at.error(codes::BAD_RETURN_TYPE, returns.span, message)
                .help(
                    "return an object, which can grow members later; or list the command in the \
                 pragma 'command-returns-exceptions'",
                ),
        );
    }
}
