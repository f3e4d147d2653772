//! Events: a struct each, and the enum of them all.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Event, EventId};
use quote::{format_ident, quote};

use super::commands::{Item, bridge, visit};
use super::{docs, features};
use crate::filter;
use crate::items::{
    self, Attributes, Enum, Field, Fields, Function, Impl, Member, Struct, Variant,
};
use crate::plan::{At, Plan};
use crate::reach::Direction;

/// Calls the runtime's macros for all events' data.
pub(crate) fn bridges(plan: &Plan<'_>) -> Vec<items::Item> {
    let names = chosen(plan).into_iter().map(|(event, name)| {
        let cfg = filter::cfg(plan.config, &[event.cond()]);
        let allow = allow(&[event]);
        let plain = !features::declares(plan, event.features());
        (Attributes::of(&cfg).and(allow), name.clone(), plain)
    });
    let names: Vec<_> = names.collect();
    let visit = visit(plan, "Event", &names);
    let mut out = bridge(plan, names, Direction::reply(plan.config.role));
    out.push(visit);
    out
}

fn chosen<'p>(plan: &'p Plan<'_>) -> Vec<(&'p Event, &'p Ident)> {
    let ids = plan.reach.events.iter();
    ids.map(|&id| (plan.schema.event(id), plan.custom.names.event(id)))
        .collect()
}

/// An event's data.
pub(crate) fn emit(plan: &Plan<'_>, id: EventId) -> Vec<items::Item> {
    let event = plan.schema.event(id);
    let name = plan.custom.names.event(id);
    let rt = &plan.rt;
    let wire = event.name();
    let cfg = filter::cfg(plan.config, &[event.cond()]);
    let outer = Attributes::of(&cfg).and(allow(&[event]));
    let constant = quote!(const NAME: &'static str = #wire;);
    let of_event = Impl::of_trait(outer, quote!(#rt::Event), name, constant);
    let mut out = item(plan, id).emit(plan, event.arg());
    out.push(items::Item::Impl(of_event));
    out
}

/// The struct of an event's data.
pub(crate) fn define(plan: &Plan<'_>, id: EventId) -> Struct {
    let event = plan.schema.event(id);
    item(plan, id).define(plan, event.arg())
}

fn item<'p>(plan: &'p Plan<'_>, id: EventId) -> Item<'p> {
    let event = plan.schema.event(id);
    let docs = docs::definition(
        plan,
        At::Module,
        event.doc(),
        event.features(),
        &format!("The event `{}`.", event.name()),
    );
    Item {
        name: plan.custom.names.event(id),
        required: plan.custom.names.required_of_event(id),
        cfg: filter::cfg(plan.config, &[event.cond()]),
        docs,
        attributes: plan.custom.attributes(event.name()),
        doc: event.doc(),
        open: false,
        kept: plan.custom.keeps_unknown(event.name()),
        direction: Direction::reply(plan.config.role),
        deprecated: event.has_feature("deprecated"),
    }
}

fn allow(events: &[&Event]) -> TokenStream {
    docs::allow_deprecated(events.iter().any(|e| e.has_feature("deprecated")))
}

/// The events with their `#[cfg]`.
struct All<'p> {
    events: Vec<(&'p Event, &'p Ident, TokenStream)>,
    allow: TokenStream,
}

/// The enum of all events.
pub(crate) fn all(plan: &Plan<'_>) -> Vec<items::Item> {
    let events = chosen(plan);
    let allow = allow(&events.iter().map(|(e, _)| *e).collect::<Vec<_>>());
    let cfg = |event: &Event| filter::cfg(plan.config, &[event.cond()]);
    let events = events.into_iter();
    let all = All {
        events: events
            .map(|(event, name)| (event, name, cfg(event)))
            .collect(),
        allow,
    };
    let direction = Direction::reply(plan.config.role);
    let mut out = vec![
        items::Item::Enum(all.define(plan)),
        items::Item::Impl(all.name()),
    ];
    if direction.decode {
        out.push(items::Item::Impl(all.decode(plan)));
    }
    if direction.encode {
        out.push(items::Item::Impl(all.encode(plan)));
    }
    out
}

impl All<'_> {
    fn define(&self, plan: &Plan<'_>) -> Enum {
        let rt = &plan.rt;
        let variants = self.events.iter().map(|(event, name, cfg)| Variant {
            attributes: Attributes::of(cfg).doc(format!("`{}`", event.name())),
            name: (*name).clone(),
            fields: Fields::Tuple(vec![Field::plain(quote!(events::#name))]),
            wire: None,
        });
        let field = |doc, name, ty| Field {
            attributes: Attributes::default().doc(doc),
            name: Some(format_ident!("{name}")),
            ..Field::plain(ty)
        };
        let name = field("Its name.", "name", quote!(#rt::wire::UnknownValue<Event>));
        let data = Field {
            optional: true,
            ..field("Its data, if it has any.", "data", quote!(#rt::wire::Value))
        };
        let unknown = Variant {
            attributes: Attributes::default().doc("An event that the schema does not have."),
            name: format_ident!("Unknown"),
            fields: Fields::Named(vec![name, data]),
            wire: None,
        };
        let doc = "Any event of the schema, or one that it does not have.";
        Enum {
            attributes: Attributes::default()
                .doc(doc)
                .and(self.allow.clone())
                .derive(vec![quote!(Clone), quote!(Debug)])
                .and(quote!(#[allow(clippy::large_enum_variant)])),
            name: format_ident!("Event"),
            variants: variants.chain([unknown]).collect(),
        }
    }

    fn outer(&self) -> Attributes {
        Attributes::default().and(self.allow.clone())
    }

    fn name(&self) -> Impl {
        let names = self.events.iter().map(|(event, name, cfg)| {
            let wire = event.name();
            quote!(#cfg Self::#name(_) => #wire,)
        });
        let name = Function {
            attributes: Attributes::default()
                .doc("The name on the wire.")
                .and(quote!(#[inline])),
            name: format_ident!("name"),
            receiver: quote!(&self),
            parameters: Vec::new(),
            result: Some(quote!(&str)),
            body: quote!(match self { #(#names)* Self::Unknown { name, .. } => name.as_str() }),
        };
        Impl {
            attributes: self.outer(),
            generics: TokenStream::new(),
            of_trait: None,
            of: format_ident!("Event").into(),
            members: vec![Member::Function(name)],
        }
    }

    fn decode(&self, plan: &Plan<'_>) -> Impl {
        let rt = &plan.rt;
        let arms = self.events.iter().map(|(event, name, cfg)| {
            let wire = event.name();
            quote!(#cfg #wire => data.known(Self::#name),)
        });
        let unused = filter::allow_unused(plan.config);
        let (name, data) = if self.events.is_empty() {
            (quote!(_), quote!(_))
        } else {
            (quote!(name), quote!(data))
        };
        let none = quote!(::core::option::Option::Some(::core::option::Option::None));
        let known = if self.events.is_empty() {
            none
        } else {
            quote!(match name { #(#arms)* _ => #none, })
        };
        let body = quote! {
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
        };
        let name = format_ident!("Event");
        Impl::of_trait(self.outer(), quote!(#rt::EventSet), &name, body)
    }

    fn encode(&self, plan: &Plan<'_>) -> Impl {
        let rt = &plan.rt;
        let arms = self.events.iter().map(
            |(_, name, cfg)| quote!(#cfg Self::#name(data) => #rt::wire::Encode::encode(data, w),),
        );
        let body = quote! {
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
        };
        let doc = "The data alone; the name is beside it in the message.";
        let outer = Attributes::default().doc(doc).and(self.allow.clone());
        let name = format_ident!("Event");
        Impl::of_trait(outer, quote!(#rt::wire::Encode), &name, body)
    }
}
