//! Conditions in every form that a release had, read into [`Cond`] trees.

mod c_expr;

use crate::ir::{Cond, CondTree, CondWritten};

/// Makes the condition of a C expression or a list of them, all of which must hold.
pub(crate) fn from_c(expressions: Vec<String>) -> Cond {
    let tree = match expressions.as_slice() {
        [one] => c_expr::parse(one),
        many => CondTree::All(many.iter().map(|e| c_expr::parse(e)).collect()),
    };
    Cond {
        tree,
        written: CondWritten::C(expressions),
    }
}

/// Makes the condition of an identifier, or of `all`, `any` and `not`.
pub(crate) fn from_tree(tree: CondTree) -> Cond {
    Cond {
        tree,
        written: CondWritten::Tree,
    }
}

/// Returns true if the text is an identifier that can be a condition.
pub(crate) fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}
