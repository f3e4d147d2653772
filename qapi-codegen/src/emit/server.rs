//! The module `server`: a trait with a method for each command, and the handler that calls it.

use proc_macro2::TokenStream;
use qapi_parser::ir::{Command, CommandId};
use quote::quote;

use super::docs;
use crate::config::Role;
use crate::filter;
use crate::plan::{At, Plan};

/// The module, where this side may be a server.
pub(crate) fn emit(plan: &Plan<'_>) -> TokenStream {
    if plan.config.role == Role::Client {
        return TokenStream::new();
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
    let dispatch = dispatch(plan, &commands);
    quote! {
        /// The commands, as a server executes them.
        #allow
        pub mod server {
            /// Executes the commands, a method each, to be implemented as an `async fn` that returns
            /// a `Result`. A method that is not implemented is answered as an unknown command.
            ///
            /// A method may take its time; it is dropped when the client leaves before it is done.
            #[allow(unused_variables, clippy::wrong_self_convention)]
            pub trait Commands: ::core::marker::Send + ::core::marker::Sync + 'static {
                #(#methods)*
            }
            #dispatch
        }
    }
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
            cfg: filter::cfg(plan.config, [command.cond()]),
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
        let doc = docs::attribute(&format!(
            "[`{}`](super::commands::{arguments})",
            command.name()
        ));
        let ok = command
            .ret()
            .map_or_else(|| quote!(()), |ret| plan.ty(ret, At::Module));
        quote! {
            #cfg #doc
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
fn dispatch(plan: &Plan<'_>, commands: &[One<'_>]) -> TokenStream {
    let (rt, server) = (&plan.rt, &plan.custom.server);
    let infos = commands.iter().map(|one| one.info(plan));
    let executions = commands.iter().map(|one| one.execution(plan));
    quote! {
        /// Brings calls to the methods of `T`, once their arguments fit the schema.
        #[derive(Debug)]
        pub struct Dispatch<T>(::std::sync::Arc<T>);
        impl<T: Commands> Dispatch<T> {
            /// To this one's methods.
            pub fn new(commands: impl ::core::convert::Into<::std::sync::Arc<T>>) -> Self {
                Self(commands.into())
            }
        }
        impl<T> ::core::clone::Clone for Dispatch<T> {
            fn clone(&self) -> Self { Self(::std::sync::Arc::clone(&self.0)) }
        }
        impl<T: Commands> #server::Handler for Dispatch<T> {
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
}
