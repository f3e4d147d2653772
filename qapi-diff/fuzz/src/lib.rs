//! The common parts of the fuzz targets: answers to `query-qmp-schema` from any bytes.
//!
//! An input that begins with `[` is the text of answers, separated by U+001E. Any other input is a
//! list of choices: a number of types, then for each its kind, members, and the types that it
//! refers to, so that most inputs are readable answers and their types form any graph.

use serde_json::{Value, json};

/// The texts of the answers of an input, at most three.
pub fn answers(input: &[u8]) -> Vec<String> {
    if input.first() == Some(&b'[') {
        let parts = input.split(|byte| *byte == 0x1e).take(3);
        return parts.map(|text| String::from_utf8_lossy(text).into_owned()).collect();
    }
    let mut choices = Choices(input);
    let count = 1 + choices.below(3);
    (0..count).map(|_| choices.answer().to_string()).collect()
}

/// Bytes as a source of choices; behind the last, each is 0.
struct Choices<'i>(&'i [u8]);

const NAMES: [&str; 12] = [
    "a", "b", "c", "x-d", "__com.e_f", "type", "a/b", "", "é", "\u{1b}[31m", "*g", "0",
];

impl Choices<'_> {
    fn below(&mut self, limit: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first) % limit.max(1)
    }

    fn name(&mut self) -> &'static str {
        NAMES[self.below(NAMES.len())]
    }

    fn list<T>(&mut self, limit: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(limit)).map(|_| make(self)).collect()
    }

    fn features(&mut self) -> Value {
        const FEATURES: [&str; 4] = ["deprecated", "unstable", "f", "deprecated"];
        json!(self.list(4, |choices| FEATURES[choices.below(4)]))
    }

    fn answer(&mut self) -> Value {
        let types = 1 + self.below(24);
        // Names of types differ, since an answer with equal ones is refused.
        let mut entities: Vec<_> = (0..types).map(|index| self.entity(index, types)).collect();
        for index in 0..1 + self.below(6) {
            let (name, argument) = (self.name(), self.below(types).to_string());
            let name = format!("{name}{index}");
            entities.push(match self.below(2) {
                0 => json!({"meta-type": "command", "name": name, "arg-type": argument,
                    "ret-type": self.below(types).to_string(), "features": self.features()}),
                _ => json!({"meta-type": "event", "name": name, "arg-type": argument,
                    "features": self.features()}),
            });
        }
        Value::Array(entities)
    }

    fn entity(&mut self, index: usize, types: usize) -> Value {
        let name = index.to_string();
        let of = |choices: &mut Self| choices.below(types).to_string();
        match self.below(6) {
            0 => {
                const JSON: [&str; 6] = ["string", "int", "number", "boolean", "null", "value"];
                json!({"meta-type": "builtin", "name": name, "json-type": JSON[self.below(6)]})
            }
            1 => {
                let values = self.list(4, |choices| json!({"name": choices.name()}));
                let names: Vec<_> = values.iter().map(|value| value["name"].clone()).collect();
                json!({"meta-type": "enum", "name": name, "members": values, "values": names})
            }
            2 => json!({"meta-type": "array", "name": name, "element-type": of(self)}),
            3 => {
                let members = self.list(4, |choices| json!({"type": of(choices)}));
                json!({"meta-type": "alternate", "name": name, "members": members})
            }
            kind => {
                let members = self.list(5, |choices| {
                    let mut member = json!({"name": choices.name(), "type": of(choices),
                        "features": choices.features()});
                    if choices.below(2) == 1 {
                        member["default"] = Value::Null;
                    }
                    member
                });
                let mut object = json!({"meta-type": "object", "name": name, "members": members});
                if kind == 4 {
                    object["tag"] = json!(self.name());
                    object["variants"] = json!(
                        self.list(4, |choices| json!({"case": choices.name(), "type": of(choices)}))
                    );
                }
                object
            }
        }
    }
}
