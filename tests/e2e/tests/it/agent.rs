//! A real `qemu-ga`. It acts on the machine that runs the tests, so they only read from it.

use std::error::Error;
use std::time::{Duration, SystemTime};

use qapi_client::blocking::GuestAgent;
use qapi_e2e::program::Program;
use qapi_e2e::qga;
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![agent,]
}

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn agent() -> Result {
    let folder = tempfile::tempdir()?;
    let socket = folder.path().join("qga.sock");
    let state = folder.path().display().to_string();
    let path = socket.display().to_string();
    let program = Program::start(
        "qemu-ga",
        &["-m", "unix-listen", "-p", &path, "-t", &state],
        &socket,
    )?;
    let agent = program.connect(GuestAgent::connect)?;

    let info = agent.execute(qga::commands::GuestInfo {}).wait()?;
    assert!(
        info.supported_commands
            .iter()
            .any(|c| c.name == "guest-exec" && c.enabled)
    );

    let time = agent.execute(qga::commands::GuestGetTime {}).wait()?;
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)?
        .as_nanos();
    assert!(
        now.abs_diff(u128::try_from(time)?) < 60_000_000_000,
        "{time} is not {now}"
    );

    let exec = qga::commands::GuestExec::new("/bin/sh")
        .arg(
            ["-c", "cat; echo oops >&2; exit 3"]
                .map(String::from)
                .to_vec(),
        )
        .input_data("aGVsbG8=")
        .capture_output(true);
    let pid = agent.execute(exec).wait()?.pid;
    let status = loop {
        let status = agent
            .execute(qga::commands::GuestExecStatus::new(pid))
            .wait()?;
        if status.exited {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.exitcode, Some(3));
    assert_eq!(status.out_data.as_deref(), Some("aGVsbG8="));
    assert_eq!(status.err_data.as_deref(), Some("b29wcwo="));
    Ok(())
}
