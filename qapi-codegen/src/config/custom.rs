//! The options that adapt generated code, resolved against a schema.

use std::str::FromStr;

use foldhash::{HashMap, HashSet};
use proc_macro2::{TokenStream, TokenTree};
use qapi_introspect::secrets::matches;
use qapi_parser::ir::{Member, Schema, TypeId};
use quote::quote;

use super::base64;
use super::error::ConfigError;
use super::secrets::Secrets;
use super::{Conditions, Config, Rule};
use crate::devices::without_devices;
use crate::introspect_from_ir::is_symbol;
use crate::items::Attribute;
use crate::names::Names;
use crate::names::paths::{self, What};

/// The caller's changes to items. Every rule has matched something.
#[derive(Debug)]
pub(crate) struct Custom {
    /// The identifiers, renames applied.
    pub(crate) names: Names,
    /// The path of the runtime crate.
    pub(crate) runtime: TokenStream,
    /// The path of the server crate.
    pub(crate) server: TokenStream,
    owners: Vec<Option<String>>,
    changes: Changes,
    secrets: Secrets,
}

/// The changes to each item or part that has any, by its path.
type Changes = HashMap<String, Change>;

/// The caller's changes to an item or a part of one.
#[derive(Debug, Default)]
struct Change {
    attributes: Vec<Attribute>,
    substitution: Option<TokenStream>,
    /// The kind of the substitution.
    by: By,
    /// True if it keeps unknown members.
    keeps: bool,
}

/// The kinds of types that are used instead of the schema's.
#[derive(Debug, Default, PartialEq)]
enum By {
    /// The caller's own, of which nothing is known.
    #[default]
    Foreign,
    /// The same, generated elsewhere.
    External,
    /// The runtime's type of bytes.
    Bytes,
}

impl Custom {
    /// Resolves the options.
    ///
    /// # Errors
    /// Every option that matches nothing, or is not the Rust that it should be.
    pub(crate) fn new(schema: &Schema, config: &Config) -> Result<Self, Vec<ConfigError>> {
        let mut errors = Vec::new();
        let names = Names::new(schema, &config.renames)
            .map_err(|e| errors.extend(e))
            .ok();
        errors.extend(without_devices(config));
        let mut path = |option, text| tokens(option, text, "a path", is_path, &mut errors);
        let runtime = path("runtime", &config.runtime);
        let server = path("server", &config.server);
        if let Conditions::Defined(symbols) = &config.conditions {
            errors.extend(symbols.iter().filter(|s| !is_symbol(s)).map(|symbol| {
                ConfigError::NotRust {
                    option: "define",
                    text: symbol.clone(),
                    expected: "a symbol's name",
                }
            }));
        }
        let mut resolver = Resolver {
            schema,
            known: None,
            errors,
        };
        let mut changes = Changes::default();
        resolver.rules(
            "derive",
            &config.derives,
            "a trait's path",
            is_path,
            |path, what, text| {
                let fits = what == What::Definition && !is_builtin(schema, path);
                if fits {
                    let derive = Attribute::Derive(vec![text.clone()]);
                    change(&mut changes, path).attributes.push(derive);
                }
                fits
            },
        );
        resolver.rules(
            "attribute",
            &config.attributes,
            "an outer attribute",
            is_attribute,
            |path, what, text| {
                let fits = what != What::Inherited && !is_builtin(schema, path);
                if fits {
                    let attribute = Attribute::given(text);
                    change(&mut changes, path).attributes.push(attribute);
                }
                fits
            },
        );
        resolver.rules(
            "substitute",
            &config.substitutions,
            "a type's path",
            is_path,
            |path, what, text| {
                let fits = what == What::Member || is_type(schema, path);
                if fits {
                    change(&mut changes, path).substitution = Some(text.clone());
                }
                fits
            },
        );
        for path in base64::members(&config.base64, &mut resolver) {
            let change = change(&mut changes, &path);
            if change.substitution.is_none() {
                change.substitution = Some(quote!(#runtime::Base64));
                change.by = By::Bytes;
            }
        }
        for (name, path) in &config.external {
            let errors = &mut resolver.errors;
            let before = errors.len();
            let path = tokens("external", path, "an absolute path", is_absolute, errors);
            let change = change(&mut changes, name);
            (change.substitution, change.by) = (Some(path), By::External);
            if errors.len() > before {
                // They are all in one module, as a rule.
                break;
            }
        }
        let secrets = Secrets::new(&config.secrets, &mut resolver);
        for pattern in &config.keep_unknown {
            resolver.rule("keep-unknown", pattern, |path, what| {
                let fits = what == What::Definition && has_own_members(schema, path);
                if fits {
                    change(&mut changes, path).keeps = true;
                }
                fits
            });
        }
        match names {
            Some(names) if resolver.errors.is_empty() => {
                let owners = paths::owners(schema);
                Ok(Custom {
                    names,
                    runtime,
                    server,
                    owners,
                    changes,
                    secrets,
                })
            }
            _ => Err(resolver.errors),
        }
    }

    /// The path by which options name that type and, before a `.`, its parts.
    pub(crate) fn path(&self, id: TypeId) -> Option<&str> {
        self.owners.get(id.index())?.as_deref()
    }

    /// The further attributes of the item at `path` (`Type`, `command`, `EVENT`).
    pub(crate) fn attributes(&self, path: &str) -> &[Attribute] {
        let change = self.changes.get(path);
        change.map_or(&[], |change| change.attributes.as_slice())
    }

    /// The further attributes of the enum of a union's branches.
    pub(crate) fn branch_attributes(&self, union: &str) -> &[Attribute] {
        if self.changes.is_empty() {
            return &[];
        }
        self.attributes(&format!("{union}-Branch"))
    }

    /// The further attributes of a member, value or alternative of the type `owner`.
    pub(crate) fn part_attributes(&self, owner: TypeId, part: &str) -> &[Attribute] {
        let change = self.part(owner, part);
        change.map_or(&[], |change| change.attributes.as_slice())
    }

    /// Returns true if the code of the type named `ty` is elsewhere.
    pub(crate) fn is_external(&self, ty: &str) -> bool {
        let change = self.changes.get(ty);
        change.is_some_and(|change| change.by == By::External)
    }

    /// Returns true if the caller has another type for the one named `ty`, of which nothing is known.
    pub(crate) fn is_foreign(&self, ty: &str) -> bool {
        self.substitution(ty).is_some() && !self.is_external(ty)
    }

    /// Returns true if the type named `ty` belongs to the crate that is compiled. The compiler
    /// accepts generic conversions only for such types: those of other crates may get more impls.
    pub(crate) fn is_local(&self, ty: &str) -> bool {
        let Some(path) = self.substitution(ty) else {
            return true;
        };
        let first = path.clone().into_iter().next();
        self.is_external(ty) && first.is_some_and(|first| first.to_string() == "crate")
    }

    /// Returns true if a member holds a secret, by its path, type and documentation.
    pub(crate) fn is_secret(&self, schema: &Schema, member: &Member, doc: &str) -> bool {
        let owner = self.path(member.owner()).unwrap_or_default();
        let path = format!("{owner}.{}", member.name());
        self.secrets.contain(schema, &path, member.ty(), doc)
    }

    /// Returns true if the object, command or event at `path` keeps unknown members.
    pub(crate) fn keeps_unknown(&self, path: &str) -> bool {
        self.changes.get(path).is_some_and(|change| change.keeps)
    }

    /// The type to use instead of the one named `ty`.
    pub(crate) fn substitution(&self, ty: &str) -> Option<&TokenStream> {
        self.changes.get(ty)?.substitution.as_ref()
    }

    /// Returns true if a member of the type `owner` is bytes, and base64 text on the wire.
    pub(crate) fn is_bytes(&self, owner: TypeId, member: &str) -> bool {
        let change = self.part(owner, member);
        change.is_some_and(|change| change.by == By::Bytes)
    }

    /// The type to use for a member of the type `owner` instead of the one that it has.
    pub(crate) fn member_substitution(&self, owner: TypeId, member: &str) -> Option<&TokenStream> {
        self.part(owner, member)?.substitution.as_ref()
    }

    /// The changes to a part of the type `owner`.
    fn part(&self, owner: TypeId, part: &str) -> Option<&Change> {
        if self.changes.is_empty() {
            return None;
        }
        self.changes.get(&format!("{}.{part}", self.path(owner)?))
    }
}

fn change<'m>(changes: &'m mut Changes, path: &str) -> &'m mut Change {
    changes.entry(path.to_owned()).or_default()
}

fn is_builtin(schema: &Schema, path: &str) -> bool {
    use qapi_parser::ir::{Entity, TypeKind};
    let Some(Entity::Type(id)) = schema.lookup(path) else {
        return false;
    };
    matches!(schema.ty(id).kind(), TypeKind::Builtin(_))
}

fn is_type(schema: &Schema, path: &str) -> bool {
    matches!(schema.lookup(path), Some(qapi_parser::ir::Entity::Type(_)))
}

/// Returns true if the item at `path` has members of its own: an object, or a command or event
/// without a named type of its data.
fn has_own_members(schema: &Schema, path: &str) -> bool {
    use qapi_parser::ir::{Entity, TypeKind};
    let inline = |data: Option<TypeId>| data.is_none_or(|id| schema.ty(id).is_implicit());
    match schema.lookup(path) {
        Some(Entity::Type(id)) => matches!(schema.ty(id).kind(), TypeKind::Object(_)),
        Some(Entity::Command(id)) => inline(schema.command(id).arg()),
        Some(Entity::Event(id)) => inline(schema.event(id).arg()),
        _ => false,
    }
}

pub(super) struct Resolver<'s> {
    pub(super) schema: &'s Schema,
    /// Every path of the schema, once a rule needs them.
    known: Option<Vec<(String, What)>>,
    pub(super) errors: Vec<ConfigError>,
}

impl Resolver<'_> {
    /// Gives each rule's text to `apply` for all paths that its pattern matches; `apply` says
    /// whether the option can be applied there.
    fn rules(
        &mut self,
        option: &'static str,
        rules: &[Rule],
        expected: &'static str,
        valid: fn(&TokenStream) -> bool,
        mut apply: impl FnMut(&str, What, &TokenStream) -> bool,
    ) {
        let mut seen = HashSet::default();
        for rule in rules {
            if !seen.insert((&rule.pattern, &rule.rust)) {
                continue;
            }
            let text = tokens(option, &rule.rust, expected, valid, &mut self.errors);
            self.rule(option, &rule.pattern, |path, what| apply(path, what, &text));
        }
    }

    /// Gives to `apply` all paths that the pattern matches; `apply` says whether the option can be
    /// applied there.
    pub(super) fn rule(
        &mut self,
        option: &'static str,
        pattern: &str,
        mut apply: impl FnMut(&str, What) -> bool,
    ) {
        let known = self.known.get_or_insert_with(|| paths::all(self.schema));
        let (mut fits, mut found) = (false, false);
        for (path, what) in known.iter().filter(|(path, _)| matches(pattern, path)) {
            found = true;
            fits |= apply(path, *what);
        }
        let path = pattern.to_owned();
        if found && !fits {
            self.errors.push(ConfigError::DoesNotApply { option, path });
        } else if !found {
            let nearest = paths::nearest(pattern, known);
            self.errors.push(ConfigError::NoMatch {
                option,
                path,
                nearest,
            });
        }
    }
}

fn tokens(
    option: &'static str,
    text: &str,
    expected: &'static str,
    valid: fn(&TokenStream) -> bool,
    errors: &mut Vec<ConfigError>,
) -> TokenStream {
    match TokenStream::from_str(text) {
        Ok(tokens) if valid(&tokens) => tokens,
        _ => {
            errors.push(ConfigError::NotRust {
                option,
                text: text.to_owned(),
                expected,
            });
            TokenStream::new()
        }
    }
}

/// Names separated by `::`, with generic arguments at most.
fn is_path(tokens: &TokenStream) -> bool {
    let mut depth = 0usize;
    let mut after_name = false;
    for token in tokens.clone() {
        let name = matches!(token, TokenTree::Ident(_));
        match token {
            TokenTree::Ident(_) if !after_name => {}
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => depth += 1,
                '>' if depth > 0 => depth -= 1,
                ':' => {}
                ',' | '\'' if depth > 0 => {}
                _ => return false,
            },
            _ => return false,
        }
        after_name = name;
    }
    let ends = tokens.clone().into_iter().last();
    let ended = match ends {
        Some(TokenTree::Ident(_)) => true,
        Some(TokenTree::Punct(punct)) => punct.as_char() == '>',
        _ => false,
    };
    depth == 0 && ended
}

/// A path that means the same in every module.
fn is_absolute(tokens: &TokenStream) -> bool {
    let root = match tokens.clone().into_iter().next() {
        Some(TokenTree::Ident(first)) => first == "crate",
        Some(TokenTree::Punct(first)) => first.as_char() == ':',
        _ => false,
    };
    root && is_path(tokens)
}

/// The path of a module in the crate for which code is generated.
///
/// # Errors
/// It is none.
pub(crate) fn in_crate(option: &'static str, text: &str) -> Result<TokenStream, ConfigError> {
    let mut errors = Vec::new();
    let valid = |tokens: &TokenStream| {
        let first = tokens.clone().into_iter().next().map(|t| t.to_string());
        let inside = first.is_some_and(|first| matches!(&*first, "crate" | "self" | "super"));
        inside && is_path(tokens)
    };
    let path = tokens(option, text, "a path in the crate", valid, &mut errors);
    errors.pop().map_or(Ok(path), Err)
}

/// One or more `#[…]`.
fn is_attribute(tokens: &TokenStream) -> bool {
    use proc_macro2::Delimiter;
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    !tokens.is_empty()
        && tokens.len().is_multiple_of(2)
        && tokens.chunks(2).all(|pair| match pair {
            [TokenTree::Punct(hash), TokenTree::Group(group)] => {
                hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket
            }
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_texts() {
        let parse = |text: &str| TokenStream::from_str(text).unwrap();
        assert!(is_path(&parse("::core::hash::Hash")));
        assert!(!is_path(&parse("Box<[u8]>")) && !is_path(&parse("not a path")));
        assert!(is_path(&parse("::std::vec::Vec<u8>")));
        assert!(!is_path(&parse("a; b")) && !is_path(&parse("")));
        assert!(is_attribute(&parse("#[a] #[b = \"c\"]")));
        assert!(!is_attribute(&parse("#![a]")) && !is_attribute(&parse("")));
    }
}
