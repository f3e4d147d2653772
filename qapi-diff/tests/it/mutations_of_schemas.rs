//! Random single changes of every kind to a real schema. Each must be found at a right path, with
//! the verdict that follows from its nature, for each command and event that shows it. Nothing else
//! must be found. Back, the verdict is the opposite.
//!
//! The schema is QEMU 10.0's, as the compared model. Only commands and events that reach the
//! changed type are compared, with a few others: so thousands of changes take seconds.

mod kinds;

use std::collections::{BTreeMap, BTreeSet};

use kinds::{KINDS, Mutation, Place, Random};
use qapi_codegen::introspect_from_ir::Symbols;
use qapi_diff::{Change, Config, Model, Report, RootKind, Side, Type, TypeId, compare, diff_model};
use qapi_test_support::{Trial, corpus, in_ci, trials};

use crate::support;

pub(crate) fn all() -> Vec<Trial> {
    trials![every_mutation_is_found,]
}

/// Number of each kind.
fn each() -> usize {
    match in_ci() {
        _ if !cfg!(debug_assertions) => 250,
        true => 60,
        false => 10,
    }
}

/// The commands and events that reach a type, by side.
type Uses<'m> = BTreeMap<usize, BTreeSet<(&'m str, Side)>>;

fn uses<'m>(model: &Model<'m>) -> Uses<'m> {
    let mut uses = Uses::new();
    for (name, root) in &model.roots {
        let starts = match root.kind {
            RootKind::Command(c) => vec![(c.arg, Side::Request), (c.ret, Side::Reply)],
            RootKind::Event(data) => vec![(data, Side::Event)],
        };
        for (start, side) in starts {
            let mut todo = vec![start];
            while let Some(id) = todo.pop() {
                if uses.entry(id.0 as usize).or_default().insert((name, side)) {
                    todo.extend(parts(model.ty(id)));
                }
            }
        }
    }
    uses
}

fn parts(ty: &Type<'_>) -> Vec<TypeId> {
    match ty {
        Type::Array(element) => vec![*element],
        Type::Object(object) => {
            let members = object.members.iter().map(|m| m.ty);
            members
                .chain(object.variants.iter().map(|v| v.ty))
                .collect()
        }
        Type::Alternate { branches, .. } => branches.iter().map(|b| b.ty).collect(),
        _ => Vec::new(),
    }
}

fn every_mutation_is_found() {
    let corpus = corpus();
    let path = corpus.join("qemu-10.0/qapi/qapi-schema.json");
    let schema = support::compile(&path);
    let model = diff_model(&schema, &Symbols::all());
    let uses = uses(&model);
    let reached: Vec<usize> = uses.keys().copied().collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let each = each();
    let mut done = 0;
    let mut old = model.clone();
    for (kind, mutate) in KINDS {
        let mut of_kind = 0;
        let mut mutated = model.clone();
        for _ in 0..each * 2000 {
            // An impossible change changes nothing.
            let Some(mutation) = mutate(&mut mutated, &reached, &mut random) else {
                continue;
            };
            let mut new = std::mem::replace(&mut mutated, model.clone());
            let expected = match &mutation.place {
                Place::Type(at) => uses[at].clone(),
                Place::Root(name) => BTreeSet::from([(*name, root_side(&model, name))]),
            };
            let mut kept: BTreeSet<&str> = expected.iter().map(|(root, _)| *root).collect();
            kept.insert("brand-new");
            for _ in 0..4 {
                let other = random.below(model.roots.len());
                kept.extend(model.roots.keys().nth(other));
            }
            let roots = model.roots.iter().filter(|(name, _)| kept.contains(*name));
            old.roots = roots.map(|(name, root)| (*name, root.clone())).collect();
            new.roots.retain(|name, _| kept.contains(name));
            let context = format!("{kind} {:?} at `{}`", mutation.place, mutation.below);
            let forth = compare(&old, &new, &Config::default()).unwrap().expanded();
            check(&forth, &mutation, true, &expected, &context);
            let back = compare(&new, &old, &Config::default()).unwrap().expanded();
            check(
                &back,
                &mutation,
                false,
                &expected,
                &format!("{context}, back"),
            );
            of_kind += 1;
            done += 1;
            if of_kind == each {
                break;
            }
        }
        assert!(of_kind > 0, "no {kind} was possible");
        println!("{of_kind:5} {kind}");
    }
    println!("{done} changes, there and back");
}

fn root_side(model: &Model<'_>, name: &str) -> Side {
    match model.roots.get(name).map(|root| root.kind) {
        Some(RootKind::Event(_)) => Side::Event,
        _ => Side::Request,
    }
}

/// The change is found for every command and event that reaches it, and nothing else is.
fn check(
    report: &Report,
    mutation: &Mutation<'_>,
    forth: bool,
    expected: &BTreeSet<(&str, Side)>,
    context: &str,
) {
    let verdict = if forth {
        &mutation.forth
    } else {
        &mutation.back
    };
    let Some((rule, sent, read)) = *verdict else {
        assert_eq!(report.changes, [], "{context}");
        return;
    };
    let mut found = BTreeSet::new();
    for change in &report.changes {
        assert_eq!(change.rule, rule, "{context}: over-reported: {change:?}");
        let tail = mutation.below.is_empty() || change.path.ends_with(&mutation.below);
        assert!(tail, "{context}: {}", change.path);
        let side = side_of(change, expected);
        assert!(
            change.side == side || change.side == Side::Introspection,
            "{context}: {change:?}"
        );
        let wanted = if side == Side::Request { sent } else { read };
        let forgiven = ["(it was unstable)", "(it was deprecated)"]
            .iter()
            .any(|mark| change.message.ends_with(mark));
        if forgiven {
            assert!(change.severity < wanted, "{context}: {change:?}");
        } else {
            assert_eq!(change.severity, wanted, "{context}: {change:?}");
        }
        found.insert((change.root(), side));
    }
    assert_eq!(found, *expected, "{context}");
}

/// The side of the place that a change's path names.
fn side_of(change: &Change, expected: &BTreeSet<(&str, Side)>) -> Side {
    let is_reply = change.path.split('/').nth(1) == Some("ret-type");
    let sides = expected.iter().filter(|(root, _)| *root == change.root());
    let is_event = sides.map(|(_, side)| *side).any(|side| side == Side::Event);
    match (is_reply, is_event) {
        (true, _) => Side::Reply,
        (false, true) => Side::Event,
        (false, false) => Side::Request,
    }
}
