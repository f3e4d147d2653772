//! Tests a small manager against a monitor that is no QEMU: slow, refusing, and disconnecting.
//! Usage: `example-test-monitor` (it needs no QEMU)

use std::error::Error;
use std::time::Duration;

use qapi_client::Options;
use qapi_client::tokio::Client;
use qapi_server::Failure;
use qapi_server::testing::{Fault, TestMonitor};

/// Both sides of the protocol: the manager sends, the monitor receives.
pub mod qmp {
    qapi_macros::include_qapi! {
        schema: "../../schemas/qmp-core.json",
        select: ["query-status", "system_powerdown", "SHUTDOWN"],
        role: both,
    }
}

use qmp::commands::{QueryStatus, SystemPowerdown};

/// The manager under test: powers a machine down, unless it is down already.
async fn power_down(vm: &Client, patience: Duration) -> Result<bool, qapi_client::Error> {
    let status = vm.execute(QueryStatus {}).deadline(patience).await?;
    if !status.running {
        return Ok(false);
    }
    vm.execute(SystemPowerdown {}).deadline(patience).await?;
    Ok(true)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let monitor = TestMonitor::new();
    let patience = Duration::from_millis(200);

    // A machine that runs is powered down, with one command each.
    monitor.on(|_: QueryStatus| Ok(qmp::StatusInfo::new(true, qmp::RunState::Running)));
    monitor.on(|_: SystemPowerdown| Ok(()));
    let vm = monitor.connect(&Options::new()).await?;
    assert!(power_down(&vm, patience).await?);
    assert_eq!(monitor.calls_of::<SystemPowerdown>().len(), 1);

    // A machine that refuses: the manager gets the monitor's own words.
    monitor.on(|_: SystemPowerdown| Err(Failure::generic("the guest is busy")));
    let refused = power_down(&vm, patience).await.expect_err("it refuses");
    println!("refused: {refused}");

    // A reply that never comes: the manager waits for 200 ms and no longer.
    monitor.fault("query-status", Fault::Drop);
    let late = power_down(&vm, patience).await.expect_err("it is silent");
    assert!(late.is_timeout());
    println!("silent: {late}");
    Ok(())
}
