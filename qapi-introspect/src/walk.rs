//! The one walk of a JSON value along the wire model.
//!
//! Input: a [`Schema`], a type and a value ([`Node`]). Output: a stream of [`Visit`]s, in the order
//! in which QEMU's visitors meet them: an object's members in the order of the schema, then those
//! of the branch that its tag selects, then the members that belong to neither. The visitor decides
//! which of them are mistakes, and stops the walk by [`ControlFlow::Break`].
//!
//! The walk keeps its own stack, so the depth of a value is not limited. Its time is linear in the
//! value's size, and in the members of the types that it meets.
//!
//! ```
//! use std::ops::ControlFlow;
//! use qapi_introspect::{Schema, json::Json, walk::{Visit, walk}};
//!
//! let schema = Schema::from_json(r#"[
//!     {"name": "eject", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
//!     {"name": "0", "meta-type": "object", "members": [{"name": "id", "type": "str"}]},
//!     {"name": "str", "meta-type": "builtin", "json-type": "string"}]"#)?;
//! let arguments = Json::parse(r#"{"id": 1, "force": true}"#)?;
//! let mut said = Vec::new();
//! let _: ControlFlow<()> = walk(&schema, "0", &arguments, false, &mut |place, visit| {
//!     match visit {
//!         Visit::Mismatch { .. } => said.push(format!("{place} has the wrong type")),
//!         Visit::Unexpected { .. } => said.push(format!("{place} is unexpected")),
//!         _ => {}
//!     }
//!     ControlFlow::Continue(())
//! });
//! assert_eq!(said, ["id has the wrong type", "force is unexpected"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod layers;
mod node;
mod place;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use crate::info::{Body, ObjectMember, SchemaInfo, Text};
use crate::schema::Schema;
use layers::members;

pub use layers::{Layers, alternative, alternatives, takes};
pub use node::{Kind, Node};
pub use place::{Crumb, Place};

/// Something that the walk meets.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Visit<'w, 's> {
    /// A value of an object, alternate or enumeration type begins. An object is visited once for
    /// its own type and once for each branch that its tags select.
    Enter(&'w SchemaInfo<'s>),
    /// A member that is there.
    Member(&'w ObjectMember<'s>),
    /// A value of an enumeration, its features (None if the enumeration does not have it), and the
    /// enumeration.
    Value(&'w str, Option<&'w [Text<'s>]>, &'w SchemaInfo<'s>),
    /// The value is not of the type; for an alternate, of none of its types.
    Mismatch {
        /// The type.
        expected: &'w SchemaInfo<'s>,
    },
    /// A mandatory member is missing.
    Missing(&'w ObjectMember<'s>),
    /// A member that neither the object's type nor a selected branch has.
    Unexpected {
        /// The object's tag is missing or selects no branch: it may be a branch's member.
        undecided: bool,
        /// The object takes members that the schema does not have.
        open: bool,
        /// The member's name.
        name: &'w str,
        /// The types whose members the object may have.
        layers: &'w Layers<'w, 's>,
    },
}

/// Walks `value` as a value of the type named `type_name`; `open` marks an object that takes
/// members beside those of its type.
///
/// Returns the value with which `visit` broke the walk off, if it did.
pub fn walk<'w, 's, V: Node, B>(
    schema: &'w Schema<'s>,
    type_name: &str,
    value: &'w V,
    open: bool,
    visit: &mut dyn FnMut(Place<'_>, Visit<'_, 's>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let Some(info) = schema.type_named(type_name) else {
        return ControlFlow::Continue(());
    };
    let mut walk = Walk {
        schema,
        crumbs: Vec::new(),
        todo: Vec::new(),
    };
    walk.todo.push(Todo {
        depth: 0,
        layer: Vec::new(),
        crumb: None,
        task: Task::Value(info, value, open),
    });
    walk.run(visit)
}

/// A walk under way.
struct Walk<'w, 's, V> {
    schema: &'w Schema<'s>,
    crumbs: Vec<Crumb<'w>>,
    todo: Vec<Todo<'w, 's, V>>,
}

/// A task, and the place where it is to be done: the first `depth` crumbs, those of the branches,
/// and one of its own.
struct Todo<'w, 's, V> {
    depth: usize,
    layer: Vec<&'w str>,
    crumb: Option<Crumb<'w>>,
    task: Task<'w, 's, V>,
}

enum Task<'w, 's, V> {
    Value(&'w SchemaInfo<'s>, &'w V, bool),
    Enter(&'w SchemaInfo<'s>),
    Member(&'w ObjectMember<'s>, &'w V),
    Missing(&'w ObjectMember<'s>),
    /// A member of an object with these types; `true` if the object is open.
    Unexpected(&'w str, Rc<Layers<'w, 's>>, bool),
}

type Visitor<'f, 's, B> = dyn FnMut(Place<'_>, Visit<'_, 's>) -> ControlFlow<B> + 'f;

impl<'w, 's, V: Node> Walk<'w, 's, V> {
    fn run<B>(&mut self, visit: &mut Visitor<'_, 's, B>) -> ControlFlow<B> {
        while let Some(todo) = self.todo.pop() {
            self.crumbs.truncate(todo.depth);
            self.crumbs
                .extend(todo.layer.into_iter().map(Crumb::Branch));
            self.crumbs.extend(todo.crumb);
            let place = Place {
                crumbs: &self.crumbs,
            };
            match todo.task {
                Task::Value(info, value, open) => self.value(info, value, open, visit)?,
                Task::Enter(info) => visit(place, Visit::Enter(info))?,
                Task::Missing(member) => visit(place, Visit::Missing(member))?,
                Task::Unexpected(name, layers, open) => {
                    let (undecided, layers) = (layers.undecided.is_some(), &*layers);
                    let visited = Visit::Unexpected {
                        undecided,
                        open,
                        name,
                        layers,
                    };
                    visit(place, visited)?;
                }
                Task::Member(member, value) => {
                    visit(place, Visit::Member(member))?;
                    if let Some(info) = self.schema.type_named(&member.type_name) {
                        self.value(info, value, false, visit)?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Visits a value at the current place, and leaves its parts to be done.
    fn value<B>(
        &mut self,
        info: &'w SchemaInfo<'s>,
        value: &'w V,
        open: bool,
        visit: &mut Visitor<'_, 's, B>,
    ) -> ControlFlow<B> {
        let place = Place {
            crumbs: &self.crumbs,
        };
        if !takes(info, value.kind()) {
            return visit(place, Visit::Mismatch { expected: info });
        }
        match (&info.body, value.kind()) {
            (Body::Array { element_type }, _) => self.items(element_type, value),
            (Body::Alternate { .. }, kind) => {
                visit(place, Visit::Enter(info))?;
                match alternative(self.schema, info, kind) {
                    Some(info) => self.push(Vec::new(), None, Task::Value(info, value, false)),
                    None => return visit(place, Visit::Mismatch { expected: info }),
                }
            }
            (Body::Enum(values), Kind::String(text)) => {
                visit(place, Visit::Enter(info))?;
                let found = values.iter().find(|(name, _)| *name == text);
                self.crumbs.push(Crumb::Value(text));
                let place = Place {
                    crumbs: &self.crumbs,
                };
                visit(
                    place,
                    Visit::Value(text, found.map(|(_, features)| features), info),
                )?;
            }
            (Body::Object(_), _) => self.object(info, value, open),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn push(&mut self, layer: Vec<&'w str>, crumb: Option<Crumb<'w>>, task: Task<'w, 's, V>) {
        self.todo.push(Todo {
            depth: self.crumbs.len(),
            layer,
            crumb,
            task,
        });
    }

    fn items(&mut self, element_type: &str, value: &'w V) {
        let Some(info) = self.schema.type_named(element_type) else {
            return;
        };
        // Reversed, so that the stack gives them in order.
        for (index, item) in value.items().iter().enumerate().rev() {
            let crumb = Some(Crumb::Index(index));
            self.push(Vec::new(), crumb, Task::Value(info, item, false));
        }
    }

    fn object(&mut self, info: &'w SchemaInfo<'s>, value: &'w V, open: bool) {
        // Of equal names, QEMU takes none and we the first.
        let mut given: HashMap<&'w str, (&'w V, bool)> = HashMap::new();
        let mut names = Vec::new();
        value.each_member(&mut |name, value| {
            given.entry(name).or_insert_with(|| {
                names.push(name);
                (value, false)
            });
        });
        let text = |name: &str| match given.get(name)?.0.kind() {
            Kind::String(text) => Some(text),
            _ => None,
        };
        let all = Layers::of(self.schema, info, text);
        let layers = &all.layers;
        let at = self.todo.len();
        let mut cases = Vec::new();
        for (case, info) in layers {
            cases.extend(*case);
            self.push(cases.clone(), None, Task::Enter(info));
        }
        cases.clear();
        for (case, info) in layers {
            cases.extend(*case);
            for member in members(info) {
                let task = match given.get_mut(&*member.name) {
                    Some((value, known)) => {
                        *known = true;
                        Task::Member(member, *value)
                    }
                    None if member.is_optional() => continue,
                    None => Task::Missing(member),
                };
                self.push(cases.clone(), Some(Crumb::Member(&member.name)), task);
            }
        }
        let all = Rc::new(all);
        for name in names {
            if given.get(name).is_some_and(|(_, known)| !known) {
                let task = Task::Unexpected(name, Rc::clone(&all), open);
                self.push(Vec::new(), Some(Crumb::Member(name)), task);
            }
        }
        self.todo[at..].reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    const SCHEMA: &str = r#"[
        {"name": "c", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
        {"name": "0", "meta-type": "object", "members": []},
        {"name": "1", "meta-type": "object", "tag": "t",
         "members": [{"name": "t", "type": "e"}, {"name": "list", "type": "[2]", "default": null}],
         "variants": [{"case": "a", "type": "2"}, {"case": "b", "type": "0"}]},
        {"name": "[2]", "meta-type": "array", "element-type": "2"},
        {"name": "2", "meta-type": "object", "members": [{"name": "x", "type": "3"}]},
        {"name": "3", "meta-type": "alternate", "members": [{"type": "int"}, {"type": "0"}]},
        {"name": "e", "meta-type": "enum", "values": ["a", "b"]},
        {"name": "int", "meta-type": "builtin", "json-type": "int"}]"#;

    fn parsed(text: &str) -> Json<'_> {
        Json::parse(text).unwrap_or_else(|e| unreachable!("{e}"))
    }

    /// The mistakes that the walk meets, in order.
    fn mistakes(value: &str) -> Vec<String> {
        let schema = Schema::from_json(SCHEMA).unwrap_or_else(|e| unreachable!("{e}"));
        let value = parsed(value);
        let mut found = Vec::new();
        let _: ControlFlow<()> = walk(&schema, "1", &value, false, &mut |place, visit| {
            let path = place.query("c/arg-type");
            found.extend(match visit {
                Visit::Mismatch { expected } => Some(format!("{place}: no {}", expected.name)),
                Visit::Missing(_) => Some(format!("{place} ({path}) is missing")),
                Visit::Unexpected { undecided, .. } => {
                    Some(format!("{place} is unexpected ({undecided})"))
                }
                Visit::Value(text, None, _) => Some(format!("{place}: no value {text}")),
                _ => None,
            });
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn alternates_within_alternates_take_linear_time() {
        // 2^80 ways lead from the first alternate to the last.
        let mut text = "[".to_owned();
        for i in 0..80 {
            let next = format!(r#"{{"type": "{}"}}"#, i + 1);
            let members = format!(r#""members": [{next}, {next}]"#);
            text += &format!(r#"{{"name": "{i}", "meta-type": "alternate", {members}}},"#);
        }
        text += r#"{"name": "80", "meta-type": "builtin", "json-type": "int"}]"#;
        let schema = Schema::from_json(&text).unwrap_or_else(|e| unreachable!("{e}"));
        let Some(first) = schema.type_named("0") else {
            unreachable!()
        };
        let name = |kind| alternative(&schema, first, kind).map(|info| info.name.to_string());
        assert_eq!(name(Kind::Bool), None);
        assert_eq!(name(Kind::Int).as_deref(), Some("80"));
    }

    #[test]
    fn mistakes_come_in_qemus_order() {
        assert_eq!(mistakes(r#"{"t": "b"}"#), [""; 0]);
        assert_eq!(
            mistakes(r#"{"z": 1, "list": [{"x": {}}, {"x": 1.5}, 3], "t": "a"}"#),
            [
                "list[1].x: no 3",
                "list[2]: no 2",
                "x (c/arg-type/+a/x) is missing",
                "z is unexpected (false)"
            ]
        );
        assert_eq!(
            mistakes(r#"{"x": 1, "t": "c"}"#),
            ["t: no value c", "x is unexpected (true)"]
        );
        assert_eq!(mistakes("[]"), [": no 1"]);
    }

    #[test]
    fn a_break_ends_the_walk() {
        let schema = Schema::from_json(SCHEMA).unwrap_or_else(|e| unreachable!("{e}"));
        let value = parsed(r#"{"t": 1, "y": 2}"#);
        let mut met = 0;
        let broken = walk(&schema, "1", &value, false, &mut |_, visit| {
            met += 1;
            match visit {
                Visit::Mismatch { .. } => ControlFlow::Break("wrong"),
                _ => ControlFlow::Continue(()),
            }
        });
        assert_eq!(broken, ControlFlow::Break("wrong"));
        assert_eq!(met, 3, "the object, its member, the mismatch");
    }
}
