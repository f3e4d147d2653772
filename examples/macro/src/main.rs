//! Tells the version of a QEMU. Usage: `example-macro unix:PATH`

use std::error::Error;

use qapi_client::blocking::Client;

/// Commands that the macro generated.
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "../../schemas/qmp-core.json",
        select: ["query-version", "query-commands"],
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-macro unix:PATH")?;
    let vm = Client::connect(address)?;

    let version = vm.execute(qmp::commands::QueryVersion {}).wait()?;
    println!(
        "QEMU {}.{}.{}",
        version.qemu.major, version.qemu.minor, version.qemu.micro
    );
    let commands = vm.execute(qmp::commands::QueryCommands {}).wait()?;
    println!("{} commands", commands.len());
    Ok(())
}
