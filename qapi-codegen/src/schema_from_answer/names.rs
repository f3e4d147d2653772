//! Names for the types of an answer, after a shortest way to each.
//!
//! A breadth-first walk starts at the commands and events, in the answer's order. It visits all
//! arguments and return values, then their parts, and so on. A name consists of the command or event,
//! `Arg` or `Ret`, and the members, branches and alternatives on the way: `QueryBlockRetInserted`. If
//! a name grows too long, the next step follows `Arg` or `Ret` directly. A taken name gets a number,
//! and a name that QAPI reserves the suffix `Type`.

use std::collections::VecDeque;

use foldhash::{HashMap, HashSet};
use qapi_introspect::Schema;
use qapi_introspect::info::{Body, SchemaInfo};

use super::{Resolved, Types};
use crate::index::Index;
use crate::names::pascal;

/// Maximum length of a name, and of a step. Names grow with the way to a type; these limits bound
/// the size of all names together.
const LONG_NAME: usize = 96;
const LONG_STEP: usize = 48;

/// The types that have definitions, with their names.
pub(super) struct Names<'s> {
    /// The names, in the order in which the types are reached, by those that the answer gives them.
    index: Index<'s>,
    names: Vec<String>,
    /// The types that are not written where they are used, in that order.
    order: Vec<&'s SchemaInfo<'s>>,
}

impl<'s> Names<'s> {
    pub(super) fn new(answer: &'s Schema<'s>, types: &Types<'s>) -> Self {
        let mut walk = Walk {
            types,
            index: Index::default(),
            names: Vec::new(),
            order: Vec::new(),
            taken: HashMap::default(),
            ways: VecDeque::new(),
        };
        for info in answer.entities() {
            walk.root(info);
        }
        while let Some((way, info)) = walk.ways.pop_front() {
            walk.steps(&way, info);
        }
        let Walk {
            index,
            names,
            mut order,
            ..
        } = walk;
        let inline = arguments(answer, types);
        order.retain(|info| !inline.contains(&*info.name));
        Names {
            index,
            names,
            order,
        }
    }

    /// The types that need definitions, in the order in which they are reached.
    pub(super) fn types(&self) -> impl Iterator<Item = &'s SchemaInfo<'s>> {
        self.order.iter().copied()
    }

    /// The name of a type that the answer calls so, if it has one.
    pub(super) fn of(&self, name: &str) -> Option<&str> {
        Some(&self.names[self.index.get(name)?])
    }
}

/// The types that are written where they are used.
fn arguments<'s>(answer: &'s Schema<'s>, types: &Types<'s>) -> HashSet<&'s str> {
    let roots = answer.entities().filter_map(|root| match &root.body {
        Body::Command { arg_type, .. } | Body::Event { arg_type } => Some(&**arg_type),
        _ => None,
    });
    roots
        .filter(|name| {
            let info = types.answer.type_named(name);
            info.is_some_and(|info| types.is_inline(info))
        })
        .collect()
}

/// The way to a type.
#[derive(Clone)]
struct Way {
    /// The command or event with `Arg` or `Ret`.
    root: String,
    /// The root and the steps behind it.
    name: String,
}

impl Way {
    fn new(root: &str, side: &str) -> Way {
        let name = format!("{}{side}", piece(root));
        Way {
            root: name.clone(),
            name,
        }
    }

    fn step(&self, step: &str) -> Way {
        let piece = piece(step);
        let start = match self.name.len() + piece.len() {
            ..=LONG_NAME => &self.name,
            _ => &self.root,
        };
        Way {
            root: self.root.clone(),
            name: format!("{start}{piece}"),
        }
    }
}

/// A part of a name, of ASCII letters and digits.
fn piece(name: &str) -> String {
    let mut piece = pascal(name);
    piece.retain(|c| c != '_');
    piece.truncate(LONG_STEP);
    piece
}

struct Walk<'w, 's> {
    types: &'w Types<'s>,
    index: Index<'s>,
    names: Vec<String>,
    order: Vec<&'s SchemaInfo<'s>>,
    /// Each name given away, and the number to try next behind it.
    taken: HashMap<String, usize>,
    /// Types whose parts have not been looked at.
    ways: VecDeque<(Way, &'s SchemaInfo<'s>)>,
}

impl<'s> Walk<'_, 's> {
    fn root(&mut self, root: &'s SchemaInfo<'s>) {
        match &root.body {
            Body::Command {
                arg_type, ret_type, ..
            } => {
                self.side(root, arg_type, "Arg");
                self.side(root, ret_type, "Ret");
            }
            Body::Event { arg_type } => self.side(root, arg_type, "Arg"),
            _ => {}
        }
    }

    fn side(&mut self, root: &SchemaInfo<'_>, type_name: &str, side: &str) {
        if !self.types.is_empty_object(type_name) {
            self.reach(type_name, || Way::new(&root.name, side));
        }
    }

    /// The types that one is made of.
    fn steps(&mut self, way: &Way, info: &'s SchemaInfo<'s>) {
        match &info.body {
            Body::Object(object) => {
                for member in &object.members {
                    self.reach(&member.type_name, || way.step(&member.name));
                }
                for variant in object.variants.iter().flatten() {
                    if !self.types.is_empty_object(&variant.type_name) {
                        self.reach(&variant.type_name, || way.step(&variant.case));
                    }
                }
            }
            Body::Alternate { members } => {
                for member in members {
                    let kind = self.types.resolve(&member.type_name).map(|ty| ty.kind());
                    self.reach(&member.type_name, || way.step(kind.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }

    /// Names a type, unless it has a name already or needs none.
    fn reach(&mut self, type_name: &str, way: impl FnOnce() -> Way) {
        let Some(Resolved { info, .. }) = self.types.resolve(type_name) else {
            return;
        };
        let defined = matches!(
            info.body,
            Body::Object(_) | Body::Enum(_) | Body::Alternate { .. }
        );
        if !defined || self.index.contains(&info.name) {
            return;
        }
        let way = way();
        let name = self.free(&way.name);
        self.index.enter(&info.name);
        self.names.push(name);
        self.order.push(info);
        self.ways.push_back((way, info));
    }

    fn free(&mut self, name: &str) -> String {
        // QAPI's compiler reserves these suffixes.
        let reserved = name.ends_with("List") || name.ends_with("Kind");
        let name = format!("{name}{}", if reserved { "Type" } else { "" });
        let Some(mut number) = self.taken.get(&name).copied() else {
            self.taken.insert(name.clone(), 2);
            return name;
        };
        loop {
            let numbered = format!("{name}{number}");
            number += 1;
            if !self.taken.contains_key(&numbered) {
                self.taken.insert(numbered.clone(), 2);
                self.taken.insert(name, number);
                return numbered;
            }
        }
    }
}
