//! The inputs that are mutated: QEMU's own test-suite of a release, and its real schemas.
//!
//! Input: the corpus's folder of the release. Output: [`Corpus`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::rng::Rng;
use crate::text::{definitions, pairs, pieces, values};

/// A schema.
#[derive(Clone)]
pub(crate) struct Seed {
    /// Its path, existing or not.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// Seeds, and parts that replace others.
pub(crate) struct Corpus {
    cases: Vec<Seed>,
    real: Real,
    pub(crate) tokens: Vec<String>,
    pub(crate) values: Vec<String>,
    pub(crate) pairs: Vec<String>,
    pub(crate) lines: Vec<String>,
    pub(crate) definitions: Vec<String>,
}

/// A kind of seeds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suite {
    /// The test-suite's cases.
    Cases,
    /// Definitions of the real schema, with all that they use.
    Real,
}

impl Corpus {
    /// Reads it from the release's folder.
    pub(crate) fn read(release: &Path) -> io::Result<Corpus> {
        let cases = read_folder(&release.join("tests/qapi-schema"))?;
        let real = Real::read(release)?;
        let mut corpus = Corpus {
            cases,
            real,
            tokens: Vec::new(),
            values: Vec::new(),
            pairs: Vec::new(),
            lines: Vec::new(),
            definitions: Vec::new(),
        };
        let texts: Vec<String> = corpus.cases.iter().map(|seed| seed.text.clone()).collect();
        for text in &texts {
            corpus.take(text);
        }
        Ok(corpus)
    }

    fn take(&mut self, text: &str) {
        let pieces = pieces(text);
        let cut =
            |ranges: Vec<std::ops::Range<usize>>| ranges.into_iter().map(|r| text[r].to_owned());
        let tokens = pieces.iter().map(|p| text[p.range.clone()].to_owned());
        self.tokens.extend(tokens);
        self.values.extend(cut(values(text, &pieces)));
        self.pairs.extend(cut(pairs(text, &pieces)));
        self.lines
            .extend(text.split_inclusive('\n').map(str::to_owned));
        self.definitions.extend(cut(definitions(text)));
    }

    /// A seed.
    pub(crate) fn seed(&self, suite: Suite, rng: &mut Rng) -> Seed {
        match suite {
            Suite::Cases => self.cases[rng.below(self.cases.len())].clone(),
            Suite::Real => self.real.seed(rng),
        }
    }
}

fn read_folder(folder: &Path) -> io::Result<Vec<Seed>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path()));
    let mut paths = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    let is_schema = |path: &PathBuf| path.extension().is_some_and(|e| e == "json");
    let read = |path: PathBuf| {
        let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        Ok(Seed { path, text })
    };
    paths.into_iter().filter(is_schema).map(read).collect()
}

/// The definitions of a real schema.
struct Real {
    path: PathBuf,
    pragma: String,
    definitions: Vec<Definition>,
    by_name: BTreeMap<String, usize>,
}

struct Definition {
    text: String,
    uses: Vec<String>,
}

/// A seed has at most so many definitions.
const MOST_DEFINITIONS: usize = 12;

impl Real {
    fn read(release: &Path) -> io::Result<Real> {
        let folder = release.join("qapi");
        let mut real = Real {
            path: folder.join("mutant.json"),
            pragma: String::new(),
            definitions: Vec::new(),
            by_name: BTreeMap::new(),
        };
        let mut files = read_folder(&folder)?;
        // Until 2.11 the entry file stands beside the folder.
        let entry = release.join("qapi-schema.json");
        if let Ok(text) = fs::read_to_string(&entry) {
            files.push(Seed { path: entry, text });
        }
        for file in files {
            for range in definitions(&file.text) {
                real.take(&file.text[range]);
            }
        }
        Ok(real)
    }

    fn take(&mut self, text: &str) {
        let pieces = pieces(text);
        let is_string = |p: &&crate::text::Piece| p.kind == crate::text::Kind::String;
        let strings = pieces.iter().filter(is_string);
        let mut strings = strings.map(|p| text[p.range.clone()].trim_matches('\'').to_owned());
        let (Some(meta), Some(name)) = (strings.next(), strings.next()) else {
            return;
        };
        if meta == "pragma" {
            let directive = text.find("\n{").map_or(0, |at| at + 1);
            self.pragma.push_str(&text[directive..]);
        } else if meta != "include" {
            let index = self.definitions.len();
            self.by_name.insert(name, index);
            self.definitions.push(Definition {
                text: text.to_owned(),
                uses: strings.collect(),
            });
        }
    }

    /// Returns a definition with all that it uses, the pragmas in front. Too large ones are
    /// replaced by others.
    fn seed(&self, rng: &mut Rng) -> Seed {
        let mut chosen = BTreeSet::new();
        for _ in 0..50 {
            chosen = self.closure(rng.below(self.definitions.len()));
            if chosen.len() <= MOST_DEFINITIONS {
                break;
            }
        }
        let mut text = self.pragma.clone();
        for index in chosen.into_iter().take(MOST_DEFINITIONS) {
            text.push_str(&self.definitions[index].text);
        }
        Seed {
            path: self.path.clone(),
            text,
        }
    }

    fn closure(&self, root: usize) -> BTreeSet<usize> {
        let mut chosen = BTreeSet::from([root]);
        let mut open = vec![root];
        while let (Some(index), true) = (open.pop(), chosen.len() <= MOST_DEFINITIONS) {
            let used = self.definitions[index].uses.iter();
            for &used in used.filter_map(|name| self.by_name.get(name)) {
                if chosen.insert(used) {
                    open.push(used);
                }
            }
        }
        chosen
    }
}
