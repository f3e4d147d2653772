//! Items read from code as the generator writes it.

use crate::rust::{Api, Shape};

use super::read;

fn api(text: &str) -> Api {
    read(text.parse().unwrap(), ["::qapi_client", "::qapi_server"])
}

/// Everything on a line each, to be compared with.
fn told(api: &Api) -> String {
    let mut out = String::new();
    for (path, item) in &api.items {
        let mark = if item.deprecated { " (deprecated)" } else { "" };
        out += &format!("{path}{mark}\n");
        match &item.shape {
            Shape::Struct(fields) => {
                for f in fields {
                    let optional = if f.optional { "?" } else { "" };
                    let mark = if f.deprecated { " (deprecated)" } else { "" };
                    out += &format!("  .{}{optional}: {}{mark}\n", f.name, f.ty);
                }
            }
            Shape::Tuple(types) => types.iter().for_each(|t| out += &format!("  ({t})\n")),
            Shape::Enum(variants) => {
                for v in variants {
                    let payload: Vec<_> = v.payload.iter().map(ToString::to_string).collect();
                    out += &format!("  {}({})\n", v.name, payload.join(","));
                }
            }
            Shape::Constant(ty) => out += &format!("  : {ty}\n"),
            Shape::Function(f) => out += &format!("  fn -> {}\n", f.result),
        }
        for name in &item.impls {
            out += &format!("  impl {name}\n");
        }
        for (name, ty) in &item.associated {
            out += &format!("  type {name} = {ty}\n");
        }
        for (name, f) in &item.functions {
            let parameters = f
                .parameters
                .iter()
                .map(|(name, ty)| format!("{name}: {ty}"));
            let parameters: Vec<_> = parameters.collect();
            out += &format!("  {name}({}) -> {}\n", parameters.join(", "), f.result);
        }
    }
    out
}

#[test]
fn structs() {
    let api = api(r#"
        #[doc = "what"] #[allow(deprecated)] #[derive(Clone, Default, ::serde::Thing)]
        pub struct A {
            #[deprecated = "x"] pub a: ::core::option::Option<::std::string::String>,
            pub b: ::std::boxed::Box<B>,
            pub c: ::core::option::Option<::std::vec::Vec<String>>,
            pub d: ::qapi_client::wire::Value,
            pub e: ::mine::Size,
        }
        impl A {
            #[inline] pub fn new(b: impl ::core::convert::Into<B>, e: ::mine::Size) -> Self { Self { a: None } }
            #[must_use] pub fn a(mut self, value: ::std::string::String) -> Self { self }
            fn private() {}
        }
        impl ::qapi_client::wire::Encode for A { fn encode(&self) {} }
        impl ::core::convert::From<B> for A { fn from(value: B) -> Self { } }
        #[deprecated] pub struct B(pub super::C);
        ::qapi_client::__debug! { A #[cfg(X)] B }
    "#);
    let expected = "\
A
  .a?: String (deprecated)
  .b: Box<B>
  .c?: Vec<String>
  .d: Value
  .e: ::mine::Size
  impl ::serde::Thing
  impl Clone
  impl Debug
  impl Default
  impl Encode
  impl From<B>
  a(value: String) -> Self
  new(b: impl Into<B>, e: ::mine::Size) -> Self
B (deprecated)
  (C)
  impl Debug
";
    assert_eq!(told(&api), expected);
}

#[test]
fn the_rest() {
    let api = api(r#"
        #[derive(Copy, Clone)]
        pub enum E { A, #[doc = "b"] B(::std::boxed::Box<A>), Unknown { name: ::qapi_client::wire::UnknownValue<E>, data: ::core::option::Option<i64> } }
        impl E {
            pub const ALL: &'static [Self] = &[Self::A];
            pub fn as_str(&self) -> &'static str { match self { } }
        }
        pub mod commands {
            pub struct Stop {}
            impl ::qapi_client::Command for Stop {
                const NAME: &'static str = "stop";
                type Ok = ::std::vec::Vec<super::A>;
            }
            impl ::qapi_client::OobCommand for Stop {}
            ::qapi_client::__serialize! { Stop }
        }
        mod hidden { pub struct H {} }
        pub mod features { pub const A_B: ::qapi_client::Feature = ::qapi_client::Feature::new("a"); }
        pub fn schema() -> &'static ::qapi_client::Schema<'static> { static S: X = 1; &S }
        pub struct After {}
    "#);
    let expected = "\
After
E
  A()
  B(Box<A>)
  Unknown(UnknownValue<E>,i64)
  impl Clone
  impl Copy
  as_str() -> &'static str
commands::Stop
  impl Command
  impl OobCommand
  impl Serialize
  type Ok = Vec<A>
features::A_B
  : Feature
schema
  fn -> &'static Schema<'static >
";
    assert_eq!(told(&api), expected);
}

/// Each macro of the runtime that the generator uses is known.
#[test]
fn macros() {
    let golden =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../qapi-codegen/tests/golden");
    let mut seen = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(golden).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(path).unwrap();
            let uses = text
                .split("::__")
                .skip(1)
                .filter_map(|rest| rest.split_once('!'));
            seen.extend(uses.map(|(name, _)| format!("__{name}")));
        }
    }
    assert!(seen.len() >= 6, "{seen:?}");
    for name in seen {
        assert!(super::macro_impls(&name).is_some(), "{name} is not known");
    }
}
