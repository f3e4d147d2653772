//! Asks a guest agent for its version and for the system that it runs on.
//! Usage: `example-guest-agent unix:PATH`

use std::error::Error;

use qapi_client::blocking::GuestAgent;

/// Generated from the part of the agent's protocol that this project describes itself.
pub mod qga {
    qapi_macros::include_qapi!("../../schemas/qga-core.json");
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args()
        .nth(1)
        .ok_or("usage: example-guest-agent unix:PATH")?;
    // An agent sends no greeting: connecting synchronises with it.
    let agent = GuestAgent::connect(address)?;

    agent.execute(qga::commands::GuestPing {}).wait()?;
    let info = agent.execute(qga::commands::GuestInfo {}).wait()?;
    let enabled = info
        .supported_commands
        .iter()
        .filter(|command| command.enabled);
    println!(
        "agent {} with {} commands enabled",
        info.version,
        enabled.count()
    );
    let system = agent.execute(qga::commands::GuestGetOsinfo {}).wait()?;
    println!(
        "it runs on {}",
        system.pretty_name.as_deref().unwrap_or("?")
    );
    Ok(())
}
