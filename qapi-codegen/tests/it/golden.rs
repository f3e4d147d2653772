//! Small schemas, each with the Rust that it becomes beside it. `golden/lib.rs` compiles them all.
//!
//! `UPDATE_EXPECT=1 cargo test -p qapic-codegen --test it golden` rewrites the Rust. A comment
//! `# role: both`, `# conditions: cfg`, `# rename: Type=Name` and the like at the start of a schema
//! choose options.
use qapi_test_support::{Trial, trial, trials};
use std::path::{Path, PathBuf};

use qapi_client::wire;
use qapi_codegen::{Builder, Conditions, Config, Docs, Layout, Role, Rule};
use qapi_parser::Compiled;
use qapi_parser::ir::Schema;

#[allow(missing_docs, unreachable_pub, dead_code, unexpected_cfgs)]
pub mod everything {
    include!("../golden/conditions_all.rs");
}
#[allow(unexpected_cfgs, missing_docs, unreachable_pub, dead_code)]
pub mod conditional {
    include!("../golden/conditional_branches.rs");
}
#[allow(missing_docs, unreachable_pub, dead_code)]
pub mod defined {
    include!("../golden/conditional_branches_defined.rs");
}

/// A test for each schema of the folder; the files in folders below belong to one of them.
pub(crate) fn all() -> Vec<Trial> {
    let cases = folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden"));
    let mut all = trials![
        all_are_compiled,
        branches_that_a_build_lacks_are_unknown,
        values_stay_where_their_branches_are_left_out
    ];
    for case in cases {
        let name = format!("it::golden::{}", case.file_stem().unwrap().display());
        all.push(trial(&name, move || golden(&case)));
    }
    all
}

fn cases() -> Vec<PathBuf> {
    folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden"))
}

fn folder(folder: PathBuf) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    cases.sort();
    cases
}

fn config(schema: &str) -> Config {
    let mut config = Config::default();
    for line in schema.lines().take_while(|line| line.starts_with("# ")) {
        match line.split_once(": ") {
            Some(("# role", "server")) => config.role = Role::Server,
            Some(("# role", "both")) => config.role = Role::Both,
            Some(("# conditions", "cfg")) => config.conditions = Conditions::Cfg,
            Some(("# define", symbol)) => {
                config.conditions = Conditions::Defined([symbol.to_owned()].into());
            }
            Some(("# docs", "none")) => config.docs = Docs::None,
            Some(("# layout", "modules")) => config.layout = Layout::Modules,
            Some(("# exclude", "deprecated")) => config.exclude_deprecated = true,
            Some(("# exclude", "unstable")) => config.exclude_unstable = true,
            Some(("# rename", rule)) => {
                let Rule { pattern, rust } = self::rule(rule);
                config.renames.insert(pattern, rust);
            }
            Some(("# keep-unknown", pattern)) => config.keep_unknown.push(pattern.to_owned()),
            Some(("# base64", pattern)) => config.base64.push(pattern.to_owned()),
            Some(("# derive", rule)) => config.derives.push(self::rule(rule)),
            Some(("# attribute", rule)) => config.attributes.push(self::rule(rule)),
            Some(("# substitute", rule)) => config.substitutions.push(self::rule(rule)),
            _ => {}
        }
    }
    config
}

fn rule(text: &str) -> Rule {
    let (pattern, rust) = text.split_once('=').unwrap();
    Rule {
        pattern: pattern.to_owned(),
        rust: rust.to_owned(),
    }
}

/// The lines of an option whose values are files: `# convert: super::old=old.json`.
fn rules(case: &Path, option: &str) -> Vec<(String, PathBuf)> {
    let rules = texts(case, option).into_iter();
    rules
        .map(|(name, file)| (name, case.with_file_name(file)))
        .collect()
}

/// The lines of an option whose values are texts: `# prefer: Type.member=9.0`.
fn texts(case: &Path, option: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(case).unwrap();
    let prefix = format!("# {option}: ");
    let rules = text.lines().filter_map(|line| line.strip_prefix(&prefix));
    rules
        .map(rule)
        .map(|rule| (rule.pattern, rule.rust))
        .collect()
}

fn compile(case: &Path) -> Compiled {
    let compiled = qapi_parser::compile(case, &qapi_parser::Options::new()).unwrap();
    let diagnostics: Vec<_> = compiled.diagnostics.iter().collect();
    assert!(
        compiled.schema.is_some(),
        "{}: {diagnostics:?}",
        case.display()
    );
    compiled
}

fn schema_and_config(case: &Path) -> (Schema, Config) {
    let text = std::fs::read_to_string(case).unwrap();
    (compile(case).schema.unwrap(), config(&text))
}

/// The builder with the same options.
fn builder(case: &Path) -> Builder {
    let (_, config) = schema_and_config(case);
    let mut builder = Builder::new(case)
        .role(config.role)
        .layout(config.layout)
        .docs(config.docs)
        .conditions(config.conditions.clone());
    if config.exclude_deprecated {
        builder = builder.exclude_deprecated();
    }
    if config.exclude_unstable {
        builder = builder.exclude_unstable();
    }
    for (path, name) in &config.renames {
        builder = builder.rename(path, name);
    }
    for rule in &config.derives {
        builder = builder.derive(&rule.pattern, &rule.rust);
    }
    for rule in &config.attributes {
        builder = builder.attribute(&rule.pattern, &rule.rust);
    }
    for rule in &config.substitutions {
        builder = builder.substitute(&rule.pattern, &rule.rust);
    }
    for pattern in &config.keep_unknown {
        builder = builder.keep_unknown(pattern);
    }
    for pattern in &config.base64 {
        builder = builder.base64(pattern);
    }
    for (module, other) in rules(case, "convert") {
        builder = builder.convert_with(module, self::builder(&other));
    }
    for (name, other) in rules(case, "also") {
        builder = builder.named("10.2").also_named(name, other);
    }
    for (path, release) in texts(case, "prefer") {
        builder = builder.prefer(path, release);
    }
    builder
}

fn golden(case: &Path) {
    let (compiled, builder) = (compile(case), builder(case));
    let built = builder.generate_compiled(&compiled).unwrap().code;
    let (header, text) = built.split_once("\n\n").unwrap();
    assert!(header.starts_with("// @generated by qapi-codegen "));
    expect_test::expect_file![case.with_extension("rs")].assert_eq(text);
    if !header.contains(", also ") {
        // The tokens, made at once and on one thread, lead to the same bytes.
        let (schema, config) = schema_and_config(case);
        let mut tokens = qapi_codegen::generate(&schema, &config).unwrap();
        for (module, other) in rules(case, "convert") {
            let (other, other_config) = schema_and_config(&other);
            let conversions =
                qapi_codegen::conversions((&schema, &config), &module, (&other, &other_config));
            tokens.extend(conversions.unwrap());
        }
        assert!(qapi_codegen::format(tokens) == text, "{}", case.display());
    }
}

fn all_are_compiled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let compiled = std::fs::read_to_string(folder.join("lib.rs")).unwrap();
    for case in cases() {
        let name = case.file_stem().unwrap().to_str().unwrap();
        assert!(
            compiled.contains(&format!("include!(\"{name}.rs\")")),
            "{name} is not in lib.rs"
        );
    }
}

/// A build without `A` sends the tag of a branch without its members.
fn branches_that_a_build_lacks_are_unknown() {
    let again = |text: &str| {
        let value: everything::Node = wire::from_json(text).unwrap();
        assert_eq!(wire::to_string(&value), text);
        value.kind
    };
    let rare = again(r#"{"kind":"rare"}"#);
    assert!(matches!(rare, everything::NodeBranch::Unknown(rare) if rare.tag() == "rare"));
    let rare = again(r#"{"kind":"rare","x":1}"#);
    assert!(matches!(rare, everything::NodeBranch::Rare(rare) if rare.x == 1));
    let soft = again(r#"{"kind":"soft"}"#);
    assert!(matches!(soft, everything::NodeBranch::Soft(_)));
    // A build without `A` does not have the tag at all.
    let error = wire::from_json::<everything::Node>(r#"{"kind":"never"}"#).unwrap_err();
    assert_eq!(error.path(), "x");
}

fn values_stay_where_their_branches_are_left_out() {
    let again = |text: &str| {
        let value: conditional::Several = wire::from_json(text).unwrap();
        assert_eq!(wire::to_string(&value), text);
        value.kind
    };
    // Neither A nor B is defined.
    assert!(matches!(
        again(r#"{"kind":"on"}"#),
        conditional::SeveralBranch::On
    ));
    assert!(matches!(
        again(r#"{"kind":"bare"}"#),
        conditional::SeveralBranch::Bare
    ));
    let plain = again(r#"{"kind":"plain","a":1}"#);
    assert!(matches!(plain, conditional::SeveralBranch::Plain(one) if one.a == 1));
    let both = again(r#"{"kind":"both","a":1}"#);
    assert!(matches!(both, conditional::SeveralBranch::Unknown(_)));
    let single = conditional::Single::new(conditional::SingleBranch::_16).common(2);
    assert_eq!(wire::to_string(&single), r#"{"tag":"16","common":2}"#);

    // A is defined.
    for kind in ["plain", "on", "both"] {
        let text = format!(r#"{{"kind":"{kind}"}}"#);
        let value: defined::Several = wire::from_json(&text).unwrap();
        assert!(
            !matches!(value.kind, defined::SeveralBranch::Unknown(_)),
            "{kind}"
        );
        assert_eq!(wire::to_string(&value), text);
    }
    let same = defined::Several::new(defined::SeveralBranch::Same(defined::One::new(3)));
    assert_eq!(wire::to_string(&same), r#"{"kind":"same","a":3}"#);
    let single = defined::Single::new(defined::SingleBranch::_16);
    assert_eq!(wire::to_string(&single), r#"{"tag":"16"}"#);
}
