//! The compared model: commands and events with their types, from any source.
//!
//! Input: an indexed answer ([`Model::from_schema`]), or a checked schema ([`crate::diff_model`]),
//! which also has conditions, integer ranges and further settings of commands. Output: an arena of
//! types. Their names are not compared, since they are not on the wire. A property that a source
//! lacks is `None`, and is not compared.

use std::collections::BTreeMap;

use qapi_parser::source::{SourceMap, Span};

use super::cond::Cond;
use qapi_introspect::Schema;
use qapi_introspect::info::{Body, Json, SchemaInfo, Text};
use qapi_introspect::policy::OPEN_COMMANDS;

/// Names a [`Type`] of a [`Model`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// Commands and events, and the types that they use. Strings are borrowed from the source.
#[derive(Clone, Debug, Default)]
pub struct Model<'m> {
    /// Commands and events by name.
    pub roots: BTreeMap<&'m str, Root<'m>>,
    /// The types by [`TypeId`].
    pub types: Vec<Type<'m>>,
    /// The name of each type and the place of its definition; empty for an answer.
    pub about: Vec<About<'m>>,
    /// True if the source has conditions, so that one that is None holds always.
    pub has_conditions: bool,
    /// The text that the spans are of.
    pub sources: Option<&'m SourceMap>,
}

/// The name of a type and the place of its definition, which only a source has.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'m> {
    /// The name; None for a type that is written inline.
    pub name: Option<&'m str>,
    /// The definition.
    pub at: Option<Span>,
}

/// A command or an event.
#[derive(Clone, Debug)]
pub struct Root<'m> {
    /// Its features.
    pub features: Vec<Feature<'m>>,
    /// Its condition.
    pub cond: Option<Cond<'m>>,
    /// The kind.
    pub kind: RootKind,
    /// Its definition, in a source.
    pub at: Option<Span>,
}

/// A command with its settings, or an event.
#[derive(Clone, Copy, Debug)]
pub enum RootKind {
    /// A command.
    Command(Command),
    /// An event with its data's type.
    Event(TypeId),
}

/// A command's types and settings.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Noun for messages: [`Command::NOUN`], or in a recording of devices that of the type's kind.
    pub noun: &'static str,
    /// The arguments' type.
    pub arg: TypeId,
    /// The return value's type.
    pub ret: TypeId,
    /// `allow-oob`
    pub allow_oob: bool,
    /// `allow-preconfig`, known from source only.
    pub allow_preconfig: Option<bool>,
    /// `success-response`, known from source only.
    pub success_response: Option<bool>,
    /// True if it takes arguments that the schema does not have (`'gen': false`). An answer shows
    /// it only for commands known to be open.
    pub open: Option<bool>,
}

impl Command {
    /// Noun of a command of a protocol.
    pub const NOUN: &str = "command";
}

/// A feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature<'m> {
    /// Its name.
    pub name: &'m str,
    /// Its condition.
    pub cond: Option<Cond<'m>>,
}

/// A type.
#[derive(Clone, Debug)]
pub enum Type<'m> {
    /// A built-in type.
    Builtin(Builtin),
    /// An enumeration.
    Enum {
        /// Its values.
        values: Vec<Value<'m>>,
        /// Its features.
        features: Vec<Feature<'m>>,
    },
    /// An array of that type.
    Array(TypeId),
    /// A struct or union.
    Object(Object<'m>),
    /// An alternate.
    Alternate {
        /// Its branches.
        branches: Vec<Alternative<'m>>,
        /// Its features.
        features: Vec<Feature<'m>>,
    },
    /// A type of an unknown meta-type; never found changed.
    Unknown,
}

/// A built-in type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// JSON string.
    String,
    /// JSON number.
    Number,
    /// JSON number without fraction, within a range if that is known.
    Int(Option<Range>),
    /// JSON true or false.
    Boolean,
    /// JSON null.
    Null,
    /// Any JSON value.
    Any,
    /// A JSON type that is not known.
    Other,
}

/// The range of an integer type, bounds included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least value.
    pub min: i128,
    /// The greatest value.
    pub max: i128,
}

/// A value of an enumeration.
#[derive(Clone, Debug)]
pub struct Value<'m> {
    /// The value.
    pub name: &'m str,
    /// Its features.
    pub features: Vec<Feature<'m>>,
    /// Its condition.
    pub cond: Option<Cond<'m>>,
    /// Its place in a source.
    pub at: Option<Span>,
}

/// A struct or union.
#[derive(Clone, Debug, Default)]
pub struct Object<'m> {
    /// The members that all values have, bases' included.
    pub members: Vec<Member<'m>>,
    /// The member that selects the variant.
    pub tag: Option<&'m str>,
    /// The variants, one for each of the tag's values.
    pub variants: Vec<Variant<'m>>,
    /// The type's features.
    pub features: Vec<Feature<'m>>,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member<'m> {
    /// Its name.
    pub name: &'m str,
    /// Its type.
    pub ty: TypeId,
    /// True if it may be absent.
    pub optional: bool,
    /// Its own features.
    pub features: Vec<Feature<'m>>,
    /// Its value where it is left out, if the version tells it: only recordings of devices do.
    pub default: Option<&'m Json<'m>>,
    /// Its condition.
    pub cond: Option<Cond<'m>>,
    /// Its place in a source.
    pub at: Option<Span>,
    /// The type that defines it: the object's own or a base of it; None in an answer.
    pub owner: Option<TypeId>,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant<'m> {
    /// The tag's value.
    pub case: &'m str,
    /// The object with the further members.
    pub ty: TypeId,
    /// Its condition.
    pub cond: Option<Cond<'m>>,
    /// Its place in a source.
    pub at: Option<Span>,
}

/// A branch of an alternate.
#[derive(Clone, Debug)]
pub struct Alternative<'m> {
    /// Its type.
    pub ty: TypeId,
    /// Its condition.
    pub cond: Option<Cond<'m>>,
}

impl Range {
    /// The range of a built-in type with a width in its name.
    fn named(name: &str) -> Option<Range> {
        let (bits, signed): (u32, _) = match name {
            "size" => (64, false),
            _ => match name.strip_prefix("uint") {
                Some(bits) => (bits.parse().ok()?, false),
                None => (name.strip_prefix("int")?.parse().ok()?, true),
            },
        };
        let count = 1i128
            .checked_shl(bits)
            .filter(|_| (1..=64).contains(&bits))?;
        let min = if signed { -count / 2 } else { 0 };
        let max = min + count - 1;
        Some(Range { min, max })
    }
}

impl<'m> Model<'m> {
    /// The type with that id.
    pub fn ty(&self, id: TypeId) -> &Type<'m> {
        &self.types[id.0 as usize]
    }

    /// The object with that id, if it is one.
    pub(crate) fn object(&self, id: TypeId) -> Option<&Object<'m>> {
        match self.ty(id) {
            Type::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The same with the text of its source, which gives changes their file and line.
    #[must_use]
    pub fn with_sources(mut self, sources: &'m SourceMap) -> Self {
        self.sources = Some(sources);
        self
    }

    /// The model of an answer.
    pub fn from_schema(schema: &'m Schema<'_>) -> Self {
        Reader { schema }.model()
    }
}

/// Reads an answer. A type's id is its position there.
struct Reader<'m, 'a> {
    schema: &'m Schema<'a>,
}

impl<'m> Reader<'m, '_> {
    fn model(&self) -> Model<'m> {
        let mut model = Model::default();
        for info in self.schema.entities() {
            model.types.push(self.ty(info));
            if let Some(kind) = self.root(info) {
                let root = Root {
                    features: features(info.features()),
                    cond: None,
                    kind,
                    at: None,
                };
                model.roots.insert(&info.name, root);
            }
        }
        model
    }

    fn id(&self, name: &str) -> TypeId {
        // A schema has no name without its type, nor more of them than a u32 can number.
        TypeId(self.schema.index_of(name).unwrap_or_default() as u32)
    }

    fn root(&self, info: &SchemaInfo<'_>) -> Option<RootKind> {
        match &info.body {
            Body::Command {
                arg_type,
                ret_type,
                allow_oob,
            } => Some(RootKind::Command(Command {
                noun: Command::NOUN,
                arg: self.id(arg_type),
                ret: self.id(ret_type),
                allow_oob: allow_oob.unwrap_or(false),
                allow_preconfig: None,
                success_response: None,
                // Answers do not show it; of these commands it is known.
                open: OPEN_COMMANDS
                    .contains(&&*info.name)
                    .then(|| self.schema.has_open_arguments(&info.name)),
            })),
            Body::Event { arg_type } => Some(RootKind::Event(self.id(arg_type))),
            _ => None,
        }
    }

    fn ty(&self, info: &'m SchemaInfo<'_>) -> Type<'m> {
        match &info.body {
            Body::Builtin { json_type } => Type::Builtin(builtin(&info.name, json_type)),
            Body::Enum(e) => Type::Enum {
                values: e
                    .iter()
                    .map(|(name, f)| Value {
                        name,
                        features: features(f),
                        cond: None,
                        at: None,
                    })
                    .collect(),
                features: features(info.features()),
            },
            Body::Array { element_type } => Type::Array(self.id(element_type)),
            Body::Object(_) => Type::Object(self.object(info)),
            Body::Alternate { members } => Type::Alternate {
                branches: members
                    .iter()
                    .map(|m| Alternative {
                        ty: self.id(&m.type_name),
                        cond: None,
                    })
                    .collect(),
                features: features(info.features()),
            },
            _ => Type::Unknown,
        }
    }

    fn object(&self, info: &'m SchemaInfo<'_>) -> Object<'m> {
        let Body::Object(object) = &info.body else {
            return Object::default();
        };
        Object {
            members: object
                .members
                .iter()
                .map(|m| Member {
                    name: &m.name,
                    ty: self.id(&m.type_name),
                    optional: m.is_optional(),
                    features: features(m.features.as_deref().unwrap_or_default()),
                    default: m
                        .default
                        .as_ref()
                        .filter(|json| !matches!(json, Json::Null)),
                    cond: None,
                    at: None,
                    owner: None,
                })
                .collect(),
            tag: object.tag.as_deref(),
            variants: object
                .variants
                .iter()
                .flatten()
                .map(|v| Variant {
                    case: &v.case,
                    ty: self.id(&v.type_name),
                    cond: None,
                    at: None,
                })
                .collect(),
            features: features(info.features()),
        }
    }
}

fn features<'m>(names: &'m [Text<'_>]) -> Vec<Feature<'m>> {
    names
        .iter()
        .map(|name| Feature { name, cond: None })
        .collect()
}

/// QEMU's answers have one integer, `int`; recordings of devices have integers by their width.
fn builtin(name: &str, json_type: &str) -> Builtin {
    match json_type {
        "string" => Builtin::String,
        "number" => Builtin::Number,
        "int" => Builtin::Int(Range::named(name)),
        "boolean" => Builtin::Boolean,
        "null" => Builtin::Null,
        "value" => Builtin::Any,
        _ => Builtin::Other,
    }
}
