//! Keys of objects (`docs/devel/qapi-code-gen.rst`, "Schema syntax": each definition lists its
//! keys, and there are no others).

use crate::context::{At, Cx};
use crate::definition::Meta;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::syntax::{Object, Value};

/// The required and the optional keys of an object.
pub(super) struct Keys {
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

/// The keys of a definition.
pub(super) fn of(meta: Meta) -> Keys {
    let (required, optional): (&[_], &[_]) = match meta {
        Meta::Enum => (&["enum", "data"], &["if", "features", "prefix"]),
        Meta::Struct => (&["struct", "data"], &["base", "if", "features"]),
        // Without `base` and `discriminator` it may be a simple union: see `union`.
        Meta::Union => (
            &["union", "data"],
            &["base", "discriminator", "if", "features"],
        ),
        Meta::Alternate => (&["alternate", "data"], &["if", "features"]),
        Meta::Command => (
            &["command"],
            &[
                "data",
                "returns",
                "boxed",
                "if",
                "features",
                "gen",
                "success-response",
                "allow-oob",
                "allow-preconfig",
                "coroutine",
            ],
        ),
        Meta::Event => (&["event"], &["data", "boxed", "if", "features"]),
    };
    Keys { required, optional }
}

/// Checks an object's keys. Returns None if one is missing, since its value cannot be read then.
pub(super) fn check_keys(
    cx: &mut Cx<'_>,
    at: At,
    object: &Object,
    what: &str,
    keys: Keys,
) -> Option<()> {
    let Keys { required, optional } = keys;
    let missing: Vec<_> = required
        .iter()
        .copied()
        .filter(|k| object.get(k).is_none())
        .collect();
    let unknown: Vec<_> = object
        .members
        .iter()
        .map(|(key, _)| key)
        .filter(|k| !required.contains(&&*k.text) && !optional.contains(&&*k.text))
        .collect();
    if let Some(first) = unknown.first() {
        let known: Vec<_> = required.iter().chain(optional).copied().collect();
        let mut diagnostic = at
            .error(
                codes::UNKNOWN_KEY,
                first.span,
                format!(
                    "{what} has unknown {}",
                    plural("key", unknown.iter().map(|k| &*k.text))
                ),
            )
            .suggest(&first.text, known.iter().copied())
            .note(format!("valid keys are {}", list(&known)));
        for more in unknown.iter().skip(1).take(MANY) {
            diagnostic = diagnostic.label(more.span, "also unknown");
        }
        // A missing key that is only misspelt is the same mistake.
        cx.report(diagnostic);
        return missing.is_empty().then_some(());
    }
    if missing.is_empty() {
        return Some(());
    }
    let message = format!("{what} misses {}", plural("key", missing.iter().copied()));
    cx.report(at.error(codes::MISSING_KEY, object.span, message));
    None
}

/// Maximum number of culprits that a message names.
const MANY: usize = 8;

/// `key 'a'`, or `keys 'a', 'b'`.
fn plural<'n>(noun: &str, names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let count = names.len();
    let shown: Vec<_> = names.take(MANY).collect();
    let more = if count > MANY { ", …" } else { "" };
    format!(
        "{noun}{} {}{more}",
        if count == 1 { "" } else { "s" },
        list(&shown)
    )
}

/// `'a', 'b'`
pub(super) fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|n| format!("'{n}'")).collect();
    quoted.join(", ")
}

/// Checks that the edition knows all keys of a definition.
pub(super) fn check_editions(cx: &mut Cx<'_>, at: At, object: &Object, meta: Meta) {
    check_since(cx, at, object, "if", Rule::DefinitionIf);
    if meta == Meta::Command {
        check_since(cx, at, object, "allow-oob", Rule::AllowOob);
        check_since(cx, at, object, "allow-preconfig", Rule::AllowPreconfig);
        check_since(cx, at, object, "coroutine", Rule::Coroutine);
    }
}

/// Checks that the edition knows `key`.
pub(super) fn check_since(cx: &mut Cx<'_>, at: At, object: &Object, key: &str, rule: Rule) {
    if let Some((key, _)) = object.members.iter().find(|(k, _)| &*k.text == key) {
        cx.unless(rule, || {
            let since = rule.releases().0;
            let diagnostic = at.error(
                codes::UNKNOWN_KEY,
                key.span,
                format!("unknown key '{}'", key.text),
            );
            match since {
                Some(since) => diagnostic.note(format!("QEMU {since} introduced it here")),
                None => diagnostic,
            }
        });
    }
}

/// Returns the value as an object; reports any other kind.
pub(super) fn object_of<'s>(
    cx: &mut Cx<'_>,
    at: At,
    value: &'s Value,
    what: &str,
) -> Option<&'s Object> {
    match value {
        Value::Object(object) => Some(object),
        other => {
            let message = format!("{what} must be an object, not {}", other.kind_name());
            cx.report(at.error(codes::WRONG_VALUE, other.span(), message));
            None
        }
    }
}
