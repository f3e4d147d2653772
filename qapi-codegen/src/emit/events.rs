//! Events: a struct each, and the enum of them all.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Event, EventId};
use quote::quote;

use super::commands::{Item, bridge, visit};
use super::{docs, features};
use crate::filter;
use crate::plan::{At, Plan};
use crate::reach::Direction;

/// Calls the runtime's macros for all events' data.
pub(crate) fn bridges(plan: &Plan<'_>) -> TokenStream {
    let names = chosen(plan).into_iter().map(|(event, name)| {
        let cfg = filter::cfg(plan.config, [event.cond()]);
        let allow = allow(&[event]);
        let plain = !features::declares(plan, event.features());
        (quote!(#cfg #allow #name), plain)
    });
    let names: Vec<_> = names.collect();
    let visit = visit(plan, "Event", &names);
    let mut out = bridge(plan, names, Direction::reply(plan.config.role));
    out.extend(visit);
    out
}

fn chosen<'p>(plan: &'p Plan<'_>) -> Vec<(&'p Event, &'p Ident)> {
    let ids = plan.reach.events.iter();
    ids.map(|&id| (plan.schema.event(id), plan.custom.names.event(id)))
        .collect()
}

/// An event's data.
pub(crate) fn emit(plan: &Plan<'_>, id: EventId) -> TokenStream {
    let event = plan.schema.event(id);
    let name = plan.custom.names.event(id);
    let direction = Direction::reply(plan.config.role);
    let rt = &plan.rt;
    let cfg = filter::cfg(plan.config, [event.cond()]);
    let doc = docs::definition(
        plan,
        At::Module,
        event.doc(),
        event.features(),
        &format!("The event `{}`.", event.name()),
    );
    let deprecated = docs::deprecated(event.features());
    let attributes = plan.custom.attributes(event.name());
    let data = Item {
        name,
        cfg: cfg.clone(),
        attributes: quote!(#doc #deprecated #attributes),
        doc: event.doc(),
        open: false,
        kept: plan.custom.keeps_unknown(event.name()),
        direction,
        deprecated: event.has_feature("deprecated"),
    };
    let data = data.emit(plan, event.arg());
    let wire = event.name();
    let allow = allow(&[event]);
    quote! {
        #data
        #cfg #allow
        impl #rt::Event for #name { const NAME: &'static str = #wire; }
    }
}

fn allow(events: &[&Event]) -> TokenStream {
    docs::allow_deprecated(events.iter().any(|e| e.has_feature("deprecated")))
}

/// The enum of all events.
pub(crate) fn all(plan: &Plan<'_>) -> TokenStream {
    let rt = &plan.rt;
    let events = chosen(plan);
    let direction = Direction::reply(plan.config.role);
    let allow = allow(&events.iter().map(|(e, _)| *e).collect::<Vec<_>>());
    let cfgs: Vec<TokenStream> = events
        .iter()
        .map(|(e, _)| filter::cfg(plan.config, [e.cond()]))
        .collect();
    let variants = events.iter().zip(&cfgs).map(|((event, name), cfg)| {
        let doc = docs::attribute(&format!("`{}`", event.name()));
        quote!(#cfg #doc #name(events::#name),)
    });
    let names = events.iter().zip(&cfgs).map(|((event, name), cfg)| {
        let wire = event.name();
        quote!(#cfg Self::#name(_) => #wire,)
    });
    let mut out = quote! {
        /// Any event of the schema, or one that it does not have.
        #allow
        #[derive(Clone, Debug)]
        #[allow(clippy::large_enum_variant)]
        pub enum Event {
            #(#variants)*
            /// An event that the schema does not have.
            Unknown {
                /// Its name.
                name: #rt::wire::UnknownValue<Event>,
                /// Its data, if it has any.
                data: ::core::option::Option<#rt::wire::Value>,
            },
        }
        #allow
        impl Event {
            /// The name on the wire.
            #[inline]
            pub fn name(&self) -> &str {
                match self { #(#names)* Self::Unknown { name, .. } => name.as_str() }
            }
        }
    };
    if direction.decode {
        let arms = events.iter().zip(&cfgs).map(|((event, name), cfg)| {
            let wire = event.name();
            quote!(#cfg #wire => data.known(Self::#name),)
        });
        let unused = filter::allow_unused(plan.config);
        let (name, data) = if events.is_empty() {
            (quote!(_), quote!(_))
        } else {
            (quote!(name), quote!(data))
        };
        let none = quote!(::core::option::Option::Some(::core::option::Option::None));
        let known = if events.is_empty() {
            none
        } else {
            quote!(match name { #(#arms)* _ => #none, })
        };
        out.extend(quote! {
            #allow
            impl #rt::EventSet for Event {
                #unused
                #[inline]
                fn known(#name: &str, #data: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<::core::option::Option<Self>> {
                    #known
                }
                #[inline]
                fn unknown(name: #rt::wire::UnknownValue<Self>, data: ::core::option::Option<#rt::wire::Value>) -> Self {
                    Self::Unknown { name, data }
                }
                #[inline]
                fn name(&self) -> &str { self.name() }
            }
        });
    }
    if direction.encode {
        let arms = events.iter().zip(&cfgs).map(|((_, name), cfg)| {
            quote!(#cfg Self::#name(data) => #rt::wire::Encode::encode(data, w),)
        });
        out.extend(quote! {
            /// The data alone; the name is beside it in the message.
            #allow
            impl #rt::wire::Encode for Event {
                #[inline]
                fn encode(&self, w: &mut #rt::wire::Writer<'_>) {
                    match self {
                        #(#arms)*
                        Self::Unknown { data, .. } => match data {
                            ::core::option::Option::Some(data) => #rt::wire::Encode::encode(data, w),
                            ::core::option::Option::None => w.object(&[], &[]),
                        },
                    }
                }
            }
        });
    }
    out
}
