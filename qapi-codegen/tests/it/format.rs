//! The formatter against rustfmt: rustfmt leaves its output unchanged, and no token is lost.
//!
//! `tests/format/*.rs` holds every construct that generated code is made of, `tests/golden/*.rs`
//! generated code. Names and strings of other lengths, as other schemas have them, make
//! other files of them. Where no rustfmt is on PATH, the tests that need it are skipped.

use qapi_test_support::{Trial, asked, corpus, program, trials};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use qapi_codegen::Role;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        what_is_formatted_stays_as_it_is,
        golden_files_are_clean,
        code_for_real_schemas_is_clean,
        names_of_any_length_are_formatted_as_rustfmt_does,
        no_token_is_lost,
    ]
}

fn files(folders: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "rs") && !path.ends_with("lib.rs"));
    files.sort();
    assert!(files.len() > 5, "no cases found");
    files
}

fn tokens(path: &Path) -> TokenStream {
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The texts as rustfmt formats them. One process formats all of them: its start takes longer than
/// most texts.
fn rustfmt<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (number, text) in texts.enumerate() {
        let file = folder.path().join(format!("{number}.rs"));
        fs::write(&file, text).unwrap();
        files.push(file);
    }
    let mut command = Command::new(program("rustfmt"));
    command.args(["--edition", "2024", "--config-path", "/dev/null"]);
    let output = command.args(&files).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "rustfmt rejects:\n{errors}");
    let formatted = files.iter().map(|file| fs::read_to_string(file).unwrap());
    formatted.collect()
}

/// Requires that rustfmt leaves the texts as they are; each has a name.
fn assert_clean(texts: &[(String, String)]) {
    assert!(!texts.is_empty());
    let formatted = rustfmt(texts.iter().map(|(_, text)| text.as_str()));
    for ((name, text), expected) in texts.iter().zip(&formatted) {
        assert_same(name, text, expected);
    }
}

fn assert_same(name: &str, text: &str, expected: &str) {
    if let Some((line, (ours, theirs))) = text
        .lines()
        .zip(expected.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b)
    {
        panic!(
            "{name}, line {}: rustfmt writes\n{theirs}\ninstead of\n{ours}",
            line + 1
        );
    }
    assert_eq!(text.len(), expected.len(), "{name}: lengths differ");
}

fn what_is_formatted_stays_as_it_is() {
    let mut texts = Vec::new();
    for path in files(&["format"]) {
        let text = fs::read_to_string(&path).unwrap();
        let formatted = qapi_codegen::format(text.parse().unwrap());
        assert_eq!(formatted, text, "{}", path.display());
        texts.push((path.display().to_string(), text));
    }
    assert_clean(&texts);
}

fn golden_files_are_clean() {
    let golden = files(&["golden"]);
    for edition in ["2021", "2024"] {
        let mut command = Command::new(program("rustfmt"));
        command.args(["--check", "--edition", edition, "--config", "max_width=100"]);
        command.args(["--config-path", "/dev/null", "--color", "never"]);
        let output = command.args(&golden).output().unwrap();
        let diff = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "edition {edition}:\n{diff}");
    }
}

/// The newest release for both roles; each role alone, and another release, if `QAPI_RELEASES` asks for
/// all.
fn code_for_real_schemas_is_clean() {
    let corpus = corpus();
    let mut cases = vec![("10.0", Role::Both)];
    if asked("QAPI_RELEASES") {
        let others = [
            ("10.0", Role::Client),
            ("10.0", Role::Server),
            ("7.2", Role::Client),
        ];
        cases.extend(others);
    }
    let text = |(release, role): (&str, Role)| {
        let schema = corpus.join(format!("qemu-{release}/qapi/qapi-schema.json"));
        let code = crate::common::code(&schema, role);
        (format!("{release}, {role:?}"), code.to_owned())
    };
    assert_clean(&cases.into_iter().map(text).collect::<Vec<_>>());
}

/// Each file with a set of names: twelve of them if `QAPI_RELEASES` asks for all.
fn names_of_any_length_are_formatted_as_rustfmt_does() {
    let sets = if asked("QAPI_RELEASES") { 12 } else { 1 };
    let mut texts = Vec::new();
    for path in files(&["golden"]) {
        for seed in 0..sets {
            let text = qapi_codegen::format(Varied::new(seed).stream(tokens(&path)));
            texts.push((format!("{} (seed {seed})", path.display()), text));
        }
    }
    assert_clean(&texts);
}

/// Each file with another set of names: four of them if `QAPI_RELEASES` asks for all.
fn no_token_is_lost() {
    let seeds = if asked("QAPI_RELEASES") { 0..4 } else { 3..4 };
    for path in files(&["format", "golden"]) {
        for seed in seeds.clone() {
            let stream = Varied::new(seed).stream(tokens(&path));
            let text = qapi_codegen::format(stream.clone());
            let mut before = Vec::new();
            flatten(stream, &mut before);
            let mut after = Vec::new();
            flatten(text.parse().unwrap(), &mut after);
            let first = before.iter().zip(&after).position(|(a, b)| a != b);
            if let Some(at) = first {
                panic!(
                    "{} (seed {seed}): `{}` became `{}`",
                    path.display(),
                    before[at],
                    after[at]
                );
            }
            assert_eq!(before.len(), after.len(), "{}", path.display());
        }
    }
}

/// Flattens tokens, without those that rustfmt adds and removes: commas, the braces of an arm's or
/// closure's only expression, `;` behind `return`, and the tokens between `derive`s.
fn flatten(stream: TokenStream, out: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let brackets = match group.delimiter() {
                    Delimiter::Parenthesis => ["(", ")"],
                    Delimiter::Bracket => ["[", "]"],
                    Delimiter::Brace | Delimiter::None => ["", ""],
                };
                out.extend((!brackets[0].is_empty()).then(|| brackets[0].to_owned()));
                flatten(group.stream(), out);
                out.extend((!brackets[1].is_empty()).then(|| brackets[1].to_owned()));
            }
            TokenTree::Punct(punct) if [',', ';'].contains(&punct.as_char()) => {}
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                // A documentation comment, which may gain a space.
                let is_doc = out.ends_with(&["doc".to_owned(), "=".to_owned()]);
                let raw = text.trim_start_matches('r').trim_matches(['#', '"']);
                out.push(if is_doc { raw.trim().to_owned() } else { text });
            }
            other => out.push(other.to_string()),
        }
    }
}

/// Gives identifiers and strings other lengths, the same everywhere in a file.
struct Varied {
    seed: u64,
    names: std::collections::BTreeMap<String, String>,
}

impl Varied {
    fn new(seed: u64) -> Self {
        Varied {
            seed: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            names: Default::default(),
        }
    }

    fn pick(&mut self, lengths: &[usize]) -> usize {
        self.seed ^= self.seed >> 12;
        self.seed ^= self.seed << 25;
        self.seed ^= self.seed >> 27;
        lengths[(self.seed.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % lengths.len()]
    }

    fn stream(&mut self, stream: TokenStream) -> TokenStream {
        // Paths lead to the runtime and the standard library, whose names stay as they are.
        let mut in_path = false;
        let mut joined = false;
        let mut out: Vec<TokenTree> = Vec::new();
        for tree in stream {
            let tree = match tree {
                // The generator writes no braces around a closure's expression; they are from
                // where it did not fit.
                TokenTree::Group(group)
                    if group.delimiter() == Delimiter::Brace
                        && matches!(out.last(), Some(TokenTree::Punct(p)) if p.as_char() == '|') =>
                {
                    out.extend(self.stream(group.stream()));
                    continue;
                }
                // Nor around an arm's, which a comma ends instead.
                TokenTree::Group(group) if is_arrow(&out) && is_one_expression(&group) => {
                    out.extend(self.stream(group.stream()));
                    TokenTree::Punct(Punct::new(',', Spacing::Alone))
                }
                TokenTree::Group(group) => {
                    TokenTree::Group(Group::new(group.delimiter(), self.stream(group.stream())))
                }
                TokenTree::Ident(ident) if !in_path => TokenTree::Ident(self.ident(&ident)),
                TokenTree::Literal(literal) => TokenTree::Literal(self.literal(literal)),
                other => other,
            };
            let colon = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ':');
            in_path = colon && joined;
            joined = matches!(&tree, TokenTree::Punct(punct) if colon && punct.spacing() == Spacing::Joint);
            out.push(tree);
        }
        out.into_iter().collect()
    }

    fn ident(&mut self, ident: &Ident) -> Ident {
        let name = ident.to_string();
        if name.len() < 3 || KEPT.contains(&name.as_str()) || name.starts_with("__") {
            return ident.clone();
        }
        let length = self.pick(&[1, 3, 6, 10, 16, 24, 34, 45]);
        let count = self.names.len();
        let first = if name.starts_with(|c: char| c.is_ascii_uppercase()) {
            'Z'
        } else {
            'z'
        };
        let new = || format!("{first}{count}{}", "y".repeat(length));
        Ident::new(
            self.names.entry(name).or_insert_with(new),
            Span::call_site(),
        )
    }

    fn literal(&mut self, literal: Literal) -> Literal {
        match literal.to_string().starts_with('"') {
            true => Literal::string(&"x".repeat(self.pick(&[1, 4, 8, 12, 20, 30, 50]))),
            false => literal,
        }
    }
}

/// Returns true if the tokens end in `=>`.
fn is_arrow(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [.., TokenTree::Punct(a), TokenTree::Punct(b)] if a.as_char() == '=' && b.as_char() == '>')
}

/// Returns true if the group is a pair of braces around one expression without braces.
fn is_one_expression(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
        && !group.stream().is_empty()
        && group.stream().into_iter().all(|tree| match tree {
            TokenTree::Punct(punct) => punct.as_char() != ';',
            TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
            _ => true,
        })
}

/// Keywords, and names of the runtime and the standard library that stand alone.
const KEPT: &[&str] = &[
    "SCHEMA",
    "schema",
    "data",
    "name",
    "ALL",
    "Clone",
    "Commands",
    "Dispatch",
    "Debug",
    "Eq",
    "NAME",
    "UNKNOWN",
    "VALUES",
    "as",
    "text",
    "Hash",
    "PartialEq",
    "Self",
    "String",
    "all",
    "allow",
    "any",
    "as_str",
    "bool",
    "branch",
    "cfg",
    "const",
    "crate",
    "decode",
    "default",
    "deprecated",
    "derive",
    "doc",
    "dyn",
    "else",
    "encode",
    "enum",
    "error",
    "extra",
    "f32",
    "f64",
    "false",
    "fmt",
    "fn",
    "for",
    "from",
    "i16",
    "i32",
    "i64",
    "if",
    "impl",
    "in",
    "inline",
    "insert",
    "into",
    "json",
    "known",
    "let",
    "map",
    "match",
    "mismatch",
    "mod",
    "move",
    "must_use",
    "mut",
    "new",
    "not",
    "non_exhaustive",
    "object",
    "open_object",
    "opt",
    "pub",
    "qapi_client",
    "qapi_server",
    "ref",
    "req",
    "required",
    "return",
    "self",
    "static",
    "str",
    "struct",
    "super",
    "tag",
    "trait",
    "true",
    "type",
    "u16",
    "u32",
    "u64",
    "union",
    "unknown",
    "use",
    "value",
    "where",
    "while",
    "wire",
];
