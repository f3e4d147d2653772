//! Conditions in words.

use qapi_parser::ir::{Cond, CondTree};

/// Returns the condition as text: `CONFIG_A and not (CONFIG_B or CONFIG_C)`.
pub(crate) fn condition(cond: &Cond) -> String {
    tree(cond.tree(), false)
}

fn tree(cond: &CondTree, inside: bool) -> String {
    match cond {
        // A C expression has operators of its own.
        CondTree::Opaque(text) if inside => format!("({text})"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_keep_their_meaning() {
        use CondTree::{All, Not, Opaque, Symbol};
        let expression = || Opaque("V > 1 || B".to_owned());
        assert_eq!(tree(&expression(), false), "V > 1 || B");
        let both = All(vec![expression(), Symbol("A".to_owned())]);
        assert_eq!(tree(&both, false), "(V > 1 || B) and A");
        let not = Not(Box::new(expression()));
        assert_eq!(tree(&not, false), "not (V > 1 || B)");
    }
}
