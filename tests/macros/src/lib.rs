//! Runs the examples of qapi-macros' documentation.

#[cfg(doctest)]
#[doc = include_str!("../../../qapi-macros/docs/crate.md")]
mod overview {}

#[cfg(doctest)]
#[doc = include_str!("../../../qapi-macros/docs/include_qapi.md")]
mod include_qapi {}

#[cfg(doctest)]
#[doc = include_str!("../../../qapi-macros/docs/probes.md")]
mod probes {}
