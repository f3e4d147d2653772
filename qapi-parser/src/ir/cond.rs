//! Conditions as trees.

/// A condition: the tree, and the form in which it was written.
#[derive(Debug, Clone)]
pub struct Cond {
    pub(crate) tree: CondTree,
    pub(crate) written: CondWritten,
}

impl Cond {
    /// Returns the condition's meaning.
    pub fn tree(&self) -> &CondTree {
        &self.tree
    }

    /// Returns the condition's form.
    pub fn written(&self) -> &CondWritten {
        &self.written
    }

    /// Evaluates the condition; `defined` tells the defined symbols.
    ///
    /// A [`CondTree::Opaque`] expression holds: its value is unknown, and a part that a build may
    /// have must not be dropped.
    pub fn holds(&self, defined: &dyn Fn(&str) -> bool) -> bool {
        self.tree.holds(defined)
    }
}

/// The meaning of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CondTree {
    /// The symbol is defined.
    Symbol(String),
    /// All hold.
    All(Vec<CondTree>),
    /// At least one holds.
    Any(Vec<CondTree>),
    /// It does not hold.
    Not(Box<CondTree>),
    /// A C expression (before 6.2) beyond `defined`, `!`, `&&`, `||` and parentheses.
    Opaque(String),
}

impl CondTree {
    /// Evaluates the condition, as [`Cond::holds`].
    pub fn holds(&self, defined: &dyn Fn(&str) -> bool) -> bool {
        match self {
            CondTree::Symbol(name) => defined(name),
            CondTree::All(parts) => parts.iter().all(|p| p.holds(defined)),
            CondTree::Any(parts) => parts.iter().any(|p| p.holds(defined)),
            CondTree::Not(part) => !part.holds(defined),
            CondTree::Opaque(_) => true,
        }
    }
}

/// The form of a condition, which QEMU's dump of a checked schema repeats.
#[derive(Debug, Clone)]
pub enum CondWritten {
    /// An identifier, or `all`/`any`/`not` (since 6.2), as the tree has it.
    Tree,
    /// One C expression or a list of them (until 6.1).
    C(Vec<String>),
}
