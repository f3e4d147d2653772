//! Selection of the warnings of `qapi check`: a configuration file, then flags.

use std::path::{Path, PathBuf};

use qapi_client::introspect::nearest::nearest;
use qapi_parser::Compiled;
use qapi_parser::diag::Code;
use qapi_parser::lint::{self, LintOptions, UnknownLint};

use crate::config::{Config, ConfigError};
use crate::configuration::{self, FileError};

/// The name that stands for every lint.
const ALL: &str = "all";

/// Options that select warnings.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Lints")]
pub struct LintArgs {
    /// Run a lint that is off by default, or `all` (see `docs/lints.md`)
    #[arg(long, value_name = "LINT")]
    warn: Vec<String>,
    /// Do not give this warning: a lint's, or any other's by its code; `all` stands for every lint.
    /// Wins over --warn
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// Run all lints: the same as --warn all
    #[arg(long)]
    lints: bool,
    /// Read the lists `warn` and `allow` in a TOML file, to which the flags add [default: `[lints]`
    /// in qapi.toml]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// A selection of warnings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LintsError {
    /// The configuration file cannot be used at all.
    #[error(transparent)]
    File(#[from] FileError),
    /// `qapi.toml` cannot be used.
    #[error(transparent)]
    Config(#[from] Box<ConfigError>),
    /// It has something else than the two lists.
    #[error("{path}: '{key}' is not one of the lists of names 'allow' and 'warn'")]
    Key {
        /// The file.
        path: PathBuf,
        /// The culprit.
        key: String,
    },
    /// A lint to run does not exist.
    #[error(transparent)]
    Unknown(#[from] UnknownLint),
    /// A warning not to give does not exist.
    #[error("no lint and no other warning has the name '{name}'{hint}")]
    UnknownCode {
        /// The name.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
}

/// The lints that run, and the other warnings that are not given.
#[derive(Debug)]
pub struct Selection {
    lints: LintOptions,
    allowed: Vec<Code>,
}

impl LintArgs {
    /// Combines the configuration file and the flags.
    ///
    /// # Errors
    ///
    /// [`LintsError`]: the file is unusable, or a name is unknown.
    pub fn selection(&self) -> Result<Selection, LintsError> {
        let mut selection = Selection::new();
        if let Some(path) = &self.config {
            let (warn, allow) = lists(path, &configuration::table(path)?)?;
            selection.add(&warn, &allow)?;
        } else if let Some((path, table)) = Config::get().map_err(Box::new)?.lints() {
            let (warn, allow) = lists(path, table)?;
            selection.add(&warn, &allow)?;
        }
        if self.lints {
            selection.add(&[ALL.to_owned()], &[])?;
        }
        selection.add(&self.warn, &self.allow)?;
        Ok(selection)
    }
}

impl Selection {
    fn new() -> Self {
        Self {
            lints: LintOptions::new(),
            allowed: Vec::new(),
        }
    }

    /// Adds the lints of the schema, and removes the warnings that are not wanted.
    pub fn apply(&self, compiled: &mut Compiled) {
        compiled.lint(&self.lints);
        let allowed = &self.allowed;
        compiled
            .diagnostics
            .retain_warnings(|d| !allowed.contains(&d.code));
    }

    /// Adds the names of `warn`, then removes those of `allow`.
    fn add(&mut self, warn: &[String], allow: &[String]) -> Result<(), LintsError> {
        for name in warn {
            if name == ALL {
                self.lints = LintOptions::all();
                self.allowed.retain(|code| !is_lint(*code));
            } else {
                self.lints = self.lints.clone().warn(name)?;
                self.allowed.retain(|code| code.name() != name);
            }
        }
        for name in allow {
            if name == ALL {
                self.lints = LintOptions::none();
            } else {
                self.allowed.push(code(name)?);
            }
        }
        Ok(())
    }
}

/// Reports that the code is a lint's; other warnings have codes, too.
fn is_lint(code: Code) -> bool {
    lint::ALL.iter().any(|lint| lint.code() == code)
}

fn code(name: &str) -> Result<Code, LintsError> {
    Code::by_name(name).ok_or_else(|| LintsError::UnknownCode {
        name: name.to_owned(),
        hint: crate::output::did_you_mean(nearest(name, Code::all().map(Code::name))),
    })
}

/// Checks the lists of a configuration file.
///
/// # Errors
///
/// [`LintsError`].
pub fn check(path: &Path, table: &toml::Table) -> Result<(), LintsError> {
    let (warn, allow) = lists(path, table)?;
    Selection::new().add(&warn, &allow)
}

/// Reads the lists `warn` and `allow` of a configuration file.
fn lists(path: &Path, table: &toml::Table) -> Result<(Vec<String>, Vec<String>), LintsError> {
    let (mut warn, mut allow) = (Vec::new(), Vec::new());
    for (key, value) in table {
        let list = match key.as_str() {
            "warn" => &mut warn,
            "allow" => &mut allow,
            _ => {
                return Err(LintsError::Key {
                    path: path.to_owned(),
                    key: key.clone(),
                });
            }
        };
        let names = value.as_array().and_then(|names| {
            let names = names.iter().map(|n| n.as_str().map(str::to_owned));
            names.collect::<Option<Vec<_>>>()
        });
        *list = names.ok_or_else(|| LintsError::Key {
            path: path.to_owned(),
            key: key.clone(),
        })?;
    }
    Ok((warn, allow))
}
