//! Questions to a schema: does it have this command, member, value, feature?
//!
//! Input: a [`Path`](crate::Path) and a [`Schema`]. Output: yes or no, the part reached, or the
//! step at which the path leaves the schema with the steps possible there. The time is bounded by
//! the product of the path's and the schema's size.
//!
//! The rules are those of libvirt's `virQEMUQAPISchemaPathGet`, except where the table says
//! otherwise:
//!
//! | corner | answer |
//! | --- | --- |
//! | the path is a command's or event's name alone | yes if it exists |
//! | the first step names a type (`0`, `int`, `[1]`) | no: only commands and events have names to rely on (libvirt looks types up too) |
//! | the first step begins with a step's sign or a blank | malformed |
//! | an empty step, also before the first or after the last slash | malformed |
//! | a step after `!type`, after `$feature`, or after `^value` one that is no `$feature` | malformed, wherever the path leads (libvirt notices only when it gets there) |
//! | a step on a command other than `arg-type`, `ret-type` and `$feature`; `ret-type` on an event | no |
//! | a step that does not fit the type reached: `^` on an object, a name on an enum, `!string` on an enum | no |
//! | `name`, `*name` on a union | among the common members only; a variant's members are reached by `+variant/name` |
//! | `+variant/name` | among the variant's own members only |
//! | `+variant` of a value for which the union lists no branch | yes, with an empty object: QEMU answers every value |
//! | `*name` | yes if the member has a `default`, null included |
//! | an array, at any depth | passed through; but a path that ends at it reaches the array |
//! | an alternate | each branch in turn, the first that holds |
//! | an array or alternate of nothing but itself | rejected when the answer is read (libvirt gives up after 1,000 types) |
//! | a type that contains itself | no matter: every step consumes a part of the path |
//! | `^value` in an answer older than 6.2, without `members` | looked up in `values` |
//! | `^value/$feature` there | no |
//! | `^value` when there are both | looked up in `members` only |
//! | `$feature` on a command or event, an object, also reached through arrays and alternates | among its features |
//! | `$feature` after a member step | also among that member's own features (libvirt cannot ask for them) |
//! | `$feature` on an alternate | also among its own features, before its branches' (libvirt asks the branches only) |
//! | `$feature` on an enum type | among its features (libvirt: no) |
//! | a name that does not begin with a letter | as it is, or after a blank as libvirt needs it: `9p`, ` 9p` |
//! | an object of a meta-type that is not known | no, whatever is asked of it |

use std::fmt;

use std::collections::HashSet;

use crate::info::{Body, ObjectInfo, ObjectMember, ObjectVariant, SchemaInfo, Text, has_feature};
use crate::path::{PathError, Step, ToPath};
use crate::schema::Schema;

/// The end of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<'s, 'a> {
    /// The object of the answer that has the part: the command or event, the object type with the
    /// member, the enumeration with the value.
    pub owner: &'s SchemaInfo<'a>,
    /// The part of it.
    pub part: Part<'s, 'a>,
    /// The command, event or type to go on from, arrays and alternates not yet passed through.
    /// None where nothing but a feature can follow.
    pub target: Option<&'s SchemaInfo<'a>>,
}

/// The part of an object of the answer at which a path ends.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Part<'s, 'a> {
    /// The command or event itself.
    Whole,
    /// A command's or event's arguments, or its data.
    ArgType,
    /// A command's return value.
    RetType,
    /// A member.
    Member(&'s ObjectMember<'a>),
    /// A variant.
    Variant(&'s ObjectVariant<'a>),
    /// An enumeration's value and its features.
    Value(&'s str, &'s [Text<'a>]),
    /// A built-in type's JSON type.
    JsonType(&'s str),
    /// A feature: of the owner, or of its member or value that the step before names.
    Feature(&'s str),
}

/// A path that does not hold: where it leaves the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The path.
    pub path: String,
    /// The number of the first step that fails, counted from 1.
    pub step: usize,
    /// The text of that step.
    pub text: String,
    /// The steps that were possible there, sorted.
    pub possible: Vec<String>,
    /// False if the schema has nothing of which such a step could hold: an earlier step fails, or a
    /// value is asked of an object, say. Most likely the path is misspelt.
    pub expressible: bool,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path, step, text, ..
        } = self;
        write!(f, "`{path}` leaves the schema at step {step}, `{text}`")
    }
}

impl std::error::Error for Missing {}

/// Result of following a well-formed path.
pub type Located<'s, 'a> = Result<Found<'s, 'a>, Missing>;

impl<'a> Schema<'a> {
    /// Reports that the path holds.
    ///
    /// ```
    /// # let schema = qapi_introspect::Schema::from_json(r#"[
    /// #   {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    /// #   {"name": "0", "meta-type": "object", "members": []}]"#)?;
    /// assert!(schema.query("stop/ret-type")?);
    /// assert!(!schema.query("stop/arg-type/force")?);
    /// assert!(schema.query("stop//force").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`PathError`] when the path is not well formed. (A [`crate::Path`] always is.)
    pub fn query(&self, path: impl ToPath) -> Result<bool, PathError> {
        Ok(self.get(path)?.is_some())
    }

    /// Returns the end of the path: where alternates give several, the first.
    ///
    /// # Errors
    ///
    /// As [`Schema::query`].
    pub fn get(&self, path: impl ToPath) -> Result<Option<Found<'_, 'a>>, PathError> {
        let path = path.to_path()?;
        Ok(self
            .walk(path.as_ref())
            .ok()
            .and_then(|states| states.into_iter().next()))
    }

    /// Returns the end of the path, or the step at which it leaves the schema.
    ///
    /// # Errors
    ///
    /// As [`Schema::query`].
    pub fn locate(&self, path: impl ToPath) -> Result<Located<'_, 'a>, PathError> {
        let path = path.to_path()?;
        let (at, states) = match self.walk(&path) {
            Ok(states) => {
                return Ok(states
                    .into_iter()
                    .next()
                    .ok_or_else(|| self.lost(&path, 0, &[])));
            }
            Err(failure) => failure,
        };
        Ok(Err(self.lost(&path, at, &states)))
    }

    fn lost(&self, path: &crate::Path, at: usize, states: &[Found<'_, 'a>]) -> Missing {
        let mut possible = Vec::new();
        if at == 0 {
            let roots = self.entities().filter(|i| i.is_root());
            possible.extend(roots.map(|i| i.name.to_string()));
        } else {
            self.each_child(states, &mut |_| true, &mut |step, _| {
                possible.push(step.to_string());
            });
        }
        let text = path
            .as_str()
            .split('/')
            .nth(at)
            .unwrap_or_default()
            .to_owned();
        let steps: Vec<_> = path.steps().collect();
        let is_last = at == steps.len();
        let expressible = match at.checked_sub(1).and_then(|at| steps.get(at)) {
            None => is_last,
            Some(step) => is_last && self.could_hold(states, *step),
        };
        Missing {
            path: path.to_string(),
            step: at + 1,
            text,
            possible: sorted(possible),
            expressible,
        }
    }

    /// Reports that another version of the types could have such a step.
    fn could_hold(&self, states: &[Found<'_, 'a>], step: Step<'_>) -> bool {
        let without_features = |state: &Found<'_, 'a>| match (state.part, &state.owner.body) {
            // Before 6.2, answers listed values without features.
            (Part::Value(..), Body::Enum(values)) => values.members.is_none(),
            _ => false,
        };
        if let Step::Feature(_) = step {
            return !states.iter().all(without_features);
        }
        self.passed(states).iter().any(|info| {
            matches!(
                (&info.body, step),
                (
                    Body::Object(_),
                    Step::Name(_) | Step::Optional(_) | Step::Variant(_)
                ) | (Body::Enum(_), Step::Value(_))
                    | (Body::Builtin { .. }, Step::JsonType(_))
            )
        })
    }

    /// Returns the paths one step below `path`, sorted: below a command or event, those of its
    /// arguments and reply; None if the path does not hold.
    ///
    /// # Errors
    ///
    /// As [`Schema::query`].
    pub fn paths_one_below(&self, path: impl ToPath) -> Result<Option<Vec<String>>, PathError> {
        let path = path.to_path()?;
        let Ok(states) = self.walk(&path) else {
            return Ok(None);
        };
        let mut found = Vec::new();
        self.each_child(&states, &mut |_| true, &mut |step, below| {
            let here = format!("{path}/{step}");
            if matches!(below.part, Part::ArgType | Part::RetType) {
                self.each_child(&[below], &mut |_| true, &mut |step, _| {
                    found.push(format!("{here}/{step}"));
                });
            }
            found.push(here);
        });
        Ok(Some(sorted(found)))
    }

    /// Returns all ends of the path, in the order of alternates' branches; never none. Or the index
    /// of the step that fails, and the ends before it.
    #[allow(clippy::type_complexity)]
    fn walk<'s>(
        &'s self,
        path: &crate::Path,
    ) -> Result<Vec<Found<'s, 'a>>, (usize, Vec<Found<'s, 'a>>)> {
        let root = self
            .entity(path.root())
            .filter(|i| i.is_root())
            .ok_or((0, Vec::new()))?;
        let mut states = vec![Found {
            owner: root,
            part: Part::Whole,
            target: Some(root),
        }];
        for (i, step) in path.steps().enumerate() {
            let next = self.step(&states, step);
            if next.is_empty() {
                return Err((i + 1, states));
            }
            states = next;
        }
        Ok(states)
    }

    /// Takes one step from all states at once, so that alternates cost no backtracking.
    fn step<'s>(&'s self, states: &[Found<'s, 'a>], step: Step<'_>) -> Vec<Found<'s, 'a>> {
        let mut next = Vec::new();
        for state in states {
            if let (Step::Feature(name), Some(features)) = (step, state.own_features()) {
                next.extend(feature(state.owner, features, name));
            }
        }
        for info in self.passed(states) {
            next.extend(self.apply(info, step));
        }
        next
    }

    /// The types that steps from `states` apply to, in order and without repetition: through
    /// arrays, and into alternates (they and their branches).
    pub fn passed<'s>(&'s self, states: &[Found<'s, 'a>]) -> Vec<&'s SchemaInfo<'a>> {
        let mut seen = HashSet::new();
        let mut passed = Vec::new();
        let mut stack: Vec<_> = states.iter().rev().filter_map(|s| s.target).collect();
        while let Some(info) = stack.pop() {
            if !seen.insert(&*info.name) {
                continue;
            }
            if let Body::Array { .. } | Body::Alternate { .. } = info.body {
                let at = stack.len();
                stack.extend(info.references().filter_map(|name| self.type_named(name)));
                stack[at..].reverse();
            }
            if !matches!(info.body, Body::Array { .. }) {
                passed.push(info);
            }
        }
        passed
    }

    /// One step on one object of the answer.
    fn apply<'s>(&'s self, info: &'s SchemaInfo<'a>, step: Step<'_>) -> Option<Found<'s, 'a>> {
        let found = |part, target: Option<&str>| {
            let target = target.and_then(|name| self.type_named(name));
            Some(Found {
                owner: info,
                part,
                target,
            })
        };
        match (&info.body, step) {
            (body, Step::Feature(name)) if bears_features(body) => {
                feature(info, info.features(), name)
            }
            (Body::Command { arg_type, .. } | Body::Event { arg_type }, Step::Name("arg-type")) => {
                found(Part::ArgType, Some(arg_type))
            }
            (Body::Command { ret_type, .. }, Step::Name("ret-type")) => {
                found(Part::RetType, Some(ret_type))
            }
            (Body::Object(o), Step::Name(name) | Step::Optional(name)) => {
                let member = o.members.iter().find(|m| m.name == name)?;
                let fits = matches!(step, Step::Name(_)) || member.is_optional();
                found(Part::Member(member), Some(&member.type_name)).filter(|_| fits)
            }
            (Body::Object(o), Step::Variant(case)) => {
                let variant = o.cases().iter().find(|v| v.case == case)?;
                found(Part::Variant(variant), Some(&variant.type_name))
            }
            (Body::Enum(e), Step::Value(value)) => {
                let (name, features) = e.iter().find(|(name, _)| *name == value)?;
                found(Part::Value(name, features), None)
            }
            (Body::Builtin { json_type }, Step::JsonType(name)) if json_type == name => {
                found(Part::JsonType(json_type), None)
            }
            _ => None,
        }
    }

    /// Gives every step that holds at `states`, and its end. Types that `enter` refuses are passed
    /// over. The same step may be given several times, for alternates' branches.
    pub(crate) fn each_child<'s>(
        &'s self,
        states: &[Found<'s, 'a>],
        enter: &mut dyn FnMut(&'s SchemaInfo<'a>) -> bool,
        give: &mut dyn FnMut(Step<'s>, Found<'s, 'a>),
    ) {
        for state in states {
            for name in state.own_features().into_iter().flatten() {
                give(Step::Feature(name), feature_found(state.owner, name));
            }
        }
        for info in self.passed(states) {
            if enter(info) {
                self.each_child_of(info, give);
            }
        }
    }

    fn each_child_of<'s>(
        &'s self,
        info: &'s SchemaInfo<'a>,
        give: &mut dyn FnMut(Step<'s>, Found<'s, 'a>),
    ) {
        if bears_features(&info.body) {
            for name in info.features() {
                give(Step::Feature(name), feature_found(info, name));
            }
        }
        let mut found = |step, part, target: Option<&str>| {
            let target = target.and_then(|name| self.type_named(name));
            give(
                step,
                Found {
                    owner: info,
                    part,
                    target,
                },
            );
        };
        match &info.body {
            Body::Command {
                arg_type, ret_type, ..
            } => {
                found(Step::Name("arg-type"), Part::ArgType, Some(arg_type));
                found(Step::Name("ret-type"), Part::RetType, Some(ret_type));
            }
            Body::Event { arg_type } => {
                found(Step::Name("arg-type"), Part::ArgType, Some(arg_type));
            }
            Body::Object(o) => each_part(o, &mut found),
            Body::Enum(e) => {
                let mut seen = HashSet::new();
                for (name, features) in e.iter().filter(|(name, _)| seen.insert(&**name)) {
                    found(Step::Value(name), Part::Value(name, features), None);
                }
            }
            Body::Builtin { json_type } => {
                found(Step::JsonType(json_type), Part::JsonType(json_type), None);
            }
            Body::Array { .. } | Body::Alternate { .. } | Body::Unknown { .. } => {}
        }
    }
}

/// Sorts texts, and removes repetitions.
fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

type GivePart<'f, 's, 'a> = dyn FnMut(Step<'s>, Part<'s, 'a>, Option<&str>) + 'f;

/// Gives the members and branches. Of several with one name, which QEMU never has, a query finds the
/// first.
fn each_part<'s, 'a>(object: &'s ObjectInfo<'a>, found: &mut GivePart<'_, 's, 'a>) {
    let (mut members, mut cases) = (HashSet::new(), HashSet::new());
    for member in object.members.iter().filter(|m| members.insert(&*m.name)) {
        let part = Part::Member(member);
        found(Step::Name(&member.name), part, Some(&member.type_name));
        if member.is_optional() {
            found(Step::Optional(&member.name), part, Some(&member.type_name));
        }
    }
    let variants = object.cases().iter();
    for variant in variants.filter(|v| cases.insert(&*v.case)) {
        found(
            Step::Variant(&variant.case),
            Part::Variant(variant),
            Some(&variant.type_name),
        );
    }
}

impl<'s, 'a> Found<'s, 'a> {
    /// The features of a member or value itself, apart from its type's.
    fn own_features(&self) -> Option<&'s [Text<'a>]> {
        match self.part {
            Part::Member(member) => member.features.as_deref(),
            Part::Value(_, features) => Some(features),
            _ => None,
        }
    }
}

/// Reports that `$feature` asks such an object itself.
fn bears_features(body: &Body<'_>) -> bool {
    !matches!(
        body,
        Body::Builtin { .. } | Body::Array { .. } | Body::Unknown { .. }
    )
}

fn feature<'s, 'a>(
    owner: &'s SchemaInfo<'a>,
    features: &'s [Text<'a>],
    name: &str,
) -> Option<Found<'s, 'a>> {
    features
        .iter()
        .find(|f| *f == name)
        .map(|name| feature_found(owner, name))
}

fn feature_found<'s, 'a>(owner: &'s SchemaInfo<'a>, name: &'s str) -> Found<'s, 'a> {
    Found {
        owner,
        part: Part::Feature(name),
        target: None,
    }
}

impl ObjectMember<'_> {
    /// Reports that it has the feature `name` itself.
    pub fn has_feature(&self, name: &str) -> bool {
        has_feature(&self.features, name)
    }
}
