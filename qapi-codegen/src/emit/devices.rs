//! Device types: a struct over the runtime's `Properties`, with a method for each property.
//!
//! The properties are values behind names, not fields: forty drivers have some three thousand, and
//! fields cost the compiler many times as much as these methods.

use proc_macro2::{Literal, TokenStream};
use qapi_args::devices::Kind;
use qapi_parser::ir::{TypeId, TypeKind};
use quote::{format_ident, quote};

use crate::devices::{Device, Setter, ValueType};
use crate::items::{Attributes, Field, Fields, Function, Impl, Item, Member, Parameter, Struct};
use crate::plan::{At, Plan};

/// The struct and its methods.
pub(crate) fn emit(plan: &Plan<'_>, number: usize) -> Vec<Item> {
    let device = &plan.devices.list[number];
    let rt = &plan.rt;
    let definition = Struct {
        attributes: Attributes::default().doc(doc(device)),
        name: device.ident.clone(),
        generics: TokenStream::new(),
        fields: Fields::Tuple(vec![Field::plain(quote!(#rt::devices::Properties))]),
    };
    let optional = device.properties.iter().filter(|p| !p.required);
    let setters = optional.map(|property| setter(plan, property));
    let functions = [new(plan, device)].into_iter().chain(setters);
    let own = Impl {
        attributes: Attributes::default(),
        generics: TokenStream::new(),
        of_trait: None,
        of: device.ident.clone().into(),
        members: functions.map(Member::Function).collect(),
    };
    vec![Item::Struct(definition), Item::Impl(own)]
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Device => "device",
        Kind::Object => "object",
        Kind::Machine => "machine",
        Kind::Cpu => "CPU model",
        _ => "accelerator",
    }
}

fn doc(device: &Device) -> String {
    let mut text = format!("The {} `{}`.", noun(device.kind), device.name);
    if !device.releases.is_empty() {
        let releases = device.releases.join(", ");
        text.push_str(&format!("\n\nIn QEMU {releases} only."));
    }
    text
}

fn new(plan: &Plan<'_>, device: &Device) -> Function {
    let required: Vec<&Setter> = device.properties.iter().filter(|p| p.required).collect();
    let (doc, clippy) = if required.is_empty() {
        let allow = quote!(#[allow(clippy::new_without_default)]);
        ("With QEMU's defaults.", allow)
    } else {
        ("With the properties that it requires.", TokenStream::new())
    };
    let parameters = required.iter().map(|property| Parameter {
        attributes: Attributes::default(),
        name: property.ident.clone(),
        ty: parameter(plan, &property.value),
    });
    let first = quote!(Self::bare());
    let chain = required.iter().fold(first, |chain, property| {
        let name = Literal::string(&property.name);
        let ident = &property.ident;
        let value = value(plan, &property.value, &quote!(#ident));
        quote!(#chain.with(#name, #value))
    });
    Function {
        attributes: Attributes::default()
            .doc(doc)
            .and(quote!(#[must_use]))
            .and(clippy),
        name: format_ident!("new"),
        receiver: TokenStream::new(),
        parameters: parameters.collect(),
        result: Some(quote!(Self)),
        body: chain,
    }
}

fn setter(plan: &Plan<'_>, property: &Setter) -> Function {
    let name = Literal::string(&property.name);
    let value = value(plan, &property.value, &quote!(value));
    Function {
        attributes: Attributes::default()
            .doc(&*property.doc)
            .and(quote!(#[must_use])),
        name: property.ident.clone(),
        receiver: quote!(self),
        parameters: vec![Parameter {
            attributes: Attributes::default(),
            name: format_ident!("value"),
            ty: parameter(plan, &property.value),
        }],
        result: Some(quote!(Self)),
        body: quote!(self.with(#name, #value)),
    }
}

/// A type of the schema that is generated and can be sent.
fn named(plan: &Plan<'_>, name: &str) -> Option<(TypeId, bool)> {
    let mut types = plan.schema.types();
    let (id, ty) = types.find(|(_, ty)| ty.name() == name)?;
    let generated = plan.type_ident(id).is_some() && plan.direction(id).encode;
    match ty.kind() {
        TypeKind::Enum(_) if generated => Some((id, true)),
        TypeKind::Object(_) if generated => Some((id, false)),
        _ => None,
    }
}

/// An enumeration of the schema, which as a property takes text.
fn is_enum(plan: &Plan<'_>, name: &str) -> bool {
    let mut types = plan.schema.types();
    types.any(|(_, ty)| ty.name() == name && matches!(ty.kind(), TypeKind::Enum(_)))
}

fn parameter(plan: &Plan<'_>, value: &ValueType) -> TokenStream {
    let rt = &plan.rt;
    let text = quote!(impl ::core::convert::Into<::std::string::String>);
    match value {
        ValueType::Integer(bits, signed) => {
            let ident = format_ident!("{}{bits}", if *signed { "i" } else { "u" });
            quote!(#ident)
        }
        ValueType::Bool => quote!(bool),
        ValueType::Text => text,
        ValueType::Named(name) => match named(plan, name) {
            Some((id, true)) => plan.ty(id, At::Module),
            Some((id, false)) => {
                let ty = plan.ty(id, At::Module);
                quote!(&#ty)
            }
            None if is_enum(plan, name) => text,
            None => quote!(impl ::core::convert::Into<#rt::wire::Value>),
        },
        ValueType::Json => quote!(impl ::core::convert::Into<#rt::wire::Value>),
    }
}

fn value(plan: &Plan<'_>, ty: &ValueType, value: &TokenStream) -> TokenStream {
    let rt = &plan.rt;
    let text = quote!(::core::convert::Into::<::std::string::String>::into(#value));
    match ty {
        ValueType::Text => text,
        ValueType::Named(name) => match named(plan, name) {
            Some((_, true)) => quote!(#value.as_str()),
            Some((_, false)) => quote!(#rt::wire::to_value(#value)),
            None if is_enum(plan, name) => text,
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

/// Impls of all device types, a line for each.
pub(crate) fn bridges(plan: &Plan<'_>) -> Vec<Item> {
    let rt = &plan.rt;
    let kinds = [
        (Kind::Device, quote!(Device)),
        (Kind::Object, quote!(Object)),
        (Kind::Machine, quote!(Machine)),
        (Kind::Cpu, quote!(Cpu)),
        (Kind::Accel, quote!(Accel)),
    ];
    let mut out = Vec::new();
    for (kind, token) in kinds {
        let devices = plan.devices.list.iter().filter(|d| d.kind == kind);
        let lines: Vec<TokenStream> = devices
            .map(|device| {
                let ident = &device.ident;
                let name = Literal::string(&device.name);
                let type_name = Literal::string(&device.type_name);
                quote!(#ident #name #type_name)
            })
            .collect();
        if !lines.is_empty() {
            out.push(Item::Other(quote!(#rt::__devices! { #token #(#lines)* })));
        }
    }
    out
}
