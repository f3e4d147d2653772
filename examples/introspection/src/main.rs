//! Prints the state of a QEMU. Usage: `example-introspection unix:PATH`
//!
//! It needs no schema of that QEMU, only the answer that `qapi introspect unix:PATH` recorded.

use std::error::Error;

use qapi_client::blocking::Client;

/// Commands that the macro generated; types are named after their place of use.
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "../../schemas/live/qemu-7.2.22-x86_64.json",
        select: ["query-status", "query-version", "query-chardev"],
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-introspection unix:PATH")?;
    let vm = Client::connect(address)?;

    let version: qmp::QueryVersionRetQemu = vm.execute(qmp::commands::QueryVersion {}).wait()?.qemu;
    println!("QEMU {}.{}", version.major, version.minor);
    let status: qmp::QueryStatusRet = vm.execute(qmp::commands::QueryStatus {}).wait()?;
    if status.status == qmp::QueryStatusRetStatus::Running {
        println!("it runs");
    } else {
        println!("it does not run: {}", status.status);
    }
    for device in vm.execute(qmp::commands::QueryChardev {}).wait()? {
        println!("{}: {}", device.label, device.filename);
    }
    Ok(())
}
