//! Prints the state of a virtual machine, whichever QEMU runs it.
//! Usage: `example-many-releases unix:PATH`

use std::error::Error;

use qapi_client::blocking::Client;

/// One API for QEMU 7.2 to 10.0: `singlestep`, which 9.0 removed, is an `Option`.
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "qmp-10.0.json",
        also: ["qmp-7.2.json"],
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1);
    let address = address.ok_or("usage: example-many-releases unix:PATH")?;
    let vm = Client::connect(address)?;
    let status = vm.execute(qmp::commands::QueryStatus {}).wait()?;
    println!("{}", describe(&status));
    Ok(())
}

fn describe(status: &qmp::StatusInfo) -> String {
    match status.singlestep {
        Some(true) => format!("{}, step by step", status.status),
        Some(false) | None => status.status.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_of_each_release_decode() -> Result<(), Box<dyn Error>> {
        let old = r#"{"running": true, "singlestep": true, "status": "running"}"#;
        assert_eq!(
            describe(&serde_json::from_str(old)?),
            "running, step by step"
        );
        let new = r#"{"running": true, "status": "running"}"#;
        assert_eq!(describe(&serde_json::from_str(new)?), "running");
        assert_eq!(qmp::releases(), ["10.0", "7.2"]);
        Ok(())
    }
}
