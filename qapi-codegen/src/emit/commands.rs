//! Commands: a struct of arguments, or around the type of the arguments.

use proc_macro2::{Ident, Span, TokenStream};
use qapi_parser::ir::{Command, CommandId, Object, TypeId, TypeKind};
use quote::quote;

use super::records::Record;
use super::{docs, features};
use crate::config::Role;
use crate::filter;
use crate::plan::{At, Plan};
use crate::reach::Direction;

/// A command.
pub(crate) fn emit(plan: &Plan<'_>, id: CommandId) -> TokenStream {
    let name = plan.custom.names.command(id);
    let mut out = arguments(plan, plan.schema.command(id), name);
    out.extend(implementation(plan, id, name));
    out
}

/// Calls the runtime's macros for all commands.
pub(crate) fn bridges(plan: &Plan<'_>) -> TokenStream {
    let names = plan.reach.commands.iter().map(|&id| {
        let command = plan.schema.command(id);
        let cfg = filter::cfg(plan.config, [command.cond()]);
        let allow = docs::allow_deprecated(command.has_feature("deprecated"));
        let name = plan.custom.names.command(id);
        let plain = !features::declares(plan, command.features());
        (quote!(#cfg #allow #name), plain)
    });
    let names: Vec<_> = names.collect();
    let visit = visit(plan, "Command", &names);
    let mut out = bridge(plan, names, Direction::request(plan.config.role));
    out.extend(visit);
    out
}

/// The function that brings a visitor to the type of a name.
pub(super) fn visit(plan: &Plan<'_>, kind: &str, items: &[(TokenStream, bool)]) -> TokenStream {
    if items.is_empty() {
        return TokenStream::new();
    }
    let rt = &plan.rt;
    let role = match plan.config.role {
        Role::Client => "",
        Role::Server => "Server",
        Role::Both => "Full",
    };
    let ident = |text: &str| Ident::new(text, Span::call_site());
    let visitor = ident(&format!("{role}{kind}Visitor"));
    let visit = ident(&format!("__visit_{}s", kind.to_lowercase()));
    let names = items.iter().map(|(name, _)| name);
    quote!(#rt::#visit! { #visitor #(#names)* })
}

/// Calls the runtime's macros for the commands or events of those names, each with
/// whether it has no features.
pub(super) fn bridge(
    plan: &Plan<'_>,
    items: Vec<(TokenStream, bool)>,
    direction: Direction,
) -> TokenStream {
    let rt = &plan.rt;
    if items.is_empty() {
        return TokenStream::new();
    }
    let plain = items
        .iter()
        .filter(|(_, plain)| *plain)
        .map(|(name, _)| name);
    let names: Vec<&TokenStream> = items.iter().map(|(name, _)| name).collect();
    let serialize = direction
        .encode
        .then(|| quote!(#rt::__serialize! { #(#names)* }));
    let deserialize = direction
        .decode
        .then(|| quote!(#rt::__deserialize! { #(#names)* }));
    let debug = direction
        .encode
        .then(|| quote!(#rt::__debug! { #(#names)* }));
    quote!(#debug #rt::__no_features! { #(#plain)* } #serialize #deserialize)
}

fn arguments(plan: &Plan<'_>, command: &Command, name: &Ident) -> TokenStream {
    let doc = docs::definition(
        plan,
        At::Module,
        command.doc(),
        command.features(),
        &format!("The command `{}`.", command.name()),
    );
    let deprecated = docs::deprecated(command.features());
    let attributes = plan.custom.attributes(command.name());
    let item = Item {
        name,
        cfg: filter::cfg(plan.config, [command.cond()]),
        attributes: quote!(#doc #deprecated #attributes),
        doc: command.doc(),
        open: is_open(command),
        kept: plan.custom.keeps_unknown(command.name()),
        direction: Direction::request(plan.config.role),
        deprecated: command.has_feature("deprecated"),
    };
    item.emit(plan, command.arg())
}

/// The content of the struct of a command or event.
pub(crate) enum Data<'s> {
    /// The members of that object.
    Members(TypeId, &'s Object),
    /// A value of that type.
    Around(TypeId),
}

/// The content of the struct of a command or event whose data has the type `arg`.
pub(crate) fn data<'s>(plan: &Plan<'s>, arg: Option<TypeId>, open: bool) -> Data<'s> {
    let empty = plan.schema.empty_object();
    let arg = arg.unwrap_or(empty);
    let ty = plan.schema.ty(arg);
    match ty.kind() {
        TypeKind::Object(object) if plan.is_inline(ty) || arg == empty => {
            Data::Members(arg, object)
        }
        // Open arguments have members of their own beside the named type's.
        TypeKind::Object(object) if open && object.branches().is_none() => {
            Data::Members(arg, object)
        }
        _ => Data::Around(arg),
    }
}

/// Returns true if the command takes arguments beyond those that the schema lists.
pub(crate) fn is_open(command: &Command) -> bool {
    command.arg().is_some() && !command.flags().r#gen
}

/// A command or event: a struct around, or with the members of, an object.
pub(super) struct Item<'p> {
    pub(super) name: &'p Ident,
    pub(super) cfg: TokenStream,
    pub(super) attributes: TokenStream,
    pub(super) doc: Option<qapi_parser::ir::DocId>,
    /// True if it takes arguments beyond those that the schema lists.
    pub(super) open: bool,
    /// True if it keeps unknown members by the caller's wish.
    pub(super) kept: bool,
    pub(super) direction: Direction,
    pub(super) deprecated: bool,
}

impl Item<'_> {
    pub(super) fn emit(self, plan: &Plan<'_>, arg: Option<TypeId>) -> TokenStream {
        match data(plan, arg, self.open) {
            Data::Members(arg, object) => self.inline(plan, arg, object),
            Data::Around(arg) => self.named(plan, arg),
        }
    }

    fn inline(self, plan: &Plan<'_>, arg: TypeId, object: &Object) -> TokenStream {
        let fields = plan.fields(arg, object, At::Module);
        let Item {
            name,
            cfg,
            attributes,
            doc,
            open,
            kept,
            direction,
            deprecated,
        } = self;
        let kept = kept && !open;
        let open = (open || kept).then(|| open_field(fields.iter().map(|f| &f.ident)));
        Record {
            name,
            cfg,
            attributes,
            doc,
            fields,
            tag: None,
            open,
            kept,
            at: At::Module,
            direction,
            deprecated,
        }
        .emit(plan)
    }

    fn named(self, plan: &Plan<'_>, arg: TypeId) -> TokenStream {
        let rt = &plan.rt;
        let Item {
            name,
            cfg,
            attributes,
            ..
        } = &self;
        let ty = plan.ty(arg, At::Module);
        let allow = docs::allow_deprecated(self.deprecated);
        let derive = derives(self.direction);
        let mut out = quote! {
            #cfg #attributes #allow
            #[derive(#derive)]
            pub struct #name(
                /// All members.
                pub #ty,
            );
        };
        if self.direction.encode {
            out.extend(quote! {
                #cfg #allow
                impl ::core::convert::From<#ty> for #name {
                    #[inline]
                    fn from(value: #ty) -> Self { Self(value) }
                }
                #cfg #allow
                impl #rt::wire::Encode for #name {
                    #[inline]
                    fn encode(&self, w: &mut #rt::wire::Writer<'_>) { #rt::wire::Encode::encode(&self.0, w) }
                }
            });
        }
        if self.direction.decode {
            out.extend(quote! {
                #cfg #allow
                impl #rt::wire::Decode for #name {
                    #[inline]
                    fn decode(r: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<Self> { r.alternative(Self) }
                }
            });
        }
        out
    }
}

/// The derives of a type around others: types that are sent have a `Debug` through `Encode`.
pub(super) fn derives(direction: Direction) -> TokenStream {
    if direction.encode {
        quote!(Clone)
    } else {
        quote!(Clone, Debug)
    }
}

/// The field of open arguments: `extra`, or where a member is called that, `extra_arguments`.
pub(crate) fn open_field<'f>(mut fields: impl Iterator<Item = &'f Ident>) -> Ident {
    let taken = fields.any(|field| field == "extra");
    Ident::new(
        if taken { "extra_arguments" } else { "extra" },
        Span::call_site(),
    )
}

fn implementation(plan: &Plan<'_>, id: CommandId, name: &Ident) -> TokenStream {
    let command = plan.schema.command(id);
    let rt = &plan.rt;
    let cfg = filter::cfg(plan.config, [command.cond()]);
    let wire = command.name();
    let ok = command
        .ret()
        .map_or_else(|| quote!(()), |ret| plan.ty(ret, At::Module));
    let flags = command.flags();
    let silent = (!flags.success_response).then(|| {
        quote!(
            const SUCCESS_RESPONSE: bool = false;
        )
    });
    let preconfig = flags.allow_preconfig.then(|| {
        quote!(
            const ALLOW_PRECONFIG: bool = true;
        )
    });
    let allow = docs::allow_deprecated(command.has_feature("deprecated"));
    let oob = flags
        .allow_oob
        .then(|| quote!(#cfg #allow impl #rt::OobCommand for #name {}));
    quote! {
        #cfg #allow
        impl #rt::Command for #name {
            const NAME: &'static str = #wire;
            #silent #preconfig
            type Ok = #ok;
        }
        #oob
    }
}
