//! Directives: `include` and `pragma` (`docs/devel/qapi-code-gen.rst`, "Include directives",
//! "Pragma directives").
//!
//! QEMU's compiler reports their mistakes at the directive's first line.

use super::{Include, Output};
use crate::diag::{Diagnostic, Diagnostics, codes::syntax as codes};
use crate::edition::{Edition, Rule};
use crate::syntax::{Object, Pragmas, Str, Value};

/// Reads an object with the key `include`.
pub(super) fn include(object: &Object, diagnostics: &mut Diagnostics) -> Option<Include> {
    let value = only_member(object, "include", diagnostics)?;
    let Value::Str(path) = value else {
        let message = "value of 'include' must be a string";
        let error = Diagnostic::error(codes::INVALID_DIRECTIVE, value.span(), message);
        diagnostics.push(is_instead(error, value).reported_at(object.span.first()));
        return None;
    };
    Some(Include {
        path: path.text.clone(),
        path_span: path.span,
        span: object.span,
    })
}

/// Executes an object with the key `pragma`.
pub(super) fn pragma(object: &Object, edition: Edition, out: &mut Output<'_>) {
    let Some(value) = only_member(object, "pragma", out.diagnostics) else {
        out.syntax.lost.pragmas = true;
        return;
    };
    let Value::Object(settings) = value else {
        let message = "value of 'pragma' must be an object";
        let error = Diagnostic::error(codes::INVALID_DIRECTIVE, value.span(), message);
        out.diagnostics
            .push(is_instead(error, value).reported_at(object.span.first()));
        out.syntax.lost.pragmas = true;
        return;
    };
    out.syntax.pragmas.directives += 1;
    for (name, value) in &settings.members {
        let pragma = PRAGMAS.iter().find(|p| p.name == &*name.text);
        let end = pragma.and_then(|p| p.rule?.releases().1);
        let latest = &mut out.syntax.latest;
        *latest = end.into_iter().chain(*latest).min();
        if let Err(error) = set(&mut out.syntax.pragmas, name, value, edition) {
            out.diagnostics.push(error.reported_at(object.span.first()));
            out.syntax.lost.pragmas = true;
        }
    }
}

/// Returns the value of `key`, which must be the object's only one.
fn only_member<'o>(
    object: &'o Object,
    key: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'o Value> {
    if let Some((other, _)) = object.members.iter().find(|(k, _)| *k.text != *key) {
        let message = format!("invalid '{key}' directive");
        let error = Diagnostic::error(codes::INVALID_DIRECTIVE, other.span, message);
        diagnostics.push(
            error
                .here(format!("no other key is allowed beside '{key}'"))
                .reported_at(object.span.first()),
        );
        return None;
    }
    object.members.first().map(|(_, value)| value)
}

/// A pragma: its name, its releases, and its field.
struct Pragma {
    name: &'static str,
    /// None: always known.
    rule: Option<Rule>,
    target: Target,
}

/// The field that a pragma sets.
enum Target {
    Bool(fn(&mut Pragmas) -> &mut bool),
    Names(fn(&mut Pragmas) -> &mut Vec<String>),
}

const PRAGMAS: &[Pragma] = &[
    Pragma {
        name: "doc-required",
        rule: None,
        target: Target::Bool(|p| &mut p.doc_required),
    },
    Pragma {
        name: "command-name-exceptions",
        rule: Some(Rule::PragmaCommandNameExceptions),
        target: Target::Names(|p| &mut p.command_name_exceptions),
    },
    Pragma {
        name: "command-returns-exceptions",
        rule: Some(Rule::PragmaCommandReturnsExceptions),
        target: Target::Names(|p| &mut p.command_returns_exceptions),
    },
    Pragma {
        name: "documentation-exceptions",
        rule: Some(Rule::PragmaDocumentationExceptions),
        target: Target::Names(|p| &mut p.documentation_exceptions),
    },
    Pragma {
        name: "member-name-exceptions",
        rule: Some(Rule::PragmaMemberNameExceptions),
        target: Target::Names(|p| &mut p.member_name_exceptions),
    },
    Pragma {
        name: "returns-whitelist",
        rule: Some(Rule::PragmaReturnsWhitelist),
        target: Target::Names(|p| &mut p.command_returns_exceptions),
    },
    Pragma {
        name: "name-case-whitelist",
        rule: Some(Rule::PragmaNameCaseWhitelist),
        target: Target::Names(|p| &mut p.member_name_exceptions),
    },
];

fn set(
    pragmas: &mut Pragmas,
    name: &Str,
    value: &Value,
    edition: Edition,
) -> Result<(), Box<Diagnostic>> {
    let known = || {
        PRAGMAS
            .iter()
            .filter(|p| p.rule.is_none_or(|rule| edition.allows(rule)))
    };
    let Some(pragma) = known().find(|p| p.name == &*name.text) else {
        return Err(Box::new(unknown(name, known().map(|p| p.name))));
    };
    match (&pragma.target, value) {
        (Target::Bool(field), Value::Bool(value, _)) => *field(pragmas) = *value,
        (Target::Bool(_), _) => {
            let message = format!("pragma '{}' must be boolean", name.text);
            return Err(wrong_value(value, message));
        }
        (Target::Names(field), value) => *field(pragmas) = names(&name.text, value)?,
    }
    Ok(())
}

fn unknown(name: &Str, known: impl Iterator<Item = &'static str>) -> Diagnostic {
    let message = format!("unknown pragma '{}'", name.text);
    let error = Diagnostic::error(codes::UNKNOWN_PRAGMA, name.span, message);
    match PRAGMAS
        .iter()
        .find(|p| p.name == &*name.text)
        .and_then(|p| p.rule)
    {
        // Another release knows it.
        Some(rule) => error.note(format!("QEMU's compiler knows it {}", rule.when())),
        None => error.suggest(&name.text, known),
    }
}

fn names(pragma: &str, value: &Value) -> Result<Vec<String>, Box<Diagnostic>> {
    let message = || format!("pragma {pragma} must be a list of strings");
    let Value::Array(array) = value else {
        return Err(wrong_value(value, message()));
    };
    array
        .values
        .iter()
        .map(|element| match element {
            Value::Str(name) => Ok(name.text.to_string()),
            other => Err(wrong_value(other, message())),
        })
        .collect()
}

fn wrong_value(value: &Value, message: String) -> Box<Diagnostic> {
    let error = Diagnostic::error(codes::INVALID_PRAGMA, value.span(), message);
    Box::new(is_instead(error, value))
}

fn is_instead(error: Diagnostic, value: &Value) -> Diagnostic {
    error.here(format!("this is {}", value.kind_name()))
}
