//! The parts of a schema that a configuration keeps, and the attributes that say so in Rust.

use proc_macro2::{Ident, Span, TokenStream};
use qapi_parser::ir::{Cond, CondTree, Feature, Member};
use quote::quote;

use crate::config::{Conditions, Config};

/// Returns true if something with that `if` and those features is part of the generated code.
pub(crate) fn keeps(config: &Config, cond: Option<&Cond>, features: &[Feature]) -> bool {
    holds(config, cond) && !excluded(config, features)
}

/// Returns true if a member stays: no feature bars a required one, since the object would not be
/// valid.
pub(crate) fn keeps_member(config: &Config, member: &Member) -> bool {
    holds(config, member.cond())
        && (!is_optional(config, member) || !excluded(config, member.features()))
}

/// Returns true if a member may be absent. Where everything is generated, whatever its condition, a
/// required member with an `if` is missing from some builds.
pub(crate) fn is_optional(config: &Config, member: &Member) -> bool {
    member.optional() || is_required_if(config, member).is_some()
}

/// The condition under which an optional field's member is required.
pub(crate) fn is_required_if<'m>(config: &Config, member: &'m Member) -> Option<&'m Cond> {
    let all = config.conditions == Conditions::All;
    member.cond().filter(|_| all && !member.optional())
}

/// Returns true if an `if` lets its owner stay.
pub(crate) fn holds(config: &Config, cond: Option<&Cond>) -> bool {
    match (&config.conditions, cond) {
        (Conditions::Defined(symbols), Some(cond)) => cond.holds(&|name| symbols.contains(name)),
        _ => true,
    }
}

/// Returns true if a feature bars its owner.
pub(crate) fn excluded(config: &Config, features: &[Feature]) -> bool {
    features
        .iter()
        .filter(|f| holds(config, f.cond()))
        .any(|f| match f.name() {
            "deprecated" => config.exclude_deprecated,
            "unstable" => config.exclude_unstable,
            _ => false,
        })
}

/// `#[cfg(…)]` for the conditions, where the configuration asks for that; else nothing.
pub(crate) fn cfg(config: &Config, conds: &[Option<&Cond>]) -> TokenStream {
    if config.conditions != Conditions::Cfg {
        return TokenStream::new();
    }
    let mut trees: Vec<&CondTree> = Vec::new();
    for cond in conds.iter().flatten() {
        if !trees.contains(&cond.tree()) {
            trees.push(cond.tree());
        }
    }
    attribute(trees.into_iter().filter_map(predicate).collect())
}

/// `#[cfg(…)]` for where `own` holds and `part` does not; None where nothing is generated for that.
pub(crate) fn complement(
    config: &Config,
    own: Option<&Cond>,
    part: Option<&Cond>,
) -> Option<TokenStream> {
    let tree = part?.tree();
    match config.conditions {
        Conditions::All => None,
        Conditions::Defined(_) => {
            (holds(config, own) && !holds(config, part)).then(TokenStream::new)
        }
        Conditions::Cfg if own.is_some_and(|own| implies(own.tree(), tree)) => None,
        Conditions::Cfg => {
            let not = match tree {
                CondTree::Not(part) => predicate(part)?,
                part => predicate(part).map(|part| quote!(not(#part)))?,
            };
            let own = own.and_then(|own| predicate(own.tree()));
            Some(attribute(own.into_iter().chain([not]).collect()))
        }
    }
}

/// Returns true if where `own` holds, `part` plainly holds, too.
pub(crate) fn covers(own: Option<&Cond>, part: Option<&Cond>) -> bool {
    match (own, part) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(own), Some(part)) => implies(own.tree(), part.tree()),
    }
}

/// Returns true if the first condition plainly includes the second.
fn implies(own: &CondTree, part: &CondTree) -> bool {
    own == part
        || match (own, part) {
            (_, CondTree::All(parts)) => parts.iter().all(|part| implies(own, part)),
            (CondTree::All(owns), _) => owns.iter().any(|own| implies(own, part)),
            (_, CondTree::Any(parts)) => parts.iter().any(|part| implies(own, part)),
            _ => false,
        }
}

/// `#[cfg(…)]` of predicates that must all hold; nothing where there are none.
fn attribute(predicates: Vec<TokenStream>) -> TokenStream {
    match predicates.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(#[cfg(#one)]),
        many => quote!(#[cfg(all(#(#many),*))]),
    }
}

/// The attribute for a parameter that only conditional code uses.
pub(crate) fn allow_unused(config: &Config) -> TokenStream {
    match config.conditions {
        Conditions::Cfg => quote!(#[allow(unused_variables)]),
        _ => TokenStream::new(),
    }
}

/// The predicate for a tree; None for one that holds whatever is defined.
fn predicate(tree: &CondTree) -> Option<TokenStream> {
    Some(match tree {
        CondTree::Symbol(name) => {
            let name = symbol(name);
            quote!(#name)
        }
        CondTree::All(parts) => {
            let parts: Vec<_> = parts.iter().filter_map(predicate).collect();
            quote!(all(#(#parts),*))
        }
        CondTree::Any(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(predicate).collect();
            let parts = parts?;
            quote!(any(#(#parts),*))
        }
        CondTree::Not(part) => {
            let part = predicate(part)?;
            quote!(not(#part))
        }
        CondTree::Opaque(_) => return None,
    })
}

/// A preprocessor symbol as a cfg name.
fn symbol(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
