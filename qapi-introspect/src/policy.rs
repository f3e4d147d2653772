//! Reactions to deprecated, unstable, unknown and missing parts of a command before it is sent.
//!
//! Input: the schema of the connected QEMU, a command's name and arguments, and a [`Policy`] like
//! QEMU's own `-compat`. Output: [`Finding`]s in the order of [`walk`], each with the path that
//! asks for it. Ranges of numbers are not judged, since a schema does not have them: QEMU does.
//!
//! A policy is the safety net of an API for several releases. Such an API has everything that any
//! of them has, and requires only members that all of them require. [`Policy::lacking`] finds
//! what the connected QEMU lacks of it, or requires beyond it.

use std::fmt;
use std::ops::ControlFlow;

use crate::info::{Body, Json, ObjectInfo, SchemaInfo, Text};
use crate::nearest::nearest;
use crate::schema::Schema;
use crate::walk::{Visit, walk};

/// Reaction to a kind of finding.
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
    /// Reaction to the feature `deprecated`.
    pub deprecated: Reaction,
    /// Reaction to the feature `unstable`.
    pub unstable: Reaction,
    /// For commands, members, values, branches and types of values that the schema does not have.
    pub unknown: Reaction,
    /// Reaction to members that the schema requires and the arguments lack.
    pub missing: Reaction,
}

impl Policy {
    /// Returns the same with that reaction to deprecated interfaces.
    pub fn deprecated(self, deprecated: Reaction) -> Self {
        Policy { deprecated, ..self }
    }

    /// Returns the same with that reaction to unstable interfaces.
    pub fn unstable(self, unstable: Reaction) -> Self {
        Policy { unstable, ..self }
    }

    /// Returns the same with that reaction to names that the schema does not have, and to values
    /// of a type that it does not have at that place.
    pub fn unknown(self, unknown: Reaction) -> Self {
        Policy { unknown, ..self }
    }

    /// Returns the same with that reaction to members that the schema requires and that are not
    /// given.
    pub fn missing(self, missing: Reaction) -> Self {
        Policy { missing, ..self }
    }

    /// Returns the policy with that reaction to everything that the connected QEMU lacks or
    /// requires beyond the arguments: the safety net of an API for several releases.
    ///
    /// ```
    /// use qapi_introspect::policy::{Policy, Reaction};
    ///
    /// let policy = Policy::lacking(Reaction::Reject);
    /// let same = Policy::default().unknown(Reaction::Reject).missing(Reaction::Reject);
    /// assert_eq!(policy, same);
    /// ```
    pub fn lacking(reaction: Reaction) -> Self {
        Policy::default().unknown(reaction).missing(reaction)
    }

    fn reaction(&self, issue: Issue) -> Reaction {
        match issue {
            Issue::Deprecated => self.deprecated,
            Issue::Unstable => self.unstable,
            Issue::Unknown | Issue::Mismatch => self.unknown,
            Issue::Missing => self.missing,
        }
    }
}

/// Kinds of findings in a command that is about to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Issue {
    /// It is marked `deprecated`.
    Deprecated,
    /// It is marked `unstable`.
    Unstable,
    /// The schema does not have it.
    Unknown,
    /// The schema has it, but with other types of values.
    Mismatch,
    /// The schema requires it, and it is not given.
    Missing,
}

/// Something that the policy does not simply accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The command, member or value, as a path to query.
    pub path: String,
    /// The kind of finding.
    pub issue: Issue,
    /// The policy's reaction: never [`Reaction::Accept`].
    pub reaction: Reaction,
    /// For something unknown, the nearest name that the schema has at that place. Only the first
    /// findings have it, since a search takes time.
    pub nearest: Option<String>,
}

/// `blockdev-add/arg-type/+file/locking is deprecated`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let issue = match self.issue {
            Issue::Deprecated => "is deprecated",
            Issue::Unstable => "is unstable",
            Issue::Unknown => "is not known to the other side",
            Issue::Mismatch => "has a type that is not known to the other side",
            Issue::Missing => "is required by the other side and not given",
        };
        write!(f, "`{}` {issue}", self.path)?;
        match &self.nearest {
            Some(nearest) => write!(f, " (did you mean `{nearest}`?)"),
            None => Ok(()),
        }
    }
}

/// Commands whose arguments are open as long as they are no union: QEMU takes further members
/// that its schema does not tell (`'gen': false`, which introspection does not show).
pub const OPEN_COMMANDS: [&str; 3] = ["device_add", "netdev_add", "object-add"];

impl Schema<'_> {
    /// Reports that the command takes arguments beside those of the schema, as `device_add` does
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

    /// Returns the findings of `policy` in that command with those arguments (None: without).
    ///
    /// ```
    /// use qapi_introspect::json::Json;
    /// use qapi_introspect::policy::{Policy, Reaction};
    /// # let schema = qapi_introspect::Schema::from_json(r#"[
    /// #   {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    /// #   {"name": "0", "meta-type": "object", "members": []}]"#)?;
    /// let policy = Policy::default().unknown(Reaction::Reject);
    /// let arguments = Json::parse(r#"{"at": 3}"#)?;
    /// let findings = schema.check_command("stop", Some(&arguments), &policy);
    /// assert_eq!(findings[0].path, "stop/arg-type/at");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_command(
        &self,
        name: &str,
        arguments: Option<&Json<'_>>,
        policy: &Policy,
    ) -> Vec<Finding> {
        let mut check = Check {
            policy,
            findings: Vec::new(),
            searches_left: MOST_SEARCHES,
        };
        let command = self.entity(name);
        let Some((command, Body::Command { arg_type, .. })) = command.map(|c| (c, &c.body)) else {
            let known = || self.commands().map(|command| &*command.name);
            check.unknown(name, known, || name.to_owned());
            return check.findings;
        };
        check.features(command.features(), || name.to_owned());
        let none = Json::Object(Vec::new());
        let value = arguments.unwrap_or(&none);
        let open = self.has_open_arguments(name);
        let root = || format!("{name}/arg-type");
        let _: ControlFlow<()> = walk(self, arg_type, value, open, &mut |place, visit| {
            check.visit(visit, || place.query(&root()));
            ControlFlow::Continue(())
        });
        check.findings
    }
}

/// Greatest number of findings in a command for which a near name is searched: each search takes time
/// for every name that the schema has there.
const MOST_SEARCHES: usize = 50;

/// A check under way.
struct Check<'c> {
    policy: &'c Policy,
    findings: Vec<Finding>,
    /// Number of further findings for which a near name is searched.
    searches_left: usize,
}

impl Check<'_> {
    fn visit(&mut self, visit: Visit<'_, '_>, path: impl Fn() -> String) {
        match visit {
            Visit::Enter(info) => self.features(info.features(), path),
            Visit::Member(member) => {
                self.features(member.features.as_deref().unwrap_or_default(), path);
            }
            Visit::Value(_, Some(features), _) => self.features(features, path),
            Visit::Value(text, None, info) => {
                let known = || values(info);
                self.unknown(text, known, path);
            }
            Visit::Unexpected {
                undecided: false,
                open: false,
                name,
                layers,
            } => {
                let known = || layers.members().map(|member| &*member.name);
                self.unknown(name, known, path);
            }
            Visit::Mismatch { .. } => self.find(Issue::Mismatch, path),
            Visit::Missing(_) => self.find(Issue::Missing, path),
            Visit::Unexpected { .. } => {}
        }
    }

    fn find(&mut self, issue: Issue, path: impl Fn() -> String) {
        let reaction = self.policy.reaction(issue);
        if reaction != Reaction::Accept {
            self.findings.push(Finding {
                path: path(),
                issue,
                reaction,
                nearest: None,
            });
        }
    }

    /// Finds something unknown; `known` lists the names that the schema has instead.
    fn unknown<'k, I: Iterator<Item = &'k str>>(
        &mut self,
        name: &str,
        known: impl Fn() -> I,
        path: impl Fn() -> String,
    ) {
        let found = self.findings.len();
        self.find(Issue::Unknown, path);
        for finding in &mut self.findings[found..] {
            let Some(left) = self.searches_left.checked_sub(1) else {
                return;
            };
            self.searches_left = left;
            finding.nearest = nearest(name, known()).map(str::to_owned);
        }
    }

    fn features(&mut self, features: &[Text<'_>], path: impl Fn() -> String) {
        for feature in features {
            match &**feature {
                "deprecated" => self.find(Issue::Deprecated, &path),
                "unstable" => self.find(Issue::Unstable, &path),
                _ => {}
            }
        }
    }
}

/// Returns the names of an enumeration's values.
fn values<'i>(info: &'i SchemaInfo<'_>) -> impl Iterator<Item = &'i str> {
    let values = match &info.body {
        Body::Enum(values) => Some(values),
        _ => None,
    };
    values
        .into_iter()
        .flat_map(|values| values.iter())
        .map(|(name, _)| name)
}
