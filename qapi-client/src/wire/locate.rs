//! Conversion of a path to a byte offset, by walking the text again: only errors pay for it.

use std::fmt;

use serde_core::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::step::Step;

/// Returns the offset of the value that `path` leads to in `text`, which is valid JSON. At a step
/// without a target (a missing member), returns the offset of the value before it.
pub(super) fn offset<'s>(text: &str, path: impl Iterator<Item = &'s Step>) -> usize {
    let mut at = 0;
    let mut rest = text;
    for step in path {
        let Some((skipped, inner)) = into_step(rest, step) else {
            break;
        };
        at += skipped;
        rest = inner;
    }
    at + (rest.len() - rest.trim_start().len())
}

/// Returns the start in `text` of the value behind `step`, and its text.
fn into_step<'t>(text: &'t str, step: &Step) -> Option<(usize, &'t str)> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let found = match step {
        Step::Member(_) => reader.deserialize_map(Find(step)),
        Step::Index(_) => reader.deserialize_seq(Find(step)),
    };
    let inner = found.ok().flatten()?.get();
    // `inner` borrows from `text`, so the difference of their addresses is an offset.
    Some((
        (inner.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?,
        inner,
    ))
}

struct Find<'s>(&'s Step);

impl<'de> Visitor<'de> for Find<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            if matches!(self.0, Step::Member(name) if *name == key) {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        let mut index = 0;
        while let Some(element) = seq.next_element::<&'de RawValue>()? {
            if matches!(self.0, Step::Index(wanted) if *wanted == index) {
                found = Some(element);
            }
            index += 1;
        }
        Ok(found)
    }
}
