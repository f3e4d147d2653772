//! Conditions in words.

use qapi_parser::ir::{Cond, CondTree};

/// Returns the condition as text: `CONFIG_A and not (CONFIG_B or CONFIG_C)`.
pub(crate) fn condition(cond: &Cond) -> String {
    tree(cond.tree(), false)
}

fn tree(cond: &CondTree, inside: bool) -> String {
    match cond {
        CondTree::Symbol(name) | CondTree::Opaque(name) => name.clone(),
        CondTree::Not(part) => format!("not {}", tree(part, true)),
        CondTree::All(parts) => join(parts, " and ", inside),
        CondTree::Any(parts) => join(parts, " or ", inside),
    }
}

fn join(parts: &[CondTree], word: &str, inside: bool) -> String {
    if let [only] = parts {
        return tree(only, inside);
    }
    let parts: Vec<_> = parts.iter().map(|part| tree(part, true)).collect();
    let text = parts.join(word);
    if inside { format!("({text})") } else { text }
}
