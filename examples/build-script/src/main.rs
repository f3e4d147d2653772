//! Pauses a virtual machine and lets it go on. Usage: `example-build-script unix:PATH`

use std::error::Error;
use std::time::Duration;

use qapi_client::blocking::Client;

/// What the build script generated.
pub mod qmp {
    include!(concat!(env!("OUT_DIR"), "/qmp.rs"));
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-build-script unix:PATH")?;
    let mut vm = Client::connect(address)?;

    vm.execute(qmp::commands::Stop {})?;
    let status = vm.execute(qmp::commands::QueryStatus {})?;
    println!("running: {}, status: {}", status.running, status.status);
    vm.execute(qmp::commands::Cont {})?;

    // What has happened meanwhile.
    while let Some(event) = vm.next_event::<qmp::Event>(Duration::from_millis(200))? {
        match event.body {
            qmp::Event::Stop(_) => println!("event: it stopped"),
            qmp::Event::Resume(_) => println!("event: it goes on"),
            qmp::Event::Unknown { name, .. } => println!("event: {name}, which we do not know"),
        }
    }
    Ok(())
}
