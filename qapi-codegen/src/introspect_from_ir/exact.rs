//! IR → wire model with every type, under its own name.
//!
//! Input: a checked schema and the symbols that a build defines. Output: objects as
//! `query-qmp-schema` has them, for readers of arguments: types that no command reaches are there
//! (`Audiodev` in many releases), and integers keep the names of the language (`size`, `uint16`).

use qapi_introspect::SchemaInfo;
use qapi_introspect::info::{
    AlternateMember, Body, EnumInfo, EnumMember, Json, ObjectInfo, ObjectMember, ObjectVariant,
    Text,
};
use qapi_parser::ir::{Cond, EnumValue, Feature, Member, Object, Schema, Type, TypeId, TypeKind};

use super::{Symbols, json_type_name};

/// Describes every type, command and event of the schema that a build with those symbols has.
///
/// ```
/// use qapi_codegen::introspect_from_ir::{Symbols, exact};
/// use qapi_parser::{compile_from, loader::Memory};
///
/// let files = Memory::new([("a.json", "{ 'struct': 'S', 'data': { 'a': 'uint8' } }")]);
/// let compiled = compile_from("a.json", &files, &qapi_parser::Options::new())?;
/// let schema = compiled.schema.ok_or("invalid")?;
/// let model = qapi_introspect::Schema::new(exact(&schema, &Symbols::all()))?;
/// assert!(model.type_named("S").is_some() && model.type_named("uint8").is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn exact<'s>(schema: &'s Schema, symbols: &Symbols) -> Vec<SchemaInfo<'s>> {
    let exact = Exact { schema, symbols };
    let empty = schema.empty_object();
    let mut infos = Vec::new();
    for (_, ty) in schema.types() {
        infos.extend(exact.info(
            exact.type_name(ty),
            exact.cond(ty),
            ty.features(),
            exact.body(ty),
        ));
    }
    for (_, command) in schema.commands() {
        let body = Body::Command {
            arg_type: exact.name(command.arg().unwrap_or(empty)),
            ret_type: exact.name(command.ret().unwrap_or(empty)),
            allow_oob: Some(command.flags().allow_oob),
        };
        infos.extend(exact.info(
            command.name().into(),
            command.cond(),
            command.features(),
            body,
        ));
    }
    for (_, event) in schema.events() {
        let arg_type = exact.name(event.arg().unwrap_or(empty));
        let body = Body::Event { arg_type };
        infos.extend(exact.info(event.name().into(), event.cond(), event.features(), body));
    }
    infos
}

struct Exact<'s, 'o> {
    schema: &'s Schema,
    symbols: &'o Symbols,
}

impl<'s> Exact<'s, '_> {
    fn info(
        &self,
        name: Text<'s>,
        cond: Option<&Cond>,
        features: &'s [Feature],
        body: Body<'s>,
    ) -> Option<SchemaInfo<'s>> {
        self.symbols.hold(cond).then(|| SchemaInfo {
            features: self.features(features),
            ..SchemaInfo::new(name, body)
        })
    }

    fn name(&self, id: TypeId) -> Text<'s> {
        self.type_name(self.schema.ty(id))
    }

    /// The name that an answer would have: of an array, `[` element `]`.
    fn type_name(&self, ty: &'s Type) -> Text<'s> {
        match ty.kind() {
            TypeKind::Array(array) => format!("[{}]", self.name(array.element())).into(),
            _ => ty.name().into(),
        }
    }

    /// An array is there where its elements are.
    fn cond(&self, ty: &'s Type) -> Option<&'s Cond> {
        match ty.kind() {
            TypeKind::Array(array) => self.cond(self.schema.ty(array.element())),
            _ => ty.cond(),
        }
    }

    fn body(&self, ty: &'s Type) -> Body<'s> {
        match ty.kind() {
            TypeKind::Builtin(builtin) => Body::Builtin {
                json_type: json_type_name(*builtin).into(),
            },
            TypeKind::Array(array) => Body::Array {
                element_type: self.name(array.element()),
            },
            TypeKind::Enum(values) => {
                let kept = values.values().iter();
                let kept = kept.filter(|value| self.symbols.hold(value.cond()));
                let member = |value: &'s EnumValue| EnumMember {
                    name: value.name().into(),
                    features: self.features(value.features()),
                    extra: Vec::new(),
                };
                Body::Enum(EnumInfo {
                    members: Some(kept.map(member).collect()),
                    values: None,
                })
            }
            TypeKind::Object(object) => Body::Object(self.object(object)),
            TypeKind::Alternate(alternate) => {
                let branches = alternate.alternatives().iter();
                let kept = branches.filter(|branch| self.symbols.hold(branch.cond()));
                let member = |id| AlternateMember {
                    type_name: self.name(id),
                    extra: Vec::new(),
                };
                Body::Alternate {
                    members: kept.map(|branch| member(branch.ty())).collect(),
                }
            }
        }
    }

    fn object(&self, object: &'s Object) -> ObjectInfo<'s> {
        let members = object.members(self.schema);
        let kept = members.filter(|member| self.symbols.hold(member.cond()));
        let mut info = ObjectInfo {
            members: kept.map(|member| self.member(member)).collect(),
            ..ObjectInfo::default()
        };
        if let Some(branches) = object.branches() {
            let tag = object.members(self.schema).nth(branches.tag_index());
            info.tag = tag.map(|tag| tag.name().into());
            let kept = branches.branches().iter();
            let kept = kept.filter(|branch| self.symbols.hold(branch.cond()));
            let variants = kept.map(|branch| ObjectVariant {
                case: branch.name().into(),
                type_name: self.name(branch.ty()),
                extra: Vec::new(),
            });
            info.variants = Some(variants.collect());
        }
        info
    }

    fn member(&self, member: &'s Member) -> ObjectMember<'s> {
        ObjectMember {
            name: member.name().into(),
            type_name: self.name(member.ty()),
            default: member.optional().then_some(Json::Null),
            features: self.features(member.features()),
            extra: Vec::new(),
        }
    }

    fn features(&self, features: &'s [Feature]) -> Option<Vec<Text<'s>>> {
        let kept = features.iter().filter(|f| self.symbols.hold(f.cond()));
        let kept: Vec<Text<'s>> = kept.map(|feature| feature.name().into()).collect();
        (!kept.is_empty()).then_some(kept)
    }
}
