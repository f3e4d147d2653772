//! Types, arguments and data.
//!
//! An object without branches is closed by `additionalProperties`. That keyword sees only its own
//! schema's properties, so a union is closed by `unevaluatedProperties`. Each branch of a union
//! refers to the definition `members:TYPE`, which is open.

use std::collections::{BTreeSet, HashMap};

use qapi_codegen::introspect_from_ir::Symbols;
use qapi_parser::ir::{
    Alternate, Branches, Builtin, Command, Cond, Doc, DocId, Enum, EnumValue, Event, Feature,
    Member, Object as ObjectType, Schema, Type, TypeId, TypeKind,
};

use super::messages::tagged;
use crate::json::Object;
use crate::{text, words};

/// Everything that a definition depends on.
pub(super) struct Settings<'s, 'e> {
    pub(super) schema: &'s Schema,
    pub(super) symbols: &'e Symbols,
    pub(super) open: bool,
    pub(super) described: bool,
    pub(super) of_answer: bool,
    pub(super) open_commands: BTreeSet<String>,
}

/// The two definitions that a type may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    /// The type itself, under its own name.
    Whole,
    /// An object's members among others, under `members:NAME`.
    Members,
}

/// Writer of definitions, which remembers the types that still need one.
pub(super) struct Writer<'s, 'e> {
    settings: Settings<'s, 'e>,
    wanted: Vec<(TypeId, Form)>,
    written: HashMap<(TypeId, Form), Object<'s>>,
    seen: BTreeSet<(TypeId, Form)>,
}

/// Returns a reference to a definition of the same document.
pub(super) fn reference<'s>(name: &str) -> Object<'s> {
    Object::new().with("$ref", format!("#/$defs/{name}"))
}

/// Returns the schema of the integers from `minimum` to `maximum`.
pub(super) fn integer<'s>(minimum: i64, maximum: u64) -> Object<'s> {
    Object::new()
        .with("type", "integer")
        .with("minimum", minimum)
        .with("maximum", maximum)
}

impl<'s, 'e> Writer<'s, 'e> {
    pub(super) fn new(settings: Settings<'s, 'e>) -> Self {
        Writer {
            settings,
            wanted: Vec::new(),
            written: HashMap::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Asks for the definition of a type.
    pub(super) fn want(&mut self, id: TypeId) {
        self.want_form(id, Form::Whole);
    }

    fn want_form(&mut self, id: TypeId, form: Form) {
        if self.seen.insert((id, form)) {
            self.wanted.push((id, form));
        }
    }

    /// Writes the definitions that were asked for and those that they need, in the schema's order.
    pub(super) fn definitions(mut self) -> Object<'s> {
        while let Some((id, form)) = self.wanted.pop() {
            let definition = self.definition(id, form);
            self.written.insert((id, form), definition);
        }
        let mut definitions = Object::new();
        for key in &self.seen {
            if let Some(definition) = self.written.remove(key) {
                let name = self.settings.schema.ty(key.0).name();
                match key.1 {
                    Form::Whole => definitions.push(name, definition),
                    Form::Members => definitions.push(format!("members:{name}"), definition),
                }
            }
        }
        definitions
    }

    /// The arguments of a command, with a reference to their type where that has a name.
    pub(super) fn arguments(&mut self, command: &'s Command) -> Object<'s> {
        match command.arg() {
            Some(id) if !self.is_inline(id) && !self.is_open(command) => {
                let arguments = self.reference(id, Form::Whole);
                arguments.and(self.about_root(command.doc(), command.features(), command.cond()))
            }
            _ => self.whole_arguments(command),
        }
    }

    /// The arguments of a command, written out.
    pub(super) fn whole_arguments(&mut self, command: &'s Command) -> Object<'s> {
        let about = self.about_root(command.doc(), command.features(), command.cond());
        let empty = self.settings.schema.empty_object();
        let arguments = match self
            .settings
            .schema
            .ty(command.arg().unwrap_or(empty))
            .kind()
        {
            TypeKind::Object(object) => {
                let own = command.arg().filter(|id| !self.is_inline(*id));
                let doc = own.map_or(command.doc(), |id| self.settings.schema.ty(id).doc());
                let closed = !self.is_open(command);
                self.object(object, doc, closed)
            }
            _ => Object::new().with("type", "object"),
        };
        about.and(arguments)
    }

    /// The return value of a command.
    pub(super) fn returned(&mut self, command: &'s Command) -> Object<'s> {
        if !command.flags().success_response {
            let comment = "Success sends no reply.";
            return Object::new()
                .with("not", Object::new())
                .with("$comment", comment);
        }
        let doc = command.doc().filter(|_| self.settings.described);
        let described = doc.and_then(|id| text::returns(self.settings.schema.doc(id)));
        let value = match command.ret() {
            Some(id) => self.value(id),
            None => self.value(self.settings.schema.empty_object()),
        };
        value.with_some("description", described)
    }

    /// The data of an event.
    pub(super) fn data(&mut self, event: &'s Event) -> Object<'s> {
        let about = self.about_root(event.doc(), event.features(), event.cond());
        match event.arg() {
            Some(id) if !self.is_inline(id) => self.reference(id, Form::Whole).and(about),
            arg => {
                let id = arg.unwrap_or_else(|| self.settings.schema.empty_object());
                match self.settings.schema.ty(id).kind() {
                    TypeKind::Object(object) => about.and(self.object(object, event.doc(), true)),
                    _ => about,
                }
            }
        }
    }

    /// Returns true if a message without a value for that type is invalid.
    pub(super) fn is_required(&self, arg: Option<TypeId>) -> bool {
        let Some(TypeKind::Object(object)) = arg.map(|id| self.settings.schema.ty(id).kind())
        else {
            return false;
        };
        let mut members = object.members(self.settings.schema);
        members.any(|member| self.must_have(member))
    }

    fn must_have(&self, member: &Member) -> bool {
        let symbols = self.settings.symbols;
        let certain = !symbols.is_all() || member.cond().is_none();
        !member.optional() && certain && symbols.hold(member.cond())
    }

    /// Returns true if the type has no name in the schema; it is written at its place of use.
    fn is_inline(&self, id: TypeId) -> bool {
        self.settings.schema.ty(id).is_implicit()
    }

    fn is_open(&self, command: &Command) -> bool {
        !command.flags().r#gen || self.settings.open_commands.contains(command.name())
    }

    fn reference(&mut self, id: TypeId, form: Form) -> Object<'s> {
        self.want_form(id, form);
        let name = self.settings.schema.ty(id).name();
        match form {
            Form::Whole => reference(name),
            Form::Members => reference(&format!("members:{name}")),
        }
    }

    /// A value of that type.
    fn value(&mut self, id: TypeId) -> Object<'s> {
        match self.settings.schema.ty(id).kind() {
            TypeKind::Builtin(builtin) => self.builtin(*builtin),
            TypeKind::Array(array) => Object::new()
                .with("type", "array")
                .with("items", self.value(array.element())),
            _ if id == self.settings.schema.empty_object() => {
                Object::new().with("type", "object").and(self.closing(true))
            }
            _ => self.reference(id, Form::Whole),
        }
    }

    fn builtin(&self, builtin: Builtin) -> Object<'s> {
        let named = |name: &'static str| Object::new().with("type", name);
        let wide = || integer(i64::MIN, u64::MAX);
        match builtin {
            Builtin::Str => named("string"),
            Builtin::Number => named("number"),
            Builtin::Bool => named("boolean"),
            Builtin::Null => named("null"),
            Builtin::Any => Object::new(),
            Builtin::Integer => wide(),
            _ if self.settings.of_answer => wide(),
            Builtin::Int | Builtin::Int64 => integer(i64::MIN, i64::MAX as u64),
            Builtin::Int8 => integer(i8::MIN.into(), i8::MAX as u64),
            Builtin::Int16 => integer(i16::MIN.into(), i16::MAX as u64),
            Builtin::Int32 => integer(i32::MIN.into(), i32::MAX as u64),
            Builtin::Uint8 => integer(0, u8::MAX.into()),
            Builtin::Uint16 => integer(0, u16::MAX.into()),
            Builtin::Uint32 => integer(0, u32::MAX.into()),
            Builtin::Uint64 | Builtin::Size => integer(0, u64::MAX),
        }
    }

    fn definition(&mut self, id: TypeId, form: Form) -> Object<'s> {
        let ty = self.settings.schema.ty(id);
        let about = match form {
            Form::Whole => self.about_type(ty),
            Form::Members => Object::new(),
        };
        let definition = match ty.kind() {
            TypeKind::Enum(e) => self.enumeration(e, ty.doc()),
            TypeKind::Alternate(alternate) => self.alternate(alternate),
            TypeKind::Object(object) => self.object(object, ty.doc(), form == Form::Whole),
            TypeKind::Builtin(_) | TypeKind::Array(_) => self.value(id),
        };
        about.and(definition)
    }

    fn object(&mut self, object: &'s ObjectType, doc: Option<DocId>, closed: bool) -> Object<'s> {
        let schema = self.settings.schema;
        let mut properties = Object::new();
        let mut required = Vec::new();
        for member in object.members(schema) {
            if !self.settings.symbols.hold(member.cond()) {
                continue;
            }
            if self.must_have(member) {
                required.push(member.name());
            }
            properties.push(member.name(), self.member(member, doc));
        }
        let branches = object.branches();
        let rules = branches.map(|b| self.branches(object, b));
        let rules = rules.filter(|rules| !rules.is_empty());
        let keyword = self.closing(closed && rules.is_none());
        let whole = self.unevaluated(closed && rules.is_some());
        Object::new()
            .with("type", "object")
            .with("properties", properties)
            .with_some("required", Some(required).filter(|names| !names.is_empty()))
            .with_some("allOf", rules)
            .and(keyword)
            .and(whole)
    }

    fn closing(&self, closed: bool) -> Object<'s> {
        let closed = closed && !self.settings.open;
        Object::new().with_some("additionalProperties", closed.then_some(false))
    }

    fn unevaluated(&self, closed: bool) -> Object<'s> {
        let closed = closed && !self.settings.open;
        Object::new().with_some("unevaluatedProperties", closed.then_some(false))
    }

    fn member(&mut self, member: &'s Member, doc: Option<DocId>) -> Object<'s> {
        let schema = self.settings.schema;
        // A base's members are documented with the base, an inline base's with the union.
        let owner = schema.ty(member.owner());
        let own = owner.doc().filter(|_| !owner.is_implicit());
        let described = own.into_iter().chain(doc).find_map(|id| {
            let text = schema.doc(id).member(member.name())?;
            Some(text).filter(|text| !text.trim().is_empty())
        });
        let described = described
            .filter(|_| self.settings.described)
            .map(text::plain);
        let about = self.about(described, member.features(), member.cond());
        self.value(member.ty()).and(about)
    }

    /// One rule for each branch with members of its own.
    fn branches(&mut self, object: &'s ObjectType, branches: &'s Branches) -> Vec<Object<'s>> {
        let schema = self.settings.schema;
        let Some(tag) = object.members(schema).nth(branches.tag_index()) else {
            return Vec::new();
        };
        let mut rules = Vec::new();
        for branch in branches.branches() {
            let empty = branch.ty() == schema.empty_object();
            if empty || !self.settings.symbols.hold(branch.cond()) {
                continue;
            }
            let form = match self.settings.open {
                true => Form::Whole,
                false => Form::Members,
            };
            let rule = Object::new()
                .with("if", tagged(tag.name(), branch.name()))
                .with("then", self.reference(branch.ty(), form));
            rules.push(rule.with_some("$comment", self.comment(branch.cond())));
        }
        rules
    }

    fn alternate(&mut self, alternate: &'s Alternate) -> Object<'s> {
        let mut any = Vec::new();
        for alternative in alternate.alternatives() {
            if self.settings.symbols.hold(alternative.cond()) {
                let value = self.value(alternative.ty());
                any.push(value.with_some("$comment", self.comment(alternative.cond())));
            }
        }
        if any.is_empty() {
            // Without alternatives no value is valid; `anyOf` has to have one.
            return Object::new().with("not", Object::new());
        }
        Object::new().with("anyOf", any)
    }

    /// The values as `enum`, and where there is more to say of them also as `oneOf`.
    fn enumeration(&self, e: &'s Enum, doc: Option<DocId>) -> Object<'s> {
        let kept = || {
            let values = e.values().iter();
            values.filter(|value| self.settings.symbols.hold(value.cond()))
        };
        let doc = doc.filter(|_| self.settings.described);
        let doc = doc.map(|id| self.settings.schema.doc(id));
        let told: Vec<Object<'s>> = kept().map(|value| self.enum_value(value, doc)).collect();
        let names: Vec<&str> = kept().map(EnumValue::name).collect();
        if names.is_empty() {
            return Object::new().with("not", Object::new());
        }
        let something = told.iter().any(|about| !about.is_empty());
        let values = names.iter().zip(told).map(|(name, about)| {
            let value = Object::new().with("const", *name);
            value.and(about)
        });
        let values: Vec<_> = values.collect();
        Object::new()
            .with("type", "string")
            .with("enum", names)
            .with_some("oneOf", something.then_some(values))
    }

    fn enum_value(&self, value: &'s EnumValue, doc: Option<&'s Doc>) -> Object<'s> {
        let text = doc.and_then(|doc| doc.member(value.name()));
        let text = text.filter(|text| !text.trim().is_empty());
        self.about(text.map(text::plain), value.features(), value.cond())
    }

    fn about_type(&self, ty: &'s Type) -> Object<'s> {
        self.about_root(ty.doc(), ty.features(), ty.cond())
    }

    /// The annotations of a definition.
    fn about_root(
        &self,
        doc: Option<DocId>,
        features: &'s [Feature],
        cond: Option<&'s Cond>,
    ) -> Object<'s> {
        let doc = doc.filter(|_| self.settings.described);
        let doc = doc.map(|id| self.settings.schema.doc(id));
        let mut described = doc.map(text::description).unwrap_or_default();
        for feature in self.held(features) {
            let text = doc.and_then(|doc| doc.feature(feature.name()));
            if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                if !described.is_empty() {
                    described.push_str("\n\n");
                }
                described += &format!("Feature `{}`: {}", feature.name(), text::plain(text));
            }
        }
        let described = Some(described).filter(|text| !text.is_empty());
        self.about(described, features, cond)
    }

    /// The annotations `description`, `deprecated` and `$comment`.
    fn about(
        &self,
        description: Option<String>,
        features: &'s [Feature],
        cond: Option<&'s Cond>,
    ) -> Object<'s> {
        let has = |name: &str| self.held(features).any(|f| f.name() == name);
        let mut comments: Vec<String> = self.comment(cond).into_iter().collect();
        let others = self.held(features).filter(|f| f.name() != "deprecated");
        let others: Vec<&str> = others.map(Feature::name).collect();
        if !others.is_empty() {
            comments.push(format!("features: {}", others.join(", ")));
        }
        let comment = Some(comments.join("; ")).filter(|text| !text.is_empty());
        Object::new()
            .with_some("description", description)
            .with_some("deprecated", has("deprecated").then_some(true))
            .with_some("$comment", comment)
    }

    fn held(&self, features: &'s [Feature]) -> impl Iterator<Item = &'s Feature> {
        let held = features.iter();
        held.filter(|feature| self.settings.symbols.hold(feature.cond()))
    }

    /// The condition in words, where symbols do not decide it.
    fn comment(&self, cond: Option<&Cond>) -> Option<String> {
        let cond = cond.filter(|_| self.settings.symbols.is_all())?;
        Some(format!("if {}", words::condition(cond)))
    }
}
