//! What to do about deprecated, unstable and unknown interfaces before a command is sent.
//!
//! Input: the schema of the QEMU at hand, a command's name and arguments, and a [`Policy`] as
//! QEMU's own `-compat` has it. Output: [`Finding`]s, each with the path that asks for it, in the
//! order of the arguments. Whether the arguments are of the right types is not judged: QEMU does.

use std::fmt;

use serde_json::{Map, Value};

use crate::info::{Body, ObjectInfo, SchemaInfo, Text};
use crate::path::Step;
use crate::schema::Schema;

/// What to do about a kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Reaction {
    /// Nothing: no finding.
    #[default]
    Accept,
    /// Report it.
    Warn,
    /// Do not send the command.
    Reject,
}

/// A reaction for each kind of finding; by default everything is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Policy {
    /// For what is marked with the feature `deprecated`.
    pub deprecated: Reaction,
    /// For what is marked with the feature `unstable`.
    pub unstable: Reaction,
    /// For commands, members and values that the schema does not have.
    pub unknown: Reaction,
}

impl Policy {
    /// The same with that reaction to what is deprecated.
    pub fn deprecated(self, deprecated: Reaction) -> Self {
        Policy { deprecated, ..self }
    }

    /// The same with that reaction to what is unstable.
    pub fn unstable(self, unstable: Reaction) -> Self {
        Policy { unstable, ..self }
    }

    /// The same with that reaction to what the schema does not have.
    pub fn unknown(self, unknown: Reaction) -> Self {
        Policy { unknown, ..self }
    }

    fn reaction(&self, issue: Issue) -> Reaction {
        match issue {
            Issue::Deprecated => self.deprecated,
            Issue::Unstable => self.unstable,
            Issue::Unknown => self.unknown,
        }
    }
}

/// What there is to say of something that is about to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Issue {
    /// It is marked `deprecated`.
    Deprecated,
    /// It is marked `unstable`.
    Unstable,
    /// The schema does not have it.
    Unknown,
}

/// Something that the policy does not simply accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The command, member or value, as a path to query.
    pub path: String,
    /// What is to say of it.
    pub issue: Issue,
    /// What the policy says to do: never [`Reaction::Accept`].
    pub reaction: Reaction,
}

/// `blockdev-add/arg-type/+file/locking is deprecated`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let issue = match self.issue {
            Issue::Deprecated => "is deprecated",
            Issue::Unstable => "is unstable",
            Issue::Unknown => "is not known to the other side",
        };
        write!(f, "`{}` {issue}", self.path)
    }
}

/// Commands whose arguments are open as long as they are no union: QEMU takes further members
/// that its schema does not tell (`'gen': false`, which introspection does not show).
const OPEN_COMMANDS: [&str; 3] = ["device_add", "netdev_add", "object-add"];

impl Schema<'_> {
    /// Whether the command takes arguments beside those that the schema tells, as `device_add` does
    /// the properties of its device.
    ///
    /// ```
    /// # let schema = qapi_introspect::Schema::from_json(r#"[
    /// #   {"name": "device_add", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    /// #   {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    /// #   {"name": "0", "meta-type": "object", "members": []}]"#)?;
    /// assert!(schema.has_open_arguments("device_add") && !schema.has_open_arguments("stop"));
    /// # Ok::<(), qapi_introspect::SchemaError>(())
    /// ```
    pub fn has_open_arguments(&self, command: &str) -> bool {
        let Some(Body::Command { arg_type, .. }) = self.entity(command).map(|c| &c.body) else {
            return false;
        };
        let union = self.type_named(arg_type).is_some_and(|info| {
            matches!(
                &info.body,
                Body::Object(ObjectInfo {
                    variants: Some(_),
                    ..
                })
            )
        });
        OPEN_COMMANDS.contains(&command) && !union
    }

    /// What `policy` has to say to that command with those arguments (None: without).
    ///
    /// ```
    /// use qapi_introspect::policy::{Policy, Reaction};
    /// # let schema = qapi_introspect::Schema::from_json(r#"[
    /// #   {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    /// #   {"name": "0", "meta-type": "object", "members": []}]"#)?;
    /// let policy = Policy::default().unknown(Reaction::Reject);
    /// let findings = schema.check_command("stop", Some(&serde_json::json!({"at": 3})), &policy);
    /// assert_eq!(findings[0].path, "stop/arg-type/at");
    /// # Ok::<(), qapi_introspect::SchemaError>(())
    /// ```
    pub fn check_command(
        &self,
        name: &str,
        arguments: Option<&Value>,
        policy: &Policy,
    ) -> Vec<Finding> {
        let mut check = Check {
            schema: self,
            policy,
            findings: Vec::new(),
            todo: Vec::new(),
        };
        let command = self.entity(name);
        let Some((command, Body::Command { arg_type, .. })) = command.map(|c| (c, &c.body)) else {
            check.find(name, Issue::Unknown);
            return check.findings;
        };
        check.features(name, command.features());
        if let (Some(value), Some(info)) = (arguments, self.type_named(arg_type)) {
            let open = self.has_open_arguments(name);
            check.todo.push(Todo {
                info,
                value,
                path: format!("{name}/arg-type"),
                open,
            });
        }
        check.run();
        check.findings
    }
}

/// A value that is still to be looked at.
struct Todo<'c> {
    info: &'c SchemaInfo<'c>,
    value: &'c Value,
    path: String,
    open: bool,
}

/// A check under way. It keeps its own stack: nobody promises that values are shallow.
struct Check<'c> {
    schema: &'c Schema<'c>,
    policy: &'c Policy,
    findings: Vec<Finding>,
    todo: Vec<Todo<'c>>,
}

impl<'c> Check<'c> {
    fn find(&mut self, path: &str, issue: Issue) {
        let reaction = self.policy.reaction(issue);
        if reaction != Reaction::Accept {
            self.findings.push(Finding {
                path: path.to_owned(),
                issue,
                reaction,
            });
        }
    }

    fn features(&mut self, path: &str, features: &[Text<'_>]) {
        for feature in features {
            match &**feature {
                "deprecated" => self.find(path, Issue::Deprecated),
                "unstable" => self.find(path, Issue::Unstable),
                _ => {}
            }
        }
    }

    fn run(&mut self) {
        while let Some(todo) = self.todo.pop() {
            // Reversed, so that the stack gives them in order.
            let at = self.todo.len();
            self.value(todo);
            self.todo[at..].reverse();
        }
    }

    fn value(
        &mut self,
        Todo {
            info,
            value,
            path,
            open,
        }: Todo<'c>,
    ) {
        match (&info.body, value) {
            (Body::Array { element_type }, Value::Array(values)) => {
                if let Some(info) = self.schema.type_named(element_type) {
                    let todo = |value| Todo {
                        info,
                        value,
                        path: path.clone(),
                        open: false,
                    };
                    self.todo.extend(values.iter().map(todo));
                }
            }
            (Body::Alternate { .. }, _) => {
                self.features(&path, info.features());
                let mut branches = info.references().filter_map(|n| self.schema.type_named(n));
                if let Some(info) = branches.find(|branch| takes(branch, value)) {
                    self.todo.push(Todo {
                        info,
                        value,
                        path,
                        open: false,
                    });
                }
            }
            (Body::Enum(values), Value::String(text)) => {
                self.features(&path, info.features());
                let path = format!("{path}/{}", Step::Value(text));
                match values.iter().find(|(name, _)| name == text) {
                    Some((_, features)) => self.features(&path, features),
                    None => self.find(&path, Issue::Unknown),
                }
            }
            (Body::Object(_), Value::Object(members)) => self.object(info, members, path, open),
            _ => {}
        }
    }

    fn object(
        &mut self,
        info: &'c SchemaInfo<'c>,
        given: &'c Map<String, Value>,
        path: String,
        open: bool,
    ) {
        let (layers, complete) = self.layers(info, given, path);
        for (info, path) in &layers {
            self.features(path, info.features());
        }
        for (name, value) in given {
            let in_layer = |(info, path): &(&'c SchemaInfo<'c>, String)| match &info.body {
                Body::Object(o) => o
                    .members
                    .iter()
                    .find(|m| m.name == *name)
                    .map(|m| (m, path.clone())),
                _ => None,
            };
            let member = layers.iter().find_map(in_layer);
            let base = member.as_ref().map_or(&layers[0].1, |(_, path)| path);
            let path = format!("{base}/{}", Step::Name(name));
            let Some((member, _)) = member else {
                if complete && !open {
                    self.find(&path, Issue::Unknown);
                }
                continue;
            };
            self.features(&path, member.features.as_deref().unwrap_or_default());
            if let Some(info) = self.schema.type_named(&member.type_name) {
                self.todo.push(Todo {
                    info,
                    value,
                    path,
                    open: false,
                });
            }
        }
    }

    /// The object types whose members may stand in the object: its own, the variant's that its tag
    /// selects, that one's variant's, and so on; and whether that is all of them.
    fn layers(
        &self,
        info: &'c SchemaInfo<'c>,
        given: &Map<String, Value>,
        path: String,
    ) -> (Vec<(&'c SchemaInfo<'c>, String)>, bool) {
        let mut layers = vec![(info, path)];
        while let Some((info, path)) = layers.last() {
            let Body::Object(ObjectInfo {
                tag: Some(tag),
                variants: Some(variants),
                ..
            }) = &info.body
            else {
                return (layers, true);
            };
            let case = given.get(&**tag).and_then(Value::as_str);
            let variant = variants.iter().find(|v| Some(&*v.case) == case);
            let Some(next) = variant.and_then(|v| self.schema.type_named(&v.type_name)) else {
                return (layers, false);
            };
            // A variant that contains itself as its variant is nonsense, but not worth a hang.
            if layers.iter().any(|(seen, _)| std::ptr::eq(*seen, next)) {
                return (layers, true);
            }
            let path = format!("{path}/{}", Step::Variant(case.unwrap_or_default()));
            layers.push((next, path));
        }
        (layers, true)
    }
}

/// Whether an alternate's branch is the one for that kind of JSON.
fn takes(branch: &SchemaInfo<'_>, value: &Value) -> bool {
    match (&branch.body, value) {
        (Body::Object(_), Value::Object(_))
        | (Body::Array { .. }, Value::Array(_))
        | (Body::Enum(_), Value::String(_)) => true,
        (Body::Builtin { json_type }, value) => match value {
            Value::String(_) => json_type == "string",
            Value::Number(_) => json_type == "number" || json_type == "int",
            Value::Bool(_) => json_type == "boolean",
            Value::Null => json_type == "null",
            _ => false,
        },
        _ => false,
    }
}
