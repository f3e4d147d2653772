//! JSON Schema: small schemas by hand, recorded sessions with the crate `boon` as judge.

use std::collections::VecDeque;
use std::fs;
use std::sync::OnceLock;

use boon::{Compiler, SchemaIndex, Schemas};
use qapi_docs::json_schema::Export;
use qapi_introspect::json::Json;
use qapi_parser::ir::Schema;
use qapi_test_support::{Trial, asked, corpus, trials};
use serde_json::{Value, json};

use crate::schemas::{from_corpus, from_file, from_text};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        integers_have_their_range,
        unions_take_the_members_of_their_branch_only,
        a_branch_may_be_a_union,
        simple_unions_wrap_their_branches,
        alternates_take_each_alternative,
        open_arguments_stay_open,
        open_documents_take_unknown_members,
        conditions_are_comments_or_decided,
        deprecated_parts_are_marked,
        requests_name_their_command,
        a_selection_has_all_it_reaches,
        descriptions_come_without_examples,
        an_unknown_name_is_an_error,
        every_release_fits_the_meta_schema,
        an_answer_fits_the_meta_schema,
        the_session_validates_against_its_source,
        the_session_validates_against_its_answer,
        recorded_builds_validate_against_their_answers,
        mutated_requests_are_refused,
        mutated_replies_are_refused,
        shared_types_are_written_once,
    ]
}

/// A document of JSON Schema.
struct Document(Value);

fn value(json: &Json<'_>) -> Value {
    serde_json::from_str(&json.to_string()).unwrap()
}

impl Document {
    fn new(export: &Export<'_>) -> Self {
        Document(value(&export.document()))
    }

    fn of(schema: &Schema) -> Self {
        Document::new(&Export::new(schema))
    }

    fn validators(&self) -> Validators {
        let mut compiler = Compiler::new();
        compiler.add_resource(HERE, self.0.clone()).unwrap();
        let schemas = Schemas::new();
        Validators { compiler, schemas }
    }

    fn accepts(&self, name: &str, value: &Value) -> bool {
        self.validators().accept(name, value)
    }

    /// Asserts which of the values are valid.
    #[track_caller]
    fn judge(&self, name: &str, valid: &[Value], invalid: &[Value]) {
        let mut validators = self.validators();
        for value in valid {
            assert!(validators.accept(name, value), "{name} refuses {value}");
        }
        for value in invalid {
            assert!(!validators.accept(name, value), "{name} accepts {value}");
        }
    }

    fn check(&self) {
        static META: OnceLock<(Schemas, SchemaIndex)> = OnceLock::new();
        let (schemas, schema) = META.get_or_init(|| {
            let mut schemas = Schemas::new();
            let schema = Compiler::new().compile(DIALECT, &mut schemas).unwrap();
            let nonsense = json!({"$defs": {"a": {"type": 1}}});
            assert!(schemas.validate(&nonsense, schema).is_err());
            (schemas, schema)
        });
        assert_eq!(self.0["$schema"], DIALECT);
        let valid = schemas.validate(&self.0, *schema);
        valid.unwrap_or_else(|error| panic!("{error:#}"));
        let mut todo = vec![&self.0];
        while let Some(value) = todo.pop() {
            match value {
                Value::Array(items) => todo.extend(items),
                Value::Object(members) => {
                    if let Some(Value::String(target)) = members.get("$ref") {
                        let name = target.strip_prefix("#/$defs/").unwrap();
                        assert!(self.0["$defs"].get(name).is_some(), "{target}");
                    }
                    todo.extend(members.values());
                }
                _ => {}
            }
        }
    }
}

/// A name for the document: the library knows documents by their URLs.
const HERE: &str = "test:/document.json";

/// The meta-schema, which the library brings along.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The validators of a document's definitions. Each is compiled at its first use.
struct Validators {
    compiler: Compiler,
    schemas: Schemas,
}

impl Validators {
    /// Returns true if the value fits the definition. A name that has none is a mistake in the test.
    fn accept(&mut self, name: &str, value: &Value) -> bool {
        self.fits(&format!("/$defs/{name}"), value)
    }

    fn fits(&mut self, pointer: &str, value: &Value) -> bool {
        let location = format!("{HERE}#{pointer}");
        let schema = self.compiler.compile(&location, &mut self.schemas).unwrap();
        self.schemas.validate(value, schema).is_ok()
    }
}

fn integers_have_their_range() {
    let schema = from_text(
        "{ 'struct': 'S', 'data': { 'a': 'uint8', '*b': 'int8', '*c': 'size', '*d': 'int',
           '*e': ['uint16'] } }",
    );
    Document::of(&schema).judge(
        "S",
        &[
            json!({"a": 255, "b": -128, "c": u64::MAX, "d": i64::MIN, "e": [65535]}),
            json!({"a": 0}),
        ],
        &[
            json!({"a": 256}),
            json!({"a": -1}),
            json!({"a": 1.5}),
            json!({"a": "1"}),
            json!({"a": 1, "b": 128}),
            json!({"a": 1, "c": -1}),
            json!({"a": 1, "d": u64::MAX}),
            json!({"a": 1, "e": [65536]}),
            json!({"a": 1, "e": 1}),
            json!({"a": 1, "b": null}),
            json!({}),
            json!(null),
        ],
    );
    let wide = Document::new(&Export::new(&schema).of_answer(true));
    wide.judge(
        "S",
        &[json!({"a": 256, "d": u64::MAX})],
        &[json!({"a": "x"})],
    );
}

const UNION: &str = "
{ 'enum': 'Kind', 'data': ['file', 'net', 'none'] }
{ 'struct': 'FileOptions', 'data': { 'path': 'str' } }
{ 'struct': 'NetOptions', 'data': { 'host': 'str', '*port': 'uint16' } }
{ 'union': 'Target', 'base': { 'kind': 'Kind', '*id': 'str' }, 'discriminator': 'kind',
  'data': { 'file': 'FileOptions', 'net': 'NetOptions' } }
";

fn unions_take_the_members_of_their_branch_only() {
    let schema = from_text(UNION);
    let document = Document::of(&schema);
    document.judge(
        "Target",
        &[
            json!({"kind": "file", "path": "/x", "id": "a"}),
            json!({"port": 1, "host": "h", "kind": "net"}),
            json!({"kind": "none"}),
        ],
        &[
            json!({"kind": "file"}),
            json!({"kind": "file", "path": "/x", "host": "h"}),
            json!({"kind": "none", "path": "/x"}),
            json!({"kind": "other"}),
            json!({"path": "/x"}),
            json!({"kind": "file", "path": "/x", "more": 1}),
        ],
    );
    // The branch's own type is closed where it stands by itself.
    document.judge(
        "FileOptions",
        &[json!({"path": "/x"})],
        &[json!({"path": "/x", "kind": "file"})],
    );
}

fn a_branch_may_be_a_union() {
    let schema = from_text(
        "{ 'enum': 'Outer', 'data': ['a', 'b'] } { 'enum': 'Inner', 'data': ['x', 'y'] }
         { 'struct': 'X', 'data': { 'deep': 'int' } }
         { 'union': 'In', 'base': { 'inner': 'Inner' }, 'discriminator': 'inner',
           'data': { 'x': 'X' } }
         { 'union': 'Out', 'base': { 'outer': 'Outer' }, 'discriminator': 'outer',
           'data': { 'a': 'In' } }",
    );
    Document::of(&schema).judge(
        "Out",
        &[
            json!({"outer": "a", "inner": "x", "deep": 1}),
            json!({"outer": "a", "inner": "y"}),
            json!({"outer": "b"}),
        ],
        &[
            json!({"outer": "a"}),
            json!({"outer": "a", "inner": "y", "deep": 1}),
            json!({"outer": "b", "inner": "x", "deep": 1}),
        ],
    );
}

fn simple_unions_wrap_their_branches() {
    let schema = from_text(
        "{ 'struct': 'S', 'data': { 'n': 'int' } }
         { 'union': 'U', 'data': { 's': 'S', 'text': 'str' } }",
    );
    Document::of(&schema).judge(
        "U",
        &[
            json!({"type": "s", "data": {"n": 1}}),
            json!({"type": "text", "data": "t"}),
        ],
        &[
            json!({"type": "s", "n": 1}),
            json!({"type": "text", "data": {"n": 1}}),
            json!({"type": "text"}),
        ],
    );
}

fn alternates_take_each_alternative() {
    let schema = from_text(
        "{ 'struct': 'S', 'data': { 'n': 'int' } } { 'enum': 'E', 'data': ['on', 'off'] }
         { 'alternate': 'A', 'data': { 'one': 'S', 'many': ['S'], 'name': 'E', 'none': 'null' } }",
    );
    Document::of(&schema).judge(
        "A",
        &[json!({"n": 1}), json!([{"n": 1}]), json!("on"), json!(null)],
        &[json!("maybe"), json!(1), json!([1]), json!({"m": 1})],
    );
}

fn open_arguments_stay_open() {
    let schema = from_text(
        "{ 'command': 'device_add', 'data': { 'driver': 'str' }, 'gen': false }
         { 'command': 'stop' }",
    );
    Document::of(&schema).judge(
        "arguments:device_add",
        &[json!({"driver": "e1000", "mac": "52:54:00:12:34:56"})],
        &[json!({"mac": "x"})],
    );
    // An answer does not show `gen`; the command's name tells it.
    let schema =
        from_text("{ 'command': 'device_add', 'data': { 'driver': 'str' } } { 'command': 'stop' }");
    let answer = Document::new(&Export::new(&schema).of_answer(true));
    answer.judge(
        "arguments:device_add",
        &[json!({"driver": "e1000", "mac": "x"})],
        &[],
    );
    answer.judge("arguments:stop", &[json!({})], &[json!({"now": true})]);
}

fn open_documents_take_unknown_members() {
    let schema = from_text(UNION);
    Document::new(&Export::new(&schema).open(true)).judge(
        "Target",
        &[json!({"kind": "file", "path": "/x", "newer": 1})],
        &[json!({"kind": "file"}), json!({"kind": "file", "path": 1})],
    );
}

fn conditions_are_comments_or_decided() {
    let schema = from_text(
        "{ 'struct': 'S', 'data': { 'a': { 'type': 'int', 'if': 'A' },
           'b': { 'type': 'int', 'if': { 'all': ['B', { 'not': { 'any': ['C', 'D'] } }] } } } }
         { 'command': 'c', 'if': 'A' }",
    );
    let document = Document::of(&schema);
    document.judge("S", &[json!({}), json!({"a": 1, "b": 1})], &[]);
    let b = &document.0["$defs"]["S"]["properties"]["b"];
    assert_eq!(b["$comment"], "if B and not (C or D)");
    let symbols = qapi_codegen::introspect_from_ir::Symbols::defined(["B"]).unwrap();
    let decided = Document::new(&Export::new(&schema).symbols(symbols));
    decided.judge(
        "S",
        &[json!({"b": 1})],
        &[json!({}), json!({"a": 1, "b": 1})],
    );
    assert!(decided.0["$defs"].get("arguments:c").is_none());
    assert!(!decided.accepts("message:request", &json!({"execute": "c"})));
}

fn deprecated_parts_are_marked() {
    let schema = from_text(
        "{ 'enum': 'E', 'data': ['a', { 'name': 'b', 'features': ['deprecated'] }] }
         { 'command': 'c', 'features': ['deprecated'],
           'data': { 'e': 'E', '*x': { 'type': 'int', 'features': ['deprecated', 'unstable'] } } }",
    );
    let defs = &Document::of(&schema).0["$defs"];
    assert_eq!(defs["E"]["oneOf"][1]["deprecated"], true);
    assert_eq!(defs["E"]["oneOf"][0], json!({"const": "a"}));
    let arguments = &defs["arguments:c"];
    assert_eq!(arguments["deprecated"], true);
    assert_eq!(arguments["properties"]["x"]["deprecated"], true);
    assert_eq!(
        arguments["properties"]["x"]["$comment"],
        "features: unstable"
    );
}

fn requests_name_their_command() {
    let schema = from_text(
        "{ 'command': 'pause' } { 'command': 'set', 'data': { 'v': 'int' }, 'returns': 'int',
           'allow-oob': true }
         { 'event': 'DONE', 'data': { 'v': 'int' } } { 'event': 'TICK' }
         { 'pragma': { 'command-returns-exceptions': ['set'] } }",
    );
    let document = Document::of(&schema);
    document.judge(
        "message:request",
        &[
            json!({"execute": "pause"}),
            json!({"execute": "pause", "arguments": {}, "id": [1]}),
            json!({"exec-oob": "set", "arguments": {"v": 1}}),
        ],
        &[
            json!({"execute": "set"}),
            json!({"execute": "set", "arguments": {"v": "1"}}),
            json!({"exec-oob": "pause"}),
            json!({"execute": "pause", "exec-oob": "set", "arguments": {"v": 1}}),
            json!({"execute": "pause", "more": 1}),
            json!({"arguments": {}}),
            json!({"execute": "go"}),
        ],
    );
    let at = json!({"seconds": 1, "microseconds": 2});
    document.judge(
        "message:event",
        &[
            json!({"event": "TICK", "timestamp": at}),
            json!({"event": "DONE", "data": {"v": 1}, "timestamp": at}),
        ],
        &[
            json!({"event": "DONE", "timestamp": at}),
            json!({"event": "TICK"}),
            json!({"event": "TOCK", "timestamp": at}),
        ],
    );
    document.judge("return:set", &[json!(1)], &[json!({}), json!("1")]);
    document.judge("return:pause", &[json!({})], &[json!({"a": 1}), json!(1)]);
}

fn a_selection_has_all_it_reaches() {
    let text = format!(
        "{UNION} {{ 'command': 'open', 'data': 'Target', 'boxed': true }} {{ 'command': 'stop' }}"
    );
    let schema = from_text(&text);
    let export = Export::new(&schema).select(["open"]).unwrap();
    let document = Document::new(&export);
    document.check();
    let names: Vec<_> = document.0["$defs"].as_object().unwrap().keys().collect();
    assert!(names.iter().any(|n| *n == "Target") && names.iter().any(|n| *n == "Kind"));
    assert!(!names.iter().any(|n| n.contains("stop")));

    let alone = value(&Export::new(&schema).command("open").unwrap());
    Document(alone.clone()).check();
    let mut validators = Document(alone.clone()).validators();
    assert!(validators.fits("", &json!({"kind": "file", "path": "/x"})));
    assert!(!validators.fits("", &json!({"kind": "file"})));
    assert_eq!(alone["type"], "object");
}

fn descriptions_come_without_examples() {
    let schema = from_text(
        "##\n# @stop:\n#\n# Stops `now`, see @stop.\n#\n# @at: the place\n#\n# .. qmp-example::\n#\n\
         #     -> { \"execute\": \"stop\" }\n#\n# Since: 1.0\n##\n\
         { 'command': 'stop', 'data': { 'at': 'str' } }",
    );
    let arguments = &Document::of(&schema).0["$defs"]["arguments:stop"];
    assert_eq!(
        arguments["description"],
        "Stops `now`, see `stop`.\n\nSince 1.0."
    );
    assert_eq!(arguments["properties"]["at"]["description"], "the place");
    let bare = Document::new(&Export::new(&schema).described(false));
    assert!(!bare.0.to_string().contains("description"));
}

fn an_unknown_name_is_an_error() {
    let schema = from_text(UNION);
    let error = Export::new(&schema).select(["Tarmac"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the schema has no command, event or type 'Tarmac'"
    );
    assert!(Export::new(&schema).command("Target").is_err());
}

const RELEASES: [&str; 8] = [
    "history/2.12.0/qapi/qapi-schema.json",
    "qemu-5.2/qapi/qapi-schema.json",
    "qemu-7.2/qapi/qapi-schema.json",
    "qemu-10.0/storage-daemon/qapi/qapi-schema.json",
    "qemu-10.2/qapi/qapi-schema.json",
    "qemu-10.2/qga/qapi-schema.json",
    "history/6.1.0/qapi/qapi-schema.json",
    "newer/11.1.3/qga/qapi-schema.json",
];

fn every_release_fits_the_meta_schema() {
    for path in RELEASES {
        let schema = from_corpus(path);
        let document = Document::of(&schema);
        document.check();
        for (_, ty) in schema.types().filter(|(_, ty)| !ty.is_implicit()) {
            assert!(
                document.0["$defs"].get(ty.name()).is_some(),
                "{}",
                ty.name()
            );
        }
        // One command of twelve, unless all are asked for.
        let step = if asked("QAPI_RELEASES") { 1 } else { 12 };
        for (_, command) in schema.commands().step_by(step) {
            let alone = Export::new(&schema).command(command.name()).unwrap();
            Document(value(&alone)).check();
        }
    }
}

fn an_answer_fits_the_meta_schema() {
    let schema = from_corpus("live/qemu-11.1.3-x86_64.json");
    Document::new(&Export::new(&schema).of_answer(true)).check();
}

/// The document of the source of the session's QEMU, made once for all tests.
fn source() -> &'static Document {
    static SOURCE: OnceLock<Document> = OnceLock::new();
    SOURCE.get_or_init(|| Document::of(&from_corpus("qemu-7.2/qapi/qapi-schema.json")))
}

fn the_session_validates_against_its_source() {
    assert_eq!(judge_session(source(), &session()), (364, vec![]));
}

fn the_session_validates_against_its_answer() {
    let schema = from_corpus("live/qemu-7.2.22-x86_64.json");
    let document = Document::new(&Export::new(&schema).of_answer(true));
    assert_eq!(judge_session(&document, &session()).1, Vec::<String>::new());
}

fn session() -> Vec<Value> {
    let path = corpus().join("sessions/qemu-7.2.22-x86_64.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns the number of messages, and those that are not valid.
fn judge_session(document: &Document, messages: &[Value]) -> (usize, Vec<String>) {
    let mut validators = document.validators();
    let mut judge = |name: &str, value: &Value| validators.accept(name, value);
    let mut pending: VecDeque<String> = VecDeque::new();
    let mut refused = Vec::new();
    for message in messages {
        let command = message.get("execute").or(message.get("exec-oob"));
        let valid = if let Some(command) = command {
            pending.push_back(command.as_str().unwrap().to_owned());
            judge("message:request", message)
        } else if message.get("QMP").is_some() {
            judge("message:greeting", message)
        } else if message.get("event").is_some() {
            judge("message:event", message)
        } else {
            let command = pending.pop_front().unwrap();
            match message.get("return") {
                Some(value) => {
                    judge("message:return", message) && judge(&format!("return:{command}"), value)
                }
                None => judge("message:error", message),
            }
        };
        if !valid {
            refused.push(message.to_string());
        }
    }
    (messages.len(), refused)
}

fn recorded_builds_validate_against_their_answers() {
    let folder = corpus().join("sessions/libvirt");
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    // Two builds of two architectures, unless all are asked for.
    let (first, step) = match asked("QAPI_RELEASES") {
        true => (0, 1),
        false => (1, 3),
    };
    let mut count = 0;
    for path in paths.into_iter().skip(first).step_by(step) {
        let text = fs::read_to_string(&path).unwrap();
        let messages: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(&text)
            .into_iter()
            .collect();
        let messages = messages.unwrap();
        let asked = |m: &&Value| m["return"][0].get("meta-type").is_some();
        let answer = messages.iter().find(asked).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), answer.to_string()).unwrap();
        let schema = from_file(file.path()).schema.unwrap();
        let document = Document::new(&Export::new(&schema).of_answer(true));
        let (judged, refused) = judge_session(&document, &messages);
        assert_eq!(refused, Vec::<String>::new(), "{}", path.display());
        count += judged;
    }
    assert!(count > 100, "{count}");
}

/// Returns the JSON pointer of each object in the value, from the outside.
fn objects(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut todo = vec![(String::new(), value)];
    while let Some((at, value)) = todo.pop() {
        match value {
            Value::Object(members) => {
                let below = members.iter();
                todo.extend(below.map(|(name, member)| (format!("{at}/{name}"), member)));
                found.push(at);
            }
            Value::Array(items) => {
                let below = items.iter().enumerate();
                todo.extend(below.map(|(index, item)| (format!("{at}/{index}"), item)));
            }
            _ => {}
        }
    }
    found
}

/// Copies the value with an unknown member, and with each scalar replaced by one of another type. Each
/// copy is made as it is asked for: those of a long reply, all at once, take a gigabyte.
fn mutants(value: &Value) -> impl Iterator<Item = Value> {
    objects(value).into_iter().flat_map(move |pointer| {
        let mut more = value.clone();
        more.pointer_mut(&pointer).unwrap()["nobody-knows"] = json!(1);
        let object = value.pointer(&pointer).and_then(Value::as_object);
        let changes = object.unwrap().iter().filter_map(move |(name, member)| {
            let other = match member {
                Value::String(_) => json!(1),
                Value::Number(_) | Value::Bool(_) => json!("other"),
                _ => return None,
            };
            let mut changed = value.clone();
            changed.pointer_mut(&pointer).unwrap()[name] = other;
            Some(changed)
        });
        std::iter::once(more).chain(changes)
    })
}

/// Commands with places that take any JSON.
const OPEN: [&str; 8] = [
    "device_add",
    "netdev_add",
    "object-add",
    "qom-set",
    "qom-get",
    "query-cpu-model-expansion",
    "device-list-properties",
    "qom-list-properties",
];

fn mutated_requests_are_refused() {
    let mut validators = source().validators();
    let mut count = 0;
    for message in session() {
        let Some(command) = message.get("execute").and_then(Value::as_str) else {
            continue;
        };
        if OPEN.contains(&command) {
            continue;
        }
        let Some(arguments) = message.get("arguments") else {
            continue;
        };
        for mutant in mutants(arguments) {
            let mut changed = message.clone();
            changed["arguments"] = mutant;
            // An alternate of string and number takes either.
            let either = changed.to_string().contains("\"port\"");
            let accepted = validators.accept("message:request", &changed);
            assert!(either || !accepted, "{changed}");
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
}

fn mutated_replies_are_refused() {
    let mut pending = VecDeque::new();
    let mut validators = source().validators();
    let mut count = 0;
    for message in session() {
        if let Some(command) = message.get("execute").and_then(Value::as_str) {
            pending.push_back(command.to_owned());
        } else if message.get("return").is_some() || message.get("error").is_some() {
            let command = pending.pop_front().unwrap();
            let value = message.get("return").filter(|_| !OPEN.contains(&&*command));
            let Some(value) = value else { continue };
            let returned = format!("return:{command}");
            for mutant in mutants(value).take(100) {
                let accepted = validators.accept(&returned, &mutant);
                assert!(!accepted, "{command}: {mutant}");
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count}");
}

/// Types that are shared as a graph stay one.
fn shared_types_are_written_once() {
    let document = Document::of(&from_text(&crate::schemas::shared(40)));
    document.check();
    assert_eq!(document.0["$defs"].as_object().unwrap().len(), 47);
}
