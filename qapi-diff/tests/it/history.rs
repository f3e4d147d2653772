//! Histories, chains, downstreams, configuration and renderings.

use std::collections::BTreeSet;

use expect_test::expect_file;
use qapi_diff::{Config, History, Model, Severity, Version, compare, compare_chain, downstream};
use qapi_introspect::Schema;
use qapi_test_support::{Trial, trials};

use crate::support;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        point_releases_are_one_release,
        a_backport_breaks_no_promise,
        history_as_expected,
        promises_as_expected,
        history_agrees_with_pairwise_comparisons,
        configuration_has_its_say,
        markdown_as_expected,
        downstreams_are_told_apart,
    ]
}

/// The versions of a small machine, the oldest first, in `tests/history`.
fn versions() -> Vec<(String, Schema<'static>)> {
    let read =
        |(name, text): (String, String)| (name, Schema::from_json(&text).unwrap().into_owned());
    support::read_folder(&support::tests().join("history"))
        .into_iter()
        .map(read)
        .collect()
}

fn borrowed<'v>(versions: &'v [(String, Schema<'static>)]) -> Vec<(&'v str, &'v Schema<'v>)> {
    versions
        .iter()
        .map(|(label, schema)| (&**label, schema))
        .collect()
}

fn history_as_expected() {
    let versions = versions();
    let history = History::new(&borrowed(&versions)).unwrap();
    let folder = support::tests().join("history");
    expect_file![folder.join("history.txt")].assert_eq(&history.to_text());
    expect_file![folder.join("history.md")].assert_eq(&history.to_markdown());
}

fn promises_as_expected() {
    let versions = versions();
    let models: Vec<_> = versions
        .iter()
        .map(|(_, schema)| Model::from_schema(schema))
        .collect();
    let chain: Vec<_> = versions
        .iter()
        .zip(&models)
        .map(|((label, schema), model)| Version {
            label,
            schema,
            model,
        })
        .collect();
    let reports = compare_chain(&chain, &Config::default()).unwrap();
    let text: Vec<_> = reports.iter().map(|r| r.to_text()).collect();
    expect_file![support::tests().join("history/chain.txt")].assert_eq(&text.join("----\n"));
}

/// A removal that a pairwise comparison reports is the end of a life, and an addition the begin.
fn history_agrees_with_pairwise_comparisons() {
    let recorded: Vec<_> = support::recorded()
        .into_iter()
        .map(|(name, text)| (name, Schema::from_json(&text).unwrap().into_owned()))
        .collect();
    for mut versions in [versions(), recorded] {
        // `qemu-11…` sorts before `qemu-7…`.
        versions.sort_by_key(|(name, _)| name.len());
        versions.sort_by_key(|(name, _)| name.starts_with("qemu-11"));
        let history = History::new(&borrowed(&versions)).unwrap();
        let listed: BTreeSet<_> = history.lives.iter().map(|l| &*l.path).collect();
        for (i, pair) in versions.windows(2).enumerate() {
            let models = [
                Model::from_schema(&pair[0].1),
                Model::from_schema(&pair[1].1),
            ];
            for change in compare(&models[0], &models[1], &Config::default())
                .unwrap()
                .expanded()
                .changes
            {
                // Below a type that contains itself a list stops; a comparison may go on, where
                // only one version does.
                if !listed.contains(&*change.path) {
                    continue;
                }
                let mut lives = history.lives.iter().filter(|l| l.path == change.path);
                match (&change.old, &change.new) {
                    _ if change.rule.starts_with("alternative-") => {}
                    (None, Some(_)) => assert!(lives.any(|l| l.since == i + 1), "{change:?}"),
                    (Some(_), None) => assert!(lives.any(|l| l.left == Some(i + 1)), "{change:?}"),
                    _ => {}
                }
            }
        }
    }
}

fn configuration_has_its_say() {
    let versions = versions();
    let models = [
        Model::from_schema(&versions[0].1),
        Model::from_schema(&versions[1].1),
    ];
    let all = compare(&models[0], &models[1], &Config::default()).unwrap();
    assert!(all.summary().breaking > 0);

    let config = Config::default()
        .severity("command-removed", Severity::Compatible)
        .unwrap();
    let report = compare(&models[0], &models[1], &config).unwrap();
    assert!(
        report
            .changes
            .iter()
            .filter(|c| c.rule == "command-removed")
            .all(|c| c.severity == Severity::Compatible)
    );
    assert!(
        Config::default()
            .severity("no-such-rule", Severity::Warning)
            .is_err()
    );

    let ignored = compare(&models[0], &models[1], &Config::default().ignore("**")).unwrap();
    assert_eq!(ignored.changes, []);

    let baseline = serde_json::to_string(&all).unwrap();
    let config = Config::default().baseline(&baseline).unwrap();
    assert_eq!(
        compare(&models[0], &models[1], &config).unwrap().changes,
        []
    );
    assert!(Config::default().baseline("{}").is_err());
    assert!(Config::default().baseline("[").is_err());
}

fn markdown_as_expected() {
    let versions = versions();
    let models = [
        Model::from_schema(&versions[0].1),
        Model::from_schema(&versions[1].1),
    ];
    let report = compare(&models[0], &models[1], &Config::default()).unwrap();
    let markdown = report.to_markdown(&versions[0].0, &versions[1].0);
    expect_file![support::tests().join("history/report.md")].assert_eq(&markdown);
}

fn downstreams_are_told_apart() {
    let upstream = Schema::from_json(
        r#"[{"name": "a", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
            {"name": "b", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
            {"name": "0", "meta-type": "object", "members": []}]"#,
    )
    .unwrap();
    let vendor = Schema::from_json(
        r#"[{"name": "a", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
            {"name": "__org.example_c", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
            {"name": "0", "meta-type": "object", "members": []},
            {"name": "1", "meta-type": "object", "members": [
                {"name": "x", "type": "int", "default": null},
                {"name": "__org.example_y", "type": "int", "default": null}]},
            {"name": "int", "meta-type": "builtin", "json-type": "int"}]"#,
    )
    .unwrap();
    let (up, down) = (Model::from_schema(&upstream), Model::from_schema(&vendor));
    let result = downstream(&up, &down, &Config::default()).unwrap();
    let paths =
        |changes: &[qapi_diff::Change]| changes.iter().map(|c| c.path.clone()).collect::<Vec<_>>();
    assert_eq!(
        paths(&result.marked),
        ["__org.example_c", "a/arg-type/ __org.example_y"]
    );
    assert_eq!(paths(&result.unmarked), ["a/arg-type/x"]);
    assert_eq!(paths(&result.lost), ["b"]);
    assert_eq!(paths(&result.changed), [""; 0]);
    assert!(!result.is_compatible());
    assert!(
        downstream(&up, &up, &Config::default())
            .unwrap()
            .is_compatible()
    );
}

/// A chain of versions, each with its commands; a `!` marks one as deprecated.
fn chain(versions: &[(&str, &[&str])]) -> Vec<String> {
    let command = |name: &&str| {
        let (name, features) = match name.strip_suffix('!') {
            Some(name) => (name, r#", "features": ["deprecated"]"#),
            None => (*name, ""),
        };
        format!(
            r#"{{"name": "{name}", "meta-type": "command", "arg-type": "0", "ret-type": "0"{features}}},"#
        )
    };
    let schemas: Vec<_> = versions
        .iter()
        .map(|(_, commands)| {
            let commands: String = commands.iter().map(command).collect();
            let text =
                format!(r#"[{commands} {{"name": "0", "meta-type": "object", "members": []}}]"#);
            Schema::from_json(&text).unwrap().into_owned()
        })
        .collect();
    let models: Vec<_> = schemas.iter().map(Model::from_schema).collect();
    let chain: Vec<_> = versions
        .iter()
        .zip(schemas.iter().zip(&models))
        .map(|((label, _), (schema, model))| Version {
            label,
            schema,
            model,
        })
        .collect();
    let reports = compare_chain(&chain, &Config::default()).unwrap();
    let removals = reports.iter().flat_map(|r| &r.changes);
    let removals = removals.filter(|c| c.rule == "command-removed");
    removals
        .map(|c| format!("{} {}", c.severity, c.message))
        .collect()
}

fn point_releases_are_one_release() {
    assert_eq!(
        chain(&[
            ("9.0.0", &["a"]),
            ("9.1.0", &["a!"]),
            ("9.1.1", &["a!"]),
            ("9.2.0", &[])
        ]),
        ["breaking command `a` was removed (it was deprecated), but only since 9.1.0"]
    );
    assert_eq!(
        chain(&[
            ("9.0.0", &["a!"]),
            ("9.1.0", &["a!"]),
            ("9.1.1", &["a!"]),
            ("9.2.0", &[])
        ]),
        ["warning command `a` was removed (it was deprecated)"]
    );
}

fn a_backport_breaks_no_promise() {
    let back = |last: &[&str]| chain(&[("7.2.0", &[]), ("7.2.9", &["a"]), ("8.0.0", last)]);
    assert_eq!(
        back(&[]),
        ["warning command `a` was removed, a backport to 7.2.9"]
    );
    assert_eq!(back(&["a"]), [""; 0]);
    // Without the first release of that number, a later one shows it.
    assert_eq!(
        chain(&[("7.2.9", &["a"]), ("8.0.0", &[]), ("8.2.0", &["a"])]),
        ["warning command `a` was removed, a backport to 7.2.9"]
    );
    assert_eq!(
        chain(&[("7.2.9", &["a"]), ("8.0.0", &[]), ("8.2.0", &[])]),
        ["breaking command `a` was removed"]
    );
}
