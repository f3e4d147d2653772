//! The checks, one file for each construct of the language.
//!
//! [`crate::passes`] calls them in order. [`expression`] checks each definition on its own,
//! [`entities`] all of them in relation to each other, [`doc`] the documentation, [`feature`] the
//! number of features. Invariant: one mistake is one error. A damaged definition causes no errors
//! in its users ([`crate::context::Doubtful`], [`crate::definition::Definition::damaged`]).

mod alternate;
mod command;
mod cond;
pub(crate) mod doc;
pub(crate) mod entities;
mod enumeration;
mod event;
pub(crate) mod expression;
pub(crate) mod feature;
mod keys;
mod member;
mod name;
mod structure;
mod types;
mod union;
