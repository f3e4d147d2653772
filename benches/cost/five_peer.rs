//! The same as `five_ours.rs` with the crate qapi-qmp.

use qapi_qmp as qmp;
use qapi_spec::Command;

fn call<C: Command + serde::Serialize>(command: C) -> Option<C::Ok>
where
    C::Ok: std::fmt::Debug,
{
    println!("{} {}", C::NAME, serde_json::to_string(&command).unwrap_or_default());
    let reply = serde_json::from_str(&line()).ok()?;
    println!("{reply:?}");
    Some(reply)
}

fn line() -> String {
    let mut line = String::new();
    let _ = std::io::stdin().read_line(&mut line);
    line
}

fn main() {
    call(qmp::qmp_capabilities { enable: None });
    call(qmp::query_status {});
    call(qmp::query_block {});
    call(qmp::blockdev_add(qmp::BlockdevOptions::file {
        base: qmp::BlockdevOptionsBase {
            node_name: Some("disk".into()),
            auto_read_only: None,
            cache: None,
            detect_zeroes: None,
            discard: None,
            force_share: None,
            read_only: None,
        },
        file: qmp::BlockdevOptionsFile {
            filename: "/vm/disk.raw".into(),
            aio: None,
            aio_max_batch: None,
            drop_cache: None,
            locking: None,
            pr_manager: None,
            x_check_cache_dropped: None,
        },
    }));
    call(qmp::quit {});
    loop {
        let line = line();
        if line.is_empty() {
            break;
        }
        println!("{:?}", serde_json::from_str::<qmp::Event>(&line));
    }
}
