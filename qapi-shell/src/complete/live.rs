//! Names that only the peer knows: of jobs, block nodes, devices and others.
//!
//! Input: an argument of a command, and a way to ask the peer. Output: the names that the argument
//! can have. No schema has this; `names` lists the arguments that are worth it.

mod names;

use qapi_client::introspect::Schema;
use qapi_client::introspect::info::Body;
use serde_json::{Value, json};

use crate::given::{Map, Node};
use crate::request::Ask;
use crate::types::{self, Reached};
use names::{Names, named};

/// A peer that can be asked for names.
#[derive(Clone, Copy)]
pub struct Live<'l> {
    /// The peer's schema.
    pub schema: &'l Schema<'static>,
    /// Sends questions to it.
    pub ask: &'l Ask<'l>,
}

/// A value that an argument can have.
#[derive(Debug)]
pub struct Found {
    /// The value.
    pub text: String,
    /// True for a string in JSON.
    pub is_string: bool,
}

impl Found {
    fn string(text: String) -> Self {
        Self {
            text,
            is_string: true,
        }
    }
}

/// A property of a device.
pub struct Property {
    /// Its name.
    pub name: String,
    /// Its type, by the peer's name.
    type_name: String,
    /// Its description, which tells of some the kind of thing that they name.
    description: String,
}

impl Live<'_> {
    /// Returns values for the argument at `path`, among them those that begin with `typed`.
    pub fn values(
        &self,
        command: &str,
        path: &[String],
        given: &Map,
        reached: &Reached<'_, '_>,
        typed: &str,
    ) -> Vec<Found> {
        let Some((command, path, given)) = meant(command, path, given) else {
            return Vec::new();
        };
        let [argument, rest @ ..] = path else {
            return Vec::new();
        };
        // A name on its own, or one of a list.
        let plain = rest
            .iter()
            .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let names = match named(&command, argument).filter(|_| plain) {
            Some(names) => names,
            None if is_reference(&command, reached) => Names::Nodes,
            None if command == "device_add" && plain => return self.of_property(argument, given),
            None => return Vec::new(),
        };
        let names = self.all(names, given, typed).into_iter();
        names.map(Found::string).collect()
    }

    /// The jobs' names.
    pub fn jobs(&self) -> Vec<String> {
        self.all(Names::Jobs, &Map::default(), "")
    }

    /// The properties of the device that `device_add` is given so far.
    pub fn device_properties(&self, given: &Map) -> Vec<Property> {
        let Some(driver) = given.text("driver") else {
            return Vec::new();
        };
        let found = self.ask(
            "device-list-properties",
            Some(json!({ "typename": driver })),
        );
        let property = |item: &Value| {
            Some(Property {
                name: item["name"].as_str()?.to_owned(),
                type_name: item["type"].as_str()?.to_owned(),
                description: item["description"].as_str().unwrap_or_default().to_owned(),
            })
        };
        let mut properties: Vec<_> = items(&found).filter_map(property).collect();
        properties.retain(|property| !property.type_name.starts_with("child<"));
        properties.sort_by(|a, b| a.name.cmp(&b.name));
        properties
    }

    /// Returns the values of a device's property that follow from its type.
    fn of_property(&self, name: &str, given: &Map) -> Vec<Found> {
        let properties = self.device_properties(given);
        let property = properties.iter().find(|property| property.name == name);
        let (words, is_string): (&[&str], _) = match property.map(|p| &*p.type_name) {
            Some("bool") => (&["true", "false"], false),
            Some("OnOffAuto") => (&["on", "off", "auto"], true),
            Some(link) if link.starts_with("link<") => {
                let target = link.trim_start_matches("link<").trim_end_matches('>');
                let names = self.linkable(target).into_iter();
                return names.map(Found::string).collect();
            }
            _ => {
                let described = property.map(|p| &*p.description).unwrap_or_default();
                let names = match described {
                    text if text.contains("netdev") => Names::Netdevs,
                    text if text.contains("chardev") => Names::Chardevs,
                    text if text.contains("block device") => Names::Drives,
                    _ => return Vec::new(),
                };
                return self
                    .all(names, given, "")
                    .into_iter()
                    .map(Found::string)
                    .collect();
            }
        };
        let found = |word: &&str| Found {
            text: (*word).to_owned(),
            is_string,
        };
        words.iter().map(found).collect()
    }

    fn all(&self, names: Names, given: &Map, typed: &str) -> Vec<String> {
        let mut all = match names {
            Names::Jobs => self.list("query-jobs", None, "id"),
            Names::Nodes => self.nodes(),
            Names::Drives => {
                let mut all = self.list("query-block", None, "device");
                all.extend(self.nodes());
                all
            }
            Names::Bitmaps => self.bitmaps(given),
            Names::Exports => self.list("query-block-exports", None, "id"),
            Names::Devices => self.children("/machine/peripheral"),
            Names::Unpluggable => self.unpluggable(),
            Names::Netdevs => self.netdevs(),
            Names::Buses => self.buses(),
            Names::Objects => self.children("/objects"),
            Names::Chardevs => self.list("query-chardev", None, "label"),
            Names::Paths => self.paths(typed),
            Names::Properties => self.properties(given),
            Names::Types => self.list("qom-list-types", None, "name"),
            Names::DeviceTypes => {
                let arguments = json!({ "implements": "device", "abstract": false });
                self.list("qom-list-types", Some(arguments), "name")
            }
        };
        all.retain(|name| !name.is_empty());
        // Nodes that QEMU names by itself come last.
        all.sort_unstable_by(|a, b| (a.starts_with('#'), a).cmp(&(b.starts_with('#'), b)));
        all.dedup();
        all
    }

    /// Sends a question that the schema has.
    fn ask(&self, command: &str, arguments: Option<Value>) -> Option<Value> {
        types::command(self.schema, command)?;
        (self.ask)(command, arguments)
    }

    fn list(&self, command: &str, arguments: Option<Value>, member: &str) -> Vec<String> {
        let found = self.ask(command, arguments);
        let names = items(&found).filter_map(|item| item[member].as_str());
        names.map(str::to_owned).collect()
    }

    fn named_nodes(&self) -> Option<Value> {
        let command = "query-named-block-nodes";
        let flat = types::command(self.schema, command)
            .and_then(|command| types::object(command.arguments))
            .is_some_and(|arguments| arguments.members.iter().any(|m| m.name == "flat"));
        // Without the nodes behind each node, which can be many.
        self.ask(command, flat.then(|| json!({ "flat": true })))
    }

    fn nodes(&self) -> Vec<String> {
        let found = self.named_nodes();
        let names = items(&found).filter_map(|node| node["node-name"].as_str());
        names.map(str::to_owned).collect()
    }

    fn bitmaps(&self, given: &Map) -> Vec<String> {
        let node = given.text("node");
        let found = self.named_nodes();
        let nodes = items(&found).filter(|item| item["node-name"].as_str() == node);
        let bitmaps = nodes.filter_map(|node| node["dirty-bitmaps"].as_array());
        let names = bitmaps
            .flatten()
            .filter_map(|bitmap| bitmap["name"].as_str());
        names.map(str::to_owned).collect()
    }

    /// The properties of an object, or the objects in it.
    fn entries(&self, path: &str, children: bool) -> Vec<String> {
        let found = self.ask("qom-list", Some(json!({ "path": path })));
        let wanted = |item: &&Value| {
            let type_name = item["type"].as_str().unwrap_or_default();
            type_name.starts_with("child<") == children
        };
        let names = items(&found).filter(wanted);
        let names = names.filter_map(|item| item["name"].as_str());
        names.map(str::to_owned).collect()
    }

    /// Objects in `path` with their types.
    fn typed_children(&self, path: &str) -> Vec<(String, String)> {
        let found = self.ask("qom-list", Some(json!({ "path": path })));
        let typed = |item: &Value| {
            let of = item["type"].as_str()?.strip_prefix("child<")?;
            Some((
                item["name"].as_str()?.to_owned(),
                of.trim_end_matches('>').to_owned(),
            ))
        };
        items(&found).filter_map(typed).collect()
    }

    /// The names of a type and of those that derive from it.
    fn types_of(&self, name: &str) -> Vec<String> {
        let arguments = json!({ "implements": name });
        self.list("qom-list-types", Some(arguments), "name")
    }

    /// Objects and devices of a type, which a property can link to.
    fn linkable(&self, target: &str) -> Vec<String> {
        let types = self.types_of(target);
        let places = ["/objects", "/machine/peripheral"];
        let all = places.iter().flat_map(|place| self.typed_children(place));
        let mut names: Vec<_> = all
            .filter(|(_, of)| of == target || types.contains(of))
            .map(|(name, _)| name)
            .collect();
        names.sort_unstable();
        names
    }

    fn unpluggable(&self) -> Vec<String> {
        let ports = self.types_of("pcie-port");
        let devices = self.typed_children("/machine/peripheral").into_iter();
        let devices = devices.filter(|(_, of)| !ports.contains(of));
        devices.map(|(name, _)| name).collect()
    }

    /// An answer of the human monitor, for things that QMP has no command for.
    fn human(&self, line: &str) -> String {
        let arguments = json!({ "command-line": line });
        let answer = self.ask("human-monitor-command", Some(arguments));
        answer
            .as_ref()
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    }

    /// The backends in `info network`: `NAME: index=0,type=user,…`, perhaps behind `\`.
    fn netdevs(&self) -> Vec<String> {
        let text = self.human("info network");
        let name = |line: &str| {
            let (name, rest) = line.trim_start_matches([' ', '\\']).split_once(": ")?;
            let is_backend = rest.contains("type=") && !rest.contains("type=nic");
            is_backend.then(|| name.to_owned())
        };
        text.lines().filter_map(name).collect()
    }

    /// The buses in `info qtree`: `bus: NAME`.
    fn buses(&self) -> Vec<String> {
        let text = self.human("info qtree");
        let names = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("bus: "));
        names.map(str::to_owned).collect()
    }

    fn children(&self, path: &str) -> Vec<String> {
        self.entries(path, true)
    }

    /// The objects in the one whose path was typed before the last slash.
    fn paths(&self, typed: &str) -> Vec<String> {
        let parent = typed.rsplit_once('/').map_or("", |(parent, _)| parent);
        let root = if parent.is_empty() { "/" } else { parent };
        let children = self.children(root).into_iter();
        children.map(|child| format!("{parent}/{child}")).collect()
    }

    fn properties(&self, given: &Map) -> Vec<String> {
        match given.text("path") {
            Some(path) => self.entries(path, false),
            None => Vec::new(),
        }
    }
}

/// Resolves the command, path and sibling arguments to complete: a transaction's actions have the
/// arguments of commands, and nodes are reopened with the options of `blockdev-add`.
fn meant<'p>(
    command: &str,
    path: &'p [String],
    given: &'p Map,
) -> Option<(String, &'p [String], &'p Map)> {
    let parts: Vec<&str> = path.iter().map(|part| &**part).collect();
    let within = |steps: &[String]| {
        let mut map = given;
        for step in steps {
            match map.get(step) {
                Some(Node::Map(inner)) => map = inner,
                _ => return None,
            }
        }
        Some(map)
    };
    match (command, &*parts) {
        ("transaction", ["actions", _, "data", ..]) => {
            let action = within(&path[..2])?.text("type")?.to_owned();
            // The data may not be there yet.
            let data = within(&path[..3]).unwrap_or(given);
            Some((action, &path[3..], data))
        }
        ("blockdev-reopen", ["options", _, ..]) => {
            let options = within(&path[..2]).unwrap_or(given);
            Some((command.to_owned(), &path[2..], options))
        }
        _ => Some((command.to_owned(), path, given)),
    }
}

/// Returns true for a member that takes a node's options or its name.
fn is_reference(command: &str, reached: &Reached<'_, '_>) -> bool {
    let has = |wanted: fn(&Body<'_>) -> bool| reached.types.iter().any(|t| wanted(&t.body));
    command.starts_with("blockdev-")
        && has(|body| matches!(body, Body::Object(_)))
        && has(|body| matches!(body, Body::Builtin { json_type } if json_type == "string"))
}

fn items(found: &Option<Value>) -> impl Iterator<Item = &Value> {
    found.iter().filter_map(Value::as_array).flatten()
}
