//! The rules, a file for each construct of the language.

pub(super) mod condition;
pub(super) mod feature;
pub(super) mod member;
pub(super) mod root;
pub(super) mod rust;
pub(super) mod types;
pub(super) mod value;
