//! Properties of recorded types, given as text or JSON.

use std::collections::BTreeMap;

use qapi_introspect::nearest::nearest;

use crate::arguments::flat::Pair;
use crate::arguments::problem::{Finding, Problem};
use crate::arguments::scalar;
use crate::arguments::tree::{Item, Node, Span};
use crate::arguments::types::Integer;
use crate::devices::{Kind, Property, Recording};

/// Names that every device takes beside its properties.
const GENERAL: &[&str] = &["driver", "id", "bus"];

/// A type, and the properties that it takes.
pub(super) struct Owner<'r> {
    name: String,
    kind: Kind,
    properties: BTreeMap<&'r str, &'r Property>,
}

impl<'r> Owner<'r> {
    /// The type of that name. None if the recording does not tell its properties.
    pub(super) fn find(
        recording: &'r Recording,
        kind: Kind,
        name: &str,
        span: Span,
    ) -> Result<Option<Self>, Finding> {
        let type_name = match kind {
            Kind::Machine => recording.machine_type(name),
            Kind::Cpu => recording.cpu_type(name).map(str::to_owned),
            Kind::Accel => Some(format!("{name}-accel")),
            _ => Some(name.to_owned()),
        };
        let record = type_name
            .as_ref()
            .and_then(|name| recording.types.get(name));
        let Some((record, type_name)) = record.filter(|r| r.kind == Some(kind)).zip(type_name)
        else {
            let suffix = match kind {
                Kind::Machine => "-machine",
                Kind::Accel => "-accel",
                _ => "",
            };
            let known = recording
                .names(kind)
                .map(|name| name.strip_suffix(suffix).unwrap_or(name));
            let nearest = nearest(name, known).map(str::to_owned);
            let problem = Problem::NoSuchType {
                recording: format!("QEMU {}", recording.qemu.version),
                kind: kind.noun(),
                name: name.to_owned(),
                nearest,
            };
            return Err(Finding::new(span, "", problem));
        };
        if record.unread {
            return Ok(None);
        }
        Ok(Some(Owner {
            name: name.to_owned(),
            kind,
            properties: recording.properties(&type_name).unwrap_or_default(),
        }))
    }

    /// Checks a property given as text.
    pub(super) fn check_text(
        &self,
        name: &str,
        value: &str,
        key: Span,
        span: Span,
    ) -> Option<Finding> {
        match self.property(name, &key) {
            Ok(Some(property)) if !is_address(name, property) => {
                let wrong = text(&property.type_name, value).err()?;
                Some(mismatch(span, name, wrong, value))
            }
            Ok(_) => None,
            Err(finding) => Some(finding),
        }
    }

    /// The property of that name; None for a name that all take.
    fn property(&self, name: &str, key: &Span) -> Result<Option<&'r Property>, Finding> {
        // Machines take nested properties (`smp.cpus`); features of CPUs have `_` for `-`, too.
        let first = name.split_once('.').map_or(name, |(first, _)| first);
        let dashed = name.replace('_', "-");
        let found = [name, first, &dashed]
            .into_iter()
            .find_map(|name| self.properties.get(name).map(|property| (name, property)));
        match found {
            Some((found, property)) if found != first || found == name => Ok(Some(property)),
            Some(_) => Ok(None),
            None if self.kind == Kind::Device && GENERAL.contains(&name) => Ok(None),
            None if self.kind == Kind::Machine && ["type", "accel"].contains(&name) => Ok(None),
            None if self.kind == Kind::Accel && name == "accel" => Ok(None),
            None => {
                let known = self.properties.keys().copied();
                let general = GENERAL
                    .iter()
                    .copied()
                    .filter(|_| self.kind == Kind::Device);
                let problem = Problem::Unknown {
                    parent: self.name.clone(),
                    name: name.to_owned(),
                    nearest: nearest(name, known.chain(general)).map(str::to_owned),
                };
                Err(Finding::new(key.clone(), "", problem))
            }
        }
    }
}

/// A PCI device's place is text or a number, whatever its type.
fn is_address(name: &str, property: &Property) -> bool {
    name == "addr" && property.type_name == "int32"
}

/// Checks `name,property=value,…`.
pub(super) fn pairs(recording: &Recording, kind: Kind, key: &str, pairs: &[Pair]) -> Vec<Finding> {
    let Some(head) = pairs.iter().rev().find(|pair| pair.key == key) else {
        return Vec::new();
    };
    let owner = match Owner::find(recording, kind, &head.value, head.span.clone()) {
        Ok(Some(owner)) => owner,
        Ok(None) => return Vec::new(),
        Err(finding) => return vec![finding],
    };
    let others = pairs.iter().filter(|pair| pair.key != key);
    others
        .filter_map(|p| owner.check_text(&p.key, &p.value, p.key_span.clone(), p.span.clone()))
        .collect()
}

/// Checks the JSON of an option, whose values have to be of their types.
pub(super) fn json(recording: &Recording, kind: Kind, key: &str, item: &Item) -> Vec<Finding> {
    let Node::Map(members) = &item.node else {
        return Vec::new();
    };
    let head = members
        .get(key)
        .and_then(|item| Some((item, item.node.text()?)));
    let Some((head, name)) = head else {
        let problem = Problem::Missing {
            name: key.to_owned(),
            expected: "a string".to_owned(),
        };
        return vec![Finding::new(item.span.end..item.span.end, "", problem)];
    };
    let owner = match Owner::find(recording, kind, name, head.span.clone()) {
        Ok(Some(owner)) => owner,
        Ok(None) => return Vec::new(),
        Err(finding) => return vec![finding],
    };
    let mut findings = Vec::new();
    for (name, item) in members.iter().filter(|(name, _)| *name != key) {
        match owner.property(name, &item.key) {
            Ok(Some(property)) if !is_address(name, property) => {
                if let Err(expected) = node(&property.type_name, &item.node) {
                    let found = item.node.text().map_or(item.node.noun(), |text| text);
                    findings.push(mismatch(item.span.clone(), name, expected, found));
                }
            }
            Ok(_) => {}
            Err(finding) => findings.push(finding),
        }
    }
    findings
}

/// A value that is not of the property's type.
pub(super) fn mismatch(span: Span, name: &str, expected: &str, found: &str) -> Finding {
    let problem = Problem::Mismatch {
        expected: expected.to_owned(),
        found: format!("'{found}'"),
        nearest: None,
    };
    Finding::new(span, name, problem)
}

/// The integer of a property's type.
fn integer(type_name: &str) -> Option<Integer> {
    match type_name.strip_suffix("_t").unwrap_or(type_name) {
        "number" => Some(Integer::Unsigned(64)),
        name => Some(Integer::named(name)).filter(|kind| *kind != Integer::Unknown),
    }
}

/// Checks text by the name of a property's type; the error is the type in words.
pub(super) fn text(type_name: &str, value: &str) -> Result<(), &'static str> {
    let range = |kind: Integer, value: i128| {
        let (least, greatest) = kind.range();
        (i128::from(least)..=i128::from(greatest)).contains(&value)
    };
    match type_name {
        "bool" | "boolean" => scalar::boolean(value).map(drop).ok_or("on or off"),
        "OnOffAuto" => match value {
            "on" | "off" | "auto" => Ok(()),
            _ => Err("on, off or auto"),
        },
        "size" => scalar::size(value).map(drop).ok_or("a size"),
        name => match integer(name) {
            Some(kind) => {
                let signed = scalar::signed(value).map(i128::from);
                let number = signed.or_else(|| scalar::unsigned(value).map(i128::from));
                // Unsigned ones take negative numbers: `-1` is their greatest value.
                let fits = |value| range(kind, value) || value < 0;
                number
                    .filter(|n| fits(*n))
                    .map(drop)
                    .ok_or("an integer in its range")
            }
            None => Ok(()),
        },
    }
}

/// Checks JSON by the name of a property's type.
fn node(type_name: &str, node: &Node) -> Result<(), &'static str> {
    match (type_name, node) {
        ("bool", Node::Bool(_)) | ("str" | "string", Node::Str(_)) => Ok(()),
        ("bool", _) => Err("true or false"),
        ("str" | "string", _) => Err("a string"),
        ("OnOffAuto", Node::Str(value)) => text(type_name, value),
        ("OnOffAuto", _) => Err("a string"),
        // QEMU takes a size as text here, too.
        ("size", Node::Str(value)) => text(type_name, value),
        (name, node) => match (integer(name), node) {
            (None, _) => Ok(()),
            (Some(_), Node::Number(number)) if !number.is_f64() => text(name, &number.to_string()),
            (Some(_), _) => Err("an integer in its range"),
        },
    }
}
