//! The choices that a caller has about generated code.

use std::collections::{BTreeMap, BTreeSet};

use qapi_parser::ir::Schema;

mod base64;
mod custom;
mod error;
mod secrets;

pub use base64::BASE64_MEMBERS;
pub(crate) use custom::{Custom, in_crate};
pub use error::ConfigError;
pub use qapi_introspect::secrets::{MEMBERS as SECRET_MEMBERS, PHRASES as SECRET_PHRASES};

/// The choices; [`Config::default`] is the full client API, every condition taken as true.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// The side of the connection that the code is for.
    pub role: Role,
    /// The commands and events to generate, with the types that they reach and nothing else.
    /// None: everything.
    pub select: Option<BTreeSet<String>>,
    /// The treatment of `if` conditions.
    pub conditions: Conditions,
    /// Leave out parts with the feature `deprecated` (but required members).
    pub exclude_deprecated: bool,
    /// Leave out parts with the feature `unstable` (but required members).
    pub exclude_unstable: bool,
    /// The path by which generated code reaches the runtime crate.
    pub runtime: String,
    /// The path by which code for the role of a server reaches the crate qapi-server.
    pub server: String,
    /// Names to use instead of the mapping's. A key is `Type`, `Type.member`, `Type.value`,
    /// `command-name`, `command-name.member`, …, in the schema's spelling.
    pub renames: BTreeMap<String, String>,
    /// Further derives: a [pattern](Rule::pattern) and a trait's path (`::core::hash::Hash`).
    pub derives: Vec<Rule>,
    /// Further outer attributes: a [pattern](Rule::pattern) and the attribute (`#[must_use]`).
    pub attributes: Vec<Rule>,
    /// Types to use instead of generated or built-in ones: a [pattern](Rule::pattern) of types
    /// (`size`, `GuestFileRead`) or members, and the path of a type that implements the runtime's
    /// `Encode` and `Decode`.
    pub substitutions: Vec<Rule>,
    /// Types of the schema that are not generated since the same code is elsewhere: each name with
    /// an absolute path (`crate::qmp::BlockdevRef`).
    pub external: BTreeMap<String, String>,
    /// The place of the types.
    pub layout: Layout,
    /// The documentation that generated code copies from the schema.
    pub docs: Docs,
    /// Members whose values `Debug` does not show, beside those of [`SECRET_MEMBERS`] and
    /// [`SECRET_PHRASES`]: [patterns](Rule::pattern), after `!` of members that it does show.
    pub secrets: Vec<String>,
    /// Objects, commands and events that keep the members that the schema does not have:
    /// [patterns](Rule::pattern). A union keeps them if one of its branches does.
    pub keep_unknown: Vec<String>,
    /// Members of type `str` that hold base64 text, and are the runtime's `Base64` in the code:
    /// [patterns](Rule::pattern) or a member's name alone, after `!` of members that stay text;
    /// `known` stands for [`BASE64_MEMBERS`].
    pub base64: Vec<String>,
    /// The names of the releases that the schema was united of, the newest first; none, if it is one
    /// release's.
    pub releases: Vec<String>,
    /// Recordings of devices to generate types of.
    pub devices: Vec<qapi_args::devices::Recording>,
    /// Names of the devices, machines, CPU models and objects to generate; `*` stands for any
    /// characters. None: all that the recordings have.
    pub select_devices: Vec<String>,
}

/// A change that the caller wants for each match of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A path as in [`Config::renames`], in which `*` stands for any characters, none included.
    pub pattern: String,
    /// The Rust text to apply.
    pub rust: String,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            role: Role::Client,
            select: None,
            conditions: Conditions::All,
            exclude_deprecated: false,
            exclude_unstable: false,
            runtime: "::qapi_client".to_owned(),
            server: "::qapi_server".to_owned(),
            renames: BTreeMap::new(),
            derives: Vec::new(),
            attributes: Vec::new(),
            substitutions: Vec::new(),
            external: BTreeMap::new(),
            layout: Layout::Flat,
            docs: Docs::Full,
            secrets: Vec::new(),
            keep_unknown: Vec::new(),
            base64: Vec::new(),
            releases: Vec::new(),
            devices: Vec::new(),
            select_devices: Vec::new(),
        }
    }
}

impl Config {
    /// Returns the patterns of [`Config::base64`] that choose members of `schema`: the choice of a
    /// module of another schema, which may lack some of the members.
    #[must_use]
    pub fn base64_of(&self, schema: &Schema) -> Vec<String> {
        base64::fitting(&self.base64, schema)
    }
}

/// A side of the connection: it decides which types can be encoded and which decoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Sends commands, receives replies and events.
    #[default]
    Client,
    /// Receives commands, sends replies and events.
    Server,
    /// Everything in both directions.
    Both,
}

/// The documentation that generated code copies from the schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Docs {
    /// All of it.
    #[default]
    Full,
    /// None: items are documented by their name in QAPI, their features and conditions. The text of
    /// QEMU's schemas is under the GPL, and this leaves it out of generated code.
    None,
}

/// The place of the types in the generated file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// All at the root.
    #[default]
    Flat,
    /// Each in a module that is called as the schema's file in which it is defined, without folder
    /// and extension (`block-core.json` becomes `block_core`); the root has them all by `pub use`,
    /// and has itself the types of the entry file. Everything is named as with [`Layout::Flat`].
    Modules,
}

/// The treatment of `if` conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Conditions {
    /// Everything is there: a client meets many builds.
    #[default]
    All,
    /// Only parts whose conditions hold where exactly these symbols are defined.
    Defined(BTreeSet<String>),
    /// They become `#[cfg(…)]`, symbols as names.
    Cfg,
}
