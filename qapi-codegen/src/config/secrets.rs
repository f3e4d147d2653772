//! Members that hold secrets, which generated `Debug` must not show.
//!
//! Each member is a secret or none by the time that code is generated: by its name and its
//! documentation, unless the caller's patterns say otherwise. The last one that matches decides.

use qapi_introspect::secrets::{MEMBERS, PHRASES, matches};
use qapi_parser::ir::{Builtin, Schema, TypeId, TypeKind};

use super::custom::Resolver;
use crate::names::paths::What;

/// The caller's patterns.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    /// Each pattern, with true if its matches are secrets.
    rules: Vec<(String, bool)>,
}

impl Secrets {
    pub(super) fn new(patterns: &[String], resolver: &mut Resolver<'_>) -> Self {
        let rules = patterns
            .iter()
            .map(|pattern| match pattern.strip_prefix('!') {
                Some(pattern) => (pattern.to_owned(), false),
                None => (pattern.clone(), true),
            });
        let rules: Vec<(String, bool)> = rules.collect();
        for (pattern, _) in &rules {
            resolver.rule("secret", pattern, |_, what| {
                matches!(what, What::Member | What::Inherited)
            });
        }
        Secrets { rules }
    }

    /// Returns true if the member of type `ty` at `path` (`Type.member`), so documented, holds a
    /// secret.
    pub(super) fn contain(&self, schema: &Schema, path: &str, ty: TypeId, doc: &str) -> bool {
        let mut rules = self.rules.iter().rev();
        if let Some((_, secret)) = rules.find(|(pattern, _)| matches(pattern, path)) {
            return *secret;
        }
        let named = || MEMBERS.iter().any(|pattern| matches(pattern, path));
        let documented = || PHRASES.iter().any(|phrase| doc.contains(phrase));
        is_text(schema, ty) && (named() || documented())
    }
}

/// Returns true if a value of the type may be a secret by itself: a flag or a choice is none.
fn is_text(schema: &Schema, id: TypeId) -> bool {
    match schema.ty(id).kind() {
        TypeKind::Builtin(builtin) => matches!(builtin, Builtin::Str | Builtin::Any),
        TypeKind::Array(array) => {
            let element = schema.ty(array.element()).kind();
            matches!(element, TypeKind::Builtin(Builtin::Str))
        }
        TypeKind::Alternate(_) => true,
        TypeKind::Enum(_) | TypeKind::Object(_) => false,
    }
}
