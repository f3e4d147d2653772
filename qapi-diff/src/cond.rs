//! Conditions, compared by their meaning.
//!
//! Two conditions are equal when no choice of defined symbols tells them apart, however they are
//! written; one is narrower than another when it holds in fewer builds.

use std::collections::BTreeSet;
use std::fmt;

/// A condition on the symbols that a build defines. None in an `Option<Cond>` holds always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cond<'m> {
    /// The symbol is defined. A C expression beyond these forms counts as a symbol of its own.
    Symbol(&'m str),
    /// All hold.
    All(Vec<Cond<'m>>),
    /// At least one holds.
    Any(Vec<Cond<'m>>),
    /// It does not hold.
    Not(Box<Cond<'m>>),
}

/// Relation of the builds in which two conditions hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Builds {
    /// The same.
    Same,
    /// The new one holds in more, and in all that the old one holds in.
    More,
    /// The new one does not hold in some that the old one holds in.
    Fewer,
}

/// Conditions with more symbols than this are compared as written: the number of builds to try is
/// two to that power. Real ones have up to five.
const MAX_SYMBOLS: usize = 12;

impl<'m> Cond<'m> {
    fn symbols(&self, into: &mut BTreeSet<&'m str>) {
        match self {
            Cond::Symbol(name) => {
                into.insert(name);
            }
            Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|p| p.symbols(into)),
            Cond::Not(part) => part.symbols(into),
        }
    }

    fn holds(&self, defined: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Cond::Symbol(name) => defined(name),
            Cond::All(parts) => parts.iter().all(|p| p.holds(defined)),
            Cond::Any(parts) => parts.iter().any(|p| p.holds(defined)),
            Cond::Not(part) => !part.holds(defined),
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, nested: bool) -> fmt::Result {
        let (parts, sign) = match self {
            // A C expression has operators of its own.
            Cond::Symbol(name) if nested && name.contains(is_operator) => {
                return write!(f, "({name})");
            }
            Cond::Symbol(name) => return f.write_str(name),
            Cond::Not(part) => {
                f.write_str("!")?;
                return part.write(f, true);
            }
            Cond::All(parts) => (parts, " && "),
            Cond::Any(parts) => (parts, " || "),
        };
        let paren = nested && parts.len() > 1;
        f.write_str(if paren { "(" } else { "" })?;
        for (i, part) in parts.iter().enumerate() {
            f.write_str(if i > 0 { sign } else { "" })?;
            part.write(f, nested || parts.len() > 1)?;
        }
        f.write_str(if paren { ")" } else { "" })
    }
}

fn is_operator(c: char) -> bool {
    !c.is_ascii_alphanumeric() && c != '_'
}

/// `CONFIG_A && (CONFIG_B || !CONFIG_C)`
impl fmt::Display for Cond<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

/// Compares the builds with `new` to those with `old`.
pub(crate) fn compare(old: Option<&Cond<'_>>, new: Option<&Cond<'_>>) -> Builds {
    if old == new {
        return Builds::Same;
    }
    let mut symbols = BTreeSet::new();
    old.into_iter()
        .chain(new)
        .for_each(|c| c.symbols(&mut symbols));
    if symbols.len() > MAX_SYMBOLS {
        return if new.is_none() {
            Builds::More
        } else {
            Builds::Fewer
        };
    }
    let symbols: Vec<_> = symbols.into_iter().collect();
    let (mut more, mut fewer) = (false, false);
    for build in 0u32..1 << symbols.len() {
        let defined = |name: &str| {
            let at = symbols.binary_search(&name);
            at.is_ok_and(|at| build >> at & 1 == 1)
        };
        let before = old.is_none_or(|c| c.holds(&defined));
        let after = new.is_none_or(|c| c.holds(&defined));
        more |= after && !before;
        fewer |= before && !after;
    }
    match (more, fewer) {
        (_, true) => Builds::Fewer,
        (true, false) => Builds::More,
        (false, false) => Builds::Same,
    }
}

/// As a report shows it.
pub(crate) fn describe(cond: Option<&Cond<'_>>) -> String {
    cond.map_or_else(|| "always".to_owned(), Cond::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compared_by_meaning() {
        use Cond::*;
        let a = Symbol("A");
        let b = Symbol("B");
        let both = All(vec![a.clone(), b.clone()]);
        let swapped = All(vec![b.clone(), a.clone()]);
        let either = Any(vec![a.clone(), b.clone()]);
        let demorgan = Not(Box::new(All(vec![
            Not(Box::new(a.clone())),
            Not(Box::new(b.clone())),
        ])));
        assert_eq!(compare(Some(&both), Some(&swapped)), Builds::Same);
        assert_eq!(compare(Some(&either), Some(&demorgan)), Builds::Same);
        assert_eq!(compare(Some(&both), Some(&either)), Builds::More);
        assert_eq!(compare(Some(&either), Some(&both)), Builds::Fewer);
        assert_eq!(compare(None, Some(&a)), Builds::Fewer);
        assert_eq!(compare(Some(&a), None), Builds::More);
        assert_eq!(compare(Some(&a), Some(&b)), Builds::Fewer);
        assert_eq!(demorgan.to_string(), "!(!A && !B)");
    }

    #[test]
    fn shown_with_their_meaning() {
        use Cond::*;
        let [a, b, c] = ["A", "B", "C"].map(Symbol);
        let either = Any(vec![b, c]);
        let alone = All(vec![either.clone()]);
        assert_eq!(
            All(vec![a.clone(), alone.clone()]).to_string(),
            "A && (B || C)"
        );
        assert_eq!(Not(Box::new(alone)).to_string(), "!(B || C)");
        let expression = Symbol("V > 1 || B");
        assert_eq!(expression.to_string(), "V > 1 || B");
        assert_eq!(All(vec![expression, a]).to_string(), "(V > 1 || B) && A");
    }
}
