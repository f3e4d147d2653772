//! Commands: a struct of arguments, or around the type of the arguments.

use proc_macro2::{Ident, Span, TokenStream};
use qapi_parser::ir::{CommandId, Object, TypeId, TypeKind};
use quote::{format_ident, quote};

use super::records::Record;
use super::{docs, features, required};
use crate::config::Role;
use crate::filter;
use crate::items::{self, Attribute, Attributes, Call, Fields, Holds, Impl, Member, Struct, Wire};
use crate::plan::{At, Plan};
use crate::reach::{Direction, is_open};

/// A command.
pub(crate) fn emit(plan: &Plan<'_>, id: CommandId) -> Vec<items::Item> {
    let command = plan.schema.command(id);
    let name = plan.custom.names.command(id);
    let mut out = item(plan, id).emit(plan, command.arg());
    let impls = implementation(plan, id, name).into_iter();
    out.extend(impls.map(items::Item::Impl));
    out
}

/// The struct of a command.
pub(crate) fn define(plan: &Plan<'_>, id: CommandId) -> Struct {
    let command = plan.schema.command(id);
    item(plan, id).define(plan, command.arg())
}

/// Calls the runtime's macros for all commands.
pub(crate) fn bridges(plan: &Plan<'_>) -> Vec<items::Item> {
    let names = plan.reach.commands.iter().map(|&id| {
        let command = plan.schema.command(id);
        let cfg = filter::cfg(plan.config, &[command.cond()]);
        let allow = docs::allow_deprecated(command.has_feature("deprecated"));
        let name = plan.custom.names.command(id).clone();
        let plain = !features::declares(plan, command.features());
        (Attributes::of(&cfg).and(allow), name, plain)
    });
    let names: Vec<_> = names.collect();
    let visit = visit(plan, "Command", &names);
    let mut out = bridge(plan, names, Direction::request(plan.config.role));
    out.push(visit);
    out
}

/// A command or event for the runtime's macros: its attributes, its name, and true if it has no
/// features.
pub(super) type Bridged = (Attributes, Ident, bool);

/// The function that brings a visitor to the type of a name. A schema without commands or events has
/// it too, so that a program for any schema compiles.
pub(super) fn visit(plan: &Plan<'_>, kind: &str, bridged: &[Bridged]) -> items::Item {
    let rt = &plan.rt;
    let role = match plan.config.role {
        Role::Client => "",
        Role::Server => "Server",
        Role::Both => "Full",
    };
    let ident = |text: &str| Ident::new(text, Span::call_site());
    let visitor = ident(&format!("{role}{kind}Visitor"));
    let visit = ident(&format!("__visit_{}s", kind.to_lowercase()));
    let all = bridged.iter().map(|(attributes, name, _)| {
        // The function itself allows deprecated types.
        let cfg = attributes.cfg();
        quote!(#cfg #name)
    });
    items::Item::Other(quote!(#rt::#visit! { #visitor #(#all)* }))
}

/// Calls the runtime's macros for commands or events.
pub(super) fn bridge(
    plan: &Plan<'_>,
    bridged: Vec<Bridged>,
    direction: Direction,
) -> Vec<items::Item> {
    if bridged.is_empty() {
        return Vec::new();
    }
    let mut calls = Vec::new();
    let mut call = |name, chosen: fn(bool) -> bool| {
        let chosen = bridged.iter().filter(|(.., plain)| chosen(*plain));
        let chosen = chosen.map(|(attributes, name, _)| (attributes.clone(), name.clone()));
        calls.extend(Call::all(&plan.rt, name, chosen));
    };
    if direction.encode {
        call("__debug", |_| true);
    }
    call("__no_features", |plain| plain);
    if direction.encode {
        call("__serialize", |_| true);
    }
    if direction.decode {
        call("__deserialize", |_| true);
    }
    calls
}

fn item<'p>(plan: &'p Plan<'_>, id: CommandId) -> Item<'p> {
    let command = plan.schema.command(id);
    let docs = docs::definition(
        plan,
        At::Module,
        command.doc(),
        command.features(),
        &format!("The command `{}`.", command.name()),
    );
    Item {
        name: plan.custom.names.command(id),
        required: plan.custom.names.required_of_command(id),
        cfg: filter::cfg(plan.config, &[command.cond()]),
        docs,
        attributes: plan.custom.attributes(command.name()),
        doc: command.doc(),
        open: is_open(command),
        kept: plan.custom.keeps_unknown(command.name()),
        direction: Direction::request(plan.config.role),
        deprecated: command.has_feature("deprecated"),
    }
}

/// The content of the struct of a command or event.
enum Data<'s> {
    /// The members of that object.
    Members(TypeId, &'s Object),
    /// A value of that type.
    Around(TypeId),
}

/// The content of the struct of a command or event whose data has the type `arg`.
fn data<'s>(plan: &Plan<'s>, arg: Option<TypeId>, open: bool) -> Data<'s> {
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

/// A command or event: a struct around, or with the members of, an object.
pub(super) struct Item<'p> {
    pub(super) name: &'p Ident,
    /// The name of the struct of required members, if it needs one.
    pub(super) required: Option<&'p Ident>,
    pub(super) cfg: TokenStream,
    pub(super) docs: String,
    /// The caller's attributes.
    pub(super) attributes: &'p [Attribute],
    pub(super) doc: Option<qapi_parser::ir::DocId>,
    /// True if it takes arguments beyond those that the schema lists.
    pub(super) open: bool,
    /// True if it keeps unknown members by the caller's wish.
    pub(super) kept: bool,
    pub(super) direction: Direction,
    pub(super) deprecated: bool,
}

impl<'p> Item<'p> {
    pub(super) fn emit(self, plan: &'p Plan<'_>, arg: Option<TypeId>) -> Vec<items::Item> {
        match data(plan, arg, self.open) {
            Data::Members(arg, object) => self.record(plan, arg, object).emit(plan, Vec::new()),
            Data::Around(arg) => self.named(plan, arg),
        }
    }

    /// The struct alone.
    pub(super) fn define(self, plan: &'p Plan<'_>, arg: Option<TypeId>) -> Struct {
        match data(plan, arg, self.open) {
            Data::Members(arg, object) => self.record(plan, arg, object).define(plan),
            Data::Around(arg) => self.around(plan, arg),
        }
    }

    fn record(self, plan: &'p Plan<'_>, arg: TypeId, object: &'p Object) -> Record<'p> {
        let fields = plan.fields(arg, object, At::Module);
        let has_more = self.open || self.kept;
        let open = has_more.then(|| open_field(fields.iter().map(|f| &f.ident)));
        Record {
            name: self.name,
            cfg: self.cfg,
            docs: self.docs,
            attributes: self.attributes,
            doc: self.doc,
            required: required::of(plan, &fields, self.required),
            path: TokenStream::new(),
            fields,
            tag: None,
            open,
            kept: self.kept && !self.open,
            inline: true,
            at: At::Module,
            direction: self.direction,
            deprecated: self.deprecated,
        }
    }

    /// The struct around a type.
    fn around(&self, plan: &Plan<'_>, arg: TypeId) -> Struct {
        let whole = items::Field {
            attributes: Attributes::default().doc("All members."),
            public: true,
            wire: Some(Wire {
                name: "the whole".to_owned(),
                holds: Some(Holds {
                    ty: arg,
                    boxed: false,
                    substitution: None,
                }),
            }),
            ..items::Field::plain(plan.ty(arg, At::Module))
        };
        Struct {
            attributes: Attributes::of(&self.cfg)
                .doc(self.docs.clone())
                .deprecated(self.deprecated)
                .all(self.attributes)
                .and(docs::allow_deprecated(self.deprecated))
                .derive(derives(self.direction)),
            name: self.name.clone(),
            generics: TokenStream::new(),
            fields: Fields::Tuple(vec![whole]),
        }
    }

    fn named(&self, plan: &Plan<'_>, arg: TypeId) -> Vec<items::Item> {
        let rt = &plan.rt;
        let allow = docs::allow_deprecated(self.deprecated);
        let outer = Attributes::of(&self.cfg).and(allow);
        let of_trait = |of_trait, body| {
            items::Item::Impl(Impl::of_trait(outer.clone(), of_trait, self.name, body))
        };
        let mut out = vec![items::Item::Struct(self.around(plan, arg))];
        if self.direction.encode {
            let encode = quote! {
                #[inline]
                fn encode(&self, w: &mut #rt::wire::Writer<'_>) { #rt::wire::Encode::encode(&self.0, w) }
            };
            let made = self.constructors(plan, arg, &outer);
            out.extend(made.into_iter().map(items::Item::Impl));
            out.push(of_trait(quote!(#rt::wire::Encode), encode));
        }
        if self.direction.decode {
            let decode = quote! {
                #[inline]
                fn decode(r: &#rt::wire::Reader<'_, '_>) -> ::core::option::Option<Self> { r.alternative(Self) }
            };
            out.push(of_trait(quote!(#rt::wire::Decode), decode));
        }
        out
    }
}

/// The derives of a type around others: types that are sent have a `Debug` through `Encode`.
pub(super) fn derives(direction: Direction) -> Vec<TokenStream> {
    if direction.encode {
        vec![quote!(Clone)]
    } else {
        vec![quote!(Clone), quote!(Debug)]
    }
}

/// The field of open arguments: `extra`, or where a member is called that, `extra_arguments`.
pub(super) fn open_field<'f>(mut fields: impl Iterator<Item = &'f Ident>) -> Ident {
    let taken = fields.any(|field| field == "extra");
    Ident::new(
        if taken { "extra_arguments" } else { "extra" },
        Span::call_site(),
    )
}

fn implementation(plan: &Plan<'_>, id: CommandId, name: &Ident) -> Vec<Impl> {
    let command = plan.schema.command(id);
    let rt = &plan.rt;
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
    let cfg = filter::cfg(plan.config, &[command.cond()]);
    let allow = docs::allow_deprecated(command.has_feature("deprecated"));
    let outer = Attributes::of(&cfg).and(allow);
    let constants = quote! {
        const NAME: &'static str = #wire;
        #silent #preconfig
    };
    let mut of_command = Impl::of_trait(outer.clone(), quote!(#rt::Command), name, constants);
    of_command
        .members
        .push(Member::Type(format_ident!("Ok"), ok));
    let oob = flags
        .allow_oob
        .then(|| Impl::of_trait(outer, quote!(#rt::OobCommand), name, TokenStream::new()));
    [of_command].into_iter().chain(oob).collect()
}
