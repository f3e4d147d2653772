//! Lints: warnings about valid schemas.
//!
//! Input: a valid [`Schema`]. Output: warnings. A lint is data, a [`Lint`] in [`ALL`], and one
//! small function over a definition (`parts::Definition`), the symbols or the whole schema. All
//! lints run in one walk over the definitions, since a large schema exceeds the caches. Invariant:
//! lints state facts about the text; those that are on by default find nothing in the schemas of
//! QEMU 10.0. `docs/lints.md` documents each.

use std::fmt;

mod conditions;
mod deprecated;
mod documentation;
mod parts;
mod since;
mod symbols;
mod unused;

use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::diag::{Code, Diagnostic, Diagnostics, codes::lint as codes, nearest};
use crate::ir::Schema;
use parts::Definition;
use symbols::Symbols;

/// A rule beyond those of the language.
#[derive(Debug)]
pub struct Lint {
    code: Code,
    default: bool,
    run: Run,
}

/// The part of a schema that a lint looks at.
#[derive(Debug)]
enum Run {
    /// Each definition, in the order of the schema.
    Definition(fn(&Context<'_>, &Definition<'_>, &mut Vec<Diagnostic>)),
    /// The symbols of all conditions.
    Symbols(fn(&Symbols<'_>, &mut Vec<Diagnostic>)),
    /// The schema as a whole.
    Schema(fn(&Schema, &mut Vec<Diagnostic>)),
}

impl Lint {
    /// Returns its code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the name of its code.
    pub fn name(&self) -> &'static str {
        self.code.name()
    }

    /// Returns true if it is on by default.
    pub fn is_default(&self) -> bool {
        self.default
    }
}

const fn lint(code: Code, default: bool, run: Run) -> Lint {
    Lint { code, default, run }
}

/// Every lint.
pub const ALL: &[Lint] = &[
    lint(codes::UNUSED_TYPE, false, Run::Schema(unused::types)),
    lint(
        codes::UNDOCUMENTED_MEMBER,
        true,
        Run::Definition(documentation::members),
    ),
    lint(
        codes::UNDOCUMENTED_VALUE,
        true,
        Run::Definition(documentation::values),
    ),
    lint(codes::MISSING_SINCE, false, Run::Definition(since::missing)),
    lint(
        codes::SINCE_BEFORE_OWNER,
        false,
        Run::Definition(since::before_owner),
    ),
    lint(
        codes::SINCE_BEFORE_TYPE,
        false,
        Run::Definition(since::before_type),
    ),
    lint(
        codes::DEPRECATED_WITHOUT_REPLACEMENT,
        false,
        Run::Definition(deprecated::without_replacement),
    ),
    lint(codes::SIMILAR_SYMBOL, true, Run::Symbols(symbols::similar)),
    lint(
        codes::IMPOSSIBLE_CONDITION,
        true,
        Run::Definition(conditions::impossible),
    ),
    lint(
        codes::UNMET_CONDITION,
        false,
        Run::Definition(conditions::unmet),
    ),
];

/// The context of a lint.
struct Context<'s> {
    schema: &'s Schema,
    /// The pragma `documentation-exceptions`.
    exceptions: HashSet<&'s str>,
}

/// The set of lints that run.
///
/// ```
/// use qapi_parser::lint::LintOptions;
/// let options = LintOptions::new().warn("missing-since")?.allow("similar-symbol")?;
/// assert!(options.is_on("missing-since") && !options.is_on("similar-symbol"));
/// assert!(LintOptions::new().warn("mising-since").is_err());
/// # Ok::<(), qapi_parser::lint::UnknownLint>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintOptions {
    on: BTreeSet<&'static str>,
}

/// The error for an unknown name.
#[derive(Debug)]
pub struct UnknownLint {
    /// The unknown name.
    pub name: String,
    /// The lint with a similar name.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownLint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, nearest } = self;
        write!(f, "no lint has the name '{name}'{}", hint(nearest))
    }
}

impl std::error::Error for UnknownLint {}

fn hint(nearest: &Option<&'static str>) -> String {
    let hint = |near| format!("; did you mean '{near}'?");
    nearest.map(hint).unwrap_or_default()
}

impl Default for LintOptions {
    fn default() -> LintOptions {
        let defaults = ALL.iter().filter(|l| l.default);
        LintOptions {
            on: defaults.map(Lint::name).collect(),
        }
    }
}

impl LintOptions {
    /// Returns the lints that are on by default.
    pub fn new() -> LintOptions {
        LintOptions::default()
    }

    /// Every lint.
    pub fn all() -> LintOptions {
        LintOptions {
            on: ALL.iter().map(Lint::name).collect(),
        }
    }

    /// Returns no lint.
    pub fn none() -> LintOptions {
        LintOptions {
            on: BTreeSet::new(),
        }
    }

    /// Turns a lint on.
    ///
    /// # Errors
    /// [`UnknownLint`] if no lint has that name.
    pub fn warn(mut self, name: &str) -> Result<LintOptions, UnknownLint> {
        self.on.insert(known(name)?);
        Ok(self)
    }

    /// Turns a lint off.
    ///
    /// # Errors
    /// [`UnknownLint`] if no lint has that name.
    pub fn allow(mut self, name: &str) -> Result<LintOptions, UnknownLint> {
        self.on.remove(known(name)?);
        Ok(self)
    }

    /// Returns true if the lint runs.
    pub fn is_on(&self, name: &str) -> bool {
        self.on.contains(name)
    }
}

fn known(name: &str) -> Result<&'static str, UnknownLint> {
    let mut names = ALL.iter().map(Lint::name);
    names.find(|n| *n == name).ok_or_else(|| UnknownLint {
        name: name.to_owned(),
        nearest: nearest(name, ALL.iter().map(Lint::name)),
    })
}

/// Runs lints over a schema. The warnings are in the order of the text.
///
/// ```
/// use qapi_parser::{Options, compile_from, lint, loader::Memory};
/// let text = "{ 'command': 'a', 'if': { 'all': [ 'X', { 'not': 'X' } ] } }";
/// let compiled = compile_from("a.json", &Memory::new([("a.json", text)]), &Options::new())?;
/// let schema = compiled.schema.expect("a valid schema");
/// let found = lint::run(&schema, &lint::LintOptions::new());
/// assert_eq!(found.iter().next().map(|d| d.code.name()), Some("impossible-condition"));
/// # Ok::<(), qapi_parser::LoadError>(())
/// ```
pub fn run(schema: &Schema, options: &LintOptions) -> Diagnostics {
    let exceptions = schema.documentation_exceptions().iter();
    let context = Context {
        schema,
        exceptions: exceptions.map(String::as_str).collect(),
    };
    let on = ALL.iter().filter(|l| options.is_on(l.name()));
    let mut on: Vec<(&Lint, Vec<Diagnostic>)> = on.map(|lint| (lint, Vec::new())).collect();
    let wants_symbols = on.iter().any(|(l, _)| matches!(l.run, Run::Symbols(_)));
    let mut symbols = Symbols::default();
    for definition in parts::definitions(schema) {
        for (lint, found) in &mut on {
            if let Run::Definition(run) = lint.run {
                run(&context, &definition, found);
            }
        }
        if wants_symbols {
            symbols.add(&definition);
        }
    }
    let mut diagnostics = Diagnostics::new();
    for (lint, mut found) in on {
        match lint.run {
            Run::Definition(_) => {}
            Run::Symbols(run) => run(&symbols, &mut found),
            Run::Schema(run) => run(schema, &mut found),
        }
        diagnostics.extend(found);
    }
    diagnostics.sort(crate::edition::Edition::Auto);
    diagnostics
}
