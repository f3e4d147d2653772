//! The module `features`: every feature that the wire shows, as the path that asks for it.
//!
//! A path leads from a command or event; a place that several reach is named by the first in order
//! of definition, over the fewest steps.

use std::collections::VecDeque;

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Cond, Feature, Object, Schema, TypeId, TypeKind};
use quote::{format_ident, quote};

use super::docs;
use crate::filter;
use crate::items::{self, Attributes, Const, Impl, Member, Module, Target};
use crate::names::{Scope, constant};
use crate::plan::{Plan, ident};

/// The module.
pub(crate) fn emit(plan: &Plan<'_>) -> Vec<items::Item> {
    let rt = &plan.rt;
    let mut scope = Scope::snake(&[]);
    let schema = plan.schema;
    let count = schema.types().len() + schema.commands().len() + schema.events().len();
    let mut of: Vec<Vec<Ident>> = vec![Vec::new(); count];
    let mut constants = Vec::new();
    for Found {
        names,
        path,
        bearer,
    } in Walk::new(plan).run()
    {
        let name = ident(&constant_name(&mut scope, &names));
        constants.push(items::Item::Const(Const {
            attributes: Attributes::default().doc(format!("`{path}`")),
            name: name.clone(),
            ty: quote!(#rt::Feature),
            value: quote!(#rt::Feature::new(#path)),
        }));
        if let Some(bearer) = bearer {
            of[bearer.number(schema)].push(name);
        }
    }
    let doc = "Every feature of the schema, as a question to the introspection of a peer.";
    let module = Module {
        attributes: Attributes::default().doc(doc),
        name: format_ident!("features"),
        items: constants,
    };
    let bearers = bearers(plan).into_iter().filter(|item| item.has_features);
    let impls = bearers.map(|item| {
        let features = &of[item.bearer.number(schema)];
        let constant = quote! {
            const FEATURES: &'static [#rt::Feature] = &[#(features::#features),*];
        };
        items::Item::Impl(Impl {
            attributes: item.attributes,
            generics: TokenStream::new(),
            of_trait: Some(quote!(#rt::Features)),
            of: item.target,
            members: vec![Member::OfTrait(constant)],
        })
    });
    let impls: Vec<_> = impls.collect();
    [items::Item::Module(module)]
        .into_iter()
        .chain(impls)
        .collect()
}

/// An item of the generated code that can have features.
struct Item {
    bearer: Bearer,
    /// `#[cfg]`, and `#[allow(deprecated)]` where it is deprecated.
    attributes: Attributes,
    target: Target,
    has_features: bool,
}

fn bearers(plan: &Plan<'_>) -> Vec<Item> {
    let item = |bearer, cond: Option<&Cond>, features: &[Feature], module: &str, name: &Ident| {
        let cfg = filter::cfg(plan.config, &[cond]);
        let allow = docs::allow_deprecated(docs::is_deprecated(features));
        Item {
            bearer,
            attributes: Attributes::of(&cfg).and(allow),
            target: Target {
                module: (!module.is_empty()).then(|| format_ident!("{module}")),
                ..name.clone().into()
            },
            has_features: declares(plan, features),
        }
    };
    let mut items = Vec::new();
    for (id, ty) in plan.schema.types() {
        if let Some(name) = plan.type_ident(id) {
            let bearer = Bearer::Type(id.index());
            items.push(item(bearer, ty.cond(), ty.features(), "", name));
        }
    }
    for &id in &plan.reach.commands {
        let (command, name) = (plan.schema.command(id), plan.custom.names.command(id));
        let bearer = Bearer::Command(id.index());
        let (cond, features) = (command.cond(), command.features());
        items.push(item(bearer, cond, features, "commands", name));
    }
    for &id in &plan.reach.events {
        let (event, name) = (plan.schema.event(id), plan.custom.names.event(id));
        let bearer = Bearer::Event(id.index());
        let (cond, features) = (event.cond(), event.features());
        items.push(item(bearer, cond, features, "events", name));
    }
    items
}

/// Returns true if any of the features is part of the generated code. The runtime's macros implement
/// `Features` for items without any.
pub(super) fn declares(plan: &Plan<'_>, features: &[Feature]) -> bool {
    features
        .iter()
        .any(|f| filter::holds(plan.config, f.cond()))
}

fn constant_name(scope: &mut Scope, names: &[&str]) -> String {
    let parts: Vec<String> = names.iter().map(|name| constant(name)).collect();
    scope.take(parts.join("_"))
}

/// A feature: the schema's names of its owner and of itself, and its path.
struct Found<'s> {
    names: Vec<&'s str>,
    path: String,
    /// None: a member or a value.
    bearer: Option<Bearer>,
}

/// A type, command or event, by its index.
#[derive(Clone, Copy)]
enum Bearer {
    Type(usize),
    Command(usize),
    Event(usize),
}

impl Bearer {
    /// Its number among all types, commands and events.
    fn number(self, schema: &Schema) -> usize {
        let (types, commands) = (schema.types().len(), schema.commands().len());
        match self {
            Bearer::Type(index) => index,
            Bearer::Command(index) => types + index,
            Bearer::Event(index) => types + commands + index,
        }
    }
}

/// A breadth-first walk over the types that the wire shows.
struct Walk<'p, 's> {
    plan: &'p Plan<'s>,
    seen: Vec<bool>,
    /// Types to visit, each with its place.
    queue: VecDeque<(TypeId, usize)>,
    /// The way to each place: its origin and the step. The first has no origin.
    places: Vec<(Option<usize>, String)>,
    found: Vec<Found<'s>>,
}

impl<'p, 's> Walk<'p, 's> {
    fn new(plan: &'p Plan<'s>) -> Self {
        let seen = vec![false; plan.schema.types().len()];
        Walk {
            plan,
            seen,
            queue: VecDeque::new(),
            places: Vec::new(),
            found: Vec::new(),
        }
    }

    fn run(mut self) -> Vec<Found<'s>> {
        let plan = self.plan;
        for &id in &plan.reach.commands {
            let command = plan.schema.command(id);
            let root = self.place(None, command.name());
            let bearer = Some(Bearer::Command(id.index()));
            self.features(root, &[command.name()], command.features(), bearer);
            for (step, ty) in [("arg-type", command.arg()), ("ret-type", command.ret())] {
                if let Some(ty) = ty {
                    self.visit(ty, root, step);
                }
            }
        }
        for &id in &plan.reach.events {
            let event = plan.schema.event(id);
            let root = self.place(None, event.name());
            let bearer = Some(Bearer::Event(id.index()));
            self.features(root, &[event.name()], event.features(), bearer);
            if let Some(ty) = event.arg() {
                self.visit(ty, root, "arg-type");
            }
        }
        while let Some((id, place)) = self.queue.pop_front() {
            self.inside(id, place);
        }
        self.found
    }

    fn place(&mut self, from: Option<usize>, step: &str) -> usize {
        self.places.push((from, step.to_owned()));
        self.places.len() - 1
    }

    /// Puts a type behind a step in the queue, unless it was there already. Arrays are passed
    /// through.
    fn visit(&mut self, id: TypeId, from: usize, step: &str) {
        let id = match self.plan.schema.ty(id).kind() {
            TypeKind::Array(array) => array.element(),
            _ => id,
        };
        let Some(seen) = self.seen.get_mut(id.index()) else {
            return;
        };
        if !std::mem::replace(seen, true) {
            let place = self.place(Some(from), step);
            self.queue.push_back((id, place));
        }
    }

    fn inside(&mut self, id: TypeId, place: usize) {
        let plan = self.plan;
        let ty = plan.schema.ty(id);
        let name = ty.name().strip_prefix("q_obj_").unwrap_or(ty.name());
        let bearer = Some(Bearer::Type(id.index()));
        self.features(place, &[name], ty.features(), bearer);
        match ty.kind() {
            TypeKind::Object(object) => self.members(name, object, place),
            TypeKind::Enum(e) => {
                for value in e
                    .values()
                    .iter()
                    .filter(|v| filter::keeps(plan.config, v.cond(), v.features()))
                {
                    if !value.features().is_empty() {
                        let there = self.place(Some(place), &format!("^{}", value.name()));
                        self.features(there, &[name, value.name()], value.features(), None);
                    }
                }
            }
            TypeKind::Alternate(alternate) => {
                for alternative in alternate.alternatives() {
                    // No step of its own: each alternative is tried.
                    let Some(seen) = self.seen.get_mut(alternative.ty().index()) else {
                        continue;
                    };
                    if !std::mem::replace(seen, true) {
                        self.queue.push_back((alternative.ty(), place));
                    }
                }
            }
            TypeKind::Builtin(_) | TypeKind::Array(_) => {}
        }
    }

    fn members(&mut self, name: &'s str, object: &'s Object, place: usize) {
        let plan = self.plan;
        for member in object
            .members(plan.schema)
            .filter(|m| filter::keeps_member(plan.config, m))
        {
            if !member.features().is_empty() {
                let there = self.place(Some(place), member.name());
                self.features(there, &[name, member.name()], member.features(), None);
            }
            self.visit(member.ty(), place, member.name());
        }
        for branch in object.cases() {
            self.visit(branch.ty(), place, &format!("+{}", branch.name()));
        }
    }

    fn features(
        &mut self,
        place: usize,
        names: &[&'s str],
        features: &'s [Feature],
        bearer: Option<Bearer>,
    ) {
        for feature in features
            .iter()
            .filter(|f| filter::holds(self.plan.config, f.cond()))
        {
            let names = names.iter().copied().chain([feature.name()]).collect();
            let path = format!("{}/${}", self.path(place), feature.name());
            self.found.push(Found {
                names,
                path,
                bearer,
            });
        }
    }

    fn path(&self, place: usize) -> String {
        let mut steps = Vec::new();
        let mut next = Some(place);
        while let Some((from, step)) = next.and_then(|place| self.places.get(place)) {
            steps.push(step.as_str());
            next = *from;
        }
        steps.reverse();
        steps.join("/")
    }
}
