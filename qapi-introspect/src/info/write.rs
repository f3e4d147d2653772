//! [`SchemaInfo`] → JSON: the same members as were read.

use std::borrow::Cow;
use std::fmt;

use super::{
    AlternateMember, Body, EnumMember, Json, ObjectMember, ObjectVariant, SchemaInfo, Text,
};
use crate::json::Members;

/// The members of an object that is being written.
struct Writer<'i>(Members<'i>);

impl<'i> Writer<'i> {
    fn put(mut self, key: &'static str, value: Json<'i>) -> Self {
        self.0.push((Cow::Borrowed(key), value));
        self
    }

    fn put_some(self, key: &'static str, value: Option<Json<'i>>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    fn text(self, key: &'static str, text: &'i str) -> Self {
        self.put(key, string(text))
    }

    fn texts(self, key: &'static str, texts: Option<&'i Vec<Text<'_>>>) -> Self {
        let texts = texts.map(|texts| texts.iter().map(|text| string(text)).collect());
        self.put_some(key, texts.map(Json::Array))
    }

    fn list<T>(self, key: &'static str, items: &'i [T], write: fn(&'i T) -> Json<'i>) -> Self {
        self.put(key, Json::Array(items.iter().map(write).collect()))
    }

    fn end(self, features: Option<&'i Vec<Text<'_>>>, extra: &Members<'i>) -> Json<'i> {
        let mut all = self.texts("features", features).0;
        all.extend_from_slice(extra);
        Json::Object(all)
    }
}

fn string(text: &str) -> Json<'_> {
    Json::Str(Cow::Borrowed(text))
}

impl SchemaInfo<'_> {
    /// Returns the object of the answer. It has the members that were read, but may have them in
    /// another order.
    pub fn to_json(&self) -> Json<'_> {
        let writer = Writer(Vec::new())
            .text("name", &self.name)
            .text("meta-type", self.meta_type());
        let writer = match &self.body {
            Body::Builtin { json_type } => writer.text("json-type", json_type),
            Body::Enum(e) => {
                let members = e.members.as_ref();
                let members = members.map(|m| m.iter().map(enum_member).collect());
                writer
                    .put_some("members", members.map(Json::Array))
                    .texts("values", e.values.as_ref())
            }
            Body::Array { element_type } => writer.text("element-type", element_type),
            Body::Object(o) => {
                let variants = o.variants.as_ref();
                let variants = variants.map(|v| v.iter().map(object_variant).collect());
                writer
                    .list("members", &o.members, object_member)
                    .put_some("tag", o.tag.as_deref().map(string))
                    .put_some("variants", variants.map(Json::Array))
            }
            Body::Alternate { members } => writer.list("members", members, alternate_member),
            Body::Command {
                arg_type,
                ret_type,
                allow_oob,
            } => writer
                .text("arg-type", arg_type)
                .text("ret-type", ret_type)
                .put_some("allow-oob", allow_oob.map(Json::Bool)),
            Body::Event { arg_type } => writer.text("arg-type", arg_type),
            Body::Unknown { .. } => writer,
        };
        writer.end(self.features.as_ref(), &self.extra)
    }
}

/// Writes the JSON of [`SchemaInfo::to_json`].
impl fmt::Display for SchemaInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_json().fmt(f)
    }
}

fn enum_member<'i>(member: &'i EnumMember<'_>) -> Json<'i> {
    Writer(Vec::new())
        .text("name", &member.name)
        .end(member.features.as_ref(), &member.extra)
}

fn object_member<'i>(member: &'i ObjectMember<'_>) -> Json<'i> {
    Writer(Vec::new())
        .text("name", &member.name)
        .text("type", &member.type_name)
        .put_some("default", member.default.clone())
        .end(member.features.as_ref(), &member.extra)
}

fn object_variant<'i>(variant: &'i ObjectVariant<'_>) -> Json<'i> {
    Writer(Vec::new())
        .text("case", &variant.case)
        .text("type", &variant.type_name)
        .end(None, &variant.extra)
}

fn alternate_member<'i>(member: &'i AlternateMember<'_>) -> Json<'i> {
    Writer(Vec::new())
        .text("type", &member.type_name)
        .end(None, &member.extra)
}
