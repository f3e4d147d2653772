//! The wire model: the answer to `query-qmp-schema`, object by object.
//!
//! Both generations are read: an enum lists `values`, and since 6.2 also `members` with their
//! features. Members of these objects that this crate does not know are kept in `extra`, and come
//! out again in the text. An object of an unknown meta-type is kept whole ([`Body::Unknown`]).

mod read;
mod write;

use crate::json::{Members, each, owned, owned_members};

pub use crate::json::{Json, Text};
pub(crate) use read::MOST_RESERVED;
pub use read::ShapeError;

/// One object of the answer: a command, an event or a type.
///
/// Its text (`Display`) is the JSON that it was read from, but for the order of members.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaInfo<'a> {
    /// The name: of a command or event as documented, of a built-in type as in the language, of an
    /// array `[` element `]`; of any other type a number that is stable within one answer only.
    pub name: Text<'a>,
    /// The feature flags; None where the answer has no such member.
    pub features: Option<Vec<Text<'a>>>,
    /// The part that depends on the meta-type.
    pub body: Body<'a>,
    /// Members that this crate does not know.
    pub extra: Members<'a>,
}

/// The part of a [`SchemaInfo`] that depends on its meta-type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Body<'a> {
    /// A built-in type.
    Builtin {
        /// `string`, `number`, `int`, `boolean`, `null` or `value`.
        json_type: Text<'a>,
    },
    /// An enumeration.
    Enum(EnumInfo<'a>),
    /// An array.
    Array {
        /// The elements' type.
        element_type: Text<'a>,
    },
    /// An object type: a struct, or a union with its `tag` and `variants`.
    Object(ObjectInfo<'a>),
    /// A choice of types by the kind of JSON value.
    Alternate {
        /// The types to choose from.
        members: Vec<AlternateMember<'a>>,
    },
    /// A command.
    Command {
        /// The arguments' object type.
        arg_type: Text<'a>,
        /// The return value's type.
        ret_type: Text<'a>,
        /// True if it can be executed out of band; QEMU leaves it out when false (2.12 never does).
        allow_oob: Option<bool>,
    },
    /// An event.
    Event {
        /// The data's object type.
        arg_type: Text<'a>,
    },
    /// A meta-type that this crate does not know; its members are in [`SchemaInfo::extra`].
    Unknown {
        /// The meta-type's name.
        meta_type: Text<'a>,
    },
}

/// An enumeration.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnumInfo<'a> {
    /// The values with their features, since 6.2.
    pub members: Option<Vec<EnumMember<'a>>>,
    /// The values' names alone: all there is before 6.2.
    pub values: Option<Vec<Text<'a>>>,
}

impl<'a> EnumInfo<'a> {
    /// The values' names with their features, from `members` where there are any.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Text<'a>])> {
        let (new, old): (&[EnumMember<'a>], &[Text<'a>]) = match (&self.members, &self.values) {
            (Some(members), _) => (members, &[]),
            (None, Some(values)) => (&[], values),
            (None, None) => (&[], &[]),
        };
        new.iter()
            .map(|m| (&*m.name, m.features.as_deref().unwrap_or_default()))
            .chain(old.iter().map(|v| (&**v, &[][..])))
    }
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnumMember<'a> {
    /// The value.
    pub name: Text<'a>,
    /// Its feature flags; None where the answer has no such member.
    pub features: Option<Vec<Text<'a>>>,
    /// Members that this crate does not know.
    pub extra: Members<'a>,
}

/// An object type.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObjectInfo<'a> {
    /// The members that all values have; not in any particular order.
    pub members: Vec<ObjectMember<'a>>,
    /// The name of the member that selects the variant.
    pub tag: Option<Text<'a>>,
    /// The variants: further members, by the tag's value.
    pub variants: Option<Vec<ObjectVariant<'a>>>,
}

/// A member of an object type.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObjectMember<'a> {
    /// The name.
    pub name: Text<'a>,
    /// The type's name.
    pub type_name: Text<'a>,
    /// Present when the member is optional. Null means that the default is not known, which is
    /// all that QEMU ever says; it is not absence.
    pub default: Option<Json<'a>>,
    /// Its feature flags; None where the answer has no such member.
    pub features: Option<Vec<Text<'a>>>,
    /// Members that this crate does not know.
    pub extra: Members<'a>,
}

impl ObjectMember<'_> {
    /// Reports that it may be absent.
    pub fn is_optional(&self) -> bool {
        self.default.is_some()
    }
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObjectVariant<'a> {
    /// The tag's value.
    pub case: Text<'a>,
    /// The name of the object type with the further members.
    pub type_name: Text<'a>,
    /// Members that this crate does not know.
    pub extra: Members<'a>,
}

/// A branch of an alternate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AlternateMember<'a> {
    /// The type's name.
    pub type_name: Text<'a>,
    /// Members that this crate does not know.
    pub extra: Members<'a>,
}

impl<'a> SchemaInfo<'a> {
    /// One without features and unknown members.
    pub fn new(name: impl Into<Text<'a>>, body: Body<'a>) -> Self {
        SchemaInfo {
            name: name.into(),
            features: None,
            body,
            extra: Vec::new(),
        }
    }

    /// The meta-type's name.
    pub fn meta_type(&self) -> &str {
        match &self.body {
            Body::Builtin { .. } => "builtin",
            Body::Enum(_) => "enum",
            Body::Array { .. } => "array",
            Body::Object(_) => "object",
            Body::Alternate { .. } => "alternate",
            Body::Command { .. } => "command",
            Body::Event { .. } => "event",
            Body::Unknown { meta_type } => meta_type,
        }
    }

    /// The feature flags, none where the answer has no such member.
    pub fn features(&self) -> &[Text<'a>] {
        self.features.as_deref().unwrap_or_default()
    }

    /// Reports that it has the feature `name`.
    pub fn has_feature(&self, name: &str) -> bool {
        has_feature(&self.features, name)
    }

    /// Reports that it is a command or an event, with which paths start.
    pub fn is_root(&self) -> bool {
        matches!(self.body, Body::Command { .. } | Body::Event { .. })
    }

    /// The names of the types that it refers to, in order.
    pub fn references(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = Vec::new();
        match &self.body {
            Body::Array { element_type } => names.push(element_type),
            Body::Object(o) => {
                names.extend(o.members.iter().map(|m| &*m.type_name));
                names.extend(o.cases().iter().map(|v| &*v.type_name));
            }
            Body::Alternate { members } => names.extend(members.iter().map(|m| &*m.type_name)),
            Body::Command {
                arg_type, ret_type, ..
            } => names.extend([&**arg_type, ret_type]),
            Body::Event { arg_type } => names.push(arg_type),
            Body::Builtin { .. } | Body::Enum(_) | Body::Unknown { .. } => {}
        }
        names.into_iter()
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> SchemaInfo<'static> {
        SchemaInfo {
            name: owned(self.name),
            features: owned_features(self.features),
            body: self.body.into_owned(),
            extra: owned_members(self.extra),
        }
    }
}

pub(crate) fn has_feature(features: &Option<Vec<Text<'_>>>, name: &str) -> bool {
    let features = features.as_deref().unwrap_or_default();
    features.iter().any(|feature| feature == name)
}

fn owned_features(features: Option<Vec<Text<'_>>>) -> Option<Vec<Text<'static>>> {
    features.map(|features| each(features, owned))
}

impl Body<'_> {
    fn into_owned(self) -> Body<'static> {
        match self {
            Body::Builtin { json_type } => Body::Builtin {
                json_type: owned(json_type),
            },
            Body::Enum(e) => Body::Enum(e.into_owned()),
            Body::Array { element_type } => Body::Array {
                element_type: owned(element_type),
            },
            Body::Object(o) => Body::Object(o.into_owned()),
            Body::Alternate { members } => Body::Alternate {
                members: each(members, |m| AlternateMember {
                    type_name: owned(m.type_name),
                    extra: owned_members(m.extra),
                }),
            },
            Body::Command {
                arg_type,
                ret_type,
                allow_oob,
            } => Body::Command {
                arg_type: owned(arg_type),
                ret_type: owned(ret_type),
                allow_oob,
            },
            Body::Event { arg_type } => Body::Event {
                arg_type: owned(arg_type),
            },
            Body::Unknown { meta_type } => Body::Unknown {
                meta_type: owned(meta_type),
            },
        }
    }
}

impl EnumInfo<'_> {
    fn into_owned(self) -> EnumInfo<'static> {
        let member = |m: EnumMember<'_>| EnumMember {
            name: owned(m.name),
            features: owned_features(m.features),
            extra: owned_members(m.extra),
        };
        EnumInfo {
            members: self.members.map(|members| each(members, member)),
            values: owned_features(self.values),
        }
    }
}

impl<'a> ObjectInfo<'a> {
    /// The variants, none where the answer has no such member.
    pub(crate) fn cases(&self) -> &[ObjectVariant<'a>] {
        self.variants.as_deref().unwrap_or_default()
    }

    fn into_owned(self) -> ObjectInfo<'static> {
        let member = |m: ObjectMember<'_>| ObjectMember {
            name: owned(m.name),
            type_name: owned(m.type_name),
            default: m.default.map(Json::into_owned),
            features: owned_features(m.features),
            extra: owned_members(m.extra),
        };
        let variant = |v: ObjectVariant<'_>| ObjectVariant {
            case: owned(v.case),
            type_name: owned(v.type_name),
            extra: owned_members(v.extra),
        };
        ObjectInfo {
            members: each(self.members, member),
            tag: self.tag.map(owned),
            variants: self.variants.map(|variants| each(variants, variant)),
        }
    }
}
