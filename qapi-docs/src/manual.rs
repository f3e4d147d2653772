//! The reference manual of a schema: pages of HTML, or Markdown.
//!
//! Input: a checked schema with its text, the wire models of other versions and builds. Output:
//! the files of a site, each with its path below the site's folder. The site needs no network and,
//! but for the search, no script.
//!
//! A module of the schema is a page; a large module is several, so that none is large. A definition
//! has its name as anchor, and the anchor of QEMU's own manual as another. `names.html` has all
//! anchors of QEMU's manual, so that links into that can be pointed there.
//!
//! Everything from the schema is hostile: text goes through `text`, which lets no HTML and only
//! links to the web or to the site itself through; the templates escape the rest.

mod availability;
mod chart;
mod content;
mod html;
mod indexes;
mod layout;
mod markdown;
mod probe;
mod search;
mod text;
mod timeline;
mod uses;

use std::borrow::Cow;

use qapi_codegen::introspect_from_ir::{Options, introspect};
use qapi_introspect::{Schema, SchemaError, escape};
use qapi_parser::ir;
use qapi_parser::source::SourceMap;
use thiserror::Error;

pub use availability::{MOST_PARTS, MOST_VERSIONS};
pub(crate) use indexes::escape;

/// The language of a manual's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A site for browsers.
    Html,
    /// Files for repositories and tools.
    Markdown,
}

/// A file of a manual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path below the manual's folder, without folders in it.
    pub name: String,
    /// The content.
    pub text: String,
}

/// A manual that cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ManualError {
    /// The wire model of the schema is not whole.
    #[error("the schema's parts do not fit together")]
    Incomplete(#[from] SchemaError),
    /// There are more versions than a manual can compare.
    #[error("a manual compares at most {MOST_VERSIONS} versions, and there are {0}")]
    TooManyVersions(usize),
    /// The types of two versions stand in the same places in too many pairs.
    #[error(
        "more than {MOST_PARTS} parts of types stand in the same places of two versions, \
         reached at '{documented}' of the documented one and '{other}' of the other"
    )]
    TooManyParts {
        /// The documented type at which the bound was reached.
        documented: String,
        /// The type of the other version.
        other: String,
    },
    /// No version has the name of the oldest one.
    #[error("no version is called '{0}'")]
    UnknownVersion(String),
    /// A page cannot be rendered.
    #[error("cannot render the page {0}")]
    Page(String, #[source] askama::Error),
}

/// A version beside the documented one.
#[derive(Debug)]
struct Version<'s> {
    name: String,
    wire: &'s Schema<'s>,
}

/// Returns the names of the events that a command causes.
type Effects<'s> = &'s dyn Fn(&str) -> Vec<String>;

/// A manual to be made.
pub struct Manual<'s> {
    schema: &'s ir::Schema,
    sources: &'s SourceMap,
    title: String,
    version: String,
    namespace: String,
    older: Vec<Version<'s>>,
    builds: Vec<Version<'s>>,
    oldest: Option<String>,
    effects: Option<Effects<'s>>,
}

impl<'s> Manual<'s> {
    /// The manual of a schema, which its text describes.
    ///
    /// ```
    /// use qapi_docs::manual::{Format, Manual};
    /// use qapi_parser::{Options, compile_from, loader::Memory};
    ///
    /// let files = Memory::new([("fan.json", "{ 'command': 'stop' }")]);
    /// let compiled = compile_from("fan.json", &files, &Options::new())?;
    /// let schema = compiled.schema.ok_or("invalid")?;
    /// let manual = Manual::new(&schema, &compiled.sources).title("Fans");
    /// let files = manual.files(Format::Html)?;
    /// let page = files.iter().find(|file| file.name == "fan.html").ok_or("no page")?;
    /// assert!(page.text.contains("id=\"stop\""));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(schema: &'s ir::Schema, sources: &'s SourceMap) -> Self {
        Manual {
            schema,
            sources,
            title: "QAPI reference".to_owned(),
            version: "this version".to_owned(),
            namespace: "QMP".to_owned(),
            older: Vec::new(),
            builds: Vec::new(),
            oldest: None,
            effects: None,
        }
    }

    /// Sets the title of the site.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Sets the name of the documented version.
    #[must_use]
    pub fn version(mut self, name: impl Into<String>) -> Self {
        self.version = name.into();
        self
    }

    /// Sets the protocol's name in anchors of QEMU's manual: `QMP`, `QGA` or `QSD`.
    #[must_use]
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = namespace.into();
        self
    }

    /// Adds an older version; versions are added from the oldest on.
    #[must_use]
    pub fn older(mut self, name: impl Into<String>, wire: &'s Schema<'s>) -> Self {
        let name = name.into();
        self.older.push(Version { name, wire });
        self
    }

    /// Adds a build, which gets a page of its own.
    #[must_use]
    pub fn build(mut self, name: impl Into<String>, wire: &'s Schema<'s>) -> Self {
        let name = name.into();
        self.builds.push(Version { name, wire });
        self
    }

    /// Sets the oldest version that readers have to support: parts that it lacks are marked.
    #[must_use]
    pub fn oldest(mut self, name: impl Into<String>) -> Self {
        self.oldest = Some(name.into());
        self
    }

    /// Sets the function that returns the events that a command causes.
    #[must_use]
    pub fn effects(mut self, effects: Effects<'s>) -> Self {
        self.effects = Some(effects);
        self
    }

    /// Makes the files. Control characters of the schema's text become `\u` escapes.
    ///
    /// # Errors
    ///
    /// [`ManualError`]: the schema's wire model is not whole, versions are too many, or the oldest
    /// is not among them.
    pub fn files(&self, format: Format) -> Result<Vec<File>, ManualError> {
        let count = self.older.len() + 1 + self.builds.len();
        if count > MOST_VERSIONS {
            return Err(ManualError::TooManyVersions(count));
        }
        let wire = Schema::new(introspect(self.schema, &Options::new().unmask(true)))?;
        let site = content::Site::new(self, &wire)?;
        let mut files = match format {
            Format::Html => html::files(&site)?,
            Format::Markdown => markdown::files(&site)?,
        };
        for file in &mut files {
            if let Cow::Owned(escaped) = escape::lines(&file.text) {
                file.text = escaped;
            }
        }
        Ok(files)
    }
}
