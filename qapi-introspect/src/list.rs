//! Every path that holds.
//!
//! Input: a [`Schema`]. Output: its paths, sorted by byte, one at a time. Each of them holds when
//! asked, and these rules make them finitely many:
//!
//! - An object type is not entered below itself: `…/backing` of an object within the same object
//!   is given, `…/backing/backing` is not, though it holds too.
//! - `*name` is given beside `name`, but nothing below it, since all that follows is the same.
//! - A name that is empty or contains a slash is not given, since no path can ask for it. QAPI's
//!   names are not like that.
//!
//! Memory is proportional to the schema's size, however many paths there are and however deep: the
//! levels share one text.

use std::collections::HashSet;

use crate::info::{Body, SchemaInfo};
use crate::path::Step;
use crate::query::{Found, Part};
use crate::schema::Schema;

/// The paths of a schema: [`Schema::paths`].
pub struct Paths<'s, 'a> {
    schema: &'s Schema<'a>,
    levels: Vec<Level<'s, 'a>>,
    /// The steps to the level at hand, each with a slash behind it.
    above: String,
    /// The object types entered on the way to the level at hand.
    entered: Vec<&'s SchemaInfo<'a>>,
    /// The number of times that each type was entered, by its position in the answer.
    counts: Vec<u32>,
    /// The steps of the prefix that all paths have, the last perhaps cut short.
    prefix: Vec<String>,
    /// The paths below which a type was not entered again, where they are recorded.
    cuts: Option<HashSet<String>>,
}

/// The steps still to be given at one depth.
struct Level<'s, 'a> {
    /// The length of [`Paths::above`] in the level above.
    start: usize,
    /// By text, last first. A step with something below it stands here twice, as `step` to be
    /// given and as `step/` to be entered: so `a`, `a-b`, `a/c` come in the order of bytes.
    todo: Vec<(String, Option<States<'s, 'a>>)>,
    /// Number of [`Paths::entered`] to forget when this level ends.
    entered: usize,
}

type States<'s, 'a> = Vec<Found<'s, 'a>>;
/// Steps in any order, also repeated ones, each with one of the states below it.
type Children<'s, 'a> = Vec<(String, Option<Found<'s, 'a>>)>;

impl<'a> Schema<'a> {
    /// Every path that holds, in the order of bytes.
    ///
    /// ```
    /// # let schema = qapi_introspect::Schema::from_json(r#"[
    /// #   {"name": "STOP", "meta-type": "event", "arg-type": "0"},
    /// #   {"name": "0", "meta-type": "object", "members": []}]"#)?;
    /// assert_eq!(schema.paths().collect::<Vec<_>>(), ["STOP", "STOP/arg-type"]);
    /// # Ok::<(), qapi_introspect::SchemaError>(())
    /// ```
    pub fn paths(&self) -> Paths<'_, 'a> {
        self.paths_with_prefix("")
    }

    /// Returns every path that holds and begins with `prefix`, in the order of bytes, in time that
    /// does not depend on the others.
    ///
    /// ```
    /// # let schema = qapi_introspect::Schema::from_json(r#"[
    /// #   {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    /// #   {"name": "0", "meta-type": "object", "members": []}]"#)?;
    /// assert_eq!(schema.paths_with_prefix("stop/r").collect::<Vec<_>>(), ["stop/ret-type"]);
    /// # Ok::<(), qapi_introspect::SchemaError>(())
    /// ```
    pub fn paths_with_prefix(&self, prefix: &str) -> Paths<'_, 'a> {
        let mut children = Children::new();
        for info in self.entities().filter(|i| i.is_root()) {
            if crate::Path::parse(&info.name).is_ok_and(|p| p.root() == info.name) {
                let state = Found {
                    owner: info,
                    part: Part::Whole,
                    target: Some(info),
                };
                add(&mut children, info.name.to_string(), Some(state));
            }
        }
        let mut paths = Paths {
            schema: self,
            levels: Vec::new(),
            above: String::new(),
            entered: Vec::new(),
            counts: vec![0; self.entities().count()],
            prefix: prefix.split('/').map(str::to_owned).collect(),
            cuts: None,
        };
        paths.push("", children, 0);
        paths
    }

    /// The path of every place that is marked with the feature `deprecated`, without that step.
    pub fn deprecated(&self) -> impl Iterator<Item = String> {
        self.marked("deprecated")
    }

    /// The path of every place that is marked with the feature `unstable`, without that step.
    pub fn unstable(&self) -> impl Iterator<Item = String> {
        self.marked("unstable")
    }

    /// The path of every place that is marked with that feature, without that step. A type's mark
    /// is given at each of the type's uses.
    pub fn marked(&self, feature: &str) -> impl Iterator<Item = String> {
        let step = format!("/${feature}");
        self.paths()
            .filter_map(move |path| path.strip_suffix(&step).map(str::to_owned))
    }
}

fn add<'s, 'a>(children: &mut Children<'s, 'a>, step: String, state: Option<Found<'s, 'a>>) {
    if let Some(state) = state {
        children.push((format!("{step}/"), Some(state)));
    }
    children.push((step, None));
}

/// Sorts the steps, and collects the states of each.
fn collected<'s, 'a>(mut children: Children<'s, 'a>) -> Vec<(String, Option<States<'s, 'a>>)> {
    children.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut steps: Vec<(String, Option<States<'s, 'a>>)> = Vec::with_capacity(children.len());
    for (step, state) in children {
        match steps.last_mut() {
            Some((last, states)) if *last == step => {
                if let Some(states) = states {
                    states.extend(state);
                }
            }
            _ => steps.push((step, state.map(|state| vec![state]))),
        }
    }
    steps
}

impl<'s, 'a> Paths<'s, 'a> {
    /// Records from here on the paths below which a type was not entered again.
    #[must_use]
    pub fn recording_cuts(mut self) -> Self {
        self.cuts = Some(HashSet::new());
        self
    }

    /// The recorded paths below which a type was not entered again.
    pub fn into_cuts(self) -> HashSet<String> {
        self.cuts.unwrap_or_default()
    }

    fn enter(&mut self, step: &str, states: &States<'s, 'a>) {
        let before = self.entered.len();
        let (entered, counts, schema) = (&mut self.entered, &mut self.counts, self.schema);
        let mut children = Children::new();
        let mut cut = false;
        let mut fresh = |info: &'s SchemaInfo<'a>| {
            let object = matches!(info.body, Body::Object(_));
            // Types are few on a path: a search is quicker than a set.
            if object && entered.iter().any(|e| std::ptr::eq(*e, info)) {
                cut = true;
                return false;
            }
            if object {
                entered.push(info);
                let count = schema.index_of(&info.name).and_then(|i| counts.get_mut(i));
                count.into_iter().for_each(|count| *count += 1);
            }
            true
        };
        self.schema
            .each_child(states, &mut fresh, &mut |step, found| {
                if !step.name().is_empty() && !step.name().contains('/') {
                    let ends = matches!(
                        step,
                        Step::Optional(_) | Step::Feature(_) | Step::JsonType(_)
                    );
                    add(&mut children, step.to_string(), (!ends).then_some(found));
                }
            });
        if let (true, Some(cuts)) = (cut, &mut self.cuts) {
            cuts.insert(format!("{}{}", self.above, step.trim_end_matches('/')));
        }
        let entered = self.entered.len() - before;
        self.push(step, children, entered);
    }

    /// Adds a level below a step, without the steps that the wanted prefix excludes.
    fn push(&mut self, step: &str, mut children: Children<'s, 'a>, entered: usize) {
        let depth = self.levels.len();
        if let Some(wanted) = self.prefix.get(depth) {
            let is_last = depth + 1 == self.prefix.len();
            let has_more = |step: &str| step.strip_suffix('/') == Some(wanted.as_str());
            children.retain(|(step, _)| match is_last {
                true => step.starts_with(wanted.as_str()),
                false => has_more(step),
            });
        }
        let start = self.above.len();
        self.above.push_str(step);
        let mut todo = collected(children);
        todo.reverse();
        self.levels.push(Level {
            start,
            todo,
            entered,
        });
    }

    /// Returns the object type that was entered most often so far, with the number of times: where
    /// types share each other, the one that multiplies the paths.
    pub fn busiest(&self) -> Option<(&'s SchemaInfo<'a>, u32)> {
        let counts = self.counts.iter().enumerate();
        let (index, count) = counts.max_by_key(|(index, count)| (**count, usize::MAX - index))?;
        let info = self.schema.entities().nth(index)?;
        (*count > 0).then_some((info, *count))
    }

    /// Returns a description of the [`Paths::busiest`] type for an error message.
    pub fn describe_busiest(&self) -> String {
        const NAMED: usize = 3;
        let Some((info, count)) = self.busiest() else {
            return String::new();
        };
        let Body::Object(object) = &info.body else {
            return String::new();
        };
        let mut names: Vec<_> = object
            .members
            .iter()
            .map(|m| format!("`{}`", m.name))
            .collect();
        if names.len() > NAMED {
            let more = names.len() - NAMED;
            names.truncate(NAMED);
            names.push(format!("{more} more"));
        }
        format!(
            "the object of {} is reached in {count} ways",
            names.join(", ")
        )
    }
}

impl Iterator for Paths<'_, '_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            let level = self.levels.last_mut()?;
            match level.todo.pop() {
                Some((step, None)) => return Some(format!("{}{step}", self.above)),
                Some((step, Some(states))) => self.enter(&step, &states),
                None => {
                    self.entered.truncate(self.entered.len() - level.entered);
                    self.above.truncate(level.start);
                    self.levels.pop();
                }
            }
        }
    }
}
