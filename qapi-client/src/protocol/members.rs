//! An object's members, by name.

use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};

/// Reads the members `names` of an object, all required and of one type; skips others.
pub(super) fn members<'de, D, T, const N: usize>(
    deserializer: D,
    names: [&'static str; N],
) -> Result<[T; N], D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    let values: [Option<T>; N] = deserializer.deserialize_map(Members::new(names))?;
    match values.iter().position(Option::is_none) {
        Some(missing) => Err(D::Error::missing_field(names[missing])),
        None => Ok(values.map(Option::unwrap_or_default)),
    }
}

/// Reads the members among `names` that an object has; skips others.
pub(crate) struct Members<T, const N: usize> {
    names: [&'static str; N],
    values: std::marker::PhantomData<T>,
}

impl<T, const N: usize> Members<T, N> {
    pub(crate) fn new(names: [&'static str; N]) -> Self {
        Self {
            names,
            values: std::marker::PhantomData,
        }
    }
}

impl<'de, T: Deserialize<'de>, const N: usize> Visitor<'de> for Members<T, N> {
    type Value = [Option<T>; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with {}", self.names.join(", "))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = [const { None }; N];
        while let Some(place) = map.next_key_seed(Place(&self.names))? {
            let Some(place) = place else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if values[place].replace(map.next_value()?).is_some() {
                return Err(A::Error::duplicate_field(self.names[place]));
            }
        }
        Ok(values)
    }
}

/// Reads a name as its position in the list.
struct Place<'a>(&'a [&'static str]);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|known| *known == name))
    }
}
