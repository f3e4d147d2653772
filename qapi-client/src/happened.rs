//! Questions to a monitor if a command had its effect.
//!
//! Input: a command whose outcome is unknown, by name and arguments. Output: the monitor's answer,
//! from what exists.

use serde_json::{Value, json};

use crate::error::{Error, ErrorClass};
use crate::peer::{Due, Peer, execute_raw};

/// The answer to the question if a command had its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// The thing that the command adds exists, or the one that it removes does not.
    Yes,
    /// The opposite.
    No,
    /// The command is not among those that can be asked for, its arguments name nothing, or the
    /// monitor cannot say.
    Unknown,
}

/// Kind of a thing that commands add and remove.
#[derive(Debug, Clone, Copy)]
enum Kind {
    BlockNode,
    Object,
    Netdev,
    Chardev,
    Device,
}

/// Commands: what they concern, the argument that names it, and if it exists afterwards.
const COMMANDS: [(&str, Kind, &str, bool); 10] = [
    ("blockdev-add", Kind::BlockNode, "node-name", true),
    ("blockdev-del", Kind::BlockNode, "node-name", false),
    ("object-add", Kind::Object, "id", true),
    ("object-del", Kind::Object, "id", false),
    ("netdev_add", Kind::Netdev, "id", true),
    ("netdev_del", Kind::Netdev, "id", false),
    ("chardev-add", Kind::Chardev, "id", true),
    ("chardev-remove", Kind::Chardev, "id", false),
    ("device_add", Kind::Device, "id", true),
    ("device_del", Kind::Device, "id", false),
];

/// Asks if the command `name` with these arguments had its effect.
pub(crate) async fn happened(
    peer: &impl Peer,
    name: &str,
    arguments: &Value,
) -> Result<Happened, Error> {
    let command = COMMANDS.iter().find(|(command, ..)| *command == name);
    let named = command.and_then(|(_, kind, member, exists)| {
        let id = arguments.get(member)?.as_str()?;
        Some((*kind, id, *exists))
    });
    let Some((kind, id, expected)) = named else {
        return Ok(Happened::Unknown);
    };
    Ok(match exists(peer, kind, id).await? {
        None => Happened::Unknown,
        Some(exists) if exists == expected => Happened::Yes,
        Some(_) => Happened::No,
    })
}

/// Returns true if the thing exists; `None` if the monitor cannot say.
async fn exists(peer: &impl Peer, kind: Kind, id: &str) -> Result<Option<bool>, Error> {
    let (command, arguments, member) = match kind {
        Kind::BlockNode => ("query-named-block-nodes", None, "node-name"),
        Kind::Chardev => ("query-chardev", None, "label"),
        Kind::Object => ("qom-list", Some(json!({"path": "/objects"})), "name"),
        Kind::Device if id.starts_with('/') => return at_path(peer, id).await,
        Kind::Device => {
            let path = json!({"path": "/machine/peripheral"});
            ("qom-list", Some(path), "name")
        }
        Kind::Netdev => return netdev(peer, id).await,
    };
    let list = execute_raw(peer, command, arguments, Due::NEVER).await?;
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(Some(list.iter().any(|item| item[member] == id)))
}

/// Returns true if there is an object at the path.
async fn at_path(peer: &impl Peer, path: &str) -> Result<Option<bool>, Error> {
    let path = Some(json!({ "path": path }));
    match execute_raw(peer, "qom-list", path, Due::NEVER).await {
        Ok(_) => Ok(Some(true)),
        Err(error) if error.class() == Some(&ErrorClass::DeviceNotFound) => Ok(Some(false)),
        Err(error) => Err(error),
    }
}

/// Returns true if the network backend exists. Only the human monitor lists them all.
async fn netdev(peer: &impl Peer, id: &str) -> Result<Option<bool>, Error> {
    let line = Some(json!({"command-line": "info network"}));
    let list = match execute_raw(peer, "human-monitor-command", line, Due::NEVER).await {
        Err(error) if error.is_command_not_found() => return Ok(None),
        list => list?,
    };
    // `ID: index=…`; a port of a hub alone, or before its peer. A device's own end has the type nic.
    let listed = |line: &str| {
        let line = line.trim_start_matches([' ', '\\']).trim_end();
        let rest = line.strip_prefix(id).unwrap_or("?");
        rest.is_empty()
            || rest
                .strip_prefix(": ")
                .is_some_and(|rest| !rest.starts_with("index=") || !rest.contains("type=nic"))
    };
    Ok(list.as_str().map(|list| list.lines().any(listed)))
}
