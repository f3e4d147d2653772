//! Builder for JSON objects that keep the order of their members.

use qapi_introspect::info::{Json, Text};

/// An object under construction.
#[derive(Debug, Default)]
pub(crate) struct Object<'a>(Vec<(Text<'a>, Json<'a>)>);

impl<'a> Object<'a> {
    pub(crate) fn new() -> Self {
        Object::default()
    }

    /// Adds a member.
    #[must_use]
    pub(crate) fn with(mut self, name: impl Into<Text<'a>>, value: impl Into<Value<'a>>) -> Self {
        self.push(name, value);
        self
    }

    /// Adds a member if there is a value.
    #[must_use]
    pub(crate) fn with_some<V: Into<Value<'a>>>(
        self,
        name: impl Into<Text<'a>>,
        value: Option<V>,
    ) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub(crate) fn push(&mut self, name: impl Into<Text<'a>>, value: impl Into<Value<'a>>) {
        self.0.push((name.into(), value.into().0));
    }

    /// Adds the members of another object at the end.
    #[must_use]
    pub(crate) fn and(mut self, other: Object<'a>) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A value of a member.
#[derive(Debug)]
pub(crate) struct Value<'a>(Json<'a>);

macro_rules! from {
    ($($source:ty, $value:ident => $json:expr;)*) => {$(
        impl<'a> From<$source> for Value<'a> {
            fn from($value: $source) -> Self {
                Value($json)
            }
        }
    )*};
}

from! {
    Object<'a>, object => Json::Object(object.0);
    Json<'a>, json => json;
    &'a str, text => Json::Str(text.into());
    String, text => Json::Str(text.into());
    bool, value => Json::Bool(value);
    u64, number => Json::Number(number.into());
    i64, number => Json::Number(number.into());
    Vec<Json<'a>>, values => Json::Array(values);
    Vec<Object<'a>>, objects => Json::Array(objects.into_iter().map(|o| Json::Object(o.0)).collect());
    Vec<&'a str>, texts => Json::Array(texts.into_iter().map(|t| Json::Str(t.into())).collect());
}

impl<'a> From<Object<'a>> for Json<'a> {
    fn from(object: Object<'a>) -> Self {
        Json::Object(object.0)
    }
}
