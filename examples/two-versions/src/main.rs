//! Tells the status of a virtual machine, whichever QEMU runs it.
//! Usage: `example-two-versions unix:PATH`

use std::error::Error;

use qapi_client::blocking::Client;
use v10_0::RunState;

/// Up to 8.x, as far as we are concerned.
pub mod v7_2 {
    qapi_macros::include_qapi!("qmp-7.2.json");
}

/// From 9.0 on.
pub mod v10_0 {
    qapi_macros::include_qapi! {
        schema: "qmp-10.0.json",
        convert: { "super::v7_2": "qmp-7.2.json" },
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-two-versions unix:PATH")?;
    let vm = Client::connect(address)?;
    println!("{}", state(&vm)?);
    Ok(())
}

/// The state in the terms of the newer version: it is the same in both, what surrounds it is not.
fn state(vm: &Client) -> Result<RunState, qapi_client::Error> {
    if vm.greeting().version.major < 9 {
        let old = vm.execute(v7_2::commands::QueryStatus {}).wait()?;
        Ok(old.status.into())
    } else {
        Ok(vm.execute(v10_0::commands::QueryStatus {}).wait()?.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_convert_in_both_directions() -> Result<(), Box<dyn Error>> {
        for name in ["running", "paused", "something-newer"] {
            let old: v7_2::RunState = name.parse()?;
            let new = RunState::from(old.clone());
            assert_eq!(new.as_str(), name);
            assert_eq!(v7_2::RunState::from(new), old);
        }
        Ok(())
    }
}
