//! QEMU 7.2's own parser accepts and refuses the same arguments.

use std::process::Command;

use qapi_args::Reader;
use qapi_test_support::{Trial, corpus, program, trials};

use crate::support::compiled;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        the_storage_daemon_agrees_on_blockdev,
        the_storage_daemon_agrees_on_objects
    ]
}

/// An argument that the daemon refuses in any case, after all others.
const END: &str = "no-such-type,id=end";

fn refuses(option: &str, argument: &str) -> Option<String> {
    let mut daemon = Command::new(program("qemu-storage-daemon"));
    let output = daemon
        .args([option, argument, "--object", END])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{argument}");
    (!said.contains("no-such-type")).then_some(said)
}

fn agrees(option: &str, type_name: &str, arguments: &[&str]) {
    let path = corpus().join("qemu-7.2/storage-daemon/qapi/qapi-schema.json");
    let schema = compiled(&path);
    let reader = Reader::exact(&schema);
    let ty = reader.find(type_name).expect("the type is there");
    for argument in arguments {
        let theirs = refuses(option, argument);
        let ours = reader
            .read(&ty, argument)
            .err()
            .map(|findings| findings.to_string());
        assert_eq!(
            ours.is_some(),
            theirs.is_some(),
            "{argument}: {ours:?}, QEMU: {theirs:?}"
        );
        if ours.is_none() && reader.is_json(&ty, argument) {
            let text = reader.json_to_key_value(&ty, argument).expect(argument);
            assert_eq!(refuses(option, &text), None, "{text}");
        }
    }
}

fn the_storage_daemon_agrees_on_blockdev() {
    agrees(
        "--blockdev",
        "BlockdevOptions",
        &[
            "null-co,node-name=n",
            "driver=null-co,node-name=n,",
            "null-co,node-name=n,size=1G",
            "null-co,node-name=n,size=010",
            "null-co,node-name=n,size=1.5k",
            "null-co,node-name=n,latency-ns=0x10",
            "null-co,node-name=n,latency-ns=1k",
            "null-co,node-name=n,latency-ns= 5",
            "null-co,node-name=n,latency-ns=5 ",
            "null-co,node-name=n,read-zeroes=yes",
            "null-co,node-name=n,read-zeroes=true",
            "null-co,node-name=n,read-zeroes=1",
            "null-co,node-name=n,read-zeroes=",
            "null-co,node-name=n,node-name=m",
            "null-co,node-name=n,no-such=1",
            "null-co,node-name=n,read-zeroes",
            "null-co,,node-name=n",
            "=null-co",
            "raw,node-name=n,file.driver=null-co",
            "raw,node-name=n,file.driver=null-co,file.size=1M,offset=0,size=512",
            "raw,node-name=n,file.driver=null-co,file=x",
            "raw,node-name=n,file=x,file.driver=null-co",
            "raw,node-name=n,file.0=x",
            "raw,node-name=n,file.driver=null-co,file.=x",
            "raw,node-name=n,file..driver=null-co",
            "raw,node-name=n,cache.direct=off,file.driver=null-co,file.node-name=p,discard=unmap",
            "raw,node-name=n,discard=no,file.driver=null-co",
            "quorum,node-name=q,vote-threshold=1,children.0.driver=null-co",
            "quorum,node-name=q,vote-threshold=1,children.1.driver=null-co,children.0.driver=null-co",
            "quorum,node-name=q,vote-threshold=1,children.1.driver=null-co",
            "quorum,node-name=q,vote-threshold=1,children.x.driver=null-co",
            "quorum,node-name=q,vote-threshold=1,children.00.driver=null-co",
            "help,node-name=n",
            r#"{"driver": "null-co", "node-name": "n", "size": 1024}"#,
            r#"{"driver": "null-co", "node-name": "n", "size": "1G"}"#,
            r#"{'driver': 'null-co', 'node-name': 'n'}"#,
            r#"{"driver": "null-co", "node-name": "n", "node-name": "m"}"#,
            r#"{"driver": "null-co", "node-name": "n", "latency-ns": 1.0}"#,
            r#"{"driver": "null-co", "node-name": "n", "read-zeroes": "on"}"#,
            r#"{"driver": "raw", "node-name": "n", "file": {"driver": "null-co"}, "detect-zeroes": null}"#,
            r#"{"driver": "raw", "node-name": "n", "file": null}"#,
            r#"{"driver": "null-co", "node-name": "n",}"#,
        ],
    );
}

fn the_storage_daemon_agrees_on_objects() {
    agrees(
        "--object",
        "ObjectOptions",
        &[
            "iothread,id=i",
            "iothread,id=i,poll-max-ns=0x20",
            "iothread,id=i,poll-max-ns=1k",
            "iothread,id=i,aio-max-batch=0x8",
            "secret,id=s,data=a,,b",
            "secret,id=s,data=a,format=raw",
            "secret,id=s,data=a,format=row",
            "secret,data=a",
            "throttle-group,id=t,limits.bps-total=100,x-iops-read=5",
            "throttle-group,id=t,limits.bps-total=1.5",
            "authz-list,id=a,rules.0.match=x,rules.0.policy=allow",
            r#"{"qom-type": "iothread", "id": "i", "poll-max-ns": 5}"#,
            r#"{"qom-type": "authz-list", "id": "a", "policy": "deny"}"#,
            r#"{"qom-type": "secret", "id": "s", "data": 5}"#,
        ],
    );
}
