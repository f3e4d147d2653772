//! Features (`docs/devel/qapi-code-gen.rst`, "Features").

use foldhash::HashSet;

use super::{cond, keys, name};
use crate::context::{At, Cx};
use crate::definition::Meta;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::entity::{Entities, Kind};
use crate::ir::Feature;
use crate::source::Span;
use crate::syntax::{Object, Str, Value};

/// Maximum number of different features in a schema.
const MAX_FEATURES: usize = 64;

/// Features that the language itself defines.
const SPECIAL: [(&str, Rule); 2] = [
    ("deprecated", Rule::DeprecatedTypes),
    ("unstable", Rule::UnstableTypes),
];

/// The rule that gives such a definition features.
pub(super) fn rule_of(meta: Meta) -> Rule {
    match meta {
        Meta::Struct => Rule::StructFeatures,
        Meta::Command => Rule::CommandFeatures,
        Meta::Event => Rule::EventFeatures,
        _ => Rule::MemberFeatures,
    }
}

/// Reads the features of `owner`.
pub(super) fn check_features(cx: &mut Cx<'_>, at: At, owner: &Object, rule: Rule) -> Vec<Feature> {
    let Some(value) = owner.get("features") else {
        return Vec::new();
    };
    keys::check_since(cx, at, owner, "features", rule);
    let Value::Array(array) = value else {
        let message = format!("'features' must be an array, not {}", value.kind_name());
        cx.report(at.error(codes::WRONG_VALUE, value.span(), message));
        return Vec::new();
    };
    array
        .values
        .iter()
        .filter_map(|v| check_feature(cx, at, v))
        .collect()
}

fn check_feature(cx: &mut Cx<'_>, at: At, value: &Value) -> Option<Feature> {
    const WHAT: &str = "'features' member";
    let (name, object) = named(cx, at, value, WHAT, &["if"])?;
    name::check_plain_name(cx, at, name, "feature").then_some(())?;
    let cond = object.and_then(|o| cond::check_if(cx, at, o, &format!("feature '{}'", name.text)));
    Some(Feature {
        name: name.text.clone(),
        span: Some(name.span),
        cond,
    })
}

/// `'name'`, or `{ 'name': 'name', … }` with `optional` keys.
pub(super) fn named<'s>(
    cx: &mut Cx<'_>,
    at: At,
    value: &'s Value,
    what: &str,
    optional: &'static [&'static str],
) -> Option<(&'s Str, Option<&'s Object>)> {
    let object = match value {
        Value::Str(name) => return Some((name, None)),
        Value::Object(object) if cx.edition.allows(Rule::MemberIf) => object,
        other => {
            let message = format!(
                "{what} must be a string or an object, not {}",
                other.kind_name()
            );
            cx.report(at.error(codes::WRONG_VALUE, other.span(), message));
            return None;
        }
    };
    keys::check_keys(
        cx,
        at,
        object,
        what,
        keys::Keys {
            required: &["name"],
            optional,
        },
    )?;
    match object.get("name")? {
        Value::Str(name) => Some((name, Some(object))),
        other => {
            let message = format!(
                "{what} needs a string for 'name', not {}",
                other.kind_name()
            );
            cx.report(at.error(codes::WRONG_VALUE, other.span(), message));
            None
        }
    }
}

/// Checks that no feature is listed twice in one place.
pub(super) fn check_clashes(cx: &mut Cx<'_>, at: At, features: &[Feature]) {
    if features.len() < 2 {
        return;
    }
    let mut seen = foldhash::HashMap::default();
    for feature in features {
        let span = feature.span.unwrap_or(at.anchor);
        match seen.entry(crate::name::c_name(&feature.name)) {
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(span);
            }
            std::collections::hash_map::Entry::Occupied(first) => {
                let message = format!(
                    "feature '{}' collides with another of the same name",
                    feature.name
                );
                let diagnostic = at.error(codes::COLLISION, span, message);
                cx.report(diagnostic.label(*first.get(), "the first one is here"));
            }
        }
    }
}

/// Checks that a type has no feature that is meant for commands, events and members.
pub(super) fn check_special_on_type(cx: &mut Cx<'_>, at: At, features: &[Feature]) {
    for feature in features {
        let special = SPECIAL.iter().find(|(name, _)| **name == *feature.name);
        if let Some((name, rule)) = special {
            let span = feature.span.unwrap_or(at.anchor);
            cx.discourage(Some(*rule), || {
                at.error(
                    codes::FEATURE_ON_TYPE,
                    span,
                    format!("feature '{name}' is not supported for types"),
                )
                .help("put it on the members, commands and events that use the type")
            });
        }
    }
}

/// Checks that a schema has at most 64 different features; [`SPECIAL`] ones always count.
pub(crate) fn check_number(cx: &mut Cx<'_>, entities: &Entities<'_>) {
    let mut seen: HashSet<&str> = SPECIAL.iter().map(|(name, _)| *name).collect();
    for entity in entities.iter() {
        for feature in entity.features.iter().chain(part_features(&entity.kind)) {
            if seen.insert(&feature.name) && seen.len() == MAX_FEATURES + 1 {
                let at = At {
                    anchor: entity.anchor,
                };
                let span: Span = feature.span.unwrap_or(at.anchor);
                cx.unless(Rule::ManyFeatures, || {
                    let message = format!("a schema has at most {MAX_FEATURES} different features");
                    at.error(codes::TOO_MANY_FEATURES, span, message)
                        .here("this is one too many")
                });
                return;
            }
        }
    }
}

fn part_features<'e>(kind: &'e Kind<'_>) -> Box<dyn Iterator<Item = &'e Feature> + 'e> {
    match kind {
        Kind::Enum { values, .. } => Box::new(values.iter().flat_map(|v| &v.features)),
        Kind::Object(object) => Box::new(object.members.iter().flat_map(|m| &m.features)),
        _ => Box::new(std::iter::empty()),
    }
}
