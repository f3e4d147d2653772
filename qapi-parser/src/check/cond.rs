//! Conditions (`docs/devel/qapi-code-gen.rst`, "Configuring the schema").

use super::keys;
use crate::cond;
use crate::context::{At, Cx};
use crate::diag::Diagnostic;
use crate::diag::codes::check as codes;
use crate::edition::Rule;
use crate::ir::{Cond, CondTree};
use crate::source::Span;
use crate::syntax::{Object, Value};

/// Maximum depth of `all`, `any` and `not`. QEMU's compiler ends at its interpreter's stack.
const MAX_DEPTH: u32 = 100;

/// Reads the condition of `owner`, if it has one. `what` names the owner in messages.
pub(super) fn check_if(cx: &mut Cx<'_>, at: At, owner: &Object, what: &str) -> Option<Cond> {
    let value = owner.get("if")?;
    let mut reader = Reader { cx, at, what };
    let trees = reader.cx.edition.allows(Rule::IfAsTree);
    let c = reader.cx.edition.allows(Rule::IfAsC);
    if !trees && !c {
        // The key itself is reported as unknown.
        return None;
    }
    match value {
        Value::Str(s) if trees && cond::is_identifier(&s.text) => {
            Some(cond::from_tree(CondTree::Symbol(s.text.to_string())))
        }
        Value::Str(_) | Value::Array(_) if c => reader.c_expressions(value),
        _ if trees => reader.tree(value, 0).map(cond::from_tree),
        other => {
            let form = if c {
                "a string or a list of strings"
            } else {
                "a string"
            };
            reader.wrong(
                other.span(),
                &format!("must be {form}, not {}", other.kind_name()),
            );
            None
        }
    }
}

struct Reader<'r, 's> {
    cx: &'r mut Cx<'s>,
    at: At,
    what: &'r str,
}

impl Reader<'_, '_> {
    fn c_expressions(&mut self, value: &Value) -> Option<Cond> {
        let values = match value {
            Value::Array(array) if array.values.is_empty() => {
                self.wrong(array.span, "must not be empty");
                return None;
            }
            Value::Array(array) => array.values.as_slice(),
            one => std::slice::from_ref(one),
        };
        let expressions: Vec<_> = values.iter().map(|v| self.c_expression(v)).collect();
        expressions
            .into_iter()
            .collect::<Option<_>>()
            .map(cond::from_c)
    }

    fn c_expression(&mut self, value: &Value) -> Option<String> {
        match value {
            Value::Str(s) if !s.text.trim().is_empty() => Some(s.text.to_string()),
            Value::Str(s) => {
                self.wrong(s.span, "must not be empty");
                None
            }
            other => {
                let message = format!(
                    "must be a string or a list of strings, not {}",
                    other.kind_name()
                );
                self.wrong(other.span(), &message);
                None
            }
        }
    }

    fn tree(&mut self, value: &Value, depth: u32) -> Option<CondTree> {
        match value {
            Value::Str(s) if cond::is_identifier(&s.text) => {
                Some(CondTree::Symbol(s.text.to_string()))
            }
            Value::Str(s) => {
                let message = format!(
                    "'if' condition '{}' of {} is not a valid identifier",
                    s.text, self.what
                );
                let diagnostic = self.at.error(codes::BAD_CONDITION, s.span, message).note(
                    "an identifier has uppercase letters, digits and '_', and begins with a letter",
                );
                let old = s.text.contains("defined");
                self.cx.report(if old {
                    diagnostic.help(C_HELP)
                } else {
                    diagnostic
                });
                None
            }
            Value::Object(_) if depth >= MAX_DEPTH => {
                let message = format!("nests deeper than {MAX_DEPTH} levels");
                self.wrong(value.span(), &message);
                None
            }
            Value::Object(object) => self.operation(object, depth),
            other => {
                let message = format!("must be a string or an object, not {}", other.kind_name());
                let diagnostic = self.diagnostic(other.span(), &message);
                let list = depth == 0 && matches!(other, Value::Array(_));
                self.cx.report(if list {
                    diagnostic.help(C_HELP)
                } else {
                    diagnostic
                });
                None
            }
        }
    }

    fn operation(&mut self, object: &Object, depth: u32) -> Option<CondTree> {
        let what = format!("'if' condition of {}", self.what);
        let keys = keys::Keys {
            required: &[],
            optional: &["all", "any", "not"],
        };
        let damage = self.cx.damage();
        keys::check_keys(self.cx, self.at, object, &what, keys)?;
        if self.cx.damage() > damage {
            return None;
        }
        let [(key, operand)] = object.members.as_slice() else {
            self.wrong(
                object.span,
                "must have exactly one of the keys 'all', 'any', 'not'",
            );
            return None;
        };
        match &*key.text {
            "not" => self
                .tree(operand, depth + 1)
                .map(|t| CondTree::Not(Box::new(t))),
            "all" => self.operands("all", operand, depth).map(CondTree::All),
            _ => self.operands("any", operand, depth).map(CondTree::Any),
        }
    }

    fn operands(&mut self, key: &str, value: &Value, depth: u32) -> Option<Vec<CondTree>> {
        let Value::Array(array) = value else {
            let message = format!("needs an array for '{key}', not {}", value.kind_name());
            self.wrong(value.span(), &message);
            return None;
        };
        if array.values.is_empty() {
            self.wrong(array.span, &format!("must not have an empty '{key}'"));
            return None;
        }
        let trees: Vec<_> = array
            .values
            .iter()
            .map(|v| self.tree(v, depth + 1))
            .collect();
        trees.into_iter().collect()
    }

    fn diagnostic(&self, culprit: Span, message: &str) -> Diagnostic {
        let message = format!("'if' condition of {} {message}", self.what);
        self.at.error(codes::BAD_CONDITION, culprit, message)
    }

    fn wrong(&mut self, culprit: Span, message: &str) {
        self.cx.report(self.diagnostic(culprit, message));
    }
}

const C_HELP: &str = "C expressions and lists were conditions until QEMU 6.1; now write \
                      identifiers, { 'all': [ … ] }, { 'any': [ … ] } and { 'not': … }";
