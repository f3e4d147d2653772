//! A manual as a site.

use askama::Template;

use super::chart::{Chart, chart};
use super::content::{Entry, From, PartEntry, Site};
use super::indexes::{Changes, List, changes, lists};
use super::layout::{Item, Kind, Page};
use super::{File, ManualError, search, text};

const STYLE: &str = include_str!("../../templates/style.css");
const THEME: &str = include_str!("../../templates/theme.js");
const SCRIPT: &str = include_str!("../../templates/site.js");

/// A link in a list.
struct Link {
    title: String,
    href: String,
}

/// Surroundings of a page's content.
struct Frame<'p> {
    title: &'p str,
    version: &'p str,
    indexes: &'p [Link],
    pages: Vec<Link>,
    current: String,
    contents: Vec<Contents<'p>>,
}

/// The definitions of the current page, by kind.
struct Contents<'p> {
    title: &'static str,
    names: Vec<&'p str>,
}

/// Something on a page, its texts as HTML.
enum Block {
    Text(String),
    Entry(Box<Entry>),
}

#[derive(Template)]
#[template(path = "module.html", whitespace = "minimize")]
struct ModulePage<'p> {
    frame: Frame<'p>,
    site: &'p Site<'p>,
    heading: &'p str,
    part: (usize, usize),
    siblings: Vec<Link>,
    items: Vec<Block>,
}

#[derive(Template)]
#[template(path = "list.html", whitespace = "minimize")]
struct ListPage<'p> {
    frame: Frame<'p>,
    heading: &'p str,
    intro: String,
    sections: &'p [super::indexes::Section],
}

#[derive(Template)]
#[template(path = "index.html", whitespace = "minimize")]
struct IndexPage<'p> {
    frame: Frame<'p>,
    counts: Vec<(&'static str, usize)>,
    charts: Vec<Chart>,
    /// For each version: its page, its name, and the numbers.
    table: Vec<(String, String, Vec<usize>)>,
    modules: Vec<Module>,
    intro: String,
}

/// A row of the table of modules.
struct Module {
    title: String,
    href: String,
    commands: usize,
    events: usize,
    types: usize,
}

const INDEX: From = From {
    page: None,
    extension: "html",
};

/// Makes all pages, the style, the scripts and the index of the search.
pub(super) fn files(site: &Site<'_>) -> Result<Vec<File>, ManualError> {
    let entries: Vec<Vec<Entry>> = (0..site.layout.pages.len())
        .map(|number| page_entries(site, number))
        .collect();
    let changes = changes(site, &entries, INDEX);
    let lists = lists(site, &entries, &changes, INDEX);
    let script = search::script(site, &entries, &changes);
    let indexes = index_links(&lists);
    let frame = |current: String| Frame {
        title: site.title,
        version: site.version(),
        indexes: &indexes,
        pages: page_links(site, &current),
        current,
        contents: Vec::new(),
    };
    let mut files = vec![index(
        site,
        &entries,
        &changes,
        frame("index.html".to_owned()),
    )?];
    for (number, entries) in entries.into_iter().enumerate() {
        if let Some(page) = site.layout.pages.get(number) {
            let frame = frame(format!("{}.html", page.stem));
            files.push(module(site, number, page, entries, frame)?);
        }
    }
    for list in lists {
        let frame = frame(format!("{}.html", list.stem));
        files.push(list_page(list, frame)?);
    }
    let assets = [
        ("style.css", STYLE.to_owned()),
        ("theme.js", THEME.to_owned()),
        ("site.js", SCRIPT.to_owned()),
        ("search-index.js", script),
    ];
    files.extend(assets.into_iter().map(|(name, text)| File {
        name: name.to_owned(),
        text,
    }));
    Ok(files)
}

/// The definitions of a page, their texts in Markdown.
pub(super) fn page_entries(site: &Site<'_>, number: usize) -> Vec<Entry> {
    let from = From {
        page: Some(number),
        ..INDEX
    };
    let items = site.layout.pages.get(number).map(|page| &page.items);
    let definitions = items.into_iter().flatten().filter_map(|item| match item {
        Item::Definition(definition) => Some(*definition),
        Item::Text(_) => None,
    });
    definitions.map(|d| site.entry(d, from)).collect()
}

fn render(name: String, page: &impl Template) -> Result<File, ManualError> {
    match page.render() {
        Ok(text) => Ok(File { name, text }),
        Err(error) => Err(ManualError::Page(name, error)),
    }
}

/// The indexes that every page links to; those of single versions stand on their own index.
fn index_links(lists: &[List]) -> Vec<Link> {
    let own = Link {
        title: "Overview".to_owned(),
        href: "index.html".to_owned(),
    };
    let others = lists
        .iter()
        .filter(|list| !list.stem.starts_with("version-"));
    let others = others.map(|list| Link {
        title: list.title.clone(),
        href: format!("{}.html", list.stem),
    });
    std::iter::once(own).chain(others).collect()
}

/// The modules, and all pages of the current one.
fn page_links(site: &Site<'_>, current: &str) -> Vec<Link> {
    let pages = &site.layout.pages;
    let is_current = |page: &&Page<'_>| current.strip_suffix(".html") == Some(&page.stem);
    let module = pages.iter().find(is_current).map(|page| page.module);
    let shown = pages
        .iter()
        .filter(|page| page.part.0 == 1 || Some(page.module) == module);
    let link = |page: &Page<'_>| Link {
        title: match page.part {
            (1, _) => page.title.clone(),
            (part, _) => format!("{}, page {part}", page.title),
        },
        href: format!("{}.html", page.stem),
    };
    shown.map(link).collect()
}

fn module(
    site: &Site<'_>,
    number: usize,
    page: &Page<'_>,
    entries: Vec<Entry>,
    frame: Frame<'_>,
) -> Result<File, ManualError> {
    let from = From {
        page: Some(number),
        ..INDEX
    };
    let name = frame.current.clone();
    let contents = contents(&entries);
    let contents = contents.iter().map(|(title, names)| Contents {
        title,
        names: names.iter().map(String::as_str).collect(),
    });
    let frame = Frame {
        contents: contents.collect(),
        ..frame
    };
    let mut entries = entries.into_iter();
    let mut items = Vec::with_capacity(page.items.len());
    for item in &page.items {
        match item {
            Item::Text(doc) => {
                let texts = doc.sections().iter();
                let texts = texts.map(|s| site.markdown(s.text(), from));
                let markdown = texts.collect::<Vec<_>>().join("\n\n");
                let html = text::html_of_page(without_title(&markdown, &page.title));
                items.extend((!html.is_empty()).then_some(Block::Text(html)));
            }
            Item::Definition(_) => {
                let entry = entries.next().map(into_html).map(Box::new);
                items.extend(entry.map(Block::Entry));
            }
        }
    }
    let siblings = site.layout.pages.iter().filter(|p| p.module == page.module);
    let siblings = siblings.map(|page| Link {
        title: page.part.0.to_string(),
        href: format!("{}.html", page.stem),
    });
    let page = ModulePage {
        frame,
        site,
        heading: &page.title,
        part: page.part,
        siblings: siblings.collect(),
        items,
    };
    render(name, &page)
}

/// The heading that the page shows already is left out of its text.
pub(super) fn without_title<'t>(markdown: &'t str, title: &str) -> &'t str {
    let rest = markdown.strip_prefix("## ").and_then(|rest| {
        let (first, rest) = rest.split_once('\n').unwrap_or((rest, ""));
        (text::plain(first) == title).then_some(rest)
    });
    rest.unwrap_or(markdown).trim()
}

fn contents(entries: &[Entry]) -> Vec<(&'static str, Vec<String>)> {
    let groups: [(&str, &[Kind]); 3] = [
        ("Commands", &[Kind::Command]),
        ("Events", &[Kind::Event]),
        (
            "Types",
            &[Kind::Struct, Kind::Union, Kind::Enum, Kind::Alternate],
        ),
    ];
    let of = |kinds: &[Kind]| {
        let kept = entries.iter().filter(|entry| kinds.contains(&entry.kind));
        let mut names: Vec<String> = kept.map(|entry| entry.name.clone()).collect();
        names.sort_by_key(|name| name.to_lowercase());
        names
    };
    let found = groups.map(|(title, kinds)| (title, of(kinds)));
    found
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .collect()
}

/// Converts an entry's texts.
fn into_html(mut entry: Entry) -> Entry {
    let part = |part: &mut PartEntry| part.text = text::html_inline(&part.text);
    entry.body = text::html(&entry.body);
    let groups = entry.groups.iter_mut().flat_map(|group| &mut group.parts);
    groups.for_each(part);
    entry.features.iter_mut().for_each(part);
    if let Some((_, returns)) = &mut entry.returns {
        *returns = text::html(returns);
    }
    if let Some(errors) = &mut entry.errors {
        *errors = text::html(errors);
    }
    entry
}

fn list_page(mut list: List, frame: Frame<'_>) -> Result<File, ManualError> {
    for row in list
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.rows)
    {
        for cell in &mut row.cells {
            *cell = text::html_inline(cell);
        }
    }
    let page = ListPage {
        frame,
        heading: &list.title,
        intro: text::html_of_page(&list.intro),
        sections: &list.sections,
    };
    render(format!("{}.html", list.stem), &page)
}

fn index(
    site: &Site<'_>,
    entries: &[Vec<Entry>],
    changes: &[Changes],
    frame: Frame<'_>,
) -> Result<File, ManualError> {
    let all = || entries.iter().flatten();
    let count = |kinds: &[Kind]| all().filter(|entry| kinds.contains(&entry.kind)).count();
    let types = [Kind::Struct, Kind::Union, Kind::Enum, Kind::Alternate];
    let mut charts = Vec::new();
    let mut table = Vec::new();
    if site.has_history() {
        charts.push(chart("Commands", changes, Changes::commands));
        charts.push(chart("Events", changes, Changes::events));
        charts.push(chart("Members", changes, Changes::members));
        for changes in changes {
            let counts = [changes.commands(), changes.events(), changes.members()];
            let numbers = counts
                .iter()
                .flat_map(|c| [c.added, c.deprecated, c.removed]);
            let page = format!("{}.html", changes.stem);
            table.push((page, changes.version.clone(), numbers.collect()));
        }
    }
    let texts = site.layout.intro.iter().flat_map(|doc| doc.sections());
    let texts = texts.map(|section| site.markdown(section.text(), INDEX));
    let page = IndexPage {
        frame,
        counts: vec![
            ("commands", count(&[Kind::Command])),
            ("events", count(&[Kind::Event])),
            ("types", count(&types)),
        ],
        charts,
        table,
        modules: modules(site, entries),
        intro: text::html_of_page(&texts.collect::<Vec<_>>().join("\n\n")),
    };
    render("index.html".to_owned(), &page)
}

/// The modules with the numbers of their definitions; the pages of one are counted together.
fn modules(site: &Site<'_>, entries: &[Vec<Entry>]) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::new();
    for (page, entries) in site.layout.pages.iter().zip(entries) {
        if page.part.0 == 1 {
            modules.push(Module {
                title: page.title.clone(),
                href: format!("{}.html", page.stem),
                commands: 0,
                events: 0,
                types: 0,
            });
        }
        let Some(module) = modules.last_mut() else {
            continue;
        };
        for entry in entries {
            match entry.kind {
                Kind::Command => module.commands += 1,
                Kind::Event => module.events += 1,
                _ => module.types += 1,
            }
        }
    }
    modules
}
