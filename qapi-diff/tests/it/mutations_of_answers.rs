//! Random single changes to real answers: each must be found, at a right path, with the verdict
//! that follows from its nature; and nothing else must be found.

use std::collections::{BTreeSet, HashMap};

use qapi_diff::{Config, Model, Report, Severity, Side, compare};
use qapi_introspect::info::{Body, EnumInfo, EnumMember, Json, ObjectInfo, ObjectMember};
use qapi_introspect::{Schema, SchemaInfo};

use qapi_test_support::{Trial, in_ci, trials};

use crate::support;

pub(crate) fn all() -> Vec<Trial> {
    trials![every_mutation_is_found, renamed_types_show_nothing,]
}

/// A small generator of pseudorandom numbers (xorshift), seeded for repeatable runs.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// The expected change.
struct Expected {
    /// The rule, and how bad it is where clients send, and where they read.
    rule: &'static str,
    sent: Severity,
    read: Severity,
    /// The end of the path, below the mutated type's place.
    below: String,
}

use Severity::{Breaking, Compatible, Warning};

/// Changes one member, value or variant of a type, and tells how.
fn mutate(info: &mut SchemaInfo<'static>, random: &mut Random) -> Option<Expected> {
    let expect = |rule, sent, read, below: String| {
        Some(Expected {
            rule,
            sent,
            read,
            below,
        })
    };
    match &mut info.body {
        Body::Object(ObjectInfo {
            members,
            tag,
            variants,
            ..
        }) => {
            let is_tag = |m: &ObjectMember<'_>| tag.as_ref() == Some(&m.name);
            match random.below(8) {
                0 => {
                    let i = random.below(members.len().max(1));
                    let gone = members.get(i).filter(|m| !is_tag(m))?.clone();
                    members.remove(i);
                    let below = step(&gone.name);
                    match gone.is_optional() {
                        true => expect("optional-member-removed", Breaking, Warning, below),
                        false => expect("mandatory-member-removed", Breaking, Breaking, below),
                    }
                }
                1 => {
                    members.push(member("brand-new", "str", true));
                    expect(
                        "optional-member-added",
                        Compatible,
                        Compatible,
                        "brand-new".into(),
                    )
                }
                2 => {
                    members.push(member("brand-new", "str", false));
                    expect(
                        "mandatory-member-added",
                        Breaking,
                        Compatible,
                        "brand-new".into(),
                    )
                }
                3 => {
                    let i = random.below(members.len().max(1));
                    let member = members.get_mut(i).filter(|m| !is_tag(m))?;
                    let below = step(&member.name);
                    match member.default.take() {
                        Some(_) => expect("member-became-mandatory", Breaking, Compatible, below),
                        None => {
                            member.default = Some(Json::Null);
                            expect("member-became-optional", Compatible, Breaking, below)
                        }
                    }
                }
                4 => {
                    let i = random.below(members.len().max(1));
                    let member = members.get_mut(i).filter(|m| m.type_name == "str")?;
                    member.type_name = "bool".into();
                    expect("type-changed", Breaking, Breaking, step(&member.name))
                }
                5 => {
                    let i = random.below(members.len().max(1));
                    let member = members.get_mut(i).filter(|m| m.type_name == "int")?;
                    member.type_name = "number".into();
                    expect("type-widened", Compatible, Warning, step(&member.name))
                }
                6 => {
                    let i = random.below(members.len().max(1));
                    let member = members.get_mut(i)?;
                    member
                        .features
                        .get_or_insert_default()
                        .push("brand-new".into());
                    let below = format!("{}/$brand-new", step(&member.name));
                    expect("feature-added", Compatible, Compatible, below)
                }
                _ => {
                    let variants = variants.as_mut()?;
                    let gone = variants.remove(random.below(variants.len()));
                    expect(
                        "branch-removed",
                        Breaking,
                        Compatible,
                        format!("+{}", gone.case),
                    )
                }
            }
        }
        Body::Enum(EnumInfo {
            members: Some(members),
            values: Some(values),
        }) => {
            if random.below(2) == 0 {
                members.push(EnumMember {
                    name: "brand-new".into(),
                    ..EnumMember::default()
                });
                values.push("brand-new".into());
                return expect("value-added", Compatible, Warning, "^brand-new".into());
            }
            let i = random.below(members.len());
            let gone = members.remove(i);
            values.retain(|v| *v != gone.name);
            expect(
                "value-removed",
                Breaking,
                Compatible,
                format!("^{}", gone.name),
            )
        }
        Body::Command { allow_oob, .. } => match allow_oob.take() {
            Some(_) => expect("oob-removed", Breaking, Breaking, String::new()),
            None => {
                *allow_oob = Some(true);
                expect("oob-added", Compatible, Compatible, String::new())
            }
        },
        _ => None,
    }
}

fn step(name: &str) -> String {
    qapi_introspect::Step::Name(name).to_string()
}

fn member(name: &'static str, type_name: &'static str, optional: bool) -> ObjectMember<'static> {
    let default = optional.then_some(Json::Null);
    ObjectMember {
        name: name.into(),
        type_name: type_name.into(),
        default,
        ..ObjectMember::default()
    }
}

/// The commands and events that reach a type, by side; and whether some union's tag has it.
struct Uses {
    reached: HashMap<String, BTreeSet<(String, Side)>>,
    tags: BTreeSet<String>,
}

fn uses(schema: &Schema<'_>) -> Uses {
    let mut uses = Uses {
        reached: HashMap::new(),
        tags: BTreeSet::new(),
    };
    for root in schema.entities().filter(|i| i.is_root()) {
        let starts = match &root.body {
            Body::Command {
                arg_type, ret_type, ..
            } => {
                vec![(arg_type, Side::Request), (ret_type, Side::Reply)]
            }
            Body::Event { arg_type } => vec![(arg_type, Side::Event)],
            _ => vec![],
        };
        for (start, side) in starts {
            let mut todo = vec![start.to_string()];
            let mut seen = BTreeSet::new();
            while let Some(name) = todo.pop() {
                if seen.insert(name.clone()) {
                    let info = schema.entity(&name).unwrap();
                    todo.extend(info.references().map(str::to_owned));
                    uses.reached
                        .entry(name)
                        .or_default()
                        .insert((root.name.to_string(), side));
                }
            }
        }
    }
    for info in schema.entities() {
        if let Body::Object(ObjectInfo {
            members,
            tag: Some(tag),
            ..
        }) = &info.body
        {
            let tag = members.iter().find(|m| m.name == *tag).unwrap();
            uses.tags.insert(tag.type_name.to_string());
        }
    }
    uses
}

fn diff(old: &Schema<'_>, new: &Schema<'_>) -> Report {
    diff_models(&Model::from_schema(old), &Model::from_schema(new))
}

fn diff_models(old: &Model<'_>, new: &Model<'_>) -> Report {
    compare(old, new, &Config::default()).unwrap().expanded()
}

/// Number of mutations of an answer. A release build has the time for thousands.
fn each() -> usize {
    match in_ci() {
        _ if !cfg!(debug_assertions) => 1500,
        true => 100,
        false => 20,
    }
}

fn every_mutation_is_found() {
    for (source, text) in support::recorded() {
        let schema = Schema::from_json(&text).unwrap().into_owned();
        let model = Model::from_schema(&schema);
        let uses = uses(&schema);
        let infos: Vec<_> = schema.entities().cloned().collect();
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut done = 0;
        let wanted = each();
        while done < wanted {
            let i = random.below(infos.len());
            let mut info = infos[i].clone();
            let Some(expected) = mutate(&mut info, &mut random) else {
                continue;
            };
            let name = &infos[i].name;
            // A tag's values count as branches, which this mutation leaves alone; and variants'
            // members are also members of nothing else.
            if uses.tags.contains(&**name) && expected.rule.starts_with("value") {
                continue;
            }
            done += 1;
            let mut mutated = infos.clone();
            mutated[i] = info;
            let new = Schema::new(mutated).unwrap();
            let report = diff_models(&model, &Model::from_schema(&new));
            let context = format!(
                "{source}: {} of `{name}` at `{}`",
                expected.rule, expected.below
            );
            check(&report, &expected, &infos[i], &uses, &context);
            check_probes(&report, &schema, &new, &context);
        }
    }
}

/// The mutation is found for every command and event that reaches the type, and nothing else is.
fn check(report: &Report, expected: &Expected, info: &SchemaInfo<'_>, uses: &Uses, context: &str) {
    let mut found = BTreeSet::new();
    for change in &report.changes {
        assert_eq!(
            change.rule, expected.rule,
            "{context}: over-reported: {change:?}"
        );
        let tail = change.path.ends_with(&format!("/{}", expected.below));
        assert!(info.is_root() || tail, "{context}: {}", change.path);
        let place = if change.path.contains("/ret-type") {
            Side::Reply
        } else {
            Side::Request
        };
        let severity = match change.side {
            Side::Introspection | Side::Request | Side::Rust => expected.sent,
            Side::Reply | Side::Event => expected.read,
        };
        let forgiven = change.message.ends_with("(it was unstable)")
            || change.message.ends_with("(it was deprecated)");
        assert!(
            change.severity == severity || forgiven,
            "{context}: {change:?}"
        );
        assert!(
            !forgiven || change.severity < severity,
            "{context}: {change:?}"
        );
        found.insert((
            change.root().to_owned(),
            if change.side == Side::Introspection {
                place
            } else {
                change.side
            },
        ));
    }
    let expected_uses = match info.is_root() {
        true => BTreeSet::from([(info.name.to_string(), Side::Request)]),
        false => uses.reached.get(&*info.name).cloned().unwrap_or_default(),
    };
    let roots = |set: &BTreeSet<(String, Side)>| {
        set.iter()
            .map(|(root, _)| root.clone())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(roots(&found), roots(&expected_uses), "{context}");
}

/// Every path can be asked, and tells the versions apart where something came or went.
fn check_probes(report: &Report, old: &Schema<'_>, new: &Schema<'_>, context: &str) {
    for change in &report.changes {
        let before = old.query(&change.path).unwrap();
        let after = new.query(&change.path).unwrap();
        match (&change.old, &change.new) {
            (None, Some(_)) => assert!(!before && after, "{context}: {change:?}"),
            (Some(_), None) => assert!(before && !after, "{context}: {change:?}"),
            _ => assert!(before && after, "{context}: {change:?}"),
        }
    }
}

/// Renumbering, reordering and doubling types shows nothing.
fn renamed_types_show_nothing() {
    for (source, text) in support::recorded() {
        let schema = Schema::from_json(&text).unwrap();
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        rename(&mut value["schema"]);
        value["schema"].as_array_mut().unwrap().reverse();
        let text = value.to_string();
        let other = Schema::from_json(&text).unwrap();
        assert_eq!(diff(&schema, &other).changes, [], "{source}");
        assert_eq!(diff(&other, &schema).changes, [], "{source}");
        assert_eq!(diff(&schema, &schema).changes, [], "{source}");
        assert!(schema.paths().eq(other.paths()), "{source}");
    }
}

/// Gives every numbered type another name.
fn rename(value: &mut serde_json::Value) {
    for info in value.as_array_mut().unwrap() {
        if !matches!(
            info["meta-type"].as_str(),
            Some("command" | "event" | "builtin")
        ) {
            rename_one(&mut info["name"]);
        }
        for key in ["arg-type", "ret-type", "element-type"] {
            rename_one(&mut info[key]);
        }
        for list in ["members", "variants"] {
            for member in info[list].as_array_mut().into_iter().flatten() {
                rename_one(&mut member["type"]);
            }
        }
        // Indexing inserted missing entries.
        info.as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        for member in info["members"].as_array_mut().into_iter().flatten() {
            member
                .as_object_mut()
                .unwrap()
                .retain(|key, value| key != "type" || !value.is_null());
        }
        info.as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
    }
}

fn rename_one(name: &mut serde_json::Value) {
    if let serde_json::Value::String(name) = name {
        let inner = name.trim_matches(['[', ']']).to_owned();
        if inner.parse::<u32>().is_ok() {
            *name = name.replace(&inner, &format!("Type{inner}"));
        }
    }
}
