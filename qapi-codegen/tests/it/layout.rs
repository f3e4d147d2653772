//! Types in modules that are called as the schema's files.

use crate::common::sample::sampled;
use crate::common::scratch::Scratch;
use qapi_codegen::{Builder, Config, Layout, Role, generate};
use qapi_parser::loader::Memory;
use qapi_parser::{Options, compile_from};
use qapi_test_support::{Trial, asked, corpus, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![files_have_names_that_modules_can_have, real_schemas,]
}

/// The names of the modules that such files become.
fn modules(files: &[&str]) -> Vec<String> {
    let definition = |index| format!("{{ 'enum': 'E{index}', 'data': [] }}");
    let includes: String = files
        .iter()
        .map(|file| format!("{{ 'include': '{file}' }}\n"))
        .collect();
    let mut all = vec![("entry.json".to_owned(), includes)];
    let others = files.iter().enumerate();
    all.extend(others.map(|(index, file)| ((*file).to_owned(), definition(index))));
    let compiled = compile_from("entry.json", &Memory::new(all), &Options::new()).unwrap();
    let mut config = Config::default();
    config.layout = Layout::Modules;
    let code = generate(&compiled.schema.unwrap(), &config).unwrap();
    let code = qapi_codegen::format(code);
    let names = code
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "));
    names
        .filter_map(|name| name.split(' ').next())
        .map(str::to_owned)
        .filter(|name| !["commands", "events", "features"].contains(&&**name))
        .collect()
}

fn files_have_names_that_modules_can_have() {
    let files = [
        "block-core.json",
        "a/events.json",
        "x/char.json",
        "type.json",
        "4k.json",
        "a/x.json",
        "b/x.json",
        "_.json",
    ];
    let names = [
        "block_core",
        "events_",
        "char_",
        "type_",
        "_4k",
        "x",
        "x_2",
        "empty",
    ];
    assert_eq!(modules(&files), names);
}

/// Compiled and documented without a warning, so that all links lead somewhere; shared with code of
/// the other layout.
fn real_schemas() {
    let corpus = corpus();
    let release = corpus.join("qemu-10.0");
    let part = |path: &str, wanted| {
        let schema = crate::common::schema(&release.join(path).join("qapi/qapi-schema.json"));
        let builder = Builder::new(release.join(path)).role(Role::Both);
        sampled(builder, &schema, 32, wanted)
    };
    let emulator = part("", &["RunState"]).layout(Layout::Modules);
    let daemon = part("storage-daemon", &[]);
    let shared = daemon
        .clone()
        .share_types_with("crate::qmp", emulator.clone());
    let code = |builder: &Builder| builder.try_generate().unwrap().code;
    let (alone, shared) = (code(&daemon), code(&shared));
    assert!(shared.len() * 2 < alone.len(), "layouts do not matter");
    let root = "#![deny(warnings, missing_docs)]\n//! Modules.\n\
                /// A module.\npub mod qmp;\n/// A module.\npub mod qsd;\n\
                /// It is both.\n\
                pub fn same(state: qmp::run_state::RunState) -> qmp::RunState {\nstate\n}\n";
    let files = [
        ("qmp.rs", code(&emulator)),
        ("qsd.rs", shared),
        ("lib.rs", root.to_owned()),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text));
    let scratch = Scratch::new("qapi-layout", &files);
    scratch.check();
    // This takes longer than the rest.
    if asked("QAPI_RELEASES") {
        scratch.cargo(&["doc", "--quiet", "--no-deps"], "");
    }
}
