//! Values of examples against types.

use qapi_parser::diag::{Code, codes::example as codes};
use qapi_parser::ir::{Builtin, Member, Object, Schema, TypeId, TypeKind};

use super::json::{Node, Value};

/// A finding in a message.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) code: Code,
    /// The offset in the section's text.
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) note: Option<String>,
    /// An unknown name and those that are known, if a near one is to be searched.
    pub(super) unknown: Option<(String, Vec<String>)>,
}

impl Problem {
    pub(super) fn new(code: Code, at: usize, message: String) -> Self {
        Problem {
            code,
            at,
            message,
            note: None,
            unknown: None,
        }
    }

    fn note(mut self, note: String) -> Self {
        self.note = Some(note);
        self
    }
}

/// Findings of one message.
#[derive(Clone)]
pub(super) struct Judge<'s> {
    schema: &'s Schema,
    problems: Vec<Problem>,
    /// Number of further findings for which a near name is searched.
    searches_left: usize,
}

/// The members that an object may have, given its tags.
#[derive(Default)]
struct Fields<'s> {
    members: Vec<&'s Member>,
    /// True if a tag's value is elided: any branch may be meant.
    unknown: bool,
}

impl<'s> Judge<'s> {
    pub(super) fn new(schema: &'s Schema, searches_left: usize) -> Self {
        Judge {
            schema,
            problems: Vec::new(),
            searches_left,
        }
    }

    pub(super) fn problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(super) fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Adds a finding of an unknown name. The known ones are copied only while near names are searched.
    pub(super) fn add_unknown<'n>(
        &mut self,
        mut problem: Problem,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        if let Some(left) = self.searches_left.checked_sub(1) {
            self.searches_left = left;
            problem.unknown = Some((name.to_owned(), known.map(str::to_owned).collect()));
        }
        self.add(problem);
    }

    /// Checks that an object has no other members.
    pub(super) fn only(&mut self, value: &Value, known: &[&str]) {
        let Node::Object { members, .. } = &value.node else {
            return;
        };
        for member in members.iter().filter(|m| !known.contains(&&*m.name)) {
            self.unknown_member(member.at, &member.name, known.iter().copied());
        }
    }

    fn unknown_member<'n>(&mut self, at: usize, name: &str, known: impl Iterator<Item = &'n str>) {
        let message = format!("no member '{name}'");
        let problem = Problem::new(codes::EXAMPLE_MEMBER, at, message);
        self.add_unknown(problem, name, known);
    }

    /// Checks the member with a command's arguments or an event's data.
    pub(super) fn data(&mut self, message: &Value, key: &str, arg: Option<TypeId>, open: bool) {
        let id = arg.unwrap_or_else(|| self.schema.empty_object());
        let Some(data) = message.member(key) else {
            let TypeKind::Object(object) = self.schema.ty(id).kind() else {
                return;
            };
            let required = object.members(self.schema).find(|m| is_mandatory(m));
            if let (Some(member), false) = (required, message.is_elided()) {
                let text = format!("no '{key}', and '{}' is mandatory", member.name());
                self.add(Problem::new(codes::EXAMPLE_MISSING, message.at, text));
            }
            return;
        };
        match (&data.node, self.schema.ty(id).kind()) {
            (Node::Object { .. }, TypeKind::Object(object)) => {
                self.object(data, object, open, key);
            }
            _ => self.value(data, id, key),
        }
    }

    /// Checks the object that describes an error.
    pub(super) fn error(&mut self, value: &Value) {
        if let Node::Object { elided, .. } = &value.node {
            // Until 1.1, errors had `data`.
            self.only(value, &["class", "desc", "data"]);
            for key in ["class", "desc"] {
                match value.member(key).map(|v| (&v.node, v.at)) {
                    Some((Node::Str(_) | Node::Elided, _)) => {}
                    Some((_, at)) => self.mismatch(at, "error", "a string"),
                    None if *elided => {}
                    None => {
                        let text = format!("no member '{key}' in 'error'");
                        self.add(Problem::new(codes::EXAMPLE_MISSING, value.at, text));
                    }
                }
            }
        } else if !value.is_elision() {
            self.mismatch(value.at, "error", "an object");
        }
    }

    /// Checks an event's time stamp.
    pub(super) fn timestamp(&mut self, message: &Value) {
        let Some(stamp) = message.member("timestamp") else {
            if !message.is_elided() {
                let text = "no member 'timestamp'".to_owned();
                self.add(Problem::new(codes::EXAMPLE_MISSING, message.at, text));
            }
            return;
        };
        self.only(stamp, &["seconds", "microseconds"]);
        for key in ["seconds", "microseconds"] {
            match stamp.member(key).map(|v| (&v.node, v.at)) {
                Some((Node::Number(_) | Node::Elided, _)) => {}
                Some((_, at)) => self.mismatch(at, key, "an integer"),
                None if stamp.is_elided() => {}
                None => {
                    let text = format!("no member '{key}' in 'timestamp'");
                    self.add(Problem::new(codes::EXAMPLE_MISSING, stamp.at, text));
                }
            }
        }
    }

    fn mismatch(&mut self, at: usize, place: &str, expected: &str) {
        let place = match place {
            "" => "the value".to_owned(),
            place => format!("'{place}'"),
        };
        let message = format!("{place} is not {expected}");
        self.add(Problem::new(codes::EXAMPLE_TYPE, at, message));
    }

    /// Checks a value. `place` is the name of the member that has it.
    pub(super) fn value(&mut self, value: &Value, id: TypeId, place: &str) {
        let all_elided = value.is_elided() && !matches!(value.node, Node::Object { .. });
        if all_elided {
            return;
        }
        match self.schema.ty(id).kind() {
            TypeKind::Builtin(builtin) => self.builtin(value, *builtin, place),
            TypeKind::Array(array) => match &value.node {
                Node::Array(items) => {
                    for item in items {
                        self.value(item, array.element(), place);
                    }
                }
                _ => self.mismatch(value.at, place, "an array"),
            },
            TypeKind::Enum(e) => match &value.node {
                Node::Str(text) if e.values().iter().any(|v| v.name() == text) => {}
                Node::Str(text) => {
                    let name = self.schema.ty(id).name();
                    let message = format!("'{text}' is no value of '{name}'");
                    let known = e.values().iter().map(|v| v.name());
                    let problem = Problem::new(codes::EXAMPLE_TYPE, value.at, message);
                    self.add_unknown(problem, text, known);
                }
                _ => self.mismatch(value.at, place, "a string"),
            },
            TypeKind::Object(object) => match &value.node {
                Node::Object { .. } => self.object(value, object, false, place),
                _ => self.mismatch(value.at, place, "an object"),
            },
            TypeKind::Alternate(alternate) => {
                let mut alternatives = alternate.alternatives().iter();
                match alternatives.find(|a| self.kind_fits(value, a.ty())) {
                    Some(alternative) => self.value(value, alternative.ty(), place),
                    None => {
                        let expected = format!("a '{}'", self.schema.ty(id).name());
                        self.mismatch(value.at, place, &expected);
                    }
                }
            }
        }
    }

    /// Returns true if values of the type are of that kind of JSON value.
    fn kind_fits(&self, value: &Value, id: TypeId) -> bool {
        match (self.schema.ty(id).kind(), &value.node) {
            (TypeKind::Builtin(Builtin::Str) | TypeKind::Enum(_), Node::Str(_))
            | (TypeKind::Builtin(Builtin::Bool), Node::Bool)
            | (TypeKind::Builtin(Builtin::Null), Node::Null)
            | (TypeKind::Array(_), Node::Array(_))
            | (TypeKind::Object(_), Node::Object { .. })
            | (TypeKind::Builtin(Builtin::Number), Node::Number(_)) => true,
            (TypeKind::Builtin(builtin), Node::Number(_)) => range(*builtin).is_some(),
            _ => false,
        }
    }

    fn builtin(&mut self, value: &Value, builtin: Builtin, place: &str) {
        let expected = match (builtin, &value.node) {
            (Builtin::Any, _)
            | (Builtin::Str, Node::Str(_))
            | (Builtin::Bool, Node::Bool)
            | (Builtin::Null, Node::Null)
            | (Builtin::Number, Node::Number(_)) => return,
            (Builtin::Str, _) => "a string",
            (Builtin::Bool, _) => "true or false",
            (Builtin::Null, _) => "null",
            (Builtin::Number, _) => "a number",
            (_, Node::Number(text)) => return self.integer(value.at, text, builtin, place),
            _ => "an integer",
        };
        self.mismatch(value.at, place, expected);
    }

    fn integer(&mut self, at: usize, text: &str, builtin: Builtin, place: &str) {
        let Some((least, most)) = range(builtin) else {
            return;
        };
        match text.parse::<i128>() {
            Ok(number) if (least..=most).contains(&number) => {}
            Ok(_) => self.mismatch(at, place, &format!("between {least} and {most}")),
            Err(_) => self.mismatch(at, place, "an integer"),
        }
    }

    fn object(&mut self, value: &Value, object: &'s Object, open: bool, place: &str) {
        let Node::Object { members, elided } = &value.node else {
            return;
        };
        let mut fields = Fields::default();
        self.fields(value, object, &mut fields);
        for member in members {
            let known = fields.members.iter().find(|m| m.name() == member.name);
            match known {
                Some(field) => self.value(&member.value, field.ty(), &member.name),
                None if open || fields.unknown => {}
                None => {
                    let known = fields.members.iter().map(|m| m.name());
                    self.unknown_member(member.at, &member.name, known);
                }
            }
        }
        if *elided {
            return;
        }
        let missing = fields.members.iter().filter(|m| is_mandatory(m));
        let missing: Vec<_> = missing
            .filter(|m| value.member(m.name()).is_none())
            .map(|m| format!("'{}'", m.name()))
            .collect();
        if !missing.is_empty() {
            let inside = match place {
                "" => String::new(),
                place => format!(" in '{place}'"),
            };
            let plural = if missing.len() == 1 { "" } else { "s" };
            let message = format!("no member{plural} {}{inside}", missing.join(", "));
            let note = "an elision, '...', stands for members that are not shown".to_owned();
            self.add(Problem::new(codes::EXAMPLE_MISSING, value.at, message).note(note));
        }
    }

    fn fields(&self, value: &Value, object: &'s Object, fields: &mut Fields<'s>) {
        let from = fields.members.len();
        fields.members.extend(object.members(self.schema));
        let Some(branches) = object.branches() else {
            return;
        };
        let Some(tag) = fields.members.get(from + branches.tag_index()) else {
            return;
        };
        match value.member(tag.name()).map(|tag| &tag.node) {
            Some(Node::Str(case)) => {
                let mut all = branches.branches().iter();
                if let Some(branch) = all.find(|b| b.name() == case)
                    && let TypeKind::Object(inner) = self.schema.ty(branch.ty()).kind()
                {
                    self.fields(value, inner, fields);
                } else {
                    // The tag's value is reported; nothing more is known.
                    fields.unknown = true;
                }
            }
            _ => fields.unknown = true,
        }
    }
}

/// Returns true if every build requires the member.
fn is_mandatory(member: &Member) -> bool {
    !member.optional() && member.cond().is_none()
}

/// The range of an integer type.
fn range(builtin: Builtin) -> Option<(i128, i128)> {
    let signed = |bits: u32| (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1);
    let unsigned = |bits: u32| (0, (1i128 << bits) - 1);
    Some(match builtin {
        Builtin::Int | Builtin::Int64 => signed(64),
        Builtin::Int8 => signed(8),
        Builtin::Int16 => signed(16),
        Builtin::Int32 => signed(32),
        Builtin::Uint8 => unsigned(8),
        Builtin::Uint16 => unsigned(16),
        Builtin::Uint32 => unsigned(32),
        Builtin::Uint64 | Builtin::Size => unsigned(64),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use qapi_parser::loader::Memory;
    use qapi_parser::{Options, compile_from};

    use super::*;
    use crate::examples::json;

    /// Each unknown name would have a copy of all known ones.
    #[test]
    fn known_names_are_copied_while_near_ones_are_searched() {
        let text = "{ 'struct': 'S', 'data': { '*a': 'int', '*b': 'int' } }";
        let compiled = compile_from("s", &Memory::new([("s", text)]), &Options::new()).unwrap();
        let schema = compiled.schema.unwrap();
        let example = r#"{ "x": 1, "y": 1, "z": 1 }"#;
        let (value, _) = json::parse(example, 0, example.len()).unwrap();
        let mut judge = Judge::new(&schema, 2);
        judge.value(&value, schema.type_named("S").unwrap(), "");
        let copied = judge.problems().into_iter().map(|p| p.unknown.is_some());
        assert_eq!(copied.collect::<Vec<_>>(), [true, true, false]);
    }
}
