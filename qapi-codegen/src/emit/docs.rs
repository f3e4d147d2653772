//! Documentation of generated items.

use proc_macro2::TokenStream;
use qapi_parser::ir::{DocId, Feature};
use quote::quote;

use crate::plan::Plan;

/// Documentation of a definition.
pub(crate) fn definition(plan: &Plan<'_>, doc: Option<DocId>, fallback: &str) -> TokenStream {
    let text = doc.and_then(|id| {
        let doc = plan.schema.doc(id);
        let text: Vec<&str> = doc.sections().iter().filter(|s| matches!(s.kind(), qapi_parser::ir::DocKind::Plain)).map(|s| s.text()).collect();
        let text = text.join("\n\n");
        (!text.trim().is_empty()).then_some(text)
    });
    attribute(text.as_deref().unwrap_or(fallback))
}

/// Documentation of a member, branch, value or argument.
pub(crate) fn member(plan: &Plan<'_>, doc: Option<DocId>, name: &str, fallback: &str) -> TokenStream {
    let text = doc.and_then(|id| plan.schema.doc(id).member(name)).filter(|t| !t.trim().is_empty());
    attribute(text.unwrap_or(fallback))
}

/// `#[deprecated]` if a feature says so.
pub(crate) fn deprecated(features: &[Feature]) -> TokenStream {
    if features.iter().any(|f| f.name() == "deprecated") { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// `#[doc = …]`, as one attribute whatever its lines.
pub(crate) fn attribute(text: &str) -> TokenStream {
    quote!(#[doc = #text])
}
