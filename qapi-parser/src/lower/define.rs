//! Definitions → entities, implicit types included (`docs/devel/qapi-code-gen.rst`, "Types", and
//! the order of creation in QEMU's `scripts/qapi/schema.py`).

mod implicit;

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};

use crate::context::Cx;
use crate::definition::{Body, Branch, Data, Definition, Member, TypeRef};
use crate::diag::Diagnostic;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::entity::{
    Checked, Entities, Entity, Id, Kind, Object, ObjectMember, Ref, Tag, Variant, Variants,
};
use crate::ir::{Builtin, Cond, EnumValue};
use crate::source::Span;
use crate::syntax::{self, Item};

/// The built-in types in the order in which QEMU's compiler makes them.
pub(crate) const BUILTINS: [(&str, Builtin); 15] = [
    ("str", Builtin::Str),
    ("number", Builtin::Number),
    ("int", Builtin::Int),
    ("int8", Builtin::Int8),
    ("int16", Builtin::Int16),
    ("int32", Builtin::Int32),
    ("int64", Builtin::Int64),
    ("uint8", Builtin::Uint8),
    ("uint16", Builtin::Uint16),
    ("uint32", Builtin::Uint32),
    ("uint64", Builtin::Uint64),
    ("size", Builtin::Size),
    ("bool", Builtin::Bool),
    ("any", Builtin::Any),
    ("null", Builtin::Null),
];

/// The values of the built-in enum `QType`.
const QTYPES: [&str; 7] = [
    "none", "qnull", "qnum", "qstring", "qdict", "qlist", "qbool",
];

/// Names of the type `any` before it had one.
const OLD_ANY: [&str; 3] = ["**", "visitor", "dict"];

/// The values of `QType` until 2.9.
const OLD_QTYPES: [&str; 8] = [
    "none", "qnull", "qint", "qstring", "qdict", "qlist", "qfloat", "qbool",
];

/// Makes the entities of a schema. Reports names that are defined twice.
pub(crate) fn define<'s>(
    cx: &mut Cx<'_>,
    items: &'s [Item],
    definitions: Vec<Option<Box<Definition<'s>>>>,
    modules: Vec<syntax::Module>,
) -> Entities<'s> {
    let mut definer = Definer::new(modules);
    definer.builtins(cx);
    for (item, definition) in items.iter().zip(definitions) {
        match (item, definition) {
            (Item::Include { from, module, span }, _) => definer.include(*from, *module, *span),
            (Item::Definition(_), Some(definition)) => definer.definition(cx, *definition),
            (Item::Definition(_), None) => {}
        }
    }
    definer.resolve(cx);
    definer.entities
}

struct Definer<'s> {
    entities: Entities<'s>,
    /// Buffer for the names of arrays.
    buffer: String,
}

/// The common parts of a definition and its implicit types.
struct Origin {
    span: Option<Span>,
    anchor: Span,
    module: Option<usize>,
    damaged: bool,
}

impl Origin {
    fn entity<'s>(&self, name: impl Into<Cow<'s, str>>, kind: Kind<'s>) -> Entity<'s> {
        Entity {
            name: name.into(),
            span: self.span,
            anchor: self.anchor,
            name_span: None,
            cond: None,
            features: Vec::new(),
            doc: None,
            module: self.module,
            kind,
            damaged: self.damaged,
        }
    }
}

impl<'s> Definer<'s> {
    fn new(modules: Vec<syntax::Module>) -> Definer<'s> {
        let entities = Entities {
            list: Vec::new(),
            names: HashMap::new(),
            modules,
            empty: Id(0),
            checked: Checked::default(),
        };
        Definer {
            entities,
            buffer: String::new(),
        }
    }

    fn builtins(&mut self, cx: &mut Cx<'_>) {
        let origin = Origin {
            span: None,
            anchor: Span::default(),
            module: None,
            damaged: false,
        };
        let has_null = cx.edition.allows(Rule::NullType);
        let builtins = BUILTINS.into_iter();
        for (name, builtin) in builtins.filter(|(_, b)| has_null || *b != Builtin::Null) {
            self.add(cx, origin.entity(name, Kind::Builtin(builtin)));
            let ty = TypeRef {
                name,
                span: Span::default(),
                array: true,
            };
            self.type_use(cx, &origin, ty);
        }
        self.entities.empty = self.add(
            cx,
            origin.entity("q_empty", Kind::Object(Object::default())),
        );
        let values = match has_null {
            true => QTYPES.iter(),
            false => OLD_QTYPES.iter(),
        };
        let values = values.map(|&name| EnumValue {
            name: name.into(),
            span: None,
            cond: None,
            features: Vec::new(),
        });
        let values = values.collect();
        let prefix = cx.edition.follows(Rule::QTypePrefix).then_some("QTYPE");
        self.add(
            cx,
            origin.entity(
                "QType",
                Kind::Enum {
                    prefix,
                    values,
                    of_union: false,
                },
            ),
        );
    }

    fn include(&mut self, from: usize, module: usize, span: Span) {
        let origin = Origin {
            span: Some(span),
            anchor: span,
            module: Some(from),
            damaged: false,
        };
        self.push(origin.entity("", Kind::Include(module)));
    }

    fn push(&mut self, entity: Entity<'s>) -> Id {
        let id = Id(self.entities.list.len() as u32);
        self.entities.list.push(entity);
        id
    }

    /// Adds a named entity. Reports a name that is taken, and returns its owner.
    fn add(&mut self, cx: &mut Cx<'_>, entity: Entity<'s>) -> Id {
        let id = Id(self.entities.list.len() as u32);
        match self.entities.names.entry(entity.name.clone()) {
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(id);
                self.push(entity)
            }
            std::collections::hash_map::Entry::Occupied(other) => {
                let other = *other.get();
                self.report_taken(cx, &entity, other);
                // Nothing refers to it, but it may have mistakes of its own.
                self.push(entity);
                other
            }
        }
    }

    fn report_taken(&self, cx: &mut Cx<'_>, entity: &Entity<'s>, other: Id) {
        let other = self.entities.get(other);
        if other.span.is_some() && cx.edition.follows(Rule::ChecksByKey) {
            // The checks of expressions have reported it.
            return cx.doubtful.add_ambiguous(&entity.name);
        }
        if other.span.is_some() {
            cx.doubtful.add_ambiguous(&entity.name);
        }
        let what = match other.span {
            Some(_) => format!("'{}'", entity.name),
            None => other.describe(&self.entities),
        };
        let message = format!("{what} is already defined");
        let culprit = entity.name_span.unwrap_or(entity.anchor);
        let mut diagnostic = Diagnostic::error(codes::ALREADY_DEFINED, culprit, message);
        if other.span.is_some() {
            let first = other.name_span.unwrap_or(other.anchor);
            diagnostic = diagnostic
                .here("defined again")
                .label(first, "first defined here");
        }
        cx.report(diagnostic.reported_at(entity.anchor));
    }

    fn definition(&mut self, cx: &mut Cx<'_>, definition: Definition<'s>) {
        let Definition {
            name,
            span,
            anchor,
            module,
            doc,
            cond,
            features,
            body,
            damaged,
        } = definition;
        let origin = Origin {
            span: Some(span),
            anchor,
            module: Some(module),
            damaged,
        };
        let kind = self.kind(cx, &origin, &name.text, &cond, body);
        let entity = Entity {
            name_span: Some(name.span),
            cond,
            features,
            doc,
            ..origin.entity(&*name.text, kind)
        };
        self.add(cx, entity);
    }

    /// Lowers the body of a definition. The types that it needs come first.
    fn kind(
        &mut self,
        cx: &mut Cx<'_>,
        origin: &Origin,
        name: &str,
        cond: &Option<Cond>,
        body: Body<'s>,
    ) -> Kind<'s> {
        match body {
            Body::Enum { prefix, values } => Kind::Enum {
                prefix,
                values,
                of_union: false,
            },
            Body::Struct { base, members } => Kind::Object(Object {
                base: base.map(|b| self.type_use(cx, origin, b)),
                members: self.members(cx, origin, members),
                ..Object::default()
            }),
            Body::Union {
                base,
                discriminator: Some(tag),
                branches,
            } => {
                let base = self.data(cx, origin, base, name, "base", cond);
                let list = self.variants(cx, origin, branches);
                let variants = Some(Variants {
                    tag: Tag::Named(tag),
                    list,
                });
                Kind::Object(Object {
                    base,
                    variants,
                    ..Object::default()
                })
            }
            Body::Union { branches, .. } => self.simple_union(cx, origin, name, branches, cond),
            Body::Alternate { alternatives } => {
                Kind::Alternate(self.variants(cx, origin, alternatives))
            }
            Body::Command {
                data,
                returns,
                flags,
            } => Kind::Command {
                data: self.data(cx, origin, data, name, "arg", cond),
                returns: returns.map(|r| self.type_use(cx, origin, r)),
                flags,
            },
            Body::Event { data, boxed } => Kind::Event {
                data: self.data(cx, origin, data, name, "arg", cond),
                boxed,
            },
        }
    }

    /// Makes a use of a type. An array type is made with its first use.
    fn type_use(&mut self, cx: &mut Cx<'_>, origin: &Origin, ty: TypeRef<'s>) -> Ref<'s> {
        let mut used = Ref {
            name: ty.name,
            span: ty.span,
            target: None,
        };
        if ty.array {
            self.buffer.clear();
            self.buffer.push_str(ty.name);
            self.buffer.push_str("List");
            let array = self.entities.lookup_type(&self.buffer).unwrap_or_else(|| {
                let name = self.buffer.clone();
                self.add(cx, origin.entity(name, Kind::Array(used.clone())))
            });
            used.target = Some(array);
        }
        used
    }

    fn members(
        &mut self,
        cx: &mut Cx<'_>,
        origin: &Origin,
        members: Vec<Member<'s>>,
    ) -> Vec<ObjectMember<'s>> {
        let member = |m: Member<'s>| ObjectMember {
            name: m.name,
            span: m.span,
            ty: self.type_use(cx, origin, m.ty),
            optional: m.optional,
            cond: m.cond,
            features: m.features,
        };
        members.into_iter().map(member).collect()
    }

    fn variants(
        &mut self,
        cx: &mut Cx<'_>,
        origin: &Origin,
        branches: Vec<Branch<'s>>,
    ) -> Vec<Variant<'s>> {
        let variant = |b: Branch<'s>| Variant {
            name: b.name,
            span: b.span,
            ty: self.type_use(cx, origin, b.ty),
            cond: b.cond,
        };
        branches.into_iter().map(variant).collect()
    }

    /// Returns the named type, or that of inline members. Without members there is no type.
    fn data(
        &mut self,
        cx: &mut Cx<'_>,
        origin: &Origin,
        data: Data<'s>,
        owner: &str,
        role: &str,
        cond: &Option<Cond>,
    ) -> Option<Ref<'s>> {
        let members = match data {
            Data::None => return None,
            Data::Named(ty) => return Some(self.type_use(cx, origin, ty)),
            Data::Inline(members) if members.is_empty() => return None,
            Data::Inline(members) => self.members(cx, origin, members),
        };
        let object = Object {
            members,
            ..Object::default()
        };
        Some(self.implicit_object(cx, origin, owner, role, object, cond.clone()))
    }

    /// Resolves every use of a type. The check of its user reports an unknown one.
    fn resolve(&mut self, cx: &Cx<'_>) {
        let Entities { list, names, .. } = &mut self.entities;
        let by_name = cx.edition.allows(Rule::ImplicitTypesByName);
        let is_implicit =
            |e: &Entity<'_>| matches!(e.kind, Kind::Array(_)) || e.is_implicit_object();
        let is_type = |e: &Entity<'s>| e.is_type() && (by_name || !is_implicit(e));
        let is_type: Vec<bool> = list.iter().map(is_type).collect();
        let mut resolve = |ty: &mut Ref<'s>| {
            if ty.target.is_none() {
                let found = names.get(match cx.is_old && OLD_ANY.contains(&ty.name) {
                    true => "any",
                    false => ty.name,
                });
                let found = found.copied();
                ty.target =
                    found.filter(|id| is_type[id.index()] && !cx.doubtful.is_ambiguous(ty.name));
            }
        };
        for entity in list {
            for_each_ref(&mut entity.kind, &mut resolve);
        }
    }
}

fn for_each_ref<'s>(kind: &mut Kind<'s>, visit: &mut dyn FnMut(&mut Ref<'s>)) {
    match kind {
        Kind::Include(_) | Kind::Builtin(_) | Kind::Enum { .. } => {}
        Kind::Array(element) => visit(element),
        Kind::Object(object) => {
            object.base.iter_mut().for_each(&mut *visit);
            object.members.iter_mut().for_each(|m| visit(&mut m.ty));
            let variants = object.variants.iter_mut().flat_map(|v| &mut v.list);
            variants.for_each(|v| visit(&mut v.ty));
        }
        Kind::Alternate(variants) => variants.iter_mut().for_each(|v| visit(&mut v.ty)),
        Kind::Command { data, returns, .. } => {
            data.iter_mut().for_each(&mut *visit);
            returns.iter_mut().for_each(&mut *visit);
        }
        Kind::Event { data, .. } => data.iter_mut().for_each(&mut *visit),
    }
}
