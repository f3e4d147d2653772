//! Conversions between the items of two modules that were generated from two versions of a schema.
//!
//! Input: two schemas with their configurations, and the path of the one's module. Output: `From`
//! impls between types of the same name or place, and between the structs of commands and events,
//! field by field. Invariant: a `From` exists only where it cannot fail and loses nothing, and where
//! all that the type contains converts in turn. A `TryFrom` exists where only several values
//! convert; it refuses whatever the other item has no place for.
//!
//! [`shape`] lists the parts of a type's item, [`pairs`] brings items of both modules together,
//! [`way`] finds the step between the types of a place, [`judge`] decides which shapes convert into
//! which, [`emit`] writes the impls, [`explain`] lists those that are missing.

mod emit;
mod explain;
mod judge;
mod pairs;
mod shape;
mod way;

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Schema, TypeId, TypeKind};
use quote::quote;

use crate::config::{Config, Role, in_crate};
use crate::error::Error;
use crate::items::Holds;
use crate::plan::{At, Plan};
use crate::reach::Direction;
pub use explain::MissingConversion;
use judge::{Judgement, judge};
use pairs::{Pair, Shapes, pairs};
use shape::Shape;
use way::{Fit, Way};

/// One of the two modules.
struct Side<'p> {
    plan: &'p Plan<'p>,
    /// The path of its module with `::`, from the module that is being generated.
    prefix: TokenStream,
    /// The path of the runtime crate from the module that is being generated.
    runtime: &'p TokenStream,
}

impl Side<'_> {
    /// Names an item beside that of `shape` from the module that is being generated.
    fn path(&self, shape: &Shape<'_>, item: &Ident) -> TokenStream {
        let (prefix, module) = (&self.prefix, &shape.module);
        quote!(#prefix #module #item)
    }

    /// The same for a type.
    fn type_tokens(&self, id: TypeId) -> TokenStream {
        match self.plan.type_ident(id) {
            Some(ident) => {
                let prefix = &self.prefix;
                quote!(#prefix #ident)
            }
            None => self.plan.ty(id, At::Root),
        }
    }

    fn type_text(&self, id: TypeId) -> String {
        self.type_tokens(id).to_string()
    }

    /// Returns the directions of the type's values. Built-in types and the caller's have both.
    fn direction(&self, id: TypeId) -> Direction {
        match self.plan.schema.ty(id).kind() {
            TypeKind::Array(array) => self.direction(array.element()),
            _ if self.plan.type_ident(id).is_none() => Direction::both(),
            _ => self.plan.direction(id),
        }
    }

    /// Returns the directions of the values of a place.
    fn direction_of_held(&self, held: &Holds) -> Direction {
        match held.substitution {
            Some(_) => Direction::both(),
            None => self.direction(held.ty),
        }
    }

    /// Returns the directions of the item; of a command or event, both or neither.
    fn direction_of_item(&self, shape: &Shape<'_>) -> Direction {
        match shape.id {
            Some(id) => self.plan.direction(id),
            None if self.plan.config.role == Role::Both => Direction::both(),
            None => Direction::default(),
        }
    }
}

/// Generates `From` and `TryFrom` impls between items of two modules of one crate.
///
/// The items here are the types, commands and events of `schema`. Those of the same names in
/// `module`, a path in the crate, are generated from `other_schema` with `other_config`. There is a
/// `From` for each direction in which every value has its place:
///
/// - An enum converts if the other has all its values, or keeps unknown values as text.
/// - An object converts if the other has all its members with types that convert, and the other's
///   further members are optional. A required member may be optional in the other.
/// - A union converts if the other has all its branches. If unknown branches are possible here, the
///   other must not have further branches.
/// - An alternate converts if the other has an alternative for each of its kinds of JSON.
/// - A command's arguments and an event's data convert as objects, listed or of a named type.
///
/// Types of members are compared as they are on the wire: an integer converts into one of a larger
/// range, an enumeration into a string, a type into an alternative of it. Types that are the same on
/// the wire convert in both directions if both modules have the same
/// role. Types that only grew convert from the older to the newer. A type that was renamed converts
/// as well: types are also paired by their places in commands and events of the same name.
///
/// A `TryFrom` exists where only several values have a place, for types of any direction. It fails
/// at the path of the first part that the other type does not have, or has with another type, or
/// requires. A type of another kind, such as a struct that became a union, has one if it is encoded in
/// its module and decoded in the other; both hold in modules for the role of both sides.
/// [`missing_conversions`] lists the reasons. For a program that meets several releases, one API for
/// all of them ([`unite`](crate::unite)) serves better: it needs neither conversions nor a module for
/// each release.
///
/// ```
/// use qapi_codegen::{BuildError, Config, conversions};
/// use qapi_parser::{Options, compile_from, loader::Memory};
/// let files = Memory::new([
///     ("old", "{ 'enum': 'State', 'data': ['on'] } { 'event': 'E', 'data': { 's': 'State' } }"),
///     ("new", "{ 'enum': 'State', 'data': ['on', 'off'] } { 'event': 'E', 'data': { 's': 'State' } }"),
/// ]);
/// let schema = |name| compile_from(name, &files, &Options::new()).map(|c| c.schema);
/// if let (Some(old), Some(new)) = (schema("old")?, schema("new")?) {
///     let config = Config::default();
///     let code = conversions((&new, &config), "super::old", (&old, &config));
///     let code = code.map_err(BuildError::Options)?.to_string();
///     assert!(code.contains("From < super :: old :: State > for State"));
///     assert!(code.contains("From < State > for super :: old :: State"), "`off` is unknown there");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`generate`](crate::generate), for either schema; and where nothing converts, types in circles
/// stand in too many pairs, or `module` is no path in the crate.
pub fn conversions(
    (schema, config): (&Schema, &Config),
    module: &str,
    (other_schema, other_config): (&Schema, &Config),
) -> Result<TokenStream, Vec<Error>> {
    with_pairs(
        (schema, config),
        module,
        (other_schema, other_config),
        |all| {
            if all.to_here.1.none() && all.to_there.1.none() {
                return Err(vec![nothing(module, all.pairs, &all.to_here.1)]);
            }
            let mut out = TokenStream::new();
            for pair in 0..all.pairs.len() {
                for (way, judgement) in [&all.to_here, &all.to_there] {
                    out.extend(emit::conversion(way, judgement, pair));
                }
            }
            Ok(out)
        },
    )
}

/// Lists each missing `From` between items of the same name, or types of the same place, of two
/// modules; the parameters are those of [`conversions`].
///
/// # Errors
/// As [`generate`](crate::generate), for either schema; and where types in circles stand in too many
/// pairs, or `module` is no path in the crate.
pub fn missing_conversions(
    (schema, config): (&Schema, &Config),
    module: &str,
    (other_schema, other_config): (&Schema, &Config),
) -> Result<Vec<MissingConversion>, Vec<Error>> {
    with_pairs(
        (schema, config),
        module,
        (other_schema, other_config),
        |all| {
            let mut missing = Vec::new();
            for (index, pair) in all.pairs.iter().enumerate() {
                let there = format!("{module}::{}{}", path(pair.there), pair.there.ident);
                let here = format!("{}{}", path(pair.here), pair.here.ident);
                for ((_, judgement), from, to) in [
                    (&all.to_here, &there, &here),
                    (&all.to_there, &here, &there),
                ] {
                    missing.extend(judgement.reason(index).map(|reason| MissingConversion {
                        from: from.clone(),
                        to: to.clone(),
                        reason: reason.to_owned(),
                        fallible: judgement.fit(index) != Fit::None,
                    }));
                }
            }
            Ok(missing)
        },
    )
}

fn path(shape: &Shape<'_>) -> String {
    shape.module.to_string().replace(' ', "")
}

/// The pairs of two modules, and the decisions in both directions.
struct All<'a> {
    pairs: &'a [Pair<'a, 'a>],
    to_here: (Way<'a>, Judgement),
    to_there: (Way<'a>, Judgement),
}

fn with_pairs<T>(
    (schema, config): (&Schema, &Config),
    module: &str,
    (other_schema, other_config): (&Schema, &Config),
    then: impl FnOnce(&All<'_>) -> Result<T, Vec<Error>>,
) -> Result<T, Vec<Error>> {
    let module_path = in_crate("convert", module).map_err(|error| vec![Error::Config(error)])?;
    let mut here = Plan::new(schema, config)?;
    let mut there = Plan::new(other_schema, other_config)?;
    for plan in [&mut here, &mut there] {
        plan.documented = false;
    }
    let runtime = &here.rt;
    let here = Side {
        plan: &here,
        prefix: TokenStream::new(),
        runtime,
    };
    let there = Side {
        plan: &there,
        prefix: quote!(#module_path::),
        runtime,
    };
    let (others, own) = (Shapes::of(&there), Shapes::of(&here));
    let pairs = pairs((&there, &others), (&here, &own)).map_err(|(a, b)| {
        vec![Error::TooManyPairs {
            module: module.to_owned(),
            there: other_schema.ty(a).name().to_owned(),
            here: schema.ty(b).name().to_owned(),
        }]
    })?;
    let forth = pairs.iter().map(|p| (p.there, p.here)).collect();
    let back = pairs.iter().map(|p| (p.here, p.there)).collect();
    then(&All {
        pairs: &pairs,
        to_here: judged(Way::new(&there, &here, forth, [&others, &own])),
        to_there: judged(Way::new(&here, &there, back, [&own, &others])),
    })
}

fn judged(way: Way<'_>) -> (Way<'_>, Judgement) {
    let judgement = judge(&way);
    (way, judgement)
}

/// Maximum number of reasons in an error.
const REASONS: usize = 5;

fn nothing(module: &str, pairs: &[Pair<'_, '_>], judgement: &Judgement) -> Error {
    let reasons = pairs.iter().enumerate().filter_map(|(index, pair)| {
        let reason = judgement.reason(index)?;
        Some(format!("`{}`: {reason}", pair.here.name))
    });
    Error::NothingConverts {
        module: module.to_owned(),
        reasons: reasons.take(REASONS).collect(),
    }
}
