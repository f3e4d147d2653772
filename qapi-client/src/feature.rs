//! Features of a generated schema, as queries to the introspection of a running peer.

use std::borrow::Cow;
use std::fmt;

use qapi_introspect::{Path, PathError, ToPath};

/// A type, command or event of a schema, with its own features.
///
/// # Examples
///
/// ```
/// use qapi_client::Features;
/// use qapi_client::qmp::commands::QueryStatus;
///
/// assert!(QueryStatus::FEATURES.is_empty());
/// ```
pub trait Features {
    /// Features that the schema declares on it, in order; not those of its members and values.
    const FEATURES: &'static [Feature] = &[];
}

/// Implements [`Features`] for types without features.
#[doc(hidden)]
#[macro_export]
macro_rules! __no_features {
    // A rule without attributes: see `wire/bridge.rs`.
    ($($ty:ident)*) => {$(
        impl $crate::Features for $ty {}
    )*};
    ($($(#[$cfg:meta])* $ty:ident)*) => {$(
        $(#[$cfg])*
        const _: () = { $crate::__no_features! { $ty } };
    )*};
}

/// A feature of the schema that code was generated from, as the path of a query.
///
/// # Examples
///
/// ```
/// use qapi_client::Feature;
/// use qapi_client::introspect::Schema;
///
/// // Generated code has one of these for each feature of its schema.
/// const STOP_DEPRECATED: Feature = Feature::new("stop/$deprecated");
///
/// let schema = Schema::from_json(r#"[
///     {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
///     {"name": "0", "meta-type": "object", "members": []}]"#)?;
/// assert!(!schema.query(STOP_DEPRECATED)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(&'static str);

impl Feature {
    /// Returns the feature for the query `path`.
    pub const fn new(path: &'static str) -> Self {
        Feature(path)
    }

    /// Returns the path.
    pub const fn path(self) -> &'static str {
        self.0
    }
}

impl ToPath for Feature {
    fn to_path(&self) -> Result<Cow<'_, Path>, PathError> {
        self.0.to_path()
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
