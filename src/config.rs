//! `qapi.toml`: named monitors, schemas by version, colours, lints, and the settings of `qapi diff`.
//!
//! Input: the file that `QAPI_CONFIG` names, else the first `qapi.toml` in the current folder and
//! those above it, else the one in the user's configuration folder. Output: [`Config`].
//! docs/configuration.md documents every key.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::OnceLock;

use clap::Subcommand;
use qapi_client::{Address, AddressError};
use serde::Deserialize;

use crate::check::lints::{self, LintsError};
use crate::configuration::{self, FileError};
use crate::diff::settings::{self, SettingsError};
use crate::output::{self, OutputError, Status};

/// Name of the file.
const NAME: &str = "qapi.toml";

/// Variable that names the file instead.
const VARIABLE: &str = "QAPI_CONFIG";

/// Work with the configuration file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi config check")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check the file: every key, address, path, lint and rule in it
    Check {
        /// The file [default: the one that the other subcommands would use]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Print the path of the file that is used
    Path,
}

/// A configuration file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read, or is not TOML.
    #[error(transparent)]
    File(#[from] FileError),
    /// A monitor's address is malformed.
    #[error("{path}: monitor '{name}'")]
    Monitor {
        /// The file.
        path: PathBuf,
        /// The monitor.
        name: String,
        /// The cause.
        source: AddressError,
    },
}

/// A failure of `qapi config`.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// No file is there.
    #[error("there is no {NAME} here, in a folder above, or in the user's configuration folder")]
    None,
    /// The schema of a version is missing.
    #[error("{path}: schema '{name}': {schema} does not exist")]
    Schema {
        /// The file.
        path: PathBuf,
        /// The version.
        name: String,
        /// Its schema.
        schema: PathBuf,
    },
    /// A lint in it is unusable.
    #[error(transparent)]
    Lints(#[from] LintsError),
    /// A setting of `qapi diff` in it is unusable.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The result cannot be printed.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Contents of the configuration file.
#[derive(Debug, Default)]
pub struct Config {
    /// The file; none where there is none.
    path: PathBuf,
    keys: Keys,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Keys {
    color: Option<Color>,
    #[serde(default)]
    monitors: BTreeMap<String, Monitor>,
    #[serde(default)]
    schemas: BTreeMap<String, PathBuf>,
    schema_folder: Option<PathBuf>,
    #[serde(default)]
    lints: toml::Table,
    #[serde(default)]
    diff: toml::Table,
}

/// Use of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "an address, or a table with the key `address`")]
enum Monitor {
    Address(String),
    Table(MonitorTable),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MonitorTable {
    address: String,
    schema: Option<PathBuf>,
}

impl Config {
    /// Returns the configuration of this process, read once.
    ///
    /// # Errors
    ///
    /// [`ConfigError`]: the file cannot be used.
    pub fn get() -> Result<&'static Config, ConfigError> {
        static CONFIG: OnceLock<Config> = OnceLock::new();
        if let Some(config) = CONFIG.get() {
            return Ok(config);
        }
        let config = match find() {
            Some(path) => Config::read(path)?,
            None => Config::default(),
        };
        Ok(CONFIG.get_or_init(|| config))
    }

    fn read(path: PathBuf) -> Result<Config, ConfigError> {
        let text = configuration::text(&path)?;
        let keys = toml::from_str(&text).map_err(|error| FileError::toml(&path, &text, &error))?;
        Ok(Config { path, keys })
    }

    /// Returns the use of colours.
    pub fn color(&self) -> Option<Color> {
        self.keys.color
    }

    /// Returns the settings of `qapi diff`, with their file.
    pub fn diff(&self) -> Option<(&Path, &toml::Table)> {
        Some((&*self.path, &self.keys.diff)).filter(|(_, table)| !table.is_empty())
    }

    /// Returns the lists of lints, with their file.
    pub fn lints(&self) -> Option<(&Path, &toml::Table)> {
        Some((&*self.path, &self.keys.lints)).filter(|(_, table)| !table.is_empty())
    }

    /// Returns the address of a named monitor.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Monitor`]: its address is malformed.
    pub fn monitor(&self, name: &str) -> Result<Option<Address>, ConfigError> {
        let Some(monitor) = self.keys.monitors.get(name) else {
            return Ok(None);
        };
        let address = match monitor {
            Monitor::Address(address) => address,
            Monitor::Table(table) => &table.address,
        };
        let parsed = Address::from_str(address);
        parsed.map(Some).map_err(|source| ConfigError::Monitor {
            path: self.path.clone(),
            name: name.to_owned(),
            source,
        })
    }

    /// Returns the schema that a named monitor is to be completed and checked by.
    pub fn monitor_schema(&self, name: &str) -> Option<PathBuf> {
        match self.keys.monitors.get(name)? {
            Monitor::Address(_) => None,
            Monitor::Table(table) => table.schema.as_deref().map(|path| self.beside(path)),
        }
    }

    /// Returns the schema of a version: that of `[schemas]`, else a folder of `schema-folder` with
    /// that name, or that name behind `qemu-` or `v`.
    pub fn schema(&self, version: &str) -> Option<PathBuf> {
        if let Some(path) = self.keys.schemas.get(version) {
            return Some(self.beside(path));
        }
        let folder = self.beside(self.keys.schema_folder.as_deref()?);
        let is_name = !version.is_empty() && !version.contains('/') && version != "..";
        let names = [
            version.to_owned(),
            format!("qemu-{version}"),
            format!("v{version}"),
        ];
        let mut paths = names.iter().map(|name| folder.join(name));
        paths.find(|path| is_name && path.is_dir())
    }

    /// Returns the names of monitors and schemas.
    pub fn names(&self) -> Vec<String> {
        let monitors = self.keys.monitors.keys();
        monitors.chain(self.keys.schemas.keys()).cloned().collect()
    }

    /// Paths are relative to the file's folder.
    fn beside(&self, path: &Path) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(path)
    }

    fn check(&self) -> Result<(), Failure> {
        for name in self.keys.monitors.keys() {
            self.monitor(name)?;
        }
        let monitors = self.keys.monitors.keys();
        let monitors = monitors.filter_map(|name| Some((name, self.monitor_schema(name)?)));
        let schemas = self.keys.schemas.iter();
        let schemas = schemas.map(|(name, path)| (name, self.beside(path)));
        let folder = self.keys.schema_folder.as_deref();
        let key = "schema-folder".to_owned();
        let folder = folder.map(|path| (&key, self.beside(path)));
        for (name, schema) in monitors.chain(schemas).chain(folder) {
            if fs::metadata(&schema).is_err() {
                return Err(Failure::Schema {
                    path: self.path.clone(),
                    name: name.clone(),
                    schema,
                });
            }
        }
        lints::check(&self.path, &self.keys.lints)?;
        settings::check(&self.path, &self.keys.diff)?;
        Ok(())
    }
}

/// Finds the file.
fn find() -> Option<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        return Some(named.into());
    }
    let here = env::current_dir().ok()?;
    let above = here.ancestors().map(|folder| folder.join(NAME));
    let above = above.map(|path| path.strip_prefix(&here).map(Path::to_owned).unwrap_or(path));
    above.chain(user_file()).find(|path| path.is_file())
}

/// The file in the user's configuration folder.
fn user_file() -> Option<PathBuf> {
    let absolute = |name: &str| {
        let path = PathBuf::from(env::var_os(name)?);
        Some(path).filter(|path| path.is_absolute())
    };
    let folder = absolute("XDG_CONFIG_HOME");
    let folder = folder.or_else(|| Some(absolute("HOME")?.join(".config")));
    folder.map(|folder| folder.join("qapi").join(NAME))
}

/// Checks the file, or prints its path.
///
/// # Errors
///
/// [`Failure`]: there is none, or it cannot be used.
pub fn run(args: &Args) -> Result<Status, Failure> {
    match &args.command {
        Command::Path => {
            let path = find().ok_or(Failure::None)?;
            output::print_lines([path.display().to_string()].into_iter())?;
        }
        Command::Check { file } => {
            let path = file.clone().or_else(find).ok_or(Failure::None)?;
            let config = Config::read(path)?;
            config.check()?;
            let (monitors, schemas) = (&config.keys.monitors, &config.keys.schemas);
            let path = config.path.display();
            let (monitors, schemas) = (monitors.len(), schemas.len());
            let text = format!("{path}: fine ({monitors} monitors, {schemas} schemas)");
            output::print_lines([text].into_iter())?;
        }
    }
    Ok(Status::Fine)
}
