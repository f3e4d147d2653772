//! The query path that probes each type: the shortest from a command or event.

use std::collections::{HashMap, VecDeque};

use qapi_introspect::Step;
use qapi_parser::ir::{Schema, TypeId, TypeKind};

/// Longer paths, in bytes, are of no use, and many of them take all memory.
const LONGEST: usize = 1000;

/// The shortest path to every type that a command or event reaches. Linear in the schema.
pub(super) struct Probes(HashMap<TypeId, String>);

impl Probes {
    pub(super) fn new(schema: &Schema) -> Self {
        let mut found = HashMap::new();
        let mut todo = VecDeque::new();
        for (_, command) in schema.commands() {
            let types = [("arg-type", command.arg()), ("ret-type", command.ret())];
            for (step, ty) in types {
                todo.extend(ty.map(|ty| (ty, format!("{}/{step}", command.name()))));
            }
        }
        for (_, event) in schema.events() {
            let data = event.arg();
            todo.extend(data.map(|ty| (ty, format!("{}/arg-type", event.name()))));
        }
        while let Some((id, path)) = todo.pop_front() {
            if found.contains_key(&id) || path.len() > LONGEST {
                continue;
            }
            match schema.ty(id).kind() {
                TypeKind::Array(array) => todo.push_back((array.element(), path.clone())),
                TypeKind::Alternate(alternate) => {
                    let alternatives = alternate.alternatives().iter();
                    todo.extend(alternatives.map(|a| (a.ty(), path.clone())));
                }
                TypeKind::Object(object) => {
                    for member in object.members(schema) {
                        let step = Step::Name(member.name());
                        todo.push_back((member.ty(), format!("{path}/{step}")));
                    }
                    for branch in object.branches().iter().flat_map(|b| b.branches()) {
                        let step = Step::Variant(branch.name());
                        todo.push_back((branch.ty(), format!("{path}/{step}")));
                    }
                }
                TypeKind::Builtin(_) | TypeKind::Enum(_) => {}
            }
            found.insert(id, path);
        }
        Probes(found)
    }

    pub(super) fn get(&self, id: TypeId) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }
}
