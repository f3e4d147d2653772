//! Lists over the whole schema: names, versions, features, changes, deprecated and unstable parts,
//! builds.

mod changes;

use std::collections::BTreeMap;

use super::chart::Count;
use super::content::{Entry, From, PartEntry, Reference, Site};
use super::layout::Kind;
use super::search::summary;
use super::text;
use super::timeline::{Timeline, records_deprecation};

use changes::{Change, DEPRECATION_NOTE};
pub(super) use changes::{Changes, changes};

/// Number of releases for which QEMU promises to keep a deprecated interface.
const PROMISED_RELEASES: usize = 2;

/// Maximum length of an advice that stands in every row of its definition. Each part of the definition
/// may have a row.
const LONGEST_ADVICE: usize = 2_000;

/// A page of lists.
#[derive(Debug)]
pub(super) struct List {
    pub(super) stem: String,
    pub(super) title: String,
    /// Markdown.
    pub(super) intro: String,
    pub(super) sections: Vec<Section>,
}

/// A list of a page.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Row>,
}

/// A row: a definition or a part of one. Cells are Markdown.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: Option<String>,
    pub(super) name: Reference,
    pub(super) part: String,
    pub(super) cells: Vec<String>,
}

/// A version's or build's name as a part of a file's name.
pub(super) fn plain_name(name: &str, number: usize) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    if !name.is_empty() && name.len() <= 40 && name.chars().all(plain) {
        name.to_owned()
    } else {
        number.to_string()
    }
}

/// Every list of a manual.
pub(super) fn lists(
    site: &Site<'_>,
    entries: &[Vec<Entry>],
    changes: &[Changes],
    from: From,
) -> Vec<List> {
    let all: Vec<&Entry> = entries.iter().flatten().collect();
    let mut lists = vec![names(site, &all, from)];
    if site.has_history() {
        lists.push(versions(site, changes));
        lists.extend(changes.iter().map(version));
    }
    lists.push(features(site, &all, from));
    lists.push(deprecated(site, &all, from));
    lists.push(out_of_band(site, &all, from));
    lists.push(unstable(site, &all, from));
    lists.extend(
        site.builds
            .iter()
            .enumerate()
            .map(|(number, build)| super::indexes::build(site, &all, build, number, from)),
    );
    lists
}

fn names(site: &Site<'_>, all: &[&Entry], from: From) -> List {
    let mut sorted = all.to_vec();
    sorted.sort_by_cached_key(|entry| (entry.name.to_lowercase(), entry.name.clone()));
    let rows = sorted.into_iter().map(|entry| Row {
        id: entry.alias.clone(),
        name: site.named(&entry.name, from),
        part: String::new(),
        cells: vec![
            entry.kind.as_str().to_owned(),
            escape(&summary(&text::plain(&entry.body))),
        ],
    });
    List {
        stem: "names".to_owned(),
        title: "All names".to_owned(),
        intro: "The rows have the anchors of QEMU's own manual, so links into it can point here."
            .to_owned(),
        sections: vec![Section {
            anchor: "_names".to_owned(),
            title: String::new(),
            columns: vec!["Name", "Kind", "Summary"],
            rows: rows.collect(),
        }],
    }
}

fn versions(site: &Site<'_>, changes: &[Changes]) -> List {
    let number = |counts: [Count; 3], pick: fn(Count) -> usize| {
        counts.map(pick).iter().sum::<usize>().to_string()
    };
    let rows = changes.iter().rev().map(|changes| {
        let counts = [changes.commands(), changes.events(), changes.members()];
        Row {
            id: None,
            name: Reference {
                prefix: "",
                name: changes.version.clone(),
                link: Some(format!("{}.html", changes.stem)),
            },
            part: String::new(),
            cells: vec![
                number(counts, |count| count.added),
                number(counts, |count| count.deprecated),
                number(counts, |count| count.removed),
            ],
        }
    });
    List {
        stem: "versions".to_owned(),
        title: "By version".to_owned(),
        intro: format!(
            "Commands, events and members that came, were deprecated or went. Compared are {}. \
             A change between two of them shows at the later one.",
            escape(&site.releases.names.join(", "))
        ),
        sections: vec![Section {
            anchor: "_versions".to_owned(),
            title: String::new(),
            columns: vec!["Version", "Added", "Deprecated", "Removed"],
            rows: rows.collect(),
        }],
    }
}

fn version(changes: &Changes) -> List {
    let section = |anchor: &str, title: String, changes: &[Change]| {
        let mut sorted = changes.to_vec();
        // Commands and events first, then the parts of existing definitions.
        sorted.sort_by_key(|c| (!c.part.is_empty(), c.kind, c.name.name.clone()));
        Section {
            anchor: anchor.to_owned(),
            title,
            columns: vec!["Name", "Kind", "Note"],
            rows: sorted
                .into_iter()
                .map(|change| Row {
                    // Search results for a gone definition lead to its row.
                    id: (change.kind.is_none() && anchor == "_gone")
                        .then(|| change.name.name.clone()),
                    name: change.name,
                    part: change.part,
                    cells: vec![change.role.to_owned(), change.note],
                })
                .collect(),
        }
    };
    let version = &changes.version;
    List {
        stem: changes.stem.clone(),
        title: format!("Changes in {version}"),
        intro: String::new(),
        sections: vec![
            section("_new", format!("New in {version}"), &changes.added),
            section(
                "_deprecated",
                format!("Deprecated in {version}"),
                &changes.deprecated,
            ),
            section("_gone", format!("Gone in {version}"), &changes.removed),
        ],
    }
}

/// A definition, or one of its parts.
fn each_part(entry: &Entry) -> impl Iterator<Item = &PartEntry> {
    entry.groups.iter().flat_map(|group| &group.parts)
}

fn features(site: &Site<'_>, all: &[&Entry], from: From) -> List {
    let mut by_name: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for entry in all {
        for feature in &entry.features {
            let row = Row {
                id: None,
                name: site.named(&entry.name, from),
                part: String::new(),
                cells: vec![site.markdown(&feature.written, from)],
            };
            by_name.entry(&feature.name).or_default().push(row);
        }
        for part in each_part(entry).filter(|part| part.from.is_none()) {
            for feature in &part.features {
                let row = Row {
                    id: None,
                    name: site.named(&entry.name, from),
                    part: part.name.clone(),
                    cells: vec![String::new()],
                };
                by_name.entry(feature).or_default().push(row);
            }
        }
    }
    let sections = by_name.into_iter().map(|(name, rows)| Section {
        anchor: format!("feature:{name}"),
        title: name.to_owned(),
        columns: vec!["On", "Meaning"],
        rows,
    });
    List {
        stem: "features".to_owned(),
        title: "By feature".to_owned(),
        intro: String::new(),
        sections: sections.collect(),
    }
}

/// The release that deprecated something, and whether its promised time has passed.
fn age(site: &Site<'_>, timeline: &Timeline) -> [String; 2] {
    let Some(at) = timeline.deprecated else {
        return [String::new(), String::new()];
    };
    let last = site.releases.last();
    // In the oldest version, or the oldest that records it, it may be deprecated for longer.
    let open = at == 0 || !records_deprecation(site.releases.name(at - 1));
    let name = escape(site.releases.name(at));
    let since = if open {
        format!("{name} or before")
    } else {
        name
    };
    let passed = match last - at {
        0 => "no: new".to_owned(),
        n if n < PROMISED_RELEASES => format!("no: {n} of {PROMISED_RELEASES}"),
        n => format!("yes: {n}"),
    };
    [since, passed]
}

fn deprecated(site: &Site<'_>, all: &[&Entry], from: From) -> List {
    let mut rows = Vec::new();
    let mut add = |entry: &Entry, part: &str, timeline: &Timeline, text: &str| {
        let [since, passed] = age(site, timeline);
        rows.push(Row {
            id: None,
            name: site.named(&entry.name, from),
            part: part.to_owned(),
            cells: vec![since, passed, site.markdown(text, from)],
        });
    };
    for entry in all {
        let own = entry.has_feature("deprecated");
        let own = own.then_some(("", &entry.timeline));
        let parts = each_part(entry).filter(|part| part.from.is_none());
        let parts = parts.filter(|part| part.features.iter().any(|f| f == "deprecated"));
        let parts = parts.map(|part| (&*part.name, &part.timeline));
        for (row, (part, timeline)) in own.into_iter().chain(parts).enumerate() {
            let is_told = row == 0 || entry.advice.len() <= LONGEST_ADVICE;
            add(
                entry,
                part,
                timeline,
                if is_told { &entry.advice } else { "" },
            );
        }
    }
    List {
        stem: "deprecated".to_owned(),
        title: "Deprecated".to_owned(),
        intro: format!(
            "QEMU keeps what is deprecated for {PROMISED_RELEASES} releases. The age counts the \
             compared versions. Deprecations are {DEPRECATION_NOTE}."
        ),
        sections: vec![Section {
            anchor: "_deprecated".to_owned(),
            title: String::new(),
            columns: vec!["Name", "Since", "Two releases passed", "Advice"],
            rows,
        }],
    }
}

fn out_of_band(site: &Site<'_>, all: &[&Entry], from: From) -> List {
    let may = |entry: &&&Entry| entry.flags.contains(&"may be executed out of band");
    let rows = all.iter().filter(may).map(|entry| Row {
        id: None,
        name: site.named(&entry.name, from),
        part: String::new(),
        cells: vec![escape(&summary(&text::plain(&entry.body)))],
    });
    List {
        stem: "out-of-band".to_owned(),
        title: "Out of band".to_owned(),
        intro: "Commands that may be executed out of band, while others run.".to_owned(),
        sections: vec![Section {
            anchor: "_commands".to_owned(),
            title: String::new(),
            columns: vec!["Command", "Summary"],
            rows: rows.collect(),
        }],
    }
}

fn unstable(site: &Site<'_>, all: &[&Entry], from: From) -> List {
    let mut rows = Vec::new();
    for entry in all {
        let mut add = |part: &str, text: &str| {
            rows.push(Row {
                id: None,
                name: site.named(&entry.name, from),
                part: part.to_owned(),
                cells: vec![site.markdown(text, from)],
            });
        };
        let feature = entry.features.iter().find(|f| f.name == "unstable");
        if let Some(feature) = feature {
            add("", &feature.written);
        }
        for part in each_part(entry).filter(|part| part.from.is_none()) {
            if part.features.iter().any(|f| f == "unstable") {
                add(&part.name, "");
            }
        }
    }
    List {
        stem: "unstable".to_owned(),
        title: "Unstable".to_owned(),
        intro: "Parts that may change or go without notice.".to_owned(),
        sections: vec![Section {
            anchor: "_unstable".to_owned(),
            title: String::new(),
            columns: vec!["Name", "Meaning"],
            rows,
        }],
    }
}

/// The page of a build: its commands and events, and the definitions and parts that it lacks.
fn build(
    site: &Site<'_>,
    all: &[&Entry],
    build: &super::content::Build<'_>,
    number: usize,
    from: From,
) -> List {
    let mut has = Vec::new();
    let mut lacks = Vec::new();
    for entry in all {
        let row = |part: &str| Row {
            id: None,
            name: site.named(&entry.name, from),
            part: part.to_owned(),
            cells: vec![entry.kind.as_str().to_owned()],
        };
        let Some(present) = site.in_build(&entry.name, build.version) else {
            continue;
        };
        if !present {
            lacks.push(row(""));
            continue;
        }
        let root = matches!(entry.kind, Kind::Command | Kind::Event);
        has.extend(root.then(|| row("")));
        lacks.extend(
            site.missing_in(&entry.name, build.version)
                .iter()
                .map(|part| row(part)),
        );
    }
    let more = site.availability.gone_roots();
    let more = more.filter(|(.., track)| track.present.has(build.version));
    let more: Vec<Row> = more
        .map(|(name, kind, _)| Row {
            id: None,
            name: Reference {
                prefix: "",
                name: name.to_owned(),
                link: None,
            },
            part: String::new(),
            cells: vec![kind.to_owned()],
        })
        .collect();
    let section = |anchor: &str, title: &str, rows: Vec<Row>| Section {
        anchor: anchor.to_owned(),
        title: title.to_owned(),
        columns: vec!["Name", "Kind"],
        rows,
    };
    List {
        stem: format!("build-{}", plain_name(build.name, number + 1)),
        title: format!("Build {}", build.name),
        intro: format!(
            "The build {} against {}.",
            escape(build.name),
            escape(site.version())
        ),
        sections: vec![
            section("_lacks", "It does not have", lacks),
            section("_more", "It has, and this manual does not", more),
            section("_has", "Commands and events it has", has),
        ],
    }
}

/// Text as Markdown that means nothing else.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_ascii_punctuation() && !".,:;'()/%".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
