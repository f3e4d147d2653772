//! Pauses a virtual machine and lets it go on. Usage: `example-build-script unix:PATH`

use std::error::Error;
use std::time::Duration;

use qapi_client::blocking::Client;

/// Commands and events that the build script generated.
pub mod qmp {
    include!(concat!(env!("OUT_DIR"), "/qmp.rs"));
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-build-script unix:PATH")?;
    let vm = Client::connect(address)?;
    let mut events = vm.events::<qmp::Event>();

    vm.execute(qmp::commands::Stop {}).wait()?;
    let status = vm.execute(qmp::commands::QueryStatus {}).wait()?;
    println!("running: {}, status: {}", status.running, status.status);
    vm.execute(qmp::commands::Cont {}).wait()?;

    // Events since the start.
    while let Some(Ok(event)) = events.next_within(Duration::from_millis(200)) {
        match event.body {
            qmp::Event::Stop(_) => println!("event: it stopped"),
            qmp::Event::Resume(_) => println!("event: it goes on"),
            qmp::Event::Unknown { name, .. } => println!("event: {name}, which we do not know"),
        }
    }
    Ok(())
}
