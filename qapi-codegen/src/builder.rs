//! The interface for build scripts: schema files in, a file of Rust out.
//!
//! This module reads and writes files, prints the lines for cargo and ends a failed build script.
//! [`generate`](crate::generate) and [`format`](crate::format) do the rest. Invariant: the output
//! is unchanged or complete; the file is touched only if it changes.

mod devices;
mod error;
mod header;
mod output;
mod text;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use foldhash::{HashSet, HashSetExt};
use qapi_parser::edition::Edition;
use qapi_parser::ir::Schema;
use qapi_parser::loader::Disk;
use qapi_parser::{Compiled, Options};

pub use error::{BuildError, DevicesError};
pub use header::header;
pub use output::write_if_changed;

use crate::config::{Conditions, Config, Docs, Layout, Role, Rule};
use crate::convert::{MissingConversion, conversions, missing_conversions};
use crate::format;
use crate::share::shared;
use crate::source::compile_source;
use crate::unite::{Releases, release_name};

/// Generates code from a schema; chained calls set the options.
///
/// In `build.rs`:
///
/// ```no_run
/// qapi_codegen::Builder::new("qemu/qapi/qapi-schema.json")
///     .select(["query-status", "blockdev-add", "migrate-pause", "SHUTDOWN"])
///     .generate("qmp.rs"); // into OUT_DIR
/// ```
///
/// and where the code is wanted:
///
/// ```text
/// pub mod qmp {
///     include!(concat!(env!("OUT_DIR"), "/qmp.rs"));
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is generated until `generate` or one of its like is called"]
pub struct Builder {
    path: PathBuf,
    options: Options,
    config: Config,
    /// Other modules of the crate, each with its builder; first those whose types are
    /// used here, then those whose types are converted.
    others: Vec<(String, Builder)>,
    converted: Vec<(String, Builder)>,
    /// The name of the release at `path`.
    name: Option<String>,
    /// Paths of the other releases that the code is for, each with its name if one was given.
    also: Vec<(PathBuf, Option<String>)>,
    prefer: BTreeMap<String, String>,
    /// Recordings of devices, the newest first.
    devices: Vec<PathBuf>,
}

/// Generated code with the files that it was made of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The Rust file.
    pub code: String,
    /// Every file that was read, also of other modules that the code uses.
    pub files: Vec<PathBuf>,
}

impl Builder {
    /// Creates a builder for the schema whose entry file is at `path`; in a build script, relative
    /// to the package. By default it generates the whole schema, for a client.
    ///
    /// `path` may also be a folder with the schema in `qapi-schema.json` or, as in QEMU's source
    /// tree, in `qapi/qapi-schema.json`.
    ///
    /// Without a schema, `path` may be that of a recorded answer to `query-qmp-schema`
    /// (see [`schema_from_answer`](crate::schema_from_answer) for the limits). An answer has
    /// neither edition nor conditions; symbols defined for it are an error.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Builder {
            path: path.into(),
            options: Options::default(),
            config: Config::default(),
            others: Vec::new(),
            converted: Vec::new(),
            name: None,
            also: Vec::new(),
            prefer: BTreeMap::new(),
            devices: Vec::new(),
        }
    }

    /// Generates one API that also fits the release at `path`: a schema of any edition, a folder
    /// with one, or a recorded answer. The builder's own schema is that of the newest release, whose
    /// names and order win. The order of the others does not matter.
    ///
    /// The API has everything that any of the releases has. A member is required only if every
    /// release that has its type requires it. Documentation names the releases that have an item, if
    /// not all do. Types are matched by their place on the wire, never by their name alone.
    ///
    /// ```no_run
    /// qapi_codegen::Builder::new("qemu-10.2")
    ///     .also("qemu-9.1")
    ///     .also("answers/qemu-7.2.json")
    ///     .generate("qmp.rs");
    /// ```
    pub fn also(mut self, path: impl Into<PathBuf>) -> Self {
        self.also.push((path.into(), None));
        self
    }

    /// [`Builder::also`] for a release whose name is not in its path.
    pub fn also_named(mut self, name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.also.push((path.into(), Some(name.into())));
        self
    }

    /// Sets the name of the newest release in documentation and `releases()`; by default, the name in
    /// its path ([`release_name`]).
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Uses the type of `release` at a place where no type fits all releases: at `Type`,
    /// `Type.member`, `command.member`, or as the whole data of `command` or `EVENT`.
    pub fn prefer(mut self, path: impl Into<String>, release: impl Into<String>) -> Self {
        self.prefer.insert(path.into(), release.into());
        self
    }

    /// Sets the release in whose language the schema is written; by default, any release.
    pub fn edition(mut self, edition: Edition) -> Self {
        self.options = self.options.edition(edition);
        self
    }

    /// Generates only these commands and events, and the types that they reach. More calls add names.
    pub fn select<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.config
            .select
            .get_or_insert_default()
            .extend(names.into_iter().map(N::into));
        self
    }

    /// Sets the treatment of `if` conditions; by default, all are taken to hold. A member that some
    /// builds lack is then optional, and a tag without its conditional branch is decoded as unknown.
    pub fn conditions(mut self, conditions: Conditions) -> Self {
        self.config.conditions = conditions;
        self
    }

    /// Keeps only parts whose conditions hold where these symbols, and those of further calls, are
    /// defined: [`Conditions::Defined`].
    pub fn define<N: Into<String>>(mut self, symbols: impl IntoIterator<Item = N>) -> Self {
        let mut defined = match self.config.conditions {
            Conditions::Defined(defined) => defined,
            Conditions::All | Conditions::Cfg => Default::default(),
        };
        defined.extend(symbols.into_iter().map(N::into));
        self.config.conditions = Conditions::Defined(defined);
        self
    }

    /// Sets the side of the connection that the code is for; by default, the client.
    pub fn role(mut self, role: Role) -> Self {
        self.config.role = role;
        self
    }

    /// Leaves out deprecated parts, except required members.
    pub fn exclude_deprecated(mut self) -> Self {
        self.config.exclude_deprecated = true;
        self
    }

    /// Leaves out unstable parts, except required members.
    pub fn exclude_unstable(mut self) -> Self {
        self.config.exclude_unstable = true;
        self
    }

    /// Uses `name` for the item at `path`: `Type`, `Type.member`, `Type.value`, `command`,
    /// `command.member`, `EVENT`, `EVENT.member`, or `Union-Branch` for the enum of its branches.
    pub fn rename(mut self, path: impl Into<String>, name: impl Into<String>) -> Self {
        self.config.renames.insert(path.into(), name.into());
        self
    }

    /// Derives a trait, given by its path, for the types, commands and events that `pattern`
    /// matches (as [`Builder::rename`]'s path; `*` stands for any characters).
    pub fn derive(mut self, pattern: impl Into<String>, path: impl Into<String>) -> Self {
        self.config.derives.push(rule(pattern, path));
        self
    }

    /// Adds an outer attribute (`#[…]`) to all items that `pattern` matches, as in [`Builder::derive`].
    pub fn attribute(mut self, pattern: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.config.attributes.push(rule(pattern, attribute));
        self
    }

    /// Uses the Rust type at `path` for the types (`size`, `Uuid`) or members
    /// (`GuestFileRead.buf-b64`) that `pattern` matches. That type must implement `Clone`, `Debug`,
    /// and the runtime's `Encode` and `Decode`.
    pub fn substitute(mut self, pattern: impl Into<String>, path: impl Into<String>) -> Self {
        self.config.substitutions.push(rule(pattern, path));
        self
    }

    /// Uses types that `other` generates in `module` (an absolute path: `crate::qmp`) instead of
    /// generating the same types again.
    ///
    /// Two types are the same if they have the same identifiers, members, conditions and attributes.
    /// The other must have the directions that are needed here, and all types in it must be the same,
    /// too. Documentation does not matter. A shared type has its name in this module, too. If several modules have a
    /// type, the first one is used.
    ///
    /// The storage daemon's code then does not repeat the emulator's types, and a type that two
    /// releases share needs no conversion between their modules. Types that differ stay apart, even
    /// if one has all members of the other.
    ///
    /// ```no_run
    /// use qapi_codegen::Builder;
    /// let emulator = Builder::new("qemu/qapi/qapi-schema.json");
    /// emulator.generate("qmp.rs");
    /// Builder::new("qemu/storage-daemon")
    ///     .share_types_with("crate::qmp", emulator)
    ///     .generate("qsd.rs");
    /// ```
    pub fn share_types_with(mut self, module: impl Into<String>, other: Builder) -> Self {
        self.others.push((module.into(), other));
        self
    }

    /// Adds conversions between the types, commands and events here and those of the same
    /// names in `module` (a path in the crate: `crate::v7_2`), which `other` generates.
    ///
    /// Conversions lose nothing: where a value may not fit, there is a `TryFrom` that fails with the
    /// path. [`conversions`] lists the rules, and [`Builder::missing_conversions`] the reasons. For a program that meets several releases,
    /// [`Builder::also`] serves better: one API needs no conversions. Types that are
    /// the same on the wire convert in both directions. Types that only grew convert from the older
    /// version to the newer.
    ///
    /// ```no_run
    /// use qapi_codegen::Builder;
    /// let old = Builder::new("qemu-7.2");
    /// old.generate("v7_2.rs");
    /// Builder::new("qemu-10.0")
    ///     .convert_with("crate::v7_2", old)
    ///     .generate("v10_0.rs");
    /// ```
    pub fn convert_with(mut self, module: impl Into<String>, other: Builder) -> Self {
        self.converted.push((module.into(), other));
        self
    }

    /// Sets the place of the types in the file: by default all are at its root. With
    /// [`Layout::Modules`] each type is in a module named after the schema's file that defines it,
    /// and at the root by `pub use`. Documentation and editors then list `block_core` and
    /// `run_state` instead of a thousand types.
    pub fn layout(mut self, layout: Layout) -> Self {
        self.config.layout = layout;
        self
    }

    /// Sets the documentation that generated code copies from the schema; by default, all of it.
    pub fn docs(mut self, docs: Docs) -> Self {
        self.config.docs = docs;
        self
    }

    /// Hides from `Debug` the values of the members that `pattern` matches (`Type.member`,
    /// `command.member`; `*` stands for any characters); after `!`, shows them. The last pattern
    /// that matches decides; where none does, [`SECRET_MEMBERS`](crate::SECRET_MEMBERS) and
    /// [`SECRET_PHRASES`](crate::SECRET_PHRASES) do.
    pub fn secret(mut self, pattern: impl Into<String>) -> Self {
        self.config.secrets.push(pattern.into());
        self
    }

    /// Adds a field to the objects, commands and events that `pattern` matches (`*` stands for any
    /// characters). It keeps the members that the schema does not have, which a newer peer sends,
    /// and encoding writes them back: for proxies and stores. In a union, the union's field has them,
    /// also those that are sent beside a branch's members.
    ///
    /// ```no_run
    /// qapi_codegen::Builder::new("qemu-10.0").keep_unknown("*").generate("qmp.rs");
    /// ```
    pub fn keep_unknown(mut self, pattern: impl Into<String>) -> Self {
        self.config.keep_unknown.push(pattern.into());
        self
    }

    /// Makes the members that `pattern` matches the runtime's `Base64`: bytes in the program, base64
    /// text on the wire. `pattern` is `Type.member` or `command.member`, in which `*` stands for any
    /// characters, a member's name alone (`buf-b64`), or `known`, which stands for
    /// [`BASE64_MEMBERS`](crate::BASE64_MEMBERS). After `!`, the members stay text; the last pattern
    /// that matches decides.
    ///
    /// By default all members are text, as the schema says. A program that encodes its bytes itself
    /// then no longer compiles: the fields take bytes, not text.
    ///
    /// ```no_run
    /// qapi_codegen::Builder::new("qemu/qga/qapi-schema.json").base64("known").generate("qga.rs");
    /// ```
    pub fn base64(mut self, pattern: impl Into<String>) -> Self {
        self.config.base64.push(pattern.into());
        self
    }

    /// Sets the path of the runtime crate in generated code; by default `::qapi_client`.
    pub fn crate_path(mut self, path: impl Into<String>) -> Self {
        self.config.runtime = path.into();
        self
    }

    /// Sets the path of the crate qapi-server in code for the role of a server; by default,
    /// `::qapi_server`.
    pub fn server_path(mut self, path: impl Into<String>) -> Self {
        self.config.server = path.into();
        self
    }

    /// Writes the code to `$OUT_DIR/{name}` and tells cargo which files it depends on. For build
    /// scripts: on an error, prints the diagnostics and exits with status 1, which fails the build.
    pub fn generate(&self, name: impl AsRef<Path>) {
        let result = self.generate_tracked(name.as_ref());
        if let Err(error) = result {
            report(&error);
            std::process::exit(1);
        }
    }

    /// [`Builder::generate`] to a file named after the schema's: `qapi-schema.json` becomes
    /// `qapi_schema.rs`.
    pub fn generate_to_out_dir(&self) {
        let stem = self
            .path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .replace('-', "_");
        self.generate(format!("{stem}.rs"));
    }

    /// Writes the code to the file at `path`, unless it has the same content. For code that is
    /// checked in. Returns true if the file changed.
    ///
    /// ```
    /// # let folder = std::env::temp_dir().join(format!("qapi-doc-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # std::fs::write(folder.join("vm.json"), "{ 'command': 'stop' }")?;
    /// let builder = qapi_codegen::Builder::new(folder.join("vm.json"));
    /// assert!(builder.write(folder.join("vm.rs"))?);
    /// assert!(!builder.write(folder.join("vm.rs"))?, "it is current");
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Builder::try_generate`], and [`BuildError::Write`].
    pub fn write(&self, path: impl AsRef<Path>) -> Result<bool, BuildError> {
        output::write_if_changed(path.as_ref(), &self.try_generate()?.code)
    }

    /// Returns the code as text; touches no file.
    ///
    /// # Errors
    /// [`BuildError::Load`] and [`BuildError::Schema`] for mistakes in the schema,
    /// [`BuildError::Options`] for mistakes in the options.
    pub fn try_generate(&self) -> Result<Generated, BuildError> {
        self.generate_compiled(&self.compile()?)
    }

    fn compile(&self) -> Result<Compiled, BuildError> {
        let conditions = &self.config.conditions;
        Ok(compile_source(
            &self.path,
            &Disk,
            &self.options,
            conditions,
        )?)
    }

    /// [`Builder::try_generate`] for a schema that has been compiled already; the builder's own
    /// path only names it.
    ///
    /// # Errors
    /// [`BuildError::Schema`] and [`BuildError::Options`], as there.
    pub fn generate_compiled(&self, compiled: &Compiled) -> Result<Generated, BuildError> {
        let mut files = Vec::new();
        let releases = self.releases(compiled, &mut files)?;
        let united = self.united(&releases)?;
        let schema = &*united;
        files.extend(self.devices.iter().cloned());
        let mut config = self.config_with_shared(schema, &mut files)?;
        if !self.devices.is_empty() {
            config.to_mut().devices = self.recordings()?;
        }
        if !releases.is_single() {
            config.to_mut().releases = releases.names();
        }
        let entry = compiled.files.first().unwrap_or(&self.path);
        let also: Vec<_> = releases.others().map(|(n, c)| (n, &c.sources)).collect();
        let header = || header::header_of(entry, &compiled.sources, &also);
        let mut code = text::text(schema, &config, header).map_err(BuildError::Options)?;
        for (module, other) in &self.converted {
            let conversions =
                other.with_schema_beside(&mut files, |other_schema, other_config| {
                    let own = (schema, &*config);
                    conversions(own, module, (other_schema, other_config))
                        .map_err(BuildError::Options)
                })?;
            code.push('\n');
            code.push_str(&format(conversions));
        }
        let mut seen = HashSet::new();
        files.retain(|file| seen.insert(file.clone()));
        Ok(Generated { code, files })
    }

    /// Lists each `From` that [`convert_with`](Builder::convert_with) does not add, with the reason.
    ///
    /// # Errors
    /// As [`Builder::try_generate`].
    pub fn missing_conversions(&self) -> Result<Vec<MissingConversion>, BuildError> {
        self.missing_conversions_of(&self.compile()?)
    }

    /// [`Builder::missing_conversions`] of a schema that has been compiled already; the builder's own
    /// path only names it.
    ///
    /// # Errors
    /// As [`Builder::generate_compiled`].
    pub fn missing_conversions_of(
        &self,
        compiled: &Compiled,
    ) -> Result<Vec<MissingConversion>, BuildError> {
        let mut files = Vec::new();
        self.with_compiled(compiled, &mut files, |schema, config| {
            let mut missing = Vec::new();
            for (module, other) in &self.converted {
                let beside = &mut Vec::new();
                let found = other.with_schema_beside(beside, |other_schema, other_config| {
                    let other = (other_schema, other_config);
                    missing_conversions((schema, config), module, other)
                        .map_err(BuildError::Options)
                });
                missing.extend(found?);
            }
            Ok(missing)
        })
    }

    fn release_name(&self) -> String {
        let name = self.name.clone();
        name.unwrap_or_else(|| release_name(&self.path))
    }

    /// The releases that the code is for. Adds their files.
    fn releases<'c>(
        &self,
        newest: &'c Compiled,
        files: &mut Vec<PathBuf>,
    ) -> Result<Releases<'c>, BuildError> {
        files.extend_from_slice(&newest.files);
        let mut releases = Releases::new(self.release_name(), newest);
        for (path, name) in &self.also {
            let compiled = compile_source(path, &Disk, &Options::default(), &Conditions::All)?;
            files.extend_from_slice(&compiled.files);
            releases.add(path, name.as_deref(), compiled);
        }
        Ok(releases)
    }

    /// The schema that is right for all releases.
    fn united<'c>(&self, releases: &Releases<'c>) -> Result<Cow<'c, Schema>, BuildError> {
        if let Some(invalid) = releases.invalid() {
            return Err(BuildError::invalid(invalid));
        }
        let united = releases.unite(&self.prefer);
        let united = united.map_err(|conflicts| {
            BuildError::Options(conflicts.into_iter().map(Into::into).collect())
        })?;
        // A release without a schema is invalid.
        united.ok_or(BuildError::Options(Vec::new()))
    }

    /// The configuration, with types that other modules have. Adds the files that those are made of.
    fn config_with_shared(
        &self,
        schema: &Schema,
        files: &mut Vec<PathBuf>,
    ) -> Result<Cow<'_, Config>, BuildError> {
        let mut config = Cow::Borrowed(&self.config);
        for (module, other) in &self.others {
            let types = other.with_schema_beside(files, |other_schema, other_config| {
                let own = (schema, &self.config);
                shared(own, (other_schema, other_config)).map_err(BuildError::Options)
            })?;
            for (name, ident) in types {
                let path = format!("{module}::{ident}");
                config.to_mut().external.entry(name).or_insert(path);
            }
        }
        Ok(config)
    }

    /// Calls `then` with the schema that is right for all releases and the whole configuration.
    /// Adds the files that both are made of.
    fn with_compiled<T>(
        &self,
        compiled: &Compiled,
        files: &mut Vec<PathBuf>,
        then: impl FnOnce(&Schema, &Config) -> Result<T, BuildError>,
    ) -> Result<T, BuildError> {
        let releases = self.releases(compiled, files)?;
        let schema = self.united(&releases)?;
        then(&schema, &*self.config_with_shared(&schema, files)?)
    }

    /// [`Builder::with_compiled`] for a module that other code uses. Patterns that match nothing there
    /// are errors only where its own code is generated.
    fn with_schema_beside<T>(
        &self,
        files: &mut Vec<PathBuf>,
        then: impl FnOnce(&Schema, &Config) -> Result<T, BuildError>,
    ) -> Result<T, BuildError> {
        self.with_compiled(&self.compile()?, files, |schema, config| {
            let mut config = Cow::Borrowed(config);
            if !config.base64.is_empty() {
                config.to_mut().base64 = config.base64_of(schema);
            }
            then(schema, &config)
        })
    }

    fn generate_tracked(&self, name: &Path) -> Result<(), BuildError> {
        let folder = env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?;
        let generated = self.try_generate()?;
        output::write_if_changed(&Path::new(&folder).join(name), &generated.code)?;
        track(&generated.files);
        Ok(())
    }
}

fn rule(pattern: impl Into<String>, rust: impl Into<String>) -> Rule {
    Rule {
        pattern: pattern.into(),
        rust: rust.into(),
    }
}

/// Reports the files that the output depends on to cargo, on the standard output. Cargo runs a failed
/// script again in any case, and prints all of its output: there, the files would hide the error. A
/// file that does not exist is never reported, since cargo would run the script in each build.
#[allow(clippy::print_stdout)]
fn track(files: &[PathBuf]) {
    for file in files {
        println!("cargo:rerun-if-changed={}", file.display());
    }
}

/// Cargo shows the standard error of a failed build script.
#[allow(clippy::print_stderr)]
fn report(error: &BuildError) {
    eprintln!("{error}");
}
