//! Changes of a vendor: additions under its own name or not, losses, and breaks for programs
//! written for upstream.

use super::bound::CompareError;
use super::change::Change;
use super::config::Config;
use super::model::Model;
use super::report::compare;
use super::rules::rule;
use super::severity::Severity;

/// A downstream compared with its upstream.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Downstream {
    /// Additions under a vendor's name (`__RFQDN_…`), as QAPI wants them.
    pub marked: Vec<Change>,
    /// Additions without: a later upstream may give the same name another meaning. (Or they were
    /// taken from a later upstream.)
    pub unmarked: Vec<Change>,
    /// Removals.
    pub lost: Vec<Change>,
    /// Other changes.
    pub changed: Vec<Change>,
}

/// Compares a downstream with the upstream that it was made from.
///
/// # Errors
///
/// As [`compare`].
pub fn downstream<'m>(
    upstream: &'m Model<'m>,
    downstream: &'m Model<'m>,
    config: &Config,
) -> Result<Downstream, CompareError> {
    let mut result = Downstream::default();
    for change in compare(upstream, downstream, config)?.expanded().changes {
        let list = match (&change.old, rule(change.rule).is_some_and(|r| r.removal)) {
            (_, true) => &mut result.lost,
            (None, false) if vendor(&change.path).is_some() => &mut result.marked,
            (None, false) => &mut result.unmarked,
            (Some(_), false) => &mut result.changed,
        };
        list.push(change);
    }
    Ok(result)
}

impl Downstream {
    /// Reports that no change is breaking: programs for upstream work.
    pub fn is_compatible(&self) -> bool {
        self.all()
            .all(|change| change.severity < Severity::Breaking)
    }

    /// Every change, list by list.
    pub fn all(&self) -> impl Iterator<Item = &Change> {
        [&self.marked, &self.unmarked, &self.lost, &self.changed]
            .into_iter()
            .flatten()
    }
}

/// The vendor in the first name on a path that has one: `com.redhat` of `__com.redhat_drive`.
pub fn vendor(path: &str) -> Option<&str> {
    let of_step = |step: &'_ str| -> Option<usize> {
        let name = step.trim_start_matches([' ', '*', '+', '^', '$']);
        name.strip_prefix("__").and_then(|n| n.find('_'))
    };
    path.split('/').find_map(|step| {
        let length = of_step(step)?;
        let start = step.find("__")? + 2;
        step.get(start..start + length)
    })
}

#[cfg(test)]
mod tests {
    use super::vendor;

    #[test]
    fn vendors() {
        assert_eq!(vendor("__com.redhat_drive_add"), Some("com.redhat"));
        assert_eq!(vendor("x/arg-type/ __org.example_a/b"), Some("org.example"));
        assert_eq!(
            vendor("x/arg-type/mode/^__org.example_b"),
            Some("org.example")
        );
        assert_eq!(vendor("x/arg-type/under__score_d"), None);
        assert_eq!(vendor("x/arg-type/__"), None);
    }
}
