//! The profiles of a configuration file.
//!
//! Input: TOML. Output: profiles by name, beside the ready ones. docs/proxy.md documents every key.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use qapi_client::introspect::nearest::nearest;
use qapi_server::proxy::{ArgumentRule, Profile, Refusal};
use serde::Deserialize;

use crate::input;

/// Names of the profiles that need no file.
const READY: [&str; 4] = ["full", "read-only", "no-quit", "none"];

/// A configuration file of the proxy that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfilesError {
    /// It cannot be read.
    #[error("{}", .0.display())]
    Read(PathBuf, #[source] io::Error),
    /// It is no valid file of profiles.
    #[error("{}", .0.display())]
    Toml(PathBuf, #[source] Box<toml::de::Error>),
    /// There is no such profile.
    #[error("there is no profile `{name}`{}", .nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    Unknown {
        /// The name.
        name: String,
        /// The nearest one that there is.
        nearest: Option<String>,
    },
}

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    profile: BTreeMap<String, Entry>,
}

/// A profile in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    /// The ready profile that it begins with.
    #[serde(default = "nothing")]
    base: String,
    #[serde(default)]
    allow: Vec<String>,
    #[serde(default)]
    deny: Vec<String>,
    events: Option<Vec<String>>,
    #[serde(default)]
    arguments: Vec<Rule>,
    #[serde(default)]
    refuse: Answer,
}

fn nothing() -> String {
    "none".to_owned()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    path: String,
    #[serde(default)]
    values: Vec<String>,
    below: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    #[default]
    NotFound,
    Error,
}

/// Profiles by name.
#[derive(Debug)]
pub(super) struct Profiles(BTreeMap<String, Profile>);

impl Profiles {
    /// Reads the file, if there is one.
    ///
    /// # Errors
    ///
    /// [`ProfilesError`].
    pub(super) fn read(path: Option<&Path>) -> Result<Self, ProfilesError> {
        let file = match path {
            None => File::default(),
            Some(path) => {
                let text = input::text(path)
                    .map_err(|error| ProfilesError::Read(path.to_owned(), error))?;
                toml::from_str(&text)
                    .map_err(|error| ProfilesError::Toml(path.to_owned(), Box::new(error)))?
            }
        };
        let mut profiles = BTreeMap::new();
        for (name, entry) in file.profile {
            let profile = entry.profile(&name)?;
            profiles.insert(name, profile);
        }
        Ok(Self(profiles))
    }

    /// The profile of that name.
    ///
    /// # Errors
    ///
    /// [`ProfilesError::Unknown`].
    pub(super) fn find(&self, name: &str) -> Result<Profile, ProfilesError> {
        let own = self.0.get(name).cloned();
        own.or_else(|| Profile::by_name(name)).ok_or_else(|| {
            let known = self.0.keys().map(String::as_str).chain(READY);
            unknown(name, known)
        })
    }
}

fn unknown<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> ProfilesError {
    ProfilesError::Unknown {
        name: name.to_owned(),
        nearest: nearest(name, known).map(ToOwned::to_owned),
    }
}

impl Entry {
    fn profile(self, name: &str) -> Result<Profile, ProfilesError> {
        let base = Profile::by_name(&self.base);
        let base = base.ok_or_else(|| unknown(&self.base, READY.into_iter()))?;
        let mut profile = base.named(name).allow(self.allow).deny(self.deny);
        profile = profile.refusal(match self.refuse {
            Answer::NotFound => Refusal::NotFound,
            Answer::Error => Refusal::Error,
        });
        if let Some(events) = self.events {
            profile = profile.events(events);
        }
        for Rule {
            path,
            values,
            below,
        } in self.arguments
        {
            let rule = ArgumentRule::new(path).values(values);
            profile = profile.argument(match below {
                Some(folder) => rule.below(folder),
                None => rule,
            });
        }
        Ok(profile)
    }
}
