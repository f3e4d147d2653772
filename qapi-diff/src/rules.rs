//! The rules, a file for each construct of the language.

mod condition;
mod feature;
mod member;
mod root;
mod rust;
mod types;
mod value;

use crate::rule::Rule;

/// Every rule, in the order of documentation.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        root::RULES,
        member::RULES,
        types::RULES,
        value::RULES,
        feature::RULES,
        condition::RULES,
        rust::RULES,
    ]
    .into_iter()
    .flatten()
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|r| r.id == id)
}
