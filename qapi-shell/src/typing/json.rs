//! JSON that was given as JSON, checked as strictly as QEMU does.
//!
//! Input: JSON, its place in the line, the type that it is to be of. Output: the first mistake and
//! its place.

use qapi_client::introspect::info::{Body, SchemaInfo};
use qapi_client::introspect::walk::{Kind, alternative, takes};
use serde_json::Value;

use super::{Typist, Whole, has_value};
use crate::given;
use crate::line::{Form, Span, Value as Given};
use crate::problem::LineError;

/// Maximum characters of JSON that an error quotes.
const SHOWN: usize = 40;

impl<'s> Typist<'s> {
    /// Checks JSON that was given as JSON against its type.
    pub(super) fn check_json(
        &self,
        info: &'s SchemaInfo<'static>,
        value: &Value,
        span: &Span,
        name: &str,
    ) -> Result<(), LineError> {
        match (&info.body, value) {
            (Body::Object(_), Value::Object(_)) => {
                let members = given::json_members(self.line, span)?;
                let whole = Whole {
                    name,
                    root: false,
                    open: false,
                    // A missing member is missing before the bracket.
                    span: span.end.saturating_sub(1)..span.end,
                };
                self.object(info, &members, &whole).map(drop)
            }
            (Body::Array { element_type }, Value::Array(_)) => {
                let Some(element) = self.schema.type_named(element_type) else {
                    return Ok(());
                };
                let nodes = given::json_elements(self.line, span)?;
                nodes.iter().enumerate().try_for_each(|(index, node)| {
                    let name = format!("{name}.{index}");
                    self.value(element, node, &name).map(drop)
                })
            }
            (Body::Alternate { .. }, _) => match alternative(self.schema, info, kind(value)) {
                Some(branch) => self.check_json(branch, value, span, name),
                None => Err(self.json_mismatch(info, value, span, name)),
            },
            (Body::Enum(values), Value::String(text)) if has_value(values, text) => Ok(()),
            (Body::Builtin { .. }, _) if takes(info, kind(value)) => Ok(()),
            _ => Err(self.json_mismatch(info, value, span, name)),
        }
    }

    fn json_mismatch(
        &self,
        info: &'s SchemaInfo<'static>,
        value: &Value,
        span: &Span,
        name: &str,
    ) -> LineError {
        let text = match (&info.body, value) {
            (Body::Enum(_), Value::String(text)) => text.clone(),
            _ => clipped(&self.line[span.clone()]),
        };
        let given = Given {
            span: span.clone(),
            text,
            form: Form::Json,
        };
        self.mismatch(info, &given, name)
    }
}

fn kind(value: &Value) -> Kind<'_> {
    match value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Bool,
        Value::Number(number) if number.is_f64() => Kind::Float,
        Value::Number(_) => Kind::Int,
        Value::String(text) => Kind::String(text),
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}

/// The beginning of a text that may be long.
fn clipped(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
