//! Small schemas, each with the Rust that it becomes beside it. `golden/lib.rs` compiles them all.
//!
//! `UPDATE_EXPECT=1 cargo test -p qapi-codegen --test golden` rewrites the Rust. A comment
//! `# role: both`, `# conditions: cfg`, `# rename: Type=Name` and the like at the start of a schema
//! choose options.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::path::{Path, PathBuf};

use qapi_codegen::{Builder, Conditions, Config, Role, Rule};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
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
            Some(("# exclude", "deprecated")) => config.exclude_deprecated = true,
            Some(("# exclude", "unstable")) => config.exclude_unstable = true,
            Some(("# rename", rule)) => {
                let Rule { pattern, rust } = self::rule(rule);
                config.renames.insert(pattern, rust);
            }
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

/// The builder with the same options.
fn builder(case: &Path, config: &Config) -> Builder {
    let mut builder = Builder::new(case)
        .role(config.role)
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
    builder
}

#[test]
fn golden() {
    assert!(!cases().is_empty());
    for case in cases() {
        let options = qapi_parser::Options::new();
        let compiled = qapi_parser::compile(&case, &options).unwrap();
        let schema = compiled.schema.as_ref().unwrap_or_else(|| {
            panic!(
                "{}: {:?}",
                case.display(),
                compiled.diagnostics.iter().collect::<Vec<_>>()
            )
        });
        let config = config(&std::fs::read_to_string(&case).unwrap());
        let tokens = qapi_codegen::generate(schema, &config).unwrap();
        let text = qapi_codegen::format(tokens);
        expect_test::expect_file![case.with_extension("rs")].assert_eq(&text);
        // The builder's way, part by part and on several threads, leads to the same bytes.
        let header = qapi_codegen::header(&case, &compiled.sources);
        let builder = builder(&case, &config);
        let built = builder.generate_compiled(&compiled).unwrap();
        assert_eq!(built.code, header + &text, "{}", case.display());
    }
}

#[test]
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
