//! A user's say in a comparison: severities by rule, paths to ignore, changes accepted before.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::rules::rule;
use super::severity::Severity;
use qapi_introspect::json::{Json, JsonError};

/// Adaptation of a report. By default the report stays as the rules made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// The severity of a rule's changes, instead of the rule's own.
    severities: BTreeMap<&'static str, Severity>,
    ignore: Vec<PathPattern>,
    /// The paths of changes that were accepted, by rule.
    baseline: BTreeMap<String, BTreeSet<String>>,
}

/// A configuration that cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// There is no such rule.
    #[error("there is no rule `{0}`")]
    UnknownRule(String),
    /// A baseline is not a JSON report.
    #[error("a baseline must be a report in JSON")]
    Baseline(#[from] JsonError),
    /// A baseline is JSON, but not a report.
    #[error(
        "a baseline must be a report: its `changes` are missing, or one lacks `rule` or `path`"
    )]
    NoReport,
}

impl Config {
    /// The same with that severity for a rule's changes.
    ///
    /// # Errors
    ///
    /// [`ConfigError::UnknownRule`]
    pub fn severity(mut self, id: &str, severity: Severity) -> Result<Self, ConfigError> {
        let rule = rule(id).ok_or_else(|| ConfigError::UnknownRule(id.to_owned()))?;
        self.severities.insert(rule.id, severity);
        Ok(self)
    }

    /// Returns the same without changes at paths that match: `*` stands for any text within a step,
    /// `**` for any text. `block*` ignores commands, `blockdev-add/**` everything below one.
    pub fn ignore(mut self, pattern: &str) -> Self {
        self.ignore.push(PathPattern::new(pattern));
        self
    }

    /// The same, without the changes of a report in JSON (those of same rule and path, `also_at`
    /// included), or of several: its `comparisons`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] when the text is no such report.
    pub fn baseline(mut self, report: &str) -> Result<Self, ConfigError> {
        let report = Json::parse(report)?;
        let reports = match report.get("comparisons") {
            Some(Json::Array(reports)) => reports.as_slice(),
            _ => std::slice::from_ref(&report),
        };
        for report in reports {
            let Some(Json::Array(changes)) = report.get("changes") else {
                return Err(ConfigError::NoReport);
            };
            for change in changes {
                match (change.get("rule"), change.get("path")) {
                    (Some(Json::Str(rule)), Some(Json::Str(path))) => {
                        let paths = self.baseline.entry(rule.to_string()).or_default();
                        paths.insert(path.to_string());
                        if let Some(Json::Array(also)) = change.get("also_at") {
                            paths.extend(also.iter().filter_map(|also| match also {
                                Json::Str(path) => Some(path.to_string()),
                                _ => None,
                            }));
                        }
                    }
                    _ => return Err(ConfigError::NoReport),
                }
            }
        }
        Ok(self)
    }

    /// The severity of a rule's changes that is `own` without a configuration.
    pub(super) fn severity_of(&self, rule: &str, own: Severity) -> Severity {
        self.severities.get(rule).copied().unwrap_or(own)
    }

    /// Reports that a change in that place is to be shown; else records the entry that hides it.
    pub(super) fn passes(&self, rule: &str, path: &str, used: &mut Used) -> bool {
        let accepted = self.baseline.get(rule).and_then(|paths| paths.get(path));
        if let Some(accepted) = accepted {
            used.baseline.insert((rule.to_owned(), accepted.clone()));
            return false;
        }
        let mut patterns = self.ignore.iter().enumerate();
        let pattern = patterns.find(|(_, pattern)| pattern.matches(path));
        used.ignore.extend(pattern.map(|(index, _)| index));
        pattern.is_none()
    }

    /// Returns the parts that are in none of the used ones.
    pub(super) fn unused_of(&self, used: &[&Used]) -> Unused {
        let ignored = |index| used.iter().any(|used| used.ignore.contains(&index));
        let patterns = self.ignore.iter().enumerate();
        let patterns = patterns.filter(|(index, _)| !ignored(*index));
        let accepted = |rule: &str, path: &str| {
            let key = (rule.to_owned(), path.to_owned());
            used.iter().any(|used| used.baseline.contains(&key))
        };
        let entries = self
            .baseline
            .iter()
            .flat_map(|(rule, paths)| paths.iter().map(move |path| (rule, path)));
        Unused {
            ignore: patterns.map(|(_, p)| p.text.clone()).collect(),
            baseline: entries
                .filter(|(rule, path)| !accepted(rule, path))
                .map(|(rule, path)| (rule.clone(), path.clone()))
                .collect(),
        }
    }
}

/// The parts of a configuration that passed over a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Used {
    /// Indices of patterns.
    ignore: BTreeSet<usize>,
    /// Rules and paths.
    baseline: BTreeSet<(String, String)>,
}

/// The parts of a configuration that passed over nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unused {
    /// Patterns of paths to ignore.
    pub ignore: Vec<String>,
    /// Rules and paths of changes that were accepted before.
    pub baseline: Vec<(String, String)>,
}

/// A pattern for paths.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PathPattern {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Byte(u8),
    /// `*`
    WithinStep,
    /// `**`
    Anything,
}

impl PathPattern {
    fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        for byte in text.bytes() {
            match (byte, parts.last()) {
                (b'*', Some(Part::WithinStep | Part::Anything)) => {
                    parts.pop();
                    parts.push(Part::Anything);
                }
                (b'*', _) => parts.push(Part::WithinStep),
                _ => parts.push(Part::Byte(byte)),
            }
        }
        PathPattern {
            text: text.to_owned(),
            parts,
        }
    }

    /// Tries all ways at once: the set of positions in the pattern that the text so far can reach.
    fn matches(&self, path: &str) -> bool {
        let mut at = vec![false; self.parts.len() + 1];
        at[0] = true;
        self.skip(&mut at);
        for byte in path.bytes() {
            let mut next = vec![false; at.len()];
            for (i, part) in self.parts.iter().enumerate().filter(|(i, _)| at[*i]) {
                match part {
                    Part::Byte(b) => next[i + 1] |= *b == byte,
                    Part::WithinStep => next[i] |= byte != b'/',
                    Part::Anything => next[i] = true,
                }
            }
            self.skip(&mut next);
            at = next;
        }
        at[self.parts.len()]
    }

    /// Passes stars that stand for no text.
    fn skip(&self, at: &mut [bool]) {
        for (i, part) in self.parts.iter().enumerate() {
            if at[i] && !matches!(part, Part::Byte(_)) {
                at[i + 1] = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn baselines() {
        let accepted = |text: &str| {
            Config::default()
                .baseline(text)
                .map(|c| c.baseline.values().map(BTreeSet::len).sum::<usize>())
        };
        let change = |path: &str| format!(r#"{{"rule": "command-removed", "path": "{path}"}}"#);
        let one = format!(r#"{{"changes": [{}]}}"#, change("stop"));
        let other = format!(r#"{{"changes": [{}]}}"#, change("cont"));
        assert!(matches!(accepted(&one), Ok(1)));
        let several = format!(r#"{{"comparisons": [{one}, {other}, {one}]}}"#);
        assert!(matches!(accepted(&several), Ok(2)));
        let odd = r#"{"comparisons": [{}]}"#;
        assert!(matches!(accepted(odd), Err(ConfigError::NoReport)));
        assert!(matches!(accepted("["), Err(ConfigError::Baseline(_))));
    }

    #[test]
    fn patterns() {
        let matches = |pattern: &str, path| PathPattern::new(pattern).matches(path);
        assert!(matches("stop", "stop"));
        assert!(!matches("stop", "stop/arg-type"));
        assert!(matches("block*", "blockdev-add"));
        assert!(!matches("block*", "blockdev-add/arg-type"));
        assert!(matches("block*/**", "blockdev-add/arg-type/+file/aio"));
        assert!(matches("**/$deprecated", "a/arg-type/b/$deprecated"));
        assert!(matches("*/arg-type/*", "a/arg-type/b"));
        assert!(!matches("*/arg-type/*", "a/arg-type/b/c"));
        assert!(matches("**", ""));
        assert!(!matches("", "a"));
    }
}
