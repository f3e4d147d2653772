//! Random JSON values of a type, made from the IR: valid ones, and such as a newer peer sends.

use qapi_parser::ir::{Builtin, Member, Object, Schema, TypeId, TypeKind};
use serde_json::{Map, Number, Value, json};

/// A small generator of numbers (xorshift64*): the same seed, the same values.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Makes values of a schema's types.
pub struct Instances<'s> {
    schema: &'s Schema,
    /// The least nesting that a value of each type needs; None if no value is finite.
    height: Vec<Option<u32>>,
    pub random: Random,
    /// True if values hold parts that the schema does not know.
    pub newer: bool,
}

/// A value, and the rest of it without the members that a reader ignores.
#[derive(Clone)]
pub struct Instance {
    pub sent: Value,
    pub kept: Value,
}

impl Instance {
    fn plain(value: Value) -> Self {
        Instance {
            sent: value.clone(),
            kept: value,
        }
    }
}

const DEEP: u32 = 6;

impl<'s> Instances<'s> {
    pub fn new(schema: &'s Schema, seed: u64) -> Self {
        let mut height = vec![None; schema.types().len()];
        loop {
            let before = height.clone();
            for (id, _) in schema.types() {
                height[id.index()] = least(schema, &height, id);
            }
            if before == height {
                return Instances {
                    schema,
                    height,
                    random: Random::new(seed),
                    newer: false,
                };
            }
        }
    }

    /// A value of that type; None where there is none (an empty enum is required).
    pub fn of(&mut self, id: TypeId) -> Option<Instance> {
        self.height[id.index()]?;
        Some(self.value(id, 0))
    }

    fn value(&mut self, id: TypeId, depth: u32) -> Instance {
        match self.schema.ty(id).kind() {
            TypeKind::Builtin(builtin) => Instance::plain(self.builtin(*builtin)),
            TypeKind::Enum(e) => {
                if self.newer && self.random.chance(20) {
                    return Instance::plain(json!("x-newer"));
                }
                let index = self.random.below(e.values().len());
                Instance::plain(json!(e.values()[index].name()))
            }
            TypeKind::Array(array) => {
                let len = if depth > DEEP || self.height[array.element().index()].is_none() {
                    0
                } else {
                    self.random.below(4)
                };
                let all: Vec<_> = (0..len)
                    .map(|_| self.value(array.element(), depth + 1))
                    .collect();
                Instance {
                    sent: all.iter().map(|i| i.sent.clone()).collect(),
                    kept: all.into_iter().map(|i| i.kept).collect(),
                }
            }
            TypeKind::Object(object) => {
                let mut sent = Map::new();
                let mut kept = Map::new();
                self.object(object, depth, &mut sent, &mut kept);
                Instance {
                    sent: Value::Object(sent),
                    kept: Value::Object(kept),
                }
            }
            TypeKind::Alternate(alternate) => {
                let types: Vec<TypeId> = alternate.alternatives().iter().map(|a| a.ty()).collect();
                let chosen = self.choose(&types, depth);
                self.value(chosen, depth + 1)
            }
        }
    }

    /// Any of the types that have values; when deep already, the one that nests least.
    fn choose(&mut self, types: &[TypeId], depth: u32) -> TypeId {
        let possible: Vec<TypeId> = types
            .iter()
            .copied()
            .filter(|t| self.height[t.index()].is_some())
            .collect();
        if depth > DEEP {
            return possible
                .iter()
                .copied()
                .min_by_key(|t| self.height[t.index()])
                .unwrap();
        }
        possible[self.random.below(possible.len())]
    }

    fn object(
        &mut self,
        object: &'s Object,
        depth: u32,
        sent: &mut Map<String, Value>,
        kept: &mut Map<String, Value>,
    ) {
        let tag = object.branches().map(|b| b.tag_index());
        for (index, member) in object.members(self.schema).enumerate() {
            if Some(index) != tag && self.wants(member, depth) {
                let value = self.value(member.ty(), depth + 1);
                sent.insert(member.name().to_owned(), value.sent);
                kept.insert(member.name().to_owned(), value.kept);
            }
        }
        if let Some(branches) = object.branches() {
            let tag = object
                .members(self.schema)
                .nth(branches.tag_index())
                .unwrap()
                .name()
                .to_owned();
            if self.newer && self.random.chance(20) {
                for map in [sent, kept] {
                    map.insert(tag.clone(), json!("x-newer"));
                    map.insert("x-newer-member".to_owned(), json!({"a": [1, null]}));
                }
                return;
            }
            let types: Vec<TypeId> = branches.branches().iter().map(|b| b.ty()).collect();
            let chosen = self.choose(&types, depth);
            let named: Vec<_> = branches
                .branches()
                .iter()
                .filter(|b| b.ty() == chosen)
                .collect();
            let branch = named[self.random.below(named.len())];
            for map in [&mut *sent, &mut *kept] {
                map.insert(tag.clone(), json!(branch.name()));
            }
            if let TypeKind::Object(inner) = self.schema.ty(chosen).kind() {
                self.object(inner, depth, sent, kept);
            }
        }
        // Below an unknown inner tag this would be kept: only plain objects get some.
        if self.newer
            && object.branches().is_none()
            && !sent.contains_key("x-newer-member")
            && self.random.chance(20)
        {
            sent.insert("x-ignored".to_owned(), json!([{"deep": [1.5]}, null]));
        }
    }

    fn wants(&mut self, member: &Member, depth: u32) -> bool {
        let possible = self.height[member.ty().index()].is_some();
        !member.optional() || (possible && depth <= DEEP && self.random.chance(50))
    }

    fn builtin(&mut self, builtin: Builtin) -> Value {
        let signed = |min: i64, max: i64, r: &mut Random| match r.below(4) {
            0 => json!(min),
            1 => json!(max),
            2 => json!(0),
            _ => json!(r.below(1 << 7) as i64 - 1),
        };
        let unsigned = |max: u64, r: &mut Random| match r.below(4) {
            0 => json!(max),
            1 => json!(0),
            _ => json!(r.below(1 << 8) as u64),
        };
        let r = &mut self.random;
        match builtin {
            Builtin::Str => {
                let texts = ["", "disk0", "a\"b\\c\n", "\u{0}\u{1f}", "é😀\u{2028}"];
                json!(texts[r.below(texts.len())])
            }
            Builtin::Number => {
                Number::from_f64(r.below(1000) as f64 - 500.5).map_or(Value::Null, Value::Number)
            }
            Builtin::Int | Builtin::Int64 => signed(i64::MIN, i64::MAX, r),
            Builtin::Int8 => signed(i8::MIN.into(), i8::MAX.into(), r),
            Builtin::Int16 => signed(i16::MIN.into(), i16::MAX.into(), r),
            Builtin::Int32 => signed(i32::MIN.into(), i32::MAX.into(), r),
            Builtin::Uint8 => unsigned(u8::MAX.into(), r),
            Builtin::Uint16 => unsigned(u16::MAX.into(), r),
            Builtin::Uint32 => unsigned(u32::MAX.into(), r),
            Builtin::Uint64 | Builtin::Size | Builtin::Integer => unsigned(u64::MAX, r),
            Builtin::Bool => json!(r.chance(50)),
            Builtin::Null => Value::Null,
            Builtin::Any => {
                let values = [
                    json!(null),
                    json!(-1),
                    json!("x"),
                    json!([1.5, {}]),
                    json!({"a": {"b": null}}),
                ];
                values[r.below(values.len())].clone()
            }
        }
    }
}

fn least(schema: &Schema, height: &[Option<u32>], id: TypeId) -> Option<u32> {
    let of = |id: TypeId| height[id.index()];
    match schema.ty(id).kind() {
        TypeKind::Builtin(_) | TypeKind::Array(_) => Some(1),
        TypeKind::Enum(e) => (!e.values().is_empty()).then_some(1),
        TypeKind::Object(object) => {
            let tag = object.branches().map(|b| b.tag_index());
            let required = object
                .members(schema)
                .enumerate()
                .filter(|(i, m)| Some(*i) != tag && !m.optional());
            let members = required
                .map(|(_, m)| of(m.ty()))
                .try_fold(0, |most, h| Some(most.max(h?)))?;
            let Some(branches) = object.branches() else {
                return Some(members + 1);
            };
            let branch = branches
                .branches()
                .iter()
                .filter_map(|b| of(b.ty()))
                .min()?;
            Some(members.max(branch) + 1)
        }
        TypeKind::Alternate(a) => a
            .alternatives()
            .iter()
            .filter_map(|b| of(b.ty()))
            .min()
            .map(|h| h + 1),
    }
}
