//! Help on a device's properties, which no schema tells.

use std::fmt::Write as _;

use serde_json::Value;

use crate::pretty::{self, Paint, Style, escape};

/// The properties that a device can be given, as `device-list-properties` answers them.
pub fn properties(answer: &Value, paint: Paint) -> String {
    let mut properties: Vec<_> = answer.as_array().into_iter().flatten().collect();
    let part = |property: &Value, name: &str| escape(property[name].as_str().unwrap_or_default());
    properties.retain(|property| !part(property, "type").starts_with("child<"));
    properties.sort_by_key(|property| part(property, "name"));
    let names: Vec<_> = properties.iter().map(|p| part(p, "name")).collect();
    let width = pretty::name_width(names.iter().map(String::as_str));
    let mut text = "  properties:\n".to_owned();
    for property in properties {
        let name = paint.paint(Style::Name, &pretty::pad(&part(property, "name"), width));
        // Writing to a String cannot fail.
        let _ = write!(text, "    {name}  {}", part(property, "type"));
        if let Some(default) = property.get("default-value") {
            let _ = write!(text, ", {} if not given", pretty::line(default, paint));
        }
        let description = part(property, "description");
        if !description.is_empty() && description != part(property, "type") {
            let _ = write!(text, "; {description}");
        }
        text.push('\n');
    }
    text
}
