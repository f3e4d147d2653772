//! Stops and resumes a virtual machine, and prints the events that come meanwhile.
//! Usage: `example-events unix:PATH`

use std::error::Error;
use std::time::Duration;

use qapi_client::tokio::Client;

/// Generated from a recorded answer to `query-qmp-schema`: no source of QEMU is needed.
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "../../schemas/live/qemu-7.2.22-x86_64.json",
        select: ["stop", "cont", "query-status", "STOP", "RESUME"],
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-events unix:PATH")?;
    let vm = Client::connect(address).await?;

    // The listener has everything from here on, also while commands run.
    let mut events = vm.events::<qmp::Event>();
    let printer = tokio::spawn(async move {
        while let Some(event) = events.next().await {
            match event?.body {
                qmp::Event::Stop(_) => println!("stopped"),
                qmp::Event::Resume(_) => println!("resumed"),
                qmp::Event::Unknown { name, .. } => println!("another event: {name}"),
            }
        }
        Ok::<_, qapi_client::Error>(())
    });

    vm.execute(qmp::commands::Stop {}).await?;
    let status = vm.execute(qmp::commands::QueryStatus {});
    let status = status.deadline(Duration::from_secs(2)).await?;
    println!("status: {}", status.status);
    vm.execute(qmp::commands::Cont {}).await?;

    // The listener ends with its connection.
    vm.disconnect().await;
    printer.await??;
    Ok(())
}
