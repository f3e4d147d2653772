//! The symbols that a build defines.

use std::collections::BTreeSet;
use std::fmt;

use qapi_introspect::nearest::nearest;
use qapi_parser::ir::{Cond, CondTree, Schema};

use crate::index;

/// The conditions that hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Symbols {
    /// None: every condition holds.
    defined: Option<BTreeSet<String>>,
}

/// A symbol that cannot be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinesError {
    /// The line where it stands, counted from 1, if it was read from a file.
    pub line: Option<usize>,
    /// The text that stands there.
    pub text: String,
}

impl fmt::Display for DefinesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, text } = self;
        write!(
            f,
            "{}not a symbol: `{text}` (expected letters, digits and `_`, no digit first)",
            line.map(|l| format!("line {l}: ")).unwrap_or_default()
        )
    }
}

impl std::error::Error for DefinesError {}

/// A symbol that no condition of the schema mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSymbol {
    /// The symbol.
    pub symbol: String,
    /// One of the schema's that resembles it.
    pub nearest: Option<String>,
}

impl Symbols {
    /// Every condition holds, also those that exclude each other: all that any build may have.
    pub fn all() -> Self {
        Symbols { defined: None }
    }

    /// Exactly those symbols are defined.
    ///
    /// # Errors
    ///
    /// [`DefinesError`] for the first that is no C identifier.
    pub fn defined<S: AsRef<str>>(
        symbols: impl IntoIterator<Item = S>,
    ) -> Result<Self, DefinesError> {
        let mut this = Symbols {
            defined: Some(BTreeSet::new()),
        };
        for symbol in symbols {
            this.define(symbol.as_ref(), None)?;
        }
        Ok(this)
    }

    /// Exactly the symbols in a file's text are defined: one a line; blank lines and the text
    /// behind `#` do not count.
    ///
    /// ```
    /// use qapi_codegen::introspect_from_ir::Symbols;
    /// let symbols = Symbols::from_file_text("CONFIG_LINUX  # always\n\nCONFIG_VNC\n")?;
    /// assert_eq!(symbols, Symbols::defined(["CONFIG_VNC", "CONFIG_LINUX"])?);
    /// # Ok::<(), qapi_codegen::introspect_from_ir::DefinesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`DefinesError`] for the first line that is no C identifier.
    pub fn from_file_text(text: &str) -> Result<Self, DefinesError> {
        let mut this = Symbols {
            defined: Some(BTreeSet::new()),
        };
        for (i, line) in text.lines().enumerate() {
            let symbol = line.split('#').next().unwrap_or_default().trim();
            if !symbol.is_empty() {
                this.define(symbol, Some(i + 1))?;
            }
        }
        Ok(this)
    }

    /// Defines the other's symbols too; if either is [`Symbols::all`], the result is the other.
    #[must_use]
    pub fn and(self, other: Symbols) -> Self {
        match (self.defined, other.defined) {
            (Some(mut a), Some(b)) => {
                a.extend(b);
                Symbols { defined: Some(a) }
            }
            (a, b) => Symbols { defined: a.or(b) },
        }
    }

    fn define(&mut self, symbol: &str, line: Option<usize>) -> Result<(), DefinesError> {
        if !is_symbol(symbol) {
            return Err(DefinesError {
                line,
                text: symbol.to_owned(),
            });
        }
        self.defined
            .get_or_insert_default()
            .insert(symbol.to_owned());
        Ok(())
    }

    /// Returns true if these symbols are all that a build may have.
    pub fn is_all(&self) -> bool {
        self.defined.is_none()
    }

    /// The symbols that are defined; none for [`Symbols::all`].
    pub fn into_names(self) -> BTreeSet<String> {
        self.defined.unwrap_or_default()
    }

    /// Returns true if parts with that condition are in the build.
    pub fn hold(&self, cond: Option<&Cond>) -> bool {
        match (&self.defined, cond) {
            (Some(defined), Some(cond)) => cond.holds(&|symbol| defined.contains(symbol)),
            _ => true,
        }
    }

    /// Returns every symbol that a condition of `schema` mentions, sorted.
    pub fn mentioned(schema: &Schema) -> Vec<&str> {
        let mut found = Vec::new();
        for cond in schema.conditions() {
            collect(cond.tree(), &mut found);
        }
        let order = index::sorted(found.len(), &|a, b| found[a].cmp(found[b]));
        let mut symbols: Vec<&str> = order.into_iter().map(|at| found[at]).collect();
        symbols.dedup();
        symbols
    }

    /// The symbols that no condition of `schema` mentions, sorted: most likely misspelt.
    pub fn unknown(&self, schema: &Schema) -> Vec<UnknownSymbol> {
        let Some(defined) = &self.defined else {
            return Vec::new();
        };
        let known = Symbols::mentioned(schema);
        let unknown = defined.iter();
        let unknown = unknown.filter(|symbol| known.binary_search(&symbol.as_str()).is_err());
        let unknown = unknown.map(|symbol| UnknownSymbol {
            symbol: symbol.clone(),
            nearest: near_symbol(symbol, &known),
        });
        unknown.collect()
    }
}

/// Returns true for a preprocessor symbol, as an `if` may name it: a C identifier.
pub(crate) fn is_symbol(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Returns the nearest known symbol, if near enough. Of symbols with the same prefix, such as
/// `CONFIG_`, the rest is compared: the prefix would make all of them alike.
fn near_symbol(symbol: &str, known: &[&str]) -> Option<String> {
    let prefix = symbol.find('_').map_or("", |at| &symbol[..=at]);
    let rests = known.iter().filter_map(|known| known.strip_prefix(prefix));
    if let Some(rest) = nearest(&symbol[prefix.len()..], rests) {
        return Some(format!("{prefix}{rest}"));
    }
    let others = known.iter().filter(|known| !known.starts_with(prefix));
    nearest(symbol, others.copied()).map(str::to_owned)
}

fn collect<'s>(tree: &'s CondTree, into: &mut Vec<&'s str>) {
    match tree {
        CondTree::Symbol(name) => into.push(name),
        CondTree::All(parts) | CondTree::Any(parts) => parts.iter().for_each(|p| collect(p, into)),
        CondTree::Not(part) => collect(part, into),
        CondTree::Opaque(_) => {}
    }
}
