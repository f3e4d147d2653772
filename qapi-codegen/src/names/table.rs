//! An identifier for everything in a schema.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};
use qapi_parser::ir::{CommandId, EventId, Object, Schema, TypeId, TypeKind};

use super::case::{pascal, snake};
use super::paths;
use super::scope::{Scope, is_keyword};
use crate::config::ConfigError;
use crate::index::Index;

/// Names that the generator uses among types: the sum of all events, and the parameter of
/// conversions.
const RESERVED_TYPES: &[&str] = &["Event", "T"];
/// The variant for values that this schema does not know, in enums, union tags and `Event`.
const RESERVED_VARIANTS: &[&str] = &["Unknown"];
/// Functions that every struct may have, so that no setter may be called that.
const RESERVED_SETTERS: &[&str] = &[
    "as_ref",
    "clone",
    "default",
    "fmt",
    "from",
    "into",
    "new",
    "to_string",
    "try_from",
    "try_into",
];

/// The identifiers of a schema's definitions and their parts.
#[derive(Debug)]
pub(crate) struct Names {
    types: Vec<Parts>,
    commands: Vec<Ident>,
    methods: Vec<Ident>,
    events: Vec<Ident>,
    /// The structs of required members, for commands and for events.
    required: [Vec<Ident>; 2],
}

/// The identifiers of one type.
#[derive(Debug, Default)]
struct Parts {
    name: Option<Ident>,
    branch_enum: Option<Ident>,
    fields: Vec<Ident>,
    setters: Vec<Ident>,
    variants: Vec<Ident>,
    branches: Vec<Ident>,
    required: Option<Ident>,
}

impl Names {
    /// Maps a whole schema, whatever is selected of it: a selection never renames.
    ///
    /// # Errors
    /// Renames that match nothing, are no possible name, or clash with each other.
    pub(crate) fn new(
        schema: &Schema,
        renames: &BTreeMap<String, String>,
    ) -> Result<Self, Vec<ConfigError>> {
        let mut builder = Builder {
            schema,
            renames: Renames::new(renames),
            types: Vec::new(),
        };
        builder
            .types
            .resize_with(schema.types().len(), Parts::default);
        builder.type_names();
        for (id, ty) in schema.types() {
            match ty.kind() {
                TypeKind::Enum(e) => builder.values(id, e.values().iter().map(|v| v.name())),
                TypeKind::Alternate(a) => {
                    builder.values(id, a.alternatives().iter().map(|b| b.name()))
                }
                TypeKind::Object(object) => builder.fields(id, object),
                TypeKind::Array(_) | TypeKind::Builtin(_) => {}
            }
        }
        for (id, ty) in schema.types() {
            if let TypeKind::Object(object) = ty.kind() {
                builder.branches(id, object);
            }
        }
        let commands: Vec<_> = schema
            .commands()
            .map(|(_, c)| (c.name(), c.name().to_owned()))
            .collect();
        let commands = builder
            .renames
            .resolve(Scope::pascal(&[]), pascal, &commands);
        let methods = methods(schema, &commands, renames);
        let events: Vec<_> = schema
            .events()
            .map(|(_, e)| (e.name(), e.name().to_owned()))
            .collect();
        let events = builder
            .renames
            .resolve(Scope::pascal(RESERVED_VARIANTS), pascal, &events);
        builder.required();
        let types = builder.types;
        builder.renames.finish(schema)?;
        Ok(Names {
            types,
            required: [required(&commands), required(&events)],
            commands,
            methods,
            events,
        })
    }

    /// The type's name; None for built-in types, arrays and objects that others absorb.
    pub(crate) fn ty(&self, id: TypeId) -> Option<&Ident> {
        self.types.get(id.index())?.name.as_ref()
    }

    /// The name of the enum with a variant for each branch of a union.
    pub(crate) fn branch_enum(&self, union: TypeId) -> Option<&Ident> {
        self.types.get(union.index())?.branch_enum.as_ref()
    }

    /// The fields for [`Object::members`], in that order.
    pub(crate) fn fields(&self, object: TypeId) -> &[Ident] {
        self.types.get(object.index()).map_or(&[], |t| &t.fields)
    }

    /// The setters for [`Object::members`], in that order. They differ from `new` and from the
    /// functions that the generator or the prelude's traits give to a struct.
    pub(crate) fn setters(&self, object: TypeId) -> &[Ident] {
        self.types.get(object.index()).map_or(&[], |t| &t.setters)
    }

    /// The variants for an enum's values, an alternate's alternatives or a union's branches, in
    /// the order of the IR. A union's are those of its discriminator's values.
    pub(crate) fn variants(&self, id: TypeId) -> &[Ident] {
        self.types.get(id.index()).map_or(&[], |t| &t.variants)
    }

    /// The functions that make a union from each of its branches, in the order of the IR.
    pub(crate) fn branches(&self, union: TypeId) -> &[Ident] {
        self.types.get(union.index()).map_or(&[], |t| &t.branches)
    }

    /// The struct of the type's required members, if it needs one.
    pub(crate) fn required(&self, id: TypeId) -> Option<&Ident> {
        self.types.get(id.index())?.required.as_ref()
    }

    /// The struct of the command's required arguments, if it needs one.
    pub(crate) fn required_of_command(&self, id: CommandId) -> Option<&Ident> {
        self.required[0].get(id.index())
    }

    /// The struct of the event's required members, if it needs one.
    pub(crate) fn required_of_event(&self, id: EventId) -> Option<&Ident> {
        self.required[1].get(id.index())
    }

    /// The command's struct, in the module of commands.
    pub(crate) fn command(&self, id: CommandId) -> &Ident {
        &self.commands[id.index()]
    }

    /// The command's method, in a server's trait.
    pub(crate) fn method(&self, id: CommandId) -> &Ident {
        &self.methods[id.index()]
    }

    /// The event's struct, in the module of events, and its variant of `Event`.
    pub(crate) fn event(&self, id: EventId) -> &Ident {
        &self.events[id.index()]
    }
}

struct Builder<'s> {
    schema: &'s Schema,
    renames: Renames<'s>,
    types: Vec<Parts>,
}

impl Builder<'_> {
    /// Types and the branches' enums in one scope, each right behind its union.
    fn type_names(&mut self) {
        let mut wanted = Vec::new();
        let mut places = Vec::new();
        for (id, ty) in self.schema.types() {
            match ty.kind() {
                TypeKind::Array(_) | TypeKind::Builtin(_) => continue,
                TypeKind::Object(_) if ty.is_implicit() => {
                    if let Some(wrapper) = wrapper(ty.name()) {
                        wanted.push((wrapper.to_owned(), ty.name().to_owned()));
                        places.push((id, false));
                    }
                }
                TypeKind::Object(object) if object.branches().is_some() => {
                    wanted.push((ty.name().to_owned(), ty.name().to_owned()));
                    places.push((id, false));
                    let branch_enum = format!("{}-Branch", ty.name());
                    wanted.push((branch_enum.clone(), branch_enum));
                    places.push((id, true));
                }
                _ => {
                    wanted.push((ty.name().to_owned(), ty.name().to_owned()));
                    places.push((id, false));
                }
            }
        }
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(name, path)| (name.as_str(), path.clone()))
            .collect();
        let idents = self
            .renames
            .resolve(Scope::pascal(RESERVED_TYPES), pascal, &wanted);
        for ((id, is_branch), ident) in places.into_iter().zip(idents) {
            let parts = &mut self.types[id.index()];
            *(if is_branch {
                &mut parts.branch_enum
            } else {
                &mut parts.name
            }) = Some(ident);
        }
    }

    /// The structs of required members. The schema's own names take precedence.
    fn required(&mut self) {
        let mut taken = Vec::new();
        for parts in &self.types {
            taken.extend(parts.name.clone());
            taken.extend(parts.branch_enum.clone());
        }
        let mut scope = scope_beside(&taken);
        for parts in &mut self.types {
            let name = parts.name.as_ref();
            parts.required = name.map(|name| ident(&scope.take(format!("New{name}"))));
        }
    }

    fn values<'n>(&mut self, id: TypeId, names: impl Iterator<Item = &'n str>) {
        let owner = self.schema.ty(id).name();
        let wanted: Vec<_> = names
            .map(|name| (name, self.renames.path(owner, name)))
            .collect();
        self.types[id.index()].variants =
            self.renames
                .resolve(Scope::pascal(RESERVED_VARIANTS), pascal, &wanted);
    }

    /// A member may be renamed where it is listed, for all objects that have it, or in one of
    /// those objects.
    fn fields(&mut self, id: TypeId, object: &Object) {
        let wanted: Vec<_> = object
            .members(self.schema)
            .map(|m| {
                (
                    m.name(),
                    self.renames
                        .member_path(self.schema, id, m.owner(), m.name()),
                )
            })
            .collect();
        let fields = self.renames.resolve(Scope::snake(&[]), snake, &wanted);
        let mut scope = Scope::snake(RESERVED_SETTERS);
        let setters = fields
            .iter()
            .map(|f| ident(&scope.take(f.to_string())))
            .collect();
        let parts = &mut self.types[id.index()];
        parts.fields = fields;
        parts.setters = setters;
    }

    fn branches(&mut self, id: TypeId, object: &Object) {
        let Some(branches) = object.branches() else {
            return;
        };
        let Some(tag) = object.members(self.schema).nth(branches.tag_index()) else {
            return;
        };
        let TypeKind::Enum(values) = self.schema.ty(tag.ty()).kind() else {
            return;
        };
        let variants = &self.types[tag.ty().index()].variants;
        let index = Index::of(values.values().iter().map(|value| value.name()));
        let variants = branches
            .branches()
            .iter()
            .filter_map(|branch| variants.get(index.get(branch.name())?).cloned());
        self.types[id.index()].variants = variants.collect();
        let mut scope = Scope::snake(RESERVED_SETTERS);
        for name in ["extra", "extra_arguments"] {
            scope.take_exactly(name);
        }
        for setter in &self.types[id.index()].setters {
            scope.take_exactly(&setter.to_string());
        }
        let owner = self.schema.ty(tag.ty()).name();
        let functions = branches.branches().iter().map(|branch| {
            let renamed = self.renames.path(owner, branch.name());
            let name = match self.renames.wanted.get(&renamed) {
                Some(name) => snake(name),
                None => snake(branch.name()),
            };
            ident(&scope.take(name))
        });
        self.types[id.index()].branches = functions.collect();
    }
}

/// The structs of required members, beside the structs that have those names.
fn required(names: &[Ident]) -> Vec<Ident> {
    let mut scope = scope_beside(names);
    let required = names.iter().map(|name| scope.take(format!("New{name}")));
    required.map(|name| ident(&name)).collect()
}

/// A scope in which those names are taken.
fn scope_beside(names: &[Ident]) -> Scope {
    let mut scope = Scope::pascal(RESERVED_TYPES);
    for name in names {
        scope.take_exactly(&name.to_string());
    }
    scope
}

/// The commands' methods: the command's name, or its new name, in another spelling.
fn methods(schema: &Schema, commands: &[Ident], renames: &BTreeMap<String, String>) -> Vec<Ident> {
    let mut scope = Scope::snake(&[]);
    let names = schema.commands().zip(commands);
    names
        .map(
            |((_, command), name)| match renames.contains_key(command.name()) {
                true => ident(&scope.take(snake(&name.to_string()))),
                false => ident(&scope.take(snake(command.name()))),
            },
        )
        .collect()
}

/// The name of an implicit type that becomes an item: the wrapper of a simple union's branch,
/// as if it were written out. Types that commands, events and unions absorb get no name.
fn wrapper(implicit: &str) -> Option<&str> {
    implicit
        .strip_prefix("q_obj_")
        .filter(|name| name.ends_with("-wrapper"))
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The caller's renames, and the errors in them.
struct Renames<'r> {
    wanted: &'r BTreeMap<String, String>,
    owners: Vec<Option<String>>,
    used: Index<'r>,
    errors: Vec<ConfigError>,
}

impl<'r> Renames<'r> {
    fn new(wanted: &'r BTreeMap<String, String>) -> Self {
        Renames {
            wanted,
            owners: Vec::new(),
            used: Index::default(),
            errors: Vec::new(),
        }
    }

    /// The path of a part, if anything is to be renamed.
    fn path(&self, owner: &str, part: &str) -> String {
        if self.wanted.is_empty() {
            String::new()
        } else {
            format!("{owner}.{part}")
        }
    }

    fn member_path(
        &mut self,
        schema: &Schema,
        object: TypeId,
        owner: TypeId,
        member: &str,
    ) -> String {
        if self.wanted.is_empty() {
            return String::new();
        }
        if self.owners.is_empty() {
            self.owners = paths::owners(schema);
        }
        let path = |id: TypeId| {
            let owner = self.owners.get(id.index()).and_then(Option::as_deref);
            format!("{}.{member}", owner.unwrap_or(schema.ty(id).name()))
        };
        let own = path(object);
        if self.wanted.contains_key(&own) {
            own
        } else {
            path(owner)
        }
    }

    /// Assigns an identifier to each `(name, path)`: renamed ones first, since the caller's names
    /// take precedence over the mapping's.
    fn resolve(
        &mut self,
        mut scope: Scope,
        map: fn(&str) -> String,
        wanted: &[(&str, String)],
    ) -> Vec<Ident> {
        let mut chosen: Vec<Option<&'r str>> = vec![None; wanted.len()];
        scope.reserve(wanted.len());
        if !self.wanted.is_empty() {
            for (at, (_, path)) in wanted.iter().enumerate() {
                if let Some((path, name)) = self.wanted.get_key_value(path.as_str()) {
                    self.used.enter(path);
                    let other = |name| {
                        let other = chosen.iter().position(|taken| *taken == Some(name));
                        other.map_or("", |at| wanted[at].1.as_str())
                    };
                    if self.accept(&mut scope, path, name, &other) {
                        chosen[at] = Some(name);
                    }
                }
            }
        }
        let idents = wanted
            .iter()
            .zip(chosen)
            .map(|((name, _), chosen)| chosen.map_or_else(|| ident(&scope.take(map(name))), ident));
        idents.collect()
    }

    /// Takes a name that the caller chose; `other` finds the path that has it already.
    fn accept<'n>(
        &mut self,
        scope: &mut Scope,
        path: &str,
        name: &'r str,
        other: &dyn Fn(&'r str) -> &'n str,
    ) -> bool {
        let bad = |reason| ConfigError::BadName {
            path: path.to_owned(),
            name: name.to_owned(),
            reason,
        };
        let error = if !is_identifier(name) {
            bad("that is no identifier")
        } else if is_keyword(name) {
            bad("that is a keyword")
        } else if scope.reserves(name) {
            bad("the generator uses that name itself")
        } else if !scope.take_exactly(name) {
            ConfigError::Clash {
                path: path.to_owned(),
                name: name.to_owned(),
                other: other(name).to_owned(),
            }
        } else {
            return true;
        };
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
        false
    }

    fn finish(mut self, schema: &Schema) -> Result<(), Vec<ConfigError>> {
        let unused: Vec<&String> = self
            .wanted
            .keys()
            .filter(|path| !self.used.contains(path))
            .collect();
        if !unused.is_empty() {
            let known = paths::all(schema);
            self.errors
                .extend(unused.into_iter().map(|path| ConfigError::NoMatch {
                    option: "rename",
                    path: path.clone(),
                    nearest: paths::nearest(path, &known),
                }));
        }
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self.errors)
        }
    }
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
