//! Items of generated code, read for a comparison.

use qapi_codegen::{Config, Role, Rule};
use qapi_parser::{Options, compile_from, loader::Memory};

use expect_test::expect;

use crate::rust::{Api, Shape};

fn api(text: &str, config: &Config) -> Api {
    let files = Memory::new([("schema.json", text)]);
    let compiled = compile_from("schema.json", &files, &Options::new()).unwrap();
    super::api(&compiled.schema.unwrap(), config).unwrap()
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
fn sent_types_have_constructors() {
    let text = "
        { 'struct': 'Inner', 'data': { 'n': 'uint8' } }
        { 'struct': 'Lamp', 'data': {
            'id': 'str', 'inner': 'Inner', '*next': 'Lamp', '*rest': ['any'],
            '*old': { 'type': 'int', 'features': ['deprecated'] } } }
        { 'command': 'dim', 'data': { 'lamp': 'Lamp' } }";
    let mut config = Config::default();
    config.derives.push(Rule {
        pattern: "Lamp".to_owned(),
        rust: "::mine::Thing".to_owned(),
    });
    expect![[r#"
        Event
          Unknown(UnknownValue<Event>,Value)
          impl Clone
          impl Debug
          impl EventSet
          name() -> &str
        Inner
          .n: u8
          impl Clone
          impl Debug
          impl Encode
          impl Features
          impl Serialize
          new(n: u8) -> Self
        Lamp
          .id: String
          .inner: Inner
          .next?: Box<Lamp>
          .rest?: Vec<Value>
          .old?: i64 (deprecated)
          impl ::mine::Thing
          impl Clone
          impl Debug
          impl Encode
          impl Features
          impl Serialize
          new(id: impl Into<String>, inner: Inner) -> Self
          next(value: Lamp) -> Self
          old(value: i64) -> Self
          rest(value: impl IntoIterator<Item:Into<Value>>) -> Self
        commands::Dim
          .lamp: Lamp
          impl Clone
          impl Command
          impl Debug
          impl Encode
          impl Features
          impl Serialize
          type Ok = ()
          new(lamp: Lamp) -> Self
        features::LAMP_OLD_DEPRECATED
          : Feature
        schema
          fn -> &'static Schema<'static >
    "#]]
    .assert_eq(&told(&api(text, &config)));
}

#[test]
fn commands_and_events_are_in_modules() {
    let text = "
        { 'enum': 'State', 'data': ['on', { 'name': 'off', 'features': ['deprecated'] }] }
        { 'union': 'Part', 'base': { 'kind': 'State' }, 'discriminator': 'kind',
          'data': { 'on': 'Bulb' } }
        { 'struct': 'Bulb', 'data': { 'watts': 'number' } }
        { 'alternate': 'Name', 'data': { 'text': 'str', 'none': 'null' } }
        { 'command': 'query', 'returns': 'Part', 'features': ['deprecated'] }
        { 'command': 'name', 'data': 'Named', 'boxed': true, 'allow-oob': true }
        { 'struct': 'Named', 'data': { 'name': 'Name' } }
        { 'event': 'BROKEN', 'data': 'Bulb' }";
    let mut config = Config::default();
    config.role = Role::Both;
    expect![[r#"
        Bulb
          .watts: f64
          impl Clone
          impl Debug
          impl Decode
          impl Deserialize
          impl Encode
          impl Features
          impl Serialize
          new(watts: f64) -> Self
        Event
          Broken(events::Broken)
          Unknown(UnknownValue<Event>,Value)
          impl Clone
          impl Debug
          impl Encode
          impl EventSet
          name() -> &str
        Name
          Text(String)
          None()
          impl Clone
          impl Debug
          impl Decode
          impl Deserialize
          impl Encode
          impl Features
          impl From<&str>
          impl From<String>
          impl Serialize
        Named
          .name: Name
          impl Clone
          impl Debug
          impl Decode
          impl Deserialize
          impl Encode
          impl Features
          impl Serialize
          new(name: impl Into<Name>) -> Self
        Part
          .kind: PartBranch
          impl <T:Into<PartBranch>>From<T>
          impl Clone
          impl Debug
          impl Decode
          impl Deserialize
          impl Encode
          impl Features
          impl Serialize
          new(kind: impl Into<PartBranch>) -> Self
        PartBranch
          On(Bulb)
          Off()
          Unknown(UnknownBranch<PartBranch>)
          impl Clone
          impl Debug
          impl DecodeBranch
          impl EncodeBranch
          impl From<Bulb>
        commands::Name
          (Named)
          impl Clone
          impl Command
          impl Debug
          impl Decode
          impl Deserialize
          impl Encode
          impl Features
          impl From<Named>
          impl OobCommand
          impl Serialize
          type Ok = ()
          new(name: impl Into<Name>) -> Self
        commands::Query (deprecated)
          impl Clone
          impl Command
          impl Debug
          impl Decode
          impl Default
          impl Deserialize
          impl Encode
          impl Features
          impl Serialize
          type Ok = Part
        events::Broken
          (Bulb)
          impl Clone
          impl Debug
          impl Decode
          impl Deserialize
          impl Encode
          impl Event
          impl Features
          impl From<Bulb>
          impl Serialize
          new(watts: f64) -> Self
        features::QUERY_DEPRECATED
          : Feature
        features::STATE_OFF_DEPRECATED
          : Feature
        schema
          fn -> &'static Schema<'static >
        server::Dispatch
          (Arc<T>)
          impl Debug
    "#]]
    .assert_eq(&told(&api(text, &config)));
}

#[test]
fn bytes_are_a_type_of_their_own() {
    let text = "{ 'struct': 'Part', 'data': { 'log': 'str', '*name': 'str' } }
        { 'command': 'read', 'data': 'Part' }";
    let mut config = Config::default();
    config.base64.push("Part.log".to_owned());
    let told = told(&api(text, &config));
    assert!(told.contains("  .log: Base64\n"), "{told}");
    assert!(
        told.contains("  new(log: impl Into<Base64>) -> Self\n"),
        "{told}"
    );
}
