//! The table of events that each command causes, which schemas do not describe.
//!
//! Input: a command's name and arguments. Output: the names of the events that it causes, and the
//! member of each that identifies the command.

use serde_json::Value;

use crate::protocol::RawEvent;

/// An event that a command causes, at once or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effect {
    /// The event's name.
    pub event: &'static str,
    /// The command's argument and the event's member that are equal if the event belongs to this
    /// command; `None` if no member identifies the command.
    pub same: Option<(&'static str, &'static str)>,
}

impl Effect {
    /// Returns true if the event is this effect of a command with those arguments. Without the
    /// argument, any event of that name may be.
    #[must_use]
    pub fn is(&self, event: &RawEvent, arguments: Option<&Value>) -> bool {
        if event.name != self.event {
            return false;
        }
        let Some((argument, member)) = self.same else {
            return true;
        };
        let Some(wanted) = arguments.and_then(|arguments| arguments.get(argument)) else {
            return true;
        };
        member_of(event, member).as_ref() == Some(wanted)
    }
}

/// Returns a member of an event's data.
pub(crate) fn member_of(event: &RawEvent, member: &str) -> Option<Value> {
    let data = event.data.as_deref()?;
    let mut data: serde_json::Map<String, Value> = serde_json::from_str(data.get()).ok()?;
    data.remove(member)
}

/// Returns the events that the command `name` causes when it succeeds. Empty for a command without
/// events, and for one that the table does not list.
///
/// # Examples
///
/// ```
/// let effects = qapi_client::effects("device_del");
/// assert_eq!(effects[0].event, "DEVICE_DELETED");
/// assert_eq!(effects[0].same, Some(("id", "device")));
/// ```
#[must_use]
pub fn effects(name: &str) -> &'static [Effect] {
    TABLE
        .iter()
        .find(|(commands, _)| commands.contains(&name))
        .map_or(&[], |(_, effects)| effects)
}

const fn plain(event: &'static str) -> Effect {
    Effect { event, same: None }
}

const fn of(event: &'static str, argument: &'static str, member: &'static str) -> Effect {
    Effect {
        event,
        same: Some((argument, member)),
    }
}

/// Returns the events of a block job named by the argument `argument`.
const fn block_job(argument: &'static str) -> [Effect; 6] {
    [
        of("JOB_STATUS_CHANGE", argument, "id"),
        of("BLOCK_JOB_READY", argument, "device"),
        of("BLOCK_JOB_PENDING", argument, "id"),
        of("BLOCK_JOB_ERROR", argument, "device"),
        of("BLOCK_JOB_COMPLETED", argument, "device"),
        of("BLOCK_JOB_CANCELLED", argument, "device"),
    ]
}

/// Commands and the events that they cause.
const TABLE: &[(&[&str], &[Effect])] = &[
    (&["stop"], &[plain("STOP")]),
    (&["cont"], &[plain("RESUME")]),
    (&["quit"], &[plain("SHUTDOWN")]),
    (
        &["system_powerdown"],
        &[plain("POWERDOWN"), plain("SHUTDOWN")],
    ),
    (&["system_reset"], &[plain("RESET")]),
    (&["system_wakeup"], &[plain("WAKEUP")]),
    (
        &["device_del"],
        &[
            of("DEVICE_DELETED", "id", "device"),
            of("DEVICE_UNPLUG_GUEST_ERROR", "id", "device"),
            // The device may be identified by its path.
            of("DEVICE_DELETED", "id", "path"),
            of("DEVICE_UNPLUG_GUEST_ERROR", "id", "path"),
            // For memory, before QEMU 6.2.
            of("MEM_UNPLUG_ERROR", "id", "device"),
        ],
    ),
    (
        &[
            "eject",
            "blockdev-open-tray",
            "blockdev-close-tray",
            "blockdev-change-medium",
        ],
        &[of("DEVICE_TRAY_MOVED", "id", "id")],
    ),
    (
        &["block-set-write-threshold"],
        &[of("BLOCK_WRITE_THRESHOLD", "node-name", "node-name")],
    ),
    (&["balloon"], &[plain("BALLOON_CHANGE")]),
    (&["dump-guest-memory"], &[plain("DUMP_COMPLETED")]),
    (
        &["block-export-del"],
        &[of("BLOCK_EXPORT_DELETED", "id", "id")],
    ),
    (
        &["nbd-server-remove"],
        &[of("BLOCK_EXPORT_DELETED", "name", "id")],
    ),
    (
        &[
            "migrate",
            "migrate_cancel",
            "migrate-continue",
            "migrate-start-postcopy",
            "migrate-pause",
            "migrate-recover",
            "migrate-incoming",
        ],
        &[plain("MIGRATION")],
    ),
    (
        &[
            "blockdev-create",
            "x-blockdev-amend",
            "snapshot-save",
            "snapshot-load",
            "snapshot-delete",
        ],
        &[of("JOB_STATUS_CHANGE", "job-id", "id")],
    ),
    (
        &[
            "block-commit",
            "block-stream",
            "blockdev-mirror",
            "drive-mirror",
            "blockdev-backup",
            "drive-backup",
        ],
        &block_job("job-id"),
    ),
    (
        &[
            "job-pause",
            "job-resume",
            "job-cancel",
            "job-complete",
            "job-finalize",
            "job-dismiss",
            "block-job-finalize",
            "block-job-dismiss",
        ],
        &block_job("id"),
    ),
    (
        &[
            "block-job-pause",
            "block-job-resume",
            "block-job-cancel",
            "block-job-complete",
        ],
        &block_job("device"),
    ),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn event(name: &str, data: &str) -> RawEvent {
        RawEvent {
            name: name.into(),
            data: Some(serde_json::value::RawValue::from_string(data.to_owned()).unwrap()),
        }
    }

    #[test]
    fn an_effect_is_that_of_its_own_command() {
        let arguments = serde_json::json!({"job-id": "a"});
        let is = |event: &RawEvent, arguments| {
            effects("blockdev-mirror")
                .iter()
                .any(|effect| effect.is(event, arguments))
        };
        let own = event("BLOCK_JOB_READY", r#"{"device": "a"}"#);
        assert!(is(&own, Some(&arguments)) && is(&own, None));
        assert!(!is(
            &event("BLOCK_JOB_READY", r#"{"device": "b"}"#),
            Some(&arguments)
        ));
        assert!(!is(&event("STOP", "{}"), Some(&arguments)));
        assert!(effects("query-status").is_empty());
    }

    #[test]
    fn each_command_is_listed_once() {
        let mut names: Vec<_> = TABLE.iter().flat_map(|(names, _)| *names).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
