//! IR → wire model: the answer to `query-qmp-schema` of a QEMU built from a schema.
//!
//! Input: a checked schema and the symbols that the build defines. Output: the objects of the
//! answer, in QEMU's order and with the names that QEMU gives them. QEMU numbers and orders them
//! before the C preprocessor drops parts; so does this: conditions decide only
//! which parts are kept.

mod exact;
mod generation;
mod symbols;

use std::borrow::Cow;

use foldhash::HashMap;
use qapi_introspect::SchemaInfo;
use qapi_introspect::info::{
    AlternateMember, Body, EnumInfo, EnumMember, Json, ObjectInfo, ObjectMember, ObjectVariant,
};
use qapi_parser::ir::{
    Branch, Builtin, Command, Cond, EnumValue, Event, Feature, JsonType, Member, Object, Schema,
    TypeId, TypeKind, TypeSet,
};

use crate::index::Index;
pub use exact::exact;
pub use generation::Generation;
pub(crate) use symbols::is_symbol;
pub use symbols::{DefinesError, Symbols, UnknownSymbol};

type Text<'s> = Cow<'s, str>;

/// Options of an answer.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The symbols that the build defines.
    pub symbols: Symbols,
    /// True if types keep their names, as with `--unmask` of QEMU's own compiler.
    pub unmask: bool,
    /// The form of the answer; by default as the schema itself documents it.
    pub generation: Option<Generation>,
    /// True if a required member with a condition is described as optional, since some builds do
    /// not have it.
    pub(crate) any_build: bool,
}

impl Options {
    /// The default: everything, whatever its condition, with masked names.
    pub fn new() -> Self {
        Options::default()
    }

    /// The same for a build with those symbols.
    #[must_use]
    pub fn symbols(mut self, symbols: Symbols) -> Self {
        self.symbols = symbols;
        self
    }

    /// The same with types' own names, or masked.
    #[must_use]
    pub fn unmask(mut self, unmask: bool) -> Self {
        self.unmask = unmask;
        self
    }

    /// The same with an answer of that generation.
    #[must_use]
    pub fn generation(mut self, generation: Generation) -> Self {
        self.generation = Some(generation);
        self
    }
}

/// Returns the answer of a QEMU built from that schema to `query-qmp-schema`.
///
/// The objects are those that QEMU answers, also when they do not fit together: with symbols that
/// no build has, a member may be kept whose type is not. `qapi_introspect::Schema::new` tells.
///
/// ```
/// use qapi_codegen::introspect_from_ir::{Options, introspect};
/// use qapi_parser::{compile_from, loader::Memory};
///
/// let files = Memory::new([("a.json", "{ 'command': 'stop' }")]);
/// let compiled = compile_from("a.json", &files, &qapi_parser::Options::new())?;
/// let schema = compiled.schema.ok_or("invalid")?;
/// let answer = qapi_introspect::Schema::new(introspect(&schema, &Options::new()))?;
/// assert!(answer.query("stop/arg-type")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn introspect<'s>(schema: &'s Schema, options: &Options) -> Vec<SchemaInfo<'s>> {
    let generation = options.generation.unwrap_or_else(|| Generation::of(schema));
    let mut answer = Answer {
        schema,
        symbols: &options.symbols,
        unmask: options.unmask,
        any_build: options.any_build,
        generation,
        int: schema
            .types()
            .find(|(_, t)| is_builtin(t.kind(), Builtin::Int))
            .map(|(id, _)| id),
        used: Vec::new(),
        seen: Seen::default(),
        names: Index::default(),
        open: HashMap::default(),
        infos: Vec::new(),
    };
    for root in generation.roots(schema) {
        match root {
            generation::Root::Command(command) => answer.command(command),
            generation::Root::Event(event) => answer.event(event),
        }
    }
    let mut next = 0;
    while let Some(used) = answer.used.get(next).copied() {
        answer.type_info(used);
        next += 1;
    }
    answer.infos
}

/// A type as introspection knows it: all integer types are one, and so are all arrays of them.
#[derive(Clone, Copy)]
enum Used {
    Type(TypeId),
    /// An enum, or any other string.
    Open(TypeId),
    Int,
    IntArray,
}

/// The types that are used already.
#[derive(Default)]
struct Seen {
    /// Each has one use: an open enum is used as such everywhere.
    types: TypeSet,
    int: bool,
    int_array: bool,
}

impl Seen {
    /// Returns true if it was not used before.
    fn insert(&mut self, used: Used) -> bool {
        match used {
            Used::Type(id) | Used::Open(id) => self.types.insert(id),
            Used::Int => !std::mem::replace(&mut self.int, true),
            Used::IntArray => !std::mem::replace(&mut self.int_array, true),
        }
    }
}

/// An answer under way.
struct Answer<'s, 'o> {
    schema: &'s Schema,
    symbols: &'o Symbols,
    unmask: bool,
    any_build: bool,
    generation: Generation,
    int: Option<TypeId>,
    /// The types to describe, in order of first use.
    used: Vec<Used>,
    seen: Seen,
    /// Masked names, by the name that they mask.
    names: Index<'s>,
    /// Numbers of the alternates for open enums.
    open: HashMap<TypeId, usize>,
    infos: Vec<SchemaInfo<'s>>,
}

impl<'s> Answer<'s, '_> {
    fn command(&mut self, command: &'s Command) {
        let empty = self.schema.empty_object();
        let flags = command.flags();
        let body = Body::Command {
            arg_type: self.use_type(command.arg().unwrap_or(empty)),
            ret_type: self.use_type(command.ret().unwrap_or(empty)),
            allow_oob: (flags.allow_oob || self.generation.always_allow_oob())
                .then_some(flags.allow_oob),
        };
        self.push(
            command.name().into(),
            command.cond(),
            command.features(),
            body,
        );
    }

    fn event(&mut self, event: &'s Event) {
        let arg = event.arg().unwrap_or_else(|| self.schema.empty_object());
        let body = Body::Event {
            arg_type: self.use_type(arg),
        };
        self.push(event.name().into(), event.cond(), event.features(), body);
    }

    fn push(
        &mut self,
        name: Text<'s>,
        cond: Option<&Cond>,
        features: &'s [Feature],
        body: Body<'s>,
    ) {
        if self.symbols.hold(cond) {
            let features = self.features(features);
            self.infos.push(SchemaInfo {
                features,
                ..SchemaInfo::new(name, body)
            });
        }
    }

    /// The name to refer to a type by. A new one is queued for description, an array before its
    /// element.
    fn use_type(&mut self, id: TypeId) -> Text<'s> {
        let used = self.used(id);
        if self.seen.insert(used) {
            self.used.push(used);
        }
        match used {
            Used::Int => "int".into(),
            Used::IntArray => {
                if self.seen.insert(Used::Int) {
                    self.used.push(Used::Int);
                }
                "[int]".into()
            }
            Used::Type(id) => {
                let ty = self.schema.ty(id);
                match ty.kind() {
                    TypeKind::Builtin(_) => ty.name().into(),
                    TypeKind::Array(array) => {
                        format!("[{}]", self.use_type(array.element())).into()
                    }
                    _ => self.name(ty.name()),
                }
            }
            Used::Open(id) => self.open_name(id),
        }
    }

    /// The name of the alternate that an open enum is: no enum of an answer takes other strings.
    fn open_name(&mut self, id: TypeId) -> Text<'s> {
        let name = self.schema.ty(id).name();
        if self.unmask {
            return format!("{name} or str").into();
        }
        let number = self
            .open
            .get(&id)
            .copied()
            .unwrap_or(self.names.len() + self.open.len());
        self.open.insert(id, number);
        number.to_string().into()
    }

    fn used(&self, id: TypeId) -> Used {
        match self.schema.ty(id).kind() {
            TypeKind::Builtin(b) if json_type(*b) == JsonType::Int => Used::Int,
            TypeKind::Array(array) => match self.used(array.element()) {
                Used::Int => Used::IntArray,
                _ => Used::Type(id),
            },
            TypeKind::Enum(e) if e.is_open() => Used::Open(id),
            _ => Used::Type(id),
        }
    }

    fn name(&mut self, name: &'s str) -> Text<'s> {
        if self.unmask {
            return name.into();
        }
        let number = self.names.get(name).unwrap_or_else(|| {
            let next = self.names.len() + self.open.len();
            self.names.set(name, next);
            next
        });
        number.to_string().into()
    }

    fn type_info(&mut self, used: Used) {
        let id = match used {
            Used::IntArray => {
                let element_type = "int".into();
                return self.push("[int]".into(), None, &[], Body::Array { element_type });
            }
            Used::Int => match self.int {
                Some(id) => id,
                None => return,
            },
            Used::Type(id) => id,
            Used::Open(id) => return self.open_info(id),
        };
        let ty = self.schema.ty(id);
        let (name, body) = match ty.kind() {
            TypeKind::Builtin(builtin) => {
                let json_type = json_type_name(*builtin).into();
                (ty.name().into(), Body::Builtin { json_type })
            }
            TypeKind::Array(array) => {
                let element_type = self.use_type(array.element());
                let cond = self.schema.ty(array.element()).cond();
                let name = format!("[{element_type}]").into();
                return self.push(name, cond, &[], Body::Array { element_type });
            }
            TypeKind::Enum(e) => {
                let body = self.enumeration(e.values());
                (self.name(ty.name()), body)
            }
            TypeKind::Object(object) => {
                let body = self.object(object);
                (self.name(ty.name()), body)
            }
            TypeKind::Alternate(alternate) => {
                let body = self.alternate(alternate.alternatives());
                (self.name(ty.name()), body)
            }
        };
        self.push(name, ty.cond(), ty.features(), body);
    }

    /// The alternate of any string and the enum, and the enum itself.
    fn open_info(&mut self, id: TypeId) {
        let ty = self.schema.ty(id);
        let TypeKind::Enum(e) = ty.kind() else { return };
        let name = self.open_name(id);
        let values = self.name(ty.name());
        let string = self
            .schema
            .types()
            .find(|(_, t)| is_builtin(t.kind(), Builtin::Str));
        let string = string.map(|(id, _)| self.use_type(id));
        let members = string.into_iter().chain([values.clone()]);
        let members = members.map(|type_name| AlternateMember {
            type_name,
            extra: Vec::new(),
        });
        let members = members.collect();
        self.push(name, ty.cond(), &[], Body::Alternate { members });
        let body = self.enumeration(e.values());
        self.push(values, ty.cond(), ty.features(), body);
    }

    fn enumeration(&self, values: &'s [EnumValue]) -> Body<'s> {
        let kept = || values.iter().filter(|v| self.symbols.hold(v.cond()));
        let member = |v: &'s EnumValue| EnumMember {
            name: v.name().into(),
            features: self.features(v.features()),
            extra: Vec::new(),
        };
        let members = self
            .generation
            .enum_members()
            .then(|| kept().map(member).collect());
        Body::Enum(EnumInfo {
            members,
            values: Some(kept().map(|v| v.name().into()).collect()),
        })
    }

    fn object(&mut self, object: &'s Object) -> Body<'s> {
        let mut info = ObjectInfo::default();
        for member in object.members(self.schema) {
            // The type counts as used even where the member is left out.
            let described = self.member(member);
            if self.symbols.hold(member.cond()) {
                info.members.push(described);
            }
        }
        if let Some(branches) = object.branches() {
            let tag = object.members(self.schema).nth(branches.tag_index());
            info.tag = tag.map(|tag| tag.name().into());
            let mut variants = Vec::new();
            for branch in branches.branches() {
                let type_name = self.use_type(branch.ty());
                if self.symbols.hold(branch.cond()) {
                    let case = branch.name().into();
                    variants.push(ObjectVariant {
                        case,
                        type_name,
                        extra: Vec::new(),
                    });
                }
            }
            info.variants = Some(variants);
        }
        Body::Object(info)
    }

    fn member(&mut self, member: &'s Member) -> ObjectMember<'s> {
        ObjectMember {
            name: member.name().into(),
            type_name: self.use_type(member.ty()),
            default: (member.optional() || self.any_build && member.cond().is_some())
                .then_some(Json::Null),
            features: self.features(member.features()),
            extra: Vec::new(),
        }
    }

    fn alternate(&mut self, alternatives: &'s [Branch]) -> Body<'s> {
        let mut members = Vec::new();
        for branch in alternatives {
            let type_name = self.use_type(branch.ty());
            if self.symbols.hold(branch.cond()) {
                members.push(AlternateMember {
                    type_name,
                    extra: Vec::new(),
                });
            }
        }
        Body::Alternate { members }
    }

    /// QEMU leaves an empty list out, but not one that conditions make empty.
    fn features(&self, features: &'s [Feature]) -> Option<Vec<Text<'s>>> {
        if features.is_empty() {
            return None;
        }
        let kept = features.iter().filter(|f| self.symbols.hold(f.cond()));
        Some(kept.map(|f| f.name().into()).collect())
    }
}

fn is_builtin(kind: &TypeKind, wanted: Builtin) -> bool {
    matches!(kind, TypeKind::Builtin(b) if *b == wanted)
}

fn json_type(builtin: Builtin) -> JsonType {
    match builtin {
        Builtin::Str => JsonType::String,
        Builtin::Number => JsonType::Number,
        Builtin::Int
        | Builtin::Int8
        | Builtin::Int16
        | Builtin::Int32
        | Builtin::Int64
        | Builtin::Uint8
        | Builtin::Uint16
        | Builtin::Uint32
        | Builtin::Uint64
        | Builtin::Size
        | Builtin::Integer => JsonType::Int,
        Builtin::Bool => JsonType::Boolean,
        Builtin::Any => JsonType::Value,
        Builtin::Null => JsonType::Null,
    }
}

/// Returns the JSON type that an answer gives for a built-in type.
pub fn json_type_name(builtin: Builtin) -> &'static str {
    match json_type(builtin) {
        JsonType::String => "string",
        JsonType::Number => "number",
        JsonType::Int => "int",
        JsonType::Boolean => "boolean",
        JsonType::Null => "null",
        JsonType::Object => "object",
        JsonType::Array => "array",
        JsonType::Value => "value",
    }
}
