//! The rules for names, as pure functions on text.
//!
//! `docs/devel/qapi-code-gen.rst`, section "Naming rules and reserved names". The checks choose the
//! rules of the edition.

use std::borrow::Cow;

/// Returns a valid name without the prefixes that the rules ignore: `__RFQDN_` of a downstream
/// extension, and `x-` of an experimental name. None if the name is invalid.
///
/// A valid name has letters, digits, `-` and `_`, and starts with a letter; dots may stand in
/// `__RFQDN_` only.
pub(crate) fn stem(name: &str) -> Option<&str> {
    let upstream = strip_downstream(name).unwrap_or(name);
    if !is_plain(upstream) {
        return None;
    }
    let experimental = upstream
        .strip_prefix("x-")
        .or_else(|| upstream.strip_prefix("X-"));
    Some(
        experimental
            .filter(|rest| is_plain(rest))
            .unwrap_or(upstream),
    )
}

fn strip_downstream(name: &str) -> Option<&str> {
    let (domain, rest) = name.strip_prefix("__")?.split_once('_')?;
    let valid = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
    (!domain.is_empty() && domain.bytes().all(valid)).then_some(rest)
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Returns true if the name is in the name space `q_`, reserved for the compiler.
pub(crate) fn is_reserved(name: &str) -> bool {
    c_name(name).starts_with("q_")
}

/// Returns true if a member's name is reserved: generated C adds members `u` and `has_…`.
pub(crate) fn is_reserved_member(name: &str) -> bool {
    let c = c_name(name);
    c == "u" || c.starts_with("has_")
}

/// Returns the name in C. Two names in one scope must differ in it.
pub(crate) fn c_name(name: &str) -> Cow<'_, str> {
    let differs = |c: char| matches!(c, '-' | '.');
    if name.bytes().any(|b| differs(char::from(b))) {
        let one = |c: char| if differs(c) { '_' } else { c };
        Cow::Owned(name.chars().map(one).collect())
    } else {
        Cow::Borrowed(name)
    }
}

/// Returns true for a stem of an event: no lowercase, no `-`.
pub(crate) fn is_upper(stem: &str) -> bool {
    !stem.contains(|c: char| c.is_ascii_lowercase() || c == '-')
}

/// Returns true for a stem of a type: CamelCase, with at least one lowercase letter.
pub(crate) fn is_camel(stem: &str) -> bool {
    stem.starts_with(|c: char| c.is_ascii_uppercase())
        && stem.bytes().all(|b| b.is_ascii_alphanumeric())
        && stem.contains(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        for (name, expected) in [
            ("a", Some("a")),
            ("x-a", Some("a")),
            ("X-A", Some("A")),
            ("x-", Some("x-")),
            ("x-1", Some("x-1")),
            ("__com.redhat_x-a", Some("a")),
            ("__com.redhat_a_b", Some("a_b")),
            ("__a__b", None),
            ("__a", None),
            ("___a", None),
            ("_a", None),
            ("1a", None),
            ("a.b", None),
            ("", None),
        ] {
            assert_eq!(stem(name), expected, "{name}");
        }
    }

    #[test]
    fn styles() {
        assert!(is_camel("FooBar2") && is_camel("Aa"));
        assert!(!is_camel("FOO") && !is_camel("foo") && !is_camel("Foo_Bar"));
        assert!(is_upper("A_B1") && !is_upper("A-B") && !is_upper("Ab"));
        assert!(is_reserved("q-unix") && is_reserved("q_a") && !is_reserved("qa"));
        assert!(
            is_reserved_member("has-a") && is_reserved_member("u") && !is_reserved_member("us")
        );
    }
}
