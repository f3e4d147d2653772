//! Rules about the generated Rust, after the chapter on SemVer compatibility in Cargo's reference.

use crate::rule::{Check, Hit, Levels, Rule};
use crate::rust::{Field, Function, RustParts, RustSite, Shape, Type, Variant};
use crate::severity::Severity::{Breaking, Compatible, Warning};

pub(crate) const RULES: &[Rule] = &[
    Rule {
        id: "rust-item-added",
        text: "The code got a type, a command, an event or a constant.",
        reason: "Nothing that compiled named it.",
        example: "{ 'command': 'query-tpms' } gives: + pub struct QueryTpms {}",
        levels: Levels::rust(Compatible),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Item(None, Some(new)) => {
                let kind = kind(&new.shape);
                Hit::added(kind, format!("{kind} `{}` was added", site.name))
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-item-removed",
        text: "The code lost a type, a command, an event or a constant.",
        reason: "What names it does not compile.",
        example: "the last use of { 'enum': 'Mode', … } goes: - pub enum Mode",
        levels: Levels::rust(Breaking),
        removal: true,
        check: Check::Rust(|site| match site.parts {
            RustParts::Item(Some(old), None) => {
                let kind = kind(&old.shape);
                Hit::removed(kind, format!("{kind} `{}` was removed", site.name))
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-item-renamed",
        text: "A type has another name.",
        reason: "What names it does not compile. On the wire nothing changed: names of types are \
                 not there. The generator's option `rename` keeps the old name.",
        example: "{ 'struct': 'Info' → 'StatusInfo', … }",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Renamed(old, new) => {
                Hit::changed(old, new, format!("`{old}` was renamed to `{new}`"))
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-item-changed",
        text: "An item became one of another kind: a struct with fields, one around a type, an \
               enum.",
        reason: "What builds it or takes it apart does not compile.",
        example: "{ 'command': 'stop', 'data': { 'why': 'str' } → 'StopArguments' }",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Shape(old, new) => {
                let (old, new) = (kind(old), kind(new));
                let message = format!("`{}` changed from {old} to {new}", site.name);
                Hit::changed(old, new, message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-field-added",
        text: "A struct got a field.",
        reason: "A struct literal, or a pattern without `..`, does not compile. Programs that use \
                 `new` and setters compile, unless the field is required, which shows as another \
                 change.",
        example: "{ 'struct': 'StatusInfo', 'data': { …, + '*paused': 'bool' } }",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Field(None, Some(new)) => {
                Hit::added(full(new), format!("field `{}` was added", site.name))
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-field-removed",
        text: "A struct lost a field, and its setter with it.",
        reason: "What names it does not compile.",
        example: "{ 'struct': 'StatusInfo', 'data': { …, - 'singlestep': 'bool' } }",
        levels: Levels::rust(Breaking),
        removal: true,
        check: Check::Rust(|site| match site.parts {
            RustParts::Field(Some(old), None) => {
                Hit::removed(full(old), format!("field `{}` was removed", site.name))
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-field-became-optional",
        text: "A field became an `Option`.",
        reason: "What reads it has another type in hand, and `new` no longer takes it.",
        example: "'data': { 'device': 'str' → '*device': 'str' }",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| optionality(site, true)),
    },
    Rule {
        id: "rust-field-became-mandatory",
        text: "A field is no longer an `Option`.",
        reason: "What reads it has another type in hand, and `new` takes it.",
        example: "'data': { '*device': 'str' → 'device': 'str' }",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| optionality(site, false)),
    },
    Rule {
        id: "rust-type-changed",
        text: "A field or a constant has another type.",
        reason: "What sets or reads it does not compile, where the types do not convert.",
        example: "'data': { 'port': 'int' → 'uint16' }",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Type(old, new) => types(site, old, new, "the type of "),
            _ => None,
        }),
    },
    Rule {
        id: "rust-reply-changed",
        text: "A command's result has another type.",
        reason: "What reads it does not compile.",
        example: "{ 'command': 'query-name', 'returns': 'Name' → [ 'Name' ] }",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Associated(old, new) => types(site, old, new, "the associated type "),
            _ => None,
        }),
    },
    Rule {
        id: "rust-variant-added",
        text: "An enum got a variant.",
        reason: "A `match` without `_` does not compile.",
        example: "{ 'enum': 'Mode', 'data': [ 'ro', + 'rw' ] }",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Variant(None, Some(new)) => {
                Hit::added(shown(new), format!("variant `{}` was added", site.name))
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-variant-removed",
        text: "An enum lost a variant.",
        reason: "What names it does not compile.",
        example: "{ 'enum': 'Mode', 'data': [ 'ro', - 'rw' ] }",
        levels: Levels::rust(Breaking),
        removal: true,
        check: Check::Rust(|site| match site.parts {
            RustParts::Variant(Some(old), None) => {
                Hit::removed(shown(old), format!("variant `{}` was removed", site.name))
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-variant-changed",
        text: "A variant holds something else than before.",
        reason: "What builds or matches it does not compile.",
        example: "{ 'union': 'Netdev', …, 'data': { + 'user': 'NetdevUser' } }, where 'user' had \
                  no members",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Payload(old, new) => {
                let (old, new) = (shown(old), shown(new));
                let message = format!("variant `{}` changed from `{old}` to `{new}`", site.name);
                Hit::changed(old, new, message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-enum-opened",
        text: "An enum got the variant `Unknown`, for values that the schema does not have.",
        reason: "It arrives from the other side now. A `match` without `_` does not compile, and \
                 it is no longer `Copy`.",
        example: "{ 'enum': 'Mode', … }, so far in arguments only: + 'returns': 'Mode'",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Open(false, true) => Hit::changed(
                "closed",
                "open",
                format!("`{}` changed from closed to open", site.name),
            ),
            _ => None,
        }),
    },
    Rule {
        id: "rust-enum-closed",
        text: "An enum lost the variant `Unknown`.",
        reason: "It no longer arrives from the other side. What matches `Unknown` does not \
                 compile.",
        example: "{ 'enum': 'Mode', … } in a command: - 'returns': 'Mode'",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Open(true, false) => Hit::changed(
                "open",
                "closed",
                format!("`{}` changed from open to closed", site.name),
            ),
            _ => None,
        }),
    },
    Rule {
        id: "rust-function-changed",
        text: "A function takes or gives something else, or `new` takes it in another order.",
        reason: "What calls it does not compile; or, of parameters of one type that changed \
                 places, it compiles and does something else.",
        example: "'data': { 'device': 'str', + 'id': 'str' } gives: new(device) → new(device, id)",
        levels: Levels::rust(Breaking),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Function(Some(old), Some(new)) => {
                let (old, new) = (signature(old), signature(new));
                let message = format!("function `{}` changed from `{old}` to `{new}`", site.name);
                Hit::changed(old, new, message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-function-added",
        text: "A type got a function.",
        reason: "Nothing that compiled called it.",
        example: "{ 'command': 'wake', 'data': { 'name': 'str', + '*early': 'bool' } } gives: + name(value)",
        levels: Levels::rust(Compatible),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Function(None, Some(new)) => {
                let message = format!("function `{}` was added", site.name);
                Hit::added(signature(new), message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-function-removed",
        text: "A type lost a function.",
        reason: "What calls it does not compile.",
        example: "{ 'command': 'wake', 'data': { 'name': 'str', - '*early': 'bool' } } loses: - name(value)",
        levels: Levels::rust(Breaking),
        removal: true,
        check: Check::Rust(|site| match site.parts {
            RustParts::Function(Some(old), None) => {
                let message = format!("function `{}` was removed", site.name);
                Hit::removed(signature(old), message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-impl-added",
        text: "A type implements more traits.",
        reason: "Nothing that compiled needed them.",
        example: "all members of a command became optional: + impl Default",
        levels: Levels::rust(Compatible),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Impls { lost: false, names } => {
                let names = names.join(", ");
                let message = format!("`{}` implements {names}", site.name);
                Hit::added(names, message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-impl-removed",
        text: "A type no longer implements a trait.",
        reason: "What relies on it does not compile.",
        example: "a command got a mandatory member: - impl Default",
        levels: Levels::rust(Breaking),
        removal: true,
        check: Check::Rust(|site| match site.parts {
            RustParts::Impls { lost: true, names } => {
                let names = names.join(", ");
                let message = format!("`{}` no longer implements {names}", site.name);
                Hit::removed(names, message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-deprecated-added",
        text: "Something is marked with `#[deprecated]`.",
        reason: "What names it compiles with a warning, which some programs forbid.",
        example: "{ 'command': 'change', … } got: + 'features': [ 'deprecated' ]",
        levels: Levels::rust(Warning),
        removal: false,
        check: Check::Rust(|site| match site.parts {
            RustParts::Deprecated(true) => {
                let message = format!("`{}` is now #[deprecated]", site.name);
                Hit::added("#[deprecated]", message)
            }
            _ => None,
        }),
    },
    Rule {
        id: "rust-deprecated-removed",
        text: "Something is no longer marked with `#[deprecated]`.",
        reason: "What names it compiles without a warning.",
        example: "{ 'command': 'change', …, - 'features': [ 'deprecated' ] }",
        levels: Levels::rust(Compatible),
        removal: true,
        check: Check::Rust(|site| match site.parts {
            RustParts::Deprecated(false) => {
                let message = format!("`{}` is no longer #[deprecated]", site.name);
                Hit::removed("#[deprecated]", message)
            }
            _ => None,
        }),
    },
];

fn optionality(site: &RustSite<'_>, to_optional: bool) -> Option<Hit> {
    let RustParts::Field(Some(old), Some(new)) = site.parts else {
        return None;
    };
    if old.optional == new.optional || new.optional != to_optional {
        return None;
    }
    let (old, new) = (full(old), full(new));
    let message = format!("field `{}` changed from `{old}` to `{new}`", site.name);
    Hit::changed(old, new, message)
}

fn types(site: &RustSite<'_>, old: &Type, new: &Type, what: &str) -> Option<Hit> {
    let (old, new) = (old.to_string(), new.to_string());
    let message = format!("{what}`{}` changed from `{old}` to `{new}`", site.name);
    Hit::changed(old, new, message)
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "struct",
        Shape::Tuple(_) => "tuple struct",
        Shape::Enum(_) => "enum",
        Shape::Constant(_) => "constant",
        Shape::Function(_) => "function",
    }
}

fn full(field: &Field) -> String {
    if field.optional {
        format!("Option<{}>", field.ty)
    } else {
        field.ty.to_string()
    }
}

/// `File(BlockdevOptionsFile)`
fn shown(variant: &Variant) -> String {
    if variant.payload.is_empty() {
        return variant.name.clone();
    }
    let payload: Vec<_> = variant.payload.iter().map(Type::to_string).collect();
    format!("{}({})", variant.name, payload.join(", "))
}

/// `(device: String) -> Self`
fn signature(function: &Function) -> String {
    let parameters = function.parameters.iter();
    let parameters: Vec<_> = parameters
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    let result = function.result.to_string();
    let arrow = if result.is_empty() { "" } else { " -> " };
    format!("({}){arrow}{result}", parameters.join(", "))
}
