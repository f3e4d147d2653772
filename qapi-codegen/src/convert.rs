//! Conversions between the items of two modules that were generated from two versions of a schema.
//!
//! Input: two schemas with their configurations, and the path of the one's module. Output: `From`
//! impls between types of the same name, and between the structs of commands and events, field by
//! field. Invariant: a conversion exists only where it cannot fail and loses nothing, and where all
//! that the type contains converts in turn.
//!
//! [`shape`] lists the parts of a type's item, [`judge`] decides which shapes convert into which,
//! [`emit`] writes the impls.

mod emit;
mod judge;
mod shape;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use qapi_parser::ir::{Schema, TypeId};
use quote::quote;

use crate::config::{Config, in_crate};
use crate::error::Error;
use crate::plan::{At, Plan};
use judge::{Judgement, judge};
use shape::Shape;

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
    fn type_text(&self, id: TypeId) -> String {
        match self.plan.type_ident(id) {
            Some(ident) => {
                let prefix = &self.prefix;
                quote!(#prefix #ident).to_string()
            }
            None => self.plan.ty(id, At::Root).to_string(),
        }
    }
}

/// A type, command or event that both modules have.
struct Pair<'p> {
    there: Shape<'p>,
    here: Shape<'p>,
}

/// Generates `From` impls between items of two modules of one crate.
///
/// The items here are the types, commands and events of `schema`. Those of the same names in
/// `module`, a path in the crate, are generated from `other_schema` with `other_config`. An impl is
/// generated for each direction in which nothing can be lost:
///
/// - An enum converts if the other has all its values, or keeps unknown values as text.
/// - An object converts if the other has all its members with types that convert, and the other's
///   further members are optional. A required member may be optional in the other.
/// - A union converts if the other has all its branches. If unknown branches are possible here, the
///   other must not have further branches.
/// - An alternate converts if the other has all its alternatives.
/// - A command's arguments and an event's data convert as objects, or as their type if both have one.
///
/// Types that are the same on the wire convert in both directions if both modules have the same
/// role. Types that only grew convert from the older to the newer. Types that were renamed in the
/// schema are different types.
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
/// As [`generate`](crate::generate), for either schema; and where nothing converts, or `module` is
/// no path in the crate.
pub fn conversions(
    (schema, config): (&Schema, &Config),
    module: &str,
    (other_schema, other_config): (&Schema, &Config),
) -> Result<TokenStream, Vec<Error>> {
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
    let pairs = pairs(&there, &here);
    let to_here = judge(&there, &here, pairs.iter().map(|p| (&p.there, &p.here)));
    let to_there = judge(&here, &there, pairs.iter().map(|p| (&p.here, &p.there)));
    if to_here.none() && to_there.none() {
        return Err(vec![nothing(module, &pairs, &to_here)]);
    }
    let mut out = TokenStream::new();
    for (index, pair) in pairs.iter().enumerate() {
        if to_here.converts(index) {
            out.extend(emit::conversion(&there, &here, &pair.there, &pair.here));
        }
        if to_there.converts(index) {
            out.extend(emit::conversion(&here, &there, &pair.here, &pair.there));
        }
    }
    Ok(out)
}

/// The items of both modules: types, commands and events, each in the order of definition here.
fn pairs<'p>(there: &Side<'p>, here: &Side<'p>) -> Vec<Pair<'p>> {
    let mut pairs = Vec::new();
    for shapes in [shape::types, shape::commands, shape::events] {
        let others = shapes(there.plan).into_iter();
        let mut others: BTreeMap<&str, Shape<'p>> = others.map(|s| (s.name, s)).collect();
        let both = shapes(here.plan).into_iter().filter_map(|here| {
            let there = others.remove(here.name)?;
            Some(Pair { there, here })
        });
        pairs.extend(both);
    }
    pairs
}

/// Maximum number of reasons in an error.
const REASONS: usize = 5;

fn nothing(module: &str, pairs: &[Pair<'_>], judgement: &Judgement) -> Error {
    let reasons = pairs.iter().enumerate().filter_map(|(index, pair)| {
        let reason = judgement.reason(index)?;
        Some(format!("`{}`: {reason}", pair.here.name))
    });
    Error::NothingConverts {
        module: module.to_owned(),
        reasons: reasons.take(REASONS).collect(),
    }
}
