//! Recordings: their text, and the properties of types.

use qapi_args::devices::{
    Kind, Monitor, Recording, RecordingError, Refused, Request, Scope, record,
};
use qapi_introspect::json::Json;
use qapi_test_support::{Trial, trials};
use serde_json::{Value, json};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        the_text_of_a_recording_is_kept,
        properties_are_inherited,
        names_find_types,
        unusable_recordings_are_refused,
        inherited_properties_are_bounded,
        a_recording_is_a_wire_model,
        a_qemu_is_asked_only_what_it_survives,
        the_type_of_a_lost_answer_is_named,
        parents_in_a_circle_are_refused,
        types_cost_what_they_are,
    ]
}

const RECORDED: &str = include_str!("../../../schemas/devices/qemu-7.2-x86_64.json");

fn recorded() -> Recording {
    Recording::from_json(RECORDED).expect("it is a recording")
}

fn the_text_of_a_recording_is_kept() {
    assert!(Recording::is_recording(RECORDED));
    assert_eq!(recorded().to_json(), RECORDED);
}

fn properties_are_inherited() {
    let recording = recorded();
    let properties = recording.properties("virtio-blk-pci").expect("it is there");
    assert_eq!(properties["serial"].type_name, "str");
    assert_eq!(properties["addr"].type_name, "int32");
    assert_eq!(properties["iothread"].type_name, "link<iothread>");
    let default = properties["num-queues"].default.as_ref();
    assert_eq!(default.map(Json::to_string).as_deref(), Some("65535"));
    assert!(recording.is_a("virtio-blk-pci", "pci-device"));
    assert!(!recording.is_a("scsi-hd", "pci-device"));
    assert!(recording.properties("no-such-device").is_none());
}

fn names_find_types() {
    let recording = recorded();
    assert!(recording.names(Kind::Device).any(|name| name == "nvme"));
    assert_eq!(
        recording.machine_type("q35").as_deref(),
        Some("pc-q35-7.2-machine")
    );
    assert_eq!(recording.cpu_type("max"), Some("max-x86_64-cpu"));
    assert_eq!(recording.cpu_type("max-x86_64-cpu"), Some("max-x86_64-cpu"));
    assert_eq!(recording.cpu_type("ma"), None);
}

fn unusable_recordings_are_refused() {
    let cases = [
        (
            "[]",
            "no recording of devices: the file is missing, or not of its type",
        ),
        (
            r#"{"qapi-devices": 2}"#,
            "format 2 of recordings is not known",
        ),
        (
            r#"{"qapi-devices": 1}"#,
            "no recording of devices: qemu is missing",
        ),
        (
            r#"{"qapi-devices": 1, "qemu": {"version": "1"},
                "types": {"a": {"parent": "b"}, "b": {"parent": "a"}}}"#,
            "the parents of the type 'a' form a circle",
        ),
    ];
    for (text, expected) in cases {
        let error = Recording::from_json(text).expect_err(text).to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

/// Each type of a chain has the properties of all above it.
fn inherited_properties_are_bounded() {
    let chain = |length: usize| {
        let types: Vec<String> = (0..length)
            .map(|i| {
                let parent = i + 1;
                format!(r#""t{i}": {{"parent": "t{parent}", "properties": {{"p{i}": "str"}}}}"#)
            })
            .collect();
        let types = types.join(",");
        Recording::from_json(&format!(
            r#"{{"qapi-devices": 1, "qemu": {{"version": "1"}}, "types": {{{types}}}}}"#
        ))
    };
    let recording = chain(1_000).expect("it is small");
    assert_eq!(recording.properties("t0").map(|all| all.len()), Some(1_000));
    let error = chain(10_000).expect_err("it is large");
    assert!(
        matches!(error, RecordingError::TooManyProperties),
        "{error}"
    );
}

fn a_recording_is_a_wire_model() {
    let schema = recorded().to_schema().expect("it fits");
    let paths = [
        "device:virtio-blk-pci/arg-type/*serial/!string",
        "device:virtio-blk-pci/arg-type/num-queues/!int",
        "machine:pc-q35-7.2-machine/arg-type/usb/!boolean",
        "cpu:max-x86_64-cpu/arg-type/avx2",
    ];
    for path in paths {
        assert!(schema.query(path).expect(path), "{path}");
    }
}

/// A QEMU of that major release, which ends at the question for a type.
struct Peer {
    major: u64,
    asked: Vec<String>,
    aborts_at: &'static str,
}

const SCHEMA: &str = r#"[
    {"name": "object-add", "meta-type": "command", "arg-type": "0", "ret-type": "1"},
    {"name": "0", "meta-type": "object", "tag": "qom-type", "variants": [],
     "members": [{"name": "qom-type", "type": "2"}, {"name": "id", "type": "str"}]},
    {"name": "1", "meta-type": "object", "members": []},
    {"name": "2", "meta-type": "enum", "values": ["iothread"]},
    {"name": "str", "meta-type": "builtin", "json-type": "string"}]"#;

impl Peer {
    fn answer(&mut self, request: &Request) -> Result<Value, Refused> {
        let argument = |name: &str| {
            let arguments = request.arguments.as_ref();
            arguments.and_then(|arguments| arguments[name].as_str())
        };
        let named = |names: &[&str]| -> Value {
            let entry = |name: &&str| json!({"name": name, "parent": "object"});
            names.iter().map(entry).collect()
        };
        Ok(match (request.command, argument("implements")) {
            ("query-version", _) => {
                json!({"qemu": {"major": self.major, "minor": 0, "micro": 0}, "package": ""})
            }
            ("query-target", _) => json!({"arch": "x86_64"}),
            ("query-machines", _) => json!([{"name": "microvm"}]),
            ("query-qmp-schema", _) => serde_json::from_str(SCHEMA).expect("it is JSON"),
            ("qom-list-types", Some("device")) => named(&["nvme", "virtio-vga-gl"]),
            ("qom-list-types", Some("user-creatable")) => named(&["iothread", "authz"]),
            ("qom-list-types", Some("machine")) => named(&["microvm-machine"]),
            ("qom-list-types", Some(_)) => named(&[]),
            ("qom-list-types", None) => named(&[
                "authz",
                "iothread",
                "microvm-machine",
                "nvme",
                "virtio-vga-gl",
            ]),
            ("device-list-properties" | "qom-list-properties", _) => {
                let name = argument("typename").unwrap_or_default();
                self.asked.push(name.to_owned());
                json!([{"name": format!("{name}-only"), "type": "uint16", "default-value": 5},
                    {"name": "part", "type": "child<x>"}])
            }
            _ => return Err(Refused("no such command".to_owned())),
        })
    }
}

impl Monitor for Peer {
    type Error = std::io::Error;

    fn ask(
        &mut self,
        requests: &[Request],
    ) -> Result<Vec<Result<Value, Refused>>, (usize, Self::Error)> {
        let mut replies = Vec::new();
        for request in requests {
            let typename = request.arguments.as_ref().map(|a| a["typename"].clone());
            if typename == Some(self.aborts_at.into()) {
                return Err((replies.len(), std::io::ErrorKind::UnexpectedEof.into()));
            }
            replies.push(self.answer(request));
        }
        Ok(replies)
    }
}

fn peer(major: u64) -> Peer {
    Peer {
        major,
        asked: Vec::new(),
        aborts_at: "",
    }
}

fn a_qemu_is_asked_only_what_it_survives() {
    for (major, asked) in [
        (7, &["authz", "nvme"][..]),
        (10, &["authz", "microvm-machine", "nvme"]),
    ] {
        let mut peer = peer(major);
        let recording = record(&mut peer, &Scope::default()).expect("it answers");
        assert_eq!(peer.asked, asked, "the schema describes iothread");
        let properties = recording.properties("authz").expect("the schema lacks it");
        assert_eq!(
            properties.keys().copied().collect::<Vec<_>>(),
            ["authz-only"]
        );
        assert_eq!(
            properties["authz-only"].default,
            Some(Json::Number(5.into()))
        );
        for unread in ["iothread", "virtio-vga-gl"] {
            assert!(recording.types[unread].unread, "{unread}");
        }
        assert_eq!(
            recording.machine_type("microvm").as_deref(),
            Some("microvm-machine")
        );
    }
    let mut peer = peer(7);
    let mut scope = Scope::default();
    scope.skip.insert("nvme".to_owned());
    record(&mut peer, &scope).expect("it answers");
    assert_eq!(peer.asked, ["authz"]);
}

fn the_type_of_a_lost_answer_is_named() {
    let mut peer = peer(7);
    peer.aborts_at = "nvme";
    let error = record(&mut peer, &Scope::default()).expect_err("it aborts");
    let expected = "the connection ended at the question for 'nvme': QEMU may have aborted; leave \
                    it out with --skip";
    assert_eq!(error.to_string(), expected);
}

/// A monitor with those devices and parents, each device with the same property.
struct Devices(Vec<(String, String)>);

impl Monitor for Devices {
    type Error = std::io::Error;

    fn ask(
        &mut self,
        requests: &[Request],
    ) -> Result<Vec<Result<Value, Refused>>, (usize, Self::Error)> {
        let types = || -> Value {
            let entry = |(name, parent): &(String, String)| json!({"name": name, "parent": parent});
            self.0.iter().map(entry).collect()
        };
        let answer = |request: &Request| match (request.command, &request.arguments) {
            ("query-version", _) => json!({"qemu": {"major": 10}}),
            ("qom-list-types", Some(arguments)) => match arguments["implements"].as_str() {
                None | Some("device") => types(),
                _ => json!([]),
            },
            ("device-list-properties", _) => json!([{"name": "x", "type": "bool"}]),
            _ => json!([]),
        };
        Ok(requests.iter().map(|request| Ok(answer(request))).collect())
    }
}

fn parents_in_a_circle_are_refused() {
    let circle = [("a", "b"), ("b", "a")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let error = record(&mut Devices(circle.into()), &Scope::default()).expect_err("a circle");
    assert_eq!(
        error.to_string(),
        "the parents of the type 'a' form a circle"
    );
}

fn types_cost_what_they_are() {
    let chain = (1..6000).map(|i| (format!("t{i}"), format!("t{}", i - 1)));
    let flat = (0..6000).map(|i| (format!("f{i}"), "t0".to_owned()));
    let root = ("t0".to_owned(), String::new());
    let all = chain.chain(flat).chain([root]).collect();
    let start = std::time::Instant::now();
    let recording = record(&mut Devices(all), &Scope::default()).expect("it answers");
    assert_eq!(recording.types["t0"].properties.len(), 1);
    assert!(recording.types["f7"].properties.is_empty());
    assert!(start.elapsed().as_secs() < 20);
}
