//! The module `server`: a trait with a method for each command, and the handler that calls it.

use proc_macro2::TokenStream;
use qapi_parser::ir::{Command, CommandId};
use quote::{format_ident, quote};

use super::docs;
use crate::config::Role;
use crate::filter;
use crate::items::{
    Attributes, Field, Fields, Function, Impl, Item, Member, Module, Parameter, Struct, Target,
};
use crate::plan::{At, Plan};

/// The module, where this side may be a server.
pub(crate) fn emit(plan: &Plan<'_>) -> Vec<Item> {
    if plan.config.role == Role::Client {
        return Vec::new();
    }
    let commands: Vec<_> = plan
        .reach
        .commands
        .iter()
        .map(|id| One::new(plan, *id))
        .collect();
    let deprecated = |one: &One<'_>| one.command.has_feature("deprecated");
    let allow = docs::allow_deprecated(commands.iter().any(deprecated));
    let methods = commands.iter().map(|one| one.method(plan));
    let commands_trait = Item::Other(quote! {
        /// Executes the commands, a method each, to be implemented as an `async fn` that returns
        /// a `Result`. A method that is not implemented is answered as an unknown command.
        ///
        /// A method may take its time; it is dropped when the client leaves before it is done.
        #[allow(unused_variables, clippy::wrong_self_convention)]
        pub trait Commands: ::core::marker::Send + ::core::marker::Sync + 'static {
            #(#methods)*
        }
    });
    let dispatch = dispatch(plan, &commands);
    vec![Item::Module(Module {
        attributes: documented("The commands, as a server executes them.").and(allow),
        name: format_ident!("server"),
        items: [commands_trait].into_iter().chain(dispatch).collect(),
    })]
}

fn documented(text: &str) -> Attributes {
    Attributes::default().doc(text)
}

/// A command.
struct One<'p> {
    command: &'p Command,
    cfg: TokenStream,
    method: &'p proc_macro2::Ident,
    arguments: &'p proc_macro2::Ident,
}

impl<'p> One<'p> {
    fn new(plan: &'p Plan<'_>, id: CommandId) -> Self {
        let command = plan.schema.command(id);
        One {
            command,
            cfg: filter::cfg(plan.config, &[command.cond()]),
            method: plan.custom.names.method(id),
            arguments: plan.custom.names.command(id),
        }
    }

    /// The trait's method.
    fn method(&self, plan: &Plan<'_>) -> TokenStream {
        let One {
            command,
            cfg,
            method,
            arguments,
        } = self;
        let server = &plan.custom.server;
        let doc = format!("[`{}`](super::commands::{arguments})", command.name());
        let attributes = Attributes::of(cfg).doc(doc).tokens();
        let ok = command
            .ret()
            .map_or_else(|| quote!(()), |ret| plan.ty(ret, At::Module));
        quote! {
            #attributes
            fn #method(&self, call: &#server::Call, arguments: super::commands::#arguments) -> impl #server::Reply<#ok> { call.unimplemented() }
        }
    }

    /// The arm that describes the command.
    fn info(&self, plan: &Plan<'_>) -> TokenStream {
        let One {
            command,
            cfg,
            method,
            ..
        } = self;
        let server = &plan.custom.server;
        let name = command.name();
        let flags = command.flags();
        let oob = flags.allow_oob.then(|| quote!(.allow_oob(true)));
        let preconfig = flags
            .allow_preconfig
            .then(|| quote!(.allow_preconfig(true)));
        let silent = (!flags.success_response).then(|| quote!(.success_response(false)));
        let open = (!flags.r#gen).then(|| quote!(.open_arguments(true)));
        quote!(#cfg #name => #server::implemented(&<T as Commands>::#method, #server::CommandInfo::DEFAULT #oob #preconfig #silent #open),)
    }

    /// The arm that executes the command.
    fn execution(&self, plan: &Plan<'_>) -> TokenStream {
        let One {
            command,
            cfg,
            method,
            ..
        } = self;
        let server = &plan.custom.server;
        let name = command.name();
        quote!(#cfg #name => #server::__execute!(self, call, #method),)
    }
}

/// The struct that brings calls to the trait's methods.
fn dispatch(plan: &Plan<'_>, commands: &[One<'_>]) -> Vec<Item> {
    let server = &plan.custom.server;
    let dispatch = format_ident!("Dispatch");
    let commands_in_arc = quote!(::std::sync::Arc<T>);
    let definition = Struct {
        attributes: documented(
            "Brings calls to the methods of `T`, once their arguments fit the schema.",
        )
        .derive(vec![quote!(Debug)]),
        name: dispatch.clone(),
        generics: quote!(<T>),
        fields: Fields::Tuple(vec![Field::plain(commands_in_arc.clone())]),
    };
    let new = Function {
        attributes: documented("To this one's methods."),
        name: format_ident!("new"),
        receiver: TokenStream::new(),
        parameters: vec![Parameter {
            attributes: Attributes::default(),
            name: format_ident!("commands"),
            ty: quote!(impl ::core::convert::Into<#commands_in_arc>),
        }],
        result: Some(quote!(Self)),
        body: quote!(Self(commands.into())),
    };
    let implementation = |generics, of_trait, member| {
        Item::Impl(Impl {
            attributes: Attributes::default(),
            generics,
            of_trait,
            of: Target {
                arguments: quote!(<T>),
                ..dispatch.clone().into()
            },
            members: vec![member],
        })
    };
    let clone = quote! {
        fn clone(&self) -> Self { Self(::std::sync::Arc::clone(&self.0)) }
    };
    vec![
        Item::Struct(definition),
        implementation(quote!(<T: Commands>), None, Member::Function(new)),
        implementation(
            quote!(<T>),
            Some(quote!(::core::clone::Clone)),
            Member::OfTrait(clone),
        ),
        implementation(
            quote!(<T: Commands>),
            Some(quote!(#server::Handler)),
            Member::OfTrait(handler(plan, commands)),
        ),
    ]
}

/// The methods of a handler.
fn handler(plan: &Plan<'_>, commands: &[One<'_>]) -> TokenStream {
    let (rt, server) = (&plan.rt, &plan.custom.server);
    let infos = commands.iter().map(|one| one.info(plan));
    let executions = commands.iter().map(|one| one.execution(plan));
    quote! {
        fn command(&self, name: &str) -> ::core::option::Option<#server::CommandInfo> {
            match name {
                #(#infos)*
                _ => ::core::option::Option::None,
            }
        }
        fn execute(&self, call: #server::Call) -> #server::Answer {
            match &*call.command {
                #(#executions)*
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }
        fn schema(&self) -> ::core::option::Option<&#rt::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
