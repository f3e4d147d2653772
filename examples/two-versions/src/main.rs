//! Tells the status of a virtual machine, in the terms of the QEMU that runs it.
//! Usage: `example-two-versions unix:PATH`

use std::error::Error;

use qapi_client::blocking::Client;

/// Up to 8.x, as far as we are concerned.
pub mod v7_2 {
    qapi_macros::include_qapi!("qmp-7.2.json");
}

/// From 9.0 on.
pub mod v10_0 {
    qapi_macros::include_qapi!("qmp-10.0.json");
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-two-versions unix:PATH")?;
    let mut vm = Client::connect(address)?;

    if vm.greeting().version.major < 9 {
        let status = vm.execute(v7_2::commands::QueryStatus {})?;
        println!("{}, singlestep: {}", status.status, status.singlestep);
    } else {
        let status = vm.execute(v10_0::commands::QueryStatus {})?;
        println!("{}", status.status);
    }
    Ok(())
}
