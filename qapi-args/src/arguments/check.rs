//! A tree against a type: the JSON that QEMU makes of it, and all that is wrong with it.
//!
//! Input: a tree with places, and a type. Output: typed JSON in the order of the text, and findings
//! in the order in which QEMU meets them: an object's members in the order of the schema, then
//! those that it does not have. Text of key=value is converted to the member's type; JSON has to be
//! of it.

use std::borrow::Cow;
use std::fmt;

use qapi_introspect::Schema;
use qapi_introspect::info::{Body, Json, ObjectInfo, ObjectMember, SchemaInfo, Text};
use qapi_introspect::json::Number;
use qapi_introspect::nearest::nearest;
use qapi_introspect::walk;

use super::problem::{Finding, Problem};
use super::scalar;
use super::tree::{Item, Members, Node};
use super::types::{self, Integer, Type, describe, layers};

/// Number of findings of a value for which a near name is searched.
const MOST_SEARCHES: usize = 50;

/// Longest text that a message quotes, in characters.
const QUOTED: usize = 60;

/// A check under way.
pub(crate) struct Check<'s> {
    pub(crate) schema: &'s Schema<'s>,
    /// Built-in types have the names of the language.
    pub(crate) exact: bool,
    pub(crate) findings: Vec<Finding>,
    /// Number of further findings for which a near name is searched.
    searches_left: usize,
}

/// Path of a value, such as `file.0`.
pub(crate) enum Path<'p> {
    Root,
    Member(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Member(Path::Root, name) => f.write_str(name),
            Path::Member(outer, name) => write!(f, "{outer}.{name}"),
            Path::Index(Path::Root, index) => write!(f, "{index}"),
            Path::Index(outer, index) => write!(f, "{outer}.{index}"),
        }
    }
}

impl<'s> Check<'s> {
    pub(crate) fn new(schema: &'s Schema<'s>, exact: bool) -> Self {
        Check {
            schema,
            exact,
            findings: Vec::new(),
            searches_left: MOST_SEARCHES,
        }
    }

    /// Returns the nearest name. Values and schemas are of any size, so the searches have an end.
    fn nearest<'k>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<String> {
        self.searches_left = self.searches_left.checked_sub(1)?;
        nearest(name, known).map(str::to_owned)
    }

    /// The value of a type that stands alone.
    pub(crate) fn root(&mut self, ty: &Type<'s>, item: &Item) -> Json<'static> {
        self.marks(ty.info.features(), &ty.name, item, &Path::Root);
        match (&ty.info.body, &item.node) {
            (Body::Object(_), Node::Map(members)) => {
                self.object(ty.info, members, item, &Path::Root, ty.open)
            }
            _ => self.value(ty.info, item, &Path::Root),
        }
    }

    fn value(&mut self, info: &'s SchemaInfo<'s>, item: &Item, path: &Path<'_>) -> Json<'static> {
        match (&info.body, &item.node) {
            (Body::Object(_), Node::Map(members)) => self.object(info, members, item, path, false),
            (Body::Array { element_type }, Node::List(items)) => {
                let Some(element) = self.schema.type_named(element_type) else {
                    return item.node.json();
                };
                let typed = items.iter().enumerate();
                let typed = typed.map(|(at, i)| self.value(element, i, &Path::Index(path, at)));
                Json::Array(typed.collect())
            }
            (Body::Alternate { .. }, _) => self.alternate(info, item, path),
            (Body::Enum(values), Node::Text(text) | Node::Str(text)) => {
                match values.iter().find(|(name, _)| name == text) {
                    Some((_, features)) => self.marks(features, text, item, path),
                    None => self.mismatch(info, item, path),
                }
                item.node.json()
            }
            (Body::Builtin { json_type }, node) => {
                let typed = match (&**json_type, node) {
                    ("value", _) => Some(node.json()),
                    ("int", Node::Text(_) | Node::Number(_)) => {
                        return self.integer(info, item, path);
                    }
                    ("boolean", Node::Text(text)) => scalar::boolean(text).map(Json::Bool),
                    ("number", Node::Text(text)) => scalar::number(text).map(Json::Number),
                    ("null", Node::Text(_)) => None,
                    _ => walk::takes(info, node.kind()).then(|| node.json()),
                };
                typed.unwrap_or_else(|| self.refused(info, item, path))
            }
            (Body::Unknown { .. }, node) => node.json(),
            _ => self.refused(info, item, path),
        }
    }

    fn refused(&mut self, info: &'s SchemaInfo<'s>, item: &Item, path: &Path<'_>) -> Json<'static> {
        self.mismatch(info, item, path);
        item.node.json()
    }

    fn integer(&mut self, info: &'s SchemaInfo<'s>, item: &Item, path: &Path<'_>) -> Json<'static> {
        let kind = match self.exact {
            true => Integer::named(&info.name),
            false => Integer::Unknown,
        };
        let number = match &item.node {
            Node::Text(text) => integer_text(kind, text),
            Node::Number(number) => (!number.is_f64()).then_some(*number),
            _ => None,
        };
        let Some(number) = number else {
            return self.refused(info, item, path);
        };
        let (least, greatest) = kind.range();
        let fits = match (number.as_i64(), number.as_u64()) {
            (_, Some(value)) => value <= greatest,
            (Some(value), None) => value >= least || kind.wraps(),
            _ => false,
        };
        if !fits {
            let found = number.to_string();
            let problem = Problem::Range {
                found,
                least,
                greatest,
            };
            self.find(item, path, problem);
        }
        match number.as_i64() {
            // QEMU stores it in an unsigned variable.
            Some(value) if value < 0 && kind.wraps() => Json::Number(value.cast_unsigned().into()),
            _ => Json::Number(number),
        }
    }

    /// A value of the branch that its kind selects. All text is a string here, as in QEMU.
    fn alternate(
        &mut self,
        info: &'s SchemaInfo<'s>,
        item: &Item,
        path: &Path<'_>,
    ) -> Json<'static> {
        self.marks(info.features(), "its type", item, path);
        match walk::alternative(self.schema, info, item.node.kind()) {
            Some(branch) => self.value(branch, item, path),
            None => self.refused(info, item, path),
        }
    }

    fn object(
        &mut self,
        info: &'s SchemaInfo<'s>,
        given: &Members,
        item: &Item,
        path: &Path<'_>,
        open: bool,
    ) -> Json<'static> {
        let layers = layers(self.schema, info, given);
        let known = || layers.members();
        let branch = layers.layers.iter().rev().find_map(|(case, _)| *case);
        let undecided = layers
            .undecided
            .is_some_and(|union| !self.is_decided(union, given));
        let mut typed: Vec<Option<Json<'static>>> = vec![None; given.len()];
        for member in known() {
            match given.get_full(&*member.name) {
                Some((at, _, item)) => {
                    if let Some(place) = typed.get_mut(at) {
                        *place = Some(self.member(member, item, path));
                    }
                }
                None if member.is_optional() => {}
                None => self.missing(member, item, path),
            }
        }
        for ((name, item), typed) in given.iter().zip(&mut typed) {
            if typed.is_some() {
                continue;
            }
            if !open && !undecided {
                let names = known().map(|member| &*member.name);
                let nearest = self.nearest(name, names);
                let parent = object_name(path, branch);
                let problem = Problem::Unknown {
                    parent,
                    name: name.clone(),
                    nearest,
                };
                let at = path.to_string();
                self.findings
                    .push(Finding::new(item.key.clone(), at, problem));
            }
            *typed = Some(item.node.json());
        }
        let names = given.keys().map(|name| Cow::Owned(name.clone()));
        Json::Object(names.zip(typed.into_iter().flatten()).collect())
    }

    /// Tells whether the tag has a value of its type: one without a branch adds no members.
    fn is_decided(&self, union: &ObjectInfo<'_>, given: &Members) -> bool {
        let tag = union.tag.as_deref().unwrap_or_default();
        let case = given.get(tag).and_then(|item| item.node.text());
        let member = union.members.iter().find(|member| member.name == tag);
        let values = member.and_then(|member| self.schema.type_named(&member.type_name));
        match values.map(|info| &info.body) {
            Some(Body::Enum(values)) => values.iter().any(|(name, _)| Some(name) == case),
            _ => false,
        }
    }

    fn member(
        &mut self,
        member: &'s ObjectMember<'s>,
        item: &Item,
        path: &Path<'_>,
    ) -> Json<'static> {
        let path = Path::Member(path, &member.name);
        let features = member.features.as_deref().unwrap_or_default();
        self.marks(features, "it", item, &path);
        match self.schema.type_named(&member.type_name) {
            Some(info) => self.value(info, item, &path),
            None => item.node.json(),
        }
    }

    fn missing(&mut self, member: &'s ObjectMember<'s>, item: &Item, path: &Path<'_>) {
        let info = self.schema.type_named(&member.type_name);
        let expected = info.map_or_else(String::new, |info| describe(self.schema, info));
        let problem = Problem::Missing {
            name: member.name.to_string(),
            expected,
        };
        // Its place is where it could be added.
        let end = item.span.end;
        let finding = Finding::new(end..end, path.to_string(), problem);
        self.findings.push(finding);
    }

    fn mismatch(&mut self, info: &'s SchemaInfo<'s>, item: &Item, path: &Path<'_>) {
        let found = match item.node.text() {
            Some(text) => quote(text),
            None => item.node.noun().to_owned(),
        };
        let values = walk::alternatives(self.schema, info);
        let values = values.flat_map(|info| match &info.body {
            Body::Enum(values) => values.iter().map(|(name, _)| name).collect(),
            _ => Vec::new(),
        });
        let nearest = item.node.text().and_then(|text| self.nearest(text, values));
        let problem = Problem::Mismatch {
            expected: describe(self.schema, info),
            found,
            nearest,
        };
        self.find(item, path, problem);
    }

    /// Reports the features `deprecated` and `unstable`.
    fn marks(&mut self, features: &[Text<'_>], subject: &str, item: &Item, path: &Path<'_>) {
        for feature in features {
            let subject = match subject {
                "it" | "its type" => subject.to_owned(),
                _ => quote(subject),
            };
            let problem = match &**feature {
                "deprecated" => Problem::Deprecated(subject),
                "unstable" => Problem::Unstable(subject),
                _ => continue,
            };
            self.find(item, path, problem);
        }
    }

    fn find(&mut self, item: &Item, path: &Path<'_>, problem: Problem) {
        let finding = Finding::new(item.span.clone(), path.to_string(), problem);
        self.findings.push(finding);
    }
}

fn object_name(path: &Path<'_>, branch: Option<&str>) -> String {
    match (path, branch) {
        (Path::Root, None) => "the value".to_owned(),
        (Path::Root, Some(branch)) => branch.to_owned(),
        (path, None) => path.to_string(),
        (path, Some(branch)) => format!("{path} ({branch})"),
    }
}

/// The number that a text of that kind is.
fn integer_text(kind: Integer, text: &str) -> Option<Number> {
    match kind {
        Integer::Size => scalar::size(text).map(Number::from),
        Integer::Unsigned(_) => scalar::unsigned(text).map(Number::from),
        Integer::Signed(_) => scalar::signed(text).map(Number::from),
        Integer::Unknown => {
            let exact = scalar::signed(text).map(Number::from);
            exact
                .or_else(|| scalar::unsigned(text).map(Number::from))
                .or_else(|| scalar::size(text).map(Number::from))
        }
    }
}

fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("'{}…'", &text[..end]),
        None => format!("'{text}'"),
    }
}

/// Finds the type by its name, a command's or event's, or a path's end.
pub(crate) fn find<'s>(schema: &'s Schema<'s>, name: &str) -> Option<Type<'s>> {
    let found = |info: &'s SchemaInfo<'s>, open| Type {
        info,
        name: name.to_owned(),
        open,
        form: types::Form::default(),
    };
    match schema.entity(name) {
        Some(entity) => match &entity.body {
            Body::Command { arg_type, .. } | Body::Event { arg_type } => {
                let open = schema.has_open_arguments(name);
                schema.type_named(arg_type).map(|info| found(info, open))
            }
            _ => Some(found(entity, false)),
        },
        None if name.contains('/') => {
            let target = schema.get(name).ok().flatten()?.target?;
            Some(found(target, false))
        }
        None => None,
    }
}
