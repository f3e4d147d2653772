//! Names in a profile that a monitor does not have.
//!
//! Invariant: a rule that [`Profile::check`] accepts can decide on a value.

use qapi_client::introspect::nearest::nearest;
use qapi_client::introspect::query::Missing;
use qapi_client::introspect::secrets::matches;
use qapi_client::introspect::{Path, Schema, Step};

use super::Profile;
use crate::proxy::facts::Facts;

/// Names that an error lists where none is near.
const LISTED: usize = 8;

/// Name in a profile that the monitor does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("profile {profile}: the monitor has no {kind} `{name}`{}", hint(.nearest, .reason))]
#[non_exhaustive]
pub struct ProfileError {
    /// The profile's name.
    pub profile: String,
    /// `command`, `event` or `argument`.
    pub kind: &'static str,
    /// The pattern or path.
    pub name: String,
    /// The nearest name or path that the monitor has.
    pub nearest: Option<String>,
    /// The mistake in a path, and the steps that are possible there.
    pub reason: Option<String>,
}

fn hint(nearest: &Option<String>, reason: &Option<String>) -> String {
    match (nearest, reason) {
        (Some(name), _) => format!("; did you mean `{name}`?"),
        (None, Some(reason)) => format!(": {reason}"),
        (None, None) => String::new(),
    }
}

impl Profile {
    /// Checks the profile's names against a monitor.
    ///
    /// # Errors
    ///
    /// [`ProfileError`] of the first name that the monitor does not have.
    pub(in crate::proxy) fn check(&self, facts: &Facts) -> Result<(), ProfileError> {
        let commands: Vec<&str> = facts.commands.iter().map(String::as_str).collect();
        let own = self.allow.iter().skip(self.ready[0]);
        for pattern in own.chain(self.deny.iter().skip(self.ready[1])) {
            if !commands.is_empty() && !commands.iter().any(|name| matches(pattern, name)) {
                return Err(self.unknown("command", pattern, &commands));
            }
        }
        let Some(schema) = &facts.schema else {
            return match self.arguments.first() {
                Some(rule) => Err(self.no_argument(&rule.path, "there is no schema".to_owned())),
                None => Ok(()),
            };
        };
        let events: Vec<&str> = schema.events().map(|event| &*event.name).collect();
        for pattern in &self.events {
            if pattern != "*" && !events.iter().any(|name| matches(pattern, name)) {
                return Err(self.unknown("event", pattern, &events));
            }
        }
        self.arguments
            .iter()
            .try_for_each(|rule| self.check_path(&rule.path, schema))
    }

    /// Checks that a rule's path leads to an argument, or to a value of one.
    fn check_path(&self, text: &str, schema: &Schema<'_>) -> Result<(), ProfileError> {
        let path = Path::parse(text).map_err(|error| {
            self.no_argument(text, format!("step {}: {}", error.step, error.reason))
        })?;
        match schema.locate(&path) {
            Ok(Ok(_)) if ends_at_argument(&path) => Ok(()),
            Ok(Ok(_)) => {
                let form = "a rule's path is COMMAND/arg-type/…/MEMBER, or that with /^VALUE";
                Err(self.no_argument(text, form.to_owned()))
            }
            Ok(Err(missing)) => Err(self.lost(text, &missing)),
            Err(error) => Err(self.no_argument(text, error.reason.to_string())),
        }
    }

    /// The error for a path that leaves the schema.
    fn lost(&self, text: &str, missing: &Missing) -> ProfileError {
        let possible = missing.possible.iter().map(String::as_str);
        let step = nearest(&missing.text, possible.clone());
        let corrected = step.map(|step| {
            let mut steps: Vec<&str> = text.split('/').collect();
            if let Some(wrong) = steps.get_mut(missing.step.saturating_sub(1)) {
                *wrong = step;
            }
            steps.join("/")
        });
        let mut list: Vec<&str> = possible.take(LISTED).collect();
        if missing.possible.len() > LISTED {
            list.push("…");
        }
        let reason = match list.is_empty() {
            true => format!("nothing can follow before step {}", missing.step),
            false => format!("step {} may be {}", missing.step, list.join(", ")),
        };
        ProfileError {
            nearest: corrected,
            ..self.no_argument(text, reason)
        }
    }

    fn unknown(&self, kind: &'static str, name: &str, known: &[&str]) -> ProfileError {
        ProfileError {
            profile: self.name.clone(),
            kind,
            name: name.to_owned(),
            nearest: nearest(name, known.iter().copied()).map(ToOwned::to_owned),
            reason: None,
        }
    }

    fn no_argument(&self, path: &str, reason: String) -> ProfileError {
        ProfileError {
            reason: Some(reason),
            ..self.unknown("argument", path, &[])
        }
    }
}

/// Reports that a path that holds leads to a command's argument, or to a value of one.
fn ends_at_argument(path: &Path) -> bool {
    let mut steps: Vec<Step<'_>> = path.steps().collect();
    if let Some(Step::Value(_)) = steps.last() {
        steps.pop();
    }
    let begins = steps.first() == Some(&Step::Name("arg-type"));
    let ends = matches!(steps.last(), Some(Step::Name(_) | Step::Optional(_)));
    begins && ends && steps.len() > 1
}
