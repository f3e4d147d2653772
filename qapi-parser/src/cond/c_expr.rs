//! C preprocessor expressions, the conditions of schemas until QEMU 6.1.
//!
//! Input: the text of an expression. Output: its tree if it consists of `defined`, `!`, `&&`, `||`
//! and parentheses, nested not too deeply; otherwise [`CondTree::Opaque`] with the text. Opaque
//! text is not checked to be valid C, as in QEMU's compiler.

use crate::ir::CondTree;

/// Maximum depth of parentheses and `!`; a deeper expression is kept as opaque text.
const MAX_DEPTH: u32 = 64;

/// Reads any expression.
pub(crate) fn parse(text: &str) -> CondTree {
    let mut parser = Parser {
        rest: text,
        depth: 0,
    };
    match parser.any() {
        Some(tree) if parser.rest.trim_start().is_empty() => tree,
        _ => CondTree::Opaque(text.to_owned()),
    }
}

struct Parser<'t> {
    rest: &'t str,
    depth: u32,
}

impl<'t> Parser<'t> {
    fn any(&mut self) -> Option<CondTree> {
        let parts = self.separated("||", Self::all)?;
        Some(single(parts, CondTree::Any))
    }

    fn all(&mut self) -> Option<CondTree> {
        let parts = self.separated("&&", Self::unary)?;
        Some(single(parts, CondTree::All))
    }

    fn separated(
        &mut self,
        operator: &str,
        operand: fn(&mut Self) -> Option<CondTree>,
    ) -> Option<Vec<CondTree>> {
        let mut parts = vec![operand(self)?];
        while self.eat(operator) {
            parts.push(operand(self)?);
        }
        Some(parts)
    }

    fn unary(&mut self) -> Option<CondTree> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let tree = if self.eat("!") {
            CondTree::Not(Box::new(self.unary()?))
        } else if self.eat("(") {
            let inner = self.any()?;
            self.eat(")").then_some(inner)?
        } else {
            self.defined()?
        };
        self.depth -= 1;
        Some(tree)
    }

    /// `defined(X)` or `defined X`
    fn defined(&mut self) -> Option<CondTree> {
        if self.identifier()? != "defined" {
            return None;
        }
        let parenthesized = self.eat("(");
        let symbol = self.identifier()?;
        if parenthesized && !self.eat(")") {
            return None;
        }
        Some(CondTree::Symbol(symbol.to_owned()))
    }

    fn identifier(&mut self) -> Option<&'t str> {
        let text = self.rest.trim_start();
        let end = text
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        if !word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return None;
        }
        self.rest = rest;
        Some(word)
    }

    fn eat(&mut self, token: &str) -> bool {
        match self.rest.trim_start().strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

fn single(mut parts: Vec<CondTree>, many: fn(Vec<CondTree>) -> CondTree) -> CondTree {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            many(parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sym(name: &str) -> CondTree {
        CondTree::Symbol(name.to_owned())
    }

    #[test]
    fn trees() {
        use CondTree::{All, Any, Not};
        assert_eq!(parse("defined(A)"), sym("A"));
        assert_eq!(parse(" defined A "), sym("A"));
        assert_eq!(
            parse("defined(A) && !defined(B) || (defined(C))"),
            Any(vec![All(vec![sym("A"), Not(Box::new(sym("B")))]), sym("C")])
        );
    }

    #[test]
    fn opaque() {
        for text in [
            "A",
            "defined(A) &",
            "VERSION > 3",
            "(defined(A)",
            "defined(A))",
            "",
            "!(defined(1)",
        ] {
            assert_eq!(parse(text), CondTree::Opaque(text.to_owned()));
        }
        let deep = "!".repeat(100_000) + "defined(A)";
        assert_eq!(parse(&deep), CondTree::Opaque(deep.clone()));
    }
}
