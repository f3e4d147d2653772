//! The function `schema`: the wire model of the generated items, as text that is parsed once.

use proc_macro2::{Literal, TokenStream};
use qapi_introspect::SchemaInfo;
use qapi_introspect::json::Json;
use quote::{format_ident, quote};

use crate::config::Conditions;
use crate::index::Index;
use crate::introspect_from_ir::{Options, Symbols, introspect};
use crate::items::{Attributes, Function, Item};
use crate::plan::Plan;

/// The function.
pub(crate) fn emit(plan: &Plan<'_>) -> Vec<Item> {
    let rt = &plan.rt;
    let text = literal(&text(plan));
    let names = &plan.config.releases;
    let function = |doc, name, result, body| {
        Item::Function(Function {
            attributes: Attributes::default().doc(doc),
            name: format_ident!("{name}"),
            receiver: TokenStream::new(),
            parameters: Vec::new(),
            result: Some(result),
            body,
        })
    };
    let schema = function(
        "The wire model of the schema: a peer's answer to `query-qmp-schema`.",
        "schema",
        quote!(&'static #rt::introspect::Schema<'static>),
        quote! {
            static SCHEMA: ::std::sync::LazyLock<#rt::introspect::Schema<'static>> =
                ::std::sync::LazyLock::new(|| #rt::wire::embedded_schema(#text));
            &SCHEMA
        },
    );
    let releases = (!names.is_empty()).then(|| {
        function(
            "The releases that this code is for, the newest first.",
            "releases",
            quote!(&'static [&'static str]),
            quote!(&[#(#names),*]),
        )
    });
    [schema].into_iter().chain(releases).collect()
}

/// The literal that `quote!` would make, but read as a whole instead of escaped character by
/// character: it is the longest by far.
fn literal(text: &str) -> Literal {
    let mut escaped = String::with_capacity(text.len() * 2);
    escaped.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped.push('"');
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    match escaped.parse() {
        Ok(literal) if plain => literal,
        _ => Literal::string(text),
    }
}

fn text(plan: &Plan<'_>) -> String {
    let symbols = match &plan.config.conditions {
        Conditions::Defined(symbols) => {
            Symbols::defined(symbols).unwrap_or_else(|_| Symbols::all())
        }
        Conditions::All | Conditions::Cfg => Symbols::all(),
    };
    let mut options = Options::new().symbols(symbols);
    options.any_build = plan.config.conditions == Conditions::All;
    let mut infos = introspect(plan.schema, &options);
    if plan.config.select.is_some() {
        keep_selected(plan, &mut infos);
    }
    let answer: Json<'_> = infos.iter().map(SchemaInfo::to_json).collect();
    answer.to_string()
}

/// Keeps the selected commands and events with the types that they refer to.
fn keep_selected(plan: &Plan<'_>, infos: &mut Vec<SchemaInfo<'_>>) {
    let commands = plan
        .reach
        .commands
        .iter()
        .map(|&id| plan.schema.command(id).name());
    let events = plan
        .reach
        .events
        .iter()
        .map(|&id| plan.schema.event(id).name());
    let mut left: Vec<&str> = commands.chain(events).collect();
    let index = Index::of(infos.iter().map(|info| info.name.as_ref()));
    let mut kept = vec![false; infos.len()];
    while let Some(name) = left.pop() {
        if let Some(at) = index.get(name)
            && !std::mem::replace(&mut kept[at], true)
        {
            left.extend(infos[at].references());
        }
    }
    let mut kept = kept.into_iter();
    infos.retain(|_| kept.next() == Some(true));
}
