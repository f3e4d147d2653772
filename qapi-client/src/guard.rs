//! The client's own check of deprecated, unstable and unknown interfaces before it sends a command.
//!
//! Input: a [`Policy`], the connected monitor's schema, and each command with its arguments. Output:
//! the command is sent, perhaps after warnings, or fails with [`Error::Refused`].
//!
//! Invariant: a command that the policy rejects never reaches the wire, typed or raw.

use std::sync::Arc;

use crate::error::{Error, Refused};
use crate::introspect::Schema;
use crate::introspect::json::Json;
use crate::introspect::policy::{Finding, Issue, Policy, Reaction};
use crate::options::Options;
use crate::report::Report;
use crate::trace;

/// A policy, with the schema that it is applied to.
#[derive(Debug)]
pub(crate) struct Guard {
    policy: Policy,
    report: Option<Report<Finding>>,
    schema: Arc<Schema<'static>>,
}

impl Guard {
    /// Returns true if the options have a policy that needs the schema.
    pub(crate) fn is_wanted(options: &Options) -> bool {
        options.policy != Policy::default()
    }

    pub(crate) fn new(options: &Options, schema: Arc<Schema<'static>>) -> Self {
        Self {
            policy: options.policy,
            report: options.report.clone(),
            schema,
        }
    }

    /// Checks a command before it is sent; `arguments` is the text of a JSON object.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`].
    pub(crate) fn check(&self, command: &str, arguments: Option<&[u8]>) -> Result<(), Error> {
        let parse = |text| Json::parse(std::str::from_utf8(text).ok()?).ok();
        let arguments = arguments.map(|text| parse(text).ok_or(())).transpose();
        let findings = match arguments {
            Ok(arguments) => self
                .schema
                .check_command(command, arguments.as_ref(), &self.policy),
            // Nested deeper than any schema.
            Err(()) => self.unreadable(command),
        };
        let (refused, warned): (Vec<_>, Vec<_>) = findings
            .into_iter()
            .partition(|finding| finding.reaction == Reaction::Reject);
        if !refused.is_empty() {
            return Err(Error::Refused(Refused {
                command: command.into(),
                findings: refused,
            }));
        }
        for finding in &warned {
            trace::finding(finding);
            if let Some(report) = &self.report {
                report.tell(finding);
            }
        }
        Ok(())
    }

    fn unreadable(&self, command: &str) -> Vec<Finding> {
        let finding = Finding {
            path: format!("{command}/arg-type"),
            issue: Issue::Unknown,
            reaction: self.policy.unknown,
            nearest: None,
        };
        let accepted = finding.reaction == Reaction::Accept;
        (!accepted).then_some(finding).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::sync::Mutex;

    use super::*;

    const SCHEMA: &str = r#"[
        {"name": "go", "meta-type": "command", "arg-type": "0", "ret-type": "1"},
        {"name": "old", "meta-type": "command", "arg-type": "1", "ret-type": "1",
         "features": ["deprecated"]},
        {"name": "0", "meta-type": "object", "members": [
            {"name": "to", "type": "str"},
            {"name": "x-how", "type": "str", "features": ["unstable"]}]},
        {"name": "1", "meta-type": "object", "members": []},
        {"name": "str", "meta-type": "builtin", "json-type": "string"}]"#;

    fn guard(options: &Options) -> Guard {
        let schema = Schema::from_json(SCHEMA).unwrap().into_owned();
        Guard::new(options, Arc::new(schema))
    }

    #[test]
    fn what_is_rejected_is_refused_and_what_is_warned_of_reported() {
        let told: Arc<Mutex<Vec<String>>> = Arc::default();
        let listener = told.clone();
        let policy = Policy::default()
            .deprecated(Reaction::Reject)
            .unstable(Reaction::Warn)
            .unknown(Reaction::Reject);
        let options = Options::new()
            .policy(policy)
            .on_finding(move |finding| listener.lock().unwrap().push(finding.to_string()));
        assert!(Guard::is_wanted(&options) && !Guard::is_wanted(&Options::new()));
        let guard = guard(&options);
        guard.check("go", Some(br#"{"to": "a"}"#)).unwrap();
        assert!(told.lock().unwrap().is_empty());
        guard.check("go", Some(br#"{"x-how": "a"}"#)).unwrap();
        assert_eq!(*told.lock().unwrap(), ["`go/arg-type/x-how` is unstable"]);

        let error = guard.check("old", None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "command old: not sent: `old` is deprecated"
        );
        assert!(error.is_refused() && !error.may_have_run());
        let error = guard
            .check("go", Some(br#"{"x-how": "a", "fro": 2}"#))
            .unwrap_err();
        let Error::Refused(refused) = error else {
            panic!()
        };
        assert_eq!(refused.findings.len(), 1);
        assert_eq!(refused.findings[0].path, "go/arg-type/fro");
        // A command that is not sent gives no warnings either.
        assert_eq!(told.lock().unwrap().len(), 1);
        assert!(guard.check("gone", None).unwrap_err().is_refused());
    }

    #[test]
    fn arguments_too_deep_to_be_read_are_unknown() {
        let deep = format!("{{\"to\": {}{}}}", "[".repeat(500), "]".repeat(500));
        let unknown = |reaction| Options::new().policy(Policy::default().unknown(reaction));
        let check = |options| guard(&options).check("go", Some(deep.as_bytes()));
        assert!(check(unknown(Reaction::Reject)).unwrap_err().is_refused());
        check(unknown(Reaction::Warn)).unwrap();
        check(Options::new()).unwrap();
    }
}
