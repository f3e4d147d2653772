//! Any answers are refused, or listed, queried, compared and followed over versions: every listed
//! path holds, an answer equals itself, and every report can be shown. serde_json takes the same texts
//! as JSON.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qapi_diff::{Config, History, Model, Version, compare, compare_chain, downstream};
use qapi_diff_fuzz::answers;
use qapi_introspect::Schema;
use qapi_introspect::json::Json;

/// Number of paths of an answer that are queried.
const QUERIED: usize = 500;

fn list(schema: &Schema<'_>) {
    for path in schema.paths().take(QUERIED) {
        assert_eq!(schema.query(&path), Ok(true), "{path}");
        let below = schema.paths_with_prefix(&path).next();
        assert_eq!(below.as_ref(), Some(&path));
        let _ = schema.paths_one_below(&path);
    }
}

fn follow(versions: &[Version<'_>]) {
    let config = Config::default();
    for report in compare_chain(versions, &config).unwrap_or_default() {
        report.to_text();
        report.to_markdown("old", "new");
        report.expanded().to_text();
    }
    let labelled: Vec<_> = versions.iter().map(|v| (v.label, v.schema)).collect();
    if let Ok(history) = History::new(&labelled) {
        history.to_text();
        history.to_markdown();
    }
}

fuzz_target!(|input: &[u8]| {
    let texts = answers(input);
    for text in &texts {
        let theirs = serde_json::from_str::<serde_json::Value>(text);
        let written = Json::parse(text).map(|json| json.to_string());
        assert_eq!(written.is_ok(), theirs.is_ok(), "{text}");
        if let (Ok(written), Ok(theirs)) = (written, theirs) {
            let again: serde_json::Value = serde_json::from_str(&written).expect("it is JSON");
            assert_eq!(again, theirs);
        }
    }
    let schemas = texts.iter().map(|text| Schema::from_json(text));
    let schemas: Vec<_> = schemas.filter_map(Result::ok).collect();
    let models: Vec<_> = schemas.iter().map(Model::from_schema).collect();
    let config = Config::default();
    for (schema, model) in schemas.iter().zip(&models) {
        list(schema);
        if let Ok(report) = compare(model, model, &config) {
            assert!(report.changes.is_empty(), "{}", report.to_text());
        }
    }
    if let [old, new, ..] = &*models {
        let _ = downstream(old, new, &config);
    }
    let labels = ["1.0", "1.1", "2.0"];
    let versions = schemas.iter().zip(&models).zip(labels);
    let versions = versions.map(|((schema, model), label)| Version { label, schema, model });
    follow(&versions.collect::<Vec<_>>());
});
