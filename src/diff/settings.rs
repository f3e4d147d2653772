//! Settings of a comparison: a configuration file, then flags.
//!
//! The file is TOML. Its keys are `fail-on` (a level), `severity` (a table from rules to
//! severities), `ignore` (a list of path patterns) and `baseline` (a list of files, relative to the
//! configuration file). Flags win over the file; the lists of both add up.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use qapi_client::introspect::nearest::nearest;
use qapi_diff::{Config, ConfigError, Report, Severity, rules};
use toml::Value;

use crate::config::{Config as Configured, ConfigError as ConfiguredError};
use crate::configuration::{self, FileError};
use crate::output;

/// The configuration file that is used if it is there and no other is named.
const DEFAULT_FILE: &str = "qapi-diff.toml";
const KEYS: [&str; 4] = ["fail-on", "severity", "ignore", "baseline"];

/// Ignored and accepted changes, severities, and the level of a finding.
#[derive(Debug, clap::Args)]
pub struct SettingsArgs {
    /// Read the settings in a TOML file, which flags add to and win over [default: qapi-diff.toml
    /// in the current folder, if it is there]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// From which severity on changes are findings (exit status 1) [default: breaking]
    #[arg(long, value_enum, value_name = "LEVEL")]
    fail_on: Option<Level>,
    /// Give the changes of a rule another severity
    #[arg(long, value_name = "RULE=breaking|warning|compatible", value_parser = severity)]
    severity: Vec<(String, Severity)>,
    /// Pass over changes at paths that match: * stands for any text within a step, ** for any
    #[arg(long, value_name = "PATTERN")]
    ignore: Vec<String>,
    /// Pass over the changes of an earlier report in JSON
    #[arg(long, value_name = "FILE")]
    baseline: Vec<PathBuf>,
}

/// From which severity on changes are findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    Breaking,
    Warning,
    Compatible,
    None,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A file cannot be used at all.
    #[error(transparent)]
    File(#[from] FileError),
    /// `qapi.toml` cannot be used.
    #[error(transparent)]
    Config(#[from] Box<ConfiguredError>),
    /// The configuration file has a key that means nothing.
    #[error("{path}: there is no setting '{key}'{hint}")]
    Key {
        /// The file.
        path: PathBuf,
        /// The culprit.
        key: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// A setting has a value of another kind.
    #[error("{path}: '{key}' must be {expected}")]
    Value {
        /// The file.
        path: PathBuf,
        /// The setting.
        key: String,
        /// The expected kind.
        expected: &'static str,
    },
    /// There is no such level.
    #[error("{path}: '{key}' has no level '{level}'{hint}")]
    Level {
        /// The file.
        path: PathBuf,
        /// The setting.
        key: String,
        /// The culprit.
        level: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// There is no such rule.
    #[error("{place}: there is no rule '{rule}'{hint}")]
    Rule {
        /// The configuration file or the option.
        place: String,
        /// The culprit.
        rule: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// A baseline is no report.
    #[error("cannot use {path}")]
    Baseline {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: ConfigError,
    },
}

/// The settings of the configuration file and the flags together.
#[derive(Debug)]
pub struct Settings {
    /// Adaptation of reports.
    pub config: Config,
    /// The least severity that is a finding; None if nothing is.
    pub fail_on: Option<Severity>,
}

impl SettingsArgs {
    /// Reads the configuration file and the baselines.
    ///
    /// # Errors
    ///
    /// [`SettingsError`]: a file is unusable, or a name is unknown.
    pub fn settings(&self) -> Result<Settings, SettingsError> {
        let file = match &self.config {
            Some(path) => File::read(path)?,
            None if Path::new(DEFAULT_FILE).exists() => File::read(Path::new(DEFAULT_FILE))?,
            None => match Configured::get().map_err(Box::new)?.diff() {
                Some((path, table)) => File::of(path, table)?,
                None => File::default(),
            },
        };
        let mut config = Config::default();
        for (rule, severity) in &file.severity {
            let unknown = |_| unknown_rule(rule, Some(&file.path));
            config = config.severity(rule, *severity).map_err(unknown)?;
        }
        for (rule, severity) in &self.severity {
            let unknown = |_| unknown_rule(rule, None);
            config = config.severity(rule, *severity).map_err(unknown)?;
        }
        for pattern in file.ignore.iter().chain(&self.ignore) {
            config = config.ignore(pattern);
        }
        for path in file.baseline.iter().chain(&self.baseline) {
            let unusable = |source| SettingsError::Baseline {
                path: path.clone(),
                source,
            };
            config = config
                .baseline(&configuration::text(path)?)
                .map_err(unusable)?;
        }
        let level = self.fail_on.or(file.fail_on).unwrap_or(Level::Breaking);
        Ok(Settings {
            config,
            fail_on: level.least(),
        })
    }
}

impl Settings {
    /// Warns of patterns and accepted changes that match nothing in the reports.
    pub fn warn_unused(&self, reports: &[Report]) {
        let unused = self.config.unused(reports);
        for pattern in &unused.ignore {
            output::complain(&format!("warning: '{pattern}' ignores no change"));
        }
        if let Some((rule, path)) = unused.baseline.first() {
            let count = unused.baseline.len();
            let such = if count > 1 { ", such as" } else { ":" };
            output::complain(&format!(
                "warning: {count} of the accepted changes did not occur{such} {rule} at {path}"
            ));
        }
    }
}

impl Level {
    /// The least severity that is a finding.
    fn least(self) -> Option<Severity> {
        match self {
            Level::Breaking => Some(Severity::Breaking),
            Level::Warning => Some(Severity::Warning),
            Level::Compatible => Some(Severity::Compatible),
            Level::None => None,
        }
    }
}

/// Checks the settings of a configuration file.
///
/// # Errors
///
/// [`SettingsError`].
pub fn check(path: &Path, table: &toml::Table) -> Result<(), SettingsError> {
    let file = File::of(path, table)?;
    let mut config = Config::default();
    for (rule, severity) in &file.severity {
        let unknown = |_| unknown_rule(rule, Some(path));
        config = config.severity(rule, *severity).map_err(unknown)?;
    }
    for path in &file.baseline {
        configuration::text(path)?;
    }
    Ok(())
}

/// Settings of a configuration file.
#[derive(Debug, Default)]
struct File {
    path: PathBuf,
    fail_on: Option<Level>,
    severity: Vec<(String, Severity)>,
    ignore: Vec<String>,
    baseline: Vec<PathBuf>,
}

impl File {
    fn read(path: &Path) -> Result<File, SettingsError> {
        Self::of(path, &configuration::table(path)?)
    }

    fn of(path: &Path, table: &toml::Table) -> Result<File, SettingsError> {
        let mut file = File {
            path: path.to_owned(),
            ..File::default()
        };
        for (key, value) in table {
            let setting = Setting { path, key, value };
            match key.as_str() {
                "fail-on" => file.fail_on = Some(setting.level()?),
                "severity" => file.severity = setting.severities()?,
                "ignore" => file.ignore = setting.texts()?,
                "baseline" => {
                    let folder = path.parent().unwrap_or(Path::new(""));
                    file.baseline = setting.texts()?.iter().map(|f| folder.join(f)).collect();
                }
                _ => {
                    return Err(SettingsError::Key {
                        path: path.to_owned(),
                        key: key.clone(),
                        hint: output::did_you_mean(nearest(key, KEYS)),
                    });
                }
            }
        }
        Ok(file)
    }
}

/// A key of a configuration file with its value.
struct Setting<'f> {
    path: &'f Path,
    key: &'f str,
    value: &'f Value,
}

impl Setting<'_> {
    fn must_be(&self, expected: &'static str) -> SettingsError {
        SettingsError::Value {
            path: self.path.to_owned(),
            key: self.key.to_owned(),
            expected,
        }
    }

    /// One of the names, as `parse` knows them.
    fn named<T>(
        &self,
        known: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, SettingsError> {
        let name = self
            .value
            .as_str()
            .ok_or_else(|| self.must_be("the name of a level"))?;
        parse(name).ok_or_else(|| SettingsError::Level {
            path: self.path.to_owned(),
            key: self.key.to_owned(),
            level: name.to_owned(),
            hint: output::did_you_mean(nearest(name, known.iter().copied())),
        })
    }

    fn level(&self) -> Result<Level, SettingsError> {
        let known = ["breaking", "warning", "compatible", "none"];
        self.named(&known, |name| Level::from_str(name, false).ok())
    }

    fn severities(&self) -> Result<Vec<(String, Severity)>, SettingsError> {
        let table = self
            .value
            .as_table()
            .ok_or_else(|| self.must_be("a table of rules and their severities"))?;
        let known = ["breaking", "warning", "compatible"];
        let entry = |(rule, value): (&String, &Value)| {
            let setting = Setting {
                path: self.path,
                key: rule,
                value,
            };
            let severity = setting.named(&known, Severity::from_name)?;
            Ok((rule.clone(), severity))
        };
        table.iter().map(entry).collect()
    }

    fn texts(&self) -> Result<Vec<String>, SettingsError> {
        let texts = self.value.as_array().and_then(|values| {
            let texts = values.iter().map(|v| v.as_str().map(str::to_owned));
            texts.collect()
        });
        texts.ok_or_else(|| self.must_be("a list of strings"))
    }
}

fn unknown_rule(rule: &str, file: Option<&Path>) -> SettingsError {
    SettingsError::Rule {
        place: file.map_or("--severity".into(), |path| path.display().to_string()),
        rule: rule.to_owned(),
        hint: output::did_you_mean(nearest(rule, rules().map(|rule| rule.id))),
    }
}

fn severity(text: &str) -> Result<(String, Severity), String> {
    let parsed = text.split_once('=').and_then(|(rule, level)| {
        Severity::from_name(level).map(|severity| (rule.to_owned(), severity))
    });
    parsed.ok_or_else(|| "RULE=breaking, =warning or =compatible is expected".to_owned())
}
