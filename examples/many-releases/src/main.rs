//! Drives a virtual machine by one program and one API, whichever QEMU runs it: questions, block
//! devices, jobs, hotplug and migration.
//! Usage: `example-many-releases unix:PATH [FOLDER]`
//!
//! FOLDER is a folder of the machine's host in which QEMU may write; without it, only questions are
//! asked. `releases.sh` beside this example runs it with the QEMUs of several releases.

mod tour;

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use qapi_client::blocking::Client;
use qapi_client::{Options, Policy, Reaction};

/// One API for QEMU 7.2 to 11.1, made of the answers of two real ones. A release between them has
/// nothing that it lacks: `singlestep`, which 9.0 removed, is an `Option`.
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "../../schemas/live/qemu-11.1.3-x86_64.json",
        also: { "7.2": "../../schemas/live/qemu-7.2.22-x86_64.json" },
        select: [
            "query-version", "query-status", "query-block", "query-named-block-nodes",
            "blockdev-add", "blockdev-create", "blockdev-mirror", "job-complete",
            "job-dismiss", "device_add", "device_del", "migrate", "query-migrate",
            "JOB_STATUS_CHANGE", "BLOCK_JOB_READY", "DEVICE_DELETED",
        ],
        // An answer names no types: they are called after the place where they are.
        rename: {
            "QueryStatusRet": "StatusInfo",
            "QueryStatusRetStatus": "RunState",
            "BlockdevAddArg": "BlockdevOptions",
            "BlockdevAddArg-Branch": "BlockdevBranch",
            "BlockdevCreateArgOptions": "CreateOptions",
            "DriveBackupArgSync": "Sync",
            "QueryMigrateRetStatus": "MigrationStatus",
        },
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: example-many-releases unix:PATH [FOLDER]";
    let address = arguments.next().ok_or(usage)?;
    let ignored = Arc::new(Mutex::new(Vec::new()));
    let record = ignored.clone();
    // The safety net: a command that this QEMU lacks, or that lacks something here, is not sent.
    let options = Options::new()
        .wait_for_socket(Duration::from_secs(20))
        .policy(Policy::lacking(Reaction::Reject))
        .on_ignored(move |member| {
            if let Ok(mut record) = record.lock() {
                record.push(member.to_string());
            }
        });
    let vm = Client::connect_with(address, &options)?;
    let status = vm.execute(qmp::commands::QueryStatus {}).wait()?;
    println!("state: {}", describe(&status));
    if let Some(folder) = arguments.next() {
        for (name, step) in tour::STEPS {
            let result = step(&vm, &folder).map_err(|error| format!("{name}: {error}"))?;
            println!("{name}: {result}");
        }
    }
    let ignored = ignored.lock().map_err(|error| error.to_string())?;
    match ignored.first() {
        None => println!("ignored members: none"),
        Some(first) => println!("ignored members: {}, the first: {first}", ignored.len()),
    }
    Ok(())
}

fn describe(status: &qmp::StatusInfo) -> String {
    match status.singlestep {
        Some(true) => format!("{}, step by step", status.status),
        Some(false) | None => status.status.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_of_each_release_decode() -> Result<(), Box<dyn Error>> {
        let old = r#"{"running": true, "singlestep": true, "status": "running"}"#;
        assert_eq!(
            describe(&serde_json::from_str(old)?),
            "running, step by step"
        );
        let new = r#"{"running": true, "status": "running"}"#;
        assert_eq!(describe(&serde_json::from_str(new)?), "running");
        assert_eq!(qmp::releases(), ["11.1.3", "7.2"]);
        Ok(())
    }
}
