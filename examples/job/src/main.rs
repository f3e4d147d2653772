//! Copies a disk of zeros while it is in use, and prints the progress.
//! Usage: `example-job unix:PATH`

use std::error::Error;

use qapi_client::qmp::JobStatus;
use qapi_client::tokio::{Client, JobEnd};

/// Generated from a recorded answer to `query-qmp-schema`: no source of QEMU is needed.
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "../../schemas/live/qemu-7.2.22-x86_64.json",
        select: ["blockdev-add", "blockdev-del", "blockdev-mirror"],
    }
}

use qmp::commands::{BlockdevAdd, BlockdevDel, BlockdevMirror};

/// 64 MiB.
const SIZE: i64 = 64 << 20;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-job unix:PATH")?;
    let vm = Client::connect(address).await?;

    for name in ["source", "target"] {
        // Both null drivers share a type, which an answer has no name for.
        let zeros = qmp::BlockdevAddArgNullAio::new().size(SIZE);
        let disk = qmp::BlockdevAddArg::new(qmp::BlockdevAddArgBranch::NullCo(zeros));
        vm.execute(BlockdevAdd::from(disk.node_name(name))).await?;
    }

    // Follow the job from before it starts, so that nothing is missed.
    let mut job = vm.job("copy");
    let mirror = BlockdevMirror::new("source", "target", "full".parse()?);
    vm.execute(mirror.job_id("copy")).await?;
    while let Some(progress) = job.next().await? {
        println!("{} of {} bytes", progress.current, progress.total);
        if progress.status == JobStatus::Ready {
            job.complete().await?;
        }
    }
    let end = job.end().await?;
    println!("the copy has ended: {end:?}");

    for name in ["source", "target"] {
        vm.execute(BlockdevDel::new(name)).await?;
    }
    vm.disconnect().await;
    match end {
        JobEnd::Concluded => Ok(()),
        end => Err(format!("not concluded: {end:?}").into()),
    }
}
