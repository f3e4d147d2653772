//! A page of HTML, as far as links, anchors and text go.

use std::collections::{BTreeMap, BTreeSet};

use qapi_docs::manual::File;

/// The tags of a page. Fails on HTML that no browser should have to repair.
pub(crate) struct Page {
    pub(crate) ids: Vec<String>,
    pub(crate) links: Vec<String>,
    /// The names of the elements, with the values of `on…`, `src` and `href` attributes.
    pub(crate) elements: Vec<(String, BTreeMap<String, String>)>,
}

const VOID: [&str; 7] = ["meta", "link", "input", "br", "hr", "path", "rect"];

impl Page {
    /// Reads a page, and checks that its elements nest.
    pub(crate) fn new(name: &str, html: &str) -> Page {
        let mut page = Page {
            ids: Vec::new(),
            links: Vec::new(),
            elements: Vec::new(),
        };
        let mut open: Vec<String> = Vec::new();
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            let after = &rest[start + 1..];
            let end = after
                .find('>')
                .unwrap_or_else(|| panic!("{name}: a tag without end"));
            let tag = &after[..end];
            rest = &after[end + 1..];
            if tag.starts_with('!') {
                continue;
            }
            if let Some(closed) = tag.strip_prefix('/') {
                let last = open.pop();
                assert_eq!(last.as_deref(), Some(closed), "{name}: before {rest:.80}");
                continue;
            }
            let (element, attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
            let element = element.trim_end_matches('/').to_owned();
            let attributes = read_attributes(attributes);
            page.ids.extend(attributes.get("id").cloned());
            page.links.extend(attributes.get("href").cloned());
            if !VOID.contains(&element.as_str()) && !tag.ends_with('/') {
                open.push(element.clone());
            }
            page.elements.push((element, attributes));
        }
        assert_eq!(open, Vec::<String>::new(), "{name}: open elements");
        page
    }
}

fn read_attributes(mut text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    loop {
        text = text.trim_start().trim_start_matches('/');
        if text.is_empty() {
            return found;
        }
        let end = text.find(['=', ' ', '\n']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let value = match rest.strip_prefix('=') {
            None => {
                text = rest;
                String::new()
            }
            Some(quoted) => {
                let quoted = quoted.strip_prefix('"').expect("values are quoted");
                let (value, rest) = quoted.split_once('"').expect("a value ends");
                text = rest;
                unescape(value)
            }
        };
        found.insert(name.to_owned(), value);
    }
}

pub(crate) fn unescape(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    let mut text = text.to_owned();
    for (from, to) in pairs {
        text = text.replace(from, to);
    }
    text
}

/// The anchors of each page, and every link that leads nowhere or runs something.
pub(crate) struct Checked {
    pub(crate) anchors: BTreeMap<String, BTreeSet<String>>,
    pub(crate) problems: Vec<String>,
    pub(crate) links: usize,
}

/// Checks all pages of a site: ids are unique, links lead somewhere.
pub(crate) fn check(files: &[File]) -> Checked {
    let html = files.iter().filter(|file| file.name.ends_with(".html"));
    let pages: Vec<_> = html
        .map(|f| (&f.name, Page::new(&f.name, &f.text)))
        .collect();
    let mut checked = Checked {
        anchors: BTreeMap::new(),
        problems: Vec::new(),
        links: 0,
    };
    for (name, page) in &pages {
        let anchors = checked.anchors.entry((*name).clone()).or_default();
        for id in &page.ids {
            if !anchors.insert(id.clone()) {
                checked
                    .problems
                    .push(format!("{name}: two elements have the id {id}"));
            }
        }
    }
    for (name, page) in &pages {
        for link in &page.links {
            checked.links += 1;
            if ["https://", "http://", "ftp://"]
                .iter()
                .any(|s| link.starts_with(s))
            {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name.as_str() } else { file };
            let is_asset = files.iter().any(|f| f.name == file) || link == "data:,";
            let leads = match checked.anchors.get(file) {
                Some(anchors) => anchor.is_empty() || anchors.contains(anchor),
                None => is_asset && anchor.is_empty(),
            };
            if !leads {
                checked.problems.push(format!("{name}: dead link {link}"));
            }
        }
    }
    checked
}

/// Checks all files of Markdown: links lead to files and anchors that exist.
pub(crate) fn check_markdown(files: &[File]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in files {
        for target in file.text.split("](").skip(1) {
            let target = target.split(')').next().unwrap_or_default();
            let is_ours = target.starts_with('#') || target.contains(".md");
            if !is_ours || target.contains("://") {
                continue;
            }
            let (name, anchor) = target.split_once('#').unwrap_or((target, ""));
            let name = if name.is_empty() {
                file.name.as_str()
            } else {
                name
            };
            let id = format!("<a id=\"{anchor}\"></a>");
            let leads = files
                .iter()
                .any(|f| f.name == name && (anchor.is_empty() || f.text.contains(&id)));
            if !leads {
                problems.push(format!("{}: dead link {target}", file.name));
            }
        }
    }
    problems
}
