//! Lints: what is valid and yet, perhaps, not meant.
//!
//! Input: a valid [`Schema`]. Output: warnings. A lint is data, a [`Lint`] in [`ALL`], and one
//! small function over the schema's definitions (`parts::Definition`). Invariant: what a lint
//! says is true of the text; those that run without being asked for find nothing in the schemas of
//! QEMU 10.0. `docs/lints.md` says what each finds.

mod conditions;
mod deprecated;
mod documentation;
mod parts;
mod since;
mod symbols;
mod unused;

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics, codes::lint as codes, nearest};
use crate::ir::Schema;
use parts::Definition;

/// A rule beyond those of the language.
#[derive(Debug)]
pub struct Lint {
    code: Code,
    default: bool,
    run: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

impl Lint {
    /// Its code, which says what it is about.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Its name: that of its code.
    pub fn name(&self) -> &'static str {
        self.code.name()
    }

    /// Whether it runs without being asked for.
    pub fn is_default(&self) -> bool {
        self.default
    }
}

const fn lint(code: Code, default: bool, run: fn(&Context<'_>, &mut Vec<Diagnostic>)) -> Lint {
    Lint { code, default, run }
}

/// Every lint.
pub const ALL: &[Lint] = &[
    lint(codes::UNUSED_TYPE, false, unused::types),
    lint(codes::UNDOCUMENTED_MEMBER, true, documentation::members),
    lint(codes::UNDOCUMENTED_VALUE, true, documentation::values),
    lint(codes::MISSING_SINCE, false, since::missing),
    lint(codes::SINCE_BEFORE_OWNER, false, since::before_owner),
    lint(codes::SINCE_BEFORE_TYPE, false, since::before_type),
    lint(
        codes::DEPRECATED_WITHOUT_REPLACEMENT,
        false,
        deprecated::without_replacement,
    ),
    lint(codes::SIMILAR_SYMBOL, true, symbols::similar),
    lint(codes::IMPOSSIBLE_CONDITION, true, conditions::impossible),
    lint(codes::UNMET_CONDITION, false, conditions::unmet),
];

/// What lints look at.
struct Context<'s> {
    schema: &'s Schema,
    definitions: Vec<Definition<'s>>,
}

/// Which lints run.
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

/// No lint has that name.
#[derive(Debug, thiserror::Error)]
#[error("no lint has the name '{name}'{}", hint(.nearest))]
pub struct UnknownLint {
    /// What was asked for.
    pub name: String,
    /// The lint whose name is similar.
    pub nearest: Option<&'static str>,
}

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
    /// The lints that run without being asked for.
    pub fn new() -> LintOptions {
        LintOptions::default()
    }

    /// Every lint.
    pub fn all() -> LintOptions {
        LintOptions {
            on: ALL.iter().map(Lint::name).collect(),
        }
    }

    /// No lint.
    pub fn none() -> LintOptions {
        LintOptions {
            on: BTreeSet::new(),
        }
    }

    /// Has a lint run.
    ///
    /// # Errors
    /// There is none with that name.
    pub fn warn(mut self, name: &str) -> Result<LintOptions, UnknownLint> {
        self.on.insert(known(name)?);
        Ok(self)
    }

    /// Has a lint not run.
    ///
    /// # Errors
    /// There is none with that name.
    pub fn allow(mut self, name: &str) -> Result<LintOptions, UnknownLint> {
        self.on.remove(known(name)?);
        Ok(self)
    }

    /// Whether the lint runs.
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
    let context = Context {
        schema,
        definitions: parts::definitions(schema),
    };
    let mut found = Vec::new();
    for lint in ALL.iter().filter(|l| options.is_on(l.name())) {
        (lint.run)(&context, &mut found);
    }
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(found);
    diagnostics.sort(crate::edition::Edition::Auto);
    diagnostics
}
