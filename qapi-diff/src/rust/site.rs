//! Places in the Rust of two versions, which rules look at.

use super::item::{Field, Function, Item, Shape, Type, Variant};

/// A place in both versions.
pub(crate) struct RustSite<'c> {
    /// Its name in messages.
    pub(crate) name: &'c str,
    pub(crate) parts: RustParts<'c>,
}

/// The parts at a site. A part that one version lacks is None there.
pub(crate) enum RustParts<'c> {
    Item(Option<&'c Item>, Option<&'c Item>),
    /// An item's old and new name.
    Renamed(&'c str, &'c str),
    /// An item became another kind of item.
    Shape(&'c Shape, &'c Shape),
    /// A field that came or went, or that is optional in one version only.
    Field(Option<&'c Field>, Option<&'c Field>),
    Variant(Option<&'c Variant>, Option<&'c Variant>),
    /// A variant that holds something else.
    Payload(&'c Variant, &'c Variant),
    /// The type of a field or constant.
    Type(&'c Type, &'c Type),
    /// A type that an impl chooses.
    Associated(&'c Type, &'c Type),
    /// Openness of an enum, which keeps values that the schema does not have.
    Open(bool, bool),
    Function(Option<&'c Function>, Option<&'c Function>),
    /// Traits whose impls one version lacks.
    Impls {
        lost: bool,
        names: &'c [String],
    },
    /// `#[deprecated]`: in the new version, or in the old one.
    Deprecated(bool),
}
