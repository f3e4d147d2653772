//! Types and traits as the generated code names them, from tokens.

use crate::rust::{Part, Type};
use proc_macro2::{Delimiter, TokenTree};

/// Spelling of names in a file.
pub(super) struct Naming {
    /// Crates of ours and the standard library's: the last part of a path into one names its item.
    known: Vec<String>,
}

impl Naming {
    /// Names as they are in code that reaches the crates of ours by those paths.
    pub(super) fn new(crates: [&str; 2]) -> Self {
        let last = |path: &str| {
            path.rsplit("::")
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let mut known = ["std", "core", "alloc"].map(str::to_owned).to_vec();
        known.extend(crates.map(last));
        Naming { known }
    }

    /// The type that the tokens are. Within a module, `super::` leads to the root, where items are.
    pub(super) fn ty(&self, tokens: &[TokenTree]) -> Type {
        let mut ty = Type::default();
        self.write(tokens, &mut ty);
        ty
    }

    /// A trait that is derived. A single name is the prelude's.
    pub(super) fn derived(&self, tokens: &[TokenTree]) -> Type {
        match tokens {
            [TokenTree::Ident(name)] => Type {
                parts: vec![Part::Text(name.to_string())],
            },
            path => self.ty(path),
        }
    }

    fn write(&self, tokens: &[TokenTree], ty: &mut Type) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some((end, path, absolute)) = path(tokens, at) {
                at = end;
                self.name(&path, absolute, ty);
                continue;
            }
            at += 1;
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = brackets(group.delimiter());
                    text(ty, open);
                    let inner: Vec<_> = group.stream().into_iter().collect();
                    self.write(&inner, ty);
                    text(ty, close);
                }
                TokenTree::Punct(punct) => {
                    text(ty, &punct.to_string());
                    if punct.as_char() == ',' {
                        text(ty, " ");
                    }
                    if punct.as_char() == '\'' {
                        // A lifetime's name belongs to its quote.
                        if let Some(TokenTree::Ident(name)) = tokens.get(at) {
                            text(ty, &format!("{name} "));
                            at += 1;
                        }
                    }
                }
                other => text(ty, &other.to_string()),
            }
        }
    }

    fn name(&self, path: &[String], absolute: bool, ty: &mut Type) {
        let (Some(first), Some(last)) = (path.first(), path.last()) else {
            return;
        };
        if self.known.contains(first) && (absolute || path.len() > 1) {
            text(ty, last);
        } else if absolute {
            text(ty, &format!("::{}", path.join("::")));
        } else if path.len() == 1 && is_word(first) {
            text(ty, first);
            if is_prefix(first) {
                text(ty, " ");
            }
        } else {
            let path = path.strip_prefix(&["super".to_owned()]).unwrap_or(path);
            ty.parts.push(Part::Item(path.join("::")));
        }
    }
}

/// The path that begins there: where it ends, its names, and whether it begins with `::`.
fn path(tokens: &[TokenTree], start: usize) -> Option<(usize, Vec<String>, bool)> {
    let colons = |at: usize| is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':');
    let absolute = colons(start);
    let mut at = if absolute { start + 2 } else { start };
    let mut names = Vec::new();
    loop {
        let Some(TokenTree::Ident(name)) = tokens.get(at) else {
            return None;
        };
        names.push(name.to_string());
        at += 1;
        if !absolute && names.len() == 1 && is_prefix(&names[0]) {
            return Some((at, names, absolute));
        }
        let goes_on = colons(at) && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_)));
        if !goes_on {
            return Some((at, names, absolute));
        }
        at += 2;
    }
}

pub(super) fn is_punct(token: Option<&TokenTree>, c: char) -> bool {
    matches!(token, Some(TokenTree::Punct(p)) if p.as_char() == c)
}

/// Keywords and primitive types; all other single names are items.
fn is_word(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "dyn"
            | "f32"
            | "f64"
            | "fn"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "impl"
            | "mut"
            | "Self"
            | "str"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
    )
}

/// Keywords that stand before a type.
fn is_prefix(name: &str) -> bool {
    matches!(name, "impl" | "dyn" | "mut")
}

/// Adds text to the piece before it, if that is text, too.
fn text(ty: &mut Type, more: &str) {
    match ty.parts.last_mut() {
        Some(Part::Text(text)) => text.push_str(more),
        _ => ty.parts.push(Part::Text(more.to_owned())),
    }
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}
