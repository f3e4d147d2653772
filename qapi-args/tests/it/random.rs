//! Random values that a schema allows.

use fastrand::Rng;
use qapi_introspect::Schema;
use qapi_introspect::info::{Body, SchemaInfo};
use qapi_introspect::walk::Layers;
use serde_json::{Map, Value, json};

/// Values of random members, branches and scalars, allowed by the schema.
pub(crate) struct Random<'s> {
    pub(crate) schema: &'s Schema<'s>,
    pub(crate) rng: Rng,
}

const TEXTS: &[&str] = &[
    "a", "", ",", "a,b", ",,", "x=y", "on", "5", "ä\u{1}", "help", "?", ".", "{",
];

impl<'s> Random<'s> {
    pub(crate) fn pick(&mut self, count: usize) -> usize {
        self.rng.usize(0..count.max(1))
    }

    pub(crate) fn value(&mut self, info: &'s SchemaInfo<'s>, depth: usize) -> Value {
        match &info.body {
            Body::Builtin { json_type } => self.scalar(json_type, &info.name),
            Body::Enum(values) => {
                let names: Vec<&str> = values.iter().map(|(name, _)| name).collect();
                let at = self.pick(names.len());
                names.get(at).copied().into()
            }
            Body::Array { element_type } => {
                let count = if depth > 4 { 0 } else { self.pick(4) };
                let element = self.schema.type_named(element_type).expect("it is there");
                (0..count).map(|_| self.value(element, depth + 1)).collect()
            }
            Body::Alternate { members } => {
                let at = if depth > 4 {
                    0
                } else {
                    self.pick(members.len())
                };
                let branch = self.schema.type_named(&members[at].type_name);
                self.value(branch.expect("it is there"), depth + 1)
            }
            Body::Object(_) => self.object(info, depth),
            _ => Value::Null,
        }
    }

    fn scalar(&mut self, json_type: &str, name: &str) -> Value {
        match json_type {
            "string" => TEXTS[self.pick(TEXTS.len())].into(),
            "boolean" => (self.pick(2) == 0).into(),
            "number" => json!(f64::from(self.rng.u32(..)) / 8.0),
            "int" if name.starts_with('u') || name == "size" => self.rng.u8(..).into(),
            "int" => self.rng.u8(..128).into(),
            "null" => Value::Null,
            _ => match self.pick(3) {
                0 => json!({"a": "b"}),
                1 => json!(5),
                _ => "any".into(),
            },
        }
    }

    fn object(&mut self, info: &'s SchemaInfo<'s>, depth: usize) -> Value {
        let mut object = Map::new();
        loop {
            let tag = |name: &str| object.get(name).and_then(Value::as_str);
            let layers = Layers::of(self.schema, info, tag);
            let next = layers.members().find(|m| !object.contains_key(&*m.name));
            let Some(_) = next else { break };
            let mut missing: Vec<_> = layers.members().collect();
            missing.retain(|m| !object.contains_key(&*m.name));
            let before = object.len();
            for member in missing {
                if member.is_optional() && (depth > 3 || self.pick(3) > 0) {
                    continue;
                }
                let ty = self
                    .schema
                    .type_named(&member.type_name)
                    .expect("it is there");
                object.insert(member.name.to_string(), self.value(ty, depth + 1));
            }
            if object.len() == before {
                break;
            }
        }
        Value::Object(object)
    }
}
