//! The index that the search of a site reads, as a script.
//!
//! `names` has for each definition its name, kind, page and summary; `members` and `words` have
//! the numbers of the definitions with a member or value, or with a word in their text.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::content::{Entry, Site};
use super::indexes::Changes;
use super::layout::Kind;
use super::text;

/// Words of text in more definitions than one in so many find nothing that helps.
const COMMON: usize = 8;

/// The shortest word of text in the index.
const SHORTEST: usize = 4;

/// Returns the script. `entries` has those of each page.
pub(super) fn script(site: &Site<'_>, entries: &[Vec<Entry>], changes: &[Changes]) -> String {
    let mut names = Vec::new();
    let mut members: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut words: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (page, entries) in entries.iter().enumerate() {
        for entry in entries {
            let number = names.len();
            let about = text::plain(&entry.body);
            names.push(json!([
                entry.name,
                entry.kind as usize,
                page,
                summary(&about)
            ]));
            for part in entry.groups.iter().flat_map(|group| &group.parts) {
                members.entry(&part.name).or_default().insert(number);
                add_words(&text::plain(&part.text), number, &mut words);
            }
            add_words(&about, number, &mut words);
            for part in &entry.features {
                add_words(&text::plain(&part.text), number, &mut words);
            }
        }
    }
    let most = (names.len() / COMMON).max(20);
    words.retain(|_, numbers| numbers.len() <= most);
    let mut pages: Vec<&str> = site.layout.pages.iter().map(|page| &*page.stem).collect();
    for changes in changes {
        for (name, kind) in changes.gone() {
            let kind = if kind == "event" {
                Kind::Event
            } else {
                Kind::Command
            };
            let about = format!("Gone in {}", changes.version);
            names.push(json!([name, kind as usize, pages.len(), about]));
        }
        pages.push(&changes.stem);
    }
    let index = json!({
        "names": names,
        "pages": pages,
        "members": members.into_iter().collect::<Vec<_>>(),
        "words": words.into_iter().collect::<Vec<_>>(),
    });
    script_of(&index)
}

fn script_of(index: &Value) -> String {
    format!("window.qapiIndex = {index};\n")
}

/// Returns the first sentence of a text, cut to the length of a line of results.
pub(super) fn summary(text: &str) -> String {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    let sentence = text.get(..end).unwrap_or(text);
    if sentence.chars().count() <= 100 {
        return sentence.to_owned();
    }
    let short: String = sentence.chars().take(100).collect();
    let cut = short.rfind(' ').unwrap_or(short.len());
    format!("{}…", short.get(..cut).unwrap_or(&short))
}

fn add_words(text: &str, number: usize, words: &mut BTreeMap<String, BTreeSet<usize>>) {
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-') {
        let word = word.trim_matches(['-', '_']);
        let fits = (SHORTEST..=30).contains(&word.len());
        if fits && word.starts_with(char::is_alphabetic) {
            let word = word.to_lowercase();
            words.entry(word).or_default().insert(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn a_summary_is_the_first_sentence() {
        assert_eq!(summary("Stop the guest. Then wait."), "Stop the guest.");
        assert_eq!(summary("Version 2.9 and later"), "Version 2.9 and later");
        let long = summary(&"word ".repeat(50));
        assert!(long.ends_with("word…") && long.len() < 110, "{long}");
    }
}
