//! Symbols of conditions, which nothing declares.

use foldhash::{HashMap, HashMapExt};
use indexmap::IndexMap;

use super::parts::Definition;
use crate::diag::{Diagnostic, codes::lint as codes};
use crate::ir::{Cond, CondTree, Feature};
use crate::source::Span;

/// Maximum length of symbols that are compared.
const LONGEST: usize = 64;

/// Minimum length of symbols that are compared: shorter ones differ by a letter by chance.
const SHORTEST: usize = 5;

/// The number of uses of a symbol, and the first one.
struct Use {
    count: usize,
    first: Span,
}

/// Finds symbols that differ by one letter from one used more often.
pub(super) fn similar(symbols: &Symbols<'_>, found: &mut Vec<Diagnostic>) {
    let Symbols(symbols) = symbols;
    // Two symbols are near if both are equal without the letter at one place, or if one equals the
    // other without a letter.
    let mut without: HashMap<(String, usize), Vec<&str>> = HashMap::new();
    for name in symbols.keys().filter(|n| is_compared(n)) {
        for at in 0..name.len() {
            let key = (remove(name, at), at);
            without.entry(key).or_default().push(name);
        }
    }
    for (name, used) in symbols.iter().filter(|(n, _)| is_compared(n)) {
        let replaced = (0..name.len()).flat_map(|at| {
            let same = without.get(&(remove(name, at), at)).into_iter().flatten();
            same.filter(move |other| !is_digit(name, at) && !is_digit(other, at))
        });
        let shorter = (0..name.len())
            .filter(|&at| !is_digit(name, at))
            .filter_map(|at| {
                symbols
                    .get_key_value(remove(name, at).as_str())
                    .map(|(n, _)| n)
            });
        let longer = (0..=name.len()).flat_map(|at| {
            let more = without.get(&((*name).to_owned(), at)).into_iter().flatten();
            more.filter(move |other| !is_digit(other, at))
        });
        let near = replaced.chain(shorter).chain(longer);
        let near = near.filter(|other| symbols[**other].count > used.count);
        if let Some(other) = near.max_by_key(|other| symbols[**other].count) {
            let message = format!("symbol {name} differs by one letter from {other}");
            let warning = Diagnostic::warning(codes::SIMILAR_SYMBOL, used.first, message);
            let more = symbols[*other].count;
            let note = format!(
                "{name} is used {}, {other} {}",
                times(used.count),
                times(more)
            );
            found.push(warning.note(note).help(format!("did you mean {other}?")));
        }
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        n => format!("{n} times"),
    }
}

fn is_compared(name: &str) -> bool {
    name.is_ascii() && (SHORTEST..=LONGEST).contains(&name.len())
}

fn is_digit(name: &str, at: usize) -> bool {
    name.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

fn remove(name: &str, at: usize) -> String {
    let mut name = name.to_owned();
    name.remove(at);
    name
}

/// All symbols in order of their first use.
#[derive(Default)]
pub(super) struct Symbols<'s>(IndexMap<&'s str, Use>);

impl<'s> Symbols<'s> {
    /// Adds the symbols of a definition.
    pub(super) fn add(&mut self, definition: &Definition<'s>) {
        self.add_cond(definition.cond, definition.head);
        self.add_features(definition.features, definition.head);
        for part in &definition.parts {
            self.add_features(part.features, part.span);
        }
        for part in &definition.parts {
            self.add_cond(part.cond, part.span);
        }
    }

    fn add_features(&mut self, features: &'s [Feature], span: Span) {
        for feature in features {
            self.add_cond(feature.cond(), feature.span().unwrap_or(span));
        }
    }

    fn add_cond(&mut self, cond: Option<&'s Cond>, first: Span) {
        let mut pending: Vec<&CondTree> = cond.map(Cond::tree).into_iter().collect();
        while let Some(tree) = pending.pop() {
            match tree {
                CondTree::Symbol(name) => {
                    let entry = self.0.entry(name.as_str());
                    entry.or_insert(Use { count: 0, first }).count += 1;
                }
                CondTree::All(parts) | CondTree::Any(parts) => pending.extend(parts.iter().rev()),
                CondTree::Not(part) => pending.push(part),
                CondTree::Opaque(_) => {}
            }
        }
    }
}
