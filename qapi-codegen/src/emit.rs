//! From the plan to items: one file a construct.
//!
//! A file is made of [parts](Part), none of which needs another: they can be made in any order, and
//! on any thread that has a plan.

mod alternates;
mod around;
mod branches;
mod commands;
mod devices;
mod docs;
mod enums;
mod events;
mod features;
mod records;
mod required;
mod schema;
mod server;
mod setters;
mod unions;

use std::path::Path;

pub(crate) use alternates::selector;
pub(crate) use commands::define as define_command;
pub(crate) use events::define as define_event;
use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{CommandId, EventId, ModuleId, Type, TypeId, TypeKind};
use quote::{format_ident, quote};

use crate::index;
use crate::items::{Attributes, Call, Item, Module};
use crate::plan::Plan;
use crate::reach::Direction;

/// A unit of generation: some whole items.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// The types that are elsewhere, under their names here.
    External,
    /// A type with its impls.
    Type(TypeId),
    /// All types that are in modules of their own.
    Modules,
    /// The calls of the runtime's macros for types.
    Bridges,
    /// A command.
    Command(CommandId),
    /// The calls of the runtime's macros for commands.
    CommandBridges,
    /// An event.
    Event(EventId),
    /// The calls of the runtime's macros for events.
    EventBridges,
    /// The enum of all events.
    AnyEvent,
    /// The module of features.
    Features,
    /// The function that gives the wire model.
    Schema,
    /// The module for servers.
    Server,
    /// A device type, by its number.
    Device(usize),
    /// The common parts of device types.
    DeviceBridges,
}

/// Parts that follow one another, at the root or in a module.
#[derive(Debug)]
pub(crate) struct Section {
    /// The module's name and documentation.
    pub(crate) module: Option<(String, String)>,
    pub(crate) parts: Vec<Part>,
}

/// Lists the sections of the file: types in order of definition, commands, events.
pub(crate) fn sections(plan: &Plan<'_>) -> Vec<Section> {
    let (types, files) = types(plan);
    let commands = plan.reach.commands.iter().map(|id| Part::Command(*id));
    let events = plan.reach.events.iter().map(|id| Part::Event(*id));
    let root = |parts| Section {
        module: None,
        parts,
    };
    let module = |name: &str, doc: &str, parts| Section {
        module: Some((name.to_owned(), doc.to_owned())),
        parts,
    };
    let imports = [Part::External, Part::Modules].into_iter();
    let mut sections = vec![root(imports.chain(types).collect())];
    sections.extend(files.into_iter().filter_map(|(file, parts)| {
        let name = plan.layout.module(file)?.to_string();
        let path = Path::new(plan.schema.module(file).name());
        let file = path.file_name()?.to_string_lossy();
        Some(module(&name, &format!("The types of `{file}`."), parts))
    }));
    sections.extend([
        root(vec![Part::Bridges]),
        module(
            "commands",
            "The commands.",
            commands.chain([Part::CommandBridges]).collect(),
        ),
        module(
            "events",
            "The events' data.",
            events.chain([Part::EventBridges]).collect(),
        ),
        root(vec![
            Part::AnyEvent,
            Part::Features,
            Part::Schema,
            Part::Server,
        ]),
    ]);
    if !plan.devices.list.is_empty() {
        let devices = (0..plan.devices.list.len()).map(Part::Device);
        let doc = "Devices, machines, CPU models and objects with their properties.";
        let parts = devices.chain([Part::DeviceBridges]).collect();
        sections.push(module("devices", doc, parts));
    }
    sections
}

/// The parts of each file that has a module, if there are any.
type Files = Vec<(ModuleId, Vec<Part>)>;

/// The types at the root, and those in modules.
fn types(plan: &Plan<'_>) -> (Vec<Part>, Files) {
    let mut root = Vec::new();
    let modules = plan.schema.modules();
    let mut files: Files = modules.map(|(id, _)| (id, Vec::new())).collect();
    let types = plan.schema.types();
    for (id, ty) in types.filter(|(id, _)| plan.type_ident(*id).is_some()) {
        let file = ty.module();
        let parts = match plan.layout.module(file) {
            Some(_) => &mut files[file.index()].1,
            None => &mut root,
        };
        parts.push(Part::Type(id));
    }
    files.retain(|(_, parts)| !parts.is_empty());
    (root, files)
}

/// Everything in modules of types, at the root.
fn modules(plan: &Plan<'_>) -> Vec<Item> {
    let (_, files) = types(plan);
    let names = files.iter();
    let names = names.filter_map(|(file, _)| plan.layout.module(*file));
    let names: Vec<&Ident> = names.collect();
    let order = index::sorted(names.len(), &|a, b| names[a].cmp(names[b]));
    let imports = order.into_iter().map(|at| {
        let name = names[at];
        quote!(pub use self::#name::*;)
    });
    imports.map(Item::Other).collect()
}

/// The items of a part.
pub(crate) fn part(plan: &Plan<'_>, part: Part) -> Vec<Item> {
    match part {
        Part::External => external(plan),
        Part::Type(id) => definition(plan, id),
        Part::Modules => modules(plan),
        Part::Bridges => bridges(plan),
        Part::Command(id) => commands::emit(plan, id),
        Part::CommandBridges => commands::bridges(plan),
        Part::Event(id) => events::emit(plan, id),
        Part::EventBridges => events::bridges(plan),
        Part::AnyEvent => events::all(plan),
        Part::Features => features::emit(plan),
        Part::Schema => schema::emit(plan),
        Part::Server => server::emit(plan),
        Part::Device(number) => devices::emit(plan, number),
        Part::DeviceBridges => devices::bridges(plan),
    }
}

/// The whole file.
pub(crate) fn file(plan: &Plan<'_>) -> Vec<Item> {
    let mut out = Vec::new();
    for section in sections(plan) {
        let mut items = Vec::new();
        for part in section.parts {
            items.extend(self::part(plan, part));
        }
        match section.module {
            None => out.extend(items),
            Some((name, doc)) => out.push(Item::Module(Module {
                attributes: Attributes::default().doc(doc),
                name: format_ident!("{name}"),
                items,
            })),
        }
    }
    out
}

/// Imports of the types that are elsewhere, with the items that belong to them, sorted as rustfmt
/// does.
fn external(plan: &Plan<'_>) -> Vec<Item> {
    let mut paths = Vec::new();
    for (id, ty) in plan.schema.types() {
        let path = plan.config.external.get(ty.name());
        let Some(path) = path.filter(|_| plan.direction(id).any()) else {
            continue;
        };
        paths.push(path.clone());
        if let Some((module, _)) = path.rsplit_once("::") {
            let mut add = |beside: Option<&Ident>| {
                paths.extend(beside.map(|ident| format!("{module}::{ident}")));
            };
            add(plan.branch_ident(id));
            add(required::of_type(plan, id));
        }
    }
    paths.sort();
    let paths = paths
        .iter()
        .filter_map(|path| path.parse::<TokenStream>().ok());
    let imports = paths.map(|path| quote!(pub use #path;));
    imports.map(Item::Other).collect()
}

/// The items that define a type, without impls: a struct or an enum, or both for a union.
pub(crate) fn define(plan: &Plan<'_>, id: TypeId) -> Vec<Item> {
    let Some(ident) = plan.type_ident(id) else {
        return Vec::new();
    };
    match plan.schema.ty(id).kind() {
        TypeKind::Enum(e) => vec![Item::Enum(enums::define(plan, id, ident, e))],
        TypeKind::Object(object) => unions::define(plan, id, ident, object),
        TypeKind::Alternate(alternate) => {
            let item = alternates::define(plan, id, ident, alternate);
            vec![Item::Enum(item)]
        }
        TypeKind::Builtin(_) | TypeKind::Array(_) => Vec::new(),
    }
}

fn definition(plan: &Plan<'_>, id: TypeId) -> Vec<Item> {
    let Some(ident) = plan.type_ident(id) else {
        return Vec::new();
    };
    match plan.schema.ty(id).kind() {
        TypeKind::Enum(e) => enums::emit(plan, id, ident, e),
        TypeKind::Object(object) => unions::emit(plan, id, ident, object),
        TypeKind::Alternate(alternate) => alternates::emit(plan, id, ident, alternate),
        TypeKind::Builtin(_) | TypeKind::Array(_) => Vec::new(),
    }
}

/// Calls the runtime's macros, each for all types of a kind.
fn bridges(plan: &Plan<'_>) -> Vec<Item> {
    let items = || {
        plan.schema
            .types()
            .filter_map(|(id, ty)| plan.type_ident(id).map(|name| (id, ty, name)))
    };
    let call = |name, chosen: Vec<(TypeId, &Ident)>| {
        let outer = |id| Attributes::of(&plan.type_cfg(id));
        let chosen = chosen.into_iter();
        Call::all(
            &plan.rt,
            name,
            chosen.map(move |(id, name)| (outer(id), name.clone())),
        )
    };
    type Want = fn(&Plan<'_>, &Type, Direction) -> bool;
    let macros: [(&'static str, Want); 7] = [
        ("__enums", |_, ty, _| is_enum(ty)),
        ("__encode_enums", |_, ty, d| is_enum(ty) && d.encode),
        ("__decode_enums", |_, ty, d| is_enum(ty) && d.decode),
        ("__debug", |_, ty, d| !is_enum(ty) && d.encode),
        ("__no_features", |plan, ty, _| {
            !features::declares(plan, ty.features())
        }),
        ("__serialize", |_, _, d| d.encode),
        ("__deserialize", |_, _, d| d.decode),
    ];
    let mut out = Vec::new();
    for (name, want) in macros {
        let chosen = items().filter(|(id, ty, _)| want(plan, ty, plan.direction(*id)));
        let chosen = chosen.map(|(id, _, ident)| (id, ident));
        out.extend(call(name, chosen.collect()));
    }
    let sent = items().filter(|(id, ..)| plan.direction(*id).encode);
    let branches = sent.filter_map(|(id, ..)| plan.branch_ident(id).map(|ident| (id, ident)));
    out.extend(call("__debug_branches", branches.collect()));
    out
}

fn is_enum(ty: &Type) -> bool {
    matches!(ty.kind(), TypeKind::Enum(_))
}
