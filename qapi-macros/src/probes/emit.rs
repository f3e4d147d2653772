//! The struct with its impls.

use proc_macro2::TokenStream;
use quote::quote;

use super::parse::{Call, Probe};

/// The items.
pub(super) fn emit(call: &Call) -> TokenStream {
    let Call {
        attributes,
        visibility,
        name,
        probes,
        ..
    } = call;
    let fields = probes.iter().map(|probe| {
        let Probe {
            attributes,
            name,
            path,
            ..
        } = probe;
        let visibility = probe.visibility.as_ref().unwrap_or(visibility);
        let asks = format!("Asks `{}`.", path.value);
        // A paragraph of its own behind the caller's documentation.
        let asks = if attributes.is_empty() {
            asks
        } else {
            format!("\n{asks}")
        };
        quote!(#attributes #[doc = #asks] #visibility #name: bool)
    });
    let methods = methods(call);
    let serde = serde(call);
    quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq, Eq)]
        #visibility struct #name { #(#fields),* }
        #methods
        #serde
    }
}

fn methods(call: &Call) -> TokenStream {
    let Call {
        runtime,
        cfg,
        visibility,
        name,
        probes,
        ..
    } = call;
    let cfgs: Vec<_> = probes.iter().map(|probe| &probe.cfg).collect();
    let fields: Vec<_> = probes.iter().map(|probe| &probe.name).collect();
    let names: Vec<_> = probes.iter().map(Probe::plain_name).collect();
    let paths: Vec<_> = probes.iter().map(|probe| &probe.path.value).collect();
    quote! {
        #cfg
        #[allow(dead_code, unused_variables)]
        impl #name {
            /// The paths that the fields ask, in their order.
            #visibility const PATHS: &'static [&'static str] = &[#(#cfgs #paths),*];

            /// Asks `schema` everything.
            #visibility fn probe<'s>(
                schema: &(impl ::core::convert::AsRef<#runtime::introspect::Schema<'s>> + ?Sized),
            ) -> Self {
                let schema = schema.as_ref();
                // The macro has checked that every path is well formed.
                let holds = |path: &str| ::core::matches!(schema.query(path), ::core::result::Result::Ok(true));
                #name { #(#cfgs #fields: holds(#paths)),* }
            }

            /// Each field's name, its path, and the answer.
            #visibility fn iter(
                &self,
            ) -> impl ::core::iter::ExactSizeIterator<Item = (&'static str, &'static str, bool)> + use<> {
                let all = [#(#cfgs (#names, #paths, self.#fields)),*];
                ::core::iter::IntoIterator::into_iter(all)
            }
        }
    }
}

/// A map from the fields' names to the answers, in both directions.
fn serde(call: &Call) -> TokenStream {
    let Call {
        runtime,
        cfg,
        name,
        probes,
        ..
    } = call;
    let serde = quote!(#runtime::wire::serde);
    let cfgs: Vec<_> = probes.iter().map(|probe| &probe.cfg).collect();
    let fields: Vec<_> = probes.iter().map(|probe| &probe.name).collect();
    let names: Vec<_> = probes.iter().map(Probe::plain_name).collect();
    quote! {
        #cfg
        impl #serde::Serialize for #name {
            fn serialize<S: #serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.collect_map(self.iter().map(|(name, _, holds)| (name, holds)))
            }
        }

        #cfg
        #[allow(unused_variables)]
        impl<'de> #serde::Deserialize<'de> for #name {
            fn deserialize<D: #serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                type Answers = ::std::collections::BTreeMap<::std::string::String, bool>;
                let answers = <Answers as #serde::Deserialize<'de>>::deserialize(deserializer)?;
                let answer = |name: &'static str| {
                    answers.get(name).copied().ok_or_else(|| <D::Error as #serde::de::Error>::missing_field(name))
                };
                ::core::result::Result::Ok(#name { #(#cfgs #fields: answer(#names)?),* })
            }
        }
    }
}

impl Probe {
    /// The field's name without the `r#` of a raw identifier.
    fn plain_name(&self) -> String {
        let name = self.name.to_string();
        name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
    }
}
