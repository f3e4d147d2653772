//! Implicit types: those of inline members, and those of simple unions.

use super::{Definer, Origin};
use crate::context::Cx;
use crate::definition::{Branch, TypeRef};
use crate::entity::{Entity, Kind, Object, ObjectMember, Ref, Tag, Variant, Variants};
use crate::ir::{Cond, EnumValue};
use crate::source::Span;

impl<'s> Definer<'s> {
    pub(super) fn implicit_object(
        &mut self,
        cx: &mut Cx<'_>,
        origin: &Origin,
        owner: &str,
        role: &str,
        object: Object<'s>,
        cond: Option<Cond>,
    ) -> Ref<'s> {
        let name = format!("q_obj_{owner}-{role}");
        // It exists if a simple union has wrapped the same type before, or if the owner is defined
        // twice, which is reported later.
        let id = match self.entities.names.get(name.as_str()) {
            Some(&id) => id,
            None => {
                let entity = origin.entity(name, Kind::Object(object));
                self.add(cx, Entity { cond, ..entity })
            }
        };
        Ref {
            name: "",
            span: origin.anchor,
            target: Some(id),
        }
    }

    /// Lowers a simple union (until 6.1): each branch's type is wrapped in an object, and the
    /// branches' names make an enum.
    pub(super) fn simple_union(
        &mut self,
        cx: &mut Cx<'_>,
        origin: &Origin,
        name: &str,
        branches: Vec<Branch<'s>>,
        cond: &Option<Cond>,
    ) -> Kind<'s> {
        let mut values = Vec::with_capacity(branches.len());
        let mut list = Vec::with_capacity(branches.len());
        for Branch {
            name,
            span,
            ty: wrapped,
            cond,
        } in branches
        {
            values.push(EnumValue {
                name: name.into(),
                span: Some(span),
                cond: cond.clone(),
                features: Vec::new(),
            });
            let ty = self.wrapper(cx, origin, wrapped, span);
            list.push(Variant {
                name,
                span,
                ty,
                cond,
            });
        }
        let kind = Kind::Enum {
            prefix: None,
            values,
            of_union: true,
        };
        let entity = origin.entity(format!("{name}Kind"), kind);
        let tag_type = self.add(
            cx,
            Entity {
                cond: cond.clone(),
                ..entity
            },
        );
        let tag = ObjectMember {
            name: "type",
            span: origin.anchor,
            ty: Ref {
                name: "",
                span: origin.anchor,
                target: Some(tag_type),
            },
            optional: false,
            cond: None,
            features: Vec::new(),
        };
        let variants = Some(Variants {
            tag: Tag::Simple,
            list,
        });
        Kind::Object(Object {
            members: vec![tag],
            variants,
            ..Object::default()
        })
    }

    fn wrapper(
        &mut self,
        cx: &mut Cx<'_>,
        origin: &Origin,
        wrapped: TypeRef<'s>,
        span: Span,
    ) -> Ref<'s> {
        let ty = self.type_use(cx, origin, wrapped);
        let owner = match ty.target {
            Some(array) => self.entities.get(array).name.to_string(),
            None => ty.name.to_owned(),
        };
        // Only an earlier type lends its condition: an oddity of those releases.
        let cond_of = ty.target.or_else(|| self.entities.lookup_type(ty.name));
        let data = ObjectMember {
            name: "data",
            span,
            ty,
            optional: false,
            cond: None,
            features: Vec::new(),
        };
        let object = Object {
            members: vec![data],
            cond_of,
            ..Object::default()
        };
        self.implicit_object(cx, origin, &owner, "wrapper", object, None)
    }
}
