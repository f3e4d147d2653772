//! Definitions as text.
//!
//! Invariant: every name of an answer stays within its quotes; the parser reports invalid names.

use qapi_introspect::info::{
    AlternateMember, Body, EnumInfo, ObjectInfo, ObjectMember, ObjectVariant, SchemaInfo, Text,
};

use super::names::Names;
use super::{Resolved, Types};

/// A schema's text under way.
pub(super) struct Writer<'w, 's> {
    types: &'w Types<'s>,
    names: &'w Names<'s>,
    definitions: Vec<String>,
    exceptions: Exceptions,
}

/// Names and types of QEMU that the style rules do not allow.
#[derive(Default)]
struct Exceptions {
    command_names: Vec<String>,
    command_returns: Vec<String>,
    member_names: Vec<String>,
}

impl<'w, 's> Writer<'w, 's> {
    pub(super) fn new(types: &'w Types<'s>, names: &'w Names<'s>) -> Self {
        Writer {
            types,
            names,
            definitions: Vec::new(),
            exceptions: Exceptions::default(),
        }
    }

    /// The whole schema.
    pub(super) fn finish(self) -> String {
        let exceptions = [
            ("command-name-exceptions", self.exceptions.command_names),
            (
                "command-returns-exceptions",
                self.exceptions.command_returns,
            ),
            ("member-name-exceptions", self.exceptions.member_names),
        ];
        let pragmas = exceptions.into_iter().filter(|(_, of)| !of.is_empty());
        let pragmas = pragmas.map(|(pragma, of)| {
            let list = lines('[', of, ']');
            format!("{{ 'pragma': {{ '{pragma}': {list} }} }}\n")
        });
        let all: Vec<String> = pragmas.chain(self.definitions).collect();
        all.join("\n")
    }

    /// A command or an event; a type is none.
    pub(super) fn root(&mut self, info: &SchemaInfo<'_>) {
        let name = quoted(&info.name);
        match &info.body {
            Body::Command {
                arg_type,
                ret_type,
                allow_oob,
            } => {
                let mut parts = vec![format!("'command': {name}")];
                parts.extend(self.arguments(arg_type));
                if self.takes_more(&info.name, arg_type) {
                    parts.push("'gen': false".to_owned());
                }
                if !self.types.is_empty_object(ret_type) {
                    parts.push(format!("'returns': {}", self.type_ref(ret_type)));
                }
                if *allow_oob == Some(true) {
                    parts.push("'allow-oob': true".to_owned());
                }
                self.except_command(&info.name, ret_type);
                self.define(parts, info);
            }
            Body::Event { arg_type } => {
                let mut parts = vec![format!("'event': {name}")];
                parts.extend(self.arguments(arg_type));
                self.define(parts, info);
            }
            _ => {}
        }
    }

    /// Returns true if the command is one of those that take arguments beyond the listed ones,
    /// which an answer does not say. Once the arguments are a union, they are all listed.
    fn takes_more(&self, name: &str, arg_type: &str) -> bool {
        const OPEN: [&str; 3] = ["device_add", "netdev_add", "object-add"];
        let info = self.types.answer.type_named(arg_type);
        let is_struct = info.is_some_and(|info| match &info.body {
            Body::Object(object) => object.tag.is_none() && !object.members.is_empty(),
            _ => false,
        });
        OPEN.contains(&name) && is_struct
    }

    /// A type that has a name.
    pub(super) fn definition(&mut self, info: &SchemaInfo<'_>) {
        let Some(name) = self.names.of(&info.name) else {
            return;
        };
        let parts = match &info.body {
            Body::Enum(e) => enumeration(name, e),
            Body::Alternate { members } => self.alternate(name, members),
            Body::Object(object) => match (&object.tag, &object.variants) {
                (Some(tag), Some(variants)) if self.has_values(object, tag) => {
                    self.union(name, object, tag, variants)
                }
                _ => vec![
                    format!("'struct': {}", quoted(name)),
                    format!("'data': {}", self.members(&object.members)),
                ],
            },
            _ => return,
        };
        if has_odd_names(&info.body) {
            self.exceptions.member_names.push(quoted(name));
        }
        self.define(parts, info);
    }

    fn define(&mut self, mut parts: Vec<String>, info: &SchemaInfo<'_>) {
        parts.extend(features(info.features()));
        self.definitions
            .push(format!("{{ {} }}\n", parts.join(",\n  ")));
    }

    /// `data` of a command or an event, none if it is empty.
    fn arguments(&self, type_name: &str) -> Vec<String> {
        let info = self.types.answer.type_named(type_name);
        match info.map(|info| (info, &info.body)) {
            _ if self.types.is_empty_object(type_name) => Vec::new(),
            Some((info, Body::Object(object))) if self.types.is_inline(info) => {
                vec![format!("'data': {}", self.members(&object.members))]
            }
            _ => vec![
                format!("'data': {}", self.type_ref(type_name)),
                "'boxed': true".to_owned(),
            ],
        }
    }

    fn members(&self, members: &[ObjectMember<'_>]) -> String {
        let members = members.iter().map(|member| {
            let star = if member.is_optional() { "*" } else { "" };
            let name = quoted_with(star, &member.name);
            let ty = self.type_ref(&member.type_name);
            match features(member.features.as_deref().unwrap_or_default()) {
                None => format!("{name}: {ty}"),
                Some(features) => format!("{name}: {{ 'type': {ty}, {features} }}"),
            }
        });
        lines('{', members, '}')
    }

    /// A union, in which branches that add nothing need not be listed.
    fn union(
        &self,
        name: &str,
        object: &ObjectInfo<'_>,
        tag: &str,
        variants: &[ObjectVariant<'_>],
    ) -> Vec<String> {
        let branches = variants
            .iter()
            .filter(|v| !self.types.is_empty_object(&v.type_name));
        let branches =
            branches.map(|v| format!("{}: {}", quoted(&v.case), self.type_ref(&v.type_name)));
        vec![
            format!("'union': {}", quoted(name)),
            format!("'base': {}", self.members(&object.members)),
            format!("'discriminator': {}", quoted(tag)),
            format!("'data': {}", lines('{', branches, '}')),
        ]
    }

    /// Returns true if there are values of a union's tag at all, as in QAPI there must be.
    fn has_values(&self, object: &ObjectInfo<'_>, tag: &str) -> bool {
        let tag = object.members.iter().find(|m| m.name == tag);
        let ty = tag.and_then(|tag| self.types.answer.type_named(&tag.type_name));
        match ty.map(|ty| &ty.body) {
            Some(Body::Enum(e)) => e.iter().next().is_some(),
            _ => true,
        }
    }

    /// An alternate; its alternatives are named after the kinds of JSON that tell them apart.
    fn alternate(&self, name: &str, members: &[AlternateMember<'_>]) -> Vec<String> {
        let alternatives = members.iter().map(|member| {
            let ty = self.types.resolve(&member.type_name);
            let kind = ty.map_or("value", |ty| ty.kind());
            format!("'{kind}': {}", self.type_ref(&member.type_name))
        });
        vec![
            format!("'alternate': {}", quoted(name)),
            format!("'data': {}", lines('{', alternatives, '}')),
        ]
    }

    /// A type where it is used.
    fn type_ref(&self, type_name: &str) -> String {
        let Some(Resolved { info, arrays }) = self.types.resolve(type_name) else {
            return "'any'".to_owned();
        };
        let name = match &info.body {
            Body::Builtin { json_type } => builtin(json_type),
            _ => self.names.of(&info.name).unwrap_or("any"),
        };
        format!("{}'{name}'{}", "[".repeat(arrays), "]".repeat(arrays))
    }

    fn except_command(&mut self, name: &str, ret_type: &str) {
        if is_odd(name) {
            self.exceptions.command_names.push(quoted(name));
        }
        let ret = self.types.resolve(ret_type);
        if ret.is_some_and(|ret| !matches!(ret.info.body, Body::Object(_))) {
            self.exceptions.command_returns.push(quoted(name));
        }
    }
}

impl Resolved<'_> {
    /// The kind of JSON that its values are.
    pub(super) fn kind(&self) -> &'static str {
        match &self.info.body {
            _ if self.arrays > 0 => "array",
            Body::Object(_) => "object",
            Body::Enum(_) => "string",
            Body::Builtin { json_type } => match builtin(json_type) {
                "str" => "string",
                "bool" => "boolean",
                "any" => "value",
                other => other,
            },
            _ => "value",
        }
    }
}

/// The built-in type whose values are such JSON.
fn builtin(json_type: &str) -> &'static str {
    match json_type {
        "string" => "str",
        "number" => "number",
        "int" => "int",
        "boolean" => "bool",
        "null" => "null",
        _ => "any",
    }
}

fn enumeration(name: &str, e: &EnumInfo<'_>) -> Vec<String> {
    let values = e.iter().map(|(value, of)| match features(of) {
        None => quoted(value),
        Some(features) => format!("{{ 'name': {}, {features} }}", quoted(value)),
    });
    vec![
        format!("'enum': {}", quoted(name)),
        format!("'data': {}", lines('[', values, ']')),
    ]
}

fn features(features: &[Text<'_>]) -> Option<String> {
    let names: Vec<String> = features.iter().map(|f| quoted(f)).collect();
    (!names.is_empty()).then(|| format!("'features': [ {} ]", names.join(", ")))
}

fn has_odd_names(body: &Body<'_>) -> bool {
    match body {
        Body::Enum(e) => e.iter().any(|(value, _)| is_odd(value)),
        Body::Object(object) => object.members.iter().any(|m| is_odd(&m.name)),
        _ => false,
    }
}

/// Returns true if a name is not in the style of its kind.
fn is_odd(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_uppercase() || c == '_')
}

/// Items between brackets, one a line.
fn lines(open: char, items: impl IntoIterator<Item = String>, close: char) -> String {
    let items: Vec<String> = items.into_iter().collect();
    if items.is_empty() {
        return format!("{open}{close}");
    }
    format!("{open}\n    {} {close}", items.join(",\n    "))
}

fn quoted(name: &str) -> String {
    quoted_with("", name)
}

/// A string of `prefix` and a name. A character that no name may have becomes a `?`, which is no
/// less wrong.
fn quoted_with(prefix: &str, name: &str) -> String {
    let fit = |c: char| match c {
        'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' | '.' => c,
        _ => '?',
    };
    let name: String = name.chars().map(fit).collect();
    format!("'{prefix}{name}'")
}
