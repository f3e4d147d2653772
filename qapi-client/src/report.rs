//! Callbacks of the program.

use std::fmt;
use std::sync::Arc;

use crate::introspect::policy::Finding;

/// The receiver of a policy's findings.
#[derive(Clone)]
pub(crate) struct Report(Arc<dyn Fn(&Finding) + Send + Sync>);

impl Report {
    pub(crate) fn to(report: impl Fn(&Finding) + Send + Sync + 'static) -> Self {
        Self(Arc::new(report))
    }

    pub(crate) fn tell(&self, finding: &Finding) {
        (self.0)(finding);
    }
}

impl PartialEq for Report {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Report {}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Report")
    }
}
