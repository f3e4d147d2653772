//! Queries the abilities of a QEMU. Usage: `example-probe unix:PATH`

use std::error::Error;

use qapi_client::blocking::Client;

qapi_macros::probes! {
    schema = "../../schemas/live/qemu-11.1.3-x86_64.json";
    oldest = "../../schemas/live/qemu-7.2.22-x86_64.json";

    /// Abilities of the connected QEMU.
    pub struct Caps {
        /// True if QEMU can read and write files by io_uring.
        aio_io_uring: "blockdev-add/arg-type/+file/aio/^io_uring",
        /// True if `device_add` takes JSON without conversion.
        json_hotplug: "device_add/$json-cli-hotplug",
        /// True if migration can write memory to fixed places of a file.
        mapped_ram: "migrate-set-capabilities/arg-type/capabilities/capability/^mapped-ram",
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-probe unix:PATH")?;
    let vm = Client::connect(address)?;

    let caps = Caps::probe(&vm.schema()?);
    for (name, path, holds) in caps.iter() {
        println!("{name}: {} ({path})", if holds { "yes" } else { "no" });
    }
    // To be kept for the next time that the same QEMU is started.
    println!("{}", serde_json::to_string(&caps)?);
    Ok(())
}
