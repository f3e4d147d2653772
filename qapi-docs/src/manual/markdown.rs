//! A manual as Markdown: one file a module, and the same indexes.

use std::fmt::Write;

use super::content::{Entry, From, Group, PartEntry, Reference, Site};
use super::indexes::{Changes, List, changes, lists};
use super::layout::{Item, Page};
use super::timeline::Timeline;
use super::{File, ManualError};

const EXTENSION: &str = "md";

const INDEX: From = From {
    page: None,
    extension: EXTENSION,
};

/// Makes all files.
pub(super) fn files(site: &Site<'_>) -> Result<Vec<File>, ManualError> {
    let mut entries = Vec::new();
    let mut files = Vec::new();
    for (number, page) in site.layout.pages.iter().enumerate() {
        let from = From {
            page: Some(number),
            ..INDEX
        };
        let (text, of_page) = module(site, page, from);
        files.push(File {
            name: format!("{}.{EXTENSION}", page.stem),
            text,
        });
        entries.push(of_page);
    }
    let changes = changes(site, &entries, INDEX);
    let lists = lists(site, &entries, &changes, INDEX);
    let index = File {
        name: format!("index.{EXTENSION}"),
        text: index(site, &changes, &lists),
    };
    files.insert(0, index);
    files.extend(lists.iter().map(|list| File {
        name: format!("{}.{EXTENSION}", list.stem),
        text: list_text(list),
    }));
    Ok(files)
}

/// Adds formatted text; a `String` takes it all.
macro_rules! add {
    ($out:expr, $($format:tt)*) => {{
        let _ = write!($out, $($format)*);
    }};
}

fn module(site: &Site<'_>, page: &Page<'_>, from: From) -> (String, Vec<Entry>) {
    let mut out = format!("# {}\n", heading(&page.title));
    if page.part.1 > 1 {
        add!(out, "\nPage {} of {}.\n", page.part.0, page.part.1);
    }
    let mut entries = Vec::new();
    for item in &page.items {
        match item {
            Item::Text(doc) => {
                let texts = doc.sections().iter();
                let texts = texts.map(|s| site.markdown(s.text(), from));
                let text = texts.collect::<Vec<_>>().join("\n\n");
                let text = super::html::without_title(&text, &page.title);
                if !text.is_empty() {
                    add!(out, "\n{}\n", text);
                }
            }
            Item::Definition(definition) => {
                let entry = site.entry(*definition, from);
                entry_text(site, &entry, &mut out);
                entries.push(entry);
            }
        }
    }
    (out, entries)
}

fn entry_text(site: &Site<'_>, entry: &Entry, out: &mut String) {
    add!(out, "\n<a id=\"{}\"></a>\n", entry.name);
    if let Some(alias) = &entry.alias {
        add!(out, "<a id=\"{alias}\"></a>\n");
    }
    add!(out, "\n## {} `{}`\n\n", entry.kind.as_str(), entry.name);
    let mut facts: Vec<String> = Vec::new();
    for badge in ["deprecated", "unstable"] {
        facts.extend(entry.has_feature(badge).then(|| format!("**{badge}**")));
    }
    facts.extend(timeline(site, &entry.timeline));
    facts.extend(
        entry
            .since
            .as_ref()
            .map(|since| format!("since {}", escape(since))),
    );
    facts.extend(entry.condition.as_ref().map(|c| format!("if {}", code(c))));
    facts.extend(entry.flags.iter().map(|flag| (*flag).to_owned()));
    facts.extend(entry.source.as_ref().map(|source| code(source)));
    add!(out, "{}\n\n", facts.join(" · "));
    add!(out, "```text\n{}\n```\n", entry.signature);
    if !entry.body.is_empty() {
        add!(out, "\n{}\n", entry.body);
    }
    for group in &entry.groups {
        group_text(site, group, out);
    }
    if let Some((ty, text)) = &entry.returns {
        out.push_str("\n### Returns\n\n");
        let ty = ty.as_ref().map(reference);
        let both: Vec<String> = ty.into_iter().chain(Some(text.clone())).collect();
        add!(out, "{}\n", both.join("\n\n").trim());
    }
    if let Some(errors) = &entry.errors {
        add!(out, "\n### Errors\n\n{}\n", errors);
    }
    if !entry.features.is_empty() {
        out.push_str("\n### Features\n\n");
        for feature in &entry.features {
            part_text(site, feature, out);
        }
    }
    history_text(site, entry, out);
    if !entry.causes.is_empty() {
        let title = match entry.kind {
            super::layout::Kind::Command => "Events",
            _ => "Caused by",
        };
        let names: Vec<String> = entry.causes.iter().map(reference).collect();
        add!(out, "\n### {title}\n\n{}\n", names.join(", "));
    }
    if !entry.used.is_empty() {
        let used = entry.used.iter().map(|one| {
            let place = match one.name.as_str() {
                "" => one.role.to_owned(),
                name => format!("{} `{name}`", one.role),
            };
            format!("{} ({place})", reference(&one.by))
        });
        add!(
            out,
            "\n### Used by\n\n{}\n",
            used.collect::<Vec<_>>().join(", ")
        );
    }
    let probe = entry
        .probe
        .as_ref()
        .map(|probe| format!("Probe: `{probe}`"));
    let rust = entry.rust.as_ref().map(|rust| format!("Rust: `{rust}`"));
    let both: Vec<String> = probe.into_iter().chain(rust).collect();
    if !both.is_empty() {
        add!(out, "\n{}\n", both.join(" · "));
    }
}

fn group_text(site: &Site<'_>, group: &Group, out: &mut String) {
    add!(out, "\n### {}\n\n", escape(&group.title));
    if let Some(of) = &group.of {
        add!(out, "The members of {}.\n", reference(of));
    }
    for part in &group.parts {
        part_text(site, part, out);
    }
}

fn part_text(site: &Site<'_>, part: &PartEntry, out: &mut String) {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(part.ty.as_ref().map(reference));
    facts.extend(part.optional.then(|| "optional".to_owned()));
    facts.extend(part.is_tag.then(|| "selects the branch".to_owned()));
    facts.extend(
        part.default
            .as_ref()
            .map(|d| format!("default {}", escape(d))),
    );
    facts.extend(part.features.iter().map(|f| format!("**{f}**")));
    facts.extend(timeline(site, &part.timeline));
    facts.extend(part.condition.as_ref().map(|c| format!("if {}", code(c))));
    facts.extend(
        part.from
            .as_ref()
            .map(|base| format!("from {}", reference(base))),
    );
    add!(out, "- `{}`", part.name);
    if !facts.is_empty() {
        add!(out, " ({})", facts.join(", "));
    }
    if !part.text.is_empty() {
        add!(out, ": {}", part.text.replace('\n', "\n  "));
    }
    out.push('\n');
}

fn timeline(site: &Site<'_>, line: &Timeline) -> Vec<String> {
    let name = |at: usize| escape(site.releases.name(at));
    let mut facts = Vec::new();
    facts.extend(
        line.appeared
            .map(|at| format!("in the schema since {}", name(at))),
    );
    facts.extend(
        line.deprecated
            .map(|at| format!("deprecated in {}", name(at))),
    );
    facts.extend(line.removed.map(|at| format!("removed in {}", name(at))));
    if line.not_in_oldest {
        facts.push(format!("**not in {}**", escape(site.oldest_name())));
    }
    facts
}

fn history_text(site: &Site<'_>, entry: &Entry, out: &mut String) {
    if entry.history.is_empty() {
        return;
    }
    out.push_str(
        "\n### Versions\n\n| part | appeared | deprecated | removed |\n| --- | --- | --- | --- |\n",
    );
    let cell = |at: Option<usize>| at.map_or_else(String::new, |at| cell(site.releases.name(at)));
    for row in &entry.history {
        let deprecated = match row.timeline.unrecorded {
            true => "not recorded".to_owned(),
            false => cell(row.timeline.deprecated),
        };
        add!(
            out,
            "| {} `{}` | {} | {deprecated} | {} |\n",
            row.role,
            row.name,
            cell(row.timeline.appeared),
            cell(row.timeline.removed),
        );
    }
}

fn index(site: &Site<'_>, changes: &[Changes], lists: &[List]) -> String {
    let mut out = format!("# {}\n\n{}\n", heading(site.title), escape(site.version()));
    let texts = site.layout.intro.iter().flat_map(|doc| doc.sections());
    for section in texts {
        add!(out, "\n{}\n", site.markdown(section.text(), INDEX));
    }
    out.push_str("\n## Modules\n\n");
    for page in &site.layout.pages {
        let title = match page.part {
            (_, 1) => escape(&page.title),
            (part, _) => format!("{} ({part})", escape(&page.title)),
        };
        add!(out, "- [{title}]({}.{EXTENSION})\n", page.stem);
    }
    out.push_str("\n## Indexes\n\n");
    for list in lists {
        add!(
            out,
            "- [{}]({}.{EXTENSION})\n",
            escape(&list.title),
            list.stem
        );
    }
    if !changes.is_empty() {
        out.push_str(
            "\n## Changes\n\nAdded, deprecated, removed.\n\n\
             | version | commands | events | members |\n| --- | --- | --- | --- |\n",
        );
        for changes in changes {
            let counts = [changes.commands(), changes.events(), changes.members()];
            let counts = counts.map(|c| format!("{}, {}, {}", c.added, c.deprecated, c.removed));
            add!(
                out,
                "| {} | {} |\n",
                cell(&changes.version),
                counts.join(" | ")
            );
        }
    }
    out
}

fn list_text(list: &List) -> String {
    let mut out = format!("# {}\n", heading(&list.title));
    if !list.intro.is_empty() {
        add!(out, "\n{}\n", list.intro);
    }
    for section in &list.sections {
        if !section.title.is_empty() {
            add!(out, "\n## {}\n", heading(&section.title));
        }
        if section.rows.is_empty() {
            out.push_str("\nNone.\n");
            continue;
        }
        add!(out, "\n| {} |\n", section.columns.join(" | "));
        add!(out, "|{}\n", " --- |".repeat(section.columns.len()));
        for row in &section.rows {
            let id = row.id.as_ref().map(|id| format!("<a id=\"{id}\"></a>"));
            add!(
                out,
                "| {}{}",
                id.unwrap_or_default(),
                reference(&row.name).replace(".html", ".md")
            );
            if !row.part.is_empty() {
                add!(out, " `{}`", row.part);
            }
            for text in &row.cells {
                add!(out, " | {}", text.replace('\n', " ").replace('|', "\\|"));
            }
            out.push_str(" |\n");
        }
    }
    out
}

fn reference(ty: &Reference) -> String {
    match &ty.link {
        Some(link) => format!("{}[`{}`]({link})", ty.prefix, ty.name),
        None => format!("{}`{}`", ty.prefix, ty.name),
    }
}

fn heading(text: &str) -> String {
    escape(&text.replace('\n', " "))
}

/// Text as code. It must not end the code.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('\n', " "))
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    escape(text).replace('\n', " ")
}

/// Text as Markdown that means nothing else.
fn escape(text: &str) -> String {
    super::indexes::escape(text)
}
