//! Entities without errors become the IR.

use foldhash::HashMap;

use crate::entity::{
    Entities, Entity, Id, Kind, Object, ObjectMember, Ref, Tag, Variant, Variants,
};
use crate::ir::Entity as IrEntity;
use crate::ir::{
    Alternate, Array, Branch, Branches, Command, CommandId, Common, Cond, Doc, Enum, Event,
    EventId, Member, Module, ModuleId, Schema, Type, TypeId, TypeKind,
};
use crate::syntax::Text;

/// The name of the module of built-in types.
const BUILTIN_MODULE: &str = "./builtin";

/// Builds the IR.
pub(crate) fn build(
    entities: Entities<'_>,
    docs: Vec<Doc>,
    documentation_exceptions: Vec<String>,
) -> Schema {
    let ids = number(&entities);
    let mut modules = vec![module(BUILTIN_MODULE)];
    modules.extend(entities.modules.iter().map(|m| module(&m.name)));
    let builder = Builder {
        entities: &entities,
        ids: &ids,
    };
    let mut schema = Schema {
        types: Vec::new(),
        commands: Vec::new(),
        events: Vec::new(),
        modules,
        docs,
        names: HashMap::default(),
        empty: builder.type_id(entities.empty),
        order: Vec::new(),
        documentation_exceptions,
        latest: None,
    };
    for (index, entity) in entities.iter().enumerate() {
        builder.add(&mut schema, Id(index as u32), entity);
    }
    schema
}

fn module(name: &str) -> Module {
    Module {
        name: name.to_owned(),
        entities: Vec::new(),
    }
}

/// Numbers types, commands and events separately, each in order of creation.
fn number(entities: &Entities<'_>) -> Vec<IrEntity> {
    let (mut types, mut commands, mut events) = (0, 0, 0);
    let next = |counter: &mut u32| {
        *counter += 1;
        *counter - 1
    };
    let id = |entity: &Entity<'_>| match entity.kind {
        Kind::Include(module) => IrEntity::Include(module_id(Some(module))),
        Kind::Command { .. } => IrEntity::Command(CommandId(next(&mut commands))),
        Kind::Event { .. } => IrEntity::Event(EventId(next(&mut events))),
        _ => IrEntity::Type(TypeId(next(&mut types))),
    };
    entities.iter().map(id).collect()
}

/// Returns a module's id. The built-in module comes first.
fn module_id(module: Option<usize>) -> ModuleId {
    ModuleId(module.map_or(0, |m| m as u32 + 1))
}

struct Builder<'b, 's> {
    entities: &'b Entities<'s>,
    ids: &'b [IrEntity],
}

impl<'s> Builder<'_, 's> {
    fn add(&self, schema: &mut Schema, id: Id, entity: &Entity<'s>) {
        let module = self.module_of(entity);
        let ir = self.ids[id.index()];
        schema.order.push((module_id(entity.module), ir));
        schema.modules[module.index()].entities.push(ir);
        let name = Text::from(&*entity.name);
        if !matches!(ir, IrEntity::Include(_)) {
            schema.names.insert(name.clone(), ir);
        }
        let common = Common {
            name,
            span: entity.span,
            head: entity.anchor,
            cond: self.cond_of(entity),
            features: entity.features.clone(),
            doc: entity.doc,
            module,
        };
        match &entity.kind {
            Kind::Include(_) => {}
            Kind::Command {
                data,
                returns,
                flags,
            } => schema.commands.push(Command {
                common,
                arg: self.used(data),
                ret: self.used(returns),
                flags: *flags,
            }),
            Kind::Event { data, boxed } => {
                schema.events.push(Event {
                    common,
                    arg: self.used(data),
                    boxed: *boxed,
                });
            }
            kind => schema.types.push(Type {
                common,
                kind: self.kind(id, kind),
            }),
        }
    }

    /// Returns the module of an entity; an array's is its element's.
    fn module_of(&self, entity: &Entity<'_>) -> ModuleId {
        match &entity.kind {
            Kind::Array(element) => module_id(self.entities.target(element).and_then(|e| e.module)),
            _ => module_id(entity.module),
        }
    }

    /// Returns the condition of an entity; arrays and wrappers have that of their content.
    fn cond_of(&self, entity: &Entity<'_>) -> Option<Cond> {
        let mut entity = entity;
        loop {
            let next = match &entity.kind {
                Kind::Array(element) => self.entities.target(element),
                Kind::Object(Object {
                    cond_of: Some(id), ..
                }) => Some(self.entities.get(*id)),
                _ => None,
            };
            match next {
                Some(next) => entity = next,
                None => return entity.cond.clone(),
            }
        }
    }

    fn type_id(&self, id: Id) -> TypeId {
        match self.ids[id.index()] {
            IrEntity::Type(id) => id,
            // Uses of types are resolved to types only.
            _ => unreachable!("a use of a type refers to a type"),
        }
    }

    fn used(&self, ty: &Option<Ref<'_>>) -> Option<TypeId> {
        ty.as_ref().map(|ty| self.resolved(ty))
    }

    fn resolved(&self, ty: &Ref<'_>) -> TypeId {
        // An unknown type was an error, and with errors nothing is built.
        ty.target
            .map_or(self.type_id(self.entities.empty), |id| self.type_id(id))
    }

    fn kind(&self, id: Id, kind: &Kind<'s>) -> TypeKind {
        match kind {
            Kind::Builtin(builtin) => TypeKind::Builtin(*builtin),
            Kind::Enum {
                prefix,
                values,
                of_union,
            } => TypeKind::Enum(Enum {
                prefix: prefix.map(str::to_owned),
                values: values.clone(),
                simple_union: of_union.then(|| self.type_id(Id(id.0 + 1))),
                open: false,
            }),
            Kind::Array(element) => TypeKind::Array(Array {
                element: self.resolved(element),
            }),
            Kind::Object(object) => TypeKind::Object(self.object(id, object)),
            Kind::Alternate(alternatives) => TypeKind::Alternate(Alternate {
                alternatives: alternatives.iter().map(|a| self.branch(a)).collect(),
            }),
            // Not types; see `add`.
            Kind::Include(_) | Kind::Command { .. } | Kind::Event { .. } => {
                unreachable!("includes, commands and events are no types")
            }
        }
    }

    fn object(&self, id: Id, object: &Object<'s>) -> crate::ir::Object {
        let owner = self.type_id(id);
        let members = self.entities.checked.members(id);
        crate::ir::Object {
            base: self.used(&object.base),
            local_members: object
                .members
                .iter()
                .map(|m| self.member(owner, m))
                .collect(),
            members: members
                .iter()
                .map(|&(owner, index)| (self.type_id(owner), index))
                .collect(),
            branches: object.variants.as_ref().map(|v| self.branches(id, v)),
        }
    }

    fn member(&self, owner: TypeId, member: &ObjectMember<'_>) -> Member {
        Member {
            name: member.name.into(),
            ty: self.resolved(&member.ty),
            optional: member.optional,
            span: Some(member.span),
            cond: member.cond.clone(),
            features: member.features.clone(),
            owner,
        }
    }

    fn branches(&self, id: Id, variants: &Variants<'_>) -> Branches {
        let state = self.entities.checked.state(id);
        let mut branches: Vec<_> = variants.list.iter().map(|v| self.branch(v)).collect();
        let tag = state
            .members
            .get(state.tag as usize)
            .map(|&m| self.entities.member(m));
        let tag_type = tag.and_then(|m| self.entities.target(&m.ty));
        if let Some(Kind::Enum { values, .. }) = tag_type.map(|t| &t.kind) {
            let unlisted = state
                .unlisted
                .iter()
                .filter_map(|&index| values.get(index as usize));
            branches.extend(unlisted.map(|value| Branch {
                name: value.name.clone(),
                ty: self.type_id(self.entities.empty),
                span: None,
                cond: value.cond.clone(),
            }));
        }
        let simple = matches!(variants.tag, Tag::Simple);
        Branches {
            tag: state.tag,
            branches,
            simple,
        }
    }

    fn branch(&self, variant: &Variant<'_>) -> Branch {
        Branch {
            name: variant.name.into(),
            ty: self.resolved(&variant.ty),
            span: Some(variant.span),
            cond: variant.cond.clone(),
        }
    }
}
