//! The conversions between two modules that are missing, with the reasons.

use std::fmt;

/// A missing `From` between an item of another module and one here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingConversion {
    /// The item to convert, with its module's path if it is the other one: `crate::v7_2::BlockInfo`.
    pub from: String,
    /// The item to convert into.
    pub to: String,
    /// The reason, by a member, value or branch.
    pub reason: String,
    /// True if there is a `TryFrom` instead.
    pub fallible: bool,
}

/// `crate::v7_2::BlockInfo → BlockInfo: it contains `ImageInfo``
impl fmt::Display for MissingConversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MissingConversion {
            from, to, reason, ..
        } = self;
        write!(f, "{from} → {to}: {reason}")?;
        match self.fallible {
            true => write!(f, " (`TryFrom` converts values that fit)"),
            false => Ok(()),
        }
    }
}
