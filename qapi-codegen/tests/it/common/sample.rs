//! Parts of real schemas: a compiler needs seconds for all of a release.

use std::collections::BTreeSet;

use qapi_codegen::Builder;
use qapi_parser::ir::Schema;
use qapi_test_support::asked;

/// The names of commands and events that a test takes: the wanted ones, and one in `count` of the others,
/// the same ones in each release. None, which means all, if `QAPI_RELEASES` asks for all.
pub fn sample(schema: &Schema, count: usize, wanted: &[&str]) -> Option<BTreeSet<String>> {
    if asked("QAPI_RELEASES") {
        return None;
    }
    let commands = schema.commands().map(|(_, command)| command.name());
    let names = commands.chain(schema.events().map(|(_, event)| event.name()));
    let sum = |name: &&str| name.bytes().map(usize::from).sum::<usize>();
    let some = names.filter(|name| sum(name).is_multiple_of(count));
    let all = some.chain(wanted.iter().copied());
    Some(all.map(str::to_owned).collect())
}

/// The builder of such a part of the schema.
pub fn sampled(builder: Builder, schema: &Schema, count: usize, wanted: &[&str]) -> Builder {
    match sample(schema, count, wanted) {
        Some(names) => builder.select(names),
        None => builder,
    }
}
