//! IR → the [`Model`] that is compared, with the parts that only a source has: conditions, integer
//! ranges and further settings of commands.

use crate::{
    About, Alternative, Builtin as DiffBuiltin, Model, Range, Root, RootKind, TypeId, Value,
    Variant,
};
use qapi_parser::ir::{self, Builtin, Cond, CondTree, Feature, Object, Schema, Type, TypeKind};

use qapi_codegen::introspect_from_ir::Symbols;

/// Returns the model of a schema. With [`Symbols::all`] everything is there with its condition, and
/// conditions are compared. With other symbols, parts that the build leaves out are missing, and
/// conditions are not compared.
pub fn diff_model<'s>(schema: &'s Schema, symbols: &Symbols) -> Model<'s> {
    let mut model = Model {
        has_conditions: symbols.is_all(),
        ..Model::default()
    };
    let convert = Convert { schema, symbols };
    model.types = schema.types().map(|(_, ty)| convert.ty(ty)).collect();
    let about = |ty: &'s Type| About {
        name: (!ty.is_implicit()).then(|| ty.name()),
        at: ty.span(),
    };
    model.about = schema.types().map(|(_, ty)| about(ty)).collect();
    let empty = schema.empty_object();
    for (_, command) in schema.commands().filter(|(_, c)| symbols.hold(c.cond())) {
        let flags = command.flags();
        let kind = RootKind::Command(crate::Command {
            noun: crate::Command::NOUN,
            arg: id(command.arg().unwrap_or(empty)),
            ret: id(command.ret().unwrap_or(empty)),
            allow_oob: flags.allow_oob,
            allow_preconfig: Some(flags.allow_preconfig),
            success_response: Some(flags.success_response),
            open: Some(!flags.r#gen),
        });
        model.roots.insert(
            command.name(),
            Root {
                at: command.span(),
                ..convert.root(command.features(), command.cond(), kind)
            },
        );
    }
    for (_, event) in schema.events().filter(|(_, e)| symbols.hold(e.cond())) {
        let kind = RootKind::Event(id(event.arg().unwrap_or(empty)));
        model.roots.insert(
            event.name(),
            Root {
                at: event.span(),
                ..convert.root(event.features(), event.cond(), kind)
            },
        );
    }
    model
}

fn id(id: ir::TypeId) -> TypeId {
    TypeId(id.index() as u32)
}

struct Convert<'s, 'o> {
    schema: &'s Schema,
    symbols: &'o Symbols,
}

impl<'s> Convert<'s, '_> {
    fn root(&self, features: &'s [Feature], cond: Option<&'s Cond>, kind: RootKind) -> Root<'s> {
        Root {
            features: self.features(features),
            cond: self.cond(cond),
            kind,
            at: None,
        }
    }

    fn cond(&self, cond: Option<&'s Cond>) -> Option<crate::Cond<'s>> {
        if self.symbols.is_all() {
            cond.map(|c| tree(c.tree()))
        } else {
            None
        }
    }

    fn features(&self, features: &'s [Feature]) -> Vec<crate::Feature<'s>> {
        let kept = features.iter().filter(|f| self.symbols.hold(f.cond()));
        kept.map(|f| crate::Feature {
            name: f.name(),
            cond: self.cond(f.cond()),
        })
        .collect()
    }

    fn ty(&self, ty: &'s Type) -> crate::Type<'s> {
        match ty.kind() {
            TypeKind::Builtin(builtin) => crate::Type::Builtin(convert_builtin(*builtin)),
            TypeKind::Array(array) => crate::Type::Array(id(array.element())),
            TypeKind::Enum(e) => {
                let kept = e.values().iter().filter(|v| self.symbols.hold(v.cond()));
                let value = |v: &'s ir::EnumValue| Value {
                    name: v.name(),
                    features: self.features(v.features()),
                    cond: self.cond(v.cond()),
                    at: v.span(),
                };
                let features = self.features(ty.features());
                crate::Type::Enum {
                    values: kept.map(value).collect(),
                    features,
                }
            }
            TypeKind::Object(object) => crate::Type::Object(self.object(ty, object)),
            TypeKind::Alternate(alternate) => {
                let kept = alternate
                    .alternatives()
                    .iter()
                    .filter(|b| self.symbols.hold(b.cond()));
                let branch = |b: &'s ir::Branch| Alternative {
                    ty: id(b.ty()),
                    cond: self.cond(b.cond()),
                };
                let features = self.features(ty.features());
                crate::Type::Alternate {
                    branches: kept.map(branch).collect(),
                    features,
                }
            }
        }
    }

    fn object(&self, ty: &'s Type, object: &'s Object) -> crate::Object<'s> {
        let members = object
            .members(self.schema)
            .filter(|m| self.symbols.hold(m.cond()));
        let member = |m: &'s ir::Member| crate::Member {
            name: m.name(),
            ty: id(m.ty()),
            optional: m.optional(),
            features: self.features(m.features()),
            default: None,
            cond: self.cond(m.cond()),
            at: m.span(),
            owner: Some(id(m.owner())),
        };
        let tag = object
            .branches()
            .and_then(|b| object.members(self.schema).nth(b.tag_index()))
            .map(|tag| tag.name());
        let branches = object.branches().map_or(&[][..], |b| b.branches()).iter();
        let variant = |b: &'s ir::Branch| Variant {
            case: b.name(),
            ty: id(b.ty()),
            cond: self.cond(b.cond()),
            at: b.span(),
        };
        crate::Object {
            members: members.map(member).collect(),
            tag,
            variants: branches
                .filter(|b| self.symbols.hold(b.cond()))
                .map(variant)
                .collect(),
            features: self.features(ty.features()),
        }
    }
}

fn tree(tree: &CondTree) -> crate::Cond<'_> {
    match tree {
        CondTree::Symbol(name) | CondTree::Opaque(name) => crate::Cond::Symbol(name),
        CondTree::All(parts) => crate::Cond::All(parts.iter().map(self::tree).collect()),
        CondTree::Any(parts) => crate::Cond::Any(parts.iter().map(self::tree).collect()),
        CondTree::Not(part) => crate::Cond::Not(Box::new(self::tree(part))),
    }
}

fn convert_builtin(builtin: Builtin) -> DiffBuiltin {
    let int = |min: i128, max: i128| DiffBuiltin::Int(Some(Range { min, max }));
    match builtin {
        Builtin::Str => DiffBuiltin::String,
        Builtin::Number => DiffBuiltin::Number,
        Builtin::Int | Builtin::Int64 => int(i64::MIN.into(), i64::MAX.into()),
        Builtin::Int8 => int(i8::MIN.into(), i8::MAX.into()),
        Builtin::Int16 => int(i16::MIN.into(), i16::MAX.into()),
        Builtin::Int32 => int(i32::MIN.into(), i32::MAX.into()),
        Builtin::Uint8 => int(0, u8::MAX.into()),
        Builtin::Uint16 => int(0, u16::MAX.into()),
        Builtin::Uint32 => int(0, u32::MAX.into()),
        Builtin::Uint64 | Builtin::Size => int(0, u64::MAX.into()),
        Builtin::Integer => int(i64::MIN.into(), u64::MAX.into()),
        Builtin::Bool => DiffBuiltin::Boolean,
        Builtin::Any => DiffBuiltin::Any,
        Builtin::Null => DiffBuiltin::Null,
    }
}
