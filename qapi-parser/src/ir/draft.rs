//! A schema that is put together from checked ones, instead of from text.
//!
//! Input: a checked schema, and changes to it in terms of the parts of other checked schemas.
//! Output: a [`Schema`] with the invariants of every other one. Types, commands and events keep
//! their ids; new ones follow.
//!
//! Spans of parts that come from another schema still belong to that schema's sources.

use std::sync::OnceLock;

use foldhash::HashMap;

use super::{
    Alternate, Array, Branch, Branches, Builtin, Command, CommandFlags, CommandId, Common, Cond,
    Doc, DocId, DocKind, DocSection, Entity, Enum, EnumValue, Event, EventId, Feature, Member,
    Module, ModuleId, Object, Schema, Type, TypeId, TypeKind,
};
use crate::text::Text;

/// A schema under construction.
///
/// ```
/// use qapi_parser::ir::{Builtin, Draft, Member, TypeKind};
/// use qapi_parser::{Options, compile_from, loader::Memory};
///
/// let files = Memory::new([("a.json", "{ 'struct': 'Point', 'data': { 'x': 'int' } }")]);
/// let schema = compile_from("a.json", &files, &Options::new())?.schema.ok_or("invalid")?;
/// let point = schema.type_named("Point").ok_or("no type")?;
/// let TypeKind::Object(object) = schema.ty(point).kind() else { return Err("no object".into()) };
///
/// let mut members: Vec<Member> = object.members(&schema).cloned().collect();
/// let mut draft = Draft::of(&schema);
/// let bool = draft.builtin(Builtin::Bool).ok_or("no bool")?;
/// members.push(Member::new("visible", bool, true));
/// draft.set_object(point, members, None);
///
/// let TypeKind::Object(object) = draft.schema().ty(point).kind() else { return Err("".into()) };
/// assert_eq!(object.members(draft.schema()).len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Draft {
    schema: Schema,
    /// The array of each type, by the type's index.
    arrays: Vec<Option<TypeId>>,
    /// The index of each module, by name.
    modules: HashMap<Text, usize>,
    /// The last number that was tried behind each name that was taken.
    numbers: HashMap<Text, usize>,
}

/// The discriminator and the branches of a union.
#[derive(Clone, Debug)]
pub struct Variants {
    /// The discriminator: an index into the members.
    pub tag: usize,
    /// A branch for each value of the discriminator's enum.
    pub branches: Vec<Branch>,
}

impl Draft {
    /// Starts with a copy of `schema`.
    #[must_use]
    pub fn of(schema: &Schema) -> Self {
        let mut draft = Draft {
            schema: schema.clone(),
            arrays: Vec::new(),
            modules: HashMap::default(),
            numbers: HashMap::default(),
        };
        for (id, ty) in schema.types() {
            if let TypeKind::Array(array) = &ty.kind {
                draft.enter_array(array.element, id);
            }
        }
        for (id, module) in schema.modules() {
            let name = Text::from(module.name());
            draft.modules.entry(name).or_insert(id.index());
        }
        draft
    }

    /// The schema as it is so far.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Ends the construction.
    #[must_use]
    pub fn finish(self) -> Schema {
        self.schema
    }

    /// The built-in type.
    #[must_use]
    pub fn builtin(&self, builtin: Builtin) -> Option<TypeId> {
        let is = |ty: &Type| matches!(ty.kind, TypeKind::Builtin(b) if b == builtin);
        self.schema.types().find(|(_, ty)| is(ty)).map(|(id, _)| id)
    }

    /// The type of all integers, signed or not ([`Builtin::Integer`]).
    pub fn integer(&mut self) -> TypeId {
        self.builtin(Builtin::Integer).unwrap_or_else(|| {
            // Every schema begins with the built-in types.
            let like = self.schema.types[0].common.clone();
            let name = self.free_name("integer");
            self.push(&name, like, TypeKind::Builtin(Builtin::Integer))
        })
    }

    /// The array of that element type. An array of arrays does not exist; its element's array is
    /// returned as it is.
    pub fn array(&mut self, element: TypeId) -> TypeId {
        if matches!(self.schema.ty(element).kind, TypeKind::Array(_)) {
            return element;
        }
        if let Some(array) = self.arrays.get(element.index()).copied().flatten() {
            return array;
        }
        let like = self.schema.ty(element).common.clone();
        let name = self.free_name(&format!("{}List", like.name));
        let array = self.push(&name, like, TypeKind::Array(Array { element }));
        self.enter_array(element, array);
        array
    }

    /// Keeps the first array of each type.
    fn enter_array(&mut self, element: TypeId, array: TypeId) {
        if self.arrays.len() <= element.index() {
            self.arrays.resize(element.index() + 1, None);
        }
        self.arrays[element.index()].get_or_insert(array);
    }

    /// Adds a type that is defined as `like` is, with its documentation, features and condition,
    /// under `name`, or if that is taken, under a name that is not. Its parts are still to be set.
    pub fn add_type(&mut self, name: &str, origin: &Schema, like: &Type) -> TypeId {
        let mut common = like.common.clone();
        self.adopt(&mut common, origin);
        let kind = TypeKind::Alternate(Alternate {
            alternatives: Vec::new(),
        });
        let name = self.free_name(name);
        self.push(&name, common, kind)
    }

    /// Adds an alternate without documentation under `name`, or if that is taken, under a name that
    /// is not. It belongs to the module of the type `beside`.
    pub fn add_alternate(
        &mut self,
        name: &str,
        beside: TypeId,
        alternatives: Vec<Branch>,
    ) -> TypeId {
        let mut common = self.schema.ty(beside).common.clone();
        (common.cond, common.features, common.doc) = (None, Vec::new(), None);
        let name = self.free_name(name);
        self.push(
            &name,
            common,
            TypeKind::Alternate(Alternate { alternatives }),
        )
    }

    /// Sets the parts of an enum. An `open` one takes any string beside its values.
    pub fn set_enum(&mut self, id: TypeId, values: Vec<EnumValue>, open: bool) {
        let (prefix, simple_union) = match &self.schema.ty(id).kind {
            TypeKind::Enum(e) => (e.prefix.clone(), e.simple_union),
            _ => (None, None),
        };
        self.schema.types[id.index()].kind = TypeKind::Enum(Enum {
            prefix,
            values,
            simple_union,
            open,
        });
    }

    /// Sets the parts of an object, inherited members included. Its base stays what it was.
    pub fn set_object(&mut self, id: TypeId, members: Vec<Member>, variants: Option<Variants>) {
        let (base, simple) = match &self.schema.ty(id).kind {
            TypeKind::Object(object) => (
                object.base,
                object.branches.as_ref().is_some_and(|b| b.simple),
            ),
            _ => (None, false),
        };
        let mut local_members = members;
        for member in &mut local_members {
            // A member without an owner was made by `Member::new`.
            if member.owner == TypeId::NONE {
                member.owner = id;
            }
        }
        self.schema.types[id.index()].kind = TypeKind::Object(Object {
            base,
            members: (0..local_members.len() as u32).map(|i| (id, i)).collect(),
            local_members,
            branches: variants.map(|variants| Branches {
                tag: variants.tag as u32,
                branches: variants.branches,
                simple,
            }),
        });
    }

    /// Sets the alternatives of an alternate.
    pub fn set_alternate(&mut self, id: TypeId, alternatives: Vec<Branch>) {
        self.schema.types[id.index()].kind = TypeKind::Alternate(Alternate { alternatives });
    }

    /// Adds a command that is defined as `like` is in `origin`, without arguments and return type.
    pub fn add_command(&mut self, origin: &Schema, like: &Command) -> CommandId {
        let mut command = like.clone();
        self.adopt(&mut command.common, origin);
        (command.arg, command.ret) = (None, None);
        let id = CommandId(self.schema.commands.len() as u32);
        self.enter(
            &command.common.name,
            command.common.module,
            Entity::Command(id),
        );
        self.schema.commands.push(command);
        id
    }

    /// Sets the types and settings of a command.
    pub fn set_command(
        &mut self,
        id: CommandId,
        arg: Option<TypeId>,
        ret: Option<TypeId>,
        flags: CommandFlags,
    ) {
        let command = &mut self.schema.commands[id.index()];
        (command.arg, command.ret, command.flags) = (arg, ret, flags);
    }

    /// Adds an event that is defined as `like` is in `origin`, without data.
    pub fn add_event(&mut self, origin: &Schema, like: &Event) -> EventId {
        let mut event = like.clone();
        self.adopt(&mut event.common, origin);
        event.arg = None;
        let id = EventId(self.schema.events.len() as u32);
        self.enter(&event.common.name, event.common.module, Entity::Event(id));
        self.schema.events.push(event);
        id
    }

    /// Sets the type of an event's data.
    pub fn set_event(&mut self, id: EventId, arg: Option<TypeId>) {
        self.schema.events[id.index()].arg = arg;
    }

    /// Sets the condition and the features of a definition.
    pub fn set_terms(&mut self, of: Entity, cond: Option<Cond>, features: Vec<Feature>) {
        if let Some(common) = self.common(of) {
            (common.cond, common.features) = (cond, features);
        }
    }

    /// Adds paragraphs to the documentation of a definition, each to the section of its kind, which is
    /// made if it is missing. A definition without documentation starts with an empty comment.
    pub fn document(&mut self, of: Entity, paragraphs: Vec<(DocKind, String)>) {
        let Some(common) = self.common(of) else {
            return;
        };
        let (id, symbol, head) = (common.doc, common.name.to_string(), common.head);
        let mut doc = id.map_or_else(
            || Doc {
                symbol: Some(symbol),
                sections: Vec::new(),
                span: head,
                otherwise: None,
                members: OnceLock::new(),
            },
            |id| self.schema.docs[id.index()].clone(),
        );
        doc.add(paragraphs);
        // Another definition may have the same comment.
        let new = DocId(self.schema.docs.len() as u32);
        self.schema.docs.push(doc);
        if let Some(common) = self.common(of) {
            common.doc = Some(new);
        }
    }

    fn common(&mut self, of: Entity) -> Option<&mut Common> {
        Some(match of {
            Entity::Type(id) => &mut self.schema.types[id.index()].common,
            Entity::Command(id) => &mut self.schema.commands[id.index()].common,
            Entity::Event(id) => &mut self.schema.events[id.index()].common,
            Entity::Include(_) => return None,
        })
    }

    fn push(&mut self, name: &str, mut common: Common, kind: TypeKind) -> TypeId {
        let id = TypeId(self.schema.types.len() as u32);
        common.name = Text::from(name);
        self.enter(name, common.module, Entity::Type(id));
        self.schema.types.push(Type { common, kind });
        id
    }

    fn enter(&mut self, name: &str, module: ModuleId, entity: Entity) {
        self.schema.names.insert(Text::from(name), entity);
        self.schema.modules[module.index()].entities.push(entity);
    }

    /// `name`, or the first of `name2`, `name3`, … that nothing has.
    fn free_name(&mut self, name: &str) -> String {
        let names = &self.schema.names;
        if !names.contains_key(name) {
            return name.to_owned();
        }
        // Names are only added: all numbers up to the last one are taken.
        let number = self.numbers.entry(Text::from(name)).or_insert(1);
        loop {
            *number += 1;
            let free = format!("{name}{number}");
            if !names.contains_key(free.as_str()) {
                return free;
            }
        }
    }

    /// Brings the documentation and the module of a definition of `origin` over.
    fn adopt(&mut self, common: &mut Common, origin: &Schema) {
        if let Some(id) = common.doc {
            common.doc = Some(DocId(self.schema.docs.len() as u32));
            self.schema.docs.push(origin.doc(id).clone());
        }
        let name = origin.module(common.module).name();
        let modules = &mut self.schema.modules;
        let index = *self.modules.entry(Text::from(name)).or_insert_with(|| {
            modules.push(Module {
                name: name.to_owned(),
                entities: Vec::new(),
            });
            modules.len() - 1
        });
        common.module = ModuleId(index as u32);
    }
}

impl Doc {
    fn add(&mut self, paragraphs: Vec<(DocKind, String)>) {
        self.members.take();
        let mut places: HashMap<DocKind, usize> = HashMap::default();
        for (at, section) in self.sections.iter().enumerate() {
            places.entry(section.kind.clone()).or_insert(at);
        }
        for (kind, paragraph) in paragraphs {
            let next = self.sections.len();
            let at = *places.entry(kind.clone()).or_insert(next);
            match self.sections.get_mut(at) {
                Some(section) if kind != DocKind::Plain && !section.text.trim().is_empty() => {
                    section.text.push_str("\n\n");
                    section.text.push_str(&paragraph);
                }
                Some(section) if kind != DocKind::Plain => section.text = paragraph,
                _ => self.sections.push(DocSection {
                    kind,
                    text: paragraph,
                    span: self.span,
                }),
            }
        }
    }
}

impl TypeId {
    /// No type; only within a draft.
    const NONE: TypeId = TypeId(u32::MAX);
}

impl EnumValue {
    /// The same value with another condition and other features.
    #[must_use]
    pub fn with_terms(&self, cond: Option<Cond>, features: Vec<Feature>) -> Self {
        EnumValue {
            cond,
            features,
            ..self.clone()
        }
    }
}

impl Member {
    /// A member without condition and features, for [`Draft::set_object`].
    #[must_use]
    pub fn new(name: &str, ty: TypeId, optional: bool) -> Self {
        Member {
            name: Text::from(name),
            ty,
            optional,
            span: None,
            cond: None,
            features: Vec::new(),
            owner: TypeId::NONE,
        }
    }

    /// The same member with another type, condition and features, of the object `owner`; of the
    /// object that it is set for without one.
    #[must_use]
    pub fn with_terms(
        &self,
        (ty, optional): (TypeId, bool),
        cond: Option<Cond>,
        features: Vec<Feature>,
        owner: Option<TypeId>,
    ) -> Self {
        Member {
            ty,
            optional,
            cond,
            features,
            owner: owner.unwrap_or(TypeId::NONE),
            ..self.clone()
        }
    }
}

impl Branch {
    /// A branch of a union, or an alternative.
    #[must_use]
    pub fn new(name: &str, ty: TypeId, cond: Option<Cond>) -> Self {
        Branch {
            name: Text::from(name),
            ty,
            span: None,
            cond,
        }
    }
}

impl Cond {
    /// The condition that at least one of `conds` holds. None, which always holds, if one is.
    #[must_use]
    pub fn any<'c>(conds: impl IntoIterator<Item = Option<&'c Cond>>) -> Option<Cond> {
        let mut found: Vec<&Cond> = Vec::new();
        for cond in conds {
            let cond = cond?;
            if !found.iter().any(|other| other.tree == cond.tree) {
                found.push(cond);
            }
        }
        match found.as_slice() {
            [] => None,
            [one] => Some((*one).clone()),
            many => Some(Cond {
                tree: super::CondTree::Any(many.iter().map(|c| c.tree.clone()).collect()),
                written: super::CondWritten::Tree,
            }),
        }
    }
}
