//! Names (`docs/devel/qapi-code-gen.rst`, "Naming rules and reserved names").

use std::fmt::Display;

use crate::context::{At, Cx};
use crate::definition::Meta;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::name;
use crate::source::Span;
use crate::syntax::Str;

/// The style that a stem must have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Upper,
    Camel,
    /// Lowercase with `-`. Until 5.2 commands had any style; members never, without an exception.
    Lower {
        command: bool,
        permit_upper: bool,
        permit_underscore: bool,
    },
}

/// Checks the name of a definition. Returns false if it is unusable.
pub(super) fn check_definition_name(cx: &mut Cx<'_>, at: At, name: &Str, meta: Meta) -> bool {
    definition_name(
        cx,
        at,
        name,
        meta,
        &format_args!("{} '{}'", meta.key(), name.text),
    )
}

// The description of a name is formatted only for a message, since nearly all names are good.
fn definition_name(cx: &mut Cx<'_>, at: At, name: &Str, meta: Meta, what: &dyn Display) -> bool {
    let text = &*name.text;
    let Some(stem) = check_valid(cx, at, text, name.span, what) else {
        return false;
    };
    let style = match meta {
        Meta::Event => Style::Upper,
        Meta::Command => Style::Lower {
            command: true,
            permit_upper: false,
            permit_underscore: cx.command_name_exceptions.contains(text),
        },
        _ => Style::Camel,
    };
    check_style(cx, at, stem, style, name.span, what);
    for (suffix, rule) in [
        ("List", Rule::ListSuffixOfCommands),
        ("Kind", Rule::KindSuffix),
    ] {
        if text.ends_with(suffix) {
            let diagnostic = || {
                at.error(
                    codes::RESERVED_NAME,
                    name.span,
                    format!("name of {what} must not end in '{suffix}'"),
                )
                .note("the compiler makes types with this ending")
            };
            if suffix == "List" && meta.is_type() {
                cx.report(diagnostic());
            } else {
                cx.unless(rule, diagnostic);
            }
        }
    }
    true
}

/// Checks the name of a member of a struct, a base, arguments. `permissive` if the owner is an
/// exception.
pub(super) fn check_member_name(
    cx: &mut Cx<'_>,
    at: At,
    key: &Str,
    what: &str,
    permissive: bool,
) -> bool {
    member_name(
        cx,
        at,
        key,
        &format_args!("{what} member '{}'", key.text),
        permissive,
    )
}

fn member_name(cx: &mut Cx<'_>, at: At, key: &Str, what: &dyn Display, permissive: bool) -> bool {
    let name = key.text.strip_prefix('*').unwrap_or(&key.text);
    if !check_lower(cx, at, name, key.span, what, permissive) {
        return false;
    }
    if !name::is_reserved_member(name) {
        return true;
    }
    let diagnostic = || {
        at.error(
            codes::RESERVED_NAME,
            key.span,
            format!("{what} has a reserved name"),
        )
        .note("generated C code uses 'u' and names that begin with 'has-' or 'has_'")
    };
    if name.len() < key.text.len() {
        cx.discourage(Some(Rule::ReservedOptionalMembers), diagnostic);
    } else {
        cx.report(diagnostic());
    }
    true
}

/// Checks the name of an enum value. It may start with a digit, since a prefix precedes it in C.
pub(super) fn check_value_name(cx: &mut Cx<'_>, at: At, name: &Str, permissive: bool) -> bool {
    if cx.is_old
        && name::stem(&name.text.replace('.', "-")).is_some_and(|_| name.text.contains('.'))
    {
        let message = format!("value '{}' has dots in its name", name.text);
        let error = at.error(codes::INVALID_NAME, name.span, message);
        cx.report_forgiven(error);
        return true;
    }
    let prefixed;
    let text = if name.text.starts_with(|c: char| c.is_ascii_digit()) {
        prefixed = format!("d{}", name.text);
        &prefixed
    } else {
        &*name.text
    };
    check_lower(
        cx,
        at,
        text,
        name.span,
        &format_args!("value '{}'", name.text),
        permissive,
    )
}

/// Checks only the rules for all names.
pub(super) fn check_valid_name(cx: &mut Cx<'_>, at: At, name: &Str, what: &str) -> bool {
    let what = format_args!("{what} '{}'", name.text);
    check_valid(cx, at, &name.text, name.span, &what).is_some()
}

/// Checks the name of a feature or an alternative: lowercase without exceptions.
pub(super) fn check_plain_name(cx: &mut Cx<'_>, at: At, name: &Str, what: &str) -> bool {
    check_lower(
        cx,
        at,
        &name.text,
        name.span,
        &format_args!("{what} '{}'", name.text),
        false,
    )
}

fn check_lower(
    cx: &mut Cx<'_>,
    at: At,
    name: &str,
    span: Span,
    what: &dyn Display,
    permissive: bool,
) -> bool {
    let Some(stem) = check_valid(cx, at, name, span, what) else {
        return false;
    };
    // Before 6.0 prefixes were not exempt, but all of the name had to be lowercase.
    let stem = if cx.edition.follows(Rule::NamesOfAnyStyle) {
        name
    } else {
        stem
    };
    let style = Style::Lower {
        command: false,
        permit_upper: permissive,
        permit_underscore: permissive,
    };
    check_style(cx, at, stem, style, span, what);
    true
}

/// Maximum length of a name in bytes. Outputs repeat a type's name for each of its members, so they would
/// grow with the square of the schema's size. QEMU's names have fewer than 100.
const MAX_LENGTH: usize = 1024;

/// Checks the rules for every name. Returns the stem.
fn check_valid<'n>(
    cx: &mut Cx<'_>,
    at: At,
    name: &'n str,
    span: Span,
    what: &dyn Display,
) -> Option<&'n str> {
    if name.len() > MAX_LENGTH {
        let message = format!("a name has {} bytes", name.len());
        let note = format!("names have at most {MAX_LENGTH}");
        cx.report(at.error(codes::INVALID_NAME, span, message).note(note));
        return None;
    }
    let stem = name::stem(name);
    if let Some(stem) = stem.filter(|_| !name::is_reserved(name)) {
        return Some(stem);
    }
    let note = if stem.is_some() {
        "names that begin with 'q-' or 'q_' are reserved for the compiler"
    } else {
        "a name has letters, digits, '-' and '_' and begins with a letter; an extension's is \
         prefixed with '__RFQDN_'"
    };
    cx.report(
        at.error(
            codes::INVALID_NAME,
            span,
            format!("{what} has an invalid name"),
        )
        .note(note),
    );
    None
}

fn check_style(cx: &mut Cx<'_>, at: At, stem: &str, style: Style, span: Span, what: &dyn Display) {
    let upper = stem.contains(|c: char| c.is_ascii_uppercase());
    let (holds, any_case, demand) = match style {
        Style::Upper => (name::is_upper(stem), true, "must not use lowercase or '-'"),
        Style::Camel => (name::is_camel(stem), true, "must use CamelCase"),
        Style::Lower {
            command,
            permit_upper: false,
            ..
        } if upper => (false, command, "must not use uppercase"),
        Style::Lower {
            permit_underscore, ..
        } => (
            permit_underscore || !stem.contains('_'),
            true,
            "must not use '_'",
        ),
    };
    if !holds {
        cx.discourage(any_case.then_some(Rule::NamesOfAnyStyle), || {
            let message = format!("name of {what} {demand}");
            let diagnostic = at.error(codes::NAME_STYLE, span, message);
            match restyled(stem, style) {
                Some(better) => diagnostic.help(format!("write '{better}'")),
                None => diagnostic,
            }
        });
    }
}

/// Returns the stem in the style, if single letters make the difference.
fn restyled(stem: &str, style: Style) -> Option<String> {
    match style {
        Style::Upper => Some(stem.to_ascii_uppercase().replace('-', "_")),
        Style::Lower { .. } => Some(stem.to_ascii_lowercase().replace('_', "-")),
        Style::Camel => Some(camel(stem)).filter(|better| name::is_camel(better)),
    }
}

/// Joins the words of `stem`, each with a capital letter first.
fn camel(stem: &str) -> String {
    let words = stem.split(['-', '_']).filter_map(|word| {
        let (first, rest) = word.split_at_checked(1)?;
        Some(first.to_ascii_uppercase() + rest)
    });
    words.collect()
}
