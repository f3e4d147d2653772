//! Compiles the golden files as their users would, warnings being errors.

#![deny(warnings, missing_docs)]
// The symbols of conditions.json are not declared to cargo.
#![allow(unexpected_cfgs)]
// One of the golden files is named as one of the modules that are generated.
#![allow(clippy::module_inception)]

/// `alternate.json`
pub mod alternate {
    include!("alternate.rs");
}
/// `base64.json`
pub mod base64 {
    include!("base64.rs");
}
/// `command.json`
pub mod command {
    include!("command.rs");
}
/// `conditional_branches.json`
pub mod conditional_branches {
    include!("conditional_branches.rs");
}
/// `conditional_branches_defined.json`
pub mod conditional_branches_defined {
    include!("conditional_branches_defined.rs");
}
/// `conditions.json`
pub mod conditions {
    include!("conditions.rs");
}
/// `conditions_all.json`
pub mod conditions_all {
    include!("conditions_all.rs");
}
/// `constructors.json`
pub mod constructors {
    include!("constructors.rs");
}
/// `convert.json`
pub mod convert {
    include!("convert.rs");
}
/// `convert_old.json`
pub mod convert_old {
    include!("convert_old.rs");
}
/// `custom.json`
pub mod custom {
    include!("custom.rs");
}
/// `deep_bases.json`
pub mod deep_bases {
    include!("deep_bases.rs");
}
/// `docs_none.json`
pub mod docs_none {
    include!("docs_none.rs");
}
/// `downstream.json`
pub mod downstream {
    include!("downstream.rs");
}
/// `empty.json`
pub mod empty {
    include!("empty.rs");
}
/// `enum.json`
pub mod r#enum {
    include!("enum.rs");
}
/// `event.json`
pub mod event {
    include!("event.rs");
}
/// `features.json`
pub mod feature_flags {
    include!("features.rs");
}
/// `keep_some.json`
pub mod keep_some {
    include!("keep_some.rs");
}
/// `keep_unknown.json`
pub mod keep_unknown {
    include!("keep_unknown.rs");
}
/// `modules.json`
pub mod modules {
    include!("modules.rs");
}
/// `names.json`
pub mod names {
    include!("names.rs");
}
/// `recursion.json`
pub mod recursion {
    include!("recursion.rs");
}
/// `server.json`
pub mod server {
    include!("server.rs");
}
/// `releases.json`
pub mod releases {
    include!("releases.rs");
}
/// `releases_kinds.json`
pub mod releases_kinds {
    include!("releases_kinds.rs");
}
/// `releases_terms.json`
pub mod releases_terms {
    include!("releases_terms.rs");
}
/// `releases_unions.json`
pub mod releases_unions {
    include!("releases_unions.rs");
}
/// `secrets.json`
pub mod secrets {
    include!("secrets.rs");
}
/// `simple_union.json`
pub mod simple_union {
    include!("simple_union.rs");
}
/// `struct.json`
pub mod r#struct {
    include!("struct.rs");
}
/// `union.json`
pub mod r#union {
    include!("union.rs");
}
/// `wide.json`
pub mod wide {
    include!("wide.rs");
}
