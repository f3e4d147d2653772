//! The places that use each type.

use std::collections::HashMap;

use qapi_parser::ir::{Schema, TypeId, TypeKind};

/// A place that uses a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use<'s> {
    /// The definition that uses it.
    pub(super) by: &'s str,
    /// The place in that: `argument`, `returns`, `data`, `member`, `base`, `branch`,
    /// `alternative`, `tag`.
    pub(super) role: &'static str,
    /// The member's or branch's name, where it has one.
    pub(super) name: &'s str,
}

/// The uses of every type, in the schema's order.
pub(super) struct Uses<'s>(HashMap<TypeId, Vec<Use<'s>>>);

impl<'s> Uses<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        let mut uses = Uses(HashMap::new());
        for (_, command) in schema.commands() {
            let name = command.name();
            uses.data(schema, command.arg(), name, ("argument", "arguments"));
            if let Some(ret) = command.ret() {
                uses.add(schema, ret, name, "returns", "");
            }
        }
        for (_, event) in schema.events() {
            uses.data(schema, event.arg(), event.name(), ("member", "data"));
        }
        for (id, ty) in schema.types().filter(|(_, ty)| !ty.is_implicit()) {
            match ty.kind() {
                TypeKind::Object(object) => {
                    if let Some(base) = object.base() {
                        match schema.ty(base).is_implicit() {
                            true => uses.members(schema, base, ty.name(), "member"),
                            false => uses.add(schema, base, ty.name(), "base", ""),
                        }
                    }
                    uses.members(schema, id, ty.name(), "member");
                    for branch in object.branches().iter().flat_map(|b| b.branches()) {
                        uses.branch(schema, branch.ty(), ty.name(), branch.name());
                    }
                }
                TypeKind::Alternate(alternate) => {
                    for one in alternate.alternatives() {
                        uses.add(schema, one.ty(), ty.name(), "alternative", one.name());
                    }
                }
                _ => {}
            }
        }
        uses
    }

    pub(super) fn of(&self, id: TypeId) -> &[Use<'s>] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    fn data(
        &mut self,
        schema: &'s Schema,
        arg: Option<TypeId>,
        by: &'s str,
        (member, whole): (&'static str, &'static str),
    ) {
        match arg {
            Some(id) if schema.ty(id).is_implicit() => self.members(schema, id, by, member),
            Some(id) => self.add(schema, id, by, whole, ""),
            None => {}
        }
    }

    fn members(&mut self, schema: &'s Schema, id: TypeId, by: &'s str, role: &'static str) {
        if let TypeKind::Object(object) = schema.ty(id).kind() {
            for member in object.local_members() {
                self.add(schema, member.ty(), by, role, member.name());
            }
        }
    }

    /// A simple union's branch wraps its type.
    fn branch(&mut self, schema: &'s Schema, id: TypeId, by: &'s str, name: &'s str) {
        match schema.ty(id).kind() {
            TypeKind::Object(object) if schema.ty(id).is_implicit() => {
                for member in object.local_members() {
                    self.add(schema, member.ty(), by, "branch", name);
                }
            }
            _ => self.add(schema, id, by, "branch", name),
        }
    }

    fn add(
        &mut self,
        schema: &'s Schema,
        id: TypeId,
        by: &'s str,
        role: &'static str,
        name: &'s str,
    ) {
        let id = match schema.ty(id).kind() {
            TypeKind::Array(array) => array.element(),
            _ => id,
        };
        // Built-in types are used everywhere.
        if matches!(schema.ty(id).kind(), TypeKind::Builtin(_)) {
            return;
        }
        let uses = self.0.entry(id).or_default();
        let one = Use { by, role, name };
        if uses.last() != Some(&one) {
            uses.push(one);
        }
    }
}
