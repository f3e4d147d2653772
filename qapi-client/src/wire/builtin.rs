//! QAPI's built-in types, optional members, arrays.

use super::json::to_map;
use super::{Decode, DecodeError, Encode, Json, Map, Null, Problem, Value, Writer};

macro_rules! integers {
    ($($rust:ident $qapi:literal)*) => {$(
        impl Encode for $rust {
            fn encode(&self, w: &mut Writer<'_>) {
                w.leaf(self);
            }
        }

        impl Decode for $rust {
            fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
                let value = match json {
                    Json::Int(value) => $rust::try_from(*value).ok(),
                    Json::Uint(value) => $rust::try_from(*value).ok(),
                    // serde_json reads the integer `-0` as a double.
                    Json::Float(value) if *value == 0.0 && value.is_sign_negative() => Some(0),
                    other => return Err(other.mismatch("an integer")),
                };
                value.ok_or_else(|| out_of_range(json, $qapi))
            }
        }
    )*};
}

integers! {
    i8 "int8" i16 "int16" i32 "int32" i64 "int"
    u8 "uint8" u16 "uint16" u32 "uint32" u64 "uint64"
}

#[cold]
fn out_of_range(json: &Json<'_>, expected: &'static str) -> DecodeError {
    DecodeError::new(Problem::OutOfRange {
        expected,
        found: json.to_value().to_string(),
    })
}

impl Encode for f64 {
    fn encode(&self, w: &mut Writer<'_>) {
        w.leaf(self);
    }
}

impl Decode for f64 {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        match json {
            Json::Float(value) => Ok(*value),
            Json::Int(value) => Ok(*value as f64),
            Json::Uint(value) => Ok(*value as f64),
            other => Err(other.mismatch("a number")),
        }
    }
}

impl Encode for bool {
    fn encode(&self, w: &mut Writer<'_>) {
        w.leaf(self);
    }
}

impl Decode for bool {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        match json {
            Json::Bool(value) => Ok(*value),
            other => Err(other.mismatch("a boolean")),
        }
    }
}

impl Encode for str {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(self);
    }
}

impl Encode for String {
    fn encode(&self, w: &mut Writer<'_>) {
        w.string(self);
    }
}

impl Decode for String {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        match json {
            Json::String(value) => Ok(value.as_ref().to_owned()),
            other => Err(other.mismatch("a string")),
        }
    }
}

impl Encode for Null {
    fn encode(&self, w: &mut Writer<'_>) {
        w.leaf(&());
    }
}

impl Decode for Null {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        match json {
            Json::Null => Ok(Null),
            other => Err(other.mismatch("null")),
        }
    }
}

/// The empty object: what a command without `returns` answers.
impl Encode for () {
    fn encode(&self, w: &mut Writer<'_>) {
        w.object(&[], &[]);
    }
}

impl Decode for () {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        json.object().map(|_| ())
    }
}

impl Encode for Value {
    fn encode(&self, w: &mut Writer<'_>) {
        match self {
            Value::Object(members) => members.encode(w),
            other => w.value(other),
        }
    }
}

impl Decode for Value {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        Ok(json.to_value())
    }
}

impl Encode for Map {
    fn encode(&self, w: &mut Writer<'_>) {
        w.map(self.iter());
    }
}

impl Decode for Map {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        match json {
            Json::Object(members) => Ok(to_map(members)),
            other => Err(other.mismatch("an object")),
        }
    }
}

/// An optional member.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        if let Some(value) = self {
            value.encode(w);
        }
    }

    fn is_present(&self) -> bool {
        self.is_some()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        w.array(self.iter().map(|element| element as &dyn Encode));
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        let Json::Array(elements) = json else {
            return Err(json.mismatch("an array"));
        };
        let mut values = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            values.push(T::decode(element).map_err(|error| error.in_element(index))?);
        }
        Ok(values)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, w: &mut Writer<'_>) {
        (**self).encode(w);
    }

    fn is_present(&self) -> bool {
        (**self).is_present()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(json: &Json<'_>) -> Result<Self, DecodeError> {
        T::decode(json).map(Box::new)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, w: &mut Writer<'_>) {
        (**self).encode(w);
    }

    fn is_present(&self) -> bool {
        (**self).is_present()
    }
}
