//! Values as key=value text.
//!
//! Input: a tree. Output: the text, or the place of the first value that key=value cannot express.
//! The caller reads the text again and compares, so that a text never stands for another value.

use super::check::Path;
use super::keyval::{escape, is_name};
use super::problem::{Finding, Problem};
use super::tree::{Item, Members, Node};
use super::types::Form;

/// Writes an object.
pub(crate) fn write(members: &Members, form: Form) -> Result<String, Finding> {
    let mut writer = Writer {
        form,
        text: String::new(),
    };
    writer.object(members, &Path::Root)?;
    Ok(writer.text)
}

struct Writer {
    form: Form,
    text: String,
}

impl Writer {
    fn object(&mut self, members: &Members, path: &Path<'_>) -> Result<(), Finding> {
        for (name, item) in members {
            let inner = match self.form {
                Form::KeyVal => path,
                Form::Flat => &Path::Root,
            };
            let path = Path::Member(inner, name);
            if !is_name(name) {
                return Err(refuse(item, &path, "a member with this name"));
            }
            self.value(item, &path)?;
        }
        Ok(())
    }

    fn value(&mut self, item: &Item, path: &Path<'_>) -> Result<(), Finding> {
        match &item.node {
            Node::Text(text) | Node::Str(text) => {
                self.pair(path, text);
                Ok(())
            }
            Node::Number(number) => {
                self.pair(path, &number.to_string());
                Ok(())
            }
            Node::Bool(value) => {
                self.pair(path, if *value { "on" } else { "off" });
                Ok(())
            }
            Node::Null => Err(refuse(item, path, "null")),
            Node::Map(members) if members.is_empty() => {
                Err(refuse(item, path, "an object without members"))
            }
            Node::Map(members) => self.object(members, path),
            Node::List(items) if items.is_empty() => {
                Err(refuse(item, path, "a list without elements"))
            }
            Node::List(items) => items.iter().enumerate().try_for_each(|(index, item)| {
                match (self.form, &item.node) {
                    (Form::KeyVal, _) => self.value(item, &Path::Index(path, index)),
                    (Form::Flat, Node::Map(members)) if members.len() == 1 => {
                        members.values().try_for_each(|item| self.value(item, path))
                    }
                    (Form::Flat, _) => self.value(item, path),
                }
            }),
        }
    }

    fn pair(&mut self, key: &Path<'_>, value: &str) {
        if !self.text.is_empty() {
            self.text.push(',');
        }
        self.text.push_str(&key.to_string());
        self.text.push('=');
        self.text.push_str(&escape(value));
    }
}

fn refuse(item: &Item, path: &Path<'_>, subject: &'static str) -> Finding {
    let problem = Problem::NotKeyValue(subject);
    Finding::new(item.span.clone(), path.to_string(), problem)
}
