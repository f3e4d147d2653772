//! Mutations of schema text: most keep it nearly valid, so that every pass of a compiler is met.
//!
//! Input: a text, parts to replace its parts by ([`Corpus`]), random numbers. Output: another text.

use std::ops::Range;

use crate::corpus::Corpus;
use crate::rng::Rng;
use crate::text::{Kind, definitions, lines, pairs, pieces, values};

/// One way to mutate.
type Mutation = fn(&mut String, &Corpus, &mut Rng);

/// The place of mutations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    Anywhere,
    /// In documentation comments only.
    Documentation,
}

/// Mutates the text once or a few times.
pub(crate) fn mutate(text: &mut String, place: Where, corpus: &Corpus, rng: &mut Rng) {
    let times = match rng.below(10) {
        0..=5 => 1,
        6..=8 => 2,
        _ => 4,
    };
    for _ in 0..times {
        let mutation = match place {
            Where::Anywhere => anywhere(rng),
            Where::Documentation => in_documentation(rng),
        };
        mutation(text, corpus, rng);
    }
}

fn in_documentation(rng: &mut Rng) -> Mutation {
    match rng.below(10) {
        0..=3 => comment_token,
        4..=7 => comment_line,
        _ => indentation,
    }
}

fn anywhere(rng: &mut Rng) -> Mutation {
    match rng.below(100) {
        0..=24 => token,
        25..=36 => character,
        37..=51 => line,
        52..=66 => value,
        67..=76 => pair,
        77..=86 => definition,
        87..=95 => name,
        _ => indentation,
    }
}

/// The change of a part.
fn change(text: &mut String, parts: &[Range<usize>], others: &[String], rng: &mut Rng) {
    let Some(part) = rng.pick(parts).cloned() else {
        return;
    };
    let other = rng.pick(others).cloned().unwrap_or_default();
    match rng.below(6) {
        0 => text.replace_range(part, ""),
        1 => {
            let copy = text[part.clone()].to_owned();
            text.insert_str(part.end, &copy);
        }
        2 => swap(text, part, rng.pick(parts).cloned()),
        3 => text.insert_str(part.start, &other),
        _ => text.replace_range(part, &other),
    }
}

fn swap(text: &mut String, a: Range<usize>, b: Option<Range<usize>>) {
    let Some(b) = b else { return };
    let (first, last) = if a.start < b.start { (a, b) } else { (b, a) };
    if first.end <= last.start {
        let (one, other) = (
            text[first.clone()].to_owned(),
            text[last.clone()].to_owned(),
        );
        text.replace_range(last, &one);
        text.replace_range(first, &other);
    }
}

fn token(text: &mut String, corpus: &Corpus, rng: &mut Rng) {
    let pieces = pieces(text);
    let wants_blank = rng.chance(10);
    let is_wanted = |kind| matches!(kind, Kind::Space | Kind::Newline) == wants_blank;
    let parts = pieces.iter().filter(|p| is_wanted(p.kind));
    let parts: Vec<_> = parts.map(|p| p.range.clone()).collect();
    change(text, &parts, &corpus.tokens, rng);
}

fn comment_token(text: &mut String, corpus: &Corpus, rng: &mut Rng) {
    let pieces = pieces(text);
    let parts = pieces.iter().filter(|p| p.kind == Kind::Comment);
    let parts = parts.map(|p| p.range.clone());
    let parts: Vec<_> = parts
        .filter(|r| !text[r.clone()].starts_with('#'))
        .collect();
    change(text, &parts, &corpus.tokens, rng);
}

/// The lines of documentation between its marks, which mean the most.
fn comment_line(text: &mut String, corpus: &Corpus, rng: &mut Rng) {
    let is_inside = |line: &str| line.starts_with('#') && !line.starts_with("##");
    let parts = lines(text)
        .into_iter()
        .filter(|r| is_inside(&text[r.clone()]));
    let parts: Vec<_> = parts.collect();
    let other = if rng.chance(30) {
        Some("#\n".to_owned())
    } else {
        let others = corpus.lines.iter().filter(|line| is_inside(line));
        rng.pick(&others.collect::<Vec<_>>())
            .map(|&line| line.clone())
    };
    change(text, &parts, other.as_slice(), rng);
}

/// Characters that mean something, or look as if they did.
const CHARACTERS: &[&str] = &[
    "'",
    "\"",
    "\\",
    "#",
    "##",
    "@",
    ":",
    ",",
    "{",
    "}",
    "[",
    "]",
    "=",
    "*",
    "-",
    "_",
    ".",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u{0}",
    "\u{b}",
    "\u{c}",
    "\u{1c}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{e9}",
    "\u{2028}",
    "\u{feff}",
    "\u{1d54f}",
    "0",
    "9",
    "a",
    "Z",
    "|",
    "&",
    "!",
    "(",
    ")",
    "$",
    "/",
];

fn character(text: &mut String, _: &Corpus, rng: &mut Rng) {
    let parts: Vec<_> = text
        .char_indices()
        .map(|(start, c)| start..start + c.len_utf8())
        .collect();
    let other = rng.pick(CHARACTERS).map(|&c| c.to_owned());
    change(text, &parts, other.as_slice(), rng);
}

fn line(text: &mut String, corpus: &Corpus, rng: &mut Rng) {
    let parts = lines(text);
    change(text, &parts, &corpus.lines, rng);
}

fn value(text: &mut String, corpus: &Corpus, rng: &mut Rng) {
    let parts = values(text, &pieces(text));
    change(text, &parts, &corpus.values, rng);
}

/// A `'key': value`, with the comma that it needs or leaves behind.
fn pair(text: &mut String, corpus: &Corpus, rng: &mut Rng) {
    let parts = pairs(text, &pieces(text));
    let Some(part) = rng.pick(&parts).cloned() else {
        return;
    };
    let other = rng.pick(&corpus.pairs).cloned().unwrap_or_default();
    match rng.below(6) {
        0 => {
            let comma = text[part.end..].starts_with(',');
            text.replace_range(part.start..part.end + usize::from(comma), "");
        }
        1 => {
            let copy = format!(", {}", &text[part.clone()]);
            text.insert_str(part.end, &copy);
        }
        2 => swap(text, part, rng.pick(&parts).cloned()),
        3 | 4 => text.insert_str(part.start, &format!("{other}, ")),
        _ => text.replace_range(part, &other),
    }
}

fn definition(text: &mut String, corpus: &Corpus, rng: &mut Rng) {
    let parts = definitions(text);
    change(text, &parts, &corpus.definitions, rng);
}

/// Puts one name of the text in the place of another, in documentation too.
fn name(text: &mut String, _: &Corpus, rng: &mut Rng) {
    let pieces = pieces(text);
    let is_name = |kind: Kind, text: &str| match kind {
        Kind::String => true,
        Kind::Comment => text.starts_with(|c: char| c.is_ascii_alphanumeric()),
        _ => false,
    };
    let names = pieces
        .iter()
        .filter(|p| is_name(p.kind, &text[p.range.clone()]));
    let names: Vec<Range<usize>> = names.map(|p| p.range.clone()).collect();
    let (Some(target), Some(source)) = (rng.pick(&names), rng.pick(&names)) else {
        return;
    };
    let bare = |range: &Range<usize>| text[range.clone()].trim_matches('\'').to_owned();
    let is_string = text[target.clone()].starts_with('\'');
    let new = if is_string {
        format!("'{}'", bare(source))
    } else {
        bare(source)
    };
    text.replace_range(target.clone(), &new);
}

/// Indents a line otherwise: documentation depends on it.
fn indentation(text: &mut String, _: &Corpus, rng: &mut Rng) {
    let comments = lines(text)
        .into_iter()
        .filter(|r| text[r.clone()].starts_with("# "));
    let comments: Vec<Range<usize>> = comments.collect();
    let Some(line) = rng.pick(&comments) else {
        return;
    };
    let at = line.start + 1;
    let blanks = text[at..line.end]
        .bytes()
        .take_while(|&b| b == b' ')
        .count();
    let new = " ".repeat(rng.below(7));
    text.replace_range(at..at + blanks, &new);
}
