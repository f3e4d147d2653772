//! The manual of recordings of devices: pages of HTML, or Markdown.
//!
//! Input: recordings, the newest first, with their names. Output: the files of a site: an index, and
//! a page for each kind of type. A type has a table of the properties that it adds to its parent's.
//! Where there are several recordings, types and properties say which have them.
//!
//! Text from a recording is hostile: the templates escape it, and Markdown has it escaped.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use qapi_args::devices::{Kind, Property, Recording};

use crate::manual::{File, Format, ManualError, escape};

/// Pages by the kind of their types, with title and file.
const PAGES: [(Option<Kind>, &str, &str); 6] = [
    (Some(Kind::Device), "Devices", "devices"),
    (Some(Kind::Object), "Objects", "objects"),
    (Some(Kind::Machine), "Machines", "machines"),
    (Some(Kind::Cpu), "CPU models", "cpus"),
    (Some(Kind::Accel), "Accelerators", "accelerators"),
    (None, "Base types", "base"),
];

/// Makes the files of a manual.
///
/// # Parameters
///
/// `versions` has the names of the recordings with them, the newest first.
///
/// # Errors
///
/// [`ManualError::Page`].
///
/// # Examples
///
/// ```
/// use qapi_args::devices::Recording;
/// use qapi_docs::{devices, manual::Format};
///
/// let recording = Recording::from_json(r#"{"qapi-devices": 1, "qemu": {"version": "10.0.2"},
///     "types": {"fan": {"kind": "device", "properties": {"speed": "uint8"}}}}"#)?;
/// let files = devices::files("Fans", &[("10.0", &recording)], Format::Markdown)?;
/// let page = files.iter().find(|file| file.name == "devices.md").ok_or("no page")?;
/// assert!(page.text.contains("| `speed` | `uint8` |"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn files(
    title: &str,
    versions: &[(&str, &Recording)],
    format: Format,
) -> Result<Vec<File>, ManualError> {
    let site = Site {
        title,
        versions,
        extension: match format {
            Format::Html => "html",
            Format::Markdown => "md",
        },
    };
    let pages: Vec<Page> = PAGES.iter().filter_map(|page| site.page(*page)).collect();
    let index = Index {
        title,
        versions: versions
            .iter()
            .map(|(name, recording)| about(name, recording))
            .collect(),
        pages: &pages,
    };
    let mut files = vec![index.file(format)?];
    for page in &pages {
        files.push(page.file(format)?);
    }
    if format == Format::Html {
        files.push(File {
            name: "style.css".to_owned(),
            text: include_str!("../templates/style.css").to_owned(),
        });
    }
    Ok(files)
}

/// A version in words.
fn about(name: &str, recording: &Recording) -> String {
    let qemu = &recording.qemu;
    let package = match qemu.package.as_str() {
        "" => String::new(),
        package => format!(" ({package})"),
    };
    format!("{name}: QEMU {}{package}, {}", qemu.version, qemu.target)
}

/// The properties of a type in a version, inherited ones among them.
type Properties<'r> = BTreeMap<&'r str, &'r Property>;

/// The recordings, and the form of the site.
struct Site<'r> {
    title: &'r str,
    versions: &'r [(&'r str, &'r Recording)],
    extension: &'static str,
}

#[derive(Template)]
#[template(path = "devices_index.html")]
struct Index<'p> {
    title: &'p str,
    versions: Vec<String>,
    pages: &'p [Page],
}

#[derive(Template)]
#[template(path = "devices.html")]
struct Page {
    title: String,
    site: String,
    stem: &'static str,
    index: String,
    href: String,
    types: Vec<TypeText>,
}

struct TypeText {
    name: String,
    anchor: String,
    /// Name and address of the parent.
    parent: Option<(String, String)>,
    facts: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    type_name: String,
    default: String,
    text: String,
}

impl<'r> Site<'r> {
    /// The page of a kind's types; None if there are none.
    fn page(&self, (kind, title, stem): (Option<Kind>, &str, &'static str)) -> Option<Page> {
        let all = self.versions.iter().flat_map(|(_, recording)| {
            let types = recording.types.iter();
            types.map(|(name, record)| (name.as_str(), record.kind))
        });
        let named: BTreeSet<&str> = all.filter(|(_, of)| *of == kind).map(|(n, _)| n).collect();
        // A type may have a kind in another version only.
        let of_kind = named.into_iter().filter(|name| self.kind(name) == kind);
        let types: Vec<TypeText> = of_kind.map(|name| self.type_text(name)).collect();
        Some(Page {
            title: title.to_owned(),
            site: self.title.to_owned(),
            stem,
            index: format!("index.{}", self.extension),
            href: format!("{stem}.{}", self.extension),
            types,
        })
        .filter(|page| !page.types.is_empty())
    }

    /// The kind of a type in the newest version that has it.
    fn kind(&self, name: &str) -> Option<Kind> {
        self.versions
            .iter()
            .find_map(|(_, recording)| recording.types.get(name))?
            .kind
    }

    /// Names of the versions that hold something, if not all do. `holds` tells it of each version.
    fn only(&self, holds: impl Iterator<Item = bool>) -> Option<String> {
        let versions = self.versions.iter().zip(holds);
        let names: Vec<&str> = versions
            .filter(|(_, holds)| *holds)
            .map(|((name, _), _)| *name)
            .collect();
        (names.len() < self.versions.len()).then(|| names.join(", "))
    }

    fn type_text(&self, name: &str) -> TypeText {
        let versions = self.versions.iter();
        let newest = versions
            .filter_map(|(_, recording)| recording.types.get(name))
            .next();
        let mut facts = Vec::new();
        let versions = self.versions.iter();
        let has = versions.map(|(_, recording)| recording.types.contains_key(name));
        facts.extend(self.only(has).map(|names| format!("only in {names}")));
        let is_abstract = newest.is_some_and(|record| record.is_abstract);
        facts.extend(is_abstract.then(|| "abstract".to_owned()));
        let unread = newest.is_some_and(|record| record.unread);
        facts.extend(unread.then(|| "properties not recorded".to_owned()));
        let parent = newest
            .map(|record| record.parent.as_str())
            .filter(|name| !name.is_empty());
        TypeText {
            name: name.to_owned(),
            anchor: anchor(name),
            parent: parent.map(|parent| (parent.to_owned(), self.href(parent))),
            facts,
            rows: self.rows(name),
        }
    }

    fn href(&self, name: &str) -> String {
        let kind = self.kind(name);
        let page = PAGES.iter().find(|(of, ..)| *of == kind);
        let stem = page.map_or("base", |(_, _, stem)| stem);
        format!("{stem}.{}#{}", self.extension, anchor(name))
    }

    /// The properties that the type adds to its parent's in a version, those of the newest first.
    fn rows(&self, name: &str) -> Vec<Row> {
        let mut rows: BTreeMap<&str, &Property> = BTreeMap::new();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let versions = self.versions.iter();
        // A type without kind has only what it stores.
        let of_versions: Vec<Properties<'_>> = versions
            .map(|(_, recording)| recording.properties(name).unwrap_or_default())
            .collect();
        for ((_, recording), properties) in self.versions.iter().zip(&of_versions) {
            let Some(record) = recording.types.get(name) else {
                continue;
            };
            for (property, about) in &record.properties {
                if property != "type" && !known.contains(property.as_str()) {
                    rows.entry(property).or_insert(about);
                }
            }
            known.extend(properties.keys());
        }
        rows.into_iter()
            .map(|(property, about)| self.row(&of_versions, property, about))
            .collect()
    }

    /// The row of a property, given the properties of its type in each version.
    fn row(&self, of_versions: &[Properties<'_>], property: &str, about: &Property) -> Row {
        let has = of_versions.iter().map(|all| all.contains_key(property));
        let mut text = about.description.clone().unwrap_or_default();
        let other = |((version, _), all): (&(&str, &Recording), &Properties<'_>)| {
            let there = all.get(property)?;
            let differs = there.type_name != about.type_name;
            differs.then(|| format!("{} in {version}", there.type_name))
        };
        let notes = self.only(has).map(|names| format!("only in {names}"));
        let notes: Vec<String> = notes
            .into_iter()
            .chain(self.versions.iter().zip(of_versions).filter_map(other))
            .collect();
        if !notes.is_empty() {
            let space = if text.is_empty() { "" } else { " " };
            text.push_str(&format!("{space}({})", notes.join("; ")));
        }
        let default = about.default.as_ref().map(ToString::to_string);
        Row {
            name: property.to_owned(),
            type_name: about.type_name.clone(),
            default: default.unwrap_or_default(),
            text,
        }
    }
}

/// An identifier of a name.
fn anchor(name: &str) -> String {
    let plain = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => c,
        _ => '_',
    };
    name.chars().map(plain).collect()
}

/// A text as Markdown that means nothing else, on one line.
fn text(text: &str) -> String {
    escape(&text.replace(['\n', '\r'], " "))
}

/// A text as code of Markdown, in a table's cell.
fn code(text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!(
            "`{}`",
            text.replace('`', "'")
                .replace('|', "\\|")
                .replace(['\n', '\r'], " ")
        ),
    }
}

impl Index<'_> {
    fn file(&self, format: Format) -> Result<File, ManualError> {
        let page = |error| ManualError::Page("index".to_owned(), error);
        Ok(match format {
            Format::Html => File {
                name: "index.html".to_owned(),
                text: self.render().map_err(page)?,
            },
            Format::Markdown => File {
                name: "index.md".to_owned(),
                text: self.markdown(),
            },
        })
    }

    fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", text(self.title));
        for version in &self.versions {
            out.push_str(&format!("- {}\n", text(version)));
        }
        for page in self.pages {
            out.push_str(&format!("\n## [{}]({})\n\n", page.title, page.href));
            for ty in &page.types {
                out.push_str(&format!(
                    "- [{}]({}#{})\n",
                    code(&ty.name),
                    page.href,
                    ty.anchor
                ));
            }
        }
        out
    }
}

impl Page {
    fn file(&self, format: Format) -> Result<File, ManualError> {
        let page = |error| ManualError::Page(self.stem.to_owned(), error);
        Ok(File {
            name: self.href.clone(),
            text: match format {
                Format::Html => self.render().map_err(page)?,
                Format::Markdown => self.markdown(),
            },
        })
    }

    fn markdown(&self) -> String {
        let mut out = format!("# {}\n", self.title);
        for ty in &self.types {
            out.push_str(&format!(
                "\n<a id=\"{}\"></a>\n\n## {}\n",
                ty.anchor,
                code(&ty.name)
            ));
            let parent = ty.parent.as_ref();
            let parent = parent.map(|(name, href)| format!("a [{}]({href})", code(name)));
            let facts = ty.facts.iter().map(|fact| text(fact));
            let facts: Vec<String> = parent.into_iter().chain(facts).collect();
            if !facts.is_empty() {
                out.push_str(&format!("\n{}\n", facts.join(" · ")));
            }
            if ty.rows.is_empty() {
                continue;
            }
            out.push_str(
                "\n| property | type | default | description |\n| --- | --- | --- | --- |\n",
            );
            for row in &ty.rows {
                out.push_str(&format!(
                    "| {} | {} | {} | {} |\n",
                    code(&row.name),
                    code(&row.type_name),
                    code(&row.default),
                    text(&row.text)
                ));
            }
        }
        out
    }
}
