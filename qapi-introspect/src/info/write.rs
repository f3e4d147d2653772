//! [`SchemaInfo`] → JSON: the same members as were read.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::{AlternateMember, Body, EnumMember, ObjectMember, ObjectVariant, SchemaInfo, Text};
use crate::json::Members;

/// Writes an object's members one by one.
struct Writer<S: SerializeMap>(S);

impl<S: SerializeMap> Writer<S> {
    fn put(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), S::Error> {
        self.0.serialize_entry(key, value)
    }

    fn put_some(&mut self, key: &str, value: &Option<impl Serialize>) -> Result<(), S::Error> {
        value.as_ref().map_or(Ok(()), |value| self.put(key, value))
    }

    fn end(
        mut self,
        features: &Option<Vec<Text<'_>>>,
        extra: &Members<'_>,
    ) -> Result<S::Ok, S::Error> {
        self.put_some("features", features)?;
        for (key, value) in extra {
            self.put(key, value)?;
        }
        self.0.end()
    }
}

impl Serialize for SchemaInfo<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = Writer(serializer.serialize_map(None)?);
        w.put("name", &self.name)?;
        w.put("meta-type", self.meta_type())?;
        match &self.body {
            Body::Builtin { json_type } => w.put("json-type", json_type)?,
            Body::Enum(e) => {
                w.put_some("members", &e.members)?;
                w.put_some("values", &e.values)?;
            }
            Body::Array { element_type } => w.put("element-type", element_type)?,
            Body::Object(o) => {
                w.put("members", &o.members)?;
                w.put_some("tag", &o.tag)?;
                w.put_some("variants", &o.variants)?;
            }
            Body::Alternate { members } => w.put("members", members)?,
            Body::Command {
                arg_type,
                ret_type,
                allow_oob,
            } => {
                w.put("arg-type", arg_type)?;
                w.put("ret-type", ret_type)?;
                w.put_some("allow-oob", allow_oob)?;
            }
            Body::Event { arg_type } => w.put("arg-type", arg_type)?,
            Body::Unknown { .. } => {}
        }
        w.end(&self.features, &self.extra)
    }
}

impl Serialize for EnumMember<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = Writer(serializer.serialize_map(None)?);
        w.put("name", &self.name)?;
        w.end(&self.features, &self.extra)
    }
}

impl Serialize for ObjectMember<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = Writer(serializer.serialize_map(None)?);
        w.put("name", &self.name)?;
        w.put("type", &self.type_name)?;
        w.put_some("default", &self.default)?;
        w.end(&self.features, &self.extra)
    }
}

impl Serialize for ObjectVariant<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = Writer(serializer.serialize_map(None)?);
        w.put("case", &self.case)?;
        w.put("type", &self.type_name)?;
        w.end(&None, &self.extra)
    }
}

impl Serialize for AlternateMember<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = Writer(serializer.serialize_map(None)?);
        w.put("type", &self.type_name)?;
        w.end(&None, &self.extra)
    }
}
