//! A set of identifiers that must differ.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashMapExt};

/// The spelling of identifiers of a scope, which decides how a number is added to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `FooBar`
    Pascal,
    /// `foo_bar` and `FOO_BAR`
    Snake,
}

/// Assigns identifiers, each only once.
#[derive(Debug)]
pub(crate) struct Scope {
    style: Style,
    reserved: &'static [&'static str],
    /// Each identifier given away, and the number to try next for the same name.
    taken: HashMap<String, usize>,
}

impl Scope {
    /// A scope of types or variants, in which the generator uses the names `reserved`.
    pub(crate) fn pascal(reserved: &'static [&'static str]) -> Self {
        Scope {
            style: Style::Pascal,
            reserved,
            taken: HashMap::new(),
        }
    }

    /// A scope of members, functions, modules or constants.
    pub(crate) fn snake(reserved: &'static [&'static str]) -> Self {
        Scope {
            style: Style::Snake,
            reserved,
            taken: HashMap::new(),
        }
    }

    /// Reserves memory for a number of names.
    pub(crate) fn reserve(&mut self, names: usize) {
        self.taken.reserve(names);
    }

    /// Takes `name`, already in Rust's spelling, or its replacement where it is taken.
    pub(crate) fn take(&mut self, mut name: String) -> String {
        if is_keyword(&name) || self.reserved.contains(&name.as_str()) {
            name.push('_');
        }
        let mut number = match self.taken.entry(name.clone()) {
            Entry::Vacant(free) => {
                free.insert(2);
                return name;
            }
            Entry::Occupied(taken) => *taken.get(),
        };
        loop {
            let numbered = self.numbered(&name, number);
            number += 1;
            if let Entry::Vacant(free) = self.taken.entry(numbered.clone()) {
                free.insert(2);
                self.taken.insert(name, number);
                return numbered;
            }
        }
    }

    /// Takes exactly `name`; false where it is taken.
    pub(crate) fn take_exactly(&mut self, name: &str) -> bool {
        match self.taken.entry(name.to_owned()) {
            Entry::Vacant(free) => {
                free.insert(2);
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// Returns true if the generator uses that name itself.
    pub(crate) fn reserves(&self, name: &str) -> bool {
        self.reserved.contains(&name)
    }

    /// rustc's `non_camel_case_types` wants no `_` in front of a digit but between two digits.
    fn numbered(&self, name: &str, number: usize) -> String {
        let name = name.trim_end_matches('_');
        let digit = name.ends_with(|c: char| c.is_ascii_digit());
        let joint = if digit || self.style == Style::Snake {
            "_"
        } else {
            ""
        };
        format!("{name}{joint}{number}")
    }
}

/// Returns true if any edition reserves that word (the Rust Reference, "Keywords"), or it is `_`.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Sorted. `union`, `macro_rules`, `raw`, `safe` and `'static` are keywords only where no
/// identifier may stand.
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
        assert!(is_keyword("gen") && is_keyword("Self") && !is_keyword("union"));
    }

    #[test]
    fn first_come_first_served() {
        let mut scope = Scope::pascal(&["Unknown"]);
        let given: Vec<String> = [
            "Foo", "Foo2", "Foo", "Foo", "Unknown", "Unknown", "A1", "A1", "Self",
        ]
        .map(|n| scope.take(n.to_owned()))
        .into();
        assert_eq!(
            given,
            [
                "Foo", "Foo2", "Foo3", "Foo4", "Unknown_", "Unknown2", "A1", "A1_2", "Self_"
            ]
        );
    }
}
