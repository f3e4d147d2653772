//! The page about one command, event or member.
//!
//! Input: types of the schema, and the tags that are given. Output: lines with members, types,
//! features and branches.

use std::fmt::Write as _;

use qapi_client::introspect::Schema;
use qapi_client::introspect::info::{Body, ObjectInfo, ObjectMember, SchemaInfo};
use qapi_client::introspect::walk::alternatives;

use crate::given::{self, Map};
use crate::line::Span;
use crate::pretty::{Paint, Style, escape, name_width, pad};
use crate::problem::{LineError, Problem, hint};
use crate::types::{self, Members};
use crate::typing::Typist;

/// Maximum columns of a branch's members in a list of all branches.
const BRANCH_WIDTH: usize = 70;

/// A member that is asked for.
pub(super) struct Path {
    pub(super) parts: Vec<String>,
    pub(super) span: Span,
}

/// A page that is being written.
pub(super) struct Page<'s> {
    pub(super) schema: &'s Schema<'static>,
    /// The line that asks.
    pub(super) source: &'s str,
    pub(super) paint: Paint,
    pub(super) out: String,
}

impl<'s> Page<'s> {
    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(indent));
    }

    fn heading(&mut self, text: &str) {
        let text = self.paint.paint(Style::Strong, text);
        self.line(0, &text);
    }

    /// Refuses arguments that decide on no branch.
    fn check(
        &self,
        root: &SchemaInfo<'static>,
        arguments: &'s SchemaInfo<'static>,
        given: &Map,
    ) -> Result<(), LineError> {
        if types::object(arguments).is_none() {
            return Ok(());
        }
        let members = types::members(self.schema, arguments, |tag| given.text(tag));
        let tag = members.undecided().and_then(|union| union.tag.as_deref());
        if let Some(tag) = tag.and_then(|tag| members.get(tag))
            && let Some(node) = given.get(&tag.name)
            && let Some(info) = self.schema.type_named(&tag.type_name)
        {
            let typist = Typist::new(self.schema, self.source);
            typist.value(info, node, &tag.name)?;
        }
        let mut known: Vec<&str> = members.iter().map(|member| &*member.name).collect();
        if let Some(union) = members.undecided() {
            let variants = union.variants.iter().flatten();
            let branches = variants.filter_map(|v| types::branch(self.schema, union, &v.case));
            known.extend(
                branches
                    .flat_map(|b| &b.members)
                    .map(|member| &*member.name),
            );
        }
        let open = self.schema.has_open_arguments(&root.name);
        let mut entries = given.entries.iter();
        let unknown = entries.find(|(name, _)| !open && !known.contains(&&***name));
        let Some((name, entry)) = unknown else {
            return Ok(());
        };
        let problem = Problem::UnknownMember {
            parent: root.name.to_string(),
            name: name.clone(),
            hint: hint(name, known),
        };
        Err(LineError::new(problem, entry.span.clone()))
    }

    pub(super) fn root(
        &mut self,
        info: &'s SchemaInfo<'static>,
        given: &Map,
        path: Option<&Path>,
    ) -> Result<(), LineError> {
        let (arg_type, ret_type, notes, what) = match &info.body {
            Body::Command {
                arg_type,
                ret_type,
                allow_oob,
            } => {
                let oob = allow_oob.unwrap_or(false);
                let notes = if oob {
                    "command, also out of band"
                } else {
                    "command"
                };
                (arg_type, Some(ret_type), notes, "arguments")
            }
            Body::Event { arg_type } => (arg_type, None, "event", "data"),
            _ => return Ok(()),
        };
        let Some(arguments) = self.schema.type_named(arg_type) else {
            return Ok(());
        };
        self.check(info, arguments, given)?;
        if let Some(path) = path {
            return self.member(info, arguments, given, path);
        }
        let features = types::features(info.features());
        let warned = self.warned(&features);
        self.heading(&escape(&info.name));
        self.line(1, &format!("{notes}{warned}"));
        self.type_body(arguments, given, what, "");
        if self.schema.has_open_arguments(&info.name) {
            self.line(1, "and whatever else its object has as properties");
        }
        if let Some(result) = ret_type.and_then(|name| self.schema.type_named(name)) {
            self.result(result);
        }
        Ok(())
    }

    fn result(&mut self, result: &'s SchemaInfo<'static>) {
        let (element, _) = types::element(self.schema, result);
        match &element.body {
            Body::Object(object) if object.members.is_empty() && object.tag.is_none() => {
                self.line(1, "returns nothing");
            }
            _ => {
                let described = self.type_name(result);
                let heading = format!("returns {described}");
                self.type_body(element, &Map::default(), &heading, "");
            }
        }
    }

    /// Prints the parts of a type under a heading; `place` is its path from the command.
    fn type_body(
        &mut self,
        info: &'s SchemaInfo<'static>,
        given: &Map,
        heading: &str,
        place: &str,
    ) {
        match &info.body {
            Body::Object(_) => {
                let members = types::members(self.schema, info, |tag| given.text(tag));
                if members.iter().next().is_none() {
                    self.line(1, &format!("no {heading}"));
                    return;
                }
                self.line(1, &format!("{heading}:"));
                self.members(&members);
                match members.undecided() {
                    Some(union) if place.is_empty() => self.branches(union),
                    Some(union) => self.cases(union, place),
                    None => {}
                }
            }
            Body::Enum(values) => {
                self.line(1, &format!("{heading}: one of"));
                for (name, features) in values.iter() {
                    let features = self.warned(&types::features(features));
                    let name = self.paint.paint(Style::Text, &escape(name));
                    self.line(2, &format!("{name}{features}"));
                }
            }
            Body::Array { element_type } => {
                if let Some(element) = self.schema.type_named(element_type) {
                    self.type_body(element, given, &format!("{heading}, each"), place);
                }
            }
            Body::Alternate { .. } => {
                for branch in alternatives(self.schema, info) {
                    let described = self.type_name(branch);
                    let is_whole = matches!(branch.body, Body::Builtin { .. })
                        || types::is_list_of_alternates(self.schema, branch);
                    if is_whole {
                        self.line(1, &format!("{heading}: {described}"));
                    } else {
                        let heading = format!("{heading}, as {described}");
                        self.type_body(branch, given, &heading, place);
                    }
                }
            }
            _ => {
                let described = self.type_name(info);
                if described != heading.trim_start_matches("returns ") {
                    self.line(1, &format!("{heading}: {described}"));
                } else {
                    self.line(1, heading);
                }
            }
        }
    }

    fn members(&mut self, members: &Members<'s>) {
        let names: Vec<_> = members.iter().map(|m| escape(&m.name)).collect();
        let width = name_width(names.iter().map(String::as_str));
        for member in members.iter() {
            let described = self.describe(member);
            let name = pad(&escape(&member.name), width);
            let name = self.paint.paint(Style::Name, &name);
            self.line(2, &format!("{name}  {described}"));
        }
    }

    /// A member's type, whether it is optional, its features.
    fn describe(&self, member: &ObjectMember<'static>) -> String {
        let info = self.schema.type_named(&member.type_name);
        let described = info.map(|info| self.type_name(info)).unwrap_or_default();
        let optional = if member.is_optional() {
            ", optional"
        } else {
            ""
        };
        let features = types::features(member.features.as_deref().unwrap_or_default());
        format!("{described}{optional}{}", self.warned(&features))
    }

    fn type_name(&self, info: &'s SchemaInfo<'static>) -> String {
        escape(&types::describe(self.schema, info))
    }

    fn warned(&self, features: &str) -> String {
        let features = escape(features);
        match features.contains("deprecated") || features.contains("unstable") {
            true => self.paint.paint(Style::Warning, &features),
            false => features,
        }
    }

    /// The branches of a union, each with the names of its members.
    fn branches(&mut self, union: &'s ObjectInfo<'static>) {
        let tag = union.tag.as_deref().unwrap_or_default();
        let tag = escape(tag);
        self.line(1, &format!("and, by {tag} (tell more with {tag}=…):"));
        for variant in union.variants.iter().flatten() {
            let branch = types::branch(self.schema, union, &variant.case);
            let names = branch.iter().flat_map(|branch| &branch.members);
            let names: Vec<_> = names
                .map(|m| match m.is_optional() {
                    true => format!("[{}]", escape(&m.name)),
                    false => escape(&m.name),
                })
                .collect();
            let case = self.paint.paint(Style::Text, &escape(&variant.case));
            let listed = match &*names {
                [] => "nothing more".to_owned(),
                names => clip(names),
            };
            self.line(2, &format!("{case}: {listed}"));
        }
    }

    /// The values of a union's tag, where the branches would be too much.
    fn cases(&mut self, union: &'s ObjectInfo<'static>, place: &str) {
        let tag = escape(union.tag.as_deref().unwrap_or_default());
        let place = escape(place);
        self.line(1, &format!("and more with {place}.{tag}=…, one of"));
        let mut line = String::new();
        for variant in union.variants.iter().flatten() {
            let case = escape(&variant.case);
            if !line.is_empty() && line.len() + case.len() > BRANCH_WIDTH {
                self.line(2, &std::mem::take(&mut line));
            }
            line += if line.is_empty() { "" } else { " " };
            line += &case;
        }
        self.line(2, &line);
    }

    /// A member behind a path: with the tags given, or else in whichever branch has it.
    fn member(
        &mut self,
        root: &SchemaInfo<'static>,
        arguments: &'s SchemaInfo<'static>,
        given: &Map,
        path: &Path,
    ) -> Result<(), LineError> {
        let Some((last, parents)) = path.parts.split_last() else {
            return Ok(());
        };
        let reached = types::descend(self.schema, arguments, given, parents);
        let mut found = false;
        let mut known: Vec<&str> = Vec::new();
        for info in &reached.types {
            match &info.body {
                Body::Object(_) => {
                    let members = reached.members(self.schema, info);
                    known.extend(members.iter().map(|m| &*m.name));
                    if let Some(member) = members.get(last) {
                        found = true;
                        self.one_member(path, member, None, given);
                    }
                    if let Some(union) = members.undecided() {
                        found |= self.in_branches(path, union, last, &mut known);
                    }
                }
                Body::Array { element_type } => {
                    if let Some(info) = self.schema.type_named(element_type) {
                        found = true;
                        self.heading(&escape(&path.parts.join(".")));
                        self.type_body(info, &Map::default(), "element", &path.parts.join("."));
                    }
                }
                _ => {}
            }
        }
        if found {
            return Ok(());
        }
        let problem = Problem::UnknownMember {
            parent: match parents {
                [] => root.name.to_string(),
                parents => parents.join("."),
            },
            name: last.clone(),
            hint: hint(last, known),
        };
        Err(LineError::new(problem, path.span.clone()))
    }

    fn one_member(
        &mut self,
        path: &Path,
        member: &'s ObjectMember<'static>,
        with: Option<&str>,
        given: &Map,
    ) {
        let described = self.describe(member);
        self.heading(&escape(&path.parts.join(".")));
        let with = with.unwrap_or_default();
        self.line(1, &format!("{described}{with}"));
        let Some(info) = self.schema.type_named(&member.type_name) else {
            return;
        };
        if matches!(info.body, Body::Builtin { .. }) {
            return;
        }
        let empty = Map::default();
        let inner = path
            .parts
            .iter()
            .try_fold(given, |map, part| match map.get(part) {
                Some(given::Node::Map(map)) => Some(map),
                _ => None,
            });
        let inner = inner.unwrap_or(&empty);
        let heading = match &info.body {
            Body::Enum(_) => "values",
            Body::Array { .. } => "elements",
            Body::Alternate { .. } => "either",
            _ => "members",
        };
        self.type_body(info, inner, heading, &path.parts.join("."));
    }

    /// A member of branches that no tag has decided on yet, once for each type that it has there.
    fn in_branches(
        &mut self,
        path: &Path,
        union: &'s ObjectInfo<'static>,
        name: &str,
        known: &mut Vec<&'s str>,
    ) -> bool {
        let tag = union.tag.as_deref().unwrap_or_default();
        let mut found: Vec<(&ObjectMember<'static>, Vec<&str>)> = Vec::new();
        let mut is_case = false;
        for variant in union.variants.iter().flatten() {
            let Some(branch) = types::branch(self.schema, union, &variant.case) else {
                continue;
            };
            known.push(&variant.case);
            known.extend(branch.members.iter().map(|m| &*m.name));
            if variant.case == name {
                is_case = true;
                self.heading(&escape(&format!("{tag}={name}")));
                let Some(info) = self.schema.type_named(&variant.type_name) else {
                    continue;
                };
                self.type_body(info, &Map::default(), "members of the branch", "");
            }
            let Some(member) = branch.members.iter().find(|m| m.name == name) else {
                continue;
            };
            match found.iter_mut().find(|(m, _)| m == &member) {
                Some((_, cases)) => cases.push(&variant.case),
                None => found.push((member, vec![&variant.case])),
            }
        }
        for (member, cases) in &found {
            let with = format!("; with {}={}", escape(tag), clip(cases));
            self.one_member(path, member, Some(&with), &Map::default());
        }
        is_case || !found.is_empty()
    }
}

/// As many names as have their place on a line.
fn clip(names: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        let name = name.as_ref();
        if index > 0 && text.len() + name.len() > BRANCH_WIDTH {
            let _ = write!(text, " and {} more", names.len() - index);
            break;
        }
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(name);
    }
    text
}
