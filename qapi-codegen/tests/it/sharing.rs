//! Several schemas in one crate: common types are generated once.

use qapi_test_support::{Trial, corpus, trials};
use std::fs;
use std::path::PathBuf;

use crate::common::sample::sampled;
use crate::common::scratch::Scratch;
use qapi_codegen::Builder;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        what_is_the_same_is_generated_once,
        modules_have_absolute_paths,
        folders_have_their_schema_where_qemu_has_it,
        the_storage_daemon_shares_the_emulators_types,
    ]
}

const COMMON: &str = "
{ 'enum': 'Kind', 'data': [ 'a', 'b' ] }
##
# @Leaf:
#
# @kind: which
##
{ 'struct': 'Leaf', 'data': { 'kind': 'Kind', '*more': ['Leaf'] } }
{ 'alternate': 'Ref', 'data': { 'name': 'str', 'inline': 'Node' } }
{ 'union': 'Node', 'base': { 'kind': 'Kind', '*leaf': 'Leaf' }, 'discriminator': 'kind',
  'data': { 'a': 'NodeA' } }
{ 'struct': 'NodeA', 'data': { 'child': 'Ref' } }
{ 'command': 'add', 'data': { 'node': 'Ref' }, 'returns': ['Leaf'] }
{ 'struct': 'Limits', 'data': { 'read': 'int', 'write': 'int', 'both': 'int' } }
{ 'command': 'limit', 'data': 'Limits', 'boxed': true }
";
const EMULATOR: &str = "
{ 'include': 'common.json' }
{ 'struct': 'Differs', 'data': { 'x': 'int' } }
{ 'struct': 'Holds', 'data': { 'differs': ['Differs'] } }
{ 'enum': 'Mode', 'data': [ 'on', 'off' ] }
{ 'command': 'look', 'data': { 'mode': 'Mode' }, 'returns': 'Holds' }
";
const DAEMON: &str = "
{ 'include': 'common.json' }
{ 'struct': 'Differs', 'data': { 'x': 'str' } }
{ 'struct': 'Holds', 'data': { 'differs': ['Differs'] } }
{ 'enum': 'Mode', 'data': [ 'on', 'off' ] }
{ 'command': 'look', 'data': { 'leaf': 'Leaf' }, 'returns': 'Holds' }
{ 'event': 'MODE', 'data': { 'mode': 'Mode' } }
{ 'event': 'ADDED', 'data': { 'node': 'Kind', 'leaf': 'Leaf' } }
";

/// A folder of its own for a test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("qapi-sharing-{}-{name}", std::process::id()));
        for (name, text) in files {
            let file = path.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Folder(path)
    }

    fn builder(&self, name: &str) -> Builder {
        Builder::new(self.0.join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn code(builder: &Builder) -> String {
    builder.try_generate().unwrap().code
}

/// A crate with these modules, without a warning.
fn compiles(name: &str, modules: &[(&str, String)]) {
    let mut files = Vec::new();
    let mut root = "#![deny(warnings, missing_docs)]\n//! Modules.\n".to_owned();
    for (module, code) in modules {
        files.push((format!("{module}.rs"), code.clone()));
        root.push_str(&format!("/// A module.\npub mod {module};\n"));
    }
    files.push(("lib.rs".to_owned(), root));
    Scratch::new(name, &files).check();
}

fn what_is_the_same_is_generated_once() {
    let files = [
        ("common.json", COMMON),
        ("emulator.json", EMULATOR),
        ("daemon.json", DAEMON),
    ];
    let folder = Folder::new("small", &files);
    let emulator = folder.builder("emulator.json");
    let daemon = folder.builder("daemon.json");
    let daemon = daemon.share_types_with("crate::qmp", emulator.clone());
    let (qmp, qsd) = (code(&emulator), code(&daemon));
    for own in ["Differs", "Holds", "Mode"] {
        let definition = |keyword| qsd.contains(&format!("pub {keyword} {own} {{"));
        assert!(
            definition("struct") || definition("enum"),
            "{own} in\n{qsd}"
        );
    }
    // The emulator is only told of a `Mode`, the daemon tells of it.
    for shared in [
        "Kind",
        "Leaf",
        "Ref",
        "Node",
        "NodeA",
        "NodeBranch",
        "Limits",
        "NewLimits",
    ] {
        assert!(
            qsd.contains(&format!("pub use crate::qmp::{shared};\n")),
            "{shared} in\n{qsd}"
        );
        assert!(
            !qsd.contains(&format!("pub struct {shared} {{")),
            "{shared} in\n{qsd}"
        );
        assert!(
            !qsd.contains(&format!("pub enum {shared} {{")),
            "{shared} in\n{qsd}"
        );
    }
    assert!(qsd.contains("pub node: crate::qmp::Ref,"), "{qsd}");
    compiles("qapi-sharing-small", &[("qmp", qmp), ("qsd", qsd)]);
}

fn modules_have_absolute_paths() {
    let folder = Folder::new("path", &[("common.json", COMMON)]);
    let other = folder.builder("common.json");
    let builder = folder.builder("common.json").share_types_with("qmp", other);
    let error = builder.try_generate().unwrap_err().to_string();
    assert_eq!(error, "error: external `qmp::Kind`: not an absolute path");
}

fn folders_have_their_schema_where_qemu_has_it() {
    let tree = [
        ("tree/qapi/qapi-schema.json", COMMON),
        ("empty/vm.json", COMMON),
    ];
    let folder = Folder::new("folder", &tree);
    let generated = folder.builder("tree").try_generate().unwrap();
    assert_eq!(
        generated.files,
        [folder.0.join("tree/qapi/qapi-schema.json")]
    );
    assert!(generated.code.contains(" from qapi-schema.json "));
    fs::write(
        folder.0.join("tree/qapi-schema.json"),
        DAEMON.replace("common", "../common"),
    )
    .unwrap();
    fs::write(folder.0.join("common.json"), COMMON).unwrap();
    let generated = folder.builder("tree").try_generate().unwrap();
    assert_eq!(generated.files[0], folder.0.join("tree/qapi-schema.json"));
    let error = folder
        .builder("empty")
        .try_generate()
        .unwrap_err()
        .to_string();
    let empty = folder.0.join("empty").display().to_string();
    assert_eq!(
        error,
        format!(
            "error: can't find a schema in '{empty}': there is neither qapi-schema.json nor \
             qapi/qapi-schema.json there"
        )
    );
}

fn the_storage_daemon_shares_the_emulators_types() {
    let corpus = corpus();
    let release = corpus.join("qemu-10.0");
    let part = |path: &str| {
        let schema = crate::common::schema(&release.join(path).join("qapi/qapi-schema.json"));
        sampled(Builder::new(release.join(path)), &schema, 32, &[])
    };
    let (emulator, daemon) = (part(""), part("storage-daemon"));
    let alone = code(&daemon);
    let shared = code(&daemon.share_types_with("crate::qmp", emulator.clone()));
    assert!(
        shared.len() * 2 < alone.len(),
        "{} of {}",
        shared.len(),
        alone.len()
    );
    let modules = [("qmp", code(&emulator)), ("qsd", shared)];
    compiles("qapi-sharing-real", &modules);
}
