//! The expression checks: every top-level object on its own.
//!
//! Input: syntax. Output: [`Definition`]s. Checked are keys, names, the types of values,
//! conditions, and the sections of documentation. No check here looks at another definition.

use super::{
    alternate, command, cond, doc, enumeration, event, feature, keys, name, structure, union,
};
use crate::context::{At, Cx, Stage};
use crate::definition::{Body, Definition, Meta};
use crate::diag::Diagnostic;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::ir::Doc;
use crate::source::Span;
use crate::syntax::{self, Item, Object, Str, Value};

/// Returns the definitions among `items`, in order. Items that an error leaves without meaning are
/// None; the names in them are doubtful then.
pub(crate) fn definitions<'s>(
    cx: &mut Cx<'_>,
    items: &'s [Item],
    docs: &[Doc],
) -> Vec<Option<Box<Definition<'s>>>> {
    items
        .iter()
        .map(|item| match item {
            Item::Include { .. } => None,
            Item::Definition(definition) => {
                let checked = check_definition(cx, definition, docs);
                if checked.is_none() {
                    give_up(cx, definition, docs);
                }
                checked.map(Box::new)
            }
        })
        .collect()
}

/// Notes the names that an object that is no definition may have been meant to define.
fn give_up(cx: &mut Cx<'_>, definition: &syntax::Definition, docs: &[Doc]) {
    let members = &definition.object.members;
    let names = members.iter().filter_map(|(_, value)| match value {
        Value::Str(name) => Some(&*name.text),
        _ => None,
    });
    let doc = definition.doc.and_then(|id| docs.get(id.index()));
    let mut any = false;
    for name in names.chain(doc.and_then(Doc::symbol)) {
        cx.doubtful.add(name);
        any = true;
    }
    if !any {
        cx.doubtful.add_all();
    }
}

/// Checks one definition, in the order of QEMU's compiler ("Schema syntax").
fn check_definition<'s>(
    cx: &mut Cx<'_>,
    definition: &'s syntax::Definition,
    docs: &[Doc],
) -> Option<Definition<'s>> {
    let object = &definition.object;
    let meta = check_meta(cx, object)?;
    let at = At {
        anchor: anchor(object, meta),
    };
    let name = check_name(cx, at, object, meta)?;
    if cx.edition.follows(Rule::ChecksByKey) && !cx.defined.insert(name.text.clone()) {
        let message = format!("'{}' is already defined", name.text);
        cx.report(at.error(codes::ALREADY_DEFINED, name.span, message));
    }
    let doc = doc::check_sections(cx, at, meta, name, definition, docs);
    let damage = cx.damage();
    keys::check_keys(cx, at, object, meta.key(), keys::of(meta))?;
    if cx.damage() > damage && misses_key(object, meta) {
        return None;
    }
    keys::check_editions(cx, at, object, meta);
    let cond = cond::check_if(cx, at, object, meta.key());
    cx.stage = Stage::Parts;
    let body = check_body(cx, at, object, meta, name);
    let features = feature::check_features(cx, at, object, feature::rule_of(meta));
    cx.stage = Stage::Keys;
    command::check_flags(cx, at, object);
    let damaged = definition.damaged || cx.damage() > damage;
    Some(Definition {
        name,
        span: object.span,
        anchor: at.anchor,
        module: definition.module,
        // Otherwise descriptions of missing parts would count as mistakes.
        doc: doc.filter(|_| !damaged),
        cond,
        features,
        body: body?,
        damaged,
    })
}

/// Returns true if a key is missing that goes with another. It may be a misspelt one.
fn misses_key(object: &Object, meta: Meta) -> bool {
    let has = |key| object.get(key).is_some();
    match meta {
        Meta::Union => !(has("base") && has("discriminator")),
        Meta::Command | Meta::Event => has("boxed") && !has("data"),
        _ => false,
    }
}

/// Finds the kind of a definition: exactly one of the keys names it.
fn check_meta(cx: &mut Cx<'_>, object: &Object) -> Option<Meta> {
    let mut metas = Meta::ALL
        .into_iter()
        .filter(|m| object.get(m.key()).is_some());
    match (metas.next(), metas.next()) {
        (Some(meta), None) => Some(meta),
        (first, second) => {
            let keys = Meta::ALL.map(Meta::key);
            let key = |meta: Option<Meta>| meta.and_then(|m| object.key(m.key()));
            let culprit = key(second).map_or(object.span.first(), |key| key.span);
            let message = format!(
                "a definition must have exactly one of the keys {}",
                keys::list(&keys)
            );
            let mut error = Diagnostic::error(codes::NOT_A_DEFINITION, culprit, message);
            if let Some(first) = key(first) {
                error = error.label(first.span, "this key is also there");
            } else {
                for (key, _) in object.members.iter().take(4) {
                    error = error.suggest(&key.text, keys);
                }
            }
            cx.report(error.reported_at(object.span.first()));
            None
        }
    }
}

/// The range from the brace to the name, if the name comes first; else the brace.
fn anchor(object: &Object, meta: Meta) -> Span {
    match object.members.first() {
        Some((key, Value::Str(name))) if &*key.text == meta.key() => {
            object.span.first().to(name.span)
        }
        _ => Span::new(object.span.start, object.span.start + 1),
    }
}

fn check_name<'s>(cx: &mut Cx<'_>, at: At, object: &'s Object, meta: Meta) -> Option<&'s Str> {
    let value = object.get(meta.key())?;
    let Value::Str(name) = value else {
        cx.report(at.error(
            codes::WRONG_VALUE,
            value.span(),
            format!(
                "'{}' must name the definition: a string, not {}",
                meta.key(),
                value.kind_name()
            ),
        ));
        return None;
    };
    name::check_definition_name(cx, at, name, meta).then_some(name)
}

fn check_body<'s>(
    cx: &mut Cx<'_>,
    at: At,
    object: &'s Object,
    meta: Meta,
    name: &Str,
) -> Option<Body<'s>> {
    match meta {
        Meta::Enum => enumeration::check_expression(cx, at, object, name),
        Meta::Struct => structure::check_expression(cx, at, object, name),
        Meta::Union => union::check_expression(cx, at, object, name),
        Meta::Alternate => alternate::check_expression(cx, at, object, name),
        Meta::Command => command::check_expression(cx, at, object, name),
        Meta::Event => event::check_expression(cx, at, object, name),
    }
}
