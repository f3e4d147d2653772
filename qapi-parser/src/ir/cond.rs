//! Conditions as trees.

/// A condition: the tree, and the form in which it was written.
#[derive(Debug, Clone)]
pub struct Cond {
    pub(crate) tree: CondTree,
    pub(crate) written: CondWritten,
}

impl Cond {
    /// The condition's meaning.
    pub fn tree(&self) -> &CondTree {
        &self.tree
    }

    /// The condition's form.
    pub fn written(&self) -> &CondWritten {
        &self.written
    }

    /// Whether it holds where exactly the symbols for which `defined` says so are defined.
    ///
    /// An [`CondTree::Opaque`] expression holds: whoever evaluates cannot know better, and
    /// dropping what a build may have would be worse.
    pub fn holds(&self, defined: &dyn Fn(&str) -> bool) -> bool {
        self.tree.holds(defined)
    }
}

/// What a condition means.
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
    /// See [`Cond::holds`].
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

/// How a condition was written, which QEMU's dump of a checked schema repeats.
#[derive(Debug, Clone)]
pub enum CondWritten {
    /// An identifier, or `all`/`any`/`not` (since 6.2): the tree says it all.
    Tree,
    /// One C expression or a list of them (until 6.1).
    C(Vec<String>),
}
