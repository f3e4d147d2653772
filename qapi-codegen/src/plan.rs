//! All decisions that span items, made before anything is emitted: the generated items, their
//! directions and names, and the boxed fields.

use proc_macro2::{Ident, Span, TokenStream};
use qapi_parser::ir::{
    Builtin, Entity, Enum, Member, ModuleId, Object, Schema, Type, TypeId, TypeKind, TypeSet,
};
use quote::{ToTokens, quote};

use crate::Error;
use crate::config::{Config, Custom};
use crate::devices::Devices;
use crate::emptiness::empty_types;
use crate::error::MOST_PARAMETERS;
use crate::filter;
use crate::items::Attribute;
use crate::layout::Layout;
use crate::reach::{Direction, Reach};
use crate::recursion::Boxes;

/// The decisions.
pub(crate) struct Plan<'s> {
    pub(crate) schema: &'s Schema,
    pub(crate) config: &'s Config,
    pub(crate) reach: Reach,
    /// The path of the runtime crate.
    pub(crate) rt: TokenStream,
    /// Names, and the caller's other changes to single items.
    pub(crate) custom: Custom,
    boxes: Boxes,
    /// Objects that keep unknown members.
    keeping: TypeSet,
    /// In which modules the types are.
    pub(crate) layout: Layout,
    /// True if definitions and their parts get the schema's documentation.
    pub(crate) documented: bool,
    /// The device types to generate.
    pub(crate) devices: Devices,
    /// Types that may have no value.
    empty: TypeSet,
}

/// From where a type is named: how it reaches the root of the generated code.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum At {
    /// From the root itself.
    Root,
    /// From one of its modules that has no types.
    Module,
    /// From the module of a file's types.
    File(ModuleId),
}

/// A field of a struct.
#[derive(Clone)]
pub(crate) struct Field<'s> {
    pub(crate) member: &'s Member,
    pub(crate) ident: Ident,
    pub(crate) setter: Ident,
    /// True if it is an `Option`.
    pub(crate) optional: bool,
    /// The caller's attributes.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) cfg: TokenStream,
    /// The type without the `Option` of an optional member.
    pub(crate) ty: TokenStream,
    /// The same without its box.
    pub(crate) inner: TokenStream,
    pub(crate) boxed: bool,
    /// The values that callers may give.
    takes: Takes,
    /// True if its type is `Copy`.
    pub(crate) copy: bool,
    /// True if its type is the caller's.
    pub(crate) foreign: bool,
}

/// The values that a setter or `new` takes for a field.
#[derive(Clone)]
enum Takes {
    /// Its type.
    Itself,
    /// Everything that converts into its type.
    Into,
    /// Everything that yields the list's elements.
    Items {
        bound: TokenStream,
        /// The function that makes the list.
        collect: TokenStream,
    },
}

impl Field<'_> {
    /// The parameter's type and the field's value made from the parameter `name`.
    pub(crate) fn parameter(&self, name: &Ident) -> (TokenStream, TokenStream) {
        let inner = &self.inner;
        let (ty, value) = match &self.takes {
            Takes::Itself => (inner.clone(), name.to_token_stream()),
            Takes::Into => (
                quote!(impl ::core::convert::Into<#inner>),
                quote!(#name.into()),
            ),
            Takes::Items { bound, collect } => (
                quote!(impl ::core::iter::IntoIterator<#bound>),
                quote!(#collect(#name)),
            ),
        };
        let value = if self.boxed {
            quote!(::std::boxed::Box::new(#value))
        } else {
            value
        };
        (ty, value)
    }
}

impl<'s> Plan<'s> {
    pub(crate) fn new(schema: &'s Schema, config: &'s Config) -> Result<Self, Vec<Error>> {
        let reach = Reach::of(schema, config)?;
        let custom = Custom::new(schema, config)
            .map_err(|errors| errors.into_iter().map(Error::Config).collect::<Vec<_>>())?;
        let rt = custom.runtime.clone();
        let mut plan = Plan {
            schema,
            config,
            reach,
            rt,
            keeping: keeping(schema, &custom),
            custom,
            boxes: Boxes::of(schema),
            layout: Layout::new(schema, config.layout),
            documented: true,
            devices: Devices::of(config),
            empty: TypeSet::default(),
        };
        plan.empty = empty_types(&plan);
        plan.check_parameters().map_err(|error| vec![error])?;
        Ok(plan)
    }

    /// Each struct around a named type repeats the parameters of the type's `new`: a wide type with many
    /// commands would make code as long as members times commands.
    fn check_parameters(&self) -> Result<(), Error> {
        let schema = self.schema;
        let commands = self.reach.commands.iter().map(|id| schema.command(*id));
        let events = self.reach.events.iter().map(|id| schema.event(*id));
        let all = commands
            .map(|command| (command.name(), command.arg()))
            .chain(events.map(|event| (event.name(), event.arg())));
        let mut members = 0;
        for (name, arg) in all {
            let Some(ty) = arg.map(|arg| schema.ty(arg)) else {
                continue;
            };
            if let TypeKind::Object(object) = ty.kind()
                && !self.is_inline(ty)
            {
                members += object.members(schema).len();
            }
            if members > MOST_PARAMETERS {
                return Err(Error::TooManyParameters {
                    name: name.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Returns true if the object keeps members that the schema does not have.
    pub(crate) fn keeps_unknown(&self, id: TypeId) -> bool {
        self.keeping.contains(id)
    }

    /// Returns true if the type becomes a Rust item. Commands and events absorb their inline
    /// members, and substituted types are elsewhere.
    fn is_item(&self, id: TypeId, ty: &Type) -> bool {
        let absorbed = match ty.kind() {
            TypeKind::Builtin(_) | TypeKind::Array(_) => true,
            TypeKind::Object(_) => self.is_inline(ty) || id == self.schema.empty_object(),
            TypeKind::Enum(_) | TypeKind::Alternate(_) => false,
        };
        !absorbed && self.reach.direction(id).any() && self.custom.substitution(ty.name()).is_none()
    }

    /// Returns true if the type was written inline as a command's or event's `data`.
    pub(crate) fn is_inline(&self, ty: &Type) -> bool {
        ty.is_implicit() && ty.name().starts_with("q_obj_") && ty.name().ends_with("-arg")
    }

    pub(crate) fn direction(&self, id: TypeId) -> Direction {
        self.reach.direction(id)
    }

    /// Returns true if the enum keeps values that the schema does not have: where the other side
    /// may be newer, and where some release takes any string.
    pub(crate) fn is_open(&self, id: TypeId, e: &Enum) -> bool {
        self.direction(id).decode || e.is_open()
    }

    /// The name of the type's item, if it has one.
    pub(crate) fn type_ident(&self, id: TypeId) -> Option<&Ident> {
        let item = self.is_item(id, self.schema.ty(id));
        self.custom.names.ty(id).filter(|_| item)
    }

    /// The name of the enum of a union's branches.
    pub(crate) fn branch_ident(&self, id: TypeId) -> Option<&Ident> {
        self.custom.names.branch_enum(id)
    }

    /// Returns true if `owner` holds `ty` in a box.
    pub(crate) fn boxed(&self, owner: TypeId, ty: TypeId) -> bool {
        self.boxes.contains(owner, ty)
    }

    /// The Rust type of a QAPI type.
    pub(crate) fn ty(&self, id: TypeId, at: At) -> TokenStream {
        let rt = &self.rt;
        if let Some(other) = self.custom.substitution(self.schema.ty(id).name()) {
            return other.clone();
        }
        match self.schema.ty(id).kind() {
            TypeKind::Builtin(builtin) => match builtin {
                Builtin::Str => quote!(::std::string::String),
                Builtin::Number => quote!(f64),
                Builtin::Int | Builtin::Int64 => quote!(i64),
                Builtin::Int8 => quote!(i8),
                Builtin::Int16 => quote!(i16),
                Builtin::Int32 => quote!(i32),
                Builtin::Uint8 => quote!(u8),
                Builtin::Uint16 => quote!(u16),
                Builtin::Uint32 => quote!(u32),
                Builtin::Uint64 | Builtin::Size => quote!(u64),
                Builtin::Bool => quote!(bool),
                Builtin::Any => quote!(#rt::wire::Value),
                Builtin::Null => quote!(#rt::wire::Null),
                Builtin::Integer => quote!(#rt::wire::Integer),
            },
            TypeKind::Array(array) => {
                let element = self.ty(array.element(), at);
                quote!(::std::vec::Vec<#element>)
            }
            _ => match self.type_ident(id) {
                Some(name) if self.is_beside(id, at) => name.to_token_stream(),
                Some(name) => quote!(super::#name),
                None => quote!(()),
            },
        }
    }

    /// Returns true if callers may give a value that converts into the type.
    fn converts(&self, id: TypeId) -> bool {
        match self.schema.ty(id).kind() {
            TypeKind::Builtin(builtin) => {
                matches!(builtin, Builtin::Str | Builtin::Any | Builtin::Integer)
            }
            TypeKind::Alternate(_) => true,
            TypeKind::Object(object) => object.branches().is_some(),
            TypeKind::Enum(_) | TypeKind::Array(_) => false,
        }
    }

    /// The values that callers may give for one of the type.
    fn takes(&self, id: TypeId, at: At) -> Takes {
        match self.schema.ty(id).kind() {
            TypeKind::Array(array) if !self.substituted(id) => {
                let (rt, element) = (&self.rt, self.ty(array.element(), at));
                let bound = match self.converts(array.element()) {
                    true => quote!(Item: ::core::convert::Into<#element>),
                    false => quote!(Item = #element),
                };
                let collect = quote!(#rt::wire::list);
                Takes::Items { bound, collect }
            }
            _ if self.converts(id) => Takes::Into,
            _ => Takes::Itself,
        }
    }

    /// Returns true if the type may have no value: conditions may leave out all that it consists
    /// of.
    pub(crate) fn may_be_empty(&self, id: TypeId) -> bool {
        self.empty.contains(id)
    }

    /// Returns true if the type's Rust type is `Copy`: numbers and the like, and enums that are
    /// closed.
    fn is_copy(&self, id: TypeId) -> bool {
        !self.substituted(id)
            && match self.schema.ty(id).kind() {
                TypeKind::Builtin(builtin) => !matches!(builtin, Builtin::Str | Builtin::Any),
                TypeKind::Enum(e) => !self.is_open(id, e),
                _ => false,
            }
    }

    /// Returns true if the caller has another type for it.
    pub(crate) fn substituted(&self, id: TypeId) -> bool {
        self.custom
            .substitution(self.schema.ty(id).name())
            .is_some()
    }

    /// The fields of an object's struct: its common members without a union's discriminator.
    pub(crate) fn fields(&self, id: TypeId, object: &'s Object, at: At) -> Vec<Field<'s>> {
        let tag = object.branches().map(|b| b.tag_index());
        let names = self
            .custom
            .names
            .fields(id)
            .iter()
            .zip(self.custom.names.setters(id));
        let members = object.members(self.schema).zip(names).enumerate();
        let members = members.filter(|(index, (member, _))| {
            tag != Some(*index) && filter::keeps_member(self.config, member)
        });
        members
            .map(|(_, (member, (ident, setter)))| self.field(id, member, ident, setter, at))
            .collect()
    }

    /// The discriminator of a union: its field and its name on the wire.
    pub(crate) fn tag(&self, id: TypeId, object: &'s Object) -> Option<(&Ident, &'s Member)> {
        let index = object.branches()?.tag_index();
        self.custom
            .names
            .fields(id)
            .get(index)
            .zip(object.members(self.schema).nth(index))
    }

    fn field(
        &self,
        owner: TypeId,
        member: &'s Member,
        ident: &Ident,
        setter: &Ident,
        at: At,
    ) -> Field<'s> {
        let other = self
            .custom
            .member_substitution(member.owner(), member.name());
        let bytes = self.custom.is_bytes(member.owner(), member.name());
        let inner = other.cloned().unwrap_or_else(|| self.ty(member.ty(), at));
        let boxed = other.is_none() && self.boxed(owner, member.ty());
        let ty = if boxed {
            quote!(::std::boxed::Box<#inner>)
        } else {
            inner.clone()
        };
        Field {
            member,
            ident: ident.clone(),
            setter: setter.clone(),
            optional: filter::is_optional(self.config, member),
            cfg: filter::cfg(self.config, &[member.cond()]),
            attributes: self
                .custom
                .part_attributes(member.owner(), member.name())
                .to_vec(),
            ty,
            inner,
            boxed,
            takes: match other {
                Some(_) if bytes => Takes::Into,
                Some(_) => Takes::Itself,
                None => self.takes(member.ty(), at),
            },
            copy: other.is_none() && self.is_copy(member.ty()),
            foreign: !bytes && (other.is_some() || self.substituted(member.ty())),
        }
    }

    /// The Rust path of the schema's `name`, seen from a documented item; None if it is not
    /// generated.
    pub(crate) fn link(&self, name: &str, at: At) -> Option<String> {
        let prefix = if at == At::Root { "" } else { "super::" };
        match self.schema.lookup(name)? {
            Entity::Type(id) => match self.config.external.get(name) {
                Some(path) => Some(path.clone()),
                None if self.is_beside(id, at) => self.type_ident(id).map(ToString::to_string),
                None => self.type_ident(id).map(|ident| format!("{prefix}{ident}")),
            },
            Entity::Command(id) => {
                let there = self.reach.commands.binary_search(&id).is_ok();
                there.then(|| format!("{prefix}commands::{}", self.custom.names.command(id)))
            }
            Entity::Event(id) => {
                let there = self.reach.events.binary_search(&id).is_ok();
                there.then(|| format!("{prefix}events::{}", self.custom.names.event(id)))
            }
            Entity::Include(_) => None,
        }
    }

    /// From where the type's item names others.
    pub(crate) fn at(&self, id: TypeId) -> At {
        let file = self.schema.ty(id).module();
        match self.layout.module(file) {
            Some(_) => At::File(file),
            None => At::Root,
        }
    }

    /// Returns true if the type is reached by its name alone.
    fn is_beside(&self, id: TypeId, at: At) -> bool {
        match at {
            At::Root => true,
            At::Module => false,
            At::File(_) => self.at(id) == at,
        }
    }

    /// `#[cfg(…)]` of a type's item.
    pub(crate) fn type_cfg(&self, id: TypeId) -> TokenStream {
        filter::cfg(self.config, &[self.schema.ty(id).cond()])
    }
}

/// The objects that keep unknown members: those of the caller's patterns, and the unions of which
/// they are branches. (A branch cannot tell unknown members from those of its union.)
fn keeping(schema: &Schema, custom: &Custom) -> TypeSet {
    let named = schema.types();
    let named = named.filter(|(_, ty)| custom.keeps_unknown(ty.name()));
    let mut left: Vec<TypeId> = named.map(|(id, _)| id).collect();
    let mut keeping = TypeSet::default();
    if left.is_empty() {
        return keeping;
    }
    let mut unions: Vec<Vec<TypeId>> = vec![Vec::new(); schema.types().len()];
    for (id, ty) in schema.types() {
        if let TypeKind::Object(object) = ty.kind() {
            for branch in object.cases() {
                unions[branch.ty().index()].push(id);
            }
        }
    }
    while let Some(id) = left.pop() {
        if keeping.insert(id) {
            left.extend(&unions[id.index()]);
        }
    }
    keeping
}

/// An identifier that the mapping of names has made.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

#[cfg(test)]
mod tests {
    use qapi_parser::ir::{Branch, Draft, Variants};
    use qapi_parser::loader::Memory;
    use qapi_parser::{Options, compile_from};

    use super::*;

    /// Each union is a branch of the one before it, so that a pass over all types in order would find
    /// one of them. (A schema's text can have such chains of about 2,900.)
    #[test]
    fn long_chains_of_unions_keep_what_their_last_branch_keeps() {
        const UNIONS: usize = 20_000;
        let mut text = "{ 'enum': 'E', 'data': ['a'] } { 'struct': 'Last', 'data': {} }".to_owned();
        for i in 0..UNIONS {
            text.push_str(&format!("{{ 'struct': 'U{i}', 'data': {{}} }}\n"));
        }
        let files = Memory::new([("chain", text.as_str())]);
        let schema = compile_from("chain", &files, &Options::new()).unwrap();
        let schema = schema.schema.unwrap();
        let id = |name: &str| schema.type_named(name).unwrap();
        let (tag, last) = (id("E"), id("Last"));
        let unions: Vec<TypeId> = (0..UNIONS).map(|i| id(&format!("U{i}"))).collect();
        let mut draft = Draft::of(&schema);
        for (at, union) in unions.iter().enumerate() {
            let next = unions.get(at + 1).copied().unwrap_or(last);
            let branches = vec![Branch::new("a", next, None)];
            let members = vec![Member::new("tag", tag, false)];
            draft.set_object(*union, members, Some(Variants { tag: 0, branches }));
        }
        let schema = draft.finish();
        let mut config = Config::default();
        let kept = |config: &Config| keeping(&schema, &Custom::new(&schema, config).unwrap());
        let none = kept(&config);
        config.keep_unknown = vec!["Last".to_owned()];
        let kept = kept(&config);
        for id in unions.iter().chain([&last]) {
            assert!(kept.contains(*id) && !none.contains(*id));
        }
        assert!(!kept.contains(tag));
    }
}
