//! The numbers that QEMU's visitors take for each type of integer: severities of ranges rest on it.

use qapi_diff::{Builtin, Command, Config, Member, Model, Object, Range, Root, RootKind};
use qapi_diff::{Severity, Type, TypeId, compare};
use qapi_test_support::{Trial, trials};
use serde_json::{Value, json};

use crate::support::ask_qemu;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        qemu_takes_these_numbers,
        requests_are_judged_by_them,
        replies_are_judged_by_the_declared_range
    ]
}

/// A type (and a parameter of it), a command, numbers with whether QEMU takes them.
type Row = (&'static str, &'static str, Vec<(Value, bool)>);

fn table() -> Vec<Row> {
    let parameter = "migrate-set-parameters";
    vec![
        // As `poll-max-ns` of an iothread.
        (
            "int",
            "object-add",
            vec![
                (json!(i64::MIN), true),
                (json!(i64::MAX), true),
                (json!(i64::MAX as u64 + 1), false),
                (json!(1.5), false),
            ],
        ),
        (
            "uint8 multifd-channels",
            parameter,
            vec![(json!(-1), false), (json!(255), true), (json!(256), false)],
        ),
        (
            "uint32 x-checkpoint-delay",
            parameter,
            vec![
                (json!(-1), false),
                (json!(u32::MAX), true),
                (json!(u64::from(u32::MAX) + 1), false),
            ],
        ),
        (
            "uint64 downtime-limit",
            parameter,
            vec![
                (json!(-1), true),
                (json!(i64::MIN), true),
                (json!(u64::MAX), true),
                (json!(1.5), false),
            ],
        ),
        (
            "size max-bandwidth",
            parameter,
            vec![(json!(-1), true), (json!(u64::MAX), true)],
        ),
    ]
}

/// A visitor's errors; others come from the command, which has the number then.
fn is_visitors(reply: &Value) -> bool {
    let desc = reply["error"]["desc"].as_str().unwrap_or_default();
    ["Invalid parameter type", "expects uint", "expects int"]
        .iter()
        .any(|words| desc.contains(words))
}

fn qemu_takes_these_numbers() {
    let mut commands = Vec::new();
    let mut expected = Vec::new();
    for (name, command, numbers) in table() {
        for (number, taken) in numbers {
            let arguments = match name.split_once(' ') {
                Some((_, member)) => json!({ member: number }),
                None => json!({"qom-type": "iothread", "id": "i", "poll-max-ns": number}),
            };
            commands.push(json!({"execute": command, "arguments": arguments}));
            expected.push((name, number, taken));
            if command == "object-add" {
                let object = json!({"id": "i"});
                commands.push(json!({"execute": "object-del", "arguments": object}));
                expected.push(("", Value::Null, true));
            }
        }
    }
    let replies = ask_qemu(&commands);
    assert_eq!(replies.len(), 1 + commands.len());
    for ((name, number, taken), reply) in expected.iter().zip(&replies[1..]) {
        assert_eq!(!is_visitors(reply), *taken, "{name} {number}: {reply}");
    }
}

fn model(range: Range, is_reply: bool) -> Model<'static> {
    let member = Member {
        name: "v",
        ty: TypeId(0),
        optional: false,
        features: Vec::new(),
        cond: None,
        at: None,
        owner: None,
        default: None,
    };
    let object = |members| {
        Type::Object(Object {
            members,
            ..Object::default()
        })
    };
    let (arg, ret) = if is_reply { (2, 1) } else { (1, 2) };
    let command = Command {
        noun: Command::NOUN,
        arg: TypeId(arg),
        ret: TypeId(ret),
        allow_oob: false,
        allow_preconfig: None,
        success_response: None,
        open: None,
    };
    let root = Root {
        features: Vec::new(),
        cond: None,
        kind: RootKind::Command(command),
        at: None,
    };
    Model {
        roots: [("c", root)].into(),
        types: vec![
            Type::Builtin(Builtin::Int(Some(range))),
            object(vec![member]),
            object(Vec::new()),
        ],
        ..Model::default()
    }
}

const fn range(min: i128, max: i128) -> Range {
    Range { min, max }
}

const INT: Range = range(i64::MIN as i128, i64::MAX as i128);
const INT8: Range = range(i8::MIN as i128, i8::MAX as i128);
const UINT8: Range = range(0, u8::MAX as i128);
const UINT32: Range = range(0, u32::MAX as i128);
const UINT64: Range = range(0, u64::MAX as i128);

fn verdict(old: Range, new: Range, is_reply: bool) -> (&'static str, Severity) {
    let (old, new) = (model(old, is_reply), model(new, is_reply));
    let report = compare(&old, &new, &Config::default()).unwrap();
    let [change] = report.changes.as_slice() else {
        panic!("{report:?}");
    };
    (change.rule, change.severity)
}

fn requests_are_judged_by_them() {
    use Severity::{Breaking, Compatible};
    for (old, new, expected) in [
        (INT, UINT64, ("range-widened", Compatible)),
        (UINT64, INT, ("range-narrowed", Breaking)),
        (INT8, UINT64, ("range-widened", Compatible)),
        (UINT32, UINT64, ("range-widened", Compatible)),
        (UINT64, UINT32, ("range-narrowed", Breaking)),
        (INT8, UINT8, ("range-changed", Breaking)),
        (INT, UINT32, ("range-narrowed", Breaking)),
    ] {
        assert_eq!(verdict(old, new, false), expected, "{old:?} → {new:?}");
    }
}

fn replies_are_judged_by_the_declared_range() {
    use Severity::{Compatible, Warning};
    assert_eq!(verdict(INT, UINT64, true), ("range-changed", Warning));
    assert_eq!(
        verdict(UINT64, UINT32, true),
        ("range-narrowed", Compatible)
    );
    assert_eq!(verdict(UINT32, UINT64, true), ("range-widened", Warning));
}
