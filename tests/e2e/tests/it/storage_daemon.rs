//! A real `qemu-storage-daemon`.

use std::error::Error;

use qapi_client::blocking::Client;
use qapi_e2e::daemon;
use qapi_e2e::program::Program;
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![storage_daemon,]
}

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn storage_daemon() -> Result {
    let name = "qemu-storage-daemon";
    let folder = tempfile::tempdir()?;
    let socket = folder.path().join("qsd.sock");
    let chardev = format!("socket,id=c0,path={},server=on,wait=off", socket.display());
    let program = Program::start(
        name,
        &["--chardev", &chardev, "--monitor", "chardev=c0"],
        &socket,
    )?;
    let vm = program.connect(Client::connect)?;

    let node = daemon::BlockdevOptionsBranch::NullCo(daemon::BlockdevOptionsNull::new());
    let node = daemon::BlockdevOptions::new(node).node_name("n0");
    vm.execute(daemon::commands::BlockdevAdd::from(node))
        .wait()?;
    let nodes = vm
        .execute(daemon::commands::QueryNamedBlockNodes::new())
        .wait()?;
    assert_eq!(
        nodes.first().and_then(|node| node.node_name.as_deref()),
        Some("n0")
    );

    vm.execute(daemon::commands::Quit {}).wait()?;
    assert!(program.wait()?.success());
    Ok(())
}
