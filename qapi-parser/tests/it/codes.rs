//! The registry of codes is complete.

use std::collections::BTreeSet;

use qapi_parser::diag::Code;
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![names_are_unique_and_in_kebab_case, every_code_is_explained]
}

fn names_are_unique_and_in_kebab_case() {
    let mut names = BTreeSet::new();
    for code in Code::all() {
        let name = code.name();
        let is_kebab = name.split('-').all(|w| {
            !w.is_empty()
                && w.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(is_kebab, "{name}");
        assert!(names.insert(name), "{name} occurs twice");
    }
}

fn every_code_is_explained() {
    for code in Code::all() {
        assert!(!code.title().is_empty(), "{code} has no title");
        assert!(code.explanation().len() > 20, "{code} has no explanation");
        assert!(!code.example().is_empty(), "{code} has no example");
    }
}
